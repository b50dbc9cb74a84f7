"""The gate's pages for a vault that exists: the passphrase, or the recovery code."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from fielddoc.app import sentences, vaults
from fielddoc.errors import FieldDocError
from fielddoc.text import Catalogue
from fielddoc.ui.dialogs import documents, open_folder
from fielddoc.ui.widgets import button, column, label, notice, row

ENDING = ".fielddoc"


def vaults_here() -> list[Path]:
    """Vaults in the person's documents, one folder deep: found by looking, never remembered."""
    top = documents()
    found = {*top.glob(f"*{ENDING}"), *top.glob(f"*/*{ENDING}"), *Path.home().glob(f"*{ENDING}")}
    return sorted((folder for folder in found if folder.is_dir()), key=lambda folder: folder.stem)


class PassphraseLine(QLineEdit):
    """A line for a secret: hidden, never completed, never remembered, not to be copied out."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def take(self) -> bytearray:
        """Return the secret as bytes that can be wiped, and empty the line."""
        secret = bytearray(self.text().encode())
        self.clear()
        return secret

    def reveal(self, shown: bool) -> None:
        """Show or hide the letters."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)


class VaultChoice(QWidget):
    """Which vault: those found, and any other folder. Signal: `changed(Path | None)`."""

    changed = Signal(object)

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.list = QComboBox()
        self.list.setAccessibleName(say("Bóveda"))
        self.list.setMinimumContentsLength(12)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.other = button(say("Otra carpeta…"), "folder-open")
        self.other.clicked.connect(self._ask)
        inside = row(self.list, self.other)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        for folder in vaults_here():
            self._add(folder)
        self.list.currentIndexChanged.connect(self._tell)

    @property
    def folder(self) -> Path | None:
        """The chosen vault."""
        data = self.list.currentData()
        return Path(data) if data else None

    def choose(self, folder: Path) -> None:
        """Choose a vault, adding it if it was not found."""
        at = self.list.findData(str(folder))
        self.list.setCurrentIndex(at if at >= 0 else self._add(folder))

    def _add(self, folder: Path) -> int:
        self.list.addItem(folder.stem, str(folder))
        at = self.list.count() - 1
        self.list.setItemData(at, str(folder), 3)  # Qt.ToolTipRole
        return at

    def _ask(self) -> None:
        folder = open_folder(self, self._say("Elija la carpeta de la bóveda (….fielddoc)"))
        if folder is not None:
            self.choose(folder)

    def _tell(self) -> None:
        self.changed.emit(self.folder)


