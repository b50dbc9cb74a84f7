"""What is asked: forms and vocabularies as data, loaded strictly, checked, shown as text."""

from fielddoc.forms.check import check, why_not
from fielddoc.forms.completeness import Gap, gaps
from fielddoc.forms.fields import Field, Form, Forms, Section, When, label
from fielddoc.forms.load import load
from fielddoc.forms.show import doubt, nothing_label, show, term_label
from fielddoc.forms.title import title
from fielddoc.forms.versions import answers, current, plainly
from fielddoc.forms.vocabulary import Term, Vocabulary

__all__ = [
    "Field",
    "Form",
    "Forms",
    "Gap",
    "Section",
    "Term",
    "Vocabulary",
    "When",
    "answers",
    "check",
    "current",
    "doubt",
    "gaps",
    "label",
    "load",
    "nothing_label",
    "plainly",
    "show",
    "term_label",
    "title",
    "why_not",
]
