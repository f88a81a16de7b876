"""Double booking: a person or a hall wanted in two places at the same time of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import read_clock
from cluster_desk.core.russian.text import fold
from cluster_desk.rules.calendar.entries import Entry

USUAL_MINUTES = 60
"""How long something lasts that does not say it."""
_GONE = (ItemState.CANCELLED, ItemState.MOVED)


def double_bookings(entry: Entry, others: Iterable[Entry]) -> list[str]:
    """A sentence for each other entry that takes the hall or a person of `entry` at its time."""
    sentences = []
    for other in others:
        is_same = (other.kind, other.row) == (entry.kind, entry.row)
        if is_same or not _meet(entry, other):
            continue
        values = {"title": other.title, "day": f"{max(entry.first, other.first):%d.%m}", "time": other.time}
        if fold(entry.venue) and fold(entry.venue) == fold(other.venue):
            sentences.append(
                _("“%(venue)s” is taken on %(day)s at %(time)s: %(title)s.") % {**values, "venue": entry.venue}
            )
        both = [name for name in entry.people if name in other.people]
        if both:
            names = ", ".join(both[:2]) + (_(" and others") if len(both) > 2 else "")
            sentences.append(_("%(name)s on %(day)s at %(time)s: %(title)s.") % {**values, "name": names})
    return sentences


def all_double_bookings(entries: Sequence[Entry]) -> dict[tuple[str, int], list[str]]:
    """The sentences of every record that is in two places, by its kind and row; each day looked through once."""
    days: dict[dt.date, list[Entry]] = {}
    for entry in entries:
        if read_clock(entry.time):
            for number in range(min((entry.last - entry.first).days, 31) + 1):
                days.setdefault(entry.first + dt.timedelta(number), []).append(entry)
    bookings: dict[tuple[str, int], list[str]] = {}
    for same_day in days.values():
        for entry in same_day if len(same_day) > 1 else ():
            booked = double_bookings(entry, same_day)
            if booked:
                known = bookings.setdefault((entry.kind, entry.row), [])
                known += [one for one in booked if one not in known]
    return bookings


def _meet(one: Entry, other: Entry) -> bool:
    """Whether both are on the same day at the same time; what has no time of day meets nothing."""
    if other.state in _GONE or one.struck or other.struck or not one.touches(other.first, other.last):
        return False
    begins, others = _minute(one.time), _minute(other.time)
    if begins is None or others is None:
        return False
    return begins < others + (other.minutes or USUAL_MINUTES) and others < begins + (one.minutes or USUAL_MINUTES)


def _minute(time: str) -> int | None:
    clock = read_clock(time) if time else None
    return int(clock[:2]) * 60 + int(clock[3:]) if clock else None
