"""Records on their pages: drafts, entries, conflicts, history, files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from fielddoc.app import drafts, records
from fielddoc.app.rows import Draft
from fielddoc.app.session import open_session
from fielddoc.model.values import Nothing, Value
from fielddoc.ui.desk import Place
from fielddoc.ui.pages import keeping
from fielddoc.ui.pages.case import CasePage
from fielddoc.ui.pages.decision import DecisionPage
from fielddoc.ui.pages.reason import ReasonDialog


@pytest.fixture
def ask(desk, qtbot):
    """Ask the vault through the desk and wait for the answer."""

    class Ear:
        def __init__(self):
            self.heard = []

        def hear(self, answer):
            self.heard.append(answer)

    def asked(query, *args):
        ear = Ear()
        desk.ask(ear.hear, query, *args)
        qtbot.waitUntil(lambda: bool(ear.heard))
        return ear.heard[0]

    return asked


@pytest.fixture
def show(window, desk, qtbot):
    """Go to a place and wait until its page is filled."""

    def shown(place):
        window.go(place)
        qtbot.waitUntil(lambda: desk.idle)
        return window.page

    return shown


def write(page, name, text):
    """Type into a field of the page's form as a person does."""
    for number, section in enumerate(page.form._sections):
        if any(field.name == name for field in section.fields):
            page.form.open(number)
    control = page.form._boxes[name].editor.control()
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_End)
    QTest.keyClicks(control, text)


def person(session, case, **fields):
    values = {name: Value(text) for name, text in fields.items()}
    return records.save(session, case, None, "person", values).record


def test_typing_is_an_encrypted_draft_within_two_seconds(show, case, ask, qtbot):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    assert keeping.SOON_MS < 2000
    qtbot.waitUntil(lambda: bool(ask(drafts.pending)), timeout=2000)
    (draft,) = ask(drafts.pending)
    assert draft.fields == {"given_names": Value("Amaranta")}
    assert page.state.startswith("Borrador guardado")
    assert (
        len(
            ask(
                records.rows,
            )
        )
        == 1
    ), "only the case: typing is not an entry"


def test_typing_without_a_pause_does_not_put_the_draft_off(show, case, ask, qtbot, monkeypatch):
    page = show(Place("record", case=case, kind="person"))
    kept = []
    monkeypatch.setattr(page.keeping, "keep", lambda: kept.append(True))
    page.keeping._timer.timeout.disconnect()
    page.keeping._timer.timeout.connect(lambda: kept.append(True))
    write(page, "given_names", "A")
    due = page.keeping._timer.remainingTime()
    qtbot.wait(50)
    write(page, "given_names", "m")
    assert page.keeping._timer.remainingTime() < due
    qtbot.waitUntil(lambda: bool(kept), timeout=2000)


def test_saving_makes_one_entry_and_the_draft_goes(show, case, ask, qtbot, desk):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    write(page, "surname1", "Inventada")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    record = page.place.record
    rows = ask(records.history, record)
    assert len({row.entry for row in rows}) == 1
    assert ask(drafts.pending) == []
    assert page.form.changed_values() == {}
    assert page.state.startswith("Guardado")


def test_leaving_turns_the_draft_into_an_entry(show, window, case, ask, qtbot, desk):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    window.go(Place("cases"))
    qtbot.waitUntil(lambda: desk.idle)
    titles = [row.title for row in ask(records.rows)]
    assert "Amaranta" in titles
    assert ask(drafts.pending) == []


def test_leaving_twice_makes_one_record(show, case, ask, qtbot, desk):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    page.keeping.save()
    write(page, "surname1", "Inventada")
    page.keeping.save()
    qtbot.waitUntil(lambda: desk.idle)
    people = [row for row in ask(records.rows) if row.kind == "person"]
    assert [row.title for row in people] == ["Amaranta Inventada"]
    assert people[0].conflicts == ()


