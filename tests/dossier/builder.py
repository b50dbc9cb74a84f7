"""A vault with an invented case, for the tests of this room. Every name in it is made up."""

import datetime
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from fielddoc.crypto import slots
from fielddoc.forms import Forms, load
from fielddoc.model.entry import Change, Content
from fielddoc.model.ids import new_id
from fielddoc.model.values import Json, Value
from fielddoc.paths import resources
from fielddoc.vault import Vault, create

AT = datetime.datetime(2026, 5, 4, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-6)))
POSITION = b"N19 25 42 W099 07 39"


class Builder:
    """Fills a vault through the journal, one entry for each record."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.case = self.add("case", name="Caso Barranca Seca", key="BS-1")

    def add(self, kind: str, /, **fields: Json) -> str:
        """Keep a new record and return its id."""
        record = new_id()
        case = record if kind == "case" else self.case
        changes = tuple(
            Change(record, kind, name, plain if isinstance(plain, Value) else Value(plain))
            for name, plain in fields.items()
        )
        self.vault.append("records.save", case, Content(changes))
        return record

    def person(self, given: str, surname: str, /, *, agrees: bool = True, **more: Json) -> str:
        """Keep a person, who agrees to be presented to a court or was never asked."""
        fields: dict[str, Json] = {"given_names": given, "surname1": surname, **more}
        record = self.add("person", **fields)
        if agrees:
            self.consent(record)
        return record

    def consent(self, person: Json, purpose: str = "presentar_nacional", /, **more: Json) -> str:
        """Keep a consent sheet: a yes unless told otherwise."""
        fields: dict[str, Json] = {
            "person": person, "purpose": purpose, "answer": "si", "date": "2026-02-01", **more,
        }  # fmt: skip
        return self.add("consent", **fields)

    def evidence(self, data: bytes, name: str, media: str, /, **fields: Json) -> str:
        """Keep a file and the record about it."""
        stored = self.vault.store_stream(BytesIO(data), name)
        record = new_id()
        plain: Mapping[str, Json] = {
            "file": {"sha256": stored.sha256, "size": stored.size, "name": name, "media": media},
            **fields,
        }
        changes = tuple(
            Change(record, "evidence", field, Value(value)) for field, value in plain.items()
        )
        self.vault.append("evidence.attach", self.case, Content(changes), [stored])
        return record


def new_vault(folder: Path, *, practice: bool = False) -> Vault:
    """Make an empty vault with the cheapest allowed key derivation."""
    made = slots.create(bytearray(b"palabras de prueba"), cost=slots.FAST)
    return create(
        folder / "Prueba.fielddoc", made.document, made.vault_key, "Xilonen",
        practice=practice, state=folder / "state",
    )  # fmt: skip


def all_forms() -> Forms:
    """The forms that come with the program."""
    return load(resources())


def photograph() -> bytes:
    """A small JPEG that carries a position in its comment and EXIF."""
    image = Image.linear_gradient("L").convert("RGB").resize((320, 200))
    exif = Image.Exif()
    exif[0x010E] = POSITION.decode()
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, comment=POSITION)
    return target.getvalue()


def full_case(vault: Vault) -> Builder:
    """A case with every kind of record, some people not asked, a conflict, doubt and sources."""
    make = Builder(vault)
    rosa = make.person(
        "Rosaura", "Tepeyólotl", surname2="Nava", birth_date="1974~", sex="mujer",
        phones=["55 0000 1234"], language="nahuatl",
        own_language_name="xnánj nu' aꞌ tu̱ꞌun sa̱vi̱ hñähñu mɨ́jɨ̱",
        case_roles=["victima_directa"], residence={"text": "Calle del Fresno 7", "entity": "12"},
    )  # fmt: skip
    hidden = make.person("Nicandro", "Ocelotl", agrees=False, case_roles=["testigo"])
    make.consent(rosa, "publicar_anonimo")
    group = make.add("group", name="Habitantes de Barranca Seca", counts=[
        {"count": Value("43").to_json(), "date": Value("2014-10").to_json(),
         "according_to": Value("lista de la comunidad", None, "medium", "asamblea").to_json()},
        {"count": Value("~40").to_json(), "date": Value("2015").to_json()},
    ])  # fmt: skip
    make.consent(group)
    photo = make.evidence(
        photograph(), "patio.jpg", "image/jpeg", title="El patio", kind="foto", intimate="no",
        regarding=[rosa], description="Se ve el patio del cuartel.",
    )  # fmt: skip
    make.evidence(b"audio", "voz.m4a", "audio/mp4", title="Audio del relato", kind="audio",
                  regarding=[hidden])  # fmt: skip
    act = make.add(
        "torture", regarding=[rosa, hidden], date="2014-09-26", time="~15:00",
        description="La subieron a una camioneta.\nLa golpearon «con tablas».",
        place={"text": "carretera a Barranca Seca", "entity": "12", "municipality": "12011"},
        authors=[{
            "institution_said": Value("Policía municipal", None, "high", "las patrullas").to_json(),
            "count": Value("~11").to_json(), "names_heard": Value("El Zopilote").to_json(),
        }],
        evidence=[photo],
    )  # fmt: skip
    make.add("disappearance", regarding=[rosa], date="2014-09-XX", deprivation="si",
             state_link="si", refusal="si", refusal_facts="Negaron tenerla.")  # fmt: skip
    make.add("event", regarding=[hidden], type="detencion", date="2014-09-25",
             description="Secreto de Nicandro.")  # fmt: skip
    make.add(
        "interview", people=[rosa], date="2026-02-03", language="nahuatl",
        testimony="Yo venía caminando. " * 60 + "\nY ahí nos pararon.",
        leave_out="No pongan lo de mi hermano Apolonio.", debrief="Equipo cansado.",
        clarifications=[{
            "question": Value("¿Qué notó?").to_json(), "answer": Value("El olor.").to_json(),
        }],
    )  # fmt: skip
    make.add("proceeding", regarding=[rosa], date="2015-03", number="AP/12/2015")
    make.add("violation", instrument="CADH", articles=["5", "7"], regarding=[rosa])
    make.add("relation", **{"from": rosa, "kind": "madre", "to": [hidden]})
    _disagree(make, act)
    return make


def _disagree(make: Builder, record: str) -> None:
    """Two values of which neither knows of the other."""
    for source in ("la familia", "el parte informativo"):
        value = Value("2014-09-27" if source == "la familia" else "2014-09-28", None, "low", source)
        change = Change(record, "torture", "date_noticed", value)
        make.vault.append("records.save", make.case, Content((change,)))


def words(pdf: Path) -> str:
    """All text of a PDF, with single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join("\n".join(pages).split())


def inside(pdf: Path) -> bytes:
    """Every string and every unpacked stream of a PDF, one after the other."""
    with pikepdf.open(pdf) as opened:
        parts = []
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                picture = item.get("/Subtype") == "/Image"
                parts.append(item.read_raw_bytes() if picture else item.read_bytes())
            parts.append(repr(item).encode())
    return b"\n".join(parts)
