"""Every command: what it prints and how it ends (0 done, 1 refused, 2 not understood)."""

import json
from pathlib import Path

import pytest

from fielddoc import __version__
from tests.cli.conftest import PASSPHRASE, Run, make


@pytest.fixture
def secretly(secret: Path) -> tuple[object, ...]:
    return ("--passphrase-file", secret)


Vault = tuple[Path, str]
Secretly = tuple[object, ...]


def test_help_and_version_are_fine_and_speak_the_language(run: Run):
    assert run("--version").out == f"fielddoc {__version__}\n"
    assert "bóvedas" in run("--lang", "es", "--help").out
    assert run("--help").code == 0


def test_help_is_in_one_language(run: Run):
    told = run("--lang", "es", "dossier", "--help").out
    assert told.startswith("uso: fielddoc dossier")
    for word in ("usage", "positional", "options", "show this", "exit"):
        assert word not in told
    assert run("--lang", "en", "case", "--help").out.startswith("usage: fielddoc case")


@pytest.mark.parametrize(
    ("words", "told", "english"),
    [
        (("nada",), "ORDEN: 'nada' no es una de las opciones", "is not one of the choices"),
        (("verify",), "falta: FILE", "missing: FILE"),
        (("vault", "create", "v", "--name"), "--name: falta lo que", "needs something after"),
        (("case", "list", "v", "--limit", "x"), "'x' no es un número entero", "no whole number"),
        (("case", "list", "v", "--nada"), "no se conoce: --nada", "not known: --nada"),
    ],
)
def test_complaints_are_in_the_language(run: Run, words: tuple[str, ...], told: str, english: str):
    assert told in run("--lang", "es", *words).err
    assert english in run("--lang", "en", *words).err


@pytest.mark.parametrize(
    "words",
    [
        ("nada",),
        ("vault",),
        ("vault", "create"),
        ("dossier", "v", "c", "--for", "nobody", "-o", "x"),
        ("case", "list", "v", "--passphrase", "secreta"),
        ("verify",),
    ],
)
def test_what_is_not_understood_ends_with_2(run: Run, words: tuple[str, ...]):
    done = run(*words)
    assert done.code == 2
    assert "[usage]" in done.err
    assert "Traceback" not in done.err


def test_a_passphrase_cannot_come_from_the_command_line_or_a_pipe(run: Run, vault: Vault):
    done = run("case", "list", vault[0])
    assert done.code == 2
    assert "--passphrase-file" in done.err


def test_create_shows_the_recovery_code_once_as_json(run: Run, tmp_path: Path, secretly: Secretly):
    folder = tmp_path / "nueva.fielddoc"
    done = run("vault", "create", folder, "--name", "Ana", "--practice", "--json", *secretly)
    assert done.code == 0
    assert len(json.loads(done.out)["recovery"].split("-")) == 8
    again = run("vault", "create", folder, "--name", "Ana", "--practice", *secretly)
    assert (again.code, "[target-exists]" in again.err) == (1, True)


def test_a_weak_passphrase_is_refused(run: Run, tmp_path: Path):
    (tmp_path / "w").write_bytes(b"hola")
    done = run(
        "vault", "create", tmp_path / "x", "--name", "A", "--passphrase-file", tmp_path / "w"
    )
    assert (done.code, "[weak-passphrase]" in done.err) == (1, True)


def test_wrong_passphrases_wait_in_either_language(run: Run, vault: Vault, tmp_path: Path):
    wrong = tmp_path / "w"
    wrong.write_bytes(b"otra")
    first = run("--lang", "es", "case", "list", vault[0], "--passphrase-file", wrong)
    assert (first.code, "[wrong-passphrase]" in first.err) == (1, True)
    again = run("case", "list", vault[0], "--lang", "en", "--passphrase-file", wrong)
    assert (again.code, "[too-soon]" in again.err) == (1, True)


def test_list_and_show(run: Run, vault: Vault, secretly: Secretly):
    folder, case = vault
    listed = json.loads(run("case", "list", folder, "--json", *secretly).out)
    assert [row["id"] for row in listed["cases"]] == [case]
    assert "Caso inventado" in run("case", "list", folder, *secretly).out
    for named in (case, case[:6], "Caso inventado"):
        shown = json.loads(run("case", "show", folder, named, "--json", *secretly).out)
        assert {one["kind"] for one in shown} == {"case", "person", "consent"}
    told = run("case", "show", folder, case, "--lang", "en", *secretly).out
    assert "Given name" in told
    assert "Tadeo" in told
    none = run("case", "show", folder, "Nada", *secretly)
    assert (none.code, "[record-unknown]" in none.err) == (1, True)


def test_check_rebuild_backup_restore(run: Run, vault: Vault, secretly: Secretly, tmp_path: Path):
    folder, _ = vault
    assert json.loads(run("vault", "check", folder, "--json", *secretly).out)["holds"]
    assert json.loads(run("vault", "rebuild", folder, "--json", *secretly).out)["differences"] == 0
    copied = run("vault", "backup", folder, *secretly)
    assert copied.code == 0
    (copy,) = [path for path in (folder / "backups").iterdir() if not path.name.startswith(".")]
    target = tmp_path / "otra.fielddoc"
    assert run("vault", "restore", copy, target).code == 0
    assert "Caso inventado" in run("case", "list", target, *secretly).out
    assert run("vault", "restore", copy, target).code == 1


