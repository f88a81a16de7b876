"""Terms counted from a day: «в течение 10 дней», «на два года»."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.counted import day_counted

DAY = dt.date(2026, 10, 8)  # a Thursday


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("в течение 10 дней", dt.date(2026, 10, 18)),
        ("В течение 10 (десяти) календарных дней", dt.date(2026, 10, 18)),
        ("в трёхдневный срок с момента получения", dt.date(2026, 10, 11)),
        ("в 10-ти дневный срок", dt.date(2026, 10, 18)),
        ("в недельный срок", dt.date(2026, 10, 15)),
        ("в течение двух недель", dt.date(2026, 10, 22)),
        ("в течение месяца", dt.date(2026, 11, 8)),
        ("в течение 5 рабочих дней со дня регистрации", dt.date(2026, 10, 15)),
        ("не более 10 дней", dt.date(2026, 10, 18)),
        ("на два года", dt.date(2028, 10, 8)),
        ("на один год", dt.date(2027, 10, 8)),
        ("сроком на 5 лет", dt.date(2031, 10, 8)),
    ],
)
def test_a_term_ends_on_its_last_day(words: str, last: dt.date) -> None:
    assert day_counted(words, DAY, lambda day: day.weekday() > 4) == last


@pytest.mark.parametrize("words", ["", "до 16.10", "год", "10.11", "в течение учебного года", "до окончания обучения"])
def test_what_counts_nothing_is_no_term(words: str) -> None:
    assert day_counted(words, DAY, lambda _day: False) is None


def test_a_month_without_that_day_ends_with_its_last_one() -> None:
    assert day_counted("на 1 месяц", dt.date(2027, 1, 31), lambda _day: False) == dt.date(2027, 2, 28)
