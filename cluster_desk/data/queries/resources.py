"""Resources and clubs as lists, their totals computed, and as whole records."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.resources import Club, Resource, ResourceKind
from cluster_desk.data.queries.listing import Column, Listing, choice_order, field_columns
from cluster_desk.data.queries.reader import Reader

LENT = Column("lent", N_("Lent in all"), Kind.WHOLE, "(SELECT sum(count) FROM loans WHERE resources_id = t.id)")
RETURNED = Column(
    "returned", N_("Returned"), Kind.WHOLE, "(SELECT sum(returned_count) FROM loans WHERE resources_id = t.id)"
)
BORROWERS = Column(
    "borrowers",
    N_("Organizations, number"),
    Kind.WHOLE,
    "(SELECT count(DISTINCT organization_id) FROM loans WHERE resources_id = t.id)",
)
_KIND_ORDER = choice_order("t.kind", ResourceKind)
RESOURCES = Listing(
    Resource,
    [*field_columns(Resource), LENT, RETURNED, BORROWERS],
    order=f"{_KIND_ORDER}, t.period DESC, t.name COLLATE russian, t.id",
)

CHILDREN = Column(
    "children_in_all",
    N_("Children in all"),
    Kind.WHOLE,
    "coalesce(t.children, (SELECT sum(count) FROM club_schools WHERE clubs_id = t.id))",
)
SCHOOLS = Column(
    "schools_words",
    N_("From which schools"),
    Kind.TEXT,
    "(SELECT group_concat(o.short_name, ', ') FROM club_schools AS s JOIN organizations AS o "
    "ON o.id = s.organization_id WHERE s.clubs_id = t.id)",
)
CLUBS = Listing(
    Club,
    [*field_columns(Club, without=("children",)), CHILDREN, SCHOOLS],
    order="t.period DESC, t.name COLLATE russian, t.id",
)


def list_resources(read: Reader) -> list[Resource]:
    """Every resource, by kind, the latest period first."""
    return RESOURCES.records(read)


def list_clubs(read: Reader) -> list[Club]:
    """Every club, the latest period first."""
    return CLUBS.records(read)
