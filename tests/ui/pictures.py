"""Render every page in Spanish and English, light and dark, and at 200 % text.

`make pictures` writes to `build/pictures`, from the practice vault with its invented people,
at 1366×768. Look at them: no test knows whether a page can be trusted. Those of the README are
copied by hand from there to `docs/pictures` (`KEPT` says which is which).
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from fielddoc.app import bundles, cases, demo, records
from fielddoc.app.demo import Demo
from fielddoc.app.session import Session, open_session
from fielddoc.model.values import Value
from fielddoc.text import catalogue
from fielddoc.ui import settings, theme
from fielddoc.ui.application import make_application, speak
from fielddoc.ui.desk import Desk, Place
from fielddoc.ui.gate import Gate
from fielddoc.ui.keys import KeyMap
from fielddoc.ui.pages.bundle_import import ImportPage
from fielddoc.ui.pages.find import FindPage
from fielddoc.ui.pages.interview import InterviewPage
from fielddoc.ui.pages.interview_steps import STEPS
from fielddoc.ui.pages.verify import VerifyPage
from fielddoc.ui.settings import Settings
from fielddoc.ui.window import Window

TARGET = Path("build", "pictures")
SIZE = (1366, 768)
LOOKS = [
    (language, mode, 100) for language in ("es", "en") for mode in ("light", "dark")
] + [("es", "light", 200), ("en", "dark", 200)]  # fmt: skip
KEPT = {
    "cases-es": "es-light-100/cases",
    "case-es": "es-light-100/case",
    "import-es": "es-light-100/import-preview",
    "decision-es": "es-light-100/decision",
}
"""Pictures of the README → where this makes them."""
JOBS = (
    ("comerciante de fruta", "en el mercado inventado de los martes"),
    ("comerciante y albañil", "según su hermana"),
)
"""What two teams say of one person's trade without knowing of each other, and whence."""
Inventory = tuple[str, list[tuple[str, str]]]
CODE = "-".join(f"{11 * number:06d}" for number in range(9000, 89000, 10000))


def _found(desk: Desk, page: FindPage) -> bool:
    return desk.idle and page.model.rowCount() > 0


def settle(ready: Callable[[], bool], seconds: float = 30) -> None:
    """Deliver events until `ready`, and then once more, so that what was shown is drawn."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def save(widget: QWidget, name: str, look: tuple[str, str, int]) -> None:
    """Write a picture of `widget`."""
    language, mode, text = look
    folder = TARGET / f"{language}-{mode}-{text}"
    folder.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(folder / f"{name}.png"))


def pictures_of_the_window(made: Demo, look: tuple[str, str, int]) -> None:
    """Every page of the window on the practice vault."""
    language, mode, text = look
    key = demo.unlock(made.vault)
    desk = Desk(partial(open_session, made.vault, key, language), catalogue(language))
    window = Window(desk, Settings(language, mode, text))
    window.resize(*SIZE)
    window.show()
    settle(lambda: desk.idle)
    for name, place in places(desk):
        window.go(place)
        settle(lambda: desk.idle)
        if isinstance(window.page, FindPage):
            page = window.page
            page.narrow.setChecked(True)
            page.search.setText("cuartel")
            settle(partial(_found, desk, page))
        save(window, name, look)
        if isinstance(window.page, InterviewPage) and window.page.steps is not None:
            for step in range(len(STEPS)):
                window.page.steps.open(step)
                settle(lambda: desk.idle)
                save(window, f"{name}-{step + 1}", look)
    keys = KeyMap(window, desk.say)
    keys.show()
    settle(lambda: desk.idle)
    save(keys, "keys", look)
    keys.close()
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        desk.broke.emit(error)
    settle(lambda: desk.idle)
    save(window, "crash", look)
    desk.close()
    window.deleteLater()
    settle(lambda: True)


def disagree(made: Demo) -> tuple[str, str, Path]:
    """Both vaults name one person's trade; return the case, the person and our new bundle."""
    where = ("", "")
    bundle = made.vault.with_name("2.fdb.age")
    with (
        open_session(made.vault, demo.unlock(made.vault)) as ours,
        open_session(made.coordinator, demo.unlock(made.coordinator)) as theirs,
    ):
        for session, (words, source) in zip((ours, theirs), JOBS, strict=True):
            case, found = inventory(session)
            where = (case, dict(found)["person"])
            told = {"occupation": Value(words, confidence="medium", source=source)}
            records.save(session, case, where[1], "person", told)
        bundles.pack(ours, [where[0]], ["Coordinación de práctica"], bundle, "demostración")
    return *where, bundle


