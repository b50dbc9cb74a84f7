"""The window: every page can be named, reached and read; it locks, speaks and dresses."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fielddoc import system
from fielddoc.errors import DiskFull
from fielddoc.text import catalogue
from fielddoc.ui import settings, theme
from fielddoc.ui.desk import Place
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.idle import Idle
from fielddoc.ui.keys import KeyMap
from fielddoc.ui.messages import where
from fielddoc.ui.page import Page
from fielddoc.ui.pages.case import CasePage
from fielddoc.ui.settings import Settings
from fielddoc.ui.widgets import button
from fielddoc.ui.window import PAGES, Window

SHELL = (
    "cases", "import", "contacts", "verify", "settings", "dossier", "bundle",
    "case", "interview", "record",
)  # fmt: skip
TAKES_KEYS = Qt.FocusPolicy.TabFocus


def show(qtbot: QtBot, window: Window, page: str, case: str) -> Page:
    """Go to a page and wait for its answers."""
    kind = {"interview": "interview", "record": "person"}.get(page)
    window.go(Place(page, case=case, kind=kind))
    qtbot.waitUntil(lambda: window.desk.idle)
    for _ in range(3):  # what was answered is laid out, and what that moves
        QCoreApplication.processEvents()
    return window.page


def focusable(window: Window) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy().value & TAKES_KEYS.value
        and not widget.focusProxy()
        and not widget.objectName().startswith("qt_")
    ]


def test_every_control_has_a_name_and_one_action_leads(qtbot, window, case):
    for page in SHELL:
        shown = show(qtbot, window, page, case)
        for widget in focusable(window):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, (page, type(widget).__name__)
        primary = [
            one
            for one in shown.findChildren(QPushButton)
            if one.property("look") == "primary" and one.isVisible()
        ]
        assert len(primary) <= 1, (page, [one.text() for one in primary])


def test_every_control_is_reached_with_tab(qtbot, window, case):
    for page in SHELL:
        show(qtbot, window, page, case)
        wanted = {widget for widget in focusable(window) if widget.isEnabled()}
        reached = set()
        widget = window
        while widget not in reached:
            reached.add(widget)
            widget = widget.nextInFocusChain()
        assert wanted, page
        assert wanted <= reached, page


@pytest.mark.parametrize(("language", "text"), [("es", 100), ("en", 100), ("es", 200), ("en", 200)])
def test_nothing_is_clipped_on_an_old_laptop(qtbot, window, case, language, text):
    window.restyle(Settings(language=language, text=text))
    for page in SHELL:
        show(qtbot, window, page, case)
        assert window.size().toTuple() == (1366, 768)
        for widget in window.findChildren(QAbstractButton) + window.findChildren(QLabel):
            pictured = isinstance(widget.parent(), QLineEdit)  # a picture in a field, drawn by Qt
            said = isinstance(widget, QAbstractButton) or widget.text()
            if widget.isVisible() and said and not pictured:
                fits(window, page, widget)


def fits(window: Window, page: str, widget: QAbstractButton | QLabel) -> None:
    """Assert that a button or label has the room its words need, inside the window."""
    needed = widget.minimumSizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed.setHeight(widget.heightForWidth(widget.width()))
        needed.setWidth(0)
    said = (page, widget.text() or widget.accessibleName())
    assert widget.width() >= needed.width(), said
    assert widget.height() >= needed.height(), said
    assert widget.mapTo(window, widget.rect().topRight()).x() <= window.width(), said


def test_a_page_for_every_place(qtbot):
    from importlib import import_module

    for module, name in PAGES.values():
        assert hasattr(import_module(f"fielddoc.ui.pages.{module}"), name)


def test_practice_is_unmistakable(window):
    assert window.practice.isVisible()
    assert "PRÁCTICA" in window.practice.accessibleName()


def test_back_and_stack(qtbot, window, case):
    show(qtbot, window, "dossier", case)
    window.back()
    assert window.page.place == Place("cases")
    window.back()
    assert window.page.place == Place("cases")


def test_failure_is_said_in_the_banner_and_a_bug_on_its_page(qtbot, window):
    window.desk.failed.emit(DiskFull())
    assert "espacio" in window.banner.words.text()
    try:
        name = "María"
        raise KeyError(name)
    except KeyError as error:
        window.desk.broke.emit(error)
        told = where(error)
    assert "test_window.py" in told
    assert "KeyError" in told
    assert "María" not in told
    crash = window._crash
    assert crash.isVisible()
    crash.go_on.emit()
    assert window.page.isVisible()


def test_keys_lock_and_help(qtbot, window, monkeypatch):
    shown = []
    monkeypatch.setattr(KeyMap, "exec", lambda self: shown.append(self.windowTitle()))
    window.activateWindow()
    with qtbot.waitSignal(window.locked):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert shown == ["Teclas"]


def test_settings_take_effect_at_once_and_are_kept(qtbot, qapp, window, case):
    page = show(qtbot, window, "settings", case)
    english = next(one for one in page.findChildren(QAbstractButton) if one.text() == "English")
    english.click()
    qtbot.waitUntil(lambda: window.desk.idle)
    assert window.page.heading == "Settings"
    assert settings.load().language == "en"
    size = next(
        one for one in window.page.findChildren(QComboBox) if one.property("setting") == "text"
    )
    size.setCurrentIndex(size.findData(150))
    size.activated.emit(size.currentIndex())
    assert settings.load().text == 150
    assert theme.current().text == 150
    dark = next(one for one in window.page.findChildren(QAbstractButton) if one.text() == "Dark")
    dark.click()
    assert theme.current().dark
    qtbot.waitUntil(lambda: window.desk.idle)


def test_light_and_dark_follow_the_system(qtbot, window, monkeypatch):
    dark = theme.Theme(theme.DARK, 100)
    monkeypatch.setattr(theme, "choose", lambda mode, text: dark)
    before = window.page
    window.follow_system()
    assert theme.current().dark
    assert window.page is not before
    again = window.page
    window.follow_system()
    assert window.page is again
    qtbot.waitUntil(lambda: window.desk.idle)


def test_damaged_settings_are_read_as_far_as_they_make_sense(home):
    file = home / "state" / "window.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text('{"language": "en", "text": 7, "mode": "dark", "recent": ["x"]}')
    assert settings.load() == Settings(language="en", mode="dark")
    file.write_text("not json")
    assert settings.load() == Settings()


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.seconds = 1000

    def __call__(self) -> int:
        return self.seconds * 1_000_000_000


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(system, "monotonic_ns", made)
    return made


def test_idle_lock_waits_for_the_person(qtbot, qapp, clock):
    parent = QLineEdit()
    qtbot.addWidget(parent)
    idle = Idle(5, parent)
    qapp.installEventFilter(idle)
    elapsed = []
    idle.elapsed.connect(lambda: elapsed.append(clock.seconds))
    for _ in range(58):
        clock.seconds += 5
        idle.beat()
    qtbot.keyClick(parent, Qt.Key.Key_A)
    for _ in range(59):
        clock.seconds += 5
        idle.beat()
    assert elapsed == []
    clock.seconds += 5
    idle.beat()
    assert elapsed == [1000 + 118 * 5]
    qapp.removeEventFilter(idle)


def test_waking_from_sleep_locks(qtbot, clock):
    parent = QWidget()
    qtbot.addWidget(parent)
    idle = Idle(30, parent)
    elapsed = []
    idle.elapsed.connect(lambda: elapsed.append(True))
    clock.seconds += 3600
    idle.beat()
    assert elapsed == [True]


def test_catalogues_differ():
    assert catalogue("en")("Casos") == "Cases"


def test_enter_presses_a_button_once(qtbot):
    pressed = []
    made = button("Guardar")
    made.clicked.connect(lambda: pressed.append(1))
    qtbot.addWidget(made)
    made.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(made, key)
    assert len(pressed) == 3


def test_the_keyboard_goes_to_the_page_not_to_the_lock_or_the_arrow(qtbot, window, case):
    for page in ("contacts", "settings", "verify", "bundle"):
        show(qtbot, window, page, case)
        focused = window.focusWidget()
        assert window.page.isAncestorOf(focused), page
        assert focused.objectName() != "back", page


def test_the_title_of_the_window_names_no_case(qtbot, window, case):
    show(qtbot, window, "case", case)
    qtbot.waitUntil(lambda: window.page.heading == "Caso inventado del molino")
    window.go(Place("settings"))
    window.go(Place("cases"))
    show(qtbot, window, "case", case)
    window.go(Place("dossier", case=case))
    window.back()
    assert "molino" not in window.windowTitle()


def test_the_crash_page_gives_way_when_the_person_goes_elsewhere(qtbot, window):
    window.desk.broke.emit(ZeroDivisionError())
    assert window._crash is not None
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page.place.page == "contacts")
    assert window._crash is None
    assert window.page.isVisible()


def test_a_setting_keeps_the_keyboard_when_the_window_is_drawn_anew(qtbot, window, case):
    show(qtbot, window, "settings", case)
    before = window.page
    light = next(
        one for one in before.findChildren(QRadioButton) if one.property("value") == "light"
    )
    light.setFocus()
    light.click()
    assert window.page is not before
    focused = window.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.property("value") == "light"
    assert window.page.isAncestorOf(focused)


def test_tab_goes_from_answer_to_its_menu_and_on(qtbot, window, case):
    page = show(qtbot, window, "record", case)
    boxes = page.findChildren(FieldBox)[:3]
    boxes[0].editor.control().setFocus()
    for box in boxes:
        assert window.focusWidget() is box.editor.control()
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is box.more
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)


def test_tab_goes_from_the_parts_of_a_case_to_adding_and_then_to_the_list(qtbot, window, case):
    page = show(qtbot, window, "case", case)
    assert isinstance(page, CasePage)
    parts = page.lists["people"]
    page.tabs.tabBar().setFocus()
    for made in parts._made:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is made
