"""The calendar on paper: wall months with a list of what found no room, or the list alone.

The signs differ without colours: a frame is several days, a dashed one some day within them, hatching a vacation, a
bar one day, a flag a deadline, grey a day off; what was moved away is struck through.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

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
from cluster_desk.reports.shared.cluster_name import of_cluster
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
    unplaced: list[Unplaced] = []
    off = days_off(read)
    for number, month in enumerate(_months(first, last)):
        grid, unplaced = month_grid(month, days.entries, off, aside, page)
        blocks += [PageBreak(page), grid] if number else [grid]
        if unplaced:
            blocks += _overleaf(f"{_month_name(month)}: что не поместилось", unplaced, page)
    if without := undated(days.entries, first, last):
        blocks += _overleaf("Без точного дня", without, page)[1 if unplaced else 0 :]
    return Document(title, tuple(blocks), page, 11.0, sheets=sheets)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    results, day = [], first.replace(day=1)
    while day <= last:
        results.append(day)
        day = (day + dt.timedelta(31)).replace(day=1)
    return results


def _month_name(day: dt.date) -> str:
    return f"{capitalized(MONTHS[day.month - 1])} {day.year} года"


def _overleaf(title: str, unplaced: Sequence[Unplaced], page: Page) -> list[Block]:
    """What found no room on the wall, or what has no day."""
    rows = tuple(Row((when, one.title, _number(one), ", ".join(one.people))) for one, when in unplaced)
    heading = Heading(title, 2, "left", before=10, after=6)
    return [PageBreak(page), heading, Table(_columns(page.text_width), rows, size=11)]


def _number(one: Entry) -> str:
    """Where the item stands in its plan: «2.4», or with its section «разд. 2, п. 4»."""
    if not one.number or not one.section or "." in one.number:
        return one.number
    return f"разд. {one.section}, п. {one.number}"


def _columns(width: float) -> tuple[Column, ...]:
    return (
        Column("Когда", 46), Column("Что", width - 46 - 26 - 58), Column("Пункт", 26, "center"),
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
    rows = tuple(Row((when_on_paper(one), _title(one), _number(one), ", ".join(one.people[:6]))) for one in entries)
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
_A_WEEK, _TWO_WEEKS = 7, 14  # days: what may be on any of more, what lasts longer stands below the weeks, once
_MARGIN_LINES = 5
_WEEKDAYS = tuple(map(capitalized, WEEKDAYS))
_LEGEND: tuple[tuple[wall.MarkKind | Literal["off"], str], ...] = (
    ("frame", "несколько дней"),
    ("window", "день не задан"),
    ("hatch", "каникулы"),
    ("bar", "один день"),
    ("flag", "срок"),
    ("off", "нерабочий день"),
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
    entries = _once(entries)
    wide = [one for one in entries if _is_loose(one) and one.touches(month, last) and one.state != "cancelled"]
    margin, further = _margin(wide, page.text_width * _MM)
    above = _AROUND + (len(margin) * wall.LINE_HEIGHT + 6 if margin else 0)
    height = ((page.height - page.top - page.bottom) * _MM - above) / len(mondays)
    lines = int((height - wall.DATE_HEIGHT) / wall.LINE_HEIGHT)
    column = page.text_width * _MM / _DAYS
    weeks, left = [], []
    for each in mondays:
        laid = _Laying(each, month, entries, off, lines, column)
        weeks.append(laid.week())
        left += laid.hidden
    title = f"{MONTHS[month.month - 1]} {month.year} года".upper()
    results = [*dict.fromkeys(one for one in left if one.touches(month, last)), *further]
    note = "«ещё n» — см. список на обороте" if results else ""
    return (
        wall.MonthGrid(title, aside, _WEEKDAYS, tuple(weeks), _LEGEND, note, margin),
        [Unplaced(one, when_on_paper(one)) for one in results],
    )


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, what two equal plans tell told once."""
    known: dict[tuple[object, ...], Entry] = {}
    for one in entries:
        known.setdefault((one.shape, one.first, one.last, one.time, one.title.casefold(), one.struck), one)
    return list(known.values())


