"""What a person does with the editors: mostly by keyboard."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from fielddoc.model.dates import parse
from fielddoc.model.values import Nothing, Value
from fielddoc.ui.forms.body import side_at
from fielddoc.ui.forms.lines import tidy_number, tidy_time
from fielddoc.ui.forms.make import make_box
from fielddoc.ui.forms.search import Choice
from fielddoc.ui.forms.view import FormView
from tests.ui.material import ANA, BETO, FORM, around


@pytest.fixture
def box(qtbot):
    made = []

    def make(name, near=None):
        one = make_box(FORM.fields[name], near or around())
        qtbot.addWidget(one)
        one.resize(700, 400)
        one.show()
        qtbot.waitExposed(one)
        one.activateWindow()
        one.editor.control().setFocus()
        made.append(one)
        return one

    return make


def type_in(box, text):
    QTest.keyClicks(box.window().focusWidget(), text)


def press(box, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(box.window().focusWidget(), key, modifier)


def test_a_date_by_keyboard(box):
    date = box("date")
    type_in(date, "5")
    press(date, Qt.Key.Key_Tab)
    type_in(date, "ago")
    press(date, Qt.Key.Key_Tab)
    type_in(date, "1974")
    assert date.value() == Value("1974-08-05")
    assert "5 de agosto de 1974" in date.editor._words.text()


def test_a_date_of_which_only_the_year_is_known(box):
    date = box("date")
    date.editor._first.year.setFocus()
    type_in(date, "1974")
    date.editor._first.approximate.click()
    assert date.value() == Value("1974~")


def test_a_wrong_date_stays_as_typed(box):
    date = box("date")
    type_in(date, "31")
    date.editor._first.month.setCurrentIndex(2)
    date.editor._first.year.setFocus()
    type_in(date, "19x4")
    kept = date.value()
    date.set_value(kept)
    assert date.value() == kept == Value("19x4-02-31")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("unos 11", "~11"), ("aprox. 11", "~11"), ("8 a 10", "8..10"), ("entre 8 y 10", "8..10"),
     ("43", "43"), ("como un montón", "como un montón")],
)  # fmt: skip
def test_numbers_as_people_write_them(typed, kept):
    assert tidy_number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("15", "15:00"), ("3 pm", "15:00"), ("3:15 p.m.", "15:15"), ("12 am", "00:00"),
     ("~9:05", "~09:05"), ("25:00", "25:00"), ("de noche", "de noche")],
)  # fmt: skip
def test_times_as_people_write_them(typed, kept):
    assert tidy_time(typed) == kept


def test_a_term_is_found_without_accents_and_chosen_with_enter(box):
    method = box("method")
    type_in(method, "punos")
    press(method, Qt.Key.Key_Return)
    assert method.value() == Value("golpes")
    assert "mano cerrada" in method.editor._hint.text()


def test_words_that_are_no_term_become_a_proposal(box):
    method = box("method")
    type_in(method, "con una tabla")
    method.editor._line.clearFocus()
    assert method.value() == Value({"text": "con una tabla"})
    assert method.editor._hint.text()


def test_institutions_are_those_of_the_day(box):
    near = around()
    near.at = parse("1974-08")
    corps = box("corps", near)
    choices = corps.editor._line.choices
    assert choices.named("Policía antigua")
    assert not choices.named("Policía nueva")
    near.at = parse("2014")
    corps.editor.renew()
    assert choices.named("Policía nueva")
    assert not choices.named("Policía antigua")


def test_the_list_of_methods_is_not_shown_until_it_is_opened(box):
    methods = box("methods")
    press(methods, Qt.Key.Key_Down)
    assert not methods.editor._line._popup.isVisible()
    assert methods.editor._list.isHidden()
    type_in(methods, "bolsa")
    press(methods, Qt.Key.Key_Return)
    assert methods.value() == Value(["asfixia"])
    methods.editor._opener.click()
    assert methods.editor._boxes["asfixia"].isChecked()
    methods.editor._boxes["golpes"].click()
    assert methods.value() == Value(["asfixia", "golpes"])


def test_a_municipality_brings_its_state(box):
    place = box("place")
    part = place.editor._parts["municipality"]
    part.setFocus()
    QTest.keyClicks(part, "oaxaca de")
    QTest.keyClick(part, Qt.Key.Key_Return)
    assert place.value() == Value({"entity": "20", "municipality": "20067"})


def test_people_are_chosen_by_name_and_taken_back(box):
    witnesses = box("witnesses")
    type_in(witnesses, "nunez")
    press(witnesses, Qt.Key.Key_Return)
    type_in(witnesses, "beto")
    press(witnesses, Qt.Key.Key_Return)
    assert witnesses.value() == Value([ANA, BETO])
    first = witnesses.editor._chips.findChildren(QAbstractButton)[0]
    assert first.accessibleName() == "Quitar Ana Ñuñez"
    first.click()
    assert witnesses.value() == Value([BETO])


def test_somebody_not_in_the_case_is_added_from_the_field(box):
    near, asked = around(), []

    def create(kind, name, done):
        asked.append((kind, name))
        done("d" * 32)

    near.create = create
    victim = box("victim", near)
    type_in(victim, "Carla Nueva")
    assert victim.editor._add_new.text() == "Añadir «Carla Nueva»"
    victim.editor._add_new.click()
    assert asked == [("person", "Carla Nueva")]
    assert victim.value() == Value("d" * 32)


def test_rows_are_added_moved_removed_and_put_back(box):
    rows = box("rows")
    for text in ("uno", "dos"):
        rows.editor._add.click()
        card = rows.editor._cards[-1]
        card._boxes["duration"].editor.control().setFocus()
        QTest.keyClicks(card._boxes["duration"].editor.control(), text)
    one, two = {"duration": {"v": "uno"}}, {"duration": {"v": "dos"}}
    assert rows.value() == Value([one, two])
    rows.editor._cards[1].up.click()
    assert rows.value() == Value([two, one])
    rows.editor._cards[0].away.click()
    assert rows.value() == Value([one])
    rows.editor._back.click()
    assert rows.value() == Value([two, one])


def test_a_mark_by_keyboard(box):
    marks = box("marks")
    view = marks.editor._views["anterior"]
    view.setFocus()
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (mark,) = marks.value().v
    assert (mark["view"], mark["side"]) == ("anterior", "der")
    assert mark["x"] == pytest.approx(0.4)
    type_in(marks, "nasal")
    press(marks, Qt.Key.Key_Return)
    assert marks.value().v[0]["region"] == "nasal"


def test_sides_are_the_persons_own():
    assert side_at("anterior", 0.2) == "der"
    assert side_at("posterior", 0.2) == "izq"
    assert side_at("anterior", 0.5) == "medio"


def test_a_kind_of_nothing_hides_the_answer_and_gives_it_back(box):
    title = box("title")
    type_in(title, "algo")
    title.set_nothing(Nothing.DECLINED)
    assert title.value() == Value(nothing=Nothing.DECLINED)
    assert title.editor.isHidden()
    title.set_nothing(None)
    assert title.value() == Value("algo")


def test_the_menu_offers_the_four_kinds_of_nothing(box):
    title = box("title")
    menu = title.menu()
    said = [action.text() for action in menu.actions() if action.isCheckable()]
    assert said == ["Con respuesta, o vacío", "No se preguntó", "No se sabe", "No quiso responder"]
    menu.actions()[2].trigger()
    assert title.value() == Value(nothing=Nothing.UNKNOWN)
    menu.deleteLater()


def test_an_error_is_said_beside_the_field_and_nothing_goes(box):
    count = box("count")
    type_in(count, "muchos")
    count.refuse("No es un número.")
    assert count.refused
    assert count.value() == Value("muchos")
    assert count.editor.control().accessibleDescription() == "No es un número."
    type_in(count, "!")
    assert not count.refused


def test_narratives_grow_and_never_scroll(box, qtbot):
    account = box("account")
    text = account.editor.text
    before = text.height()
    text.insertPlainText("una línea\n" * 60)
    qtbot.waitUntil(lambda: text.height() > before * 3)
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() == 0)


def test_a_megabyte_in_one_field_is_kept(box):
    account = box("account")
    whole = ("Nos llevaron de noche, dijo. 👁 \u200fשלום ꞌ\u00a0ä\n" * 25_000)[:1_000_000]
    account.set_value(Value(whole))
    assert account.value().v == whole


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_control_that_takes_the_keyboard_has_a_name(qtbot, language):
    form = FormView(FORM, around(language))
    qtbot.addWidget(form)
    form.set_values(
        {
            "names": Value(["una", "otra"]),
            "methods": Value(["golpes"]),
            "victim": Value(ANA),
            "title": Value("x", confidence="low", source="ella"),
            "event": Value(nothing=Nothing.UNKNOWN),
            "rows": Value([{"method": {"v": "golpes"}}]),
            "marks": Value([{"view": "anterior", "x": 0.5, "y": 0.5}]),
        },
        {"date": 2},
    )
    for number in range(3):
        form.open(number)
    boxes: Any = form._boxes
    card = boxes["rows"].editor._cards[0]
    card.open()
    card._show_rest()
    boxes["methods"].editor._opener.click()
    nameless = [
        (type(one).__name__, one.parent().__class__.__name__)
        for one in form.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and one.focusProxy() is None
        and not one.objectName().startswith("qt_")
        and one.window() is form.window()
        and one.objectName() != "searchPopup"
    ]
    assert nameless == []


def test_a_long_list_does_not_open_by_itself(box):
    method = box("method")
    line = method.editor._line
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert line._popup.isVisible(), "three terms may be shown"
    line._popup.hide()
    line.choices.fill([Choice(str(n), f"Método {n}") for n in range(80)])
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert not line._popup.isVisible()
    line.actions()[0].trigger()
    assert line._popup.isVisible()
    line._popup.hide()
