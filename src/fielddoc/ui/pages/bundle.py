"""Packing a bundle: one case, sealed to contacts, into a file to carry."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from fielddoc.app import bundles, cases, contacts
from fielddoc.app.rows import CaseView, Contact
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import save_file
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import bytes_
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

ENDING = ".fdb.age"


class BundlePage(Page):
    """Choose who receives; only they can open the bundle."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Enviar en un paquete"))
        self.head = PageHead(self.heading, back_to=say("Volver"))
        self.head.back.connect(desk.back)
        self.boxes: list[QCheckBox] = []
        self._people = column(space="hair")
        self.nobody = label(say("Todavía no hay contactos. Agregue primero la tarjeta de quien "
                                "va a recibir el paquete."))  # fmt: skip
        self.add = button(say("Ir a los contactos"), "contact")
        self.add.clicked.connect(self._to_contacts)
        self.nobody.hide()
        self.add.hide()
        self.reason = QLineEdit()
        self.pack = button(say("Sellar el paquete…"), "package", "primary")
        self.pack.clicked.connect(self._pack)
        self.pack.setEnabled(False)
        self.progress = ProgressPanel(say)
        self._result = column(space="near")
        who = column(label(say("¿Quién lo recibe?"), "section"), self.nobody, row(self.add, 0))
        who.addLayout(self._people)
        inside = column(
            card(
                who, named(say("Para qué"), self.reason),
                label(say("Solo las personas marcadas podrán abrirlo. Lo que alguien no consintió "
                          "compartir no viaja."), "small"),
                row(self.pack, 0), space="near",
            ),
            self.progress, space="base",
        )  # fmt: skip
        inside.addLayout(self._result)
        inside.addStretch(1)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addWidget(scrolled(inside, self.heading, widest=760), 1)

    def look(self) -> None:
        """Ask who can receive and what the case is called."""
        self.desk.ask(self._show_contacts, contacts.listing)
        self.desk.ask(self._show_case, cases.overview, self.place.case)

    def first(self) -> QWidget:
        """What it is for: the people are still being asked for."""
        return self.reason

    @property
    def chosen(self) -> list[str]:
        """Fingerprints of the marked contacts."""
        return [str(box.property("fingerprint")) for box in self.boxes if box.isChecked()]

    def start(self, target: Path) -> None:
        """Seal the case into `target`."""
        clear(self._result)
        self.pack.setEnabled(False)
        job = self.desk.run(
            self.show_packed, bundles.pack, [self.place.case], self.chosen, target,
            reason=self.reason.text().strip(),
        )  # fmt: skip
        job.ended.connect(self._ended)
        self.progress.follow(job, self.desk.say("Sellando el paquete"))

    def show_packed(self, packed: Any) -> None:
        """Say what was sealed and what did not travel."""
        say = self.desk.say
        clear(self._result)
        self._result.addWidget(
            notice(say("El paquete está sellado. Ya puede copiarlo a una memoria o enviarlo."),
                   "good", "circle-check")
        )  # fmt: skip
        facts = column(
            label(str(packed.path)),
            label(say("{entries} cambios, {files} archivos, {size}", entries=packed.entries,
                      files=packed.files, size=bytes_(packed.size)), "soft"),
        )  # fmt: skip
        if packed.left_out:
            facts.addWidget(
                label(say("No viajó, por falta de consentimiento: {n}", n=len(packed.left_out)),
                      "strong")
            )  # fmt: skip
        if packed.missing:
            facts.addWidget(
                label(say("Archivos cuyo contenido no está en esta bóveda: {n}",
                          n=len(packed.missing)), "strong")
            )  # fmt: skip
        self._result.addWidget(card(facts))

    def _show_contacts(self, found: list[Contact]) -> None:
        marked = set(self.chosen)
        clear(self._people)
        self.boxes = []
        for part in (self.nobody, self.add):
            part.setVisible(not found)
        for contact in found:
            words = " — ".join(filter(None, (contact.name, contact.organisation)))
            box = QCheckBox(words)
            box.setAccessibleName(words)
            box.setAccessibleDescription(contact.spoken)
            box.setToolTip(contact.spoken)
            box.setProperty("fingerprint", contact.fingerprint)
            box.setChecked(contact.fingerprint in marked)
            box.toggled.connect(self._ready)
            self.boxes.append(box)
            self._people.addWidget(box)
        for one, after in pairwise([self.add, *self.boxes, self.reason]):
            QWidget.setTabOrder(one, after)
        self._ready()

    def _show_case(self, view: CaseView) -> None:
        self.head.say(self.heading, view.title)

    def _to_contacts(self) -> None:
        self.desk.go(Place("contacts"))

    def _pack(self) -> None:
        target = save_file(self, self.heading, self.desk.say("paquete"), ENDING)
        if target is not None:
            self.start(target)

    def _ended(self) -> None:
        """The keyboard comes back to where it was."""
        self._ready()
        self.pack.setFocus()

    def _ready(self) -> None:
        self.pack.setEnabled(bool(self.chosen))
