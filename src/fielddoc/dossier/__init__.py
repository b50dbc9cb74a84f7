"""What a court reads: content, layout, PDF/A, signature, verification."""

from fielddoc.dossier.check import Verdict, evidence, verify
from fielddoc.dossier.export import Made, make

__all__ = ["Made", "Verdict", "evidence", "make", "verify"]
