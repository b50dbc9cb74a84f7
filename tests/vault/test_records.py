"""Lists, search, counts, rebuild."""

from collections.abc import Sequence

import pytest

from fielddoc.errors import RecordUnknown
from fielddoc.model.entry import Change, Content, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.record import REMOVED
from fielddoc.model.values import Value
from fielddoc.vault import Naming, Vault
from tests.vault.house import change, picture

WORDS = {
    "Ñandú": ["ñandu", "NANDU", "andú"],
    "jɨkuyë́’": ["jikuye"],
    "ts'iʼil": ["tsiil"],
    "Chavajayꞌ": ["chavajay"],
    "Łódź": ["lodz"],
    "camino a la milpa": ["mil cam", "la", "a mino"],
    "100% de_todo!": ["100%", "de_todo", "0%", "_t", "o!"],
    'dijo "no"': ['"no', 'o"'],
    "Μαρία": ["μαρια"],
}


def case_of(vault: Vault, name: str = "Caso", key: str | None = None) -> str:
    case = new_id()
    changes = [change(case, name, kind="case", field="name")]
    if key:
        changes.append(change(case, key, kind="case", field="key"))
    vault.append("save", case, Content(tuple(changes)))
    return case


def save(
    vault: Vault,
    case: str | None,
    value: object,
    *,
    field: str = "given",
    kind: str = "person",
    record: str | None = None,
    over: Sequence[str] = (),
) -> tuple[str, str]:
    record = record or new_id()
    changes = (change(record, value, over, kind=kind, field=field),)
    return record, read_header(vault.append("save", case, Content(changes)).header).id


def test_a_case_is_listed_with_what_is_in_it(house):
    vault = house.create()
    first, second = case_of(vault, "Primero", "X/1"), case_of(vault, "Segundo")
    save(vault, first, "Ana")
    save(vault, first, "Beto")
    save(vault, first, "golpes", kind="act")
    rows = vault.cases()
    assert [(row.id, row.title, row.reference) for row in rows] == [
        (first, "Primero", "X/1"),
        (second, "Segundo", ""),
    ]
    assert rows[0].counts == {"case": 1, "person": 2, "act": 1}
    assert rows[0].updated >= rows[1].updated
    assert vault.case_count() == 2
    assert [row.id for row in vault.cases(limit=1, offset=1)] == [second]
    assert {record.kind for record in vault.records(case=first)} == {"case", "person", "act"}
    assert [record.get("given") for record in vault.records(case=first, kind="person")] == [
        "Ana",
        "Beto",
    ]
    assert len(vault.records(kind="case")) == 2


def test_reading_is_not_a_change(house):
    vault = house.create()
    case = case_of(vault)
    before = vault.cases()[0].updated
    vault.append("open", case, Content(about=(case,)))
    assert vault.cases()[0].updated == before
    assert len(list(vault.entries(record=case))) == 2
    assert len(list(vault.entries(case=case))) == 2


def test_a_removed_record_leaves_lists_and_search_and_comes_back(house):
    vault = house.create()
    case = case_of(vault)
    person, _ = save(vault, case, "Jacinta")
    _, removal = save(vault, case, True, field=REMOVED, record=person)
    assert vault.search("jacinta") == []
    assert vault.records(kind="person") == []
    assert [record.id for record in vault.records(kind="person", removed=True)] == [person]
    assert vault.cases()[0].counts == {"case": 1}
    assert vault.cases(search="jacinta") == []
    save(vault, case, False, field=REMOVED, record=person, over=[removal])
    assert [hit.record for hit in vault.search("jacinta")] == [person]
    assert vault.cases()[0].counts == {"case": 1, "person": 1}


def test_a_removed_case_hides_what_is_in_it(house):
    vault = house.create()
    case = case_of(vault)
    save(vault, case, "Jacinta")
    save(vault, case, True, field=REMOVED, record=case, kind="case")
    assert (vault.cases(), vault.case_count(), vault.search("jacinta")) == ([], 0, [])
    assert vault.case_count("jacinta") == 0


def test_conflicts_are_counted(house):
    vault = house.create()
    case = case_of(vault)
    person, one = save(vault, case, "Ana")
    _, two = save(vault, case, "Anna", record=person)
    assert vault.cases()[0].conflicts == 1
    save(vault, case, "Ana", record=person, over=[one, two])
    assert vault.cases()[0].conflicts == 0


