"""What a deadline names, as days: units of the calendar, ranges, repetition, and the plan's period they are read in."""

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from cluster_desk.core.deadlines.vocabulary import LAST

_DAY = dt.timedelta(1)
_SATURDAY = 5
Days = tuple[dt.date, dt.date]
"""The first and the last day."""


class Unit(StrEnum):
    """A stretch of the calendar that can be named. Those of a month come first."""

    DAY = "day"
    WORKDAY = "workday"
    DECADE = "decade"
    WEEK = "week"
    WEEKDAY = "weekday"  # the nth of a month
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"  # a quarter of the school year
    TRIMESTER = "trimester"  # a third of it
    HOLIDAYS = "holidays"
    HALF = "half"
    SCHOOL_HALF = "school-half"
    YEAR = "year"
    SCHOOL_YEAR = "school-year"
    SEASON = "season"


TERMS_A_YEAR = {Unit.TERM: 4, Unit.TRIMESTER: 3}
"""Units of which each school has its own days, and how many of them."""
IN_MONTH = {Unit.DAY, Unit.WORKDAY, Unit.DECADE, Unit.WEEK, Unit.WEEKDAY, Unit.HALF_MONTH}


class Edge(StrEnum):
    """Начало, середина or конец of a unit."""

    NONE = ""
    START = "start"
    MIDDLE = "middle"
    END = "end"


class Year(NamedTuple):
    """A year as named: a calendar year, a school year by its first, or (`number` 0) the one after the plan's."""

    number: int
    school: bool = False


class Named(NamedTuple):
    """A unit as named. Of a month's units, `month` 0 means each, or with `of_quarter` one of each quarter."""

    unit: Unit
    number: int = 0  # which day, decade, week, quarter, half, season; -1 the last; 0 for a quarter or half: each
    month: int = 0
    year: Year | None = None
    edge: Edge = Edge.NONE
    weekday: int = 0
    of_quarter: int = 0  # 1 to 3 or -1: which month of each quarter
    bare: bool = False  # no month was said at all; one beside it may be meant
    lone: bool = False  # a mere number: a day only where the period is one month
    genitive: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it comes again each month, quarter or half-year, since none is named."""
        if self.unit in IN_MONTH or self.unit is Unit.MONTH:
            return self.month == 0
        return self.unit in (Unit.QUARTER, Unit.HALF, *TERMS_A_YEAR) and self.number == 0


class Item(NamedTuple):
    """One part of a deadline: a unit, a range of two, or all from a unit on; `by` "first" or "last" day of it."""

    left: Named
    right: Named | None = None
    by: str = ""
    onward: bool = False
    lent: bool = False  # its year is that of a part named after it

    @property
    def repeats(self) -> bool:
        """Whether it comes again by itself."""
        return self.left.repeats

    @property
    def is_days(self) -> bool:
        """Whether very days are named, not a window."""
        return self.left.unit is Unit.DAY and (self.right is None or self.right.unit is Unit.DAY)


@dataclass(slots=True)
class Said:
    """A deadline as parsed."""

    items: list[Item] = field(default_factory=list)
    every: Unit | None = None
    count: int = 1  # every `count` units
    times: int = 1  # in each of them
    weekdays: set[int] = field(default_factory=set)
    weekdays_sure: bool = False  # «каждый», «по»: not only a remark beside a day
    throughout: bool = False
    whole_year: bool = False  # «в течение 2026 года»: throughout where that is the period
    waits: bool = False


class Period(NamedTuple):
    """A plan's period, inclusive."""

    start: dt.date
    end: dt.date

    @property
    def is_school_year(self) -> bool:
        """Begins in August or September and ends by the next August."""
        return self.start.month in (8, 9) and self.end <= dt.date(self.start.year + 1, 8, 31)

    def holds(self, days: Days) -> bool:
        """Whether `days` lie within."""
        return self.start <= days[0] and days[1] <= self.end

    def touches(self, days: Days) -> bool:
        """Whether any of `days` lies within."""
        return days[0] <= self.end and self.start <= days[1]

    def distance(self, days: Days) -> int:
        """Days between; 0 when they touch."""
        return max((self.start - days[1]).days, (days[0] - self.end).days, 0)


def month_days(year: int, month: int) -> Days:
    """A whole month."""
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def months_days(year: int, first: int, last: int) -> Days:
    """From one month to another of the same year."""
    return dt.date(year, first, 1), month_days(year, last)[1]


def in_month(named: Named, year: int, month: int) -> Days | None:
    """The days of a month's unit in one month; None where it has no such."""
    first, last = month_days(year, month)
    number, length = named.number, last.day
    match named.unit:
        case Unit.MONTH:
            return first, last
        case Unit.DECADE:
            start, end = (21, length) if number in (3, LAST) else (10 * number - 9, 10 * number if number < 3 else 0)
        case Unit.WEEK if number == LAST:
            start, end = length - 6, length
        case Unit.WEEK:
            start, end = 7 * number - 6, min(7 * number, length) if number < 6 else 0
        case Unit.HALF_MONTH:
            start, end = (1, 15) if number == 1 else (16, length)
        case _:
            start = end = _day_in_month(named, first, length)
    return (first.replace(day=start), first.replace(day=end)) if 1 <= start <= end <= length else None


