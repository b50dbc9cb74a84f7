"""What holds for all tests: a busy machine is slow, and slow is not wrong; names do not change."""

import signal

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job is deaf to Ctrl-C, and so would be every program a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST_NAME = 24
"""Characters of a value that may name a test."""


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a test's long value by its place: keys and ids are new in every process.

    Tests run in several processes, which must agree on what the tests are called.
    """
    return argname if isinstance(val, str) and len(val) > LONGEST_NAME else None
