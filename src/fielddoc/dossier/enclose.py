"""`dossier.json`: the facts of the paper for machines, enclosed in the PDF.

The format is specified in `docs/dossier.md`. Values are those of the journal (`model.values`)
after redaction, beside them the words that were printed.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from fielddoc import __version__
from fielddoc.crypto.identity import Identity
from fielddoc.dossier.consent import PUBLIC
from fielddoc.dossier.gather import CaseFile
from fielddoc.dossier.tell import Teller
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Json

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file of an evidence record, as the index lists it."""

    record: str
    title: str
    sha256: str
    size: int
    name: str
    media: str


def is_attachment(plain: Json) -> bool:
    """Whether a value names a file."""
    return (
        isinstance(plain, dict)
        and isinstance(plain.get("sha256"), str)
        and isinstance(plain.get("size"), int)
    )


def exhibits(file: CaseFile) -> tuple[Exhibit, ...]:
    """Return every attached file of the records that are printed, in the paper's order."""
    return tuple(
        Exhibit(
            record.id,
            file.names(record.id),
            plain["sha256"],
            plain["size"],
            str(plain.get("name", "")),
            str(plain.get("media", "")),
        )
        for record in file.all()
        for held in record.fields.values()
        for one in held
        if is_attachment(plain := one.value.v)
    )


def enclose(
    file: CaseFile,
    teller: Teller,
    language: str,
    identity: Identity,
    at: datetime.datetime,
    files: Iterable[Exhibit],
) -> bytes:
    """Return the bytes of `dossier.json`."""
    data: dict[str, Json] = {
        "format": FORMAT,
        "made": at.isoformat(timespec="seconds"),
        "clock": "not certified",
        "program": f"FieldDoc {__version__}",
        "profile": file.profile,
        "language": language,
        "practice": file.practice,
        "signer": {"fingerprint": identity.fingerprint, "pseudonym": identity.pseudonym},
        "case": file.case.id,
        "records": [_record(file, teller, record) for record in file.all()],
        "evidence": [
            {
                "record": one.record,
                "sha256": one.sha256,
                "size": one.size,
                "name": one.name,
                "media": one.media,
            }
            for one in files
        ],
        "left_out": [{"reason": one.reason, "count": one.count} for one in file.left_out],
        "journal": [
            {
                "entry": row.entry,
                "at": row.at,
                "clock": row.clock,
                "author": row.author,
                "command": row.command,
                "header_sha256": row.hash,
            }
            for row in file.journal
        ],
        "heads": [
            {"author": one.author, "n": one.n, "header_sha256": one.hash} for one in file.heads
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode(errors="backslashreplace")


def _record(file: CaseFile, teller: Teller, record: Record) -> Json:
    return {
        "id": record.id,
        "kind": record.kind,
        "title": file.names(record.id),
        "fields": {
            told.field.name: {
                "label": told.label,
                "values": [
                    {
                        **one.held.value.to_json(),
                        "text": one.text,
                        **_written(file, one.held),
                    }
                    for one in told.values
                ],
            }
            for section in teller.sections(record)
            for told in section.fields
        },
    }


def _written(file: CaseFile, held: Held) -> dict[str, Json]:
    """Who wrote a value down and when; not for the public."""
    if file.profile == PUBLIC:
        return {}
    return {"author": file.authors.get(held.author, ""), "at": held.at}
