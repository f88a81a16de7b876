"""A calendar file -> the events that it tells, for the review: days, time, place, text; what is not taken is named."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cluster_desk.core.language import N_
from cluster_desk.core.normalize import normalize
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import LeftAlone, ParsedDocument, Reason
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.records.events import Event, EventSpan, EventState
from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.icalendar import Component, Property, read_components
from cluster_desk.exchange.parsers.calendar_times import Moment, Zones, duration, repeat

_OWN = regex(r"([0-9A-Fa-f-]{36})-(\d{1,6})@cluster-desk", re.ASCII)
_DAYS_LISTED = 6
_HOW_OFTEN = {"DAILY": "ежедневно", "WEEKLY": "еженедельно", "MONTHLY": "ежемесячно", "YEARLY": "ежегодно"}
_LEFT = {
    "ATTENDEE": N_("participants in the calendar"),
    "ORGANIZER": N_("who keeps the calendar"),
    "ATTACH": N_("attachments"),
    "VALARM": N_("reminders"),
    "VTODO": N_("tasks of the calendar"),
    "VJOURNAL": N_("notes of the calendar"),
    "VFREEBUSY": N_("who is busy when"),
}
"""What a calendar tells and no event of ours holds: named with how many there were."""
_TAG = regex(r"<[^<>]{1,200}>")


def read_calendar(path: Path, today: dt.date, office: dt.tzinfo | None = None) -> ParsedDocument:
    """What a calendar file tells. Raises UserError in one sentence for what cannot be read.

    `office` is the time zone whose clock the office goes by, else the computer's.
    """
    document = ParsedDocument(document=path.name, file_kind="ics")
    left: Counter[str] = Counter()
    for calendar in read_components(path):
        zones = Zones.of(calendar)
        zones.office = office
        cancelled = calendar.words("METHOD").upper() == "CANCEL"
        document.title = document.title or calendar.words("X-WR-CALNAME") or None
        events = [one for one in calendar.inside if one.name == "VEVENT"]
        left.update(one.name for one in calendar.inside if one.name in _LEFT)
        apart = {(one.words("UID"), _recurrence(one, zones)) for one in events if one.get("RECURRENCE-ID")}
        for event in events:
            left.update(one.name for one in event.properties if one.name in _LEFT)
            left.update(one.name for one in event.inside if one.name in _LEFT)
            excluded = {at for uid, at in apart if uid == event.words("UID") and at} if _is_main(event) else set()
            row = _row(event, zones, excluded, today, len(document.calendar) + 1)
            row.typed["cancelled"] = cancelled or event.words("STATUS").upper() == "CANCELLED"
            if row.typed["cancelled"]:
                row.record.state = EventState.CANCELLED
            document.calendar.append(row)
    for name, count in left.items():
        document.left_alone.append(LeftAlone(_LEFT[name], Reason.UNKNOWN, words=str(count), count=count))
    return document


def _is_main(event: Component) -> bool:
    return event.get("RECURRENCE-ID") is None


def _recurrence(event: Component, zones: Zones) -> dt.datetime | None:
    told = event.get("RECURRENCE-ID")
    moment = zones.moment(told) if told else None
    return moment.at if moment else None


def _row(event: Component, zones: Zones, excluded: set[dt.datetime], today: dt.date, number: int) -> Parsed[Event]:
    """An event as a draft."""
    told = event.get("DTSTART")
    start = zones.moment(told) if told else None
    zone = told.parameters.get("TZID", "") if told else ""
    name = _line(event.words("SUMMARY"))
    draft = Event(
        name=name,
        state=EventState.PLANNED,
        venue=_line(event.words("LOCATION")),
        text=_prose(event.words("DESCRIPTION")),
        links=_line(event.words("URL")),
    )
    row = Parsed(draft, source=Source(paragraph=number, words=name))
    recurrence = _recurrence(event, zones)
    uid = event.words("UID")
    own = _OWN.fullmatch(uid)
    row.typed = {"uid": f"{uid}/{recurrence:%Y%m%dT%H%M}" if recurrence else uid, "own": own[1].lower() if own else ""}
    row.typed["place"] = int(own[2]) if own else 0
    if not name:
        draft.name = draft.text.split("\n")[0][:200] or "—"
        row.doubt(N_("The event has no name in the calendar."), "missing", "name")
    if start is None:
        row.doubt(N_("The day of the event is not understood."), "date", "day_words")
        return row
    end = _end(event, start, zones)
    if not start.whole_day:
        draft.time = f"{start.at:%H:%M}"
    days = _days(event, row, start, zones, zone, excluded, today)
    length = (end.date() - start.at.date()).days
    draft.spans = [EventSpan(first=day, last=day + dt.timedelta(length)) for day in days]
    draft.day_words = _day_words(draft.spans, str(row.typed.get("frequency", "")))
    draft.first_day = draft.spans[0].first if draft.spans else None
    if zone in zones.unknown:
        row.doubt(N_("The time zone “%(zone)s” is not known: the time is taken as written."), "time", "time", zone=zone)
    return row


def _end(event: Component, start: Moment, zones: Zones) -> dt.datetime:
    """The last moment of an event: an end at midnight is the day before's."""
    told = event.get("DTEND")
    end = zones.moment(told) if told else None
    last = end.at if end else start.at + duration(event.words("DURATION"))
    if last.time() == dt.time() and last > start.at:
        last -= dt.timedelta(minutes=1)
    return max(last, start.at)


