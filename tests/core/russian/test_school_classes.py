"""Classes of a school named in running text; what a column «Класс» holds is tried with lists of participants."""

from __future__ import annotations

import re

import pytest

from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT, classes_named


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("Победила Иванова, 7 «А» класс, школа", "7 «А» класс", (7,)),
        ("ученик 7-го класса", "7-го класса", (7,)),
        ("из 10-Б кл. лицея", "10-Б кл.", (10,)),
        ("Кросс для 5–7 классов", "5–7 классов", (5, 6, 7)),
        ("слёт 5, 7 и 8-х классов", "5, 7 и 8-х классов", (5, 7, 8)),
        ("команды 5а, 6б классов", "5а, 6б классов", (5, 6)),
        ("11-классница", "11-классница", (11,)),
    ],
)
def test_classes_are_read_in_a_sentence(text: str, words: str, numbers: tuple[int, ...]) -> None:
    found = re.search(CLASSES_IN_TEXT, text)
    assert found is not None
    assert (found[0], classes_named(found[0])) == (words, numbers)


@pytest.mark.parametrize(
    "text", ["5 классных часов", "2 мастер-класса", "25 классов", "12.11 в классе", "класс", "7 лет"]
)
def test_what_is_no_class_of_a_school_is_left(text: str) -> None:
    assert re.search(CLASSES_IN_TEXT, text) is None
