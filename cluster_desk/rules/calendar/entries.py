"""The calendar: what plans, meetings and events put on which days, and what of it a filter shows.

Exact days are bars, windows wider than days are bands, «до» is a flag on its day; what runs all the year or waits has
no day of its own. Nothing here is stored. Double booking: a person or a hall wanted
in two places at the same time of a day.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Kind
from cluster_desk.core.language import _
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import read_clock
from cluster_desk.core.russian.text import fold, sort_key
from cluster_desk.data.queries.calendar import EventDays, MeetingDay, event_days, meeting_days
from cluster_desk.data.queries.plan_table import (
    PlanHead,
    deadline_words,
    plan_heads,
    plan_table,
    section_names,
    tables_served,
)
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import Haste
from cluster_desk.rules.plan.lines import LATE, Line, plan_lines
from cluster_desk.rules.states import MeetingStanding, event_state, meeting_standings

EntryKind = Literal["item", "step", "meeting", "event", "decision", "agreement", "incoming", "recommendation", "visit"]
WIDEST_BAND = 62
"""Days: a longer window says so little of a day that it stands beside the month, not in it."""
_MOST_SPANS = 60
"""A deadline of more occurrences («ежедневно») stands for the whole stretch."""


class Shape(StrEnum):
    """How an entry is drawn."""

    BAR = "bar"
    BAND = "band"
    FLAG = "flag"
    ALL_YEAR = "all-year"
    OPEN = "open"


class Entry(NamedTuple):
    """One stretch of days of a record. `place` counts the record's stretches; `item` is the plan item to open.

    `section` counts from 1, 0 where there is none. `struck`: it was moved away from these days to `moved_to`.
    `words` is the deadline as typed.
    """

    kind: EntryKind
    row: int
    uuid: str
    place: int
    shape: Shape
    first: dt.date
    last: dt.date
    title: str
    state: str
    item: int = 0
    section: int = 0
    plan: int = 0
    number: str = ""
    haste: Haste = ""
    time: str = ""
    minutes: int = 0
    venue: str = ""
    people: tuple[str, ...] = ()
    words: str = ""
    moved_to: str = ""
    struck: bool = False

    @property
    def key(self) -> tuple[EntryKind, int, int, bool]:
        """What the entry is known by as long as its record has it."""
        return self.kind, self.row, self.place, self.struck

    @property
    def has_no_day(self) -> bool:
        """Whether no day can be told: it stands beside the calendar."""
        is_wide = self.shape is Shape.BAND and (self.last - self.first).days >= WIDEST_BAND
        return is_wide or self.shape in (Shape.ALL_YEAR, Shape.OPEN)

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether any of its days lies in the period; a flag has only its day."""
        return self.first <= last and first <= self.last


@dataclass(frozen=True)
class SectionName:
    """A section of a plan with the number that gives its colour."""

    plan: int
    number: int
    name: str


@dataclass(frozen=True)
class CalendarFilter:
    """What is to be seen: of a plan, a section (its number), a person, a state or LATE; empty: everything."""

    plan: int = 0
    section: int = 0
    person: str = ""
    state: str = ""

    def shows(self, entry: Entry) -> bool:
        """Whether the entry is to be seen. Meetings and events without a plan belong to every plan."""
        if self.plan and entry.plan not in (0, self.plan):
            return False
        if self.section and entry.section != self.section:
            return False
        if self.person and self.person not in entry.people:
            return False
        return not self.state or self.state == (LATE if self.state == LATE and entry.haste == "late" else entry.state)


@dataclass(frozen=True)
class Calendar:
    """All there is: entries in the order of their days, the plans and their sections."""

    entries: Sequence[Entry]
    plans: Sequence[PlanHead]
    sections: Sequence[SectionName]

    def within(self, first: dt.date, last: dt.date, wanted: CalendarFilter | None = None) -> list[Entry]:
        """The entries of a period that a filter lets be seen."""
        show = (wanted or CalendarFilter()).shows
        return [one for one in self.entries if one.touches(first, last) and show(one)]

    def people(self) -> list[str]:
        """Everybody named in an entry, in Russian order."""
        return sorted({name for one in self.entries for name in one.people if name}, key=sort_key)