def _day_in_month(named: Named, first: dt.date, length: int) -> int:
    """The day that a single day, weekday or working day is; 0 where the month has no such."""
    number = named.number
    days: Sequence[int] = range(1, length + 1)
    if named.unit is Unit.WEEKDAY:
        days = [day for day in days if (first.weekday() + day - 1) % 7 == named.weekday]
    elif named.unit is Unit.WORKDAY:
        days = [day for day in days if (first.weekday() + day - 1) % 7 < _SATURDAY]
    if number == LAST:
        return days[-1]
    return days[number - 1] if 1 <= number <= len(days) else 0


def whole_month(first: dt.date, last: dt.date) -> int:
    """The month that these days are from its first to its last; 0 where they are anything else."""
    is_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return first.month if is_month and (last + dt.timedelta(1)).day == 1 else 0


def days_of(named: Named, year: int, period: Period) -> Days | None:
    """The days of a unit that is not repeated, in `year` (of a school year: its first); None where it has no such."""
    if named.unit in IN_MONTH or named.unit is Unit.MONTH:
        return in_month(named, year, named.month)
    whole = _whole(named, year, period)
    if named.edge is Edge.NONE or whole is None:
        return whole
    if named.edge is Edge.START:
        return whole[0], whole[0].replace(day=10)
    return whole[1].replace(day=21), whole[1]