class UnlockPage(QWidget):
    """Ask for the passphrase. Signals: `unlock(folder, passphrase)`, `make_new()`, `recover()`."""

    unlock = Signal(object, object)
    make_new = Signal()
    recover = Signal()

    def __init__(self, say: Catalogue, folder: Path | None, *, practice: bool) -> None:
        super().__init__()
        self._say = say
        self._left = 0
        self._error: FieldDocError | None = None
        self.vault = VaultChoice(say)
        if folder is not None:
            self.vault.choose(folder)
        self.line = PassphraseLine(say("Frase de acceso"))
        self.line.returnPressed.connect(self._try)
        self.show_letters = QCheckBox(say("Mostrar lo que escribo"))
        self.show_letters.toggled.connect(self.line.reveal)
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.open = button(say("Abrir la bóveda"), "key-round", "primary")
        self.open.clicked.connect(self._try)
        self.lost = button(say("Perdí la frase: usar el código de recuperación"), "", "quiet")
        self.lost.clicked.connect(self.recover)
        self.make = button(say("Crear otra bóveda"), "", "quiet")
        self.make.clicked.connect(self.make_new)
        name, secret = label(say("Bóveda"), "field"), label(say("Frase de acceso"), "field")
        secret.setBuddy(self.line)
        name.setBuddy(self.vault.list)
        parts: list[QWidget] = [label(say("Abrir la bóveda"), "page")]
        if practice:
            hint = say("Bóveda de práctica. La frase es: {words}", words=vaults.PRACTICE)
            parts.append(notice(hint, "warn", "triangle-alert"))
        parts += [name, self.vault, secret, self.line, self.show_letters, self.mistake]
        whole = column(0, *parts, row(self.open, 0), space="near")
        whole.addSpacing(16)
        whole.addLayout(row(self.lost, 0))
        whole.addLayout(row(self.make, 0))
        whole.addStretch(1)
        self.setLayout(whole)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)

    @property
    def folder(self) -> Path | None:
        """The chosen vault."""
        return self.vault.folder

    def choose(self, folder: Path) -> None:
        """Choose a vault."""
        self.vault.choose(folder)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.line

    def wait(self, error: FieldDocError) -> None:
        """Say that the passphrase was wrong, and count down until the next try."""
        self._error = error
        self._left = round(float(str(error.facts.get("wait", 0))))
        self._tick()
        self._clock.start()
        self.line.setFocus()

    def work(self, *, busy: bool) -> None:
        """While the key is derived nothing can be changed."""
        say = self._say
        self.open.setText(say("Abriendo…") if busy else say("Abrir la bóveda"))
        for part in (self.vault, self.line, self.open, self.lost, self.make):
            part.setEnabled(not busy)

    def _try(self) -> None:
        if self._left > 0 or self.folder is None or not self.line.text():
            return
        self.mistake.hide()
        self.unlock.emit(self.folder, self.line.take())

    def _tick(self) -> None:
        """One second less to wait; the sentence says how many are left."""
        if self._error is not None:
            facts = {**self._error.facts, "wait": self._left}
            self.mistake.setText(sentences.sentence(type(self._error)(**facts), self._say))
            self.mistake.setVisible(True)
        self.open.setEnabled(self._left <= 0)
        if self._left <= 0:
            self._clock.stop()
            self.mistake.setText(self._say("La frase de acceso no abre esta bóveda."))
        self._left -= 1


class RecoverPage(QWidget):
    """Ask for the recovery code. Signals: `recover(folder, code)`, `back()`."""

    recover = Signal(object, str)
    back = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self._folder: Path | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(say("Código de recuperación"))
        self.line.setPlaceholderText("000000 000000 000000 000000 000000 000000 000000 000000")
        self.line.textEdited.connect(self._look)
        self.line.returnPressed.connect(self._try)
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.open = button(say("Abrir la bóveda"), "key-round", "primary")
        self.open.clicked.connect(self._try)
        self.cancel = button(say("Volver"), "arrow-left")
        self.cancel.clicked.connect(self.back)
        words = label(say("Código de recuperación"), "field")
        words.setBuddy(self.line)
        self.setLayout(
            column(
                0,
                label(say("Usar el código de recuperación"), "page"),
                label(say("Son ocho grupos de seis cifras, los que imprimió o copió al crearla.")),
                words, self.line, self.mistake,
                row(self.open, self.cancel, 0),
                0,
                space="near",
            )
        )  # fmt: skip

    def choose(self, folder: Path | None) -> None:
        """Say for which vault."""
        self._folder = folder

    def first(self) -> QWidget:
        """The code."""
        return self.line

    def refuse(self, sentence: str) -> None:
        """Say why the code does not open the vault."""
        self.mistake.setText(sentence)
        self.mistake.show()

    def work(self, *, busy: bool) -> None:
        """While the key is derived nothing can be changed."""
        self.open.setText(self._say("Abriendo…") if busy else self._say("Abrir la bóveda"))
        for part in (self.line, self.open, self.cancel):
            part.setEnabled(not busy)

    def _look(self, text: str) -> None:
        """Name a mistyped group as soon as all eight are there."""
        digits = sum(letter.isdigit() for letter in text)
        wrong = vaults.recovery_groups(text) if digits >= 48 else ()
        self.mistake.setVisible(bool(wrong))
        groups = ", ".join(str(group) for group in wrong)
        self.mistake.setText(self._say("Revise en el papel estos grupos: {groups}.", groups=groups))

    def _try(self) -> None:
        if self._folder is not None and self.line.text().strip():
            self.recover.emit(self._folder, self.line.text())
