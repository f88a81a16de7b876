"""A month on the wall as a plain table, for formats that draw no frames: bars are cells over several days."""

from __future__ import annotations

from cluster_desk.reports.document import Block, Cell, Column, Heading, Row, Table, line
from cluster_desk.reports.document.month_grid import DayCell, Mark, MonthGrid, WeekRow
from cluster_desk.reports.document.text import Run, bold, rich

_WORDS = {"frame": "", "window": "", "hatch": "", "bar": "▪ ", "flag": "⚑ "}
_HEIGHT, _DATE, _BAR = 138.0, 6.0, 5.5  # mm: of all weeks, of a row of dates, of a row of bars
_LEGEND = "⚑ — срок: последний день; серое — нерабочий день; через несколько дней — то, что длится. "


def month_blocks(grid: MonthGrid, width: float) -> tuple[Block, ...]:
    """The title, the lines beside it, the weeks: a row of dates, one for each line of bars, one of the days' own."""
    columns = tuple(Column(name, width / len(grid.weekdays)) for name in grid.weekdays)
    high = (_HEIGHT - grid.margin_height * 0.35) / len(grid.weeks)
    rows = tuple(row for week in grid.weeks for row in _week(week, high))
    below = (
        (line(rich(bold(f"{grid.margin[0]} "), " ".join(grid.margin[1:])), size=9, before=3),) if grid.margin else ()
    )
    return (
        Heading(grid.title, align="left", size=18, after=1),
        line(" ".join(grid.aside), size=10, after=3, keep_next=True),
        Table(columns, rows, size=9),
        *below,
        line(f"{_LEGEND}{grid.note}", size=8, before=3),
    )


def _week(week: WeekRow, high: float) -> list[Row]:
    dates = Row(tuple(_date(day) for day in week.days))
    long = [mark for mark in week.marks if mark.kind in ("frame", "window", "hatch")]
    bars = [_bars([mark for mark in long if mark.line == at], week) for at in sorted({mark.line for mark in long})]
    rest = max(high - _DATE - _BAR * len(bars), _DATE)
    own = Row(tuple(_own(week, at, day) for at, day in enumerate(week.days)), min_height=rest)
    return [dates, *bars, own]


def _date(day: DayCell) -> Cell:
    runs = [Run(day.label, bold=not day.outside, size=9 if day.outside else 12)]
    if day.note:
        runs.append(Run(f" {' '.join(day.note)}", italic=True, size=8))
    return Cell(tuple(runs), grey=day.off)


def _bars(marks: list[Mark], week: WeekRow) -> Row:
    cells: list[Cell] = []
    at = 0
    for mark in sorted(marks, key=lambda one: one.first):
        cells += [Cell("", grey=day.off) for day in week.days[at : mark.first]]
        run = Run(" ".join(mark.lines), bold=mark.kind == "hatch", italic=mark.kind == "window", struck=mark.struck)
        cells.append(Cell((run,), across=mark.last - mark.first + 1))
        at = mark.last + 1
    return Row((*cells, *(Cell("", grey=day.off) for day in week.days[at:])))


def _own(week: WeekRow, at: int, day: DayCell) -> Cell:
    runs: list[Run] = []
    for mark in week.marks:
        if mark.kind in ("bar", "flag") and mark.first == at:
            end = "\n" if runs else ""
            words = f"{end}{_WORDS[mark.kind]}{' '.join(mark.lines)}"
            runs.append(Run(words, italic=mark.kind == "flag", struck=mark.struck))
            if mark.after:
                runs.append(Run("\n" + " ".join(mark.after), italic=True))
    if day.more:
        runs.append(Run(f"{chr(10) if runs else ''}ещё {day.more}", italic=True))
    return Cell(tuple(runs), grey=day.off)
