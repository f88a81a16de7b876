"""One job of the plan's measurements in a process of its own: imports first, then the job is timed.

python -m bench.plan_jobs JOB ARGUMENTS...     prints seconds
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.processes import clock

Job = Callable[[], object]


def read_ours(document: str) -> Job:
    """A Word document into rows of cells."""
    import lxml.etree  # noqa: F401 - the peer imports it with itself

    from cluster_desk.exchange.files.word import read_word

    def job() -> object:
        with Path(document).open("rb") as file:
            return read_word(file, Path(document))

    return job


def read_peer(document: str) -> Job:
    """The same by python-docx, each row asked for its cells."""
    import docx

    def job() -> object:
        tables = docx.Document(document).tables
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]

    return job


def store_ours(document: str) -> Job:
    """The rows understood and stored in a new file; reading them is measured apart."""
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.desk import Desk
    from cluster_desk.exchange.files.reader import read_content
    from cluster_desk.exchange.importing.propose import import_document
    from cluster_desk.exchange.parsers.document import parse_document

    content = read_content(Path(document))
    desk = Desk.create(Path(tempfile.mkdtemp()) / "п.cdesk", Cluster(name="Заречный кластер"))
    return lambda: import_document(desk, parse_document(content))


def _items(data_file: str) -> tuple[Any, list[Any]]:
    """A copy of a plan's file, open, after a first change, which imports what changes need; and its items."""
    from cluster_desk.core.records.plans import PlanItem
    from cluster_desk.desk import Desk

    desk = Desk.open(Path(shutil.copy(data_file, tempfile.mkdtemp())))
    items = desk.read.load_all(PlanItem)
    for item in items:
        item.title += "."
    desk.change("Changed", items[0])
    return desk, items


def change_many(data_file: str) -> Job:
    """Every item of a plan changed at once."""
    desk, items = _items(data_file)
    return lambda: desk.change("Changed", *items)


def change_one_by_one(data_file: str) -> Job:
    """Twenty items, a change each."""
    desk, items = _items(data_file)
    return lambda: [desk.change("Changed", item) for item in items[1:21]]


def _paper(data_file: str) -> tuple[Any, Any]:
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import write_paper

    desk = Desk.open(Path(data_file), read_only=True)
    return (lambda: paper("plan-table").build(desk.read, {})), write_paper


def print_ours(data_file: str, out: str) -> Job:
    """The plan's table to a file; the writer is imported by a small one first."""
    build, write_paper = _paper(data_file)
    from cluster_desk.reports.document import Document, Heading

    write_paper(Document("План", (Heading("План"),)), Path(out))
    return lambda: write_paper(build(), Path(out))


def pdf_long_table(count: str, out: str) -> Job:
    """The same rows as a reportlab LongTable of Paragraphs."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    from bench.plan_rows import HEADER, rows_of_plan
    from cluster_desk.reports.document.typography import FONTS

    def job() -> object:
        pdfmetrics.registerFont(TTFont("Tinos", FONTS / "Tinos-Regular.ttf"))
        style = ParagraphStyle("cell", fontName="Tinos", fontSize=12, leading=13.8)
        rows = [
            [Paragraph(text.replace("\n", "<br/>"), style) for text in row]
            for row in (HEADER, *rows_of_plan(int(count)))
        ]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        table = LongTable(rows, [width * mm for width in (12, 88, 37, 66, 54)], repeatRows=1, style=lines)
        return SimpleDocTemplate(out, pagesize=landscape(A4)).build([table])

    return job


def pdf_typst(count: str, out: str) -> Job:
    """The same rows by Typst."""
    import typst

    from bench.plan_rows import HEADER, rows_of_plan
    from cluster_desk.core.resources import FOLDER

    def job() -> object:
        cells = "".join(f"[{_escaped(text)}]," for row in rows_of_plan(int(count)) for text in row)
        header = "".join(f"[*{_escaped(text)}*]," for text in HEADER)
        source = (
            '#set page("a4", flipped: true)\n#set text(font: "Tinos", size: 12pt, lang: "ru")\n'
            f"#table(columns: (12mm, 88mm, 37mm, 66mm, 54mm), table.header({header}), {cells})"
        )
        return typst.compile(source.encode(), output=out, font_paths=[str(FOLDER / "fonts")])  # type: ignore[misc]  # its overloads

    return job


def _escaped(text: str) -> str:
    return text.replace("#", "\\#").replace("\n", " \\ ").replace("-", "\\-")


def word_docxtpl(count: str, out: str) -> Job:
    """The same rows to Word by docxtpl, from a template with a row to be repeated."""
    import docx
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # the peer tells no types

    from bench.plan_rows import HEADER, rows_of_plan

    template = Path(tempfile.mkdtemp()) / "template.docx"
    document = docx.Document()
    table = document.add_table(rows=4, cols=5)
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for place, cell in enumerate(table.rows[2].cells):
        cell.text = "{{ row[" + str(place) + "] }}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.save(str(template))

    def job() -> object:
        made = DocxTemplate(template)
        made.render({"rows": rows_of_plan(int(count))})
        return made.save(out)

    return job


JOBS: dict[str, Callable[..., Job]] = {
    "read-ours": read_ours,
    "read-python-docx": read_peer,
    "store-ours": store_ours,
    "change-many": change_many,
    "change-one-by-one": change_one_by_one,
    "print-ours": print_ours,
    "pdf-long-table": pdf_long_table,
    "pdf-typst": pdf_typst,
    "word-docxtpl": word_docxtpl,
}


def main() -> None:
    """Do the job that the command line names and print how long it took."""
    job = JOBS[sys.argv[1]](*sys.argv[2:])
    began = clock()
    job()
    print(clock() - began)


if __name__ == "__main__":
    main()
