"""When a record happened, for sorting and for a case's span: its dates, with their doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fielddoc.errors import DateRefused
from fielddoc.model.dates import DoubtfulDate, parse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from fielddoc.forms import Field, Form
    from fielddoc.model.record import Record


def dates(
    record: Record, form: Form | None
) -> tuple[str, datetime.date | None, datetime.date | None]:
    """The record's first date as written, and the first and last day its dates may mean.

    Only the fields on the page itself count (not those inside groups): they say when the
    thing happened, groups say when its details did.
    """
    found = list(_found(record, form.fields.values())) if form else []
    return (found[0].text if found else "", *span(found))


def span(
    found: Iterable[DoubtfulDate],
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that any of the dates may mean; None where nobody knows."""
    known = list(found)
    first = [date.earliest for date in known if date.earliest]
    last = [date.latest for date in known if date.latest]
    open_ended = any(date.latest is None for date in known)
    return min(first, default=None), None if open_ended else max(last, default=None)


def _found(record: Record, fields: Iterable[Field]) -> Iterator[DoubtfulDate]:
    for field in fields:
        if field.type != "date":
            continue
        for held in record.held(field.name):
            if isinstance(held.value.v, str):
                try:
                    yield parse(held.value.v)
                except DateRefused:  # a newer program may know more forms of dates than we do
                    continue
