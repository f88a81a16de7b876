"""The school's days off, as given in the settings, for the warnings of deadlines."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.deadlines.days_off import DaysOff, OwnDay, Vacation
from cluster_desk.data.queries.cluster import CLUSTER_ID
from cluster_desk.data.queries.reader import Reader


def days_off(read: Reader) -> DaysOff:
    """Vacations, moved days and whether Saturday is worked; what is half filled in is left out."""
    vacations = read.rows(
        "SELECT name, first_day, last_day FROM school_vacations WHERE first_day IS NOT NULL AND last_day IS NOT NULL "
        "ORDER BY first_day"
    )
    moved = read.rows("SELECT day, works, name FROM moved_days WHERE day IS NOT NULL ORDER BY day")
    saturday = read.value("SELECT saturday_works FROM cluster WHERE id = ?", CLUSTER_ID)
    return DaysOff(
        tuple(Vacation(name, _day(first), _day(last)) for name, first, last in vacations),
        tuple(OwnDay(_day(day), bool(works), name) for day, works, name in moved),
        bool(saturday),
    )


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
