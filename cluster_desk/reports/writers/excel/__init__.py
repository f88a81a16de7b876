"""A document's tables as an Excel workbook: real numbers and dates, frozen header, filter, fit to the page's width."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import placed
from cluster_desk.reports.document.sheets import sheets_of
from cluster_desk.reports.document.text import Dated, Sum, Value, plain

# With lxml Cyrillic becomes numeric references: files three times the size.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

_LETTERS_PER_MM = 0.54  # the default font's digit is 7 pixels of 96 an inch wide
_LINE_HEIGHT = 15.0  # points, of 11 pt text
_TEXT_PER_MM = 0.48  # letters of wrapped Russian text on a line, words' ends allowed for
_LEFT_OUT = '#,##0;-#,##0;"—"'
_DECIMAL = '#,##0.00;-#,##0.00;"—"'
_DATE, _MOMENT = "DD.MM.YYYY", "DD.MM.YYYY HH:MM"
_FORMULA_SIGNS = ("=", "+", "-", "@")
_NO_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_STEP = 500  # rows between two words of progress


def save_book(book: Any, file: IO[bytes]) -> None:
    """Save a workbook into an open file. In memory first: what openpyxl cannot write it complains of a second time."""
    packed = io.BytesIO()
    book.save(packed)
    file.write(packed.getbuffer())


def write(document: doc.Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path`. Raises UserError when it cannot be saved, Cancelled when the user stopped it."""
    book = Workbook(write_only=True)
    book.properties.title = _clean(document.title)
    book.properties.creator = "Cluster Desk"
    book.properties.language = "ru-RU"
    with whole_file(path, ".xlsx") as file:
        try:
            for sheet in sheets_of(document):
                _Tab(book, sheet, _landscape(document, sheet), progress).write()
        except BaseException:
            for tab in book.worksheets:
                tab.close()  # the half-written sheet's stream; openpyxl removes its file when the program ends
            raise
        save_book(book, file)


def _landscape(document: doc.Document, sheet: doc.Sheet) -> bool:
    """Whether the sheet's table lies on a landscape page in the document."""
    page: doc.Page = document.page
    for block in document.blocks:
        if isinstance(block, doc.PageBreak):
            page = block.page or page
        elif block is sheet.table:
            return page.landscape
    return sheet.table is not None and sheet.table.width > 190


