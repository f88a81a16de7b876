"""Events written into the lists of a department's form: the rows look as the form's own, further ones are put in.

A row put in is a copy of the list's last but one, so that the last keeps the line below the list; formulas in it are
its own. A list without any free row takes the borders of its headings. A cell that holds a formula is left alone.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from openpyxl.formula.translate import Translator

from cluster_desk.core.cell_names import cell_name, column_letters
from cluster_desk.core.form_lists import FormList, ListColumn
from cluster_desk.reports.document.text import Dated
from cluster_desk.reports.shared.form_lists import ListRows, RowValue
from cluster_desk.reports.writers.excel.cells import column_number, counted_anew
from cluster_desk.reports.writers.excel.form_styles import FormStyles
from cluster_desk.reports.writers.excel.heights import HIGHEST, lines_of_text
from cluster_desk.reports.writers.excel.inserted_rows import (
    Book,
    Inserted,
    insert_rows,
    local,
    main_name,
    numbered_rows,
)

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINE = 1.32  # of the size of letters
_SIGN_MM = 1.86  # of a column's width in signs
_EPOCHS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}


def put_rows(source: IO[bytes], target: IO[bytes], filled: Sequence[ListRows]) -> None:
    """Copy a workbook with the rows of its lists. Raises whatever a damaged file raises."""
    with zipfile.ZipFile(source) as package:
        book = Book(package)
        styles = next((part for kind, part in book.related(book.main) if kind.endswith("/styles")), None)
        looks = FormStyles(book.tree(styles)) if styles else None
        since_1904 = any(
            each.get("date1904") in ("1", "true") for each in book.tree(book.main).iter() if local(each) == "workbookPr"
        )
        for one in sorted(filled, key=lambda each: each.of.end, reverse=True):  # those below first: others stay put
            if one.rows:
                _Writer(book, one, looks, _EPOCHS[since_1904]).write()
        _count_anew(book)
        book.write(target)


def _count_anew(book: Book) -> None:
    from lxml import etree

    tree = book.tree(book.main)
    data = counted_anew(etree.tostring(tree, encoding="UTF-8"))
    book.trees[book.main] = etree.fromstring(data)


@dataclass
class _Place:
    """A row to be written: its number from 1, and its element."""

    number: int
    row: Any


class _Writer:
    """Writes the rows of one list."""

    def __init__(self, book: Book, filled: ListRows, looks: FormStyles | None, epoch: dt.date) -> None:
        self._book, self._filled, self._looks, self._epoch = book, filled, looks, epoch
        self._of: FormList = filled.of
        self._sheet = book.tree(book.sheets[self._of.sheet])
        self._name = main_name(self._sheet)
        self._data = self._sheet.find(f"{self._name}sheetData")
        self._merged = self._areas()
        self._widths = self._column_widths()

    def write(self) -> None:
        """Put rows in where there are too few, fill them all, and the totals that are empty."""
        rows = {int(each.get("r")): each for each in numbered_rows(self._sheet)}
        added = self._filled.added
        pattern, last = self._patterns(rows)
        if added:
            at = self._of.end + 2
            free = self._of.free
            top = (min((*free, *self._of.kept)) if free or self._of.kept else self._of.header) + 1
            insert_rows(self._book, Inserted(self._of.sheet, at, added, top, bare=not (free or self._of.kept)))
            self._copy(pattern, last, at, added)
        rows = {int(each.get("r")): each for each in numbered_rows(self._sheet)}
        numbers = [row + 1 for row in self._of.free] + [self._of.end + 2 + n for n in range(added)]
        for number, values in zip(numbers, self._filled.rows, strict=False):
            row = rows.get(number)
            self._fill(_Place(number, self._new_row(number) if row is None else row), values)
        if self._of.total is not None:
            self._fill_totals(self._of.total + 1 + added, rows)

    def _patterns(self, rows: dict[int, Any]) -> tuple[Any, Any]:
        """The row that others are made like, and the last one of the list, which keeps what closes the list."""
        own = [rows[row + 1] for row in (self._of.free or self._of.kept) if row + 1 in rows]
        if not own:
            heading = rows.get(self._of.header_end + 1)
            return self._below_headings(heading), None
        inner = own[-2] if len(own) > 1 else own[-1]
        return inner, own[-1] if len(own) > 1 and self._of.free and self._of.free[-1] == self._of.end else None

    def _below_headings(self, heading: Any) -> Any:
        row = self._data.makeelement(f"{self._name}row", {"r": str(self._of.header_end + 1)})
        for cell in heading if heading is not None else ():
            if local(cell) == "c":
                look = int(cell.get("s", "0"))
                own = {"r": cell.get("r")}
                if self._looks is not None:
                    own["s"] = str(self._looks.below_heading(look))
                row.append(row.makeelement(f"{self._name}c", own))
        return row

    def _copy(self, pattern: Any, last: Any, at: int, count: int) -> None:
        """New rows like `pattern`; the very last of them like `last`, which becomes one like the others."""
        origin = int(pattern.get("r"))
        across = [area for area in self._merged if area[0] == area[2] == origin]
        place = next((n for n, row in enumerate(self._data) if int(row.get("r", "0")) >= at + count), len(self._data))
        for n in range(count):
            shape = last if last is not None and n == count - 1 else pattern
            self._data.insert(place + n, self._like(shape, at + n))
            for _top, left, _bottom, right in across:
                self._merge(at + n, left, right)
        if last is not None:
            looks = {_column(cell): cell.get("s") for cell in pattern if local(cell) == "c"}
            for cell in last:
                if local(cell) == "c" and looks.get(_column(cell)):
                    cell.set("s", looks[_column(cell)])

    def _like(self, shape: Any, number: int) -> Any:
        row = copy.deepcopy(shape)
        row.set("r", str(number))
        for cell in row:
            if local(cell) != "c":
                continue
            origin = cell.get("r")
            cell.set("r", re.sub(r"\d+$", str(number), origin))
            formula = cell.find(f"{self._name}f")
            text = formula.text if formula is not None and formula.get("t") in (None, "normal") else None
            _empty(cell)
            if text:
                formula = cell.makeelement(f"{self._name}f", {})
                formula.text = Translator(f"={text}", origin).translate_formula(cell.get("r"))[1:]
                cell.append(formula)
        return row

    def _new_row(self, number: int) -> Any:
        row = self._data.makeelement(f"{self._name}row", {"r": str(number)})
        place = next((n for n, each in enumerate(self._data) if int(each.get("r", "0")) > number), len(self._data))
        self._data.insert(place, row)
        return row

    def _fill(self, place: _Place, values: Sequence[RowValue]) -> None:
        lines = 0.0
        merged = False
        for column, value in zip(self._of.columns, values, strict=True):
            if value is None:
                continue
            cell = self._cell(place, column.first)
            if cell.find(f"{self._name}f") is not None:
                continue
            width, joined = self._width(place.number, column)
            self._put(cell, value, width)
            if self._looks is not None and isinstance(value, str):
                size = self._looks.size(int(cell.get("s", "0")))
                needed = lines_of_text(value, width, size=size) * size * _LINE + 2
                merged = merged or (joined and needed > lines)
                lines = max(lines, needed)
        self._raise(place.row, lines, merged=merged)

    def _raise(self, row: Any, needed: float, *, merged: bool) -> None:
        """Make a row as high as its words: Excel does so by itself, unless the form tells a height or joins cells."""
        told = row.get("customHeight") in ("1", "true")
        if needed > float(row.get("ht", "0") or 0):
            row.set("ht", f"{min(needed, HIGHEST):.2f}")
            if told or merged:
                row.set("customHeight", "1")

    def _put(self, cell: Any, value: RowValue, width: float) -> None:
        look = int(cell.get("s", "0"))
        _empty(cell)
        number: int | None = None
        if isinstance(value, Dated):
            if self._looks is not None and not self._looks.is_text(look):
                cell.set("s", str(self._looks.as_day(look)))
                number = (value.day - self._epoch).days
        elif isinstance(value, int):
            number = value
        if number is not None:
            element = cell.makeelement(f"{self._name}v", {})
            element.text = str(number)
            cell.append(element)
            return
        words = value.words if isinstance(value, Dated) else str(value)
        if self._looks is not None and lines_of_text(words, width, size=self._looks.size(look)) > 1:
            cell.set("s", str(self._looks.wrapped(look)))
        cell.set("t", "inlineStr")
        told = cell.makeelement(f"{self._name}is", {})
        text = told.makeelement(f"{self._name}t", {_SPACE: "preserve"})
        text.text = _UNWRITABLE.sub("", words)
        told.append(text)
        cell.append(told)

    def _cell(self, place: _Place, column: int) -> Any:
        name = cell_name(place.number - 1, column)
        after = 0
        for n, each in enumerate(place.row):
            if local(each) != "c":
                continue
            at = _column(each)
            if at == column:
                return each
            if at < column:
                after = n + 1
        cell = place.row.makeelement(f"{self._name}c", {"r": name})
        if place.row.get("s"):
            cell.set("s", place.row.get("s"))
        place.row.insert(after, cell)
        return cell

    def _fill_totals(self, number: int, rows: dict[int, Any]) -> None:
        """Sums in the row of totals where it is empty: what the form counts itself stays."""
        if number not in rows:
            return
        own = [row + 1 for row in (*self._of.free, *self._of.kept)]
        first = min(own, default=self._of.header_end + 2)
        last = self._of.end + 1 + self._filled.added
        place = _Place(number, rows[number])
        for at, column in enumerate(self._of.columns):
            told = [row[at] for row in self._filled.rows if isinstance(row[at], int)]
            if column.value is None or not column.value.is_count or not told:
                continue
            cell = self._cell(place, column.first)
            if len(cell) or self._is_covered(number, column.first):
                continue
            letters = column_letters(column.first)
            formula = cell.makeelement(f"{self._name}f", {})
            formula.text = f"SUM({letters}{first}:{letters}{last})"
            cell.append(formula)

    def _areas(self) -> list[tuple[int, int, int, int]]:
        areas = []
        for each in self._sheet.iter(f"{self._name}mergeCell"):
            ends = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", each.get("ref", ""))
            if ends:
                areas.append((int(ends[2]), column_number(ends[1]) - 1, int(ends[4]), column_number(ends[3]) - 1))
        return areas

    def _merge(self, row: int, left: int, right: int) -> None:
        parent = self._sheet.find(f"{self._name}mergeCells")
        parent.append(
            parent.makeelement(
                f"{self._name}mergeCell", {"ref": f"{cell_name(row - 1, left)}:{cell_name(row - 1, right)}"}
            )
        )
        parent.set("count", str(len(parent)))
        self._merged.append((row, left, row, right))

    def _is_covered(self, row: int, column: int) -> bool:
        """Whether a cell lies under another one that is joined with it; areas below the list count as they stood."""
        shifted = row - self._filled.added
        return any(
            top <= shifted <= bottom and left <= column <= right and (top, left) != (shifted, column)
            for top, left, bottom, right in self._merged
        )

    def _column_widths(self) -> dict[int, float]:
        widths: dict[int, float] = {}
        for each in self._sheet.iter(f"{self._name}col"):
            for at in range(int(each.get("min", "1")), min(int(each.get("max", "1")), 200) + 1):
                widths[at - 1] = float(each.get("width", "0") or 0)
        return widths

    def _width(self, number: int, column: ListColumn) -> tuple[float, bool]:
        """How wide the column's cell is in mm, and whether several are joined in it."""
        own = [area for area in self._merged if area[0] == number and area[1] == column.first]
        last = own[0][3] if own else column.first
        usual = 8.43
        form = self._sheet.find(f"{self._name}sheetFormatPr")
        if form is not None and form.get("defaultColWidth"):
            usual = float(form.get("defaultColWidth"))
        signs = sum(self._widths.get(at, usual) for at in range(column.first, last + 1))
        return max(signs * _SIGN_MM, 5.0), last > column.first


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _column(cell: Any) -> int:
    return column_number(re.sub(r"\d+$", "", cell.get("r"))) - 1


def _empty(cell: Any) -> None:
    """Take what stands in a cell out of it; its look stays."""
    for each in list(cell):
        cell.remove(each)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)
