"""Verify what was handed over: dossiers, bundles, and originals against a dossier's index."""

from pathlib import Path

from fielddoc.app import verify
from fielddoc.app.session import Session
from fielddoc.app.verify import Verdict
from fielddoc.progress import Progress, silent
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import open_files
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
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
            made = notice(verdict.sentence, look, icon)
            layout = made.layout()
            if layout is not None:
                layout.addWidget(label(verdict.path.name, "small"))
                for name, value in verdict.details:
                    layout.addWidget(label(f"{name}: {value}", "small"))
            self._results.addWidget(made)

    def _choose(self) -> None:
        paths = open_files(self, self.desk.say("Elija los archivos que quiere verificar"))
        if paths:
            self.verify(paths)


def _mood(verdict: Verdict) -> tuple[str, str]:
    """Colour and picture of a verdict: green only where the signer is known."""
    if not verdict.holds:
        sealed = verdict.state in ("sealed", "not-ours", "not-listed")
        return ("warn", "shield-question-mark") if sealed else ("danger", "shield-alert")
    return (
        ("warn", "shield-question-mark") if "unknown" in verdict.state else ("good", "shield-check")
    )
