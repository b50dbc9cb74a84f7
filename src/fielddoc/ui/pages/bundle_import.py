"""Receiving a bundle: first see what is in it, then decide. Nothing is imported before that."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from fielddoc.app import bundles
from fielddoc.app.naming import Names
from fielddoc.app.session import Session
from fielddoc.model.record import Held, Record
from fielddoc.progress import Progress, silent
from fielddoc.text import Catalogue
from fielddoc.ui import theme
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import open_file
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import bytes_
from fielddoc.ui.widgets import (
    EmptyState,
    PageHead,
    ProgressPanel,
    button,
    card,
    clear,
    column,
    dress,
    label,
    notice,
    row,
    scrolled,
    tag,
)


def look_into(session: Session, path: Path, progress: Progress = silent) -> tuple[Any, list[str]]:
    """Query: the preview of a bundle, and what the cases in it are called."""
    preview = bundles.preview(session, path, progress)
    if preview.contents is None:
        return preview, []
    names = Names(session)
    return preview, [names.title_of(_as_record(seen)) for seen in preview.contents.cases]


def _as_record(seen: Any) -> Record:
    """A case as far as the bundle tells it, to be named like any other."""
    held = {name: (Held("", value, "", ""),) for name, value in seen.fields.items()}
    return Record(seen.id, "case", seen.id, held)


class ImportPage(Page):
    """Choose a bundle, read the preview, take it in or leave it."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Recibir un paquete"))
        self._preview: Any = None
        self.choose = button(say("Elegir un paquete…"), "package-open", "primary")
        self.choose.clicked.connect(self._choose)
        head = PageHead(
            self.heading, say("Primero verá qué trae; nada entra hasta que usted lo diga."),
            [self.choose],
        )  # fmt: skip
        self.progress = ProgressPanel(say)
        self.empty = EmptyState(
            "package-open",
            say("Ningún paquete elegido"),
            say("Un paquete termina en .fdb.age. Al importarlo dos veces no cambia nada."),
        )
        self.take, self.leave_it = self._decision()
        self._shown = column(space="near")
        inside = column(self.progress, space="near")
        inside.addLayout(self._shown)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(head)
        self.column.addWidget(scrolled(inside, self.heading), 1)

    def inspect(self, path: Path) -> None:
        """Look into the bundle at `path`."""
        self._discard()
        job = self.desk.run(self.show_preview, look_into, path)
        self.progress.follow(job, self.desk.say("Revisando el paquete"))

    def show_preview(self, answer: tuple[Any, list[str]]) -> None:
        """Show who sent what, and what would change; ask for the decision."""
        self._preview, names = answer
        clear(self._shown)
        self.empty.hide()
        for made in preview_parts(self._preview, names, self.desk.say):
            self._shown.addWidget(made)
        if self._preview.sender_known:
            self._lead(choosing=False)
            self.take, self.leave_it = self._decision()
            holder = QWidget()
            holder.setLayout(row(self.take, self.leave_it, 0))
            self._shown.addWidget(holder)
            self.take.setFocus()

    def show_taken(self, took: Any) -> None:
        """Say what came in; a bundle that was known says that nothing changed."""
        say = self.desk.say
        self._preview = None
        self._lead(choosing=True)
        clear(self._shown)
        if took.new:
            words = say("Importado: {n} cambios nuevos en {r} registros.", n=took.new,
                        r=len(took.records))  # fmt: skip
        else:
            words = say("No cambió nada: todo lo que trae ya estaba aquí.")
        self._shown.addWidget(notice(words, "good", "circle-check"))
        go = button(say("Ir a los casos"), "folder-open")
        go.clicked.connect(self._to_cases)
        holder = QWidget()
        holder.setLayout(row(go, 0))
        self._shown.addWidget(holder)
        if took.waiting:
            self._shown.addWidget(notice(
                say("{n} cambios esperan a otros anteriores que todavía no llegan. Pida los "
                    "paquetes que faltan.", n=took.waiting), "warn", "hourglass"))  # fmt: skip
        if took.forks:
            self._shown.addWidget(notice(
                say("Dos equipos escriben con la misma llave: uno es copia o fue restaurado. Avise "
                    "a su coordinación."), "danger", "git-compare"))  # fmt: skip
        if took.erased:
            self._shown.addWidget(notice(
                say("Se borró el contenido de {n} cambios porque alguien ejerció su derecho a "
                    "ello.", n=took.erased), "warn", "trash-2"))  # fmt: skip

    def leave(self) -> None:
        """What is not decided when the person leaves is not imported."""
        self._discard()

    def _decision(self) -> tuple[QPushButton, QPushButton]:
        """Make the two buttons that decide."""
        say = self.desk.say
        take = button(say("Importar"), "download", "primary")
        take.clicked.connect(self._take)
        leave_it = button(say("No importar"))
        leave_it.clicked.connect(self._discard)
        return take, leave_it

    def _choose(self) -> None:
        path = open_file(self, self.desk.say("Elija el paquete"), "*.age *.fdb *.*")
        if path is not None:
            self.inspect(path)

    def _take(self) -> None:
        self.take.setEnabled(False)
        self.leave_it.setEnabled(False)
        job = self.desk.run(self.show_taken, bundles.take, self._preview)
        self.progress.follow(job, self.desk.say("Importando"))

    def _discard(self) -> None:
        preview, self._preview = self._preview, None
        self._lead(choosing=True)
        clear(self._shown)
        self.empty.show()
        if preview is not None:
            self.desk.ask(self._gone, bundles.discard, preview)

    def _lead(self, *, choosing: bool) -> None:
        """One primary action: choosing a bundle, or deciding about the one on the page."""
        dress(self.choose, "primary" if choosing else "")
        ink = "on_accent" if choosing else "ink_soft"
        self.choose.setIcon(theme.current().icon("package-open", ink, gap=SPACE["hair"]))

    def _to_cases(self) -> None:
        self.desk.go(Place("cases"))

    def _gone(self, _answer: object) -> None:
        """The quarantine is empty again."""


