"""What people type is understood as days, times, numbers and sums, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.russian.dates import read_clock, read_day
from cluster_desk.core.russian.numbers import read_money, read_number, read_whole, show_money, show_number


@pytest.mark.parametrize(
    "text",
    ["01.09.2026", "1.9.26", "1/9/2026", "1-9-26", "01092026", "010926", "2026-09-01", "1.9", "1 сентября 2026 г.",
     "1 сен 2026", "1.09.2026 г."],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, 2026) == dt.date(2026, 9, 1)


@pytest.mark.parametrize("text", ["", "32.01.2026", "30.02.2026", "осенью", "1", "13.13.2026", "1.9.2026 и 2.9.2026"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_day(text, 2026) is None


def test_months_by_name() -> None:
    assert read_day("9 мая 2027", 2026) == dt.date(2027, 5, 9)
    assert read_day("9 марта 2027", 2026) == dt.date(2027, 3, 9)
    assert read_day("31 декабря", 2026) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("text", ["10:00", "10.00", "10-00", "1000", "10", "10 часов", "10 ч", "10 00"])
def test_a_time_is_read_however_it_is_typed(text: str) -> None:
    assert read_clock(text) == "10:00"


@pytest.mark.parametrize("text", ["", "25:00", "10:60", "утром", "10:0"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_clock(text) is None


def test_numbers_and_sums() -> None:
    assert (read_whole("№ 14"), read_whole("20 мин"), read_whole("1 200")) == (14, 20, 1200)
    assert read_whole("14a") is None
    assert read_number("2,5") == 2.5
    assert [read_money(text) for text in ("1 250,50", "1250 ₽", "0,5 руб.", "сто")] == [125050, 125000, 50, None]
    assert show_money(125050) == "1\u00a0250,50"
    assert show_money(-50) == "\u22120,50"
    assert read_money(show_money(-170000)) == -170000
    assert show_number(2.5) == "2,5"
