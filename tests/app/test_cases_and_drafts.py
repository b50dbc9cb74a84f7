"""Cases at a glance, and typing that is never lost."""

import datetime

from fielddoc.app import cases, drafts, records
from fielddoc.app.rows import Draft
from fielddoc.app.session import Session, open_session
from fielddoc.app.vaults import unlock
from fielddoc.model.values import Nothing, Value
from tests.app.conftest import PASSPHRASE


def test_the_listing_finds_by_words_without_accents(session: Session, case: str):
    records.save(session, case, None, "person", {"given_names": Value("Núñez Inventado")})
    assert [row.id for row in cases.listing(session, "nunez")] == [case]
    assert cases.listing(session, "zzz") == []
    assert (cases.count(session), cases.count(session, "zzz")) == (1, 0)
    assert cases.listing(session)[0].people == 1


def test_the_overview_groups_by_kind_and_spans_what_happened(session: Session, case: str):
    records.save(session, case, None, "person", {"birth_date": Value("1950")})
    for date in ("2001-05/2001-07", "1999~"):
        records.save(session, case, None, "event", {"date": Value(date)})
    seen = cases.overview(session, case)
    assert [row.when for row in seen.group("event").rows] == ["1999~", "2001-05/2001-07"]
    assert (seen.earliest, seen.latest) == (datetime.date(1999, 1, 1), datetime.date(2001, 7, 31))
    assert seen.group("proceeding").rows == ()
    assert [group.kind for group in seen.groups] == [k for k in session.forms.kinds if k != "case"]


def test_the_overview_names_what_people_disagree_about(session: Session, case: str):
    event = records.save(session, case, None, "event", {"date": Value("1999")}).record or ""
    seen = records.view(session, event).based_on
    for year in ("2000", "2001"):
        records.save(session, case, event, "event", {"date": Value(year)}, based_on=seen)
    assert [row.id for row in cases.overview(session, case).conflicts] == [event]


def test_a_draft_is_there_when_the_vault_is_opened_again(session: Session, case: str):
    typed = {"testimony": Value("Yo estaba despierta"), "time": Value(nothing=Nothing.DECLINED)}
    drafts.keep(session, Draft("page-1", "interview", case, None, typed, {"time": ("a" * 32,)}))
    folder = session.vault.folder
    session.close()
    with open_session(folder, unlock(folder, bytearray(PASSPHRASE))) as again:
        (found,) = drafts.pending(again)
        assert (found.fields, found.based_on) == (typed, {"time": ("a" * 32,)})
        assert found.saved_at
        drafts.drop(again, "page-1")
        assert drafts.pending(again) == []
