"""Sums by month of what was held and who took part, counted anew for the months that a delivery touches."""

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
from cluster_desk.district.store.tables import events, month_sums, organization_sums, participations

_HELD = events.c.state == "held"


def count_all(connection: Connection) -> None:
    """Count every sum anew."""
    _count(connection, true(), true())


def count_months(connection: Connection, cluster: int, first: dt.date, last: dt.date) -> None:
    """Count the sums of a cluster anew for the months that lie in a period, whole ones."""
    begin, end = first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    months = (begin.year * 100 + begin.month, end.year * 100 + end.month)
    for table in (month_sums, organization_sums):
        connection.execute(delete(table).where(table.c.cluster_id == cluster, table.c.month.between(*months)))

    def within(table: Table) -> ColumnElement[bool]:
        return and_(table.c.cluster_id == cluster, table.c.first_day.between(begin, end))

    _count(connection, within(events), within(participations))


def _month(table: Table) -> ColumnElement[int]:
    day = table.c.first_day
    return cast(extract("year", day) * 100 + extract("month", day), Integer)


def _count(connection: Connection, of_events: ColumnElement[bool], of_people: ColumnElement[bool]) -> None:
    month = _month(events)
    columns = [
        month,
        events.c.cluster_id,
        func.count(),
        func.sum(case((events.c.people.is_(None), 1), else_=0)),
        *(func.sum(events.c[kind]) for kind in facts.KINDS),
        func.sum(events.c.people),
    ]
    asked = select(*columns).where(_HELD, of_events).group_by(month, events.c.cluster_id)
    connection.execute(insert(month_sums).from_select(month_sums.c.keys(), asked))
    month = _month(participations)
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
