"""Which keys do what: the map that F1 shows."""

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from fielddoc.text import N_, Catalogue
from fielddoc.ui.theme import SPACE
from fielddoc.ui.widgets import button, column, label, row, scrolled

KEYS = (
    ("F1", N_("Esta lista de teclas")),
    ("Ctrl+L", N_("Bloquear: guarda los borradores y cierra la bóveda")),
    ("Ctrl+1 … 5", N_("Ir a Casos, Recibir, Contactos, Verificar o Ajustes")),
    ("Ctrl+F", N_("Buscar en toda la bóveda")),
    ("Ctrl+N", N_("Nuevo caso, en la lista de casos")),
    ("Ctrl+S", N_("Guardar")),
    ("Alt+←", N_("Volver a la página anterior")),
    ("Tab", N_("Ir al control siguiente; con Mayús, al anterior")),
    ("↑ ↓", N_("Moverse por una lista")),
    (N_("Intro"), N_("Abrir lo elegido")),
    (N_("Espacio"), N_("Marcar o desmarcar")),
    ("Esc", N_("Cerrar un diálogo o vaciar la búsqueda")),
    ("Ctrl+Q", N_("Salir: guarda los borradores y termina")),
)


class KeyMap(QDialog):
    """The list of keys."""

    def __init__(self, parent: QWidget, say: Catalogue) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Teclas"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE["wide"])
        grid.setVerticalSpacing(SPACE["small"])
        grid.setColumnStretch(1, 1)
        for at, (key, words) in enumerate(KEYS):
            grid.addWidget(label(say(key), "strong", wrap=False), at, 0)
            grid.addWidget(label(say(words)), at, 1)
        close = button(say("Cerrar"), look="primary")
        close.clicked.connect(self.accept)
        inside = QWidget()
        inside.setLayout(grid)
        whole = column(label(say("Teclas"), "section"), space="base", margin="wide")
        whole.addWidget(scrolled(inside, say("Teclas")), 1)
        whole.addLayout(row(0, close))
        self.setLayout(whole)
        self.resize(min(640, parent.width() - 40), min(620, parent.height() - 40))
        close.setFocus()
