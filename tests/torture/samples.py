"""Documents to take in and to spoil: every format that is read, and data files; every name in them is invented."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from cluster_desk.desk import Desk
from cluster_desk.reports import formats
from cluster_desk.reports.catalog import PAPERS
from cluster_desk.reports.document.options import resolve_options
from tests.exchange.make_docx import write_docx
from tests.exchange.office_papers import papers
from tests.torture.old_workbook import old_workbook

_READ_BACK = ("members", "council", "plan", "plan-table", "minutes", "agenda", "attendance")
_PLAN = (
    ("№ п/п", "Мероприятие", "Срок проведения", "Ответственные"),
    ("1", "Слёт юных техников", "5 марта 2026", "Лугов П. К., директор"),
    ("2", "Неделя математики; чтение", "до 10 октября", "Зимина А. Р."),
    ("3", "Курсы", "в течение года", "директора школ"),
)
Rows = Sequence[Sequence[str]]


def make_samples(folder: Path, empty: Path, sample: Path) -> list[Path]:
    """Word, Excel, OpenDocument and text files of papers and tables, and the two data files."""
    made = [Path(shutil.copy(empty, folder / "пустой.cdesk")), Path(shutil.copy(sample, folder / "образец.cdesk"))]
    desk = Desk.open(sample, read_only=True)
    for paper in PAPERS:
        if paper.id in _READ_BACK:
            values = {option.name: option.choices(desk.read)[0].code for option in paper.options if option.required}
            document = paper.build(desk.read, resolve_options(paper.options, desk.read, values))
            for suffix in (".docx", ".xlsx"):
                formats.write_paper(document, folder / f"{paper.id}{suffix}")
                made.append(folder / f"{paper.id}{suffix}")
    schools = desk.read.rows("SELECT short_name, full_name, kind, address FROM organizations")
    desk.close()
    for name, rows in (("план", _PLAN), ("школы", [("Краткое название", "Полное название", "Вид", "Адрес"), *schools])):
        made += _tables(folder, name, [[str(cell) for cell in row] for row in rows])
    return made + office_documents(folder)[:6]


def office_documents(folder: Path) -> list[Path]:
    """Papers of other offices as Word documents, as `tests/exchange` reads them."""
    return [write_docx(folder / f"бумага {n}.docx", paper.blocks) for n, paper in enumerate(papers())]


def _tables(folder: Path, name: str, rows: Rows) -> list[Path]:
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    contents = {
        f"{name} 1251.csv": text.encode("cp1251", "replace"),
        f"{name} utf-8.csv": text.encode("utf-8-sig"),
        f"{name}.xls": old_workbook(rows[:40]),
    }
    for file, content in contents.items():
        (folder / file).write_bytes(content)
    return [*(folder / file for file in contents), _open_document(folder / f"{name}.ods", rows)]


def _open_document(path: Path, rows: Rows) -> Path:
    """A table as LibreOffice writes it, with what is needed to read it."""
    lines = (
        "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row) for row in rows
    )
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            '<office:document-content xmlns:table="t" xmlns:text="x" xmlns:office="o"><office:body>'
            f'<table:table table:name="План">{body}</table:table></office:body></office:document-content>',
        )
    return path
