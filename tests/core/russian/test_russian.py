"""Russian words: days read and written, counts, names, Roman numerals, the genitive of a cluster's name."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from cluster_desk.core.deadlines.event_days import days_of
from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.russian.dates import clock_in_figures, day_in_figures, day_in_words, find_day, read_day, weekday
from cluster_desk.core.russian.inflection import cluster_genitive
from cluster_desk.core.russian.names import signed_name
from cluster_desk.core.russian.numbers import from_roman, plural, to_roman
from cluster_desk.core.russian.text import stem, stems_among


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
        ("Ольховский образовательный кластер", "Ольховского образовательного кластера"),
        ("Озёрский образовательный кластер", "Озёрского образовательного кластера"),
        ("Хороший образовательный кластер", "Хорошего образовательного кластера"),
        ("Дальний  образовательный кластер", "Дальнего образовательного кластера"),
        ("Научно-образовательный кластер", "Научно-образовательного кластера"),
        ("Образовательный кластер Заречного района", "Образовательного кластера Заречного района"),
        ("Кластер «Заря»", "Кластера «Заря»"),
        ("Объединение школ Заречья", "Объединения школ Заречья"),
        ("ЗАРЕЧНЫЙ ОБРАЗОВАТЕЛЬНЫЙ КЛАСТЕР", "ЗАРЕЧНОГО ОБРАЗОВАТЕЛЬНОГО КЛАСТЕРА"),
        ("Содружество школ Заречья", "Содружества школ Заречья"),
        ("Школы кластер", ""),
        ("Заречье", "Заречья"),
        ("«Север»", ""),
        ("Опорная школа и её кластер", ""),
        ("Школа + Кластер", ""),
        ("Северный кластер (Заречный район)", "Северного кластера (Заречный район)"),
        ("luza", ""),
        ("Орлово-Куменский образовательный кластер", "Орлово-Куменского образовательного кластера"),
        ("Кластер „Север“", "Кластера „Север“"),
        ("Ассоциация школ Заречного района", "Ассоциации школ Заречного района"),
        ("Школьный округ № 3", "Школьного округа № 3"),
    ],
)
def test_a_clusters_name_in_the_genitive(name: str, genitive: str) -> None:
    assert cluster_genitive(name) == genitive


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (44, "XLIV"), (1999, "MCMXCIX"), (0, "0")]
)
def test_a_roman_numeral(number: int, written: str) -> None:
    assert to_roman(number) == written
    assert from_roman(written) == number


def test_a_roman_numeral_however_it_is_typed() -> None:
    assert [from_roman(text) for text in ("Ⅱ", "ⅱ", "ІІ", "ХІ", "ii", "IIX", "у", "план", "")] == [2, 2, 2, 11, 2] + [
        0
    ] * 4


@pytest.mark.parametrize(
    "written",
    ["22.10.2026", "22.10.26", "22/10/2026", "22-10-2026", "2026-10-22", "22 октября 2026", "22 октября 2026 г.",
     "«22» октября 2026 года", "«22»октября 2026г.", "22 окт. 2026", "22 окт 2026 г.", "22 октября 26 г.", "22 октября",
     "«22» октября", "22 окт.", "22 ОКТЯБРЯ"],
)  # fmt: skip
def test_all_readers_of_days_understand_the_same_writings(written: str) -> None:
    day = dt.date(2026, 10, 22)
    assert read_day(written, 2026) == day
    result = find_day(f"Протокол от {written}, № 3", 2026)
    assert result
    assert result.value == "2026-10-22"
    assert days_of(written, 2026) == [(day, day)]
    assert parse_deadline(f"до {written}", dt.date(2026, 1, 1), dt.date(2026, 12, 31)).spans == ((day, day),)


@pytest.mark.parametrize("text", ["22 маяков", "5 маек", "13.13.2026", "30.02.2026", "22 октябряты", "22 ма", "№ 22"])
def test_what_is_no_day_is_none_for_any_reader(text: str) -> None:
    day = find_day(text, 2026)
    assert read_day(text, 2026) is None
    assert day is None or day.value is None
    assert days_of(text, 2026) == []


def test_a_day_without_its_year_is_none_where_no_year_is_told() -> None:
    assert read_day("22 октября") is None
    day = find_day("от 22 октября")
    assert (day and day.words, day and day.value) == ("22 октября", None)


_ASKS_FOR_A_STEM = """
import sys
from cluster_desk.core.russian.text import stem
print(stem("учителями"), "snowballstemmer.tamil_stemmer" in sys.modules)
import snowballstemmer
print(snowballstemmer.stemmer("tamil").stemWord("abc"))
"""


def test_a_stem_asks_for_no_other_language_and_leaves_the_package_whole() -> None:
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", _ASKS_FOR_A_STEM], capture_output=True, text=True,
                          encoding="utf-8", check=True)  # fmt: skip
    assert done.stdout.split() == ["учител", "False", "abc"]


def test_stems_are_told_of_those_words_alone_whose_stem_is_known() -> None:
    typed = "учителями чтецов кружок кружка выставок конкурсы дней семью ежевикой эстафету и 77 деревянной".split()
    every = [stem(word) for word in typed]
    assert list(stems_among(typed, set(every))) == every
    for known in every:
        assert list(stems_among(typed, {known})) == [one for one in every if one == known]
