"""From one vault to another and back, as two colleagues do it."""

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from fielddoc import bundle
from fielddoc.errors import (
    Cancelled,
    ConsentMissing,
    ContactRefused,
    NotWritable,
    PracticeVault,
    SenderUnknown,
    TargetExists,
)
from fielddoc.model.entry import Content, read_header
from fielddoc.progress import Progress
from fielddoc.vault import Absorbed, Vault, open_vault
from tests.bundle.people import contact, fold, journal, make_case, meet, person, save


def send(sender: Vault, receiver: Vault, cases: list[str], path: Path) -> bundle.Packed:
    return bundle.pack(sender, cases, [contact(receiver)], path)


def receive(vault: Vault, path: Path) -> Absorbed:
    return bundle.take(vault, bundle.inspect(vault, path))


def looked(vault: Vault, path: Path) -> bundle.Contents:
    preview = bundle.inspect(vault, path)
    preview.discard()
    assert preview.contents is not None
    return preview.contents


def leftovers(vault: Vault) -> list[Path]:
    """What lies in quarantine, or among the files without being known to the vault."""
    return [
        *(vault.folder / "quarantine").iterdir(),
        *(vault.folder / "files").rglob("*.part"),
    ]


def test_a_case_arrives_whole(ruda, saga, tmp_path):
    case = make_case(ruda)
    packed = send(ruda, saga, [case], tmp_path / "1.fdb.age")
    assert (packed.entries, packed.files, packed.cases) == (4, 1, (case,))
    assert packed.size == (tmp_path / "1.fdb.age").stat().st_size
    preview = bundle.inspect(saga, tmp_path / "1.fdb.age")
    assert preview.sender_known
    assert (preview.sender, preview.sender_name) == (ruda.identity.fingerprint, "Ruda")
    assert (preview.id, preview.files) == (packed.id, 1)
    assert not preview.replayed
    assert not preview.gap
    (author,) = preview.authors
    assert (author.name, author.here) == ("Ruda", False)
    contents = preview.contents
    assert contents is not None
    assert (contents.new, contents.known, contents.waiting, contents.links) == (4, 0, 0, 0)
    (seen,) = contents.cases
    assert (seen.id, seen.here, seen.fields["name"].v) == (case, False, "Caso Río")
    assert ("evidence", "file") in contents.fields
    assert saga.case_count() == 0
    absorbed = bundle.take(saga, preview)
    assert absorbed.new == 4
    assert fold(saga, case) == fold(ruda, case)
    photo = b"photo of " + "Caso Río".encode() * 1000
    with saga.file(sha256(photo).hexdigest()) as reader:
        assert reader.read() == photo
    assert not saga.check().problems
    assert not leftovers(saga)


def test_the_journal_arrives_byte_for_byte(ruda, saga, tmp_path):
    case = make_case(ruda)
    odd = "ꞌ ɨ \u202e 😀 \U0010ffff \x7f \u2028 \\n \\u0041 \" ' \x00"
    save(ruda, case, "note", {"text": odd, "long": "x" * 1_000_000})
    send(ruda, saga, [case], tmp_path / "b")
    receive(saga, tmp_path / "b")
    assert journal(saga, case) == journal(ruda, case)


def test_a_replay_changes_nothing_and_says_so(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "b")
    receive(saga, tmp_path / "b")
    before, heads = fold(saga, case), dict(saga.heads())
    preview = bundle.inspect(saga, tmp_path / "b")
    assert preview.replayed
    assert preview.contents is not None
    assert (preview.contents.new, preview.contents.known) == (0, 4)
    absorbed = bundle.take(saga, preview)
    assert (absorbed.new, absorbed.records) == (0, frozenset())
    assert (fold(saga, case), dict(saga.heads())) == (before, heads)
    assert not leftovers(saga)


