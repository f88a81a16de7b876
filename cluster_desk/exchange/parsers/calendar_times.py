"""The times of a calendar file as the office's clock shows them: days, moments of any time zone, repeats.

A zone is told by the file itself (VTIMEZONE); else by its name: Windows' or the world's names of Russia's zones, which
have had no summer time since 2014. Repeats are counted by dateutil's `rrule` within bounds of our own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.icalendar import Component, Property

MOST_DAYS = 400
"""So many days of one repeat are taken."""
_BACK, _AHEAD = dt.timedelta(366), dt.timedelta(366)  # of a repeat that never ends, around today
_EARLIEST, _LATEST = dt.datetime(1900, 1, 1), dt.datetime(2100, 12, 31)
_HOURS = {
    "kaliningrad": 2, "russian": 3, "moscow": 3, "simferopol": 3, "volgograd": 3, "kirov": 3, "samara": 4,
    "saratov": 4, "astrakhan": 4, "ulyanovsk": 4, "russia time zone 3": 4, "ekaterinburg": 5, "yekaterinburg": 5,
    "omsk": 6, "n. central asia": 7, "novosibirsk": 7, "tomsk": 7, "altai": 7, "barnaul": 7, "north asia": 7,
    "krasnoyarsk": 7, "novokuznetsk": 7, "north asia east": 8, "irkutsk": 8, "yakutsk": 9, "chita": 9,
    "transbaikal": 9, "khandyga": 9, "vladivostok": 10, "ust-nera": 10, "magadan": 11, "sakhalin": 11,
    "srednekolymsk": 11, "russia time zone 10": 11, "kamchatka": 12, "anadyr": 12, "russia time zone 11": 12,
    "utc": 0, "gmt": 0, "coordinated universal time": 0,
}  # fmt: skip
"""Hours before Greenwich, by what is left of a zone's name without «Standard Time» and the part of the world."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_DURATION = regex(r"P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,8}S)?)?", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A day, or a time of a day by the office's clock."""

    at: dt.datetime
    whole_day: bool = False


@dataclass
class Zones:
    """The time zones that a calendar tells; `unknown` are the names of those that nobody knows."""

    told: dict[str, Component] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    office: dt.tzinfo | None = None  # the computer's own

    @classmethod
    def of(cls, calendar: Component) -> Zones:
        """Those that a calendar holds."""
        return cls({one.words("TZID"): one for one in calendar.inside if one.name == "VTIMEZONE"})

    def moment(self, told: Property) -> Moment | None:
        """What a property says; None for what is no time."""
        return self.moment_of(told.value.strip(), told.parameters.get("TZID", ""))

    def moment_of(self, words: str, zone: str) -> Moment | None:
        """A day or a time, as iCalendar writes it."""
        words = words.strip().upper()
        with suppress(ValueError, OverflowError, OSError):
            if len(words) == 8:
                return _within(Moment(dt.datetime.strptime(words, "%Y%m%d"), whole_day=True))
            at = dt.datetime.strptime(words.removesuffix("Z")[:15], "%Y%m%dT%H%M%S")
            if words.endswith("Z"):
                return _within(Moment(self._by_our_clock(at, dt.timedelta())))
            offset = self.offset(zone, at) if zone else None
            return _within(Moment(at if offset is None else self._by_our_clock(at, offset)))
        return None

    def offset(self, zone: str, at: dt.datetime) -> dt.timedelta | None:
        """How far a zone's clock was before Greenwich's then; None for a zone that is not known."""
        component = self.told.get(zone)
        told = _offset_told(component, at) if component else None
        if told is not None:
            return told
        name = zone.rsplit("/", 1)[-1].lower().replace("_", " ").removesuffix(" standard time").strip()
        if name in _HOURS:
            return dt.timedelta(hours=_HOURS[name])
        with suppress(Exception):  # a name that no list knows, or no list of zones on this computer
            from zoneinfo import ZoneInfo

            return at.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        self.unknown.add(zone)
        return None

    def _by_our_clock(self, at: dt.datetime, offset: dt.timedelta) -> dt.datetime:
        aware = (at - offset).replace(tzinfo=dt.UTC)
        return aware.astimezone(self.office).replace(tzinfo=None)


def duration(words: str) -> dt.timedelta:
    """What DURATION tells; nothing for what is none."""
    found = _DURATION.fullmatch(words.strip().upper().lstrip("+"))
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    return dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


@dataclass(frozen=True)
class Repeat:
    """The moments of a repeat; `endless`: only those around today are taken, `cut`: not all."""

    moments: Sequence[dt.datetime]
    frequency: str = ""
    endless: bool = False
    cut: bool = False
    understood: bool = True


def repeat(rule: str, start: dt.datetime, zones: Zones, zone: str, today: dt.date) -> Repeat:
    """The moments that RRULE tells, from `start` on."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    try:
        options = _options(parts)
    except (ValueError, KeyError, IndexError):
        options = None
    if frequency not in _FREQUENCIES or options is None:
        return Repeat([start], frequency, understood=False)
    until = zones.moment_of(parts["UNTIL"], "" if parts["UNTIL"].endswith("Z") else zone) if "UNTIL" in parts else None
    last = until.at if until else _LATEST
    if until and until.whole_day:
        last += dt.timedelta(hours=23, minutes=59)
    endless = until is None and "COUNT" not in parts
    now = dt.datetime.combine(today, dt.time())
    is_long = last - start > 20 * _AHEAD
    if endless or is_long:
        last = min(last, max(start, now) + _AHEAD)
    moments = _counted(start, last, parts, options, now - _BACK if endless else _EARLIEST)
    wanted = int(parts.get("COUNT", MOST_DAYS + 1))
    return Repeat(
        moments[:MOST_DAYS], frequency, endless, len(moments) > MOST_DAYS or (is_long and len(moments) < wanted)
    )


