"""Real cases through the program, every fact counted: `make public-cases FILE=… OUT=…`.

Reads a file in the format of `cases-public.yaml` by the commands a person uses, into a practice
vault; makes a dossier of each case and one bundle; takes the bundle into a second vault; and
says for every fact of the file whether it arrived in the first vault (opened anew), in the
second, and on paper. Exit code 0 when every fact did.
"""

import argparse
import os
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fielddoc.app import bundles, contacts, dossiers, records, vaults
from fielddoc.app.session import Session, open_session
from fielddoc.crypto import slots
from fielddoc.errors import FieldDocError
from tests.journeys.public_pages import NOTES
from tests.journeys.public_paper import missing_on_paper, text_of_pdf
from tests.journeys.public_records import Loaded, load
from tests.journeys.public_vault import Key, missing_in_vault

COORDINATOR = "Coordinación"
PLACES = ("first vault", "second vault", "paper")


@dataclass(slots=True)
class Outcome:
    """One case, and by place which facts did not arrive there and why."""

    loaded: Loaded
    missing: dict[str, dict[Key, str]]

    @property
    def lost(self) -> set[Key]:
        """Facts that did not arrive everywhere."""
        return {key for found in self.missing.values() for key in found}


def journey(file: Path, out: Path) -> list[Outcome]:
    """Bring every case of the file through vault, paper, bundle and second vault."""
    with file.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.safe_load(stream)
    out.mkdir(parents=True, exist_ok=True)
    passphrase = secrets.token_urlsafe(24)
    (first, key), (second, other) = (
        _vault(out / f"{name}.fielddoc", passphrase) for name in ("primera", "segunda")
    )
    meta = {name: part for name, part in content.items() if name != "cases"}
    with open_session(first, key) as session:
        done = [load(session, case, meta) for case in content["cases"]]
        papers = [_paper(session, one, out / _file_name(number, one.name))
                  for number, one in enumerate(done, 1)]  # fmt: skip
        _exchange(session, second, other, done, out)
    outcomes = [Outcome(one, {}) for one in done]
    for place, folder, known in zip(PLACES, (first, second), (key, other), strict=False):
        with open_session(folder, known) as session:
            for outcome in outcomes:
                outcome.missing[place] = missing_in_vault(session, outcome.loaded)
            if place == PLACES[0]:
                for outcome, paper in zip(outcomes, papers, strict=True):
                    outcome.missing["paper"] = _on_paper(session, outcome.loaded, paper)
    return outcomes


def _vault(folder: Path, passphrase: str) -> tuple[Path, bytearray]:
    typed = bytearray(passphrase.encode())
    made = vaults.create(folder, typed, folder.stem, practice=True, cost=slots.FAST)
    return made.folder, vaults.unlock(made.folder, typed)


def _paper(session: Session, one: Loaded, target: Path) -> Path:
    dossiers.make(session, one.case, "court", "es", target, reason="prueba de exactitud")
    return target


def _file_name(number: int, name: str) -> str:
    """A case's id as a file name that every system takes, whatever stands in it."""
    plain = re.sub(r"[^\w-]+", "_", name)[:80]
    return f"{number:02}-{plain}.pdf"


def _on_paper(session: Session, loaded: Loaded, paper: Path) -> dict[Key, str]:
    def name_of(record: str) -> str:
        return records.title(session, record)

    return missing_on_paper(loaded, text_of_pdf(paper), session.forms, name_of)


def _exchange(
    session: Session, folder: Path, key: bytearray, done: list[Loaded], out: Path
) -> None:
    """Seal all cases to the second vault and take them in there, from the file on disk."""
    with open_session(folder, key) as other:
        for one, two, name in ((session, other, "primera"), (other, session, "segunda")):
            contacts.card(one, out / f"{name}.fdcard")
            contacts.add(two, out / f"{name}.fdcard")
        bundle = out / "cases.fdb.age"
        bundles.pack(session, [one.case for one in done], ["segunda"], bundle)
        bundles.take(other, bundles.preview(other, bundle))


def report(outcomes: list[Outcome]) -> tuple[int, int]:
    """Print the table, what was kept as a source note, and what is missing; count both."""
    print(f"{'case':28} {'facts':>6} " + " ".join(f"{place:>13}" for place in PLACES))
    for outcome in outcomes:
        total = len(outcome.loaded.facts)
        arrived = " ".join(f"{total - _count(outcome, place):>13}" for place in PLACES)
        print(f"{outcome.loaded.name:28} {total:>6} {arrived}")
    for outcome in outcomes:
        for page in outcome.loaded.pages:
            for spot in page.spots:
                if spot.field == NOTES:
                    told = spot.fact.text.replace("\n", " / ")
                    print(f"source note  {outcome.loaded.name}  {spot.fact.path}: {told}")
    for outcome in outcomes:
        for place, found in outcome.missing.items():
            for (path, text), reason in found.items():
                print(f"missing  {outcome.loaded.name}  {place}  {path}: {text[:60]}  ({reason})")
    total = sum(len(outcome.loaded.facts) for outcome in outcomes)
    return total, sum(_lost(outcome) for outcome in outcomes)


def _count(outcome: Outcome, place: str) -> int:
    found = outcome.missing.get(place, {})
    return sum((fact.path, fact.text) in found for fact in outcome.loaded.facts)


def _lost(outcome: Outcome) -> int:
    lost = outcome.lost
    return sum((fact.path, fact.text) in lost for fact in outcome.loaded.facts)


def main(argv: list[str] | None = None) -> int:
    """Run the journey from the command line.

    What the program remembers of these vaults stays in the folder, not among the user's own,
    unless `FIELDDOC_STATE` names a place.
    """
    parser = argparse.ArgumentParser(prog="public-cases", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args(argv)
    if args.out.exists() and any(args.out.iterdir()):
        print(f"{args.out} is not empty; name a new folder", file=sys.stderr)
        return 2
    os.environ.setdefault("FIELDDOC_STATE", str(args.out / "state"))
    try:
        outcomes = journey(args.file, args.out)
    except FieldDocError as error:
        print(error, file=sys.stderr)
        return 1
    total, lost = report(outcomes)
    print(f"facts {total}, missing {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
