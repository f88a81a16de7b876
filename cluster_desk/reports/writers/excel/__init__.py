"""A document's tables as an Excel workbook: real numbers and dates, frozen header, filter, fit to the page's width."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.progress import SILENT, Progress, check, listening
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import placed
from cluster_desk.reports.document.batches import Batch, Batched, batches_of
from cluster_desk.reports.document.columns import contents_by_column, laid
from cluster_desk.reports.document.sheets import is_bold, sheets_of
from cluster_desk.reports.document.text import Dated, Sum, Value, plain
from cluster_desk.reports.writers.excel.heights import (
    HIGHEST,
    LINE_HEIGHT,
    MOST_KEPT,
    MOST_LINES,
    LineCounts,
    lines_of_row,
    lines_of_text,
    parts_of_row,
    parts_of_text,
    widened,
)

# With lxml Cyrillic becomes numeric references: files three times the size.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from cluster_desk.reports.writers.excel.faces import FACE, clean, cut, in_faces
from cluster_desk.reports.writers.excel.packing import Package, packed
from cluster_desk.reports.writers.excel.plain_rows import (
    WHOLE_NUMBER,
    Look,
    PlainColumn,
    Single,
    in_figures,
    is_of_its_row,
    rows_xml,
)
from cluster_desk.reports.writers.excel.rows import (
    cell_xml,
    cells_xml,
    formula_xml,
    height_xml,
    number_xml,
    row_xml,
    text_xml,
)

_LETTERS_PER_MM = 0.54  # the default font's digit is 7 pixels of 96 an inch wide
_LEFT_OUT = '#,##0;-#,##0;"—"'
_DECIMAL = '#,##0.00;-#,##0.00;"—"'
_DATE, _MOMENT = "DD.MM.YYYY", "DD.MM.YYYY HH:MM"
_FORMULA_SIGNS = ("=", "+", "-", "@")
_WHOLE = re.compile(r"0|[1-9]\d{0,4}").fullmatch  # a number and nothing else, as rows are numbered
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write(document: doc.Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path`. Raises UserError when it cannot be saved, Cancelled when the user stopped it."""
    book = Workbook(write_only=True)
    _set_usual_font(book)
    book.properties.title = clean(document.title)
    book.properties.creator = "Cluster Desk"
    book.properties.language = "ru-RU"
    with whole_file(path, ".xlsx") as file, listening(progress), packed(book, file) as package:
        for sheet in sheets_of(document):
            _Tab(book, sheet, _page(document, sheet), progress).write(package)


def _set_usual_font(book: Any) -> None:
    """Make the papers' font the workbook's own: the widths of columns are told in its figures, and it is everywhere."""
    font = Font(name=FACE, size=11)
    book._fonts = IndexedList([font])
    book._named_styles["Normal"].font = font


def _page(document: doc.Document, sheet: doc.Sheet) -> doc.Page:
    """The page that the sheet's table lies on in the document; a table of the workbook alone lies as it is wide."""
    page = document.page
    for block in document.blocks:
        if isinstance(block, doc.PageBreak):
            page = block.page or page
        elif block is sheet.table:
            return page
    for part in document.appended:
        if isinstance(part, doc.Document) and any(block is sheet.table for block in part.blocks):
            return _page(part, sheet)
    if sheet.table is None:
        return document.page
    return doc.LANDSCAPE if sheet.table.width > doc.PORTRAIT.text_width + 10 else doc.PORTRAIT


