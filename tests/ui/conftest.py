"""A practice vault with one case, a desk on it, a window, and a clean floor after each test."""

import os
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from fielddoc.app import records, vaults
from fielddoc.app.session import open_session
from fielddoc.crypto import slots
from fielddoc.model.values import Value
from fielddoc.text import catalogue
from fielddoc.ui import settings, theme
from fielddoc.ui.desk import Desk
from fielddoc.ui.settings import Settings
from fielddoc.ui.window import Window

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
WORDS = "caballo correcto pila grapa"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep state and documents of each test in its own folder."""
    monkeypatch.setenv("FIELDDOC_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    monkeypatch.setattr(settings, "_system_language", lambda: "es")
    return tmp_path


@pytest.fixture(autouse=True)
def clean_floor(qapp):
    """Dress the application plainly, and leave no widget behind."""
    theme.apply(qapp, theme.Theme())
    yield
    for widget in QApplication.topLevelWidgets():
        if widget.windowType() != Qt.WindowType.Popup:  # a completer deletes its own list
            widget.close()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [one for one in QApplication.topLevelWidgets() if type(one) is not QWidget]


@pytest.fixture
def new_vault(home):
    """A practice vault: its folder, key and recovery code."""
    return vaults.create(
        home / "Prueba.fielddoc", bytearray(WORDS.encode()), "Colibrí",
        practice=True, cost=slots.FAST,
    )  # fmt: skip


@pytest.fixture
def case(new_vault):
    """The id of an invented case in the vault."""
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:
        return records.save(
            session, None, None, "case", {"name": Value("Caso inventado del molino")}
        ).record


@pytest.fixture
def desk(qapp, new_vault):
    """A desk on the vault."""
    made = Desk(partial(open_session, new_vault.folder, bytearray(new_vault.key)), catalogue("es"))
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(qtbot, case, desk):
    """The window on the vault, at the size of an old laptop."""
    made = Window(desk, Settings())
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: desk.idle)
    return made
