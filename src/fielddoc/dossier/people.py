"""Who a record is about, and the key that stands for a person who is not to be named."""

import re
from collections.abc import Iterable, Mapping

from fielddoc.forms import Form, Forms
from fielddoc.model.names import fold
from fielddoc.model.record import Record

PEOPLE = ("person", "group")
_SUBJECTS = {
    "interview": ("people",),
    "consent": ("person",),
    "relation": ("from", "to"),
    "ante_mortem": ("person", "informant"),
    "search_report": ("person", "reporter"),
    "case": (),
}
_ALL_MUST = {
    "person", "group", "interview", "injury", "consent", "evidence", "istanbul_report",
    "ante_mortem", "search_report",
}  # fmt: skip
"""Kinds that are one person's own: everybody concerned must agree. Of an act, a violation or a
proceeding each victim may speak, and the others stand there as keys."""
_NAMES = (
    "given_names",
    "surname1",
    "surname2",
    "full_name",
    "social_name",
    "own_language_name",
    "name",
)
_VICTIM = {"victima_directa", "victima_indirecta"}
_WITNESS = {"testigo"}


def subjects(forms: Forms, record: Record) -> frozenset[str]:
    """Return the ids of the people and groups a record is about.

    The kinds that come with the program are known; of a form that an organisation added, every
    field that names people counts.
    """
    if record.kind in PEOPLE:
        return frozenset((record.id,))
    names: Iterable[str] = _SUBJECTS.get(record.kind, ("regarding", "person", "people"))
    form = forms.kinds.get(record.kind)
    if form is not None and record.kind not in _SUBJECTS and not set(names) & set(form.fields):
        names = _naming_people(form)
    found: set[str] = set()
    for name in names:
        for held in record.held(name):
            plain = held.value.v
            found.update(
                item for item in (plain if isinstance(plain, list) else [plain])
                if isinstance(item, str)
            )  # fmt: skip
    return frozenset(found)


def _naming_people(form: Form) -> list[str]:
    return [
        field.name
        for field in form.fields.values()
        if field.type == "person"
        or (field.type == "record" and field.kinds and set(field.kinds) <= set(PEOPLE))
    ]


def may_show(forms: Forms, record: Record, agreed: frozenset[str]) -> bool:
    """Say whether those concerned agreed: all of them, or for shared facts one of them."""
    about = subjects(forms, record)
    if not about:
        return True
    return about <= agreed if record.kind in _ALL_MUST else bool(about & agreed)


def search_only(record: Record) -> bool:
    """Say whether who informed asked that it serve only search and identification (LGMDFP 108);
    of several versions the careful one counts.
    """
    return any(held.value.v in ("si", "en_parte") for held in record.held("search_only"))


def keys(records: Iterable[Record]) -> Mapping[str, str]:
    """Return a key for every person and group: their own, else V1, T1, P1 or G1 in turn.

    A key that somebody made of the person's own name is none, for it stands where the name must
    not.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    listed = [record for record in records if record.kind in PEOPLE]
    for record in listed:
        own = record.get("key")
        own = own.strip() if isinstance(own, str) else ""
        if own and own not in taken and not _words(own) & _named(record):
            made[record.id] = own
            taken.add(own)
    for record in listed:
        if record.id in made:
            continue
        letter = _letter(record)
        number = 1
        while f"{letter}{number}" in taken:
            number += 1
        made[record.id] = f"{letter}{number}"
        taken.add(made[record.id])
    return made


def _named(record: Record) -> set[str]:
    """The words of all names that the record holds, whichever of several versions."""
    return {
        word
        for name in _NAMES
        for held in record.held(name)
        if isinstance(held.value.v, str)
        for word in _words(held.value.v)
    }


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(text)) if len(word) > 1}


def _letter(record: Record) -> str:
    if record.kind == "group":
        return "G"
    said = record.get("case_roles")
    roles = {role for role in (said if isinstance(said, list) else []) if isinstance(role, str)}
    if roles & _VICTIM or record.get("victim_kind"):
        return "V"
    return "T" if roles & _WITNESS else "P"
