"""The council's seats and meetings as lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cluster_desk.core.language import N_
from cluster_desk.core.records.council import CouncilSeat, Meeting, SeatRole
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

_ROLE_ORDER = "CASE t.role " + " ".join(f"WHEN '{role.value}' THEN {n}" for n, role in enumerate(SeatRole)) + " END"

SEATS = Listing(
    CouncilSeat,
    field_columns(CouncilSeat),
    order=f"{_ROLE_ORDER}, (SELECT name FROM people WHERE id = t.person_id) COLLATE russian, t.id",
)

QUESTIONS = Column(
    "questions", N_("Questions"), Kind.WHOLE, "(SELECT count(*) FROM agenda_items WHERE meetings_id = t.id)"
)
MEETINGS = Listing(Meeting, [*field_columns(Meeting), QUESTIONS], order="t.day DESC, t.number DESC, t.id DESC")


@dataclass(frozen=True)
class SeatHolder:
    """Who sits on the council in which role: what papers and speakers' lists need of a seat."""

    role: SeatRole
    name: str  # "" for an empty seat
    position: str  # the seat's own words, else the person's post
    organization: str
    person_id: int | None


def seat_holders(read: Reader, on: dt.date) -> list[SeatHolder]:
    """The council on a day, in the order of papers: by role, then by name."""
    sql = (
        "SELECT t.role, coalesce(p.name, ''), coalesce(nullif(t.position, ''), p.position, ''), "
        "coalesce(o.short_name, ''), t.person_id FROM council_seats AS t LEFT JOIN people AS p ON p.id = t.person_id "
        "LEFT JOIN organizations AS o ON o.id = coalesce(t.organization_id, p.organization_id) "
        f"WHERE coalesce(t.since, '') <= :day AND coalesce(t.until, '9999') >= :day ORDER BY {_ROLE_ORDER}, "
        "p.name COLLATE russian, t.id"
    )
    rows = read.rows_named(sql, {"day": on.isoformat()})
    return [SeatHolder(SeatRole.of(role), *rest) for role, *rest in rows]


def next_meeting_number(read: Reader) -> int:
    """The number after the highest one; meetings are numbered through the years."""
    return int(read.value("SELECT coalesce(max(number), 0) + 1 FROM meetings"))


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting's own fields; `day` is ISO text, an empty text is nothing told."""

    id: int
    number: int | None
    day: str
    time: str
    place: str
    theme: str
    day_words: str
    time_words: str


_MEETING_FACTS = (
    "SELECT id, number, coalesce(day, ''), time, place, theme, day_words, time_words FROM meetings AS t {where} "
    f"ORDER BY {MEETINGS.order}"
)


def meetings_told(read: Reader) -> list[MeetingFacts]:
    """Every meeting, the latest first."""
    return [MeetingFacts(*row) for row in read.rows(_MEETING_FACTS.format(where=""))]


def meeting_told(read: Reader, meeting: int) -> MeetingFacts | None:
    """The meeting with that row number."""
    row = read.row(_MEETING_FACTS.format(where="WHERE t.id = ?"), meeting)
    return MeetingFacts(*row) if row else None


@dataclass(frozen=True)
class Question:
    """An agenda item as typed, with its speakers' words in their order."""

    number: str
    topic: str
    speakers: tuple[str, ...]


def agenda_of(read: Reader, meeting: int) -> list[Question]:
    """A meeting's agenda in its order."""
    sql = (
        "SELECT a.id, a.number, a.topic, s.words FROM agenda_items AS a "
        "LEFT JOIN speakers AS s ON s.agenda_items_id = a.id "
        "WHERE a.meetings_id = ? ORDER BY a.place, a.id, s.place, s.id"
    )
    found: dict[int, Question] = {}
    for row, number, topic, words in read.rows(sql, meeting):
        before = found.get(row, Question(number, topic, ()))
        found[row] = Question(number, topic, (*before.speakers, *([words] if words else [])))
    return list(found.values())


@dataclass(frozen=True)
class SeatOfOrganization:
    """A seat that an organization has on the council; `name` is "" while it is empty."""

    organization_id: int
    role: SeatRole
    name: str
    person_id: int | None


def seats_of_organizations(read: Reader, on: dt.date) -> list[SeatOfOrganization]:
    """The council's seats that belong to an organization on a day: told with the seat, else the person's own."""
    sql = (
        "SELECT coalesce(t.organization_id, p.organization_id) AS organization, t.role, coalesce(p.name, ''), "
        "t.person_id FROM council_seats AS t LEFT JOIN people AS p ON p.id = t.person_id "
        "WHERE organization IS NOT NULL AND coalesce(t.since, '') <= :day AND coalesce(t.until, '9999') >= :day "
        f"ORDER BY {_ROLE_ORDER}, p.name COLLATE russian, t.id"
    )
    rows = read.rows_named(sql, {"day": on.isoformat()})
    return [SeatOfOrganization(row, SeatRole.of(role), *rest) for row, role, *rest in rows]
