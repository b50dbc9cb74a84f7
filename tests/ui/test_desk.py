"""The desk: answers come home on the GUI thread, failures are told, nothing is lost."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread

from fielddoc.app.rows import Changes
from fielddoc.errors import DiskFull
from fielddoc.progress import Progress, silent
from fielddoc.text import catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.page import Page
from fielddoc.ui.widgets import ProgressPanel


class Pretend:
    """A session that writes down on which thread it was used."""

    def __init__(self) -> None:
        self.opened = threading.get_ident()
        self.threads: list[int] = []
        self.closed: int | None = None
        self.kept: list[str] = []

    def close(self) -> None:
        self.closed = threading.get_ident()


class Ear(QObject):
    """Somebody who waits for answers."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[bool] = []

    def hear(self, *answer: object) -> None:
        self.heard.append(answer[0] if len(answer) == 1 else answer)
        self.threads.append(QThread.isMainThread())


def double(session: Pretend, number: int) -> int:
    session.threads.append(threading.get_ident())
    return number * 2


def change(session: Pretend, text: str) -> Changes:
    session.kept.append(text)
    return Changes(frozenset({"r"}), "c", "e", "r")


def fail(session: Pretend) -> None:
    raise DiskFull


def break_(session: Pretend) -> None:
    raise ZeroDivisionError


@pytest.fixture
def session():
    return []


@pytest.fixture
def desk(qapp, session):
    def opener():
        session.append(Pretend())
        return session[0]

    made = Desk(opener, catalogue("es"))
    yield made
    made.close()


@pytest.fixture
def ear(qapp):
    made = Ear()
    yield made
    made.deleteLater()


def test_answer_arrives_on_the_gui_thread_and_the_session_stays_on_one(qtbot, desk, ear, session):
    for number in range(20):
        desk.ask(ear.hear, double, number)
    assert ear.heard == []
    qtbot.waitUntil(lambda: desk.idle)
    assert ear.heard == [number * 2 for number in range(20)]
    assert all(ear.threads)
    assert set(session[0].threads) == {session[0].opened}
    assert session[0].opened != threading.get_ident()


def test_command_tells_everybody_with_its_author_before_its_own_slot(qtbot, desk, ear):
    other = Ear()

    desk.changed.connect(ear.hear)
    desk.do(change, "x", then=other.hear, by=other)
    qtbot.waitUntil(lambda: desk.idle)
    changes, by = ear.heard[0]
    assert (changes.records, changes.case, by) == (frozenset({"r"}), "c", other)
    assert other.heard == [changes]


def test_failures_find_banner_field_or_crash_page(qtbot, desk, ear):
    banner, crash = Ear(), Ear()
    desk.failed.connect(banner.hear)
    desk.broke.connect(crash.hear)
    desk.ask(ear.hear, fail)
    desk.ask(ear.hear, fail, refused=ear.hear)
    desk.ask(ear.hear, break_)
    desk.ask(ear.hear, break_, refused=ear.hear)
    qtbot.waitUntil(lambda: desk.idle)
    assert [type(error) for error in banner.heard] == [DiskFull]
    assert [type(error) for error in crash.heard] == [ZeroDivisionError] * 2
    assert [type(error) for error in ear.heard] == [DiskFull, ZeroDivisionError]


def test_answer_to_a_page_that_is_gone_is_dropped(qtbot, desk):
    gate = threading.Event()

    def slow(session: Pretend) -> str:
        gate.wait(10)
        return "late"

    ear = Ear()
    heard = ear.heard
    desk.ask(ear.hear, slow)
    ear.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(lambda: desk.idle)
    assert heard == []


def test_long_work_reports_and_stops(qtbot, desk, ear):
    started = threading.Event()

    def work(session: Pretend, progress: Progress = silent) -> str:
        for step in range(1_000_000_000):
            progress(step, 5_000_000_000)
            started.set()
        return "done"

    banner = Ear()
    desk.failed.connect(banner.hear)
    panel = ProgressPanel(desk.say)
    job = desk.run(ear.hear, work)
    panel.follow(job, "Trabajando")
    qtbot.waitUntil(lambda: started.is_set() and panel.figure.text() != "")
    assert panel.bar.maximum() == 1000
    panel.stop.click()
    qtbot.waitUntil(lambda: desk.idle)
    assert panel.isHidden()
    assert (ear.heard, banner.heard) == ([], [])


def test_aside_runs_beside_long_vault_work(qtbot, desk, ear):
    gate = threading.Event()

    def wait(session: Pretend) -> None:
        gate.wait(10)

    def free(number: int) -> int:
        return number + 1

    desk.ask(ear.hear, wait)
    desk.aside(ear.hear, free, 1)
    qtbot.waitUntil(lambda: ear.heard == [2])
    gate.set()
    qtbot.waitUntil(lambda: desk.idle)


def test_closing_saves_drafts_first_and_stops_long_work(qtbot, qapp, session):
    def opener():
        session.append(Pretend())
        return session[0]

    desk = Desk(opener, catalogue("es"))
    running = threading.Event()

    def work(session: Pretend, progress: Progress = silent) -> None:
        while True:
            running.set()
            progress(0, 0)

    class Writing(Page):
        def leave(self) -> None:
            self.desk.do(change, "las últimas palabras", by=self)

    page = Writing(desk, Place("record"), "Página")
    ear = Ear()
    desk.run(ear.hear, work)
    running.wait(10)
    assert desk.flush() == []
    assert session[0].kept == ["las últimas palabras"]
    desk.close()
    assert session[0].closed == session[0].opened
    page.deleteLater()


def test_a_draft_that_could_not_be_saved_is_known_before_the_end(qtbot, desk):
    class Writing(Page):
        def leave(self) -> None:
            self.desk.do(fail, refused=self.unheard, by=self)

        def unheard(self, error: BaseException) -> None:
            """Says nothing; the desk hears it all the same."""

    page = Writing(desk, Place("record"), "Página")
    assert [type(error) for error in desk.flush()] == [DiskFull]
    page.deleteLater()


def test_page_looks_again_only_when_it_is_seen_and_concerned(qtbot, desk):
    looks = []

    class Looking(Page):
        def look(self) -> None:
            looks.append(self.place.case)

    page = Looking(desk, Place("case", case="c"), "Página")
    qtbot.addWidget(page)
    desk.changed.emit(Changes(frozenset(), "c"), None)
    assert looks == []
    page.show()
    assert looks == ["c"]
    desk.changed.emit(Changes(frozenset(), "another"), None)
    desk.changed.emit(Changes(frozenset(), "c"), page)
    assert looks == ["c"]
    desk.changed.emit(Changes(frozenset(), "c"), None)
    assert looks == ["c", "c"]
    page.hide()
    desk.changed.emit(Changes(frozenset(), "c"), None)
    page.show()
    assert looks == ["c", "c", "c"]
