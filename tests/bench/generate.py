"""Vaults of a chosen size, seeded, made through the journal as an import makes them."""

import random
from collections.abc import Iterator
from hashlib import sha256

from fielddoc.crypto.identity import Identity
from fielddoc.model.entry import Change, Content, Header, SignedEntry, read_header
from fielddoc.model.values import Value

GIVEN = "Aurelia Belem Cirilo Dámaso Eloísa Fidel Genoveva Hilario Itzel Jacinta Lázaro".split()
SURNAMES = "Tepetate Roca Xilo Ñandu Quiroz Ocote Tlalli Barranco Zacate Mezquite Capulín".split()
WORDS = (
    "camino noche camioneta soldados retén vecina milpa puerta golpes preguntaron cuartel lluvia "
    "hermano teléfono comandancia luz voces uniforme plaza monte río mercado maestra iglesia "
    "oficio búsqueda testigo carretera comisaría hospital médico abogada audiencia denuncia"
).split()
MILLISECOND = 1_000_000


class Author:
    """Signs a chain of entries as one person on one machine would."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.identity = Identity.new(f"generador-{seed}")
        self._n = 0
        self._prev: str | None = None

    def new_id(self) -> str:
        """An id that is the same for the same seed."""
        return f"{self.random.getrandbits(128):032x}"

    def write(self, case: str | None, command: str, *changes: Change) -> SignedEntry:
        """Sign the author's next entry."""
        content = Content(changes).to_bytes()
        self._n += 1
        minute = self._n % (60 * 24 * 28)
        header = Header(
            id=self.new_id(),
            author=self.identity.fingerprint,
            n=self._n,
            prev=self._prev,
            at=f"2025-02-{1 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00-06:00",
            mono=self._n * MILLISECOND,
            clock="unchecked",
            case=case,
            command=command,
            program="0.1.0",
            content=sha256(content).hexdigest(),
        ).to_bytes()
        entry = SignedEntry(header, self.identity.sign(header), content)
        self._prev = entry.hash
        return entry

    def sentence(self, words: int) -> str:
        """Some words that read like nothing in particular."""
        return " ".join(self.random.choices(WORDS, k=words))

    def name(self) -> str:
        """An invented full name."""
        one, two = self.random.sample(SURNAMES, 2)
        return f"{self.random.choice(GIVEN)} {one} {two}"


def cases(author: Author, count: int) -> Iterator[SignedEntry]:
    """One entry a case: its title and a reference number."""
    for number in range(count):
        case = author.new_id()
        yield author.write(
            case,
            "records.save",
            Change(case, "case", "title", Value(f"{author.name()} y otros, {number}")),
            Change(case, "case", "citation", Value(f"EXP/{number:06}/2025")),
        )


def interviews(
    author: Author, count: int, per_case: int = 10, words: int = 60
) -> Iterator[SignedEntry]:
    """Cases with `per_case` interviews, each an entry with a narrative of `words` words."""
    case = ""
    for number in range(count):
        if number % per_case == 0:
            case = author.new_id()
            title = Value(f"{author.name()}, {number // per_case}")
            yield author.write(case, "records.save", Change(case, "case", "title", title))
        record = author.new_id()
        yield author.write(
            case,
            "records.save",
            Change(record, "interview", "date", Value("2025-02")),
            Change(record, "interview", "account", Value(author.sentence(words))),
        )


def edits(author: Author, count: int, records: int = 20_000) -> Iterator[SignedEntry]:
    """`count` entries over `records` people in 2,000 cases, most of them edits of one field."""
    known: list[tuple[str, str]] = []
    last: dict[str, str] = {}
    for number in range(count):
        if len(known) < records:
            if len(known) % 10 == 0:
                case = author.new_id()
                yield author.write(
                    case, "records.save", Change(case, "case", "title", Value(author.name()))
                )
            known.append((case, author.new_id()))
            case, record = known[-1]
        else:
            case, record = known[author.random.randrange(records)]
        over = (last[record],) if record in last else ()
        value = Value(author.sentence(8))
        entry = author.write(case, "records.save", Change(record, "person", "notes", value, over))
        last[record] = read_header(entry.header).id
        yield entry
