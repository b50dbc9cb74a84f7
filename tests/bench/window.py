"""How soon there is a window: ours, from the command, v. the barest that PySide6 can show.

Both run in fresh processes of the same interpreter on the same Qt platform, in turn. The clock
runs from before the process is made until its first window has been painted with everything
in it: the probe is a zero timer started by the window's first paint event, and Qt paints all
children before timers fire. The quickest of several starts counts on both sides: so short a
work is only ever slowed down by what else the machine does.
"""

import os
import subprocess
import sys
import time

from tests.bench import harness
from tests.bench.ground import Ground
from tests.bench.harness import Figure

ROUNDS = 15
_PROBE = """
import os
from PySide6.QtCore import QTimer
def painted(window):
    window.__class__.paintEvent = window.__class__.__base__.paintEvent
    QTimer.singleShot(0, told)
def told():
    os.write(1, b"painted\\n")
    os._exit(0)
"""
BARE = f"""
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
{_PROBE}
class Bare(QMainWindow):
    def paintEvent(self, event):
        painted(self)
application = QApplication(sys.argv)
window = Bare()
window.show()
application.exec()
"""
OURS = f"""
{_PROBE}
from fielddoc.ui.gate import Gate
Gate.paintEvent = lambda self, event: painted(self)
from fielddoc.__main__ import main
main([])
"""


def start(ground: Ground) -> Figure:
    """Start of the program's first window v. a bare PySide6 window, in seconds."""
    home = ground.folder / "home"
    home.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "FIELDDOC_STATE": str(home / "state"),
        # as installed: with byte code kept, also where the checkout is run without
        "PYTHONPYCACHEPREFIX": str(ground.folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for source in (OURS, BARE):
        _painted(source, environment)
    pairs = [(_painted(OURS, environment), _painted(BARE, environment)) for _ in range(ROUNDS)]
    ours, bare = (min(times) for times in zip(*pairs, strict=True))
    platform = environment.get("QT_QPA_PLATFORM", "the screen's")
    return harness.slower(ours, bare, "s", 2.0, f"Qt platform: {platform}")


def _painted(source: str, environment: dict[str, str]) -> float:
    """Seconds until a process that runs `source` has painted its window."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-P", "-c", source],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
    if line != b"painted\n":
        raise RuntimeError("no window was painted")
    return took
