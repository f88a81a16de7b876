"""Organizations and people as lists."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.data.queries.listing import Column, Listing, choice_order, field_columns
from cluster_desk.data.queries.reader import Reader

_LAST_AGREEMENT = (
    "(SELECT {value} FROM agreements AS a WHERE a.organizations_id = t.id "
    "ORDER BY coalesce(a.day, '') DESC, a.place DESC LIMIT 1)"
)
_STAY = "(SELECT {value} FROM memberships AS m WHERE m.organizations_id = t.id ORDER BY m.place DESC LIMIT 1)"

AGREEMENT_NUMBER = Column("agreement_number", N_("Agreement №"), Kind.TEXT, _LAST_AGREEMENT.format(value="a.number"))
AGREEMENT_DAY = Column("agreement_day", N_("Agreement of"), Kind.DAY, _LAST_AGREEMENT.format(value="a.day"))
_LAST_DAY = (
    "coalesce((SELECT d.valid_until FROM additional_agreements AS d WHERE d.agreements_id = a.id "
    "AND d.valid_until IS NOT NULL ORDER BY coalesce(d.day, '') DESC, d.place DESC LIMIT 1), a.valid_until)"
)
"""An additional agreement may set another term than the agreement that it hangs on; the latest one holds."""
VALID_UNTIL = Column("valid_until", N_("Valid until"), Kind.DAY, _LAST_AGREEMENT.format(value=_LAST_DAY))
JOINED = Column("joined", N_("In the cluster since"), Kind.DAY, _STAY.format(value="m.joined"), listed=False)
LEFT = Column("left", N_("Left"), Kind.DAY, _STAY.format(value="m.left"), listed=False)

_KIND_ORDER = choice_order("t.kind", OrganizationKind)
"""The support school comes first, then the others by kind, as on papers."""

_OWN = {column.key: column for column in field_columns(Organization)}
ORGANIZATIONS = Listing(
    Organization,
    [
        *(_OWN.pop(key) for key in ("short_name", "kind", "head_id")),
        AGREEMENT_NUMBER,
        AGREEMENT_DAY,
        VALID_UNTIL,
        JOINED,
        LEFT,
        *_OWN.values(),
    ],
    order=f"t.id = (SELECT support_school_id FROM cluster) DESC, {_KIND_ORDER}, t.short_name COLLATE russian",
)

PEOPLE = Listing(Person, field_columns(Person), order="t.name COLLATE russian")


@dataclass(frozen=True)
class Choosable:
    """A record that a link field may point at: its row number, title and a second line that tells namesakes apart."""

    id: int
    title: str
    detail: str


def choosable_organizations(read: Reader) -> list[Choosable]:
    """All organizations by short name, the place as detail."""
    rows = read.rows("SELECT id, short_name, locality FROM organizations ORDER BY short_name COLLATE russian")
    return [Choosable(*row) for row in rows]


def choosable_people(read: Reader) -> list[Choosable]:
    """All people by name, post and organization as detail."""
    sql = (
        "SELECT p.id, p.name, trim(p.position || ', ' || coalesce(o.short_name, ''), ', ') FROM people AS p "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id ORDER BY p.name COLLATE russian"
    )
    return [Choosable(*row) for row in read.rows(sql)]


def with_agreement(read: Reader) -> set[int]:
    """Row numbers of the organizations that have an agreement, be its number and day told or not."""
    return {row for (row,) in read.rows("SELECT DISTINCT organizations_id FROM agreements")}


def members_on(read: Reader, on: dt.date) -> list[int]:
    """Row numbers of the organizations that are in the cluster on a day, by short name.

    An organization without a stay recorded counts as a member: most offices never write the day down.
    """
    sql = (
        "SELECT t.id FROM organizations AS t "
        "WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE organizations_id = t.id) "
        "OR EXISTS (SELECT 1 FROM memberships WHERE organizations_id = t.id AND coalesce(joined, '') <= :day "
        "AND coalesce(\"left\", '9999') >= :day) ORDER BY t.short_name COLLATE russian"
    )
    return [row[0] for row in read.rows_named(sql, {"day": on.isoformat()})]


class MemberFacts(NamedTuple):
    """A member as the membership list tells it: its names, its head, its agreement on the day with its last addition.

    Days are ISO text; an empty text means not given. `has_agreement`: it has one, numbered or not.
    """

    id: int
    full_name: str
    short_name: str
    kind: OrganizationKind
    head_id: int | None
    head: str
    head_post: str
    has_agreement: bool
    agreement: str
    agreement_day: str
    valid_until: str
    addition: str
    addition_day: str
    added_until: str


HEAD_ON = (
    "coalesce((SELECT person_id FROM former_heads WHERE organizations_id = o.id AND coalesce(since, '') <= :day "
    "AND until >= :day ORDER BY until LIMIT 1), CASE WHEN coalesce(o.head_since, '') <= :day THEN o.head_id END)"
)
"""SQL: who headed the organization `o` on `:day`."""


def member_facts(read: Reader, on: dt.date) -> list[MemberFacts]:
    """The members on a day, by short name. Of several agreements the one in force on that day, else the last one."""
    sql = (
        "SELECT o.id, o.full_name, o.short_name, o.kind, p.id, coalesce(p.name, ''), coalesce(p.position, ''), "
        "a.id IS NOT NULL, coalesce(a.number, ''), coalesce(a.day, ''), coalesce(a.valid_until, ''), "
        "coalesce(d.number, ''), coalesce(d.day, ''), coalesce(d.valid_until, '') "
        f"FROM organizations AS o LEFT JOIN people AS p ON p.id = {HEAD_ON} "
        "LEFT JOIN agreements AS a ON a.id = (SELECT id FROM agreements WHERE organizations_id = o.id "
        "AND coalesce(day, '') <= :day ORDER BY coalesce(valid_until, '9999') >= :day DESC, coalesce(day, '') DESC, "
        "place DESC LIMIT 1) "
        "LEFT JOIN additional_agreements AS d ON d.id = (SELECT id FROM additional_agreements "
        "WHERE agreements_id = a.id AND coalesce(day, '') <= :day ORDER BY coalesce(day, '') DESC, place DESC LIMIT 1) "
        "WHERE o.id = :id"
    )
    day = on.isoformat()
    rows = [read.rows_named(sql, {"day": day, "id": row})[0] for row in members_on(read, on)]
    return [_member_facts(*row) for row in rows]


def _member_facts(*row: Any) -> MemberFacts:
    facts = MemberFacts(*row)
    return facts._replace(kind=OrganizationKind.of(facts.kind), has_agreement=bool(facts.has_agreement))


class ContactFacts(NamedTuple):
    """How to reach a member and its head; an empty text means not given."""

    short_name: str
    address: str
    head: str
    phone: str
    head_phone: str
    email: str
    site: str


def contact_facts(read: Reader, on: dt.date) -> list[ContactFacts]:
    """The contacts of the members on a day, by short name."""
    sql = (
        "SELECT o.short_name, o.address, coalesce(p.name, ''), o.phone, coalesce(p.phone, ''), o.email, o.site "
        "FROM organizations AS o LEFT JOIN people AS p ON p.id = o.head_id WHERE o.id = ?"
    )
    return [ContactFacts(*read.rows(sql, row)[0]) for row in members_on(read, on)]
