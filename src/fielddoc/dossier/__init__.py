"""What a court reads: content, layout, PDF/A, signature, verification."""

from fielddoc.dossier.check import WHERE, Verdict, evidence, verify
from fielddoc.dossier.export import Made, make

__all__ = ["WHERE", "Made", "Verdict", "evidence", "make", "verify"]
