"""Indicators and money as flat rows: values typed or computed from the log, what was planned and what was spent."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

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


class ValueFacts(NamedTuple):
    """A value of an indicator over a period (ISO days); `organization` is "" for all of them together."""

    period_start: str
    period_end: str
    organization_id: int | None
    organization: str
    value_words: str
    value: float | None


class IndicatorFacts(NamedTuple):
    """An indicator with the values typed, in the order of their periods."""

    id: int
    name: str
    unit: str
    target: str
    target_value: float | None
    computed: Computed
    values: tuple[ValueFacts, ...]


def indicators_told(read: Reader) -> list[IndicatorFacts]:
    """Every indicator, in the order entered."""
    sql = (
        "SELECT v.indicators_id, v.period_start, v.period_end, v.organization_id, coalesce(o.short_name, ''), "
        "v.value_words, v.value FROM indicator_values AS v LEFT JOIN organizations AS o ON o.id = v.organization_id "
        "ORDER BY v.indicators_id, v.period_start, v.place, v.id"
    )
    values: dict[int, list[ValueFacts]] = {}
    for row, *rest in read.rows(sql):
        values.setdefault(row, []).append(ValueFacts(*rest))
    sql = "SELECT id, name, unit, target, target_value, computed FROM indicators ORDER BY id"
    return [
        IndicatorFacts(row, name, unit, target, number, Computed.of(computed), tuple(values.get(row, ())))
        for row, name, unit, target, number, computed in read.rows(sql)
    ]


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


class ExpenseFacts(NamedTuple):
    """Money spent, in kopecks; `day` ISO."""

    day: str
    amount: int
    name: str
    event_id: int | None
    event: str

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (int(self.day[5:7]) + 2) // 3


class BudgetFacts(NamedTuple):
    """A budget line: planned by quarters and spent, in kopecks."""

    id: int
    name: str
    year: int
    quarters: tuple[int, int, int, int]
    source: str
    item_id: int | None
    expenses: tuple[ExpenseFacts, ...]

    @property
    def planned(self) -> int:
        """The sum of the quarters."""
        return sum(self.quarters)

    @property
    def spent(self) -> int:
        """The sum of the expenses."""
        return sum(expense.amount for expense in self.expenses)


def budget_told(read: Reader, year: int | None = None) -> list[BudgetFacts]:
    """The budget lines of a year (all of them when left out) with their expenses by date."""
    sql = (
        "SELECT x.budget_lines_id, x.day, x.amount, x.name, x.event_id, coalesce(e.name, '') FROM expenses AS x "
        "LEFT JOIN events AS e ON e.id = x.event_id ORDER BY x.budget_lines_id, x.day, x.place, x.id"
    )
    expenses: dict[int, list[ExpenseFacts]] = {}
    for row, *rest in read.rows(sql):
        expenses.setdefault(row, []).append(ExpenseFacts(*rest))
    quarters = ", ".join(f"coalesce(t.{quarter}, 0)" for quarter in _QUARTERS)
    sql = (
        f"SELECT t.id, t.name, t.year, {quarters}, t.source, t.item_id FROM budget_lines AS t "
        f"WHERE ?1 IS NULL OR t.year = ?1 ORDER BY {BUDGET.order}"
    )
    return [
        BudgetFacts(row, name, told, (one, two, three, four), source, item, tuple(expenses.get(row, ())))
        for row, name, told, one, two, three, four, source, item in read.rows(sql, year)
    ]
