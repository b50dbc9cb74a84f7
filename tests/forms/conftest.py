"""The real forms, a small folder of forms to spoil, and the catalogues of both languages."""

import gettext
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from fielddoc import forms
from fielddoc.forms import Forms
from fielddoc.paths import resources
from fielddoc.text import Catalogue

FORM = """\
kind = "thing"
version = 1
order = 10
icon = "circle"
title = ["name"]
es = "Cosa"
en = "Thing"
plural.es = "Cosas"
plural.en = "Things"

[[section]]
id = "first"
es = "Primera"
en = "First"

[[section.field]]
name = "name"
type = "text"
es = "Nombre"
en = "Name"

[[section.field]]
name = "parts"
type = "group"
es = "Partes"
en = "Parts"

[[section.field.field]]
name = "colour"
type = "term"
es = "Color"
en = "Colour"
vocabulary = "colours"

[[section]]
include = "shared"
"""
COMMON = """\
[[section]]
id = "shared"
es = "Compartida"
en = "Shared"

[[section.field]]
name = "notes"
type = "narrative"
es = "Notas"
en = "Notes"
"""
COLOURS = """\
es = "Colores"
en = "Colours"

[terms]
red = {es = "Rojo", en = "Red"}
blue = {es = "Azul", en = "Blue", retired = true}
"""

Folder = Callable[..., Path]


@pytest.fixture(scope="session")
def known() -> Forms:
    """The forms that ship."""
    return forms.load(resources())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of one form; replace any of its three files by a keyword."""

    def make(thing: str = FORM, common: str = COMMON, colours: str = COLOURS) -> Path:
        for name, text in (
            ("forms/thing.toml", thing),
            ("forms/common.toml", common),
            ("vocabularies/colours.toml", colours),
        ):
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture(scope="session")
def spanish() -> Catalogue:
    return Catalogue("es", gettext.NullTranslations())


@pytest.fixture(scope="session")
def english() -> Catalogue:
    """The English of this room, compiled here: a test must not need `make texts` first."""
    with Path(resources(), "i18n", "en", "forms.po").open("rb") as stream:
        catalogue = read_po(stream, locale="en")
    made = io.BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    return Catalogue("en", gettext.GNUTranslations(made))
