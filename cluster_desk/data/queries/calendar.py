"""What stands in the calendar beside the plans: meetings, events with their days; identities for other programs.

And the school's days off, as given in the settings, for the warnings of deadlines.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, NamedTuple

from cluster_desk.core.deadlines.days_off import DaysOff, OwnDay, Vacation
from cluster_desk.data.queries.cluster import CLUSTER_ID
from cluster_desk.data.queries.reader import Reader


class MeetingDay(NamedTuple):
    """A meeting on its day (ISO); `minutes` is what its agenda takes, 0 where not given.

    `body` is the name of the body that meets, "" for the council.
    """

    id: int
    uuid: str
    number: int | None
    day: str
    time: str
    place: str
    theme: str
    minutes: int
    people: tuple[str, ...]
    body: str = ""


class EventDays(NamedTuple):
    """An event with its runs of days (ISO), the plan items it serves and who is named in it."""

    id: int
    uuid: str
    name: str
    state: str
    day_words: str
    time: str
    venue: str
    moved_to: str
    days: tuple[tuple[str, str], ...]
    items: tuple[int, ...]
    people: tuple[str, ...]


def meeting_days(read: Reader) -> list[MeetingDay]:
    """Every meeting that has a day, in their order; its people are who speaks and who has a seat in its body."""
    seats = _lists(read.rows(_SEATED))
    speakers = _lists(read.rows(_SPEAKERS))
    sql = (
        "SELECT t.id, t.uuid, t.number, t.day, t.time, t.place, t.theme, "
        "coalesce((SELECT sum(minutes) FROM agenda_items WHERE meetings_id = t.id), 0) "
        ", coalesce(b.name, ''), coalesce(t.body_id, 0) FROM meetings AS t LEFT JOIN bodies AS b ON b.id = t.body_id "
        "WHERE t.day IS NOT NULL ORDER BY t.day, t.time, t.id"
    )
    meetings = []
    for *facts, body, body_id in read.rows(sql):
        people = dict.fromkeys((*speakers.get(facts[0], ()), *seats.get(body_id, ())))
        meetings.append(MeetingDay._make([*facts, tuple(people), body]))
    return meetings


_SEATED = (
    "SELECT DISTINCT coalesce(s.body_id, 0), p.name FROM council_seats AS s JOIN people AS p ON p.id = s.person_id "
    "WHERE s.until IS NULL ORDER BY p.name"
)
_SPEAKERS = (
    "SELECT a.meetings_id, p.name FROM speakers AS s JOIN agenda_items AS a ON a.id = s.agenda_items_id "
    "JOIN people AS p ON p.id = s.person_id ORDER BY a.place, s.place"
)


def event_days(read: Reader, first: str = "", last: str = "9999") -> list[EventDays]:
    """Every event that has a day of the period (ISO), in their order, with all its days."""
    spans = _lists(
        (row, (begins, ends))
        for row, begins, ends in read.rows(
            "SELECT events_id, first, last FROM event_spans WHERE first IS NOT NULL AND last IS NOT NULL "
            "AND events_id IN (SELECT events_id FROM event_spans WHERE first <= ? AND last >= ?) "
            "ORDER BY events_id, first",
            last,
            first,
        )
    )
    # Whose days were found is told by number: to look through all days once more for each question costs more.
    among, found = "(SELECT value FROM json_each(?))", json.dumps(list(spans))
    items = _lists(
        read.rows(
            "SELECT events_id, item_id FROM served_items WHERE item_id IS NOT NULL "
            f"AND events_id IN {among} ORDER BY place",
            found,
        )
    )
    people = _lists(
        read.rows(
            "SELECT e.events_id, coalesce(p.name, e.words) FROM event_people AS e LEFT JOIN people AS p "
            f"ON p.id = e.person_id WHERE e.events_id IN {among} ORDER BY e.place",
            found,
        )
    )
    columns = "id, uuid, name, state, day_words, time, venue, moved_to"
    sql = f"SELECT {columns} FROM events WHERE id IN {among} ORDER BY first_day, id"
    none: tuple[Any, ...] = ()
    return [
        EventDays._make((*row, tuple(spans[row[0]]), tuple(items.get(row[0], none)), tuple(people.get(row[0], none))))
        for row in read.rows(sql, found)
    ]


def _lists(pairs: Any) -> dict[int, list[Any]]:
    lists: dict[int, list[Any]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return lists


def days_off(read: Reader) -> DaysOff:
    """Vacations, moved days and whether Saturday is worked; what is half filled in is left out."""
    vacations = read.rows(
        "SELECT name, first_day, last_day FROM school_vacations WHERE first_day IS NOT NULL AND last_day IS NOT NULL "
        "ORDER BY first_day"
    )
    moved = read.rows("SELECT day, works, name FROM moved_days WHERE day IS NOT NULL ORDER BY day")
    saturday = read.value("SELECT saturday_works FROM cluster WHERE id = ?", CLUSTER_ID)
    return DaysOff(
        tuple(Vacation(name, _to_day(first), _to_day(last)) for name, first, last in vacations),
        tuple(OwnDay(_to_day(day), bool(works), name) for day, works, name in moved),
        bool(saturday),
    )


def _to_day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
