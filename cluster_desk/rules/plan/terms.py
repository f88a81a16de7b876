"""The terms of a plan item («февраль, сентябрь», «3 раза в год», those of its steps), and which of them events met.

What is to be done several times is not done by being done once: an event meets the terms in whose days it was held.
What goes on all the year is under way with its first event; nothing but a mark tells that it is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Kind, Span
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.data.queries.plan_table import PlanHead, PlanTable, list_items, list_sections, plan_heads
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import deadline_as_planned, deadline_in_force

_A_DAY = dt.timedelta(days=1)
_HELD = (EventState.HELD,)
SETTLED = (ItemState.DONE, ItemState.CANCELLED)
"""Marks of a step that ask for nothing more."""
_MOST_TIMES = 31
PeriodOf = Callable[[PlanItem | PlanStep], tuple[dt.date | None, dt.date | None]]
"""The days that a row's deadline is read in."""


class Term(NamedTuple):
    """A term, and from which day on an event meets it: before a last day («до 5 числа») all since the term before.

    `nth`: which of the times within these days it is («3 раза в год» are three terms).
    """

    span: Span
    since: dt.date
    nth: int = 1


class RowTerms(NamedTuple):
    """All terms of an item that has several or rows of its own; `are_moved`: those that it was moved to.

    `goes_on`: no event tells that it is done («в течение года», a step whose days nobody can tell).
    """

    terms: tuple[Term, ...] = ()
    are_moved: bool = False
    goes_on: bool = False


class _Told(NamedTuple):
    """Days of a deadline, whether they are a last day, and how many times something is to be done in them."""

    span: Span
    is_last_day: bool
    times: int


def _told(deadline: Deadline | None, start: dt.date | None, end: dt.date | None) -> tuple[_Told, ...]:
    """The days of a deadline within a period."""
    if deadline is None or deadline.kind is Kind.THROUGHOUT or start is None or end is None:
        return ()
    times = min(deadline.times, _MOST_TIMES)
    return tuple(
        _Told(span, is_last_day, times)
        for span, is_last_day in zip(deadline.spans, deadline.until, strict=True)
        if span.first <= end and span.last >= start
    )


def _terms(told: tuple[_Told, ...]) -> tuple[Term, ...]:
    """Days as terms, in their order; the same days that several rows tell are one term."""
    terms: list[Term] = []
    after_former = dt.date.min
    for span, is_last_day, times in sorted(set(told)):
        since = min(after_former, span.last) if is_last_day else span.first
        terms += [Term(span, since, nth) for nth in range(1, times + 1)]
        after_former = span.last + _A_DAY
    return tuple(dict.fromkeys(terms))


@lru_cache(1024)
def _all_terms(deadline: Deadline | None, start: dt.date | None, end: dt.date | None) -> tuple[Term, ...]:
    """The terms of a deadline within a period, be they several or one."""
    return _terms(_told(deadline, start, end))


def several_terms(deadline: Deadline | None, start: dt.date | None, end: dt.date | None) -> tuple[Term, ...]:
    """The terms of a deadline within a period, in their order; () where there are not several."""
    terms = _all_terms(deadline, start, end)
    return terms if len(terms) > 1 else ()


def has_own_term(step: PlanStep) -> bool:
    """Whether a step is to be done by days of its own; else it has those of its item."""
    return bool(step.deadline.strip()) or (step.state is ItemState.MOVED and bool(step.moved_to.strip()))


def own_terms(
    item: PlanItem, in_force: Deadline | None, start: dt.date | None, end: dt.date | None
) -> tuple[Term, ...]:
    """The terms in force of the item's first row: several, or the only one where other rows have others."""
    terms = _all_terms(in_force, start, end)
    return terms if len(terms) > 1 or (item.steps and any(map(has_own_term, item.steps))) else ()


def terms_of(item: PlanItem, period_of: PeriodOf) -> RowTerms:
    """The terms of an item and of its steps that are not settled, told as of one.

    Of the item: those that it was moved to, else those planned, one of which may have been moved.
    """
    days = period_of(item)
    in_force, planned = deadline_in_force(item, *days), deadline_as_planned(item.deadline, *days)
    moved, several = several_terms(in_force, *days), several_terms(planned, *days)
    goes_on = in_force is not None and in_force.kind is Kind.THROUGHOUT
    steps = [step for step in item.steps if has_own_term(step)]
    if not steps:
        return RowTerms(moved or several, bool(moved) and moved != several, goes_on)
    told = [*(_told(in_force, *days) if moved or not several else _told(planned, *days))]
    for step in steps:
        if step.state not in SETTLED:
            of_step = _told(deadline_in_force(step, *period_of(step)), *period_of(step))
            told += of_step
            goes_on = goes_on or not of_step
    return RowTerms(_terms(tuple(told)), bool(moved) and moved != several, goes_on)


def terms_of_items(read: Reader, items: Sequence[PlanItem]) -> dict[int, RowTerms]:
    """The terms of each of these items, by row number.

    The rows around an item may narrow the days it is read in, or tell the month of its days: they are read for those
    only that have more than one term by the days of the plan, or none that is understood.
    """
    terms = dict.fromkeys((item.id or 0 for item in items), RowTerms())
    for head, own in _by_plan(read, items):
        several = [item for item in own if _may_have_several(item, head)]
        if any(not _goes_on(item, head) for item in several):
            table = PlanTable(head, list_sections(read, head.id), list_items(read, head.id, people=False))
            period_of: PeriodOf = table.period_of
        else:
            period_of = _period_of_plan(head)
        terms |= {item.id or 0: terms_of(item, period_of) for item in several}
    return terms


def _period_of_plan(head: PlanHead) -> PeriodOf:
    return lambda _row: (head.start, head.end)


def _goes_on(item: PlanItem, head: PlanHead) -> bool:
    """Whether an item goes on all the plan's period, whatever the rows around it tell."""
    told = deadline_in_force(item, head.start, head.end)
    return told is not None and told.kind is Kind.THROUGHOUT and not any(map(has_own_term, item.steps))


def _may_have_several(item: PlanItem, head: PlanHead) -> bool:
    if any(map(has_own_term, item.steps)):
        return True
    told = (deadline_in_force(item, head.start, head.end), deadline_as_planned(item.deadline, head.start, head.end))
    has_words = bool(item.deadline.strip() or item.moved_to.strip())
    return has_words and any(
        one is None or len(one.spans) != 1 or one.times > 1 or one.kind is Kind.THROUGHOUT for one in told
    )


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
        if term.since <= on and sum(first <= term.span.last and last >= term.since for first, last in runs) >= term.nth
    )
