"""Days and times of day in Russian words and figures: read where they are typed or stand in a text, and written.

The names of months and weekdays stand here once. Days, months and stretches of days as the screens say them are in the
language spoken now.

`read_day` reads a text that is a day and nothing else, `find_day` finds the first in a text; both know the same ways of
writing. Deadlines, with all their grammar, are understood in `core.deadlines`. Nothing here raises on words.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cluster_desk.core.language import N_, _, language
from cluster_desk.core.russian.numbers import to_roman

MONTHS: Final = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
GENITIVE: Final = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
PREPOSITIONAL: Final = tuple(
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
)
SHORT: Final = tuple(name[:3] for name in MONTHS)
"""«янв», «май»: as over a column."""
WEEKDAYS: Final = tuple("понедельник вторник среда четверг пятница суббота воскресенье".split())

CUT, OF = "cut", "genitive"
"""How a form of a month's name may differ: cut short, or in the genitive."""


def _forms() -> dict[str, tuple[int, str]]:
    values: dict[str, tuple[int, str]] = {}
    for number, name in enumerate(MONTHS, 1):
        hard = name[-1] == "т"
        stem, endings = (name, ("", "а", "у", "е", "ом")) if hard else (name[:-1], (name[-1], "я", "ю", "е", "ем"))
        values |= {stem[:length]: (number, CUT) for length in range(3, len(stem) + (not hard))}
        values |= {stem + ending: (number, OF if ending in ("а", "я") else "") for ending in endings}
    return values


FORMS: Final = _forms()
"""Each month's name in every case, and cut to three letters or more: its number, and how the form differs."""

STEMS: Final = tuple(r"ма(?:[йяю]|ем?)\b" if name == "май" else name.rstrip("ь") for name in MONTHS)
"""How each month begins in every case; parts of patterns over folded or lower-case text."""


def month_number(word: str) -> int:
    """1 to 12 for the name of a month in any case, whole or cut to three letters or more; 0 for another word."""
    return FORMS.get(word.lower().rstrip("."), (0, ""))[0]


BLANK_DAY = "«____» ______________ 20___ г."
"""A day to be filled in by hand."""

_DAY = r"(?<!\d)[«\"„“]?\s?(?P<day>\d{1,2})\s?[»\"“”]?"
_YEAR_WORD = r"(?:\s*(?:года|год|г\.(?!\s?[А-ЯЁ]))|\s*г\b(?!\.))?"
# Patterns as texts, compiled when first asked for: every start of the program imports this file.
_WRITTEN = (
    rf"{_DAY}\s?[./]\s?(?P<month>\d{{1,2}})\s?[./]\s?(?P<year>\d{{4}}|\d{{2}})(?!\d){_YEAR_WORD}",
    rf"{_DAY}-(?P<month>\d{{1,2}})-(?P<year>\d{{4}})(?!\d){_YEAR_WORD}",
    rf"(?i){_DAY}\s*(?P<month>[а-яё]{{3,8}})(?![а-яё])\.?,?(?:\s+(?P<year>\d{{4}}|\d{{2}}(?=\s*г)){_YEAR_WORD})?",
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
)
"""How a day may stand in a text: 22.10.2026, 22/10/26, 22-10-2026, «22» октября 2026 года, 22 окт., 2026-10-22."""
_TYPED = (
    r"(?P<day>\d{1,2})[./\-\s](?P<month>\d{1,2})(?:[./\-\s](?P<year>\d{2}|\d{4}))?\.?(?:\s*г\.?)?",
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})",
)
"""How it may be typed besides, where nothing else stands: 22.10, 22 10 26, 22102026."""
_CLOCK = r"(\d{1,2})(?:\s*[:.\-\s]\s*(\d{2}))?(?:\s*ч(?:\.|ас(?:ов|а)?)?)?(?:\s*(\d{2})\s*мин\.?)?"
_CLOCK_RUN = r"(\d{2})(\d{2})"
_CLOCK_IN_TEXT = r"(?<![\d.])([01]?\d|2[0-3])\s?(?:[.:]\s?([0-5]\d)|[-–]\s?([0-5][05]))(?![\d.]*\d)"
_HOURS = r"(?i)(?<!\d)([01]?\d|2[0-3])\s*(?:часов|часа|час|ч\.?)(?![а-я])(?:\s*([0-5]\d)\s*мин\w*\.?)?"
_THIS_CENTURY = 70
_DOTTED = r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{2}|\d{4}))?\.?(?:\s*г\.?)?"
_LEAP_YEAR = 2024  # has every day that any year has


def read_day(text: str, year: int | None = None) -> dt.date | None:
    """The day that `text` is: 22.10.2026, 1.9.26, 22102026, 2026-10-22, «22» октября 2026 г., 22 окт.

    `year` is that of a day typed without one; with None such a day is none. Nor is a day that no calendar has.
    """
    typed = " ".join(text.replace("\u00a0", " ").split())
    matches = (re.fullmatch(pattern, typed) for pattern in (*_WRITTEN, *_TYPED))
    return next((_day(match, year) for match in matches if match and _month(match)), None)


