"""The screen of indicators and money: values typed or computed from the log, budget lines with their expenses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.typed import show_money, show_number
from cluster_desk.data.queries.indicators import BUDGET, INDICATORS, computed_value
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.list_views import ListView, ListViews
from cluster_desk.ui.table.columns import Chip, Row

_COMPUTED = [column.key for column in INDICATORS.columns].index("computed") + 1
_VALUE = [column.key for column in INDICATORS.columns].index("last_value") + 1
_AT = {column.key: place for place, column in enumerate(BUDGET.columns, 1)}
_MONEY = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter", "planned", "spent", "money_left")


class IndicatorsScreen(ListViews):
    """Indicators and the budget; computed values are those of this year so far."""

    def __init__(self, desk: Desk, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        super().__init__(desk, settings, _("Indicators"), [_indicators(today), _BUDGET])


def _indicator_rows(today: Callable[[], dt.date], desk: Desk) -> list[Row]:
    start, end = dt.date(today().year, 1, 1), dt.date(today().year, 12, 31)
    rows = []
    for row in INDICATORS.rows(desk.read):
        computed = Computed.of(row[_COMPUTED])
        value = row[_VALUE]
        if computed is not Computed.TYPED:
            number = computed_value(desk.read, computed, start, end)
            value = "" if number is None else show_number(number)
        rows.append((*row[:_VALUE], value, *row[_VALUE + 1 :]))
    return rows


def _budget_rows(desk: Desk) -> list[Row]:
    """Sums as numbers for sorting, in words beside them for showing."""
    return list(BUDGET.rows(desk.read))


def _money_chip(key: str) -> Callable[[Row], Chip | None]:
    def chip(row: Row) -> Chip | None:
        value = row[_AT[key]]
        if value is None:
            return None
        overspent = key == "money_left" and value < 0
        if overspent:
            return Chip(show_money(value), "bad", "warning", _("more is spent than planned"))
        return Chip(show_money(value), "neutral", filled=False)

    return chip


def _sum_of_money(rows: Sequence[Row]) -> str:
    planned, spent = (sum(row[_AT[key]] or 0 for row in rows) for key in ("planned", "spent"))
    told = {"planned": show_money(planned), "spent": show_money(spent), "left": show_money(planned - spent)}
    return _("planned %(planned)s, spent %(spent)s, left %(left)s") % told


def _indicators(today: Callable[[], dt.date]) -> ListView:
    return ListView(
        "indicators",
        N_("Indicators"),
        INDICATORS,
        "data_histogram",
        N_("No indicators yet"),
        N_("Indicator added"),
        N_("Indicator changed"),
        N_("Indicator deleted"),
        frozenset({"indicators", "events", "plans", "members"}),
        shown={
            "name": {"elastic": True, "width": 420},
            "unit": {"width": 90, "quiet": True},
            "target": {"width": 150},
            "computed": {"width": 230, "quiet": True},
            "last_value": {"width": 150},
        },
        rows=partial(_indicator_rows, today),
    )


_BUDGET = ListView(
    "budget",
    N_("Budget"),
    BUDGET,
    "document_table",
    N_("No budget lines yet"),
    N_("Budget line added"),
    N_("Budget line changed"),
    N_("Budget line deleted"),
    frozenset({"indicators", "plans"}),
    shown={
        "name": {"elastic": True, "width": 230},
        "year": {"width": 60},
        "source": {"width": 120, "quiet": True, "hidden": True},
        **{key: {"kind": "number", "width": 104, "chip": _money_chip(key)} for key in _MONEY},
    },
    rows=_budget_rows,
    foot=_sum_of_money,
)
