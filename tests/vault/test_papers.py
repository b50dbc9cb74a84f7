"""Drafts, contacts, bundles, settings, copies."""

import io

import pytest

from fielddoc import vault as room
from fielddoc.errors import NotAVault, TargetExists
from fielddoc.model.entry import Content
from fielddoc.vault import Bundle, Contact
from fielddoc.vault.backup import GENERATIONS
from tests.vault.house import picture
from tests.vault.test_files import named


def test_drafts_are_there_when_the_vault_is_next_opened(house):
    vault = house.create()
    vault.save_draft("a", b"1")
    vault.save_draft("a", b"2")
    vault.save_draft("b", b"3")
    vault.drop_draft("b")
    vault.drop_draft("none")
    assert house.reopen(vault).drafts() == {"a": b"2"}


def test_contacts_bundles_and_settings_are_kept(house):
    vault = house.create()
    contact = Contact("f" * 64, "Coordinación", b"der", ("age1pq1x", "age1y"), b"card")
    vault.add_contact(contact)
    sent = Bundle("out", "1", contact.fingerprint, "2026-03-01", "0" * 64, {"x": 3}, {"a": "b"})
    taken = Bundle("in", "1", contact.fingerprint, "2026-03-02", "1" * 64)
    for bundle in (taken, sent):
        vault.add_bundle(bundle)
    vault.set_setting("language", "en")
    vault = house.reopen(vault)
    assert vault.contacts() == [contact]
    assert vault.bundles() == [sent, taken]
    assert vault.bundles(direction="in", peer=contact.fingerprint) == [taken]
    assert vault.bundles(peer="nobody") == []
    assert (vault.setting("language"), vault.setting("none")) == ("en", None)


def test_a_copy_is_a_vault_with_everything(house, tmp_path):
    vault = house.create()
    stored = vault.store_stream(io.BytesIO(b"photograph"), "a.jpg")
    vault.append("attach", None, named(stored), [stored])
    copy = vault.backup()
    shown = picture(vault)
    vault.append("later", None, Content())
    with pytest.raises(TargetExists):
        room.restore(copy, tmp_path)
    with pytest.raises(NotAVault):
        room.restore(tmp_path, tmp_path / "B.fielddoc")
    room.restore(copy, tmp_path / "B.fielddoc")
    key = house.keys[vault.folder]
    with room.open_vault(tmp_path / "B.fielddoc", key, state=tmp_path / "other") as back:
        assert picture(back) == shown
        assert back.file(stored.sha256).read() == b"photograph"
        assert back.check().problems == ()
    with room.open_vault(tmp_path / "B.fielddoc", key, state=house.state / "A") as back:
        assert back.rolled_back


def test_three_generations_are_kept(house):
    vault = house.create()
    made = [vault.backup() for _ in range(GENERATIONS + 2)]
    assert sorted((vault.folder / "backups").iterdir()) == made[-GENERATIONS:]
