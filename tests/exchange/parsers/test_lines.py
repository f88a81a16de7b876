"""Lines of a plan item stay lines: from Word and Excel into the file, on paper in each format, and read again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from cluster_desk.core.records.plans import Plan, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.formats import write_paper
from tests.exchange.make_docx import Table, write_docx

_ABOVE = ["ПЛАН РАБОТЫ", "Заречного кластера на 2027 год"]


def _item(desk: Desk) -> PlanItem:
    return desk.read.load_all(PlanItem)[-1]


LINES = {
    "title": "Единый день\nоткрытых дверей",
    "deadline": "до 15 марта\nдо 20 сентября",
    "responsible": "Иванова И. И.,\nдиректора школ",
    "result": "Приказ;\nсправка",
}


def _document(folder: Path, kind: str) -> Path:
    rows = [["№", "Мероприятие", "Срок", "Ответственный", "Результат"], ["1", *LINES.values()]]
    if kind == "docx":
        return write_docx(folder / "План.docx", [*_ABOVE, Table(rows)])
    book = openpyxl.Workbook()
    for row in [[line] for line in _ABOVE] + rows:
        book.worksheets[0].append(row)
    book.save(folder / "План.xlsx")
    return folder / "План.xlsx"


def _lines(desk: Desk) -> dict[str, str]:
    item = _item(desk)
    return {name: getattr(item, name) for name in LINES}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("printed", ["docx", "xlsx"])
def test_lines_stay_lines_from_document_to_paper_and_back(desk: Desk, tmp_path: Path, kind: str, printed: str) -> None:
    path = _document(tmp_path, kind)
    document = read_document(path)
    read = document.plans[0].sections[0].parts[0].record
    assert (read.title, read.deadline, read.result) == (LINES["title"], LINES["deadline"], LINES["result"])
    import_document(desk, document)
    assert _lines(desk) == LINES
    item = _item(desk)
    item.deadline = "до 15 марта\nдо 20 сентября\nи в декабре"
    desk.change("Changed", item)
    desk.undo()
    assert not import_document(desk, read_document(path)).changed
    out = tmp_path / f"печать.{printed}"
    plan = desk.read.load_all(Plan)[-1]
    write_paper(paper("plan-table").build(desk.read, {"plan": f"id={plan.id}"}), out)
    again = read_document(out)
    [back] = [one.record for part in again.plans for section in part.sections for one in section.parts]
    assert (back.title, back.deadline, back.result) == (LINES["title"], LINES["deadline"], LINES["result"])
    assert back.responsible == LINES["responsible"]
    assert not any(row.state.name == "NEW" for part in propose(desk.read, again).parts for row in part.rows)


def test_a_break_inside_a_paragraph_is_a_line_too(desk: Desk, tmp_path: Path) -> None:
    rows = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Слёт\vотрядов", "май\vиюнь", "завуч\vдиректор"]]
    import_document(desk, read_document(write_docx(tmp_path / "План.docx", [*_ABOVE, Table(rows)])))
    item = _item(desk)
    assert (item.title, item.deadline, item.responsible) == ("Слёт\nотрядов", "май\nиюнь", "завуч\nдиректор")


def test_lines_are_lines_of_a_web_page(desk: Desk, tmp_path: Path) -> None:
    import_document(desk, read_document(_document(tmp_path, "docx")))
    write_paper(paper("plan-table").build(desk.read, {}), tmp_path / "печать.html")
    page = (tmp_path / "печать.html").read_text("utf-8").replace("\u00a0", " ")
    assert "до 15 марта<br>до 20 сентября" in page
    assert "Единый день<br>открытых дверей" in page


def test_lines_are_lines_of_a_pdf(desk: Desk, tmp_path: Path) -> None:
    import_document(desk, read_document(_document(tmp_path, "docx")))
    write_paper(paper("plan-table").build(desk.read, {}), tmp_path / "печать.pdf")
    text = PdfReader(tmp_path / "печать.pdf").pages[0].extract_text().replace("\u00a0", " ")
    assert "до 20 сентября" in text
    assert "15 марта до" not in text
