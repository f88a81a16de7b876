"""The council's seats and meetings as lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.language import N_
from cluster_desk.core.records.council import CouncilSeat, Meeting, SeatRole
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, choice_order, field_columns
from cluster_desk.data.queries.reader import Reader

_ROLE_ORDER = choice_order("t.role", SeatRole)

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

    seat_id: int
    role: SeatRole
    name: str  # "" for an empty seat
    position: str  # the seat's own words, else the person's post
    organization_id: int | None  # given with the seat, else the person's own
    organization: str
    person_id: int | None


def seat_holders(read: Reader, on: dt.date) -> list[SeatHolder]:
    """The council on a day, in the order of papers: by role, then by name."""
    sql = (
        "SELECT t.id, t.role, coalesce(p.name, ''), coalesce(nullif(t.position, ''), p.position, ''), o.id, "
        "coalesce(o.short_name, ''), t.person_id FROM council_seats AS t LEFT JOIN people AS p ON p.id = t.person_id "
        "LEFT JOIN organizations AS o ON o.id = coalesce(t.organization_id, p.organization_id) "
        f"WHERE coalesce(t.since, '') <= :day AND coalesce(t.until, '9999') >= :day ORDER BY {_ROLE_ORDER}, "
        "p.name COLLATE russian, t.id"
    )
    rows = read.rows_named(sql, {"day": on.isoformat()})
    return [SeatHolder(seat, SeatRole.of(role), *rest) for seat, role, *rest in rows]


def holder_of(role: SeatRole, council: Sequence[SeatHolder]) -> str:
    """The name of who plays that part, as `seat_holders` tells the council of a day; "" where nobody does."""
    return next((seat.name for seat in council if seat.role is role and seat.name), "")


def next_meeting_number(read: Reader) -> int:
    """The number after the highest one; meetings are numbered through the years."""
    return int(read.value("SELECT coalesce(max(number), 0) + 1 FROM meetings"))


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as it is chosen from all of them; `day` is ISO text, an empty text means not given."""

    id: int
    number: int | None
    day: str
    theme: str
    day_words: str


def list_meetings(read: Reader) -> list[MeetingFacts]:
    """Every meeting, the latest first."""
    sql = f"SELECT id, number, coalesce(day, ''), theme, day_words FROM meetings AS t ORDER BY {MEETINGS.order}"
    return [MeetingFacts(*row) for row in read.rows(sql)]
