"""Make `resources/vocabularies/municipalities.csv` from the tax authority's list of municipalities.

The list (c_Municipio) comes from the Python package `satcfdi` (MIT): `pip install '.[municipalities]'`,
then run this file. Its municipality keys are INEGI's; its state keys are letters and are
turned into INEGI's numbers here. Names it does not have, and names by which people still search,
are in `ADDED` and `FORMER`, each with its reason.
"""

import csv
import sys
from pathlib import Path

from satcfdi.catalogs import select_all

TARGET = Path(__file__).parent.parent / "resources" / "vocabularies" / "municipalities.csv"
STATES = (
    "AGU BCN BCS CAM COA COL CHP CHH CMX DUR GUA GRO HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO "
    "SLP SIN SON TAB TAM TLA VER YUC ZAC"
).split()
"""The tax authority's letters in the order of INEGI's numbers, from 01."""

ADDED: dict[str, str] = {}
RENAMED: dict[str, str] = {}
FORMER: dict[str, tuple[str, ...]] = {}


def rows() -> list[tuple[str, str, str, str]]:
    """Return every municipality: state key, municipality key, name, other names parted by `|`."""
    numbers = {letters: f"{number:02}" for number, letters in enumerate(STATES, 1)}
    found = {
        numbers[state] + key: name
        for (key, state), name in select_all("C756_c_Municipio").items()
        if state in numbers
    }
    for key, name in ADDED.items():
        if key in found:
            sys.exit(f"{key}: the list has it now; take it out of ADDED")
        found[key] = name
    table = []
    for key, name in sorted(found.items()):
        current = RENAMED.get(key, name)
        others = dict.fromkeys([*FORMER.get(key, ()), *([name] if name != current else [])])
        table.append((key[:2], key[2:], current, "|".join(others)))
    return table


def main() -> None:
    """Write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["entity", "municipality", "name", "was"])
        writer.writerows(rows())


if __name__ == "__main__":
    main()
