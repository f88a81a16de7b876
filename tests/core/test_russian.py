"""Russian words of papers: days, counts, names, the genitive of a cluster's name."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.russian import (
    clock_in_figures,
    cluster_genitive,
    day_in_figures,
    day_in_words,
    plural,
    signed_name,
    weekday,
)


def test_a_day_in_words_with_its_weekday() -> None:
    day = dt.date(2026, 10, 22)
    assert (day_in_words(day), weekday(day)) == ("22 октября 2026 г.", "четверг")
    assert day_in_figures("2026-01-09") == "09.01.2026"


def test_a_time_without_its_leading_zero() -> None:
    assert [clock_in_figures(time) for time in ("09:30", "10:00", "после уроков")] == ["9:30", "10:00", "после уроков"]


@pytest.mark.parametrize(
    ("count", "word"), [(1, "место"), (2, "места"), (5, "мест"), (11, "мест"), (14, "мест"), (21, "место"), (0, "мест")]
)
def test_a_count_and_its_word(count: int, word: str) -> None:
    assert plural(count, "место", "места", "мест") == word


@pytest.mark.parametrize(
    ("typed", "signed"),
    [
        ("Соколова Марина Викторовна", "М.В. Соколова"),
        ("Соколова М. В.", "М.В. Соколова"),
        ("М.В. Соколова", "М.В. Соколова"),
        ("отдел образования", "отдел образования"),
        ("", ""),
    ],
)
def test_a_name_as_under_a_signature(typed: str, signed: str) -> None:
    assert signed_name(typed) == signed


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Заречный образовательный кластер", "Заречного образовательного кластера"),
        ("Образовательный кластер Заречного района", "Образовательного кластера Заречного района"),
        ("Озёрский образовательный кластер", "Озёрского образовательного кластера"),
        ("Кластер «Заря»", "Кластера «Заря»"),
        ("Объединение школ Заречья", ""),
        ("Школы кластер", ""),
    ],
)
def test_a_clusters_name_in_the_genitive(name: str, genitive: str) -> None:
    assert cluster_genitive(name) == genitive