def test_what_is_refused_stays_as_a_draft_and_is_said_beside_the_field(
    show, window, case, ask, qtbot, desk
):
    page = show(Place("record", case=case, kind="event"))
    write(page, "date", "31")
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    box = page.form._boxes["date"]
    assert box.refused
    assert "Borrador" in page.state or "borrador" in page.state
    window.go(Place("cases"))
    qtbot.waitUntil(lambda: desk.idle)
    (draft,) = ask(drafts.pending)
    assert draft.fields["date"] == Value("XXXX-XX-31")


def test_locking_keeps_what_was_typed(show, case, desk, new_vault, qtbot):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    desk.close()
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:
        assert "Amaranta" in [row.title for row in records.rows(session)]


def test_a_draft_is_offered_when_the_page_is_opened_again(case, show, ask, qtbot, desk):
    draft = Draft(
        f"person/new/{case}", "person", case, None, {"given_names": Value("Amaranta")}, {}
    )
    ask(lambda session: drafts.keep(session, draft))
    page = show(Place("record", case=case, kind="person"))
    assert page.form._boxes["given_names"].value() == Value("Amaranta")
    assert page._offer.isVisible()
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    assert not page._offer.isVisible()
    assert ask(drafts.pending) == []


def test_a_draft_that_says_what_is_saved_already_is_not_offered(case, show, ask):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    draft = Draft(
        f"person/{record}", "person", case, record, {"given_names": Value("Amaranta")},
        {"given_names": ()},
    )  # fmt: skip
    ask(lambda session: drafts.keep(session, draft))
    page = show(Place("record", case=case, record=record, kind="person"))
    assert page._offer is None
    assert ask(drafts.pending) == []


def test_an_edit_nobody_here_saw_becomes_a_conflict(case, show, ask, qtbot, desk):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    page = show(Place("record", case=case, record=record, kind="person"))
    write(page, "given_names", " Luz")
    view = ask(records.view, record)
    ask(
        records.save, case, record, "person", {"given_names": Value("Amarantha")}, None,
        view.based_on,
    )  # fmt: skip
    page.look()
    qtbot.waitUntil(lambda: desk.idle)
    assert page.form._boxes["given_names"].value() == Value("Amaranta Luz"), "typing is kept"
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    view = ask(records.view, record)
    assert view.conflicts == ("given_names",)
    assert {row.value.v for row in view.fields["given_names"]} == {"Amaranta Luz", "Amarantha"}
    assert page.form._boxes["given_names"]._conflict is not None


def test_unchanged_fields_show_what_somebody_else_wrote(case, show, ask, qtbot, desk):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    page = show(Place("record", case=case, record=record, kind="person"))
    ask(records.save, case, record, "person", {"surname1": Value("Inventada")})
    page.look()
    qtbot.waitUntil(lambda: desk.idle)
    assert page.form._boxes["surname1"].value() == Value("Inventada")
    assert page.form.changed_values() == {}


@pytest.fixture
def disputed(ask, window, case):
    def make(session):
        record = person(session, case, given_names="Amaranta")
        records.save(
            session, case, record, "person", {"given_names": Value("Amarantha")}, based_on={}
        )
        return record

    return ask(make)


def test_a_conflict_shows_both_values_and_is_decided_with_a_reason(
    disputed, case, show, ask, qtbot, desk, window
):
    show(Place("case", case=case))
    page = show(Place("decision", case, disputed, "person", "given_names"))
    assert isinstance(page, DecisionPage)
    shown = [button.accessibleName() for button in page.choices.buttons()]
    assert any("Amaranta" in name and "Colibrí" in name for name in shown)
    assert any("Amarantha" in name for name in shown)
    page.decide.click()
    assert page.mistake.isVisible()
    chosen = next(one for one in page.choices.buttons() if "Amarantha" in one.accessibleName())
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Space)
    page.decide.click()
    assert page.mistake.isVisible(), "a decision needs a reason"
    QTest.keyClicks(page.reason, "Lo dijo ella")
    page.decide.click()
    qtbot.waitUntil(lambda: desk.idle)
    view = ask(records.view, disputed)
    assert view.conflicts == ()
    assert view.value("given_names") == Value("Amarantha")
    last = ask(records.history, disputed)[-1]
    assert (last.command, last.reason, len(last.over)) == ("settle", "Lo dijo ella", 2)
    assert isinstance(window.page, CasePage)


