"""Who agreed: a missing answer is a no, and a withdrawal always wins."""

import pytest

from fielddoc.dossier.consent import COURT, PUBLIC, agreed
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Json, Nothing, Value


def sheet(**fields: Json) -> Record:
    """A consent of person `p`, to a court, yes; a tuple gives versions nobody has settled."""
    said = {"person": "p", "purpose": "presentar_nacional", "answer": "si", **fields}
    return Record(
        "c" * 32, "consent", "f" * 32,
        {
            name: tuple(
                Held(str(at) * 32, one if isinstance(one, Value) else Value(one), "a", "2026")
                for at, one in enumerate(value if isinstance(value, tuple) else (value,))
            )
            for name, value in said.items()
            if value is not None
        },
    )  # fmt: skip


YES = sheet()
LATER = sheet(date="2026-06-01")


@pytest.mark.parametrize(
    ("sheets", "holds"),
    [
        ([], False),
        ([YES], True),
        ([sheet(answer="con_limite", hide=["contact"])], True),
        ([sheet(answer="con_limite", recipients=["fiscalia"])], True),
        ([sheet(answer="con_limite", limit="que no salga mi calle")], False),
        ([sheet(answer=None)], False),
        ([sheet(answer="no")], False),
        ([sheet(answer="no_preguntado")], False),
        ([sheet(answer=Value(None, Nothing.DECLINED))], False),
        ([sheet(answer={"text": "sí, pero"})], False),
        ([sheet(purpose="presentar_internacional")], False),
        ([sheet(person=["p", "q"])], True),
        ([sheet(person="q")], False),
        ([sheet(answer=("si", "no"))], False),
        ([sheet(answer=("si", "con_limite"))], False),
        ([sheet(person=("p", "q"))], False),
        ([sheet(purpose=("presentar_nacional", "audio"))], False),
        ([sheet(withdrawn="si")], False),
        ([sheet(withdrawn="en_parte")], False),
        ([sheet(withdrawn="no")], True),
        ([sheet(withdrawn=("si", "no"))], False),
        ([YES, sheet(withdrawn="si")], False),
        ([YES, sheet(answer="no")], False),
        ([LATER, sheet(withdrawn="si", withdrawn_date="2026-05-01")], True),
        ([LATER, sheet(withdrawn="si", withdrawn_date="2026-06-01")], False),
        ([LATER, sheet(withdrawn="si", withdrawn_date="2026")], False),
        ([LATER, sheet(withdrawn="si")], False),
        ([LATER, sheet(withdrawn="si", withdrawn_date=("2026-05-01", "2026-07-01"))], False),
        ([YES, sheet(withdrawn="si", withdrawn_date="2026-05-01")], False),
        ([LATER, sheet(answer="no", date="2026-05-31")], True),
        ([sheet(recipients=["cidh"])], False),
        ([sheet(recipients=["cidh", "fiscalia"])], True),
        ([sheet(recipients=(["cidh"], ["fiscalia"]))], False),
        ([sheet(recipients=(["tribunal_mexicano"], ["fiscalia"]))], True),
        ([sheet(withdrawn_date="2026-07")], False),
        ([YES, sheet(withdrawn_date="2026-07")], False),
        ([LATER, sheet(withdrawn_date="2026-05-01")], True),
        (
            [LATER, sheet(answer="no", date="2027", withdrawn="si", withdrawn_date="2026-05-01")],
            False,
        ),
    ],
)
def test_for_a_court(sheets, holds):
    assert ("p" in agreed(sheets, COURT).people) is holds


ANONYMOUS = sheet(purpose="publicar_anonimo")
NAMED = sheet(purpose="publicar_identidad")


def search(**fields: Json) -> Record:
    """The data are for search alone."""
    return sheet(purpose="rnpdno_uso_exclusivo", **fields)


@pytest.mark.parametrize(
    ("sheets", "holds"),
    [
        ([YES], False),
        ([ANONYMOUS], True),
        ([NAMED], True),
        ([NAMED, sheet(purpose="publicar_anonimo", answer="no")], False),
        ([ANONYMOUS, sheet(purpose="publicar_identidad", answer="no")], True),
        ([ANONYMOUS, search()], False),
        ([ANONYMOUS, search(answer="no")], True),
        ([ANONYMOUS, search(answer=("si", "no"))], False),
        ([ANONYMOUS, search(withdrawn="si")], True),
        ([ANONYMOUS, search(withdrawn=("si", "no"))], False),
        ([ANONYMOUS, search(), search(answer="no")], False),
        ([ANONYMOUS, search(date="2025"), search(answer="no", date="2026")], True),
        ([ANONYMOUS, search(date="2026"), search(answer="no", date="2026-02")], False),
    ],
)
def test_for_the_public(sheets, holds):
    assert bool(agreed(sheets, PUBLIC).people) is holds


def test_what_is_to_be_hidden_is_kept_with_the_person():
    sheets = [
        sheet(answer="con_limite", hide=["contact", "intimate"]),
        sheet(purpose="audio", hide=["identity"]),
    ]
    assert agreed(sheets, COURT).hide == {"p": {"contact", "intimate"}}
