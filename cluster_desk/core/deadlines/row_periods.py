"""In which days the deadline of each row of a plan is read: the plan's own, but for what the rows around it tell.

Under the heading of a month «15» is a day of that month. In a plan of a school year «август» before the rows of
September is the August in which it begins, behind those of May the one in which it ends.
"""

import datetime as dt
from bisect import bisect
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import OUTSIDE_PERIOD, Deadline, Kind, parse_deadline
from cluster_desk.core.regex import regex

_AUGUST, _SEPTEMBER = 8, 9
_ABOUT_TIME = tuple(
    "янв фев мар апр май мая мае июн июл авг сен окт ноя дек недел квартал полугод четверт каникул лет зим осен весн "
    "триместр декад год месяц месяч день дня дню дни праздник период срок дата".split()
) + tuple("0123456789")
"""A heading without any of these is about no time; most are, and what tells the time of one takes long to load."""


class RowWords(NamedTuple):
    """What a row's deadline is told by: its own words and the heading of its section."""

    words: str
    heading: str = ""


class RowPeriod(NamedTuple):
    """The days that a row's deadline is read in; `sure` is False where the order of rows does not tell the year."""

    start: dt.date
    end: dt.date
    sure: bool = True

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day."""
        return self.start, self.end


def row_periods(rows: Sequence[RowWords], start: dt.date, end: dt.date) -> list[RowPeriod]:
    """The period of each row of a plan from `start` to `end`, in the order of the rows."""
    plan = RowPeriod(start, end)
    periods = [plan] * len(rows)
    if start.month == _SEPTEMBER and start.day == 1 and (end - start).days <= 366:
        periods = _of_school_year(rows, plan)
    return [_in_heading(row, period) for row, period in zip(rows, periods, strict=True)]


@lru_cache(16_384)  # a plan has few headings and words, each many times
def _in_heading(row: RowWords, period: RowPeriod) -> RowPeriod:
    """The time that the heading is about, where the row's own words name none or recur within it."""
    if not row.heading or not _may_tell_time(row.heading):
        return period
    from cluster_desk.core.deadlines.time_words import lacks_month, time_in_heading

    recurs = not lacks_month(row.words)
    if recurs and parse_deadline(row.words, *period.days).kind is not Kind.RECURRING:
        return period
    time = time_in_heading(row.heading)
    told = parse_deadline(time, *period.days) if time else None
    if told is None or told.kind is not Kind.FIXED or len(told.spans) != 1 or OUTSIDE_PERIOD in told.warnings:
        return period
    return (
        period if recurs and not _recurs_within(row.words, *told.spans[0]) else RowPeriod(*told.spans[0], period.sure)
    )


_EVERY = regex(r"\b(?:кажд|еже|раз)")


def _recurs_within(words: str, first: dt.date, last: dt.date) -> bool:
    """Whether what recurs is meant within these days: «по средам» of a month, «в конце квартала» of that quarter.

    «Ежемесячно» below a month is said once for all that follow.
    """
    meant = parse_deadline(words, first, last)
    return len(meant.spans) > 1 or (len(meant.spans) == 1 and not _EVERY.search(words.lower()))


@lru_cache(1024)
def _may_tell_time(heading: str) -> bool:
    words = heading.lower()
    return any(sign in words for sign in _ABOUT_TIME)


def _of_school_year(rows: Sequence[RowWords], plan: RowPeriod) -> list[RowPeriod]:
    """The plan's period for each row, or one from August to July for those of the August before."""
    before = RowPeriod(dt.date(plan.start.year, _AUGUST, 1), dt.date(plan.start.year + 1, _AUGUST, 1) - dt.timedelta(1))
    months = [_month(row, plan) for row in rows]
    if _AUGUST not in months:
        return [plan] * len(rows)
    dated = [place for place, month in enumerate(months) if month not in (0, _AUGUST)]
    within: dict[str, list[int]] = {}
    for place in dated:
        within.setdefault(rows[place].heading, []).append(place)
    periods: list[RowPeriod] = []
    for place, month in enumerate(months):
        if month != _AUGUST or not _may_be(rows[place], before):
            periods.append(plan)
            continue
        # How many rows of other months stand before and behind it: in its section, else in the whole plan.
        around = within.get(rows[place].heading, dated)
        ahead = bisect(around, place)
        behind = len(around) - ahead
        sure = (ahead == 0) != (behind == 0)
        chosen = before if ahead < behind else plan
        periods.append(chosen._replace(sure=sure))
    return periods


def _month(row: RowWords, plan: RowPeriod) -> int:
    """The month in which a row's deadline begins, its own or that of its heading; 0 where none is told."""
    from cluster_desk.core.deadlines.time_words import lacks_month, time_in_heading

    words = row.words
    if lacks_month(words) or not words.strip():
        words = time_in_heading(row.heading)
    return _first_month(parse_deadline(words, *plan.days)) if words else 0


def _first_month(deadline: Deadline) -> int:
    is_told = deadline.kind in (Kind.FIXED, Kind.BY) and deadline.spans
    return deadline.spans[0].first.month if is_told else 0


def _may_be(row: RowWords, before: RowPeriod) -> bool:
    """Whether a row can mean the August before: no year of its own says another one."""
    from cluster_desk.core.deadlines.time_words import lacks_month, time_in_heading

    words = time_in_heading(row.heading) if lacks_month(row.words) or not row.words.strip() else row.words
    deadline = parse_deadline(words, *before.days)
    return bool(deadline.spans) and OUTSIDE_PERIOD not in deadline.warnings
