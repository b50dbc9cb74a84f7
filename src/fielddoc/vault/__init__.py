"""Where it is kept, and the only place that speaks SQL.

A vault is a folder; `docs/vault.md` says what is in it, `docs/journal.md` how entries become
records. Everything goes through `Vault`.
"""

from fielddoc.vault.backup import restore
from fielddoc.vault.folder import require_free, slots_document, write_slots
from fielddoc.vault.open import create, open_vault
from fielddoc.vault.quarantine import Quarantine, Sealing
from fielddoc.vault.rows import (
    CASE,
    Absorbed,
    Author,
    Bundle,
    CaseRow,
    Checked,
    Contact,
    Facets,
    FileFacts,
    Gap,
    Hit,
    Matches,
    Naming,
    Narrow,
    Rebuilt,
    StoredFile,
    Wanted,
)
from fielddoc.vault.vault import Vault

__all__ = [
    "CASE",
    "Absorbed",
    "Author",
    "Bundle",
    "CaseRow",
    "Checked",
    "Contact",
    "Facets",
    "FileFacts",
    "Gap",
    "Hit",
    "Matches",
    "Naming",
    "Narrow",
    "Quarantine",
    "Rebuilt",
    "Sealing",
    "StoredFile",
    "Vault",
    "Wanted",
    "create",
    "open_vault",
    "require_free",
    "restore",
    "slots_document",
    "write_slots",
]
