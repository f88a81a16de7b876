"""In what order the log's list stands, by each of its columns of words."""

from __future__ import annotations

import pytest

from cluster_desk.core.records.events import Event
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries.log import LogFilter, log_rows
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
