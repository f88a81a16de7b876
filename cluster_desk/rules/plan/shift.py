"""A deadline some months later or earlier, in words: what a row is moved to while its own words stay as typed."""

from __future__ import annotations

import calendar
import datetime as dt

from cluster_desk.core.deadlines import Deadline, Kind
from cluster_desk.core.russian.dates import MONTHS, show_day

_NAMED = (Kind.FIXED, Kind.BY)


def shifted_words(deadline: Deadline | None, months: int) -> str:
    """The words of `deadline` moved by `months`; "" for one that names no days of its own (all year, quarterly, …).

    A whole month stays a whole month; a day that the new month does not have becomes its last.
    """
    if deadline is None or deadline.kind not in _NAMED or not deadline.spans:
        return ""
    parts = [_span_words(first, last, months) for first, last in deadline.spans]
    return f"до {parts[-1]}" if deadline.kind is Kind.BY else ", ".join(parts)


def later(day: dt.date, months: int) -> dt.date:
    """The same day some months later (earlier when negative), cut to the month's end."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _span_words(first: dt.date, last: dt.date, months: int) -> str:
    if first.day == 1 and _ends_month(last):
        begins, ends = later(first, months), later(last.replace(day=1), months)
        if begins == ends:
            return _month_words(begins)
        return f"{_month_words(begins)} – {_month_words(ends)}"
    if first == last:
        return show_day(later(first, months))
    return f"{show_day(later(first, months))} – {show_day(later(last, months))}"


def _month_words(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1
