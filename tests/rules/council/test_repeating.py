"""Meetings of a year come again in the next one."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.rules.council.problems import day_next_time, repeat_meetings


@given(some.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)), some.integers(2001, 2061))
def test_the_same_day_of_the_week_near_the_same_date_within_the_year(day: dt.date, year: int) -> None:
    again = day_next_time(day, year)
    assert (again.year, again.weekday()) == (year, day.weekday())
    same = dt.date(year, day.month, min(day.day, 28))
    assert abs((again - same).days) <= 7 + 3


def test_agendas_are_copied_and_numbers_go_on() -> None:
    item = AgendaItem(topic="О плане", minutes=10, speakers=[Speaker(words="Орлова В. С.", person_id=3)])
    first = Meeting(id=1, number=1, day=dt.date(2026, 1, 22), time="10:00", place="Зал", theme="План", agenda=[item])
    second = Meeting(id=2, number=2, day=dt.date(2026, 4, 9))
    made = repeat_meetings([(second, dt.date(2027, 4, 8)), (first, dt.date(2027, 1, 21))], 17)
    assert [(one.id, one.number, one.day) for one in made] == [
        (None, 17, dt.date(2027, 1, 21)),
        (None, 18, dt.date(2027, 4, 8)),
    ]
    assert (made[0].time, made[0].place, made[0].theme) == ("10:00", "Зал", "План")
    copied = made[0].agenda[0]
    assert (copied.topic, copied.minutes, copied.speakers[0].person_id) == ("О плане", 10, 3)
    assert {copied.uuid, copied.speakers[0].uuid}.isdisjoint({item.uuid, item.speakers[0].uuid})