class _Tab:
    """Writes one sheet row by row; a cell is made once for each column and look, and used again for every row."""

    def __init__(self, book: Any, sheet: doc.Sheet, landscape: bool, progress: Progress) -> None:
        self._sheet = sheet
        self._tab = book.create_sheet(_clean(sheet.name))
        self._progress = progress
        self._made: dict[tuple[object, ...], Any] = {}
        self._row = 0
        self._first = 1  # the first row under the header
        self._tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._tab.page_setup.fitToHeight = 0
        self._tab.page_setup.paperSize = 9
        self._tab.page_setup.orientation = "landscape" if landscape else "portrait"

    def write(self) -> None:
        """Lines above, the table, lines below."""
        table = self._sheet.table
        header = len(table.header_rows) if table else 0
        above = len(self._sheet.titles) + (1 if self._sheet.titles and table else 0)
        if table:  # widths, freezing and printing must be told before the first row
            self._lay_out(table, above, header)
        else:
            self._tab.column_dimensions["A"].width = 100
        for text in self._sheet.titles:
            self._append([self._text_line(text, wrap=table is None)])
        if table:
            if self._sheet.titles:
                self._append([])
            self._write_table(table, above, header)
        for n, text in enumerate(self._sheet.foot):
            if n == 0 and table:
                self._append([])
            self._append([self._text_line(text, wrap=False)])

    def _append(self, cells: Any, lines: int = 1) -> None:
        self._row += 1
        if lines > 1:  # told outright: not every program finds the height of a row it is not told
            self._tab.row_dimensions[self._row].height = lines * _LINE_HEIGHT
        self._tab.append(cells)

    def _lay_out(self, table: doc.Table, above: int, header: int) -> None:
        for n, column in enumerate(table.columns, 1):
            self._tab.column_dimensions[get_column_letter(n)].width = max(5.0, round(column.width * _LETTERS_PER_MM, 1))
        self._tab.freeze_panes = f"A{above + header + 1}"
        self._tab.print_title_rows = f"{above + 1}:{above + header}"

    def _write_table(self, table: doc.Table, above: int, header: int) -> None:
        last = get_column_letter(len(table.columns))
        for row, cells in zip(table.header_rows, table.header_cells(), strict=True):
            self._append(list(self._header(cells)), _lines(row, table))
        self._first = self._row + 1
        total = len(table.rows)
        sorted_rows = 0
        for n, line in enumerate(table.rows):
            if n % _STEP == 0:
                self._progress.report(n, total)
            if isinstance(line, doc.Section):
                self._tab.merged_cells.ranges.add(_range(self._row + 1, 1, self._row + 1, len(table.columns)))
                self._append(self._section(line, len(table.columns)))
            elif isinstance(line, doc.Row):
                self._append(self._cells(line, table), _lines(line, table))
            else:
                self._group(line, table)
            if not (isinstance(line, doc.Row) and line.total):
                sorted_rows = self._row  # a total at the end is neither sorted nor filtered away
        self._tab.auto_filter.ref = f"A{above + header}:{last}{max(sorted_rows, above + header)}"

    def _group(self, group: doc.Group, table: doc.Table) -> None:
        top = self._row + 1
        steps = [
            doc.Row(tuple("" if at in group.merged else c for at, c in enumerate(row.cells))) for row in group.rows
        ]
        heights = [_lines(step, table) for step in steps]
        heights[-1] += max(0, _lines(group.rows[0], table) - sum(heights))
        for n, (row, lines) in enumerate(zip(group.rows, heights, strict=True)):
            result = (
                row
                if n == 0
                else doc.Row(tuple("" if at in group.merged else c for at, c in enumerate(row.cells)), total=row.total)
            )
            self._append(self._cells(result, table), lines)
        if len(group.rows) > 1:
            for at in group.merged:
                self._tab.merged_cells.ranges.add(_range(top, at + 1, self._row, at + 1))

    def _header(self, cells: Sequence[doc.HeaderCell]) -> Iterator[Any]:
        """A header row; cells over several columns or rows are merged."""
        for column, across, cell, covered in cells:
            if not covered and (across > 1 or cell.down > 1):
                at = self._row + 1
                self._tab.merged_cells.ranges.add(_range(at, column + 1, at + cell.down - 1, column + across))
            for x in range(column, column + across):
                text = plain(cell.text) if x == column and not covered else ""
                yield self._cell(text, x, "center", strong=True, middle=True)

    def _section(self, section: doc.Section, count: int) -> Iterator[Any]:
        for x in range(count):
            yield self._cell(section.text if x == 0 else "", x, "center", strong=True)

    def _cells(self, row: doc.Row, table: doc.Table) -> Iterator[Any]:
        for at, content, across in placed(row, len(table.columns)):
            cell = content if isinstance(content, doc.Cell) else None
            align = (cell.align if cell else None) or table.columns[at].align
            strong = row.total or bool(cell and cell.bold)
            yield self._cell(content, at, align, strong)
            for x in range(at + 1, at + across):
                yield self._cell("", x, align, strong)

    def _cell(self, content: doc.Content, column: int, align: str, strong: bool = False, middle: bool = False) -> Any:
        inner = content.content if isinstance(content, doc.Cell) else content
        value: Value = plain(inner) if isinstance(inner, tuple) else inner
        form, typed = _form(value.value if isinstance(value, Sum) else value)
        key = (column, form, typed, align, strong, middle)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = WriteOnlyCell(self._tab)
            made.font = Font(name="Times New Roman", size=11, bold=strong)
            made.border = _FRAME
            made.alignment = Alignment(
                horizontal=align if align != "justify" else "left",
                vertical="center" if middle else "top",
                wrap_text=True,
            )
            made.number_format = form
            made.quotePrefix = typed
        if isinstance(value, Sum):
            made.value = self._formula(value, column)
            return made
        if isinstance(value, Dated):
            made.value, made.number_format = value.day, value.form  # openpyxl puts a format of its own beside a date
            return made
        made.value = _clean(value) if isinstance(value, str) else value
        if typed:
            made.data_type = "s"  # a text that begins like a formula stays the text that was typed
        return made

    def _formula(self, total: Sum, column: int) -> Value:
        """The formula of a total: over the rows of the table above it, or over columns of its own row.

        Where there is nothing to be added up its range would be turned round and hold the total itself: its value then.
        """
        row = self._row  # cells are made while their row is being appended
        first_at, last_at = total.across or (self._first, row - 1)
        if first_at > last_at:
            return total.value
        if total.across is None:
            letter = get_column_letter(column + 1)
            return f"=SUM({letter}{self._first}:{letter}{row - 1})"
        first, last = (get_column_letter(at + 1) for at in total.across)
        return f"=SUM({first}{row}:{last}{row})"

    def _text_line(self, text: str, wrap: bool) -> Any:
        cell = WriteOnlyCell(self._tab, _clean(text))
        cell.data_type = "s"
        cell.font = Font(name="Times New Roman", size=12)
        cell.alignment = Alignment(wrap_text=wrap, vertical="top")
        cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
        return cell


def _lines(row: doc.Row, table: doc.Table) -> int:
    """About how many lines the row's highest cell takes; cells over several columns or rows do not count."""
    most = 1
    for content, column in zip(row.cells, table.columns, strict=False):
        if isinstance(content, doc.Cell):
            if content.across > 1 or content.down > 1:
                return most
            content = plain(content.text)
        elif isinstance(content, tuple):
            content = plain(content)
        if isinstance(content, str) and content:
            room = column.width * _TEXT_PER_MM
            if len(content) > room or "\n" in content:
                most = max(most, sum(max(1, -int(-len(line) // room)) for line in content.split("\n")))
    return most


def _form(value: Value) -> tuple[str, bool]:
    """The number format of a value, and whether it is a text that Excel would take for a formula."""
    if isinstance(value, str):
        return "General", value.startswith(_FORMULA_SIGNS)
    if isinstance(value, Dated):
        return value.form, False
    if isinstance(value, datetime.datetime):
        return _MOMENT, False
    if isinstance(value, datetime.date):
        return _DATE, False
    if isinstance(value, float | Decimal):
        return _DECIMAL, False
    return (_LEFT_OUT if isinstance(value, int) else "General"), False


def _clean(text: str) -> str | None:
    """Text without what a workbook, being XML, cannot hold; an empty cell stays empty."""
    return _NO_XML.sub("", text) or None


def _range(top: int, left: int, bottom: int, right: int) -> Any:
    from openpyxl.worksheet.cell_range import CellRange

    return CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
