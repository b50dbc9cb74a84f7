"""What a case still lacks, for whom and in whose words; and the reference's table of needs."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from fielddoc.app import followups, missing, records
from fielddoc.app.session import Session
from fielddoc.forms import Forms
from fielddoc.forms.fields import NEEDED_FOR
from fielddoc.model.values import Nothing, Value

REFERENCE = Path(__file__).parents[3] / "shared" / "domain" / "reference.md"


def keep(session: Session, case: str, kind: str, /, **fields: Any) -> str:
    values = {name: v if isinstance(v, Value) else Value(v) for name, v in fields.items()}
    made = records.save(session, case, None, kind, values)
    assert made.record is not None
    return made.record


def test_a_gap_says_record_field_and_why_and_is_no_error(session: Session, case: str) -> None:
    ana = keep(
        session, case, "person", given_names="Ana", surname1="Ejemplo", sex="mujer",
        case_roles=["victima_directa"], birth_date=Value(nothing=Nothing.UNKNOWN),
    )  # fmt: skip
    rows = missing.missing(session, case, recipients=["sr_torture"])
    (birth,) = [row for row in rows if row.record == ana]
    assert (birth.field, birth.label, birth.title) == (
        "birth_date", "Fecha de nacimiento", "Ana Ejemplo",
    )  # fmt: skip
    assert birth.nothing == "No se sabe"
    assert birth.words == "Puede completar después"
    assert {row.kind for row in rows if not row.record} == {"consent", "torture", "proceeding"}
    records.save(session, case, ana, "person", {"birth_date": Value("1980~")})
    rows = missing.missing(session, case, recipients=["sr_torture"])
    assert [row for row in rows if row.record == ana] == []


def test_each_role_reads_it_in_its_own_words(session: Session, case: str) -> None:
    keep(session, case, "istanbul_report", exam_date="2026-05")
    for_us = missing.missing(session, case, "documenter", ["istanbul"])
    for_law = missing.missing(session, case, "lawyer", ["istanbul"])
    assert {row.words for row in for_law} == {"Falta para: Protocolo de Estambul"}
    words = {row.field: row.words for row in for_us if row.kind == "istanbul_report"}
    assert words["overall_consistency"] == "Corresponde a personal médico o psicológico"
    assert {row.words for row in for_us if row.kind != "istanbul_report"} == {
        "Puede completar después"
    }
    session.language = "en"
    english = missing.missing(session, case, "documenter", ["istanbul"])
    assert "You can complete it later" in {row.words for row in english}
    assert {row.recipient_label for row in english} == {"Istanbul Protocol"}


def test_a_coordinator_sees_numbers_and_no_names(session: Session, case: str) -> None:
    keep(session, case, "person", given_names="Ana", case_roles=["victima_directa"])
    counts = missing.counts(session, case)
    assert [one.recipient for one in counts] == list(NEEDED_FOR)
    rows = missing.missing(session, case)
    for one in counts:
        mine = [row for row in rows if row.recipient == one.recipient]
        assert one.fields + one.kinds == len(mine) == sum(n for _, n in one.by_role)
    assert "Ana" not in str(counts)


def test_only_the_victims_lack_a_birth_date(session: Session, case: str) -> None:
    victim = keep(session, case, "person", given_names="Ana", surname1="Ejemplo")
    neighbour = keep(session, case, "person", given_names="Luz", surname1="Prueba")
    alone = {row.record for row in missing.missing(session, case, recipients=["sr_torture"])}
    assert {victim, neighbour} <= alone
    keep(session, case, "torture", regarding=[victim])
    named = {row.record for row in missing.missing(session, case, recipients=["sr_torture"])}
    assert victim in named
    assert neighbour not in named


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2010-12-22", True), ("2006-05", True), ("1975/..", True), ("2010-12-23", False),
        ("2010", False), ("2006/2014", False), ("2011-01/..", False), ("2006/2008", True),
    ],
)  # fmt: skip
def test_what_certainly_began_before_the_convention_is_pointed_out(
    session: Session, case: str, date: str, told: bool
) -> None:
    keep(session, case, "disappearance", date=date)
    rows = missing.missing(session, case, recipients=["ced_30", "wgeid"])
    found = [row for row in rows if "2010" in row.words]
    assert bool(found) is told
    assert all(row.recipient == "ced_30" and row.field == "date" for row in found)


TODAY = datetime.date(2026, 5, 20)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"event_date": "2026-05-15"}, 5),
        ({"event_date": "2026-05-14"}, None),
        ({"event_date": "2026-05-20"}, 0),
        ({"event_date": "2026-05"}, 0),
        ({"event_date": "2026-05-18~"}, 2),
        ({"event_date": "2026-06-01"}, None),
        ({"event_date": "2026-05-19", "state": "atendida"}, None),
        ({"event_date": "2026-05-19", "state": "ofrecida"}, 1),
        ({}, None),
    ],
)
def test_a_need_is_urgent_within_five_days_of_the_event(
    session: Session, case: str, fields: dict[str, str], days: int | None
) -> None:
    made = records.save(
        session, case, None, "need",
        {"kind": Value("medica"), **{name: Value(v) for name, v in fields.items()}},
    )  # fmt: skip
    found = followups.urgent(session, case, TODAY)
    assert [(row.record, row.days) for row in found] == (
        [] if days is None else [(made.record, days)]
    )


def test_the_day_of_the_event_is_read_from_its_record(session: Session, case: str) -> None:
    act = keep(session, case, "torture", date="2026-05-18")
    need = keep(session, case, "need", event=[act])
    old = keep(session, case, "need", event_date="2020", urgent="si", state="no_atendida")
    found = followups.urgent(session, case, TODAY)
    assert [(row.record, row.days, row.marked) for row in found] == [
        (need, 2, False), (old, None, True),
    ]  # fmt: skip
    records.remove(session, need, "duplicada")
    assert [row.record for row in followups.urgent(session, case, TODAY)] == [old]


def test_dates_to_look_again_come_up_when_they_are_past(session: Session, case: str) -> None:
    late = keep(session, case, "registry_query", registry="hospitales", ask_again="2026-05-01")
    today = keep(session, case, "proceeding", next_date="2026-05-20")
    keep(session, case, "proceeding", next_date="2026-05-21", date="2020")
    keep(session, case, "consent", review_date="2026-05")
    found = followups.due(session, case, TODAY)
    assert [(row.record, row.field) for row in found] == [
        (late, "ask_again"), (today, "next_date"),
    ]  # fmt: skip
    assert found[0].label == "Volver a preguntar"


TABLE: dict[str, tuple[str, ...]] = {
    "Consent for this use": ("consent", "consent.answer"),
    "Victim name (or key)": ("person", "person.given_names"),
    "Birth date/age, sex": ("person.birth_date", "person.sex"),
    "Event date": ("torture.date", "disappearance.date"),
    "Event place": ("torture.place", "disappearance.place"),
    "Alleged authors (institution)": ("torture.authors", "disappearance.authors"),
    "State link (authorisation, support, acquiescence)": ("disappearance.state_link",),
    "Refusal/concealment fact": ("disappearance.refusal",),
    "Methods and purpose": ("torture.methods",),
    "Injuries, exams": ("torture.injuries", "torture.certificates", "injury"),
    "Steps before domestic bodies": ("proceeding",),
    "Other international procedures": ("case.other_procedures",),
    "Author's identity and contact": ("case.author_name", "istanbul_report.clinician"),
    "Gravity, urgency, irreparable": ("case.gravity", "case.urgency", "case.irreparable"),
    "Evidence list with hashes": ("evidence", "istanbul_report.photos"),
    "Clinician licence and signature": ("istanbul_report.clinician_licence",),
}
"""The rows of the reference's table (section 11), and the kinds and fields that hold them."""
RULES = {"Date of disappearance ≥ 2010-12-23", "CURP"}
"""Rows that no field fulfils: a rule about a date, and what is useful but never needed."""


