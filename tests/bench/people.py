"""Invented people described once or several times, with the truth of who is who.

Seeded. Families make the hard cases: siblings share surnames and homes, twins a birthday too, and
some sons bear the father's whole given name; common names make namesakes by themselves. Names are
drawn by how common they are; the slips are of the sorts seen in lists of missing people, and
the familiar forms are this file's own, so that the list that ships is tested, not repeated.
"""

import datetime
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from fielddoc.model import curp
from fielddoc.model.values import Json, Value
from tests.bench.generate import SYLLABLES

SURNAMES = {
    12: ["Hernández", "García", "Martínez", "López", "González"],
    6: ["Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz", "Flores", "Gómez"],
    3: ["Morales", "Vázquez", "Reyes", "Jiménez", "Torres", "Díaz", "Gutiérrez", "Ruiz", "Mendoza",
        "Aguilar", "Ortiz", "Moreno", "Castillo", "Romero", "Álvarez", "Méndez", "Chávez"],
    1: ["Rivera", "Juárez", "Ramos", "Domínguez", "Herrera", "Medina", "Castro", "Vargas", "Guzmán",
        "Velázquez", "Muñoz", "Rojas", "de la Cruz", "Contreras", "Salazar", "Luna", "Ortega",
        "Santiago", "Guerrero", "Estrada", "Bautista", "Cortés", "Soto", "Peña", "Núñez", "Ibáñez",
        "Zúñiga", "Quiroz", "Villalobos", "de los Santos", "Ceballos", "Yáñez", "Huerta"],
}  # fmt: skip
GIVEN = {
    "hombre": {
        8: ["José", "Juan", "Luis", "Francisco", "Jesús", "Miguel Ángel", "Carlos", "Antonio"],
        3: ["José Luis", "Juan Carlos", "Pedro", "Jorge", "Manuel", "Alejandro", "Fernando",
            "Roberto", "Daniel", "Eduardo", "Ricardo", "Javier", "Rafael", "Raúl", "Sergio"],
        1: ["Ignacio", "Salvador", "Vicente", "Alfonso", "Enrique", "Guillermo", "Ernesto",
            "Gregorio", "Rosendo", "Hilario", "Heriberto", "Isidro", "Octavio", "Baltazar",
            "Cuauhtémoc", "José Guadalupe", "Víctor Manuel", "Juan Pablo", "Marco Antonio"],
    },
    "mujer": {
        8: ["María", "Guadalupe", "María Guadalupe", "Juana", "Ana", "Rosa", "María del Carmen"],
        3: ["Margarita", "Leticia", "Gabriela", "Alejandra", "Verónica", "Teresa", "Patricia",
            "María Elena", "Ana María", "Isabel", "Rosa María", "Laura", "Martha", "Francisca"],
        1: ["Concepción", "Socorro", "Refugio", "Dolores", "Consuelo", "Esperanza", "Mercedes",
            "Rosario", "Graciela", "Ximena", "Yolanda", "María de los Ángeles", "Luz María",
            "Rocío", "Beatriz", "Cecilia", "Itzel", "Xóchitl", "Genoveva", "Virginia"],
    },
}  # fmt: skip
FAMILIAR = {
    "Francisco": ["Pancho", "Paco", "Kiko"], "José": ["Pepe", "Chepe"], "Jesús": ["Chuy", "Chucho"],
    "Guadalupe": ["Lupe", "Lupita"], "Ignacio": ["Nacho"], "Salvador": ["Chava"],
    "Vicente": ["Chente"], "Alfonso": ["Poncho"], "Enrique": ["Quique", "Kike"],
    "Guillermo": ["Memo"], "Ernesto": ["Neto"], "Gregorio": ["Goyo"], "Eduardo": ["Lalo"],
    "Roberto": ["Beto"], "Antonio": ["Toño"], "Luis": ["Güicho", "Lucho"], "Rafael": ["Rafa"],
    "Alejandro": ["Alex"], "Sergio": ["Checo"], "Isabel": ["Chabela"], "Teresa": ["Tere"],
    "Concepción": ["Concha", "Conchita"], "Dolores": ["Lola"], "Rosario": ["Chayo", "Charo"],
    "Refugio": ["Cuca"], "Consuelo": ["Chelo"], "Leticia": ["Lety"], "Gabriela": ["Gaby"],
    "Patricia": ["Paty"], "Verónica": ["Vero"], "Graciela": ["Chela"], "Mercedes": ["Meche"],
    "Juana": ["Juanita"], "Margarita": ["Mago", "Márgara"], "Yolanda": ["Yola"],
    "Pedro": ["Pedrito"],
    "Juan": ["Juanito", "Juancho"], "Manuel": ["Manolo", "Meme"], "Daniel": ["Dani"],
    "Hilario": ["Layo", "Lacho"], "Fernando": ["Nando", "Fercho"], "Rosa": ["Rosita", "Chita"],
    "Octavio": ["Tavo"], "Beatriz": ["Bety"], "Cecilia": ["Ceci", "Chila"], "Jorge": ["Coque"],
}  # fmt: skip
"""Some stand in the program's list and some do not, as with people."""
SHORT = {"María": "Ma.", "Francisco": "Fco.", "Guadalupe": "Gpe.", "Hernández": "Hdez.",
         "Martínez": "Mtz.", "González": "Glez.", "Rodríguez": "Rdz."}  # fmt: skip
