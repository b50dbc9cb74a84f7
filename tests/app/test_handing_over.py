"""Dossiers, bundles, contacts, identities: what leaves is written down, nothing is overwritten."""

import shutil
import subprocess
from pathlib import Path

import pytest

from fielddoc.app import bundles, contacts, dossiers, evidence, identities, records, verify
from fielddoc.app.session import Session
from fielddoc.errors import (
    ConsentMissing,
    ContactRefused,
    ContactUnknown,
    DiskFull,
    NotWritable,
    PracticeVault,
    TargetExists,
)
from fielddoc.model.values import Value


@pytest.fixture
def agreed(session: Session, case: str) -> str:
    person = records.save(session, case, None, "person", {"given_names": Value("Tadeo")}).record
    for purpose in ("presentar_nacional", "compartir_equipo"):
        fields = {"person": Value(person), "purpose": Value(purpose), "answer": Value("si")}
        records.save(session, case, None, "consent", fields)
    return case


def test_an_export_is_written_down_with_hash_recipient_and_reason(
    session: Session, agreed: str, tmp_path: Path
):
    target = tmp_path / "a.pdf"
    made = dossiers.make(session, agreed, "court", "es", target, "Juzgado", "audiencia")
    last = records.history(session, agreed)[-1]
    assert (last.command, last.reason) == ("dossier", "audiencia")
    assert made.sha256 in last.shown
    assert "Juzgado" in last.shown


