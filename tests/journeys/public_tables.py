"""Where each key of the file goes: which field of which form, or which part of a group's rows.

"" stands for the thing itself, where the file says a bare value instead of a mapping.
"""

from collections.abc import Mapping

Rows = Mapping[str, tuple[str, Mapping[str, str]]]

PERSON = {
    "kind": "victim_kind",
    "given_names": "given_names",
    "surname1": "surname1",
    "surname2": "surname2",
    "full_name": "full_name",
    "name": "full_name",
    "": "full_name",
    "key": "key",
    "clave": "key",
    "sex": "sex",
    "gender": "gender",
    "birth_date": "birth_date",
    "birth_place": "birth_place",
    "age_at_event": "age_at_event",
    "nationality": "nationality",
    "people": "people",
    "language_id": "language",
    "language": "language",
    "occupation": "occupation",
    "organisation": "organisation",
    "organization": "organisation",
    "identification": "identification",
    "relation": "relation_told",
    "roles": "activities",
    "minor": "minor",
    "minors": "minor",
    "note": "notes",
    "residence": "residence",
    "disability": "disability",
    "pregnant": "pregnant",
    "particle": "particle",
    "social_name": "social_name",
    "cndh_key": "key",
    "curp": "curp",
    "marital_status": "civil_status",
    "civil_status": "civil_status",
    "education": "schooling",
    "schooling": "schooling",
    "religion": "religion",
    "orientation": "orientation",
    "dependants": "dependants",
    "interpreter": "interpreter_needed",
    "interpreter_needed": "interpreter_needed",
    "role_in_case": "case_roles",
    "case_roles": "case_roles",
    "death_date": "death_date",
    "health_before": "health_before",
    "legal_situation": "legal_situation",
}
GROUP = {
    "kind": "victim_kind",
    "group": "name",
    "": "name",
    "name": "name",
    "relation": "relation_told",
    "minors": "minors",
    "minor": "minors",
    "note": "notes",
    "people": "people",
    "language_id": "language",
    "language": "language",
    "roles": "activities",
    "residence": "residence",
    "identification": "identification",
}
STATUSES = {
    "": "status",
    "status": "status",
    "date": "date",
    "as_of": "date",
    "reason": "reason",
    "note": "reason",
    "by": "by",
}
PERSON_ROWS: Rows = {
    "status": ("statuses", STATUSES),
    **dict.fromkeys(
        ("names", "aliases", "alias", "also_known_as", "name_variants", "name_used"),
        ("other_names", {"": "name", "name": "name", "kind": "kind", "note": "note"}),
    ),
}
GROUP_ROWS = {
    "status": ("statuses", STATUSES),
    "count": (
        "counts",
        {
            "": "count",
            "count": "count",
            "n": "count",
            "unit": "unit",
            "date": "date",
            "as_of": "date",
            "at": "date",
            "according_to": "according_to",
            "by": "according_to",
            "source": "according_to",
            "note": "note",
        },
    ),
}
EVENT = {
    "type": "type",
    "date": "date",
    "time": "time",
    "place": "place",
    "acts": "acts",
    "desc": "description",
    "note": "notes",
    "": "description",
    "site": "site",
    "attribution": "attribution",
    "date_known_how": "date_known_how",
    "methods": "methods",
    "duration": "duration",
    "languages": "languages",
    "interpreter": "interpreter",
    "detention_number": "detention_number",
    "found_by": "found_by",
    "result": "result",
}
EVENT_ROWS = {
    "actors": (
        "authors",
        {
            "": "institution_said",
            "institution": "institution_said",
            "unit": "unit",
            "degree": "degree",
            "count": "count",
            "role": "role",
            "status": "status",
            "note": "note",
            "type": "author_type",
        },
    ),
    "conflicting_dates": (
        "conflicting_dates",
        {"": "date", "date": "date", "according_to": "according_to", "by": "according_to",
         "source": "according_to", "note": "note"},
    ),
}  # fmt: skip
STEP = {
    "type": "type",
    "date": "date",
    "time": "time",
    "authority": "authority",
    "by": "by",
    "number": "number",
    "outcome": "outcome",
    "note": "note",
    "": "note",
    "place": "place",
    "mechanism": "mechanism",
    "jurisdiction": "jurisdiction",
    "offence": "offence",
    "status": "state",
    "state": "state",
    "interpreter": "interpreter",
    "response": "response",
    "response_date": "response_date",
}
STEP_ROWS = {
    "measures": (
        "measures",
        {"": "text", "text": "text", "desc": "text", "type": "measure", "date": "date"},
    ),
    "other_numbers": (
        "other_numbers",
        {"": "number", "number": "number", "kind": "kind", "note": "note"},
    ),
}
VIOLATION = {
    "instrument": "instrument",
    "articles": "articles",
    "date": "date",
    "finding": "finding",
    "declared_by": "declared_by",
    "note": "note",
    "": "note",
}
CASE = {
    "short_name": "name",
    "name": "name",
    "title": "name",
    "key": "key",
    "summary": "summary",
    "context": "context",
    "forum": "forum",
    "citation": "citation",
    "judgment_date": "judgment_date",
    "commission_case_no": "commission_case_no",
    "petition_no": "petition_no",
    "actors_note": "actors_note",
    "note": "notes",
}
CASE_ROWS = {
    "representatives": (
        "representatives",
        {"": "name", "name": "name", "since": "since", "contact": "contact"},
    ),
    "reparations": (
        "reparations",
        {
            "": "measure",
            "measure": "measure",
            "desc": "measure",
            "type": "kind",
            "kind": "kind",
            "date": "date",
            "ordered_by": "ordered_by",
            "by": "ordered_by",
            "status": "status",
            "status_date": "status_date",
            "note": "note",
        },
    ),
    "recommendations": (
        "recommendations",
        {
            "": "text",
            "text": "text",
            "desc": "text",
            "authority": "body",
            "by": "body",
            "number": "number",
            "date": "date",
            "status": "status",
        },
    ),
    "statements": (
        "statements",
        {"": "text", "text": "text", "by": "by", "date": "date"},
    ),
}
LISTS: dict[str, tuple[str, Mapping[str, str], Rows]] = {
    "events": ("event", EVENT, EVENT_ROWS),
    "steps": ("proceeding", STEP, STEP_ROWS),
    "violations": ("violation", VIOLATION, {}),
}
ONE_PERSON = {"given_names", "surname1", "group", "count"}
"""Keys that say a mapping is one person or one group: `names` are then other names of theirs."""
