"""Indicators and money as lists and as whole records."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.indicators import BudgetLine, Indicator
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

LAST_VALUE = Column(
    "last_value",
    N_("Value"),
    Kind.TEXT,
    "(SELECT value_words FROM indicator_values WHERE indicators_id = t.id AND organization_id IS NULL "
    "ORDER BY period_end DESC, place DESC LIMIT 1)",
)
# The rules tell these (rules/indicators.py), and the screen fills them in.
PROGRESS = Column("progress", N_("Towards the target"), Kind.TEXT, "''")
OUTCOME = Column("outcome", N_("Outcome"), Kind.TEXT, "''")
TREND = Column("trend", N_("Three years"), Kind.TEXT, "''")
INDICATORS = Listing(Indicator, [*field_columns(Indicator), LAST_VALUE, PROGRESS, OUTCOME, TREND], order="t.id")

_QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
PLANNED = Column(
    "planned",
    N_("Planned, ₽"),
    Kind.MONEY,
    "(" + " + ".join(f"coalesce(t.{quarter}, 0)" for quarter in _QUARTERS) + ")",
)
SPENT = Column(
    "spent", N_("Spent, ₽"), Kind.MONEY, "coalesce((SELECT sum(amount) FROM expenses WHERE budget_lines_id = t.id), 0)"
)
LEFT = Column("money_left", N_("Left, ₽"), Kind.MONEY, f"({PLANNED.sql} - {SPENT.sql})")
USED = Column("used", N_("Used"), Kind.TEXT, "''")
BUDGET = Listing(
    BudgetLine,
    [*field_columns(BudgetLine), PLANNED, SPENT, USED, LEFT],
    order="t.year DESC, t.name COLLATE russian, t.id",
)


class PastValue(NamedTuple):
    """A value of the whole cluster: its period, its words, the number understood."""

    start: dt.date | None
    end: dt.date
    words: str
    number: float | None


def values_of_all(read: Reader) -> dict[int, list[PastValue]]:
    """The values of the whole cluster by the indicator's row, in the order of their periods."""
    values: dict[int, list[PastValue]] = {}
    for row, start, end, words, number in read.rows(
        "SELECT indicators_id, period_start, period_end, value_words, value FROM indicator_values "
        "WHERE organization_id IS NULL AND period_end IS NOT NULL ORDER BY period_end, place"
    ):
        first = dt.date.fromisoformat(start) if start else None
        values.setdefault(row, []).append(PastValue(first, dt.date.fromisoformat(end), words, number))
    return values


def list_indicators(read: Reader) -> list[Indicator]:
    """Every indicator, in the order entered, with its values in the order of their periods."""
    indicators: list[Indicator] = INDICATORS.records(read)
    for one in indicators:
        one.values.sort(key=lambda value: value.period_start or dt.date.min)
    return indicators


def list_budget(read: Reader, year: int | None, on: dt.date) -> list[BudgetLine]:
    """The budget lines of a year (all of them when left out) with their expenses up to a day, by date."""
    lines = [line for line in BUDGET.records(read) if year is None or line.year == year]
    for line in lines:
        line.expenses = [one for one in line.expenses if one.day is None or one.day <= on]
        line.expenses.sort(key=lambda expense: expense.day or dt.date.min)
    return lines
