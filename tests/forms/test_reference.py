"""What the law and the protocols ask for has a place: lists of the domain, and who may fill it.

The lists are short so that a person can hold them against the text; the reference itself is read
where it lies beside this checkout, so that a row added there is missed here.
"""

import re
from pathlib import Path

import pytest

from fielddoc import forms
from fielddoc.forms import Form, Forms
from fielddoc.model.record import Held, Record
from fielddoc.model.values import Value

REFERENCE = Path(__file__).parents[3] / "shared" / "domain" / "reference.md"


def section(number: str) -> str:
    if not REFERENCE.exists():
        pytest.skip("the domain reference is not beside this checkout")
    text = REFERENCE.read_text(encoding="utf-8")
    found = re.search(rf"^### {re.escape(number)} .*?(?=^##)", text, re.M | re.S)
    assert found is not None, number
    return found[0]


def has(known: Forms, place: str) -> bool:
    """Whether `kind.field` or `kind.group.field` is asked."""
    kind, *path = place.split(".")
    fields = known.kinds[kind].fields
    for name in path:
        if name not in fields or fields[name].retired:
            return False
        fields = fields[name].fields
    return True


RNPDNO: dict[str, tuple[str, ...]] = {
    "name": ("person.given_names", "person.social_name"),
    "sex": ("person.sex",),
    "age": ("person.birth_date", "person.age_at_event"),
    "relation": ("search_report.reporter_relation", "relation.kind"),
    "CURP or ID": ("person.curp", "person.other_ids"),
    "address": ("person.residence",),
    "phone or e-mail or other contact": ("person.phones", "person.email"),
    "nationality": ("person.nationality",),
    "recent photos, sketch, video": ("person.photo",),
    "morphology, particular marks, tattoos": ("person.marks", "person.build", "ante_mortem.marks"),
    "date, hour and place last seen": (
        "disappearance.date", "disappearance.time", "disappearance.place",
    ),
    "RFC or CURP": ("person.rfc", "person.curp"),
    "voter key or other ID": ("person.voter_key", "person.other_ids"),
    "schooling": ("person.schooling",),
    "occupation at the time": ("person.occupation",),
    "group or ethnic belonging": ("person.groups", "person.people"),
    "pastimes, clubs": ("person.pastimes",),
    "clinical and dental history, surgeries": (
        "ante_mortem.illnesses", "ante_mortem.surgeries", "ante_mortem.teeth_treatment",
    ),
    "migration status": ("person.migration_status",),
    "people who could give samples": ("ante_mortem.family_tree.could_give",),
    "samples taken and profiles held": ("ante_mortem.samples",),
    "existing samples of the person": ("ante_mortem.samples.of_person",),
    "phones, social networks": ("person.phones", "person.social_networks"),
    "facts": ("search_report.account", "disappearance.description"),
    "whether a crime is suspected": ("search_report.crime_suspected",),
    "officer who received": ("search_report.officer_received",),
    "officer who entered": ("search_report.officer_entered",),
    "authority coordinating the search": ("search_report.coordinating",),
    "carpeta heading, offence, prosecutor": (
        "search_report.file_heading", "search_report.file_offence", "search_report.file_prosecutor",
    ),
}  # fmt: skip
"""LGMDFP article 106, as the reference lists it."""


def test_every_item_of_article_106_has_a_place(known: Forms) -> None:
    lost = [place for places in RNPDNO.values() for place in places if not has(known, place)]
    assert lost == []


def test_the_list_of_article_106_is_the_reference_s() -> None:
    table = section("3.3").partition("**RNPDNO fields")[2].partition("Rights")[0]
    rows = re.findall(r"^\| (I|II|III|IV-VII) \w*.*?\| (.+?) \|$", table, re.M)
    rows = rows or re.findall(r"^\| (I[^|]*) \| (.+?) \|$", table, re.M)
    items = {item.strip() for _, cells in rows for item in re.split("[·;]", cells)}
    assert items - set(RNPDNO) == set()


