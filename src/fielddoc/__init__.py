"""FieldDoc: documenting torture and enforced disappearance, offline and encrypted."""

__version__ = "0.1.0"
