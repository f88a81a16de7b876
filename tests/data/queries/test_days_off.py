"""The school's days off: kept in the settings, read for the warnings of deadlines."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.days_off import DaysOff, OwnDay, Vacation
from cluster_desk.core.errors import Problems
from cluster_desk.core.language import N_
from cluster_desk.core.records.cluster import Cluster, MovedDay, SchoolVacation
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.desk import Desk


def settings_of(desk: Desk) -> Cluster:
    (cluster,) = desk.read.load_all(Cluster)
    return cluster.copy()


def test_nothing_is_told_at_first(desk: Desk) -> None:
    assert days_off(desk.read) == DaysOff()


def test_vacations_and_moved_days_come_from_the_settings(desk: Desk) -> None:
    cluster = settings_of(desk)
    first, last, moved = dt.date(2026, 10, 26), dt.date(2026, 11, 1), dt.date(2026, 11, 7)
    cluster.vacations = [SchoolVacation(name="Осенние каникулы", first_day=first, last_day=last)]
    cluster.moved_days = [MovedDay(name="Перенос", day=moved, works=True)]
    cluster.saturday_works = True
    desk.change(N_("Settings of the cluster changed"), cluster)
    assert days_off(desk.read) == DaysOff(
        (Vacation("Осенние каникулы", first, last),), (OwnDay(moved, True, "Перенос"),), True
    )
    desk.undo()
    assert days_off(desk.read) == DaysOff()


def test_a_vacation_does_not_end_before_it_begins(desk: Desk) -> None:
    cluster = settings_of(desk)
    day = dt.date(2026, 11, 1)
    cluster.vacations = [SchoolVacation(name="Каникулы", first_day=day, last_day=day - dt.timedelta(1))]
    with pytest.raises(Problems) as raised:
        desk.change(N_("Settings of the cluster changed"), cluster)
    (problem,) = raised.value.problems
    assert (problem.field, problem.path) == ("last_day", (("vacations", 0),))
    assert problem.text == "Каникулы кончаются раньше, чем начинаются."
