"""Days, months and stretches of days as the screens say them, in the language spoken now."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core import russian
from cluster_desk.core.language import N_, _, language
from cluster_desk.core.russian.roman import to_roman

_MONTHS = N_("January February March April May June July August September October November December")
_SHORT_MONTHS = N_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_WEEKDAYS = N_("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


def month_name(month: int) -> str:
    """«февраль», "February" for 2."""
    return _(_MONTHS).split()[month - 1]


def short_months() -> list[str]:
    """«янв», "Jan" … of all months, in order."""
    return _(_SHORT_MONTHS).split()


def weekday_name(day: dt.date) -> str:
    """«среда», "Wednesday"."""
    return _(_WEEKDAYS).split()[day.weekday()]


def describe_day(day: dt.date, *, with_year: bool = True) -> str:
    """«4 ноября 2026 г.», "4 November 2026"; without the year «4 ноября», "4 November"."""
    if language() == "ru":
        return russian.day_in_words(day) if with_year else russian.day_and_month(day)
    text = f"{day.day} {month_name(day.month)}"
    return f"{text} {day.year}" if with_year else text


def describe_year(year: int) -> str:
    """«2026 г.», "2026"."""
    return f"{year} г." if language() == "ru" else str(year)


def describe_days(first: dt.date, last: dt.date, *, with_year: bool = True) -> str:
    """A stretch of days as briefly as it can be said: a day, days of a month, a month, a quarter, from … to …."""
    year = f" {describe_year(last.year)}" if with_year else ""
    if first == last:
        return describe_day(first, with_year=with_year)
    if with_year and (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        return _("the whole year %d") % last.year
    if first.year == last.year and first.day == 1 and is_month_end(last):
        return _describe_months(first, last) + year
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{describe_day(last, with_year=with_year)}"
    first_stated = describe_day(first, with_year=with_year and first.year != last.year)
    return _("from %(first)s to %(last)s") % {"first": first_stated, "last": describe_day(last, with_year=with_year)}


def _describe_months(first: dt.date, last: dt.date) -> str:
    """Whole months of one year."""
    if first.month == last.month:
        return month_name(first.month)
    if first.month % 3 == 1 and last.month == first.month + 2:
        return _("quarter %s") % to_roman(first.month // 3 + 1)
    return f"{month_name(first.month)} – {month_name(last.month)}"


def is_month_end(day: dt.date) -> bool:
    """Whether the next day is a first."""
    return (day + dt.timedelta(1)).day == 1
