"""A department's form read and filled in place: only the values of the cells chosen change, its look does not.

Each cell chosen gets one of the cluster's numbers over a period.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import warnings
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.forms import FilledCell, FormMonths, FormValue
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.shared.log_entries import Entry, entries_of
from cluster_desk.reports.shared.periods import Period
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
    """What goes into each cell of a form over `period`."""
    return [Filling(cell.sheet, cell.cell, cell.beside, value_of(read, cell, period)) for cell in cells]


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


def part_of(period: Period, months: FormMonths) -> Period:
    """The months of the period's year that a cell is about. Raises UserError where the period has several years."""
    if months is FormMonths.WHOLE:
        return period
    if period.start.year != period.end.year:
        raise UserError(
            _("The form asks for quarters, and the period lies in two years."), do=_("Choose a period in one year.")
        )
    first, last = map(int, months.value.split("-"))
    year = period.start.year
    end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(dt.date(year, first, 1), end, period.today)


os.environ.setdefault("OPENPYXL_LXML", "False")

_PIECE = 1 << 16
_MOST_UNPACKED = 40 << 20  # bytes; a form has some hundred thousand
_MOST_ELEMENTS = 500_000
_MOST_MERGED = 100_000  # cells
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_MOST_ROWS, _MOST_COLUMNS = 300, 60


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form as texts, row by row, as many as a form has at most."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_form(path: Path) -> list[FormSheet]:
    """The sheets of a form. Raises UserError for a file that is no workbook."""
    return _sheets_of(_opened(path))


def _sheets_of(book: Any) -> list[FormSheet]:
    results = []
    for tab in book.worksheets:
        rows = tab.iter_rows(max_row=min(tab.max_row, _MOST_ROWS), max_col=min(tab.max_column, _MOST_COLUMNS))
        results.append(FormSheet(tab.title, tuple(tuple(_text(cell.value) for cell in row) for row in rows)))
    return results


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


def beside(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    """The nearest words left of a cell and above it, by which it is known again: «МКОУ СОШ | I квартал»."""
    left = next((tidy(text) for text in reversed(rows[row][:column]) if _is_words(text)), "")
    above = next((tidy(rows[at][column]) for at in range(row - 1, -1, -1) if _is_words(rows[at][column])), "")
    return " | ".join(part for part in (left, above) if part)


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text.startswith("=")


def fill(form: Path, target: Path, fillings: Sequence[Filling]) -> None:
    """Write the form with `fillings` in its cells to `target`.

    Everything is checked before anything is written. Raises UserError where a cell is no longer the one chosen.
    """
    from openpyxl.cell.cell import MergedCell

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
    with whole_file(target, ".xlsx") as file:
        values = {(one.sheet, one.cell): one.value for one in fillings}
        put_numbers(form, file, values, _leaning(book, values))


def _leaning(book: Any, changed: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The cells whose formulas lean on changed ones, however far; where that cannot be told, they are thought to."""
    formulas = {
        (tab.title, cell.coordinate): _references(tab.title, cell.value)
        for tab in book.worksheets
        for row in tab.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    places = {(sheet, *place_of(cell)) for sheet, cell in changed}
    stale: set[tuple[str, str]] = set()
    while True:
        further = {
            cell for cell, areas in formulas.items()
            if cell not in stale and (areas is None or any(_holds(area, place) for area in areas for place in places))
        }  # fmt: skip
        if not further:
            return stale
        stale |= further
        places = {(sheet, *place_of(cell)) for sheet, cell in further}


_Area = tuple[str, int, int, int, int]


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


def _holds(area: _Area, place: tuple[str, int, int]) -> bool:
    sheet, top, left, bottom, right = area
    return place[0] == sheet and top <= place[1] <= bottom and left <= place[2] <= right


def _moved(one: Filling, why: str) -> None:
    raise UserError(
        _("The form has changed: cell %(cell)s on the sheet “%(sheet)s” is not the one chosen: %(why)s.")
        % {"cell": one.cell, "sheet": one.sheet, "why": why},
        do=_("Choose the cell anew; nothing was filled."),
    )