ARTICLE_85 = (
    "search_report.reporter", "search_report.anonymous", "person.curp",
    "search_report.reporter_place", "search_report.reporter_contact", "search_report.features",
    "search_report.account", "search_report.involved", "search_report.other_information",
    "search_report.missing_reasons", "search_report.officer_post", "search_report.agency",
    "search_report.copy_given", "search_report.fub_given", "search_report.refusal",
    "search_report.rights_told", "search_report.search_only", "search_report.not_public",
)  # fmt: skip


@pytest.mark.parametrize("place", ARTICLE_85)
def test_every_item_of_article_85_and_both_rights_of_108_have_a_place(
    known: Forms, place: str
) -> None:
    assert has(known, place)


def test_the_report_has_the_seventeen_parts_of_annex_iv_in_their_order(known: Forms) -> None:
    form = known.kinds["istanbul_report"]
    parts = [one.labels["es"].partition(".")[0] for one in form.sections if one.id != "source"]
    numbers = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        "XV", "XVI", "XVII",
    ]  # fmt: skip
    assert parts == numbers
    assert len(re.findall(r"^\| [IVX]+ \|", section("1.2"), re.M)) == len(numbers)


def test_only_a_clinician_fills_the_report(known: Forms) -> None:
    form = known.kinds["istanbul_report"]
    shared = {field.name for one in form.sections if one.id == "source" for field in one.fields}
    for name, field in form.fields.items():
        assert (field.role == "clinician") is (name not in shared), name
        for inner in field.fields.values():
            assert inner.role == ("clinician" if name not in shared else None), inner.name
    documenter = {
        (kind, name)
        for kind, one in known.kinds.items()
        for name, field in one.fields.items()
        if field.role == "clinician" and kind not in ("istanbul_report", "injury", "torture")
    }
    assert documenter == set()


def test_each_finding_and_the_whole_have_degrees_that_know_nothing_of_each_other(
    known: Forms,
) -> None:
    form = known.kinds["istanbul_report"]
    findings, overall = form.field("findings"), form.field("overall_consistency")
    each = findings.fields["consistency"]
    assert each.vocabulary == overall.vocabulary == "consistencia"
    for degree, reason in (
        (each, findings.fields["not_assigned_reason"]),
        (overall, form.field("overall_not_assigned_reason")),
    ):
        assert reason.when is not None
        assert reason.when.field == degree.name
        assert reason.when.holds("no_evaluable")
        assert not reason.when.holds("compatible")
    assert overall.when is None
    assert each.when is None


def test_registers_to_be_asked_are_those_of_article_94(known: Forms) -> None:
    listed = known.vocabularies["registro_consultado"].terms
    assert {
        "hospitales", "adicciones", "penitenciarios", "detencion_administrativa", "forenses",
        "rnpfni", "albergues", "panteones", "identidad", "migracion", "transporte", "otro",
    } <= set(listed)  # fmt: skip


