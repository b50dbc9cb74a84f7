"""Two people who know each other, each with a vault."""

import pytest

from tests.bundle.people import meet, person


@pytest.fixture
def ruda(tmp_path):
    with person(tmp_path, "Ruda") as vault:
        yield vault


@pytest.fixture
def saga(tmp_path, ruda):
    with person(tmp_path, "Saga") as vault:
        meet(ruda, vault)
        yield vault
