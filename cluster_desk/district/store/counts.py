"""What reports count, told once: the columns of the sums that the store keeps, and the numbers that reports ask."""

from __future__ import annotations

from typing import NamedTuple


class Totals(NamedTuple):
    """What was held and who took part; None where no number was told."""

    events: int
    untold: int
    pupils: int | None
    teachers: int | None
    parents: int | None
    preschoolers: int | None
    others: int | None
    people: int | None


class PlanCount(NamedTuple):
    """Items of plans that fall due in a month or a quarter, by what is known of them."""

    items: int
    done: int
    under_way: int
    moved: int
    cancelled: int
    untold: int
    ahead: int


class DecisionCount(NamedTuple):
    """Decisions on a day: all, open, of these overdue, the longest overdue in days."""

    all: int
    fulfilled: int
    open: int
    overdue: int
    longest: int
