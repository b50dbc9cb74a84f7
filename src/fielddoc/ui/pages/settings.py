"""How the window looks and when it locks, and how to look after the vault."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QRadioButton, QWidget

from fielddoc.app import vaults
from fielddoc.text import N_
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.page import Page
from fielddoc.ui.settings import LOCK_MINUTES
from fielddoc.ui.theme import MODES, SPACE, TEXT_SIZES
from fielddoc.ui.widgets import (
    PageHead,
    ProgressPanel,
    button,
    card,
    column,
    label,
    row,
    scrolled,
)

_MODES = {"system": N_("Como el sistema"), "light": N_("Claros"), "dark": N_("Oscuros")}
_LANGUAGES = {"es": "Español", "en": "English"}


class SettingsPage(Page):
    """Every choice takes effect at once; nothing here has to be saved."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Ajustes"))
        self.progress = ProgressPanel(say)
        now = desk.settings
        self.language = self._radios(_LANGUAGES, now.language, "language", spoken=False)
        self.mode = self._radios({name: _MODES[name] for name in MODES}, now.mode, "mode")
        self.text = self._list(
            say("Tamaño del texto"), [(f"{size} %", size) for size in TEXT_SIZES], now.text, "text"
        )
        self.lock = self._list(
            say("Bloquear después de"),
            [(say("1 minuto") if n == 1 else say("{n} minutos", n=n), n) for n in LOCK_MINUTES],
            now.lock_minutes,
            "lock_minutes",
        )
        inside = column(
            self._card(
                say("Idioma"), say("De la ventana. El de un expediente se elige al hacerlo."),
                self.language,
            ),
            self._card(say("Colores"), "", self.mode),
            self._card(say("Tamaño del texto"), "", self.text),
            self._card(
                say("Bloqueo"),
                say("Sin tocar el teclado ni el ratón este tiempo, la bóveda se cierra. Lo que "
                    "estaba escribiendo queda como borrador cifrado."),
                self.lock,
            ),
            self._care(), 0, space="base",
        )  # fmt: skip
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(PageHead(self.heading))
        self.column.addWidget(scrolled(inside, self.heading, widest=760), 1)

    def _care(self) -> QFrame:
        """Looking after the vault: back up, check, rebuild."""
        say = self.desk.say
        self.backup = button(say("Hacer un respaldo"), "hard-drive")
        self.check = button(say("Revisar la bóveda"), "shield-check")
        self.rebuild = button(say("Reconstruir desde el diario"), "refresh-cw")
        self.backup.clicked.connect(self._back_up)
        self.check.clicked.connect(self._check)
        self.rebuild.clicked.connect(self._rebuild)
        buttons = QWidget()
        buttons.setLayout(column(
            row(self.backup, 0), row(self.check, 0), row(self.rebuild, 0), self.progress,
        ))  # fmt: skip
        return self._card(
            say("Cuidar la bóveda"),
            say("El respaldo es una copia cifrada dentro de la carpeta de la bóveda. Copie la "
                "carpeta entera a otro lugar seguro de vez en cuando."),
            buttons,
        )  # fmt: skip

    def _card(self, heading: str, words: str, inside: QWidget) -> QFrame:
        parts: list[QWidget] = [label(heading, "section")]
        if words:
            parts.append(label(words, "soft"))
        return card(*parts, inside)

    def _radios(
        self, names: dict[str, str], chosen: str, setting: str, *, spoken: bool = True
    ) -> QWidget:
        whole = QWidget()
        group = QButtonGroup(whole)
        line = row(space="wide")
        for value, words in names.items():
            made = QRadioButton(self.desk.say(words) if spoken else words)
            made.setAccessibleName(made.text())
            made.setProperty("setting", setting)
            made.setProperty("value", value)
            made.setChecked(value == chosen)
            group.addButton(made)
            line.addWidget(made)
        line.addStretch(1)
        group.buttonClicked.connect(self._chosen)
        whole.setLayout(line)
        return whole

    def _list(
        self, name: str, choices: list[tuple[str, int]], chosen: int, setting: str
    ) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for words, value in choices:
            made.addItem(words, value)
        made.setCurrentIndex(made.findData(chosen))
        made.setMaximumWidth(made.sizeHint().width() + 48)
        made.setProperty("setting", setting)
        made.activated.connect(self._activated)
        return made

    def _chosen(self, made: QRadioButton) -> None:
        self._take(made.property("setting"), made.property("value"))

    def _activated(self) -> None:
        for made in (self.text, self.lock):
            self._take(made.property("setting"), made.currentData())

    def _take(self, setting: str, value: Any) -> None:
        fresh = replace(self.desk.settings, **{setting: value})
        if fresh != self.desk.settings:
            frame = self.window()
            self.desk.restyled.emit(fresh)
            newest = frame.findChildren(SettingsPage)[-1:]
            for page in newest:
                page.take_keyboard(setting)

    def take_keyboard(self, setting: str) -> None:
        """Go on where the person was before the window was drawn anew."""
        for made in self.findChildren(QWidget):
            chosen = not isinstance(made, QRadioButton) or made.isChecked()
            if made.property("setting") == setting and chosen:
                made.setFocus()

    def _back_up(self) -> None:
        job = self.desk.run(self._backed_up, vaults.backup)
        self.progress.follow(job, self.desk.say("Haciendo el respaldo"))

    def _backed_up(self, path: Any) -> None:
        self.desk.tell(self.desk.say("Respaldo hecho y comprobado: {path}", path=path))

    def _check(self) -> None:
        job = self.desk.run(self._checked, vaults.check)
        self.progress.follow(job, self.desk.say("Revisando la bóveda"))

    def _checked(self, found: Any) -> None:
        say = self.desk.say
        if found.problems:
            words = say("Se revisó todo y {n} cosas no cuadran. No borre nada y avise a su "
                        "coordinación.", n=len(found.problems))  # fmt: skip
            self.desk.tell(words, "warn")
        else:
            words = say("Todo cuadra: {entries} cambios y {files} archivos.",
                        entries=found.entries, files=found.files)  # fmt: skip
            self.desk.tell(words)

    def _rebuild(self) -> None:
        job = self.desk.run(self._rebuilt, vaults.rebuild)
        self.progress.follow(job, self.desk.say("Reconstruyendo"))

    def _rebuilt(self, found: Any) -> None:
        say = self.desk.say
        words = say("Reconstruido: {n} registros, {d} diferencias.", n=found.records,
                    d=len(found.differences))  # fmt: skip
        self.desk.tell(words, "warn" if found.differences else "good")
