"""Making a vault: its name, the passphrase and how strong it is, the recovery code on paper.

And what follows on a recovery code: a passphrase instead of the lost one.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QProgressBar, QWidget

from fielddoc.app import vaults
from fielddoc.text import Catalogue
from fielddoc.ui.dialogs import documents, open_folder
from fielddoc.ui.forms.flow import FlowLayout
from fielddoc.ui.gate_unlock import ENDING, PassphraseLine
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, card, column, label, line, named, notice, row


@dataclass(frozen=True, slots=True)
class Wish:
    """The vault a person wants."""

    folder: Path
    passphrase: bytearray
    pseudonym: str
    practice: bool


class StrengthMeter(QWidget):
    """How a passphrase would stand up, in words; the bar only repeats them."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.enough = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 4)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Fuerza de la frase"))
        self.words = label("", "soft")
        self._line: QLineEdit | None = None
        self._pause = QTimer(self, singleShot=True, interval=150)
        self._pause.timeout.connect(self._look)
        self.setLayout(column(self.bar, self.words, space="hair"))
        self.judge("")

    def follow(self, line: QLineEdit) -> None:
        """Judge what is typed there, whenever the typing rests."""
        self._line = line
        line.textChanged.connect(self._pause.start)

    def judge(self, passphrase: str) -> None:
        """Judge what was typed so far."""
        say = self._say
        if not passphrase:
            self.enough = False
            self.bar.setValue(0)
            self.words.setText(
                say("Seis o más palabras al azar se recuerdan bien y no se adivinan.")
            )
            return
        found = vaults.strength(passphrase, say.language)
        self.enough = found.enough
        self.bar.setValue(found.score)
        verdict = say("Resiste.") if found.enough else say("Todavía es fácil de adivinar.")
        self.words.setText(" ".join([verdict, *found.advice]))

    def _look(self) -> None:
        if self._line is not None:
            self.judge(self._line.text())