def needed_by_table() -> dict[str, set[str]]:
    if not REFERENCE.exists():
        pytest.skip("the domain reference is not beside this checkout")
    text = REFERENCE.read_text(encoding="utf-8").partition("## 11. ")[2]
    rows = re.findall(r"^\| (.+) \|$", text.partition("\n###")[0], re.M)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    body = [row for row in cells if len(row) == len(NEEDED_FOR) + 1 and row[0] != "Data"]
    return {
        row[0]: {one for one, mark in zip(NEEDED_FOR, row[1:], strict=True) if "●" in mark}
        for row in body
        if not row[0].startswith("---")
    }


def test_what_the_reference_calls_mandatory_is_asked_for(session: Session) -> None:
    table = needed_by_table()
    assert set(table) == set(TABLE) | RULES
    lacking = {
        row: recipients - needed_in(session.forms, TABLE[row])
        for row, recipients in table.items()
        if row in TABLE
    }
    assert {row: left for row, left in lacking.items() if left} == {}


def needed_in(loaded: Forms, places: tuple[str, ...]) -> set[str]:
    needed: set[str] = set()
    for place in places:
        kind, _, name = place.partition(".")
        form = loaded.kinds[kind]
        needed |= set(form.field(name).needed_for if name else form.needed_for)
    return needed
