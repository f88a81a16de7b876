"""The calendar as an iCalendar file (RFC 5545) for other calendar programs.

Every stretch of days is an entry of its own; it keeps its identity as long as its record has it, so that a file read
again changes the entries that are there. Days without a time are whole days; times are local to whoever looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import read_clock
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.calendar.bookings import USUAL_MINUTES
from cluster_desk.rules.calendar.entries import Entry, Shape

if TYPE_CHECKING:
    from icalendar import Event

_DOMAIN = "cluster-desk"
_PRODUCT = "-//Cluster Desk//Calendar//RU"


def write_calendar(entries: Iterable[Entry], path: Path, sequence: int = 0) -> int:
    """Write the entries that have days to `path`; how many. Raises UserError when it cannot be written.

    `sequence` grows with every change of the data file: other programs then know the newer of two entries.
    """
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    count = 0
    for entry in entries:
        if entry.shape is not Shape.OPEN and not entry.struck:
            whole.add_component(_event(entry, now, sequence))
            count += 1
    with whole_file(path, ".ics") as file:
        file.write(whole.to_ical())
    return count


def changes(read: Reader) -> int:
    """How many changes the data file has seen."""
    return int(read.value("SELECT coalesce(max(id), 0) FROM steps"))


def _event(entry: Entry, now: dt.datetime, sequence: int) -> Event:
    from icalendar import Event

    made = Event()
    made.add("uid", f"{entry.uuid}-{entry.place}@{_DOMAIN}")
    made.add("dtstamp", now)
    made.add("sequence", sequence)
    made.add("summary", entry.title)
    begins = read_clock(entry.time) if entry.time else None
    if begins and entry.first == entry.last:
        start = dt.datetime.combine(entry.first, dt.time.fromisoformat(begins))
        made.add("dtstart", start)
        made.add("dtend", start + dt.timedelta(minutes=entry.minutes or USUAL_MINUTES))
    else:
        made.add("dtstart", entry.first)
        made.add("dtend", entry.last + dt.timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    if entry.venue:
        made.add("location", entry.venue)
    made.add("status", _status(entry))
    words = _description(entry)
    if words:
        made.add("description", words)
    return made


def _status(entry: Entry) -> str:
    """A window's day is not settled yet."""
    if entry.state == ItemState.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if entry.shape in (Shape.BAR, Shape.FLAG) else "TENTATIVE"


def _description(entry: Entry) -> str:
    """The words of the plan: its number, the deadline as typed, where it was moved to, who answers."""
    parts = [
        _("Plan item %s") % entry.number if entry.number else "",
        _("Deadline: %s") % entry.words if entry.words else "",
        _("Moved to: %s") % entry.moved_to if entry.moved_to else "",
        ", ".join(entry.people) if entry.kind != "meeting" else "",
    ]
    return "\n".join(part for part in parts if part)