class CreatePage(QWidget):
    """Name, place, pseudonym and passphrase. Signals: `wished(Wish)`, `back()`."""

    wished = Signal(object)
    back = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self._place = documents()
        self.name = _line(say("Nombre de la bóveda"), say("Casos"))
        self.place = label(str(self._place), "small")
        self.elsewhere = button(say("Otro lugar…"), "folder-open", "quiet")
        self.elsewhere.clicked.connect(self._ask_place)
        self.pseudonym = _line(say("Con qué nombre firma usted"), "")
        self.pseudonym.setPlaceholderText(say("un seudónimo, por ejemplo: Colibrí"))
        self.passphrase = PassphraseLine(say("Frase de acceso"))
        self.again = PassphraseLine(say("La misma frase otra vez"))
        self.meter = StrengthMeter(say)
        self.show_letters = QCheckBox(say("Mostrar lo que escribo"))
        self.show_letters.toggled.connect(self.passphrase.reveal)
        self.show_letters.toggled.connect(self.again.reveal)
        self.practice = QCheckBox(say("Es solo para practicar, con datos inventados"))
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.make = button(say("Crear la bóveda"), "shield-check", "primary")
        self.make.clicked.connect(self._try)
        self.cancel = button(say("Ya tengo una bóveda"))
        self.cancel.clicked.connect(self.back)
        self.meter.follow(self.passphrase)
        for field in (self.name, self.pseudonym, self.passphrase, self.again):
            field.returnPressed.connect(self._try)
        self._lay_out()

    def first(self) -> QWidget:
        """The name."""
        return self.name

    def like(self, other: "CreatePage") -> None:
        """Take over what was typed in the other language, but for the passphrase."""
        for mine, theirs in ((self.name, other.name), (self.pseudonym, other.pseudonym)):
            if theirs.isModified():
                mine.setText(theirs.text())
                mine.setModified(True)
        self.practice.setChecked(other.practice.isChecked())

    def work(self, *, busy: bool) -> None:
        """While the vault is made nothing can be changed."""
        say = self._say
        self.make.setText(say("Creando…") if busy else say("Crear la bóveda"))
        for part in (self.name, self.pseudonym, self.passphrase, self.again, self.make,
                     self.cancel, self.elsewhere, self.practice):  # fmt: skip
            part.setEnabled(not busy)

    def _lay_out(self) -> None:
        say = self._say
        where = row(self.place, self.elsewhere)
        where.setStretch(0, 1)
        ticks = QWidget()
        side = FlowLayout(ticks)
        side.addWidget(self.show_letters)
        side.addWidget(self.practice)
        self.setLayout(
            column(
                label(say("Crear una bóveda"), "page"),
                label(say("La bóveda es la carpeta cifrada en que vivirán sus casos."), "soft"),
                named(say("Nombre de la bóveda"), self.name), where,
                named(say("Con qué nombre firma usted"), self.pseudonym),
                label(say("Ese nombre va en las firmas. No use su nombre si le pone en riesgo."),
                      "small"),
                named(say("Frase de acceso"), self.passphrase), self.meter,
                named(say("La misma frase otra vez"), self.again),
                ticks, self.mistake, row(self.make, self.cancel, 0), 0,
                space="small",
            )
        )  # fmt: skip

    def _ask_place(self) -> None:
        folder = open_folder(self, self._say("¿En qué carpeta?"))
        if folder is not None:
            self._place = folder
            self.place.setText(str(folder))

    def _try(self) -> None:
        mistake = self._mistake()
        self.mistake.setText(mistake)
        self.mistake.setVisible(bool(mistake))
        if mistake:
            return
        secret = self.passphrase.take()
        self.again.clear()
        folder = self._place / (self.name.text().strip() + ENDING)
        pseudonym = self.pseudonym.text().strip()
        self.wished.emit(Wish(folder, secret, pseudonym, self.practice.isChecked()))

    def _mistake(self) -> str:
        """Say what is missing yet, and put the keyboard there."""
        say = self._say
        self.meter.judge(self.passphrase.text())
        name = self.name.text().strip()
        checks = (
            (not name or bool(set(name) & set('/\\:*?"<>|')) or name.startswith("."), self.name,
             say("Dé a la bóveda un nombre con letras y cifras.")),
            ((self._place / (name + ENDING)).exists(), self.name,
             say("Ya existe una bóveda con ese nombre ahí.")),
            (not self.pseudonym.text().strip(), self.pseudonym,
             say("Escriba con qué nombre firma, puede ser un seudónimo.")),
            (self.passphrase.text().strip() in (name, self.pseudonym.text().strip()),
             self.passphrase, say("La frase no puede ser un nombre que otros ven.")),
            (not self.meter.enough and not self.practice.isChecked(), self.passphrase,
             say("La frase es demasiado fácil de adivinar: agregue palabras.")),
            (self.passphrase.text() != self.again.text(), self.again,
             say("Las dos frases no son iguales.")),
        )  # fmt: skip
        for wrong, field, words in checks:
            if wrong:
                field.setFocus()
                return words
        return ""


