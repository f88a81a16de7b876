"""Until when something is due that began on a day: «до 30 января», or a term counted from it.

«В течение 10 дней», «в трёхдневный срок», «на два года», «10 рабочих дней»: the day itself does not count; a term of
months or years ends on the same day of its last month (Civil Code, 191-192).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from cluster_desk.core.deadlines.meaning import Kind, parse_deadline
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy

_SPELLED = (
    ("одн", 1), ("один", 1), ("двух", 2), ("два", 2), ("две", 2), ("трех", 3), ("три", 3), ("четырех", 4),
    ("четыре", 4),
    ("пяти", 5), ("пять", 5), ("шести", 6), ("шесть", 6), ("семи", 7), ("семь", 7), ("восьми", 8), ("восемь", 8),
    ("девяти", 9), ("девять", 9), ("десяти", 10), ("десять", 10), ("пятнадцати", 15), ("двадцати", 20),
    ("тридцати", 30),
)  # fmt: skip
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted((word for word, _n in _SPELLED), key=len, reverse=True)) + r"\w{0,3})"
_UNIT = r"(?P<unit>(?:календарн\w+ |рабоч\w+ )?(?:дн\w*|день|сут\w+|недел\w*|месяц\w*|год\w*|лет))"
_FROM = r"(?: (?:со дня|с момента|с даты|после|от даты) .{1,80})?"
_BEFORE = r"(?:не более(?: чем)? |не позднее(?:,? чем)? )?(?:в течени[еи]|в срок|на срок|на|сроком на|через) "
_TERM = regex(rf"(?:{_BEFORE}|не более )?{_COUNT}(?:-?х|-?ти|-?и|-?го)?[ -]?{_UNIT}(?: срок\w*)?{_FROM}")
_ONE = regex(rf"(?P<count>){_BEFORE}{_UNIT}{_FROM}")
_JOINED = regex(
    rf"(?:в |на )?(?:{_COUNT}-?(?:х|ти|и)?[ -]?)?(?P<unit>(?:дневн|недельн|месячн|годичн|летн)\w+) срок\w*{_FROM}"
)
_TOLD_AGAIN = regex(r" ?\(\w+\)")
_MOST_DAYS = 366 * 30


def last_day(
    words: str, since: dt.date, is_off: Callable[[dt.date], bool], *, is_validity: bool = False
) -> dt.date | None:
    """The last day that `words` mean of what began on `since`; None where they tell none.

    A day without a year is the first such day from `since` on: «до 30 января» said in November is next year's. What
    goes on all the time or comes again has no last day: «в течение года» may be all through it. `is_validity`: the
    words tell how long something holds, which ends with the year.
    """
    counted = day_counted(words, since, is_off)
    if counted and is_validity:
        return counted
    meant = parse_deadline(words, since, since + dt.timedelta(days=364))
    if meant.kind in (Kind.FIXED, Kind.BY):
        return meant.last_day
    return None if meant.spans else counted


def day_counted(words: str, start: dt.date, is_off: Callable[[dt.date], bool]) -> dt.date | None:
    """The last day of a term that `words` count from `start`; None where they count none.

    `is_off` tells the days that a term of working days leaves out.
    """
    folded = _TOLD_AGAIN.sub("", fold(tidy(words)).strip(" ."))
    match = _JOINED.fullmatch(folded) or _TERM.fullmatch(folded) or _ONE.fullmatch(folded)
    if match is None:
        return None
    count, unit = _number(match["count"]), match["unit"]
    if not count:
        return None
    if unit.startswith("рабоч"):
        return _after_working_days(start, count, is_off)
    unit = unit.rpartition(" ")[2]
    if unit.startswith("недел"):
        return _later(start, days=7 * count)
    if unit.startswith(("месяц", "месячн")):
        return _months_later(start, count)
    if unit.startswith(("год", "лет")):
        return _months_later(start, 12 * count)
    return _later(start, days=count)


def _number(words: str | None) -> int:
    """«10», «трёх»; a term without a number is one: «в течение месяца»."""
    if not words:
        return 1
    if words.isdecimal():
        return int(words)
    longest_first = sorted(_SPELLED, key=lambda one: -len(one[0]))
    return next((number for word, number in longest_first if words.startswith(word)), 0)


def _later(day: dt.date, days: int) -> dt.date | None:
    return day + dt.timedelta(days=days) if days <= _MOST_DAYS else None


def _months_later(day: dt.date, months: int) -> dt.date | None:
    if months > 12 * 100:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])) if year <= 2100 else None


def _after_working_days(day: dt.date, count: int, is_off: Callable[[dt.date], bool]) -> dt.date | None:
    if count > 366:
        return None
    while count:
        day += dt.timedelta(days=1)
        count -= not is_off(day)
    return day
