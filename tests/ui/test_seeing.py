"""Seeing a case, from the keyboard: timeline, relations and two accounts, each also as words."""

import pytest
from PySide6.QtCore import Qt

from fielddoc.app import records, seeing
from fielddoc.app.session import open_session
from fielddoc.model.values import Value
from fielddoc.ui.desk import Place
from fielddoc.ui.drawings import span
from fielddoc.ui.pages.seen import FACTS, TAG


@pytest.fixture
def told(new_vault, case):
    """Dates with doubt, two people with a tie, and two interviews."""
    with open_session(new_vault.folder, bytearray(new_vault.key)) as session:

        def put(kind, /, **fields):
            values = {name: Value(plain) for name, plain in fields.items()}
            return records.save(session, case, None, kind, values).record

        ana, beto = put("person", given_names="Ana"), put("person", given_names="Beto")
        put("relation", **{"from": ana, "kind": "hermana", "to": [beto]})
        for date in ("1974~", "1975-03-02", "../1960", "1980/..", "1977?"):
            put("event", description=date, date=date)
        other = [{"date": {"v": "1979"}, "according_to": {"v": "un oficio"}}]
        put("disappearance", date="1978-05", conflicting_dates=other)
        put("interview", people=[ana], date="2024-01-01", testimony="Eran cuatro.")
        put("interview", people=[beto], date="2024-02-01", testimony="Eran cinco.")
    return case


@pytest.fixture
def window(told, window):
    """The window, opened when all is told."""
    del told
    return window


def show(qtbot, window, page, case):
    window.go(Place(page, case=case))
    qtbot.waitUntil(lambda: window.desk.idle)
    return window.page


def words(page):
    rows = [page.model.index(at, 0) for at in range(page.model.rowCount())]
    return [(row.data(), row.data(FACTS), row.data(TAG)) for row in rows]


def test_the_case_leads_to_each_way_of_seeing_it(qtbot, window, told):
    for at, name in enumerate(("timeline", "relations", "compare")):
        page = show(qtbot, window, "case", told)
        page.ways.actions()[at].trigger()
        qtbot.waitUntil(lambda: window.desk.idle)
        assert window.page.place == Place(name, case=told)


def test_the_timeline_says_what_it_draws(qtbot, window, told):
    page = show(qtbot, window, "timeline", told)
    assert not page.grab().isNull()
    page.turn.setFocus()
    qtbot.keyClick(page.turn, Qt.Key.Key_Space)
    assert page.list.isVisibleTo(page)
    said = words(page)
    assert any("alrededor de 1974" in facts for _, facts, _ in said)
    (differs,) = [facts for _, facts, tag in said if tag]
    assert "mayo de 1978" in differs
    assert "1979 (según: un oficio)" in differs
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place.page == "record" and window.desk.idle)


def test_a_certain_day_is_narrow_and_an_open_end_fades(qtbot, window, told):
    page = show(qtbot, window, "timeline", told)
    page.drawing.resize(900, page.drawing.sizeHint().height())
    rows = page.drawing._rows
    first, _last = span(rows)
    assert first < min(row.bars[0].latest.toordinal() for row in rows if row.bars[0].latest)
    picture = page.drawing.grab().toImage()
    paper = picture.pixelColor(picture.width() - 2, 2)
    top = page.drawing._top()
    filled = {}
    for row in rows:
        y = top + 8 + page.drawing._line() // 2
        across = range(int(900 * 0.36), 899)
        filled[row.bars[0].shown] = [x for x in across if picture.pixelColor(x, y) != paper]
        top += page.drawing._height(row)
    exact = next(row.bars[0].shown for row in rows if row.bars[0].shown.startswith("2 de marzo"))
    open_ = next(row.bars[0].shown for row in rows if row.bars[0].earliest is None)
    assert 0 < len(filled[exact]) < 20
    assert len(filled[open_]) > 0


def test_relations_are_said_and_open_their_record(qtbot, window, told):
    page = show(qtbot, window, "relations", told)
    assert not page.grab().isNull()
    qtbot.keyClick(page.turn, Qt.Key.Key_Space)
    assert [title for title, _, _ in words(page)] == ["Ana: Hermana de Beto"]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.place.kind == seeing.RELATION and window.desk.idle)


def test_two_accounts_side_by_side_differ_and_no_more(qtbot, window, told):
    page = show(qtbot, window, "compare", told)
    labels = [page.grid.itemAt(at).widget() for at in range(page.grid.count())]
    said = [one.text() for one in labels]
    assert "Eran cuatro." in said
    assert "Eran cinco." in said
    assert any(text.endswith("difiere") for text in said)
    assert not any("contradic" in text.lower() for text in said)
    page.other.setFocus()
    qtbot.keyClick(page.other, Qt.Key.Key_Up)
    page.other.activated.emit(0)
    qtbot.waitUntil(lambda: window.desk.idle)
    again = [page.grid.itemAt(at).widget().text() for at in range(page.grid.count())]
    assert not any(text.endswith("difiere") for text in again)


def test_with_one_interview_it_says_what_is_needed(qtbot, window, case):
    page = show(qtbot, window, "compare", "f" * 32)
    assert page.none.isVisibleTo(page)
    empty = show(qtbot, window, "timeline", "f" * 32)
    assert not empty.turn.isEnabled()
