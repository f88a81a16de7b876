"""What is known on a day of plan items, events, meetings, the office's papers, consents and what is under control.

One truth for screens and papers.

Two facts are kept apart: the state as it was entered (None where nobody entered one), and whether the deadline has
passed. Nothing is concluded from silence, and nothing that begins after the day is past on it: a plan stays a plan
until its day has come.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Kind, Span, parse_deadline
from cluster_desk.core.language import N_
from cluster_desk.core.records.control import IncomingState
from cluster_desk.core.records.council import OPEN_STATES
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.office_papers import OfficePaper, PaperState
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.consents import ConsentFacts
from cluster_desk.data.queries.control import DueFacts
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.data.queries.minutes import HAS_MINUTES
from cluster_desk.data.queries.office_papers import PaperLine
from cluster_desk.data.queries.plan_table import PlanTable
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import SOON_DAYS, Haste, deadline_as_planned, deadline_in_force, haste
from cluster_desk.rules.plan.terms import Term, met_terms, own_terms, terms_of


class Standing(NamedTuple):
    """What is known of a row of a plan on a day.

    `state` is the one that was entered, or told by the log; None where nobody told any. `is_ahead`: its days are still
    to come, so it is a plan. `haste`: its last day is near or has passed, and it is neither done nor cancelled, nor was
    an event held for the last time of what recurs. `marked_early`: it bears a mark although its days are to come; what
    was marked is not told as past. `met`: those of its several terms in which an event was held.
    """

    state: ItemState | None
    is_ahead: bool = False
    haste: Haste = ""
    marked_early: bool = False
    met: tuple[Span, ...] = ()

    @property
    def is_past(self) -> bool:
        """Whether its last day has passed and nothing tells that it was met."""
        return self.haste == "late"


def standing(table: PlanTable, row: PlanItem | PlanStep, on: dt.date, item: PlanItem | None = None) -> Standing:
    """What is known on a day of a row of a plan's table.

    A step is told with its `item`; one without a deadline of its own has that of the item.
    """
    events = () if item else table.serving.get(row.id or 0, ())
    dated = row if row.deadline.strip() or item is None else item
    period = table.period_of(row)
    deadline = deadline_as_planned(dated.deadline, *table.period_of(dated))
    began = table.head.start is None or table.head.start <= on
    is_ahead = not began or _is_ahead(deadline, on)
    in_force = deadline_in_force(row, *period)
    terms = own_terms(row, in_force, *period) if events and isinstance(row, PlanItem) else ()
    met = met_terms(terms, events, on)
    state, early = _known_state(
        row.state,
        events,
        on,
        is_ahead=is_ahead,
        can_be_early=began and _is_by(deadline),
        has_terms_to_come=bool(events) and row.state is ItemState.DONE and _has_terms_to_come(table, row, events, on),
    )
    hurry = haste(in_force, state or ItemState.PLANNED, on)
    if hurry and _is_last_met(in_force, terms, events, on):
        hurry = ""
    return Standing(state, is_ahead and state is None, hurry, early, _met_whole(terms, met))


def standings(table: PlanTable, on: dt.date) -> dict[str, Standing]:
    """What is known on a day of all items of a plan's table and their steps, by uuid."""
    known: dict[str, Standing] = {}
    for item in table.items:
        known[item.uuid] = standing(table, item, on)
        known |= {step.uuid: standing(table, step, on, item) for step in item.steps}
    return known


