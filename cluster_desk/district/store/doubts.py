"""What is told when a report was loaded although something about it should be looked at."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.organizations import name_key
from cluster_desk.core.russian.text import fold
from cluster_desk.district.store.tables import clusters, deliveries, members_table, organizations

_AT_ONCE = 500


@dataclass(frozen=True)
class Doubt:
    """One thing to look at: its kind, and the words that its sentence names."""

    kind: str
    words: tuple[str, ...] = ()

    def sentence(self, speak: Callable[[str], str] = _) -> str:
        """What is told, in the user's language or as `speak` has it."""
        return speak(_SENTENCES[self.kind]) % self.words


_SENTENCES = {
    "same name": N_("Another cluster has the same name: %s. Both are counted, each by its own report."),
    "renamed": N_("The cluster was called “%s” before."),
    "other school": N_("The cluster's support school was “%s” before."),
    "two clusters": N_("“%s” is a member of another cluster too: %s. In numbers over all it is counted in both."),
    "came": N_("“%s” came from another cluster: %s (there it is still in the report as of %s)."),
    "went": N_("“%s” went to another cluster later: %s (there it is already in the report as of %s)."),
    "moved event": N_("Event № %s was delivered with another period before; it is counted once, where it is now."),
    "later event": N_("Event № %s stands in a newer report with another day; it is counted there."),
}


def to_json(doubts: Sequence[Doubt]) -> str:
    """Doubts as they are kept."""
    return json.dumps([[one.kind, *one.words] for one in doubts], ensure_ascii=False)


def from_json(text: str) -> list[Doubt]:
    """Doubts as they were kept."""
    return [Doubt(kind, tuple(words)) for kind, *words in json.loads(text)] if text != "[]" else []


def compared_name(full_name: str, district: str) -> str:
    """What an organization is compared by where no taxpayer number is told: its full name and its district."""
    return f"{name_key(full_name)}|{fold(district)}"


def of_cluster(connection: Connection, cluster: int, name: str) -> list[Doubt]:
    """Other clusters of the same name."""
    rows = connection.execute(select(clusters.c.name, clusters.c.district, clusters.c.support_school).where(
        clusters.c.id != cluster))  # fmt: skip
    same = [", ".join(filter(None, (district, school))) or other for other, district, school in rows
            if fold(other) == fold(name)]  # fmt: skip
    return [Doubt("same name", (one,)) for one in same]


class _Seen(NamedTuple):
    """A report that names an organization as a member: whose it is, of which days."""

    cluster: int
    name: str
    first: dt.date
    as_of: dt.date


def of_members(connection: Connection, cluster: int, delivery: int) -> list[Doubt]:
    """Members that are members of another cluster too, or were, or will be: whatever was loaded first.

    They are known by the same taxpayer number, or by the same full name and district.
    """
    days = select(deliveries.c.first_day, deliveries.c.as_of).where(deliveries.c.id == delivery)
    first, as_of = connection.execute(days).one()
    own = connection.execute(
        select(organizations.c.short_name, organizations.c.inn, organizations.c.name_key)
        .join(members_table, members_table.c.organization_id == organizations.c.id)
        .where(members_table.c.delivery_id == delivery, organizations.c.kind != OrganizationKind.DEPARTMENT.value)
    ).all()
    found: dict[str, set[_Seen]] = {}
    for at in range(0, len(own), _AT_ONCE):
        part = own[at : at + _AT_ONCE]
        for column, place in ((organizations.c.inn, 1), (organizations.c.name_key, 2)):
            names = {row[place]: row[0] for row in part if row[place]}
            for value, *seen in connection.execute(_seen_elsewhere(column, list(names), delivery)):
                found.setdefault(names[value], set()).add(_Seen(*seen))
    told = (_of_member(name, sorted(found[name]), cluster, first, as_of) for name in sorted(found))
    return [one for one in told if one]


def _seen_elsewhere(column: ColumnElement[str], values: list[str], delivery: int) -> Select[Any]:
    """The reports but for this one that name organizations with these values as members."""
    return (
        select(column, clusters.c.id, clusters.c.name, deliveries.c.first_day, deliveries.c.as_of)
        .join(clusters, clusters.c.id == organizations.c.cluster_id)
        .join(deliveries, deliveries.c.cluster_id == organizations.c.cluster_id)
        .join(
            members_table,
            and_(members_table.c.delivery_id == deliveries.c.id, members_table.c.organization_id == organizations.c.id),
        )
        .where(column.in_(values), deliveries.c.id != delivery)
        .distinct()
    )


def _of_member(name: str, seen: list[_Seen], cluster: int, first: dt.date, as_of: dt.date) -> Doubt | None:
    """In two clusters at once where their reports tell of the same days; else come from the one or gone to the other.

    That it came is told once: not where the last report before is one of this cluster.
    """
    others = [one for one in seen if one.cluster != cluster]
    at_once = [one for one in others if one.first <= as_of and first <= one.as_of]
    if at_once:
        return Doubt("two clusters", (name, min(one.name for one in at_once)))
    before = max((one for one in seen if one.as_of < first), key=lambda one: one.as_of, default=None)
    if before and before.cluster != cluster:
        return Doubt("came", (name, before.name, day_in_figures(before.as_of)))
    after = min((one for one in seen if one.first > as_of), key=lambda one: one.first, default=None)
    if after and after.cluster != cluster:
        return Doubt("went", (name, after.name, day_in_figures(after.as_of)))
    return None
