"""What differs between Windows, macOS and Linux, and nothing else.

One function per difference, each with its honest fallback: it returns whether the protection
is in force, so that the program can say so.
"""

import contextlib
import ctypes
import os
import stat
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def harden() -> bool:
    """Forbid core dumps and reading this process's memory by others of the same user.

    Linux: `RLIMIT_CORE` 0 and `prctl(PR_SET_DUMPABLE, 0)`; macOS: the core limit only;
    elsewhere nothing. Returns whether memory is closed to other processes.
    """
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def confine(memory: int, seconds: int) -> bool:
    """Bind this process, native code and all, for ever: no new file, socket or process.

    Linux and macOS: no descriptor can be opened any more, those that are open go on; no byte
    written to a file; no child; processor `seconds`. Linux also holds it to `memory` bytes of
    address space and to no new privileges (`PR_SET_NO_NEW_PRIVS`). Elsewhere nothing: there
    only Python's audit hook stands. Returns whether the limits hold; where Linux refuses one it
    raises.
    """
    harden()
    if sys.platform == "win32":
        return False
    import resource

    limits = [
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_AS, memory))
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    held = True
    for limit, most in limits:
        hard = resource.getrlimit(limit)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(limit, (least, least))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise
            held = False
    return held


def has_screen() -> bool:
    """Whether somebody could see a window here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def without_window() -> int:
    """Creation flags with which a child shows no console: only Windows would."""
    if sys.platform != "win32":
        return 0
    import subprocess

    return subprocess.CREATE_NO_WINDOW


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut (Windows needs no such call)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def leads_elsewhere(facts: os.stat_result) -> bool:
    """Whether a folder's own facts (`lstat`) say that it is a Windows junction, not a folder."""
    if sys.platform != "win32":
        return False
    return facts.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT


def monotonic_ns() -> int:
    """Nanoseconds of a clock that nobody can set, counting sleep where the system can."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()


def private(path: Path) -> None:
    """Let only the owner read and write `path`, where the file system knows owners."""
    with contextlib.suppress(NotImplementedError):
        path.chmod(0o700 if path.is_dir() else 0o600)


def token(process: "subprocess.Popen[bytes]") -> str:
    """Name a child so that the program that takes this one's place can wait for it.

    A process id where programs can replace themselves (the child stays ours); on Windows a
    handle that the fresh process inherits, so that no id can be taken by another meanwhile.
    """
    if sys.platform != "win32":
        return str(process.pid)
    handle = int(process._handle)  # noqa: SLF001 (subprocess has no public door to it)
    os.set_handle_inheritable(handle, True)
    return str(handle)


def become(command: Sequence[str]) -> None:
    """Replace this process, and all its memory, by `command`. Does not return on POSIX.

    Windows cannot replace a process: there a fresh one starts and the caller must end at once.
    """
    if sys.platform != "win32":
        os.execv(command[0], list(command))  # noqa: S606
    import subprocess

    subprocess.Popen(list(command), close_fds=False)


def wait_for(name: str) -> int:
    """Wait for the child that `token` named and return its exit code (negative: a signal)."""
    if sys.platform != "win32":
        return os.waitstatus_to_exitcode(os.waitpid(int(name), 0)[1])
    import _winapi

    _winapi.WaitForSingleObject(int(name), _winapi.INFINITE)
    return _winapi.GetExitCodeProcess(int(name))