def read_number_and_days(text: str) -> tuple[str, dt.date, dt.date | None] | None:
    """The number of a paper, its day and the day until which it holds: «№ 6 от 12.10.2026 до 12.10.2031»."""
    match = re.fullmatch(r"(?i)\s*№?\s*(.+?)\s+от\s+(.+?)(?:\s*,?\s+(?:до|по)\s+(.+))?\s*", text)
    day = read_day(match[2]) if match else None
    until = read_day(match[3]) if match and match[3] else None
    if match is None or day is None or (match[3] and until is None):
        return None
    return match[1], day, until


def is_no_day(text: str) -> bool:
    """Whether `text` is written as a day, but no calendar has it: 32.11, 31.06.2026, 30 февраля."""
    typed = " ".join(text.replace("\u00a0", " ").split())
    matches = (re.fullmatch(pattern, typed) for pattern in (*_WRITTEN, _DOTTED))
    written = [match for match in matches if match and (_month(match) or match["month"].isdecimal())]
    return bool(written) and all(_day(match, _LEAP_YEAR) is None for match in written)


def whole_year(digits: str) -> int:
    """The year of two digits or four: 26 is 2026, 98 is 1998."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _THIS_CENTURY else 1900)


def _month(match: re.Match[str]) -> int:
    """The number of the month that stands in figures or by its name; 0 for a word that names none."""
    month = match["month"]
    return int(month) if month.isdecimal() else month_number(month)


def _day(match: re.Match[str], year: int | None) -> dt.date | None:
    year = whole_year(match["year"]) if match["year"] else year
    return existing_day(year, _month(match), int(match["day"])) if year is not None else None


def existing_day(year: int, month: int, day: int) -> dt.date | None:
    """That day; None where no calendar has it."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> str | None:
    """The time of day that `text` tells, as "HH:MM": 10:00, 10.00, 10-00, 1000, 10, 10 часов; None when none."""
    words = " ".join(text.replace("\u00a0", " ").split()).lower()
    match = re.fullmatch(_CLOCK_RUN, words) or re.fullmatch(_CLOCK, words)
    if not match:
        return None
    minutes = next(filter(None, match.groups()[1:]), "00")
    hour, minute = int(match[1]), int(minutes)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


class Spotted(NamedTuple):
    """Something found in a text: the words as typed, what they mean (ISO), where they stand.

    `value` is None where the words are a day that does not exist or whose year is not said.
    """

    words: str
    value: str | None
    start: int
    end: int


def _in_text(text: str) -> Iterator[re.Match[str]]:
    """Every place of a text where a day is written."""
    for pattern in _WRITTEN:
        yield from (match for match in re.finditer(pattern, text) if _month(match) or match["month"].isdecimal())


def find_day(text: str, year: int | None = None) -> Spotted | None:
    """The first day named in `text`, or where none exists the first that is written; `year`: of a day without one."""
    results = []
    for match in _in_text(text):
        day = _day(match, year)
        results.append(Spotted(match[0].strip(), day.isoformat() if day else None, match.start(), match.end()))
    real = [spot for spot in results if spot.value] or results
    return min(real, key=lambda spot: spot.start, default=None)


def find_time(text: str) -> Spotted | None:
    """The first time of day in `text`, days passed over ("19.01.2023 с 10.00" is 10:00)."""
    for day in list(_in_text(text)):
        text = text[: day.start()] + "_" * len(day[0]) + text[day.end() :]
    results = [match for match in (re.search(_CLOCK_IN_TEXT, text), re.search(_HOURS, text)) if match]
    if not results:
        return None
    match = min(results, key=lambda each: each.start())
    minutes = next(filter(None, match.groups()[1:]), "00")
    return Spotted(match[0].strip(), f"{int(match[1]):02d}:{minutes}", match.start(), match.end())


def show_day(day: dt.date) -> str:
    """22.10.2026."""
    return f"{day:%d.%m.%Y}"


def day_in_words(day: dt.date) -> str:
    """«22 января 2026 г.»."""
    return f"{day_and_month(day)} {day.year} г."


def day_and_month(day: dt.date) -> str:
    """«22 января»."""
    return f"{day.day} {GENITIVE[day.month - 1]}"


def weekday(day: dt.date) -> str:
    """«четверг»."""
    return WEEKDAYS[day.weekday()]


def day_in_figures(day: dt.date | str) -> str:
    """«22.01.2026», for tables; an ISO text will do."""
    return show_day(dt.date.fromisoformat(day) if isinstance(day, str) else day)


def clock_in_figures(time: str) -> str:
    """«9:30» for a stored "09:30"; words that are no time come back as they are."""
    return time[1:] if re.fullmatch(r"0\d:\d\d", time) else time


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
        return day_in_words(day) if with_year else day_and_month(day)
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