def _whole(named: Named, year: int, period: Period) -> Days | None:
    """The days of a unit greater than a month."""
    number = named.number
    match named.unit:
        case Unit.QUARTER:
            return months_days(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None
        case Unit.TERM | Unit.TRIMESTER:
            return _term(named.unit, number, year) if 1 <= number <= TERMS_A_YEAR[named.unit] else None
        case Unit.HOLIDAYS:
            return _holidays(number, year)
        case Unit.HALF:
            return months_days(year, 6 * number - 5, 6 * number) if 1 <= number <= 2 else None
        case Unit.SCHOOL_HALF:
            return _school_half(number, year, period, ends=named.edge is Edge.END)
        case Unit.SCHOOL_YEAR:
            end = dt.date(year + 1, 5, 31) if named.edge is Edge.END else dt.date(year + 1, 8, 31)
            return dt.date(year, 9, 1), end
        case Unit.SEASON:
            first = dt.date(year, (12, 3, 6, 9)[number - 1], 1)
            return (
                (first, month_days(year + 1, 2)[1]) if number == 1 else months_days(year, first.month, first.month + 2)
            )
        case _:
            return months_days(year, 1, 12)


_TERMS = ((9, 10), (11, 12), (1, 3), (4, 5))
"""The months of the school's quarters, as most schools have them; the very days are each school's own."""
SPRING, SUMMER = 2, 3


def _term(unit: Unit, number: int, year: int) -> Days:
    """A term or trimester as most schools have it, that begins in `year`; the second trimester goes over New Year."""
    if unit is Unit.TERM:
        return months_days(year, *_TERMS[number - 1])
    first = dt.date(year, (9, 12, 3)[number - 1], 1)
    return first, month_days(year + (number == 2), (11, 2, 5)[number - 1])[1]


def terms_in(unit: Unit, years: Sequence[int], days: Days) -> list[Days]:
    """The terms or trimesters of these years that touch `days`, whole."""
    named = sorted(_term(unit, number, year) for year in years for number in range(1, TERMS_A_YEAR[unit] + 1))
    return [each for each in named if each[0] <= days[1] and days[0] <= each[1]]


def _holidays(season: int, year: int) -> Days:
    """School holidays as most schools have them: of winter (1, over New Year), spring, summer, autumn."""
    match season:
        case 1:
            return dt.date(year, 12, 28), dt.date(year + 1, 1, 10)
        case 2:
            return dt.date(year, 3, 22), dt.date(year, 4, 2)
        case 3:
            return months_days(year, 6, 8)
        case _:
            return dt.date(year, 10, 26), dt.date(year, 11, 8)


def _school_half(number: int, year: int, period: Period, *, ends: bool = False) -> Days | None:
    """A half of the school year that begins in `year`; the plan's own school year has its own first and last day.

    Of its end (`ends`): lessons end on 31 May.
    """
    is_own = period.is_school_year and year == period.start.year
    new_year = dt.date(year + 1, 1, 1)
    if number == 1:
        first = period.start if is_own else dt.date(year, 9, 1)
        return first, min(new_year - _DAY, max(period.end, first)) if is_own else new_year - _DAY
    if number == 2:
        last = period.end if is_own and period.end >= new_year else dt.date(year + 1, 8, 31)
        return new_year, min(last, dt.date(year + 1, 5, 31)) if ends else last
    return None


def in_school_halves(item: Item, period: Period) -> Item:
    """The item with half-years as those of a school year, where the period is one or a school year is told."""
    right = _in_school_half(item.right, period) if item.right else None
    return item._replace(left=_in_school_half(item.left, period), right=right)


def _in_school_half(named: Named, period: Period) -> Named:
    if named.unit is not Unit.HALF or named.number == 0:
        return named
    year = named.year
    is_own = period.is_school_year and (year is None or year.number == period.start.year + named.number - 1)
    return named._replace(unit=Unit.SCHOOL_HALF) if is_own or (year and year.school) else named


def by_day(named: Named, which: str, days: Days) -> dt.date:
    """The day that «до» (`which` "first") or «не позднее» ("last") mean of a unit's `days`."""
    if named.edge is Edge.START:
        return days[0]
    if named.edge is Edge.END:
        return days[1]
    if named.edge is Edge.MIDDLE:
        return days[0].replace(day=15)
    return days[0] if which == "first" else days[1]


def year_of(named: Named, period: Period) -> int | None:
    """The calendar year (of a school year: its first) that `named` says; None when it says none."""
    if named.year is None:
        return None
    number, school = named.year
    if number == 0:
        number = period.start.year + 1
    if school:
        is_first = named.unit in (Unit.SCHOOL_YEAR, Unit.SCHOOL_HALF)
        month = named.month or (3 * named.number if named.unit is Unit.QUARTER else 0) or 12
        is_later = (named.unit in TERMS_A_YEAR and named.number > 2) or (
            named.unit in (Unit.HOLIDAYS, Unit.SEASON) and named.number in (SPRING, SUMMER)
        )
        if is_later:
            month = 1
        return number if is_first or month >= 9 else number + 1
    if named.unit is Unit.SCHOOL_HALF:
        return number - 1 if named.number == 2 else number
    return number - 1 if named.unit is Unit.SCHOOL_YEAR and named.edge is Edge.END else number


def units(unit: Unit, count: int, days: Days, period: Period) -> list[Days]:
    """The occurrences of every `count` units within `days`, the first and the last cut to them."""
    if unit in TERMS_A_YEAR:
        terms = terms_in(unit, range(days[0].year - 1, days[1].year + 1), days)
        return [(max(first, days[0]), min(last, days[1])) for first, last in terms]
    dayses: list[Days] = []
    start, end = _begin(unit, count, days[0], period), days[1]
    while start <= end:
        following = _next(unit, count, start, period)
        last = following - _DAY
        if last >= days[0]:
            dayses.append((max(start, days[0]), min(last, end)))
        start = following
    return dayses


def _begin(unit: Unit, count: int, day: dt.date, period: Period) -> dt.date:
    """Where the unit that holds `day` begins; several months are counted from January where that comes out even."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - dt.timedelta(day.weekday())
        case Unit.DECADE:
            return day.replace(day=min(day.day - 1, 20) // 10 * 10 + 1)
        case Unit.MONTH:
            return day.replace(day=1, month=(day.month - 1) // count * count + 1 if 12 % count == 0 else day.month)
        case Unit.QUARTER:
            return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
        case Unit.HALF:
            return (
                day.replace(day=1, month=1 if day.month < 7 else 7) if not period.is_school_year else _school_part(day)
            )
        case _:
            return dt.date(day.year, 1, 1) if not period.is_school_year else period.start


def _school_part(day: dt.date) -> dt.date:
    """The beginning of the half of a school year that holds `day`."""
    return dt.date(day.year, 1, 1) if day.month < 8 else dt.date(day.year, 8, 1)


def _next(unit: Unit, count: int, start: dt.date, period: Period) -> dt.date:
    """Where the next one begins."""
    match unit:
        case Unit.DAY:
            return start + count * _DAY
        case Unit.WEEK:
            return start + 7 * count * _DAY
        case Unit.DECADE:
            return start.replace(day=start.day + 10) if start.day < 21 else _plus_months(start, 1)
        case Unit.MONTH:
            return _plus_months(start, count)
        case Unit.QUARTER:
            return _plus_months(start, 3 * count)
        case Unit.HALF:
            return _plus_months(start, 6 * count) if not period.is_school_year else _next_school_part(start)
        case _:
            is_own = period.is_school_year and start <= period.end
            return period.end + _DAY if is_own else dt.date(start.year + count, 1, 1)


def _next_school_part(start: dt.date) -> dt.date:
    return dt.date(start.year + 1, 1, 1) if start.month >= 8 else dt.date(start.year, 9, 1)


def _plus_months(day: dt.date, months: int) -> dt.date:
    """The first of the month `months` after that of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, 1)
