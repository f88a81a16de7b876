"""Days and times of day as they stand in headings, approvals and agendas.

Only what names a single day: deadlines, with all their grammar, are understood in `core.deadlines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма[йяе]",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
"""How each month begins in every case; patterns, matched whatever the letters' size."""
_YEAR_WORD = r"(?:\s*(?:года|год|г\.(?!\s?[А-ЯЁ]))|\s*г\b(?!\.))?"
_NUMERIC = re.compile(
    rf"(?<!\d)[«\"]?(\d{{1,2}})[»\"]?\s?[./]\s?(\d{{1,2}})\s?[./]\s?(\d{{4}}|\d{{2}})(?!\d){_YEAR_WORD}"
)
_WORDED = re.compile(
    rf"(?<!\d)[«\"„“]?\s?(\d{{1,2}})\s?[»\"“”]?\s+({'|'.join(MONTHS)})[а-я]*\.?,?(?:\s+(\d{{4}}){_YEAR_WORD})?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d.])([01]?\d|2[0-3])\s?(?:[.:]\s?([0-5]\d)|[-–]\s?([0-5][05]))(?![\d.]*\d)")
_HOURS = re.compile(
    r"(?<!\d)([01]?\d|2[0-3])\s*(?:часов|часа|час|ч\.?)(?![а-я])(?:\s*([0-5]\d)\s*мин\w*\.?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Spotted:
    """Something found in a text: the words as typed, what they mean (ISO), where they stand.

    `value` is None where the words are a day that does not exist or whose year is not told.
    """

    words: str
    value: str | None
    start: int
    end: int


def find_day(text: str, year: int | None = None) -> Spotted | None:
    """The first day named in `text`; `year` is used for a day without one."""
    found = [
        *(_spot(match, match[3], match[2], match[1]) for match in _NUMERIC.finditer(text)),
        *(_spot(match, match[3] or year, month_number(match[2]), match[1]) for match in _WORDED.finditer(text)),
        *(_spot(match, match[1], match[2], match[3]) for match in _ISO.finditer(text)),
    ]
    real = [spot for spot in found if spot.value] or found
    return min(real, key=lambda spot: spot.start, default=None)


def month_number(word: str) -> int:
    """The number of the month that a word or its beginning names."""
    return next(number for number, stem in enumerate(MONTHS, 1) if re.match(stem, word, re.IGNORECASE))


def _spot(match: re.Match[str], year: str | int | None, month: str | int, day: str | int) -> Spotted:
    try:
        number = int(year) if year is not None else 0
        value = date(number + 2000 if number and number < 100 else number, int(month), int(day)).isoformat()
    except ValueError:
        value = None
    return Spotted(match[0].strip(), value, match.start(), match.end())


def find_time(text: str) -> Spotted | None:
    """The first time of day in `text`, days passed over ("19.01.2023 с 10.00" is 10:00)."""
    for pattern in (_NUMERIC, _WORDED, _ISO):
        text = pattern.sub(lambda day: "_" * len(day[0]), text)
    found = [match for match in (_CLOCK.search(text), _HOURS.search(text)) if match]
    if not found:
        return None
    match = min(found, key=lambda each: each.start())
    minutes = next(filter(None, match.groups()[1:]), "00")
    return Spotted(match[0].strip(), f"{int(match[1]):02d}:{minutes}", match.start(), match.end())
