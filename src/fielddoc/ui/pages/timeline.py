"""The dates of a case in one line, with their doubt; where people differ, one below the other."""

from fielddoc.app import seeing
from fielddoc.app.seeing import Bar, TimeRow
from fielddoc.text import Catalogue
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.drawings import TimeDrawing
from fielddoc.ui.pages.seen import SeenPage


class TimelinePage(SeenPage):
    """Everything dated in a case."""

    def __init__(self, desk: Desk, place: Place) -> None:
        say = desk.say
        self.drawing = TimeDrawing()
        super().__init__(
            desk, place, say("Línea de tiempo"),
            say(
                "Barra suave: entre esas fechas. Rayada: alrededor. Se desvanece: no se sabe desde "
                "o hasta cuándo. Varias barras: hay fechas distintas."
            ),
            self.drawing, say("Todavía no hay fechas en este caso"),
        )  # fmt: skip

    def look(self) -> None:
        self.desk.ask(self._show, seeing.timeline, self.place.case)

    def _show(self, rows: tuple[TimeRow, ...]) -> None:
        say = self.desk.say
        self.drawing.show_rows(rows)
        self.model.clear()
        for row in rows:
            page = "interview" if row.kind == "interview" else "record"
            place = Place(page, self.place.case, row.record, row.kind)
            if row.kind == "case":
                place = Place("record", self.place.case, row.record, row.kind)
            tag = say("fechas distintas") if len(row.bars) > 1 else ""
            dates = " | ".join(_told(bar, say) for bar in row.bars)
            self.add(row.title, f"{row.label}: {dates}", tag, place)
        self.show_way()


def _told(bar: Bar, say: Catalogue) -> str:
    return (
        say("{date} (según: {source})", date=bar.shown, source=bar.source)
        if bar.source
        else (bar.shown)
    )
