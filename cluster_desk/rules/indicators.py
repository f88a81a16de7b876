"""What the log and the plans give for an indicator over a period: no number where they tell nothing."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.records.plans import ItemState
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.states import standings


def computed_value(read: Reader, computed: Computed, start: dt.date, end: dt.date) -> float | None:
    """The value over a period as far as its days have come; None for one that is typed, or that nothing is told of."""
    last = min(end, read.today())
    if computed is Computed.TYPED or last < start:
        return None
    if computed is Computed.PLAN_DONE:
        return _plan_done(read, start, last)
    totals = next(iter(log_totals(read, start, last)), None)
    if totals is None or not totals.events:
        return None
    if computed is Computed.EVENTS:
        return float(totals.events)
    values = period_values(start, last)
    if computed is Computed.ORGANIZATIONS:
        named = read.rows_named(f"SELECT count(DISTINCT p.organization_id) {_TOLD}", values)[0][0]
        return float(named) if named else None
    told = read.rows_named(f"SELECT count(p.count) {_TOLD} AND p.kind = :kind", values | {"kind": computed.value})[0][0]
    return float(getattr(totals, computed.value)) if told else None


_TOLD = (
    "FROM participations AS p JOIN events AS t ON t.id = p.events_id "
    "WHERE t.state = 'held' AND t.first_day BETWEEN :start AND :end AND p.unit = ''"
)


def _plan_done(read: Reader, start: dt.date, last: dt.date) -> float | None:
    """Which share of the items of the plans in force is done, in per cent; None where no item bears any mark."""
    heads = [head for head in plan_heads(read) if head.table_id == head.id and head.touches(start, last)]
    states = []
    for head in heads:
        table = plan_table(read, head)
        known = standings(table, last) if table else {}
        states += [known[item.uuid].state for item in (table.items if table else ())]
    if not any(states):
        return None
    return round(100 * states.count(ItemState.DONE) / len(states), 1)