Period = tuple[dt.date, dt.date]
_ANY_DAY: Period = (dt.date.min, dt.date.max)
_MOVED_AWAY = dt.timedelta(366)
"""So far from its plan's period an item may have been moved."""


_A_YEAR = 360  # days
_YEAR = regex(r"(?:19|20)(\d\d)|(?<=\.)(\d\d)(?!\d)")
"""The last figures of a year, as 2025 or 12.05.25; whatever else it finds costs no more than time."""


def calendar(read: Reader, today: dt.date, plans: Iterable[int] | None = None, period: Period = _ANY_DAY) -> Calendar:
    """The calendar of these plans (all when None), with every meeting and event.

    Of a `period` what lies in it is there whole; of a log of many years that is read much sooner.
    """
    wanted = None if plans is None else set(plans)
    heads = [head for head in plan_heads(read) if wanted is None or head.id in wanted]
    entries: list[Entry] = []
    sections: list[SectionName] = []
    served: dict[int, Line] = {}
    plan_of: dict[int, int] = {}
    tables: set[int] = set()
    served_tables = tables_served(read, *(day.isoformat() for day in period)) if period != _ANY_DAY else set()
    for head in heads:
        is_near = period == _ANY_DAY or head.touches(period[0] - _MOVED_AWAY, period[1] + _MOVED_AWAY)
        if head.table_id in tables or not is_near:
            continue
        tables.add(head.table_id)
        sections += [SectionName(head.id, n, name) for n, name in enumerate(section_names(read, head), 1) if name]
        table = plan_table(read, head) if head.table_id in served_tables or _reaches(read, head, period) else None
        if table is None:
            continue
        lines = plan_lines(table, today)
        titles = {line.id: line for line in lines if line.kind == "item"}
        served |= titles
        plan_of |= dict.fromkeys(titles, head.id)
        for line in lines:
            if line.kind != "section":
                owner = line if line.kind == "item" else titles[line.parent]
                entries += _of_line(line, owner, head)
    known = meeting_standings(read, today)
    entries += [_of_meeting(one, known[one.id]) for one in meeting_days(read)]
    days = event_days(read, *(day.isoformat() for day in period))
    events = [entry for one in days for entry in _of_event(one, served, plan_of, today)]
    plans_days = {(one.item, one.first, one.last) for one in entries}
    covered = {(entry.item, entry.first, entry.last) for entry in events if entry.item}
    entries = [one for one in entries if one.struck or (one.item, one.first, one.last) not in covered]
    entries = _struck_where_events_moved(entries, events, plans_days) + events
    entries.sort(key=lambda one: (one.first, one.time, -(one.last - one.first).days, one.title))
    return Calendar(entries, heads, sections)


_NEAR = dt.timedelta(45)
"""How far from its plan's only day an event of the same name still is that day's."""


def _struck_where_events_moved(
    entries: Sequence[Entry], events: Sequence[Entry], plans_days: set[tuple[int, dt.date, dt.date]]
) -> list[Entry]:
    """The entries, those of items struck whose event was moved off their day: the nearest day that has no event.

    An event is the item's own when it bears its name: one that only serves it moves nothing.
    """
    free: dict[int, list[Entry]] = {}
    for one in entries:
        if one.kind == "item" and one.shape is Shape.BAR and not one.struck:
            free.setdefault(one.item, []).append(one)
    away: dict[tuple[EntryKind, int, int, bool], Entry] = {}
    for event in events:
        days = free.get(event.item, ())
        same = [one for one in days if fold(one.title) == fold(event.title) and one.key not in away]
        if not same or event.struck or (event.item, event.first, event.last) in plans_days:
            continue
        gaps = [later.first - one.first for one, later in itertools.pairwise(sorted(days, key=lambda one: one.first))]
        nearest = min(same, key=lambda one: abs(one.first - event.first))
        if abs(nearest.first - event.first) <= min([_NEAR, *(gap / 2 for gap in gaps if gap)]):
            away[nearest.key] = nearest._replace(struck=True, moved_to=event.words)
    return [away.get(one.key, one) for one in entries]