def _counted(
    start: dt.datetime, last: dt.datetime, parts: dict[str, str], options: dict[str, Any], since: dt.datetime
) -> list[dt.datetime]:
    from dateutil import rrule

    rule = rrule.rrule(getattr(rrule, parts["FREQ"]), dtstart=start, until=last, **options)
    left = int(parts["COUNT"]) if "COUNT" in parts else None
    moments: list[dt.datetime] = []
    for number, moment in enumerate(rule):
        if (left is not None and number >= left) or len(moments) > MOST_DAYS:
            break
        if moment >= since:
            moments.append(moment)
    return moments


def _options(parts: dict[str, str]) -> dict[str, Any]:
    """RRULE's parts as rrule takes them. Raises ValueError for what is no rule."""
    from dateutil import rrule

    options: dict[str, Any] = {"interval": max(1, int(parts.get("INTERVAL", "1")))}
    int(parts.get("COUNT", "1"))
    for name, key in (("BYMONTH", "bymonth"), ("BYMONTHDAY", "bymonthday"), ("BYSETPOS", "bysetpos"),
                      ("BYYEARDAY", "byyearday"), ("BYWEEKNO", "byweekno")):  # fmt: skip
        if name in parts:
            options[key] = [int(number) for number in parts[name].split(",")][:400]
    days = [word for word in parts.get("BYDAY", "").split(",") if word][:60]
    if days:
        options["byweekday"] = [
            rrule.weekday(_WEEKDAYS.index(word[-2:]), int(word[:-2]) if word[:-2] else None) for word in days
        ]
    if parts.get("WKST", "") in _WEEKDAYS:
        options["wkst"] = _WEEKDAYS.index(parts["WKST"])
    return options


def _offset_told(zone: Component, at: dt.datetime) -> dt.timedelta | None:
    """What the file says of its zone: the observance that began last."""
    begun: list[tuple[dt.datetime, dt.timedelta]] = []
    for one in zone.inside[:200]:
        offset = _offset(one.words("TZOFFSETTO"))
        with suppress(ValueError, OverflowError):
            start = dt.datetime.strptime(one.words("DTSTART")[:15], "%Y%m%dT%H%M%S")
            if offset is not None:
                begun += [(onset, offset) for onset in _onsets(one, start, at) if onset <= at]
    if begun:
        return max(begun)[1]
    return next((_offset(one.words("TZOFFSETFROM")) for one in zone.inside), None)


def _onsets(observance: Component, start: dt.datetime, at: dt.datetime) -> Iterable[dt.datetime]:
    rule = observance.get("RRULE")
    if rule is None or start > at:
        return [start]
    parts = dict(part.split("=", 1) for part in rule.value.upper().split(";") if "=" in part)
    if parts.get("FREQ") != "YEARLY" or (parts.get("UNTIL", "9")[:8] < f"{at:%Y%m%d}"):
        return [start]
    from dateutil import rrule

    year = max(start.year, at.year - 1)
    begins = start.replace(year=year, month=1, day=1)
    return [start, *rrule.rrule(rrule.YEARLY, dtstart=begins, until=at, **_with_month(_options(parts), start))]


def _with_month(options: dict[str, Any], start: dt.datetime) -> dict[str, Any]:
    options.setdefault("bymonth", [start.month])
    if "byweekday" not in options:
        options.setdefault("bymonthday", [start.day])
    return options


def _offset(words: str) -> dt.timedelta | None:
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)(?:\d\d)?", words, re.ASCII)
    if not found:
        return None
    value = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -value if found[1] == "-" else value


def _within(moment: Moment) -> Moment | None:
    return moment if _EARLIEST <= moment.at <= _LATEST else None
