"""What a day asks for of requests to schools: those that are due soon or overdue."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.collecting import collections_due
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.today_line import TodayLine


def answers_waiting(read: Reader, day: dt.date) -> tuple[list[TodayLine], int]:
    """A line for each request, with how many schools have not answered; and how many there are."""
    lines = []
    for row, name, due, asked, answered in collections_due(read, day.isoformat()):
        last = dt.date.fromisoformat(due)
        lines.append(
            TodayLine(
                kind="collection",
                row=row,
                title=name,
                days=show_day(last),
                deadline=Kind.BY.value,
                first=last,
                last=last,
                haste="late" if last < day else "soon",
                where=_("Request to schools"),
                note=n_("%d school has not answered", "%d schools have not answered", asked - answered)
                % (asked - answered),
            )
        )
    return lines, len(lines)
