"""Nothing typed is lost and nothing becomes two: drafts of new records, reasons, removed ones."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from fielddoc.app import drafts, records
from fielddoc.app.rows import Draft
from fielddoc.model.ids import new_id
from fielddoc.model.values import Value
from fielddoc.ui.desk import Place
from fielddoc.ui.forms.view import _in_lines
from fielddoc.ui.pages import opening
from fielddoc.ui.pages.reason import ReasonDialog
from tests.ui.test_pages_record import ask, disputed, person, show, write

__all__ = ["ask", "disputed", "show"]


def people(session):
    return [row.title for row in records.rows(session, kind="person")]


def test_a_power_cut_after_the_entry_makes_no_second_record(
    show, case, ask, qtbot, desk, monkeypatch
):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    with monkeypatch.context() as cut:
        cut.setattr(drafts, "drop", lambda _session, _key: None)
        page.save_now()
        qtbot.waitUntil(lambda: desk.idle)
    (left,) = ask(drafts.pending)
    assert opening.chosen_id(left) == page.place.record
    again = show(Place("record", case=case, kind="person"))
    assert again._offer is None
    assert ask(drafts.pending) == []
    assert ask(people) == ["Amaranta"]


def test_a_draft_newer_than_its_record_waits_on_the_records_page(show, case, ask):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    key = opening.draft_key("person", case, record, new=True)
    draft = Draft(key, "person", case, None, {"given_names": Value("Amaranta Luz")}, {})
    ask(drafts.keep, draft)
    fresh = show(Place("record", case=case, kind="person"))
    assert fresh._offer is None
    old = show(Place("record", case=case, record=record, kind="person"))
    assert old._offer is not None
    assert old.form.value("given_names") == Value("Amaranta Luz")


def test_a_draft_saved_after_a_restart_keeps_the_id_it_had(show, case, ask, qtbot, desk):
    id_ = new_id()
    key = opening.draft_key("person", case, id_, new=True)
    ask(drafts.keep, Draft(key, "person", case, None, {"given_names": Value("Amaranta")}, {}))
    page = show(Place("record", case=case, kind="person"))
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    assert page.place.record == id_
    assert ask(drafts.pending) == []


def test_a_reason_that_was_not_used_is_there_again(disputed, show, case, window, ask, qtbot, desk):
    place = Place("decision", case, disputed, "person", "given_names")
    page = show(place)
    QTest.keyClicks(page.reason, "Lo dijo ella el lunes")
    page.choices.buttons()[-1].click()
    page._box.set_value(Value("Amaranta Luz"))
    window.go(Place("cases"))
    qtbot.waitUntil(lambda: desk.idle)
    page = show(place)
    assert page.reason.text() == "Lo dijo ella el lunes"
    assert page._box.value() == Value("Amaranta Luz")
    assert page._box.isVisible()
    page.decide.click()
    qtbot.waitUntil(lambda: desk.idle)
    assert ask(drafts.pending) == []
    assert ask(records.view, disputed).value("given_names") == Value("Amaranta Luz")


def test_a_reason_for_removing_is_a_draft_until_it_is_used(
    show, case, ask, qtbot, desk, monkeypatch
):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    page = show(Place("record", case=case, record=record, kind="person"))
    seen = []

    def cut(dialog):
        dialog.text.insertPlainText("Estaba dos veces")
        qtbot.waitUntil(lambda: bool(ask(drafts.pending)), timeout=2000)
        seen.extend(ask(drafts.pending))
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(ReasonDialog, "exec", cut)
    page.remove.click()
    qtbot.waitUntil(lambda: desk.idle)
    assert seen[0].fields == {"reason": Value("Estaba dos veces")}
    assert ask(drafts.pending) == []


def test_a_removed_record_is_found_on_the_case_and_put_back(
    show, case, ask, qtbot, desk, window, monkeypatch
):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    ask(records.remove, record, "Estaba dos veces")
    page = show(Place("case", case=case))
    list_ = page.lists["people"]
    assert list_.count == 0
    list_.gone.click()
    assert list_.count == 1
    list_.list.activated.emit(list_.model.index(0, 0))
    qtbot.waitUntil(lambda: desk.idle)
    assert window.page._gone.isVisible()
    assert not window.page.remove.isVisible()
    monkeypatch.setattr(ReasonDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(ReasonDialog, "reason", lambda _self: "Era otra persona")
    window.page._ask_restore()
    qtbot.waitUntil(lambda: desk.idle)
    assert not window.page._gone.isVisible()
    assert not ask(records.view, record).removed


def test_an_evidence_record_without_a_file_accepts_one(show, case, ask, qtbot, desk, home: Path):
    file = home / "nota.txt"
    file.write_text("hola")
    record = ask(records.save, case, None, "evidence", {"title": Value("Nota")}).record
    page = show(Place("record", case=case, record=record, kind="evidence"))
    page.form.show_field("file")
    page.form._boxes["file"].editor.take(file)
    qtbot.waitUntil(lambda: desk.idle)
    assert ask(records.view, record).value("file").v["name"] == "nota.txt"
    assert page._around.attach is None, "an original is not replaced"
    assert ask(records.view, record).value("title") == Value("Nota")


@pytest.mark.parametrize("name", ["Interrogatorio y declaraciones bajo coacción", "Corto"])
def test_a_sections_name_is_shown_whole(qtbot, name):
    where = QWidget()
    qtbot.addWidget(where)
    assert " ".join(_in_lines(name, where).split()) == name