def pictures_of_the_coordinator(
    made: Demo, look: tuple[str, str, int], dispute: tuple[str, str, Path]
) -> None:
    """What the coordinator sees of the files that came, and decides.

    Each look has its own copy of the vault, and of what this machine remembers of it: a bundle
    is new only once.
    """
    language, mode, text = look
    folder = Path(os.environ["FIELDDOC_STATE"]).parent / f"{language}-{mode}-{text}"
    vault = Path(shutil.copytree(made.coordinator, folder / made.coordinator.name))
    usual = os.environ["FIELDDOC_STATE"]
    os.environ["FIELDDOC_STATE"] = str(shutil.copytree(usual, folder / "state"))
    desk = Desk(partial(open_session, vault, demo.unlock(vault), language), catalogue(language))
    window = Window(desk, Settings(language, mode, text))
    window.resize(*SIZE)
    window.show()
    window.go(Place("import"))
    settle(lambda: desk.idle)
    if isinstance(window.page, ImportPage):
        window.page.inspect(made.bundle)
        settle(lambda: desk.idle)
        save(window, "import-known", look)
        case, person, bundle = dispute
        window.page.inspect(bundle)
        settle(lambda: desk.idle)
        save(window, "import-preview", look)
        window.page.take.click()
        settle(lambda: desk.idle)
        save(window, "import-taken", look)
        for name, place in (
            ("cases-conflict", Place("cases")),
            ("case-conflict", Place("case", case=case)),
            ("record-conflict", Place("record", case, person, "person")),
            ("decision", Place("decision", case, person, "person", "occupation")),
            ("history", Place("history", case, person, "person")),
            ("history-field", Place("history", case, person, "person", "occupation")),
        ):
            window.go(place)
            settle(lambda: desk.idle)
            save(window, name, look)
    window.go(Place("verify"))
    settle(lambda: desk.idle)
    if isinstance(window.page, VerifyPage):
        window.page.verify([*made.dossiers, made.bundle])
    settle(lambda: desk.idle)
    save(window, "verify-verdicts", look)
    desk.close()
    window.deleteLater()
    settle(lambda: True)
    os.environ["FIELDDOC_STATE"] = usual


def places(desk: Desk) -> Iterator[tuple[str, Place]]:
    """Name and place of every page; records are one of each kind of the fullest case."""
    answers: list[Inventory] = []
    catcher = Catcher(answers)
    desk.ask(catcher.catch, inventory)
    settle(lambda: bool(answers))
    case, rows = answers[0]
    yield "cases", Place("cases")
    yield "find", Place("find")
    yield "case", Place("case", case=case)
    for kind, record in rows:
        page = "interview" if kind == "interview" else "record"
        yield f"{page}-{kind}", Place(page, case=case, record=record, kind=kind)
    yield "new-case", Place("record", kind="case")
    for name in ("dossier", "bundle", "timeline", "relations", "compare"):
        yield name, Place(name, case=case)
    for name in ("import", "contacts", "verify", "settings"):
        yield name, Place(name)


def inventory(session: Session) -> Inventory:
    """Query: the case with most in it, and one record of each kind in it."""
    best = max(cases.listing(session), key=lambda row: row.records)
    found = {row.kind: row.id for row in records.rows(session, case=best.id)}
    return best.id, sorted(found.items())


class Catcher(QWidget):
    """Waits for one answer."""

    def __init__(self, answers: list[Inventory]) -> None:
        super().__init__()
        self._answers = answers

    def catch(self, answer: Inventory) -> None:
        self._answers.append(answer)


def pictures_of_the_gate(made: Demo, look: tuple[str, str, int]) -> None:
    """The gate's pages."""
    gate = Gate(Settings(*look), made.vault, practice=True)
    if look[2] > 100:
        gate.resize(*SIZE)
    gate.show()
    gate.code_page.show_code(CODE)
    for name, page in (
        ("unlock", gate.unlock_page), ("create", gate.create_page),
        ("recover", gate.recover_page), ("code", gate.code_page),
    ):  # fmt: skip
        gate._show(page)
        settle(page.isVisible)
        save(gate, f"gate-{name}", look)
    gate.jobs.close()
    gate.deleteLater()
    settle(lambda: True)


def main(argv: list[str]) -> int:
    """Make all pictures, or those of the looks named like `es-light-100`."""
    with TemporaryDirectory() as folder:
        os.environ["FIELDDOC_STATE"] = str(Path(folder, "state"))
        application: QApplication = make_application(Settings())
        made = demo.build(Path(folder, "demo"))
        dispute = disagree(made)
        for look in LOOKS:
            language, mode, text = look
            if argv and f"{language}-{mode}-{text}" not in argv:
                continue
            settings.save(Settings(language, mode, text))
            theme.apply(application, theme.choose(mode, text))
            speak(application, language)
            pictures_of_the_gate(made, look)
            pictures_of_the_window(made, look)
            pictures_of_the_coordinator(made, look, dispute)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
