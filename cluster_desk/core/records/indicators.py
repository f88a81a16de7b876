"""Indicators with their values, and money: what was planned and what was spent."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class Computed(Choice):
    """Where an indicator's values come from."""

    TYPED = "typed", N_("typed")
    EVENTS = "events", N_("number of events held")
    PUPILS = "pupils", N_("pupils who took part")
    TEACHERS = "teachers", N_("teachers who took part")
    ORGANIZATIONS = "organizations", N_("organizations that took part")
    PLAN_DONE = "plan_done", N_("share of plan items done, %")


class IndicatorValue(Part, area="indicators", table="indicator_values", label=N_("Value"), title="value_words"):
    """A value of a period, of one organization or of all; the words as typed, the number beside."""

    period_start: dt.date | None = fields.day(N_("From"), required=True)
    period_end: dt.date | None = fields.day(N_("To"), required=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True)
    value_words: str = fields.text(N_("Value"), required=True)
    value: float | None = fields.number(N_("Number"), hidden=True, read_from="value_words")


class Indicator(Record, area="indicators", table="indicators", label=N_("Indicator")):
    """A criterion with its unit and target ("100 %", "не менее 60 %")."""

    name: str = fields.prose(N_("Indicator"), required=True, listed=True, roles="result title")
    unit: str = fields.text(N_("Unit"), hint=N_("%, people, pieces"))
    target: str = fields.text(N_("Target"), hint=N_("100 %, at least 60 %, …"))
    target_value: float | None = fields.number(N_("Target, number"), hidden=True, read_from="target")
    computed: Computed = fields.choice(N_("Values are"), Computed.TYPED)
    values: list[IndicatorValue] = fields.parts(N_("Values"), "IndicatorValue")


class Expense(Part, area="indicators", table="expenses", label=N_("Expense")):
    """Money spent under a budget line."""

    day: dt.date | None = fields.day(N_("Date"), required=True)
    amount: int | None = fields.money(N_("Sum"), required=True)
    name: str = fields.text(N_("What for"), required=True)
    event_id: int | None = fields.link(N_("Event"), "Event", cleared=True)


class BudgetLine(Record, area="indicators", table="budget_lines", label=N_("Budget line")):
    """Money planned, by quarters of a year, for a plan item or in general."""

    name: str = fields.prose(N_("What for"), required=True, listed=True, roles="title")
    year: int | None = fields.whole(N_("Year"), required=True)
    first_quarter: int | None = fields.money(N_("Quarter I"))
    second_quarter: int | None = fields.money(N_("Quarter II"))
    third_quarter: int | None = fields.money(N_("Quarter III"))
    fourth_quarter: int | None = fields.money(N_("Quarter IV"))
    source: str = fields.text(N_("Source of the money"))
    item_id: int | None = fields.link(N_("Plan item"), "PlanItem", cleared=True, listed=False)
    expenses: list[Expense] = fields.parts(N_("Spent"), "Expense")

    @property
    def quarters(self) -> tuple[int, int, int, int]:
        """What is planned in each quarter, in kopecks."""
        return (self.first_quarter or 0, self.second_quarter or 0, self.third_quarter or 0, self.fourth_quarter or 0)

    @property
    def planned(self) -> int:
        """What is planned in the year, in kopecks."""
        return sum(self.quarters)

    @property
    def spent(self) -> int:
        """What was spent, in kopecks."""
        return sum(expense.amount or 0 for expense in self.expenses)
