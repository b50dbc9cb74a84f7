"""What lies where in a bundle, in which order, and how large it may be (`docs/bundle.md`)."""

import re

FORMAT = 1
"""The number of the bundle format that this program writes and the newest it reads."""

FOLDER = "bundle"
"""The one folder in the archive (RFC 8493, section 4: a bag is not serialised from inside)."""

BAGIT = "bagit.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "signature.p7s"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAGS = (BAGIT, TAG_MANIFEST, SIGNATURE, BAG_INFO, MANIFEST)
"""The first five members, always these, always in this order."""

ENTRIES = "data/entries.jsonl"
README = "data/README.txt"
CERTIFICATE = re.compile(r"data/certificates/([0-9a-f]{64})\.pem")
FILE = re.compile(r"data/files/([0-9a-f]{64})")

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
MAX_TAG = {
    BAGIT: KIB,
    TAG_MANIFEST: KIB,
    SIGNATURE: 64 * KIB,
    BAG_INFO: 16 * MIB,
    MANIFEST: 32 * MIB,
}
"""Bytes that a tag file may have at most, whatever it says."""

MAX_ENTRIES = 8 * GIB - 1
MAX_FILE = 8 * GIB - 1
"""The largest size that eleven octal digits of a ustar header can say."""

MAX_LINE = 64 * MIB
"""Bytes of one line in `entries.jsonl`."""

MAX_CERTIFICATE = 16 * KIB
MAX_README = 64 * KIB
MAX_MEMBERS = 100_000
"""Payload files in one bundle."""


def certificate(fingerprint: str) -> str:
    """Return the path of an author's certificate inside the bag."""
    return f"data/certificates/{fingerprint}.pem"


def file(sha256: str) -> str:
    """Return the path of an attachment inside the bag."""
    return f"data/files/{sha256}"


def cap(path: str) -> int:
    """Return how many bytes a payload file may have, or -1 where no such path may be."""
    if path == ENTRIES:
        return MAX_ENTRIES
    if path == README:
        return MAX_README
    if CERTIFICATE.fullmatch(path):
        return MAX_CERTIFICATE
    return MAX_FILE if FILE.fullmatch(path) else -1
