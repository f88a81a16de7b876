"""Days of an event as the log's narrow column shows them: «12 октября», «28–30 сент.»."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import _, language
from cluster_desk.core.russian import dates
from cluster_desk.core.russian.dates import GENITIVE, short_months
from cluster_desk.core.russian.text import capitalized

_SHORT = ("янв.", "фев.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")


def day_label(first: str, last: str, words: str, spans: int, *, with_year: bool) -> str:
    """The days in a few letters; words that are no plain run of days stay as typed."""
    if not first:
        return words
    if spans > 1:
        return words
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    year = f" {end.year}" if with_year else ""
    if begin == end:
        return f"{begin.day}\u00a0{_month(begin.month, short=bool(year))}{year}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{end.day}\u00a0{_month(end.month, short=True)}{year}"
    return f"{begin.day}\u00a0{_month(begin.month, short=True)} – {end.day}\u00a0{_month(end.month, short=True)}{year}"


def _month(number: int, *, short: bool) -> str:
    if language() == "ru":
        return (_SHORT if short else GENITIVE)[number - 1]
    return short_months()[number - 1] if short else dates.month_name(number)


def month_name(number: int) -> str:
    """«Октябрь»."""
    return capitalized(dates.month_name(number))


def year_name(year: int) -> str:
    """«2026 год»."""
    return _("year %d") % year
