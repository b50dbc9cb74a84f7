"""No room on the disk: said as such, and nothing is left behind."""

import sys
from contextlib import contextmanager

import pytest

from fielddoc import bundle
from fielddoc.errors import DiskFull
from tests.bundle.people import contact, make_case

if sys.platform == "win32":
    pytest.skip("no file size limits on Windows", allow_module_level=True)

import resource


@contextmanager
def no_file_over(size: int):
    """Let writes beyond `size` bytes of any file fail, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_packing_onto_a_full_disk(ruda, saga, tmp_path):
    case = make_case(ruda)
    with no_file_over(40_000), pytest.raises(DiskFull):
        bundle.pack(ruda, [case], [contact(saga)], tmp_path / "b")
    assert not list(tmp_path.glob("b*"))
    assert not list((ruda.folder / "quarantine").iterdir())
    assert not ruda.bundles()
    bundle.pack(ruda, [case], [contact(saga)], tmp_path / "b")


def test_receiving_onto_a_full_disk(ruda, saga, tmp_path):
    case = make_case(ruda)
    bundle.pack(ruda, [case], [contact(saga)], tmp_path / "b")
    with no_file_over(3000), pytest.raises(DiskFull):
        bundle.inspect(saga, tmp_path / "b")
    assert not list((saga.folder / "quarantine").iterdir())
    bundle.take(saga, bundle.inspect(saga, tmp_path / "b"))
    assert saga.case_count() == 1
