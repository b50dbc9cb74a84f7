"""The list of cases: found while typing, opened from the keyboard, fine with a hundred thousand."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from fielddoc.app import cases, drafts, records
from fielddoc.app.rows import CaseRow, Draft
from fielddoc.model.values import Value
from fielddoc.ui.desk import Place
from fielddoc.ui.models import cases as model_module
from fielddoc.ui.models.cases import AT_ONCE, CaseList
from fielddoc.ui.widgets import button

MANY = 100_000


@pytest.fixture
def many(monkeypatch):
    """A vault that says it holds a hundred thousand cases, and remembers what it was asked."""
    asked = []

    def listing(session, search="", limit=200, offset=0):
        asked.append((search, offset))
        found = MANY if not search else 3
        return [
            CaseRow(id=f"{at:032x}", title=f"Caso {at}", people=at % 7)
            for at in range(offset, min(found, offset + limit))
        ]

    monkeypatch.setattr(cases, "listing", listing)
    monkeypatch.setattr(cases, "count", lambda session, search="": MANY if not search else 3)
    return asked


def test_model_obeys_qt_and_loads_page_by_page(qtbot, desk, many):
    model = CaseList(desk)
    tester = QAbstractItemModelTester(model)
    model.look("")
    qtbot.waitUntil(lambda: desk.idle)
    assert model.rowCount() == MANY
    assert model.data(model.index(0)) == "Caso 0"
    assert many == [("", 0)]
    last = model.index(MANY - 1)
    assert model.data(last) == "…"
    qtbot.waitUntil(lambda: desk.idle)
    assert model.data(last) == f"Caso {MANY - 1}"
    assert many[-1] == ("", MANY - AT_ONCE)
    assert len(many) == 2
    tester.deleteLater()
    model.deleteLater()


def test_a_late_answer_to_an_old_search_is_dropped(qtbot, desk, many):
    model = CaseList(desk)
    model.look("")
    model.look("molino")
    qtbot.waitUntil(lambda: desk.idle)
    assert model.rowCount() == 3
    model._show((1, MANY, []))
    assert model.rowCount() == 3
    model.deleteLater()


def test_scrolling_a_hundred_thousand_cases_stays_smooth(qtbot, window, many):
    page = window.page
    page.look()
    qtbot.waitUntil(lambda: window.desk.idle and page.model.rowCount() == MANY)
    start = time.perf_counter()
    for at in range(0, MANY, MANY // 20):
        page.list.scrollTo(page.model.index(at))
        page.list.viewport().repaint()
    assert time.perf_counter() - start < 2
    page.list.scrollToBottom()
    page.list.viewport().repaint()
    qtbot.waitUntil(lambda: page.model.data(page.model.index(MANY - 1)) == f"Caso {MANY - 1}")
    qtbot.waitUntil(lambda: window.desk.idle)


def test_search_while_typing_and_open_with_enter(qtbot, window, case, monkeypatch):
    page = window.page
    with qtbot.waitSignal(page.model.counted):
        qtbot.keyClicks(page.search, "MOLINO")
    assert page.model.rowCount() == 1
    with qtbot.waitSignal(page.model.counted):
        qtbot.keyClicks(page.search, "zzz")
    assert page.nowhere.isVisible()
    with qtbot.waitSignal(page.model.counted):
        qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    gone: list[Place] = []
    window.desk.asked_for.disconnect(window.go)
    window.desk.asked_for.connect(gone.append)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == 0
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert gone == [Place("case", case=case)] * 2


def test_a_new_case_appears_without_asking(qtbot, window):
    page = window.page
    window.desk.do(records.save, None, None, "case", {"name": Value("Otro caso")})
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.waitUntil(lambda: window.desk.idle)


def test_drafts_are_offered(qtbot, window, case):
    draft = Draft("k", "interview", case, None, {"narrative": Value("…")}, {})
    window.desk.ask(window.page._drafts.hide, drafts.keep, draft, refused=None)
    qtbot.waitUntil(lambda: window.desk.idle)
    window.page.look()
    qtbot.waitUntil(window.page._drafts.isVisible)
    gone: list[Place] = []
    window.desk.asked_for.disconnect(window.go)
    window.desk.asked_for.connect(gone.append)
    offer = next(
        one for one in window.page._drafts.findChildren(type(button("x"))) if one.isVisible()
    )
    said = [one.text() for one in window.page._drafts.findChildren(QLabel) if one.isVisible()]
    assert any("Entrevista · Caso inventado del molino · Borrador" in one for one in said)
    window.page.new.setFocus()
    for expected in (offer, window.page.search):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is expected
    offer.click()
    assert gone == [Place("interview", case=case, record=None, kind="interview")]
    qtbot.waitUntil(lambda: window.desk.idle)


def test_page_size_is_what_the_queries_ask(monkeypatch):
    assert model_module.AT_ONCE == 200
