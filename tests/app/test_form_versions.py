"""Answers given to an earlier version of a form: all are shown, with their labels, and kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fielddoc import forms, vault
from fielddoc.app import cases, records, vaults
from fielddoc.app.session import Session
from fielddoc.app.words import naming
from fielddoc.crypto import slots
from fielddoc.dossier import tell
from fielddoc.dossier.redact import Redaction
from fielddoc.errors import ValueRefused
from fielddoc.model.values import Nothing, Value
from fielddoc.paths import state as state_folder

DATA = Path(__file__).parents[1] / "data"
ANSWERS = [
    {"who": {"v": "una secretaria"}, "words": {"v": "que volviera"}},
    {"words": {"v": "que no hay sistema", "confidence": "low"}},
]


class Kept:
    """A vault that is opened with one version of the forms after another."""

    def __init__(self, folder: Path) -> None:
        passphrase = bytearray(b"practica de pruebas")
        made = vaults.create(folder, passphrase, "Uno", practice=True, cost=slots.FAST)
        self._folder, self._key = made.folder, made.key

    @contextmanager
    def opened(self, version: int) -> Iterator[Session]:
        loaded = forms.load(DATA / f"forms-{version}")
        made = vault.open_vault(
            self._folder, self._key, state=state_folder(), naming=naming(loaded)
        )
        with Session(made, loaded, "es") as session:
            yield session


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "uno.fielddoc")


@pytest.fixture
def visit(kept: Kept) -> tuple[str, str]:
    """A case and its visit, written with the first version."""
    with kept.opened(1) as session:
        case = records.save(session, None, None, "case", {"name": Value("Caso inventado")}).case
        made = records.save(session, case, None, "visit", {
            "name": Value("Primera visita", confidence="high", source="cuaderno"),
            "office": Value("procuraduria"), "other_office": Value("modulo"),
            "how_many": Value("unas once y un niño"), "when": Value("el día del santo"),
            "treatment": Value("Grosero"), "weather": Value("Llovía"),
            "answers": Value(ANSWERS), "companions": Value([{"name": {"v": "Comadre"}}]),
        })  # fmt: skip
    assert case is not None
    assert made.record is not None
    return case, made.record


def shown(session: Session, record: str) -> dict[str, str]:
    view = records.view(session, record)
    return {
        view.labels[name]: "; ".join(row.shown for row in rows)
        for name, rows in view.fields.items()
        if rows
    }


def test_every_old_answer_is_shown_with_its_label(kept: Kept, visit: tuple[str, str]) -> None:
    case, record = visit
    with kept.opened(2) as session:
        assert shown(session, record) == {
            "Cómo se le llama": "Primera visita",
            "Oficina visitada": "Procuraduría",
            "Otras oficinas": "modulo",
            "Número de personas": "unas once y un niño",
            "Fecha": "el día del santo",
            "Trato recibido": "Grosero",
            "Respuestas": "1. Quién respondió: una secretaria; Qué dijo: que volviera\n"
            "2. Qué dijo: que no hay sistema [confianza baja]",
            "Quién acompañó": "name: Comadre",
            "weather": "Llovía",
        }
        assert records.view(session, record).value("called").source == "cuaderno"
        (group,) = [group for group in cases.overview(session, case).groups if group.rows]
        assert group.rows[0].title == "Primera visita"
        assert [hit.record for hit in records.search(session, "primera visita")] == [record]
        offered = session.forms.vocabularies["offices"].offered()
        assert [term.id for term in offered] == ["ventanilla"]


def test_an_index_made_anew_finds_the_old_answers(kept: Kept, visit: tuple[str, str]) -> None:
    """Groups that are no groups any more and terms that are gone stop no rebuilding."""
    with kept.opened(2) as session:
        session.vault.rebuild(lambda *_: None)
        for words in ("primera visita", "procuraduria", "llovia", "grosero", "comadre"):
            assert [hit.record for hit in records.search(session, words)] == [visit[1]], words
        assert [row.title for row in session.vault.cases(search="")] == ["Caso inventado"]


def test_an_answer_under_the_new_name_takes_the_place_of_the_old(
    kept: Kept, visit: tuple[str, str]
) -> None:
    case, record = visit
    with kept.opened(2) as session:
        seen = records.view(session, record)
        records.save(
            session, case, record, "visit", {"called": Value("La visita de mayo")},
            based_on=seen.based_on,
        )  # fmt: skip
        after = records.view(session, record)
        assert [row.shown for row in after.fields["called"]] == ["La visita de mayo"]
        assert after.conflicts == ()
        told = records.history(session, record, "called")
        assert [(row.label, row.shown) for row in told if row.shown] == [
            ("Cómo se le llama", "Primera visita"),
            ("Cómo se le llama", "La visita de mayo"),
        ]
        records.save(
            session, case, record, "visit", {"called": Value("La de junio")},
            based_on=after.based_on,
        )  # fmt: skip
        again = records.view(session, record)
        assert [row.shown for row in again.fields["called"]] == ["La de junio"]
        records.save(
            session, case, record, "visit", {"called": Value(nothing=Nothing.CLEARED)},
            based_on=again.based_on,
        )  # fmt: skip
        assert shown(session, record).get("Cómo se le llama") == ""


def test_somebody_with_the_old_forms_writes_beside_and_not_over(
    kept: Kept, visit: tuple[str, str]
) -> None:
    case, record = visit
    with kept.opened(2) as session:
        seen = records.view(session, record).based_on
        fields = {"called": Value("Nombre nuevo")}
        records.save(session, case, record, "visit", fields, based_on=seen)
    with kept.opened(1) as session:
        records.save(session, case, record, "visit", {"name": Value("Nombre de otra")})
    with kept.opened(2) as session:
        view = records.view(session, record)
        assert {row.shown for row in view.fields["called"]} == {"Nombre nuevo", "Nombre de otra"}
        assert view.conflicts == ("called",)
        records.settle(session, record, "called", Value("Nombre nuevo"), "lo dijo ella")
        settled = records.view(session, record)
        assert [row.shown for row in settled.fields["called"]] == ["Nombre nuevo"]
        assert settled.conflicts == ()


def test_what_no_longer_fits_may_be_saved_as_it_was_and_only_so(
    kept: Kept, visit: tuple[str, str]
) -> None:
    case, record = visit
    with kept.opened(2) as session:
        seen = records.view(session, record)
        old = {name: seen.value(name) for name in ("how_many", "other_office", "companions")}
        changes = records.save(session, case, record, "visit", old, based_on=seen.based_on)
        assert changes.entry is None
        with pytest.raises(ValueRefused):
            records.save(session, case, record, "visit", {"how_many": Value("unas doce")})
        with pytest.raises(ValueRefused):
            records.save(session, case, record, "visit", {"other_office": Value(["modulo"])})
        records.save(session, case, record, "visit", {"how_many": Value("~12")})
        assert shown(session, record)["Número de personas"] == "alrededor de 12"


def test_a_draft_of_the_old_form_is_saved_under_the_new_name(
    kept: Kept, visit: tuple[str, str]
) -> None:
    case, record = visit
    with kept.opened(1) as session:
        seen = records.view(session, record).based_on
    with kept.opened(2) as session:
        fields = {"name": Value("De un borrador")}
        records.save(session, case, record, "visit", fields, based_on=seen)
        view = records.view(session, record)
        assert [row.shown for row in view.fields["called"]] == ["De un borrador"]
        kept_under = session.vault.record(record)
        assert kept_under.value("called").v == "De un borrador"
        assert kept_under.value("name").nothing is Nothing.CLEARED


def test_a_row_that_is_edited_takes_the_new_names(kept: Kept, visit: tuple[str, str]) -> None:
    case, record = visit
    with kept.opened(2) as session:
        view = records.view(session, record)
        rows = view.value("answers").v
        assert rows[0] == {"by": {"v": "una secretaria"}, "words": {"v": "que volviera"}}
        fields = {"answers": Value([*rows, {"by": {"v": "el jefe"}}])}
        records.save(session, case, record, "visit", fields, based_on=view.based_on)
        assert "Quién respondió: el jefe" in shown(session, record)["Respuestas"]
        assert "Quién respondió: una secretaria" in shown(session, record)["Respuestas"]


def test_paper_tells_the_old_answers_too(kept: Kept, visit: tuple[str, str]) -> None:
    """The teller of a dossier, on the record as redaction leaves it for a court."""
    with kept.opened(2) as session:
        found = session.vault.record(visit[1])
        form = session.forms.kinds["visit"]
        left = Redaction(session.forms, "court").record(form, found, frozenset())

        class File:
            names = staticmethod(str)

        teller = tell.Teller(session.forms, File, session.say)  # type: ignore[arg-type]
        told = {
            field.label: field.values[0].text
            for section in teller.sections(left)
            for field in section.fields
        }
    assert told["Cómo se le llama"] == "Primera visita"
    assert told["Oficina visitada"] == "Procuraduría"
    assert "Quién respondió: una secretaria" in told["Respuestas"]
    assert "Comadre" in told["Quién acompañó"]
    assert told["weather"] == "Llovía"
