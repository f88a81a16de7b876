"""A person's phone and address as texts hold them; first names told from other words."""

from __future__ import annotations

import pytest

from cluster_desk.core.privacy.patterns import contact_pattern, emails_in, latin_pattern, numbers_in
from cluster_desk.core.russian.names import is_first_name, is_patronymic

OWN = contact_pattern(numbers_in("8 (00000) 2-00-17, +7 000 111-22-33"), emails_in("P.Demina@school.example"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("тел. 8(00000)20017", "тел. —"),
        ("+7 (000) 111 22 33, доб. 5", "—, доб. 5"),
        ("0001112233", "—"),
        ("писать p.demina@SCHOOL.example.", "писать —."),
        ("80001112234", "80001112234"),
        ("2-00-17", "2-00-17"),
        ("xp.demina@school.example", "xp.demina@school.example"),
    ],
)
def test_a_contact_is_found_however_it_is_written(text: str, left: str) -> None:
    assert OWN
    assert OWN.sub("—", text) == left


def test_nothing_to_look_for_finds_nothing() -> None:
    assert contact_pattern([], []) is None
    assert numbers_in("каб. 12, 2026") == set()
    assert latin_pattern(["ли"]) is None


@pytest.mark.parametrize("address", ["demina.pa@a.example", "Dyomina@a.example", "p_demina1@a.example"])
def test_an_address_may_hold_the_surname_in_latin_letters(address: str) -> None:
    pattern = latin_pattern(["демина"])
    assert pattern
    assert pattern.fullmatch(address)
    assert not pattern.search("academy@a.example, school@demina.example")


@pytest.mark.parametrize("text", ["Dyomina P. A.", "vk.com/demina", "demina_2026.jpg", "Деmина demina"])
def test_a_word_may_be_the_surname_in_latin_letters(text: str) -> None:
    pattern = latin_pattern(["демина"])
    assert pattern
    assert pattern.search(text)
    assert not pattern.search("academy, deminaev, redemina, nomina")


@pytest.mark.parametrize("word", "Ольге Петра Львом Илье Марией Зое Юрием Артёму Любови".split())
def test_a_first_name_is_known_in_every_case(word: str) -> None:
    assert is_first_name(word)


@pytest.mark.parametrize("word", "Заречная Совет План Сегодня Директор Мороз Лес Они Школа".split())
def test_other_words_are_no_first_names(word: str) -> None:
    assert not is_first_name(word)


def test_patronymics_are_known_in_every_case() -> None:
    assert all(map(is_patronymic, "Андреевне Ильич Кузьмичом Никитична Львовне Яковлевич".split()))
    assert not any(map(is_patronymic, "Кирпич Москвич Орлова Весна".split()))
