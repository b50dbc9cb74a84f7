"""The committed bundles of format 1 become what they were made to become."""

import json
from pathlib import Path

import pytest

from fielddoc import bundle
from fielddoc.bundle import cards
from fielddoc.crypto.age import Identity
from fielddoc.errors import FieldDocError, SenderUnknown
from fielddoc.vault import Contact
from tests.bundle.people import person

DATA = Path(__file__).parent.parent / "data" / "bundle"
EXPECTED = json.loads((DATA / "expected.json").read_text("ascii"))


@pytest.fixture
def reader(tmp_path):
    """A vault with the keys that the vectors are sealed to, who knows their sender."""
    card = cards.read((DATA / "sender.fdcard").read_bytes())
    with person(tmp_path, "Saga") as vault:
        vault.age_identities = tuple(map(Identity, (DATA / "key.txt").read_text("ascii").split()))
        vault.add_contact(
            Contact(card.fingerprint, card.name, card.certificate, card.recipients, card.data)
        )
        yield vault


@pytest.mark.parametrize("name", EXPECTED)
def test_vector(reader, name):
    path = DATA / f"{name}.fdb.age"
    known = {contact.fingerprint: contact.name for contact in reader.contacts()}
    assert bundle.verify(reader, path, known).state == EXPECTED[name]["verify"]
    try:
        bundle.take(reader, bundle.inspect(reader, path))
    except SenderUnknown as error:
        became = error.code
    except FieldDocError as error:
        became = str(error)
    else:
        became = ""
    assert became == EXPECTED[name]["take"]
    (case,) = reader.cases() if not became else (None,)
    assert (case is None) == bool(became)
    if case is not None:
        assert reader.record(case.id).get("name") == "Caso Río"


def test_every_vector_is_expected():
    assert {path.name.removesuffix(".fdb.age") for path in DATA.glob("*.age")} == set(EXPECTED)
