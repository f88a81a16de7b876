"""Resources, loans and clubs as flat rows, their totals computed."""

from __future__ import annotations

from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.resources import Club, Resource, ResourceKind
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

LENT = Column("lent", N_("Lent in all"), Kind.WHOLE, "(SELECT sum(count) FROM loans WHERE resources_id = t.id)")
RETURNED = Column(
    "returned", N_("Returned"), Kind.WHOLE, "(SELECT sum(returned_count) FROM loans WHERE resources_id = t.id)"
)
BORROWERS = Column(
    "borrowers",
    N_("Organizations"),
    Kind.WHOLE,
    "(SELECT count(DISTINCT organization_id) FROM loans WHERE resources_id = t.id)",
)
_KIND_ORDER = "CASE t.kind " + " ".join(f"WHEN '{one.value}' THEN {n}" for n, one in enumerate(ResourceKind)) + " END"
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


class LoanFacts(NamedTuple):
    """What one organization has of a resource; days are ISO text or ""."""

    organization_id: int
    organization: str
    number: int
    day: str
    returned_count: int | None
    returned_day: str
    note: str


class ResourceFacts(NamedTuple):
    """A resource with its loans in the order entered; `told_total` is what an old document gave."""

    id: int
    name: str
    kind: ResourceKind
    period: str
    unit: str
    available: int | None
    person: str
    told_total: int | None
    notes: str
    loans: tuple[LoanFacts, ...]

    @property
    def total(self) -> int:
        """How many are lent in all."""
        return sum(loan.number or 0 for loan in self.loans)

    @property
    def returned(self) -> int:
        """How many came back."""
        return sum(loan.returned_count or 0 for loan in self.loans)


def resources_told(read: Reader) -> list[ResourceFacts]:
    """Every resource, by kind, the latest period first."""
    sql = (
        "SELECT l.resources_id, l.organization_id, o.short_name, l.count, coalesce(l.day, ''), l.returned_count, "
        "coalesce(l.returned_day, ''), l.note FROM loans AS l JOIN organizations AS o ON o.id = l.organization_id "
        "ORDER BY l.resources_id, l.place, l.id"
    )
    loans: dict[int, list[LoanFacts]] = {}
    for row, *rest in read.rows(sql):
        loans.setdefault(row, []).append(LoanFacts(*rest))
    sql = (
        "SELECT t.id, t.name, t.kind, t.period, t.unit, t.available, "
        "coalesce((SELECT name FROM people WHERE id = t.person_id), ''), t.told_total, t.notes "
        f"FROM resources AS t ORDER BY {RESOURCES.order}"
    )
    return [
        ResourceFacts(*(*row[:2], ResourceKind.of(row[2]), *row[3:], tuple(loans.get(row[0], ()))))
        for row in read.rows(sql)
    ]


class ClubSchoolFacts(NamedTuple):
    """How many children of one organization go to a club."""

    organization_id: int
    organization: str
    number: int | None
    note: str


class ClubFacts(NamedTuple):
    """A club, section or network class; `children` is told for all, None where it is summed over the schools."""

    id: int
    name: str
    field: str
    leader: str
    period: str
    age: str
    children: int | None
    notes: str
    schools: tuple[ClubSchoolFacts, ...]

    @property
    def total(self) -> int:
        """How many children in all."""
        return self.children if self.children is not None else sum(school.number or 0 for school in self.schools)


def clubs_told(read: Reader) -> list[ClubFacts]:
    """Every club, the latest period first."""
    sql = (
        "SELECT s.clubs_id, s.organization_id, o.short_name, s.count, s.note FROM club_schools AS s "
        "JOIN organizations AS o ON o.id = s.organization_id ORDER BY s.clubs_id, s.place, s.id"
    )
    schools: dict[int, list[ClubSchoolFacts]] = {}
    for row, *rest in read.rows(sql):
        schools.setdefault(row, []).append(ClubSchoolFacts(*rest))
    sql = (
        "SELECT t.id, t.name, t.field, "
        "coalesce(nullif(t.leader, ''), (SELECT name FROM people WHERE id = t.leader_id), ''), "
        f"t.period, t.age, t.children, t.notes FROM clubs AS t ORDER BY {CLUBS.order}"
    )
    return [ClubFacts(*(*row, tuple(schools.get(row[0], ())))) for row in read.rows(sql)]
