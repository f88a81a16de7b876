"""The numbers of reports, asked of the store within one transaction; each question is asked once a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, Select, and_, case, cast, extract, func, or_, select

from cluster_desk.core.records.council import OPEN_STATES
from cluster_desk.core.russian.text import sort_key
from cluster_desk.district import facts
from cluster_desk.district.coverage import Covered, Delivery, at_end, joined, reported
from cluster_desk.district.expected import never_sent
from cluster_desk.district.store.tables import (
    clusters,
    deliveries,
    events,
    metadata,
    month_sums,
    organization_sums,
    organizations,
)
from cluster_desk.reports.shared.periods import Period

_AT_ONCE = 900
_table = metadata.tables


class Totals(NamedTuple):
    """What was held and who took part; None where no number was told."""

    events: int
    untold: int
    pupils: int | None
    teachers: int | None
    parents: int | None
    preschoolers: int | None
    others: int | None
    people: int | None


class PlanCount(NamedTuple):
    """Items of plans that fall due in a quarter, by what is known of them."""

    items: int
    done: int
    under_way: int
    moved: int
    cancelled: int
    untold: int
    ahead: int


class DecisionCount(NamedTuple):
    """Decisions on a day: all, open, of these overdue, the longest overdue in days."""

    all: int
    fulfilled: int
    open: int
    overdue: int
    longest: int


class Member(NamedTuple):
    """A member of a cluster on a day."""

    organization_id: int
    cluster_id: int
    name: str
    kind: str


class Numbers:
    """What reports of one period ask."""

    def __init__(
        self, connection: Connection, period: Period, cluster: int | None = None, expected: tuple[str, ...] = ()
    ) -> None:
        self._connection, self.period, self.cluster, self._expected = connection, period, cluster, expected
        self._latest: dict[int, dict[int, Delivery]] = {}

    def _rows(self, asked: Any) -> list[Any]:
        return list(self._connection.execute(asked).all())

    @property
    def _months(self) -> tuple[int, int]:
        start, end = self.period.start, self.period.end
        return start.year * 100 + start.month, end.year * 100 + end.month

    @cached_property
    def _deliveries(self) -> dict[int, list[Delivery]]:
        """The deliveries that hold and touch the years of the period, by cluster."""
        first, last = dt.date(self.period.start.year, 1, 1), dt.date(self.period.end.year, 12, 31)
        names = ("id", "cluster_id", "first_day", "last_day", "as_of", "made", "loaded", "file_name", "undated_events",
                 "names_taken_out", "doubts")  # fmt: skip
        asked = select(*(deliveries.c[name] for name in names)).where(
            deliveries.c.is_current, deliveries.c.first_day <= last, deliveries.c.last_day >= first
        )
        found: dict[int, list[Delivery]] = {}
        for row in self._rows(self._narrowed(asked, deliveries)):
            found.setdefault(row[1], []).append(Delivery(*row))
        return found

    def _narrowed(self, asked: Select[Any], table: Any) -> Select[Any]:
        return asked if self.cluster is None else asked.where(table.c.cluster_id == self.cluster)

    @cached_property
    def covered(self) -> list[Covered]:
        """Every cluster that ever delivered, by name, with what it delivered of the period."""
        asked = select(
            clusters.c.id, clusters.c.name, clusters.c.district, clusters.c.region, clusters.c.support_school
        )
        if self.cluster is not None:
            asked = asked.where(clusters.c.id == self.cluster)
        rows = sorted(self._rows(asked), key=lambda row: (sort_key(row[1]), sort_key(row[2]), row[0]))
        return [self._covered(*row) for row in rows]

    @cached_property
    def never(self) -> list[str]:
        """Clusters that are expected and never delivered anything."""
        return never_sent(self._expected, [one.name for one in self.covered]) if self.cluster is None else []

    def _covered(self, row: int, name: str, district: str, region: str, school: str) -> Covered:
        period, own = self.period, self._deliveries.get(row, [])
        touching = [one for one in own if one.first <= period.end and one.as_of >= period.start]
        spans = joined(((one.first, one.as_of) for one in touching), period)
        told = tuple(sorted(touching, key=lambda one: (one.first, one.last, one.made)))
        last = at_end((one for one in own if one.first <= period.end and one.last >= period.start), period)
        return Covered(row, name, district, region, school, spans, reported(spans, period), told, last)

    def latest(self, year: int) -> dict[int, Delivery]:
        """By cluster the delivery of a year that tells the latest day of it."""
        if year not in self._latest:
            found = {}
            for cluster, own in self._deliveries.items():
                inside = [one for one in own if one.first.year <= year <= one.as_of.year]
                if inside:
                    found[cluster] = max(inside, key=lambda one: (one.as_of, one.made))
            self._latest[year] = found
        return self._latest[year]

    @property
    def years(self) -> range:
        """The years that the period touches."""
        return range(self.period.start.year, self.period.end.year + 1)

    @cached_property
    def at_end(self) -> dict[int, Delivery]:
        """By cluster the delivery that tells the period's end."""
        return {one.id: one.at_end for one in self.covered if one.at_end}

    @cached_property
    def totals(self) -> dict[int, Totals]:
        """By cluster what was held in the period, of those that held anything."""
        return {cluster: totals for (cluster, _key), totals in self._sums(month_sums.c.month * 0).items()}

    @cached_property
    def by_year(self) -> dict[tuple[int, int], Totals]:
        """By cluster and year what was held."""
        return self._sums(month_sums.c.month // 100)

    @cached_property
    def by_month(self) -> dict[tuple[int, int], Totals]:
        """By cluster and month (202603) what was held."""
        return self._sums(month_sums.c.month)

    def _sums(self, key: Any) -> dict[tuple[int, int], Totals]:
        columns = (func.sum(month_sums.c[name]) for name in Totals._fields)
        asked = select(month_sums.c.cluster_id, key.label("part"), *columns).group_by(month_sums.c.cluster_id, "part")
        asked = self._narrowed(asked.where(month_sums.c.month.between(*self._months)), month_sums)
        return {(row[0], int(row[1])): _totals(row[2:]) for row in self._rows(asked)}

    @cached_property
    def members(self) -> dict[int, list[Member]]:
        """By cluster its members at the period's end, by name."""
        table = _table["members"]
        found: dict[int, list[Member]] = {}
        for ids in _pieces(one.id for one in self.at_end.values()):
            asked = (
                select(organizations.c.id, table.c.cluster_id, organizations.c.short_name, organizations.c.kind)
                .join(organizations, organizations.c.id == table.c.organization_id)
                .where(table.c.delivery_id.in_(ids))
            )
            for row in self._rows(asked):
                found.setdefault(row[1], []).append(Member(*row))
        for own in found.values():
            own.sort(key=lambda one: sort_key(one.name))
        return found

    @cached_property
    def agreements(self) -> dict[int, int]:
        """By cluster how many members have an agreement at the period's end."""
        return {row[0]: row[1] for row in self._of_day(self.at_end.values(), "agreements", func.count())}

    @cached_property
    def took_part(self) -> dict[int, Totals]:
        """By organization what it took part in, of those that an event held in the period names."""
        names = [name for name in Totals._fields if name != "untold"]
        columns = [func.sum(organization_sums.c[name]) for name in names]
        asked = select(organization_sums.c.organization_id, *columns).group_by(organization_sums.c.organization_id)
        asked = self._narrowed(asked.where(organization_sums.c.month.between(*self._months)), organization_sums)
        found = {}
        for row in self._rows(asked):
            found[row[0]] = _totals((row[1], 0, *row[2:]))
        return found

    @cached_property
    def named(self) -> set[int]:
        """The organizations that an event held in the period names."""
        asked = select(organization_sums.c.organization_id).where(organization_sums.c.month.between(*self._months))
        return {row[0] for row in self._rows(self._narrowed(asked, organization_sums).distinct())}

    def absent(self, one: Covered) -> list[Member]:
        """The members of a cluster at the period's end that no event of what it delivered names."""
        return [member for member in self.members.get(one.id, ()) if member.organization_id not in self.named]

    @cached_property
    def decisions(self) -> dict[int, DecisionCount]:
        """By cluster its decisions at the period's end."""
        table = _table["decisions"]
        is_open = table.c.state.in_([state.value for state in OPEN_STATES])
        columns = (
            func.count(),
            _counted(table.c.state == "fulfilled"),
            _counted(is_open),
            _counted(and_(is_open, table.c.overdue_days > 0)),
            func.max(table.c.overdue_days),
        )
        rows = self._of_day(self.at_end.values(), "decisions", *columns)
        return {row[0]: DecisionCount(*(int(value or 0) for value in row[1:])) for row in rows}

    def overdue(self) -> list[Any]:
        """The overdue decisions at the period's end: cluster, minutes, day, number, due, days."""
        table = _table["decisions"]
        columns = ("cluster_id", "protocol", "meeting_day", "called", "due", "overdue_days")
        found: list[Any] = []
        for ids in _pieces(one.id for one in self.at_end.values()):
            asked = select(*(table.c[name] for name in columns)).where(table.c.delivery_id.in_(ids))
            found += self._rows(asked.where(table.c.overdue_days > 0))
        return sorted(found, key=lambda row: (-row.overdue_days, row.cluster_id, row.called))

    @cached_property
    def plan(self) -> dict[tuple[int, int, int], PlanCount]:
        """By cluster, year and quarter (0: no day is understood) the plan items that fall due in it, of the period.

        Of each year what its latest delivery tells.
        """
        table = _table["plan_items"]
        year, month = (cast(extract(part, table.c.last_day), Integer) for part in ("year", "month"))
        columns = (year.label("y"), ((month + 2) // 3).label("q"), *_plan_counts())
        due = or_(table.c.last_day.is_(None), table.c.last_day.between(self.period.start, self.period.end))
        found: dict[tuple[int, int, int], PlanCount] = {}
        for told in self.years:
            for row in self._of_day(self.latest(told).values(), "plan_items", *columns, by=("y", "q"), where=due):
                cluster, in_year, quarter, *counts = row
                key = self._quarter_key(cluster, told, in_year, quarter)
                if key:
                    before = found.get(key, _NO_ITEMS)
                    found[key] = PlanCount(*(a + int(b or 0) for a, b in zip(before, counts, strict=True)))
        return found

    @cached_property
    def plan_of_period(self) -> dict[int, PlanCount]:
        """By cluster the plan items that fall due in the period; asked apart, since that is counted by the engine."""
        table = _table["plan_items"]
        found: dict[int, PlanCount] = {}
        for told in self.years:
            begin, end = max(self.period.start, dt.date(told, 1, 1)), min(self.period.end, dt.date(told, 12, 31))
            due = table.c.last_day.between(begin, end)
            for cluster, *counts in self._of_day(self.latest(told).values(), "plan_items", *_plan_counts(), where=due):
                before = found.get(cluster, _NO_ITEMS)
                found[cluster] = PlanCount(*(a + int(b or 0) for a, b in zip(before, counts, strict=True)))
        return found

    def _quarter_key(
        self, cluster: int, told: int, year: int | None, quarter: int | None
    ) -> tuple[int, int, int] | None:
        if year is None or quarter is None:
            return (cluster, told, 0)
        return (cluster, year, quarter) if year == told else None

    @cached_property
    def quarters(self) -> list[tuple[int, int]]:
        """The quarters that the period touches: year and number."""
        return list(dict.fromkeys((int(key[:4]), (int(key[5:]) + 2) // 3) for key in self.period.months))

    @cached_property
    def money(self) -> dict[tuple[int, int], list[int | None]]:
        """By cluster and year what is planned and spent by quarter: four and four sums in kopecks, None for none."""
        names = [f"{what}_{n}" for what in ("planned", "spent") for n in range(1, 5)]
        table = _table["money"]
        found: dict[tuple[int, int], list[int | None]] = {}
        for year in self.years:
            columns = (table.c.year, *(func.sum(table.c[name]) for name in names))
            for row in self._of_day(self.latest(year).values(), "money", *columns, by=("year",)):
                if row[1] == year:
                    found[row[0], year] = [_whole(value) for value in row[2:]]
        return found

    def indicators(self, name: str = "", *, only_at_end: bool = False) -> list[Any]:
        """What is told of indicators for periods that touch this one, of whole clusters: of each its latest telling.

        `only_at_end`: as the deliveries that tell the period's end have it.
        """
        kept: dict[tuple[Any, ...], Any] = {}
        own, values = _table["indicators"], _table["indicator_values"]
        told = [one for each in self._deliveries.values() for one in each]
        every = list(self.at_end.values()) if only_at_end else told
        day = {one.id: (one.as_of, one.made) for one in every}
        for ids in _pieces(day):
            asked = (
                select(
                    values.c.delivery_id, values.c.cluster_id, own.c.name, own.c.unit, own.c.target, values.c.first_day,
                    values.c.last_day, values.c.words, values.c.value, values.c.is_computed, values.c.outcome,
                    own.c.number,
                )
                .join(own, and_(own.c.delivery_id == values.c.delivery_id, own.c.number == values.c.indicator))
                .where(values.c.delivery_id.in_(ids), values.c.organization_id.is_(None))
                .where(values.c.first_day <= self.period.end, values.c.last_day >= self.period.start)
            )  # fmt: skip
            for row in self._rows(asked.where(own.c.name == name) if name else asked):
                key = (row.cluster_id, row.number, row.first_day, row.last_day, row.is_computed)
                before = kept.get(key)
                if before is None or day[before.delivery_id] <= day[row.delivery_id]:
                    kept[key] = row
        return sorted(kept.values(), key=lambda row: (row.cluster_id, row.number, row.first_day, row.last_day))

    @cached_property
    def indicators_of(self) -> dict[int, list[Any]]:
        """By cluster what is told of its indicators at the period's end."""
        found: dict[int, list[Any]] = {}
        for row in self.indicators(only_at_end=True):
            found.setdefault(row.cluster_id, []).append(row)
        return found

    def events(self, most: int, states: Sequence[str] = ("held",)) -> list[Any]:
        """The events behind the numbers of the period, by cluster and day; no more than `most`."""
        asked = select(events).where(
            events.c.first_day.between(self.period.start, self.period.end), events.c.state.in_(states)
        )
        asked = self._narrowed(asked, events).order_by(events.c.cluster_id, events.c.first_day, events.c.number)
        return self._rows(asked.limit(most))

    def organizations(self, ids: Iterable[int]) -> dict[int, tuple[int, str]]:
        """The cluster and the short name of organizations."""
        found: dict[int, tuple[int, str]] = {}
        for piece in _pieces(ids):
            asked = select(organizations.c.id, organizations.c.cluster_id, organizations.c.short_name)
            rows = self._rows(asked.where(organizations.c.id.in_(piece)))
            found |= {row[0]: (row[1], row[2]) for row in rows}
        return found

    def _of_day(
        self, told: Iterable[Delivery], name: str, *columns: Any, by: Sequence[str] = (), where: Any = True
    ) -> Iterator[Any]:
        """Rows of what hangs on deliveries, counted by cluster."""
        table = _table[name]
        for ids in _pieces(one.id for one in told):
            asked = select(table.c.cluster_id, *columns).where(table.c.delivery_id.in_(ids))
            asked = asked if where is True else asked.where(where)
            yield from self._rows(asked.group_by(table.c.cluster_id, *by))


def _plan_counts() -> tuple[Any, ...]:
    """The columns of a `PlanCount`."""
    table = _table["plan_items"]
    untold = and_(table.c.state.is_(None), table.c.is_ahead.is_(False))
    states = (_counted(table.c.state == state) for state in facts.ITEM_STATES)
    return (func.count(), *states, _counted(untold), _counted(table.c.is_ahead))


_NO_ITEMS = PlanCount(*[0] * 7)


def indicator_names(connection: Connection) -> list[str]:
    """What the indicators of all clusters are called, by name."""
    table = _table["indicators"]
    return sorted((row[0] for row in connection.execute(select(table.c.name).distinct())), key=sort_key)


def cluster_names(connection: Connection) -> dict[int, tuple[str, str]]:
    """The name and the district of each cluster."""
    rows = connection.execute(select(clusters.c.id, clusters.c.name, clusters.c.district))
    return {row[0]: (row[1], row[2]) for row in rows}


class LoadedFile(NamedTuple):
    """What the store knows of a file that was loaded."""

    cluster: str
    first: dt.date
    last: dt.date
    doubts: str


def files_loaded(connection: Connection) -> dict[str, LoadedFile]:
    """The files that were loaded, by the digest of their bytes."""
    columns = (deliveries.c.file_digest, clusters.c.name, deliveries.c.first_day, deliveries.c.last_day)
    asked = select(*columns, deliveries.c.doubts).join(clusters, clusters.c.id == deliveries.c.cluster_id)
    return {row[0]: LoadedFile(*row[1:]) for row in connection.execute(asked)}


def _counted(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _totals(values: Sequence[Any]) -> Totals:
    held, untold, *people = values
    return Totals(int(held), int(untold), *(_whole(value) for value in people))


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in pieces that every engine takes."""
    every = sorted(set(ids))
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]
