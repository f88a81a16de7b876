"""What clusters delivered of a period: wholly, in part, not at all. Nothing is concluded of other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.reports.shared.periods import Period

_DAY = dt.timedelta(days=1)


class Delivery(NamedTuple):
    """A delivery that holds: of which days, as of when, of which file, and what was doubted (JSON)."""

    id: int
    cluster_id: int
    first: dt.date
    last: dt.date
    as_of: dt.date
    made: dt.datetime
    loaded: dt.datetime
    file_name: str
    undated: int
    named: int
    doubts: str


class Reported(StrEnum):
    """Whether a cluster reported of a period."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True)
class Covered:
    """A cluster and what it delivered of a period: stretches of days without a gap, and the deliveries themselves.

    `at_end`: the delivery that tells what was so at the period's end, or nearest to it.
    """

    id: int
    name: str
    district: str
    region: str
    support_school: str
    spans: tuple[tuple[dt.date, dt.date], ...]
    reported: Reported
    deliveries: tuple[Delivery, ...]
    at_end: Delivery | None

    def words(self, period: Period) -> str:
        """«сдан», «не сдан», «сдан по 30.09.2026», «сдан частично: 01.01.2026–31.03.2026»."""
        if self.reported is Reported.WHOLE:
            return "сдан"
        if self.reported is Reported.NONE:
            return "не сдан"
        if len(self.spans) == 1 and self.spans[0][0] == period.start:
            return f"сдан по {day_in_figures(self.spans[0][1])}"
        days = ", ".join(f"{day_in_figures(first)}–{day_in_figures(last)}" for first, last in self.spans)
        return f"сдан частично: {days}"


def joined(spans: Iterable[tuple[dt.date, dt.date]], period: Period) -> tuple[tuple[dt.date, dt.date], ...]:
    """The stretches of days inside a period that some of `spans` cover."""
    inside = sorted((max(first, period.start), min(last, period.end)) for first, last in spans)
    found: list[tuple[dt.date, dt.date]] = []
    for first, last in inside:
        if last < first:
            continue
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def reported(spans: tuple[tuple[dt.date, dt.date], ...], period: Period) -> Reported:
    """Whether these stretches are all of the period, some of it or nothing."""
    if not spans:
        return Reported.NONE
    return Reported.WHOLE if spans == ((period.start, period.end),) else Reported.PART


def at_end(deliveries: Iterable[Delivery], period: Period) -> Delivery | None:
    """The delivery whose day is the last one inside the period; else the first one after it."""
    known = sorted(deliveries, key=lambda one: (one.as_of, one.made))
    inside = [one for one in known if period.start <= one.as_of <= period.end]
    after = [one for one in known if one.as_of > period.end]
    return inside[-1] if inside else after[0] if after else None