def _known_state(
    entered: ItemState,
    events: Sequence[ServingEvent],
    on: dt.date,
    *,
    is_ahead: bool,
    can_be_early: bool,
    has_terms_to_come: bool,
) -> tuple[ItemState | None, bool]:
    """The state on a day, and whether a mark was left out since its days are to come.

    That something is moved or cancelled is told ahead of its days; that it is done or under way is not, unless the log
    holds an event of it that has come, or the deadline is a last day that may be met before. `has_terms_to_come`: the
    log tells that it is done only by days that are still to come.
    """
    if entered in (ItemState.MOVED, ItemState.CANCELLED):
        return entered, False
    held = [one for one in events if event_state(one.state, one.first_day, on) is EventState.HELD]
    to_come = [one for one in events if one.state is EventState.HELD and one not in held]
    if entered is ItemState.PLANNED or to_come or has_terms_to_come:
        return (ItemState.UNDER_WAY if held else None), False
    if held or can_be_early or not is_ahead:
        return entered, False
    return None, True


def _has_terms_to_come(table: PlanTable, row: PlanItem | PlanStep, events: Sequence[ServingEvent], on: dt.date) -> bool:
    """Whether events met all terms of an item, some of them only after the day."""
    terms = terms_of(row, table.period_of).terms if isinstance(row, PlanItem) else ()
    return len(met_terms(terms, events, on)) < len(terms) == len(met_terms(terms, events))


def _met_whole(terms: Sequence[Term], met: Sequence[Term]) -> tuple[Span, ...]:
    """The days in which an event was held as many times as was to be."""
    if not met:
        return ()
    waiting = {term.span for term in terms if term not in met}
    return tuple(dict.fromkeys(term.span for term in met if term.span not in waiting))


def _is_last_met(deadline: Deadline | None, terms: Sequence[Term], events: Sequence[ServingEvent], on: dt.date) -> bool:
    """Whether an event that has come was held for the last of several terms (the report of the last quarter), or later.

    What recurs is held for the next time as soon as the time before is over; what goes on all the year is at any time.
    """
    if deadline is None or not (terms or deadline.kind is Kind.THROUGHOUT):
        return False
    runs = [
        run
        for one in events
        if event_state(one.state, one.first_day, on) is EventState.HELD
        for run in one.runs
        if run[0] <= on
    ]
    if deadline.kind is Kind.THROUGHOUT:
        return any(deadline.spans[0].first <= last and first <= deadline.spans[0].last for first, last in runs)
    since = terms[-1].since
    before = [term.span.last for term in terms if term.span != terms[-1].span]
    if deadline.kind is Kind.RECURRING and before:
        since = before[-1] + dt.timedelta(days=1)
    return since <= on and sum(since <= last for _first, last in runs) >= terms[-1].nth


def _is_ahead(deadline: Deadline | None, on: dt.date) -> bool:
    """Whether none of the deadline's days has come; one that names no day is never ahead."""
    return deadline is not None and bool(deadline.spans) and min(span.first for span in deadline.spans) > on