RESPELLED = (
    ("z", "s"), ("s", "z"), ("v", "b"), ("b", "v"), ("ll", "y"), ("h", ""), ("j", "g"), ("x", "j"),
    ("c", "s"), ("qu", "k"), ("y", "i"), ("í", "i"), ("á", "a"), ("é", "e"), ("ñ", "n"), ("ü", "u"),
    ("i", "y"), ("g", "j"),
)  # fmt: skip
ENTITIES = {"12": "GR", "20": "OC", "30": "VZ", "16": "MN", "28": "TS", "05": "CL", "09": "DF"}


@dataclass(frozen=True)
class Life:
    """Somebody, as they are."""

    number: int
    sex: str
    given: str
    surname1: str
    surname2: str
    birth: datetime.date
    entity: str
    municipality: str
    key: str


@dataclass
class Told:
    """One description of somebody, by field, and whose it is."""

    id: str
    of: int
    fields: dict[str, Json]

    @property
    def values(self) -> dict[str, Value]:
        """The description as a form holds it."""
        return {name: Value(plain) for name, plain in self.fields.items() if plain}


@dataclass
class World:
    """Descriptions, the pairs of them that are one person, and the slips in them by id."""

    told: list[Told] = field(default_factory=list)
    truth: set[frozenset[str]] = field(default_factory=set)
    slips: dict[str, tuple[str, ...]] = field(default_factory=dict)


def world(count: int, seed: int = 1, again: float = 0.12) -> World:
    """About `count` descriptions; a share `again` of the people is described more than once."""
    chance = random.Random(seed)
    rare = sorted({_made(chance) for _ in range(3000)})
    made = World()
    for life in _lives(chance, rare):
        if len(made.told) >= count:
            break
        ids = [_told(made, chance, life, ())]
        while chance.random() < again and len(ids) < 3:
            slips = chance.sample(SLIPS, chance.choice((1, 1, 2, 2, 3)))
            ids.append(_told(made, chance, life, tuple(sorted(slips, key=SLIPS.index))))
        made.truth.update(frozenset((a, b)) for a in ids for b in ids if a < b)
    chance.shuffle(made.told)
    return made


def _lives(chance: random.Random, rare: list[str]) -> Iterator[Life]:
    number = 0
    while True:
        one, two, other = (_surname(chance, rare) for _ in range(3))
        entity = chance.choice(sorted(ENTITIES))
        home = f"{entity}{chance.randint(1, 60):03}"
        year = chance.randint(1955, 2002)
        father = _life(
            chance, number, "hombre", one, other, year - chance.randint(20, 40), entity, home
        )
        children: list[Life] = []
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 4))):
            number += 1
            sex = chance.choice(("hombre", "hombre", "mujer"))
            child = _life(chance, number, sex, one, two, year + chance.randint(0, 9), entity, home)
            if children and chance.random() < 0.08:
                child = replace(child, birth=children[-1].birth)
            if sex == "hombre" and chance.random() < 0.15:
                child = replace(child, given=father.given)
            if child.given in {sibling.given for sibling in children}:
                continue
            children.append(replace(child, key=_curp(child, number)))
        yield father
        yield from children
        number += 1


def _life(chance: random.Random, number: int, sex: str, one: str, two: str, year: int, entity: str,
          home: str) -> Life:  # fmt: skip
    given = _drawn(chance, GIVEN[sex])
    born = datetime.date(year, 1, 1) + datetime.timedelta(chance.randint(0, 364))
    life = Life(number, sex, given, one, two, born, entity, home, "")
    return replace(life, key=_curp(life, number))


def _curp(life: Life, number: int) -> str:
    start, inner = curp.letters(life.given, life.surname1, life.surname2)
    sex = "H" if life.sex == "hombre" else "M"
    sign = str(number % 10) if life.birth.year < 2000 else string.ascii_uppercase[number % 26]
    inner = "".join("X" if letter in "AEIOU" else letter for letter in inner)
    body = f"{start}{life.birth:%y%m%d}{sex}{ENTITIES[life.entity]}{inner}{sign}"
    return body + curp.check_digit(body)


def _drawn(chance: random.Random, pool: dict[int, list[str]]) -> str:
    names = [(name, weight) for weight, some in pool.items() for name in some]
    return chance.choices([n for n, _ in names], [w for _, w in names])[0]


def _surname(chance: random.Random, rare: list[str]) -> str:
    return chance.choice(rare) if chance.random() < 0.3 else _drawn(chance, SURNAMES)


