"""Work away from the window: the one object that makes threads.

Two threads, each with its own line of jobs: `vault` opens, uses and closes the vault's session,
so that database work is serial by construction; `aside` does what needs no vault. The rules
that everyone else paid for:

* only `Jobs` makes threads; a page gets a `Job`;
* signals belong to objects of the GUI thread; a worker gets a bound `emit`;
* the end of a job arrives by a queued connection;
* whoever waits connects a bound method, so that Qt drops the connection with the page;
* garbage is collected on the GUI thread only: a widget must not be destroyed by a worker.
"""

import gc
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from fielddoc.errors import Cancelled

REPORT_EVERY = 0.05
"""Seconds between two reports of one job: more often no eye can follow."""

Work = Callable[[], Any]


class Job(QObject):
    """One piece of work as the page that asked for it sees it.

    Signals: `announced(answer, by)` and then `answered(answer)`; `refused(error)` when it failed
    or was stopped; `progressed(at, of)` with `of` 0 when the size is unknown; `ended()` last,
    always. `long` work is stopped when the desk closes, short work is finished.
    """

    announced = Signal(object, object)
    answered = Signal(object)
    refused = Signal(object)
    progressed = Signal(object, object)
    ended = Signal()

    def __init__(
        self, work: Callable[["Job"], Any], owner: "Jobs", *, by: object, long: bool
    ) -> None:
        super().__init__(owner)
        self.long = long
        self._by = by
        self._work = work
        self._report = owner.reported.emit
        self._stopped = threading.Event()
        self._last = 0.0

    def stop(self) -> None:
        """Ask the work to end at its next step; from any thread."""
        self._stopped.set()

    def progress(self, at: int, of: int) -> None:
        """Take a step's report, on the worker's thread; raise `Cancelled` when asked to stop."""
        if self._stopped.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= REPORT_EVERY or at == of:
            self._last = now
            self._report(self, at, of)

    def work(self) -> Any:
        """Do the work, on the worker's thread."""
        if self._stopped.is_set():
            raise Cancelled
        return self._work(self)

    def end(self, answer: object, error: BaseException | None) -> None:
        """Tell whoever waits, on the GUI thread."""
        if error is None:
            self.announced.emit(answer, self._by)
            self.answered.emit(answer)
        else:
            self.refused.emit(error)
        self.ended.emit()
        self._by = None
        self.deleteLater()


class Jobs(QObject):
    """Makes the threads, hands them work and brings the answers home."""

    reported = Signal(object, object, object)
    finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, queue.SimpleQueue[Job | threading.Event | None]] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._waiting: set[Job] = set()
        self._failures: list[BaseException] = []
        self.reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)
        self._sweep = QTimer(self, interval=1000)
        self._sweep.timeout.connect(_collect)
        gc.disable()
        self._sweep.start()

    @property
    def idle(self) -> bool:
        """Whether no work is under way and every answer was delivered."""
        return not self._waiting

    def start(
        self, line: str, work: Callable[[Job], Any], *, by: object = None, long: bool = False
    ) -> Job:
        """Queue `work` on the thread named `line`, making the thread at its first job."""
        job = Job(work, self, by=by, long=long)
        self._waiting.add(job)
        if line not in self._lines:
            self._lines[line] = queue.SimpleQueue()
            thread = threading.Thread(
                target=_serve,
                args=(self._lines[line], self.finished.emit),
                name=line,
                daemon=True,
            )
            self._threads[line] = thread
            thread.start()
        self._lines[line].put(job)
        return job

    def drain(self) -> list[BaseException]:
        """Stop long work, finish all short work, deliver every answer; return what failed."""
        self._failures = []
        while self._waiting:
            for job in self._waiting:
                if job.long:
                    job.stop()
            for line in self._lines.values():
                reached = threading.Event()
                line.put(reached)
                reached.wait()
            QCoreApplication.sendPostedEvents(self)
        return [error for error in self._failures if not isinstance(error, Cancelled)]

    def close(self) -> None:
        """Come to an end as in `drain`, and end the threads."""
        self.drain()
        for line in self._lines.values():
            line.put(None)
        for thread in self._threads.values():
            thread.join()
        self._lines.clear()
        self._threads.clear()
        self._sweep.stop()
        gc.enable()

    def _pass_on(self, job: Job, at: int, of: int) -> None:
        if job in self._waiting:
            job.progressed.emit(at, of)

    def _bring_home(self, job: Job, answer: object, error: BaseException | None) -> None:
        self._waiting.discard(job)
        if error is not None:
            self._failures.append(error)
            del self._failures[:-20]
        job.end(answer, error)


def _serve(
    line: "queue.SimpleQueue[Job | threading.Event | None]", tell: Callable[..., None]
) -> None:
    while (job := line.get()) is not None:
        if isinstance(job, threading.Event):
            job.set()
            continue
        try:
            answer = job.work()
        except BaseException as error:  # noqa: BLE001 (carried to the GUI thread, which judges it)
            tell(job, None, error)
        else:
            tell(job, answer, None)
        del job


def _collect() -> None:
    """Do on the GUI thread what Python would have done on any: collect by generations."""
    for generation, (count, limit) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count > limit:
            gc.collect(generation)
