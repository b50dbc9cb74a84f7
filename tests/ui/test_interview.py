"""A whole interview by keyboard, left and taken up, with its consents, passages and notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from fielddoc.app import drafts, records
from fielddoc.model.values import Value
from fielddoc.text import catalogue
from fielddoc.ui.desk import Place
from fielddoc.ui.pages.interview import InterviewPage
from fielddoc.ui.pages.interview_clarify import _letters, _units, passage
from fielddoc.ui.pages.interview_sheet import Sheet
from fielddoc.ui.pages.interview_steps import (
    ACCOUNT,
    CLARIFY,
    CLOSING,
    CONSENT,
    EVALUATION,
    PLANNING,
    urgent,
)
from tests.ui.test_pages_record import ask, person, show

__all__ = ["ask", "show"]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def who(ask, window, case):
    """An invented person of the case."""
    return ask(lambda session: person(session, case, given_names="Amaranta", surname1="Inventada"))


@pytest.fixture
def begin(show, case):
    def begun(extra=None, record=None):
        page = show(Place("interview", case, record, "interview", extra))
        page.window().activateWindow()
        return page

    return begun


@pytest.fixture
def kept(desk, qtbot, window):
    """Wait until everything asked for was done and shown."""

    def wait():
        qtbot.waitUntil(lambda: desk.idle)
        window.activateWindow()  # without a window system a closed list of names keeps the keys
        QApplication.processEvents()
        qtbot.waitUntil(lambda: desk.idle)

    return wait


def here():
    """The control that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, QApplication.activeWindow()
    return widget


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(here(), key, modifiers)


def write(text):
    QTest.keyClicks(here(), text)


def focus(page, name):
    """Go to a field of the step that is shown with Tab alone."""
    return tab_to(page.steps._boxes[name].editor.control())


def tab_to(wanted):
    """Press Tab until a control has the keyboard."""
    seen = []
    for _ in range(400):
        if here() is wanted:
            return wanted
        seen.append(here().accessibleName())
        press(Qt.Key.Key_Tab)
    raise AssertionError(wanted.accessibleName(), seen)


def tick(page, purpose, answer):
    """Answer about a purpose with the space bar."""
    row = page.panel.rows[purpose]
    choice = next(one for one in row._group.buttons() if one.property("answer") == answer)
    choice.setFocus()
    press(Qt.Key.Key_Space)
    return row


def consents(session, case, who):
    found = session.vault.records(case=case, kind="consent")
    assert all(one.get("person") == who for one in found)
    return {one.get("purpose"): one for one in found}


def test_a_whole_interview_by_keyboard(begin, who, case, ask, kept, window):
    page = begin()
    assert page.steps.at == PLANNING
    assert page.quiet is False
    focus(page, "people")
    write("Amaranta Inventada")
    press(Qt.Key.Key_Tab)
    focus(page, "do_not_ask")
    write("De su hermano")
    press(Qt.Key.Key_Right, ALT)
    assert page.steps.at == CONSENT
    kept()
    assert not any(row._group.checkedButton() for row in page.panel.rows.values()), "nothing ticked"
    focus(page, "consent_witness")
    write("Dona Prueba")
    tick(page, "entrevista", "si")
    tick(page, "compartir_equipo", "con_limite")
    kept()
    assert QApplication.focusWidget() is page.panel.rows["compartir_equipo"].limit
    write("sin su domicilio")
    press(Qt.Key.Key_Right, ALT)
    kept()
    told = ask(consents, case, who)
    assert {name: one.get("answer") for name, one in told.items()} == {
        "entrevista": "si", "compartir_equipo": "con_limite",
    }  # fmt: skip
    assert told["compartir_equipo"].get("limit") == "sin su domicilio"
    assert {one.get("witness") for one in told.values()} == {"Dona Prueba"}

    assert page.steps.at == ACCOUNT
    assert page.quiet
    assert not window.navigation.isVisible()
    assert not page.head.isVisible()
    assert QApplication.focusWidget() is page.sheet
    write("Yo estaba en la milpa.")
    press(Qt.Key.Key_T, CTRL)
    press(Qt.Key.Key_P, CTRL)
    press(Qt.Key.Key_P, CTRL)
    press(Qt.Key.Key_2, ALT)
    write("dice que llovia")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_1, ALT)
    write("Llegaron de noche.")
    press(Qt.Key.Key_D, CTRL)
    write("lloro, bebio agua")
    press(Qt.Key.Key_Escape)
    lines = page.sheet.text().split("\n")
    assert lines[0].startswith("Yo estaba en la milpa. [")
    assert lines[0].count("[") == 3
    assert "[pausa " in lines[0]
    assert "[sigue " in lines[0]
    assert lines[1:] == ["Intérprete: dice que llovia", "Persona: Llegaron de noche."]

    press(Qt.Key.Key_Right, ALT)
    assert page.steps.at == CLARIFY
    assert window.navigation.isVisible()
    assert QApplication.focusWidget() is page.steps.clarify.text
    press(Qt.Key.Key_Home, CTRL)
    for _ in range(len("Yo estaba en la milpa")):
        press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Return, CTRL)
    write("Donde queda?")
    card = page.steps.clarify._editor._cards[0]
    kept()
    tab_to(card._boxes["answer"].editor.control())
    write("Junto al arroyo")
    press(Qt.Key.Key_Right, ALT)
    assert page.steps.at == CLOSING
    focus(page, "corrections")
    write("Era martes")
    press(Qt.Key.Key_Left, ALT)
    assert page.steps.at == CLARIFY
    press(Qt.Key.Key_Right, ALT)
    press(Qt.Key.Key_Right, ALT)
    assert page.steps.at == EVALUATION
    focus(page, "debrief")
    write("Cansancio")
    page.steps.advance()
    kept()

    (interview,) = ask(lambda session: session.vault.records(case=case, kind="interview"))
    assert interview.get("people") == [who]
    assert interview.get("phase") == "evaluacion"
    assert interview.get("do_not_ask") == "De su hermano"
    assert interview.get("testimony") == "\n".join(lines)
    assert interview.get("corrections") == "Era martes"
    assert interview.get("debrief") == "Cansancio"
    (row,) = interview.get("clarifications")
    assert row["quote"] == {"v": "Yo estaba en la milpa"}
    assert row["offset"] == {"v": "0"}
    assert row["question"] == {"v": "Donde queda?"}
    assert row["answer"] == {"v": "Junto al arroyo"}
    (note,) = interview.get("distress")
    assert note["note"] == {"v": "lloro, bebio agua"}
    assert note["quote"]["v"].endswith("Llegaron de noche.")
    assert set(interview.get("consents")) == {one.id for one in told.values()}
    assert ask(drafts.pending) == []


