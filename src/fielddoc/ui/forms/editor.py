"""What every editor of a field can do, and what it knows of its surroundings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fielddoc.app.rows import RecordRow
from fielddoc.forms import Field, Forms
from fielddoc.model.dates import DoubtfulDate
from fielddoc.model.values import Json
from fielddoc.text import Catalogue

Attach = Callable[[Path, Callable[[Json], None]], None]
"""Seals the file at a path into the vault and hands the attachment's content to the asker."""

Create = Callable[[str, str, Callable[[str], None]], None]
"""Makes a record of a kind with a name and hands its id to the asker."""


@dataclass(slots=True)
class Around:
    """What editors know beyond their own field: the forms, the case's records, the event's day.

    `rows` are the records that may be named here; `at` the day the record speaks of, by which
    institutions are offered; `attach` and `create` are None where no file can be
    taken in and no record be added.
    """

    say: Catalogue
    forms: Forms
    rows: Mapping[str, RecordRow] = field(default_factory=dict)
    at: DoubtfulDate | None = None
    attach: Attach | None = None
    create: Create | None = None

    @property
    def language(self) -> str:
        """The language that labels are shown in."""
        return self.say.language

    def name_of(self, record: str) -> str:
        """Return what a record is called in lists."""
        row = self.rows.get(record)
        return row.title if row is not None else self.say("registro de otro caso")


class Editor(QWidget):
    """Edits the plain content of one field.

    Signals: `edited` after each change made by a person, never after `set_content`; `settled`
    when such a change is done with (focus left, a choice made): one step of undo.
    """

    edited = Signal()
    settled = Signal()

    def __init__(self, asked: Field, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        self.around = around
        self.say = around.say

    def content(self) -> Json:
        """Return what was entered, in the form that `model.values` names; None when empty."""
        raise NotImplementedError

    def set_content(self, content: Json) -> None:
        """Show `content`, also when it does not fit the field: nothing written is hidden."""
        raise NotImplementedError

    def call(self, name: str) -> None:
        """Give each control its accessible name from the field's label."""
        raise NotImplementedError

    def control(self) -> QWidget:
        """Return the control that takes the keyboard first."""
        raise NotImplementedError

    def renew(self) -> None:
        """Look again at the surroundings: the case's records or the event's day changed."""

    def _chose(self) -> None:
        """Tell that a change was made in one step."""
        self.edited.emit()
        self.settled.emit()
