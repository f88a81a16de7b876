"""The seats and meetings of the council, and of the bodies beside it, as lists. None is the council's body."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.council import Body, CouncilSeat, Meeting, SeatRole
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, choice_order, field_columns
from cluster_desk.data.queries.reader import Reader

_ROLE_ORDER = choice_order("t.role", SeatRole)

SEATS = Listing(
    CouncilSeat,
    field_columns(CouncilSeat),
    order=f"{_ROLE_ORDER}, (SELECT name FROM people WHERE id = t.person_id) COLLATE russian, t.id",
    where="t.body_id IS :body",
)

QUESTIONS = Column(
    "questions", N_("Questions"), Kind.WHOLE, "(SELECT count(*) FROM agenda_items WHERE meetings_id = t.id)"
)
MEETINGS = Listing(
    Meeting,
    [*field_columns(Meeting), QUESTIONS],
    order="t.day DESC, t.number DESC, t.id DESC",
    where="t.body_id IS :body",
)

BODIES = Listing(
    Body,
    [
        *field_columns(Body),
        Column(
            "members",
            N_("Members of the body"),
            Kind.WHOLE,
            "(SELECT count(*) FROM council_seats WHERE body_id = t.id AND person_id IS NOT NULL)",
        ),
        Column("meetings", N_("Meetings"), Kind.WHOLE, "(SELECT count(*) FROM meetings WHERE body_id = t.id)"),
    ],
    order="t.name COLLATE russian, t.id",
)


def list_bodies(read: Reader) -> list[tuple[int, str]]:
    """The bodies beside the council: row number and name."""
    return [(row, name) for row, name in read.rows("SELECT id, name FROM bodies ORDER BY name COLLATE russian, id")]


def body_of_meeting(read: Reader, meeting: int | None) -> int | None:
    """The body that a meeting is of; None for the council."""
    body: int | None = read.value("SELECT body_id FROM meetings WHERE id = ?", meeting)
    return body


class SeatHolder(NamedTuple):
    """Who sits on the council in which role: what papers and speakers' lists need of a seat."""

    seat_id: int
    role: SeatRole
    name: str  # "" for an empty seat
    position: str  # the seat's own words, else the person's post
    organization_id: int | None  # given with the seat, else the person's own
    organization: str
    person_id: int | None


def seat_holders(read: Reader, on: dt.date, body: int | None = None) -> list[SeatHolder]:
    """The council on a day, or another body, in the order of papers: by role, then by name."""
    sql = (
        "SELECT t.id, t.role, coalesce(p.name, ''), coalesce(nullif(t.position, ''), p.position, ''), o.id, "
        "coalesce(o.short_name, ''), t.person_id FROM council_seats AS t LEFT JOIN people AS p ON p.id = t.person_id "
        "LEFT JOIN organizations AS o ON o.id = coalesce(t.organization_id, p.organization_id) "
        "WHERE t.body_id IS :body AND coalesce(t.since, '') <= :day AND coalesce(t.until, '9999') >= :day "
        f"ORDER BY {_ROLE_ORDER}, p.name COLLATE russian, t.id"
    )
    rows = read.rows_named(sql, {"day": on.isoformat(), "body": body})
    return [SeatHolder(seat, SeatRole.of(role), *rest) for seat, role, *rest in rows]


def holder_of(role: SeatRole, council: Sequence[SeatHolder]) -> str:
    """The name of who plays that part, as `seat_holders` tells the council of a day; "" where nobody does."""
    return next((seat.name for seat in council if seat.role is role and seat.name), "")


def next_meeting_number(read: Reader, body: int | None = None) -> int:
    """The number after the highest one of the council or of a body, each numbering its own through the years."""
    return int(read.value("SELECT coalesce(max(number), 0) + 1 FROM meetings WHERE body_id IS ?", body))


class MeetingFacts(NamedTuple):
    """A meeting as it is chosen from all of them; `day` is ISO text, an empty text means not given."""

    id: int
    number: int | None
    day: str
    theme: str
    day_words: str
    body_id: int | None = None
    body: str = ""


_FACTS = (
    "SELECT t.id, t.number, coalesce(t.day, ''), t.theme, t.day_words, t.body_id, coalesce(b.name, '') "
    "FROM meetings AS t LEFT JOIN bodies AS b ON b.id = t.body_id"
)


def list_meetings(read: Reader, body: int | None = None) -> list[MeetingFacts]:
    """Every meeting of the council, or of a body, the latest first."""
    sql = f"{_FACTS} WHERE t.body_id IS ? ORDER BY {MEETINGS.order}"
    return [MeetingFacts(*row) for row in read.rows(sql, body)]


def every_meeting(read: Reader) -> list[MeetingFacts]:
    """The meetings of the council, the latest first, then those of the bodies beside it."""
    sql = f"{_FACTS} ORDER BY t.body_id IS NOT NULL, b.name COLLATE russian, {MEETINGS.order}"
    return [MeetingFacts(*row) for row in read.rows(sql)]
