"""The periods that plans usually cover, those nearest to a day first."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from cluster_desk.core.language import N_

PeriodKind = Literal["year", "school", "first_half", "second_half"]

PERIODS: dict[PeriodKind, str] = {
    "year": N_("the year %s"),
    "school": N_("the school year %s"),
    "first_half": N_("the first half of %s"),
    "second_half": N_("the second half of %s"),
}
"""What each kind is called (msgids), with its years filled in."""


class Period(NamedTuple):
    """A period: its kind, the years it is told by, its first and last day."""

    kind: PeriodKind
    label: str
    start: dt.date
    end: dt.date


def periods_near(today: dt.date) -> list[Period]:
    """This and next year, the school years and half-years about `today`; what a plan is most likely made for first.

    From October on that is the next calendar year, since plans are made before their year begins.
    """
    year = today.year
    first = year + 1 if today.month >= 10 else year
    years = [first, year if first != year else year + 1]
    school = year if today.month >= 6 else year - 1
    made = [_year(each) for each in years]
    made += [_school_year(each) for each in (school, school + 1)]
    for each in years:
        made += [
            Period("first_half", str(each), dt.date(each, 1, 1), dt.date(each, 6, 30)),
            Period("second_half", str(each), dt.date(each, 7, 1), dt.date(each, 12, 31)),
        ]
    return made


def _year(year: int) -> Period:
    return Period("year", str(year), dt.date(year, 1, 1), dt.date(year, 12, 31))


def _school_year(year: int) -> Period:
    """From 1 September to 31 August, as the law tells it."""
    return Period("school", f"{year}/{year + 1}", dt.date(year, 9, 1), dt.date(year + 1, 8, 31))
