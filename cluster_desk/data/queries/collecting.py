"""Requests to schools as a list, and what the file knows of one school in a period."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection as Many
from dataclasses import dataclass, field

from cluster_desk.core.language import N_
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import EventState, TakingPart
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

_ANSWERED = (
    "(SELECT count(DISTINCT r.organization_id) FROM school_replies AS r JOIN asked_schools AS a "
    "ON a.collections_id = t.id AND a.organization_id = r.organization_id WHERE r.collections_id = t.id)"
)
"""How many of the schools asked have answered; one that answers unasked stands for none of them."""
ASKED = Column(
    "asked_count", N_("Schools asked"), Kind.WHOLE, "(SELECT count(*) FROM asked_schools WHERE collections_id = t.id)"
)
REPLIED = Column("replied", N_("Answered"), Kind.WHOLE, _ANSWERED)
COLLECTIONS = Listing(
    Collection,
    [*field_columns(Collection, without=("questions",)), ASKED, REPLIED],
    order="t.last_day DESC, t.id DESC",
)


def collection_rows(read: Reader) -> list[tuple[int, str]]:
    """Row numbers and uuids of all requests, the latest first."""
    return [(row, uuid) for row, uuid in read.rows("SELECT id, uuid FROM collections ORDER BY last_day DESC, id DESC")]


@dataclass
class SchoolEvent:
    """An event that a school took part in, or is to: its words, and the counts of that school by kind as typed."""

    id: int
    name: str
    day_words: str
    level: str
    is_held: bool = False
    counts: dict[TakingPart, str] = field(default_factory=dict)
    numbers: dict[TakingPart, int] = field(default_factory=dict)


def events_of_schools(
    read: Reader, first: dt.date, last: dt.date, schools: Many[int] = ()
) -> dict[int, list[SchoolEvent]]:
    """By school the events of a period that it took part in, in their order; cancelled ones left out."""
    chosen = f"AND p.organization_id IN ({', '.join(map(str, schools))})" if schools else ""
    sql = (
        "SELECT p.organization_id, t.id, t.name, t.day_words, t.level, t.state, p.kind, p.count_words, p.count "
        "FROM events AS t JOIN participations AS p ON p.events_id = t.id WHERE t.state <> 'cancelled' "
        f"AND p.unit = '' AND t.first_day BETWEEN ? AND ? AND p.organization_id IS NOT NULL {chosen} "
        "ORDER BY t.first_day, t.id, p.place"
    )
    result: dict[int, dict[int, SchoolEvent]] = defaultdict(dict)
    for school, row, name, days, level, state, kind, words, count in read.rows(sql, f"{first}", f"{last}"):
        is_held = EventState.of(state) is EventState.HELD
        one = result[school].setdefault(row, SchoolEvent(row, " ".join(name.split()), days, level, is_held))
        who = TakingPart.of(kind)
        one.counts[who] = ", ".join(filter(None, (one.counts.get(who), words)))
        if count is not None:
            one.numbers[who] = one.numbers.get(who, 0) + count
    return {school: list(events.values()) for school, events in result.items()}


def indicator_values(read: Reader, first: dt.date, last: dt.date) -> dict[tuple[int, int], str]:
    """By indicator and organization the words of its value of exactly this period."""
    sql = (
        "SELECT indicators_id, organization_id, value_words FROM indicator_values "
        "WHERE organization_id IS NOT NULL AND period_start = ? AND period_end = ? ORDER BY place"
    )
    return {(one, school): words for one, school, words in read.rows(sql, first.isoformat(), last.isoformat())}


def indicator_names(read: Reader) -> dict[int, tuple[str, str]]:
    """By row number what indicators are called, and their unit."""
    return {
        row: (" ".join(name.split()), unit) for row, name, unit in read.rows("SELECT id, name, unit FROM indicators")
    }


def short_names(read: Reader) -> dict[int, str]:
    """By row number what organizations are called in short."""
    return dict(read.rows("SELECT id, short_name FROM organizations ORDER BY id"))


def collections_due(read: Reader, day: str) -> list[tuple[int, str, str, int, int]]:
    """Requests whose answers are wanting: row, name, ISO day they were due, schools asked, schools that answered.

    Those due up to a week after `day`, or that were due within the last three months.
    """
    sql = (
        f"SELECT t.id, t.name, t.due, (SELECT count(*) FROM asked_schools WHERE collections_id = t.id), {_ANSWERED} "
        "FROM collections AS t WHERE t.due BETWEEN date(?, '-92 days') AND date(?, '+7 days') ORDER BY t.due, t.id"
    )
    return [row for row in read.rows(sql, day, day) if row[4] < row[3]]