def test_without_consent_nothing_is_printed_or_written_down(
    session: Session, case: str, tmp_path: Path
):
    records.save(session, case, None, "person", {"given_names": Value("Tadeo")})
    before = len(list(session.vault.entries()))
    with pytest.raises(ConsentMissing):
        dossiers.make(session, case, "court", "es", tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
    assert len(list(session.vault.entries())) == before


def test_nothing_is_overwritten(session: Session, agreed: str, friends: None, tmp_path: Path):
    taken = tmp_path / "tomado"
    taken.write_text("mío", encoding="utf-8")
    with pytest.raises(TargetExists):
        dossiers.make(session, agreed, "court", "es", taken)
    with pytest.raises(TargetExists):
        bundles.pack(session, [agreed], ["Dos"], taken)
    with pytest.raises(TargetExists):
        contacts.card(session, taken)
    with pytest.raises(TargetExists):
        identities.export(session, taken, bytearray(b"x"))
    with pytest.raises(NotWritable):
        dossiers.make(session, agreed, "court", "es", tmp_path / "no" / "a.pdf")
    assert taken.read_text(encoding="utf-8") == "mío"


def test_a_file_that_is_called_like_a_draft_is_left_alone(session: Session, tmp_path: Path):
    theirs = tmp_path / ".mia.fdcard.new"
    theirs.write_text("mío", encoding="utf-8")
    contacts.card(session, tmp_path / "mia.fdcard")
    assert theirs.read_text(encoding="utf-8") == "mío"


def test_a_bundle_carries_a_case_and_its_files(
    session: Session, other: Session, agreed: str, friends: None, tmp_path: Path
):
    (tmp_path / "nota.txt").write_bytes(b"hola")
    taken = evidence.attach(session, agreed, tmp_path / "nota.txt")
    bundles.pack(session, [agreed], ["Dos"], tmp_path / "b.age")
    seen = bundles.preview(other, tmp_path / "b.age")
    facts = bundles.facts(other, seen)
    assert facts["cases"][0]["title"] == "Caso inventado"
    assert facts["unknown_fields"] == []
    assert other.vault.cases() == []
    got = bundles.take(other, seen)
    assert got.new > 0
    assert other.vault.record(agreed) == session.vault.record(agreed)
    sha256 = other.vault.record(taken.record or "").get("file")["sha256"]
    with evidence.read(other, sha256) as stream:
        assert stream.read() == b"hola"


def test_a_case_that_did_not_travel_is_not_written_down_as_if_it_had(
    session: Session, agreed: str, friends: None, tmp_path: Path
):
    alone = records.save(session, None, None, "case", {"name": Value("Sin preguntar")}).case or ""
    packed = bundles.pack(session, [agreed, alone], ["Dos"], tmp_path / "b.age")
    assert packed.left_out == ((alone, "missing"),)
    went, stayed = (records.history(session, one)[-1] for one in (agreed, alone))
    assert went.command == stayed.command == "bundle"
    assert packed.sha256 in went.shown
    assert "left_out" not in went.shown
    assert "left_out: missing" in stayed.shown


def test_a_bundle_that_cannot_be_written_down_does_not_stay(
    session: Session,
    agreed: str,
    friends: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    def full(*_: object, **__: object) -> None:
        raise DiskFull(path=tmp_path)

    monkeypatch.setattr(session.vault, "append", full)
    with pytest.raises(DiskFull):
        bundles.pack(session, [agreed], ["Dos"], tmp_path / "b.age")
    assert not (tmp_path / "b.age").exists()


def test_a_discarded_preview_leaves_nothing(
    session: Session, other: Session, agreed: str, friends: None, tmp_path: Path
):
    bundles.pack(session, [agreed], ["Dos"], tmp_path / "b.age")
    bundles.discard(other, bundles.preview(other, tmp_path / "b.age"))
    assert other.vault.cases() == []
    assert not [p for p in (other.vault.folder / "files").rglob("*") if p.is_file()]


def test_contacts_are_found_by_name_or_fingerprint(session: Session, other: Session, friends: None):
    (found,) = contacts.listing(session)
    assert found.name == "Dos"
    assert contacts.choose(session, found.fingerprint[:8]).name == "Dos"
    for named in ("Tres", found.fingerprint[:7], ""):
        with pytest.raises(ContactUnknown):
            contacts.choose(session, named)


def test_a_card_that_was_touched_is_refused(session: Session, tmp_path: Path):
    contacts.card(session, tmp_path / "c")
    data = (tmp_path / "c").read_bytes()
    (tmp_path / "c").write_bytes(data.replace(b"Uno", b"Una", 1))
    with pytest.raises(ContactRefused):
        contacts.add(session, tmp_path / "c")
    with pytest.raises(ContactRefused):
        contacts.read(tmp_path / "no")


def test_practice_and_real_do_not_mix(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    contacts.card(session, tmp_path / "c")
    monkeypatch.setattr(session.vault, "practice", False)
    with pytest.raises(PracticeVault):
        contacts.add(session, tmp_path / "c")


def test_verify_tells_what_each_file_is(
    session: Session, other: Session, agreed: str, friends: None, tmp_path: Path
):
    original = tmp_path / "nota.txt"
    original.write_bytes(b"hola")
    evidence.attach(session, agreed, original)
    paper, bundle, stray = tmp_path / "a.pdf", tmp_path / "b.age", tmp_path / "c.txt"
    dossiers.make(session, agreed, "court", "es", paper)
    bundles.pack(session, [agreed], ["Dos"], bundle)
    stray.write_bytes(b"hola!")
    told = verify.verify([paper, bundle, original, stray], other)
    assert [(one.kind, one.state, one.holds) for one in told] == [
        ("dossier", "intact-known", True),
        ("bundle", "intact-known", True),
        ("original", "listed", True),
        ("original", "not-listed", False),
    ]
    assert "Uno" in told[0].sentence
    strangers = verify.verify([paper, bundle, stray][:2])
    assert [(one.state, one.holds) for one in strangers] == [
        ("intact-unknown", True),
        ("sealed", False),
    ]
    assert verify.verify([stray], language="en")[0].state == "not-ours"


def test_an_altered_dossier_vouches_for_nothing(session: Session, agreed: str, tmp_path: Path):
    original = tmp_path / "nota.txt"
    original.write_bytes(b"hola")
    evidence.attach(session, agreed, original)
    paper = tmp_path / "a.pdf"
    dossiers.make(session, agreed, "court", "es", paper)
    paper.write_bytes(paper.read_bytes() + b"\n% more")
    told = verify.verify([original, paper], session)
    assert [one.holds for one in told] == [False, False]


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_the_exported_identity_is_an_age_key_file_under_a_passphrase(
    session: Session, tmp_path: Path
):
    target = tmp_path / "llave.age"
    identities.export(session, target, bytearray(b"abc"))
    head = target.read_bytes()
    assert head.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert b"AGE-SECRET-KEY" not in head
    # stock age asks on the terminal only, so that it parses the header is what can be seen here
    done = subprocess.run(
        ["age", "-d", target], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert b"passphrase" in done.stderr or b"tty" in done.stderr
