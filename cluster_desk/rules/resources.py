"""What must hold of resources, loans and clubs, of indicators and money.

And where an old document's total disagrees with its loans, and what is understood of the words of indicators.
"""

from __future__ import annotations

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.indicators import BudgetLine, Indicator
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import read_number
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.fields import end_problems


def resource_problems(resource: Resource, read: Reader) -> list[Problem]:
    """Counts are not negative; nothing is returned before it was lent."""
    problems = []
    for index, loan in enumerate(resource.loans):
        here = (("loans", index),)
        for name, value in (("count", loan.count), ("returned_count", loan.returned_count)):
            if (value or 0) < 0:
                problems.append(Problem(name, _("Less than nothing cannot be lent."), here))
        problems += end_problems("returned_day", loan.day, loan.returned_day, here)
    return problems


def resource_doubts(resource: Resource) -> list[str]:
    """Where the numbers disagree: with a total told, with what there is, with what came back."""
    doubts = []
    total = sum(loan.count or 0 for loan in resource.loans)
    if resource.told_total is not None and resource.told_total != total:
        values = {"told": resource.told_total, "sum": total}
        doubts.append(_("The document says %(told)d in all, the loans add up to %(sum)d.") % values)
    lent = total - sum(loan.returned_count or 0 for loan in resource.loans)
    if resource.available is not None and lent > resource.available:
        values = {"lent": lent, "available": resource.available}
        doubts.append(_("More is lent (%(lent)d) than there is (%(available)d).") % values)
    if any((loan.returned_count or 0) > (loan.count or 0) for loan in resource.loans):
        doubts.append(_("More came back than was lent."))
    return doubts


def club_problems(club: Club, read: Reader) -> list[Problem]:
    """Counts are not negative."""
    return [
        Problem("count", _("A number of children is 0 or more."), (("schools", index),))
        for index, school in enumerate(club.schools)
        if (school.count or 0) < 0
    ]


def club_doubts(club: Club) -> list[str]:
    """Where the number of children and the sum over schools disagree."""
    total = sum(school.count or 0 for school in club.schools)
    if club.children is None or not club.schools or club.children == total:
        return []
    values = {"told": club.children, "sum": total}
    return [_("The club has %(told)d children, its schools add up to %(sum)d.") % values]


QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "fourth_quarter")
_NUMBER = regex(r"-?\d[\d\s\u00a0]*(?:[.,]\d+)?")


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
        problem
        for index, value in enumerate(indicator.values)
        for problem in end_problems("period_end", value.period_start, value.period_end, (("values", index),))
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
