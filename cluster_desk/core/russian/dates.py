"""Days and times of day in Russian words and figures: read where they are typed or stand in a text, and written.

`read_day` reads a text that is a day and nothing else, `find_day` finds the first in a text; both know the same ways of
writing. Deadlines, with all their grammar, are understood in `core.deadlines`. Nothing here raises on words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cluster_desk.core.russian.months import GENITIVE, WEEKDAYS, month_number

BLANK_DAY = "«____» ______________ 20___ г."
"""A day to be filled in by hand."""

_DAY = r"(?<!\d)[«\"„“]?\s?(?P<day>\d{1,2})\s?[»\"“”]?"
_YEAR_WORD = r"(?:\s*(?:года|год|г\.(?!\s?[А-ЯЁ]))|\s*г\b(?!\.))?"
_WRITTEN = (
    re.compile(rf"{_DAY}\s?[./]\s?(?P<month>\d{{1,2}})\s?[./]\s?(?P<year>\d{{4}}|\d{{2}})(?!\d){_YEAR_WORD}"),
    re.compile(rf"{_DAY}-(?P<month>\d{{1,2}})-(?P<year>\d{{4}})(?!\d){_YEAR_WORD}"),
    re.compile(
        rf"{_DAY}\s*(?P<month>[а-яё]{{3,8}})(?![а-яё])\.?,?(?:\s+(?P<year>\d{{4}}|\d{{2}}(?=\s*г)){_YEAR_WORD})?",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
)
"""How a day may stand in a text: 22.10.2026, 22/10/26, 22-10-2026, «22» октября 2026 года, 22 окт., 2026-10-22."""
_TYPED = (
    re.compile(r"(?P<day>\d{1,2})[./\-\s](?P<month>\d{1,2})(?:[./\-\s](?P<year>\d{2}|\d{4}))?\.?(?:\s*г\.?)?"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4}|\d{2})"),
)
"""How it may be typed besides, where nothing else stands: 22.10, 22 10 26, 22102026."""
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.\-\s]\s*(\d{2}))?(?:\s*ч(?:\.|ас(?:ов|а)?)?)?(?:\s*(\d{2})\s*мин\.?)?")
_CLOCK_RUN = re.compile(r"(\d{2})(\d{2})")
_CLOCK_IN_TEXT = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\s?(?:[.:]\s?([0-5]\d)|[-–]\s?([0-5][05]))(?![\d.]*\d)")
_HOURS = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])\s*(?:часов|часа|час|ч\.?)(?![а-я])(?:\s*([0-5]\d)\s*мин\w*\.?)?", re.IGNORECASE
)
_THIS_CENTURY = 70


def read_day(text: str, year: int | None = None) -> dt.date | None:
    """The day that `text` is: 22.10.2026, 1.9.26, 22102026, 2026-10-22, «22» октября 2026 г., 22 окт.

    `year` is that of a day typed without one; with None such a day is none. Nor is a day that no calendar has.
    """
    typed = " ".join(text.replace("\u00a0", " ").split())
    matches = (pattern.fullmatch(typed) for pattern in (*_WRITTEN, *_TYPED))
    return next((_day(match, year) for match in matches if match and _month(match)), None)


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
    match = _CLOCK_RUN.fullmatch(words) or _CLOCK.fullmatch(words)
    if not match:
        return None
    minutes = match[2] or (match[3] if match.re is _CLOCK else "") or "00"
    hour, minute = int(match[1]), int(minutes)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


@dataclass(frozen=True)
class Spotted:
    """Something found in a text: the words as typed, what they mean (ISO), where they stand.

    `value` is None where the words are a day that does not exist or whose year is not told.
    """

    words: str
    value: str | None
    start: int
    end: int


def _in_text(text: str) -> Iterator[re.Match[str]]:
    """Every place of a text where a day is written."""
    for pattern in _WRITTEN:
        yield from (match for match in pattern.finditer(text) if _month(match) or match["month"].isdecimal())


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
    results = [match for match in (_CLOCK_IN_TEXT.search(text), _HOURS.search(text)) if match]
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
