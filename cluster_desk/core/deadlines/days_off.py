"""Days off: Russia's holidays with their moved days, weekends, the school's vacations; what they mean to a deadline.

Holidays come from the `holidays` library, which takes a twentieth of a second to load: it is imported with the first
day that is asked for. A year it does not know yet has the holidays that the Labour Code names, without moved days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Kind, parse_deadline
from cluster_desk.core.language import _, language
from cluster_desk.core.late_modules import loaded_late
from cluster_desk.core.russian.dates import day_and_month, describe_day, describe_days

_SATURDAY, _SUNDAY = 5, 6
_DAY = dt.timedelta(1)
_LONGEST_REST = 120
"""Days that are looked through for a working day."""
_LISTED = 3


class Vacation(NamedTuple):
    """A stretch of days off of the school's own."""

    name: str
    first: dt.date
    last: dt.date


class OwnDay(NamedTuple):
    """A day that the school works, or does not, against the calendar."""

    day: dt.date
    works: bool
    name: str


class DaysOff(NamedTuple):
    """Which days are off, and why."""

    vacations: tuple[Vacation, ...] = ()
    own_days: tuple[OwnDay, ...] = ()
    saturday_works: bool = False

    def reason(self, day: dt.date) -> str:
        """Why `day` is off, as a sentence without a full stop; "" for a working day."""
        own = next((each for each in self.own_days if each.day == day), None)
        if own:
            return "" if own.works else _("%s, a day off") % (own.name or describe_day(day))
        holidays, worked = _holidays(day.year, language())
        if day in holidays:
            name = holidays[day]
            return name if "(" in name else _("%s, a day off") % name
        if day.weekday() == _SUNDAY:
            return _("Sunday, a day off")
        if day.weekday() == _SATURDAY and not self.saturday_works and day not in worked:
            return _("Saturday, a day off")
        vacation = next((each for each in self.vacations if each.first <= day <= each.last), None)
        return f"{vacation.name}, {describe_days(vacation.first, vacation.last, with_year=False)}" if vacation else ""

    def is_off_work(self, day: dt.date) -> bool:
        """Whether an office does not work: it does while its pupils have vacations."""
        return bool(self._replace(vacations=()).reason(day))

    def reason_within(self, day: dt.date) -> str:
        """The same inside a sentence: a weekday is written small in Russian."""
        reason = self.reason(day)
        is_weekday = reason in (_("Saturday, a day off"), _("Sunday, a day off"))
        return reason[:1].lower() + reason[1:] if is_weekday and language() == "ru" else reason

    def working_day_before(self, day: dt.date) -> dt.date | None:
        """The last working day before `day`; None when there is none for months."""
        for _number in range(_LONGEST_REST):
            if day <= dt.date.min + _DAY:
                return None
            day -= _DAY
            if not self.reason(day):
                return day
        return None


class DayOffWarning(NamedTuple):
    """A day of a deadline that is off: the sentence, and the working day before it where one day can be replaced."""

    day: dt.date
    text: str
    instead: dt.date | None


def day_off_warnings(deadline: Deadline, days_off: DaysOff) -> list[DayOffWarning]:
    """What to say of days off: single days with a replacement, those of a range or a repetition together.

    A window ("март", "ежеквартально") is never warned of.
    """
    days = [span.first for span in deadline.spans if span.first == span.last]
    if deadline.kind is Kind.RECURRING and not deadline.every:
        return _many(days, days_off)
    results = []
    if deadline.kind in (Kind.BY, Kind.FIXED):
        for day in days:
            reason = days_off.reason(day)
            if reason:
                which = f"{describe_day(day, with_year=False)}: " if len(deadline.spans) > 1 else ""
                results.append(DayOffWarning(day, f"{which}{reason}.", days_off.working_day_before(day)))
        for span, exact in zip(deadline.spans, deadline.exact, strict=True):
            length = (span.last - span.first).days
            if exact and 0 < length < _LONGEST_REST:
                inside = [span.first + number * _DAY for number in range(length + 1)]
                results += _many([day for day in inside if day.weekday() < _SATURDAY], days_off)
    return results


def _many(days: Iterable[dt.date], days_off: DaysOff) -> list[DayOffWarning]:
    """One warning for all of `days` that are off."""
    off = [day for day in days if days_off.reason(day)]
    if not off:
        return []
    if len(off) == 1:
        return [
            DayOffWarning(off[0], f"{describe_day(off[0], with_year=False)}: {days_off.reason_within(off[0])}.", None)
        ]
    named = ", ".join(describe_day(day, with_year=False) for day in off[:_LISTED])
    more = _(" and %d more") % (len(off) - _LISTED) if len(off) > _LISTED else ""
    return [DayOffWarning(off[0], _("Days off among them: %s.") % (named + more), None)]


def with_day_replaced(text: str, day: dt.date, instead: dt.date, start: dt.date, end: dt.date) -> str:
    """`text` with `day` written as `instead`, all other words kept; understood again to be sure, else said anew."""
    for written, new in _writings(day, instead):
        changed, count = written.subn(new, text, count=1)
        spans = parse_deadline(changed, start, end).spans if count else ()
        if any(instead in span for span in spans):
            return changed
    kept = parse_deadline(text, start, end)
    words = f"{day_and_month(instead)} {instead.year} г."
    return f"до {words}" if kept.kind is Kind.BY else words


def _writings(day: dt.date, instead: dt.date) -> list[tuple[re.Pattern[str], str]]:
    """How `day` can be written, with what takes its place: 4 ноября, 04.11 (with or without its year)."""
    stem = day_and_month(day).split()[1][:3]
    words = re.compile(rf"(?<!\d)0?{day.day}(?P<suffix>-?\s?го|-?\s?е)?(?P<gap>\s*){stem}[а-яё]*", re.IGNORECASE)
    whole = re.compile(rf"(?<!\d)0?{day.day}\.{day.month:02}\.(?:{day.year}|{day.year % 100:02})(?!\d)")
    short = re.compile(rf"(?<!\d)0?{day.day}\.0?{day.month}(?!\d)")
    return [
        (words, day_and_month(instead)),
        (whole, f"{instead:%d.%m.%Y}"),
        (short, f"{instead:%d.%m}"),
    ]


@cache
def _holidays(year: int, spoken: str) -> tuple[dict[dt.date, str], frozenset[dt.date]]:
    """Russia's days off of a year with their names, and the Saturdays that are worked."""
    with loaded_late("holidays.countries"):  # which imports 250 of them for the one that is asked
        from holidays.countries.russia import Russia

    russia = Russia(years=[year], language="ru" if spoken == "ru" else "en_US")  # type: ignore[no-untyped-call]
    names = dict(russia.items())
    return {day: _moved(day, names) or name for day, name in names.items()}, frozenset(russia.weekend_workdays)


def _moved(day: dt.date, names: dict[dt.date, str]) -> str:
    """What to call a day off that stands in for a holiday on a weekend: it is not the holiday, whose name it bears."""
    earlier = [each for each, name in names.items() if each < day and names[day].startswith(f"{name} (")]
    return _("Day off (moved from %s)") % f"{max(earlier):%d.%m.%Y}" if earlier else ""
