"""In which days the deadline of a row is read: the order of the rows and the heading above them tell it."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.deadlines.row_periods import RowWords, row_periods
from cluster_desk.core.deadlines.time_words import counted_words, time_in_heading

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
    ("words", "heading", "days"),
    [
        ("в конце квартала", "II квартал", ["2027-06-21"]),
        ("ежемесячно", "II квартал", ["2027-04-01", "2027-05-01", "2027-06-01"]),
        ("по средам", "Сентябрь", ["2026-09-02", "2026-09-09", "2026-09-16", "2026-09-23", "2026-09-30"]),
    ],
)
def test_what_recurs_below_a_heading_of_time_does_so_within_it(words: str, heading: str, days: list[str]) -> None:
    """«В конце квартала» of the second one was the end of each."""
    (period,) = row_periods(
        [RowWords(words, heading)], dt.date(2027, 1, 1) if "кв" in heading else SCHOOL[0], SCHOOL[1]
    )
    assert [str(span.first) for span in parse_deadline(words, *period.days).spans] == days


@pytest.mark.parametrize(("words", "heading"), [("ежемесячно", "Сентябрь"), ("ежеквартально", "II квартал")])
def test_what_recurs_once_below_a_heading_is_said_for_all_that_follow(words: str, heading: str) -> None:
    (period,) = row_periods([RowWords(words, heading)], *SCHOOL)
    assert period.days == SCHOOL


@pytest.mark.parametrize(
    ("words", "first"),
    [("2 нед.", "2026-10-08"), ("1 декада", "2026-10-01"), ("втор. пол.", "2026-10-16"), ("кон.", "2026-10-21")],
)
def test_a_part_of_a_month_cut_short_is_one_of_the_heading_above(words: str, first: str) -> None:
    assert meant((words, "Октябрь")) == [(first, True)]


@pytest.mark.parametrize("words", ["1 пол. уч. г.", "кон. 1 четв.", "нач. 2 кв."])
def test_a_part_of_a_term_or_year_is_none_of_the_month_above(words: str) -> None:
    assert meant((words, "Май")) == [(str(parse_deadline(words, *SCHOOL).spans[0].first), True)]


@pytest.mark.parametrize(
    ("words", "counts", "said"),
    [
        ("I", "quarter", "I квартал"), ("I-II", "quarter", "I-II квартал"), ("I, III", "quarter", "I, III квартал"),
        ("1У", "quarter", "1У квартал"), ("5", "quarter", ""), ("по плану", "quarter", ""),
        ("2 и 3", "term", "2 и 3 четверть"), ("IX", "month", "сентябрь"), ("9-11", "month", "сентябрь-ноябрь"),
        ("13", "month", ""), ("II", "half", "II полугодие"),
    ],
)  # fmt: skip
def test_numbers_are_said_with_what_the_heading_counts(words: str, counts: str, said: str) -> None:
    assert counted_words(words, counts) == said


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