def _reaches(read: Reader, head: PlanHead, period: Period) -> bool:
    """Whether an item of a plan may have a day in the period: it is the plan's, or its words tell of another year.

    A plan of a part of a year may mean a month of the years beside it.
    """
    if head.start is None or head.end is None or head.touches(*period) or (head.end - head.start).days < _A_YEAR:
        return True
    own = {str(year)[-2:] for year in range(head.start.year, head.end.year + 1)}
    for words, moved_to in deadline_words(read, head):
        if moved_to or not own.issuperset(whole or short for whole, short in _YEAR.findall(words)):
            return True
    return False


def _of_line(line: Line, owner: Line, head: PlanHead) -> list[Entry]:
    """The stretches of an item or a step; none for a step without a deadline of its own."""
    deadline = line.in_force
    if deadline is None or head.start is None or head.end is None or not (line.deadline.strip() or line.moved_to):
        return []
    title = owner.title if line is owner else ": ".join(filter(None, (owner.title, line.title)))
    kind: EntryKind = "item" if line is owner else "step"
    met = {(first, last) for span in line.standing.met for first, last in (span, (span.last, span.last))}

    def entry(place: int, shape: Shape, first: dt.date, last: dt.date, *, struck: bool = False) -> Entry:
        is_met = (first, last) in met and not struck
        return Entry(
            kind=kind,
            row=line.id,
            uuid=line.record.uuid,
            place=place,
            shape=shape,
            first=first,
            last=last,
            title=" ".join(title.split()),
            state=ItemState.DONE if is_met else line.state,
            item=owner.id,
            section=line.section,
            plan=head.id,
            number=owner.displayed_number.strip().rstrip(".)"),
            haste="" if is_met else line.haste,
            people=tuple(line.people),
            words=" ".join(line.deadline.split()),
            moved_to=line.moved_to,
            struck=struck,
        )

    entries = [
        entry(place, shape, first, last)
        for place, (shape, first, last) in enumerate(stretches(deadline, head.start, head.end))
    ]
    if line.state == ItemState.MOVED and line.planned is not None and line.planned is not deadline:
        stays = {(one.first, one.last) for one in entries}
        before = stretches(line.planned, head.start, head.end)
        entries += [
            entry(place, shape, first, last, struck=True)
            for place, (shape, first, last) in enumerate(before)
            if shape in (Shape.BAR, Shape.FLAG) and (first, last) not in stays
        ]
    return entries


def stretches(deadline: Deadline, start: dt.date, end: dt.date) -> list[tuple[Shape, dt.date, dt.date]]:
    """What a deadline puts on the calendar; one without days stands for the plan's whole period."""
    if not deadline.spans:
        return [(Shape.OPEN, start, end)]
    spans = deadline.spans
    if deadline.kind is Kind.THROUGHOUT:
        return [(Shape.ALL_YEAR, *span) for span in spans]
    if len(spans) > _MOST_SPANS:
        return [(Shape.ALL_YEAR, spans[0].first, max(span.last for span in spans))]
    if deadline.kind is Kind.BY:
        return [(Shape.FLAG, span.last, span.last) for span in spans]
    return [(Shape.BAR if exact else Shape.BAND, *span) for span, exact in zip(spans, deadline.exact, strict=True)]


def _of_meeting(one: MeetingDay, known: MeetingStanding) -> Entry:
    """A meeting on its day; one that has passed and has no minutes is not told to be held."""
    day = dt.date.fromisoformat(one.day)
    name = _("Meeting №\u00a0%d") % one.number if one.number else _("Meeting")
    name = f"{one.body}: {name[:1].lower()}{name[1:]}" if one.body else name
    title = f"{name}. {one.theme}" if one.theme else name
    return Entry(
        kind="meeting",
        row=one.id,
        uuid=one.uuid,
        place=0,
        shape=Shape.BAR,
        first=day,
        last=day,
        title=title,
        state=ItemState.DONE if known is MeetingStanding.HELD else ItemState.PLANNED,
        haste="late" if known is MeetingStanding.NOT_TOLD else "",
        time=one.time,
        minutes=one.minutes,
        venue=one.place,
        people=one.people,
    )


