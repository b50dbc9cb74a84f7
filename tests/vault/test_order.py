"""An import gives the same in any order, any number of times, in any pieces, with gaps."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fielddoc import vault
from fielddoc.crypto.identity import Identity
from fielddoc.model.entry import Content, SignedEntry, read_header
from fielddoc.model.record import REMOVED
from tests.vault.house import NAMING, Writer, change, picture

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""What is compared here needs no disk, which would take most of the time."""
PEOPLE = [Identity.new(name) for name in ("uno", "dos", "tres")]
IDS = [f"{number:032x}" for number in range(1, 200)]
RECORDS = [f"{number:032x}" for number in range(1000, 1005)]
CASES = [f"{number:032x}" for number in range(1003, 1005)]
FIELDS = ["given", "surname", "name", REMOVED]
KINDS = ["person", "case"]


@st.composite
def histories(draw: st.DrawFn) -> list[SignedEntry]:
    """Entries of three authors: edits, marks (also of entries to come), erasures, forks."""
    writers = [Writer(identity) for identity in PEOPLE]
    count = draw(st.integers(3, 14))
    made: list[SignedEntry] = []
    for number in range(count):
        writer = draw(st.sampled_from(writers))
        if writer.n and draw(st.integers(0, 9)) == 0:
            writer.n -= 1
            writer.prev = next(
                (
                    entry.hash
                    for entry in made
                    if read_header(entry.header).author == writer.identity.fingerprint
                    and read_header(entry.header).n == writer.n
                ),
                None,
            )
        touched = draw(
            st.lists(
                st.tuples(st.sampled_from(RECORDS), st.sampled_from(FIELDS)),
                max_size=3,
                unique=True,
            )
        )
        changes = tuple(
            change(
                record,
                True if field == REMOVED else draw(st.sampled_from(["Ñandú", "Ocote", "{}"])),
                draw(st.lists(st.sampled_from(IDS[:count]), max_size=3, unique=True)),
                kind=draw(st.sampled_from(KINDS)),
                field=field,
            )
            for record, field in touched
        )
        erases = draw(st.lists(st.sampled_from(IDS[:count]), max_size=1))
        content = Content(changes, about=(RECORDS[0],), erases=tuple(erases) * (number % 4 == 3))
        minute = draw(st.integers(0, 59))
        made.append(
            writer.write(
                content,
                case=draw(st.sampled_from([*CASES, None])),
                id_=IDS[draw(st.integers(0, count - 1)) if number == 7 else number],
                at=f"2026-03-01T10:{minute:02}:00-06:00",
            )
        )
    return made


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[SignedEntry], list[list[SignedEntry]], int]:
    """A history, and two orders of it with repetitions, bare headers, losses and pieces."""
    history = draw(histories())
    lost = draw(st.sets(st.integers(0, len(history) - 1), max_size=2))
    kept = [entry for number, entry in enumerate(history) if number not in lost]
    bare = [SignedEntry(entry.header, entry.signature, None) for entry in kept]
    again = draw(st.lists(st.sampled_from(kept), max_size=4)) if kept else []
    some = draw(st.lists(st.sampled_from(bare), max_size=4)) if kept else []
    order = draw(st.permutations([*kept, *again, *some]))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    pieces = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    return kept, pieces, len(kept)


def folded(pieces: list[list[SignedEntry]]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        with vault.create(
            Path(folder, "A.fielddoc"), b"{}", bytearray(os.urandom(32)), "A",
            state=Path(folder, "state"), naming=NAMING,
        ) as made:  # fmt: skip
            for piece in pieces:
                made.absorb(piece, [each.certificate for each in PEOPLE])
            found = picture(made)
            assert made.rebuild().differences == ()
            assert picture(made) == found
            assert made.check().problems == ()
        return found


@settings(max_examples=40, print_blob=False, deadline=None, suppress_health_check=list(HealthCheck))
@given(deliveries())
def test_any_order_gives_the_same(delivery):
    kept, pieces, _ = delivery
    assert folded([kept]) == folded(pieces)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_one_by_one_backwards_twice_gives_the_same(history):
    backwards = [[entry] for entry in reversed(history)]
    assert folded([history]) == folded([*backwards, *backwards])
