"""The rule that says whether a case may travel to a colleague."""

import pytest

from fielddoc.bundle.consent import MISSING, REFUSED, UNASKED, team
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Nothing, Value


def record(kind: str, **fields: object) -> Record:
    held = {
        name: tuple(
            Held("e" * 32, one if isinstance(one, Value) else Value(one), "a" * 64, "2026")
            for one in (values if isinstance(values, tuple) else (values,))
        )
        for name, values in fields.items()
    }
    return Record(kind, kind, "c" * 32, held)


def consent(
    person: object, answer: object = "si", purpose: object = "compartir_equipo", **more: object
) -> Record:
    return record("consent", person=person, answer=answer, purpose=purpose, **more)


PERSON = record("person", given_names="Ana")
INTERVIEW = record("interview", people=["p1"])


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([], MISSING),
        ([PERSON], MISSING),
        ([consent("p1", purpose="presentar_nacional")], MISSING),
        ([consent("p1")], None),
        ([PERSON, INTERVIEW, consent("p1")], None),
        ([PERSON, INTERVIEW, consent(["p1", "p2"])], None),
        ([INTERVIEW, consent("p2")], UNASKED),
        ([INTERVIEW, consent("p1", "no")], REFUSED),
        ([consent("p1"), consent("p2", "no")], REFUSED),
        ([consent("p1"), consent("p2", "no_preguntado")], REFUSED),
        ([consent("p1"), consent("p2", Value(nothing=Nothing.DECLINED))], REFUSED),
        ([consent("p1", "con_limite")], REFUSED),
        ([consent("p1", limit="sólo a Ana")], REFUSED),
        ([consent("p1", hide=["identity"])], REFUSED),
        ([consent("p1", recipients=[], limit="")], None),
        ([consent("p1", recipients=["equipo", "familia"])], None),
        ([consent("p1", recipients=["coordinacion"])], REFUSED),
        ([consent("p1", recipients=(["equipo"], ["familia"]))], REFUSED),
        ([consent("p1", recipients=Value(nothing=Nothing.UNKNOWN))], REFUSED),
        ([consent("p1", ("si", "no"))], REFUSED),
        ([consent("p1", withdrawn="si")], REFUSED),
        ([consent("p1", withdrawn="no")], None),
        ([consent("p1", withdrawn=("no", "si"))], REFUSED),
        ([consent("p1", withdrawn_date="2026-01")], REFUSED),
        ([consent("p1", withdrawn=Value(nothing=Nothing.UNKNOWN))], REFUSED),
        ([consent("p1"), consent("p2", "no", _removed=True)], None),
        ([consent("p1", _removed=True)], MISSING),
        ([record("consent", purpose="compartir_equipo", person="p1")], REFUSED),
        ([consent("p1", purpose=("presentar_nacional", "compartir_equipo"))], REFUSED),
        ([consent(("p1", "p2"))], REFUSED),
        ([consent("p1", "no", date="2026-01"), consent("p1", date="2026-02-01")], None),
        ([consent("p1", "no", date="2026-01"), consent("p1", date="2026-01-31")], REFUSED),
        ([consent("p1", "no", date="2026-01"), consent("p1", date="2026")], REFUSED),
        ([consent("p1", "no", date="2026-01"), consent("p1")], REFUSED),
        ([consent("p1", "no"), consent("p1", date="2026-02-01")], REFUSED),
        ([consent("p1", "no", date="2026-01"), consent("p2", date="2026-02-01")], REFUSED),
        ([consent(["p1", "p2"], "no", date="2026-01"), consent("p1", date="2027")], REFUSED),
        ([consent([], "no", date="2026-01"), consent("p1", date="2027")], REFUSED),
        ([consent("p1", "no", date=("2026", "2028")), consent("p1", date="2027")], REFUSED),
        ([consent("p1", "no", date="ayer"), consent("p1", date="2027")], REFUSED),
        (
            [
                consent("p1", date="2025", withdrawn="si", withdrawn_date="2026-03"),
                consent("p1", date="2026-04-02"),
            ],
            None,
        ),
        (
            [
                consent("p1", date="2025", withdrawn="si", withdrawn_date="2026-03"),
                consent("p1", date="2026-02-02"),
            ],
            REFUSED,
        ),
        (
            [consent("p1", date="2025", withdrawn="si"), consent("p1", date="2026-02-02")],
            REFUSED,
        ),
        (
            [consent("p1", date="2025", withdrawn_date="2026-03"), consent("p1", date="2026-01")],
            REFUSED,
        ),
        (
            [consent("p1", "no", date="2025", withdrawn="no"), consent("p1", date="2026-01")],
            None,
        ),
        (
            [
                consent("p1", "no", date="2027", withdrawn="si", withdrawn_date="2025"),
                consent("p1", date="2026-01"),
            ],
            REFUSED,
        ),
    ],
)
def test_a_case_travels_only_with_consent(records, reason):
    assert team(records) == reason
