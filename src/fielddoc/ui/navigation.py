"""The left edge of the window, and the band that says that this is practice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton

from fielddoc.text import N_, Catalogue
from fielddoc.ui import theme
from fielddoc.ui.desk import Place
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, column, label, row

_PLACES = (
    ("cases", N_("Casos"), "folder-open"),
    ("import", N_("Recibir"), "package-open"),
    ("contacts", N_("Contactos"), "contact"),
    ("verify", N_("Verificar"), "shield-check"),
    ("settings", N_("Ajustes"), "settings"),
)


class Navigation(QFrame):
    """Where one can go from anywhere. Signal: `chosen(Place)`."""

    chosen = Signal(object)

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(say("Navegación"))
        self._words: dict[QPushButton, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._mark = label("FieldDoc", "section", wrap=False)
        self._vault = label("", "small")
        self.lock = self._button(say("Bloquear"), "lock")
        self.keys = self._button(say("Teclas"), "keyboard")
        things = column(self._mark, self._vault, space="hair")
        things.setContentsMargins(SPACE["small"], 0, SPACE["small"], SPACE["base"])
        whole = column(things, space="hair", margin="near")
        self.search = self._button(say("Buscar"), "search")
        self.search.setCheckable(True)
        self._group.addButton(self.search)
        whole.addWidget(self.search)
        for at, (page, words, icon) in enumerate(_PLACES, 1):
            made = self._button(say(words), icon)
            QShortcut(QKeySequence(f"Ctrl+{at}"), self).activated.connect(made.click)
            made.setCheckable(True)
            made.setProperty("page", page)
            self._group.addButton(made)
            self._buttons[page] = made
            whole.addWidget(made)
        self._group.buttonClicked.connect(self._choose)
        whole.addStretch(1)
        whole.addWidget(self.keys)
        whole.addWidget(self.lock)
        self.setLayout(whole)

    @property
    def places(self) -> frozenset[str]:
        """Pages that begin a new stack."""
        return frozenset(self._buttons)

    def mark(self, page: str) -> None:
        """Mark where the person is; pages of a case belong to the cases."""
        mine = self.search if page == "find" else self._buttons.get(page, self._buttons["cases"])
        mine.setChecked(True)

    def name(self, vault: str) -> None:
        """Show which vault this is."""
        self._vault.setText(vault)

    def fold(self, *, narrow: bool) -> None:
        """Show pictures only, or pictures and words."""
        self._mark.setVisible(not narrow)
        self._vault.setVisible(not narrow)
        for made, words in self._words.items():
            made.setText("" if narrow else words)
        hint = 64 if narrow else 190
        self.setFixedWidth(max(hint, self.minimumSizeHint().width()))

    def _button(self, words: str, icon: str) -> QPushButton:
        made = button(words, icon, "nav", tip=words)
        self._words[made] = words
        return made

    def _choose(self, made: QPushButton) -> None:
        if made is not self.search:
            self.chosen.emit(Place(made.property("page")))


class PracticeBand(QFrame):
    """Nobody may take a practice vault for a real one: a yellow band and plain words."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self.setObjectName("practice")
        picture = QLabel()
        picture.setPixmap(theme.current().pixmap("triangle-alert", "on_practice"))
        words = label(
            say("PRÁCTICA: personas y hechos inventados. No escriba aquí datos verdaderos.")
        )
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        inside = row(picture, words, space="near")
        inside.setStretch(1, 1)
        inside.setContentsMargins(SPACE["wide"], SPACE["small"], SPACE["wide"], SPACE["small"])
        self.setLayout(inside)
        self.setAccessibleName(words.text())
        self.hide()
