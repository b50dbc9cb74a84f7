"""Which records of a case stand on which paper: the team's own on none, searching apart."""

from pathlib import Path

import pytest

from fielddoc.dossier.gather import NOT_PUBLIC, ORDER, gather
from fielddoc.forms import Forms
from fielddoc.model.values import Json, Value
from fielddoc.text import catalogue
from tests.dossier.builder import Builder, all_forms, new_vault

SAY = catalogue("es")


def test_the_papers_know_every_kind_that_ships() -> None:
    kinds = set(all_forms().kinds)
    assert kinds >= NOT_PUBLIC
    assert set(ORDER) <= kinds
    on_no_paper = {form.kind for form in all_forms().kinds.values() if form.internal}
    assert kinds - set(ORDER) - on_no_paper == {"case"}
    assert on_no_paper == {"need", "risk_assessment", "memorial", "data_request"}


@pytest.fixture
def forms() -> Forms:
    return all_forms()


def kinds_shown(make: Builder, forms: Forms, profile: str) -> set[str]:
    return set(gather(make.vault, forms, make.case, profile, SAY).records)


def test_what_is_the_team_s_own_is_left_out_and_counted(tmp_path: Path, forms: Forms) -> None:
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        rosa = make.person("Rosaura", "Tepeyólotl")
        make.consent(rosa, "publicar_anonimo")
        for kind, field in (
            ("need", "person"), ("risk_assessment", "regarding"), ("data_request", "person"),
            ("memorial", "regarding"), ("threat", "regarding"), ("search_step", "person"),
        ):  # fmt: skip
            make.add(kind, **{field: rosa if field == "person" else [rosa]})
        make.add("displacement", regarding=[rosa], left="2015", now_place={"text": "Con una tía"})
        file = gather(vault, forms, make.case, "court", SAY)
        assert {"threat", "displacement", "search_step"} <= set(file.records)
        assert not {"need", "risk_assessment", "data_request", "memorial"} & set(file.records)
        assert {one.reason: one.count for one in file.left_out}["internal"] == 5
        (left,) = file.records["displacement"]
        assert "now_place" not in left.fields
        public = kinds_shown(make, forms, "public")
        assert "search_step" in public
        assert not {"threat", "displacement"} & public


@pytest.mark.parametrize(
    ("said", "shown"),
    [("no", True), (None, True), ("si", False), ("en_parte", False)],
)
def test_what_serves_search_alone_goes_to_no_court(
    tmp_path: Path, forms: Forms, said: Json, shown: bool
) -> None:
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        rosa, luz = make.person("Rosaura", "Tepeyólotl"), make.person("Luz", "Nava")
        fields: dict[str, Json] = {"person": rosa, "informant": luz, "height": "1.60"}
        make.add("ante_mortem", **fields, search_only=Value(said) if said else Value())
        assert ("ante_mortem" in kinds_shown(make, forms, "court")) is shown


def test_the_relative_who_informs_must_agree_too(tmp_path: Path, forms: Forms) -> None:
    with new_vault(tmp_path) as vault:
        make = Builder(vault)
        rosa, luz = make.person("Rosaura", "Tepeyólotl"), make.person("Luz", "Nava", agrees=False)
        make.add("ante_mortem", person=rosa, informant=luz, height="1.60")
        assert "ante_mortem" not in kinds_shown(make, forms, "court")