def _days(
    event: Component,
    row: Parsed[Event],
    start: Moment,
    zones: Zones,
    zone: str,
    excluded: set[dt.datetime],
    today: dt.date,
) -> list[dt.date]:
    """The days on which an event begins."""
    moments = [start.at]
    rule = event.get("RRULE")
    if rule and _is_main(event):
        told = repeat(rule.value, start.at, zones, zone, today)
        moments = list(told.moments)
        row.typed["frequency"] = told.frequency
        if not told.understood:
            row.doubt(N_("How the event repeats is not understood: only its first day is taken."), "date", "day_words")
        if told.endless:
            row.doubt(N_("It repeats without an end: its days within a year of today are taken."), "date", "day_words")
        elif told.cut:
            row.doubt(N_("The event repeats too often: only its first days are taken."), "date", "day_words")
    moments += _moments(event.all("RDATE"), zones)
    out = excluded | set(_moments(event.all("EXDATE"), zones))
    whole_days = {at.date() for at in out if at.time() == dt.time()}
    kept = [at for at in moments if at not in out and at.date() not in whole_days]
    return sorted({at.date() for at in kept})


def _moments(properties: Sequence[Property], zones: Zones) -> list[dt.datetime]:
    result = []
    for one in properties[:1000]:
        for words in one.value.split(",")[:1000]:
            moment = zones.moment_of(words.split("/")[0], one.parameters.get("TZID", ""))
            if moment:
                result.append(moment.at)
    return result


def _day_words(spans: Sequence[EventSpan], frequency: str) -> str:
    """The days as an office writes them."""
    days = [(one.first, one.last) for one in spans if one.first and one.last]
    if not days:
        return ""
    if len(days) <= _DAYS_LISTED:
        return ", ".join(_told(*pair) for pair in days)
    often = _HOW_OFTEN.get(frequency, "")
    return f"{often} с {days[0][0]:%d.%m.%Y} по {days[-1][1]:%d.%m.%Y}".strip()


def _told(first: dt.date, last: dt.date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


def _line(words: str) -> str:
    return " ".join(normalize(words).split())[:2000]


def _prose(words: str) -> str:
    """Lines; the marks of a web page that Google writes into them are taken out."""
    if "<" in words:
        words = _TAG.sub("", re.sub(r"<br\s*/?>|</p>|</li>", "\n", words[:100_000], flags=re.IGNORECASE))
    lines = (" ".join(line.split()) for line in normalize(words[:100_000]).split("\n"))
    return "\n".join(lines).strip()
