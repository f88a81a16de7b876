"""What the log and the plans give for an indicator over a period, and whether its target is reached.

No number where they tell nothing; no verdict where the target's words are not understood, and none against a year that
is not over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Choice
from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import read_number
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.indicators import PastValue, values_of_all
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.states import standings


def computed_value(read: Reader, computed: Computed, start: dt.date, end: dt.date) -> float | None:
    """The value over a period as far as its days have come; None for one that is typed, or that nothing is told of."""
    last = min(end, read.today())
    if computed is Computed.TYPED or last < start:
        return None
    if computed is Computed.PLAN_DONE:
        return _plan_done(read, start, last)
    totals = next(iter(log_totals(read, start, last)), None)
    if totals is None or not totals.events:
        return None
    if computed is Computed.EVENTS:
        return float(totals.events)
    values = period_values(start, last)
    if computed is Computed.ORGANIZATIONS:
        named = read.rows_named(f"SELECT count(DISTINCT p.organization_id) {_TOLD}", values)[0][0]
        return float(named) if named else None
    told = read.rows_named(f"SELECT count(p.count) {_TOLD} AND p.kind = :kind", values | {"kind": computed.value})[0][0]
    return float(getattr(totals, computed.value)) if told else None


_TOLD = (
    "FROM participations AS p JOIN events AS t ON t.id = p.events_id "
    "WHERE t.state = 'held' AND t.first_day BETWEEN :start AND :end AND p.unit = ''"
)


def _plan_done(read: Reader, start: dt.date, last: dt.date) -> float | None:
    """Which share of the items of the plans in force is done, in per cent; None where no item bears any mark."""
    heads = [head for head in plan_heads(read) if head.table_id == head.id and head.touches(start, last)]
    states = []
    for head in heads:
        table = plan_table(read, head)
        known = standings(table, last) if table else {}
        states += [known[item.uuid].state for item in (table.items if table else ())]
    if not any(states):
        return None
    return round(100 * states.count(ItemState.DONE) / len(states), 1)


class Outcome(Choice):
    """How a value stands to its target."""

    REACHED = "reached", N_("reached")
    KEPT = "kept", N_("kept so far")
    NOT_YET = "not_yet", N_("not yet reached")
    MISSED = "missed", N_("missed")


@dataclass(frozen=True)
class Target:
    """The number to be reached; with `most` the one not to be exceeded."""

    number: float
    most: bool = False


_TARGET = regex(
    r"(?P<least>не\s+(?:менее|меньше|ниже)|от|минимум|at\s+least|≥|>=)?"
    r"(?P<most>не\s+(?:более|больше|выше|свыше)|до|максимум|at\s+most|≤|<=)?"
    r"\s*(?P<number>\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(?P<rest>[^\d]*)",
    re.IGNORECASE,
)
_COMPARED = regex(r"больше|меньше|выше|ниже|рост|прирост|сниж|увелич|уменьш|сравнен|раз[аы]?\b", re.IGNORECASE)
"""Words that make the number one of a change."""
_SHARE = regex(r"%|процент|percent|балл|доля|коэффициент|средн", re.IGNORECASE)
"""Words of what may fall again: a count is reached for good, a share as of the day of its value."""
_MOST_OF_A_YEAR, _MOST_OF_A_CALENDAR_YEAR = 270, 330
"""Days: a school year ends in May; what begins in January and ends in September is no year yet."""


def read_target(words: str) -> Target | None:
    """«не менее 60 %», «до 5», «100 %» (at least that); None for several numbers, or words that compare."""
    match = _TARGET.fullmatch(" ".join(words.split()))
    number = read_number(re.sub(r"\s", "", match["number"])) if match else None
    if match is None or number is None or (match["least"] and match["most"]) or _COMPARED.search(match["rest"]):
        return None
    return Target(number, most=bool(match["most"]) or (number == 0 and not match["least"]))


@cache
def is_of_year(start: dt.date, end: dt.date) -> bool:
    """Whether a value of these days is a year's, as targets are: one of a quarter says nothing of the year's."""
    return (end - start).days >= (_MOST_OF_A_CALENDAR_YEAR if start.month == 1 else _MOST_OF_A_YEAR)


def outcome(
    target: str, value: float | None, start: dt.date | None, end: dt.date | None, today: dt.date, unit: str = ""
) -> Outcome | None:
    """How the value of a period stands to the words of a target on a day; None where nobody can tell.

    A share of a part of the year is kept so far, however good.
    """
    goal = read_target(target)
    if goal is None or value is None:
        return None
    is_final = start is not None and end is not None and end <= today and is_of_year(start, end)
    if goal.most:
        return Outcome.MISSED if value > goal.number else Outcome.REACHED if is_final else Outcome.KEPT
    if value < goal.number:
        return Outcome.MISSED if is_final else Outcome.NOT_YET
    is_share = goal.number % 1 != 0 or bool(_SHARE.search(f"{target} {unit}"))
    is_part = start is None or end is None or not is_of_year(start, end)
    return Outcome.KEPT if is_share and is_part else Outcome.REACHED


TREND_YEARS = 3


@dataclass(frozen=True)
class Standing:
    """The last value of an indicator in words, its number, its target's, how both stand, and the years before it.

    `as_of`: the last day of a value that is of a part of a year.
    """

    words: str = ""
    value: float | None = None
    target: float | None = None
    outcome: Outcome | None = None
    years: tuple[tuple[int, float | None], ...] = ()
    as_of: dt.date | None = None


class Asked(NamedTuple):
    """An indicator by its row number: the words of its target, where its values come from, what they are counted in."""

    row: int
    target: str
    computed: Computed
    unit: str = ""


def indicator_standings(read: Reader, indicators: Sequence[Asked], today: dt.date) -> dict[int, Standing]:
    """How indicators stand on a day.

    A year has the value entered for it last, else the one computed: somebody stands for what was entered. Nothing is
    said against a value from before the last year: its target may have been another.
    """
    entered = values_of_all(read)
    found: dict[tuple[Computed, int], float | None] = {}

    def compute(computed: Computed, year: int) -> float | None:
        if (computed, year) not in found:
            found[computed, year] = computed_value(read, computed, dt.date(year, 1, 1), dt.date(year, 12, 31))
        return found[computed, year]

    standings = {}
    for asked in indicators:
        own, computed = entered.get(asked.row, ()), asked.computed
        last = own[-1] if own else None
        year = today.year if computed is not Computed.TYPED or last is None else last.end.year
        values = _of_years(own)
        years = tuple(
            (each, values[each] if each in values else compute(computed, each))
            for each in range(year - TREND_YEARS + 1, year + 1)
        )
        standings[asked.row] = _standing(asked, last, years, today)
    return standings


def _of_years(values: Sequence[PastValue]) -> Mapping[int, float | None]:
    """Those of a whole year: one of a quarter says nothing beside them."""
    return {value.end.year: value.number for value in values if is_of_year(value.start, value.end)}


def _standing(
    asked: Asked, last: PastValue | None, years: tuple[tuple[int, float | None], ...], today: dt.date
) -> Standing:
    target, unit = asked.target, asked.unit
    goal = read_target(target)
    number = goal.number if goal else None
    if asked.computed is not Computed.TYPED and (last is None or last.end.year < years[-1][0]):
        year, value = years[-1]
        verdict = outcome(target, value, dt.date(year, 1, 1), dt.date(year, 12, 31), today, unit)
        return Standing("", value, number, verdict, years)
    if last is None:
        return Standing(target=number, years=years)
    is_recent = last.end.year >= today.year - 1
    verdict = outcome(target, last.number, last.start, last.end, today, unit) if is_recent else None
    as_of = None if is_of_year(last.start, last.end) else last.end
    return Standing(last.words, last.number, number, verdict, years, as_of)
