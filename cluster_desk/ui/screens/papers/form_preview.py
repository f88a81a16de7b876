"""A sheet of a department's form as it will be: its own words, the numbers chosen, the rows of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from cluster_desk.core.cell_names import cell_name, column_letters
from cluster_desk.core.form_lists import FormSheet, ListColumn
from cluster_desk.core.language import _
from cluster_desk.reports.document.text import Dated
from cluster_desk.reports.shared.form_lists import ListRows, RowValue
from cluster_desk.ui.look import theme, widgets

_NARROWEST, _WIDEST = 70, 320  # pixels of a column


@dataclass(frozen=True)
class _Line:
    """A row as shown: the row of the form that it is, -1 for one put in; the list it belongs to, and its values."""

    row: int
    of: ListRows | None = None
    values: tuple[RowValue, ...] | None = None


class FormPreview(QTableWidget):
    """Cells are chosen as they stand in the form; a row put in stands for the headings of its list."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Cells of the form"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self._sheet = FormSheet("", ())
        self._lines: list[_Line] = []

    def show_form(self, sheet: FormSheet, lists: Sequence[ListRows], numbers: Mapping[str, tuple[str, str]]) -> None:
        """Show a sheet with what goes into it; `numbers` tells what cells show, and why where it is unsure."""
        chosen = self.currentRow(), self.currentColumn()
        self._sheet, own = sheet, [one for one in lists if one.of.sheet == sheet.name]
        self._lines = list(_lines(sheet, own))
        self.blockSignals(True)
        self.clear()
        self.clearSpans()
        width = len(sheet.rows[0]) if sheet.rows else 0
        self.setRowCount(len(self._lines))
        self.setColumnCount(width)
        self.setHorizontalHeaderLabels([column_letters(at) for at in range(width)])
        self.setVerticalHeaderLabels([str(at) for at in range(1, len(self._lines) + 1)])
        for y, line in enumerate(self._lines):
            texts = sheet.rows[line.row] if line.row >= 0 else ("",) * width
            for x, text in enumerate(texts):
                if text and not text.startswith("="):
                    self.setItem(y, x, QTableWidgetItem(text))
            self._show_values(y, line)
            for x in range(width if line.row >= 0 else 0):
                if (number := numbers.get(cell_name(line.row, x))) is not None:
                    self.setItem(y, x, _number(*number))
        for one in own:
            self._show_headings(one)
            self._show_totals(one)
        self._join()
        self._give_widths()
        self.blockSignals(False)
        if chosen[0] >= 0:
            self.setCurrentCell(min(chosen[0], self.rowCount() - 1), chosen[1])

    def place(self) -> tuple[int, int]:
        """The chosen cell's row and column in the form, of a list's rows the heading above; -1 where none is chosen."""
        y, x = self.currentRow(), self.currentColumn()
        if not 0 <= y < len(self._lines) or x < 0:
            return -1, -1
        line = self._lines[y]
        column = _column_at(line.of, x) if line.of is not None else None
        if column is None:
            return line.row, x
        return next(
            (row, at)
            for row, texts in enumerate(self._sheet.rows)
            for at in range(len(texts))
            if cell_name(row, at) == column.cell
        )

    def _show_values(self, y: int, line: _Line) -> None:
        if line.of is None or line.values is None:
            return
        for column, value in zip(line.of.of.columns, line.values, strict=True):
            if value is not None:
                item = _number(str(value), "") if isinstance(value, int) else _words(value)
                self.setItem(y, column.first, item)

    def _show_headings(self, one: ListRows) -> None:
        """Under each heading of a list what was understood of it; what was not is seen by its colour."""
        ink = theme.tokens()
        for column in one.of.columns:
            row, at = _row_and_column(column.cell)
            y = next((n for n, line in enumerate(self._lines) if line.row == row), -1)
            item = self.item(y, at) if y >= 0 else None
            if item is None:
                continue
            value = _(column.value.label).partition(": ")[2] if column.value is not None else ""
            unsure = column.value is None or bool(column.doubt)
            told = f"→ {value}" if value else _("→ stays empty")
            item.setText(f"{self._sheet.rows[row][at]}\n{told}{' ?' if unsure else ''}")
            item.setToolTip(widgets.tip(column.doubt or told))
            tone = ink.warn if unsure else ink.ok
            item.setBackground(QColor(tone.ground))
            item.setForeground(QColor(tone.ink))

    def _show_totals(self, one: ListRows) -> None:
        """What the sums in a list's row of totals come to, the form's own and those that are put in."""
        y = next((n for n, line in enumerate(self._lines) if one.of.total is not None and line.row == one.of.total), -1)
        for at, column in enumerate(one.of.columns if y >= 0 else ()):
            total = _total(self._sheet, one, at)
            if total is not None and self.item(y, column.first) is None:
                self.setItem(y, column.first, _number(str(total), ""))

    def _join(self) -> None:
        at = {line.row: y for y, line in enumerate(self._lines) if line.row >= 0}
        for top, left, bottom, right in self._sheet.merged:
            height = at.get(bottom, -1) - at.get(top, 0) + 1
            if top in at and height == bottom - top + 1 and (height > 1 or right > left):
                self.setSpan(at[top], left, height, min(right, self.columnCount() - 1) - left + 1)

    def _give_widths(self) -> None:
        self.resizeColumnsToContents()
        for x in range(self.columnCount()):
            self.setColumnWidth(x, max(_NARROWEST, min(_WIDEST, self.columnWidth(x))))
        self.resizeRowsToContents()


def _lines(sheet: FormSheet, lists: Sequence[ListRows]) -> Iterator[_Line]:
    """The rows of the form, those put in behind the list that they belong to."""
    filled = {row: (one, at) for one in lists for at, row in enumerate(one.of.free)}
    ends = {one.of.end: one for one in lists if one.added}
    heads = {row: one for one in lists for row in range(one.of.header, one.of.header_end + 1)}
    for row in range(len(sheet.rows)):
        one, at = filled.get(row, (heads.get(row), -1))
        values = one.rows[at] if one is not None and 0 <= at < len(one.rows) else None
        yield _Line(row, one, values)
        if row in ends:
            more = ends[row]
            for further in more.rows[len(more.of.free) :]:
                yield _Line(-1, more, further)


def _total(sheet: FormSheet, one: ListRows, at: int) -> int | None:
    """The sum below a list's column, as Excel will count it; None where none stands there, or a row is not known."""
    column = one.of.columns[at]
    told = [row[at] for row in one.rows]
    numbers = [value for value in told if isinstance(value, int)]
    if one.of.total is None or column.value is None or not column.value.is_count or not numbers:
        return None
    kept = [sheet.rows[row][column.first] for row in one.of.kept]
    if any(text.startswith("=") for text in kept):
        return None
    letters, rows = column_letters(column.first), (*one.of.free, *one.of.kept)
    own = sheet.rows[one.of.total][column.first]
    if own:
        ends = re.fullmatch(rf"=SUM\({letters}(\d+):{letters}(\d+)\)", own)
        if not ends or not rows or int(ends[1]) > min(rows) + 1 or int(ends[2]) < max(rows) + 1:
            return None
    return sum(numbers) + sum(int(text) for text in kept if text.isdecimal())


def _column_at(one: ListRows, x: int) -> ListColumn | None:
    return next((column for column in one.of.columns if column.first <= x <= column.last), None)


def _row_and_column(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def _words(value: RowValue) -> QTableWidgetItem:
    return QTableWidgetItem(f"{value.day:%d.%m.%Y}" if isinstance(value, Dated) else str(value))


def _number(text: str, doubt: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(widgets.tip(doubt) if doubt else "")
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
