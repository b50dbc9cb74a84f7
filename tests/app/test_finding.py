"""Finding: words in any order, filters that understand doubt, consent, kept searches."""

import pytest

from fielddoc.app import finding, records
from fielddoc.app.finding import Filters
from fielddoc.app.session import Session
from fielddoc.errors import DateRefused
from fielddoc.model.values import Json, Value


def put(session: Session, case: str, kind: str, /, **fields: Json) -> str:
    values = {name: Value(plain) for name, plain in fields.items()}
    made = records.save(session, case, None, kind, values).record
    assert made is not None
    return made


def ids(found: finding.Found) -> set[str]:
    return {row.record for row in found.rows}


@pytest.fixture
def ana(session: Session, case: str) -> str:
    return put(
        session, case, "person", given_names="Ana Lucía", surname1="Ñandú", surname2="Inventada"
    )


def test_names_in_any_order_without_accents(session: Session, case: str, ana: str) -> None:
    put(session, case, "person", given_names="Berta", surname1="Ñandú")
    for text in ("nandu ana", "INVENTADA lucia", "lucía ñandú ana", "an lu na"):
        found = finding.find(session, text)
        assert ids(found) == {ana}
        assert found.total == 1
    row = finding.find(session, "inventada").rows[0]
    assert (row.kind, row.kind_label) == ("person", "Persona")
    assert row.case == case
    assert row.case_title == "Caso inventado"
    assert "Inventada" in row.snippet


def test_nothing_asked_finds_nothing(session: Session, case: str, ana: str) -> None:
    assert finding.find(session, "  ").rows == ()
    assert case in ids(finding.find(session, "", Filters(kind="case")))
    assert ids(finding.find(session, "", Filters(kind="person"))) == {ana}


def test_dates_are_found_by_all_the_days_they_may_mean(session: Session, case: str) -> None:
    acts = {
        date: put(session, case, "event", date=date)
        for date in ("1974-08-25", "1974", "1974-08~", "1974-09/..", "../1974-07", "197X")
    }
    none = put(session, case, "event", description="sin fecha")

    def dates(since: str, until: str) -> set[str]:
        found = ids(finding.find(session, "", Filters("event", since=since, until=until)))
        assert none not in found
        return {date for date, record in acts.items() if record in found}

    assert dates("1974-08", "1974-08") == {"1974-08-25", "1974", "1974-08~", "197X"}
    assert dates("1974-08-01", "1974-08-20") == {"1974", "1974-08~", "197X"}
    assert dates("1980", "") == {"1974-09/.."}
    assert dates("", "1965") == {"../1974-07"}
    with pytest.raises(DateRefused):
        dates("1980", "1975")
    with pytest.raises(DateRefused):
        dates("ayer", "")


def test_a_date_inside_a_group_counts_on_its_own(session: Session, case: str) -> None:
    rows = [{"date": {"v": "1990"}}]
    act = put(session, case, "disappearance", date="1974", conflicting_dates=rows)
    assert ids(finding.find(session, "", Filters(since="1990", until="1990"))) == {act}
    assert not finding.find(session, "", Filters(since="1980", until="1980")).rows


def test_places_status_and_sensitivity_narrow(session: Session, case: str, ana: str) -> None:
    there = {"text": "la plaza", "entity": "12", "municipality": "12001"}
    act = put(session, case, "event", description="retén", place=there)
    put(session, case, "event", description="retén", place={"text": "otra", "entity": "20"})
    assert ids(finding.find(session, "retén", Filters(entity="12"))) == {act}
    assert ids(finding.find(session, "", Filters(municipality="12001"))) == {act}
    rows = [{"status": {"v": "desaparecida"}}, {"status": {"v": "localizada_con_vida"}}]
    records.save(session, case, ana, "person", {"statuses": Value(rows)})
    alive = Filters(status="estatus_persona:localizada_con_vida")
    assert ids(finding.find(session, "", alive)) == {ana}
    records.save(session, case, ana, "person", {"statuses": Value(rows[:1])})
    assert not finding.find(session, "", alive).rows
    put(session, case, "interview", do_not_ask="lo de su hermana")
    assert len(finding.find(session, "", Filters("interview", sensitivity="intimate")).rows) == 1


def test_consent_narrows_to_what_the_person_is_in(session: Session, case: str, ana: str) -> None:
    told = put(session, case, "interview", people=[ana], testimony="contó del molino")
    put(session, case, "interview", testimony="otra persona contó del molino")
    agreed = put(session, case, "consent", person=ana, purpose="presentar_nacional", answer="si")
    asked = Filters("interview", consent="presentar_nacional", answer="si")
    assert ids(finding.find(session, "molino", asked)) == {told}
    assert ids(finding.find(session, "ana", Filters("person", consent="presentar_nacional"))) == {
        ana
    }
    records.save(session, case, agreed, "consent", {"withdrawn": Value("si")})
    assert not finding.find(session, "molino", asked).rows
    taken = Filters("interview", consent="presentar_nacional", answer="retirado")
    assert ids(finding.find(session, "", taken)) == {told}


def test_what_was_removed_is_not_found(session: Session, case: str, ana: str) -> None:
    records.remove(session, ana, "era otra")
    assert not finding.find(session, "ñandú").rows
    assert not finding.find(session, "", Filters("person")).rows
    records.restore(session, ana, "sí era")
    assert finding.find(session, "", Filters("person")).rows


def test_pages_follow_one_another(session: Session, case: str) -> None:
    for number in range(7):
        put(session, case, "event", description=f"marcha {number}")
    pages = [finding.find(session, "marcha", limit=3, offset=at) for at in (0, 3, 6)]
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert {page.total for page in pages} == {7}
    assert len({row.record for page in pages for row in page.rows}) == 7


def test_searches_are_kept_and_forgotten(session: Session) -> None:
    narrow = Filters(kind="event", since="1974", consent="audio", answer="no")
    finding.keep(session, " Ñandú ", "molino", narrow)
    finding.keep(session, "Abril", "", Filters(entity="12"))
    assert [one.name for one in finding.kept(session)] == ["Abril", "Ñandú"]
    assert finding.kept(session)[1].filters == narrow
    assert finding.keep(session, "Abril", "otro", Filters())[0].text == "otro"
    assert [one.name for one in finding.forget(session, "Abril")] == ["Ñandú"]
    assert finding.choices(session).searches == finding.kept(session)


def test_every_filter_offers_words(session: Session) -> None:
    offered = finding.choices(session)
    assert ("12", "Guerrero") in offered.entities
    assert ("interview", "Entrevista") in offered.kinds
    for rows in (offered.statuses, offered.purposes, offered.answers, offered.sensitivities):
        assert rows
        assert all(value and words for value, words in rows)


def test_a_rebuild_finds_the_same(session: Session, case: str, ana: str) -> None:
    there = {"text": "la plaza", "entity": "12"}
    put(session, case, "event", regarding=[ana], place=there, date="1974")
    before = finding.find(session, "", Filters(entity="12", since="1974"))
    assert session.vault.check().problems == ()
    assert session.vault.rebuild().differences == ()
    assert finding.find(session, "", Filters(entity="12", since="1974")) == before
    assert len(before.rows) == 1
