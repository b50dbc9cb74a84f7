"""The value of one field, or which kind of nothing it is.

A value is stored in the journal as a JSON object with exactly one of `v` and `nothing`, and
beside it, when somebody said so, how sure the fact is and where it comes from::

    {"v": "1974-08-25", "confidence": "high", "source": "seen in the judgment"}
    {"nothing": "declined"}

What `v` may be depends on the field's type (see `docs/forms.md`):

========== =====================================================================
text, narrative, date (EDTF), time ("~15:00"), number ("43", "~11", "8..10") — a string;
           a text, a list of strings where the field says `many`
term       the term's id; or `{"text": "…"}` for a proposal that is not in the list
terms      a list of such
place      `{"text", "entity", "municipality", "kind", "precision"}`, all optional strings
person, record    the record's id, or a list of ids where the field says `many`
group      a list of objects, field name → value object (as above)
mark       a list of `{"view", "x", "y", "region", "side", …}`; x, y from 0 to 1
attachment `{"sha256", "size", "name", "media"}`
========== =====================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Any
"""A JSON value: str, int, float, bool, None, list or dict of such."""

CONFIDENCE = ("high", "medium", "low")
"""How sure a fact is, from the person who wrote it down; never computed."""


class Nothing(StrEnum):
    """Why a field has no value. The fourth kind, empty, is the absence of any change."""

    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    CLEARED = "cleared"
    """Somebody emptied the field on purpose: to a reader the same as empty."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value or kind of nothing, with how sure it is and where it comes from."""

    v: Json = None
    nothing: Nothing | None = None
    confidence: str | None = None
    source: str | None = None

    @property
    def empty(self) -> bool:
        """Whether a reader should see nothing at all here."""
        return self.v in (None, "", [], {}) and self.nothing in (None, Nothing.CLEARED)

    def to_json(self) -> dict[str, Json]:
        """Return the object that the journal stores."""
        out: dict[str, Json] = (
            {"v": self.v} if self.nothing is None else {"nothing": self.nothing.value}
        )
        if self.confidence is not None:
            out["confidence"] = self.confidence
        if self.source is not None:
            out["source"] = self.source
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> "Value":
        """Read what `to_json` gave; raise `ValueError` for anything else."""
        if set(data) - {"v", "nothing", "confidence", "source"} or ("v" in data) == (
            "nothing" in data
        ):
            raise ValueError("not a value")
        nothing = Nothing(data["nothing"]) if "nothing" in data else None
        return cls(data.get("v"), nothing, data.get("confidence"), data.get("source"))
