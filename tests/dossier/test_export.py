"""From a case to paper: every fact in its place, and nothing that was not agreed to."""

import json
import logging
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from fielddoc import dossier
from fielddoc.dossier import check
from fielddoc.errors import Cancelled, ConsentMissing, NotWritable, TargetExists, Usage
from tests.dossier.builder import AT, POSITION, Builder, inside, new_vault, words

UNASKED = ("Nicandro", "Ocelotl", "Secreto de Nicandro", "voz.m4a")
NEVER = ("Zopilote", "Apolonio", "Equipo cansado")
PRIVATE = (
    "Rosaura", "Tepeyólotl", "Nava", "xnánj", "Fresno", "1234", "Barranca", "camioneta", "tablas",
    "caminando", "olor", "patio", "patrullas", "asamblea", "AP/12", "Negaron", "2014-09-26",
    "2026-02-01", "15:00", "12011", "Atoyac", "43", "lista de la comunidad",
)  # fmt: skip


def section(text: str, start: str, end: str) -> str:
    """What stands between two headings, the contents not counted."""
    at = text.rindex(start)
    return text[at : text.index(end, at)]


def test_every_fact_stands_with_its_record(court):
    text = words(court)
    person = section(text, "Rosaura Tepeyólotl Nava Persona", "Grupos de personas")
    for fact in ("Rosaura", "Tepeyólotl", "Nava", "[1974~]", "Mujer", "Náhuatl", "55 0000 1234",
                 "Víctima directa", "Calle del Fresno 7, Guerrero"):  # fmt: skip
        assert fact in person, fact
    act = section(text, "26 de septiembre de 2014 Acto de tortura", "Desapariciones")
    for fact in ("La subieron a una camioneta.", "La golpearon «con tablas».", "[2014-09-26]",
                 "15:00", "Policía municipal", "confianza alta", "las patrullas", "Guerrero",
                 "Atoyac de Álvarez", "El patio"):  # fmt: skip
        assert fact in act, fact
    for fact in ("Palabras", "Y ahí nos pararon.", "¿Qué notó?", "El olor."):
        assert (fact in text) is (fact != "Palabras")
    assert text.count("Yo venía") + text.count("Yo ve") >= 60


def test_both_values_of_a_conflict_stand_there(court):
    text = words(court)
    assert "versiones sin resolver" in text
    for fact in ("[2014-09-27]", "[2014-09-28]", "la familia", "el parte informativo"):
        assert fact in text
    assert text.count("versión de Xilonen") == 2


def test_the_three_elements_of_a_disappearance(court):
    text = words(court)
    for element in ("Primer elemento", "Segundo elemento", "Tercer elemento", "Negaron tenerla."):
        assert element in text


def test_people_who_were_not_asked_are_keys(court):
    text = words(court)
    assert "Rosaura Tepeyólotl Nava; T1" in text
    raw = inside(court)
    for word in (*UNASKED, *NEVER):
        assert word not in text
        assert word.encode() not in raw
    assert "a quienes no se preguntó o que retiraron su consentimiento: 3" in text


def test_the_public_paper_has_nothing_that_identifies(public):
    raw = inside(public)
    text = words(public)
    for word in (*PRIVATE, *UNASKED, *NEVER):
        for found in (word.encode(), word.encode("utf-16-be"), json.dumps(word).encode()[1:-1]):
            assert found not in raw or word in ("43", "1234"), word
        assert word not in text or word in ("43", "1234"), word
    for kept in ("V1", "T1", "septiembre de 2014", "Guerrero", "Convención Americana"):
        assert kept in text


def test_enclosed_data_are_the_same_facts(court, made):
    data = check.enclosed(court)
    assert data["format"] == 1
    assert data["signer"]["fingerprint"] == made.vault.identity.fingerprint
    text = words(court)
    for record in data["records"]:
        assert record["id"][:8] in text
        for field in record["fields"].values():
            for value in field["values"]:
                lines = value["text"].split("\n")
                assert all(" ".join(line.split())[:40] in text for line in lines), value
    heads = [(head["author"], head["n"]) for head in data["heads"]]
    assert heads == list(made.vault.heads().items())


def test_the_seal_is_the_hash_of_the_enclosed_data(court):
    with pikepdf.open(court) as pdf:
        data = pdf.attachments["dossier.json"].get_file().read_bytes()
    assert words(court).count(sha256(data).hexdigest()) == 2


