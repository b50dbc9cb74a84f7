"""Choosing files and folders, and asking yes or no, without leaving traces.

Qt's own dialog is used, never the desktop's, which remembers recent files for every program to
read; what Qt itself would remember is forgotten right after (on Windows and macOS it cannot be
sent nowhere beforehand).
"""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QWidget

from fielddoc.text import Catalogue
from fielddoc.ui.widgets import button, column, label, row


def documents() -> Path:
    """The folder where dialogs begin: the person's documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if Path(place).is_dir() else Path.home()


def open_files(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    """Let the person choose existing files; `kinds` is a filter as Qt writes it."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def open_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """Let the person choose one existing file."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def open_folder(parent: QWidget, title: str) -> Path | None:
    """Let the person choose a folder."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def save_file(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """Let the person say where a new file goes; `name` is proposed, `ending` (".pdf") is kept.

    Nothing is ever replaced, so the dialog does not ask about replacing: the work refuses with
    `TargetExists`.
    """
    dialog = _dialog(parent, title, f"*{ending}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(name if name.endswith(ending) else name + ending)
    chosen = next(iter(_chosen(dialog)), None)
    if chosen is None or chosen.name.endswith(ending):
        return chosen
    return chosen.with_name(chosen.name + ending)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(documents()), kinds)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setSidebarUrls([])
    dialog.setHistory([])
    dialog.resize(760, 520)
    sides = (part.widget(0) for part in dialog.findChildren(QSplitter))
    for side in filter(None, sides):
        side.hide()  # the side bar: it has nothing to show
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    files = [Path(name) for name in dialog.selectedFiles()] if accepted else []
    dialog.deleteLater()
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
    return files


class Question(QDialog):
    """A question with two answers: `exec()` is true for the one named `yes`."""

    def __init__(
        self, parent: QWidget, say: Catalogue, heading: str, words: str, yes: str, *,
        danger: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.no = button(say("Cancelar"))
        self.yes = button(yes, look="danger" if danger else "primary")
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.setLayout(
            column(
                label(heading, "section"), label(words), row(0, self.no, self.yes),
                space="base", margin="wide",
            )
        )  # fmt: skip
        self.setMinimumWidth(440)
        (self.no if danger else self.yes).setFocus()
