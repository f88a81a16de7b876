"""What a day asks for of plans: lines that are late or due, and of which plans how much is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.short_names import short_plan_name
from cluster_desk.data.queries.plan_table import PlanHead, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import SOON_DAYS, Haste
from cluster_desk.rules.plan.lines import Line, counts, plan_lines
from cluster_desk.rules.today_line import TodayLine, names_in_short

_ENDED = (ItemState.DONE, ItemState.CANCELLED)
_MOST_SPANS = 60
"""A deadline of more occurrences («ежедневно») is due on no day of its own."""


class LatePlan(NamedTuple):
    """A plan of which something is late, and how much as the plan itself counts it."""

    row: int
    name: str
    late: int


def lines_of_plans(
    read: Reader, heads: Sequence[PlanHead], day: dt.date, until: dt.date
) -> tuple[list[TodayLine], list[TodayLine], list[LatePlan]]:
    """What of these plans is late, what is due till a day, and of which of them how much is late."""
    late: list[TodayLine] = []
    week: list[TodayLine] = []
    late_plans: list[LatePlan] = []
    for head in heads:
        table = plan_table(read, head)
        places = table.places if table else {}
        lines = plan_lines(table, day) if table else []
        plan = short_plan_name(head.name) if len(heads) > 1 else _("Plan")
        if count := counts(lines).late:
            late_plans.append(LatePlan(head.id, head.name, count))
        owner: Line | None = None
        for line in lines:
            if line.kind == "section":
                continue
            if line.kind == "item":
                owner = line
            assert owner is not None
            if line is not owner and (not (line.deadline.strip() or line.moved_to) or owner.haste == "late"):
                continue  # a step without a deadline of its own is told with its item
            if line.haste == "late":
                late.append(_plan_line(line, owner, day, places, plan))
            elif line.standing.state not in _ENDED and _is_due(line, day, until):
                week.append(_plan_line(line, owner, day, places, plan))
    late.sort(key=lambda one: (one.last or day, one.title), reverse=True)
    return late, week, late_plans


def _is_due(line: Line, day: dt.date, until: dt.date) -> bool:
    """Whether a deadline ends within these days, or goes on in them on days of its own that no event has met."""
    deadline, waiting = line.in_force, line.open_spans
    if deadline is None or deadline.kind is Kind.THROUGHOUT or len(deadline.spans) > _MOST_SPANS:
        return False
    return any(
        span in waiting
        and (
            day <= span.last <= until
            or (exact and deadline.kind is not Kind.BY and span.first <= until and span.last >= day)
        )
        for span, exact in zip(deadline.spans, deadline.exact, strict=True)
    )


def _plan_line(line: Line, owner: Line, day: dt.date, places: Mapping[int | None, str], plan: str) -> TodayLine:
    deadline = line.in_force
    spans = line.open_spans
    ahead = [span for span in spans if span.last >= day]
    span = ahead[0] if ahead else max(spans, key=lambda one: one.last, default=None)
    number = places.get(owner.id, "") if owner.displayed_number.strip() else ""
    where = _("%(plan)s, item %(number)s") % {"plan": plan, "number": number} if number else plan
    title = owner.title if line is owner else ": ".join(filter(None, (owner.title, line.title)))
    haste: Haste = line.haste
    if not haste and span and span.last - day <= dt.timedelta(days=SOON_DAYS):
        haste = "soon"
    return TodayLine(
        kind="item" if line is owner else "step",
        row=line.id,
        title=" ".join(title.split()),
        days=" ".join((line.moved_to if line.state == ItemState.MOVED and line.moved_to else line.deadline).split()),
        deadline=deadline.kind.value if deadline else "",
        first=span.first if span else None,
        last=span.last if span else None,
        haste=haste,
        where=where,
        who=names_in_short(line.people or owner.people),
        number=number,
        item=owner.id,
    )
