"""The words of a paper: of its blocks, and of a file it was written to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from cluster_desk.reports import document as doc
from cluster_desk.reports.document.text import Dated, Sum, display, plain

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cleaned(text: str) -> str:
    """One line: no soft hyphens, no unbreakable spaces, single spaces."""
    return " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").replace("\u2011", "-").split())


def of_cell(cell: doc.Content) -> str:
    """What stands in a cell."""
    if isinstance(cell, doc.Cell):
        return of_cell(cell.text) if not isinstance(cell.text, tuple) else plain(cell.text)
    if isinstance(cell, tuple):
        return plain(cell)
    return cell.words if isinstance(cell, Dated) else display(cell)


def tables(document: doc.Document) -> Iterator[doc.Table]:
    """Every table of a paper, those of its appended papers too."""
    yield from (block for block in document.blocks if isinstance(block, doc.Table))
    for part in document.appended:
        if isinstance(part, doc.Document):
            yield from tables(part)


def rows_of(table: doc.Table) -> Iterator[doc.Row]:
    """Its rows, those of groups too."""
    for row in table.rows:
        if isinstance(row, doc.Group):
            yield from row.rows
        elif isinstance(row, doc.Row):
            yield row


def lines(document: doc.Document) -> list[str]:
    """The paper line by line: paragraphs, rows of tables with bars between cells."""
    said: list[str] = []
    for block in document.blocks:
        said += _of_block(block)
    for part in document.appended:
        if isinstance(part, doc.Document):
            said += lines(part)
    return [cleaned(one) for one in said if one.strip()]


def _of_block(block: doc.Block) -> list[str]:
    if isinstance(block, doc.Table):
        found = [block.caption, block.note]
        for row in block.rows:
            if isinstance(row, doc.Section):
                found.append(plain(row.text))
            else:
                parts = row.rows if isinstance(row, doc.Group) else (row,)
                found += [" | ".join(map(of_cell, each.cells)) for each in parts]
        return found
    if isinstance(block, doc.Heading | doc.Paragraph):
        return [plain(block.text)]
    if isinstance(block, doc.Fact):
        return [f"{block.label} {plain(block.text)}"]
    if isinstance(block, doc.Columns):
        return [line for side in block.sides for each in side.blocks for line in _of_block(each)]
    if isinstance(block, doc.Approvals):
        return [f"{one.word} {plain(one.who)} {one.name} {one.basis}" for one in block.columns]
    if isinstance(block, doc.Chart):
        return [block.caption, *(bar.label for bar in block.bars)]
    if isinstance(block, doc.Sides):
        return [f"{plain(block.left)} {plain(block.center)} {plain(block.right)}"]
    return [f"{plain(block.position)} {block.name}"] if isinstance(block, doc.Signature) else []


def sums(document: doc.Document) -> Iterator[tuple[doc.Table, doc.Row, int, Sum]]:
    """Every total in the tables, with its row and column."""
    sheets = [sheet.table for sheet in document.sheets or () if sheet.table]
    for table in [*tables(document), *sheets]:
        for row in rows_of(table):
            for at, cell in enumerate(row.cells):
                value = cell.text if isinstance(cell, doc.Cell) else cell
                if isinstance(value, Sum):
                    yield table, row, at, value


def of_file(path: Path) -> str:
    """The words of a written paper."""
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as file:
            return cleaned(" ".join(page.get_textpage().get_text_range() for page in file).replace("\ufffe", ""))
    if path.suffix == ".html":
        text = re.sub(r"<(style|title|head)\b.*?</\1>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        return cleaned(unescape(re.sub(r"<[^>]+>", " ", text)))
    with zipfile.ZipFile(path) as package:
        if path.suffix == ".docx":
            return cleaned(" ".join(_paragraphs(ElementTree.fromstring(package.read("word/document.xml")))))
    return cleaned(" ".join(_cells(path)))


def _paragraphs(root: ElementTree.Element) -> Iterable[str]:
    for paragraph in root.iter(f"{_WORD}p"):
        kinds = {f"{_WORD}br": " ", f"{_WORD}tab": " ", f"{_WORD}noBreakHyphen": "-"}
        yield "".join(kinds.get(part.tag, part.text or "") if part.tag in kinds or part.tag == f"{_WORD}t" else ""
                      for part in paragraph.iter())  # fmt: skip


def _cells(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None and not str(value).startswith("="):
                    yield f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