def test_another_answer_can_be_written(disputed, case, show, ask, qtbot, desk):
    page = show(Place("decision", case, disputed, "person", "given_names"))
    page.choices.buttons()[-1].click()
    page._box.set_value(Value("Amaranta o Amarantha", confidence="low"))
    page.reason.insertPlainText("Se escribe de las dos formas")
    page.decide.click()
    qtbot.waitUntil(lambda: desk.idle)
    view = ask(records.view, disputed)
    assert view.value("given_names") == Value("Amaranta o Amarantha", confidence="low")


def test_history_shows_every_value_and_who_gave_it(disputed, case, show):
    page = show(Place("history", case, disputed, "person"))
    assert len(page.list._acts) == 2
    words = [one.text() for one in page.findChildren(type(page.head.title))]
    assert "Amaranta" in words
    assert "Amarantha" in words
    assert any("Colibrí" in text for text in words)


def test_emptying_a_field_is_written_down(case, show, ask, qtbot, desk):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    page = show(Place("record", case=case, record=record, kind="person"))
    control = page.form._boxes["given_names"].editor.control()
    control.setFocus()
    control.selectAll()
    QTest.keyClick(control, Qt.Key.Key_Delete)
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    assert ask(records.view, record).value("given_names") == Value(nothing=Nothing.CLEARED)


