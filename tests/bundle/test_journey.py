"""From one vault to another and back, as two colleagues do it."""

from hashlib import sha256
from pathlib import Path

from fielddoc import bundle
from fielddoc.vault import Absorbed, Vault
from tests.bundle.people import contact, fold, make_case


def send(sender: Vault, receiver: Vault, cases: list[str], path: Path) -> bundle.Packed:
    return bundle.pack(sender, cases, [contact(receiver)], path)


def receive(vault: Vault, path: Path) -> Absorbed:
    return bundle.take(vault, bundle.inspect(vault, path))


def test_a_case_arrives_whole(ruda, saga, tmp_path):
    case = make_case(ruda)
    packed = send(ruda, saga, [case], tmp_path / "1.fdb.age")
    assert (packed.entries, packed.files, packed.cases) == (4, 1, (case,))
    assert packed.size == (tmp_path / "1.fdb.age").stat().st_size
    preview = bundle.inspect(saga, tmp_path / "1.fdb.age")
    assert preview.sender_known
    assert preview.sender_name == "Ruda"
    assert not preview.replayed
    assert not preview.gap
    contents = preview.contents
    assert contents is not None
    assert (contents.new, contents.known, contents.waiting, contents.links) == (4, 0, 0, 0)
    (seen,) = contents.cases
    assert (seen.id, seen.here, seen.fields["name"].v) == (case, False, "Caso Río")
    assert saga.case_count() == 0
    absorbed = bundle.take(saga, preview)
    assert absorbed.new == 4
    assert fold(saga, case) == fold(ruda, case)
    photo = b"photo of " + "Caso Río".encode() * 1000
    with saga.file(sha256(photo).hexdigest()) as reader:
        assert reader.read() == photo
    assert not saga.check().problems
    assert not list((saga.folder / "quarantine").iterdir())