def _is_loose(one: Entry) -> bool:
    """Whether an entry is of a month rather than of days: it stands below the weeks."""
    most = _A_WEEK if one.shape is Shape.BAND else _TWO_WEEKS
    return not one.has_no_day and (one.last - one.first).days >= most


def undated(entries: Sequence[Entry], first: dt.date, last: dt.date) -> list[Unplaced]:
    """What has no day at all in a period, each once."""
    there = [one for one in entries if one.has_no_day and one.touches(first, last) and one.state != "cancelled"]
    known: dict[tuple[str, str], Entry] = {}
    for one in there:
        known.setdefault((one.title.casefold(), one.words), one)
    return [Unplaced(one, when_on_paper(one)) for one in known.values()]


def _margin(entries: Sequence[Entry], room: float) -> tuple[tuple[str, ...], list[Entry]]:
    """The lines below the weeks, and what found no room there."""
    known: dict[str, Entry] = {}
    for one in entries:
        known.setdefault(one.title.casefold(), one)
    told = list(known.values())
    for count in range(len(told), 0, -1):
        rest = f"; ещё {len(told) - count} — на обороте" if count < len(told) else ""
        words = "; ".join(f"{one.title} ({when_on_paper(one)})" for one in told[:count]) + rest + "."
        lines = _wrapped(words, room - 4, _MARGIN_LINES)
        if not lines[-1].endswith("…"):
            return ("В течение месяца:", *lines), told[count:]
    return (), told


