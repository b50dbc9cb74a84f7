"""What reaches the public is what was coded, whatever stands in the journal."""

import pytest

from fielddoc import bundle, dossier
from fielddoc.dossier import check
from fielddoc.dossier.people import keys
from fielddoc.dossier.redact import Redaction
from fielddoc.model.ids import new_id
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Json, Value
from tests.bundle.people import contact, make_case, meet, person
from tests.dossier.builder import AT, Builder, all_forms, words

FORMS = all_forms()
SAID = "en casa de Rosaura"


def record(kind: str, **fields: Json) -> Record:
    held = {name: (Held("e" * 32, Value(v), "a" * 64, "2026"),) for name, v in fields.items()}
    return Record(new_id(), kind, new_id(), held)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "kept"),
    [
        ("torture", "date", SAID, None),
        ("torture", "date", "2014-09-26/2014-10-01", "2014-09/2014-10"),
        ("torture", "place", {"entity": SAID}, None),
        ("torture", "place", {"entity": "12", "text": SAID}, {"entity": "12"}),
        ("torture", "regarding", [SAID], None),
        ("case", "urgent", SAID, None),
        ("case", "urgent", {"text": SAID}, None),
        ("case", "urgent", "si", "si"),
        ("person", "case_roles", ["testigo", SAID], ["testigo"]),
        ("person", "dependants", SAID, None),
        ("person", "occupation", SAID, None),
    ],
)
def test_the_public_reads_only_what_fits_its_field(kind, field, typed, kept):
    left = Redaction(FORMS, "public").record(
        FORMS.kinds[kind], record(kind, **{field: typed}), frozenset()
    )
    assert left.get(field) == kept


def test_a_key_made_of_the_persons_name_is_none():
    telling = record("person", given_names="Rosaura", surname1="Ñúu", key="QV-ROSAURA")
    plain = record("person", given_names="Nicandro", key=" QV2 ")
    made = keys([telling, plain])
    assert made == {telling.id: "P1", plain.id: "QV2"}


def test_only_who_wrote_in_the_case_stands_in_its_paper(tmp_path):
    with person(tmp_path, "Ruda") as ruda, person(tmp_path, "Saga") as saga:
        meet(ruda, saga)
        theirs = make_case(ruda)
        bundle.pack(ruda, [theirs], [contact(saga)], tmp_path / "b")
        bundle.take(saga, bundle.inspect(saga, tmp_path / "b"))
        made = Builder(saga)
        made.consent(made.person("Ana", "Inventada"), "publicar_anonimo")
        for profile in ("court", "public"):
            target = tmp_path / f"{profile}.pdf"
            dossier.make(saga, FORMS, made.case, profile, "es", target, at=AT)
            heads = check.enclosed(target)["heads"]
            assert [head["author"] for head in heads] == [saga.identity.fingerprint]
            assert "Ruda" not in words(target)
