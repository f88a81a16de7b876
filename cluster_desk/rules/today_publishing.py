"""What a day asks for of cards for the site. What may go out is asked of `publishing`, which is not needed at start."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.publishing import publications_due
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.today_line import TodayLine


def cards_waiting(read: Reader, day: dt.date) -> tuple[list[TodayLine], int]:
    """Cards that nobody published yet, and those that are to be taken down; how many there are."""
    lines = []
    for row, name, what, until in publications_due(read, day.isoformat()):
        last = dt.date.fromisoformat(until) if until else None
        is_late = last is not None and last <= day
        lines.append(
            TodayLine(
                kind="publication",
                row=row,
                title=name,
                days=show_day(last) if last else "",
                deadline=Kind.BY.value if last else "",
                first=last,
                last=last,
                haste="late" if is_late else "soon" if last else "",
                where=_("For the site"),
                note=_("to be taken down") if what == "take_down" else _("not published yet"),
            )
        )
    return lines, len(lines)