def test_a_record_is_removed_with_a_reason(case, show, ask, qtbot, desk, monkeypatch):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    show(Place("case", case=case))
    page = show(Place("record", case=case, record=record, kind="person"))
    monkeypatch.setattr(ReasonDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(ReasonDialog, "reason", lambda _self: "Estaba dos veces")
    page.remove.click()
    qtbot.waitUntil(lambda: desk.idle)
    assert ask(records.view, record).removed
    assert ask(records.history, record)[-1].reason == "Estaba dos veces"


def test_undo_takes_back_a_choice(case, show, ask):
    record = ask(lambda session: person(session, case, given_names="Amaranta"))
    page = show(Place("record", case=case, record=record, kind="person"))
    box = page.form._boxes["given_names"]
    box.set_nothing(Nothing.DECLINED)
    assert page.form.changed_values()
    page.form.undo()
    assert box.value() == Value("Amaranta")
    assert page.form.changed_values() == {}
    page.form.redo()
    assert box.value() == Value(nothing=Nothing.DECLINED)


def test_a_file_chosen_on_an_evidence_page_is_sealed(show, case, ask, qtbot, desk, home, window):
    file = home / "retrato.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    show(Place("case", case=case))
    page = show(Place("record", case=case, kind="evidence"))
    editor = page.form._boxes["file"].editor if "file" in page.form._boxes else None
    if editor is None:
        page.form.refuse("file", "")
        editor = page.form._boxes["file"].editor
    editor.take(file)
    qtbot.waitUntil(lambda: window.page is not page and desk.idle)
    held = ask(records.view, window.page.place.record).value("file").v
    assert held["name"] == "retrato.png"
    assert held["media"] == "image/png"
    assert len(held["sha256"]) == 64


def test_the_case_lists_its_records_and_its_conflicts(disputed, case, show, window, qtbot, desk):
    page = show(Place("case", case=case))
    assert page.head.title.text() == "Caso inventado del molino"
    assert page.lists["people"].count == 1
    assert page.conflicts.isVisible()
    page.lists["people"].list.setCurrentIndex(page.lists["people"].model.index(0, 0))
    page.lists["people"].list.setFocus()
    QTest.keyClick(page.lists["people"].list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.idle)
    assert window.page.place.record == disputed


def test_files_given_to_the_case_become_evidence(show, case, qtbot, desk, home):
    files = [home / name for name in ("uno.txt", "dos.txt")]
    for file in files:
        file.write_text(file.name)
    page = show(Place("case", case=case))
    page.take_files(files)
    qtbot.waitUntil(lambda: page.lists["evidence"].count == 2)


def test_a_disputed_field_waits_for_its_decision(disputed, case, show, ask, qtbot, desk):
    page = show(Place("record", case, disputed, "person"))
    box = page.form._boxes["given_names"]
    assert not box.editor.isEnabled()
    ask(records.settle, disputed, "given_names", Value("Amaranta"), "Lo dijo ella")
    page.look()
    qtbot.waitUntil(lambda: desk.idle)
    assert box.editor.isEnabled()


def test_a_field_saved_here_changed_elsewhere_and_edited_again_is_no_conflict(
    case, show, ask, qtbot, desk
):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    record = page.place.record
    ask(records.save, case, record, "person", {"given_names": Value("Amarantha")})
    page.look()
    qtbot.waitUntil(lambda: desk.idle)
    write(page, "given_names", " Luz")
    page.save_now()
    qtbot.waitUntil(lambda: desk.idle)
    view = ask(records.view, record)
    assert view.conflicts == ()
    assert view.value("given_names") == Value("Amarantha Luz")


def test_a_new_case_opens_when_it_is_saved(show, qtbot, desk, window):
    page = show(Place("record", kind="case"))
    write(page, "name", "Otro caso inventado")
    page.save_now()
    qtbot.waitUntil(lambda: isinstance(window.page, CasePage) and desk.idle)
    assert window.page.head.title.text() == "Otro caso inventado"


@pytest.mark.parametrize(
    "kind",
    [
        "case", "person", "group", "relation", "interview", "consent", "torture", "injury",
        "disappearance", "event", "evidence", "proceeding", "violation",
    ],
)  # fmt: skip
def test_every_form_opens_whole_and_names_its_controls(kind, show, case, desk, qtbot):
    page = show(Place("record", case=None if kind == "case" else case, kind=kind))
    for number in range(len(page.form._sections)):
        page.form.open(number)
    shown = {name for name, field in page.form.form.fields.items() if not field.retired}
    assert shown == set(page.form._boxes)
    nameless = [
        type(one).__name__
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.focusProxy() is None
        and not one.objectName().startswith("qt_")
        and one.window() is page.window()
        and one.objectName() != "searchPopup"
    ]
    assert nameless == []
    assert page.form.changed_values() == {}


def test_a_disputed_account_is_not_written_over_on_the_sheet(case, show, ask, qtbot, desk):
    record = ask(
        lambda session: (
            records.save(session, case, None, "interview", {"testimony": Value("De noche.")}).record
        )
    )
    ask(records.save, case, record, "interview", {"testimony": Value("De madrugada.")}, None, {})
    page = show(Place("interview", case, record, "interview"))
    page.turn_over()
    assert page.quiet
    assert not page.sheet.isEnabled()
    assert page.form._boxes["testimony"]._conflict.isVisible()


def test_what_is_typed_while_an_entry_is_on_its_way_is_saved_on_leaving(
    case, show, ask, qtbot, desk, window
):
    page = show(Place("record", case=case, kind="person"))
    write(page, "given_names", "Amaranta")
    page.save_now()
    write(page, "surname1", "Inventada")
    window.go(Place("cases"))
    qtbot.waitUntil(lambda: desk.idle)
    people = [row for row in ask(records.rows) if row.kind == "person"]
    assert [(row.title, row.conflicts) for row in people] == [("Amaranta Inventada", ())]
    assert ask(drafts.pending) == []
