"""What one paper tells: the case's records as consent and redaction leave them, and their names.

Everything after this works on what came out of here, so nothing that was left out can reach
the paper by another way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fielddoc import forms as asked
from fielddoc.dossier import consent, people
from fielddoc.dossier.redact import Redaction
from fielddoc.errors import ConsentMissing, DateRefused
from fielddoc.forms import Forms
from fielddoc.model import dates
from fielddoc.model.entry import read_header
from fielddoc.model.record import REMOVED, Record
from fielddoc.text import Catalogue
from fielddoc.vault import Vault

ORDER = (
    "person", "group", "torture", "disappearance", "event", "displacement", "body", "injury",
    "istanbul_report", "search_report", "search_step", "registry_query", "detention_query",
    "hypothesis", "ante_mortem", "threat", "reprisal", "evidence", "interview", "proceeding",
    "protection_request", "contested_evidence", "violation", "relation", "consent",
)  # fmt: skip
"""Kinds in the order of the paper; kinds that an organisation added follow, in menu order."""

NOT_PUBLIC = {
    "interview", "consent", "relation", "evidence", "istanbul_report", "search_report",
    "hypothesis", "ante_mortem", "body", "threat", "reprisal", "displacement",
    "protection_request",
}  # fmt: skip
"""Kinds that say who spoke, who belongs to whom, what there is to be found, a body, or who is
in danger."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry of the journal that concerns the case."""

    entry: str
    at: str
    clock: str
    author: str
    command: str
    hash: str
    erased: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of entries of one of the case's authors ends: number and hash of the last
    header. `name` is for a court; the public reads digits of the fingerprint.
    """

    author: str
    name: str
    n: int
    hash: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the paper does not show: why (a stable word) and how often, never what."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that is to be printed. `records` by kind, in order, redacted."""

    profile: str
    case: Record
    records: Mapping[str, tuple[Record, ...]]
    names: "Names"
    journal: tuple[JournalRow, ...]
    heads: tuple[Head, ...]
    authors: Mapping[str, str]
    left_out: tuple[LeftOut, ...]
    agreed: consent.Agreed
    practice: bool

    def all(self) -> Iterable[Record]:
        """Yield every record that is printed, the case first."""
        yield self.case
        for listed in self.records.values():
            yield from listed


class Names:
    """What records are called on this paper: a name, a key, or that they are left out."""

    def __init__(
        self, forms: Forms, say: Catalogue, keys: Mapping[str, str], shown: Mapping[str, Record]
    ) -> None:
        self._forms = forms
        self._say = say
        self._keys = keys
        self._shown = shown
        self._telling: set[str] = set()
        self._made: dict[str, str] = {}

    def __call__(self, record: str) -> str:
        """Return the name of the record with this id."""
        if record not in self._made:
            self._made[record] = self._tell(record)
        return self._made[record]

    def _tell(self, record: str) -> str:
        if record in self._keys:
            return self._keys[record]
        found = self._shown.get(record)
        if found is None or record in self._telling:
            return self._say("registro que no se incluye")
        self._telling.add(record)
        title = asked.title(self._forms, found, self._say.language, self)
        self._telling.discard(record)
        return title


def gather(vault: Vault, forms: Forms, case: str, profile: str, say: Catalogue) -> CaseFile:
    """Collect what the paper may tell.

    Raises `RecordUnknown` for the case, and `ConsentMissing` when nobody agreed to this use.
    """
    case_record = vault.record(case)
    raw = [one for one in vault.records(case=case) if one.id != case]
    agreed = consent.agreed(raw, profile)
    everybody = {record.id for record in raw if record.kind in people.PEOPLE}
    if not agreed.people & everybody:
        raise ConsentMissing
    redaction = Redaction(forms, profile)
    shown: dict[str, Record] = {}
    unasked = private = internal = 0
    for record in raw:
        form = forms.kinds.get(record.kind)
        if form is not None and form.internal:
            internal += 1
        elif people.search_only(record) or not people.may_show(forms, record, agreed.people):
            unasked += 1
        elif profile == consent.PUBLIC and record.kind in NOT_PUBLIC:
            private += 1
        else:
            shown[record.id] = _redacted(forms, redaction, record, agreed)
    case_shown = _redacted(forms, redaction, case_record, agreed, agreed.people)
    keys = {
        id_: key
        for id_, key in people.keys(raw).items()
        if profile == consent.PUBLIC
        or id_ not in agreed.people
        or "identity" in agreed.hide.get(id_, ())
    }
    names = Names(forms, say, keys, {**shown, case: case_shown})
    authors = {one: vault.author(one).name for one in vault.heads()}
    journal = tuple(_journal(vault, case, authors))
    erased = sum(row.erased for row in journal)
    dropped = redaction.dropped
    internal += dropped.pop("internal", 0)
    counts = {
        "consent": unasked,
        "kinds": private,
        "internal": internal,
        **dropped,
        "erased": erased,
    }
    return CaseFile(
        profile,
        case_shown,
        _ordered(forms, shown.values()),
        names,
        journal if profile == consent.COURT else (),
        tuple(_heads(vault, case, authors if profile == consent.COURT else {})),
        authors,
        tuple(LeftOut(reason, count) for reason, count in counts.items() if count),
        agreed,
        vault.practice,
    )


def _redacted(
    forms: Forms,
    redaction: Redaction,
    record: Record,
    agreed: consent.Agreed,
    about: frozenset[str] | None = None,
) -> Record:
    """The record as it may be shown; the case, whose name may be a person's, is about everybody."""
    hide = frozenset(
        item
        for person in (people.subjects(forms, record) if about is None else about)
        for item in agreed.hide.get(person, frozenset())
    )
    fields = {name: held for name, held in record.fields.items() if name != REMOVED}
    return redaction.record(forms.kinds.get(record.kind), replace(record, fields=fields), hide)


def _ordered(forms: Forms, records: Iterable[Record]) -> Mapping[str, tuple[Record, ...]]:
    """Group by kind; things that happened stand in the order of their first possible day."""
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record)
    others = [kind for kind in (*forms.kinds, *sorted(by_kind)) if kind not in ORDER]
    return {
        kind: tuple(sorted(by_kind[kind], key=_first_day))
        for kind in dict.fromkeys((*ORDER, *others))
        if kind in by_kind
    }


def _first_day(record: Record) -> str:
    """The first day a record's date may mean, as text; records without one come last."""
    said = record.get("date")
    if not isinstance(said, str):
        return "9999"
    try:
        date = dates.parse(said)
    except DateRefused:
        return "9999"
    day = date.earliest or date.latest
    return day.isoformat() if day else "9999"


def _journal(vault: Vault, case: str, authors: Mapping[str, str]) -> Iterable[JournalRow]:
    for signed in vault.entries(case=case):
        header = read_header(signed.header)
        yield JournalRow(
            header.id,
            header.at,
            header.clock,
            authors.get(header.author, header.author[:16]),
            header.command,
            signed.hash,
            signed.content is None,
        )


def _heads(vault: Vault, case: str, names: Mapping[str, str]) -> Iterable[Head]:
    """Only of those who wrote in the case: who else is in the vault is nobody's business."""
    wrote = {read_header(signed.header).author for signed in vault.entries(case=case)}
    heads = vault.heads()
    for signed in vault.entries(after={author: n - 1 for author, n in heads.items()}):
        header = read_header(signed.header)
        if header.author in wrote and heads[header.author] == header.n:
            name = names.get(header.author, header.author[:16])
            yield Head(header.author, name, header.n, signed.hash)
