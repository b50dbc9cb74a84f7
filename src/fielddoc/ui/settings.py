"""How this person wants the window: language, colours, text size, when it locks.

Kept as one small JSON file in the user's state folder, because the gate needs it before any
vault is open. Nothing else is ever written there by the window: no folder, no file name, no
case. A file that is damaged or from elsewhere is read as far as it makes sense.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QLocale

from fielddoc import paths
from fielddoc.errors import NotWritable
from fielddoc.text import LANGUAGES
from fielddoc.ui.theme import MODES, TEXT_SIZES

LOCK_MINUTES = (1, 2, 5, 10, 15, 30)

_ALLOWED: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES, "mode": MODES, "text": TEXT_SIZES, "lock_minutes": LOCK_MINUTES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """`text` in per cent, `lock_minutes` without a key or a mouse move until the desk locks."""

    language: str = "es"
    mode: str = "system"
    text: int = 100
    lock_minutes: int = 5


def load() -> Settings:
    """Read the settings; what is missing or not allowed is the default."""
    default = Settings(language=_system_language())
    try:
        raw = json.loads(_file().read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return default
    if not isinstance(raw, dict):
        return default
    kept = {
        field.name: raw[field.name]
        for field in fields(Settings)
        if raw.get(field.name) in _ALLOWED[field.name]
    }
    return Settings(**{**asdict(default), **kept})


def save(settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises `NotWritable`."""
    file = _file()
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(settings)), encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        raise NotWritable(path=file.parent) from error


def _file() -> Path:
    return paths.state() / "window.json"


def _system_language() -> str:
    """English only where the system speaks it; Spanish everywhere else."""
    spoken = QLocale.system().uiLanguages()
    return "en" if spoken and spoken[0].startswith("en") else "es"
