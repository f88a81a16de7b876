"""Indicators and money as lists and as whole records; values computed from the log."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.indicators import BudgetLine, Computed, Indicator
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.data.queries.reader import Reader

LAST_VALUE = Column(
    "last_value",
    N_("Last value"),
    Kind.TEXT,
    "(SELECT value_words FROM indicator_values WHERE indicators_id = t.id AND organization_id IS NULL "
    "ORDER BY period_end DESC, place DESC LIMIT 1)",
)
INDICATORS = Listing(Indicator, [*field_columns(Indicator), LAST_VALUE], order="t.id")

_QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
PLANNED = Column(
    "planned",
    N_("Planned in the year"),
    Kind.MONEY,
    "(" + " + ".join(f"coalesce(t.{quarter}, 0)" for quarter in _QUARTERS) + ")",
)
SPENT = Column(
    "spent", N_("Spent"), Kind.MONEY, "coalesce((SELECT sum(amount) FROM expenses WHERE budget_lines_id = t.id), 0)"
)
LEFT = Column("money_left", N_("Left over"), Kind.MONEY, f"({PLANNED.sql} - {SPENT.sql})")
BUDGET = Listing(
    BudgetLine, [*field_columns(BudgetLine), PLANNED, SPENT, LEFT], order="t.year DESC, t.name COLLATE russian, t.id"
)


def list_indicators(read: Reader) -> list[Indicator]:
    """Every indicator, in the order entered, with its values in the order of their periods."""
    indicators: list[Indicator] = INDICATORS.records(read)
    for one in indicators:
        one.values.sort(key=lambda value: value.period_start or dt.date.min)
    return indicators


def computed_value(read: Reader, computed: Computed, start: dt.date, end: dt.date) -> float | None:
    """What the log or the plan gives for an indicator over a period; None for one that is typed."""
    if computed is Computed.ORGANIZATIONS:
        sql = (
            "SELECT count(DISTINCT p.organization_id) FROM participations AS p JOIN events AS t ON t.id = p.events_id "
            "WHERE t.state = 'held' AND t.first_day BETWEEN :start AND :end"
        )
        return float(read.rows_named(sql, period_values(start, end))[0][0])
    if computed is Computed.PLAN_DONE:
        return _plan_done(read, start, end)
    totals = next(iter(log_totals(read, start, end)), None)
    if computed is Computed.TYPED:
        return None
    return float(getattr(totals, computed.value)) if totals else 0.0


def _plan_done(read: Reader, start: dt.date, end: dt.date) -> float | None:
    """Which share of the items of the plans that touch the period is done, in per cent; None without items."""
    sql = (
        "SELECT count(*), total(i.state = 'done') FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
        "JOIN plans AS p ON p.id = s.plan_id WHERE coalesce(p.period_start, :start) <= :end "
        "AND coalesce(p.period_end, :end) >= :start"
    )
    count, done = read.rows_named(sql, period_values(start, end))[0]
    return round(100 * done / count, 1) if count else None


def list_budget(read: Reader, year: int | None = None) -> list[BudgetLine]:
    """The budget lines of a year (all of them when left out) with their expenses by date."""
    lines = [line for line in BUDGET.records(read) if year is None or line.year == year]
    for line in lines:
        line.expenses.sort(key=lambda expense: expense.day or dt.date.min)
    return lines
