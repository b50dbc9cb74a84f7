"""Every failure a person can be told has its sentence, in both languages."""

import re
import string
from pathlib import Path

import pytest

import fielddoc
from fielddoc import errors
from fielddoc.app.reasons import said
from fielddoc.app.sentences import SENTENCES, sentence
from fielddoc.text import catalogue


def _all(cls: type[errors.FieldDocError]) -> list[type[errors.FieldDocError]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in _all(sub))]


CLASSES = [cls for cls in _all(errors.FieldDocError) if cls.__module__ == errors.__name__]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.code)
def test_every_error_has_its_own_sentence(cls: type[errors.FieldDocError]) -> None:
    assert cls.code in SENTENCES


def test_codes_are_unique() -> None:
    assert len({cls.code for cls in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.code)
def test_facts_named_in_a_sentence_are_named_in_the_docstring(
    cls: type[errors.FieldDocError],
) -> None:
    named = {part[1] for part in string.Formatter().parse(SENTENCES[cls.code]) if part[1]}
    assert all(
        f"`{name}`" in (cls.__doc__ or "")
        or f"{name}`" in (cls.__doc__ or "")
        or f"`{name}" in (cls.__doc__ or "")
        for name in named
    )


def test_a_fact_the_raiser_left_out_is_a_dash() -> None:
    assert "–" in sentence(errors.WrongPassphrase(), catalogue("es"))


def test_facts_with_braces_are_said_as_they_are() -> None:
    told = sentence(errors.NotAVault(path="{x}"), catalogue("es"))
    assert "«{x}»" in told


def test_reasons_are_said_in_words_and_unknown_ones_as_they_are() -> None:
    said = sentence(
        errors.ValueRefused(kind="person", field="Fecha", reason="date"), catalogue("en")
    )
    assert "not a date" in said
    chosen = sentence(errors.ContactRefused(reason="number"), catalogue("en"))
    assert "at least one person" in chosen
    assert "xyz" in sentence(errors.BundleHostile(reason="xyz"), catalogue("en"))
    groups = sentence(errors.WrongRecoveryGroup(groups=(3, 5)), catalogue("es"))
    assert "3, 5" in groups


def _reasons() -> set[tuple[str, str]]:
    """Every reason that the rooms of bundles and keys raise, as it stands in their sources."""
    raised = re.compile(
        r'(Bundle(?:Hostile|Altered)|ContactRefused)\((?:reason|where)=.*|altered\("|_zeros\(.*"|'
        r'_KINDS|^    b".": ".*"'
    )
    found = set()
    for room in ("bundle", "crypto"):
        for file in Path(fielddoc.__path__[0], room).glob("*.py"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if match := raised.search(line):
                    code = "contact-refused" if match[1] == "ContactRefused" else "bundle-hostile"
                    words = re.findall(r'"([a-z-]{2,})"', match[0] + line[match.end() :])
                    found |= {(code, word) for word in words if word != "name" or match[1]}
    return found


@pytest.mark.parametrize(("code", "reason"), sorted(_reasons()))
def test_no_reason_is_said_as_a_code(code: str, reason: str) -> None:
    for language in ("es", "en"):
        told = said(reason, catalogue(language), code)
        assert told != reason
        assert " " in told
    assert said(reason, catalogue("en"), code) != said(reason, catalogue("es"), code)


def test_a_card_with_bad_keys_is_not_told_as_a_bundle() -> None:
    told = sentence(errors.ContactRefused(reason="recipients"), catalogue("es"))
    assert "llaves" in told
    assert "demasiados" in sentence(errors.BundleTooLarge(what="files"), catalogue("es"))
