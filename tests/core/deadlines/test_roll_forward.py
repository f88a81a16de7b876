"""A plan's texts said for the next year."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.roll_forward import RollForward, roll_forward

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def next_year(text: str, *, editions: bool = True) -> str:
    return roll_forward(text, START, END, 1, editions=editions).text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("до 30.09.2026", "до 30.09.2027"),
        ("К 09.01.26", "К 09.01.27"),
        ("февраль сентябрь декабрь", "февраль сентябрь декабрь"),
        ("План работы на 2026 год", "План работы на 2027 год"),
        ("Итоги за 2025 год, задачи на 2027 год", "Итоги за 2026 год, задачи на 2028 год"),
        ("на 2025/2026 учебный год", "на 2026/2027 учебный год"),
        ("на 2025-26 учебный год", "на 2026-27 учебный год"),
        ("IV межрегиональный конкурс «Мои идеи»", "V межрегиональный конкурс «Мои идеи»"),
        ("II окружная научно-практическая конференция", "III окружная научно-практическая конференция"),
        ("Ⅱ районный слёт", "III районный слёт"),
        ("VIII районный слёт, 3-й фестиваль", "IX районный слёт, 4-й фестиваль"),
        ("I квартал, II полугодие, итоги I четверти", "I квартал, II полугодие, итоги I четверти"),
        ("подготовка к I этапу олимпиады", "подготовка к I этапу олимпиады"),
        ("работает с 2014 года", "работает с 2014 года"),
        ("ФГОС 2021 и программа 2030", "ФГОС 2021 и программа 2030"),
        ("№ 2026 и 2026,5", "№ 2026 и 2026,5"),
        ("", ""),
        ("до 30.09.2026 \0006\0", "до 30.09.2027 6"),
    ],
)
def test_what_belongs_to_the_plans_time_moves_and_nothing_else(text: str, after: str) -> None:
    assert next_year(text) == after


@pytest.mark.parametrize("text", ["приказ от 12.01.2026 № 5", "в соответствии с приказом № 3 2025 года", "с 2025 года"])
def test_what_may_be_history_is_left_and_asked_about(text: str) -> None:
    rolled = roll_forward(text, START, END, 1)
    assert rolled.text == text
    assert rolled.doubtful


def test_a_29_february_is_asked_about() -> None:
    rolled = roll_forward("до 29.02.2028", dt.date(2028, 1, 1), dt.date(2028, 12, 31), 1)
    assert [piece.kind for piece in rolled.pieces] == [RollForward.LEFT]


def test_numerals_stay_where_they_are_not_asked_for() -> None:
    assert next_year("IV конкурс 2026 года", editions=False) == "IV конкурс 2027 года"
