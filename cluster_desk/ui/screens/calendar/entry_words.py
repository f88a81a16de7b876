"""Entries of the calendar in words: for lists, tooltips and those who cannot see what is painted."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.control import IncomingPaper, Visit
from cluster_desk.core.records.council import Decision, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.dates import describe_day, describe_days, month_name, weekday_name
from cluster_desk.core.russian.names import shorten
from cluster_desk.core.russian.text import capitalized
from cluster_desk.rules.calendar.entries import Entry, Shape

KINDS = {
    "item": N_("plan item"),
    "step": N_("step"),
    "meeting": N_("meeting"),
    "event": N_("event"),
    "decision": N_("decision"),
    "agreement": N_("end of an agreement"),
    "incoming": N_("paper to answer"),
    "recommendation": N_("recommendation"),
    "visit": N_("visit to a school"),
}
STATE_WORDS = {state.value: state.label for state in ItemState} | {"late": N_("late")}
_RECORDS: dict[str, type[Record]] = {
    "item": PlanItem,
    "step": PlanItem,
    "meeting": Meeting,
    "event": Event,
    "decision": Decision,
    "agreement": Organization,
    "incoming": IncomingPaper,
    "recommendation": Visit,
    "visit": Visit,
}
_WEEKDAY_OFF = 5
_MOST_NAMED = 3


def record_of(entry: Entry | None) -> tuple[type[Record], int] | None:
    """The record that an entry stands for, of a step its item; None for no entry."""
    return (_RECORDS[entry.kind], entry.item if entry.kind in ("item", "step") else entry.row) if entry else None


def short_title(entry: Entry) -> str:
    """What stands on a bar: the time of day before the title."""
    return f"{entry.time} {entry.title}" if entry.time else entry.title


def when_words(entry: Entry) -> str:
    """«12–16 октября», «до 16 октября», the words as typed where no day is told."""
    if entry.has_no_day and entry.words:
        return entry.words
    if entry.shape is Shape.FLAG:
        return _("by %s") % describe_day(entry.last, with_year=False)
    result = describe_days(entry.first, entry.last, with_year=False)
    return f"{result}, {entry.time}" if entry.time else result


def detail_words(entry: Entry) -> str:
    """The second line of an entry in a list: when, which item, and what is out of the ordinary."""
    parts = [when_words(entry)]
    if entry.number:
        parts.append(_("item %s") % entry.number)
    state = state_of(entry)
    if entry.struck:
        parts.append(_("moved to %s") % entry.moved_to)
    elif state != ItemState.PLANNED:
        parts.append(_(STATE_WORDS[state]))
    return " · ".join(parts)


def state_of(entry: Entry) -> str:
    """The state's code, "late" where it is late."""
    return "late" if entry.haste == "late" and not entry.struck else entry.state


def describe_entry(entry: Entry) -> str:
    """Everything that is painted of an entry, as words."""
    shape = {Shape.BAND: _("some day within"), Shape.ALL_YEAR: _("all the time")}.get(entry.shape, "")
    section = _("section %d") % entry.section if entry.section else ""
    parts = [_(KINDS[entry.kind]), entry.title, shape, detail_words(entry), section, entry.venue, people_words(entry)]
    return ", ".join(part for part in parts if part)


def people_words(entry: Entry) -> str:
    """Who is named, the first few by surname and initials."""
    named = [shorten(one).replace(". ", ".\u00a0") for one in entry.people[:_MOST_NAMED]]
    others = len(entry.people) - len(named)
    words = ", ".join(named)
    return _("%(names)s and %(count)d more") % {"names": words, "count": others} if others > 0 else words


def day_heading(day: dt.date, *, first_of_month: bool) -> str:
    """The number of a day; with its month where one begins."""
    return describe_day(day, with_year=False) if first_of_month else str(day.day)


def day_off_word(day: dt.date, days_off: DaysOff) -> str:
    """What a day off is called, as short as can be: a vacation, a holiday; "" for a usual weekend."""
    vacation = next((each for each in days_off.vacations if each.first <= day <= each.last), None)
    if vacation:
        return vacation.name
    reason = days_off.reason(day)
    own = reason.partition(",")[0]
    return "" if day.weekday() >= _WEEKDAY_OFF and own == reason_of_weekend(day) else own


def reason_of_weekend(day: dt.date) -> str:
    """«Суббота», «Воскресенье»: how an ordinary day off is called."""
    return capitalized(weekday_name(day))


def period_title(view: str, first: dt.date, last: dt.date, *, short: bool = False) -> str:
    """What stands between the arrows: «Октябрь 2026», «12–18 октября 2026 г.», «2026 год»; `short`: «12.10–18.10»."""
    if view == "year":
        return _("Year %d") % first.year
    if view == "week":
        return f"{first:%d.%m}–{last:%d.%m}" if short else describe_days(first, last)
    return f"{capitalized(month_name(first.month))} {first.year}"
