"""Sounds, inside the helper: only how long a WAV recording says it is. Nothing is decoded."""

import wave
from collections.abc import Callable
from io import BytesIO
from typing import Any

Reply = tuple[dict[str, Any], bytes]
_LONGEST = 1e9


def opened(
    content: bytes, _report: Callable[[int, int], None]
) -> dict[str, Callable[[dict[str, Any]], Reply]]:
    """Answer questions about the beginning of one sound."""

    def facts(_question: dict[str, Any]) -> Reply:
        told: dict[str, Any] = {"pages": 0, "width": 0, "height": 0, "rows": []}
        if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
            told.update(_wave(content))
        return told, b""

    return {"facts": facts}


def _wave(content: bytes) -> dict[str, Any]:
    with wave.open(BytesIO(content)) as sound:
        rate, channels, width = sound.getframerate(), sound.getnchannels(), sound.getsampwidth()
        seconds = sound.getnframes() / rate
    if not 0 <= seconds < _LONGEST:
        return {}
    rows = [("rate", f"{rate} Hz"), ("channels", str(channels)), ("bits", str(width * 8))]
    return {"seconds": float(seconds), "rows": rows}