def test_other_cases_travel_as_links_and_are_filled_in_later(ruda, saga, tmp_path):
    one, two = make_case(ruda, "Uno"), make_case(ruda, "Dos")
    send(ruda, saga, [two], tmp_path / "2")
    contents = looked(saga, tmp_path / "2")
    assert (contents.new, contents.links, contents.waiting) == (4, 4, 0)
    assert [seen.id for seen in contents.cases] == [two]
    receive(saga, tmp_path / "2")
    assert fold(saga, two) == fold(ruda, two)
    assert saga.case_count() == 1
    assert not saga.gaps()
    send(ruda, saga, [one], tmp_path / "1")
    contents = looked(saga, tmp_path / "1")
    assert [(seen.id, seen.here) for seen in contents.cases] == [(one, False)]
    assert contents.new == 4
    receive(saga, tmp_path / "1")
    assert fold(saga, one) == fold(ruda, one)
    assert not saga.check().problems


def test_nothing_of_a_link_tells_what_was_written(ruda, saga, tmp_path):
    make_case(ruda, "Secreto")
    two = make_case(ruda, "Dos")
    send(ruda, saga, [two], tmp_path / "2")
    preview = bundle.inspect(saga, tmp_path / "2")
    with preview.arrived.room.open(preview.arrived.entries) as reader:
        told = reader.read()
    assert b"Dos" in told
    assert b"Secreto" not in told
    preview.discard()


