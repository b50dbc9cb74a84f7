"""Pages that hand something over or receive it, on the practice vaults of the demonstration."""

from functools import partial

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from fielddoc.app import bundles, contacts, demo
from fielddoc.app.session import open_session
from fielddoc.text import catalogue
from fielddoc.ui import dialogs
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.settings import Settings
from fielddoc.ui.window import Window


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demonstration, and where its state is."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FIELDDOC_STATE", str(folder / "state"))
        return demo.build(folder / "demo"), folder / "state"


@pytest.fixture
def window_on(qtbot, made, monkeypatch):
    """Open a window on one of the vaults."""
    monkeypatch.setenv("FIELDDOC_STATE", str(made[1]))
    desks = []

    def open_(folder):
        key = demo.unlock(folder)
        desk = Desk(partial(open_session, folder, key), catalogue("es"))
        desks.append(desk)
        window = Window(desk, Settings())
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: desk.idle, timeout=20000)
        return window

    yield open_
    for desk in desks:
        desk.close()


def words(page) -> str:
    """All that a page says."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def says(qtbot, page, text):
    """Wait until a page says `text`: new words are there once their layout was done."""
    qtbot.waitUntil(lambda: text in words(page))


def settled(qtbot, window):
    qtbot.waitUntil(lambda: window.desk.idle, timeout=30000)


def first_case(qtbot, window):
    row = window.page.model.row(window.page.model.index(0))
    return row.id


def test_dossier_is_made_and_never_replaces_a_file(qtbot, made, window_on, tmp_path):
    window = window_on(made[0].vault)
    case = first_case(qtbot, window)
    window.go(Place("dossier", case=case))
    page = window.page
    target = tmp_path / "expediente.pdf"
    page.recipient.setText("Juzgado de práctica")
    page.start(target)
    assert not page.make.isEnabled()
    settled(qtbot, window)
    assert page.make.isEnabled()
    assert target.read_bytes().startswith(b"%PDF-")
    says(qtbot, page, "SHA-256")
    before = target.read_bytes()
    page.start(target)
    settled(qtbot, window)
    assert window.banner.mood == "danger"
    assert target.read_bytes() == before
    window.go(Place("verify"))
    window.page.verify([target])
    settled(qtbot, window)
    says(qtbot, window.page, "íntegro")
    target.write_bytes(before.replace(b"Juzgado", b"Juzgada") + b"\n% added")
    window.page.verify([target])
    settled(qtbot, window)
    says(qtbot, window.page, "alterado")
    assert "íntegro, firmado" not in words(window.page)


def test_stopping_a_dossier_leaves_no_file(qtbot, made, window_on, tmp_path):
    window = window_on(made[0].vault)
    window.go(Place("dossier", case=first_case(qtbot, window)))
    settled(qtbot, window)
    target = tmp_path / "expediente.pdf"
    window.page.start(target)
    window.page.progress.stop.click()
    settled(qtbot, window)
    assert not target.exists()
    assert window.banner.isHidden()
    assert window.page.make.isEnabled()


def test_bundle_is_sealed_to_the_marked_and_received_twice_without_change(
    qtbot, made, window_on, tmp_path
):
    window = window_on(made[0].vault)
    window.go(Place("bundle", case=first_case(qtbot, window)))
    settled(qtbot, window)
    page = window.page
    assert not page.pack.isEnabled()
    page.boxes[0].click()
    assert page.pack.isEnabled()
    target = tmp_path / "2.fdb.age"
    page.start(target)
    settled(qtbot, window)
    assert target.read_bytes().startswith(b"age-encryption.org/v1")
    says(qtbot, page, "sellado")

    there = window_on(made[0].coordinator)
    there.go(Place("import"))
    page = there.page
    page.inspect(target)
    settled(qtbot, there)
    says(qtbot, page, "contacto suyo")
    primary = [
        one.text()
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.property("look") == "primary"
    ]
    assert primary == ["Importar"]
    page.take.click()
    settled(qtbot, there)
    assert page.choose.property("look") == "primary"
    page.inspect(target)
    settled(qtbot, there)
    says(qtbot, page, "ya se recibió antes")
    page.take.click()
    settled(qtbot, there)
    says(qtbot, page, "No cambió nada")


def test_what_is_not_decided_is_discarded(qtbot, made, window_on, monkeypatch):
    discarded = []
    real = bundles.discard

    def discard(session, preview):
        discarded.append(preview)
        real(session, preview)

    monkeypatch.setattr(bundles, "discard", discard)
    window = window_on(made[0].coordinator)
    window.go(Place("import"))
    window.page.inspect(made[0].bundle)
    settled(qtbot, window)
    window.go(Place("cases"))
    settled(qtbot, window)
    assert len(discarded) == 1


def test_a_bundle_for_others_is_refused_in_words(qtbot, made, window_on):
    window = window_on(made[0].vault)
    window.go(Place("import"))
    window.page.inspect(made[0].bundle)
    settled(qtbot, window)
    assert "otras personas" in window.banner.words.text()
    assert window.page.empty.isVisible()
    window.go(Place("cases"))
    assert window.banner.isHidden()
    settled(qtbot, window)


def test_a_contact_is_added_only_after_comparing(qtbot, window, monkeypatch, made, home):
    """`window` is on a fresh vault, which is for practice as the demonstration's is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FIELDDOC_STATE", str(made[1]))
        with open_session(made[0].vault, demo.unlock(made[0].vault)) as session:
            contacts.card(session, home / "ella.fdcard")
    asked = []

    def answer(code):
        def exec_(dialog):
            asked.append("\n".join(one.text() for one in dialog.findChildren(QLabel)))
            return code

        return exec_

    window.go(Place("contacts"))
    page = window.page
    monkeypatch.setattr("fielddoc.ui.pages.contacts.open_file", lambda *_: home / "ella.fdcard")
    for code, listed in ((QDialog.DialogCode.Rejected, 0), (QDialog.DialogCode.Accepted, 1)):
        monkeypatch.setattr(dialogs.Question, "exec", answer(code))
        page.add.click()
        settled(qtbot, window)
        assert page._list.count() == listed
    spoken = contacts.read(home / "ella.fdcard").spoken
    assert all(spoken in one for one in asked)
    says(qtbot, page, spoken)


def test_own_card_is_saved_and_its_fingerprint_told(qtbot, window, monkeypatch, home):
    window.go(Place("contacts"))
    target = home / "mia.fdcard"
    monkeypatch.setattr("fielddoc.ui.pages.contacts.save_file", lambda *_: target)
    window.page.own.click()
    settled(qtbot, window)
    assert contacts.read(target).spoken in window.banner.words.text()


def test_vault_is_checked_and_rebuilt_from_the_settings(qtbot, window):
    window.go(Place("settings"))
    settled(qtbot, window)
    for pressed, said in (
        (window.page.check, "Todo cuadra"),
        (window.page.rebuild, "0 diferencias"),
        (window.page.backup, "Respaldo hecho"),
    ):
        pressed.click()
        settled(qtbot, window)
        assert said in window.banner.words.text()
