"""Where the entries of a week stand: each in a lane of its own, as long as lanes last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from cluster_desk.rules.calendar.entries import Entry, Shape

DAYS = 7
_BANDS_FIRST = 2
"""So many bands lie above the exact days; more of them come below, where they hide nothing."""

_SHORT = 13
"""Letters of a title that needs no second line."""


@dataclass(slots=True)
class Placed:
    """An entry in a week: its first and last column, its lane, how many lanes it takes."""

    entry: Entry
    first: int
    last: int
    lane: int
    tall: int
    begins: bool
    ends: bool


@dataclass(slots=True)
class Week:
    """A week's entries in their lanes; `hidden` are those of each day that found none."""

    monday: dt.date
    placed: list[Placed] = field(default_factory=list)
    hidden: list[list[Entry]] = field(default_factory=lambda: [[] for _day in range(DAYS)])

    def on(self, column: int) -> list[Placed]:
        """What stands on a day, from the top."""
        return sorted((one for one in self.placed if one.first <= column <= one.last), key=lambda one: one.lane)


def weeks_of(first: dt.date, last: dt.date) -> list[dt.date]:
    """The Mondays of the weeks from `first` to `last`."""
    monday = first - dt.timedelta(first.weekday())
    return [monday + dt.timedelta(days) for days in range(0, (last - monday).days + 1, DAYS)]


def lay_week(monday: dt.date, entries: Sequence[Entry], lanes: int) -> Week:
    """Put the entries that touch a week into `lanes` lanes; single days take two where the one below is free."""
    week = Week(monday)
    sunday = monday + dt.timedelta(DAYS - 1)
    taken = [[False] * DAYS for _lane in range(max(lanes, 1))]
    touching = [one for one in entries if not one.has_no_day and one.touches(monday, sunday)]
    singles: list[list[Entry]] = [[] for _day in range(DAYS)]
    for entry in _in_order(touching, monday, sunday):
        first = max((entry.first - monday).days, 0)
        last = min((entry.last - monday).days, DAYS - 1)
        if first == last and entry.first == entry.last:
            singles[first].append(entry)
            continue
        lane = next((at for at, days in enumerate(taken) if not any(days[first : last + 1])), None)
        if lane is None:
            for column in range(first, last + 1):
                week.hidden[column].append(entry)
            continue
        for column in range(first, last + 1):
            taken[lane][column] = True
        week.placed.append(Placed(entry, first, last, lane, 1, entry.first >= monday, entry.last <= sunday))
    for column, entries_of_day in enumerate(singles):
        _lay_singles(week, column, entries_of_day, [lane for lane, days in enumerate(taken) if not days[column]])
    return week


def _lay_singles(week: Week, column: int, entries: Sequence[Entry], free: list[int]) -> None:
    """Put what is on one day only into the lanes left: two for a long title while there are enough for the others."""
    for number, entry in enumerate(entries):
        if not free:
            week.hidden[column].append(entry)
            continue
        waiting = len(entries) - number - 1
        pair = next((lane for lane in free if lane + 1 in free), None)
        if pair is not None and len(free) - 2 >= waiting and len(entry.title) + len(entry.time) > _SHORT:
            lane, tall = pair, 2
        else:
            lane, tall = free[0], 1
        free = [one for one in free if not lane <= one < lane + tall]
        week.placed.append(Placed(entry, column, column, lane, tall, begins=True, ends=True))


def _in_order(entries: Sequence[Entry], monday: dt.date, sunday: dt.date) -> list[Entry]:
    """Some bands and all that takes several days, from the left, longer first; then single days; other bands last."""
    bands = [one for one in entries if one.shape is Shape.BAND]
    bands.sort(key=lambda one: (one.first, one.first - one.last))
    several = [one for one in entries if one.shape is not Shape.BAND and one.first != one.last]
    single = [one for one in entries if one.shape is not Shape.BAND and one.first == one.last]
    leading = [*bands[:_BANDS_FIRST], *several]
    leading.sort(key=lambda one: (max(one.first, monday), max(one.first, monday) - min(one.last, sunday)))
    single.sort(key=lambda one: (one.first, one.struck, one.time or "99", one.title))
    return [*leading, *single, *bands[_BANDS_FIRST:]]
