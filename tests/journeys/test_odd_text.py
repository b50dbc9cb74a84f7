"""Odd text all the way: saved, found, on paper, in a bundle, in the colleague's vault."""

import json
import re
import tomllib

import pypdfium2
import pytest

from fielddoc.app import cases, drafts, records
from fielddoc.app.rows import Draft
from fielddoc.model.names import fold, sound
from fielddoc.model.values import Value
from fielddoc.paths import resources
from tests.journeys.clumsy import Desk

LETTERS = (
    "áéíóúüñ àèìòù äëïöü âêîôû ãẽĩõũỹ āēīōū ǎěǐǒǔ ąęįǫų ɨʉɄəɛɔŋŊłđøœæçšžčʃʒɬ ꞌꞋʼ’ ʔˀʰʷ ḻḏṯṉḥ ñ̃ n̈ "
    "a̱ e̱ i̱ o̱ u̱ ɨ̱ x̱ tu̱ꞌun sa̱vi̱ hñähñu mɨ́jɨ̱ xnánj nu' aꞌ"
)


def languages() -> str:
    """The names of all 68 groups of languages, also as their speakers write them."""
    with (resources() / "vocabularies" / "lenguas.toml").open("rb") as stream:
        terms = tomllib.load(stream)["terms"]
    assert len(terms) >= 68
    return " · ".join(
        name for term in terms.values() for name in (term["es"], *term.get("was", ()))
    )


TEXTS = {
    "emoji": "Dibujó 💔 y 👩🏽‍🦽 al margen",
    "right to left": "antes \u202eotsev\u202c después \u2067שלום\u2069 fin",
    "NUL": "antes\0después del nulo",
    "control signs": "rojo \x1b[31m campana \x07 fin",
    "half a pair": "mocho \ud83d fin",
    "two halves": "entero \ud83d\ude00 fin",
    "markup": "<b>no</b> &amp; <para> %s {x} </font>",
    "line ends": "uno\r\ndos\x0btres\x0ccuatro\u2028cinco",
    "spaces": "\u00a0duro\u2009fino\u3000ancho\ufeff",
    "letters": LETTERS,
    "languages": languages(),
}


def bare(text: str) -> str:
    """As it is searched, without the hyphens at the ends of lines and spaces."""
    return "".join(fold(re.sub("[-\u00ad\ufffe\u0002]", "", text)).split())


@pytest.fixture
def spoken(desk: Desk) -> dict[str, str]:
    """Every text in an interview of its own, with its draft: record by text."""
    with desk.open() as session:
        people = [row.id for row in records.rows(session, case=desk.case, kind="person")]
        saved = {}
        for number, text in enumerate(TEXTS.values()):
            fields = {"people": Value(people), "testimony": Value(text, source=text[:40])}
            drafts.keep(session, Draft(f"k{number}", "interview", desk.case, None, fields, {}, ""))
            record = records.save(session, desk.case, None, "interview", fields, reason=text[:60])
            saved[text] = record.record or ""
    return saved


def pages(desk: Desk, name: str) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(desk.folder / name) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_every_text_arrives_everywhere(desk: Desk, spoken: dict[str, str]):
    court = ("--for", "court", "-o", "x.pdf")
    for words in (
        ("dossier", desk.uno, desk.case, *court),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", "x.age"),
        ("bundle", "import", desk.dos, "x.age", "--yes"),
        ("vault", "check", desk.uno), ("vault", "check", desk.dos),
        ("case", "show", desk.dos, desk.case), ("verify", "x.pdf"),
    ):  # fmt: skip
        done = desk.run(*words, *([] if words[0] == "verify" else desk.secret))
        assert done.code == 0, done
        assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(done.out)
    with desk.open() as uno, desk.open(desk.dos) as dos:
        kept = {one.key: one.fields["testimony"].v for one in drafts.pending(uno) if one.key != "d"}
        for number, text in enumerate(TEXTS.values()):
            record = spoken[text]
            assert uno.vault.record(record).get("testimony") == sound(text)
            assert uno.vault.record(record) == dos.vault.record(record)
            assert sound(kept[f"k{number}"]) == sound(text)
            for session in (uno, dos):
                found = {hit.record for hit in records.search(session, text)}
                assert record in found, ascii(text)
        assert TEXTS["half a pair"] in kept.values(), "a draft keeps even what is no character"
        rebuilt = dos.vault.rebuild(lambda at, of: None)
        assert rebuilt.differences == ()
    said = "".join("".join(pages(desk, "x.pdf")).split())
    for word in (
        "Dibujó", "antes", "despuésdelnulo", "campana", "mocho", "<b>no</b>&amp;<para>%s{x}",
        "cuatro", "cinco", "duro", "xnánjnu'",
    ):  # fmt: skip
        assert word in said, word
    plain = bare(said)
    assert [name for name in languages().split(" · ") if bare(name) not in plain] == []
    assert [sign for sign in LETTERS.split() if bare(sign) not in plain] == []


def test_a_megabyte_in_one_field(desk: Desk):
    text = "".join(f"Palabra {number} de un relato largo. " for number in range(32_000))
    assert len(text) > 1 << 20
    with desk.open() as session:
        people = [row.id for row in records.rows(session, case=desk.case, kind="person")]
        fields = {"people": Value(people), "testimony": Value(text)}
        record = records.save(session, desk.case, None, "interview", fields).record or ""
        assert {hit.record for hit in records.search(session, "palabra 31999 de")} == {record}
        assert {hit.record for hit in records.search(session, text)} == {record}
        assert records.search(session, "x" * (1 << 20)) == []
    for words in (
        ("dossier", desk.uno, desk.case, "--for", "court", "-o", "x.pdf"),
        ("bundle", "pack", desk.uno, desk.case, "--to", "Dos", "-o", "x.age"),
        ("bundle", "import", desk.dos, "x.age", "--yes"),
    ):
        assert desk.english(*words, *desk.secret).code == 0
    with desk.open(desk.dos) as session:
        assert session.vault.record(record).get("testimony") == text
    numbers = set(re.findall(r"\d+", " ".join(pages(desk, "x.pdf"))))
    assert not {str(number) for number in range(32_000)} - numbers


def test_odd_words_on_the_command_line(desk: Desk):
    searches = ("\udcf3", "\x1b[31m", '"', "%_!", "a OR b", "NEAR(", "*", "x" * 100_000)
    with desk.open() as session:
        for searched in searches:
            assert cases.listing(session, searched) == [], ascii(searched[:9])
    shown = desk.run("case", "list", desk.uno, "--json", "--search", "\udcf3", *desk.secret)
    assert (shown.code, json.loads(shown.out)["count"]) == (0, 0)
    for wrong in ("Dos\udcf3", "", "\u202esoD"):
        ran = desk.run(
            "bundle", "pack", desk.uno, desk.case, "--to", wrong, "-o", "x", *desk.secret
        )
        assert (ran.code, "[contact-unknown]" in ran.err, "\u202e" in ran.err) == (1, True, False)
    words = ("dossier", desk.uno, desk.case, "--for", "court", "-o", "x.pdf", "--reason", "a\udcf3")
    assert desk.run(*words, *desk.secret).code == 0
    with desk.open() as session:
        assert session.vault.check(lambda at, of: None).problems == ()
        assert json.loads(list(session.vault.entries())[-1].content or b"")["reason"] == "a\ufffd"
