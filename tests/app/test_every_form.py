"""Every field of every form that ships takes an answer, keeps it, shows it and is found by it."""

import pytest

from fielddoc import forms
from fielddoc.app import cases, records
from fielddoc.app.session import Session, load_forms
from fielddoc.forms import Field, Forms
from fielddoc.model.ids import new_id
from fielddoc.model.values import Json, Value

KINDS = [kind for kind in load_forms().kinds if kind != "case"]
PERSON = new_id()


def answer(loaded: Forms, field: Field, path: str) -> Json:
    """Something that fits the field, and can be told from every other answer."""
    match field.type:
        case "date":
            return "2014-09-26"
        case "time":
            return "~15:00"
        case "number":
            return "8..10"
        case "term" | "terms":
            term = next(iter(loaded.vocabularies[field.vocabulary or ""].terms))
            return [term] if field.type == "terms" else term
        case "place":
            return {"text": f"paraje {path}", "entity": "12", "municipality": "12011"}
        case "person" | "record":
            return [PERSON] if field.many else PERSON
        case "group":
            row = {
                name: {"v": answer(loaded, inner, f"{path} {name}")}
                for name, inner in field.fields.items()
            }
            return [row]
        case "mark":
            return [{"view": "anterior", "x": 0.5, "y": 0.25, "note": f"marca {path}"}]
        case "attachment":
            return {"sha256": "0" * 64, "size": 3, "name": f"{path}.txt", "media": "text/plain"}
    return [f"dicho {path}"] if field.many else f"dicho {path}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_form_is_kept_and_shown(session: Session, case: str, kind: str) -> None:
    loaded = session.forms
    form = loaded.kinds[kind]
    given = {
        name: Value(
            answer(loaded, field, name.replace("_", " ")), confidence="medium", source="cuaderno"
        )
        for name, field in form.fields.items()
    }
    made = records.save(session, case, None, kind, given)
    assert made.record is not None
    for language in ("es", "en"):
        session.language = language
        view = records.view(session, made.record)
        assert set(view.fields) == set(form.fields)
        assert view.title
        for name, field in form.fields.items():
            (held,) = view.fields[name]
            assert held.value == given[name]
            assert held.shown, name
            assert view.labels[name] == field.labels[language]
            for inner in field.fields.values():
                assert f"{inner.labels[language]}: " in held.shown, (name, inner.name)
    words = [name for name, field in form.fields.items() if field.type in ("text", "narrative")]
    for name in words:
        hits = records.search(session, f"dicho {name.replace('_', ' ')}")
        assert made.record in {hit.record for hit in hits}, name
    (group,) = [one for one in cases.overview(session, case).groups if one.rows]
    assert (group.kind, group.area) == (kind, form.area)


def test_no_answer_at_all_is_a_gap_for_nobody_and_stops_nothing(session: Session) -> None:
    for recipient in forms.fields.NEEDED_FOR:
        assert all(gap.record is None for gap in forms.gaps(session.forms, [], recipient))
