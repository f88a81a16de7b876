"""Counts as offices write them become numbers; the words stay."""

from __future__ import annotations

import pytest

from cluster_desk.core.records.events import Participation, TakingPart
from cluster_desk.core.russian.counts import find_counts, number_in, people_in, read_counts

PUPILS, TEACHERS, PARENTS, OTHERS = (
    TakingPart.PUPILS,
    TakingPart.TEACHERS,
    TakingPart.PARENTS,
    TakingPart.OTHERS,
)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("приняли участие более 70 школьников", [(70, "более 70", PUPILS, "")]),
        ("46 первоклассников", [(46, "46", PUPILS, "")]),
        ("27 родителей, 2 педагога", [(27, "27", PARENTS, ""), (2, "2", TEACHERS, "")]),
        ("поступило 9 работ и 8 хоров", [(9, "9", OTHERS, "работ"), (8, "8", OTHERS, "хоров")]),
        ("40 конкурсантов", [(40, "40", OTHERS, "")]),
        ("3 классных руководителя", [(3, "3", TEACHERS, "")]),
        ("1\u00a0200 чел.", [(1200, "1 200", OTHERS, "")]),
        ("двадцать учителей", [(20, "двадцать", TEACHERS, "")]),
        ("15–20 детей", [(15, "15–20", PUPILS, "")]),
        ("25+ гостей", [(25, "25+", OTHERS, "")]),
        ("24 марта 2022 года – форум", []),
        ("обучающиеся 5-9 классов", []),
        ("заняли 1 место", []),
        ("2-й тур, 100 %", []),
        ("от 24.03.2022 № 14", []),
    ],
)
def test_counts_are_found_in_a_text(text: str, counts: list[tuple[int, str, TakingPart, str]]) -> None:
    assert [(one.number, one.words, one.kind, one.unit) for one in find_counts(text)] == counts


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("12", 12),
        ("более 70", 70),
        ("около 40 чел.", 40),
        ("9 работ", 9),
        ("много", None),
        ("12 и 5", None),
        ("", None),
    ],
)
def test_a_cell_tells_one_number_or_none(words: str, number: int | None) -> None:
    assert number_in(words) == number


def test_what_is_not_understood_of_a_field_is_told() -> None:
    counts, rest = read_counts("27 родителей, две бабушки и оркестр")
    assert [(one.number, one.kind) for one in counts] == [(27, PARENTS), (2, PARENTS)]
    assert rest == "оркестр"
    assert read_counts("31")[0][0].kind is OTHERS


def test_people_are_counted_kind_by_kind_once() -> None:
    values = [
        Participation(organization_id=1, count_words="12", count=12),
        Participation(organization_words="Школа соседей", count_words="8", count=8),
        Participation(count_words="более 30", count=30),
        Participation(kind=TEACHERS, organization_id=1, count_words="2", count=2),
        Participation(kind=OTHERS, unit="работ", count_words="9", count=9),
    ]
    assert people_in(values) == 30 + 2
    assert people_in(values[-1:]) is None
    assert people_in([]) is None
