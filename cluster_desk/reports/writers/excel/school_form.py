"""The form for schools as a workbook: one sheet, nothing protected or hidden, the school chosen in the first cell.

It must live in Excel 2007 and LibreOffice, in a chat and on a telephone: plain cells, frames, two drop-downs.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cluster_desk.core import school_forms
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.school_forms import FormTable, SchoolForm

os.environ.setdefault("OPENPYXL_LXML", "False")

_WIDTHS = (13, 46, 17, 13, 13, 13, 13, 15)
_LAST = len(_WIDTHS)
_LINE = 15.5
_LETTERS = sum(_WIDTHS)


def write_school_form(form: SchoolForm, path: Path) -> None:
    """Write the form to `path` (.xlsx). Raises UserError."""
    from cluster_desk.reports.writers.excel.packing import save_book

    book = _Workbook(form).made()
    with whole_file(path, ".xlsx") as file:
        save_book(book, file)


def _new_book() -> Any:
    from openpyxl import Workbook

    return Workbook()


class _Workbook:
    """The form while it is written, row by row."""

    def __init__(self, form: SchoolForm) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._form = form
        self._book = _new_book()
        self._sheet: Any = self._book.active
        self._sheet.title = "Форма"
        thin = Side(style="thin", color="808080")
        self._frame = Border(left=thin, right=thin, top=thin, bottom=thin)
        self._wrap = Alignment(wrap_text=True, vertical="top")
        self._middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
        self._plain, self._bold = Font(name="Arial", size=11), Font(name="Arial", size=11, bold=True)
        self._large = Font(name="Arial", size=13, bold=True)
        self._grey = PatternFill("solid", fgColor="E4E9EF")
        self._yellow = PatternFill("solid", fgColor="FFF2A8")
        self._row = 1

    def made(self) -> Any:
        """The workbook with everything in it."""
        sheet = self._sheet
        for place, width in enumerate(_WIDTHS, 1):
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width
        self._head()
        for table in self._form.tables:
            self._table(table)
        if not self._form.school:
            self._list_of_schools()
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        sheet.freeze_panes = "A2"
        return self._book

    def _head(self) -> None:
        sheet, form = self._sheet, self._form
        chosen = form.school or school_forms.CHOOSE
        self._put(1, 1, 2, chosen, self._large, fill=self._yellow, frame=True)
        if not form.school:
            self._put(1, 3, _LAST, school_forms.POINTER, self._plain)
        sheet.row_dimensions[1].height = 24
        for place, line in enumerate(form.lines):
            self._row += 1
            self._put(self._row, 1, _LAST, line, self._bold if place == 0 else self._plain)
            sheet.row_dimensions[self._row].height = _LINE * max(1, -(-len(line) // (_LETTERS - 14)))
        self._row += 1

    def _table(self, table: FormTable) -> None:
        self._row += 1
        self._put(self._row, 1, _LAST, table.title, self._large)
        self._row += 1
        tall = 1
        for words, first, last in table.headers:
            self._put(self._row, first, last, words, self._bold, fill=self._grey, frame=True, middle=True)
            tall = max(tall, -(-len(words) // (sum(_WIDTHS[first - 1 : last]) - 2)))
        self._sheet.row_dimensions[self._row].height = _LINE * tall
        top = self._row + 1
        for values in (*table.rows, *([""] * len(table.headers) for _blank in range(table.blank))):
            self._row += 1
            self._fields(table, values)
        if table.levels >= 0:
            self._offer_levels(table, top)
        self._row += 1

    def _fields(self, table: FormTable, values: Any) -> None:
        tall = 1
        for place, (_words, first, last) in enumerate(table.headers):
            words = values[place] if place < len(values) else ""
            number = int(words) if place in table.numbers and words.isdecimal() else None
            self._put(self._row, first, last, words if number is None else number, self._plain, frame=True)
            tall = max(tall, -(-len(words) // max(1, sum(_WIDTHS[first - 1 : last]) - 2)))
        self._sheet.row_dimensions[self._row].height = _LINE * tall

    def _put(
        self, row: int, first: int, last: int, value: Any, font: Any, *, fill: Any = None, frame: bool = False,
        middle: bool = False,
    ) -> None:  # fmt: skip
        """A value in a cell, or in one merged of several; words that look like a formula stay words."""
        cell = self._sheet.cell(row, first)
        cell.value = value or None
        if isinstance(value, str) and value:
            cell.data_type = "s"
        cell.font, cell.alignment = font, self._middle if middle else self._wrap
        for column in range(first, last + 1):
            each = self._sheet.cell(row, column)
            if fill is not None:
                each.fill = fill
            if frame:
                each.border = self._frame
        if last > first:
            self._sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)

    def _offer_levels(self, table: FormTable, top: int) -> None:
        column = self._sheet.cell(top, table.headers[table.levels][1]).column_letter
        self._offer(f'"{",".join(school_forms.LEVELS)}"', f"{column}{top}:{column}{self._row}", "")

    def _offer(self, source: str, cells: str, prompt: str) -> None:
        """A drop-down that offers and never refuses what is typed."""
        from openpyxl.worksheet.datavalidation import DataValidation

        offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        if prompt:
            offer.prompt, offer.showInputMessage = prompt, True
        self._sheet.add_data_validation(offer)
        offer.add(cells)

    def _list_of_schools(self) -> None:
        self._row += 1
        self._put(self._row, 1, _LAST, school_forms.LISTED, self._plain)
        top = self._row + 1
        for name in self._form.schools:
            self._row += 1
            self._put(self._row, 1, 2, name, self._plain)
        if self._row >= top:
            self._offer(f"$A${top}:$A${self._row}", "A1", school_forms.POINTER.removeprefix("← ").capitalize())