def preview_parts(preview: Any, names: list[str], say: Catalogue) -> list[QWidget]:
    """What a preview says, as parts of a page: the sender first, doubts before counts."""
    return [_sender(preview, say), *_doubts(preview, say), *_contents(preview, names, say)]


def _sender(preview: Any, say: Catalogue) -> QFrame:
    name = label(say("De {name}", name=preview.sender_name), "section", wrap=False)
    known = preview.sender_known
    mark = tag(say("contacto suyo"), "tag-good") if known else tag(
        say("no está entre sus contactos"), "tag-danger")  # fmt: skip
    facts = [
        f"{preview.path.name} · {bytes_(preview.size)}",
        say("huella {f}", f=preview.spoken),
    ]
    return card(row(name, mark, 0), label(" · ".join(facts), "small"))


def _doubts(preview: Any, say: Catalogue) -> list[QFrame]:
    """What a person must know before deciding."""
    doubts = []
    if not preview.sender_known:
        doubts.append(notice(
            say("El paquete está íntegro, pero no conocemos a quien lo firma: no se abre más. "
                "Compare la huella, agregue su tarjeta en Contactos y elija el paquete otra vez."),
            "warn", "user-search"))  # fmt: skip
    if preview.replayed:
        doubts.append(notice(say("Este paquete ya se recibió antes. Importarlo otra vez no cambia "
                                 "nada."), "warn", "rotate-ccw"))  # fmt: skip
    if preview.gap:
        doubts.append(notice(say("Falta un paquete anterior de esta persona. Puede importar este y "
                                 "pedir el otro después."), "warn", "hourglass"))  # fmt: skip
    contents = preview.contents
    withdrawn = 0 if contents is None else sum(one.withdrawn for one in contents.consents)
    if withdrawn:
        doubts.append(notice(say("{n} personas no consienten, o ya no. Se obedece desde que "
                                 "importe el paquete.", n=withdrawn), "warn", "hand"))  # fmt: skip
    return doubts


def _contents(preview: Any, names: list[str], say: Catalogue) -> list[QFrame]:
    contents = preview.contents
    if contents is None:
        return []
    lines = [
        say("{n} cambios nuevos; {k} ya están aquí", n=contents.new, k=contents.known),
        say("1 archivo adjunto")
        if preview.files == 1
        else say("{n} archivos adjuntos", n=preview.files),
    ]
    if len(contents.conflicts) == 1:
        lines.append(say("1 dato quedará con dos valores, para que usted decida. No se pierde "
                         "ninguno."))  # fmt: skip
    elif contents.conflicts:
        lines.append(say("{n} datos quedarán con dos valores, para que usted decida. No se pierde "
                         "ninguno.", n=len(contents.conflicts)))  # fmt: skip
    if contents.waiting:
        lines.append(say("{n} cambios esperarán a otros que no han llegado", n=contents.waiting))
    if contents.erasures:
        lines.append(say("{n} cambios piden borrar contenido", n=contents.erasures))
    strangers = [author.name for author in preview.authors if not author.here]
    if strangers:
        lines.append(say("Escrito también por: {names}", names=", ".join(strangers)))
    parts = [label(say("Qué trae"), "section"), *(label("· " + line) for line in lines)]
    if names:
        parts += [label(say("Casos"), "strong"), *(label("· " + name) for name in names)]
    return [card(*parts)]
