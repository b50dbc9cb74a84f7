"""The helper and its wall: what it may not do, how it ends, and how little it is believed."""

import io
import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from fielddoc.errors import Cancelled, MediaRefused
from fielddoc.media import Cover, Document, helper
from fielddoc.media.rows import Box
from fielddoc.media.wire import PipeBroken, receive, send
from tests.media import made

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits of the system: POSIX only")


def document(seconds: float = 20) -> Document:
    return Document(io.BytesIO(made.loaded_jpeg()), "image", seconds=seconds)


def process_of(looked: Document) -> "subprocess.Popen[bytes]":
    process = looked._helper.process
    assert process is not None
    return process


# --- how it ends


def test_it_stays_for_the_next_question_and_ends_when_closed():
    with document() as looked:
        looked.facts()
        first = process_of(looked)
        looked.picture(50)
        assert process_of(looked) is first
    assert first.returncode is not None


@POSIX
def test_a_helper_that_does_not_answer_is_killed():
    import signal

    with document(seconds=0.3) as looked:
        looked._helper._seconds = 20
        looked.facts()
        looked._helper._seconds = 0.3
        stuck = process_of(looked)
        os.kill(stuck.pid, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(MediaRefused, match="time"):
            looked.picture(50)
        assert time.monotonic() - began < 5
        assert stuck.returncode == -signal.SIGKILL
        looked._helper._seconds = 20
        assert looked.picture(50).width == 50  # another one takes its place


@POSIX
def test_work_is_cancelled_at_once():
    import signal

    def stop(_at, _of):
        raise Cancelled

    with document() as looked:
        looked.facts()
        stuck = process_of(looked)
        os.kill(stuck.pid, signal.SIGSTOP)
        with pytest.raises(Cancelled):
            looked.picture(50, progress=stop)
        assert stuck.returncode == -signal.SIGKILL


@POSIX
def test_a_helper_that_dies_is_told_and_the_next_one_works():
    import signal

    with document() as looked:
        looked.facts()
        os.kill(process_of(looked).pid, signal.SIGKILL)
        with pytest.raises(MediaRefused, match="crashed"):
            looked.picture(50)
        assert looked.picture(50).width == 50


def test_progress_is_told_page_by_page():
    seen: list[tuple[int, int]] = []
    with Document(io.BytesIO(made.pdf(4)), "pdf") as looked:
        looked.copy([], progress=lambda at, of: seen.append((at, of)))
    assert seen
    assert {of for _, of in seen} <= {0, 4}
    assert [at for at, _ in seen] == sorted(at for at, _ in seen)


def test_a_source_that_fails_is_its_own_failure():
    from fielddoc.errors import VaultDamaged

    class Broken(io.BytesIO):
        def read(self, _size=-1):
            raise VaultDamaged(what="x")

    with Document(Broken(b"x" * 100), "image") as looked, pytest.raises(VaultDamaged):
        looked.facts()


# --- how little it is believed

LIES = {
    "ends": "",
    "noise": "out.write(b'x' * 1000)",
    "endless": "out.write((2**31).to_bytes(4)); out.write(b'{' * 100000)",
    "deep": "out.write((200000).to_bytes(4)); out.write(b'[' * 200000)",
    "not an object": "tell(b'[1]')",
    "no size": "tell(b'{\"done\": {}}')",
    "a payload nobody asked for": "tell(b'{\"done\": {}, \"size\": 10}' + b'0123456789')",
    "a huge payload": 'tell(b\'{"done": {}, "size": 99999999999}\')',
    "no facts": 'tell(b\'{"done": {}, "size": 0}\')',
    "a reason of its own": 'tell(b\'{"refused": "<b>llame al 555</b>", "size": 0}\')',
    "facts of another shape": (
        'tell(b\'{"done": {"pages": 1, "width": 1, "height": 1,'
        ' "rows": [["k", {"v": 1}]]}, "size": 0}\')'
    ),
    "a negative size": (
        'tell(b\'{"done": {"pages": -1, "width": 1, "height": 1, "rows": []}, "size": 0}\')'
    ),
    "true for one": (
        'tell(b\'{"done": {"pages": true, "width": 1, "height": 1, "rows": []}, "size": 0}\')'
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_answers_are_not_believed(name, monkeypatch):
    program = (
        "import sys; out = sys.stdout.buffer\n"
        "def tell(data):\n"
        "    head = data[:data.rindex(b'}') + 1]\n"
        "    out.write(len(head).to_bytes(4) + data)\n"
        f"{LIES[name]}\nout.flush()\n"
    )
    monkeypatch.setattr(helper, "command", lambda _job: [sys.executable, "-c", program])
    with document() as looked, pytest.raises(MediaRefused, match="crashed"):
        looked.facts()


def test_pixels_are_as_many_as_they_say(monkeypatch):
    with document() as looked:
        monkeypatch.setattr(
            looked._helper, "ask", lambda *_: ({"width": 10, "height": 10}, bytearray(399))
        )
        with pytest.raises(MediaRefused, match="crashed"):
            looked.picture(10)


def test_the_pipe_says_what_it_was_told():
    pipe = io.BytesIO()
    send(pipe, {"do": "señor"}, b"123")
    pipe.seek(0)
    assert receive(pipe, 3) == ({"do": "señor"}, bytearray(b"123"))
    pipe.seek(0)
    with pytest.raises(PipeBroken):
        receive(pipe, 2)


# --- what it may not do

TRIES = {
    "read a file": "open('/etc/hostname')",
    "write a file": "open('/tmp/fielddoc-no', 'w')",
    "write a file by number": "os.open('/tmp/fielddoc-no', os.O_CREAT | os.O_WRONLY)",
    "speak": "__import__('socket').socket()",
    "ask for a name": "__import__('socket').getaddrinfo('example.org', 80)",
    "start a program": "subprocess.Popen(['true'])",
    "start a shell": "os.system('true')",
    "list a folder": "os.listdir('/')",
    "remove": "os.remove('/tmp/fielddoc-no')",
    "load a library": "__import__('ctypes').CDLL('libm.so.6')",
}
NATIVE = {
    "open": "libc.open(b'/etc/hostname', 0)",
    "create": "libc.creat(b'/tmp/fielddoc-no', 0o600)",
    "socket": "libc.socket(2, 1, 0)",
    "pipe": "libc.pipe((ctypes.c_int * 2)())",
    "duplicate": "libc.dup(0)",
}


def confined(code: str) -> dict[str, str]:
    """What each try in a confined process ended with; it can only tell by its open pipe."""
    program = textwrap.dedent(
        """
        import ctypes, json, os, socket, subprocess, sys
        libc = ctypes.CDLL(None, use_errno=True)
        for name in ("open", "creat", "socket", "pipe", "dup", "fork"): getattr(libc, name)
        from fielddoc.media.confine import confine
        confine(512 * 1024 * 1024, 20)
        def go(code):
            try:
                return repr(eval(code))
            except BaseException as error:
                return type(error).__name__
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nprint(json.dumps({code}))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_python_code_behind_the_wall_does_nothing_but_count():
    found = confined(f"{{name: go(code) for name, code in {TRIES!r}.items()}}")
    assert set(found.values()) == {"PermissionError"}, found
    assert not Path("/tmp/fielddoc-no").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own limits, as Linux has them")
def test_native_code_behind_the_wall_opens_nothing():
    found = confined(f"{{name: go(code) for name, code in {NATIVE!r}.items()}}")
    assert set(found.values()) == {"-1"}, found
    assert confined("{'m': go('bytearray(10**9)')}") == {"m": "MemoryError"}


@POSIX
def test_no_decoder_needs_a_thread():
    """Who is not root may start no process and no thread behind the wall; root always may."""
    program = """
        import codecs, os, resource
        from fielddoc.media import confine, images, pages, page_copies, faces
        from tests.media import made
        files = [made.encoded(made.corners(), kind) for kind in images.FORMATS if kind != "DIB"]
        paper = made.pdf()
        for name in confine._CODECS:
            codecs.lookup(name)
        if os.getuid() == 0:
            os.setuid(65534)
        confine.confine(1024**3, 60)
        def none(at, of): pass
        for data in files:
            images.opened(data, none)["picture"]({"width": 50, "page": 0})
            images.opened(data, none)["copy"]({"steps": []})
        pages.opened(paper, none)["picture"]({"width": 50, "page": 0})
        page_copies.opened(paper, none)["copy"]({"steps": []})
        faces.opened(bytes(200 * 200 * 4), none)["faces"]({"width": 200, "height": 200})
        print(len(files))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stderr == ""
    assert int(done.stdout) >= 12


@pytest.mark.skipif(sys.platform != "linux", reason="strace")
def test_a_day_of_looking_creates_no_file_and_no_socket(tmp_path):
    """Every kind is shown, searched for faces and copied; the kernel is asked what was opened."""
    if subprocess.run(["which", "strace"], capture_output=True).returncode:
        pytest.skip("strace is not here")
    program = """
        import io
        from fielddoc.media import *
        from tests.media import made
        steps = [Cover(Box(.1, .1, .3, .3)), Rotate(90), Crop(Box(0, 0, .5, .5))]
        with Document(io.BytesIO(made.loaded_jpeg()), "image") as d:
            d.facts(); d.picture(100); d.faces(); d.copy(steps)
        with Document(io.BytesIO(made.pdf()), "pdf") as d:
            d.facts(); d.picture(100); d.picture(100, 1); d.copy(steps)
        with Document(io.BytesIO(b"hola"), "text") as d:
            d.facts(); d.text()
        with Document(io.BytesIO(bytes(100)), "sound") as d:
            d.facts()
        print("whole")
    """
    log = tmp_path / "calls"
    calls = "open,openat,openat2,creat,socket,connect,mkdir,mkdirat,rename,renameat,link,mknod"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", f"trace={calls}", "-o", str(log), sys.executable, "-B", "-c",
         textwrap.dedent(program)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout == "whole\n"
    lines = log.read_text().splitlines()
    assert len(lines) > 100
    made_here = [
        line
        for line in lines
        if ("O_WRONLY" in line or "O_RDWR" in line or "O_CREAT" in line)
        and "/dev/null" not in line
        and " = -1 " not in line
    ]
    assert made_here == []
    others = [line for line in lines if "open" not in line and " = -1 " not in line]
    assert [line for line in others if "(" in line and "exited" not in line] == []


def test_the_program_itself_loads_no_decoder():
    code = (
        "import sys, fielddoc.app.viewing, fielddoc.app.copies; "
        "print([m for m in ('PIL', 'pypdfium2', 'cv2', 'numpy', 'pikepdf') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_steps_outlive_a_helper_that_was_closed():
    with document() as looked:
        looked.close()
        assert looked.copy([Cover(Box(0, 0, 1, 1))]).media == "image/jpeg"
