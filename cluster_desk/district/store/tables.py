"""The tables of the store, made of the facts; what is peculiar to the store stands beside them.

Dated facts (events, participation, meetings) are known by the cluster and the day, so that a period is one stretch of
the key and a server can part the tables by year. What is true of a day (members, plans, decisions, indicators, money)
hangs on the delivery that told it. Sums are kept for what reports ask most (`sums.py` counts them).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
)

from cluster_desk.core.records.council import OPEN_STATES
from cluster_desk.district import facts
from cluster_desk.district.facts import Fact, Kind
from cluster_desk.district.store.counts import DecisionCount, PlanCount, Totals

metadata = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_TYPES: dict[Kind, Any] = {
    Kind.TEXT: Text,
    Kind.CODE: Text,
    Kind.WHOLE: _NUMBER,
    Kind.NUMBER: Float,
    Kind.DAY: Date,
    Kind.FLAG: Boolean,
    Kind.LINK: _NUMBER,
}

version = Table("store_version", metadata, Column("number", Integer, nullable=False))

clusters = Table(
    "clusters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("support_school", Text, nullable=False),
    Column("told", DateTime, nullable=False),  # when the package was made that these words come from (UTC)
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cluster_id", Integer, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("made", DateTime, nullable=False),  # UTC
    Column("loaded", DateTime, nullable=False),  # UTC
    Column("digest", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_digest", Text, nullable=False),
    Column("is_current", Boolean, nullable=False),  # False once the same period was delivered anew
    Column("undated_events", Integer, nullable=False),
    Column("names_taken_out", Integer, nullable=False),
    Column("doubts", Text, nullable=False),  # as JSON: what was told when it was loaded
    CheckConstraint("first_day <= as_of AND as_of <= last_day", name="deliveries_days"),
)
Index("ix_deliveries_cluster", deliveries.c.cluster_id, deliveries.c.first_day)
Index("ix_deliveries_file", deliveries.c.file_digest)
Index("ix_deliveries_period", deliveries.c.first_day, deliveries.c.last_day)

organizations = Table(
    "organizations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cluster_id", Integer, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False),
    *(Column(column.name, _TYPES[column.kind], nullable=False) for column in facts.ORGANIZATIONS.columns),
    Column("name_key", Text, nullable=False),  # its names as they are compared
    Column("told", DateTime, nullable=False),
)
Index("ix_organizations_key", organizations.c.cluster_id, organizations.c.key, unique=True)
Index("ix_organizations_inn", organizations.c.inn)
Index("ix_organizations_name", organizations.c.name_key)

_OF_A_DAY = {
    "members": ("organization_id",),
    "agreements": ("organization_id",),
    "plans": ("number",),
    "plan_items": ("plan", "place"),
    "decisions": ("place",),
    "indicators": ("number",),
    "indicator_values": ("indicator", "place"),
    "money": ("number", "year"),
}
"""What hangs on a delivery, and what its rows are known by there."""
_DATED = {"events": ("first_day", "number"), "meetings": ("day", "number")}
"""What is known by its day."""


def _columns(fact: Fact, key: tuple[str, ...]) -> list[Column[Any]]:
    columns = []
    for one in fact.columns:
        name = "organization_id" if one.target == "organizations" else one.name
        columns.append(Column(name, _TYPES[one.kind], primary_key=name in key, nullable=one.null, autoincrement=False))
    return columns


def _id(name: str, *, key: bool = False) -> Column[int]:
    target = {"cluster_id": "clusters.id", "delivery_id": "deliveries.id"}[name]
    foreign = ForeignKey(target, ondelete="CASCADE")
    return Column(name, Integer, foreign, primary_key=key, nullable=False, autoincrement=False)


def _add(fact: Fact) -> None:
    if fact.name in _OF_A_DAY:
        head = [_id("delivery_id", key=True), _id("cluster_id")]
        Table(fact.name, metadata, *head, *_columns(fact, _OF_A_DAY[fact.name]), sqlite_with_rowid=False)
    elif fact.name in _DATED:
        head = [_id("cluster_id", key=True), _id("delivery_id")]
        Table(fact.name, metadata, *head, *_columns(fact, _DATED[fact.name]), sqlite_with_rowid=False)


for _fact in facts.FACTS:
    _add(_fact)

participations = Table(
    "participations",
    metadata,
    _id("cluster_id", key=True),
    Column("first_day", Date, primary_key=True, nullable=False),  # of its event
    *_columns(facts.PARTICIPATIONS, ("event", "place")),
    sqlite_with_rowid=False,
)
events = metadata.tables["events"]
Index("ix_events_key", events.c.cluster_id, events.c.key, unique=True)

_PEOPLE = Totals._fields[2:]
"""What may be told by nobody; the numbers before it are counted of rows."""


def _sums(name: str, part: str, *named: str) -> Table:
    """A table of what was held: by a part of time (`month`: 202603, `year`), by cluster, by what else is `named`.

    `events`: those held, or those that name an organization; `untold`: of those held whose people nobody counted.
    """
    return Table(
        name,
        metadata,
        Column(part, Integer, primary_key=True, autoincrement=False),
        _id("cluster_id", key=True),
        *(Column(one, _NUMBER, primary_key=True, autoincrement=False) for one in named),
        *(Column(one, Integer, nullable=False) for one in Totals._fields[: 1 if named else 2]),
        *(Column(one, _NUMBER) for one in _PEOPLE),
        sqlite_with_rowid=False,
    )


month_sums, year_sums = _sums("month_sums", "month"), _sums("year_sums", "year")
organization_sums = _sums("organization_sums", "month", "organization_id")
organization_years = _sums("organization_years", "year", "organization_id")
NO_MONTH = 0
"""The month of items of whose deadline no day is understood."""


def _sums_of_a_day(name: str, counts: tuple[str, ...], *parts: Column[Any]) -> Table:
    """A table of what is counted of the rows that hang on a delivery."""
    counted = (Column(one, Integer, nullable=False) for one in counts)
    head = (_id("delivery_id", key=True), _id("cluster_id"))
    return Table(name, metadata, *head, *parts, *counted, sqlite_with_rowid=False)


_DUE = Column("month", Integer, primary_key=True, autoincrement=False)  # in which an item falls due, NO_MONTH for none
plan_sums = _sums_of_a_day("plan_sums", PlanCount._fields, _DUE)
decision_sums = _sums_of_a_day("decision_sums", DecisionCount._fields)
SUMS = (month_sums, year_sums, organization_sums, organization_years, plan_sums, decision_sums)
"""The tables that later versions made."""


def of_fact(fact: Fact) -> Table:
    """The table of a fact."""
    return metadata.tables[fact.name]


def is_of_a_day(fact: Fact) -> bool:
    """Whether its rows hang on the delivery that told them."""
    return fact.name in _OF_A_DAY


members_table = metadata.tables["members"]
meetings_table = metadata.tables["meetings"]
plan_items_table = metadata.tables["plan_items"]
decisions_table = metadata.tables["decisions"]
IS_OPEN = decisions_table.c.state.in_([state.value for state in OPEN_STATES])
IS_OVERDUE = and_(IS_OPEN, decisions_table.c.overdue_days > 0)
"""Which decisions are open, and late: the package tells it as `rules.states.under_control` does."""
OF_A_DAY = (*(metadata.tables[name] for name in _OF_A_DAY), plan_sums, decision_sums)
"""The tables that hang on a delivery."""
