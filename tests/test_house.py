"""The house itself: sentences translated, no plain text on disk by accident, licences that fit."""

import ast
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

TOP = Path(__file__).parent.parent
SOURCE = TOP / "src" / "fielddoc"
MODULES = sorted(SOURCE.rglob("*.py"))


def _catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (TOP / "resources" / "i18n" / language).glob("*.po"):
        with file.open("rb") as stream:
            for message in read_po(stream):
                if message.id and message.string and not message.fuzzy:
                    found[str(message.id)] = str(message.string)
    return found


def _sentences() -> dict[str, str]:
    keywords = {"say": None, "_say": None, "N_": None}
    rows = extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=keywords, comment_tags=()
    )
    return {str(message): f"{name}:{line}" for name, line, message, *_ in rows}


def test_every_sentence_has_english():
    english = _catalogue("en")
    missing = {text: where for text, where in _sentences().items() if not english.get(text)}
    assert not missing, f"{len(missing)} sentences without English: {missing}"


def test_translations_keep_the_facts():
    for spanish, english in _catalogue("en").items():
        facts = set(re.findall(r"\{(\w+)", spanish))
        assert set(re.findall(r"\{(\w+)", english)) == facts, spanish


FORBIDDEN = {
    "tempfile": "temporary files hold plain text",
    "pickle": "reading a pickle runs what it says",
    "shelve": "see pickle",
    "sqlite3": "an unencrypted database",
    "urllib.request": "offline always",
    "http.client": "offline always",
    "requests": "offline always",
}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_forbidden_imports(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            assert name not in FORBIDDEN, f"{name}: {FORBIDDEN[name]}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_swallowed_exception(module):
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            only_pass = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
            assert not only_pass, f"line {node.lineno}"


FITS = re.compile(
    r"MIT|BSD|Apache|MPL|Mozilla|LGPL|GPL|PSF|Python Software|ISC|Unlicense|HPND|Zlib|0BSD"
    r"|provided 'as-is', without any express or implied",  # zlib's own words
    re.IGNORECASE,
)


def _licence(name: str) -> str:
    """What a package says of its licence; the file's text when its metadata is silent."""
    meta = importlib.metadata.metadata(name).json
    said = " ".join(
        [
            str(meta.get("license_expression", "")),
            str(meta.get("license", ""))[:200],
            *(c for c in meta.get("classifier", []) if "License" in c),
        ]
    ).strip()
    files = importlib.metadata.files(name) or []
    texts = [file for file in files if "license" in file.name.lower()]
    return said or " ".join(" ".join(file.read_text().split()) for file in texts)


def _pinned(name: str) -> list[str]:
    text = (TOP / name).read_text(encoding="utf-8")
    return re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)


def test_pins_carry_hashes_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (TOP / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
        assert text.count("==") >= 20
        for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
            assert "--hash=sha256:" in block, block


def test_licences_fit_gpl_3():
    for name in _pinned("requirements.txt"):
        try:
            said = _licence(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        assert FITS.search(said), f"{name}: {said!r}"


def test_core_starts_without_heavy_libraries():
    """The gate must open fast: what it imports may not pull in PDF or PDF-signing libraries."""
    code = (
        "import sys, fielddoc.app.session; "
        "print([m for m in ('reportlab','pikepdf','pyhanko','aiohttp','PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
