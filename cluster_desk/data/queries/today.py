"""What waits to be settled on a day, as flat rows: events whose outcome is missing, a meeting's papers, agreements.

Days are ISO text.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from cluster_desk.core.deadlines.event_days import tells_no_day
from cluster_desk.data.queries.members import AGREEMENT_NUMBER, LEFT, VALID_UNTIL
from cluster_desk.data.queries.minutes import HAS_MINUTES
from cluster_desk.data.queries.publishing import IS_OUT
from cluster_desk.data.queries.reader import Reader

MOST = 40
"""So many rows of a kind are read; how many there are is counted beside."""

_SILENT = (
    "t.people_count IS NULL AND t.text = '' AND t.nominations = '' "
    "AND NOT EXISTS (SELECT 1 FROM participations WHERE events_id = t.id)"
)
_EVENT = "t.id, t.name, t.day_words, t.first_day, coalesce(t.last_day, t.first_day), t.time, t.venue, t.results"
_LAST = "coalesce(t.last_day, t.first_day)"


class EventDue(NamedTuple):
    """An event that waits for something: its days, where it is, what its outcome says so far."""

    id: int
    name: str
    day_words: str
    first: str
    last: str
    time: str
    venue: str
    results: str


def events_ahead(read: Reader, first: str, last: str) -> list[EventDue]:
    """The events of these days that are not held, moved or cancelled; held is none whose first day is to come."""
    where = (
        f"t.first_day <= :last AND {_LAST} >= :first "
        "AND (t.state = 'planned' OR (t.state = 'held' AND t.first_day > :first))"
    )
    return _events(read, where, {"first": first, "last": last}, "t.first_day, t.time, t.id")[0]


def events_without_outcome(read: Reader, since: str, before: str) -> tuple[list[EventDue], int]:
    """The events planned for these days (`before` left out) that nobody said anything more of; and how many."""
    return _events(read, f"t.state = 'planned' AND {_LAST} >= :since AND {_LAST} < :before",
                   {"since": since, "before": before}, f"{_LAST} DESC, t.id DESC")  # fmt: skip


def count_without_outcome(read: Reader, before: str) -> int:
    """How many events planned for days before this one nobody said anything more of."""
    return int(read.value(f"SELECT count(*) FROM events AS t WHERE t.state = 'planned' AND {_LAST} < ?", before))


def events_without_numbers(read: Reader, since: str, before: str) -> list[EventDue]:
    """The events held on these days of which nobody wrote down who took part, nor a text."""
    where = f"t.state = 'held' AND {_LAST} >= :since AND {_LAST} < :before AND {_SILENT}"
    return _events(read, where, {"since": since, "before": before}, f"{_LAST} DESC, t.id DESC")[0]


def events_without_address(read: Reader, since: str, before: str) -> tuple[list[EventDue], int]:
    """The events held on these days that have an outcome and no web address nor card that is published.

    They are told where the office tells addresses at all: it does when every fourth event of the last year has one.
    """
    where = (
        f"t.state = 'held' AND {_LAST} >= :since AND {_LAST} < :before AND t.links = '' AND NOT ({_SILENT}) "
        f"AND NOT EXISTS (SELECT 1 FROM publications WHERE event_id = t.id AND {IS_OUT}) "
        "AND (SELECT 4 * count(CASE WHEN links <> '' THEN 1 END) >= max(count(*), 1) FROM events "
        "WHERE state = 'held' AND first_day >= date(:before, '-1 year'))"
    )
    return _events(read, where, {"since": since, "before": before}, f"{_LAST} DESC, t.id DESC")


def _events(read: Reader, where: str, values: dict[str, Any], order: str) -> tuple[list[EventDue], int]:
    sql = f"SELECT {_EVENT} FROM events AS t WHERE {where} ORDER BY {order}"
    rows = read.rows_named(sql, values)
    return [EventDue(*row) for row in rows[:MOST]], len(rows)


def events_in_doubt(read: Reader) -> tuple[list[int], list[int]]:
    """The events that tell days and none is understood, and those with a number that is not: their row numbers."""
    undated = read.rows("SELECT id, day_words FROM events WHERE first_day IS NULL ORDER BY id")
    days = [row for row, words in undated if not tells_no_day(words)]
    numbers = read.rows(
        "SELECT DISTINCT events_id FROM participations WHERE count IS NULL AND count_words <> '' ORDER BY events_id"
    )
    return days, [row for (row,) in numbers]


class MeetingPapers(NamedTuple):
    """A meeting and what its papers need: how many questions, how many without a speaker, how many filled seats."""

    id: int
    uuid: str
    number: int | None
    day: str
    time: str
    place: str
    theme: str
    questions: int
    without_speaker: int
    seats: int


def next_meeting(read: Reader, day: str) -> MeetingPapers | None:
    """The first meeting of the council from a day on whose minutes tell nothing yet."""
    sql = (
        "SELECT m.id, m.uuid, m.number, m.day, m.time, m.place, m.theme, "
        "(SELECT count(*) FROM agenda_items WHERE meetings_id = m.id), "
        "(SELECT count(*) FROM agenda_items AS a WHERE a.meetings_id = m.id "
        "AND NOT EXISTS (SELECT 1 FROM speakers WHERE agenda_items_id = a.id)), "
        "(SELECT count(*) FROM council_seats WHERE person_id IS NOT NULL AND body_id IS NULL "
        "AND coalesce(until, '9999-12-31') >= m.day) "
        f"FROM meetings AS m WHERE m.body_id IS NULL AND m.day >= ? AND NOT ({HAS_MINUTES}) "
        "ORDER BY m.day, m.time, m.id LIMIT 1"
    )
    row = read.row(sql, day)
    return MeetingPapers(*row) if row else None


class MeetingDue(NamedTuple):
    """A meeting that was to be held."""

    id: int
    number: int | None
    day: str
    theme: str
    body: str = ""


_BODY = "coalesce((SELECT name FROM bodies WHERE id = m.body_id), '')"


def meetings_of_bodies(read: Reader, first: str, last: str) -> list[MeetingDue]:
    """The meetings of bodies beside the council on these days whose minutes tell nothing yet."""
    sql = (
        f"SELECT m.id, m.number, m.day, m.theme, {_BODY} FROM meetings AS m WHERE m.body_id IS NOT NULL "
        f"AND m.day BETWEEN ? AND ? AND NOT ({HAS_MINUTES}) ORDER BY m.day, m.time, m.id"
    )
    return [MeetingDue(*row) for row in read.rows(sql, first, last)]


def meetings_without_minutes(read: Reader, since: str, before: str) -> list[MeetingDue]:
    """The meetings of these days whose minutes tell nothing, the latest first."""
    sql = (
        f"SELECT m.id, m.number, m.day, m.theme, {_BODY} FROM meetings AS m "
        f"WHERE m.day >= ? AND m.day < ? AND NOT ({HAS_MINUTES}) ORDER BY m.day DESC, m.id DESC"
    )
    return [MeetingDue(*row) for row in read.rows(sql, since, before)]


class AgreementDue(NamedTuple):
    """An organization of the cluster whose last agreement ends: its number and its last day."""

    id: int
    name: str
    number: str
    until: str


def agreements_ending(read: Reader, day: str, until: str) -> list[AgreementDue]:
    """Agreements in force that end by `until` or have ended, of organizations that are in the cluster on `day`."""
    sql = (
        f"SELECT t.id, t.short_name, coalesce({AGREEMENT_NUMBER.sql}, ''), {VALID_UNTIL.sql} AS ends "
        f"FROM organizations AS t WHERE ends <= :until AND coalesce({LEFT.sql}, '9999') >= :day ORDER BY ends, t.id"
    )
    return [AgreementDue(*row) for row in read.rows_named(sql, {"day": day, "until": until})]


class PlanLeft(NamedTuple):
    """A plan whose period is over with items that are marked as under way or moved: how many."""

    id: int
    name: str
    items: int


def plans_with_open_marks(read: Reader, before: str) -> list[PlanLeft]:
    """The plans that ended before a day in which something is marked as under way or moved, the latest first."""
    sql = (
        "SELECT p.id, p.name, count(*) FROM plans AS p JOIN plan_sections AS s ON s.plan_id = p.id "
        "JOIN plan_items AS i ON i.section_id = s.id WHERE p.period_end < ? AND i.state IN ('under_way', 'moved') "
        "GROUP BY p.id ORDER BY p.period_end DESC, p.id"
    )
    return [PlanLeft(*row) for row in read.rows(sql, before)]


def items_served(read: Reader, events: Iterable[int]) -> list[tuple[int, int]]:
    """The plan items that these events carry out, each with the event."""
    listed = ", ".join(map(str, events))
    rows = read.rows(f"SELECT item_id, events_id FROM served_items WHERE events_id IN ({listed}) AND item_id NOT NULL")
    return [(item, event) for item, event in rows]
