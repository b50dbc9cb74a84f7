"""Entries: signed, chained, applied, waiting, erased, forked, refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fielddoc.crypto.identity import Identity
from fielddoc.errors import EntryRefused, RecordUnknown
from fielddoc.model.entry import Change, Content, SignedEntry, read_content, read_header
from fielddoc.model.ids import new_id
from fielddoc.model.values import Nothing, Value
from fielddoc.vault.incoming import moment
from tests.vault.house import Writer, change


def id_of(entry: SignedEntry) -> str:
    return read_header(entry.header).id


def test_what_was_said_is_what_is_kept(house):
    vault = house.create()
    case, person = new_id(), new_id()
    content = Content(
        (change(case, "Caso", kind="case", field="name"), change(person, "Itzel")),
        reason="porque sí",
        about=(person,),
        facts=(("a", "b"),),
    )
    made = vault.append("save", case, content)
    (kept,) = vault.entries()
    assert kept == made
    header = read_header(kept.header)
    assert read_content(header, kept.content or b"") == content
    assert (header.n, header.prev, header.case, header.clock) == (1, None, case, "unchecked")
    assert vault.author(header.author).name == "A"
    assert vault.heads() == {vault.identity.fingerprint: 1}
    (held,) = vault.record(person).held("given")
    assert (held.entry, held.value.v, held.author) == (header.id, "Itzel", header.author)
    assert held.at == header.at


def test_the_chain_goes_on_after_reopening(house):
    vault = house.create()
    first = vault.append("a", None, Content())
    vault = house.reopen(vault)
    second = vault.append("b", None, Content())
    header = read_header(second.header)
    assert (header.n, header.prev) == (2, first.hash)


def test_a_clock_set_back_is_said(house):
    vault = house.create()
    future = Writer(vault.identity)
    vault.absorb([future.write(Content(), at="2999-01-01T00:00:00+00:00")], [])
    assert read_header(vault.append("a", None, Content()).header).clock == "set-back"


def test_two_edits_of_one_value_are_a_conflict_until_decided(house):
    one, two = house.create("A"), house.create("B")
    person = new_id()
    base = one.append("save", None, Content((change(person, "Ana"),)))
    two.absorb([base], [one.identity.certificate])
    mine = one.append("save", None, Content((change(person, "Ana María", [id_of(base)]),)))
    other = two.append("save", None, Content((change(person, "Anna", [id_of(base)]),)))
    one.absorb([other], [two.identity.certificate])
    two.absorb([mine], [])
    assert one.record(person) == two.record(person)
    assert one.record(person).conflicts == ("given",)
    assert {held.value.v for held in one.record(person).held("given")} == {"Ana María", "Anna"}
    over = [id_of(mine), id_of(other)]
    one.append("settle", None, Content((change(person, "Ana M.", over),)))
    assert one.record(person).get("given") == "Ana M."
    assert not one.record(person).conflicts


def test_a_mark_waits_for_its_value(house):
    vault, writer = house.create(), Writer()
    person, early = new_id(), new_id()
    late = Writer().write(Content((change(person, "nuevo", [early]),)), id_=new_id())
    stranger = Writer()
    marked = stranger.write(Content((change(person, "nuevo", [early]),)))
    vault.absorb([marked], [stranger.identity.certificate])
    old = writer.write(Content((change(person, "viejo"),)), id_=early)
    vault.absorb([old], [writer.identity.certificate])
    assert [held.value.v for held in vault.record(person).held("given")] == ["nuevo"]
    assert late  # a third author's entry, never delivered, changes nothing


def test_what_lacks_a_predecessor_waits_and_is_listed(house):
    vault, writer = house.create(), Writer()
    person = new_id()
    entries = [writer.write(Content((change(person, str(n)),))) for n in range(3)]
    found = vault.absorb(entries[1:], [writer.identity.certificate])
    assert (found.new, found.waiting, found.records) == (2, 2, frozenset())
    assert [(gap.n, gap.waiting) for gap in vault.gaps()] == [(1, 2)]
    with pytest.raises(RecordUnknown):
        vault.record(person)
    vault = house.reopen(vault)
    found = vault.absorb(entries[:1], [])
    assert (found.new, found.waiting, found.records) == (1, 0, frozenset({person}))
    assert len(vault.record(person).held("given")) == 3
    assert vault.gaps() == []
    assert [read_header(entry.header).n for entry in vault.entries()] == [1, 2, 3]


def test_a_replay_changes_nothing_and_says_so(house):
    vault, writer = house.create(), Writer()
    entries = [writer.write(Content((change(new_id(), "x"),))) for _ in range(3)]
    vault.absorb(entries, [writer.identity.certificate], facts={"bundle": "1"})
    assert vault.heads()[vault.identity.fingerprint] == 1
    found = vault.absorb(entries, [writer.identity.certificate], facts={"bundle": "1"})
    assert (found.new, found.known, found.records) == (0, 3, frozenset())
    assert vault.heads()[vault.identity.fingerprint] == 1


def test_a_fork_is_named(house):
    vault, writer = house.create(), Writer()
    writer.write(Content())
    writer.n, writer.prev = 0, None
    clone = Writer(writer.identity)
    entries = [writer.write(Content()), clone.write(Content())]
    found = vault.absorb(entries, [writer.identity.certificate])
    assert found.forks == ((writer.identity.fingerprint, 1),) == vault.forks()
    after = {writer.identity.fingerprint: 1}
    assert len(list(vault.entries(after=after))) == 2


def test_only_what_comes_after_the_heads_is_given(house):
    vault = house.create()
    made = [vault.append("a", None, Content()) for _ in range(3)]
    assert list(vault.entries(after={vault.identity.fingerprint: 2})) == made[2:]


@pytest.mark.parametrize("before", [True, False])
def test_an_erasure_is_obeyed_whenever_it_comes(house, before):
    one, two = house.create("A"), house.create("B")
    person, case = new_id(), new_id()
    kept = one.append("save", case, Content((change(person, "Eloísa"),)))
    gone = one.append(
        "save", case, Content((change(person, "Capulín 4", [id_of(kept)], field="given"),))
    )
    tomb = one.append("erase", case, Content(erases=(id_of(gone),), reason="pidió"))
    assert one.record(person).get("given") == "Eloísa"
    assert one.search("capulin") == []
    order = [tomb, kept, gone] if before else [kept, gone, tomb]
    for entry in order:
        two.absorb([entry], [one.identity.certificate])
    for vault in (one, two):
        contents = {id_of(entry): entry.content for entry in vault.entries()}
        assert contents[id_of(gone)] is None
        assert vault.record(person).get("given") == "Eloísa"
        assert vault.check().problems == ()
        assert b"Capul" not in b"".join(
            row[0] or b"" for row in vault._database.rows("SELECT content FROM entry")
        )
    found = two.absorb([gone], [])
    assert (found.new, found.known) == (0, 1)


def test_what_erases_cannot_be_erased(house):
    vault = house.create()
    said = vault.append("save", None, Content((change(new_id(), "x"),)))
    tomb = vault.append("erase", None, Content(erases=(id_of(said),)))
    vault.append("erase", None, Content(erases=(id_of(tomb),)))
    assert [entry.content is None for entry in vault.entries()] == [True, False, False]


def test_a_withheld_content_is_taken_when_it_comes(house):
    vault, writer = house.create(), Writer()
    person = new_id()
    first = writer.write(Content((change(person, "Fidel"),)))
    second = writer.write(Content((change(person, "Roca", field="surname"),)))
    bare = SignedEntry(first.header, first.signature, None)
    vault.absorb([bare, second], [writer.identity.certificate])
    assert not vault.record(person).held("given")
    assert vault.absorb([first], []).new == 1
    assert vault.record(person).get("given") == "Fidel"
    assert vault.absorb([bare], []).known == 1
    assert vault.record(person).get("given") == "Fidel"


def test_an_import_with_one_bad_signature_leaves_no_trace(house):
    vault, writer = house.create(), Writer()
    good = writer.write(Content((change(new_id(), "a"),)))
    bad = writer.write(Content((change(new_id(), "b"),)))
    forged = SignedEntry(bad.header, good.signature, bad.content)
    with pytest.raises(EntryRefused) as refused:
        vault.absorb([good, forged], [writer.identity.certificate])
    assert refused.value.facts["reason"] == "signature"
    assert list(vault.entries()) == []
    assert vault.heads() == {}
    assert vault.absorb([good, bad], [writer.identity.certificate]).new == 2


def _deep(levels: int) -> object:
    value: object = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda e: SignedEntry(e.header[:-1], e.signature, e.content), "header"),
        (lambda e: SignedEntry(e.header, e.signature, (e.content or b"") + b" "), "content-hash"),
        (lambda e: SignedEntry(b"[]", e.signature, e.content), "header"),
        (lambda e: SignedEntry(e.header, b"", e.content), "signature"),
    ],
)
def test_a_spoilt_entry_is_refused(house, spoil, reason):
    vault, writer = house.create(), Writer()
    entry = writer.write(Content((change(new_id(), "a"),)))
    with pytest.raises(EntryRefused) as refused:
        vault.absorb([spoil(entry)], [writer.identity.certificate])
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize(
    "content",
    [
        Content(about=("not an id",)),
        Content(erases=("f" * 31,)),
        Content((Change(new_id(), "person", "", Value("x")),)),
        Content((Change(new_id(), "", "given", Value("x")),)),
        Content((change(new_id(), "\ud800"),)),
        Content(reason="\ud800"),
        Content((change(new_id(), _deep(100_000)),)),
    ],
)
def test_what_cannot_be_kept_is_not_signed(house, content):
    vault = house.create()
    with pytest.raises(EntryRefused):
        vault.append("save", None, content)
    assert list(vault.entries()) == []


@pytest.mark.parametrize("half", [b"\\ud800", b"\xed\xa0\x80", b"\0"])
@pytest.mark.parametrize("place", ["value", "kind", "field"])
def test_what_is_no_text_is_refused(house, half, place):
    vault = house.create()
    parts = {"value": "x", "kind": "person", "field": "given", place: "SURROGATE"}
    made = Content((change(new_id(), parts["value"], kind=parts["kind"], field=parts["field"]),))
    data = made.to_bytes().replace(b"SURROGATE", half)

    class Raw(Content):
        def to_bytes(self):
            return data

    writer = Writer()
    with pytest.raises(EntryRefused):
        vault.absorb([writer.write(Raw())], [writer.identity.certificate])


@pytest.mark.parametrize("n", [0, -1, 1 << 53, 1 << 70])
def test_an_absurd_number_is_refused(house, n):
    vault, writer = house.create(), Writer()
    entry = writer.write(Content(), n=n, prev="0" * 64)
    with pytest.raises(EntryRefused):
        vault.absorb([entry], [writer.identity.certificate])


def test_an_unknown_author_is_refused(house):
    vault, writer = house.create(), Writer()
    with pytest.raises(EntryRefused) as refused:
        vault.absorb([writer.write(Content())], [Identity.new("otro").certificate])
    assert refused.value.facts["reason"] == "author-unknown"
    with pytest.raises(EntryRefused):
        vault.absorb([], [b"no certificate"])


def test_a_wrong_number_for_a_predecessor_waits_for_ever(house):
    vault, writer = house.create(), Writer()
    first = writer.write(Content())
    odd = writer.write(Content((change(new_id(), "x"),)), n=7)
    for batch in ([odd, first], [first, odd]):
        vault.absorb(batch, [writer.identity.certificate])
        assert [gap.waiting for gap in vault.gaps()] == [1]
        assert vault.heads()[writer.identity.fingerprint] == 1


def test_kinds_of_nothing_and_a_megabyte_survive(house):
    vault = house.create()
    person, text = new_id(), "ꞌñ\u202e👩🏽‍🌾 " * 60_000
    changes = (
        Change(person, "person", "given", Value(nothing=Nothing.DECLINED, source="ella")),
        Change(person, "person", "account", Value(text, confidence="low")),
    )
    vault.append("save", None, Content(changes))
    vault = house.reopen(vault)
    record = vault.record(person)
    assert record.value("given") == Value(nothing=Nothing.DECLINED, source="ella")
    assert record.value("account") == Value(text, confidence="low")


@settings(deadline=None)
@given(st.text() | st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()))
def test_any_clock_can_be_compared(text):
    assert isinstance(moment(text), int)


def test_clocks_compare_across_zones():
    assert moment("2026-03-01T10:00:00-06:00") == moment("2026-03-01T16:00:00Z")
    assert moment("yesterday") == 0