_EVENT_STATES = {
    EventState.PLANNED: ItemState.PLANNED,
    EventState.HELD: ItemState.DONE,
    EventState.MOVED: ItemState.MOVED,
    EventState.CANCELLED: ItemState.CANCELLED,
}


def _of_event(one: EventDays, served: dict[int, Line], plan_of: dict[int, int], today: dt.date) -> list[Entry]:
    """The runs of days of an event, in the colour of the plan item it serves."""
    item = next((served[row] for row in one.items if row in served), None) if one.items else None
    people = (*one.people, *item.people) if item else one.people
    people = tuple(dict.fromkeys(people)) if len(people) > 1 else people
    entered = EventState.of(one.state)
    title = " ".join(one.name.split())
    number = item.displayed_number.strip().rstrip(".)") if item else ""
    entries = []
    for place, (begins, ends) in enumerate(one.days):
        first = last = dt.date.fromisoformat(begins)
        if ends != begins:
            last = dt.date.fromisoformat(ends)
        state = _EVENT_STATES[event_state(entered, begins, today)]  # of several runs those to come are not held yet
        is_late = state is ItemState.PLANNED and last < today
        entries.append(
            Entry(
                kind="event",
                row=one.id,
                uuid=one.uuid,
                place=place,
                shape=Shape.BAR if last >= first else Shape.OPEN,
                first=first,
                last=max(first, last),
                title=title,
                state=state,
                item=item.id if item else 0,
                section=item.section if item else 0,
                plan=plan_of.get(item.id, 0) if item else 0,
                number=number,
                haste="late" if is_late else "",
                time=one.time,
                venue=one.venue,
                people=people,
                words=one.day_words,
                moved_to=one.moved_to,
                struck=state is ItemState.MOVED and bool(one.moved_to.strip()),
            )
        )
    return entries


USUAL_MINUTES = 60
"""How long something lasts that does not say it."""
_GONE = (ItemState.CANCELLED, ItemState.MOVED)


def double_bookings(entry: Entry, others: Iterable[Entry]) -> list[str]:
    """A sentence for each other entry that takes the hall or a person of `entry` at its time."""
    sentences = []
    for other in others:
        is_same = (other.kind, other.row) == (entry.kind, entry.row)
        if is_same or not _meet(entry, other):
            continue
        values = {"title": other.title, "day": f"{max(entry.first, other.first):%d.%m}", "time": other.time}
        if fold(entry.venue) and fold(entry.venue) == fold(other.venue):
            sentences.append(
                _("“%(venue)s” is taken on %(day)s at %(time)s: %(title)s.") % {**values, "venue": entry.venue}
            )
        both = [name for name in entry.people if name in other.people]
        if both:
            names = ", ".join(both[:2]) + (_(" and others") if len(both) > 2 else "")
            sentences.append(_("%(name)s on %(day)s at %(time)s: %(title)s.") % {**values, "name": names})
    return sentences


def all_double_bookings(entries: Sequence[Entry]) -> dict[tuple[str, int], list[str]]:
    """The sentences of every record that is in two places, by its kind and row; each day looked through once."""
    days: dict[dt.date, list[Entry]] = {}
    for entry in entries:
        if read_clock(entry.time):
            for number in range(min((entry.last - entry.first).days, 31) + 1):
                days.setdefault(entry.first + dt.timedelta(number), []).append(entry)
    bookings: dict[tuple[str, int], list[str]] = {}
    for same_day in days.values():
        for entry in same_day if len(same_day) > 1 else ():
            booked = double_bookings(entry, same_day)
            if booked:
                known = bookings.setdefault((entry.kind, entry.row), [])
                known += [one for one in booked if one not in known]
    return bookings


def _meet(one: Entry, other: Entry) -> bool:
    """Whether both are on the same day at the same time; what has no time of day meets nothing."""
    if other.state in _GONE or one.struck or other.struck or not one.touches(other.first, other.last):
        return False
    begins, others = _minute(one.time), _minute(other.time)
    if begins is None or others is None:
        return False
    return begins < others + (other.minutes or USUAL_MINUTES) and others < begins + (one.minutes or USUAL_MINUTES)


def _minute(time: str) -> int | None:
    clock = read_clock(time) if time else None
    return int(clock[:2]) * 60 + int(clock[3:]) if clock else None
