"""A month on the wall as a plain table, for formats that draw no frames over cells."""

from __future__ import annotations

from cluster_desk.reports.document import Block, Cell, Column, Heading, Row, Table, line
from cluster_desk.reports.document.month_grid import DayCell, Mark, MonthGrid, WeekRow
from cluster_desk.reports.document.text import Run, Text

_WIDTH = 38.0
_WORDS = {"frame": "", "window": "период: ", "hatch": "каникулы: ", "bar": "", "flag": "срок: "}


def month_blocks(grid: MonthGrid) -> tuple[Block, ...]:
    """The title, the lines beside it, the weeks as a table with every entry in the cell where it begins."""
    columns = tuple(Column(name, _WIDTH) for name in grid.weekdays)
    rows = tuple(Row(tuple(_cell(week, at, day) for at, day in enumerate(week.days))) for week in grid.weeks)
    return (
        Heading(grid.title, align="left", size=20, after=2),
        line(" ".join(grid.aside), size=11, after=4, keep_next=True),
        Table(columns, rows, size=10, note=grid.note),
    )


def _cell(week: WeekRow, at: int, day: DayCell) -> Cell:
    runs = [Run(day.label, bold=not day.outside)]
    if day.corner:
        runs.append(Run(f" {day.corner}", italic=True))
    if day.off and not day.note:
        runs.append(Run(" нерабочий день", italic=True))
    for mark in week.marks:
        if mark.first == at:
            runs += _runs(mark)
    return Cell(tuple(runs))


def _runs(mark: Mark) -> list[Run]:
    days = f" ({_span(mark)})" if mark.last > mark.first else ""
    text: Text = f"\n{_WORDS[mark.kind]}{mark.label}{days}"
    runs = [Run(str(text), bold=mark.kind == "hatch", italic=mark.kind == "flag", struck=mark.struck)]
    if mark.after:
        runs.append(Run("\n" + " ".join(mark.after), italic=True))
    return runs


def _span(mark: Mark) -> str:
    count = mark.last - mark.first + 1
    ends = "" if mark.closes else ", продолжение ниже"
    return f"{count} дн.{ends}"
