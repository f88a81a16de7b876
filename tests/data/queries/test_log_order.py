"""In what order the log's list stands, by each of its columns."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from cluster_desk.core.records.events import Event, EventState, Level, Participation
from cluster_desk.core.records.plans import Plan, Task
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries.log import COLUMNS, LogFilter, log_rows
from cluster_desk.desk import Desk

_NAMES = ("Ёлка", "ель № 10", "ель № 2", "Ель № 2", "Ярмарка", "ёлка", "Выставка")
_DAYS = ("13.10.2026", "осенью", "01.09.2025", "13.10.2026", "по графику", "20.11.2026")
_VENUES = ("кабинет 12", "Кабинет 2", "", "актовый зал")


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["name", "where", "task"])
def test_by_words_in_russian_order_equal_ones_by_day_and_empty_ones_last(
    desk: Desk, column: str, descending: bool
) -> None:
    entries = [
        Event(
            name=_NAMES[number % len(_NAMES)],
            day_words=_DAYS[number % len(_DAYS)],
            venue=_VENUES[number % len(_VENUES)],
        )
        for number in range(40)
    ]
    desk.change("Event added", *entries)
    rows = list(log_rows(desk.read, LogFilter(), column, descending=descending))
    assert len(rows) == len(entries)
    by_day = sorted(rows, key=lambda row: (row.when or "", row.id), reverse=True)
    told = [row for row in by_day if getattr(row, column)]
    told.sort(key=lambda row: sort_key(getattr(row, column)), reverse=descending)
    assert rows == told + [row for row in by_day if not getattr(row, column)]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["name", "where", "level", "people", "files"])
def test_a_column_stands_as_the_rows_sorted_one_by_one(desk: Desk, column: str, descending: bool) -> None:
    chance = random.Random(column)
    words = ("", "ёж", "Ежи", "ЁЖ 2", "ёж 10", "еж 002", "б\u00e9b\u00e9", "№7", "№ 12", "\U0001f600 смайл", " Яр ")
    told_of = ((), ("5",), ("12",), ("100",))
    entries = [
        Event(
            name=f"{chance.choice(words)} {chance.choice(words)}!",
            day_words=chance.choice(_DAYS),
            venue=chance.choice(words),
            level=chance.choice(list(Level)),
            participations=[Participation(count_words=words) for words in chance.choice(told_of)],
        )
        for _number in range(300)
    ]
    desk.change("Event added", *entries)
    rows = list(log_rows(desk.read, LogFilter(), column, descending=descending))
    by_day = sorted(rows, key=lambda row: (row.when or "", row.id), reverse=True)
    levels = [level.value for level in Level]
    key: dict[str, Callable[[Any], Any]] = {"name": _one_by_one, "where": _one_by_one, "level": levels.index}
    told = [row for row in by_day if getattr(row, column) not in ("", None)]
    told.sort(key=lambda row: key.get(column, int)(getattr(row, column)), reverse=descending)
    assert rows == told + [row for row in by_day if getattr(row, column) in ("", None)]


_NARROWER = {
    "level": LogFilter(level=Level.AREA.value),
    "level within a period": LogFilter(start="2025-01-01", end="2025-12-31", level=Level.AREA.value),
    "no outcome": LogFilter(chip="no_outcome", today="2026-11-01"),
    "no plan": LogFilter(chip="no_plan"),
    "ahead": LogFilter(chip="ahead", today="2026-01-01"),
    "days not understood": LogFilter(undated=True),
    "picked out": LogFilter(only=(2, 3, 5, 8, 13, 21)),
    "words": LogFilter(words="яр"),
}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", COLUMNS)
def test_a_part_of_the_log_stands_in_the_order_of_the_whole(desk: Desk, column: str, descending: bool) -> None:
    chance = random.Random(column)
    tasks = [Task(text=text) for text in ("Ёлка", "1.2. Развивать", "Ели")]
    [plan] = desk.change("Plan added", _plan(tasks))
    numbers = [row for (row,) in desk.read.rows("SELECT id FROM tasks WHERE plans_id = ?", plan)]
    entries = [
        Event(
            name=f"{chance.choice(('ёж', 'Еж', 'Яр', '№ 10', '№ 2'))} {number % 7}",
            day_words=chance.choice(_DAYS),
            venue=chance.choice(_VENUES),
            level=chance.choice(list(Level)),
            state=chance.choice((EventState.HELD, EventState.PLANNED)),
            task_id=chance.choice((None, *numbers)),
            participations=[Participation(count_words=words) for words in chance.choice(((), ("5",), ("12",)))],
        )
        for number in range(100)
    ]
    desk.change("Event added", *entries)
    whole = list(log_rows(desk.read, LogFilter(), column, descending=descending))
    assert len(whole) == len(entries)
    for told, narrower in _NARROWER.items():
        part = list(log_rows(desk.read, narrower, column, descending=descending))
        assert part, told
        assert part == [row for row in whole if row in part], told


def test_by_task_in_russian_order_of_their_texts(desk: Desk) -> None:
    tasks = [Task(text=text) for text in ("3. Яр", "Ель", "1.10. Ёлка", "1.2. Жук")]
    [plan] = desk.change("Plan added", _plan(tasks))
    numbers = [row for (row,) in desk.read.rows("SELECT id FROM tasks WHERE plans_id = ? ORDER BY place", plan)]
    desk.change("Event added", *(Event(name="Час", day_words="01.09.2025", task_id=row) for row in (*numbers, None)))
    for descending in (False, True):
        rows = [row.task for row in log_rows(desk.read, LogFilter(), "task", descending=descending)]
        assert rows == [*sorted(rows[:-1], key=sort_key, reverse=descending), ""]


def _plan(tasks: list[Task]) -> Plan:
    return Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31), tasks=tasks)


def _one_by_one(text: str) -> list[tuple[int, int | str]]:
    """The order of a text told without `sort_key`: sign by sign, ё after е, numbers by value and before letters."""
    parts = re.split(r"(\d+)", text.strip().casefold())
    return [
        (ord("0"), int(part)) if part.isdecimal() else (ord(sign), "ё" * (sign == "ё"))
        for part in parts
        for sign in ([part] if part.isdecimal() else part.replace("ё", "е\uffff"))
    ]
