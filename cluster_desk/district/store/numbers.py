"""The numbers of reports, asked of the store within one transaction; each question is asked once a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from cluster_desk.core.russian.text import sort_key
from cluster_desk.district.coverage import Covered, Delivery, at_end, joined, reported
from cluster_desk.district.expected import never_sent
from cluster_desk.district.store.counts import DecisionCount, PlanCount, Totals
from cluster_desk.district.store.tables import (
    IS_OVERDUE,
    NO_MONTH,
    clusters,
    decision_sums,
    deliveries,
    events,
    members_table,
    metadata,
    month_sums,
    organization_sums,
    organization_years,
    organizations,
    plan_sums,
    year_sums,
)
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.indicators import is_of_year

_AT_ONCE = 10_000
_table = metadata.tables


class Member(NamedTuple):
    """A member of a cluster on a day."""

    organization_id: int
    cluster_id: int
    name: str


class Quarters(NamedTuple):
    """Some quarters of a year, one after another."""

    year: int
    first: int
    last: int


class IndicatorTold(NamedTuple):
    """A value of an indicator of a whole cluster; the first five tell which one it is."""

    cluster_id: int
    number: int
    first: dt.date
    last: dt.date
    is_computed: bool
    name: str
    unit: str
    target: str
    words: str
    value: float | None
    outcome: str | None  # as its office told it: what is no year's value is held against no target
    delivery_id: int


class Numbers:
    """What reports of one period ask."""

    def __init__(
        self, connection: Connection, period: Period, cluster: int | None = None, expected: tuple[str, ...] = ()
    ) -> None:
        self._connection, self.period, self.cluster, self._expected = connection, period, cluster, expected
        self._latest: dict[int, dict[int, Delivery]] = {}

    def _rows(self, asked: Any) -> list[Any]:
        return list(self._connection.execute(asked).all())

    def _summed(self, by_month: Table, by_year: Table) -> tuple[Table, ColumnElement[bool], ColumnElement[int]]:
        """The sums to ask: those by year where the period is whole years; which of them, and the year of each."""
        start, end = self.period.start, self.period.end
        if (start.month, end.month) == (1, 12):
            return by_year, by_year.c.year.in_(list(self.years)), by_year.c.year
        months = [year * 100 + month for year in self.years for month in range(1, 13)]
        inside = [one for one in months if _month(start) <= one <= _month(end)]
        return by_month, by_month.c.month.in_(inside), by_month.c.month // 100

    @cached_property
    def _deliveries(self) -> dict[int, list[Delivery]]:
        """The deliveries that hold and touch the years of the period, by cluster."""
        names = ("id", "cluster_id", "first_day", "last_day", "as_of", "made", "loaded", "file_name", "undated_events",
                 "names_taken_out", "doubts")  # fmt: skip
        asked = select(*(deliveries.c[name] for name in names)).where(self._touching)
        found: dict[int, list[Delivery]] = {}
        for row in self._rows(self._narrowed(asked, deliveries)):
            found.setdefault(row[1], []).append(Delivery(*row))
        return found

    @cached_property
    def delivered(self) -> dict[int, Delivery]:
        """The deliveries that hold and touch the years of the period, by their ids."""
        return {one.id: one for own in self._deliveries.values() for one in own}

    @property
    def _touching(self) -> ColumnElement[bool]:
        """Which deliveries hold and touch the years of the period."""
        first, last = dt.date(self.period.start.year, 1, 1), dt.date(self.period.end.year, 12, 31)
        return and_(deliveries.c.is_current, deliveries.c.first_day <= last, deliveries.c.last_day >= first)

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
        table, within, _year = self._summed(month_sums, year_sums)
        columns = (_sum(table.c[name]) for name in Totals._fields)
        asked = select(table.c.cluster_id, *columns).where(within).group_by(table.c.cluster_id)
        return {row[0]: Totals._make(row[1:]) for row in self._rows(self._narrowed(asked, table))}

    @cached_property
    def by_year(self) -> dict[tuple[int, int], Totals]:
        """By cluster and year what was held."""
        table, within, year = self._summed(month_sums, year_sums)
        columns = (_sum(table.c[name]) for name in Totals._fields)
        asked = select(table.c.cluster_id, year.label("y"), *columns).where(within).group_by(table.c.cluster_id, "y")
        return {(row[0], row[1]): Totals._make(row[2:]) for row in self._rows(self._narrowed(asked, table))}

    @cached_property
    def member_counts(self) -> dict[int, int]:
        """By cluster how many members it has at the period's end."""
        return {row[0]: row[1] for row in self._of_day(self.at_end.values(), "members", func.count())}

    @cached_property
    def members(self) -> dict[int, list[Member]]:
        """By cluster its members at the period's end, by name."""
        return self._members_that()

    @cached_property
    def absent(self) -> dict[int, list[Member]]:
        """By cluster its members at the period's end that no event of what was delivered names, by name."""
        table, within, _year = self._summed(organization_sums, organization_years)
        same = (table.c.cluster_id == members_table.c.cluster_id,
                table.c.organization_id == members_table.c.organization_id)  # fmt: skip
        return self._members_that(~exists().where(within, *same))

    def _members_that(self, *which: ColumnElement[bool]) -> dict[int, list[Member]]:
        found: dict[int, list[Member]] = {}
        columns = (members_table.c.organization_id, members_table.c.cluster_id, organizations.c.short_name)
        for ids in _pieces(one.id for one in self.at_end.values()):
            asked = select(*columns).join(organizations, organizations.c.id == members_table.c.organization_id)
            for row in self._rows(asked.where(members_table.c.delivery_id.in_(_among(ids)), *which)):
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
        table, within, _year = self._summed(organization_sums, organization_years)
        columns = [_sum(table.c[name]) for name in names]
        asked = select(table.c.organization_id, *columns).where(within).group_by(table.c.organization_id)
        return {row[0]: Totals(row[1], 0, *row[2:]) for row in self._rows(self._narrowed(asked, table))}

    @cached_property
    def decisions(self) -> dict[int, DecisionCount]:
        """By cluster its decisions at the period's end."""
        columns = (decision_sums.c.cluster_id, *(decision_sums.c[name] for name in DecisionCount._fields))
        found: dict[int, DecisionCount] = {}
        for ids in _pieces(one.id for one in self.at_end.values()):
            rows = self._rows(select(*columns).where(decision_sums.c.delivery_id.in_(_among(ids))))
            found |= {row[0]: DecisionCount(*row[1:]) for row in rows}
        return found

    def overdue(self) -> list[Any]:
        """The overdue decisions at the period's end: cluster, minutes, day, number, due, days."""
        table = _table["decisions"]
        columns = ("cluster_id", "protocol", "meeting_day", "called", "due", "overdue_days")
        found: list[Any] = []
        for ids in _pieces(one.id for one in self.at_end.values()):
            asked = select(*(table.c[name] for name in columns)).where(table.c.delivery_id.in_(_among(ids)))
            found += self._rows(asked.where(IS_OVERDUE))
        found.sort(key=itemgetter(0, 3))
        found.sort(key=itemgetter(5), reverse=True)  # the longest overdue first, these as they stand
        return found

    @cached_property
    def plan(self) -> dict[tuple[int, int, int], PlanCount]:
        """By cluster, year and quarter (0: no day is understood) the plan items that fall due in it, of the period.

        Of each year what its latest delivery tells.
        """
        quarter = ((plan_sums.c.month % 100 + 2) // 3).label("q")
        found = {}
        for year in self.years:
            within = or_(self._due_in(year), plan_sums.c.month == NO_MONTH)
            for row in self._of_day(self.latest(year).values(), "plan_sums", quarter, *_PLAN, by=("q",), where=within):
                found[row[0], year, row[1]] = PlanCount._make(row[2:])
        return found

    @cached_property
    def plan_of_period(self) -> dict[int, tuple[int, int]]:
        """By cluster how many plan items fall due in the period, how many of them are done; counted by the engine."""
        found: dict[int, tuple[int, int]] = {}
        columns = _sum(plan_sums.c["items"]), _sum(plan_sums.c.done)
        for year in self.years:
            told = self._of_day(self.latest(year).values(), "plan_sums", *columns, where=self._due_in(year))
            for cluster, items, done in told:
                before = found.get(cluster, (0, 0))
                found[cluster] = (before[0] + items, before[1] + done)
        return found

    def _due_in(self, year: int) -> ColumnElement[bool]:
        """Which sums are of items that fall due in a year of the period."""
        first, last = max(self.period.start, dt.date(year, 1, 1)), min(self.period.end, dt.date(year, 12, 31))
        return plan_sums.c.month.between(_month(first), _month(last))

    @cached_property
    def quarters(self) -> list[tuple[int, int]]:
        """The quarters that the period touches: year and number."""
        return list(dict.fromkeys((int(key[:4]), (int(key[5:]) + 2) // 3) for key in self.period.months))

    @cached_property
    def years_in_quarters(self) -> list[Quarters]:
        """The same year by year."""
        return [
            Quarters(year, min(own), max(own))
            for year in self.years
            if (own := [quarter for each, quarter in self.quarters if each == year])
        ]

    @cached_property
    def money(self) -> dict[tuple[int, int], list[int | None]]:
        """By cluster and year what is planned and spent by quarter: four and four sums in kopecks, None for none."""
        names = [f"{what}_{n}" for what in ("planned", "spent") for n in range(1, 5)]
        table = _table["money"]
        found: dict[tuple[int, int], list[int | None]] = {}
        for year in self.years:
            columns = (table.c.year, *(_sum(table.c[name]) for name in names))
            for row in self._of_day(self.latest(year).values(), "money", *columns, by=("year",)):
                if row[1] == year:
                    found[row[0], year] = list(row[2:])
        return found

    def indicators(self, name: str = "") -> list[IndicatorTold]:
        """What is told of indicators for periods that touch this one, of whole clusters: of each its latest telling."""
        return list({one[:5]: one for one in self._indicator_values(name)}.values())

    def _indicator_values(self, name: str) -> list[IndicatorTold]:
        """Every telling, the latest of the same last."""
        own, values = _table["indicators"], _table["indicator_values"]
        columns = (values.c.cluster_id, own.c.number, values.c.first_day, values.c.last_day, values.c.is_computed,
                   own.c.name, own.c.unit, own.c.target, values.c.words, values.c.value, values.c.outcome,
                   values.c.delivery_id)  # fmt: skip
        order = (*columns[:5], deliveries.c.as_of, deliveries.c.made)
        asked = (
            select(*columns)
            .join(own, and_(own.c.delivery_id == values.c.delivery_id, own.c.number == values.c.indicator))
            .join(deliveries, deliveries.c.id == values.c.delivery_id)
            .where(self._touching, values.c.organization_id.is_(None), *self._values_within)
            .order_by(*order)
        )
        asked = self._narrowed(asked.where(own.c.name == name) if name else asked, values)
        return list(map(IndicatorTold._make, self._rows(asked)))

    @cached_property
    def outcomes(self) -> dict[int, dict[int, str]]:
        """By cluster and number of the indicator whether its last year's value reaches its target.

        As the period's end knows it; of indicators of which nothing is said there is none.
        """
        table = _table["indicator_values"]
        names = ("cluster_id", "indicator", "first_day", "last_day", "is_computed", "outcome")
        rows: list[Any] = []
        for ids in _pieces(one.id for one in self.at_end.values()):
            asked = select(*(table.c[name] for name in names))
            asked = asked.where(table.c.delivery_id.in_(_among(ids)), table.c.organization_id.is_(None))
            rows += self._rows(asked.where(table.c.outcome.is_not(None), *self._values_within))
        return last_outcomes(map(tuple, rows))

    @property
    def _values_within(self) -> tuple[ColumnElement[bool], ...]:
        table = _table["indicator_values"]
        return table.c.first_day <= self.period.end, table.c.last_day >= self.period.start

    def events(self, most: int, states: Sequence[str] = ("held",)) -> list[Any]:
        """The events behind the numbers of the period, by cluster and day; no more than `most`."""
        asked = select(events).where(
            events.c.first_day.between(self.period.start, self.period.end), events.c.state.in_(states)
        )
        asked = self._narrowed(asked, events).order_by(events.c.cluster_id, events.c.first_day, events.c.number)
        return self._rows(asked.limit(most))

    def participations(self, most: int) -> list[Any]:
        """Who took part in the events of the period, no more than `most`.

        Cluster, number, day and name of the event, organization, what was told of one outside, kind, unit, number.
        """
        who, event = _table["participations"].c, events.c
        of_event = and_(event.cluster_id == who.cluster_id, event.first_day == who.first_day, event.number == who.event)
        columns = (who.cluster_id, who.event, who.first_day, event.name, organizations.c.short_name, who.outside,
                   who.kind, who.unit, who.count)  # fmt: skip
        asked = (
            select(*columns)
            .join(events, of_event)
            .outerjoin(organizations, organizations.c.id == who.organization_id)
            .where(who.first_day.between(self.period.start, self.period.end))
            .order_by(who.cluster_id, who.first_day, who.event, who.place)
        )
        return self._rows(self._narrowed(asked, _table["participations"]).limit(most))

    def organizations(self, ids: Iterable[int]) -> dict[int, tuple[int, str]]:
        """The cluster and the short name of organizations."""
        found: dict[int, tuple[int, str]] = {}
        for piece in _pieces(ids):
            asked = select(organizations.c.id, organizations.c.cluster_id, organizations.c.short_name)
            rows = self._rows(asked.where(organizations.c.id.in_(_among(piece))))
            found |= {row[0]: (row[1], row[2]) for row in rows}
        return found

    def _of_day(
        self, told: Iterable[Delivery], name: str, *columns: Any, by: Sequence[str] = (), where: Any = True
    ) -> Iterator[Any]:
        """Rows of what hangs on deliveries, counted by cluster."""
        table = _table[name]
        for ids in _pieces(one.id for one in told):
            asked = select(table.c.cluster_id, *columns).where(table.c.delivery_id.in_(_among(ids)))
            asked = asked if where is True else asked.where(where)
            yield from self._rows(asked.group_by(table.c.cluster_id, *by))


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


def last_outcomes(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[int, str]]:
    """By cluster and indicator the outcome of its last value of a year.

    A row is the cluster, the indicator, the value's days, whether it is computed, the outcome.
    """
    found: dict[int, dict[int, str]] = {}
    for cluster, number, first, last, _is_computed, outcome in sorted(rows):
        if outcome and is_of_year(first, last):
            found.setdefault(cluster, {})[number] = outcome
    return found


def _month(day: dt.date) -> int:
    """The month as sums are known by it: 202603."""
    return day.year * 100 + day.month


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum as a whole number: a server's own type for it is no number that Python counts with quickly."""
    return cast(func.sum(column), BigInteger)


_PLAN = tuple(_sum(plan_sums.c[name]) for name in PlanCount._fields)


def _among(ids: list[int]) -> BindParameter[int]:
    """These ids as one value, written into the statement: a server is not sent a thousand of them one by one."""
    return bindparam(None, ids, expanding=True, unique=True, type_=Integer, literal_execute=True)


def _pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in pieces that every engine takes."""
    every = sorted(set(ids))
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]
