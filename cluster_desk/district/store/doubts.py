"""What is told when a report was loaded although something about it should be looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import OrganizationKind
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


def of_members(connection: Connection, cluster: int, delivery: int) -> list[Doubt]:
    """Members that are members of another cluster too: the same taxpayer number, or the same full name and district."""
    own = connection.execute(
        select(organizations.c.short_name, organizations.c.inn, organizations.c.name_key)
        .join(members_table, members_table.c.organization_id == organizations.c.id)
        .where(members_table.c.delivery_id == delivery, organizations.c.kind != OrganizationKind.DEPARTMENT.value)
    ).all()
    found: dict[str, str] = {}
    for at in range(0, len(own), _AT_ONCE):
        part = own[at : at + _AT_ONCE]
        for column, place in ((organizations.c.inn, 1), (organizations.c.name_key, 2)):
            names = {row[place]: row[0] for row in part if row[place]}
            others = connection.execute(
                select(column, clusters.c.name)
                .join(clusters, clusters.c.id == organizations.c.cluster_id)
                .join(deliveries, deliveries.c.cluster_id == organizations.c.cluster_id)
                .join(
                    members_table,
                    and_(
                        members_table.c.delivery_id == deliveries.c.id,
                        members_table.c.organization_id == organizations.c.id,
                    ),
                )
                .where(column.in_(list(names)), organizations.c.cluster_id != cluster)
                .distinct()
            )
            for value, other in others:
                found.setdefault(names[value], other)
    return [Doubt("two clusters", (name, other)) for name, other in sorted(found.items())]
