"""Moving an entry of the calendar to another day: which record changes, and how. Words of deadlines stay as typed."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import OPEN_STATES, Decision, DecisionState, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.plan_table import plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.calendar.entries import Entry, Shape
from cluster_desk.rules.log.events import event_from_item
from cluster_desk.rules.plan.changes import set_state
from cluster_desk.rules.plan.deadlines import deadline_in_force

MOVED = {
    "item": N_("Plan item moved to another day"),
    "step": N_("Step moved to another day"),
    "meeting": N_("Meeting moved to another day"),
    "event": N_("Event moved to another day"),
    "decision": N_("Decision moved to another day"),
}
"""What the change is called in the history, by the kind of entry."""
_MOST_NAMED = 6


def moved(read: Reader, entry: Entry, day: dt.date) -> Record | None:
    """The record of `entry`, its stretch beginning on `day`; None where it is gone or lies there already.

    A window or what has no day comes to lie on that one day. Raises UserError for what cannot be moved.
    """
    if entry.kind in ("item", "step"):
        return _line_moved(read, entry, day)
    if entry.first == day:
        return None
    if entry.kind == "agreement":
        raise UserError(
            _("The term of an agreement is not moved by the calendar."),
            do=_("Change it in the card of the organization, or add an additional agreement."),
            kept=_("Nothing was changed."),
        )
    if entry.kind == "decision":
        decision = read.load(Decision, entry.row)
        return _decision_moved(decision.copy(), day) if decision else None
    if entry.kind == "meeting":
        meeting = read.load(Meeting, entry.row)
        draft = meeting.copy() if meeting else None
        if draft:
            draft.day = day
        return draft
    event = read.load(Event, entry.row)
    return _event_moved(event.copy(), entry, day) if event else None


def _decision_moved(decision: Decision, day: dt.date) -> Decision:
    if decision.state not in OPEN_STATES:
        raise UserError(
            _("“%(title)s” is %(state)s: there is nothing to move.")
            % {"title": decision.text, "state": _(decision.state.label)},
            kept=_("Nothing was changed."),
        )
    decision.state, decision.moved_to = DecisionState.MOVED, day
    return decision


def _line_moved(read: Reader, entry: Entry, day: dt.date) -> PlanItem | None:
    item = read.load(PlanItem, entry.item)
    if item is None:
        return None
    draft = item.copy()
    line: PlanItem | PlanStep | None = draft
    if entry.kind == "step":
        line = next((step for step in draft.steps if step.id == entry.row), None)
    if line is None:
        return None
    if line.state in (ItemState.DONE, ItemState.CANCELLED):
        raise UserError(
            _("“%(title)s” is %(state)s: there is nothing to move.")
            % {"title": entry.title, "state": _(line.state.label)},
            do=_("Change its state in the plan first."),
            kept=_("Nothing was changed."),
        )
    words = _new_words(read, item, line, entry, day)
    return draft if words and set_state(ItemState.MOVED, words, line.reason)(line) else None


def _new_words(read: Reader, item: PlanItem, line: PlanItem | PlanStep, entry: Entry, day: dt.date) -> str:
    """The words that the line is moved to: its days, the one of `entry` begun on `day`; "" where nothing changes."""
    section = read.load(PlanSection, item.section_id or 0)
    table = plan_table(read, section.plan_id or 0) if section else None
    if table is None:
        return ""
    deadline = deadline_in_force(line, *table.period_of(line))
    spans = [(span.first, span.last) for span in deadline.spans] if deadline else []
    is_days = entry.shape in (Shape.BAR, Shape.FLAG)
    if is_days and entry.first == day:
        return ""
    last = day + (entry.last - entry.first) if is_days else day
    if not is_days and (len(spans) <= 1 or entry.has_no_day):
        spans = [(day, day)]
    elif len(spans) > _MOST_NAMED:
        raise UserError(
            _("“%s” comes again too often for one of its days to be moved.") % entry.title,
            do=_("Write the new deadline in the plan."),
            kept=_("Nothing was changed."),
        )
    else:
        spans[entry.place] = (day, last)
    parts = [show_day(a) if a == b else f"{show_day(a)} – {show_day(b)}" for a, b in sorted(spans)]
    if entry.shape is Shape.FLAG:
        return ", ".join(f"до {show_day(b)}" for _a, b in sorted(spans))
    return ", ".join(parts)


def _event_moved(draft: Event, entry: Entry, day: dt.date) -> Event | None:
    """The event with one of its runs of days begun on `day`; its words then say all runs in figures."""
    runs = [(span.first, span.last, span) for span in draft.spans if span.first and span.last]
    runs.sort(key=lambda one: one[:2])
    if entry.place >= len(runs):
        return None
    first, last, span = runs[entry.place]
    span.first, span.last = day, day + (last - first)
    days = [(day, span.last) if one is span else (begins, ends) for begins, ends, one in runs]
    words = [show_day(a) if a == b else f"{show_day(a)}–{show_day(b)}" for a, b in sorted(days)]
    draft.day_words = ", ".join(words)
    return draft


def has_exact_days(entry: Entry) -> bool:
    """Whether an event of the entry takes its days; of a window or a year somebody has to say which day."""
    return entry.shape in (Shape.BAR, Shape.FLAG)


def event_of(read: Reader, entry: Entry, day: dt.date | None = None) -> Event | None:
    """A planned event that carries out the plan item of `entry`, on its days or, in a window, on `day`.

    None for what is no item of a plan.
    """
    item = read.load(PlanItem, entry.item) if entry.kind in ("item", "step") else None
    section = read.load(PlanSection, item.section_id or 0) if item else None
    plan = read.load(Plan, section.plan_id or 0) if section else None
    if item is None or section is None or plan is None:
        return None
    event = event_from_item(item, section, plan)
    if not has_exact_days(entry) and day is not None:
        event.day_words, event.first_day = show_day(day), day
    elif has_exact_days(entry):
        last = f"–{show_day(entry.last)}" if entry.last != entry.first else ""
        event.day_words = show_day(entry.first) + last
        event.first_day = entry.first
    return event
