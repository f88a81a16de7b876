"""Short names tell organizations and plans apart where there is little room."""

from __future__ import annotations

import pytest

from cluster_desk.core.russian.short_names import short_names, short_plan_name, without_legal_form


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("МКОУ СОШ № 1 пгт Заречный", "СОШ № 1"),
        ("МКОУ лицей пгт Заречный", "лицей пгт Заречный"),
        ("МКДОУ детский сад «Колосок»", "«Колосок»"),
        ("МБУ ДО Дом творчества «Радуга»", "«Радуга»"),
        ("КОГОБУ СШ с УИОП пгт Лесной", "СШ с УИОП пгт Лесной"),
        ("Управление образования района", "Управление образования района"),
    ],
)
def test_an_organization_is_told_by_its_number_or_its_own_name(name: str, short: str) -> None:
    assert short_names([name, "МКОУ ООШ с. Ключи"])[name] == short


def test_what_would_be_the_same_stays_longer() -> None:
    names = ["МКОУ СОШ № 1 пгт Заречный", "МКОУ СОШ № 1 г. Дальний", "МКДОУ д/с «Луч»", "МБУ ДО клуб «Луч»"]
    assert list(short_names(names).values()) == [
        "СОШ № 1 пгт Заречный",
        "СОШ № 1 г. Дальний",
        "д/с «Луч»",
        "клуб «Луч»",
    ]
    twice = ["МКОУ СОШ с. Луговое", "КОГОБУ СОШ с. Луговое"]
    assert list(short_names(twice).values()) == twice


def test_a_plan_is_told_by_its_year() -> None:
    assert short_plan_name("Календарный план Заречного кластера на 2026 год") == "План на\u00a02026"
    assert short_plan_name("План работы совета на 2026/2027 учебный год") == "План на\u00a02026/2027"
    assert short_plan_name("Дорожная карта") == "Дорожная карта"
    assert without_legal_form("МКОУ") == "МКОУ"
