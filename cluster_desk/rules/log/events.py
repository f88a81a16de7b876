"""What must hold of events, and what is understood of their words; what follows for the plan: `items_served.py`.

Known trouble (days that stand backwards, a photo too large) keeps an event from being stored; what merely looks odd
(counts that do not add up, a number not understood) is a doubt: stored, and shown until it is settled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from cluster_desk.core.deadlines.event_days import days_of, is_backwards, tells_no_day
from cluster_desk.core.deadlines.meaning import Span
from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event, EventSpan, EventState, Level, Participation, ServedItem, TakingPart
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.core.russian.counts import number_in, people_in
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.events import ServingEvent, events_serving
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.log.attachments import files_problems
from cluster_desk.rules.plan.deadlines import span_words
from cluster_desk.rules.plan.terms import met_terms, terms_of_items


def derive_event(event: Event, before: Event | None, read: Reader) -> None:
    """Understand the words of `event`: its days, the numbers of who took part, how many people in all.

    Days already told beside the words stay as long as the words do.
    """
    if not event.spans or (before is not None and before.day_words != event.day_words):
        year = year_of(event, read)
        event.spans = [EventSpan(first=first, last=last) for first, last in days_of(event.day_words, year)]
    spans = [(span.first, span.last) for span in event.spans if span.first and span.last]
    event.first_day = min((first for first, _last in spans), default=None)
    event.last_day = max((last for _first, last in spans), default=None)
    for one in event.participations:
        one.count = number_in(one.count_words)
    event.people_count = people_in(event.participations)


def year_of(event: Event, read: Reader) -> int:
    """The year that is meant where the words of `event` name none: that of its days so far, else this one."""
    return (event.first_day or read.today()).year


def event_problems(event: Event, read: Reader) -> list[Problem]:
    """Days in order, files within bounds."""
    problems = []
    if any(span.first and span.last and span.last < span.first for span in event.spans):
        words = _("The days stand backwards: the end is before the beginning.")
        if is_backwards(event.day_words, year_of(event, read)):
            first, last = next(days for days in days_of(event.day_words, year_of(event, read)) if days[1] < days[0])
            meant = f"{last:%d.%m.%Y}–{first:%d.%m.%Y}"
            words += " " + _("Perhaps %(day)s?") % {"day": meant}
        problems.append(Problem("day_words", words))
    return problems + files_problems(event, event.attachments, read, "attachments")


def event_doubts(event: Event, today: dt.date) -> list[str]:
    """What looks odd in `event`, a sentence each; nothing of it keeps the event from being stored."""
    doubts = not_understood(event)
    if event.state is EventState.HELD and event.first_day and event.first_day > today:
        doubts.append(_("It is held, but its day is still to come."))
    return doubts + _sums_in_doubt(event.participations)


def not_understood(event: Event) -> list[str]:
    """The words of `event` that tell days or a number and are not understood; where no day is told, none is doubted."""
    doubts = []
    if event.first_day is None and not tells_no_day(event.day_words):
        doubts.append(_("The days are not understood: “%(words)s”.") % {"words": event.day_words})
    return doubts + [
        _("“%(words)s”: the number is not understood.") % {"words": one.count_words}
        for one in event.participations
        if one.count is None
    ]


def _sums_in_doubt(participations: Sequence[Participation]) -> list[str]:
    """Where a number for all and the numbers of organizations disagree."""
    doubts = []
    for kind in TakingPart:
        people = [one for one in participations if one.kind is kind and not one.unit and one.count is not None]
        whole = [one.count or 0 for one in people if _is_whole(one)]
        shared = [one.count or 0 for one in people if not _is_whole(one)]
        if whole and shared and sum(whole) != sum(shared):
            values = {"kind": _(kind.label), "whole": sum(whole), "shared": sum(shared)}
            doubts.append(_("%(kind)s: told %(whole)d in all, by organizations it is %(shared)d.") % values)
    return doubts


def _is_whole(one: Participation) -> bool:
    return one.organization_id is None and not one.organization_words


_SAME_AGAIN = (
    "name", "time", "venue", "level", "form", "mode", "audience", "organizer", "organizer_id", "task_id", "nominations",
)  # fmt: skip
"""What an event held again has in common with the one before; its day, what came of it and who came it has not."""


def event_again(event: Event, today: dt.date) -> Event:
    """A new planned event like `event`, on the same day a year later, or today where that is over or not known."""
    day = next_year_of(event.first_day) if event.first_day else None
    words = show_day(day) if day and day >= today and event.first_day == event.last_day else ""
    made = Event(state=EventState.PLANNED, day_words=words, first_day=day if words else today)
    for name in _SAME_AGAIN:
        setattr(made, name, getattr(event, name))
    return made


def next_year_of(day: dt.date) -> dt.date:
    """The same day of the next year; the 29th of February is the 28th there."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def event_from_item(item: PlanItem, section: PlanSection, plan: Plan, term: Span | None = None) -> Event:
    """A planned event that carries out a plan item: its words, its days within the plan, its task and level.

    Of an item of several terms it is for one `term`: held, it would meet all that its words tell.
    """
    deadline = item.deadline.strip().partition("\n")[0] if term is None else span_words(*term)
    start = plan.period_start
    levels = {level.value: level for level in Level}
    return Event(
        name=item.title,
        state=EventState.PLANNED,
        day_words=deadline or (f"{start.year}" if start else ""),
        first_day=start,
        audience=item.audience,
        level=next((level for level in levels.values() if _(level.label) == item.level.strip().lower()), Level.UNTOLD),
        task_id=item.task_id,
        items=[ServedItem(item_id=item.id)],
    )


class ItemEvents(NamedTuple):
    """The events that carry out a plan item, by their days, and a further one, planned and not stored.

    `is_asked`: it is not plain which of them is meant.
    """

    events: tuple[ServingEvent, ...]
    planned: Event | None
    is_asked: bool


def events_of_item(read: Reader, row: int) -> ItemEvents:
    """The events of a plan item; a further one is for the first of its terms that has none."""
    item = read.load(PlanItem, row)
    section = read.load(PlanSection, item.section_id or 0) if item else None
    plan = read.load(Plan, section.plan_id or 0) if section else None
    events = tuple(events_serving(read, [row]).get(row, ()))
    if not (item and section and plan):
        return ItemEvents(events, None, len(events) > 1)
    told = terms_of_items(read, [item])[row]
    met = met_terms(told.terms, events, states=tuple(EventState))
    waiting = next((term.span for term in told.terms if term not in met), None)
    recurs = bool(told.terms) or told.goes_on
    planned = event_from_item(item, section, plan, waiting if told.terms else None)
    return ItemEvents(events, planned, len(events) > 1 or bool(events and recurs))
