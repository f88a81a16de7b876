"""Classes understood, places by points: ties, one place for two, places that the jury gave by word."""

from __future__ import annotations

import pytest

from cluster_desk.core.records.participants import Participant, Points, Ranking, Ties
from cluster_desk.core.russian.school_classes import in_class, read_class
from cluster_desk.core.standings import place_in_words, standings


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ('7 "А"', "7 «А» класс"),
        ("7-а", "7 «А» класс"),
        ("7А кл.", "7 «А» класс"),
        ('7"A"', "7 «А» класс"),  # a Latin letter
        ("класс 7 Б", "7 «Б» класс"),
        ("VIII «в»", "8 «В» класс"),
        ("7-й класс", "7 класс"),
        ("9 кл", "9 класс"),
        ("7-8", "7–8 классы"),
        ("I курс", "1 курс"),
        ("подготовительная группа", "подготовительная группа"),
    ],
)
def test_a_class_is_understood_as_offices_write_it(words: str, called: str) -> None:
    known = read_class(words)
    assert known is not None
    assert known.called == called


@pytest.mark.parametrize("words", ["учитель", "15", "0", "01.02.2013", "старший педагог", "7.1", ""])
def test_what_is_no_class_is_none(words: str) -> None:
    assert read_class(words) is None


def test_a_child_is_told_by_the_class_alone() -> None:
    assert [in_class(words) for words in ("7", '7 "А"', "1 курс", "учитель")] == ["7 класса", "7 «А» класса", "", ""]


def a_list(*totals: float | None, nomination: str = "", grade: str = "") -> list[Participant]:
    return [
        Participant(
            id=n,
            name=f"Участник {n}",
            nomination=nomination,
            grade=grade,
            points=[Points(criterion_id=1, points=total)],
        )
        for n, total in enumerate(totals, 1)
    ]


def places(participants: list[Participant], *how: Ranking | Ties) -> list[str]:
    return [one.words for one in standings(participants, *how).values()]  # type: ignore[arg-type]


def test_equal_points_share_a_place_and_the_next_one_follows() -> None:
    assert places(a_list(9, 7, 9, 5, None)) == ["I", "II", "I", "III", ""]
    assert places(a_list(9, 7, 9, 5), Ranking.NOMINATION, Ties.SKIPPED) == ["I", "III", "I", "4"]


def test_sums_of_parts_of_a_point_are_equal_where_a_jury_sees_them_equal() -> None:
    one, two = a_list(None, None)
    one.points = [Points(criterion_id=1, points=0.1), Points(criterion_id=2, points=0.2)]
    two.points = [Points(criterion_id=1, points=0.3)]
    assert places([one, two]) == ["I", "I"]


def test_places_are_given_in_each_nomination_and_class_or_among_all() -> None:
    older, younger = a_list(9, 7, nomination="Поэзия", grade="7"), a_list(8, nomination="поэзия", grade="5 «А»")
    younger[0].id = 3
    everybody = [*older, *younger]
    assert places(everybody) == ["I", "III", "II"]
    assert places(everybody, Ranking.GRADE) == ["I", "II", "I"]
    younger[0].nomination = "Проза"
    assert places(everybody) == ["I", "II", "I"]
    assert places(everybody, Ranking.ALL) == ["I", "III", "II"]


def test_a_place_given_by_word_stays_and_tells_who_wins() -> None:
    one, two, three = a_list(9, 7, 5)
    two.place_words, three.place_words = "Гран-при", "диплом 2 степени"
    told = standings([one, two, three])
    assert [told[n].words for n in (1, 2, 3)] == ["I", "Гран-при", "диплом 2 степени"]
    assert [told[n].role for n in (1, 2, 3)] == ["победитель", "победитель", "призёр"]


def test_prize_places_are_as_many_as_the_office_says() -> None:
    told = standings(a_list(9, 8, 7, 6), Ranking.NOMINATION, Ties.NEXT, 1)
    assert [one.role for one in told.values()] == ["победитель", "участник", "участник", "участник"]


def test_words_of_a_jury_tell_a_place_or_none() -> None:
    words = {"I": 1, "2 место": 2, "диплом 3 степени": 3, "первое место": 1, "Гран-при": None, "лауреат": None}
    assert {each: place_in_words(each) for each in words} == words
