"""What a record is called in lists."""

from fielddoc.forms.fields import Form, Forms, label
from fielddoc.forms.show import NameOf, show
from fielddoc.forms.versions import current
from fielddoc.model.record import Record


def title(forms: Forms, record: Record, language: str, name_of: NameOf) -> str:
    """Return the record's name: its form's title fields, else the first of `title_or` that says
    something, else the kind's label. Records of a kind that is not known here show the kind.
    """
    form = forms.kinds.get(record.kind)
    if form is None:
        return record.kind
    record = current(form, record)
    parts = [
        text for name in form.title if (text := _said(forms, form, record, name, language, name_of))
    ]
    if not parts:
        others = (_said(forms, form, record, name, language, name_of) for name in form.title_or)
        parts = [text for text in others if text][:1]
    words = all(form.fields[name].type == "text" for name in form.title)
    return (" " if words else " · ").join(parts) or label(form.labels, language)


def _said(
    forms: Forms, form: Form, record: Record, name: str, language: str, name_of: NameOf
) -> str:
    value = record.value(name)
    if value.empty or value.nothing is not None:
        return ""
    return show(forms, form.fields[name], value, language, name_of).replace("\n", " ")
