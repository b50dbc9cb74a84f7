"""Any record as a page: its form, its draft, and the way to its history and conflicts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from fielddoc.app import evidence, records, sentences
from fielddoc.app.rows import Changes, RecordRow
from fielddoc.errors import DateRefused, FieldDocError
from fielddoc.forms import Form
from fielddoc.forms import label as called
from fielddoc.model.dates import DoubtfulDate, parse
from fielddoc.model.values import Json, Value
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.dialogs import Question
from fielddoc.ui.forms.editor import Around
from fielddoc.ui.forms.reasons import refusals, sentence, to_save
from fielddoc.ui.forms.view import FormView
from fielddoc.ui.page import Page
from fielddoc.ui.pages.keeping import Keeping
from fielddoc.ui.pages.opening import Opened, news, opened
from fielddoc.ui.pages.reason import ask_reason
from fielddoc.ui.theme import SPACE
from fielddoc.ui.times import minute
from fielddoc.ui.widgets import (
    PageHead,
    ProgressPanel,
    button,
    card,
    column,
    icon_button,
    label,
    row,
)


class RecordPage(Page):
    """A record's form. What is typed becomes a draft at once, and an entry when saved or left."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place, desk.say("Registro"))
        say = desk.say
        self.form: FormView | None = None
        self.keeping: Keeping | None = None
        self._opened: Opened | None = None
        self._to_case = False
        self._blocked = False
        self._around: Around | None = None
        self._gone: QFrame | None = None
        self._offer: QFrame | None = None
        self._created: list[tuple[str, str, Callable[[str], None]]] = []
        self._attached: Callable[[Json], None] | None = None
        self.state = ""
        self._lead = ""
        self.save = button(say("Guardar"), "save", "primary", tip=say("Guardar (Ctrl+S)"))
        self.history = icon_button("history", say("Cambios de este registro"))
        self.remove = icon_button("trash-2", say("Quitar este registro"))
        self.head = PageHead("", "", [self.history, self.remove, self.save], back_to=say("Volver"))
        self.head.title.setProperty("look", "section")
        self.progress = ProgressPanel(say)
        self.column.addWidget(self.head)
        self.column.addWidget(self.progress)
        self.save.clicked.connect(self.save_now)
        self.history.clicked.connect(self._go_history)
        self.remove.clicked.connect(self._ask_remove)
        self.head.back.connect(desk.back)
        for keys, slot in (("Ctrl+S", self.save_now), ("Ctrl+H", self._go_history)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def look(self) -> None:
        kind = self.place.kind or ""
        self.desk.ask(
            self._show,
            opened,
            kind,
            self.place.case,
            self.place.record,
            refused=self.desk.failed.emit,
        )

    def leave(self) -> None:
        """Turn what was typed into an entry; what would be refused stays as a draft."""
        if self.form is None or self.keeping is None:
            return
        if not self.form.changed_values():
            return
        if self._refusals():
            self.keeping.keep()
        else:
            self.keeping.save()

    def first(self) -> QWidget | None:
        return self.form.first() if self.form is not None else self.head

    def save_now(self) -> None:
        """Save as one entry, or say beside the field why not."""
        if self.form is None or self.keeping is None:
            return
        self.form.accept_all()
        refused = self._refusals()
        for one in reversed(refused):
            self.form.refuse(one.field, sentence(one.reason, self.desk.say), one.row, one.inner)
        if refused:
            self._blocked = True
            self.keeping.keep()
        elif self.form.changed_values():
            self._to_case = self.place.record is None
            self.keeping.save()
        else:
            self.tell(self.desk.say("No hay cambios que guardar"))

    def tell(self, words: str) -> None:
        """Say how things stand with what was typed."""
        self.state = words
        lead = " · ".join(part for part in (self._lead, words) if part)
        self.head.say(self.heading, lead)

    def make_form(self, form: Form, around: Around) -> FormView:
        """Return the view of the form; the interview page has its own."""
        return FormView(form, around, with_history=self.place.record is not None)

    def shown(self, found: Opened) -> None:
        """Hook for a page that shows more than the form."""

    def _values(self) -> dict[str, Value]:
        return to_save(self.form.changed_values()) if self.form is not None else {}

    def _refusals(self) -> list:  # type: ignore[type-arg]
        if self.form is None or self._opened is None:
            return []
        return refusals(self.form.form.fields, self._values(), self._opened.forms)

    def _show(self, found: Opened) -> None:
        self._opened = found
        kind = found.view.kind if found.view is not None else self.place.kind or ""
        form = found.forms.kinds[kind]
        self._title(form, found)
        first_time = self.form is None or self.keeping is None
        if first_time:
            self._build(form, found)
        if self.form is None or self.keeping is None or self._around is None:
            return
        self._around.rows = found.rows
        view = found.view
        bare = view is None or view.value("file").empty
        able = form.kind == evidence.KIND and bare and self.place.case is not None
        self._around.attach = self._attach if able else None
        if view is not None:
            values = {name: rows[0].value for name, rows in view.fields.items() if rows}
            conflicts = {name: len(view.fields[name]) for name in view.conflicts}
            self.keeping.see(view.based_on)
            self.form.update_values(values, conflicts)
        self._show_gone(view is not None and view.removed)
        if first_time:
            self._take_draft(found)
            self.form.first().setFocus()
        self._look_at_day()
        self.form.renew()
        self.shown(found)

    def _title(self, form: Form, found: Opened) -> None:
        say = self.desk.say
        kind = called(form.labels, self.desk.language)
        title = found.view.title if found.view is not None else ""
        words = title or say("{kind} (nuevo registro)", kind=kind)
        self.heading = words
        self.setAccessibleName(words)
        lead = kind if title else ""
        if found.case_title and form.kind != "case":
            lead = " · ".join(part for part in (lead, found.case_title) if part)
        self._lead = lead
        self.tell(self.state)
        self.history.setVisible(found.view is not None)
        there = found.view is not None and not found.view.removed
        self.remove.setVisible(there and form.kind != "case")

    def _build(self, form: Form, found: Opened) -> None:
        self._around = Around(self.desk.say, found.forms, found.rows)
        if self.place.case is not None:
            self._around.create = self._create
        self.form = self.make_form(form, self._around)
        self.keeping = Keeping(
            self.desk, self, form.kind, self.place.case, self.place.record, self._values
        )
        self.form.edited.connect(self._typed)
        self.form.edited.connect(self.keeping.touch)
        self.form.edited.connect(self._look_at_day)
        self.form.asked_history.connect(self._go_field_history)
        self.form.asked_decision.connect(self._go_decision)
        self.keeping.said.connect(self._said)
        self.keeping.saved.connect(self._saved)
        self.keeping.refused.connect(self._refused)
        self.column.addWidget(self.form, 1)

    def _take_draft(self, found: Opened) -> None:
        """Put an unsaved draft back on the page, and say so."""
        draft = found.draft
        if draft is None or self.form is None or self.keeping is None:
            return
        left = news(draft, found.view)
        if not left:
            self.keeping.forget()
            return
        self.keeping.take_up(draft)
        self.form.put(left)
        say = self.desk.say
        words = say(
            "Aquí está lo que no se había guardado ({when}). Sigue como borrador.",
            when=minute(draft.saved_at, say),
        )
        away = button(say("Descartar el borrador"), "trash-2", "quiet")
        away.clicked.connect(self._ask_discard)
        line = row(label(words), away)
        line.setStretch(0, 1)
        self._offer = card(line, look="warn")
        around = column(self._offer)
        around.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["small"])
        self.column.insertLayout(1, around)
        self._offer.show()
        self.tell(say("Borrador sin guardar"))

    def _show_gone(self, gone: bool) -> None:
        """Say that the record was removed, and offer to put it back."""
        if self._gone is None and gone:
            say = self.desk.say
            words = say("Este registro está quitado: no sale en las listas ni en los documentos.")
            back = button(say("Volver a ponerlo"), "rotate-ccw")
            back.clicked.connect(self._ask_restore)
            line = row(label(words), back)
            line.setStretch(0, 1)
            self._gone = card(line, look="warn")
            around = column(self._gone)
            around.setContentsMargins(SPACE["far"], 0, SPACE["far"], SPACE["small"])
            self.column.insertLayout(1, around)
        if self._gone is not None:
            self._gone.setVisible(gone)

    def _ask_restore(self) -> None:
        say = self.desk.say
        words = say("Vuelve a las listas, con todo lo que decía.")
        reason = ask_reason(
            self, say("¿Volver a poner este registro?"), words, say("Volver a poner")
        )
        if reason is not None:
            self.desk.do(records.restore, self.place.record, reason, then=self._restored)

    def _restored(self, _changes: Changes) -> None:
        self.look()

    def _ask_discard(self) -> None:
        say = self.desk.say
        words = say("Lo que se escribió y no se guardó se borrará de esta bóveda.")
        question = Question(
            self, say, say("¿Descartar el borrador?"), words, say("Descartar"), danger=True
        )
        if question.exec() and self.keeping is not None and self.form is not None:
            self.form.forget_changes()
            self.keeping.forget()
            self._hide_offer()
        question.deleteLater()

    def _hide_offer(self) -> None:
        if self._offer is not None:
            self._offer.hide()

    def _saved(self, changes: Changes, values: dict[str, Value]) -> None:
        if self.form is None or self.keeping is None:
            return
        self.place = replace(
            self.place, record=self.keeping.record, case=self.place.case or changes.case
        )
        self.form.accept_saved(values)
        self.form.allow_history()
        if self._new_case_saved():
            return
        self._hide_offer()
        self.look()

    def _said(self, words: str) -> None:
        if self._blocked and words:
            words = self.desk.say("Falta corregir algo. {state}", state=words)
        self.tell(words)

    def _typed(self) -> None:
        self._blocked = False

    def _new_case_saved(self) -> bool:
        """Go on to a case that was just made and saved by hand."""
        if not self._to_case or self.place.kind != records.CASE:
            return False
        self._to_case = False
        self.desk.back()
        self.desk.go(Place("case", case=self.place.case))
        return True

    def _refused(self, error: FieldDocError) -> None:
        name = str(error.facts.get("field", ""))
        if self.form is not None and name in self.form.form.fields:
            words = sentence(str(error.facts.get("reason", "")), self.desk.say)
            self.form.refuse(name, words)
        else:
            self.desk.failed.emit(error)
        self.tell(sentences.sentence(error, self.desk.say))

    def _look_at_day(self) -> None:
        """Tell the editors the day of the event: the date that the record's title shows."""
        if self.form is None or self._around is None:
            return
        named = [
            name
            for name in (*self.form.form.title, *self.form.form.title_or)
            if name in self.form.form.fields and self.form.form.fields[name].type == "date"
        ]
        day = _day(self.form.value(named[0]).v) if named else None
        if day != self._around.at:
            self._around.at = day
            self.form.renew()

    def _create(self, kind: str, name: str, done: Callable[[str], None]) -> None:
        """Make a record of `kind` that is called `name`, and give its id to the editor."""
        if self._opened is None:
            return
        form = self._opened.forms.kinds[kind]
        naming = next(
            (field for field in (*form.title_or, *form.title) if form.fields[field].type == "text"),
            None,
        )
        if naming is None:
            return
        self._created.append((kind, name, done))
        self.desk.do(
            records.save, self.place.case, None, kind, {naming: Value(name)},
            then=self._was_created, by=self,
        )  # fmt: skip

    def _was_created(self, changes: Changes) -> None:
        kind, name, done = self._created.pop(0)
        if changes.record is None or self._around is None or self.form is None:
            return
        row_ = RecordRow(changes.record, kind, self.place.case, name)
        self._around.rows = {**self._around.rows, changes.record: row_}
        self.form.renew()
        done(changes.record)

    def _attach(self, path: Path, done: Callable[[Json], None]) -> None:
        """Seal a file; the evidence record is made with it, and the page goes on with that."""
        if self.keeping is None:
            return
        self._attached = done
        job = self.desk.run(
            self._was_attached, evidence.attach, self.place.case, path, self._values(),
            record=self.keeping.id, refused=self._not_attached, by=self,
        )  # fmt: skip
        self.progress.follow(job, self.desk.say("Sellando «{name}»", name=path.name))

    def _was_attached(self, changes: Changes) -> None:
        if self.keeping is None or changes.record is None or self.form is None:
            return
        self.keeping.forget()
        self.form.forget_changes()
        if self.place.record is not None:
            self.look()
            return
        self.desk.back()
        self.desk.go(replace(self.place, record=changes.record))

    def _not_attached(self, error: FieldDocError) -> None:
        if self._attached is not None:
            self._attached(None)
        self.desk.failed.emit(error)

    def _go_history(self) -> None:
        if self.place.record is not None:
            self.desk.go(replace(self.place, page="history", extra=None))

    def _go_field_history(self, name: str) -> None:
        self.desk.go(replace(self.place, page="history", extra=name))

    def _go_decision(self, name: str) -> None:
        self.desk.go(replace(self.place, page="decision", extra=name))

    def _ask_remove(self) -> None:
        say = self.desk.say
        words = say(
            "Sale de las listas; sus cambios quedan en la historia y se puede volver a poner."
        )
        reason = ask_reason(self, say("¿Quitar este registro?"), words, say("Quitar"))
        if reason is not None and self.form is not None:
            self.form.forget_changes()
            self.desk.do(records.remove, self.place.record, reason, then=self._removed)

    def _removed(self, _changes: Changes) -> None:
        self.desk.back()


def _day(content: Json) -> DoubtfulDate | None:
    try:
        return parse(content) if isinstance(content, str) else None
    except DateRefused:
        return None
