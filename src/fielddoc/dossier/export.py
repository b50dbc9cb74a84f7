"""Make a dossier: gather, write, draw, conform, sign, and put it in place in one step.

Nothing but the finished, signed PDF is ever written: it grows as `<target>.….part` beside the
target and takes its name when it is whole on disk. When the work fails or is stopped the part
is removed.
"""

import contextlib
import datetime
import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BufferedReader
from pathlib import Path

from fielddoc.dossier import appendix, consent, people, sign
from fielddoc.dossier.conform import Described, conform
from fielddoc.dossier.content import Making, document
from fielddoc.dossier.enclose import enclose, exhibits
from fielddoc.dossier.gather import CaseFile, LeftOut, gather
from fielddoc.dossier.layout import draw
from fielddoc.dossier.pictures import Printed, reencode
from fielddoc.dossier.tell import Teller
from fielddoc.errors import DiskFull, NotWritable, TargetExists, Usage
from fielddoc.forms import Forms
from fielddoc.model.ids import new_id
from fielddoc.model.record import Record
from fielddoc.progress import Progress, silent
from fielddoc.system import sync_folder
from fielddoc.text import catalogue
from fielddoc.vault import Vault

STEPS = 100
"""What `progress` counts to: gathering ends at 15, drawing at 85, signing at 95."""


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier on disk. `left_out` says in sentences what is not in it and why."""

    path: Path
    sha256: str
    pages: int
    left_out: tuple[str, ...]


def make(
    vault: Vault,
    forms: Forms,
    case: str,
    profile: str,
    language: str,
    target: Path,
    progress: Progress = silent,
    *,
    at: datetime.datetime | None = None,
) -> Made:
    """Write the dossier of a case for a `profile`, "court" or "public", to `target`.

    `at` is the moment printed on it, by default the machine's. Raises `RecordUnknown`,
    `ConsentMissing`, `TargetExists`, `NotWritable`, `DiskFull`, and `Cancelled` from `progress`.
    """
    if profile not in consent.PROFILES:
        raise Usage(reason="profile")
    if target.exists():
        raise TargetExists(path=target)
    progress(0, STEPS)
    moment = at or datetime.datetime.now().astimezone()
    say = catalogue(language)
    file = gather(vault, forms, case, profile, say)
    progress(5, STEPS)
    pictures, withheld = _pictures(vault, forms, file, progress)
    if withheld:
        file = replace(file, left_out=(*file.left_out, LeftOut("pictures", withheld)))
    teller = Teller(forms, file, say)
    listed = exhibits(file)
    data = enclose(file, teller, say.language, vault.identity, moment, listed)
    progress(15, STEPS)
    seal = sha256(data).hexdigest()
    paper = document(
        file, Making(forms, say, teller, vault.identity, moment, listed, pictures, seal)
    )
    drawn = draw(paper, lambda at, of: progress(15 + 70 * at // max(of, 1), STEPS))
    described = Described(paper.title, paper.author, paper.subject, say.language, moment)
    conforming = conform(drawn.data, described, data)
    progress(90, STEPS)
    signed = sign.sign(conforming, vault.identity, drawn.place)
    progress(95, STEPS)
    progress(STEPS, STEPS)  # the last moment to stop: what is written from here on was made
    _write(signed, target)
    return Made(
        target,
        sha256(signed).hexdigest(),
        drawn.pages,
        tuple(appendix.reason(one.reason, one.count, say) for one in file.left_out),
    )


def _pictures(
    vault: Vault, forms: Forms, file: CaseFile, progress: Progress
) -> tuple[Mapping[str, Printed], int]:
    """Return the pictures to print, by the original's hash, and how many may not be."""
    printed: dict[str, Printed] = {}
    withheld = 0
    if file.profile != consent.COURT:
        return printed, withheld
    listed = [one for one in exhibits(file) if one.media.startswith("image/")]
    records: dict[str, Record] = {record.id: record for record in file.all()}
    for at, one in enumerate(listed):
        progress(5 + 10 * at // len(listed), STEPS)
        allowed = _may_print(forms, records[one.record], file.agreed)
        if allowed and vault.has_file(one.sha256):
            with BufferedReader(vault.file(one.sha256), 1 << 20) as source:
                picture = reencode(source)
        else:
            picture = None
        if picture is None:
            withheld += 1
        else:
            printed[one.sha256] = picture
    return printed, withheld


def _may_print(forms: Forms, record: Record, agreed: consent.Agreed) -> bool:
    """Everybody in the picture is known and agreed, nobody hides, and it is not intimate."""
    about = people.subjects(forms, record)
    return (
        bool(about)
        and about <= agreed.people
        and not any(agreed.hide.get(person) for person in about)
        and all(held.value.v == "no" or held.value.empty for held in record.held("intimate"))
    )


def _write(data: bytes, target: Path) -> None:
    """Put the finished PDF in place; a failure leaves nothing behind."""
    part = target.with_name(f"{target.name}.{new_id()[:8]}.part")
    try:
        try:
            with part.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                raise TargetExists(path=target)
            part.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):  # what went wrong first is what to tell
                part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(path=target) from error
        raise NotWritable(path=target) from error
