"""Days of an event as the log's narrow column shows them: «12 октября», «28–30 сент.»."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import _, language

_LONG = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_SHORT = ("янв.", "фев.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")
_NAMES = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_WHOLE = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH_WHOLE = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown_days(first: str, last: str, words: str, spans: int, *, with_year: bool) -> str:
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
        return (_SHORT if short else _LONG)[number - 1]
    return (_ENGLISH if short else _ENGLISH_WHOLE)[number - 1]


def month_heads() -> list[str]:
    """«янв», «фев» … over the columns of a year."""
    return list(_NAMES if language() == "ru" else _ENGLISH)


def month_name(number: int) -> str:
    """«Октябрь»."""
    return (_WHOLE if language() == "ru" else _ENGLISH_WHOLE)[number - 1]


def year_name(year: int) -> str:
    """«2026 год»."""
    return _("year %d") % year
