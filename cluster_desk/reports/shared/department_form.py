"""The numbers that a department's own form asks for: each cell's value over a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.forms import FilledCell, FormMonths, FormValue
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.shared.log_entries import Entry, entries_of
from cluster_desk.reports.shared.periods import Period


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
    start, end = part.start.isoformat(), part.end.isoformat()
    if cell.value is FormValue.MEMBERS:
        return len(members_on(read, part.end))
    if cell.value is FormValue.MEETINGS:
        return int(read.value("SELECT count(*) FROM meetings WHERE day BETWEEN ? AND ?", start, end))
    if cell.value is FormValue.DECISIONS:
        sql = (
            "SELECT count(*) FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id "
            "JOIN meetings AS m ON m.id = a.meetings_id WHERE m.day BETWEEN ? AND ?"
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
    return Period(dt.date(year, first, 1), end)
