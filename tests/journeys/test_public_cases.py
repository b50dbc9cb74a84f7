"""Public cases, fact by fact; and that the counting would notice a fact that did not arrive."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from fielddoc.app import records
from fielddoc.app.session import Session, load_forms, open_session
from fielddoc.model.values import Value
from tests.app.conftest import make
from tests.journeys import public_cases
from tests.journeys.public_facts import facts
from tests.journeys.public_pages import NOTES
from tests.journeys.public_paper import missing_on_paper, text_of_pdf
from tests.journeys.public_records import load
from tests.journeys.public_vault import missing_in_vault

HERE = Path(__file__).parent
NASTY = HERE / "nasty.yaml"
SHARED = HERE.parents[2] / "shared"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDDOC_STATE", str(tmp_path / "state"))


def test_every_fact_of_unforeseen_shapes_arrives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    code = public_cases.main([str(NASTY), str(tmp_path / "out")])
    told = capsys.readouterr().out
    assert told.splitlines()[-1] == "facts 216, missing 0", told
    assert code == 0
    assert "source note  N01-todo  unknown_map.a.b.d: hondo" in told


def test_what_is_remembered_of_the_vaults_stays_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("FIELDDOC_STATE")
    file = tmp_path / "one.yaml"
    file.write_text("cases: []\n", encoding="utf-8")
    assert public_cases.main([str(file), str(tmp_path / "out")]) in (0, 1)
    assert any((tmp_path / "out" / "state").iterdir())


@pytest.mark.parametrize("name", ["cases-public.yaml"])
def test_every_fact_of_the_public_cases_arrives(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = SHARED / "domain" / name
    if not file.exists():
        pytest.skip("the file of public cases is not beside this checkout")
    assert public_cases.main([str(file), str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "facts 553, missing 0"


def test_facts_are_counted_as_the_counting_tool_counts():
    tool = SHARED / "tools" / "count_facts.py"
    if not tool.exists():
        pytest.skip("the counting tool is not beside this checkout")
    spec = importlib.util.spec_from_file_location("count_facts", tool)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for file in (NASTY, SHARED / "domain" / "cases-public.yaml"):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            assert [(f.path, f.value) for f in facts(case)] == list(module.facts(case))


CASE = {
    "id": "X",
    "short_name": "Caso inventado",
    "c": "A",
    "s": "V",
    "victims": [{"ref": "V1", "given_names": "Tadeo", "sex": "hombre", "rasgo": "El Inventado"}],
    "events": [{"type": "detencion", "date": "2001-02-03", "regarding": "V1", "acts": ["x", "y"]}],
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return make(tmp_path / "v.fielddoc", "Uno")


def test_a_fact_that_was_changed_in_the_vault_is_missing(session: Session):
    with session:
        loaded = load(session, CASE)
        assert missing_in_vault(session, loaded) == {}
        event = next(page for page in loaded.pages if page.kind == "event")
        records.save(session, loaded.case, event.record, "event", {"date": Value("2001-02-04")})
        assert set(missing_in_vault(session, loaded)) == {("events[0].date", "2001-02-03")}
        records.save(session, loaded.case, event.record, "event", {"acts": Value([])})
        lost = {path for path, _ in missing_in_vault(session, loaded)}
        assert lost == {"events[0].date", "events[0].acts[0]", "events[0].acts[1]"}


def test_a_fact_that_lost_its_confidence_or_source_is_missing(session: Session):
    with session:
        loaded = load(session, CASE)
        person = next(page for page in loaded.pages if page.kind == "person")
        typed = {"sex": Value("hombre", None, "low", "visto en texto público")}
        records.save(session, loaded.case, person.record, "person", typed)
        assert set(missing_in_vault(session, loaded)) == {("victims[0].sex", "hombre")}


def test_a_fact_put_nowhere_is_missing(session: Session):
    with session:
        loaded = load(session, CASE)
        for page in loaded.pages:
            page.spots = [spot for spot in page.spots if spot.field != NOTES]
        assert set(missing_in_vault(session, loaded)) == {("victims[0].rasgo", "El Inventado")}


@pytest.mark.parametrize(
    ("printed", "instead", "lost"),
    [
        ("[2001-02-03]", "[2001-02-04]", {"events[0].date"}),
        ("Nombre o nombres Tadeo\n", "Nombre o nombres Tadea\n", {"victims[0].given_names"}),
        ("x; y", "x", {"events[0].acts[0]", "events[0].acts[1]"}),
        ("Valor: El Inventado", "Valor: El", {"victims[0].rasgo"}),
        ("Sexo Hombre\nConfianza alta", "Sexo Hombre\nConfianza baja", {"victims[0].sex"}),
    ],
)
def test_a_fact_that_reads_otherwise_on_paper_is_missing(
    session: Session, tmp_path: Path, printed: str, instead: str, lost: set[str]
):
    with session:
        loaded = load(session, CASE)
        paper = public_cases._paper(session, loaded, tmp_path / "p.pdf")
        text = text_of_pdf(paper)
        assert text.count(printed) == 1, text

        def name_of(record: str) -> str:
            return records.title(session, record)

        known = load_forms()
        assert missing_on_paper(loaded, text, known, name_of) == {}
        touched = text.replace(printed, instead)
        assert {path for path, _ in missing_on_paper(loaded, touched, known, name_of)} == lost


def test_words_under_another_heading_do_not_count(session: Session, tmp_path: Path):
    with session:
        loaded = load(session, CASE)
        paper = public_cases._paper(session, loaded, tmp_path / "p.pdf")
        event = next(page for page in loaded.pages if page.kind == "event")
        text = text_of_pdf(paper)
        moved = text.replace(f"· {event.record[:8]}\n", "· 00000000\n")
        missing = missing_on_paper(loaded, moved, load_forms(), lambda r: records.title(session, r))
        lost = {path for path, _ in missing if path.startswith("events[0]")}
        assert lost == {fact.path for fact in loaded.facts if fact.path.startswith("events")}
        assert "short_name" not in {path for path, _ in missing}


def test_the_second_vault_is_looked_into_and_not_assumed(tmp_path: Path):
    """A case that did not travel is missing there, with all its facts."""
    with make(tmp_path / "v.fielddoc", "Uno") as first:
        loaded = load(first, CASE)
    empty = make(tmp_path / "w.fielddoc", "Dos")
    with empty:
        assert len(missing_in_vault(empty, loaded)) == len(loaded.facts)


def test_opened_anew_means_from_disk(tmp_path: Path):
    session = make(tmp_path / "v.fielddoc", "Uno")
    key = bytearray(session.vault._key)
    with session:
        loaded = load(session, CASE)
    with open_session(tmp_path / "v.fielddoc", key) as again:
        assert missing_in_vault(again, loaded) == {}
