"""Days in the words of the language spoken."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import describe_day, weekday_name


def day_in_words(day: dt.date) -> str:
    """«22 октября 2026»."""
    return f"{describe_day(day, with_year=False)} {day.year}".replace(" ", "\u00a0")


def full_day(day: dt.date) -> str:
    """«четверг, 22 октября 2026 г.»."""
    return _("%(week_day)s, %(day)s") % {"week_day": weekday_name(day), "day": day_in_words(day)}
