"""Whom words mean: spellings that are sure, those that are asked about, and those that name nobody. Names invented."""

from __future__ import annotations

import pytest

from cluster_desk.core.records.members import Organization, OrganizationSpelling, Person
from cluster_desk.core.russian.text import cyrillic, fold, perhaps_cyrillic
from cluster_desk.desk import Desk
from cluster_desk.rules.matching import MatchedOrganization, MatchedPerson, Matching, OrganizationMatcher, PersonMatcher

PEOPLE = ("Иванова Ирина Ивановна", "Тихонов Пётр Львович", "Тихонов П. М.", "Берг Инна", "Римская-Лугова О. А.")
BODIES = (
    ("МКОУ СОШ с. Луговое Заречного района", "МКОУ СОШ с. Луговое"),
    ("Детский сад «Родничок» с. Луговое", "Детский сад «Родничок»"),
    ("Управление образования Заречного района", "Управление образования"),
)


def _people() -> PersonMatcher[MatchedPerson]:
    return PersonMatcher([MatchedPerson(name, id=row) for row, name in enumerate(PEOPLE, 1)])


def _bodies() -> OrganizationMatcher[MatchedOrganization]:
    return OrganizationMatcher([MatchedOrganization(names, names[1], row) for row, names in enumerate(BODIES, 1)])


@pytest.mark.parametrize(
    ("words", "sure", "perhaps"),
    [
        ("Иванова Ирина Ивановна", 1, []),
        ("ИВАНОВА И.И", 1, []),
        ("И. И. Иванова", 1, []),
        ("Ивaновa И. И.", 1, []),  # Latin letters inside
        ("Тихонов Петр Львович", 2, []),
        ("Тихонов П.", None, [2, 3]),
        ("Тихонов", None, [2, 3]),
        ("Тихонов П.Л.", 2, []),
        ("Римская - Лугова О.А.", 5, []),
        ("Берг И.", None, [4]),
        ("Берг Инна", 4, []),
        ("Инна Берг", 4, []),
        ("И. Берг", None, [4]),
        ("Пётр Тихонов", None, [2, 3]),
        ("Пётр Л. Тихонов", 2, []),
        ("Тихонов Пётр Л.", 2, []),
        ("С. Луговое", None, []),
        ("Иванова П.П.", None, []),
        ("директор школы", None, []),
        ("", None, []),
    ],
)
def test_people_are_known_by_the_ways_they_are_written(words: str, sure: int | None, perhaps: list[int]) -> None:
    result = _people().find(words)
    assert (result.sure.id if result.sure else None, [one.id for one in result.perhaps]) == (sure, perhaps)


@pytest.mark.parametrize(
    ("words", "sure", "perhaps"),
    [
        ("МКОУ СОШ с.Луговое", 1, []),
        ("МКОУ средняя общеобразовательная школа с. Луговое", 1, []),
        ("MКOУ CОШ c. Луговoе", 1, []),  # Latin letters inside
        ("школа с. Луговое", None, [1]),
        ("«Родничок»", 2, []),
        ("Родничок", 2, []),
        ("РУО", 3, []),
        ("лицей", None, []),
        ("", None, []),
    ],
)
def test_organizations_are_known_by_the_ways_they_are_written(words: str, sure: int | None, perhaps: list[int]) -> None:
    result = _bodies().find(words)
    assert (result.sure.id if result.sure else None, [one.id for one in result.perhaps]) == (sure, perhaps)


def test_somebody_added_is_meant_by_words_that_were_asked_before() -> None:
    people = _people()
    assert people.find("Громов П. А.").sure is None
    people.add(MatchedPerson("Громов П. А.", id=9))
    assert getattr(people.find("Громов П. А.").sure, "id", None) == 9


def test_latin_letters_are_mended_inside_cyrillic_words_only() -> None:
    typed, meant = (
        "Cрок c 1 мая, IТ-отдел, II четверть, класс 5A, X. XX",
        "Срок с 1 мая, IТ-отдел, II четверть, класс 5A, X. XX",
    )
    assert cyrillic(typed) == meant
    assert perhaps_cyrillic("POMA XX OPEX II Wi-Fi") == "РОМА XX ОРЕХ II Wi-Fi"
    assert fold("Cрок  Ёлка") == "срок елка"


def test_links_follow_the_file_and_what_is_stored_with_them(desk: Desk) -> None:
    desk.change(
        "Added",
        Person(id=1, name="Иванова Ирина Ивановна"),
        Organization(id=1, full_name=BODIES[0][0], short_name=BODIES[0][1]),
        OrganizationSpelling(organization_id=1, spelling="Луговская школа"),
    )
    known = Matching(desk.read, [Person(id=1, name="Лунина Ирина Ивановна"), Person(id=9, name="Громов П. А.")])
    assert known.person("Иванова И.И.") is None
    assert known.person("директор школы Лунина И.И.") == 1
    assert known.person("Громов П.А.") == 9
    assert known.person("Лунина И. И., Громов П. А.") is None
    assert known.organization("Луговская школа") == 1
    assert known.organization("школа с. Луговое") is None
    assert known.organization("школа с. Луговое", before=1) == 1
