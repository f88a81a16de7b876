"""Deadlines as people write them, understood within a plan's period: `parse_deadline("до 30.09", start, end)`.

The rules are those of Russian school offices. The words are kept by whoever stores them; this is
what they mean. Pure; never raises: what is not understood is of the kind UNKNOWN.
"""

import datetime as dt
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from cluster_desk.core.deadlines.grammar import parse
from cluster_desk.core.deadlines.tokens import mended, remarks, tokens
from cluster_desk.core.deadlines.units import (
    SUMMER,
    TERMS_A_YEAR,
    Days,
    Item,
    Named,
    Period,
    Said,
    Unit,
    by_day,
    days_of,
    in_month,
    in_school_halves,
    units,
    whole_month,
    year_of,
)
from cluster_desk.core.deadlines.vocabulary import Is
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import GENITIVE, month_number


class Kind(StrEnum):
    """How a deadline binds."""

    FIXED = "fixed"
    BY = "by"
    THROUGHOUT = "throughout"
    RECURRING = "recurring"
    OPEN = "open"
    UNKNOWN = "unknown"


class Span(NamedTuple):
    """Inclusive days."""

    first: dt.date
    last: dt.date


AMBIGUOUS_YEAR, OUTSIDE_PERIOD, REVERSED = "ambiguous-year", "outside-period", "reversed"
SCHOOL_CALENDAR = "school-calendar"
"""The days of a term or of holidays are each school's own; those of most schools were taken."""
MISTYPED = "mistyped"
"""A word is none; the one that it is but for a slip of the hand was taken."""
REMARK = "days-in-remark"
"""A remark in brackets tells days of its own, which change nothing."""


class Deadline(NamedTuple):
    """What was understood: spans in their order in time, the warnings' codes, of each span whether it is exact.

    A span that is not exact is a window: some time in it ("март"); an exact one is the days themselves ("10-14 марта").
    `every` is the unit of a repetition whose spans are that unit's ("quarter"), else "". `until` tells of each span
    whether it is the last day of a term ("ежеквартально, до 5 числа"), which may be met before. `times`: how many times
    within each ("3 раза в год").
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()
    exact: tuple[bool, ...] = ()
    every: str = ""
    until: tuple[bool, ...] = ()
    times: int = 1

    @property
    def last_day(self) -> dt.date | None:
        """The day after which it is late; None when no day is known."""
        return max((span.last for span in self.spans), default=None)

    def to_json(self) -> dict[str, Any]:
        """The form of `cluster-desk deadline`: kind, spans of ISO days, warnings."""
        return {
            "kind": self.kind.value,
            "spans": [[span.first.isoformat(), span.last.isoformat()] for span in self.spans],
            "warnings": list(self.warnings),
        }


UNKNOWN = Deadline(Kind.UNKNOWN)


class _NoSuchDayError(ValueError):
    """A day that the calendar does not have."""


class _Stretch(NamedTuple):
    """Days, whether very days are meant, and whether what is meant is to be done by them."""

    first: dt.date
    last: dt.date
    exact: bool
    by: bool = False


def parse_deadline(text: str, start: dt.date, end: dt.date) -> Deadline:
    """What `text` means in the plan's period from `start` to `end` (inclusive; either order). Never raises."""
    meant = parse_as_typed(text, start, end)
    if meant.kind is Kind.UNKNOWN and len(text) < _SHORT and (whole := mended(text)) != text:
        meant = parse_as_typed(whole, start, end)
        if meant.kind is not Kind.UNKNOWN:
            meant = _warned(meant, MISTYPED)
    passed_over = any(_narrows(remark, meant, start, end) for remark in remarks(text)[1])
    return _warned(meant, REMARK) if passed_over else meant


def _warned(meant: Deadline, warning: str) -> Deadline:
    return meant._replace(warnings=tuple(sorted((warning, *meant.warnings))))


