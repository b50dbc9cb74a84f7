"""One case of the file becomes records, by the same commands that a person uses.

People first, because everything else names them; then the case itself, events, steps and
violations. What no table (`public_tables`) foresees becomes a source note on the record it
stands with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fielddoc.app import records
from fielddoc.app.session import Session
from fielddoc.model.values import Value
from tests.journeys.public_facts import NOT_FACTS, Fact, facts, text_of
from tests.journeys.public_pages import Page, elements
from tests.journeys.public_tables import (
    CASE,
    CASE_ROWS,
    GROUP,
    GROUP_ROWS,
    LISTS,
    ONE_PERSON,
    PERSON,
    PERSON_ROWS,
    Rows,
)

Node = object
Above = tuple[object, object]

COURT = ("presentar_nacional", "presentar_internacional", "compartir_equipo")
"""What a public judgment is taken to allow for this test: a court may read, the team may have."""


@dataclass(slots=True)
class Loaded:
    """A case in the vault: its id, and every record with the facts that were put into it."""

    name: str
    case: str = ""
    pages: list[Page] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def load(session: Session, node: Mapping[str, Node], meta: Node = None) -> Loaded:
    """Bring one case of the file into the vault."""
    return _Loader(session, node, meta).load()


class _Loader:
    def __init__(self, session: Session, node: Mapping[str, Node], meta: Node) -> None:
        self.session = session
        self.node = node
        self.meta = meta
        self.above: Above = (node.get("c"), node.get("s"))
        self.people: dict[str, list[str]] = {}
        self.done = Loaded(str(node.get("id", "")), facts=list(facts(node)))

    def load(self) -> Loaded:
        """Do it all, in the order in which records name each other."""
        self._case()
        for element, path, c, s in elements(self.node.get("victims"), "victims", self.above):
            self._victim(element, path, (c, s))
        for key, (kind, table, rows) in LISTS.items():
            for element, path, c, s in elements(self.node.get(key), key, self.above):
                page = Page(self.session.forms, kind, path)
                self._fill(page, element, path, (c, s), table, rows)
                self._save(page)
        self._consents()
        return self.done

    def _case(self) -> None:
        page = Page(self.session.forms, "case", "")
        rest = {k: v for k, v in self.node.items() if k not in ("victims", *LISTS)}
        self._fill(page, rest, "", self.above, CASE, CASE_ROWS)
        page.note_other(facts(self.meta, "meta"))
        if self.done.name:
            page.fields.setdefault("key", Value(self.done.name))
        made = records.save(self.session, None, None, "case", page.fields)
        page.record = self.done.case = made.record or ""
        self.done.pages.append(page)

    def _victim(self, node: Node, path: str, above: Above) -> None:
        node, above = _unwrapped(node, above)
        if isinstance(node, dict) and "names" in node and _kind(node, None) == "group":
            self._group(node, path, above)
            return
        names = list(self._names(node, path, above))
        for at, name in enumerate(names or [None]):
            kind = _kind(node, name)
            page = Page(self.session.forms, kind, path)
            table, rows = (GROUP, GROUP_ROWS) if kind == "group" else (PERSON, PERSON_ROWS)
            rest = node
            if isinstance(node, dict) and name is not None:
                page.put_fact("name" if kind == "group" else "full_name", name)
                rest = {key: value for key, value in node.items() if key != "names"}
                if at == 0:
                    page.note(self._names_rest(node, path, above))
            self._fill(page, rest, path, above, table, rows)
            ref = text_of(node["ref"]) if isinstance(node, dict) and "ref" in node else ""
            named = "key" if kind == "person" else "name"
            if ref and (kind == "person" or not page.fields):
                page.fields.setdefault(named, Value(ref))
            self._save(page)
            if page.record:
                self.people.setdefault(ref, []).append(page.record)

    def _group(self, node: Mapping[str, Node], path: str, above: Above) -> None:
        """Keep a counted group of which some are named: each of these is a person, its member."""
        page = Page(self.session.forms, "group", path)
        members = []
        named = [*facts(node["names"], f"{path}.names", *_below(node, above))]
        for name in named:
            if name.under or _kind(node, name) == "group":
                page.note([name])
                continue
            person = Page(self.session.forms, "person", path)
            person.put_fact("full_name", name)
            self._save(person)
            members.append(person.record)
        rest = {key: value for key, value in node.items() if key != "names"}
        self._fill(page, rest, path, above, GROUP, GROUP_ROWS)
        if members:
            page.fields["members"] = Value(members)
        self._save(page)
        self.people.setdefault(text_of(node.get("ref", "")), []).append(page.record)

    def _names(self, node: Node, path: str, above: Above) -> Iterator[Fact]:
        if isinstance(node, dict) and "names" in node and not ONE_PERSON & set(node):
            for fact in facts(node["names"], f"{path}.names", *_below(node, above)):
                if not fact.under:
                    yield fact

    def _names_rest(self, node: Mapping[str, Node], path: str, above: Above) -> Iterator[Fact]:
        for fact in facts(node["names"], f"{path}.names", *_below(node, above)):
            if fact.under:
                yield fact

    def _fill(
        self, page: Page, node: Node, path: str, above: Above,
        table: Mapping[str, str], rows: Rows,
    ) -> None:  # fmt: skip
        """Put every key of a mapping where its table says, the rest among the notes."""
        node, above = _unwrapped(node, above)
        if not isinstance(node, dict):
            page.put(table[""], node, path, above)
            return
        above = _below(node, above)
        later: list[tuple[str, Node, str]] = []
        for key, value in node.items():
            below = path if key == "v" else f"{path}.{key}" if path else str(key)
            if key in NOT_FACTS:
                continue
            if key == "v" and "" in table:
                page.put(table[""], value, path, above)
            elif key == "regarding" and "regarding" in page.form.fields:
                page.put_refs(key, facts(value, below, *above), self._people_of)
            elif key in rows:
                group, parts = rows[key]
                page.put_rows(group, value, below, above, parts)
            elif key in table:
                page.put(table[key], value, below, above)
            else:
                later.append((str(key), value, below))
        for key, value, below in later:
            self._unforeseen(page, key, list(facts(value, below, *above)), table)

    def _unforeseen(
        self, page: Page, key: str, found: list[Fact], table: Mapping[str, str]
    ) -> None:
        """`date_c` and the like are qualities of a field; everything else is a note."""
        name, _, letter = key.rpartition("_")
        target = table.get(name)
        if letter in ("c", "s") and target in page.fields and len(found) == 1:
            page.qualify(target, found[0], source=letter == "s")
        else:
            page.note(found)

    def _people_of(self, ref: str) -> list[str]:
        return self.people.get(ref, [])

    def _save(self, page: Page) -> None:
        if not page.fields:
            return
        made = records.save(self.session, self.done.case, None, page.kind, page.fields)
        page.record = made.record or ""
        self.done.pages.append(page)

    def _consents(self) -> None:
        everybody = [page for page in self.done.pages if page.kind in ("person", "group")]
        if not everybody:
            nobody = Page(self.session.forms, "group", "")
            nobody.fields["name"] = Value("Personas que la fuente no enumera")
            self._save(nobody)
            everybody = [nobody]
        for page in everybody:
            for purpose in COURT:
                fields = {
                    "person": Value(page.record),
                    "purpose": Value(purpose),
                    "answer": Value("si"),
                    "source_of_consent": Value("Consta en una sentencia o documento público."),
                }
                self._save(Page(self.session.forms, "consent", page.prefix, fields))


def _unwrapped(node: Node, above: Above) -> tuple[Node, Above]:
    """Take a mapping out of `{v: {…}, c, s}`."""
    while (
        isinstance(node, dict) and isinstance(node.get("v"), dict) and set(node) <= {"v", "c", "s"}
    ):
        above = (node.get("c", above[0]), node.get("s", above[1]))
        node = node["v"]
    return node, above


def _below(node: Mapping[str, Node], above: Above) -> Above:
    """The confidence and source that count below a mapping."""
    return node.get("c", above[0]), node.get("s", above[1])


def _kind(node: Node, name: Fact | None) -> str:
    """Whether this is a person, or several people nobody names one by one."""
    if name is not None:
        first = name.text.strip()[:1]
        return "person" if first.isalpha() and first.isupper() else "group"
    if isinstance(node, dict) and {"group", "count"} & set(node):
        return "person" if {"given_names", "surname1"} & set(node) else "group"
    return "person"
