"""What the window says: a sentence in the banner, or, after a bug, the crash page.

Both show no case content: a banner says the sentence of a known failure, the crash page says
where in the program it broke (files, lines, kinds of error), never with which values.
"""

import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from fielddoc import __version__
from fielddoc.text import Catalogue
from fielddoc.ui import theme
from fielddoc.ui.widgets import button, column, dress, icon_button, label, row

GOOD_STAYS = 8000
"""Milliseconds that good news stays; a failure stays until it is closed."""

_PICTURES = {"good": "circle-check", "warn": "triangle-alert", "danger": "octagon-alert"}


class Banner(QWidget):
    """One sentence above the page, with its picture; a newer one takes its place."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self.mood = "good"
        self._picture = QLabel()
        self.words = label()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button = icon_button("x", say("Cerrar el aviso"))
        self.close_button.clicked.connect(self.hide)
        inside = row(self._picture, self.words, self.close_button, space="near")
        inside.setStretch(1, 1)
        self._frame = QFrame()
        self._frame.setLayout(column(inside, margin="small"))
        self.setLayout(column(self._frame, margin="small"))
        self._timer = QTimer(self, singleShot=True, interval=GOOD_STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str, mood: str = "good") -> None:
        """Show `sentence`; `mood` is good, warn or danger."""
        self.mood = mood
        dress(self._frame, mood)
        self._picture.setPixmap(theme.current().pixmap(_PICTURES[mood], mood, "section"))
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        if mood == "good":
            self._timer.start()
        else:
            self._timer.stop()


def where(error: BaseException) -> str:
    """Say where the program broke, without a single value: file, line, function, kind."""
    lines = [f"FieldDoc {__version__}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__, limit=-12)
        ]
        seen = seen.__cause__
    return "\n".join(lines)


class CrashPage(QWidget):
    """The program broke: what is safe, what to do, and what to give to who mends it.

    Signals: `restart()`, `go_on()`.
    """

    restart = Signal()
    go_on = Signal()

    def __init__(self, say: Catalogue, error: BaseException) -> None:
        super().__init__()
        self._where = where(error)
        self.setAccessibleName(say("El programa falló"))
        again = button(say("Bloquear y volver a entrar"), "lock", "primary")
        again.clicked.connect(self.restart)
        stay = button(say("Seguir aquí"))
        stay.clicked.connect(self.go_on)
        copy = button(say("Copiar los datos técnicos"), "copy", "quiet")
        copy.clicked.connect(self._copy)
        technical = label(self._where, "small")
        technical.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        technical.setAccessibleName(say("Datos técnicos"))
        self.setLayout(
            column(
                label(say("El programa falló"), "page"),
                label(
                    say(
                        "Es un error del programa, no suyo. Lo guardado está a salvo, y lo que "
                        "estaba escribiendo queda como borrador cifrado."
                    ),
                    "lead",
                ),
                row(again, stay, 0),
                label(
                    say(
                        "Estos datos técnicos no contienen nada de los casos. Puede dárselos a "
                        "quien mantiene el programa:"
                    ),
                    "soft",
                ),
                technical,
                row(copy, 0),
                0,
                space="base",
                margin="far",
            )
        )

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._where)
