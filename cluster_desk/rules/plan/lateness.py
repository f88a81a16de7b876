"""When an item or a step of a plan is late, or soon will be: what its deadline says today, never stored.

Every kind of deadline is late after the last day that is understood of it; what is not understood, and what waits for
something else, is never late. What was moved is judged by the date it was moved to.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from cluster_desk.core.deadlines import Deadline, parse_deadline
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep

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
