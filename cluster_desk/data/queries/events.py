"""Events and the activity log as flat rows: for lists, papers and indicators.

An event belongs to the month, the quarter and the period that its first day lies in. How many people took part in it
is counted kind by kind: the greater of the number told for all and the sum over organizations, so that neither a total
without organizations nor organizations without a total is lost (`rules.log.events` doubts where both are and differ).
Works, teams and other units are counted apart from people.
"""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.progress import check
from cluster_desk.core.records.events import Event, EventState, Level, Mode, TakingPart
from cluster_desk.core.records.fields import Choice, Kind
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

FILES = Column("files", N_("Files"), Kind.WHOLE, "(SELECT count(*) FROM attachments WHERE events_id = t.id)")
EVENTS = Listing(Event, [*field_columns(Event), FILES], order="t.first_day DESC, t.id DESC")
"""Every event, the latest first."""

_ORGANIZER = "coalesce(nullif(t.organizer, ''), (SELECT short_name FROM organizations WHERE id = t.organizer_id), '')"
_IN_PERIOD = "t.first_day BETWEEN :start AND :end"
_ID_IN_PERIOD = "t.id IN (SELECT id FROM events WHERE first_day BETWEEN :start AND :end)"
"""The same by the index of days alone: the events themselves are then read as they lie in the file."""
_EVERY = ("0000-01-01", "9999-12-31")


class EventFacts(NamedTuple):
    """An event with its outcome; days are ISO text or "". `people` is how many took part, None where not given."""

    id: int
    name: str
    state: EventState
    day_words: str
    first_day: str
    last_day: str
    time: str
    venue: str
    level: Level
    form: str
    mode: Mode
    audience: str
    organizer: str
    task_id: int | None
    nominations: str
    results: str
    links: str
    text: str
    moved_to: str
    reason: str
    people: int | None


_FACTS = (
    "SELECT t.id, t.name, t.state, t.day_words, coalesce(t.first_day, ''), coalesce(t.last_day, ''), t.time, t.venue, "
    f"t.level, t.form, t.mode, t.audience, {_ORGANIZER}, t.task_id, t.nominations, t.results, t.links, t.text, "
    "t.moved_to, t.reason, t.people_count FROM events AS t"
)
_STATE, _LEVEL, _MODE = 2, 8, 10
_REPEATED = (3, 4, 5, 6, 7, 9, 11, 12)  # days and their words, time, venue, form, audience, organizer


def period_values(start: dt.date | str | None, end: dt.date | str | None) -> dict[str, str]:
    """`:start` and `:end` for SQL, both included; None is open."""
    return {"start": str(start or _EVERY[0]), "end": str(end or _EVERY[1])}


def list_events(
    read: Reader,
    start: dt.date | str | None = None,
    end: dt.date | str | None = None,
    *,
    states: Iterable[EventState] = (EventState.HELD,),
    undated: bool = False,
) -> list[EventFacts]:
    """Events that began in a period, in the order of their days; by default those held: the activity log.

    `undated`: only those on days that nobody can tell.
    """
    codes = ", ".join(f"'{state.value}'" for state in states)
    where = f"t.state IN ({codes})" + (f" AND {_ID_IN_PERIOD}" if start or end else "")
    where += " AND coalesce(t.first_day, '') = ''" if undated else ""
    same: dict[str, str] = {}
    sql = f"{_FACTS} WHERE {where} ORDER BY t.id"
    events = read.rows_made(lambda row: _facts(row, same), sql, period_values(start, end))
    events.sort(key=attrgetter("first_day"))  # SQLite would look for the next day's event all over the file
    return events


def get_event(read: Reader, event: int) -> EventFacts | None:
    """The event with that row number."""
    row = read.row(f"{_FACTS} WHERE t.id = ?", event)
    return _facts(row, {}) if row else None


