"""Cases of any shape, made up by a seeded hand: no fact is lost, whatever stands where.

Keys that are known and keys nobody foresaw, scalars, lists, mappings and `{v, c, s}` at every
depth; words that look like labels, dates or codes; letters no font has.
"""

import random
from pathlib import Path
from typing import Any

import pytest

from fielddoc.app import records
from tests.app.conftest import make
from tests.journeys import public_cases, public_records, public_tables
from tests.journeys.public_paper import missing_on_paper, text_of_pdf
from tests.journeys.public_vault import missing_in_vault

SEEDS = 12
WORDS: list[Any] = [
    "hombre", "desaparecida", "2001-02-03", "1999~", "2010/..", "01/02/2003", "~25", "8..10", "12",
    "003", "12003", "V1", "G1", "Nota", "Fecha", "1. Nombre: x", "[corchetes] (paréntesis)",
    "línea uno\nFecha dos\nLugar tres", "a;b; c", "; ", "«comillas» y \"dobles\"", "CorteIDH",
    "030101000000", "detencion", "~15:00", "x" * 300, "paloma 🕊 fin", "ꞌ ä ɨ ñ e\u0301",
    "-", "Confianza alta", "Valor: x", "Dato: y", "\u202ertl\u202c", "<b>no</b> & ya", "{llave} %s",
    "Persona · 01234567", "á" * 80 + " " + "b" * 80, "tab\tulado", "a\r\nb", "  sangría ", " ", "",
    0, 43, -5, 3.5,
    True, False, None,
]  # fmt: skip
UNFORESEEN = [
    "foo", "bar baz", "c_c", "date_c", "sex_s", "é", "1", "v2", "names", "date", "note", "count",
    "status", "place", "type", "desc", "by", "x.y", "a[0]",
]  # fmt: skip
PERSON = [*public_tables.PERSON, *public_tables.PERSON_ROWS]
GROUP = [*public_tables.GROUP, *public_tables.GROUP_ROWS, "names"]
EVENT = [*public_tables.EVENT, *public_tables.EVENT_ROWS]
CASE = [*public_tables.CASE, *public_tables.CASE_ROWS]


class Hand:
    """Makes up nodes; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def node(self, depth: int = 0) -> Any:
        dice = self.random.random()
        if depth > 3 or dice < 0.5:
            return self.random.choice(WORDS)
        below = [self.node(depth + 1) for _ in range(self.random.randint(0, 3))]
        if dice < 0.7:
            wrapped = {"v": below or self.random.choice(WORDS), "c": self.random.choice("AMBZ")}
            return {**wrapped, self.random.choice(UNFORESEEN): self.random.choice(WORDS)}
        if dice < 0.85:
            return below
        return {self.random.choice(UNFORESEEN): one for one in below}

    def mapping(self, keys: list[str]) -> Any:
        made = {key: self.node() for key in keys if key and self.random.random() < 0.35}
        made[self.random.choice(UNFORESEEN)] = self.node()
        made["ref"] = self.random.choice(["V1", "V2", "G1", None, 7])
        made["regarding"] = self.random.choice(["V1", ["V1", "V2"], ["V9", "G1"], self.node()])
        return made if self.random.random() < 0.9 else self.node()

    def many(self, keys: list[str]) -> Any:
        return [self.mapping(keys) for _ in range(self.random.randint(0, 3))]

    def case(self, name: str) -> dict[str, Any]:
        return {
            "id": name,
            **{key: self.node() for key in CASE if self.random.random() < 0.4},
            self.random.choice(UNFORESEEN): self.node(),
            "victims": [*self.many(PERSON), *self.many(GROUP)],
            "events": self.many(EVENT),
            "steps": self.many([*public_tables.STEP, *public_tables.STEP_ROWS]),
            "violations": self.many(list(public_tables.VIOLATION)),
        }


def test_no_shape_loses_a_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FIELDDOC_STATE", str(tmp_path / "state"))
    counted = 0
    with make(tmp_path / "v.fielddoc", "Uno") as session:

        def name_of(record: str) -> str:
            return records.title(session, record)

        for seed in range(SEEDS):
            loaded = public_records.load(session, Hand(seed).case(f"S{seed}"))
            counted += len(loaded.facts)
            assert missing_in_vault(session, loaded) == {}, f"seed {seed}"
            text = text_of_pdf(public_cases._paper(session, loaded, tmp_path / f"{seed}.pdf"))
            assert missing_on_paper(loaded, text, session.forms, name_of) == {}, f"seed {seed}"
    assert counted > 500