def _narrows(remark: str, meant: Deadline, start: dt.date, end: dt.date) -> bool:
    """Whether a remark tells days that are other or fewer than those meant: «2 раза в год (октябрь, апрель)».

    «15 октября (IV квартал)» does not; «по графику (до 15.10)», «октябрь (15-20)», «ежемесячно (по пятницам)» do.
    """
    told = parse_as_typed(remark, start, end)
    if told.kind not in (Kind.FIXED, Kind.BY) and len(meant.spans) == 1 and (month := whole_month(*meant.spans[0])):
        told = parse_as_typed(f"{remark} {GENITIVE[month - 1]}", start, end)
    if told.kind not in (Kind.FIXED, Kind.BY) and not told.kind is meant.kind is Kind.RECURRING:
        return False
    outside = (all(span.first < one.first or one.last < span.last for one in told.spans) for span in meant.spans)
    return meant.kind is Kind.OPEN or any(outside)


def parse_as_typed(text: str, start: dt.date, end: dt.date) -> Deadline:
    """The same of the words as they stand: one that is mistyped is not understood."""
    return _remembered(text, start, end) if len(text) < _SHORT else _interpreted(text, start, end)


def _interpreted(text: str, start: dt.date, end: dt.date) -> Deadline:
    period = Period(min(start, end), max(start, end))
    if month := _MONTH_AND_FIGURES.fullmatch(" ".join(text.lower().split())):
        return _of_figures(month[1], month[2], month[3], period)
    try:
        words = tokens(text)
        says_nothing = all(token.kind in (Is.COMMA, Is.DASH) for token in words)
        if says_nothing and start == end and any(sign.isdigit() for sign in text):
            return Deadline(Kind.FIXED, (Span(start, end),), (), (True,))  # a time of the only day
        said = parse(words)
        return _Meaning(said, period).deadline() if said else UNKNOWN
    except (ValueError, OverflowError):
        # No such day, or a year beyond the calendar's ends.
        return UNKNOWN


_MONTH_AND_FIGURES = regex(r"([а-я]{3,8})(\.\s?|\s|\s?[-\u2010-\u2015\u2212]\s?)(\d\d)\.?(?:\s*\([^()]*\))?")


def _of_figures(month: str, sign: str, figures: str, period: Period) -> Deadline:
    """«окт.26», «дек-26», «дек 26», as a workbook shows a month and a year, and people write it.

    After a dot it is a day of the month where the period has no such year; after a dash it is never.
    """
    if not month_number(month):
        return UNKNOWN
    year = 2000 + int(figures)
    day = _interpreted(f"{int(figures)} {month}", *period)
    if not period.start.year <= year <= period.end.year:
        return day if sign.startswith(".") else UNKNOWN
    meant = _interpreted(f"{month} {year}", *period)
    doubtful = sign.strip() in ("", ".") and day.kind is Kind.FIXED and OUTSIDE_PERIOD not in day.warnings
    return meant._replace(warnings=(AMBIGUOUS_YEAR, *meant.warnings)) if doubtful else meant


_SHORT = 200
"""Signs of a text whose meaning is remembered: a plan says the same few words again and again."""
_remembered = lru_cache(16_384)(_interpreted)


