"""The gate: making a vault, strength, the code typed back, unlocking, and the two processes."""

import os
import signal
import subprocess
import sys
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QWidget

from fielddoc.app import vaults
from fielddoc.app.session import open_session
from fielddoc.crypto import slots
from fielddoc.errors import FieldDocError, NotAVault, VaultBusy, WrongPassphrase
from fielddoc.ui import process
from fielddoc.ui.gate import Gate
from fielddoc.ui.gate_unlock import vaults_here
from fielddoc.ui.handover import DeskProcess, failure
from fielddoc.ui.settings import Settings

from .conftest import WORDS

STRONG = "nopal tejado brisa conejo alambre jueves"


class FakeDesk:
    """Stands for the desk process; remembers the key it was handed."""

    made: ClassVar[list["FakeDesk"]] = []

    def __init__(self, folder) -> None:
        self.folder = folder
        self.key = b""
        self.dismissed = False
        FakeDesk.made.append(self)

    def hand_over(self, key: bytearray) -> None:
        self.key = bytes(key)
        process.wipe(key)

    def dismiss(self) -> None:
        self.dismissed = True


@pytest.fixture
def desks(monkeypatch):
    FakeDesk.made = []
    monkeypatch.setattr("fielddoc.ui.handover.DeskProcess", FakeDesk)
    return FakeDesk.made


@pytest.fixture
def gate_for(qtbot, desks, monkeypatch):
    """Make a gate; vaults it creates are cheap to unlock."""
    real = vaults.create
    monkeypatch.setattr(
        vaults, "create", lambda *a, **named: real(*a, **{"cost": slots.FAST, **named})
    )
    made = []

    def make(folder=None, **named):
        gate = Gate(Settings(), folder, **named)
        made.append(gate)
        gate.show()
        return gate

    yield make
    for gate in made:
        gate.jobs.close()
        gate.close()


def test_unlock_hands_the_key_over_and_empties_the_line(qtbot, gate_for, new_vault, desks):
    gate = gate_for(new_vault.folder)
    page = gate.unlock_page
    assert page.line.echoMode() == QLineEdit.EchoMode.Password
    page.line.setText(WORDS)
    with qtbot.waitSignal(gate.opened) as opened:
        qtbot.keyClick(page.line, Qt.Key.Key_Return)
        assert page.line.text() == ""
    assert opened.args[1] == new_vault.folder
    assert desks[0].key == bytes(new_vault.key)
    assert gate.isHidden()


def test_wrong_passphrase_waits_longer_each_time_and_never_locks_out(
    qtbot, gate_for, new_vault, desks, monkeypatch
):
    waits = iter((2, 4, 0))

    def unlock(folder, passphrase):
        raise WrongPassphrase(wait=next(waits))

    gate = gate_for(new_vault.folder)
    page = gate.unlock_page
    with monkeypatch.context() as patched:
        patched.setattr(vaults, "unlock", unlock)
        for seconds in (2, 4):
            page.line.setText("no es")
            page.open.click()
            qtbot.waitUntil(page.mistake.isVisible)
            assert str(seconds) in page.mistake.text()
            assert not page.open.isEnabled()
            page.line.setText("no es")
            qtbot.keyClick(page.line, Qt.Key.Key_Return)
            assert page.line.text() == "no es"
            for _ in range(seconds):
                page._tick()
            assert page.open.isEnabled()
            page.mistake.hide()
    assert all(desk.dismissed for desk in desks)
    page.line.setText(WORDS)
    with qtbot.waitSignal(gate.opened):
        page.open.click()


def test_an_error_is_said_in_words(qtbot, gate_for, home):
    gate = gate_for(home / "Nada.fielddoc")
    gate.unlock_page.line.setText("x")
    gate.unlock_page.open.click()
    qtbot.waitUntil(gate.banner.isVisible)
    assert "Nada" in gate.banner.words.text()
    assert gate.unlock_page.open.isEnabled()