@pytest.mark.parametrize("text", WORDS)
def test_words_are_found_as_a_person_types_them(house, text):
    vault = house.create()
    person, _ = save(vault, None, text)
    save(vault, None, "otra cosa")
    for typed in WORDS[text]:
        assert [hit.record for hit in vault.search(typed)] == [person], typed
    assert vault.search("zzz") == vault.search("") == vault.search("q") == []


def test_an_old_value_is_no_longer_found(house):
    vault = house.create()
    person, old = save(vault, None, "Capulín")
    save(vault, None, "Mezquite", record=person, over=[old])
    assert vault.search("capulin") == []
    assert [hit.record for hit in vault.search("mezquite")] == [person]


def test_hits_show_the_words_around(house):
    vault = house.create()
    case = case_of(vault)
    text = "palabra " * 40 + "Preguntó por su hermano " + "después " * 40
    interview, _ = save(vault, case, text, kind="interview", field="account")
    (hit,) = vault.search("pregunto hermano")
    assert (hit.record, hit.kind, hit.case) == (interview, "interview", case)
    assert "Preguntó por su hermano" in hit.snippet
    assert len(hit.snippet) < 150


def test_cases_are_found_by_what_is_in_them(house):
    vault = house.create()
    first, second = case_of(vault, "Uno"), case_of(vault, "Dos")
    save(vault, first, "Itzel")
    assert [row.id for row in vault.cases(search="itzel")] == [first]
    assert [row.id for row in vault.cases(search="dos")] == [second]
    assert (vault.case_count("itzel"), vault.case_count("nadie")) == (1, 0)


def test_words_within_structures_are_found_but_no_ids(house):
    vault = house.create()
    other = new_id()
    value = {"text": "Tlalpan", "people": [other], "sha256": "ab" * 32, "n": [{"x": "Ocote"}]}
    record = new_id()
    said = Value(value, source="el juzgado")
    vault.append("save", None, Content((Change(record, "act", "place", said),)))
    for typed in ("tlalpan", "ocote", "juzgado"):
        assert [hit.record for hit in vault.search(typed)] == [record]
    assert vault.search(other[:8]) == vault.search("abab") == []


def test_another_naming_makes_lists_anew(house):
    vault = house.create()
    case = case_of(vault, "Nombre", "CLAVE")
    vault.name(Naming({"case": ("key",)}, words=lambda kind, field, value: [kind], version="2"))
    assert vault.cases()[0].title == "CLAVE"
    assert [hit.record for hit in vault.search("case")] == [case]
    vault = house.reopen(vault)
    assert vault.cases()[0].title == "Nombre"


def test_nobody_knows_such_a_record(house):
    vault = house.create()
    mentioned = new_id()
    vault.append("open", mentioned, Content(about=(mentioned,)))
    for id_ in (new_id(), "no id", "", mentioned):
        with pytest.raises(RecordUnknown):
            vault.record(id_)
    assert vault.records(case=new_id()) == []


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE held SET value = \'{"v":"forged"}\'',
        "DELETE FROM held",
        "UPDATE record SET title = 'x' WHERE kind = 'case'",
        "UPDATE record SET kind = 'x' WHERE kind = 'person'",
        "DELETE FROM mark",
        "UPDATE searched SET words = ''",
        "UPDATE tally SET n = 5 WHERE kind = 'person'",
        "DELETE FROM touch WHERE record = 1",
    ],
)
def test_a_wrong_fold_is_found_and_made_right(house, damage):
    vault = house.create()
    case = case_of(vault)
    person, one = save(vault, case, "Ana")
    save(vault, case, "Anna", record=person, over=[one])
    right = picture(vault)
    assert vault.rebuild().differences == ()
    vault._database.run(damage)
    assert vault.check().problems
    assert picture(vault) != right
    assert vault.rebuild().differences
    assert picture(vault) == right
    assert vault.rebuild().differences == ()
    assert [hit.record for hit in vault.search("anna")] == [person]


def test_a_forged_journal_is_found(house):
    vault = house.create()
    for number in range(3):
        save(vault, None, f"persona {number}")
    work = vault._database
    work.run(
        "UPDATE entry SET signature = (SELECT signature FROM entry WHERE seq = 1) WHERE seq = 2"
    )
    found = vault.check().problems
    assert [problem.split(":")[2] for problem in found] == ["signature"]
    work.run("DELETE FROM entry WHERE seq = 2")
    assert any(problem.endswith(":chain") for problem in vault.check().problems)
    work.run("UPDATE entry SET content = CAST('{}' AS BLOB) WHERE seq = 3")
    assert any(problem.endswith(":content-hash") for problem in vault.check().problems)