def test_an_interview_is_taken_up_where_it_was_left(begin, who, window, ask, kept):
    page = begin(extra=who)
    page.steps.open(ACCOUNT)
    page.sheet.setFocus()
    write("Yo estaba en la milpa.")
    window.go(Place("cases"))
    kept()
    (left,) = [row for row in ask(records.rows) if row.kind == "interview"]
    again = begin(record=left.id)
    assert again.steps.at == ACCOUNT
    assert again.quiet
    assert not window.navigation.isVisible()
    assert again.sheet.text() == "Yo estaba en la milpa."
    window.back()
    assert window.navigation.isVisible()


def test_after_a_kill_the_sheet_is_there(begin, who, window, ask, qtbot, monkeypatch, kept):
    page = begin()
    page.steps.open(ACCOUNT)
    page.sheet.setFocus()
    write("Yo estaba en la milpa.")
    press(Qt.Key.Key_D, CTRL)
    write("lloro")
    qtbot.waitUntil(
        lambda: any("distress" in draft.fields for draft in ask(drafts.pending)), timeout=2000
    )
    monkeypatch.setattr(page, "leave", lambda: None)
    window.go(Place("cases"))
    kept()
    again = begin()
    assert again.steps.at == ACCOUNT
    assert again.sheet.text() == "Yo estaba en la milpa."
    assert again.steps.value("distress").v[0]["note"] == {"v": "lloro"}


def test_after_a_kill_the_limit_of_a_consent_is_there(
    begin, who, window, case, ask, qtbot, monkeypatch, kept
):
    page = begin(extra=who)
    page.steps.open(CONSENT)
    kept()
    row = tick(page, "entrevista", "con_limite")
    kept()
    write("sin grabar")
    qtbot.waitUntil(
        lambda: any("limit" in draft.fields for draft in ask(drafts.pending)), timeout=2000
    )
    monkeypatch.setattr(page, "leave", page.keeping.keep)
    for one in page.panel.rows.values():
        monkeypatch.setattr(one, "leave", lambda: None)
    row.limit.left.disconnect()
    window.go(Place("cases"))
    kept()
    assert ask(consents, case, who)["entrevista"].get("limit") is None
    again = begin()
    again.steps.open(CONSENT)
    kept()
    assert again.panel.rows["entrevista"].limit.text() == "sin grabar"
    again.steps.open(PLANNING)
    kept()
    (one,) = ask(lambda session: session.vault.records(case=case, kind="consent"))
    assert one.get("limit") == "sin grabar"
    assert [draft for draft in ask(drafts.pending) if draft.kind == "consent"] == []


def test_an_earlier_answer_is_shown_and_updated_not_doubled(begin, who, case, ask, kept):
    earlier = {
        "person": Value(who), "purpose": Value("entrevista"), "answer": Value("no"),
        "date": Value("2024-03-02"),
    }  # fmt: skip
    record = ask(records.save, case, None, "consent", earlier).record
    page = begin(extra=who)
    page.steps.open(CONSENT)
    kept()
    row = page.panel.rows["entrevista"]
    assert row._group.checkedButton() is None
    assert "No" in row._before.text()
    tick(page, "entrevista", "si")
    kept()
    assert page.panel.rows["entrevista"].record == record
    held = ask(consents, case, who)["entrevista"]
    assert held.id == record
    assert held.get("answer") == "si"
    assert held.conflicts == ()


