"""Schools' names in the ways that offices write them; every school is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_desk.core.records.members import OrganizationKind as Kind
from cluster_desk.core.russian.organizations import Likeness, guess_kind, likeness, parse_organization, short_name

FULL = (
    "Муниципальное казённое общеобразовательное учреждение средняя общеобразовательная школа "
    "с. Савинка Заречного района Северной области"
)
SAME = [
    ("МКОУ СОШ с. Савинка Заречного района", "МКОУ СОШ с.Савинка"),
    ("МКОУ СОШ с. Савинка", "МКОУ  СОШ  с. Савинки Заречного района"),
    ("МКОУ СОШ с. Савинка", FULL),
    ("МКОУ СОШ с. Старый Берег", "МКОУ СОШ с. Старого Берега"),
    ("МКОУ СОШ № 2 г. Заречного", "МКОУ СОШ №2 г. Заречный"),
    ("МКДОУ детский сад № 4 «Сказка» г. Заречного", 'МКДОУ д/с №4 "Сказка" г. Заречный'),
    ("МКОУ СОШ им. генерал-лейтенанта В.Г. Громова с. Калиновка", "МКОУ СОШ с. Калиновка"),
    ("МОКУ СОШ пгт Луговое", "МКОУ СОШ пгт Луговое"),
    ("МКУ ДО ДДТ г. Заречного", "МКУ ДО Дом детского творчества г. Заречный"),
    ("МКОУ ООШ д.Ольховка", "МКОУ ООШ д. Ольховка"),
]  # fmt: skip
PERHAPS = [
    ("МКОУ СОШ с. Савинка Заречного района", "школа с. Савинка"),
    ("МКОУ СОШ № 1 пгт Заречный", "СОШ пгт Заречный"),
    ("МКДОУ детский сад «Родничок»", "детский сад «Родничок» с. Луговое"),
    ("Управление образования района", "РУО Заречного района"),
    ("ООШ с. Ключи", "МКОУ Фабричная ООШ с. Ключи"),
]
OTHER = [
    ("МКОУ СОШ с. Савинка", "МКОУ СОШ с. Луговое"),
    ("МКОУ СОШ с. Савинка", "МКОУ ООШ с. Савинка"),
    ("МКОУ СОШ № 1 г. Заречный", "МКОУ СОШ № 2 г. Заречный"),
    ("МКДОУ детский сад № 1 «Светлячок»", "МКДОУ детский сад № 2 «Полянка»"),
    ("МКУ ДО ДЮСШ г. Заречный", "МКУ ДО ДДТ г. Заречный"),
    ("МБОУ ДО ДШИ г. Заречный", "МКУ ДО ДДТ г. Заречный"),
    ("МКОУ СОШ № 2 г. Заречный", "КОГОАУ СШ г. Заречный"),
    ("МКОУ СОШ с. Луговое", "МКДОУ детский сад с. Луговое"),
    ("Заречный аграрный техникум", "МКОУ СОШ пгт Заречный"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_school_in_two_spellings(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one) is Likeness.SAME


@pytest.mark.parametrize(("one", "other"), PERHAPS)
def test_what_must_be_asked(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one) is Likeness.PERHAPS


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_different_schools(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one) is Likeness.OTHER


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("МКОУ лицей пгт Заречный", Kind.LYCEUM),
        ("КОГ ОБУ «Лицей г. Заречного»", Kind.LYCEUM),
        ("МКОУ СОШ с. Савинка", Kind.SECONDARY),
        ("Северное областное государственное общеобразовательное бюджетное учреждение «Средняя школа пгт Заречный»",
         Kind.SECONDARY),
        ("МКОУ ООШ с. Ключи", Kind.BASIC),
        ("МКОУ НОШ д. Ольховка", Kind.PRIMARY),
        ("ГБОУ школа-интернат с. Озёрное", Kind.BOARDING),
        ("МКДОУ детский сад «Родничок»", Kind.KINDERGARTEN),
        ("МБУ ДО спортивная школа «Старт»", Kind.EXTRA),
        ("МКУ ДО ДЮСШ г. Заречного", Kind.EXTRA),
        ("МКОУ ДО Дом детского творчества", Kind.EXTRA),
        ("СОГПОБУ «ЗМТ» г. Заречного", Kind.COLLEGE),
        ("Заречный аграрный техникум", Kind.COLLEGE),
        ("Управление образования администрации Заречного района", Kind.DEPARTMENT),
        ("школа с. Савинка", Kind.SECONDARY),
        ("Библиотека", Kind.OTHER),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_name(name: str, kind: Kind) -> None:
    assert guess_kind(name) is kind


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Муниципальное казенное общеобразовательное учреждение средняя общеобразовательная школа п. Сосновый",
         "МКОУ СОШ п. Сосновый"),
        ("Муниципальное казённое дошкольное образовательное учреждение детский сад «Родничок» Заречного района",
         "МКДОУ детский сад «Родничок»"),
        (FULL, "МКОУ СОШ с. Савинка"),
        ("Северное областное государственное общеобразовательное бюджетное учреждение «Средняя школа пгт Заречный",
         "СОГОБУ «Средняя школа пгт Заречный»"),
        ("МКОУ СОШ с. Савинка Заречного района", "МКОУ СОШ с. Савинка Заречного района"),
    ],
)  # fmt: skip
def test_a_full_name_is_shortened_as_offices_do(full: str, short: str) -> None:
    assert short_name(full) == short


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_are_compared_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, one) is Likeness.SAME
    assert likeness(one, other) is likeness(other, one)
    assert parse_organization(one).folded == parse_organization(one).folded
    guess_kind(one)
