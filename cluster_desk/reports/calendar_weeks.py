"""A month on the wall laid out: which lines of which days its entries take, and which find no room."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cluster_desk.core.days_off import DaysOff
from cluster_desk.core.russian import capitalized, day_and_month
from cluster_desk.core.russian.months import MONTHS, WEEKDAYS
from cluster_desk.reports.document import Page
from cluster_desk.reports.fitting import letter_widths
from cluster_desk.reports.month_grid import (
    DATE_HEIGHT,
    LINE_HEIGHT,
    TEXT_SIZE,
    DayCell,
    Mark,
    MarkKind,
    MonthGrid,
    WeekRow,
)
from cluster_desk.reports.typography import tie
from cluster_desk.rules.calendar import Entry, Shape

_MM = 72 / 25.4
_AROUND = 90.0
"""Points of the page that are not weeks: title, weekdays, legend."""
_DAYS = 7
_LINES_OF_ONE = 3
_WEEKDAYS = tuple(map(capitalized, WEEKDAYS))
_LEGEND: tuple[tuple[MarkKind, str], ...] = (
    ("frame", "несколько дней"),
    ("window", "день не задан"),
    ("hatch", "каникулы"),
    ("bar", "один день"),
    ("flag", "срок"),
)


class Unplaced(NamedTuple):
    """An entry that stands in the list, and when it is."""

    entry: Entry
    when: str


def month_grid(
    month: dt.date, entries: Sequence[Entry], off: DaysOff, aside: tuple[str, ...], page: Page
) -> tuple[MonthGrid, list[Unplaced]]:
    """The month that begins on `month`, and what is left for the list: no room, or no day at all."""
    last = month.replace(day=months.monthrange(month.year, month.month)[1])
    monday = month - dt.timedelta(month.weekday())
    mondays = [monday + dt.timedelta(days) for days in range(0, (last - monday).days + 1, _DAYS)]
    height = ((page.height - page.top - page.bottom) * _MM - _AROUND) / len(mondays)
    lines = int((height - DATE_HEIGHT) / LINE_HEIGHT)
    column = page.text_width * _MM / _DAYS
    weeks, left = [], []
    for each in mondays:
        laid = _Laying(each, month, entries, off, lines, column)
        weeks.append(laid.week())
        left += laid.hidden
    title = f"{MONTHS[month.month - 1]} {month.year} года".upper()
    note = "«ещё n» — см. список на обороте" if left else ""
    undated = [one for one in entries if one.has_no_day and one.touches(month, last) and one.state != "cancelled"]
    found = list(dict.fromkeys(one for one in left if one.touches(month, last)))
    told = [Unplaced(one, when_on_paper(one)) for one in (*found, *undated)]
    return MonthGrid(title, aside, _WEEKDAYS, tuple(weeks), (*_LEGEND, ("off", "нерабочий день")), note), told


class _Laying:
    """One week: frames first, then the days' own entries below them."""

    def __init__(
        self, monday: dt.date, month: dt.date, entries: Sequence[Entry], off: DaysOff, lines: int, column: float
    ) -> None:
        self._monday, self._month, self._off = monday, month, off
        self._lines, self._column = lines, column
        self._taken = [[False] * _DAYS for _line in range(lines)]
        self._marks: list[Mark] = []
        self._more = [0] * _DAYS
        self.hidden: list[Entry] = []
        sunday = monday + dt.timedelta(_DAYS - 1)
        self._entries = [one for one in entries if not one.has_no_day and one.touches(monday, sunday)]

    def week(self) -> WeekRow:
        """The week laid out."""
        for vacation in self._off.vacations:
            self._long("hatch", vacation.name, vacation.first, vacation.last, None)
        several = [one for one in self._entries if one.first != one.last]
        several.sort(key=lambda one: (one.shape is Shape.BAND, one.first, one.first - one.last))
        for one in several:
            kind: MarkKind = "window" if one.shape is Shape.BAND else "frame"
            self._long(kind, _told(one), one.first, one.last, one)
        for column in range(_DAYS):
            day = self._monday + dt.timedelta(column)
            single = [one for one in self._entries if one.first == one.last == day]
            single.sort(key=lambda one: (one.shape is Shape.FLAG, one.time or "99", one.title))
            for number, one in enumerate(single):
                self._single(column, one, len(single) - number - 1)
        return WeekRow(tuple(self._day(column) for column in range(_DAYS)), tuple(self._marks))

    def _day(self, column: int) -> DayCell:
        day = self._monday + dt.timedelta(column)
        outside = (day.year, day.month) != (self._month.year, self._month.month)
        label = day_and_month(day) if outside else str(day.day)
        vacation = any(each.first <= day <= each.last for each in self._off.vacations)
        usual = day.weekday() >= 5 and not any(each.day == day for each in self._off.own_days)
        reason = "" if vacation or usual else self._off.reason(day)
        off = bool(self._off.reason(day)) and (not vacation or day.weekday() >= 5)
        return DayCell(label, reason.removesuffix(", выходной").partition(" (")[0], off, outside, self._more[column])

    def _long(self, kind: MarkKind, words: str, begins: dt.date, ends: dt.date, entry: Entry | None) -> None:
        """Something of several days: one line over all of them."""
        sunday = self._monday + dt.timedelta(_DAYS - 1)
        if ends < self._monday or begins > sunday:
            return
        first, last = max((begins - self._monday).days, 0), min((ends - self._monday).days, _DAYS - 1)
        row = next((at for at, days in enumerate(self._taken) if not any(days[first : last + 1])), None)
        if row is None or (kind == "window" and row > self._lines // 2):
            if entry is not None:
                self.hidden.append(entry)
                for column in range(first, last + 1):
                    self._more[column] += 1
            return
        for column in range(first, last + 1):
            self._taken[row][column] = True
        goes_on = begins < self._monday
        told = f"{words} (продолжение)" if goes_on else words
        room = (last - first + 1) * self._column - 14
        struck = entry.struck if entry else False
        lines = _wrapped(told, room, 1, bold=kind == "hatch")
        self._marks.append(Mark(kind, first, last, row, lines, told, struck, opens=not goes_on, closes=ends <= sunday))

    def _single(self, column: int, one: Entry, waiting: int) -> None:
        """Something of one day: as many lines as its text needs and the others leave."""
        free = [at for at in range(self._lines) if not self._taken[at][column]]
        start = next((at for at in free if all(later in free for later in range(at, self._lines))), None)
        notes = _wrapped(f"перенесено на {one.moved_to}", self._column - 17, 2) if one.struck else ()
        least = 1 + len(notes)
        if start is None or start + least > self._lines:
            self._more[column] += 1
            self.hidden.append(one)
            return
        room = self._lines - start - len(notes) - min(waiting, max(self._lines - start - least, 0))
        words = f"Срок: {_told(one)}" if one.shape is Shape.FLAG else _told(one)
        lines = _wrapped(words, self._column - 17, max(1, min(_LINES_OF_ONE, room)))
        for at in range(start, start + len(lines) + len(notes)):
            self._taken[at][column] = True
        kind: MarkKind = "flag" if one.shape is Shape.FLAG else "bar"
        struck = one.struck or one.state == "cancelled"
        self._marks.append(Mark(kind, column, column, start, lines, words, struck, notes))


def _told(one: Entry) -> str:
    time = one.time.removeprefix("0")
    return f"{time} {one.title}" if time else one.title


def _wrapped(text: str, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of `room` points; what is cut ends in «…»."""
    measure = letter_widths(bold)

    def fits(words: str) -> bool:
        return measure(words) * TEXT_SIZE / 1000 <= room

    lines: list[str] = []
    rest = tie(" ".join(text.split())).split(" ")
    while rest and len(lines) < most:
        taken = [rest.pop(0)]
        while rest and fits(" ".join([*taken, rest[0]])):
            taken.append(rest.pop(0))
        lines.append(" ".join(taken))
    if rest or (lines and not fits(lines[-1])):
        last = f"{lines[-1]} {rest[0]}" if rest else lines[-1]
        while last and not fits(f"{last}…"):
            last = last[:-1]
        lines[-1] = f"{last.rstrip(' ,.;:«')}…"
    return tuple(_cut(words, fits) for words in lines)


def _cut(words: str, fits: Callable[[str], bool]) -> str:
    """A word longer than the line, cut."""
    while words and not fits(words):
        words = f"{words.removesuffix('…')[:-1]}…"
    return words


def when_on_paper(one: Entry) -> str:
    """«12–16 октября», «до 16 октября», «в период 1–31 октября», the words as typed where no day is told."""
    if one.has_no_day and one.words:
        return one.words
    time = f", {one.time}" if one.time else ""
    if one.shape is Shape.FLAG:
        return f"до {day_and_month(one.last)}"
    told = _days(one.first, one.last)
    return f"в период {told}" if one.shape is Shape.BAND else f"{told}{time}"


def _days(first: dt.date, last: dt.date) -> str:
    if first == last:
        return day_and_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_and_month(last)}"
    return f"{day_and_month(first)} – {day_and_month(last)}"
