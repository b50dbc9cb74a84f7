"""Entries for vaults of a chosen size: seeded, signed, to be absorbed as an import is."""

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate

from fielddoc.crypto.identity import Identity
from fielddoc.model.entry import Change, Content, Header, SignedEntry, read_header
from fielddoc.model.values import Json, Value

GIVEN = [
    "Aurelia", "Belem", "Cirilo", "Dámaso", "Eloísa", "Fidel", "Genoveva", "Hilario", "Itzel",
    "Jacinta", "Lázaro",
]  # fmt: skip
SURNAMES = [
    "Tepetate", "Roca", "Xilo", "Ñandu", "Quiroz", "Ocote", "Tlalli", "Barranco", "Zacate",
    "Mezquite", "Capulín",
]  # fmt: skip
WORDS = [
    "camino", "noche", "camioneta", "soldados", "retén", "vecina", "milpa", "puerta", "golpes",
    "preguntaron", "cuartel", "lluvia", "hermano", "teléfono", "comandancia", "luz", "voces",
    "uniforme", "plaza", "monte", "río", "mercado", "maestra", "iglesia", "oficio", "búsqueda",
    "testigo", "carretera", "comisaría", "hospital", "médico", "abogada", "audiencia", "denuncia",
]  # fmt: skip
SYLLABLES = [
    "ba", "ca", "chi", "do", "fe", "gui", "hua", "ji", "la", "lle", "mi", "no", "ña", "pe", "que",
    "ri", "sa", "te", "tla", "vo", "xi", "yu", "zo",
]  # fmt: skip
LEXICON = 20_000
"""Invented words beside the common ones: real text has many that are rare."""
MILLISECOND = 1_000_000


def _lexicon() -> list[str]:
    """Common words first, then rarer and rarer ones, as in any language (Zipf's law)."""
    chance = random.Random(7)
    made = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(2 * LEXICON)}
    return [*WORDS, *chance.sample(sorted(made), LEXICON)]


KNOWN = _lexicon()
OFTEN = list(accumulate(1 / (rank + 10) for rank in range(len(KNOWN))))


def queries() -> list[str]:
    """What people look for: common words, rare ones, both, and a part of a word."""
    return [
        "soldados retén", "comandancia", f"camioneta {KNOWN[300]}", KNOWN[2000],
        f"{KNOWN[100]} {KNOWN[60]}", "hospit médico", "denuncia audiencia abogada",
    ]  # fmt: skip


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
        return " ".join(self.random.choices(KNOWN, cum_weights=OFTEN, k=words))

    def narrative(self, words: int) -> str:
        """Sentences in paragraphs."""
        lines: list[str] = []
        while words > 0:
            sentences = []
            for _ in range(self.random.randint(2, 7)):
                length = self.random.randint(5, 22)
                sentences.append(self.sentence(length).capitalize() + ".")
                words -= length
            lines.append(" ".join(sentences))
        return "\n".join(lines)

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
            "save",
            Change(case, "case", "name", Value(f"{author.name()} y otros, {number}")),
            Change(case, "case", "key", Value(f"EXP/{number:06}/2025")),
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
            yield author.write(case, "save", Change(case, "case", "name", title))
        record = author.new_id()
        yield author.write(
            case,
            "save",
            Change(record, "interview", "date", Value("2025-02")),
            Change(record, "interview", "testimony", Value(author.sentence(words))),
        )


def edits(author: Author, count: int, records: int = 20_000) -> Iterator[SignedEntry]:
    """`count` entries over `records` people in 2,000 cases, most of them edits of one field."""
    known: list[tuple[str, str]] = []
    last: dict[str, str] = {}
    for _ in range(count):
        if len(known) < records:
            if len(known) % 10 == 0:
                case = author.new_id()
                yield author.write(case, "save", Change(case, "case", "name", Value(author.name())))
            known.append((case, author.new_id()))
            case, record = known[-1]
        else:
            case, record = known[author.random.randrange(records)]
        over = (last[record],) if record in last else ()
        value = Value(author.sentence(8))
        entry = author.write(case, "save", Change(record, "person", "description", value, over))
        last[record] = read_header(entry.header).id
        yield entry


def big_case(author: Author, people: int) -> Iterator[SignedEntry]:
    """One case: people who agree to a court, each with five long interviews and two acts."""
    case = author.new_id()

    def sheet(kind: str, /, **fields: Json) -> SignedEntry:
        record = case if kind == "case" else author.new_id()
        changes = [Change(record, kind, name, Value(plain)) for name, plain in fields.items()]
        return author.write(case, "save", *changes)

    yield sheet("case", name=f"{author.name()} y otras personas", key="EXP-1",
                summary=author.narrative(120))  # fmt: skip
    for _ in range(people):
        who = author.new_id()
        given, one, two = author.name().split()
        names = {"given_names": given, "surname1": one, "surname2": two, "occupation": "campo",
                 "birth_date": "1974~", "description": author.sentence(25)}  # fmt: skip
        yield author.write(
            case, "save", *(Change(who, "person", name, Value(v)) for name, v in names.items())
        )
        yield sheet("consent", person=who, purpose="presentar_nacional", answer="si",
                    date="2025-02-01", asked_by="Medidora")  # fmt: skip
        for number in range(5):
            yield sheet("interview", people=[who], date=f"2025-02-1{number}", mode="presencial",
                        interviewer="Medidora", testimony=author.narrative(900))  # fmt: skip
        for _ in range(2):
            yield sheet("torture", regarding=[who], date="2014-09-26", time="~15:00",
                        description=author.narrative(150), asked=author.sentence(30),
                        health_before=author.sentence(20), force_used=author.sentence(25),
                        taken=author.sentence(12), said_purpose=author.sentence(15))  # fmt: skip
