"""What the deadlines of a document's plans mean in their rows, and what is doubtful about that; their words stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cluster_desk.core.deadlines.meaning import (
    AMBIGUOUS_YEAR,
    MISTYPED,
    OUTSIDE_PERIOD,
    REMARK,
    Deadline,
    Kind,
    parse_deadline,
)
from cluster_desk.core.deadlines.row_periods import RowPeriod, RowWords, row_periods
from cluster_desk.core.deadlines.time_words import own_day
from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeriod, ParsedPlan
from cluster_desk.core.parsed_rows import OF_DEADLINE
from cluster_desk.core.regex import regex

_ANY_YEAR = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
_MOST_SPANS = 60
"""A deadline of more occurrences is told without them."""


def read_deadlines(result: ParsedDocument) -> None:
    """Tell of every row of the document's plans what its deadline means, and doubt what is not sure."""
    for plan in result.plans:
        period = plan.own_period or result.period
        days = (dt.date.fromisoformat(period.start), dt.date.fromisoformat(period.end)) if period else None
        if period is not None:
            _doubt_year_of_heading(plan, period)
        rows = list(_rows(plan))
        words = [RowWords(row.record.deadline, heading) for row, heading in rows]
        periods = row_periods(words, *(days or _ANY_YEAR))
        for (row, _heading), each in zip(rows, periods, strict=True):
            if row.record.deadline.strip():
                _read(row, each, has_period=days is not None)


_YEAR_OF_HEADING = N_("“%(heading)s” tells the year; deadlines without one were read in the whole period of the plan.")
_YEARS = regex(r"20(\d\d)(?: ?[-–/] ?(?:20)?(\d\d))?")


def _doubt_year_of_heading(plan: ParsedPlan, period: ParsedPeriod) -> None:
    """Doubt the deadlines of a plan for several years whose column is headed by one of them."""
    heading = next((words for words, role in zip(plan.columns, plan.roles, strict=False) if role == "deadline"), "")
    told = {year for match in _YEARS.finditer(heading) for year in match.groups() if year}
    if told and not told.issuperset((period.start[2:4], period.end[2:4])):
        plan.doubt(_YEAR_OF_HEADING, "unsure", "deadline", (), heading=" ".join(heading.split()))


_TWO_TIMES = N_("The title tells another time, “%(own)s”, than the deadline “%(words)s”.")


def _doubt_two_times(row: Parsed[Any], deadline: Deadline, period: RowPeriod) -> None:
    """Doubt a deadline taken from the heading of a column or of rows, where the row's own title tells other days."""
    stands_elsewhere = "deadline" in row.inferred and bool(deadline.spans)
    own = own_day(getattr(row.record, "title", "")) if stands_elsewhere else ""
    told = parse_deadline(own, *period.days).spans if own else ()
    if told and not any(
        one.first <= other.last and other.first <= one.last for one in told for other in deadline.spans
    ):
        row.doubt(_TWO_TIMES, "unsure", "deadline", (), own=own, words=row.record.deadline)


def _rows(plan: ParsedPlan) -> Iterator[tuple[Parsed[Any], str]]:
    for section in plan.sections:
        for item in section.parts:
            yield from ((row, section.record.name) for row in (item, *item.parts))


def _read(row: Parsed[Any], period: RowPeriod, *, has_period: bool) -> None:
    deadline = parse_deadline(row.record.deadline, *period.days)
    if has_period and deadline.kind is not Kind.UNKNOWN and len(deadline.spans) <= _MOST_SPANS:
        row.typed["means"] = deadline.to_json()
    _doubt_two_times(row, deadline, period)
    if text := doubtful(deadline, period, has_period=has_period):
        values = {
            "words": " ".join(row.record.deadline.split()),
            "start": f"{period.start:%d.%m.%Y}",
            "end": f"{period.end:%d.%m.%Y}",
            "year": str(deadline.spans[0].first.year) if deadline.spans else "",
        }
        row.doubt(text, OF_DEADLINE, "deadline", (), **values)


PASSED_OVER = N_("The days in brackets of the deadline “%(words)s” were passed over, as a remark.")


def doubtful(deadline: Deadline, period: RowPeriod, *, has_period: bool = True) -> str:
    """The msgid of what is doubtful about a deadline read in its row's period; "" for nothing."""
    if deadline.kind is Kind.UNKNOWN:
        return N_("The deadline “%(words)s” was not understood; its words are kept.")
    if MISTYPED in deadline.warnings:
        return N_("A word of the deadline “%(words)s” is mistyped; the one that it is like was taken.")
    if not has_period:
        return ""
    if OUTSIDE_PERIOD in deadline.warnings:
        return N_("The deadline “%(words)s” is outside the plan's period, %(start)s to %(end)s.")
    if not period.sure and deadline.spans:
        return N_("The order of the rows does not tell the year of “%(words)s”; %(year)s was taken.")
    if AMBIGUOUS_YEAR in deadline.warnings and deadline.spans:
        return N_("“%(words)s” fits twice into the plan's period; the first was taken.")
    return PASSED_OVER if REMARK in deadline.warnings else ""
