"""Making and unlocking vaults, and what guessing costs."""

from pathlib import Path

import pytest

from fielddoc.app import attempts, vaults
from fielddoc.app.session import Session, open_session
from fielddoc.crypto import slots
from fielddoc.errors import (
    NotAVault,
    TargetExists,
    TooSoon,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryGroup,
)
from tests.app.conftest import PASSPHRASE


@pytest.fixture
def made(tmp_path: Path) -> vaults.NewVault:
    folder = tmp_path / "v.fielddoc"
    return vaults.create(folder, bytearray(PASSPHRASE), "Uno", practice=True, cost=slots.FAST)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000_000.0]
    monkeypatch.setattr("fielddoc.app.attempts.time.time", lambda: now[0])
    return now


def test_a_weak_passphrase_is_refused_for_real_vaults(tmp_path: Path):
    with pytest.raises(WeakPassphrase):
        vaults.create(tmp_path / "v", bytearray(b"hola1234"), "Uno", cost=slots.FAST)
    assert not (tmp_path / "v").exists()


def test_a_folder_with_something_in_it_is_not_taken(tmp_path: Path):
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "x").touch()
    with pytest.raises(TargetExists):
        vaults.create(tmp_path / "v", bytearray(PASSPHRASE), "U", practice=True, cost=slots.FAST)


def test_passphrase_and_recovery_code_open_the_same_vault(made: vaults.NewVault):
    assert vaults.unlock(made.folder, bytearray(PASSPHRASE)) == made.key
    assert vaults.recover(made.folder, made.recovery) == made.key


def test_each_wrong_try_waits_longer_and_never_for_ever(made: vaults.NewVault, clock: list[float]):
    waits: list[int] = []
    for _ in range(4):
        with pytest.raises(WrongPassphrase) as told:
            vaults.unlock(made.folder, bytearray(b"otra"))
        assert not isinstance(told.value, TooSoon)
        waits.append(int(str(told.value.facts["wait"])))
        clock[0] += waits[-1]
    assert waits == [1, 2, 4, 8]
    assert vaults.unlock(made.folder, bytearray(PASSPHRASE)) == made.key
    assert attempts._delay(1000) == attempts.LONGEST


def test_even_the_right_passphrase_waits_and_then_opens(made: vaults.NewVault, clock: list[float]):
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            vaults.unlock(made.folder, bytearray(b"otra"))
        clock[0] += 1
    with pytest.raises(TooSoon) as told:
        vaults.unlock(made.folder, bytearray(PASSPHRASE))
    assert told.value.facts["wait"] == 1
    clock[0] += 1
    assert vaults.unlock(made.folder, bytearray(PASSPHRASE)) == made.key
    attempts.allowed(made.folder)


def test_a_clock_set_back_does_not_end_the_wait(made: vaults.NewVault, clock: list[float]):
    with pytest.raises(WrongPassphrase):
        vaults.unlock(made.folder, bytearray(b"otra"))
    clock[0] -= 5000
    with pytest.raises(TooSoon):
        vaults.unlock(made.folder, bytearray(PASSPHRASE))


def test_a_damaged_count_is_one_wrong_try_and_no_lock_out(made: vaults.NewVault, state: Path):
    with pytest.raises(WrongPassphrase):
        vaults.unlock(made.folder, bytearray(b"otra"))
    (file,) = (state / "attempts").iterdir()
    file.write_text("{", encoding="utf-8")
    with pytest.raises(TooSoon):
        attempts.allowed(made.folder)


def test_mistyped_groups_are_named(made: vaults.NewVault):
    typed = made.recovery.split("-")
    typed[2] = "123456"
    with pytest.raises(WrongRecoveryGroup) as told:
        vaults.recover(made.folder, "-".join(typed))
    assert told.value.facts["groups"] == (3,)
    assert vaults.recovery_groups(made.recovery) == ()


def test_a_changed_passphrase_opens_and_the_old_does_not(made: vaults.NewVault):
    new = b"siete palabras que nadie junta nunca: ornitorrinco"
    vaults.change_passphrase(made.folder, made.key, bytearray(new))
    assert vaults.unlock(made.folder, bytearray(new)) == made.key
    with pytest.raises(WrongPassphrase):
        vaults.unlock(made.folder, bytearray(PASSPHRASE))


def test_a_folder_that_is_no_vault_is_said_so(tmp_path: Path):
    with pytest.raises(NotAVault):
        vaults.unlock(tmp_path, bytearray(PASSPHRASE))


def test_check_rebuild_backup_and_restore(session: Session, case: str, tmp_path: Path):
    assert vaults.check(session).problems == ()
    assert vaults.rebuild(session).differences == ()
    copy = vaults.backup(session)
    target = tmp_path / "otra.fielddoc"
    vaults.restore(copy, target)
    with open_session(target, vaults.unlock(target, bytearray(PASSPHRASE))) as again:
        assert again.vault.record(case).get("name") == "Caso inventado"


def test_advice_names_what_is_weak_and_rejoices_over_what_is_not():
    weak = vaults.strength("qwerty2019")
    assert not weak.enough
    assert weak.advice
    strong = vaults.strength("ornitorrinco bisagra lluvia tornillo cuaresma pez")
    assert (strong.enough, strong.score, strong.advice) == (True, 4, ())
    assert vaults.strength("").score == 0
