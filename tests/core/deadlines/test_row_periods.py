"""In which days the deadline of a row is read: the order of the rows and the heading above them tell it."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.deadlines.row_periods import RowWords, row_periods
from cluster_desk.core.deadlines.time_words import time_in_heading

SCHOOL = (dt.date(2026, 9, 1), dt.date(2027, 8, 31))


def meant(*rows: tuple[str, str]) -> list[tuple[str, bool]]:
    """The first day of each row's deadline, and whether it is sure."""
    told = [RowWords(*row) for row in rows]
    return [
        (str(parse_deadline(row.words, *period.days).spans[0].first), period.sure)
        for row, period in zip(told, row_periods(told, *SCHOOL), strict=True)
    ]


def test_august_before_september_is_the_one_in_which_the_year_begins() -> None:
    assert meant(("28 августа", ""), ("октябрь", ""), ("май", ""), ("до 25 августа", "")) == [
        ("2026-08-28", True), ("2026-10-01", True), ("2027-05-01", True), ("2027-08-25", True),
    ]  # fmt: skip


def test_where_the_rows_do_not_tell_it_the_year_is_not_sure() -> None:
    assert meant(("август", "")) == [("2027-08-01", False)]
    assert meant(("май", ""), ("август", ""), ("октябрь", ""))[1][1] is False


def test_a_year_that_is_told_holds() -> None:
    assert meant(("28 августа 2027 года", ""), ("октябрь", ""))[0] == ("2027-08-28", True)


def test_a_day_below_a_month_is_a_day_of_it() -> None:
    assert meant(("15", "Январь"), ("2-я неделя", "I. Октябрь"), ("5 мая", "Октябрь"), ("до 10", "АВГУСТ")) == [
        ("2027-01-15", True), ("2026-10-08", True), ("2027-05-05", True), ("2027-08-10", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("СЕНТЯБРЬ", "СЕНТЯБРЬ"), ("1. Сентябрь", "Сентябрь"), ("Октябрь: месяц музыки", "Октябрь"),
        ("Работа на май", "май"), ("Сентябрь 2026 г.", "Сентябрь 2026 г"), ("I четверть", "I четверть"),
        ("12 марта, вторник", "12 марта"), ("В течение года", "В течение года"), ("2026-2027 учебный год", ""),
        ("Методическая работа", ""), ("Мартовские чтения", ""), ("Май жизни", ""),
    ],
)  # fmt: skip
def test_the_time_that_a_heading_tells(heading: str, time: str) -> None:
    assert time_in_heading(heading) == time
