"""Which editor a field gets, and the box around it."""

from collections.abc import Callable

from fielddoc.forms import Field
from fielddoc.ui.forms.attachment import AttachmentEditor
from fielddoc.ui.forms.body import MarkEditor
from fielddoc.ui.forms.box import FieldBox
from fielddoc.ui.forms.choose import TermEditor, TermsEditor
from fielddoc.ui.forms.dates import DateEditor
from fielddoc.ui.forms.editor import Around, Editor
from fielddoc.ui.forms.group import GroupEditor
from fielddoc.ui.forms.lines import NumberEditor, TextEditor, TimeEditor
from fielddoc.ui.forms.many import ManyEditor
from fielddoc.ui.forms.people import RecordEditor
from fielddoc.ui.forms.place import PlaceEditor

EDITORS: dict[str, Callable[[Field, Around], Editor]] = {
    "text": TextEditor,
    "narrative": TextEditor,
    "date": DateEditor,
    "time": TimeEditor,
    "number": NumberEditor,
    "term": TermEditor,
    "terms": TermsEditor,
    "place": PlaceEditor,
    "person": RecordEditor,
    "record": RecordEditor,
    "mark": MarkEditor,
    "attachment": AttachmentEditor,
}
_ITS_OWN_LIST = ("terms", "person", "record", "group", "mark")


def make_box(asked: Field, around: Around) -> FieldBox:
    """Return the box of a field, empty."""
    return FieldBox(asked, around, make_editor(asked, around))


def make_editor(asked: Field, around: Around) -> Editor:
    """Return the editor of a field's content; several of them where the field says many."""
    if asked.type == "group":
        return GroupEditor(asked, around, make_box)
    one = EDITORS[asked.type]
    if asked.many and asked.type not in _ITS_OWN_LIST:
        return ManyEditor(asked, around, one)
    return one(asked, around)
