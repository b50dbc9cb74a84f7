"""Making a dossier: for whom, in which language, and what was left out of it and why."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from fielddoc.app import cases, dossiers
from fielddoc.app.rows import CaseView
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import save_file
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import (
    PageHead,
    ProgressPanel,
    button,
    card,
    clear,
    column,
    label,
    named,
    notice,
    row,
    scrolled,
)


class DossierPage(Page):
    """One signed PDF of one case."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Hacer un expediente"))
        self.head = PageHead(self.heading, back_to=say("Volver"))
        self.head.back.connect(desk.back)
        self.profiles = QButtonGroup(self)
        self.court = self._profile(
            say("Para un tribunal o una fiscalía"),
            say("Nombres y datos completos de quienes consintieron en ello."),
        )  # fmt: skip
        self.public = self._profile(
            say("Para el público"),
            say("Seudónimos en lugar de nombres, sin datos que identifiquen."),
        )  # fmt: skip
        self.court[0].setChecked(True)
        self.language = QComboBox()
        self.language.setAccessibleName(say("Idioma del expediente"))
        self.language.addItem("Español", "es")
        self.language.addItem("English", "en")
        self.recipient, self.reason = QLineEdit(), QLineEdit()
        self.make = button(say("Hacer el expediente…"), "file-check", "primary")
        self.make.clicked.connect(self._make)
        self.progress = ProgressPanel(say)
        self._result = column(space="near")
        inside = column(
            card(
                label(say("¿Para quién es?"), "section"), self.court[1], self.public[1],
                named(say("Idioma del expediente"), self.language),
                named(say("Quién lo recibe"), self.recipient),
                named(say("Para qué"), self.reason),
                label(say("Quién lo recibe y para qué quedan escritos en el diario, no en el PDF."),
                      "small"),
                row(self.make, 0), space="near",
            ),
            self.progress, space="base",
        )  # fmt: skip
        inside.addLayout(self._result)
        inside.addStretch(1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addWidget(scrolled(inside, self.heading, widest=760), 1)

    def look(self) -> None:
        """Ask what the case is called."""
        self.desk.ask(self._show_case, cases.overview, self.place.case)

    @property
    def profile(self) -> str:
        """The chosen profile."""
        return "court" if self.court[0].isChecked() else "public"

    def start(self, target: Path) -> None:
        """Make the dossier at `target`."""
        clear(self._result)
        self.make.setEnabled(False)
        job = self.desk.run(
            self.show_made, dossiers.make, self.place.case, self.profile,
            self.language.currentData(), target,
            recipient=self.recipient.text().strip(), reason=self.reason.text().strip(),
        )  # fmt: skip
        job.ended.connect(self._ready)
        self.progress.follow(job, self.desk.say("Haciendo el expediente"))

    def show_made(self, made: Any) -> None:
        """Say what was made and what was left out."""
        say = self.desk.say
        clear(self._result)
        self._result.addWidget(notice(say("El expediente está hecho y firmado."), "good",
                                      "circle-check"))  # fmt: skip
        facts: QVBoxLayout = column(
            label(str(made.path)),
            label(say("{n} páginas", n=made.pages), "soft"),
            label(say("Huella SHA-256: {sha256}", sha256=made.sha256), "small"),
        )
        if made.left_out:
            facts.addWidget(label(say("Se dejó fuera:"), "strong"))
            for line in made.left_out[:50]:
                facts.addWidget(label("· " + _words(line)))
        self._result.addWidget(card(facts))

    def _profile(self, heading: str, words: str) -> tuple[QRadioButton, QWidget]:
        made = QRadioButton(heading)
        made.setAccessibleName(heading)
        made.setAccessibleDescription(words)
        self.profiles.addButton(made)
        whole = QWidget()
        below = label(words, "soft")
        below.setContentsMargins(SPACE["far"], 0, 0, 0)
        whole.setLayout(column(made, below, space="hair"))
        return made, whole

    def _show_case(self, view: CaseView) -> None:
        self.head.say(self.heading, view.title)

    def _make(self) -> None:
        say = self.desk.say
        target = save_file(self, self.heading, say("expediente"), ".pdf")
        if target is not None:
            self.start(target)

    def _ready(self) -> None:
        self.make.setEnabled(True)
        self.make.setFocus()


def _words(line: object) -> str:
    """One thing that was left out, and why, whatever the dossier says of it."""
    return " — ".join(str(part) for part in line) if isinstance(line, tuple) else str(line)
