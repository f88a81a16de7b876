"""Run inside Windows by the shipped Python: every module, command, paper, document and screen of the program.

`python every_way.py FOLDER NAMES`: FOLDER holds the documents to import and takes what is made; NAMES is a file with
the names that the sources import anywhere, in functions too. What fails is printed, a line each; the last line counts.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import io
import json
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cluster_desk.app import App
    from cluster_desk.reports.catalog import Paper

_PATIENCE, _LONGEST = 60, 1_500  # seconds
_SMALLEST = 500  # bytes
_SAMPLE = "Все команды.cdesk"
_KEPT = "Участники.xlsx"
_PASSWORD = "пароль.txt"
FORM = "Бланк отдела.xlsx"
"""Lies in the folder, as the documents do."""
ON_THEIR_OWN = ("restore", "erase", "read", "import")
"""Commands that are called with what others made, or with every document."""
_A_QUARTER = ("--from", "2026-07-01", "--to", "2026-09-30")
_TEMPLATE = "Соглашение о взаимодействии"
_CONVERTED = {".doc", ".rtf", ".odt"}  # by Word or LibreOffice, where there is one
failed: list[str] = []
counts: dict[str, int] = {}


def main() -> int:
    """Try all; 1 when something failed."""
    faulthandler.dump_traceback_later(_LONGEST, exit=True)
    folder = Path(sys.argv[1])
    names = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    _modules(names)
    _commands(folder)
    _papers(folder)
    _window(folder)
    for line in failed:
        print(f"FAILED {line}")
    print(json.dumps({**counts, "sqlite": sqlite3.sqlite_version, "loaded": sorted(sys.modules)}))
    return 1 if failed else 0


@contextlib.contextmanager
def _trying(kind: str, name: str) -> Iterator[None]:
    counts[kind] = counts.get(kind, 0) + 1
    try:
        yield
    except Exception as error:  # noqa: BLE001 - all are tried, and each failure told
        where = traceback.extract_tb(error.__traceback__)[-1]
        failed.append(f"{kind} {name}: {type(error).__name__}: {error} ({where.filename}:{where.lineno})")


def _modules(names: Sequence[str]) -> None:
    for name in names:
        with _trying("modules", name):
            importlib.import_module(name)


def _call(*words: str | Path, codes: Sequence[int] = (0,)) -> str:
    """Run a command in this process; what it said."""
    from cluster_desk.cli import main as command

    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = command([str(word) for word in words])
    if code not in codes or "errors.log" in complained.getvalue():
        raise AssertionError(f"exit code {code}: {complained.getvalue().strip()[:300]}")
    return said.getvalue()


def calls_of(folder: Path, sample: Path, other: Path) -> list[tuple[str | Path, ...]]:
    """Every command but those `ON_THEIR_OWN`, in an order in which each finds what it needs."""
    report, store, package = folder / "Отчёт.cdreport", folder / "Район.cdstore", folder / "На флешку.cdpack"
    return [
        ("new", sample, "--sample"),
        ("cluster", sample, "--json"),
        ("papers", sample, "--json"),
        ("search", sample, "школа", "--json"),
        ("check", sample, "--json"),
        ("deadline", "до 20 мая", "--from", "2026-01-01", "--to", "2026-12-31"),
        ("calendar", sample, "--out", folder / "Планы.ics"),
        ("log", sample, "add", "--date", "2026-10-01", "--title", "Проверка"),
        ("log", sample, "list", "--json"),
        ("carry-over", sample, "--plan", "2026", "--from", "2027-01-01", "--to", "2027-12-31"),
        ("undo", sample),
        ("redo", sample),
        ("history", sample, "--json"),
        ("kept", sample, "Тихонова", "--json"),
        ("verify", sample),
        ("backup", sample, "--to", folder / "Копии"),
        ("backups", sample, "--to", folder / "Копии", "--json"),
        ("salvage", sample, "--to", other),
        ("save-as", sample, folder / "Отдельно.cdesk"),
        ("case", sample, "Клуб «Исток»", "genitive", "Клуба «Исток»"),
        ("support", folder / "Для помощи.zip", sample),
        ("print", sample, "members", "--out", folder / _KEPT),
        ("today", sample, "--json"),
        ("templates", sample, "--ready", "all"),
        ("fill", sample, _TEMPLATE, "--for", "all", "--out", folder / "Справки", "--to-send", "--keep"),
        ("kept-papers", sample, "--json"),
        ("attach-signed", sample, "id=1", folder / _KEPT),
        ("mark-sent", sample, "id=1", "--how", "лично"),
        ("prepare-to-send", sample, "id=1", "--out", folder),
        ("collect", sample, "--out", folder / "Форма.xlsx", "--json"),
        ("replies", sample, "--text", "Луговое: слёт 5 детей", "--json"),
        ("collected", sample, "--json"),
        ("site", sample, "--out", folder / "Сайт", "--json"),
        ("participants", sample, "--event", "1", "--json"),
        ("answer", sample, "сколько детей за 2026 год", "--out", folder / "Ответ.docx"),
        ("control", sample, "--json"),
        ("department-form", sample, folder / FORM, *_A_QUARTER, "--out", folder / "Бланк.xlsx", "--remember"),
        ("consents", sample, "--json"),
        ("deliver", sample, "--out", report, "--period", "2026"),
        ("district", "load", store, report),
        ("district", "report", store, "summary", "--out", folder / "Свод.xlsx"),
        ("merge", sample, folder / "Отдельно.cdesk", "--json"),
        ("pack", sample, "--out", package, "--password-from", folder / _PASSWORD),
        ("unpack", package, "--to", folder / "С флешки.cdesk", "--password-from", folder / _PASSWORD),
    ]


def _commands(folder: Path) -> None:
    """Every command, and an import of every document that lies ready."""
    sample, other = folder / _SAMPLE, folder / "Второй.cdesk"
    (folder / _PASSWORD).write_text("чужим не прочесть", encoding="utf-8")
    for call in calls_of(folder, sample, other):
        with _trying("commands", " ".join(map(str, call))):
            _call(*call)
    with _trying("commands", "restore"):
        _call("restore", next((folder / "Копии").rglob("*.cdesk")), "--to", folder / "Из копии.cdesk")
    with _trying("commands", "erase"):
        _call("erase", folder / "Из копии.cdesk", "Тихонова", codes=(0, 1))
    for document in sorted((folder / "documents").iterdir()):
        for command in (("read", document, "--json"), ("import", other, document, "--json")):
            with _trying("documents", f"{command[0]} {document.name}"):
                _call(*command, codes=(0, 1) if document.suffix in _CONVERTED else (0,))


def _options(paper: Paper, sample: Path) -> dict[str, str]:
    """Options that a paper needs at the command line: the first meeting or event of which it can be made."""
    from cluster_desk.core.errors import UserError
    from cluster_desk.desk import Desk

    with contextlib.closing(Desk.open(sample, read_only=True)) as desk:
        options = [each for each in paper.options if each.required]
        values = {each.name: each.choices(desk.read)[-1].code for each in options}
        for each in options:
            for choice in reversed(each.choices(desk.read)):
                try:
                    paper.build(desk.read, {**values, each.name: choice.code})
                except UserError:
                    continue
                values[each.name] = choice.code
                break
    return values


def _papers(folder: Path) -> None:
    """Every paper in every format."""
    from cluster_desk.reports.catalog import PAPERS
    from cluster_desk.reports.formats import FORMATS

    sample = folder / _SAMPLE
    for paper in PAPERS:
        words = [word for name, value in _options(paper, sample).items() for word in (f"--{name}", value)]
        for each in FORMATS:
            target = folder / "papers" / f"{paper.id}{each.suffix}"
            target.parent.mkdir(exist_ok=True)
            with _trying("papers", target.name):
                _call("print", sample, paper.id, *words, "--out", target)
                if target.stat().st_size < _SMALLEST:
                    raise AssertionError("nothing was written")


def _window(folder: Path) -> None:
    """Every screen is shown, every paper previewed and printed, every document reviewed."""
    from PySide6.QtWidgets import QApplication

    from cluster_desk.app import App
    from cluster_desk.settings import Settings
    from cluster_desk.ui.frame import messages
    from cluster_desk.ui.look import theme

    application = QApplication(sys.argv[:1])
    messages.show_unexpected = _note  # type: ignore[assignment]  # nobody is there to read a message
    messages.ask = lambda parent, message: ""
    sys.excepthook = lambda _kind, error, _at: _note(None, error)
    settings = Settings(theme="light")
    theme.speak(settings.language)
    theme.start(settings.theme)
    app = App(settings)
    if not app.open(folder / _SAMPLE):
        failed.append("window: the sample was not opened")
    app.window.show()
    _screens(app, application)
    _previews(app, application, folder)
    _reviews(app, application, folder)
    app.leave()
    app.window.close()


def _note(_parent: object, error: BaseException) -> None:
    failed.append(f"window: {type(error).__name__}: {error}")


def _screens(app: App, application: Any) -> None:
    shell = app.window.shell
    assert shell
    for area in list(shell.areas):
        with _trying("screens", area):
            shell.go(area)
            _wait(application, lambda: True, 0.3)
            if app.window.grab().toImage().isNull():
                raise AssertionError("nothing is painted")


def _previews(app: App, application: Any, folder: Path) -> None:
    from cluster_desk.reports.catalog import PAPERS

    shell = app.window.shell
    assert shell
    shell.go("papers")
    screen: Any = shell.screens["papers"]
    for paper in PAPERS:
        with _trying("previews", paper.id):
            screen.pdf = None
            screen.show_paper(paper.id, _options(paper, folder / _SAMPLE))
            _wait(application, lambda: screen.pdf is not None)
            drawn: list[Any] = []  # in the thread that draws: pdfium bears no second one
            screen._thread.run(partial(screen.pdf.picture, 0, 1.0), drawn.append, drawn.append)
            _wait(application, drawn.__len__)
            if drawn[0].isNull():
                raise AssertionError("the page is empty")
        with _trying("printed", paper.id):
            _print(screen, application, folder / "papers" / f"printed-{paper.id}.pdf")


def _print(screen: Any, application: Any, target: Path) -> None:
    """What the button «Print» does once a printer was chosen; this one prints into a file."""
    from PySide6.QtPrintSupport import QPrinter

    from cluster_desk.ui.screens.papers.printing import PrintJob

    printer = QPrinter()
    printer.setOutputFileName(str(target))
    printed: list[object] = []
    job = PrintJob(screen.pdf, printer, screen._thread, screen)
    job.done.connect(printed.append)
    job.failed.connect(printed.append)
    job.start()
    _wait(application, lambda: printed)
    if printed != [len(screen.pdf.sizes)] or not target.exists():
        raise AssertionError(f"printed: {printed}")


def _reviews(app: App, application: Any, folder: Path) -> None:
    from cluster_desk.ui.screens.importing.review import ImportReview

    for document in sorted((folder / "documents").iterdir()):
        if document.suffix not in _CONVERTED:
            with _trying("reviews", document.name):
                review = ImportReview(document, lambda _found: app.desk, app.window)
                review.read()
                review.show()
                _wait(application, lambda: True, 1.0)
                review.hide()
                review.deleteLater()


def _wait(application: Any, until: Callable[[], object], at_least: float = 0.0) -> None:
    began = time.monotonic()
    while not until() or time.monotonic() - began < at_least:
        application.processEvents()
        if time.monotonic() - began > _PATIENCE:
            raise AssertionError(f"not within {_PATIENCE} s")
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
