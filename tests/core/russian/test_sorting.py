"""The order of lists and what a filter finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_desk.core.russian.text import fold, sort_key, sort_keys, words_to_find


def test_yo_stands_straight_after_ye_and_case_does_not_matter() -> None:
    names = ["Жуков", "ёлкин", "Ершов", "Яшин", "Ёлкина", "Егоров", "дёмин", "Деев"]
    assert sorted(names, key=sort_key) == [
        "Деев", "дёмин", "Егоров", "Ершов", "ёлкин", "Ёлкина", "Жуков", "Яшин",
    ]  # fmt: skip


def test_numbers_inside_words_go_by_value() -> None:
    assert sorted(["СОШ № 10", "СОШ № 2", "СОШ № 1", "СОШ № 002а"], key=sort_key) == [
        "СОШ № 1",
        "СОШ № 2",
        "СОШ № 002а",
        "СОШ № 10",
    ]


@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999))
def test_any_two_numbers_compare_as_numbers(one: int, other: int) -> None:
    assert (sort_key(f"№ {one}") < sort_key(f"№ {other}")) == (one < other)


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert sort_key(text) == sort_key(text.upper().lower()) or text
    assert isinstance(sort_key(text), str)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("елочка", "Детский сад «Ёлочка»", True),
        ("сад ЁЛОЧ", "Детский сад «Елочка»", True),
        ("№ 14", "СОШ №\u00a014", True),
        ("сад роща", "Детский сад «Ёлочка»", False),
    ],
)
def test_a_filter_needs_every_word_anywhere(query: str, text: str, found: bool) -> None:
    assert all(word in fold(text) for word in words_to_find(query)) is found


def test_many_keys_at_once_are_the_same_keys() -> None:
    texts = ["Ёлка № 10", "елка № 2", " Школа", "", "СОШ № 1", "школа-интернат 12"]
    assert sort_keys(texts) == [sort_key(text) for text in texts]
    assert sort_keys(texts * 3) == [sort_key(text) for text in texts * 3]
    assert sort_keys([]) == []
    apart = ["ёлка \0 ель", "\0", "№ 2"]
    assert sort_keys(apart) == [sort_key(text) for text in apart]
    words = [f"кабинет {number}" for number in range(20_000)]
    assert sort_keys(words) == [sort_key(text) for text in words]
