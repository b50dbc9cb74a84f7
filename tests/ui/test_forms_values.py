"""Every type of field gives back what it was shown: nothing changes by being looked at."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fielddoc.model.values import CONFIDENCE, Nothing, Value
from fielddoc.ui.forms.make import make_box
from tests.ui.material import ANA, BETO, EVENT, FORM, around

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufdd0\ufdd1"),
    min_size=1, max_size=20,
).filter(lambda text: text == text.strip())  # fmt: skip
lines = st.lists(words, min_size=1, max_size=4).map("\n".join)
proposal = st.builds(lambda text: {"text": text}, words)
dates = st.sampled_from(
    ["1974", "1974-08~", "1974-08-25?", "1974/1976-02", "1974-08/..", "../1990", "197X", "mayo"]
)
terms = st.sampled_from(["golpes", "asfixia", "viejo", "no_existe"]) | proposal
places = st.fixed_dictionaries(
    {},
    optional={
        "text": lines, "entity": st.sampled_from(["20", "12"]),
        "municipality": st.sampled_from(["20067", "067", "99999"]),
        "kind": st.just("cuartel"), "precision": st.just("inmueble"),
    },
).filter(bool)  # fmt: skip
marks = st.lists(
    st.fixed_dictionaries(
        {
            "view": st.sampled_from(["anterior", "posterior", "boca"]),
            "x": st.floats(0, 1), "y": st.floats(0, 1),
        },
        optional={
            "region": st.sampled_from(["mama", "hombro"]), "side": st.just("izq"),
            "kind": st.just("equimosis"), "note": lines, "length_mm": st.just(12),
            "colour": words,
        },
    ),
    min_size=1, max_size=3,
)  # fmt: skip
rows = st.lists(
    st.fixed_dictionaries(
        {"method": terms.map(lambda term: {"v": term})},
        optional={
            "duration": lines.map(lambda text: {"v": text, "confidence": "low"}),
            "date": dates.map(lambda text: {"v": text}),
            "who": st.just({"v": ANA}),
            "note": st.just({"nothing": "unknown"}),
            "was_here": st.just({"v": "de otro formulario"}),
        },
    ),
    min_size=1, max_size=3,
)  # fmt: skip
file = st.builds(
    lambda name: {"sha256": "ab" * 32, "size": 7, "name": name, "media": "image/png"}, words
)
CONTENTS = {
    "title": lines,
    "names": st.lists(lines, min_size=1, max_size=3),
    "account": lines,
    "date": dates,
    "time": st.sampled_from(["15:00", "~15:00", "de noche", "15:00/16:30", "~"]),
    "count": st.sampled_from(["43", "~11", "8..10", ">40", "muchos"]),
    "method": terms,
    "corps": st.sampled_from(["antigua", "nueva"]),
    "methods": st.lists(terms, min_size=1, max_size=4, unique_by=str),
    "place": places,
    "victim": st.sampled_from([ANA, "f" * 32]),
    "witnesses": st.lists(st.sampled_from([ANA, BETO]), min_size=1, max_size=2, unique=True),
    "event": st.just(EVENT),
    "rows": rows,
    "marks": marks,
    "file": file,
    "again": st.sampled_from(["si", "no"]),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_value_shown_is_the_value_given_back(name, qtbot):
    box = make_box(FORM.fields[name], around())
    qtbot.addWidget(box)
    told = []
    box.edited.connect(lambda: told.append(True))

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(CONTENTS[name], st.sampled_from([None, *CONFIDENCE]), st.none() | lines)
    def shown(content, confidence, source):
        value = Value(content, None, confidence, source)
        box.set_value(value)
        assert box.value() == value

    shown()
    assert not told, "showing is not editing"


@pytest.mark.parametrize("name", FORM.fields)
@pytest.mark.parametrize("kind", [None, *Nothing])
def test_every_kind_of_nothing_stays_what_it_is(name, kind, qtbot):
    box = make_box(FORM.fields[name], around())
    qtbot.addWidget(box)
    for value in (Value(nothing=kind), Value(nothing=kind, confidence="low", source="su hija")):
        box.set_value(value)
        assert box.value() == value


def test_rows_and_lists_that_are_opened_change_nothing(qtbot):
    rows: Any = make_box(FORM.fields["rows"], around())
    qtbot.addWidget(rows)
    value = Value([{"method": {"v": "viejo"}, "date": {"v": "mayo"}, "was_here": {"v": "x"}}])
    rows.set_value(value)
    card = rows.editor._cards[0]
    card.fold.click()
    card._show_rest()
    assert card.opened
    assert rows.value() == value
    methods: Any = make_box(FORM.fields["methods"], around())
    qtbot.addWidget(methods)
    methods.set_value(Value(["viejo", {"text": "otra"}]))
    methods.editor._opener.click()
    assert methods.value() == Value(["viejo", {"text": "otra"}])
