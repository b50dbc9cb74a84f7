"""What a court reads: content, layout, PDF/A, signature, verification."""

from fielddoc.dossier.check import Verdict, evidence, verify

__all__ = ["Verdict", "evidence", "verify"]
