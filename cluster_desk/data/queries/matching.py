"""What a document's words are matched with: organizations, people and seats as flat rows."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.records.council import SeatRole
from cluster_desk.data.queries.reader import Reader


@dataclass(frozen=True)
class OrganizationNames:
    """An organization by its two names."""

    id: int
    short_name: str
    full_name: str


@dataclass(frozen=True)
class PersonFacts:
    """A person with what tells namesakes apart."""

    id: int
    name: str
    position: str
    organization_id: int | None
    organization: str


@dataclass(frozen=True)
class SeatFacts:
    """A seat that has not ended."""

    id: int
    role: SeatRole
    person_id: int | None
    position: str


def organization_names(read: Reader) -> list[OrganizationNames]:
    """All organizations."""
    rows = read.rows("SELECT id, short_name, full_name FROM organizations ORDER BY id")
    return [OrganizationNames(*row) for row in rows]


def person_facts(read: Reader) -> list[PersonFacts]:
    """All people."""
    sql = (
        "SELECT p.id, p.name, p.position, p.organization_id, coalesce(o.short_name, '') FROM people AS p "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id ORDER BY p.id"
    )
    return [PersonFacts(*row) for row in read.rows(sql)]


def open_seats(read: Reader) -> list[SeatFacts]:
    """Seats of the council without an end."""
    rows = read.rows("SELECT id, role, person_id, position FROM council_seats WHERE until IS NULL ORDER BY id")
    return [SeatFacts(row, SeatRole.of(role), person, position) for row, role, person, position in rows]


def table_of_plan(read: Reader, plan: int) -> tuple[list[int], list[int]]:
    """The row numbers of the sections and of the items in a plan's table, its own or one that it shares, in order."""
    shared = "(SELECT coalesce(shares_id, id) FROM plans WHERE id = ?)"
    sections = read.rows(f"SELECT id FROM plan_sections WHERE plan_id = {shared} ORDER BY place, id", plan)
    items = read.rows(
        "SELECT i.id FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
        f"WHERE s.plan_id = {shared} ORDER BY s.place, s.id, i.place, i.id",
        plan,
    )
    return [row for (row,) in sections], [row for (row,) in items]