MINNESOTA = (
    "how_learned", "person", "who", "last_seen", "found_by", "found_place", "coordinates",
    "position", "clothing", "objects", "handled_by", "photos", "injuries", "certificate_number",
    "certificate_cause", "autopsy", "autopsy_by", "family_represented", "burial_place", "samples",
    "identification_steps", "family_told", "family_told_how", "family_told_by",
)  # fmt: skip
RISK = (
    "activities", "cause", "visibility", "bothered", "risk_sources", "factors", "capacities",
    "level", "level_reasons", "plan", "plan.responsible", "plan.start", "plan.review", "contacts",
    "safe_words", "evacuation", "dependants", "medicine", "official", "official_state",
)  # fmt: skip
THREAT = (
    "date", "channels", "words", "who", "evidence", "pattern", "escalation", "linked",
)  # fmt: skip
NEED = (
    "kind", "offered", "accepted", "refused_why", "contact", "consent_to_share", "appointment",
    "outcome", "urgent", "event", "event_date", "state",
)  # fmt: skip
PROTECTION = (
    "date", "time", "number", "level", "measures.wished", "measures.offered", "measures.delivered",
    "measures.working", "measures.adequate", "measures.refused_why", "measures.changed",
    "review_date", "beneficiaries.consent", "beneficiaries.why_none", "gravity", "urgency",
    "irreparable", "domestic", "collective", "officers", "refusal", "delays", "risk_method",
)  # fmt: skip
CONTESTED = (
    "item", "torture", "stage", "requested", "ruling", "appeal", "derived_from", "effect",
    "notice_to_prosecutor",
)  # fmt: skip
DETENTION = (
    "date", "asked_by", "result", "screenshot", "number", "held_by", "held_place", "basis",
    "officers", "injuries_recorded", "trusted_person", "omission_noted",
)  # fmt: skip
LISTS = {
    "body": MINNESOTA, "risk_assessment": RISK, "threat": THREAT, "need": NEED,
    "protection_request": PROTECTION, "contested_evidence": CONTESTED,
    "detention_query": DETENTION,
    "reprisal": ("caused_by", "cause_words", "related_case", "date", "words"),
    "hypothesis": ("hypothesis", "circumstance", "stage", "state", "held_by", "evidence"),
    "search_step": ("type", "activity", "authority_role", "date", "by", "result"),
    "registry_query": ("registry", "date", "asked_by", "answer", "evidence"),
    "displacement": ("from_place", "now_place", "cause", "left"),
    "memorial": ("kind", "file", "words", "may_publish", "given_by"),
    "data_request": ("right", "state", "date", "answer_date"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "names"), LISTS.items())
def test_every_item_of_the_reference_s_lists_has_a_place(
    known: Forms, kind: str, names: tuple[str, ...]
) -> None:
    assert [name for name in names if not has(known, f"{kind}.{name}")] == []


def test_two_relatives_may_disagree_because_each_has_a_sheet(known: Forms) -> None:
    form = known.kinds["ante_mortem"]
    assert form.title == ("person", "informant", "date")
    assert not form.field("informant").many
    assert not form.field("person").many


def test_where_somebody_is_safe_is_on_no_paper(known: Forms) -> None:
    for kind, name in (
        ("displacement", "now_place"), ("interview", "route"), ("risk_assessment", "safe_words"),
    ):  # fmt: skip
        assert known.kinds[kind].field(name).sensitivity == "internal"
    assert known.kinds["risk_assessment"].internal
    assert known.kinds["need"].internal


OPEN = {"free", "identity", "contact", "location", "intimate", "third_party", "internal"}
PLAIN = {"medical_training", "psychological_training", "experience", "regional_expertise",
         "publications", "known_personally", "truthfulness"}  # fmt: skip
"""What a clinician writes of their own training: nobody else is named."""
OLDER = {
    "case", "person", "group", "relation", "interview", "consent", "torture", "injury",
    "disappearance", "event", "evidence", "proceeding", "violation",
}  # fmt: skip


def test_what_is_written_freely_in_the_newer_kinds_is_marked_for_redaction(known: Forms) -> None:
    unmarked = [
        (form.kind, path)
        for form, path, field in known.all_fields()
        if form.kind not in OLDER
        and _own(form, path[0])
        and field.type in ("narrative", "person", "place", "mark")
        and field.sensitivity not in OPEN
        and path[-1] not in PLAIN
    ]
    assert unmarked == []


def _own(form: Form, name: str) -> bool:
    """Whether a field stands in the form's own file."""
    return not any(
        field.name == name for one in form.sections if one.id == "source" for field in one.fields
    )


@pytest.mark.parametrize("kind", sorted(set(LISTS) | {"search_report", "ante_mortem"}))
def test_a_title_names_each_record_with_what_is_there(known: Forms, kind: str) -> None:
    """Nobody meets a list of nameless lines: a record's title is never empty."""

    form = known.kinds[kind]
    empty = Record("a" * 32, kind, None, {})
    assert forms.title(known, empty, "es", str) == form.labels["es"]
    first = form.fields[form.title[0]]
    if first.type == "term":
        terms = known.vocabularies[first.vocabulary or ""].terms
        value = Value(next(iter(terms)))
        held = {first.name: (Held("e", value, "a", ""),)}
        title = forms.title(known, Record("a" * 32, kind, None, held), "es", str)
        assert title == next(iter(terms.values())).labels["es"]
