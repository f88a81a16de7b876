"""Sums that reports ask in place of the facts, counted in the transaction in which a package changes the facts.

What was held and who took part is summed by month, and the months by year; plans and decisions by the delivery that
told them, plans by the month in which an item falls due.
"""

from __future__ import annotations

import calendar
import datetime as dt

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    and_,
    case,
    cast,
    delete,
    distinct,
    extract,
    func,
    insert,
    select,
    true,
)

from cluster_desk.district import facts
from cluster_desk.district.store.tables import (
    IS_OPEN,
    IS_OVERDUE,
    NO_MONTH,
    decision_sums,
    decisions_table,
    events,
    month_sums,
    organization_sums,
    organization_years,
    participations,
    plan_items_table,
    plan_sums,
    year_sums,
)

_HELD = events.c.state == "held"


def count_by_month(connection: Connection) -> None:
    """Count every sum of a month anew."""
    _count_months(connection, true(), true())


def count_by_year_and_delivery(connection: Connection) -> None:
    """Count every sum of a year and of a delivery anew; those of months are there."""
    for years, months in _OF_YEARS:
        _add_up(connection, years, months, true())
    _count_plans(connection, true())
    _count_decisions(connection, true())


def count_period(connection: Connection, cluster: int, first: dt.date, last: dt.date) -> None:
    """Count the sums of a cluster anew for the whole months and years that touch a period."""
    begin, end = first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    # Months and years one by one: the keys begin with them, and those of a range would be gone through of all clusters.
    years = range(begin.year, end.year + 1)
    months = [year * 100 + month for year in years for month in range(1, 13)]
    inside = [one for one in months if begin.year * 100 + begin.month <= one <= end.year * 100 + end.month]
    for table in (month_sums, organization_sums):
        connection.execute(delete(table).where(table.c.cluster_id == cluster, table.c.month.in_(inside)))

    def touched(table: Table) -> ColumnElement[bool]:
        return and_(table.c.cluster_id == cluster, table.c.first_day.between(begin, end))

    _count_months(connection, touched(events), touched(participations))
    for by_year, by_month in _OF_YEARS:
        connection.execute(delete(by_year).where(by_year.c.cluster_id == cluster, by_year.c.year.in_(years)))
        _add_up(connection, by_year, by_month, and_(by_month.c.cluster_id == cluster, by_month.c.month.in_(months)))


def count_delivery(connection: Connection, delivery: int) -> None:
    """Count the sums of a delivery that has none yet."""
    _count_plans(connection, plan_items_table.c.delivery_id == delivery)
    _count_decisions(connection, decisions_table.c.delivery_id == delivery)


_OF_YEARS = ((year_sums, month_sums), (organization_years, organization_sums))


def _month(day: ColumnElement[dt.date]) -> ColumnElement[int]:
    return cast(extract("year", day) * 100 + extract("month", day), Integer)


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _count_months(connection: Connection, of_events: ColumnElement[bool], of_people: ColumnElement[bool]) -> None:
    month = _month(events.c.first_day)
    columns = [
        month,
        events.c.cluster_id,
        func.count(),
        _counted(events.c.people.is_(None)),
        *(func.sum(events.c[kind]) for kind in facts.KINDS),
        func.sum(events.c.people),
    ]
    asked = select(*columns).where(_HELD, of_events).group_by(month, events.c.cluster_id)
    connection.execute(insert(month_sums).from_select(month_sums.c.keys(), asked))
    month = _month(participations.c.first_day)
    is_people = participations.c.unit == ""

    def people(*more: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(is_people, *more), participations.c.count), else_=None))

    named = [month, participations.c.cluster_id, participations.c.organization_id]
    counted = [
        func.count(distinct(participations.c.event)),
        *(people(participations.c.kind == kind) for kind in facts.KINDS),
        people(),
    ]
    asked = select(*named, *counted).where(participations.c.organization_id.is_not(None), of_people).group_by(*named)
    connection.execute(insert(organization_sums).from_select(organization_sums.c.keys(), asked))


def _add_up(connection: Connection, years: Table, months: Table, which: ColumnElement[bool]) -> None:
    """Add the months up; what they are known by beside the month stays, all else is summed."""
    year = months.c.month // 100
    known = [column for column in months.primary_key.columns if column is not months.c.month]
    summed = [func.sum(column) for column in months.c if not column.primary_key]
    asked = select(year, *known, *summed).where(which).group_by(year, *known)
    connection.execute(insert(years).from_select(years.c.keys(), asked))


def _count_plans(connection: Connection, which: ColumnElement[bool]) -> None:
    item = plan_items_table.c
    month = func.coalesce(_month(item.last_day), NO_MONTH)
    known = [item.delivery_id, item.cluster_id, month]
    untold = and_(item.state.is_(None), item.is_ahead.is_(False))
    states = (_counted(item.state == state) for state in facts.ITEM_STATES)
    counted = [func.count(), *states, _counted(untold), _counted(item.is_ahead)]
    asked = select(*known, *counted).where(which).group_by(*known)
    connection.execute(insert(plan_sums).from_select(plan_sums.c.keys(), asked))


def _count_decisions(connection: Connection, which: ColumnElement[bool]) -> None:
    decision = decisions_table.c
    known = [decision.delivery_id, decision.cluster_id]
    counted = [
        func.count(),
        _counted(decision.state == "fulfilled"),
        _counted(IS_OPEN),
        _counted(IS_OVERDUE),
        func.max(decision.overdue_days),
    ]
    asked = select(*known, *counted).where(which).group_by(*known)
    connection.execute(insert(decision_sums).from_select(decision_sums.c.keys(), asked))
