"""Verify what was handed over: dossiers, bundles, and originals against a dossier's index."""

from pathlib import Path

from fielddoc.app import contacts, verify
from fielddoc.app.session import Session
from fielddoc.app.verify import Verdict
from fielddoc.progress import Progress, silent
from fielddoc.text import N_, Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import open_files
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import minute
from fielddoc.ui.widgets import (
    EmptyState,
    PageHead,
    ProgressPanel,
    button,
    clear,
    column,
    label,
    notice,
    scrolled,
)


def judge(session: Session, paths: list[Path], progress: Progress = silent) -> list[Verdict]:
    """Query: judge files one by one with what this vault knows of signers."""
    progress(0, len(paths))
    return verify.verify(paths, session)


class VerifyPage(Page):
    """Choose files; each gets one sentence that says what holds."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Verificar"))
        self.choose = button(say("Elegir archivos…"), "file-check", "primary")
        self.choose.clicked.connect(self._choose)
        head = PageHead(
            self.heading,
            say("Expedientes y paquetes. También originales, junto con el expediente que los "
                "enumera."),
            [self.choose],
        )  # fmt: skip
        self.progress = ProgressPanel(say)
        self.empty = EmptyState(
            "shield-check",
            say("¿Está íntegro? ¿Quién lo firmó?"),
            say("Nada de lo que elija se copia ni se cambia."),
        )
        self._results = column(space="near")
        inside = column(self.progress, space="near")
        inside.addLayout(self._results)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(head)
        self.column.addWidget(scrolled(inside, self.heading), 1)

    def verify(self, paths: list[Path]) -> None:
        """Judge `paths` and show the verdicts."""
        job = self.desk.run(self.show_verdicts, judge, paths)
        self.progress.follow(job, self.desk.say("Verificando"))

    def show_verdicts(self, verdicts: list[Verdict]) -> None:
        """Show one notice per file."""
        clear(self._results)
        self.empty.setVisible(not verdicts)
        for verdict in verdicts:
            look, icon = _mood(verdict)
            facts = label(details(verdict, self.desk.say), "small")
            made = notice(verdict.sentence, look, icon, label(verdict.path.name), facts)
            self._results.addWidget(made)

    def _choose(self) -> None:
        paths = open_files(self, self.desk.say("Elija los archivos que quiere verificar"))
        if paths:
            self.verify(paths)


_DETAILS = {
    "made": N_("hecho"), "date": N_("fecha"), "profile": N_("para"), "language": N_("idioma"),
    "id": N_("número"), "name": N_("nombre"),
}  # fmt: skip
_VALUES = {
    "court": N_("un tribunal"),
    "public": N_("el público"),
    "es": N_("español"),
    "en": N_("inglés"),
}


def details(verdict: Verdict, say: Catalogue) -> str:
    """What else is known of the file, in words, on one line; a fingerprint always last."""
    parts = []
    for name, value in verdict.details:
        if name == "where":  # the sentence says it, in words
            continue
        shown = minute(value, say) if name == "made" else say(_VALUES.get(value, value))
        parts.append(f"{say(_DETAILS[name]) if name in _DETAILS else name}: {shown}")
    if verdict.fingerprint:
        parts.append(say("huella {f}", f=contacts.spoken(verdict.fingerprint)))
    return " · ".join(parts)


def _mood(verdict: Verdict) -> tuple[str, str]:
    """Colour and picture of a verdict: green only where the signer is known."""
    if not verdict.holds:
        sealed = verdict.state in ("sealed", "not-ours", "not-listed")
        return ("warn", "shield-question-mark") if sealed else ("danger", "shield-alert")
    return (
        ("warn", "shield-question-mark") if "unknown" in verdict.state else ("good", "shield-check")
    )
