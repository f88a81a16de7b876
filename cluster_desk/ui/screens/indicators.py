"""The screen of indicators and money: values against their targets over the years, budget lines with what is spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.russian.numbers import group_thousands, show_money
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.indicators import BUDGET, INDICATORS
from cluster_desk.desk import Desk
from cluster_desk.rules.indicators import Asked, Outcome, Standing, indicator_standings
from cluster_desk.settings import Settings
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListArea, ListSpec
from cluster_desk.ui.lists.pictures import Bar, Trend
from cluster_desk.ui.look.tokens import Tone

_MONEY = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter", "planned", "spent", "money_left")
_OUTCOMES: dict[Outcome, tuple[str, Tone]] = {
    Outcome.REACHED: ("checkmark_circle_filled", "ok"),
    Outcome.KEPT: ("circle_half_fill", "info"),
    Outcome.NOT_YET: ("circle_half_fill", "neutral"),
    Outcome.MISSED: ("warning_filled", "bad"),
}
"""How an outcome is told by shape and colour beside its word."""


class IndicatorsScreen(ListArea):
    """Indicators and the budget; computed values are those of this year so far."""

    def __init__(self, desk: Desk, settings: Settings, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._today = today
        super().__init__(desk, settings, _("Indicators"), [_INDICATORS, _BUDGET])

    def make_list(self, spec: ListSpec) -> DeclaredList:
        segments = self.segments(spec.key)
        if spec is _INDICATORS:
            return _IndicatorsList(self._desk, self._settings, self._title, segments, self._today)
        return _BudgetList(self._desk, self._settings, spec, _(spec.title), [segments])


class _IndicatorsList(DeclaredList):
    def __init__(
        self, desk: Desk, settings: Settings, title: str, segments: QWidget, today: Callable[[], dt.date]
    ) -> None:
        self._today = today
        self._standings: dict[int, Standing] = {}
        super().__init__(desk, settings, _INDICATORS, title, [segments])

    def made_columns(self, spec: ListSpec) -> list[Column]:
        own: dict[str, dict[str, Any]] = {
            "last_value": {"order": lambda row: self._standing(row).value or 0.0},
            "progress": {"picture": self._bar, "order": self._share},
            "outcome": {"chip": self._outcome},
            "trend": {"picture": lambda row: Trend([value for _year, value in self._standing(row).years])},
        }
        return [replace(column, **own.get(column.key, {})) for column in super().made_columns(spec)]

    def read_rows(self) -> list[Row]:
        rows = super().read_rows()
        asked = [Asked(row.id, row.target, Computed.of(row.computed), row.unit) for row in rows]
        self._standings = indicator_standings(self.desk.read, asked, self._today())
        return [self._told(row) for row in rows]

    def _standing(self, row: Row) -> Standing:
        return self._standings.get(row.id) or Standing()

    def _told(self, row: Row) -> Row:
        """The row with the words of what is painted."""
        known = self._standing(row)
        words = known.words if known.value is None else group_thousands(known.value)
        share = _percent(self._share(row)) if known.value is not None and known.target else ""
        years = [f"{year}: {group_thousands(value)}" for year, value in known.years if value is not None]
        verdict = _outcome_words(known)
        return row._replace(last_value=words, progress=share, outcome=verdict, trend="; ".join(years))

    def _share(self, row: Row) -> float:
        known = self._standing(row)
        return known.value / known.target if known.value is not None and known.target else 0.0

    def _bar(self, row: Row) -> Bar | None:
        known = self._standing(row)
        if known.value is None or not known.target:
            return None
        tone = _OUTCOMES[known.outcome][1] if known.outcome else "info"
        return Bar(known.value, max(known.value, known.target) * 1.04, known.target, tone)

    def _outcome(self, row: Row) -> Chip | None:
        known = self._standing(row)
        if known.outcome is None:
            return None
        icon, tone = _OUTCOMES[known.outcome]
        return Chip(capitalized(_outcome_words(known)), tone, icon, filled=False)


def _outcome_words(known: Standing) -> str:
    """How a value stands to its target; one of a part of a year as of the last day of that."""
    if known.outcome is None:
        return ""
    words = _(known.outcome.label)
    return _("%(state)s on %(day)s") % {"state": words, "day": f"{known.as_of:%d.%m.%Y}"} if known.as_of else words


class _BudgetList(DeclaredList):
    def made_columns(self, spec: ListSpec) -> list[Column]:
        own: dict[str, dict[str, Any]] = {
            "money_left": {"chip": _overspent},
            "used": {"picture": _spent_bar, "order": lambda row: _used(row) or 0.0},
        }
        return [replace(column, **own.get(column.key, {})) for column in super().made_columns(spec)]

    def read_rows(self) -> list[Row]:
        return [row._replace(used=_used_words(row)) for row in super().read_rows()]


def _used(row: Row) -> float | None:
    return (row.spent or 0) / row.planned if row.planned else None


def _used_words(row: Row) -> str:
    used = _used(row)
    return "" if used is None else _percent(used)


def _percent(part: float) -> str:
    return f"{round(100 * part)}\u00a0%"


def _spent_bar(row: Row) -> Bar | None:
    """What is spent of what is planned; more than that goes beyond the tick and is red."""
    planned, spent = row.planned or 0, row.spent or 0
    if not planned:
        return None
    is_over = spent > planned
    return Bar(spent, max(spent, planned), planned if is_over else None, "bad" if is_over else "info")


def _overspent(row: Row) -> Chip | None:
    left = row.money_left
    if left is None or left >= 0:
        return None
    return Chip(show_money(left), "bad", "warning", _("more is spent than planned"))


def _sum_of_money(rows: Sequence[Row]) -> str:
    planned, spent = (sum(getattr(row, key) or 0 for row in rows) for key in ("planned", "spent"))
    values = {"planned": show_money(planned), "spent": show_money(spent), "left": show_money(planned - spent)}
    return _("planned %(planned)s ₽, spent %(spent)s ₽, left %(left)s ₽") % values


_INDICATORS = ListSpec(
    "indicators",
    N_("Indicators"),
    INDICATORS,
    "data_histogram",
    N_("No indicators yet"),
    (N_("Indicator added"), N_("Indicator changed"), N_("Indicator deleted")),
    frozenset({"indicators", "events", "plans", "members"}),
    display={
        "name": {"elastic": True, "width": 380},
        "unit": {"width": 80, "quiet": True},
        "target": {"width": 130},
        "computed": {"width": 230, "quiet": True, "hidden": True},
        "last_value": {"kind": "number", "width": 90},
        "progress": {"width": 170},
        "outcome": {"width": 200},
        "trend": {"width": 90},
    },
    paper="indicators",
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
        **{key: {"width": 96, "kept": True} for key in _MONEY},
        "used": {"width": 120},
    },
    sums=_sum_of_money,
    paper="expenses",
)