class _Meaning:
    """What is said, placed in the period; gathers the warnings on the way."""

    def __init__(self, said: Said, period: Period) -> None:
        self.period, self.said = period, said
        self.said = replace(said, items=[in_school_halves(self._in_only_month(item), period) for item in said.items])
        self.warnings: set[str] = set()

    def deadline(self) -> Deadline:
        """The deadline."""
        said = self.said
        if said.every or said.weekdays or any(item.repeats for item in said.items):
            made = self._made(Kind.RECURRING, self._recurring())
            every = self._whole_units()
            return made._replace(every=every, times=said.times if every else 1)
        if said.throughout:
            return self._made(Kind.THROUGHOUT, [_Stretch(*self.period, False)])
        if said.items:
            results = [self._placed(item) for item in said.items]
            if said.whole_year and len(results) == 1 and self._is_period(said.items[0], results[0]):
                return self._made(Kind.THROUGHOUT, [_Stretch(*self.period, False)])
            self._warn_outside(results)
            is_by = all(item.by for item in said.items)
            return self._made(Kind.BY if is_by else Kind.FIXED, results)
        return Deadline(Kind.OPEN) if said.waits else UNKNOWN

    def _in_only_month(self, item: Item) -> Item:
        """A day or week without a month is one of the period's month, where that is one; else a number says nothing."""
        start, end = self.period
        if not item.left.bare:
            return item
        if (start.year, start.month) != (end.year, end.month):
            if item.left.lone or (self.said.every is None and item.left.unit is not Unit.DAY):
                raise _NoSuchDayError
            return item
        left, right = (named and named._replace(month=start.month, bare=False) for named in (item.left, item.right))
        return item._replace(left=left, right=right) if left else item

    def _made(self, kind: Kind, rows: list[_Stretch]) -> Deadline:
        ordered = sorted(rows)
        spans = tuple(Span(each.first, each.last) for each in ordered)
        exact = tuple(each.exact or each.first == each.last for each in ordered)
        until = tuple(each.by for each in ordered)
        return Deadline(kind, spans, tuple(sorted(self.warnings)), exact, until=until)

    def _whole_units(self) -> str:
        """The unit that is repeated, where nothing else than its occurrences is meant."""
        said = self.said
        plain = said.every is not None and said.count == 1 and not said.items and not said.weekdays
        return said.every.value if said.every and plain else ""

    def _is_period(self, item: Item, days: _Stretch) -> bool:
        """Whether a year said with «в течение» is just the period."""
        is_school_year = item.left.unit is Unit.SCHOOL_YEAR and self.period.is_school_year
        return (days.first, days.last) == self.period or (is_school_year and days.first.year == self.period.start.year)

    def _warn_outside(self, rows: list[_Stretch]) -> None:
        if any(not self.period.holds((each.first, each.last)) for each in rows):
            self.warnings.add(OUTSIDE_PERIOD)

    def _placed(self, item: Item) -> _Stretch:
        """The days of a part that does not repeat: its named year, else the occurrence that the period means."""
        self._note_school_calendar(item)
        candidates, is_named = self._candidates(item)
        if is_named and item.lent and not self.period.holds(candidates[0][:2]):
            right = item.right._replace(year=None) if item.right else None
            free, _named = self._candidates(item._replace(left=item.left._replace(year=None), right=right, lent=False))
            if within := [each for each in free if self.period.holds(each[:2])]:
                return within[0]  # the year of a part behind it is that one's alone
        if is_named:
            return candidates[0]
        within = [each for each in candidates if self.period.holds(each[:2])]
        if len(within) > 1:
            self.warnings.add(AMBIGUOUS_YEAR)
        if within:
            return within[0]
        self.warnings.add(OUTSIDE_PERIOD)
        return min(candidates, key=lambda each: self.period.distance(each[:2]))

    def _note_school_calendar(self, item: Item) -> None:
        for named in filter(None, (item.left, item.right)):
            if named.unit in TERMS_A_YEAR or (named.unit is Unit.HOLIDAYS and named.number != SUMMER):
                self.warnings.add(SCHOOL_CALENDAR)

    def _candidates(self, item: Item) -> tuple[list[_Stretch], bool]:
        """All that a part could be, in order, and whether it is the one that its year names."""
        year = self._stated_year(item)
        if year is not None:
            result = self._in_year(item, year)
            if result is None:
                raise _NoSuchDayError
            return [result], True
        start, end = self.period.start.year, self.period.end.year
        if all(self._in_year(item, each) is None for each in range(start - (item.right is not None), end + 1)):
            raise _NoSuchDayError
        found_all = [self._in_year(item, each) for each in range(start - 2, end + 3)]
        return [each for each in found_all if each], False

    def _stated_year(self, item: Item) -> int | None:
        """The year where a part begins, by the year named at either end; None when none is named."""
        left = year_of(item.left, self.period)
        if left is not None or item.right is None:
            return left
        right = year_of(item.right, self.period)
        if right is None or self._is_one_month(item):
            return right
        return right - 1 if self._wraps_year(item, right) else right

    def _wraps_year(self, item: Item, year: int) -> bool:
        """Whether the end of a range lies before its beginning in the same year: it goes over New Year."""
        left, right = self._days(item.left, year), self._days(item.right, year) if item.right else None
        return left is not None and right is not None and right[1] < left[0]

    @staticmethod
    def _is_one_month(item: Item) -> bool:
        return item.right is not None and item.left.month == item.right.month != 0

    def _days(self, named: Named, year: int) -> tuple[dt.date, dt.date] | None:
        return days_of(named, year, self.period)

    def _in_year(self, item: Item, year: int) -> _Stretch | None:
        """The part where it begins in `year`; None when that year has no such day."""
        left = self._days(item.left, year)
        if left is None:
            return None
        right = left
        if item.right is not None:
            right_year = year_of(item.right, self.period)
            is_named = right_year is not None and year_of(item.left, self.period) is not None
            if right_year is None or not is_named:
                right_year = year + (self._wraps_year(item, year) and not self._is_one_month(item))
            end = self._days(item.right, right_year)
            if end is None:
                return None
            right = end
        if item.onward and not item.by:
            return _Stretch(left[0], max(self.period.end, left[1]), False)
        return self._between(item, left, right)

    def _between(self, item: Item, left: Days, right: Days) -> _Stretch:
        """From the first to the last day of a part, or the day until which it is to be done."""
        if right[1] < left[0]:
            self.warnings.add(REVERSED)
            left, right = right, left
        if item.by:
            day = by_day(item.right or item.left, "last" if item.right else item.by, right)
            return _Stretch(day, day, True, True)
        return _Stretch(left[0], right[1], item.is_days)

    def _recurring(self) -> list[_Stretch]:
        """Each occurrence, cut to the period and to the months or ranges named beside the repetition."""
        said = self.said
        if said.every in TERMS_A_YEAR:
            self.warnings.add(SCHOOL_CALENDAR)
        inner = [item for item in said.items if item.repeats]
        named = [item for item in said.items if not item.repeats]
        years = [item for item in named if item.left.unit in (Unit.YEAR, Unit.SCHOOL_YEAR) and not item.by]
        bounds = [item for item in years if item.onward or (item.right and len(said.items) > 1)]
        if bounds:
            return self._bounded(bounds, [item for item in said.items if item not in bounds])
        windows = (
            [window for item in named for window in self._windows(item)] if named else [_Stretch(*self.period, False)]
        )
        rows: set[_Stretch] = set()
        if not inner and not said.weekdays and self._are_themselves(named):
            return sorted(set(windows))
        for window in windows:
            for item in inner:
                rows.update(self._each_month(item, window))
            if not inner:
                rows.update(self._units(window))
        if said.weekdays:
            days = {each.first + dt.timedelta(n) for each in rows for n in range((each.last - each.first).days + 1)}
            rows = {_Stretch(day, day, True) for day in days if day.weekday() in said.weekdays}
        return sorted(rows)

    def _bounded(self, years: list[Item], rest: list[Item]) -> list[_Stretch]:
        """«Май, ежегодно с 2023 года»: each occurrence from that year on, or within the years told."""
        stretches = [self._placed(item) for item in years]
        first = max(self.period.start, *(each.first for each in stretches))
        last = min(self.period.end, *(each.last for each in stretches))
        if first > last:
            self.warnings.add(OUTSIDE_PERIOD)
            return stretches
        later = _Meaning(replace(self.said, items=rest), Period(first, last))
        rows = later._recurring()
        self.warnings |= later.warnings
        return rows

    def _are_themselves(self, named: list[Item]) -> bool:
        """Whether a repetition is on the days named, or each year in what is named."""
        if not named or self.said.weekdays:
            return False
        if self.said.every is Unit.YEAR or self.said.every is None:
            return True
        is_limit = len(named) == 1 and named[0].by
        return not is_limit and all(item.is_days and item.right is None and not item.onward for item in named)

    def _windows(self, item: Item) -> list[_Stretch]:
        """Where in the period a repetition goes on: all that fit within, else what touches it, else the nearest."""
        is_limit = item.by and len(self.said.items) == 1 and self.said.every not in (None, Unit.YEAR)
        candidates, is_named = self._candidates(item)
        if is_named or is_limit:
            results = [self._placed(item)]
        else:
            results = [each for each in candidates if self.period.holds(each[:2])]
        if not results:
            self.warnings.add(OUTSIDE_PERIOD)
            results = [each for each in candidates if self.period.touches(each[:2])] or [self._placed(item)]
        self._warn_outside(results)
        if is_limit and results[0].last >= self.period.start:
            results = [_Stretch(self.period.start, results[0].last, False)]
        start, end = self.period
        return [
            each._replace(first=max(each.first, start), last=min(each.last, end))
            if self.period.touches(each[:2])
            else each
            for each in results
        ]

    def _units(self, window: _Stretch) -> list[_Stretch]:
        """The calendar's units within a window; days where weekdays are named."""
        if self.said.weekdays:
            unit, count = Unit.DAY, 1
        else:
            unit, count = self.said.every or Unit.DAY, self.said.count
        return [_Stretch(*days, False) for days in units(unit, count, window[:2], self.period)]

    def _each_month(self, item: Item, window: _Stretch) -> list[_Stretch]:
        """What comes again each month, or in one month of each quarter or half-year, within a window."""
        if item.left.unit in (Unit.QUARTER, Unit.HALF):
            return self._each_edge(item, window)
        if item.left.unit in TERMS_A_YEAR:
            return self._each_term(item, window)
        results = []
        for first, _last in units(Unit.MONTH, 1, (window.first.replace(day=1), window.last), self.period):
            if not self._is_meant(item.left, first.month):
                continue
            days = self._in_month(item, first)
            if days and days.first <= window.last and window.first <= days.last:
                results.append(days._replace(first=max(days.first, window.first), last=min(days.last, window.last)))
        return results

    def _is_meant(self, named: Named, month: int) -> bool:
        """Whether a month has the occurrence: of the quarter or half-year that is repeated, the first or the last."""
        if named.of_quarter:
            return (month - 1) % 3 + 1 == (named.of_quarter if named.of_quarter > 0 else 3)
        length = {Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}.get(self.said.every or Unit.MONTH, 1)
        if self.said.every is Unit.HALF and self.period.is_school_year:
            return month in ((5, 12) if named.number < 0 or named.edge == "end" else (1, 9))
        return (month - 1) % length == (length - 1 if named.number < 0 or named.edge == "end" else 0)

    def _in_month(self, item: Item, first: dt.date) -> _Stretch | None:
        left = in_month(item.left, first.year, first.month)
        right = in_month(item.right, first.year, first.month) if item.right else left
        if left is None or right is None:
            self._refuse_impossible(item)
            return None
        return self._between(item, left, right)

    @staticmethod
    def _refuse_impossible(item: Item) -> None:
        """A day that no month has makes the text unknown."""
        for named in (item.left, item.right):
            if named and in_month(named, 2024, 1) is None:
                raise _NoSuchDayError

    def _each_term(self, item: Item, window: _Stretch) -> list[_Stretch]:
        """«в конце четверти», «до конца каждой четверти»."""
        self.warnings.add(SCHOOL_CALENDAR)
        results = []
        for year in range(window.first.year - 1, window.last.year + 1):
            for number in range(1, TERMS_A_YEAR[item.left.unit] + 1):
                named = item.left._replace(number=number)
                results += self._days_within(window, named, year, item)
        return results

    def _each_edge(self, item: Item, window: _Stretch) -> list[_Stretch]:
        """«в конце квартала», «до конца полугодия»."""
        results = []
        length = 3 if item.left.unit is Unit.QUARTER else 6
        if length == 6 and self.period.is_school_year:
            return self._each_school_half(item, window)
        for first, _last in units(Unit.MONTH, 1, (window.first.replace(day=1), window.last), self.period):
            number = (first.month - 1) // length + 1
            begins = (first.month - 1) % length == 0
            if begins != (item.left.edge == "start") or (not begins and first.month % length):
                continue
            named = Named(item.left.unit, number, edge=item.left.edge)
            results += self._days_within(window, named, first.year, item)
        return results

    def _days_within(self, window: _Stretch, named: Named, year: int, item: Item) -> list[_Stretch]:
        """The days of a span of a year that lie in the window; the day it is due by where one is told."""
        days = days_of(named, year, self.period)
        if days and item.by:
            day = by_day(named, item.by, days)
            days = (day, day)
        if days and days[0] <= window.last and window.first <= days[1]:
            return [_within(window, days, by=bool(item.by))]
        return []

    def _each_school_half(self, item: Item, window: _Stretch) -> list[_Stretch]:
        """«в конце полугодия» of a school year: in December and in May."""
        results = []
        for number in (1, 2):
            named = item.left._replace(unit=Unit.SCHOOL_HALF, number=number)
            results += self._days_within(window, named, self.period.start.year, item)
        return results


def _within(window: _Stretch, days: Days, *, by: bool) -> _Stretch:
    """Days as far as they lie in a window; with `by` the very day by which it is to be done."""
    return _Stretch(max(days[0], window.first), min(days[1], window.last), by, by)
