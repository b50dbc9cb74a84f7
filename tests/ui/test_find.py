"""Finding from the keyboard: Ctrl+F from anywhere, filters, kept searches, and back again."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from fielddoc.app import finding, records
from fielddoc.app.finding import Filters
from fielddoc.app.session import open_session
from fielddoc.model.values import Value
from fielddoc.ui.desk import Place
from fielddoc.ui.models.found import AT_ONCE, FoundList
from fielddoc.ui.pages.find import FindPage


@pytest.fixture
def people(new_vault, case):
    """A woman, a march and many notes in the vault."""
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:
        ana = records.save(
            session, case, None, "person",
            {"given_names": Value("Ana Lucía"), "surname1": Value("Ñandú")},
        ).record  # fmt: skip
        place = {"text": "la plaza", "entity": "12", "municipality": "12001"}
        for year in range(1970, 1990):
            there = {"place": Value(place)} if year == 1974 else {}
            what = {"description": Value(f"marcha del molino {year}"), "date": Value(str(year))}
            records.save(session, case, None, "event", {**what, **there})
    return ana


@pytest.fixture
def window(people, window):
    """The window, opened when the people are in the vault."""
    del people
    return window


@pytest.fixture
def page(qtbot, window):
    """The search page, reached by Ctrl+F from the list of cases."""
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.page, FindPage) and window.desk.idle)
    return window.page


def press(window, key, modifier):
    """Press keys wherever the keyboard is."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def type_(qtbot, page, text):
    page.search.setFocus()
    qtbot.keyClicks(page.search, text)
    qtbot.waitUntil(lambda: not page._pause.isActive() and page.desk.idle)


def test_found_while_typing_and_opened_by_enter(qtbot, window, page, people):
    assert page.search.hasFocus() or window.focusWidget() is page.search
    type_(qtbot, page, "nandu ana")
    assert page.model.rowCount() == 1
    assert page.head.lead.text() == "1 coincide"
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place.record == people)
    assert window.page.place == Place("record", window.page.place.case, people, "person")
    qtbot.waitUntil(lambda: window.desk.idle)
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page is page
    assert page.search.text() == "nandu ana"


def test_down_walks_the_list_and_enter_opens(qtbot, window, page):
    type_(qtbot, page, "molino")
    assert page.model.rowCount() == 21
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    chosen = page.model.row(page.list.currentIndex())
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place.record == chosen.record)
    qtbot.waitUntil(lambda: window.desk.idle)


def test_filters_narrow_and_closing_them_widens(qtbot, window, page):
    type_(qtbot, page, "marcha")
    page.narrow.setFocus()
    qtbot.keyClick(page.narrow, Qt.Key.Key_Space)
    assert page.filters.isVisibleTo(page)
    since, until = page.filters.dates["since"], page.filters.dates["until"]
    qtbot.keyClicks(since, "08/1974")
    qtbot.keyClicks(until, "1975")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    entity = page.filters.choices["entity"]
    entity.setFocus()
    qtbot.keyClicks(entity, "Guerr")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.waitUntil(lambda: page.filters.choices["municipality"].count() > 50)
    qtbot.keyClick(page.narrow, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 20)
    qtbot.waitUntil(lambda: window.desk.idle)


def test_a_date_that_is_none_is_said_beside_the_dates(qtbot, window, page):
    page.narrow.setChecked(True)
    qtbot.keyClicks(page.filters.dates["since"], "ayer")
    qtbot.waitUntil(lambda: page.filters.wrong.isVisibleTo(page))
    assert page.filters.wrong.text()
    page.filters.dates["since"].clear()
    qtbot.waitUntil(lambda: not page.filters.wrong.isVisibleTo(page) and window.desk.idle)


def test_a_search_is_kept_used_and_forgotten(qtbot, window, page):
    type_(qtbot, page, "marcha")
    page.narrow.setChecked(True)
    qtbot.keyClicks(page.filters.dates["since"], "1985")
    qtbot.keyClicks(page.kept.name, "Marchas de antes")
    qtbot.keyClick(page.kept.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.kept.any and window.desk.idle)
    window.go(Place("cases"))
    window.to_find()
    again = window.page
    qtbot.waitUntil(lambda: again.kept.any)
    again.kept.searches.setFocus()
    qtbot.keyClick(again.kept.searches, Qt.Key.Key_Down)
    again.kept.searches.activated.emit(1)
    qtbot.waitUntil(lambda: again.model.rowCount() == 5 and window.desk.idle)
    assert again.search.text() == "marcha"
    assert again.filters.filters() == Filters(since="1985")
    again.kept.forget.setFocus()
    qtbot.keyClick(again.kept.forget, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not again.kept.any and window.desk.idle)


def test_ctrl_f_again_goes_back_to_the_line(qtbot, window, page):
    type_(qtbot, page, "molino")
    page.list.setFocus()
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    assert page.search.selectedText() == "molino"


def test_the_list_loads_more_and_drops_late_answers(qtbot, desk, case, monkeypatch):
    rows = [
        finding.FoundRow(f"{at:032x}", "event", "Hecho", None, "", f"n {at}", "")
        for at in range(AT_ONCE + 3)
    ]
    monkeypatch.setattr(
        finding, "find",
        lambda session, text, filters, limit, offset: finding.Found(
            tuple(rows[offset : offset + limit]), len(rows)
        ),
    )  # fmt: skip
    model = FoundList(desk)
    tester = QAbstractItemModelTester(model)
    model.look("n", Filters())
    model._show((0, 0, finding.Found((), 0)))
    qtbot.waitUntil(lambda: desk.idle)
    assert not model.canFetchMore(model.index(0))
    model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: desk.idle)
    assert model.rowCount() == AT_ONCE + 3
    assert not model.canFetchMore(QModelIndex())
    tester.deleteLater()
    model.deleteLater()
