"""A department's form read and filled in place: only the values of the cells chosen change, its look does not.

Each cell chosen gets one of the cluster's numbers over a period.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import warnings
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.form_lists import FormSheet, beside
from cluster_desk.core.language import _
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.forms import FilledCell, FormValue
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.shared.form_lists import ListRows
from cluster_desk.reports.shared.log_entries import Entry, entries_of
from cluster_desk.reports.shared.periods import Period, part_of
from cluster_desk.reports.writers.excel.cells import column_number, place_of, put_numbers
from cluster_desk.rules.states import MeetingStanding, meeting_standings


@dataclass(frozen=True)
class Filling:
    """A cell with the words it is known by and the number that goes into it."""

    sheet: str
    cell: str
    beside: str
    value: int | float


def fillings(read: Reader, cells: list[FilledCell], period: Period) -> list[Filling]:
    """What goes into each cell of a form over `period`; headings of lists are no such cells."""
    numbers = [cell for cell in cells if not cell.value.of_row]
    return [Filling(cell.sheet, cell.cell, cell.beside, value_of(read, cell, period)) for cell in numbers]


def membership_days(cells: Sequence[FilledCell], period: Period) -> list[dt.date]:
    """The days on which the members are counted for a form over `period`."""
    return [part_of(period, cell.months).last for cell in cells if cell.value is FormValue.MEMBERS]


def value_of(read: Reader, cell: FilledCell, period: Period) -> int | float:
    """The number that `cell` asks for; of one organization where it names one."""
    part = part_of(period, cell.months)
    start, end = part.start.isoformat(), part.last.isoformat()
    if cell.value is FormValue.MEMBERS:
        return len(members_on(read, part.last))
    if cell.value is FormValue.MEETINGS:
        held = [row for row, known in meeting_standings(read, part.last).items() if known is MeetingStanding.HELD]
        days = dict(read.rows("SELECT id, coalesce(day, '') FROM meetings WHERE body_id IS NULL"))
        return len([row for row in held if row in days and start <= days[row] <= end])
    if cell.value is FormValue.DECISIONS:
        sql = (
            "SELECT count(*) FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id "
            "JOIN meetings AS m ON m.id = a.meetings_id WHERE m.body_id IS NULL AND m.day BETWEEN ? AND ?"
        )
        return int(read.value(sql, start, end))
    if cell.value is FormValue.SPENT:
        return float(read.value("SELECT total(amount) FROM expenses WHERE day BETWEEN ? AND ?", start, end)) / 100
    return _of_log(entries_of(read, part), cell)


def _of_log(entries: list[Entry], cell: FilledCell) -> int:
    school = cell.organization_id
    if school is not None:
        entries = [entry for entry in entries if any(one.organization_id == school for one in entry.participations)]
    if cell.value is FormValue.EVENTS:
        return len(entries)
    if cell.value is FormValue.TAKING_PART:
        return len({name for entry in entries for name in entry.organizations})
    kinds = list(TakingPart) if cell.value is FormValue.PEOPLE else [TakingPart.of(cell.value.value)]
    if school is None:
        return sum(entry.count(kind) for entry in entries for kind in kinds)
    return sum(
        one.number or 0
        for entry in entries
        for one in entry.participations
        if one.organization_id == school and one.kind in kinds and not one.unit
    )


os.environ.setdefault("OPENPYXL_LXML", "False")

_PIECE = 1 << 16
_MOST_UNPACKED = 40 << 20  # bytes; a form has some hundred thousand
_MOST_ELEMENTS = 500_000
_MOST_MERGED = 100_000  # cells
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_Area = tuple[str, int, int, int, int]
_MOST_ROWS, _MOST_COLUMNS = 1_000, 60


def read_form(path: Path) -> list[FormSheet]:
    """The sheets of a form. Raises UserError for a file that is no workbook."""
    return _sheets_of(_opened(path))


def _sheets_of(book: Any) -> list[FormSheet]:
    results = []
    for tab in book.worksheets:
        rows = tab.iter_rows(max_row=min(tab.max_row, _MOST_ROWS), max_col=min(tab.max_column, _MOST_COLUMNS))
        lines = list(rows)
        merged = tuple((one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in tab.merged_cells)
        results.append(
            FormSheet(
                tab.title,
                tuple(tuple(_text(cell.value) for cell in row) for row in lines),
                merged,
                frozenset(at for at, row in enumerate(lines) if any(map(_has_border, row))),
                bool(tab.protection.sheet),
                tab.sheet_state != "visible",
            )
        )
    return results


def _has_border(cell: Any) -> bool:
    return bool(cell.has_style and (cell.border.bottom.style or (cell.border.left.style and cell.border.right.style)))


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook

    try:
        _refuse_swelling(path)
        with warnings.catch_warnings():  # of what openpyxl does not know: nothing of it is written by that library
            warnings.simplefilter("ignore")
            return load_workbook(path)
    except UserError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise UserError(
            _("“%s” cannot be read as an Excel form.") % path.name,
            do=_("Open it in Excel and save it as .xlsx, then choose it again."),
        ) from error


def _refuse_swelling(path: Path) -> None:
    """Refuse a workbook that would take all memory: openpyxl unpacks it whole and makes every cell of a merged area.

    Raises UserError, and whatever a damaged file raises.
    """
    unpacked = 0
    counted = _Counted()
    with zipfile.ZipFile(path) as package:
        for part in package.infolist():
            parser, readable = expat.ParserCreate(namespace_separator=" "), True
            parser.StartElementHandler = counted.begins
            with package.open(part) as file:
                while piece := file.read(_PIECE):
                    unpacked += len(piece)
                    if readable:
                        try:
                            parser.Parse(piece)
                        except expat.ExpatError:  # a picture, or what openpyxl will not read either
                            readable = False
                    if unpacked > _MOST_UNPACKED or counted.cells > _MOST_MERGED or counted.elements > _MOST_ELEMENTS:
                        raise UserError(
                            _("“%s” is far larger than any form: it was not read.") % path.name,
                            do=_("Copy its cells into a new workbook, save it as .xlsx and choose that one."),
                        )


class _Counted:
    """Counts elements, and the cells of merged areas."""

    def __init__(self) -> None:
        self.cells = 0
        self.elements = 0

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.elements += 1
        area = _AREA.fullmatch(attributes.get("ref", "")) if name.rpartition(" ")[2] == "mergeCell" else None
        if area:
            first, top, last, bottom = area.groups()
            self.cells += (abs(column_number(last) - column_number(first)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def fill(form: Path, target: Path, fillings: Sequence[Filling], lists: Sequence[ListRows] = ()) -> None:
    """Write the form with `fillings` in its cells and the rows of its `lists` to `target`.

    Everything is checked before anything is written. Raises UserError where a cell is no longer the one chosen.
    """
    from openpyxl.cell.cell import MergedCell

    from cluster_desk.reports.writers.excel.form_rows import put_rows

    if target.exists() and target.samefile(form):
        raise UserError(
            _("This is the form itself: it stays as it is."), do=_("Choose another name for the filled copy.")
        )
    book = _opened(form)
    sheets = {sheet.name: sheet.rows for sheet in _sheets_of(book)}
    for one in fillings:
        if one.sheet not in sheets:
            _moved(one, _("there is no such sheet"))
        tab = book[one.sheet]
        cell = tab[one.cell]
        rows = sheets[one.sheet]
        if cell.row > len(rows) or cell.column > len(rows[0]):
            _moved(one, _("the sheet has no such cell"))
        now = beside(rows, cell.row - 1, cell.column - 1)
        if fold(now) != fold(one.beside):
            _moved(one, _("beside it now stands “%(now)s”, not “%(then)s”") % {"now": now, "then": one.beside})
        if isinstance(cell, MergedCell) or cell.data_type == "f":
            _moved(one, _("it is joined with another or holds a formula"))
    written = [one for one in lists if one.rows]
    _refuse_another_form(sheets, written)
    values = {(one.sheet, one.cell): one.value for one in fillings}
    stale = _leaning(book, values, [_rows_of(one) for one in written])
    with whole_file(target, ".xlsx") as file:
        if not written:
            put_numbers(form, file, values, stale)
            return
        numbered = io.BytesIO()
        put_numbers(form, numbered, values, stale)
        put_rows(numbered, file, written)


def _refuse_another_form(sheets: Mapping[str, Sequence[Sequence[str]]], lists: Sequence[ListRows]) -> None:
    """Raise UserError where the headings of a list are no longer where they were seen."""
    for one in (each.of for each in lists):
        rows = sheets.get(one.sheet, ())
        for column in one.columns:
            row, at = place_of(column.cell)
            now = rows[row - 1][at - 1] if row <= len(rows) and at <= len(rows[row - 1]) else ""
            if fold(tidy(now)) not in fold(column.heading) or not now:
                raise UserError(
                    _("The form has changed: the heading “%(heading)s” does not stand in %(cell)s any more.")
                    % {"heading": column.heading, "cell": column.cell},
                    do=_("Choose the form again; nothing was filled."),
                )


def _rows_of(one: ListRows) -> _Area:
    """The rows of a list, and the one above them, which formulas over none of them end at."""
    own = (*one.of.free, *one.of.kept)
    return one.of.sheet, min(own, default=one.of.end + 1), 1, one.of.end + 1, _MOST_COLUMNS


def _leaning(book: Any, changed: Collection[tuple[str, str]], areas: Sequence[_Area] = ()) -> set[tuple[str, str]]:
    """The cells whose formulas lean on changed ones, however far; where that cannot be told, they are thought to."""
    formulas = {
        (tab.title, cell.coordinate): _references(tab.title, cell.value)
        for tab in book.worksheets
        for row in tab.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    places = {(sheet, *place_of(cell) * 2) for sheet, cell in changed} | set(areas)
    stale: set[tuple[str, str]] = set()
    while True:
        further = {
            cell for cell, areas in formulas.items()
            if cell not in stale and (areas is None or any(_holds(area, place) for area in areas for place in places))
        }  # fmt: skip
        if not further:
            return stale
        stale |= further
        places = {(sheet, *place_of(cell) * 2) for sheet, cell in further}


def _references(sheet: str, formula: object) -> list[_Area] | None:
    """The areas that a formula names; None where it names anything else."""
    from openpyxl.formula import Tokenizer

    text = getattr(formula, "text", formula)  # one over an area is an object with its text
    if not isinstance(text, str):
        return None
    areas: list[_Area] = []
    for token in Tokenizer(text if text.startswith("=") else f"={text}").items:
        if token.type == "OPERAND" and token.subtype == "RANGE":
            name, _mark, area = token.value.rpartition("!")
            ends = [_CELL.fullmatch(one) for one in area.split(":")]
            if not ends[0] or not ends[-1]:
                return None
            (first, last), tab = (ends[0], ends[-1]), name.strip("'").replace("''", "'") or sheet
            areas.append((tab, int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])))
        elif token.type == "FUNC" and token.value.upper().startswith(("INDIRECT", "OFFSET")):
            return None
    return areas


def _holds(area: _Area, place: _Area) -> bool:
    """Whether two areas have a cell in common."""
    sheet, top, left, bottom, right = area
    return place[0] == sheet and top <= place[3] and place[1] <= bottom and left <= place[4] and place[2] <= right


def _moved(one: Filling, why: str) -> None:
    raise UserError(
        _("The form has changed: cell %(cell)s on the sheet “%(sheet)s” is not the one chosen: %(why)s.")
        % {"cell": one.cell, "sheet": one.sheet, "why": why},
        do=_("Choose the cell anew; nothing was filled."),
    )