def test_a_damaged_vault_does_not_hold(run: Run, vault: Vault, secretly: Secretly, tmp_path: Path):
    folder, case = vault
    note = tmp_path / "n.txt"
    note.write_bytes(b"hola" * 100)
    assert run("attach", folder, case, note, *secretly).code == 0
    (sealed,) = [path for path in (folder / "files").rglob("*") if path.is_file()]
    data = bytearray(sealed.read_bytes())
    data[-1] ^= 1
    sealed.write_bytes(data)
    done = run("vault", "check", folder, "--json", *secretly)
    assert done.code == 1
    assert not json.loads(done.out)["holds"]


def test_attach(run: Run, vault: Vault, secretly: Secretly, tmp_path: Path):
    folder, case = vault
    for name in ("uno.txt", "dos.txt"):
        (tmp_path / name).write_bytes(name.encode())
    done = run(
        "attach", folder, case, tmp_path / "uno.txt", tmp_path / "dos.txt", "--json", *secretly
    )
    assert len(json.loads(done.out)["records"]) == 2
    gone = run("attach", folder, case, tmp_path / "tres.txt", *secretly)
    assert (gone.code, "[source-vanished]" in gone.err) == (1, True)


def test_attach_a_folder_says_what_became_of_each_file(
    run: Run, vault: Vault, secretly: Secretly, tmp_path: Path
):
    folder, case = vault[0], vault[1]
    card = tmp_path / "tarjeta"
    (card / "DCIM").mkdir(parents=True)
    (card / "DCIM" / "uno.txt").write_text("uno")
    (card / "DCIM" / "otra.txt").write_text("uno")
    (card / "Thumbs.db").write_text("x")
    done = run("attach", folder, case, card, "--json", *secretly)
    assert done.code == 0
    found = {row["path"]: (row["state"], row["reason"]) for row in json.loads(done.out)["files"]}
    assert found == {
        "tarjeta/DCIM/otra.txt": ("new", ""),
        "tarjeta/DCIM/uno.txt": ("here", ""),
        "tarjeta/Thumbs.db": ("refused", "litter"),
    }
    (card / "enlace").symlink_to(card)
    again = run("attach", folder, case, card, *secretly)
    assert again.code == 1  # a link may be something that somebody meant
    assert "enlace" in again.out
    assert "ya está en el caso" in again.out


def test_dossier_and_verify(run: Run, vault: Vault, secretly: Secretly, tmp_path: Path):
    folder, case = vault
    paper = tmp_path / "a.pdf"
    words = ("dossier", folder, case, "--for", "court", "-o", paper, "--lang", "en", *secretly)
    assert run(*words).code == 0
    assert (run(*words).code, "[target-exists]" in run(*words).err) == (1, True)
    assert run("verify", paper).code == 0
    known = run("verify", paper, "--vault", folder, "--json", *secretly)
    assert json.loads(known.out)[0]["state"] == "intact-known"
    data = bytearray(paper.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "b.pdf").write_bytes(data)
    altered = run("verify", paper, tmp_path / "b.pdf", "--json")
    assert altered.code == 1
    assert [one["state"] for one in json.loads(altered.out)] == ["intact-unknown", "altered"]
    public = run("dossier", folder, case, "--for", "public", "-o", tmp_path / "p.pdf", *secretly)
    assert (public.code, "[consent-missing]" in public.err) == (1, True)
    assert run("verify", tmp_path / "no.pdf").code == 1


def test_contacts_bundles_and_identity(run: Run, vault: Vault, secretly: Secretly, tmp_path: Path):
    folder, case = vault
    other, _ = make(tmp_path / "dos.fielddoc", "Dos")
    for owner, card, reader in ((folder, "uno", other), (other, "dos", folder)):
        assert run("contact", "card", owner, "-o", tmp_path / card, *secretly).code == 0
        unsure = run("contact", "add", reader, tmp_path / card, *secretly)
        assert unsure.code == 1, "nobody compared the fingerprint"
        assert run("contact", "add", reader, tmp_path / card, "--yes", *secretly).code == 0
    assert "Dos" in run("contact", "list", folder, *secretly).out
    bundle = tmp_path / "b.age"
    pack = ("bundle", "pack", folder, case, "--to", "Dos", "-o", bundle)
    assert run("bundle", "pack", folder, case, "--to", "Tres", "-o", bundle, *secretly).code == 1
    assert run(*pack, *secretly).code == 0
    seen = json.loads(run("bundle", "inspect", other, bundle, "--json", *secretly).out)
    assert [one["title"] for one in seen["cases"]] == ["Caso inventado"]
    assert run("bundle", "import", other, bundle, *secretly).code == 1, "nobody said yes"
    assert run("bundle", "import", other, bundle, "--yes", *secretly).code == 0
    assert run("verify", bundle, "--vault", other, *secretly).code == 0
    assert run("verify", bundle).code == 1
    assert run("bundle", "inspect", folder, bundle, *secretly).code == 1
    (tmp_path / "otra").write_bytes(b"frase de la llave")
    exported = run(
        "identity", "export", folder, "-o", tmp_path / "k.age",
        "--export-passphrase-file", tmp_path / "otra", *secretly,
    )  # fmt: skip
    assert exported.code == 0
    assert (tmp_path / "k.age").read_bytes().startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")


def test_nothing_printed_or_kept_holds_the_passphrase(
    run: Run, vault: Vault, secretly: Secretly, state: Path
):
    done = run("case", "show", vault[0], vault[1], *secretly)
    assert PASSPHRASE.decode() not in done.out + done.err
    for path in [*state.rglob("*"), *vault[0].rglob("*")]:
        assert not path.is_file() or PASSPHRASE not in path.read_bytes()