class ChoosableEvent(NamedTuple):
    """An event as it is offered where one is to be chosen; `lists_people`: it names somebody or has participants."""

    id: int
    name: str
    day_words: str
    first_day: str
    is_planned: bool
    lists_people: bool

    @property
    def title(self) -> str:
        """«24.03.2026: Конкурс чтецов», by its first day; the words told where no day is understood."""
        day = day_in_figures(self.first_day) if self.first_day else tidy(self.day_words)
        return f"{day}: {tidy(self.name)}" if day else tidy(self.name)


def choosable_events(
    read: Reader, *, held: bool = False, near: tuple[dt.date, dt.date] | None = None
) -> list[ChoosableEvent]:
    """The events to choose one from, the latest first; `near` are days on which they begin, if it is known when."""
    start, end = near or _EVERY
    sql = (
        "SELECT t.id, t.name, t.day_words, coalesce(t.first_day, ''), t.state = 'planned', "
        "EXISTS (SELECT 1 FROM event_people AS e WHERE e.events_id = t.id) "
        "OR EXISTS (SELECT 1 FROM participants AS p WHERE p.event_id = t.id) FROM events AS t "
        "WHERE coalesce(t.first_day, :start) BETWEEN :start AND :end AND (t.state = 'held' OR NOT :held) "
        "ORDER BY t.first_day DESC, t.id DESC"
    )
    rows = read.rows_named(sql, {"start": str(start), "end": str(end), "held": held})
    return [
        ChoosableEvent(row, name, words, day, bool(planned), bool(people))
        for row, name, words, day, planned, people in rows
    ]


class _Members(dict[str, Any]):
    """Members of a choice by code; one that a newer version wrote reads as the list's last."""

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__({one.value: one for one in choices})
        self._choices = choices

    def __missing__(self, code: str) -> Any:
        return self._choices.of(code)


_STATES, _LEVELS, _MODES, _KINDS = map(_Members, (EventState, Level, Mode, TakingPart))


def _facts(row: tuple[Any, ...], same: dict[str, str]) -> EventFacts:
    """Written out, since a log has a hundred thousand of them; what is told again and again is one text in `same`."""
    values = [*row]
    for at in _REPEATED:
        values[at] = same.setdefault(row[at], row[at])
    values[_STATE], values[_LEVEL], values[_MODE] = _STATES[row[_STATE]], _LEVELS[row[_LEVEL]], _MODES[row[_MODE]]
    return _make_facts(values)


_make_facts = EventFacts._make


class ParticipationFacts(NamedTuple):
    """How many took part from one organization; `organization` is "" where the number is for all.

    `organization_id` is None for one outside the cluster, then `organization` is its name as written.
    """

    event_id: int
    organization_id: int | None
    organization: str
    kind: TakingPart
    unit: str
    count_words: str
    number: int | None


def list_participations(
    read: Reader, start: dt.date | str | None = None, end: dt.date | str | None = None
) -> dict[int, list[ParticipationFacts]]:
    """Who took part in the events held in a period, by event, in the order entered."""
    sql = (
        "SELECT p.events_id, p.organization_id, coalesce(o.short_name, p.organization_words), p.kind, p.unit, "
        "p.count_words, p.count FROM participations AS p JOIN events AS t ON t.id = p.events_id "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id "
        f"WHERE t.state = 'held' AND {_IN_PERIOD} ORDER BY p.events_id, p.place, p.id"
    )
    same: dict[Any, Any] = {}  # a few hundred names and numbers, which SQLite gives as so many values as there are rows

    def made(row: tuple[Any, ...]) -> ParticipationFacts:
        event, *others = row
        organization, name, kind, *rest = [same.setdefault(value, value) for value in others]
        return _make_participation((event, organization, name, _KINDS[kind], *rest))

    participations: dict[int, list[ParticipationFacts]] = {}
    for facts in read.rows_made(made, sql, period_values(start, end)):
        if facts.event_id in participations:
            participations[facts.event_id].append(facts)
        else:
            check()
            participations[facts.event_id] = [facts]
    return participations


_make_participation = ParticipationFacts._make


class EventPersonFacts(NamedTuple):
    """Somebody named in an event: a winner, a speaker."""

    event_id: int
    name: str
    role: str
    nomination: str
    person_id: int | None
    organization: str