def test_create_shows_the_code_once_and_has_it_typed_back(qtbot, gate_for, desks, home):
    gate = gate_for()
    page = gate.create_page
    assert page.isVisible()
    page.name.setText("Casos del sur")
    page._place = home
    page.pseudonym.setText("Colibrí")
    page.passphrase.setText("1234")
    page.again.setText("1234")
    page.make.click()
    assert "fácil" in page.mistake.text()
    page.passphrase.setText(STRONG)
    page.make.click()
    assert "iguales" in page.mistake.text()
    page.again.setText(STRONG)
    page.make.click()
    qtbot.waitUntil(gate.code_page.isVisible)
    assert page.passphrase.text() == ""
    code = gate.code_page.code.accessibleName()
    assert len([one for one in code if one.isdigit()]) == 48
    gate.code_page.ready.click()
    assert not gate.code_page.code.isVisible()
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    gate.code_page.typed.setText(wrong)
    gate.code_page.go.click()
    assert "8" in gate.code_page.mistake.text()
    assert desks == []
    gate.code_page.typed.setText(code.replace("-", " "))
    with qtbot.waitSignal(gate.opened):
        gate.code_page.go.click()
    folder = home / "Casos del sur.fielddoc"
    assert desks[0].folder == folder
    assert vaults.unlock(folder, bytearray(STRONG.encode())) == desks[0].key


def test_recovery_code_opens_and_a_mistyped_group_is_named(qtbot, gate_for, desks, new_vault):
    gate = gate_for(new_vault.folder)
    gate.unlock_page.lost.click()
    page = gate.recover_page
    assert page.isVisible()
    groups = new_vault.recovery.split("-")
    groups[2] = str((int(groups[2]) + 1) % 1_000_000).zfill(6)
    page.line.clear()
    qtbot.keyClicks(page.line, " ".join(groups))
    assert "3" in page.mistake.text()
    page.line.clear()
    qtbot.keyClicks(page.line, new_vault.recovery)
    assert not page.mistake.isVisible()
    page.open.click()
    qtbot.waitUntil(gate.renew_page.isVisible)
    assert desks == []
    with qtbot.waitSignal(gate.opened):
        gate.renew_page.skip.click()
    assert desks[0].key == bytes(new_vault.key)
    assert gate._recovered is None
    assert vaults.unlock(new_vault.folder, bytearray(WORDS.encode())) == new_vault.key


def test_after_recovery_another_passphrase_opens_instead_of_the_lost_one(
    qtbot, gate_for, desks, new_vault
):
    gate = gate_for(new_vault.folder)
    gate.recover(new_vault.folder, new_vault.recovery)
    page = gate.renew_page
    qtbot.waitUntil(page.isVisible)
    for phrase, again, told in (("1234", "1234", "fácil"), (STRONG, "otra", "iguales")):
        page.passphrase.setText(phrase)
        page.again.setText(again)
        page.save.click()
        assert told in page.mistake.text()
    page.again.setText(STRONG)
    with qtbot.waitSignal(gate.opened, timeout=20_000):
        page.save.click()
    assert page.passphrase.text() == page.again.text() == ""
    assert desks[0].key == bytes(new_vault.key)
    assert vaults.unlock(new_vault.folder, bytearray(STRONG.encode())) == new_vault.key
    with pytest.raises(WrongPassphrase):
        vaults.unlock(new_vault.folder, bytearray(WORDS.encode()))


def test_a_wrong_code_is_told_once_beside_the_line_that_keeps_the_keyboard(
    qtbot, gate_for, new_vault
):
    gate = gate_for(new_vault.folder)
    gate.show_recover()
    page = gate.recover_page
    page.line.setText("11 22 33")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert not page.line.isEnabled()
    assert not gate._language.isEnabled()
    qtbot.waitUntil(page.line.isEnabled)
    assert page.mistake.isVisible()
    assert page.mistake.text()
    assert not gate.banner.isVisible()
    assert gate.focusWidget() is page.line


def test_the_other_language_keeps_the_page_and_the_code_shown_once(
    qtbot, gate_for, desks, home, monkeypatch
):
    gate = gate_for()
    gate.create_page.name.setText("Caso uno")
    gate.create_page.name.setModified(True)
    gate.create_page.practice.setChecked(True)
    gate.switch()
    qtbot.waitUntil(gate.create_page.isVisible)
    assert gate.create_page.name.text() == "Caso uno"
    assert gate.create_page.practice.isChecked()
    monkeypatch.setattr(gate.create_page, "_place", home)
    gate.create_page.pseudonym.setText("Colibrí")
    for line in (gate.create_page.passphrase, gate.create_page.again):
        line.setText("x")
    gate.create_page.make.click()
    qtbot.waitUntil(gate.code_page.isVisible)
    code = gate.code_page.code.accessibleName()
    gate.switch()
    qtbot.waitUntil(gate.code_page.isVisible)
    assert gate.code_page.code.accessibleName() == code
    gate.code_page.typed.setText(code)
    with qtbot.waitSignal(gate.opened):
        gate.code_page.go.click()
    assert len(desks) == 1


