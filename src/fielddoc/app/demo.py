"""The demonstration: invented people, practice vaults, the whole line from vault to court."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fielddoc import vault
from fielddoc.app import bundles, contacts, dossiers, evidence, records, vaults
from fielddoc.app.demo_content import CASES, EVIDENCE, Sheet, said
from fielddoc.app.demo_files import files
from fielddoc.app.session import Session, open_session
from fielddoc.app.verify import Verdict, verify
from fielddoc.errors import NotWritable
from fielddoc.model.values import Json, Value
from fielddoc.progress import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = vaults.PRACTICE
VAULT = "Práctica.fielddoc"
COORDINATOR = "Coordinación.fielddoc"
_STEPS = 9


@dataclass(frozen=True, slots=True)
class Demo:
    """Where everything is that the demonstration made, and what holds."""

    vault: Path
    coordinator: Path
    dossiers: tuple[Path, ...]
    bundle: Path
    same: bool
    verdicts: tuple[Verdict, ...]


def build(folder: Path, progress: Progress = silent) -> Demo:
    """Make both practice vaults, the dossiers and the bundle in the new folder `folder`.

    Stopped, or failed, it leaves nothing. Raises `TargetExists`, `NotWritable`, `DiskFull`.
    """
    vault.require_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(path=folder) from error
    try:
        return _built(folder, progress)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # it was empty: all in it is half a demonstration
        raise


def _built(folder: Path, progress: Progress) -> Demo:
    progress(0, _STEPS)
    ours = _vault(folder / VAULT, "Equipo de práctica")
    progress(1, _STEPS)
    theirs = _vault(folder / COORDINATOR, "Coordinación de práctica")
    progress(2, _STEPS)
    with ours, theirs:
        _introduce(folder, ours, theirs)
        cases = [fill(ours, sheets) for sheets in CASES]
        progress(3, _STEPS)
        papers = _dossiers(folder, ours, cases, progress)
        bundle = folder / "1.fdb.age"
        bundles.pack(ours, cases, ["Coordinación de práctica"], bundle, "demostración")
        progress(7, _STEPS)
        bundles.take(theirs, bundles.preview(theirs, bundle))
        progress(8, _STEPS)
        same = all(_fold(ours, case) == _fold(theirs, case) for case in cases)
        verdicts = verify([*papers, bundle], theirs)
    progress(_STEPS, _STEPS)
    return Demo(folder / VAULT, folder / COORDINATOR, tuple(papers), bundle, same, tuple(verdicts))


def unlock(folder: Path) -> bytearray:
    """The key of a vault that the demonstration made."""
    return vaults.unlock(folder, bytearray(PASSPHRASE.encode()))


def fill(session: Session, sheets: tuple[Sheet, ...]) -> str:
    """Fill in the pages of one case, each saved as a person saves it; return the case's id."""
    ids: dict[str, str] = {}
    later: list[tuple[Sheet, str, Value]] = []
    for sheet in sheets:
        now = {}
        for name, value in sheet.fields.items():
            if _missing(value.v, ids):
                later.append((sheet, name, value))
            else:
                now[name] = Value(
                    _named(value.v, ids), value.nothing, value.confidence, value.source
                )
        saved = records.save(session, ids.get("case"), None, sheet.kind, now)
        ids[sheet.key] = saved.record or ""
    _evidence(session, ids)
    for sheet, name, value in later:
        told = Value(_named(value.v, ids), value.nothing, value.confidence, value.source)
        records.save(session, ids["case"], ids[sheet.key], sheet.kind, {name: told})
    return ids["case"]


def _vault(folder: Path, pseudonym: str) -> Session:
    made = vaults.create(folder, bytearray(PASSPHRASE.encode()), pseudonym, practice=True)
    return open_session(folder, made.key)


def _introduce(folder: Path, ours: Session, theirs: Session) -> None:
    for one, other, name in ((ours, theirs, "equipo"), (theirs, ours, "coordinacion")):
        card = folder / f"{name}.fdcard"
        contacts.card(one, card)
        contacts.add(other, card)


def _evidence(session: Session, ids: dict[str, str]) -> None:
    for key, (name, data) in files().items():
        title, person = EVIDENCE[key]
        if person not in ids:
            continue
        fields = {"title": said(title), "regarding": said([ids[person]])}
        if key == "scan":
            fields["kind"] = said("dictamen_medico")
        stream = io.BytesIO(data)
        taken = evidence.attach_stream(session, ids["case"], stream, name, fields)
        ids[key] = taken.record or ""


def _dossiers(folder: Path, ours: Session, cases: list[str], progress: Progress) -> list[Path]:
    made = []
    wanted = [(case, "es") for case in cases] + [(cases[0], "en")]
    for step, (case, language) in enumerate(wanted):
        key = ours.vault.record(case).get("key")
        target = folder / f"{key}-{language}.pdf"
        dossiers.make(ours, case, "court", language, target, "Juzgado de práctica", "demostración")
        made.append(target)
        progress(4 + step, _STEPS)
    return made


def _fold(session: Session, case: str) -> dict[str, Json]:
    """Everything a vault shows of a case, by record and field, with the entries it comes from."""
    return {
        record.id: {
            name: sorted((held.entry, str(held.value.to_json())) for held in rows)
            for name, rows in record.fields.items()
        }
        for record in session.vault.records(case=case, removed=True)
    }


def _missing(v: Json, ids: dict[str, str]) -> bool:
    """Whether a value names a record that is not made yet."""
    if isinstance(v, str):
        return v.startswith("@") and v[1:] not in ids
    parts = v.values() if isinstance(v, dict) else v if isinstance(v, list) else ()
    return any(_missing(part, ids) for part in parts)


def _named(v: Json, ids: dict[str, str]) -> Json:
    """The value with the records' ids in the place of their keys."""
    if isinstance(v, str):
        return ids[v[1:]] if v.startswith("@") else v
    if isinstance(v, dict):
        return {key: _named(part, ids) for key, part in v.items()}
    return [_named(part, ids) for part in v] if isinstance(v, list) else v