def _made(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() + chance.choice(
        ("", "", "z", "l", "n")
    )


def _told(made: World, chance: random.Random, life: Life, slips: tuple[str, ...]) -> str:
    place = {"entity": life.entity, "municipality": life.municipality}
    fields: dict[str, Json] = {
        "given_names": life.given,
        "surname1": life.surname1,
        "surname2": life.surname2,
        "birth_date": life.birth.isoformat() if chance.random() < 0.6 else "",
        "sex": life.sex if chance.random() < 0.9 else "",
        "birth_place": place if chance.random() < 0.4 else None,
        "residence": place if chance.random() < 0.4 else None,
        "curp": life.key if chance.random() < 0.2 else "",
    }
    for slip in slips:
        CHANGES[slip](chance, fields)
    id_ = f"{chance.getrandbits(128):032x}"
    made.told.append(Told(id_, life.number, fields))
    made.slips[id_] = slips
    return id_


def _part(chance: random.Random) -> str:
    return chance.choice(("given_names", "surname1", "surname2"))


def _typo(chance: random.Random, fields: dict[str, Json]) -> None:
    part = _part(chance)
    word = fields[part]
    if len(word) < 4:
        return
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("drop", "double", "other", "swap"))
    fields[part] = {
        "drop": word[:at] + word[at + 1 :],
        "double": word[:at] + word[at] + word[at:],
        "other": word[:at] + chance.choice("aeiourstlnmc") + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[kind]


def _respell(chance: random.Random, fields: dict[str, Json]) -> None:
    part = _part(chance)
    fits = [(old, new) for old, new in RESPELLED if old in fields[part].lower()]
    for old, new in chance.sample(fits, min(2, len(fits))):
        fields[part] = fields[part].lower().replace(old, new, 1).title()


def _swap(_: random.Random, fields: dict[str, Json]) -> None:
    fields["surname1"], fields["surname2"] = fields["surname2"], fields["surname1"]


def _lose_surname(chance: random.Random, fields: dict[str, Json]) -> None:
    if chance.random() < 0.25:
        fields["surname1"] = fields["surname2"]
    fields["surname2"] = ""


def _familiar(chance: random.Random, fields: dict[str, Json]) -> None:
    words = fields["given_names"].split()
    known = [at for at, word in enumerate(words) if word in FAMILIAR]
    if known:
        fields["given_names"] = chance.choice(FAMILIAR[words[chance.choice(known)]])


def _part_of_given(chance: random.Random, fields: dict[str, Json]) -> None:
    words = [word for word in fields["given_names"].split() if word[0].isupper()]
    fields["given_names"] = chance.choice(words)


def _shorten(_: random.Random, fields: dict[str, Json]) -> None:
    for part in ("given_names", "surname1", "surname2"):
        fields[part] = " ".join(SHORT.get(word, word) for word in fields[part].split())


def _initial(chance: random.Random, fields: dict[str, Json]) -> None:
    words = fields["given_names"].split()
    if len(words) > 1 and fields["surname1"]:
        fields["given_names"] = f"{words[0]} {words[-1][0]}."
    else:
        fields["surname2"] = fields["surname2"][:1]


def _one_line(chance: random.Random, fields: dict[str, Json]) -> None:
    parts = [fields.pop(part, "") or "" for part in ("given_names", "surname1", "surname2")]
    if chance.random() < 0.5:
        parts = [*parts[1:], parts[0]]
    fields.update(full_name=" ".join(filter(None, parts)), given_names="", surname1="", surname2="")


def _vague_birth(chance: random.Random, fields: dict[str, Json]) -> None:
    if fields["birth_date"]:
        year = int(fields["birth_date"][:4])
        fields["birth_date"] = chance.choice((
            fields["birth_date"][:7], str(year), f"{year + chance.choice((-1, 0, 1))}~", "",
        ))  # fmt: skip
    fields["curp"] = ""


def _wrong_birth(chance: random.Random, fields: dict[str, Json]) -> None:
    if len(fields["birth_date"]) == 10:
        year, month, day = fields["birth_date"].split("-")
        if int(day) <= 12 and chance.random() < 0.5:
            fields["birth_date"] = f"{year}-{day}-{month}"
        else:
            fields["birth_date"] = f"{int(year) + chance.choice((-1, 1, 10))}-{month}-{day}"
    fields["curp"] = ""


CHANGES: dict[str, Callable[[random.Random, dict[str, Json]], None]] = {
    "typo": _typo,
    "respelled": _respell,
    "surnames swapped": _swap,
    "surname missing": _lose_surname,
    "familiar form": _familiar,
    "part of given name": _part_of_given,
    "abbreviated": _shorten,
    "initial": _initial,
    "vague birth": _vague_birth,
    "wrong birth": _wrong_birth,
    "in one line": _one_line,
}
SLIPS = list(CHANGES)
"""In the order in which they happen to one description."""
