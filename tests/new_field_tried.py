"""Tries a plan item's field `equipment`, which `test_new_field` has added, as users would; prints what went well.

python -m tests.new_field_tried FOLDER      where the folder comes first on Python's path
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.queries.plan_table import list_plans
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.formats import write_paper
from cluster_desk.settings import Settings
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.plan.plan_model import COLUMNS
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.builders import a_cluster
from tests.exchange.make_docx import Table, write_docx
from tests.plan_builder import store_plan

WORDS, STEPS_WORDS = "проектор и экран", "печатная машина"
HEADING = "Оборудование"


def main(folder: Path) -> None:
    """Try it all, one thing after another."""
    application = QApplication([])
    theme.start("light")
    theme.speak("ru")
    desk = Desk.create(folder / "файл.cdesk", a_cluster())
    store_plan(desk)
    screen = PlanScreen(desk, Settings())
    screen.resize(1400, 700)
    screen.show()
    for tried in (typed, listed, searched, printed, copied):
        tried(screen, desk, folder)
        _describe(tried.__name__)
    desk.close()
    read(folder)
    QGuiApplication.clipboard().clear()
    screen.close()
    application.processEvents()


def _describe(word: str) -> None:
    sys.stdout.write(f"{word}\n")


def item_of(desk: Desk, title: str) -> Any:
    """The item of that title; its new field is known here alone."""
    return next(one for one in desk.read.load_all(PlanItem) if one.title == title)


def cells(screen: PlanScreen) -> list[str]:
    """What the column of the field shows."""
    model = screen.tree.plan
    return [str(model.index(row, COLUMNS.index("equipment")).data()) for row in range(model.rowCount())]


def typed(screen: PlanScreen, desk: Desk, _folder: Path) -> None:
    """Into the form of an item, and kept with its step."""
    line = next(one for one in screen.lines if one.title == "Заседания координационного совета")
    screen.open_item(line.key)
    field = screen.form.pane.editors["equipment"].inputs()[0]
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(WORDS)
    assert screen.form.save()
    item = item_of(desk, line.title)
    assert item.equipment == WORDS
    item.steps[0].equipment = STEPS_WORDS
    desk.change("Plan item changed", item)
    screen.close_form()


def listed(screen: PlanScreen, desk: Desk, _folder: Path) -> None:
    """Off at first, then a column; typed into its cell too."""
    at = COLUMNS.index("equipment")
    assert screen.tree.isColumnHidden(at)
    screen.tree.show_column(at, visible=True)
    assert not screen.tree.isColumnHidden(at)
    assert [words for words in cells(screen) if words] == [WORDS, STEPS_WORDS]
    row = next(place for place, line in enumerate(screen.tree.plan.lines) if line.title == "Летняя школа")
    screen.tree.plan.setData(screen.tree.plan.index(row, at), "палатки")
    assert item_of(desk, "Летняя школа").equipment == "палатки"
    assert desk.undo() is not None
    assert item_of(desk, "Летняя школа").equipment == ""


def searched(screen: PlanScreen, desk: Desk, _folder: Path) -> None:
    """By the filter of the plan, and everywhere."""
    screen.filters.search.setText("проектор")
    assert WORDS in cells(screen)
    assert "Летняя школа" not in [line.title for line in screen.tree.plan.lines]
    screen.filters.clear()
    assert ("PlanItem", item_of(desk, "Заседания координационного совета").id) in desk.read.search("проекторы", 5)


def printed(_screen: PlanScreen, desk: Desk, folder: Path) -> None:
    """In four formats, under its heading."""
    document = paper("plan-table").build(desk.read, {})
    for suffix in ("pdf", "docx", "xlsx", "html"):
        out = folder / f"план.{suffix}"
        write_paper(document, out)
        words = _words_of(out)
        assert HEADING in words, suffix
        assert WORDS in words, suffix
        assert STEPS_WORDS in words, suffix


def _words_of(path: Path) -> str:
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        inside = [
            package.read(name).decode() for name in package.namelist() if re.search(r"document|sheet|shared", name)
        ]
    return " ".join(inside)


def copied(screen: PlanScreen, desk: Desk, _folder: Path) -> None:
    """To the clipboard and from it, with its heading; undone in one step."""
    line = next(one for one in screen.tree.plan.lines if one.title == "Заседания координационного совета")
    screen.tree.go_to(line.key)
    screen.commands.copy()
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert WORDS in rows[1]
    rows[0][rows[0].index("Equipment")] = HEADING  # as an office would call it
    rows[1] = [words.replace(line.title, "Второй совет") for words in rows[1]]
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    screen.commands.paste()
    assert item_of(desk, "Второй совет").equipment == WORDS
    assert desk.undo() is not None
    assert "Второй совет" not in [one.title for one in desk.read.load_all(PlanItem)]


def read(folder: Path) -> None:
    """From a document that has such a column, printed as it stood, read again without harm, undone."""
    source = write_docx(
        folder / "план.docx",
        [
            "План работы школы на 2031 год",
            Table([["№", "Мероприятие", "Срок", "Оснащение кабинета"], ["1", "Слёт", "май", WORDS]]),
        ],
    )
    desk = Desk.create(folder / "другой.cdesk", a_cluster())
    import_document(desk, read_document(source))
    assert item_of(desk, "Слёт").equipment == WORDS
    assert not import_document(desk, read_document(source)).changed
    document = paper("plan-table").build(desk.read, {})
    write_paper(document, folder / "снова.docx")
    assert "Оснащение кабинета" in _words_of(folder / "снова.docx")
    _describe("read")
    assert desk.undo() is not None
    assert list_plans(desk.read) == []
    desk.close()
    _describe("undone")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
