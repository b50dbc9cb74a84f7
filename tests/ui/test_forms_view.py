"""The whole form: sections, conditions, changes, errors, steps back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fielddoc.model.values import Nothing, Value
from fielddoc.ui.forms.reasons import refusals, sentence, to_save
from fielddoc.ui.forms.view import FormView
from tests.ui.material import FORM, FORMS, around


@pytest.fixture
def form(qtbot) -> Any:
    made = FormView(FORM, around())
    qtbot.addWidget(made)
    made.resize(1130, 640)
    made.show()
    return made


def test_only_what_was_changed_is_a_change(form):
    form.set_values({"title": Value("antes"), "date": Value("1974-XX-XX")})
    assert form.changed_values() == {}
    QTest.keyClicks(form._boxes["title"].editor.control(), "x")
    assert form.changed_values() == {"title": Value("xantes")}
    QTest.keyClick(form._boxes["title"].editor.control(), Qt.Key.Key_Backspace)
    assert form.changed_values() == {}


def test_a_condition_shows_a_field_and_never_hides_an_answer(form):
    form.open(2)
    again, when = form._boxes["again"], form._boxes["again_when"]
    assert when.isHidden()
    QTest.keyClicks(again.editor.control(), "Si")
    QTest.keyClick(again.editor.control(), Qt.Key.Key_Return)
    assert not when.isHidden()
    QTest.keyClicks(when.editor.control(), "en marzo")
    again.set_nothing(Nothing.UNKNOWN)
    assert not when.isHidden(), "an answer that no longer fits is still shown"


def test_sections_tell_how_far_they_are(form):
    form.set_values({"title": Value("x"), "date": Value(nothing=Nothing.UNKNOWN)})
    assert form._entries[0].accessibleDescription() == "2 de 6 preguntas con respuesta"
    assert form._entries[1].accessibleDescription() == "0 de 7 preguntas con respuesta"


def test_an_error_opens_its_section_and_says_it_there(form):
    form.refuse("again", "No es eso.")
    assert form._stack.currentWidget() is form._pages["three"]
    assert form._boxes["again"].refused
    form.accept_all()
    assert not form._boxes["again"].refused


def test_an_error_inside_a_group_is_said_inside_the_row(form):
    rows = [{"method": {"v": "golpes"}}, {"date": {"v": "mayo"}}]
    form.set_values({"rows": Value(rows)})
    (refused,) = refusals(FORM.fields, {"rows": Value(rows)}, FORMS)
    assert (refused.row, refused.inner, refused.reason) == (1, "date", "date")
    form.refuse("rows", sentence(refused.reason, around().say), refused.row, refused.inner)
    card = form._boxes["rows"].editor._cards[1]
    assert card.opened
    assert card._boxes["date"].refused


def test_an_emptied_field_is_emptied_on_purpose():
    assert to_save({"a": Value(), "b": Value("x"), "c": Value(nothing=Nothing.DECLINED)}) == {
        "a": Value(nothing=Nothing.CLEARED),
        "b": Value("x"),
        "c": Value(nothing=Nothing.DECLINED),
    }


def test_what_was_typed_since_saving_stays_a_change(form):
    control = form._boxes["title"].editor.control()
    QTest.keyClicks(control, "uno")
    saved = form.changed_values()
    QTest.keyClicks(control, " dos")
    form.accept_saved(saved)
    assert form.changed_values() == {"title": Value("uno dos")}
    form.update_values({"title": Value("uno")})
    assert form._boxes["title"].value() == Value("uno dos")


def test_ctrl_z_takes_back_what_the_text_itself_no_longer_can(form):
    title, count = form._boxes["title"], form._boxes["count"]
    QTest.keyClicks(title.editor.control(), "uno")
    title.editor.text.left.emit()
    count.set_nothing(Nothing.UNKNOWN)
    QTest.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert count.value() == Value()
    QTest.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title.value() == Value()
    assert form.changed_values() == {}


@pytest.mark.parametrize("width", [640, 1130])
def test_nothing_needs_scrolling_sideways(form, width, qtbot):
    form.resize(width, 640)
    for number in range(3):
        form.open(number)
        area = form._stack.currentWidget()
        qtbot.waitUntil(lambda area=area: area.widget().width() <= area.viewport().width())
