"""The days of an event as they are typed into the log: «13 октября», «28–30 сентября», «5, 12 и 19 марта».

What names days outright is read here; everything else that a deadline may say («еженедельно», «II квартал») by
`core.deadlines`. Pure functions, never raising; words that are not understood have no days.
"""

from __future__ import annotations

import datetime as dt
import re

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import is_no_day, read_day
from cluster_desk.core.russian.text import tidy

Days = tuple[dt.date, dt.date]
"""The first and the last day of a run of days; the same twice for one day."""

_RUN = regex(r"\s?(?:-|–|—|−|\bпо\b|\bдо\b)\s?")
_LEADING = regex(r"^(?:с|со|от|в)\s+", re.IGNORECASE)
_TAIL = regex(r"^\d{1,2}\s*(\D.*|\.\d.*)$", re.DOTALL)
_ONLY_DAY = regex(r"\d{1,2}")
_QUOTED = regex(r"[«\"„“]\s?(\d{1,2})\s?[»\"“”]")
_LIST = regex(r"\s*(?:,|;|\bи\b)\s*")


def days_of(words: str, year: int) -> list[Days]:
    """The runs of days that `words` mean in the order told; `year` is taken where none is named.

    A run that is written backwards comes back as it stands, first after last: see `is_backwards`.
    """
    text = _QUOTED.sub(r"\1", _LEADING.sub("", tidy(words).replace("\u00a0", " ")))
    if not text:
        return []
    exact = _exact(text, year)
    return exact if exact else _as_deadline(text, year)


def tells_no_day(words: str) -> bool:
    """Whether `words` are none: nothing at all, or the dash that stands where a document told no day."""
    return not any(sign.isalnum() for sign in words)


def is_backwards(words: str, year: int) -> bool:
    """Whether a run of days in `words` ends before it begins («30–20 ноября»)."""
    return any(last < first for first, last in days_of(words, year))


def no_such_day(words: str) -> bool:
    """Whether `words` write a day that no calendar has («32.11», «31 июня», «30–31.02.2026»)."""
    text = _QUOTED.sub(r"\1", _LEADING.sub("", tidy(words).replace("\u00a0", " ")))
    parts = [part for listed in _LIST.split(text) for part in _RUN.split(listed)]
    tail = _TAIL.match(parts[-1]) if parts else None
    return any(is_no_day(_completed(part, tail)) for part in (text, *parts))


def whole_day(words: str, near: dt.date) -> str:
    """A day's number alone («13») as a whole date in the month of `near` («13.10.2026»); other words as they are."""
    text = tidy(words).rstrip(".")
    if not _ONLY_DAY.fullmatch(text):
        return words
    try:
        return f"{near.replace(day=int(text)):%d.%m.%Y}"
    except ValueError:
        return words


def _exact(text: str, year: int) -> list[Days]:
    """Days, runs and lists of days that are named outright; [] for anything else."""
    parts = _LIST.split(text)
    tail = _TAIL.match(_RUN.split(parts[-1])[-1])
    dayses: list[Days] = []
    for part in parts:
        day = read_day(part, year) or read_day(_completed(part, tail), year)
        if day:
            dayses.append((day, day))
            continue
        ends = _RUN.split(part)
        if len(ends) != 2:
            return []
        last = read_day(ends[1], year) or read_day(_completed(ends[1], tail), year)
        own_tail = _TAIL.match(ends[1]) or tail
        first = read_day(_completed(ends[0], own_tail), year) or read_day(ends[0], last.year if last else year)
        if not first or not last:
            return []
        dayses.append(_over_new_year(first, last, ends, year))
    return dayses


def _completed(part: str, tail: re.Match[str] | None) -> str:
    """«20» with the month and year that stand after the last day of the list or run."""
    return f"{part} {tail[1]}".replace(" .", ".") if tail and _ONLY_DAY.fullmatch(part) else part


def _over_new_year(first: dt.date, last: dt.date, ends: list[str], year: int) -> Days:
    """«28 декабря – 8 января» without years runs into the next one."""
    named = any(re.search(r"\d{4}|\.\d{2}$", end) for end in ends)
    if last < first and not named and first.month - last.month > 6:
        last = last.replace(year=year + 1)
    return first, last


def _as_deadline(text: str, year: int) -> list[Days]:
    from cluster_desk.core.deadlines.meaning import parse_deadline

    spans = parse_deadline(text, dt.date(year, 1, 1), dt.date(year, 12, 31)).spans
    return joined([(span.first, span.last) for span in spans])


def joined(days: list[Days]) -> list[Days]:
    """Runs of days in their order, those that follow one another without a gap as one: «ежедневно» is one run."""
    dayses: list[Days] = []
    for first, last in days:
        if dayses and first <= dayses[-1][1] + dt.timedelta(days=1) and first >= dayses[-1][0]:
            dayses[-1] = (dayses[-1][0], max(dayses[-1][1], last))
        else:
            dayses.append((first, last))
    return dayses
