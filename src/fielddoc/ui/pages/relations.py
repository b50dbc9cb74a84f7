"""Who is in a case and what ties them, drawn as a circle and said as a list."""

from fielddoc.app import seeing
from fielddoc.app.seeing import Relations
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.drawings import RelationDrawing
from fielddoc.ui.pages.seen import SeenPage


class RelationsPage(SeenPage):
    """The people of a case and their relations; those without one are listed too."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        self.drawing = RelationDrawing()
        super().__init__(
            desk, place, say("Relaciones"),
            say("Cada línea es una relación como se dijo; la palabra está junto a quien la es."),
            self.drawing, say("Todavía no hay personas en este caso"),
        )  # fmt: skip

    def look(self) -> None:
        self.desk.ask(self._show, seeing.relations, self.place.case)

    def _show(self, found: Relations) -> None:
        say = self.desk.say
        self.drawing.show_relations(found)
        self.model.clear()
        names = {person.id: person.name for person in found.people}
        for tie in found.ties:
            title = say(
                "{one}: {kind} de {other}",
                one=names[tie.start], kind=tie.kind or "…", other=names[tie.end],
            )  # fmt: skip
            place = Place("record", self.place.case, tie.record, seeing.RELATION)
            self.add(title, tie.certainty, "", place)
        tied = {end for tie in found.ties for end in (tie.start, tie.end)}
        for person in found.people:
            if person.id not in tied:
                place = Place("record", self.place.case, person.id, person.kind)
                self.add(person.name, say("Sin relaciones registradas"), "", place)
        self.show_way()