class _Laying:
    """One week: vacations and what lasts for days on top, then each day's own, then what may be on any of some days."""

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
        self._entries = [
            one for one in entries if not (one.has_no_day or _is_loose(one)) and one.touches(monday, sunday)
        ]

    def week(self) -> wall.WeekRow:
        """The week laid out."""
        names = [self._name(column) for column in range(_DAYS)]
        for column, (lines, below) in enumerate(names):
            for at in range(len(lines) if below else 0):
                self._taken[at][column] = True
        for vacation in self._off.vacations:
            self._long("hatch", vacation.name, vacation.first, vacation.last, None)
        several = [one for one in self._entries if one.first != one.last]
        several.sort(key=lambda one: (one.first, one.first - one.last))
        for one in several:
            if one.shape is not Shape.BAND:
                self._long("frame", _label(one), one.first, one.last, one)
        for column in range(_DAYS):
            day = self._monday + dt.timedelta(column)
            single = [one for one in self._entries if one.first == one.last == day]
            single.sort(key=lambda one: (one.shape is Shape.FLAG, one.time or "99", one.title))
            self._singles(column, single)
        for one in several:
            if one.shape is Shape.BAND:
                self._long("window", _label(one), one.first, one.last, one)
        return wall.WeekRow(tuple(self._day(column, *names[column]) for column in range(_DAYS)), tuple(self._marks))

    def _name(self, column: int) -> tuple[tuple[str, ...], bool]:
        """The lines of a day's name, and whether they stand below its number."""
        day = self._monday + dt.timedelta(column)
        vacation = any(each.first <= day <= each.last for each in self._off.vacations)
        usual = day.weekday() >= 5 and not any(each.day == day for each in self._off.own_days)
        feast = "" if usual else self._off.reason(day)
        if vacation and any(feast == each.name for each in self._off.vacations):
            feast = ""
        name = feast.removesuffix(", выходной").partition(" (")[0]
        if not name:
            return (), False
        beside = _wrapped(name, self._column - (58 if day.month != self._month.month else 26), 2, size=wall.NOTE_SIZE)
        if not beside[-1].endswith("…"):
            return beside, False
        return _wrapped(name, self._column - 6, 2, size=wall.NOTE_SIZE), True

    def _day(self, column: int, note: tuple[str, ...], below: bool) -> wall.DayCell:
        day = self._monday + dt.timedelta(column)
        outside = (day.year, day.month) != (self._month.year, self._month.month)
        label = day_and_month(day) if outside else str(day.day)
        vacation = any(each.first <= day <= each.last for each in self._off.vacations)
        off = bool(self._off.reason(day)) and (not vacation or day.weekday() >= 5)
        return wall.DayCell(label, note, off, outside, self._more[column], below)

    def _long(self, kind: wall.MarkKind, words: str, begins: dt.date, ends: dt.date, entry: Entry | None) -> None:
        """Something of several days: one line over all of them."""
        sunday = self._monday + dt.timedelta(_DAYS - 1)
        if ends < self._monday or begins > sunday:
            return
        first, last = max((begins - self._monday).days, 0), min((ends - self._monday).days, _DAYS - 1)
        rows = self._taken[: self._lines - 1]  # the last line is kept for «ещё n»
        row = next((at for at, days in enumerate(rows) if not any(days[first : last + 1])), None)
        if row is None:
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

    def _singles(self, column: int, entries: list[Entry]) -> None:
        """What is of one day: every line of it where the cell has room, else as fair as may be; then «ещё n»."""
        start = max((at + 1 for at in range(self._lines) if self._taken[at][column]), default=0)
        day = self._monday + dt.timedelta(column)
        window = any(one.shape is Shape.BAND and one.touches(day, day) for one in self._entries)
        free = self._lines - start - (1 if window else 0)
        room = self._column - 17
        whole = [self._words(one, room, self._lines) for one in entries]
        needs = [len(lines) + len(notes) for lines, notes in whole]
        shown = len(entries)
        if sum(needs) > free:
            least = [1 + len(notes) for _lines, notes in whole]
            while shown and sum(least[:shown]) > free - (1 if shown < len(entries) else 0):
                shown -= 1
            free -= 1 if shown < len(entries) else 0
        self._more[column] += len(entries) - shown
        self.hidden += entries[shown:]
        shares = _shares(needs[:shown], [1 + len(notes) for _lines, notes in whole[:shown]], free)
        for one, share in zip(entries[:shown], shares, strict=True):
            _all, notes = self._words(one, room, self._lines)
            lines, _notes = self._words(one, room, share - len(notes))
            for at in range(start, start + len(lines) + len(notes)):
                self._taken[at][column] = True
            kind: wall.MarkKind = "flag" if one.shape is Shape.FLAG else "bar"
            struck = one.struck or one.state == "cancelled"
            self._marks.append(wall.Mark(kind, column, column, start, lines, _full(one), struck, notes))
            start += len(lines) + len(notes)

    @staticmethod
    def _words(one: Entry, room: float, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of an entry and of where it was moved."""
        notes = _wrapped(f"перенесено на {one.moved_to}", room, 2) if one.struck else ()
        return _wrapped(_full(one), room, most), notes


def _shares(needs: list[int], least: list[int], free: int) -> list[int]:
    """How many of `free` lines each entry gets: all that it needs, or as many as the others leave it."""
    shares = list(least)
    rest = free - sum(shares)
    while rest > 0:
        short = [at for at, need in enumerate(needs) if shares[at] < need]
        if not short:
            break
        shares[min(short, key=lambda at: shares[at])] += 1
        rest -= 1
    return shares


def _full(one: Entry) -> str:
    return f"Срок: {_label(one)}" if one.shape is Shape.FLAG else _label(one)


def _label(one: Entry) -> str:
    time = one.time.removeprefix("0")
    return f"{time} {one.title}" if time else one.title


def _wrapped(text: str, room: float, most: int, *, bold: bool = False, size: float = wall.TEXT_SIZE) -> tuple[str, ...]:
    """The text in at most so many lines of `room` points; what is cut ends in «…»."""
    measure = letter_widths(bold)

    def fits(words: str) -> bool:
        return measure(words) * size / 1000 <= room

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
