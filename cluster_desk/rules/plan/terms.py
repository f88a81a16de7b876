"""The several terms that a deadline names («февраль, сентябрь», «ежеквартально, до 5 числа»), and which events met.

What is to be done several times is not done by being done once: an event meets the terms in whose days it was held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Span
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import PlanItem, PlanStep
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.data.queries.plan_table import PlanHead, PlanTable, list_items, list_sections, plan_heads
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import deadline_as_planned, deadline_in_force

_A_DAY = dt.timedelta(days=1)
_HELD = (EventState.HELD,)


class Term(NamedTuple):
    """A term, and from which day on an event meets it: before a last day («до 5 числа») all since the term before."""

    span: Span
    since: dt.date


class RowTerms(NamedTuple):
    """The several terms of a row; `are_moved`: those that it was moved to."""

    terms: tuple[Term, ...] = ()
    are_moved: bool = False


@lru_cache(1024)
def several_terms(deadline: Deadline | None, start: dt.date | None, end: dt.date | None) -> tuple[Term, ...]:
    """The terms of a deadline within a period, in their order; () where there are not several."""
    if deadline is None or len(deadline.spans) < 2 or start is None or end is None:
        return ()
    told = sorted(zip(deadline.spans, deadline.until, strict=True))
    terms: list[Term] = []
    for span, is_last_day in told:
        if span.first <= end and span.last >= start:
            after_former = terms[-1].span.last + _A_DAY if terms else dt.date.min
            terms.append(Term(span, min(after_former, span.last) if is_last_day else span.first))
    return tuple(terms) if len(terms) > 1 else ()


def terms_of(row: PlanItem | PlanStep, start: dt.date | None, end: dt.date | None) -> RowTerms:
    """The several terms of a row: those that it was moved to, else those planned, one of which may have been moved."""
    in_force = several_terms(deadline_in_force(row, start, end), start, end)
    planned = several_terms(deadline_as_planned(row.deadline, start, end), start, end)
    return RowTerms(in_force or planned, bool(in_force) and in_force != planned)


def terms_of_items(read: Reader, items: Sequence[PlanItem]) -> dict[int, RowTerms]:
    """The several terms of each of these items, by row number.

    The rows around an item may narrow the days it is read in, or tell the month of its days: they are read for those
    only that the days of the plan leave several terms, or none that is understood.
    """
    terms = dict.fromkeys((item.id or 0 for item in items), RowTerms())
    for head, own in _by_plan(read, items):
        several = [item for item in own if _may_have_several(item, head)]
        if several:
            table = PlanTable(head, list_sections(read, head.id), list_items(read, head.id, people=False))
            terms |= {item.id or 0: terms_of(item, *table.period_of(item)) for item in several}
    return terms


def _may_have_several(item: PlanItem, head: PlanHead) -> bool:
    told = (deadline_in_force(item, head.start, head.end), deadline_as_planned(item.deadline, head.start, head.end))
    has_words = bool(item.deadline.strip() or item.moved_to.strip())
    return has_words and any(one is None or len(one.spans) != 1 for one in told)


def _by_plan(read: Reader, items: Sequence[PlanItem]) -> Iterator[tuple[PlanHead, list[PlanItem]]]:
    """The plans in whose tables the items stand, each with its items."""
    numbers = ", ".join(str(row) for row in {item.section_id for item in items} if row is not None)
    plans = dict(read.rows(f"SELECT id, plan_id FROM plan_sections WHERE id IN ({numbers})"))
    for head in plan_heads(read):
        own = [item for item in items if plans.get(item.section_id) == head.id]
        if own:
            yield head, own


def met_terms(
    terms: Sequence[Term],
    events: Iterable[ServingEvent],
    on: dt.date = dt.date.max,
    states: Collection[EventState] = _HELD,
) -> tuple[Term, ...]:
    """The terms in whose days an event was held, as far as its days have come; `states`: or moved, or cancelled."""
    if not terms:
        return ()
    runs = [run for one in events if one.state in states for run in one.runs if run[0] <= on]
    return tuple(
        term
        for term in terms
        if term.since <= on and any(first <= term.span.last and last >= term.since for first, last in runs)
    )
