"""Days in the words of the language spoken: «четверг, 22 октября 2026 г.»."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_, _

_WEEK = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_OF_MONTH = (
    N_("of January"),
    N_("of February"),
    N_("of March"),
    N_("of April"),
    N_("of May"),
    N_("of June"),
    N_("of July"),
    N_("of August"),
    N_("of September"),
    N_("of October"),
    N_("of November"),
    N_("of December"),
)
"""As after a day's number: «22 октября»."""


def day_of_week(day: dt.date) -> str:
    """«четверг»."""
    return _(_WEEK[day.weekday()])


def day_in_words(day: dt.date) -> str:
    """«22 октября 2026»."""
    month = _(_OF_MONTH[day.month - 1]).removeprefix("of ")
    return f"{day.day}\u00a0{month}\u00a0{day.year}"


def full_day(day: dt.date) -> str:
    """«четверг, 22 октября 2026 г.»."""
    return _("%(week_day)s, %(day)s") % {"week_day": day_of_week(day), "day": day_in_words(day)}
