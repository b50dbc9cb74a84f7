"""After an update: a bar before the window opens, and no wait for who wants to leave."""

import sys
import threading
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from fielddoc.app.session import load_forms, open_session
from fielddoc.app.words import naming
from fielddoc.text import catalogue
from fielddoc.ui import desk_process, process
from fielddoc.ui.desk_process import DeskProcess, Opener
from fielddoc.ui.settings import Settings
from fielddoc.ui.updating import Updating
from tests.ui.test_endings import Application, Deaf


class Slow(Opener):
    """Opens a vault that has much to make anew: until told to go on, it tells the same step."""

    def __init__(self, folder, key) -> None:
        super().__init__(folder, key, "es")
        self.go_on = threading.Event()

    def __call__(self):
        while not self.go_on.wait(0.01):
            self._progress(1, 4)
        return super().__call__()


@pytest.fixture
def slow(qtbot, qapp, new_vault, monkeypatch):
    """The desk's life while a vault is brought up to date, and what the gate was told."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(desk_process, "ToldToEnd", Deaf)
    monkeypatch.setattr(process, "answer", lambda **facts: told.append(facts))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    application: Any = Application(qapp)
    opener = Slow(new_vault.folder, bytearray(new_vault.key))
    made = DeskProcess(application, opener, Settings())
    yield made, opener, told, application.codes
    opener.go_on.set()
    if not application.codes:
        made.desk.close()
    made.deleteLater()


def test_a_bar_says_what_is_done_until_the_window_opens(qtbot, slow):
    made, opener, told, _codes = slow
    qtbot.waitUntil(made.updating.isVisible)
    assert made.updating.bar.value() * 4 == made.updating.bar.maximum()
    words = [one.text() for one in made.updating.findChildren(QLabel)]
    assert words[0] == "Preparando la lista después de una actualización…"
    made.updating.close()
    assert made.updating.isVisible()
    assert told == []
    opener.go_on.set()
    qtbot.waitUntil(lambda: told == [{"ready": True}])
    qtbot.waitUntil(lambda: made.desk.idle)
    assert not made.updating.isVisible()


def test_locking_does_not_wait_for_it(qtbot, slow, new_vault):
    made, _opener, told, codes = slow
    qtbot.waitUntil(made.updating.isVisible)
    made.lock()
    assert codes == [process.LOCKED]
    assert told == [{"failed": "cancelled", "facts": {}}]
    assert not made.updating.isVisible()
    open_session(new_vault.folder, bytearray(new_vault.key)).close()


def test_short_work_shows_nothing_and_unknown_length_runs_to_and_fro(qtbot):
    window = Updating(catalogue("es"))
    qtbot.addWidget(window)
    window.step(0, 0)
    assert (window.bar.minimum(), window.bar.maximum()) == (0, 0)
    assert not window.isVisible()
    window.finish()
    window.step(1, 2)
    assert not window._soon.isActive()
    assert "actualización" in window.windowTitle()


def test_opening_after_an_update_tells_how_far_it_is(case, new_vault, monkeypatch):
    steps: list[tuple[int, int]] = []

    def opened():
        steps.clear()
        key = bytearray(new_vault.key)
        open_session(new_vault.folder, key, progress=lambda at, of: steps.append((at, of))).close()
        return list(steps)

    assert opened() == []
    newer = replace(naming(load_forms()), version="newer")
    monkeypatch.setattr("fielddoc.app.session.naming", lambda _loaded: newer)
    first = opened()
    assert first[0][0] == 0
    assert first[-1][0] == first[-1][1] > 0
    assert opened() == []
