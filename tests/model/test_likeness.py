"""Two descriptions of one person are alike, two people are not, and the reasons say why."""

import datetime

import pytest

from fielddoc.app.people import Reader, lexicon
from fielddoc.model import likeness
from fielddoc.model.likeness import Lexicon, Likeness, born, born_by_age, sound
from fielddoc.model.likeness.index import Index
from fielddoc.model.likeness.words import ANY, GIVEN
from fielddoc.model.values import Json, Value

READER = Reader(lexicon())


def person(id_: str = "one", **fields: Json) -> likeness.Person:
    return READER.person(id_, {name: Value(plain) for name, plain in fields.items()})


def named(given: str = "", one: str = "", two: str = "", **fields: Json) -> likeness.Person:
    id_ = f"{given} {one}"
    return person(id_, given_names=given, surname1=one, surname2=two, **fields)


def compared(one: likeness.Person, other: likeness.Person) -> Likeness:
    return Index(READER.lexicon).compare(one, other)


def codes(found: Likeness) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    "alike",
    [
        "gonzalez gonsales", "ximenez jimenez", "ybarra ibarra", "quiroz kiros", "vazquez basques",
        "llanes yanes", "sofia sophia", "mexia mejia", "yesenia iesenia", "zuñiga suñiga",
        "chavez chabes", "genaro jenaro", "hernandez ernandes", "guajardo huajardo",
        "ascencion asencion", "isidro ysidro", "wenceslao venceslao", "xochitl sochitl",
    ],
)  # fmt: skip
def test_what_sounds_the_same_has_one_key(alike: str):
    one, other = alike.split()
    assert sound(one) == sound(other)


@pytest.mark.parametrize("apart", ["peña pena", "rosa roca", "luis luz", "garza garcia"])
def test_what_does_not_sound_the_same_has_two(apart: str):
    one, other = apart.split()
    assert sound(one) != sound(other)


FULL = named("Tadeo", "Xicale", "Roca")
SAME = [
    (named("Francisco", "Xicale", "Roca"), named("Pancho", "Xicale", "Roca"), "given-nickname-of"),
    (named("Paco", "Xicale", "Roca"), named("Pancho", "Xicale", "Roca"), "given-nickname-of"),
    (named("Jesús", "Xicale", "Roca"), named("Chuyito", "Xicale", "Roca"), "given-nickname-of"),
    (FULL, named("Tadeo", "Roca", "Xicale"), "surnames-swapped"),
    (named("Tadeo", "Quiroz", "Roca"), named("Tadeo", "Kirós", "Roca"), "surname-sounds-alike"),
    (FULL, named("Tadeo", "Xicalle", "Roca"), "surname-nearly-spelled"),
    (FULL, named("Tadeo", "Xicale"), "surname-missing"),
    (
        named("María del Carmen", "Xicale", "Roca"),
        named("Carmen", "Xicale", "Roca"),
        "part-of-compound",
    ),
    (
        named("Ma. Elena", "Xicale", "Hdez."),
        named("María Elena", "Xicale", "Hernández"),
        "given-same",
    ),
    (
        named("J. Tadeo", "Xicale", "Roca"),
        named("Juan Tadeo", "Xicale", "Roca"),
        "given-initial-of",
    ),
    (named("Tadeo", "de la Roca", "Xicale"), named("Tadeo", "Roca", "Xicale"), "surname-same"),
    (named("Reyes", "Xicale", "Roca"), person(full_name="Xicale Roca Reyes"), "surname-same"),
    (named("Be'eno", "Xicale", "Roca"), named("Beeno", "Xicale", "Roca"), "given-same"),
]


@pytest.mark.parametrize(("one", "other", "code"), SAME)
def test_one_person_told_twice(one: likeness.Person, other: likeness.Person, code: str):
    found = compared(one, other)
    assert found.advised, found
    assert code in codes(found)
    back = compared(other, one)
    assert back.score == pytest.approx(found.score)
    assert codes(back) == codes(found)


APART = [
    (named("Rosalba", "Xicale", "Roca"), FULL, "given-differs"),
    (
        named("María Elena", "Xicale", "Roca"),
        named("María Luisa", "Xicale", "Roca"),
        "given-differs",
    ),
    (named("Mario", "Xicale", "Roca"), named("María", "Xicale", "Roca"), "given-differs"),
    (named("Tadeo", "García", "Roca"), named("Tadeo", "García", "Tepetate"), "surname-differs"),
    (
        named("Tadeo", "García", "Roca", birth_date="1950-02-01"),
        named("Tadeo", "García", "Roca", birth_date="1979-11-20"),
        "birth-differs",
    ),
    (
        named("Rosalba", "García", "López", birth_date="1990-05-05"),
        named("Irene", "García", "López", birth_date="1990-05-05"),
        "given-differs",
    ),
]


