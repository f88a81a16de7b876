"""The calendar as an iCalendar file (RFC 5545) for other calendar programs.

Every stretch of days is an entry of its own; it keeps its identity as long as its record has it, so that a file read
again changes the entries that are there. Days without a time are whole days; times are local to whoever looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import read_clock
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.calendar.entries import USUAL_MINUTES, Entry, Shape

_DOMAIN = "cluster-desk"
_PRODUCT = "-//Cluster Desk//Calendar//RU"
_LONGEST_LINE = 75  # bytes


def write_calendar(entries: Iterable[Entry], path: Path, sequence: int = 0) -> int:
    """Write the entries that have days to `path`; how many. Raises UserError when it cannot be written.

    `sequence` grows with every change of the data file: other programs then know the newer of two entries.
    """
    count = 0
    with whole_file(path, ".ics") as file:

        def tell(*lines: str) -> None:
            file.writelines(_folded(line) + b"\r\n" for line in lines)

        tell("BEGIN:VCALENDAR", f"PRODID:{_PRODUCT}", "VERSION:2.0", "CALSCALE:GREGORIAN")
        now = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"
        for entry in entries:
            if entry.shape is not Shape.OPEN and not entry.struck:
                tell("BEGIN:VEVENT", f"DTSTAMP:{now}", f"SEQUENCE:{sequence}", *_event(entry), "END:VEVENT")
                count += 1
        tell("END:VCALENDAR")
    return count


def changes(read: Reader) -> int:
    """How many changes the data file has seen."""
    return int(read.value("SELECT coalesce(max(id), 0) FROM steps"))


def _event(entry: Entry) -> Iterator[str]:
    """The lines that tell of one entry, not yet folded."""
    yield f"UID:{entry.uuid}-{entry.place}@{_DOMAIN}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    begins = read_clock(entry.time) if entry.time else None
    if begins and entry.first == entry.last:
        start = dt.datetime.combine(entry.first, dt.time.fromisoformat(begins))
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{start + dt.timedelta(minutes=entry.minutes or USUAL_MINUTES):%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.last + dt.timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{_status(entry)}"
    for name, words in (("LOCATION", entry.venue), ("DESCRIPTION", _description(entry))):
        if words:
            yield f"{name}:{_escaped(words)}"


def _escaped(words: str) -> str:
    """Words as a property's text (RFC 5545, 3.3.11)."""
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> bytes:
    """A line cut so that none has more than 75 bytes, each further one behind a space (3.1); no letter is cut."""
    content = line.encode()
    parts, start, room = [], 0, _LONGEST_LINE
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        parts.append(content[start:end])
        start, room = end, _LONGEST_LINE - 1
    return b"\r\n ".join([*parts, content[start:]])


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