def _is_by(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.kind is Kind.BY


def event_state(entered: EventState, first_day: dt.date | str | None, on: dt.date) -> EventState:
    """An event's state on a day: what is entered as held is only planned while its first day is to come."""
    if entered is EventState.HELD and first_day and str(first_day) > on.isoformat():
        return EventState.PLANNED
    return entered


class MeetingStanding(StrEnum):
    """What is known of a meeting on a day."""

    AHEAD = "ahead"
    HELD = "held"
    NOT_TOLD = "not_told"


def meeting_standings(read: Reader, on: dt.date, ids: Iterable[int] | None = None) -> dict[int, MeetingStanding]:
    """What is known of each meeting (those with `ids`, or all): held is one whose minutes tell something.

    A meeting without a day is neither ahead nor held, unless its minutes tell something.
    """
    wanted = None if ids is None else set(ids)
    rows = read.rows(f"SELECT m.id, coalesce(m.day, ''), {HAS_MINUTES} FROM meetings AS m")
    day = on.isoformat()
    return {
        row: MeetingStanding.AHEAD
        if when > day
        else MeetingStanding.HELD
        if told
        else MeetingStanding.AHEAD
        if when == day
        else MeetingStanding.NOT_TOLD
        for row, when, told in rows
        if wanted is None or row in wanted
    }


class PaperStanding(NamedTuple):
    """What is known of a paper of the office on a day.

    `is_sent` is None where it is not to be sent at all. What is to happen later has not happened yet.
    """

    state: PaperState
    is_sent: bool | None = None


def paper_standing(one: OfficePaper | PaperLine, on: dt.date) -> PaperStanding:
    """What is known of a paper on a day, told from the record, from a line of a query or from a row of a list."""
    state, today = PaperState.of(one.state), on.isoformat()
    if state is PaperState.PUBLISHED and one.published_on and str(one.published_on) > today:
        state = PaperState.SIGNED
    sent = bool(one.sent_on) and str(one.sent_on) <= today
    return PaperStanding(state, sent if one.to_send or one.sent_on else None)


class ConsentState(StrEnum):
    """What is known of a consent on a day."""

    IN_FORCE = "in_force"
    UNCLEAR = "unclear"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


CONSENT_STATES = {
    ConsentState.IN_FORCE: N_("in force"),
    ConsentState.UNCLEAR: N_("term not understood"),
    ConsentState.NOT_YET: N_("not in force yet"),
    ConsentState.EXPIRED: N_("has ended|consent"),
    ConsentState.WITHDRAWN: N_("withdrawn"),
}
"""What the states of consents are called (msgids)."""
_WITHOUT_END = ("отзыв", "бессрочн", "неограничен", "withdrawn")


def has_no_end(words: str) -> bool:
    """Whether the term of a consent says that it holds until it is withdrawn."""
    return not words.strip() or any(part in fold(words) for part in _WITHOUT_END)


def consent_state(one: ConsentFacts, on: dt.date) -> ConsentState:
    """A consent's state on a day. A term whose words are not understood is told as that, never as in force."""
    day = on.isoformat()
    if one.withdrawn_on and one.withdrawn_on <= day:
        return ConsentState.WITHDRAWN
    if one.until and one.until < day:
        return ConsentState.EXPIRED
    if not one.given_on or one.given_on > day:
        return ConsentState.NOT_YET
    return ConsentState.IN_FORCE if one.until or has_no_end(one.until_words) else ConsentState.UNCLEAR


class UnderControl(NamedTuple):
    """What is known on a day of something that is to be done by a day: a paper, a decision, a recommendation.

    `last` is the day that holds now, None where none is understood; `overdue_days` counts from it. What is settled
    after the day is open on it; what is settled has no next day.
    """

    is_open: bool
    last: dt.date | None = None
    haste: Haste = ""
    overdue_days: int = 0


_OPEN_CODES = frozenset((IncomingState.IN_WORK.value, *(state.value for state in OPEN_STATES)))


def under_control(one: DueFacts, on: dt.date) -> UnderControl:
    """What is known of it on a day. What comes again and again is due on its next day, and late after the last one."""
    day = on.isoformat()
    is_open = one.state in _OPEN_CODES or bool(one.settled_on and one.settled_on > day)
    told = one.moved_to or one.due
    last = dt.date.fromisoformat(told) if told else _next(one, on) if is_open else None
    if not is_open or last is None:
        return UnderControl(is_open, last)
    late = overdue_days(last, on, is_open=is_open)
    return UnderControl(is_open, last, "late" if late else "soon" if (last - on).days <= SOON_DAYS else "", late)


def overdue_days(last: dt.date | None, on: dt.date, *, is_open: bool) -> int:
    """How many days its last day is gone; none for what is settled, or has no day."""
    return max(0, (on - last).days) if is_open and last else 0


def _next(one: DueFacts, on: dt.date) -> dt.date | None:
    """The next of the days that its words repeat, else the very last of them."""
    if not (one.due_words and one.since):
        return None
    since = dt.date.fromisoformat(one.since)
    meant = parse_deadline(one.due_words, since, max(since, on) + dt.timedelta(days=364))
    if meant.kind is not Kind.RECURRING:
        return None
    return next((span.last for span in meant.spans if span.last >= on), meant.last_day)
