"""Answers of schools in the words of a chat: right or doubted, never guessed in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cluster_desk.core.parsed_replies import ParsedReply
from cluster_desk.exchange.parsers.chat_answers import read_chat
from cluster_desk.rules.matching import MatchedOrganization, OrganizationMatcher

NAMES = (
    ("МКОУ средняя общеобразовательная школа с. Луговое Заречного района", "МКОУ СОШ с. Луговое"),
    ("МКОУ основная общеобразовательная школа с. Боровка Заречного района", "МКОУ ООШ с. Боровка"),
    ("МКОУ средняя общеобразовательная школа пгт Лесной Заречного района", "МКОУ СОШ пгт Лесной"),
    ("МКОУ начальная общеобразовательная школа д. Ольховка Заречного района", "МКОУ НОШ д. Ольховка"),
    ("МКДОУ детский сад «Колосок» с. Луговое", "МКДОУ детский сад «Колосок»"),
    ("МКОУ лицей пгт Заречный", "МКОУ лицей пгт Заречный"),
)
SCHOOLS = OrganizationMatcher([MatchedOrganization(names, names[1], row) for row, names in enumerate(NAMES, 1)])
CHATS: dict[str, list[str]] = {
    "Луговое: олимпиада 12 детей 2 педагога, слёт 5": [
        "МКОУ СОШ с. Луговое: Олимпиада pupils 12 teachers 2; Слёт others 5?"
    ],
    "Добрый день! ООШ с. Боровка. 12.10 конкурс чтецов 8 детей, 1 учитель. Семинар 3 педагога": [
        "МКОУ ООШ с. Боровка: Конкурс чтецов [12.10] pupils 8 teachers 1; Семинар teachers 3"
    ],
    "СОШ Лесной - 15 чел на слёте": ["МКОУ СОШ пгт Лесной: Слёт others 15"],
    "Боровка 12 детей на олимпиаде по математике": ["МКОУ ООШ с. Боровка: Олимпиада по математике pupils 12"],
    "[12.10.2026, 14:05] Мария Ивановна: Луговое олимпиада 12 детей": ["МКОУ СОШ с. Луговое: Олимпиада pupils 12"],
    "Мария Лугова, [12.10.2026 14:05]\nЛуговое: форум 30 детей и 4 педагога": [
        "МКОУ СОШ с. Луговое: Форум pupils 30 teachers 4"
    ],
    "Луговое: не участвовали": ["МКОУ СОШ с. Луговое: ничего"],
    "Ольховка - ничего": ["МКОУ НОШ д. Ольховка: ничего"],
    "Лесной: 5 ноября турслёт 10 детей 1 педагог; 7 ноября форум 4 педагога": [
        "МКОУ СОШ пгт Лесной: Турслёт [5 ноября] pupils 10 teachers 1; Форум [7 ноября] teachers 4"
    ],
    "Луговое олимпиада 12 детей 2 педагога слёт 5 детей": [
        "МКОУ СОШ с. Луговое: Олимпиада pupils 12 teachers 2; Слёт pupils 5"
    ],
    "Лицей: более 70 школьников на дне здоровья": ["МКОУ лицей пгт Заречный: Дне здоровья pupils более 70?"],
    "Боровка: конкурс рисунков 12/2": ["МКОУ ООШ с. Боровка: Конкурс рисунков others 12/2?"],
    "Здравствуйте, коллеги! Луговое: в октябре «Живая классика» 3 ученика": [
        "МКОУ СОШ с. Луговое: «Живая классика» [октябрь] pupils 3"
    ],
    "Боровка: нужны парты 5 шт, стулья": ["МКОУ ООШ с. Боровка: needs: нужны парты 5 шт; needs: стулья"],
    "Лесной: доля педагогов с курсами 87%": ["МКОУ СОШ пгт Лесной: indicators: 87%"],
    "Луговое, тел. 8 (83300) 2-11-12": ["МКОУ СОШ с. Луговое?: contacts: 8 (83300) 2-11-12"],
    "15 человек участвовали в слёте (Боровка)": ["МКОУ ООШ с. Боровка: Слёт others 15"],
    "олимпиада 12 детей": ["—?: Олимпиада pupils 12"],
    "школа Луговская: слёт 5": ["—: Слёт others 5?"],
    "Луговое\nолимпиада 12 детей\nслёт 5 детей, 1 педагог": [
        "МКОУ СОШ с. Луговое: Олимпиада pupils 12; Слёт pupils 5 teachers 1"
    ],
    "Луговое: олимпиада - 12 (из них 3 призёра), слёт": ["МКОУ СОШ с. Луговое: Олимпиада others 12?; Слёт?"],
    "Боровка: 1) олимпиада - 5 детей 2) слёт - 3 ребёнка": ["МКОУ ООШ с. Боровка: Олимпиада pupils 5; Слёт pupils 3"],
    "Лесной: семинар для педагогов — двое": ["МКОУ СОШ пгт Лесной: Семинар для педагогов others двое?"],
    "Луговое: конкурс «Вместе, дружно» 4 команды, 20 детей": [
        "МКОУ СОШ с. Луговое: Конкурс «Вместе, дружно» 4 команды pupils 20"
    ],
    "Ольховка спасибо, участвовали всей школой": ["МКОУ НОШ д. Ольховка: Всей школой?"],
    "Луговое: 12.10-14.10 сборы 9 ребят": ["МКОУ СОШ с. Луговое: Сборы [12.10-14.10] pupils 9"],
    "Боровка: олимпиада ~ 10 детей": ["МКОУ ООШ с. Боровка: Олимпиада pupils ~ 10"],
    "Боровка: муниципальная олимпиада по биологии: 3 учащихся, 1 учитель": [
        "МКОУ ООШ с. Боровка: Муниципальная олимпиада по биологии pupils 3 teachers 1"
    ],
    "Лесной: участие в акции «Чистый берег» 25 чел., экскурсия в музей 14 детей + 2 сопровождающих": [
        "МКОУ СОШ пгт Лесной: Акция «Чистый берег» others 25; Экскурсия в музей pupils 14?"
    ],
    "Боровка и Луговое: слёт по 5 детей": ["МКОУ ООШ с. Боровка?: Луговое: слёт pupils 5"],
    "Луговое - дети 12, педагоги 2 (олимпиада)": ["МКОУ СОШ с. Луговое?: Олимпиада teachers 2"],
    "МКОУ СОШ с. Луговое\n12 октября — олимпиада (школьный этап), 45 обучающихся\nс 5 по 7 ноября слёт: 6 детей, 2 учителя": [  # noqa: E501
        "МКОУ СОШ с. Луговое: Олимпиада (школьный этап) [12 октября] pupils 45; Слёт [с 5 по 7 ноября] pupils 6 teachers 2"  # noqa: E501
    ],
    "Луговое: 12 детей": ["МКОУ СОШ с. Луговое?: "],
    "лесной 5 нояб субботник 40 человек": ["МКОУ СОШ пгт Лесной: Субботник [5 нояб] others 40"],
    "Боровка: олимпиада 12 детей.\nЛесной: олимпиада 9 детей.": [
        "МКОУ ООШ с. Боровка: Олимпиада pupils 12",
        "МКОУ СОШ пгт Лесной: Олимпиада pupils 9",
    ],
}


def told(text: str) -> Iterator[str]:
    """What was read, a line a school: «школа: название [дата] участники; …», "?" where something is doubted."""
    for document in read_chat(text, SCHOOLS.find_typed, "чат"):
        yield line_of(document.replies[0])


def line_of(reply: ParsedReply) -> str:
    words = []
    for event in reply.events:
        counts = " ".join(f"{one.record.kind.value} {one.record.count_words}" for one in event.parts)
        day = f"[{event.record.day_words}] " if event.record.day_words else ""
        words.append(f"{event.record.name} {day}{counts}".strip() + ("?" if event.doubts else ""))
    words += [f"{one.block}: {one.words}" for one in reply.answers]
    words += ["ничего"] if reply.is_nothing else []
    school = SCHOOLS.find_typed(reply.school[0]).sure if reply.school else None
    return f"{school.title if school else '—'}{'?' if reply.doubts else ''}: " + "; ".join(words)


@pytest.mark.parametrize("text", CHATS, ids=lambda text: text[:40])
def test_it_is_read_right_or_doubted(text: str) -> None:
    assert list(told(text)) == CHATS[text]


def test_there_are_thirty() -> None:
    assert len(CHATS) >= 30


def test_what_tells_nothing_is_named_as_left() -> None:
    [document] = read_chat("Добрый день!\nСрочно!\nЛуговое: слёт 5 детей", SCHOOLS.find_typed, "чат")
    assert [one.words for one in document.left_alone] == ["Добрый день!", "Срочно!"]


def test_words_that_answer_nothing_are_no_answer() -> None:
    assert read_chat("Коллеги, когда сдавать отчёт?", SCHOOLS.find_typed, "чат") == []
