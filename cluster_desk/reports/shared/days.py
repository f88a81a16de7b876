"""Words that are a day stay a date in a workbook: which number format shows given words for a day is told here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from cluster_desk.core.russian.dates import GENITIVE, MONTHS
from cluster_desk.reports.document.text import Dated

_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it workbooks of the two kinds count days differently."""


@lru_cache(4_096)  # a log tells the same days again and again
def as_day(words: str, day: dt.date) -> str | Dated:
    """The words as a date cell where `day` shows them; else as text."""
    if day < _FIRST_DAY:
        return words
    form = next((form for form, value in _display(day) if value == words), None)
    return Dated(words, day, form) if form else words


def _display(day: dt.date) -> Iterator[tuple[str, str]]:
    """Formats (ISO/IEC 29500-1, 18.8.31) with what they show on a Russian computer."""
    month, of_month = MONTHS[day.month - 1], GENITIVE[day.month - 1]
    yield "[$-FC19]d mmmm", f"{day.day} {of_month}"
    yield "dd.mm.yyyy", f"{day:%d.%m.%Y}"
    yield "dd.mm.yy", f"{day:%d.%m.%y}"
    yield "d.m.yyyy", f"{day.day}.{day.month}.{day.year}"
    yield "dd.mm", f"{day:%d.%m}"
    yield "[$-419]mmmm", month
    yield "[$-419]mmmm yyyy", f"{month} {day.year}"
    for ending in ("г.", "года"):
        yield f'[$-419]mmmm yyyy "{ending}"', f"{month} {day.year} {ending}"
        yield f'[$-FC19]d mmmm yyyy "{ending}"', f"{day.day} {of_month} {day.year} {ending}"
        yield f'[$-FC19]dd mmmm yyyy "{ending}"', f"{day:%d} {of_month} {day.year} {ending}"
        yield f'dd.mm.yyyy "{ending}"', f"{day:%d.%m.%Y} {ending}"
        yield f'dd.mm.yyyy"{ending}"', f"{day:%d.%m.%Y}{ending}"
    yield "[$-FC19]dd mmmm", f"{day:%d} {of_month}"
    yield "[$-FC19]d mmmm yyyy", f"{day.day} {of_month} {day.year}"
    yield "[$-FC19]dd mmmm yyyy", f"{day:%d} {of_month} {day.year}"
    yield "yyyy-mm-dd", day.isoformat()