class CodePage(QWidget):
    """Show the recovery code once, have it typed back. Signal: `kept()`."""

    kept = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self._code = ""
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE["base"])
        self.code = QWidget()
        self.code.setLayout(self._grid)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(say("Escriba aquí el código"))
        self.typed.returnPressed.connect(self._try)
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.ready = button(say("Ya lo copié"), "pencil", "primary")
        self.ready.clicked.connect(self._hide_code)
        self.look = button(say("Verlo otra vez"))
        self.look.clicked.connect(self._show_again)
        self.go = button(say("Comprobar y abrir"), "check", "primary")
        self.go.clicked.connect(self._try)
        self._shown = card(
            notice(
                say(
                    "Cópielo a mano en papel, ahora. Se muestra una sola vez y no queda guardado. "
                    "Quien lo tenga puede abrir la bóveda; sin él, una frase olvidada es para "
                    "siempre."
                ),
                "warn", "triangle-alert",
            ),
            self.code, line(), row(self.ready, 0), space="base",
        )  # fmt: skip
        self._asked = card(
            label(say("Escríbalo desde su papel")),
            self.typed, self.mistake, row(self.go, self.look, 0), space="base",
        )  # fmt: skip
        self.setLayout(
            column(
                0, label(say("Código de recuperación"), "page"), self._shown, self._asked, 0,
                space="base",
            )
        )  # fmt: skip
        self._asked.hide()

    def first(self) -> QWidget:
        """The button, or the line when the code is to be typed."""
        return self.typed if self._asked.isVisible() else self.ready

    def show_code(self, code: str) -> None:
        """Show the groups of the code, four in a row."""
        self._code = code
        for at, group in enumerate(code.replace("-", " ").split()):
            words = label(group, "code", wrap=False)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(words, at // 4, at % 4)
        self.code.setAccessibleName(code)
        self._show_again()

    def work(self, *, busy: bool) -> None:
        """While the desk opens nothing can be changed."""
        for part in (self.typed, self.go, self.look):
            part.setEnabled(not busy)

    def _hide_code(self) -> None:
        self._shown.hide()
        self._asked.show()
        self.typed.setFocus()

    def _show_again(self) -> None:
        self._shown.show()
        self._asked.hide()
        self.ready.setFocus()

    def _try(self) -> None:
        typed = "".join(filter(str.isdigit, self.typed.text()))
        if typed == "".join(filter(str.isdigit, self._code)):
            self.typed.clear()
            self._code = ""
            self.kept.emit()
            return
        wrong = vaults.recovery_groups(self.typed.text())
        say = self._say
        if wrong:
            groups = ", ".join(str(group) for group in wrong)
            self.mistake.setText(say("Revise en el papel estos grupos: {groups}.", groups=groups))
        else:
            self.mistake.setText(say("No es el código de esta bóveda."))
        self.mistake.show()
        self.typed.setFocus()


class RenewPage(QWidget):
    """After the recovery code: a passphrase instead of the lost one.

    Signals: `wished(passphrase)`, `later()`.
    """

    wished = Signal(object)
    later = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.passphrase = PassphraseLine(say("Nueva frase de acceso"))
        self.again = PassphraseLine(say("La misma frase otra vez"))
        self.meter = StrengthMeter(say)
        self.show_letters = QCheckBox(say("Mostrar lo que escribo"))
        self.show_letters.toggled.connect(self.passphrase.reveal)
        self.show_letters.toggled.connect(self.again.reveal)
        self.mistake = label("", "mistake")
        self.mistake.hide()
        self.save = button(say("Guardar la frase y abrir"), "key-round", "primary")
        self.save.clicked.connect(self._try)
        self.skip = button(say("Abrir sin cambiarla"))
        self.skip.clicked.connect(self.later)
        for field in (self.passphrase, self.again):
            field.returnPressed.connect(self._try)
        self.meter.follow(self.passphrase)
        self.setLayout(
            column(
                0,
                label(say("Elija una frase nueva"), "page"),
                label(say("El código es correcto. La frase nueva abre la bóveda en lugar de la "
                          "perdida; el código en papel sigue sirviendo."), "soft"),
                named(say("Nueva frase de acceso"), self.passphrase), self.meter,
                named(say("La misma frase otra vez"), self.again),
                self.show_letters, self.mistake, row(self.save, self.skip, 0), 0,
                space="near",
            )
        )  # fmt: skip

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def work(self, *, busy: bool) -> None:
        """While the desk opens nothing can be changed."""
        for part in (self.passphrase, self.again, self.save, self.skip):
            part.setEnabled(not busy)

    def _try(self) -> None:
        self.meter.judge(self.passphrase.text())
        mistake = ""
        if not self.meter.enough:
            mistake = self._say("La frase es demasiado fácil de adivinar: agregue palabras.")
            self.passphrase.setFocus()
        elif self.passphrase.text() != self.again.text():
            mistake = self._say("Las dos frases no son iguales.")
            self.again.setFocus()
        self.mistake.setText(mistake)
        self.mistake.setVisible(bool(mistake))
        if not mistake:
            self.again.clear()
            self.wished.emit(self.passphrase.take())


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    return made