class _Tab:
    """Writes one sheet row by row; a cell is made once for each look, its XML once for each value."""

    def __init__(self, book: Any, sheet: doc.Sheet, page: doc.Page, progress: Progress) -> None:
        self._sheet = sheet
        self._tab = book.create_sheet(clean(sheet.name))
        self._progress = progress
        self._made: dict[tuple[str, bool, Look], tuple[Any, int]] = {}
        self._known: dict[tuple[object, ...], str] = {}
        self._send: Callable[[bytes], None] = _nowhere
        self._row = 0
        self._first = 1  # the first row under the header
        check()
        self._batches = list(batches_of(sheet.table.rows, len(sheet.table.columns))) if sheet.table else []
        self._widths = _widths(sheet.table, page.text_width, self._batches)
        self._count = len(self._widths)
        self._letters = [get_column_letter(n + 1) for n in range(self._count)]
        self._tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._tab.page_setup.fitToHeight = 0
        self._tab.page_setup.paperSize = 9
        self._tab.page_setup.orientation = "landscape" if page.landscape else "portrait"
        inch = 25.4
        self._tab.page_margins = PageMargins(
            page.left / inch, page.right / inch, page.top / inch, page.bottom / inch, 10 / inch, 5 / inch
        )
        self._tab.HeaderFooter.differentFirst = True
        self._tab.oddHeader.center.text = "&P"

    def write(self, package: Package) -> None:
        """Lines above, the table, lines below, charts."""
        with package.rows_of(self._tab) as self._send:
            self._write()

    def _write(self) -> None:
        table = self._sheet.table
        header = len(table.header_rows) if table else 0
        titles = [_as_line(line, strong=table is not None) for line in self._sheet.titles]
        above = len(titles) + (1 if titles and table else 0)
        for n, width in enumerate(self._widths, 1):  # told before the first row, as freezing and printing are
            self._tab.column_dimensions[get_column_letter(n)].width = max(5.0, round(width * _LETTERS_PER_MM, 1))
        if table:
            self._tab.freeze_panes = f"A{above + header + 1}"
            self._tab.print_title_rows = f"{above + 1}:{above + header}"
        for line in titles:
            self._text_line(line)
        if table:
            if titles:
                self._append([])
            self._write_table(table, above, header)
        for n, words in enumerate(self._sheet.foot):
            if n == 0 and table:
                self._append([])
            self._text_line(_as_line(words, strong=False))
        if self._sheet.charts:
            from cluster_desk.reports.writers.excel.charts import add_charts

            add_charts(self._tab, self._sheet.charts, self._row, self._append)

    def _append(self, cells: Sequence[Any], lines: float = 1) -> None:
        self._row += 1
        self._send(row_xml(self._row, _height(lines), cells_xml(self._tab, self._row, cells)).encode())

    def _append_cells(self, cells: Iterator[str], lines: float = 1) -> None:
        self._row += 1  # before the cells, which are made with its number
        self._send(row_xml(self._row, _height(lines), "".join(cells)).encode())

    def _write_table(self, table: doc.Table, above: int, header: int) -> None:
        last = get_column_letter(len(table.columns))
        for row, cells in zip(table.header_rows, table.header_cells(), strict=True):
            self._append_cells(self._header(cells), lines_of_row(row, self._widths, strong=True))
        self._first = self._row + 1
        plain = {strong: self._columns_of(table, strong=strong) for strong in (False, True)}
        lines_of = {strong: LineCounts(self._widths, strong=strong) for strong in (False, True)}
        sorted_rows = done = 0
        for rows in self._batches:
            self._progress.report(done, len(table.rows))
            done += len(rows.rows) if isinstance(rows, Batch) else 1
            if isinstance(rows, doc.Section):
                self._merge_all()
                lines = lines_of_text(rows.text, sum(self._widths), strong=True)
                self._append_cells(self._section(rows, len(table.columns)), lines)
            elif isinstance(rows, doc.Group):
                self._group(rows, table)
            elif isinstance(rows, doc.Row):
                self._append_row(rows, table, lines_of_row(rows, self._widths, strong=rows.total))
            else:
                self._append_batch(rows, table, plain[rows.total], lines_of[rows.total])
            if not (isinstance(rows, doc.Row | Batch) and rows.total):
                sorted_rows = self._row  # a total at the end is neither sorted nor filtered away
        self._tab.auto_filter.ref = f"A{above + header}:{last}{max(sorted_rows, above + header)}"

    def _append_batch(
        self, batch: Batch, table: doc.Table, columns: Sequence[PlainColumn], lines_of: LineCounts
    ) -> None:
        """Append rows of one value a column."""
        measured = batch.measured()
        lines = lines_of.of(batch, measured)
        sums = [values for values, kinds in zip(batch.columns, batch.kinds, strict=True) if Sum in kinds]
        if max(lines) > MOST_LINES or not all(is_of_its_row(value) for values in sums for value in values):
            for row, count in zip(batch.rows, lines, strict=True):
                self._append_row(row, table, count)
            return
        numbers = [*in_figures(range(self._row + 1, self._row + 1 + len(lines)))]
        cells = [
            (letter, column.cells(values, alike, kinds, numbers))
            for letter, column, values, alike, kinds in zip(
                self._letters, columns, batch.columns, measured, batch.kinds, strict=True
            )
        ]
        heights = {count: height_xml(_height(count)).encode() for count in set(lines)}
        self._row += len(lines)
        self._send(rows_xml(cells, numbers, map(heights.__getitem__, lines)))

    def _append_row(self, row: doc.Row, table: doc.Table, lines: int) -> None:
        for part, count in parts_of_row(row, self._widths, lines):
            self._append_cells(self._cells(part, table), count)

    def _columns_of(self, table: doc.Table, *, strong: bool) -> list[PlainColumn]:
        return [PlainColumn((column.align, strong, False), self) for column in table.columns]

    def style_of(self, value: Value, look: Look) -> int:
        """The number of the style of a cell that looks so."""
        return self._like(*_form(value), look)[1]

    def _merge_all(self) -> None:
        """The next row is one cell over the whole width."""
        if self._count > 1:
            self._tab.merged_cells.ranges.add(_range(self._row + 1, 1, self._row + 1, self._count))

    def _group(self, group: doc.Group, table: doc.Table) -> None:
        top = self._row + 1
        steps = [
            doc.Row(tuple("" if at in group.merged else c for at, c in enumerate(row.cells))) for row in group.rows
        ]
        heights: list[float] = [lines_of_row(step, self._widths) for step in steps]
        lack = max(0.0, lines_of_row(group.rows[0], self._widths) - sum(heights))
        heights = [height + lack / len(heights) for height in heights]
        for n, (row, lines) in enumerate(zip(group.rows, heights, strict=True)):
            result = (
                row
                if n == 0
                else doc.Row(tuple("" if at in group.merged else c for at, c in enumerate(row.cells)), total=row.total)
            )
            self._append_cells(self._cells(result, table), lines)
        if len(group.rows) > 1:
            for at in group.merged:
                self._tab.merged_cells.ranges.add(_range(top, at + 1, self._row, at + 1))

    def _header(self, cells: Sequence[doc.HeaderCell]) -> Iterator[str]:
        """A header row; cells over several columns or rows are merged."""
        for column, across, cell, covered in cells:
            if not covered and (across > 1 or cell.down > 1):
                at = self._row + 1
                self._tab.merged_cells.ranges.add(_range(at, column + 1, at + cell.down - 1, column + across))
            for x in range(column, column + across):
                text = plain(cell.text) if x == column and not covered else ""
                yield self._cell(text, x, ("center", True, True))

    def _section(self, section: doc.Section, count: int) -> Iterator[str]:
        for x in range(count):
            yield self._cell(section.text if x == 0 else "", x, ("center", True, False))

    def _cells(self, row: doc.Row, table: doc.Table) -> Iterator[str]:
        for at, content, across in placed(row, len(table.columns)):
            align, strong = table.columns[at].align, row.total
            if isinstance(content, doc.Cell):
                align, strong = content.align or align, strong or content.bold
                content = content.content
            yield self._cell(content, at, (align, strong, False))
            for x in range(at + 1, at + across):
                yield self._cell("", x, (align, strong, False))

    def _cell(self, content: Single, column: int, look: Look) -> str:
        rest = self._total(content, column, look) if isinstance(content, Sum) else self.rest(content, look)
        return f'<c r="{self._letters[column]}{self._row}"{rest}'

    def rest(self, content: Single, look: Look) -> str:
        """What follows a cell's address, made once for each value and look."""
        if isinstance(content, tuple) and is_bold(content):
            look = (look[0], True, look[2])
        key = (content, content.__class__, look)  # the class: 1 and 1.0 are one key
        known = self._known.get(key)
        if known is None:
            value = in_faces(content, 11, strong=look[1]) if isinstance(content, tuple) else content
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[key] = self._xml(value, look)
        return known

    def _total(self, total: Sum, column: int, look: Look) -> str:
        """A formula over the rows of the table above it, or over columns of its own row.

        Where there is nothing to be added up its range would be turned round and hold the total itself: its value then.
        """
        first, last = total.across or (self._first, self._row - 1)  # cells are made while their row is being appended
        if first > last:
            made, _style = self._like(*_form(total.value), look)
            made.value = total.value
            return cell_xml(made)
        if total.across:
            return self.sum_across(total, look, str(self._row))
        letter = self._letters[column]
        return formula_xml(self.style_of(total.value, look), f"=SUM({letter}{first}:{letter}{last})")

    def sum_across(self, total: Sum, look: Look, row: str) -> str:
        """What follows the address of a total over columns of its own row."""
        first, last = (self._letters[at] for at in total.across or ())
        return formula_xml(self.style_of(total.value, look), f"=SUM({first}{row}:{last}{row})")

    def _xml(self, value: Value | CellRichText, look: Look) -> str:
        if isinstance(value, str):
            text = clean(value)
            form, typed = _form(text)
            made, style = self._like(form, typed, look)
            if text and _WHOLE(text):
                return number_xml(style, int(text))
            if text and (known := text_xml(style, text)):
                return known
            made.value = text
            if typed:
                made.data_type = "s"  # a text that begins like a formula stays the text that was typed
            return cell_xml(made)
        if isinstance(value, CellRichText):
            made, _style = self._like(*_form(str(value)), look)
            made.value = value
            made.data_type = "s"  # whatever it begins with
            return cell_xml(made)
        made, style = self._like(*_form(value), look)
        if type(value) is int and abs(value) < WHOLE_NUMBER:
            return number_xml(style, value)
        if isinstance(value, Dated):
            made.value, made.number_format = value.day, value.form  # openpyxl puts a format of its own beside a date
        else:
            made.value = value
        return cell_xml(made)

    def _like(self, form: str, typed: bool, look: Look) -> tuple[Any, int]:
        """A cell that looks so, made once, and the number of its style."""
        known = self._made.get((form, typed, look))
        if known is None:
            align, strong, middle = look
            made = WriteOnlyCell(self._tab)
            made.font = Font(name=FACE, size=11, bold=strong)
            made.border = _FRAME
            made.alignment = Alignment(horizontal=_sides(align), vertical="center" if middle else "top", wrap_text=True)
            made.number_format = form
            made.quotePrefix = typed
            known = self._made[form, typed, look] = (made, made.style_id)
        return known

    def _text_line(self, line: doc.SheetLine) -> None:
        """A line over the whole width, as high as its words need; a very long one goes on in further rows."""
        end = 0
        for text in parts_of_text(line.text, sum(self._widths), strong=line.bold):
            start = line.text.find(text, end)
            end = start + len(text)
            words: Any = in_faces(cut(line.faces, start, end), 12) or clean(text)
            cell = WriteOnlyCell(self._tab, words)
            cell.data_type = "s"
            cell.font = Font(name=FACE, size=12, bold=line.bold)
            cell.alignment = Alignment(horizontal=_sides(line.align), wrap_text=True, vertical="top")
            cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
            self._merge_all()
            self._append([cell], lines_of_text(text, sum(self._widths), strong=line.bold, size=12) * 12 / 11)


def _nowhere(_rows: bytes) -> None:
    """Take rows before the sheet is begun: there are none."""
    raise AssertionError


def _widths(table: doc.Table | None, room: float, rows: Iterable[Batched]) -> list[float]:
    """The widths of a sheet's columns in mm; without a table one as wide as the page's text."""
    if table is None:
        return [room]
    contents = contents_by_column(rows, len(table.columns))
    return widened(table, laid(table, room, contents).widths, contents)


def _height(lines: float) -> float | None:
    """The height of a row in points, told outright: not every program finds that of a row it is not told."""
    return min(lines * LINE_HEIGHT, HIGHEST) if lines > 1 else None


def _as_line(line: str | doc.SheetLine, *, strong: bool) -> doc.SheetLine:
    return doc.SheetLine(line, strong) if isinstance(line, str) else line


def _sides(align: doc.Align) -> doc.Align:
    return "left" if align == "justify" else align


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


def _range(top: int, left: int, bottom: int, right: int) -> Any:
    from openpyxl.worksheet.cell_range import CellRange

    return CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
