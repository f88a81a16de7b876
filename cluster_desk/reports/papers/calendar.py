"""The calendar on paper: wall months with a list of what found no room, or the list alone.

The signs differ without colours: a frame is several days, a dashed one some day within them, hatching a vacation, a
bar one day, a flag a deadline, grey a day off; what was moved away is struck through.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.dates import MONTHS, WEEKDAYS, day_and_month
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Block, Column, Document, Heading, Page, PageBreak, Row, Sheet, Table, line
from cluster_desk.reports.document import month_grid as wall
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice, one_of
from cluster_desk.reports.document.typography import letter_widths, tie
from cluster_desk.reports.shared.heads import of_cluster
from cluster_desk.reports.shared.plans import PLAN
from cluster_desk.rules.calendar.entries import Calendar, Entry, Shape, calendar

_EVERY = "all"
_FIND_PLAN = PLAN.find


def _plans(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(_EVERY, _("All plans")), *PLAN.choices(read)]


def _find(read: Reader, text: str) -> Sequence[str]:
    return [_EVERY] if text in ("", _EVERY) or _FIND_PLAN is None else _FIND_PLAN(read, text)


def _month_start(read: Reader) -> str:
    return read.today().replace(day=1).isoformat()


def _month_end(read: Reader) -> str:
    today = read.today()
    return today.replace(day=months.monthrange(today.year, today.month)[1]).isoformat()


OPTIONS = (
    Option("plan", N_("Plan"), OptionKind.CHOICE, default=lambda _read: _EVERY, choices=_plans, find=_find),
    Option("from", N_("From"), OptionKind.DAY, default=_month_start),
    Option("to", N_("To"), OptionKind.DAY, default=_month_end),
    one_of("form", N_("Form"), {"wall": N_("Wall calendar"), "list": N_("List")}),
    one_of("sheet", N_("Sheet"), {"A4": "A4", "A3": "A3"}),
)
_MOST_MONTHS = 36
_WEEK = dt.timedelta(7)  # a sheet of a month shows whole weeks
_WALL = {size: Page(True, size, 15.0, 15.0, 12.0, 12.0, numbered=False) for size in ("A4", "A3")}
_LISTED = Page()


def build(read: Reader, options: Options) -> Document:
    """The calendar of the period. Raises UserError for a period that ends before it begins."""
    first, last = (dt.date.fromisoformat(options[name]) for name in ("from", "to"))
    if last < first or (last - first).days > _MOST_MONTHS * 31:
        raise UserError(
            _("The period of the calendar is not right: %(from)s – %(to)s.") % {"from": first, "to": last},
            do=_("Choose a first day before the last, three years at most."),
        )
    plans = None if options["plan"] == _EVERY else [int(options["plan"])]
    days = calendar(read, read.today(), plans, (first - _WEEK, last + _WEEK))
    aside = ("Календарь мероприятий", capitalized(of_cluster(read)))
    if not days.within(first, last):
        raise UserError(
            _("Nothing is planned from %(from)s to %(to)s.") % {"from": f"{first:%d.%m.%Y}", "to": f"{last:%d.%m.%Y}"},
            do=_("Choose another period, or enter a plan or a meeting."),
        )
    title = f"Календарь: {_period(first, last)}"
    sheets = (Sheet("Календарь", _table(days.within(first, last)), (title,)),)
    if options["form"] == "list":
        return Document(title, _list(days, first, last, aside), _LISTED, 12.0, sheets=sheets)
    page = _WALL[options["sheet"]]
    blocks: list[Block] = []
    off = days_off(read)
    for number, month in enumerate(_months(first, last)):
        grid, unplaced = month_grid(month, days.entries, off, aside, page)
        blocks += [PageBreak(page), grid] if number else [grid]
        if unplaced:
            blocks += _overleaf(month, unplaced, page)
    return Document(title, tuple(blocks), page, 11.0, sheets=sheets)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    results, day = [], first.replace(day=1)
    while day <= last:
        results.append(day)
        day = (day + dt.timedelta(31)).replace(day=1)
    return results


def _month_name(day: dt.date) -> str:
    return f"{capitalized(MONTHS[day.month - 1])} {day.year} года"


def _overleaf(month: dt.date, unplaced: Sequence[Unplaced], page: Page) -> list[Block]:
    """What found no room on the wall, and what has no day."""
    rows = tuple(Row((when, one.title, one.number, ", ".join(one.people))) for one, when in unplaced)
    columns = _columns(page.text_width)
    return [PageBreak(page), Heading(f"{_month_name(month)}: что не поместилось и что без точного дня", 2, "left",
                                     after=6), Table(columns, rows, size=11)]  # fmt: skip


def _columns(width: float) -> tuple[Column, ...]:
    return (
        Column("Когда", 46), Column("Что", width - 46 - 16 - 58), Column("Пункт", 16, "center"),
        Column("Ответственные", 58),
    )  # fmt: skip


def _list(calendar: Calendar, first: dt.date, last: dt.date, aside: Sequence[str]) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading("КАЛЕНДАРЬ МЕРОПРИЯТИЙ", after=2),
        line(aside[1], "center", after=2, keep_next=True),
        line(_period(first, last), "center", after=8, keep_next=True),
    ]
    for month in _months(first, last):
        begins, ends = max(month, first), min(month.replace(day=months.monthrange(month.year, month.month)[1]), last)
        results = [one for one in calendar.within(begins, ends) if not one.has_no_day and (one.first >= begins or
                 month <= first)]  # fmt: skip
        if results:
            blocks.append(Heading(_month_name(month), 2, "left", 13, before=8, after=4))
            blocks.append(_table(results))
    without = [one for one in calendar.within(first, last) if one.has_no_day]
    if without:
        blocks.append(Heading("Без точного дня", 2, "left", 13, before=8, after=4))
        blocks.append(_table(without))
    return tuple(blocks)


def _table(entries: Sequence[Entry]) -> Table:
    rows = tuple(Row((when_on_paper(one), _title(one), one.number, ", ".join(one.people[:6]))) for one in entries)
    return Table(_columns(_LISTED.text_width), rows, size=11)


def _title(one: Entry) -> str:
    is_item = one.kind in ("item", "step")
    state = {"done": " (выполнено)" if is_item else " (проведено)", "cancelled": " (отменено)"}.get(one.state, "")
    venue = f"; {one.venue}" if one.venue else ""
    return f"{one.title}{venue}{f' (перенесено на {one.moved_to})' if one.struck else state}"


def _period(first: dt.date, last: dt.date) -> str:
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


_MM = 72 / 25.4
_AROUND = 90.0
"""Points of the page that are not weeks: title, weekdays, legend."""
_DAYS = 7
_LINES_OF_ONE = 3
_WEEKDAYS = tuple(map(capitalized, WEEKDAYS))
_LEGEND: tuple[tuple[wall.MarkKind, str], ...] = (
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
) -> tuple[wall.MonthGrid, list[Unplaced]]:
    """The month that begins on `month`, and what is left for the list: no room, or no day at all."""
    last = month.replace(day=months.monthrange(month.year, month.month)[1])
    monday = month - dt.timedelta(month.weekday())
    mondays = [monday + dt.timedelta(days) for days in range(0, (last - monday).days + 1, _DAYS)]
    height = ((page.height - page.top - page.bottom) * _MM - _AROUND) / len(mondays)
    lines = int((height - wall.DATE_HEIGHT) / wall.LINE_HEIGHT)
    column = page.text_width * _MM / _DAYS
    weeks, left = [], []
    for each in mondays:
        laid = _Laying(each, month, entries, off, lines, column)
        weeks.append(laid.week())
        left += laid.hidden
    title = f"{MONTHS[month.month - 1]} {month.year} года".upper()
    note = "«ещё n» — см. список на обороте" if left else ""
    undated = [one for one in entries if one.has_no_day and one.touches(month, last) and one.state != "cancelled"]
    results = list(dict.fromkeys(one for one in left if one.touches(month, last)))
    values = [Unplaced(one, when_on_paper(one)) for one in (*results, *undated)]
    return wall.MonthGrid(title, aside, _WEEKDAYS, tuple(weeks), (*_LEGEND, ("off", "нерабочий день")), note), values


class _Laying:
    """One week: frames first, then the days' own entries below them."""

    def __init__(
        self, monday: dt.date, month: dt.date, entries: Sequence[Entry], off: DaysOff, lines: int, column: float
    ) -> None:
        self._monday, self._month, self._off = monday, month, off
        self._lines, self._column = lines, column
        self._taken = [[False] * _DAYS for _line in range(lines)]
        self._marks: list[wall.Mark] = []
        self._more = [0] * _DAYS
        self.hidden: list[Entry] = []
        sunday = monday + dt.timedelta(_DAYS - 1)
        self._entries = [one for one in entries if not one.has_no_day and one.touches(monday, sunday)]

    def week(self) -> wall.WeekRow:
        """The week laid out."""
        for vacation in self._off.vacations:
            self._long("hatch", vacation.name, vacation.first, vacation.last, None)
        several = [one for one in self._entries if one.first != one.last]
        several.sort(key=lambda one: (one.shape is Shape.BAND, one.first, one.first - one.last))
        for one in several:
            kind: wall.MarkKind = "window" if one.shape is Shape.BAND else "frame"
            self._long(kind, _label(one), one.first, one.last, one)
        for column in range(_DAYS):
            day = self._monday + dt.timedelta(column)
            single = [one for one in self._entries if one.first == one.last == day]
            single.sort(key=lambda one: (one.shape is Shape.FLAG, one.time or "99", one.title))
            for number, one in enumerate(single):
                self._single(column, one, len(single) - number - 1)
        return wall.WeekRow(tuple(self._day(column) for column in range(_DAYS)), tuple(self._marks))

    def _day(self, column: int) -> wall.DayCell:
        day = self._monday + dt.timedelta(column)
        outside = (day.year, day.month) != (self._month.year, self._month.month)
        label = day_and_month(day) if outside else str(day.day)
        vacation = any(each.first <= day <= each.last for each in self._off.vacations)
        usual = day.weekday() >= 5 and not any(each.day == day for each in self._off.own_days)
        reason = "" if vacation or usual else self._off.reason(day)
        off = bool(self._off.reason(day)) and (not vacation or day.weekday() >= 5)
        return wall.DayCell(
            label, reason.removesuffix(", выходной").partition(" (")[0], off, outside, self._more[column]
        )

    def _long(self, kind: wall.MarkKind, words: str, begins: dt.date, ends: dt.date, entry: Entry | None) -> None:
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
        continues = begins < self._monday
        text = f"{words} (продолжение)" if continues else words
        room = (last - first + 1) * self._column - 14
        struck = entry.struck if entry else False
        lines = _wrapped(text, room, 1, bold=kind == "hatch")
        self._marks.append(
            wall.Mark(kind, first, last, row, lines, text, struck, opens=not continues, closes=ends <= sunday)
        )

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
        words = f"Срок: {_label(one)}" if one.shape is Shape.FLAG else _label(one)
        lines = _wrapped(words, self._column - 17, max(1, min(_LINES_OF_ONE, room)))
        for at in range(start, start + len(lines) + len(notes)):
            self._taken[at][column] = True
        kind: wall.MarkKind = "flag" if one.shape is Shape.FLAG else "bar"
        struck = one.struck or one.state == "cancelled"
        self._marks.append(wall.Mark(kind, column, column, start, lines, words, struck, notes))


def _label(one: Entry) -> str:
    time = one.time.removeprefix("0")
    return f"{time} {one.title}" if time else one.title


def _wrapped(text: str, room: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of `room` points; what is cut ends in «…»."""
    measure = letter_widths(bold)

    def fits(words: str) -> bool:
        return measure(words) * wall.TEXT_SIZE / 1000 <= room

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
    """«12–16 октября», «до 16 октября»; the words as typed where they tell no day («октябрь»)."""
    if one.words and (one.has_no_day or one.shape is Shape.BAND):
        return one.words
    time = f", {one.time}" if one.time else ""
    if one.shape is Shape.FLAG:
        return f"до {day_and_month(one.last)}"
    result = _days(one.first, one.last)
    return f"в период {result}" if one.shape is Shape.BAND else f"{result}{time}"


def _days(first: dt.date, last: dt.date) -> str:
    if first == last:
        return day_and_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_and_month(last)}"
    return f"{day_and_month(first)} – {day_and_month(last)}"
