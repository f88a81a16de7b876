"""The screen of indicators and money: values typed or computed from the log, budget lines with their expenses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.russian.numbers import show_money, show_number
from cluster_desk.data.queries.indicators import BUDGET, INDICATORS
from cluster_desk.desk import Desk
from cluster_desk.rules.indicators import computed_value
from cluster_desk.settings import Settings
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListArea, ListSpec

_MONEY = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter", "planned", "spent", "money_left")


class IndicatorsScreen(ListArea):
    """Indicators and the budget; computed values are those of this year so far."""

    def __init__(self, desk: Desk, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._today = today
        super().__init__(desk, settings, _("Indicators"), [_INDICATORS, _BUDGET])

    def make_list(self, spec: ListSpec) -> DeclaredList:
        if spec is not _INDICATORS:
            return super().make_list(spec)
        return _IndicatorsList(self._desk, self._settings, self._title, self.segments(spec.key), self._today)


class _IndicatorsList(DeclaredList):
    def __init__(
        self, desk: Desk, settings: Settings, title: str, segments: QWidget, today: Callable[[], dt.date]
    ) -> None:
        self._today = today
        super().__init__(desk, settings, _INDICATORS, title, [segments])

    def read_rows(self) -> list[Row]:
        start, end = dt.date(self._today().year, 1, 1), dt.date(self._today().year, 12, 31)
        rows = []
        for row in super().read_rows():
            computed = Computed.of(row.computed)
            if computed is not Computed.TYPED:
                number = computed_value(self.desk.read, computed, start, end)
                row = row._replace(last_value="" if number is None else show_number(number))
            rows.append(row)
        return rows


def _money_chip(key: str) -> Callable[[Row], Chip | None]:
    def chip(row: Row) -> Chip | None:
        value = getattr(row, key)
        if value is None:
            return None
        overspent = key == "money_left" and value < 0
        if overspent:
            return Chip(show_money(value), "bad", "warning", _("more is spent than planned"))
        return Chip(show_money(value), "neutral", filled=False)

    return chip


def _sum_of_money(rows: Sequence[Row]) -> str:
    planned, spent = (sum(getattr(row, key) or 0 for row in rows) for key in ("planned", "spent"))
    values = {"planned": show_money(planned), "spent": show_money(spent), "left": show_money(planned - spent)}
    return _("planned %(planned)s, spent %(spent)s, left %(left)s") % values


_INDICATORS = ListSpec(
    "indicators",
    N_("Indicators"),
    INDICATORS,
    "data_histogram",
    N_("No indicators yet"),
    (N_("Indicator added"), N_("Indicator changed"), N_("Indicator deleted")),
    frozenset({"indicators", "events", "plans", "members"}),
    display={
        "name": {"elastic": True, "width": 420},
        "unit": {"width": 90, "quiet": True},
        "target": {"width": 150},
        "computed": {"width": 230, "quiet": True},
        "last_value": {"width": 150},
    },
)


_BUDGET = ListSpec(
    "budget",
    N_("Budget"),
    BUDGET,
    "document_table",
    N_("No budget lines yet"),
    (N_("Budget line added"), N_("Budget line changed"), N_("Budget line deleted")),
    frozenset({"indicators", "plans"}),
    display={
        "name": {"elastic": True, "width": 230},
        "year": {"width": 60},
        "source": {"width": 120, "quiet": True, "hidden": True},
        **{key: {"kind": "number", "width": 104, "chip": _money_chip(key)} for key in _MONEY},
    },
    sums=_sum_of_money,
)
