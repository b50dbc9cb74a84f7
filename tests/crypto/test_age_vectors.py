"""The age project's own test vectors: every file opens or fails as it says.

They are not part of this project: `make interop` brings the Go module `c2sp.org/CCTV/age` into
`build/tools/age-vectors`; `FIELDDOC_AGE_VECTORS` names another folder with them.
"""

import io
import os
import zlib
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from fielddoc.crypto import age, agepass
from fielddoc.crypto.agestream import CHUNK
from fielddoc.errors import (
    BundleAltered,
    BundleCut,
    BundleNewer,
    BundleNotForUs,
    FieldDocError,
    NotABundle,
    WrongPassphrase,
)

TOP = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("FIELDDOC_AGE_VECTORS") or TOP / "build" / "tools" / "age-vectors")
VECTORS = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not VECTORS, reason="no age test vectors here: run `make interop`"),
]

FAILURES: dict[str, tuple[type[FieldDocError], ...]] = {
    "no match": (BundleNotForUs, WrongPassphrase),
    "HMAC failure": (BundleAltered,),
    "header failure": (BundleAltered, BundleCut, NotABundle),
    "payload failure": (BundleAltered, BundleCut),
    "armor failure": (BundleAltered, NotABundle),
}
ACTUAL = {
    "hybrid_low_order": (BundleNotForUs,),
    "hybrid_identity": (BundleNotForUs,),
    "stream_no_chunks": (BundleCut,),
    "stream_no_final": (BundleCut,),
    "stream_no_final_full": (BundleCut,),
    "stream_no_final_two_chunks": (BundleCut,),
    "stream_no_final_two_chunks_full": (BundleCut,),
    "stream_last_chunk_empty": (BundleAltered,),
    "stream_two_final_chunks": (BundleAltered,),
    "stream_no_nonce": (BundleCut,),
    "empty": (NotABundle,),
    "version_unsupported": (BundleAltered, BundleNewer),
}
"""Where the failure is known more exactly than its kind, or told apart otherwise."""

LESS = {
    "armor_garbage_encoded",
    "stream_no_final_full",
    "stream_no_final_two_chunks_full",
    "stream_trailing_garbage_long",
    "stream_trailing_garbage_short",
    "stream_two_final_chunks",
    "stream_two_final_chunks_full",
    "stream_two_final_chunks_second",
}
"""Where stock `age` gives out the chunk that turns out not to be the end, and we do not."""


def read(path: Path) -> tuple[dict[str, list[str]], bytes]:
    head, _, body = path.read_bytes().partition(b"\n\n")
    facts = defaultdict(list)
    for line in head.decode().splitlines():
        key, _, value = line.partition(": ")
        facts[key].append(value)
    return facts, zlib.decompress(body) if facts["compressed"] else body


def opened(facts: dict[str, list[str]], body: bytes, out: bytearray) -> None:
    """Decrypt as far as it goes into `out`."""
    if facts["armored"]:
        body = agepass.unarmor(body.decode("latin-1"))
    if facts["passphrase"]:
        out += agepass.decrypt_binary(body, bytearray(facts["passphrase"][0].encode()))
        return
    identities = [age.Identity(text) for text in facts["identity"]]
    with age.Reader(io.BytesIO(body), identities) as reader:
        while piece := reader.read(100_000):
            out += piece


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_vector(path):
    facts, body = read(path)
    out = bytearray()
    expected = facts["expect"][0]
    if expected == "success":
        opened(facts, body, out)
    else:
        with pytest.raises(ACTUAL.get(path.name, FAILURES[expected])):
            opened(facts, body, out)
    if path.name in LESS:
        assert len(out) % CHUNK == 0
    elif facts["payload"]:
        assert sha256(out).hexdigest() == facts["payload"][0]


def test_there_are_vectors():
    assert len(VECTORS) > 140
