"""What must hold of indicators and money, and what is understood of their words."""

from __future__ import annotations

import re

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.indicators import BudgetLine, Indicator
from cluster_desk.core.russian.numbers import read_number
from cluster_desk.data.queries.reader import Reader

QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
_NUMBER = re.compile(r"-?\d[\d\s\u00a0]*(?:[.,]\d+)?")


def only_number(words: str) -> float | None:
    """The only number in words like «100 %» or «не менее 60 %»; None for none or several."""
    matches = _NUMBER.findall(words)
    return read_number(matches[0].strip()) if len(matches) == 1 else None


def derive_indicator(indicator: Indicator, before: Indicator | None, read: Reader) -> None:
    """Understand the numbers of the target and of every value."""
    indicator.target_value = only_number(indicator.target)
    for value in indicator.values:
        value.value = only_number(value.value_words)


def indicator_problems(indicator: Indicator, read: Reader) -> list[Problem]:
    """A value's period ends after it begins."""
    return [
        Problem(
            "period_end",
            _("Earlier than its beginning (%(start)s).") % {"start": f"{value.period_start:%d.%m.%Y}"},
            (("values", index),),
        )
        for index, value in enumerate(indicator.values)
        if value.period_start and value.period_end and value.period_end < value.period_start
    ]


def budget_problems(line: BudgetLine, read: Reader) -> list[Problem]:
    """Sums are not negative; the year can be one."""
    problems = []
    if line.year is not None and not 2000 <= line.year <= 2100:
        problems.append(Problem("year", _("The year %(year)d looks mistyped.") % {"year": line.year}))
    problems += [Problem(name, _("A sum is 0 or more.")) for name in QUARTERS if (getattr(line, name) or 0) < 0]
    return problems + [
        Problem("amount", _("A sum is 0 or more."), (("expenses", index),))
        for index, expense in enumerate(line.expenses)
        if (expense.amount or 0) < 0
    ]
