"""Russian words that papers are put together from: days, counts, names, a cluster's name in the genitive.

Pure functions. Texts come out with ordinary spaces; `reports.typography` ties what must not be parted.
"""

from __future__ import annotations

import datetime as dt
import re

from cluster_desk.core.names import shorten
from cluster_desk.core.typed import show_day

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_BETWEEN_INITIALS = re.compile(r"\. (?=[А-ЯЁ]\.)")

BLANK_DAY = "«____» ______________ 20___ г."
"""A day to be filled in by hand."""


def day_in_words(day: dt.date) -> str:
    """«22 января 2026 г.»."""
    return f"{day_and_month(day)} {day.year} г."


def day_and_month(day: dt.date) -> str:
    """«22 января»."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def weekday(day: dt.date) -> str:
    """«четверг»."""
    return _WEEKDAYS[day.weekday()]


def day_in_figures(day: dt.date | str) -> str:
    """«22.01.2026», for tables; an ISO text will do."""
    return show_day(dt.date.fromisoformat(day) if isinstance(day, str) else day)


def clock_in_figures(time: str) -> str:
    """«9:30» for a stored "09:30"; words that are no time come back as they are."""
    return time[1:] if re.fullmatch(r"0\d:\d\d", time) else time


def plural(count: int, one: str, few: str, many: str) -> str:
    """The word that goes with `count`: 1 организация, 2 организации, 5 организаций."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else many


def signed_name(name: str) -> str:
    """«И.О. Фамилия», as under a signature; what is not a person's name comes back as typed."""
    return _BETWEEN_INITIALS.sub(".", shorten(name, initials_first=True))


def listed_name(name: str) -> str:
    """«Фамилия И.О.», as in a list of those present; what is not a person's name comes back as typed."""
    return _BETWEEN_INITIALS.sub(".", shorten(name))


def capitalized(text: str) -> str:
    """The text with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]


_ADJECTIVE = re.compile(r"(?:(?P<hard>[а-яё]+(?:[нтвлмрпбдзс]))(?:ый|ой)|(?P<soft>[а-яё]+[кгх])ий)", re.IGNORECASE)


def cluster_genitive(name: str) -> str:
    """«Заречного образовательного кластера» for «Заречный образовательный кластер»; "" when it cannot be told.

    Only a name of adjectives before «кластер» is declined; what follows that word stays.
    """
    words = name.split()
    at = next((n for n, word in enumerate(words) if word.lower() == "кластер"), None)
    if at is None:
        return ""
    declined = []
    for word in words[:at]:
        found = _ADJECTIVE.fullmatch(word)
        if found is None:
            return ""
        declined.append(f"{found['hard'] or found['soft']}ого")
    return " ".join([*declined, f"{words[at]}а", *words[at + 1 :]])
