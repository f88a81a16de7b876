"""What events tell of the plan items that they serve: done, under way, moved, cancelled.

What somebody marked otherwise stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.data.queries.events import ServingEvent, events_serving
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.terms import RowTerms, has_own_term, met_terms, terms_of, terms_of_items


def affected_items(events: Sequence[Event], removed: Sequence[Event], read: Reader) -> list[PlanItem]:
    """The plan items whose state changes because `events` are stored and `removed` are deleted, with their new state.

    All its events held: done, of what has several terms only when one was held in each of them, and of what goes on
    all the year never; some held: under way; moved or cancelled as they are. An item that an event no longer serves
    goes back to planned when nothing else serves it. What somebody marked otherwise stays (see `_gives_way`).
    """
    stored = {event.id: event for event in events if event.id is not None}
    gone = {event.id for event in removed}
    touched = {part.item_id for event in (*events, *removed) for part in event.items if part.item_id is not None}
    known = ", ".join(str(row) for row in (*stored, *gone))
    if known:
        sql = f"SELECT item_id FROM served_items WHERE events_id IN ({known})"
        touched |= {row[0] for row in read.rows(sql)}
    if not touched:
        return []
    serving = events_serving(read, touched)
    items = []
    loaded = read.load_all(PlanItem, sorted(touched))
    terms = terms_of_items(read, loaded)
    for item in loaded:
        before = serving.get(item.id or 0, [])
        others = [one for one in before if one.event_id not in stored and one.event_id not in gone]
        own = [_as_serving(event) for event in events if any(part.item_id == item.id for part in event.items)]
        if _follow(item, before, [*others, *own], terms.get(item.id or 0, RowTerms())):
            items.append(item)
    return items


def _as_serving(event: Event) -> ServingEvent:
    day = event.first_day.isoformat() if event.first_day else ""
    row = (event.id or 0, event.name, event.state, event.day_words, day, event.moved_to, event.reason)
    return ServingEvent(*row, tuple(f"{span.first}/{span.last}" for span in event.spans if span.first and span.last))


def follow_deadline(item: PlanItem, before: PlanItem | None, read: Reader) -> None:
    """Give `item` the state that its events tell by its new terms, where it had the one they told by those before.

    Its terms are others when its deadline is, or a step's, or when a step is marked.
    """
    if before is None or item.state is not before.state or _term_words(item) == _term_words(before):
        return
    events = events_serving(read, [item.id or 0]).get(item.id or 0, [])
    section = read.load(PlanSection, item.section_id or 0) if events else None
    table = plan_table(read, section.plan_id or 0) if section else None
    if table is not None and _is_told(before, events, terms_of(before, table.period_of)):
        words = {row.uuid: row.deadline for row in item.rows()}
        _take(item, events, terms_of(item, table.periods_with(words)))


def items_told_anew(plans: Sequence[Plan], sections: Sequence[PlanSection], read: Reader) -> list[PlanItem]:
    """The items of plans whose state is another by the new days of their plan, or the new heading above them.

    Only what their events told goes by that.
    """
    items = []
    periods = {plan.id: (plan.period_start, plan.period_end) for plan in plans}
    headings = {section.id: section for section in sections}
    for head in plan_heads(read):
        days = periods.get(head.id, (head.start, head.end))
        own = [one for one in sections if one.plan_id == head.id and one.id is not None]
        if head.table_id != head.id or not (own or days != (head.start, head.end)):
            continue
        table = plan_table(read, head)
        assert table is not None
        parts = [headings.get(one.id, one) for one in table.sections]
        after = replace(table, head=head._replace(start=days[0], end=days[1]), sections=parts)
        for item in table.items:
            events = table.serving.get(item.id or 0, [])
            if events and _is_told(item, events, terms_of(item, table.period_of)):
                draft = item.copy()
                _take(draft, events, terms_of(item, after.period_of))
                items += [draft] if draft.state is not item.state else []
    return items


def _term_words(item: PlanItem) -> list[tuple[str, str, str]]:
    """What tells an item's terms: its deadline, and of each step with one of its own whether it is settled."""
    steps = [step for step in item.steps if has_own_term(step)]
    return [(item.deadline, "", ""), *((step.deadline, step.state, step.moved_to) for step in steps)]


def _follow(item: PlanItem, before: Sequence[ServingEvent], events: Sequence[ServingEvent], terms: RowTerms) -> bool:
    """Give `item` the state that its events tell, where it had the one they told `before`; whether that changed it."""
    was = (item.state, item.moved_to, item.reason)
    if _is_told(item, before, terms) or _gives_way(item, before, events, terms):
        _take(item, events, terms)
    return was != (item.state, item.moved_to, item.reason)


def _take(item: PlanItem, events: Sequence[ServingEvent], terms: RowTerms) -> None:
    item.state, by = _state_by_events(events, terms)
    if by:
        item.moved_to, item.reason = by.moved_to, by.reason


def _is_told(item: PlanItem, events: Sequence[ServingEvent], terms: RowTerms) -> bool:
    """Whether the state of `item` is the one that its events tell; else somebody marked it otherwise."""
    state, by = _state_by_events(events, terms)
    return item.state is state and (by is None or (item.moved_to, item.reason) == (by.moved_to, by.reason))


def _gives_way(item: PlanItem, before: Sequence[ServingEvent], events: Sequence[ServingEvent], terms: RowTerms) -> bool:
    """Whether what somebody marked gives way to what events tell: only to one that was held since.

    What is marked as done is done. What was moved to several terms stays moved until all of them are met.
    """
    if item.state is ItemState.DONE or not _held(events) - _held(before):
        return False
    stays_moved = item.state is ItemState.MOVED and terms.are_moved
    return not stays_moved or _state_by_events(events, terms)[0] is ItemState.DONE


def _held(events: Iterable[ServingEvent]) -> set[int]:
    return {one.event_id for one in events if one.state is EventState.HELD}


def _state_by_events(events: Sequence[ServingEvent], terms: RowTerms) -> tuple[ItemState, ServingEvent | None]:
    """What events tell of the item they serve, and the one whose words about it count.

    What befell one of several terms, or some day of a year, befell not all.
    """
    live = [one for one in events if one.state is not EventState.CANCELLED]
    moved = [one for one in live if one.state is EventState.MOVED]
    held = [one for one in live if one.state is EventState.HELD]

    def is_all(*states: EventState) -> bool:
        return not terms.goes_on and len(met_terms(terms.terms, events, states=states)) == len(terms.terms)

    if held:
        is_done = len(held) == len(live) and is_all(EventState.HELD)
        return (ItemState.DONE if is_done else ItemState.UNDER_WAY), None
    if events and not live and is_all(EventState.CANCELLED):
        return ItemState.CANCELLED, events[-1]
    if moved and is_all(EventState.MOVED, EventState.CANCELLED):
        return ItemState.MOVED, moved[-1]
    return ItemState.PLANNED, None


def marked_otherwise(read: Reader, rows: Sequence[int]) -> list[tuple[PlanItem, ItemState]]:
    """Those of the items that somebody marked otherwise than the events held tell, and what these tell.

    That what goes on all the year is done is told by a mark alone.
    """
    serving = events_serving(read, rows)
    items = [item for item in read.load_all(PlanItem, sorted(rows)) if _held(serving.get(item.id or 0, ()))]
    terms = terms_of_items(read, items)
    told = [(item, _state_by_events(serving[item.id or 0], terms[item.id or 0])[0]) for item in items]
    return [
        (item, state)
        for item, state in told
        if state is not item.state and not (item.state is ItemState.DONE and terms[item.id or 0].goes_on)
    ]