def test_what_is_said_later_for_all_answers_reaches_each(begin, who, case, ask, kept):
    page = begin(extra=who)
    page.steps.open(CONSENT)
    kept()
    tick(page, "entrevista", "si")
    tick(page, "notas", "no")
    kept()
    focus(page, "consent_witness")
    write("Dona Prueba")
    press(Qt.Key.Key_Right, ALT)
    kept()
    told = ask(consents, case, who)
    assert {one.get("witness") for one in told.values()} == {"Dona Prueba"}
    entries = {held.entry for one in told.values() for held in one.held("witness")}
    assert len(entries) == 1, "one entry for what is said once"


def test_what_is_known_is_shown_and_the_earlier_account_stays_apart(
    begin, who, case, ask, kept, window
):
    first = {
        "people": Value([who]), "testimony": Value("Lo conté así."),
        "do_not_ask": Value("De su hermano"), "date": Value("2024-03-02"),
    }  # fmt: skip
    old = ask(records.save, case, None, "interview", first).record
    page = begin(record=old)
    assert page.steps.at == CLARIFY, "an account told elsewhere is opened to be read"
    page.again.click()
    kept()
    fresh = window.page
    assert isinstance(fresh, InterviewPage)
    assert fresh.place.record is None
    assert fresh.steps is not None
    assert fresh.known is not None
    assert fresh.steps.value("people") == Value([who])
    kept()
    shown = fresh.known._shown
    assert shown is not None
    assert [(row.record, row.kind) for row in shown[0].here] == [(old, "interview")]
    assert shown[0].careful == (("Sobre qué no preguntar", "De su hermano"),)
    fresh.save_now()
    kept()
    told = [
        one.get("testimony")
        for one in ask(lambda session: session.vault.records(case=case, kind="interview"))
    ]
    assert told == ["Lo conté así.", None]


@pytest.mark.parametrize(
    ("text", "offset", "at"),
    [
        ("Yo estaba. Ellos llegaron.", 11, 11),
        ("Antes. Yo estaba. Ellos llegaron.", 11, 18),
        ("Ellos llegaron. Y otra vez: Ellos llegaron.", 30, 28),
        ("No queda nada.", 11, None),
    ],
)
def test_a_passage_is_found_where_it_was_or_by_its_words(text, offset, at):
    assert passage(text, "Ellos llegaron", offset) == at


def test_places_are_counted_in_letters():
    text = "😀 ñandú 𝄞 fin"
    for at in range(len(text) + 1):
        assert _letters(text, _units(text, at)) == at


def test_a_passage_that_was_changed_says_so(begin, who, kept):
    page = begin(extra=who)
    page.steps.write("testimony", Value("Yo estaba en la milpa."))
    page.steps.open(CLARIFY)
    page.steps.clarify.show_passage("en la milpa", 0)
    assert page.steps.clarify.text.extraSelections()[0].cursor.selectedText() == "en la milpa"
    page.steps.clarify.show_passage("en la casa", 0)
    assert page.steps.clarify.text.extraSelections() == []
    assert "ya no" in page.steps.clarify.told.text()
    page.steps.clarify.ask_about()
    kept()
    assert page.steps.value("clarifications").empty, "no question without a passage"


def test_every_control_of_every_step_has_a_name_and_one_leads(begin, who, kept, window):
    page = begin(extra=who)
    for step in range(6):
        page.steps.open(step)
        kept()
        nameless = [
            one
            for one in page.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not one.accessibleName()
            and one.focusProxy() is None
            and not one.objectName().startswith("qt_")
        ]
        assert nameless == [], step
        leads = [
            one.text()
            for one in page.findChildren(QPushButton)
            if one.isVisible() and one.property("look") == "primary"
        ]
        assert len(leads) == 1, (step, leads)


def test_speakers_keep_their_paragraphs(qtbot):
    sheet = Sheet(catalogue("es"))
    qtbot.addWidget(sheet)
    heard: list[object] = []
    sheet.speaking.connect(heard.append)
    sheet.speak(1)
    QTest.keyClicks(sheet, "dice que si")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.text() == "Intérprete: dice que si\nIntérprete: "
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.text() == "Intérprete: dice que si\nPersona: "
    assert heard[-1] == 0
    sheet.undo()
    assert sheet.text() == "Intérprete: dice que si\nIntérprete: "


def test_what_cannot_wait_is_said(begin, who, kept):
    assert not urgent([{"need": {"v": "medica"}}])
    assert urgent([{"need": {"v": "medica"}}, {"urgent": {"v": "si"}}])
    page = begin(extra=who)
    page.steps.open(CLOSING)
    assert not page.steps._urgent.isVisible()
    page.steps.write_shown("referrals", Value([{"urgent": {"v": "si"}}]))
    page.steps._conditions()
    assert page.steps._urgent.isVisible()
    kept()
