"""What is due on a day beside the plans, as entries of the calendar.

Decisions of the council, agreements that end, papers to be answered, recommendations, visits to schools.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cluster_desk.core.language import _
from cluster_desk.core.records.control import IncomingState
from cluster_desk.core.records.council import DecisionState
from cluster_desk.core.records.plans import ItemState
from cluster_desk.data.queries.control import VisitDue, visits
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.today import AgreementDue, agreements_ending
from cluster_desk.rules.calendar.entries import Calendar, Entry, Shape
from cluster_desk.rules.control import ControlLine, papers_and_recommendations
from cluster_desk.rules.states import under_control

_STATES = {
    DecisionState.FULFILLED: ItemState.DONE,
    DecisionState.PARTLY: ItemState.UNDER_WAY,
    DecisionState.MOVED: ItemState.MOVED,
    DecisionState.DROPPED: ItemState.CANCELLED,
}
_DROPPED = (DecisionState.DROPPED.label, IncomingState.DROPPED.label)
_FAR = "9999-12-31"


def with_deadlines(calendar: Calendar, read: Reader, today: dt.date) -> Calendar:
    """The calendar with the days by which decisions, papers and recommendations are due, agreements end, visits are."""
    decisions = [entry for one in list_decisions(read, today) if (entry := _of_decision(one, today))]
    agreements = [_of_agreement(one, today) for one in agreements_ending(read, today.isoformat(), _FAR)]
    control = [_of_control(one) for one in papers_and_recommendations(read, today, settled=True) if one.last]
    visited = [_of_visit(one, today) for one in visits(read)]
    beside = [*decisions, *agreements, *control, *visited]
    entries = sorted([*calendar.entries, *beside], key=lambda one: (one.first, one.time, one.title))
    return replace(calendar, entries=entries)


def _of_decision(one: DecisionFacts, today: dt.date) -> Entry | None:
    known = under_control(one.due_facts, today)
    if known.last is None:
        return None
    number = f"{one.meeting_number}, {one.number}" if one.meeting_number else one.number
    return Entry(
        kind="decision",
        row=one.id,
        uuid=f"decision-{one.id}",
        place=0,
        shape=Shape.FLAG,
        first=known.last,
        last=known.last,
        title=_("Decision %(number)s: %(text)s") % {"number": number, "text": " ".join(one.text.split())},
        state=_STATES.get(one.state, ItemState.PLANNED),
        haste="late" if known.overdue_days else "",
        people=one.who,
        words=one.due_words,
        moved_to=one.moved_to,
    )


def _of_agreement(one: AgreementDue, today: dt.date) -> Entry:
    day = dt.date.fromisoformat(one.until)
    return Entry(
        kind="agreement",
        row=one.id,
        uuid=f"agreement-{one.id}",
        place=0,
        shape=Shape.FLAG,
        first=day,
        last=day,
        title=_("Agreement ends: %s") % one.name,
        state=ItemState.PLANNED,
        haste="late" if day < today else "",
    )


def _of_control(one: ControlLine) -> Entry:
    assert one.last is not None
    return Entry(
        kind="incoming" if one.kind == "incoming" else "recommendation",
        row=one.visit or one.row,
        uuid=f"{one.kind}-{one.row}",
        place=0 if one.kind == "incoming" else one.row,
        shape=Shape.FLAG,
        first=one.last,
        last=one.last,
        title=f"{one.where}: {one.title}",
        state=ItemState.PLANNED if one.is_open else ItemState.CANCELLED if one.state in _DROPPED else ItemState.DONE,
        haste=one.haste,
        people=one.who,
        words=one.due_words,
    )


def _of_visit(one: VisitDue, today: dt.date) -> Entry:
    day = dt.date.fromisoformat(one.day)
    return Entry(
        kind="visit",
        row=one.id,
        uuid=one.uuid,
        place=0,
        shape=Shape.BAR,
        first=day,
        last=day,
        title=f"{one.school}: {one.topic}",
        state=ItemState.DONE if one.found and day <= today else ItemState.PLANNED,
        haste="late" if day < today and not one.found else "",
        venue=one.school,
        people=tuple(one.people.split("; ")) if one.people else (),
    )
