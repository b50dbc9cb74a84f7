"""When to lock: after minutes without a hand on the keyboard or mouse, and after sleep."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from fielddoc import system

BEAT = 5
"""Seconds between two looks at the clock."""

ASLEEP = 60
"""Seconds without a beat after which the machine must have slept: whoever wakes it asks first."""

_SECOND = 1_000_000_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
        QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
    }
)  # fmt: skip


class Idle(QObject):
    """Watches the application's events. Signal: `elapsed()` once, when it is time to lock.

    The clock is one that nobody can set and that runs on while the machine sleeps, where the
    system has such a clock; a laptop that was closed locks as soon as it is opened.
    """

    elapsed = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._touched = self._beaten = system.monotonic_ns()
        self._timer = QTimer(self, interval=BEAT * 1000)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A sign of the person starts the wait again; nothing is kept from anybody."""
        if event.type() in _SIGNS:
            self._touched = system.monotonic_ns()
        return False

    def beat(self) -> None:
        """Look at the clock."""
        now = system.monotonic_ns()
        slept = now - self._beaten > ASLEEP * _SECOND
        waited = now - self._touched >= self.minutes * 60 * _SECOND
        self._beaten = now
        if slept or waited:
            self._timer.stop()
            self.elapsed.emit()
