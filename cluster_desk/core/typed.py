"""What people type into a field, understood: days, times of day, numbers, sums; and how each is shown again.

Every reading gives None for what it does not understand; it never raises and never guesses a part that was not typed,
but for the year of a day without one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field, Kind

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_BY_NUMBERS = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})(?:[./\-\s](\d{2}|\d{4}))?\.?(?:\s*г\.?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_BY_WORDS = re.compile(r"(\d{1,2})\s+([а-яё]{3,8})\.?(?:\s+(\d{4}))?(?:\s*г(?:\.|ода)?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.\-\s]\s*(\d{2}))?(?:\s*ч(?:\.|ас(?:ов|а)?)?)?(?:\s*(\d{2})\s*мин\.?)?")
_CLOCK_RUN = re.compile(r"(\d{2})(\d{2})")
_THIS_CENTURY = 70
"""Two digits of a year below this are 20xx, others 19xx."""


def read_day(text: str, today: dt.date | None = None) -> dt.date | None:
    """The day that `text` tells: 22.10.2026, 1.9.26, 22/10/2026, 22102026, 2026-10-22, 22 октября 2026 г.

    Without a year it is the year of `today` (this day when left out), so that the field shows at once which is meant.
    """
    told = " ".join(text.replace("\u00a0", " ").split())
    year = (today or dt.date.today()).year
    found = _ISO.fullmatch(told)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _BY_NUMBERS.fullmatch(told) or _RUN.fullmatch(told)
    if found:
        return _day(_year(found[3]) if found[3] else year, int(found[2]), int(found[1]))
    found = _BY_WORDS.fullmatch(told)
    if found:
        month = _month(found[2])
        return _day(int(found[3]) if found[3] else year, month, int(found[1])) if month else None
    return None


def read_clock(text: str) -> str | None:
    """The time of day that `text` tells, as "HH:MM": 10:00, 10.00, 10-00, 1000, 10, 10 часов; None when none."""
    told = " ".join(text.replace("\u00a0", " ").split()).lower()
    found = _CLOCK_RUN.fullmatch(told) or _CLOCK.fullmatch(told)
    if not found:
        return None
    minutes = found[2] or (found[3] if found.re is _CLOCK else "") or "00"
    hour, minute = int(found[1]), int(minutes)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def read_whole(text: str) -> int | None:
    """The whole number that `text` tells; spaces may part its thousands, «№» and «мин» around it are left out."""
    bare = re.sub(r"[\s\u00a0]", "", text).lstrip("№").removesuffix(".").removesuffix("мин")
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else None


def read_number(text: str) -> float | None:
    """The number that `text` tells, with a comma or a point before its fraction."""
    bare = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d{1,15}(\.\d{0,9})?", bare) else None


def read_money(text: str) -> int | None:
    """The sum that `text` tells in roubles («1 250,50», «1250 ₽», «1250 руб.»), in kopecks."""
    bare = re.sub(r"(₽|руб(?:лей|ля|ль|\.)?|р\.)$", "", re.sub(r"[\s\u00a0]", "", text)).replace(",", ".")
    found = re.fullmatch(r"(-?)(\d{1,13})(?:\.(\d{1,2}))?", bare)
    if not found:
        return None
    kopecks = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -kopecks if found[1] else kopecks


def show_day(day: dt.date) -> str:
    """22.10.2026."""
    return f"{day:%d.%m.%Y}"


def show_number(number: float) -> str:
    """With a comma and no needless zeros."""
    return f"{number:.9f}".rstrip("0").rstrip(".").replace(".", ",")


def show_money(kopecks: int) -> str:
    """«1 250,50»: roubles, thousands parted by no-break spaces; whole roubles without a fraction."""
    roubles, rest = divmod(abs(kopecks), 100)
    text = f"{roubles:,}".replace(",", "\u00a0") + (f",{rest:02}" if rest else "")
    return f"-{text}" if kopecks < 0 else text


def show_value(field: Field, value: Any) -> str:
    """A field's value in words, as its kind is shown; nothing as ""."""
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return _(value.label)
    show: dict[Kind, Callable[[Any], str]] = {Kind.DAY: show_day, Kind.NUMBER: show_number, Kind.MONEY: show_money}
    return show.get(field.kind, str)(value)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _THIS_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    """1 to 12 for the name of a month, whole, declined or cut short; 0 for another word."""
    folded = word.lower()
    if folded in ("май", "мая", "мае"):
        return 5
    return next((n for n, stem in enumerate(_MONTHS, 1) if n != 5 and folded.startswith(stem)), 0)
