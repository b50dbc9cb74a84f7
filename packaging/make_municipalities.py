"""Make `resources/vocabularies/municipalities.csv` from the tax authority's list.

The list (c_Municipio) comes from the Python package `satcfdi` (MIT): install the extra
`municipalities`, then run this file. Its municipality keys are INEGI's; its state keys are
letters, turned into INEGI's numbers here. What it does not have, and names people search by,
are in `ADDED` and `FORMER`, each with its reason.
"""

import csv
import sys
from pathlib import Path

from satcfdi.catalogs import select_all

TARGET = Path(__file__).parent.parent / "resources" / "vocabularies" / "municipalities.csv"
STATES = (
    "AGU", "BCN", "BCS", "CAM", "COA", "COL", "CHP", "CHH", "CMX", "DUR", "GUA", "GRO",
    "HID", "JAL", "MEX", "MIC", "MOR", "NAY", "NLE", "OAX", "PUE", "QUE", "ROO", "SLP",
    "SIN", "SON", "TAB", "TAM", "TLA", "VER", "YUC", "ZAC",
)  # fmt: skip
"""The tax authority's letters in the order of INEGI's numbers, from 01."""

ADDED = {
    "02006": "San Quintín",
    "02007": "San Felipe",
    "04012": "Seybaplaya",
    "04013": "Dzitbalché",
    "07125": "Honduras de la Sierra",
    "12082": "Las Vigas",
    "12083": "Ñuu Savi",
    "12084": "Santa Cruz del Rincón",
    "12085": "San Nicolás",
    "17034": "Coatetelco",
    "17035": "Xoxocotla",
    "17036": "Hueyapan",
    "24059": "Villa de Pozos",
    "25019": "Eldorado",
    "25020": "Juan José Ríos",
}
"""Municipalities that state congresses created after the tax authority's list was made."""

RENAMED = {
    "07008": "Ángel Albino Corzo",
    "08008": "Batopilas de Manuel Gómez Morín",
    "08056": "Valle del Rosario",
    "21173": "Teteles de Ávila Castillo",
    "23008": "Playa del Carmen",
    "26003": "Álamos",
    "26044": "Ónavas",
    "30105": "Medellín de Bravo",
}
"""New official names, and accents that the list leaves out; the old spelling stays searchable."""

FORMER = {
    "07017": ("Cintalapa de Figueroa",),
    "11032": ("San José de Iturbide",),
    "12006": ("Apaxtla de Castrejón",),
    "17013": ("Jonacatepec de Leandro Valle",),
    "17032": ("Zacualpan de Amilpas",),
    "20038": ("Villa Hidalgo Yalálag",),
    "20124": ("Heroica Villa de San Blas Atempa",),
    "20238": ("Heroico San Martín de los Cansecos",),
    "20334": ("Villa de Tututepec",),
    "20459": ("Villa de Santiago Chazumba",),
    "20549": ("Heroica Villa Tezoatlán de Segura y Luna, Cuna de la Independencia de Oaxaca",),
    "24001": ("Ahualulco del Sonido 13",),
    "31025": ("Dzan",),
    "31094": ("Tixméhuac",),
}
"""Names in other editions of the catalogue, by which people also search."""


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
