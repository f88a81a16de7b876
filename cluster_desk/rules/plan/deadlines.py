"""When an item or a step of a plan is late, or soon will be: what its deadline says today, never stored.

Every kind of deadline is late after the last day that is understood of it; what is not understood, and what waits for
something else, is never late. What was moved is judged by the date it was moved to.

A deadline may also be told some months later or earlier, in words: what a row is moved to while its own stay as typed.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

from cluster_desk.core.deadlines.meaning import Deadline, Kind, parse_deadline
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep
from cluster_desk.core.russian.dates import MONTHS, show_day

Haste = Literal["", "soon", "late"]
SOON_DAYS = 3
"""Within so many days before its last day a deadline is shown as near."""

_ENDED = (ItemState.DONE, ItemState.CANCELLED)


def deadline_as_planned(words: str, start: dt.date | None, end: dt.date | None) -> Deadline | None:
    """What is understood of a deadline's words; None without a period to read them in."""
    return None if start is None or end is None or end < start else parse_deadline(words, start, end)


def deadline_in_force(row: PlanItem | PlanStep, start: dt.date | None, end: dt.date | None) -> Deadline | None:
    """What is understood of a row's deadline, or of the words it was moved to; None without a period."""
    if row.state is ItemState.MOVED and row.moved_to.strip():
        moved = deadline_as_planned(row.moved_to, start, end)
        if moved is not None and moved.spans:
            return moved
    return deadline_as_planned(row.deadline, start, end)


def haste(deadline: Deadline | None, state: str, today: dt.date) -> Haste:
    """Whether what has this deadline and state is late on `today`, or near its last day."""
    last = deadline.last_day if deadline else None
    if last is None or state in _ENDED:
        return ""
    if last < today:
        return "late"
    return "soon" if (last - today).days <= SOON_DAYS else ""


_NAMED = (Kind.FIXED, Kind.BY)


def shifted_words(deadline: Deadline | None, months: int) -> str:
    """The words of `deadline` moved by `months`; "" for one that names no days of its own (all year, quarterly, …).

    A whole month stays a whole month; a day that the new month does not have becomes its last.
    """
    if deadline is None or deadline.kind not in _NAMED or not deadline.spans:
        return ""
    parts = [span_words(first, last, months) for first, last in deadline.spans]
    return f"до {parts[-1]}" if deadline.kind is Kind.BY else ", ".join(parts)


def later(day: dt.date, months: int) -> dt.date:
    """The same day some months later (earlier when negative), cut to the month's end."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span_words(first: dt.date, last: dt.date, months: int = 0) -> str:
    """Days, some months later, in words: «март 2026», «12.03.2026», «1.03.2026 – 5.03.2026»."""
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