_PEOPLE = (
    "SELECT e.events_id, e.words, e.role, e.nomination, e.person_id, coalesce(o.short_name, '') FROM event_people AS e "
    "JOIN events AS t ON t.id = e.events_id LEFT JOIN organizations AS o ON o.id = e.organization_id"
)


def list_event_people(
    read: Reader, start: dt.date | str | None = None, end: dt.date | str | None = None
) -> dict[int, list[EventPersonFacts]]:
    """The people named in the events held in a period, by event, in the order entered."""
    sql = f"{_PEOPLE} WHERE t.state = 'held' AND {_IN_PERIOD} ORDER BY e.events_id, e.place, e.id"
    people: dict[int, list[EventPersonFacts]] = {}
    for row in read.rows_named(sql, period_values(start, end)):
        people.setdefault(row[0], []).append(EventPersonFacts(*row))
    return people


def event_people(read: Reader, event: int) -> list[EventPersonFacts]:
    """The people named in one event, in the order entered."""
    rows = read.rows(f"{_PEOPLE} WHERE e.events_id = ? ORDER BY e.place, e.id", event)
    return [EventPersonFacts(*row) for row in rows]


def items_served(read: Reader) -> dict[int, list[int]]:
    """Plan items served, by event, in the order entered."""
    served: dict[int, list[int]] = {}
    for event, item in read.rows("SELECT events_id, item_id FROM served_items ORDER BY events_id, place, id"):
        served.setdefault(event, []).append(item)
    return served


class ServedFacts(NamedTuple):
    """What the plan says of an event that serves its items: who is responsible, under which sections, in order."""

    responsible: tuple[str, ...]
    sections: tuple[str, ...]


def plan_facts(read: Reader) -> dict[int, ServedFacts]:
    """What the plan says of each event that serves an item, by event."""
    sql = (
        "SELECT v.events_id, i.responsible, coalesce(s.name, '') FROM served_items AS v "
        "JOIN plan_items AS i ON i.id = v.item_id LEFT JOIN plan_sections AS s ON s.id = i.section_id "
        "ORDER BY v.events_id, v.place, v.id"
    )
    told: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for event, responsible, section in read.rows(sql):
        who, where = told.setdefault(event, ({}, {}))
        who |= {tidy(responsible.replace("\n", "; ")): None} if responsible.strip() else {}
        where |= {tidy(section): None} if section.strip() else {}
    return {event: ServedFacts(tuple(who), tuple(where)) for event, (who, where) in told.items()}


class ServingEvent(NamedTuple):
    """An event that serves a plan item: enough to tell what became of the item. `spans` are its runs of days."""

    event_id: int
    name: str
    state: EventState
    day_words: str
    first_day: str
    moved_to: str
    reason: str
    spans: tuple[str, ...] = ()

    @property
    def runs(self) -> list[tuple[dt.date, dt.date]]:
        """The first and the last day of each run of days; none where no day is known."""
        told = [span.split("/") for span in self.spans] or [[self.first_day] * 2] * bool(self.first_day)
        return [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in told]


def events_serving(read: Reader, items: Iterable[int]) -> dict[int, list[ServingEvent]]:
    """The events that serve each of `items`, by their days."""
    numbers = ", ".join(str(int(item)) for item in items)
    sql = (
        "SELECT s.item_id, t.id, t.name, t.state, t.day_words, coalesce(t.first_day, ''), t.moved_to, t.reason, "
        "(SELECT group_concat(e.first || '/' || e.last) FROM event_spans AS e WHERE e.events_id = t.id) "
        f"FROM served_items AS s JOIN events AS t ON t.id = s.events_id WHERE s.item_id IN ({numbers}) "
        "ORDER BY s.item_id, t.first_day, t.id"
    )
    serving: dict[int, list[ServingEvent]] = {}
    for item, event, name, state, words, first_day, moved_to, reason, spans in read.rows(sql):
        runs = tuple(spans.split(",")) if spans else ()
        row = (event, name, EventState.of(state), words, first_day, moved_to, reason, runs)
        serving.setdefault(item, []).append(ServingEvent(*row))
    return serving
