"""A person's name taken out of any text."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from cluster_desk.core.privacy.name_eraser import Eraser
from cluster_desk.core.privacy.patterns import name_patterns
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import decline_person


def eraser(name: str, *others: str) -> Eraser:
    return Eraser(name_patterns(name), [one for other in others for one in name_patterns(other)], "—")


ONLY = eraser("Дёмина Полина Андреевна")
AMONG_NAMESAKES = eraser("Дёмина Полина Андреевна", "Дёмина Ксения Олеговна")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Дёмина П.А., директор", "—, директор"),
        ("П. А. Дёмина; Носов К. Е.", "—; Носов К. Е."),
        ("П.А.Дёмина", "—"),
        ("Дёмина\u00a0П.\u202fА.", "—"),
        ("Директору Дёминой Полине Андреевне", "Директору —"),
        ("поручить Деминой П.А.", "поручить —"),
        ("доклад Дёминою сделан", "доклад — сделан"),
        ("Дёмина сказала", "— сказала"),
        ("семинар, Дёмина П.,А", "семинар, —"),
        ("Дёмина ПА", "—"),
        ("Дёмина П", "—"),
        ("СЛУШАЛИ: ДЁМИНУ П. А.", "СЛУШАЛИ: —"),
        ("ДЁМИНА ПОЛИНА АНДРЕЕВНА", "—"),
        ("дёмина п.а. была", "— была"),
        ("Дёмина\nПолина Андреевна", "—"),
        ("Секретарь-Дёмина, (Дёмина), «Дёмина»", "Секретарь-—, (—), «—»"),
        ("Дёмина МКОУ СОШ", "— МКОУ СОШ"),
        ("Полина Андреевна сообщила", "— сообщила"),
        ("Директору Полине Андреевне", "Директору —"),
        ("Носов К. Е. Дёмина П. А. Лугов И. И.", "Носов К. Е. — Лугов И. И."),
        ("К. Е. Носов П. А. Дёмина", "К. Е. Носов —"),
        ("Дё\u00adми\u200bна П. А.", "—"),
        ("Дëмина П. A.", "—"),  # ë and A are Latin
        (unicodedata.normalize("NFD", "Дёмина Полина"), "—"),
    ],
)
def test_the_name_goes_in_every_case_and_form(text: str, left: str) -> None:
    assert ONLY.clean(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Дёмина К. Е. и Дёминский район",
        "Дёмина Ольга, 7 класс",
        "Ольга Дёмина",
        "дали слово Ольге Дёминой",
        "Дёмина Полина Сергеевна",
        "Полина Сергеевна Дёмина",
        "Лугова Полина Андреевна",
        "Полина Андреевна Лугова",
        "Дёмин П. А.",
        "Дёмина-Лугова П. А., Лугова-Дёмина П. А.",
        "Дёмина А. Носов",
        "Носов К. Е.",
    ],
)
def test_somebody_else_stays(text: str) -> None:
    assert ONLY.clean(text, doubtful=True) == text or "Дёмина А. Носов" in text
    assert ONLY.clean(text) == text


@pytest.mark.parametrize(
    "text", ["с. Дёмина", "улица Дёминой", "школа имени П. А. Дёминой", "Дёмина Аэлита", "памяти Дёминой"]
)
def test_what_may_be_another_stays_unless_doubtful_places_go_too(text: str) -> None:
    assert ONLY.clean(text) == text
    assert "Дёмин" not in ONLY.clean(text, doubtful=True)


def test_a_bare_surname_stays_where_it_may_be_somebody_elses() -> None:
    assert AMONG_NAMESAKES.clean("Дёмина сказала, Дёмина П. А. ответила") == "Дёмина сказала, — ответила"
    assert AMONG_NAMESAKES.clean("Дёмина сказала", doubtful=True) == "— сказала"
    assert AMONG_NAMESAKES.clean("Дёмина сказала", own=True) == "— сказала"


def test_initials_that_two_people_share_are_doubtful() -> None:
    either = eraser("Дёмина Полина Андреевна", "Дёмина Пелагея Антоновна")
    assert either.clean("Дёмина П. А.") == "Дёмина П. А."
    assert either.clean("Дёмина П. А.", own=True) == "—"
    assert either.clean("Дёмина Полина") == "—"


def test_forms_that_a_man_and_a_woman_share_are_doubtful() -> None:
    of_two = eraser("Тихонов Андрей Викторович", "Тихонова Анна Петровна")
    assert of_two.clean("Тихонову поручить; с Тихоновым") == "Тихонову поручить; с —"
    assert of_two.clean("Тихонову А. В. поручить; Тихонову А. П. поручить") == "— поручить; Тихонову А. П. поручить"


def test_another_with_the_surname_in_a_text_is_noticed() -> None:
    assert ONLY.names_another("Дёмина Ольга, 7 класс")
    assert ONLY.names_another("О. В. Дёминой")
    assert not ONLY.names_another("Дёмина П. А. и Дёмина сказала")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Лес Роман Ильич", "Лесное, лес, с. Лес, Лесу дали слово", "Лесное, лес, с. Лес, Лесу дали слово"),
        ("Лес Роман Ильич", "Лесу Р. И. дали слово", "— дали слово"),
        ("Мороз Анна Сергеевна", "Конкурс «Мороз и солнце»", "Конкурс «Мороз и солнце»"),
        ("Роман Анна Сергеевна", "Роман Петров читал роман", "Роман Петров читал роман"),
        ("Роман Анна Сергеевна", "Роман А. С. читала роман", "— читала роман"),
        ("Соловей Иван Петрович", "Соловью И. П. и Соловея И. П.", "— и —"),
        ("Римская-Лугова Анна Петровна", "Римской - Луговой А. П., Лугова А. П.", "—, —"),
        ("Римская-Лугова Анна Петровна", "Луговой дали слово", "Луговой дали слово"),
        ("Петрова (Сидорова) Анна Ивановна", "Петрова А. И., ранее Сидорова А. И.", "—, ранее —"),
        ("Ольга Петровна", "Ольга Лугова, Ольга Петровна", "Ольга Лугова, —"),
        ("Полина Дёмина", "Дёмина Полина, Дёмина П.", "—, —"),
        ("дёмина полина андреевна", "Дёминой П. А.", "—"),
        ("Дёмина П.А., директор", "Дёмина П. А.", "—"),
        ("Ким Чен Ир", "Киму Ч. И. и Ким Чен Ир", "— и —"),
        ("О'Коннор Шон", "О’Коннор Шон и О'Коннора Ш.", "— и —"),
        ("Smith John", "Smith John, smith", "—, smith"),
        ("де ла Крус Хуан", "де ла Крус Хуан", "—"),
        ("Мюллер Ханс", "Мюллеру Хансу, Мюллер Эрих", "—, Мюллер Эрих"),
        ("Алиев Руслан Ахмед оглы", "Алиеву Руслану Ахмед оглы", "—"),
    ],
)
def test_names_of_every_kind(name: str, text: str, left: str) -> None:
    assert eraser(name).clean(text) == left


def test_a_word_is_a_name_where_people_are_named() -> None:
    assert eraser("Мороз Анна Сергеевна").clean("Мороз, завуч", personal=True) == "—, завуч"


def test_a_surname_alone_does_not_take_those_whose_first_name_is_told() -> None:
    assert eraser("Дёмина").clean("Дёмина К. Е., Дёмина") == "Дёмина К. Е., —"


def test_a_form_that_the_office_has_told_is_found() -> None:
    result = Eraser(name_patterns("Лобок Иван Петрович", ["Лобкаю Ивану Петровичу"]), [], "—")
    assert result.clean("Лобкаю И. П.") == "—"


def test_what_shows_only_when_something_else_is_gone_goes_too() -> None:
    further = [(re.compile(r"800000\) 2-00-17"), True), (re.compile(r"\w+@\w+(?!\w|\))"), False)]
    one = Eraser((), (), "—", further)
    assert one.clean("demina@00em800000) 2-00-17", doubtful=True) == "——"


STEMS = "Луг Берёз Ромашк Тополев Дём Гусляр Полев Озёрн Вьюж Жаворонк Щегл Кувшинк"
SURNAMES = some.sampled_from(
    [f"{stem}{end}" for stem in STEMS.split() for end in ("ова", "ина", "ская", "ова-Полевая")]
)
FIRST = some.sampled_from("Анна Вера Галина Дарья Елена Зоя Инна Ксения Лариса Мария Ольга Полина Фаина Юлия".split())
MIDDLE = some.sampled_from("Андреевна Борисовна Ильинична Кузьминична Львовна Никитична Олеговна Фёдоровна".split())
NAMES = some.builds(lambda *parts: " ".join(parts), SURNAMES, FIRST, MIDDLE)
SPACES = some.sampled_from(["", " ", "\u00a0", "\u2009", "  "])


@some.composite
def written_ways(draw: some.DrawFn, name: str) -> str:
    """A way in which an office writes a name."""
    surname, first, middle = decline_person(name, draw(some.sampled_from(Case)))[0].split()
    gap, inner = draw(SPACES), draw(SPACES)
    initials = draw(some.sampled_from([f"{first[0]}.{inner}{middle[0]}.", f"{first[0]}.{inner}{middle[0]}"]))
    way = draw(
        some.sampled_from(
            [
                f"{surname}{gap or ' '}{initials}",
                f"{first[0]}.{inner}{middle[0]}.{gap}{surname}",
                f"{surname}{gap or ' '}{first}{inner or ' '}{middle}",
                f"{first}{gap or ' '}{middle}{inner or ' '}{surname}",
                f"{surname}{gap or ' '}{first}",
                f"{first}{gap or ' '}{surname}",
                f"{surname}",
                f"{first}{gap or ' '}{middle}",
                surname.replace("-", draw(some.sampled_from([" - ", "‑", "- "]))) + f" {initials}",
            ]
        )
    )
    kinds = [way, way.replace("ё", "е"), unicodedata.normalize("NFD", way)]
    return draw(some.sampled_from([*kinds, way.upper()] if "." not in way else kinds))


BEFORE = some.sampled_from(["", "слово предоставили ", "Директор школы ", "Выступила:\n", "семинар, ", "(", "«", "и "])
AFTER = some.sampled_from(
    ["", ", директор школы", " сообщила о работе", "\nРешили:", ")", "; Носов К. Е.", ": о плане"]
)


@given(NAMES, some.data(), BEFORE, AFTER)
def test_nothing_of_a_name_is_left_and_nothing_else_goes(
    name: str, data: some.DataObject, before: str, after: str
) -> None:
    result = data.draw(written_ways(name))
    assert eraser(name).clean(f"{before}{result}{after}") == f"{before}—{after}"


@given(NAMES, FIRST, MIDDLE, some.data(), BEFORE, AFTER)
def test_a_namesake_with_another_first_name_stays(
    name: str, first: str, middle: str, data: some.DataObject, before: str, after: str
) -> None:
    surname, own, _own_middle = name.split()
    assume(first[0] != own[0])
    result = data.draw(written_ways(f"{surname} {first} {middle}"))
    assume(result.upper() != result)
    bare = re.sub(r"[\s-]", "", unicodedata.normalize("NFC", result)).replace("ё", "е")
    assume(len(bare) > len(surname.replace("-", "")) + 2)
    text = f"{before}{result}{after}"
    assert eraser(name, f"{surname} {first} {middle}").clean(text) == text


@given(NAMES, some.text("АБДеёимнопртуя.,- \n«»(П", max_size=60))
def test_any_text_is_cleaned_once_and_for_all(name: str, text: str) -> None:
    one = eraser(name)
    spots = one.spots(text)
    assert all(left.end <= right.start for left, right in pairwise(spots))
    clean = one.clean(text, doubtful=True)
    assert one.clean(clean, doubtful=True) == clean


JOINED = eraser("Журавлёва Снежана Эдуардовна")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Журавлёва_грамота.pdf", "—_грамота.pdf"),
        ("Журавлёва1.jpg", "—1.jpg"),
        ("ЖуравлёваСнежана.jpg", "—.jpg"),
        ("Журавлёва_Снежана.jpg", "—.jpg"),
        ("СнежанаЖуравлёва.jpg", "—.jpg"),
        ("ЖуравлёваС.Э.", "—"),
        ("доклад Журавлёвою прочитан", "доклад — прочитан"),
        ("доклад Журав-\nлёвой прочитан", "доклад — прочитан"),
    ],
)
def test_the_name_goes_from_names_of_files_and_words_divided_by_hand(text: str, left: str) -> None:
    assert JOINED.clean(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("семья Журавлёвых", "семья —"),
        ("спасибо Журавлёвым", "спасибо —"),
        ("Журавлёва-Пташкина Снежана Эдуардовна", "—"),
        ("журавлева@школа.рф", "—@школа.рф"),
    ],
)
def test_where_it_may_be_the_person_the_place_is_doubtful(text: str, left: str) -> None:
    assert JOINED.clean(text) == text
    assert JOINED.clean(text, doubtful=True) == left


@pytest.mark.parametrize(
    "text",
    [
        "ЖуравлёваМария.jpg",
        "Журавлёва_Мария.jpg",
        "МарияЖуравлёва.jpg",
        "ЖуравлёваМ.П.",
        "Журавлёва-Пташкина Мария Петровна",
        "Журавлёва-Пташкина Снежана Игоревна",
        "Журавлёвазавод",
        "журавлева роща",
    ],
)
def test_namesakes_in_names_of_files_and_double_surnames_stay(text: str) -> None:
    assert JOINED.clean(text, doubtful=True) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Д ё м и н а", "—"),
        ("Д Ё М И Н А  П. А.", "—  П. А."),
        ("директор  Д е м и н а", "директор  —"),
        ("Д.ё.м.и.н.у поздравили", "— поздравили"),
        ("Д-ё-м-и-н-о-й", "—"),
        ("Д_ё_м_и_н_а.pdf", "—.pdf"),
        ("Д\u00a0ё\u00a0м\u00a0и\u00a0н\u00a0а", "—"),
        ("П А Д ё м и н а", "П А —"),
        ("Д ё м и н а   д и р е к т о р", "—   д и р е к т о р"),
        ("Д ё м и\nн а", "—"),
    ],
)
def test_letters_that_stand_apart_are_doubtful(text: str, left: str) -> None:
    assert ONLY.clean(text) == text
    assert ONLY.clean(text, doubtful=True) == left
    assert ONLY.may_name(text)
    assert [spot.sure for spot in ONLY.spots(text)] == [False]


@pytest.mark.parametrize("text", ["П Л А Н", "П Р О Т О К О Л  № 3", "И. О. Ф. А. Б. В.", "а б в г д е", "Н о с о в"])
def test_other_words_whose_letters_stand_apart_stay(text: str) -> None:
    assert ONLY.clean(text, doubtful=True) == text