def test_what_was_acknowledged_is_not_sent_again(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    receive(saga, tmp_path / "1")
    again = send(ruda, saga, [case], tmp_path / "2")
    assert (again.entries, again.files) == (4, 1)
    answer = send(saga, ruda, [], tmp_path / "3")
    assert answer.entries == 0
    receive(ruda, tmp_path / "3")
    save(ruda, case, "note", {"text": "más"})
    more = send(ruda, saga, [case], tmp_path / "4")
    assert (more.entries, more.files) == (1, 0)
    receive(saga, tmp_path / "4")
    assert fold(saga, case) == fold(ruda, case)


def test_what_they_sent_us_is_not_sent_back(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    receive(saga, tmp_path / "1")
    save(saga, case, "note", {"text": "de Saga"})
    back = send(saga, ruda, [case], tmp_path / "2")
    assert (back.entries, back.files) == (1, 0)
    receive(ruda, tmp_path / "2")
    assert fold(saga, case) == fold(ruda, case)


def test_a_bundle_that_never_came_is_noticed(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    send(ruda, saga, [case], tmp_path / "2")
    preview = bundle.inspect(saga, tmp_path / "2")
    assert preview.gap
    preview.discard()
    receive(saga, tmp_path / "1")
    preview = bundle.inspect(saga, tmp_path / "2")
    assert not preview.gap
    preview.discard()


def test_conflicts_are_foreseen(ruda, saga, tmp_path):
    case = make_case(ruda)
    note = save(ruda, case, "note", {"text": "primero", "same": "a"})
    send(ruda, saga, [case], tmp_path / "1")
    receive(saga, tmp_path / "1")
    for vault, text in ((ruda, "de Ruda"), (saga, "de Saga")):
        seen = tuple(held.entry for held in vault.record(note).held("text"))
        save(vault, case, "note", {"text": text}, note, {"text": seen})
    send(ruda, saga, [case], tmp_path / "2")
    assert looked(saga, tmp_path / "2").conflicts == ((note, "note", "text"),)
    receive(saga, tmp_path / "2")
    assert saga.record(note).conflicts == ("text",)
    assert looked(saga, tmp_path / "2").conflicts == ()


def test_consents_are_shown_and_a_withdrawal_travels_though_the_case_does_not(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    (given,) = looked(saga, tmp_path / "1").consents
    assert (given.case, given.withdrawn, given.fields["answer"].v) == (case, False, "si")
    receive(saga, tmp_path / "1")
    send(saga, ruda, [], tmp_path / "2")
    receive(ruda, tmp_path / "2")
    save(ruda, case, "note", {"text": "ya no"})
    save(ruda, case, "consent", {"withdrawn": "si"}, given.record)
    packed = send(ruda, saga, [case], tmp_path / "3")
    assert packed.left_out == ((case, "refused"),)
    assert packed.cases == ()
    assert packed.entries == 1
    (withdrawn,) = looked(saga, tmp_path / "3").consents
    assert withdrawn.withdrawn
    receive(saga, tmp_path / "3")
    assert saga.record(given.record).get("withdrawn") == "si"
    assert not [record for record in saga.records(case=case) if record.kind == "note"]


def test_a_withdrawal_reaches_who_never_answered(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    (given,) = looked(saga, tmp_path / "1").consents
    receive(saga, tmp_path / "1")
    save(ruda, case, "consent", {"withdrawn": "si"}, given.record)
    assert send(ruda, saga, [case], tmp_path / "2").cases == ()
    receive(saga, tmp_path / "2")
    assert saga.record(given.record).get("withdrawn") == "si"


def test_consents_of_a_case_do_not_go_to_who_never_had_it(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    (given,) = looked(saga, tmp_path / "1").consents
    receive(saga, tmp_path / "1")
    send(saga, ruda, [], tmp_path / "answer")
    receive(ruda, tmp_path / "answer")
    save(ruda, case, "consent", {"withdrawn": "si"}, given.record)
    with person(tmp_path, "Tule") as tule:
        meet(ruda, tule)
        with pytest.raises(ConsentMissing):
            bundle.pack(ruda, [case], [contact(saga), contact(tule)], tmp_path / "2")


def test_without_consent_nothing_travels(ruda, saga, tmp_path):
    no = make_case(ruda, agreed=False)
    with pytest.raises(ConsentMissing):
        send(ruda, saga, [no], tmp_path / "b")
    assert not list(tmp_path.glob("b*"))
    yes = make_case(ruda)
    packed = send(ruda, saga, [no, yes], tmp_path / "b")
    assert (packed.cases, packed.left_out) == ((yes,), ((no, "refused"),))
    assert [seen.id for seen in looked(saga, tmp_path / "b").cases] == [yes]


def test_erasure_travels_and_is_foreseen(ruda, saga, tmp_path):
    case = make_case(ruda)
    save(ruda, case, "note", {"text": "olvidar"})
    send(ruda, saga, [case], tmp_path / "1")
    receive(saga, tmp_path / "1")
    name = next(e for e in journal(ruda, case) if b"olvidar" in (e.content or b""))
    header = read_header(name.header)
    ruda.append("erase", case, Content(erases=(header.id,)))
    send(ruda, saga, [case], tmp_path / "2")
    assert looked(saga, tmp_path / "2").erasures == 1
    receive(saga, tmp_path / "2")
    assert not any(b"olvidar" in (entry.content or b"") for entry in journal(saga, case))
    assert journal(saga, case) == journal(ruda, case)


def test_an_unknown_sender_stays_in_quarantine_until_added(ruda, saga, tmp_path):
    with person(tmp_path, "Nadie") as nadie:
        nadie.add_contact(contact(saga))
        case = make_case(nadie)
        send(nadie, saga, [case], tmp_path / "b")
        preview = bundle.inspect(saga, tmp_path / "b")
        assert not preview.sender_known
        assert preview.sender_name == "Nadie"
        assert preview.spoken == bundle.cards.spoken(nadie.identity.fingerprint)
        assert preview.contents is None
        with pytest.raises(SenderUnknown) as caught:
            bundle.take(saga, preview)
        assert caught.value.facts == {"fingerprint": nadie.identity.fingerprint}
        assert saga.case_count() == 0
        saga.add_contact(contact(nadie))
        assert bundle.take(saga, preview).new == 4
        assert fold(saga, case) == fold(nadie, case)
    assert not leftovers(saga)


def test_a_closed_vault_keeps_nothing_in_quarantine(ruda, saga, tmp_path):
    send(ruda, saga, [make_case(ruda)], tmp_path / "b")
    preview = bundle.inspect(saga, tmp_path / "b")
    assert leftovers(saga)
    saga.close()
    assert not leftovers(saga)
    preview.discard()


def test_what_a_third_person_wrote_is_believed_because_of_the_sender(ruda, saga, tmp_path):
    with person(tmp_path, "Tercera") as tercera:
        meet(tercera, ruda)
        case = make_case(tercera)
        send(tercera, ruda, [case], tmp_path / "1")
        receive(ruda, tmp_path / "1")
    send(ruda, saga, [case], tmp_path / "2")
    preview = bundle.inspect(saga, tmp_path / "2")
    assert {(author.name, author.here) for author in preview.authors} == {
        ("Tercera", False),
        ("Ruda", False),
    }
    bundle.take(saga, preview)
    assert fold(saga, case) == fold(ruda, case)


def test_to_several_at_once(ruda, saga, tmp_path):
    with person(tmp_path, "Tercera") as tercera:
        meet(tercera, ruda)
        case = make_case(ruda)
        bundle.pack(ruda, [case], [contact(saga), contact(tercera)], tmp_path / "b")
        for vault in (saga, tercera):
            receive(vault, tmp_path / "b")
            assert fold(vault, case) == fold(ruda, case)


def test_to_several_goes_what_one_of_them_lacks(ruda, saga, tmp_path):
    case = make_case(ruda)
    send(ruda, saga, [case], tmp_path / "1")
    receive(saga, tmp_path / "1")
    send(saga, ruda, [], tmp_path / "2")
    receive(ruda, tmp_path / "2")
    assert send(ruda, saga, [case], tmp_path / "3").entries == 0
    with person(tmp_path, "Tercera") as tercera:
        meet(tercera, ruda)
        packed = bundle.pack(ruda, [case], [contact(saga), contact(tercera)], tmp_path / "4")
        assert (packed.entries, packed.files) == (4, 1)
        receive(tercera, tmp_path / "4")
        assert fold(tercera, case) == fold(ruda, case)


def test_a_cloned_machine_is_named_and_nothing_of_it_is_lost(ruda, saga, tmp_path):
    case = make_case(ruda)
    ruda.close()
    shutil.copytree(ruda.folder, tmp_path / "clone")
    key = bytearray(sha256(b"Ruda").digest())
    with (
        open_vault(tmp_path / "Ruda", bytearray(key), state=tmp_path / "s1") as first,
        open_vault(tmp_path / "clone", bytearray(key), state=tmp_path / "s2") as second,
    ):
        author = first.identity.fingerprint
        save(first, case, "note", {"text": "primera"})
        save(second, case, "note", {"text": "segunda"})
        save(second, case, "note", {"text": "tercera"})
        send(first, saga, [case], tmp_path / "1")
        send(second, saga, [case], tmp_path / "2")
    assert receive(saga, tmp_path / "1").forks == ()
    assert receive(saga, tmp_path / "2").forks == ((author, 5),)
    texts = {one.get("text") for one in saga.records(case=case) if one.kind == "note"}
    assert texts == {"primera", "segunda", "tercera"}
    with person(tmp_path, "Tercera") as tercera:
        meet(tercera, saga)
        for name in ("3", "4"):
            assert send(saga, tercera, [case], tmp_path / name).entries == 7
            receive(tercera, tmp_path / name)
            assert fold(tercera, case) == fold(saga, case)
            send(tercera, saga, [], tmp_path / f"{name}-answer")
            receive(saga, tmp_path / f"{name}-answer")


def test_practice_and_real_do_not_mix(ruda, tmp_path):
    with person(tmp_path, "Juego", practice=True) as juego:
        juego.add_contact(replace(contact(juego)))
        case = make_case(ruda)
        with pytest.raises(PracticeVault):
            send(ruda, juego, [case], tmp_path / "b")
        pretended = replace(contact(juego), card=contact(ruda).card)
        bundle.pack(ruda, [case], [pretended], tmp_path / "b")
        juego.add_contact(contact(ruda))
        with pytest.raises(PracticeVault):
            bundle.inspect(juego, tmp_path / "b")
        assert not leftovers(juego)


def test_kinds_of_recipients_are_not_mixed(ruda, saga, tmp_path):
    case = make_case(ruda)
    with person(tmp_path, "Tercera") as tercera:
        pq, old = contact(saga).recipients
        one = replace(contact(saga), recipients=(old,))
        other = replace(contact(tercera), recipients=(contact(tercera).recipients[0],))
        assert pq.startswith("age1pq1")
        with pytest.raises(ContactRefused):
            bundle.pack(ruda, [case], [one, other], tmp_path / "b")
        bundle.pack(ruda, [case], [one, contact(tercera)], tmp_path / "b")
        assert b"mlkem768" not in (tmp_path / "b").read_bytes()[:4000]
    receive(saga, tmp_path / "b")


def test_no_contact_no_bundle(ruda, tmp_path):
    with pytest.raises(ContactRefused):
        bundle.pack(ruda, [make_case(ruda)], [], tmp_path / "b")


def test_nothing_is_overwritten(ruda, saga, tmp_path):
    (tmp_path / "b").write_text("mine")
    with pytest.raises(TargetExists):
        send(ruda, saga, [make_case(ruda)], tmp_path / "b")
    assert (tmp_path / "b").read_text() == "mine"


def test_a_folder_that_is_not_there(ruda, saga, tmp_path):
    with pytest.raises(NotWritable):
        send(ruda, saga, [make_case(ruda)], tmp_path / "no" / "b")
    assert not leftovers(ruda)


def test_cancelled_work_leaves_nothing(ruda, saga, tmp_path):
    case = make_case(ruda)

    def stop_after(bytes_: int) -> Progress:
        def step(at: int, of: int) -> None:
            if at > bytes_:
                raise Cancelled

        return step

    with pytest.raises(Cancelled):
        bundle.pack(ruda, [case], [contact(saga)], tmp_path / "b", stop_after(5000))
    assert not list(tmp_path.glob("b*"))
    assert not ruda.bundles()
    send(ruda, saga, [case], tmp_path / "b")
    with pytest.raises(Cancelled):
        bundle.inspect(saga, tmp_path / "b", stop_after(5000))
    assert not leftovers(saga)
    preview = bundle.inspect(saga, tmp_path / "b")
    with pytest.raises(Cancelled):
        bundle.take(saga, preview, stop_after(0))
    assert saga.case_count() == 0
    assert not saga.bundles()
    assert not leftovers(saga)
    assert not [path for path in (saga.folder / "files").rglob("*") if path.is_file()]
    receive(saga, tmp_path / "b")
    assert fold(saga, case) == fold(ruda, case)


def test_progress_ends_at_the_whole(ruda, saga, tmp_path):
    steps: list[tuple[int, int]] = []
    case = make_case(ruda)
    bundle.pack(
        ruda, [case], [contact(saga)], tmp_path / "b", lambda at, of: steps.append((at, of))
    )
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_missing_attachments_are_named(ruda, saga, tmp_path):
    case = make_case(ruda)
    gone = sha256(b"gone").hexdigest()
    save(ruda, case, "evidence", {"file": {"sha256": gone, "size": 4, "name": "x"}})
    packed = send(ruda, saga, [case], tmp_path / "b")
    assert packed.missing == (gone,)
    receive(saga, tmp_path / "b")
    assert fold(saga, case) == fold(ruda, case)


def test_nothing_plain_lies_on_the_disk(ruda, saga, tmp_path):
    case = make_case(ruda, "Palabra plantada")
    send(ruda, saga, [case], tmp_path / "b")
    preview = bundle.inspect(saga, tmp_path / "b")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"Palabra plantada" not in path.read_bytes(), path
    preview.discard()
