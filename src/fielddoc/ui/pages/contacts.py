"""The people we send to: their cards, our own, and fingerprints compared aloud."""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from fielddoc.app import contacts
from fielddoc.app.rows import Contact
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import Question, open_file, save_file
from fielddoc.ui.page import Page
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import (
    EmptyState,
    PageHead,
    button,
    card,
    clear,
    column,
    label,
    row,
    scrolled,
    tag,
)

CARD_ENDING = ".fdcard"


class ContactsPage(Page):
    """List, add a card, give one's own."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        super().__init__(desk, place, say("Contactos"))
        self._card: Path | None = None
        self.add = button(say("Agregar un contacto…"), "user-plus", "primary")
        self.add.clicked.connect(self._choose)
        self.own = button(say("Guardar mi tarjeta…"), "id-card")
        self.own.clicked.connect(self._give)
        self.head = PageHead(
            self.heading,
            say("A quienes puede sellar paquetes. Una tarjeta no contiene secretos."),
            [self.own, self.add],
        )
        self.empty = EmptyState(
            "contact",
            say("Todavía no hay contactos"),
            say("Pida a la otra persona su tarjeta, y dele la suya. Después comparen las huellas "
                "de viva voz."),
        )  # fmt: skip
        self._list = column(space="near")
        inside = column(space="near")
        inside.addLayout(self._list)
        inside.addWidget(self.empty, 1)
        inside.addStretch(0)
        inside.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["wide"])
        self.column.addWidget(self.head)
        self.column.addWidget(scrolled(inside, self.heading), 1)

    def look(self) -> None:
        """Ask for the contacts, and for what is to be read aloud of our own card."""
        self.desk.ask(self._show_own, contacts.own)
        self.desk.ask(self.show_contacts, contacts.listing)

    def show_contacts(self, found: list[Contact]) -> None:
        """Show a card for each."""
        clear(self._list)
        self.empty.setVisible(not found)
        for contact in found:
            head = row(label(contact.name, "section", wrap=False))
            if contact.practice:
                head.addWidget(tag(self.desk.say("práctica"), "tag-warn"))
            head.addStretch(1)
            parts = [head]
            made = card(*parts)
            layout = made.layout()
            if layout is not None:
                if contact.organisation:
                    layout.addWidget(label(contact.organisation, "soft"))
                layout.addWidget(label(self.desk.say("Huella: {words}", words=contact.spoken)))
            self._list.addWidget(made)

    def _show_own(self, mine: Contact) -> None:
        words = self.desk.say("Usted es {name}. Su huella: {spoken}", name=mine.name,
                              spoken=mine.spoken)  # fmt: skip
        self.head.say(self.heading, words)

    def compare(self, contact: Contact) -> None:
        """Ask whether the fingerprint was compared; add the contact only then."""
        say = self.desk.say
        words = say(
            "Llame a {name} o véale en persona, y lean los dos esta huella en voz alta:\n\n"
            "{spoken}\n\nSi una sola palabra o cifra no coincide, no lo agregue: alguien puede "
            "estar en medio.",
            name=contact.name, spoken=contact.spoken,
        )  # fmt: skip
        asked = Question(self, say, say("¿Comparó usted la huella?"), words, say("Sí, es la misma"))
        if asked.exec() == QDialog.DialogCode.Accepted and self._card is not None:
            self.desk.ask(self._added, contacts.add, self._card)
        asked.deleteLater()

    def _choose(self) -> None:
        self._card = open_file(self, self.desk.say("Elija la tarjeta de la otra persona"))
        if self._card is not None:
            self.desk.aside(self.compare, contacts.read, self._card)

    def _added(self, contact: Contact) -> None:
        self.desk.tell(self.desk.say("{name} está entre sus contactos.", name=contact.name))
        self.look()

    def _give(self) -> None:
        say = self.desk.say
        target = save_file(self, say("Guardar mi tarjeta"), say("mi-tarjeta"), CARD_ENDING)
        if target is not None:
            self.desk.ask(self._given, contacts.card, target)

    def _given(self, contact: Contact) -> None:
        say = self.desk.say
        self.desk.tell(say("Tarjeta guardada. Su huella es: {spoken}", spoken=contact.spoken))
