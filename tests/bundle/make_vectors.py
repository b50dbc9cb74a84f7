"""Make `tests/data/bundle/`: one bundle for each outcome, kept so that later programs agree.

`python -m tests.bundle.make_vectors FOLDER` makes a new set; the committed one stays as it is
for as long as format 1 is read.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fielddoc import bundle
from fielddoc.bundle import layout, tar
from fielddoc.crypto.identity import Certificate, Identity
from fielddoc.vault import Vault
from tests.bundle.forge import Forge, altered, archive, archive_of, seal
from tests.bundle.people import contact, make_case, meet, person

EXPECTED = {
    "good": ("", "intact-known"),
    "stranger": ("sender-unknown", "intact-unknown"),
    "not-for-us": ("bundle-not-for-us", "sealed"),
    "cut": ("bundle-cut", "altered"),
    "altered": ("bundle-altered where=end", "altered"),
    "file-exchanged": ("bundle-altered where=manifest-sha256.txt", "altered"),
    "signed-by-another": ("bundle-altered where=sender", "altered"),
    "readdressed": ("bundle-readdressed", "altered"),
    "link": ("bundle-hostile reason=link", "altered"),
    "path-above": ("bundle-hostile reason=unlisted", "altered"),
    "twice": ("bundle-hostile reason=unlisted", "altered"),
    "trailing": ("bundle-hostile reason=trailing-data", "altered"),
    "practice": ("practice-vault", "intact-known"),
}


def make(target: Path) -> None:
    """Write the vectors, the keys they are for, and what must become of each."""
    target.mkdir(parents=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with person(folder, "Ruda") as ruda, person(folder, "Saga") as saga:
            meet(ruda, saga)
            _fill(folder, ruda, saga, target)
            keys = "".join(f"{one.text}\n" for one in saga.age_identities)
            (target / "key.txt").write_text(keys, "ascii")
            (target / "sender.fdcard").write_bytes(contact(ruda).card)
    told = {name: {"take": take, "verify": state} for name, (take, state) in EXPECTED.items()}
    (target / "expected.json").write_text(json.dumps(told, indent=1) + "\n", "ascii")


def _fill(folder: Path, ruda: Vault, saga: Vault, target: Path) -> None:
    def out(name: str) -> Path:
        return target / f"{name}.fdb.age"

    case = make_case(ruda)
    bundle.pack(ruda, [case], [contact(saga)], out("good"))
    sealed, plain = out("good").read_bytes(), archive_of(saga, out("good"))
    out("cut").write_bytes(sealed[:40_000])
    out("altered").write_bytes(altered(sealed, {30_000: 1}))
    forge = Forge.of(ruda.identity, plain)
    members = forge.members()
    photo = next(path for path in forge.payload if layout.FILE.fullmatch(path))
    exchanged = Forge.of(ruda.identity, plain)
    exchanged.payload[photo] += b"x"
    listed = dict(exchanged.members())[f"bundle/{layout.MANIFEST}"]
    swapped = [
        (n, listed if n.endswith(layout.MANIFEST) and "tag" not in n else d) for n, d in members
    ]
    seal(saga, archive(swapped), out("file-exchanged"))
    forge.signer = Identity.new("Ruda")
    seal(saga, forge.archive(), out("signed-by-another"))
    forge.info = replace(forge.info, sender=forge.signer.fingerprint)
    forge.payload[layout.certificate(forge.signer.fingerprint)] = Certificate(
        forge.signer.certificate
    ).pem
    seal(saga, forge.archive(), out("stranger"))
    link = bytearray(tar.header("bundle/bagit.txt", 0))
    link[156:157], link[157:162] = b"2", b"/etc/"
    seal(saga, bytes(link) + plain, out("link"))
    seal(saga, archive([*members, ("bundle/../../x", b"x")]), out("path-above"))
    seal(saga, archive([*members, members[-1]]), out("twice"))
    seal(saga, plain + bytes(512), out("trailing"))
    with person(folder, "Ajena") as ajena:
        meet(ruda, ajena)
        bundle.pack(ruda, [case], [contact(ajena)], out("not-for-us"))
        seal(saga, archive_of(ajena, out("not-for-us")), out("readdressed"))
    forge = Forge.of(ruda.identity, plain)
    forge.info = replace(forge.info, practice=True)
    seal(saga, forge.archive(), out("practice"))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