def test_a_passphrase_is_no_name_that_others_see(gate_for, home):
    page = gate_for().create_page
    page._place = home
    for line in (page.pseudonym, page.passphrase, page.again):
        line.setText(STRONG)
    page.make.click()
    assert "otros ven" in page.mistake.text()


def test_strength_is_told_in_both_languages(qtbot, gate_for):
    gate = gate_for()
    gate.create_page.passphrase.setText("password")
    gate.create_page.meter._look()
    spanish = gate.create_page.meter.words.text()
    gate.switch()
    gate.create_page.passphrase.setText("password")
    gate.create_page.meter._look()
    english = gate.create_page.meter.words.text()
    assert not gate.create_page.meter.enough
    assert spanish != english
    gate.create_page.passphrase.setText(STRONG)
    gate.create_page.meter._look()
    assert gate.create_page.meter.enough


def test_every_control_of_the_gate_has_a_name_and_fits(qtbot, gate_for, new_vault):
    gate = gate_for(new_vault.folder, practice=True)
    gate.code_page.show_code(new_vault.recovery)
    for page in (gate.unlock_page, gate.recover_page, gate.create_page, gate.code_page):
        gate._show(page)
        qtbot.waitUntil(page.isVisible)
        for widget in gate.findChildren(QWidget):
            takes = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if widget.isVisible() and takes and not widget.objectName().startswith("qt_"):
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, type(widget).__name__
        for made in page.findChildren(QPushButton):
            if made.isVisible():
                assert made.width() >= made.minimumSizeHint().width()
                assert made.height() >= made.minimumSizeHint().height()


def test_vaults_are_found_by_looking(home, new_vault, monkeypatch):
    monkeypatch.setattr("fielddoc.ui.gate_unlock.documents", lambda: home)
    (home / "sub").mkdir()
    (home / "sub" / "Otra.fielddoc").mkdir()
    assert vaults_here() == [home / "sub" / "Otra.fielddoc", new_vault.folder]


@pytest.fixture
def desk_process(new_vault):
    made = []

    def start():
        made.append(DeskProcess(new_vault.folder))
        return made[-1]

    yield start
    for desk in made:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.wait()
        for pipe in filter(None, (desk.process.stdin, desk.process.stdout)):
            pipe.close()


def test_desk_opens_with_the_key_and_locks_when_told(desk_process, new_vault):
    desk = desk_process()
    key = bytearray(new_vault.key)
    desk.hand_over(key)
    assert key == bytearray(32)
    with pytest.raises(VaultBusy):
        open_session(new_vault.folder, bytearray(new_vault.key))
    with pytest.raises(VaultBusy):
        desk_process().hand_over(bytearray(new_vault.key))
    desk.process.send_signal(signal.SIGTERM)
    assert desk.process.wait(20) == process.LOCKED
    open_session(new_vault.folder, bytearray(new_vault.key)).close()


def test_desk_without_key_ends_and_a_wrong_key_is_refused(desk_process, new_vault):
    desk = desk_process()
    desk.dismiss()
    assert desk.process.returncode == 0
    with pytest.raises(FieldDocError):
        desk_process().hand_over(bytearray(32))


def test_desk_has_no_network_and_closed_memory(new_vault):
    """In a process of its own, because an audit hook cannot be taken back."""
    program = (
        "import socket\n"
        "from fielddoc.ui import process\n"
        "from fielddoc import system\n"
        "system.harden()\n"
        "process.refuse_network()\n"
        "for attempt in (lambda: socket.socket(), lambda: socket.create_connection(('::1', 9)),\n"
        "                lambda: socket.getaddrinfo('localhost', 1)):\n"
        "    try:\n"
        "        attempt()\n"
        "    except PermissionError:\n"
        "        continue\n"
        "    raise SystemExit('the network was reached')\n"
        "import resource\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="exec is POSIX's")
def test_the_waiting_gate_ends_with_a_desk_that_quits():
    """`--after` waits for a child that is its own, as after exec, and ends with it."""
    program = (
        "import subprocess, sys\n"
        "from fielddoc.ui import process\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import sys; sys.exit(0)'])\n"
        "sys.exit(process.main(['--gate', '/nowhere', '--after', str(child.pid)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_failure_crosses_the_pipe_by_its_code():
    error = failure("not-a-vault", {"path": "x"})
    assert type(error) is NotAVault
    assert error.facts == {"path": "x"}
    assert type(failure("from the future", {})) is FieldDocError
