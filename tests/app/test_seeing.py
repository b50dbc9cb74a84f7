"""Seeing a case: doubt stays doubt, conflicts stand beside one another, accounts side by side."""

import datetime

from fielddoc.app import records, seeing
from fielddoc.app.session import Session
from fielddoc.model.values import Json, Value
from tests.app.test_finding import put

DAY = datetime.date


def test_dates_keep_their_doubt_and_their_order(session: Session, case: str) -> None:
    dates = ("1974-08-25", "1974~", "1973?", "1980/..", "../1960")
    ids = {date: put(session, case, "event", date=date) for date in dates}
    rows = {row.record: row for row in seeing.timeline(session, case)}
    bars = {date: rows[ids[date]].bars[0] for date in dates}
    assert bars["1974-08-25"].earliest == bars["1974-08-25"].latest == DAY(1974, 8, 25)
    assert (bars["1974~"].about, bars["1973?"].uncertain) == (True, True)
    assert bars["1980/.."].latest is None
    assert bars["../1960"].earliest is None
    order = [row.record for row in seeing.timeline(session, case)]
    assert order == [ids[date] for date in ("../1960", "1973?", "1974~", "1974-08-25", "1980/..")]


def test_other_dates_stand_beside_with_who_gives_them(session: Session, case: str) -> None:
    other = [{"date": {"v": "2023-04-30"}, "according_to": {"v": "Oficio"}}]
    put(session, case, "disappearance", date="2023-04-29/..", conflicting_dates=other)
    (row,) = [row for row in seeing.timeline(session, case) if row.kind == "disappearance"]
    assert row.disputed
    assert [bar.earliest for bar in row.bars] == [DAY(2023, 4, 29), DAY(2023, 4, 30)]
    assert row.bars[1].source == "Oficio"


def test_two_answers_nobody_decided_are_two_bars(session: Session, case: str) -> None:
    act = put(session, case, "event", date="1974")
    seen = records.view(session, act).based_on
    records.save(session, case, act, "event", {"date": Value("1975")}, based_on=seen)
    records.save(session, case, act, "event", {"date": Value("1976")}, based_on=seen)
    (row,) = [row for row in seeing.timeline(session, case) if row.record == act]
    assert row.disputed
    assert len(row.bars) == 2


def test_accounts_stand_side_by_side(session: Session, case: str) -> None:
    def told(**fields: Json) -> str:
        return put(session, case, "interview", **fields)

    one = told(testimony="Eran cuatro.", date="2024-01-01", purpose="Conocer")
    other = told(testimony="Eran cinco.", date="2024-01-01", interviewer="Ana")
    found = {row.label: row for row in seeing.compare(session, one, other).rows}
    assert found["Fecha"].differ is False
    account = next(row for row in found.values() if row.one == "Eran cuatro.")
    assert (account.other, account.differ) == ("Eran cinco.", True)
    assert any((row.one, row.other) == ("", "Ana") for row in found.values())
    assert any((row.one, row.other) == ("Conocer", "") for row in found.values())


def test_relations_name_everybody_once(session: Session, case: str) -> None:
    ana = put(session, case, "person", given_names="Ana")
    beto = put(session, case, "person", given_names="Beto")
    alone = put(session, case, "person", given_names="Celia")
    fields = {"from": ana, "kind": "hermana", "to": [beto]}
    tie = put(session, case, "relation", **fields)
    found = seeing.relations(session, case)
    assert {person.id for person in found.people} == {ana, beto, alone}
    (one,) = found.ties
    assert (one.record, one.start, one.end, one.kind) == (tie, ana, beto, "Hermana")
