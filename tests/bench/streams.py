"""How fast large files go in and out: attach and pack, in MiB/s."""

import os
import shutil
import statistics
import subprocess
from pathlib import Path

from fielddoc.app import bundles, contacts, evidence, records
from fielddoc.app.session import Session
from fielddoc.model.values import Value
from tests.bench import harness
from tests.bench.ground import Ground
from tests.bench.harness import Figure, Unmeasured

ROUNDS = 5
STEP = 1 << 20


def attach(ground: Ground) -> Figure:
    """Attach 1 GiB v. the slower of OpenSSL's SHA-256 and copying with fsync."""
    if shutil.which("openssl") is None:
        raise Unmeasured("openssl is not installed")
    path = ground.big_file()
    copy = ground.folder / "copy.bin"
    ours, hashed, copied = [], [], []
    for _ in range(ROUNDS):
        session = ground.fresh("attach")
        case = _case(session)
        ours.append(harness.seconds(evidence.attach, session, case, path))
        session.close()
        ground.gone("attach")
        hashed.append(harness.seconds(_sha256_with_openssl, path))
        copied.append(harness.seconds(_copy_and_sync, path, copy))
        copy.unlink()
    speeds = [_speed(path, times) for times in (ours, hashed, copied)]
    note = f"SHA-256 {speeds[1]:.0f}, copy {speeds[2]:.0f}; {path.stat().st_size >> 20} MiB"
    return harness.faster(speeds[0], min(speeds[1:]), "MiB/s", 0.75, note)


def pack(ground: Ground) -> Figure:
    """Pack a case with 1 GiB v. `tar | age` to the same kind of recipient, both synced."""
    age = shutil.which("age")
    if age is None:
        raise Unmeasured("age is not installed (packaging/foreign-tools.sh)")
    path = ground.big_file()
    session, receiver = ground.fresh("pack"), ground.fresh("receiver")
    case = _case(session)
    evidence.attach(session, case, path)
    card = ground.folder / "receiver.card"
    card.unlink(missing_ok=True)
    contacts.card(receiver, card)
    to = [contacts.add(session, card).fingerprint]
    recipient = receiver.vault.age_identities[0].recipient
    target, other = ground.folder / "pack.bundle", ground.folder / "peer.age"
    mine, peer = [], []
    for _ in range(ROUNDS):
        mine.append(harness.seconds(bundles.pack, session, [case], to, target))
        if target.stat().st_size < path.stat().st_size:
            raise AssertionError("the bundle does not hold the file")
        target.unlink()
        peer.append(harness.seconds(_tar_to_age, age, path, recipient, other))
        other.unlink()
        _forget_what_was_sent(session)
    session.close()
    receiver.close()
    for name in ("pack", "receiver"):
        ground.gone(name)
    return harness.faster(_speed(path, mine), _speed(path, peer), "MiB/s", 1.0)


def _forget_what_was_sent(session: Session) -> None:
    """Let the next bundle carry everything again: a contact gets nothing twice."""
    database = session.vault._database
    with database.transaction():
        database.run("DELETE FROM bundle")


def _sha256_with_openssl(path: Path) -> None:
    subprocess.run(["openssl", "dgst", "-sha256", path], check=True, stdout=subprocess.DEVNULL)


def _copy_and_sync(path: Path, target: Path) -> None:
    with path.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(STEP):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())


def _tar_to_age(age: str, path: Path, recipient: str, target: Path) -> None:
    with target.open("wb") as sealed:
        tar = subprocess.Popen(
            ["tar", "-C", path.parent, "-cf", "-", path.name], stdout=subprocess.PIPE
        )
        subprocess.run([age, "-r", recipient], stdin=tar.stdout, stdout=sealed, check=True)
        if tar.stdout is not None:
            tar.stdout.close()
        if tar.wait():
            raise subprocess.CalledProcessError(tar.returncode, "tar")
        os.fsync(sealed.fileno())


def _speed(path: Path, times: list[float]) -> float:
    return (path.stat().st_size / (1 << 20)) / statistics.median(times)


def _case(session: Session) -> str:
    """A case whose one person agreed that colleagues may have it."""
    case = records.save(session, None, None, "case", {"name": Value("Caso de medida")}).case
    assert case is not None
    person = records.save(session, case, None, "person", {"given_names": Value("Itzel")}).record
    agreed = {
        "person": Value(person), "purpose": Value("compartir_equipo"), "answer": Value("si"),
    }  # fmt: skip
    records.save(session, case, None, "consent", agreed)
    return case