def test_pictures_come_without_metadata(court):
    with pikepdf.open(court) as pdf:
        pictures = [
            item.read_raw_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
    assert len(pictures) == 1
    with Image.open(BytesIO(pictures[0])) as picture:
        assert picture.size == (320, 200)
        assert not picture.getexif()
        assert "comment" not in picture.info
    assert POSITION not in inside(court)


def test_the_same_case_gives_the_same_unsigned_bytes(made):
    first, second = (made.make(f"same{n}.pdf").path.read_bytes() for n in (1, 2))
    end = first.index(b"%%EOF")
    assert first[:end] == second[:end]


def test_english_says_the_same(made):
    text = words(made.make("english.pdf", language="en").path)
    for said in (
        "Contents", "Acts of torture", "How to check this document", "page 1 of",
        "Total document signed", "First element", "medium confidence",
    ):  # fmt: skip
        assert said in text
    assert "Índice de evidencias" not in text


def test_nobody_agreed(tmp_path, made):
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        make.person("Eulalia", "Cruz", agrees=False)
        target = tmp_path / "no.pdf"
        with pytest.raises(ConsentMissing):
            dossier.make(vault, made.forms, make.case, "court", "es", target)
        assert not target.exists()


def test_what_a_person_wants_hidden(tmp_path, made):
    with new_vault(tmp_path, practice=True) as vault:
        make = Builder(vault)
        person = make.person(
            "Eulalia", "Cruz", agrees=False, phones=["777 111"], occupation="Partera"
        )
        make.consent(person, answer="con_limite", hide=["identity", "contact"])
        photo = Image.new("RGB", (40, 30))
        data = BytesIO()
        photo.save(data, "PNG")
        make.evidence(data.getvalue(), "cara.png", "image/png", regarding=[person], intimate="no")
        target = tmp_path / "hidden.pdf"
        done = dossier.make(vault, made.forms, make.case, "court", "es", target, at=AT)
    text, raw = words(target), inside(target)
    for word in (b"Eulalia", b"Cruz", b"777 111"):
        assert word not in raw
    assert "Partera" in text
    assert "PRÁCTICA" in text
    assert any("Imágenes que no se imprimen" in reason for reason in done.left_out)


def test_a_case_named_after_who_hides_is_not_named(tmp_path, made):
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        make.case = make.add("case", name="Detención de Eulalia Cruz", key="DE-1")
        person = make.person("Eulalia", "Cruz", agrees=False)
        make.consent(person, hide=["identity"])
        target = tmp_path / "hidden.pdf"
        dossier.make(vault, made.forms, make.case, "court", "es", target, at=AT)
    text, raw = words(target), inside(target)
    for word in ("Eulalia", "Cruz"):
        assert word not in text
        for found in (word.encode(), word.encode("utf-16-be")):
            assert found not in raw
    assert "DE-1" in text


def test_refusals_leave_nothing(made, tmp_path):
    there = tmp_path / "there.pdf"
    there.write_bytes(b"mine")
    with pytest.raises(TargetExists):
        dossier.make(made.vault, made.forms, made.case, "court", "es", there)
    assert there.read_bytes() == b"mine"
    with pytest.raises(NotWritable):
        dossier.make(made.vault, made.forms, made.case, "court", "es", tmp_path / "no" / "a.pdf")
    with pytest.raises(Usage):
        dossier.make(made.vault, made.forms, made.case, "other", "es", tmp_path / "b.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["there.pdf"]


def test_a_file_that_came_meanwhile_is_not_replaced(made, tmp_path):
    target = tmp_path / "late.pdf"

    def meanwhile(at: int, of: int) -> None:
        if at == 95:
            target.write_bytes(b"theirs")

    with pytest.raises(TargetExists):
        dossier.make(made.vault, made.forms, made.case, "court", "es", target, meanwhile)
    assert target.read_bytes() == b"theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["late.pdf"]


@pytest.mark.parametrize("when", [0, 5, 16, 50, 90, 95])
def test_stopping_leaves_nothing(made, tmp_path, when):
    def stop(at: int, of: int) -> None:
        if at >= when:
            raise Cancelled

    with pytest.raises(Cancelled):
        dossier.make(made.vault, made.forms, made.case, "court", "es", tmp_path / "c.pdf", stop)
    assert not list(tmp_path.iterdir())


def test_progress_never_runs_back(made, tmp_path):
    seen: list[int] = []
    target = tmp_path / "p.pdf"
    dossier.make(made.vault, made.forms, made.case, "court", "es", target,
                 lambda at, of: seen.append(at))  # fmt: skip
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0, 100)


def test_what_no_form_here_knows_is_printed_as_it_is(tmp_path, made):
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        person = make.person(
            "Eulalia", "Cruz", apodo_nuevo="La Güera", statuses="texto donde iba un grupo",
            residence="texto donde iba un lugar", birth_date="quién sabe",
        )  # fmt: skip
        make.add("visita", regarding=[person], resultado={"hallado": ["zapato"]})
        target = tmp_path / "unknown.pdf"
        dossier.make(vault, made.forms, make.case, "court", "es", target, at=AT)
    text = words(target)
    for said in ("apodo_nuevo La Güera", "texto donde iba un grupo", "texto donde iba un lugar",
                 "quién sabe", "visita", "zapato"):  # fmt: skip
        assert said in text, said


def test_nothing_is_logged_or_said_aloud(made, tmp_path, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        target = tmp_path / "quiet.pdf"
        dossier.make(made.vault, made.forms, made.case, "court", "es", target, at=AT)
        dossier.verify(target, {})
    loud = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert not loud
    said = "".join(record.getMessage() for record in caplog.records)
    assert "Tepeyólotl" not in said
    assert capfd.readouterr() == ("", "")