@pytest.mark.parametrize(("one", "other", "code"), APART)
def test_two_people(one: likeness.Person, other: likeness.Person, code: str):
    found = compared(one, other)
    assert code in codes(found)
    assert found.score < likeness.LIKELY
    if code != "birth-differs":  # father and son: rare names outweigh, so a person is asked
        assert not found.advised, found


def test_a_rare_name_tells_more_than_a_common_one():
    rare = compared(named("Tadeo", "Xicale"), named("Tadeo", "Xicale"))
    common = compared(named("José", "Hernández"), named("José", "Hernández"))
    assert rare.score > 0.9 > common.score


def test_a_name_that_is_common_here_tells_less_here():
    index = Index(READER.lexicon)
    one = named("Tadeo", "Xicale")
    before = index.compare(one, one).score
    for at in range(200):
        index.put(person(str(at), given_names="Ana", surname1="Xicale"))
    assert index.compare(one, one).score < before


def test_the_same_curp_outweighs_other_names():
    key = "HEGG560427MVZRRL04"
    found = compared(named("Ana", "Roca", curp=key), named("Rosalba", "Xicale", curp=key.lower()))
    assert "same-curp" in codes(found)
    assert compared(person(curp=key), named("Rosalba", "Xicale", curp=key)).advised


def test_a_curp_tells_the_birth_that_nobody_wrote():
    one = named("Ana", "Roca", curp="HEGG560427MVZRRL04")
    assert "same-birth" in codes(compared(one, named("Ana", "Roca", birth_date="1956-04-27")))


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("1974-08-25", "1974-08-25", "same-birth"),
        ("1974-08-25", "1974-08", "birth-may-be-same"),
        ("1974-08-25", "1976~", "birth-may-be-same"),
        ("1974-08-25", "197X", "birth-may-be-same"),
        ("1974-08-05", "1974-05-08", "birth-nearly-same"),
        ("1974-08-25", "1984-08-25", "birth-nearly-same"),
        ("1974-08-25", "1980", "birth-differs"),
    ],
)
def test_dates_with_doubt_are_compared_as_days_that_may_be(one: str, other: str, code: str):
    assert code in codes(compared(named("Ana", birth_date=one), named("Ana", birth_date=other)))


def test_an_open_or_unreadable_date_tells_nothing():
    assert born("1974/..") is None
    assert born("hace mucho") is None


def test_an_age_gives_the_days_of_birth_it_allows():
    day = datetime.date(2014, 9, 26)
    span = born_by_age(20, 20, day, day)
    assert (span.first, span.last) == (datetime.date(1993, 9, 27), datetime.date(1994, 9, 26))


def test_nicknames_and_other_names_count():
    alias = [{"name": {"v": "El Chuy"}, "kind": {"v": "apodo"}}]
    one = named("", "Xicale", "Roca", other_names=alias)
    assert "given-nickname-of" in codes(compared(one, named("Jesús", "Xicale", "Roca")))
    variant = [{"name": {"v": "Tadeo Shicale Roca"}, "kind": {"v": "variante"}}]
    one = named("T.", "Ocote", other_names=variant)
    found = compared(one, person(full_name="Tadeo Shicale Roca"))
    assert "other-name" in codes(found)
    assert found.score > 0.9


def test_words_without_a_list_are_only_themselves():
    assert Lexicon().formal("pancho") == {"pancho"}
    (word,) = Lexicon().words("de la  O'Rilla", ANY)
    assert (word.text, word.shown) == ("orilla", "ORilla")
    assert "juana" in lexicon().words("Juanita", GIVEN)[0].formal


def test_an_index_forgets_who_was_dropped_and_takes_the_newest_description():
    index = Index(READER.lexicon)
    index.put(person("one", given_names="Tadeo", surname1="Xicale"))
    index.put(person("one", given_names="Rosalba", surname1="Xicale"))
    typed = person("new", given_names="Rosalba", surname1="Xicale")
    assert [pair.other for pair in index.similar(typed)] == ["one"]
    assert len(index) == 1
    index.drop("one")
    assert (index.similar(typed), len(index), "one" in index) == ([], 0, False)


def test_nobody_without_a_name_is_like_anybody():
    one = person(birth_date="1974-08-25")
    assert compared(one, named("Ana", birth_date="1974-08-25")).score == 0
