"""What other programs read: the facts with the names of clusters and organizations, in English and in Russian.

Each view is there twice, `public_events` and «мероприятия_кластеров», so that whoever builds a table in a spreadsheet
or a dashboard reads words, not numbers of rows. A role that may only read is given them, and the tables too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from cluster_desk.district import facts
from cluster_desk.district.facts import Fact

READERS = "cluster_desk_reader"
_CLUSTER = (
    ("cluster", "кластер", "k.name"),
    ("cluster_region", "регион_кластера", "k.region"),
    ("cluster_district", "район_кластера", "k.district"),
)
_DELIVERY = (("period_from", "период_с", "d.first_day"), ("period_to", "период_по", "d.last_day"),
             ("as_of", "по_состоянию_на", "d.as_of"))  # fmt: skip


@dataclass(frozen=True)
class View:
    """A view in both languages: its names, its columns (English, Russian, what they are), where they come from."""

    name: str
    russian: str
    columns: tuple[tuple[str, str, str], ...]
    source: str

    def statements(self) -> Iterator[str]:
        """The statements that make it, in English and in Russian."""
        for name, at in ((self.name, 0), (self.russian, 1)):
            columns = ", ".join(f'{column[2]} AS "{column[at]}"' for column in self.columns)
            yield f'CREATE VIEW "{name}" AS SELECT {columns} FROM {self.source}'


_NAMED = {
    "plans": (
        "plan_name",
        "название_плана",
        "p.name",
        "plans AS p ON p.delivery_id = t.delivery_id AND p.number = t.plan",
    ),
    "indicators": (
        "indicator_name",
        "название_показателя",
        "i.name",
        "indicators AS i ON i.delivery_id = t.delivery_id AND i.number = t.indicator",
    ),
    "events": (
        "event_name",
        "название_мероприятия",
        "e.name",
        "events AS e ON e.cluster_id = t.cluster_id AND e.first_day = t.first_day AND e.number = t.event",
    ),
}
"""What a number that leads to another fact is called there: English, Russian, the column, the join."""


def _of(fact: Fact) -> View:
    """The view of a fact: a link is shown as the name of what it leads to."""
    own, joins = [], ""
    for one in fact.columns:
        if one.target == "organizations":
            own.append((one.name, one.russian, "o.short_name"))
            joins += " LEFT JOIN organizations AS o ON o.id = t.organization_id"
            continue
        own.append((one.name, one.russian, f't."{one.name}"'))
        if one.target:
            *named, join = _NAMED[one.target]
            own.append((named[0], named[1], named[2]))
            joins += f" JOIN {join}"
    has_delivery = fact is not facts.PARTICIPATIONS
    day = () if has_delivery else (("first_day", "день", "t.first_day"),)
    columns = (*_CLUSTER, *(_DELIVERY if has_delivery else ()), *own, *day)
    source = f"{fact.name} AS t JOIN clusters AS k ON k.id = t.cluster_id{joins}"
    if has_delivery:
        source += " JOIN deliveries AS d ON d.id = t.delivery_id"
    return View(f"public_{fact.name}", f"{fact.russian}_кластеров", columns, source)


_DELIVERIES = View(
    "public_deliveries",
    "отчёты_кластеров",
    (
        *_CLUSTER,
        *_DELIVERY,
        ("made", "сделан", "d.made"),
        ("loaded", "загружен", "d.loaded"),
        ("file_name", "файл", "d.file_name"),
        ("is_current", "действует", "d.is_current"),
    ),
    "deliveries AS d JOIN clusters AS k ON k.id = d.cluster_id",
)
_ORGANIZATIONS = View(
    "public_organizations",
    "организации_кластеров",
    (*_CLUSTER, *((one.name, one.russian, f't."{one.name}"') for one in facts.ORGANIZATIONS.columns)),
    "organizations AS t JOIN clusters AS k ON k.id = t.cluster_id",
)
VIEWS = (_DELIVERIES, _ORGANIZATIONS, *(_of(fact) for fact in facts.FACTS if fact is not facts.ORGANIZATIONS))


def create(connection: Connection) -> None:
    """Make every view."""
    for view in VIEWS:
        for statement in view.statements():
            connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Take the views away, before the tables change."""
    for view in VIEWS:
        for name in (view.name, view.russian):
            connection.execute(text(f'DROP VIEW IF EXISTS "{name}"'))


def let_readers_read(connection: Connection) -> None:
    """On a server: a role that may read all and change nothing; left out where this user may not make roles."""
    if connection.dialect.name != "postgresql":
        return
    exists = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": READERS})
    if not exists:
        try:
            with connection.begin_nested():
                connection.execute(text(f"CREATE ROLE {READERS} NOLOGIN"))
        except ProgrammingError:
            return
    connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {READERS}"))
    connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READERS}"))
    connection.execute(text(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {READERS}"))
