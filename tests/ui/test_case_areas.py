"""Every kind of record has a tab on the page of its case."""

from fielddoc import forms
from fielddoc.forms.fields import AREAS
from fielddoc.paths import resources
from fielddoc.ui.pages.case import EMPTY, TABS


def test_there_is_a_tab_for_every_area_and_a_sentence_where_it_is_empty() -> None:
    assert tuple(key for key, *_ in TABS) == AREAS
    assert set(EMPTY) == set(AREAS)


def test_no_kind_that_ships_is_left_to_the_last_tab_but_requests_about_data() -> None:
    loaded = forms.load(resources())
    last = {kind for kind, form in loaded.kinds.items() if form.area == "more"}
    assert last == {"case", "data_request"}
