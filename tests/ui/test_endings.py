"""How the desk's life ends: locked or quit, and never over words that could not be saved."""

import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QLabel

from fielddoc.app import records
from fielddoc.app.session import open_session
from fielddoc.errors import DiskFull
from fielddoc.model.values import Value
from fielddoc.ui import desk_process, process
from fielddoc.ui.desk import Desk
from fielddoc.ui.desk_process import DeskProcess, Opener
from fielddoc.ui.endings import Stuck
from fielddoc.ui.settings import Settings


class Deaf(QObject):
    """Stands for `ToldToEnd`, so that tests keep their signal handlers."""

    told = Signal()


class Application:
    """Stands for the application: remembers with what it ended."""

    def __init__(self, real) -> None:
        self._real = real
        self.codes: list[int] = []

    def exit(self, code: int) -> None:
        self.codes.append(code)

    def __getattr__(self, name):
        return getattr(self._real, name)


@pytest.fixture
def life(qtbot, qapp, new_vault, monkeypatch):
    """The desk's life on a fresh vault, with its window shown."""
    told = []
    monkeypatch.setattr(desk_process, "ToldToEnd", Deaf)
    monkeypatch.setattr(process, "answer", lambda **facts: told.append(facts))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    key = bytearray(new_vault.key)
    application: Any = Application(qapp)
    made = DeskProcess(application, Opener(new_vault.folder, key, "es"), Settings())
    qtbot.waitUntil(lambda: told == [{"ready": True}])
    qtbot.waitUntil(lambda: made.desk.idle)
    assert key == bytearray(32)
    yield made, application.codes
    if not application.codes:
        made.desk.close()
    made.deleteLater()


def last_words(desk: Desk) -> None:
    """Hand over words as a page does on `leaving`."""
    desk.do(records.save, None, None, "case", {"name": Value("Las últimas palabras")})


class Writing(QObject):
    """A page with unsaved words; the first `fails` times there is no room for them."""

    def __init__(self, desk: Desk, fails: int) -> None:
        super().__init__()
        self._desk, self.fails = desk, fails
        desk.leaving.connect(self.leave)

    def leave(self) -> None:
        if self.fails:
            self.fails -= 1
            self._desk.do(no_room)
        else:
            last_words(self._desk)


def no_room(session):
    raise DiskFull


@pytest.mark.parametrize(("way", "code"), [("lock", process.LOCKED), ("quit", 0)])
def test_what_was_typed_is_saved_before_the_end(qtbot, life, new_vault, way, code):
    made, codes = life
    page = Writing(made.desk, 0)
    getattr(made, way)()
    assert codes == [code]
    assert not made._window.isVisible()
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:
        titles = [row.title for row in records.rows(session, kind="case")]
    assert "Las últimas palabras" in titles
    page.deleteLater()


def test_a_full_disk_hides_the_window_and_asks(qtbot, life, new_vault, monkeypatch):
    made, codes = life
    page = Writing(made.desk, 2)
    asked = []

    def exec_(dialog):
        assert not made._window.isVisible()
        asked.append(" ".join(one.text() for one in dialog.findChildren(QLabel)))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(Stuck, "exec", exec_)
    made.lock()
    assert len(asked) == 2
    assert "espacio" in asked[0]
    assert codes == [process.LOCKED]
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:
        assert len(records.rows(session, kind="case")) >= 1
    page.deleteLater()


def test_the_person_may_end_all_the_same(qtbot, life, monkeypatch):
    made, codes = life
    page = Writing(made.desk, 1_000)
    monkeypatch.setattr(Stuck, "exec", lambda dialog: QDialog.DialogCode.Rejected)
    made.quit()
    assert codes == [0]
    page.deleteLater()


def test_the_crash_page_shows_a_bug_of_any_thread(qtbot, life):
    made, _codes = life
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: made._window._crash is not None)
