"""The words of the form that schools fill in: whoever writes it and whoever reads it back take them from here.

Papers and forms are Russian always.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import MONTHS, show_day
from cluster_desk.core.russian.text import fold

CODE = regex(r"К\s?Д\s?[-–—]\s?(\d{6})|K\s?D\s?[-–—]\s?(\d{6})", re.IGNORECASE)
CHOOSE = "Выберите школу"
"""How the first cell begins while nobody has chosen."""
POINTER = "← нажмите на эту ячейку и выберите свою школу"
FILLED_BY = "Заполняет заместитель директора."
HELP = (
    "Пишите прямо в белые клетки: одна строка — одно дело. Дату — как удобно: «12.10», «5–7 ноября», «октябрь».",
    (
        "Числа — цифрами; если точно не известно, словами: «более 70». Чего не было — оставьте пустым. "
        "Фамилии детей не нужны."
    ),
)
LISTED = "Школы кластера (для списка в первой ячейке)"
ROWS_OF_EVENTS, ROWS_OF_PROPOSALS, ROWS_OF_NEEDS = 20, 8, 5


class Block(StrEnum):
    """The parts of the form, in their order."""

    EVENTS = "events"
    PROPOSALS = "proposals"
    INDICATORS = "indicators"
    CONTACTS = "contacts"
    NEEDS = "needs"
    QUESTIONS = "questions"


KIND_HEADERS = {
    TakingPart.PUPILS: "Обучающихся",
    TakingPart.TEACHERS: "Педагогов",
    TakingPart.PARENTS: "Родителей",
    TakingPart.PRESCHOOLERS: "Дошкольников",
    TakingPart.OTHERS: "Других участников",
}
WINNERS = "Победители: Ф.И.О., класс, место"
LEVELS = ("школьный", "муниципальный", "окружной", "областной", "межрегиональный", "всероссийский", "международный")
CONTACTS = {
    "head": "Директор (Ф.И.О.)",
    "phone": "Телефон школы",
    "email": "Электронная почта",
    "site": "Сайт",
    "address": "Адрес",
    "learners": "Сколько обучающихся",
    "staff": "Кто отвечает за работу в кластере (Ф.И.О.)",
    "staff_position": "Должность отвечающего",
    "staff_phone": "Телефон отвечающего",
    "staff_email": "Почта отвечающего",
}
"""What is asked of a school itself: the first six are its own fields, the others are of a person there."""


@dataclass(frozen=True)
class FormTable:
    """A part of the form: heading, headers with the columns (from 1) that each covers, words that stand in its rows.

    `rows` are rows already filled in, cell by cell under the headers; `blank` is how many empty ones follow. `numbers`
    and `levels` are places of headers.
    """

    block: Block
    title: str
    headers: Sequence[tuple[str, int, int]]
    rows: Sequence[Sequence[str]] = ()
    blank: int = 0
    numbers: Sequence[int] = ()
    levels: int = -1


@dataclass(frozen=True)
class SchoolForm:
    """The form as it is to be written: one sheet. `school` is chosen already in a personal one."""

    title: str
    lines: Sequence[str]
    schools: Sequence[str]
    tables: Sequence[FormTable] = field(default_factory=list)
    school: str = ""
    names: str = ""


def period_words(first: dt.date, last: dt.date) -> str:
    """«за IV квартал 2026 года», «за октябрь 2026 года», else by both days."""
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1 and first.year == last.year
    months = last.month - first.month + 1
    if whole and months == 1:
        return f"за {MONTHS[first.month - 1]} {first.year} года"
    if whole and months == 3 and first.month % 3 == 1:
        return f"за {('I', 'II', 'III', 'IV')[first.month // 3]} квартал {first.year} года"
    if whole and months == 12:
        return f"за {first.year} год"
    return f"с {show_day(first)} по {show_day(last)}"


def lines_of(collection: Collection) -> list[str]:
    """The lines under the title: the code, who fills it in, by when, help."""
    due = f" Верните файл до {show_day(collection.due)}." if collection.due else ""
    help_lines = HELP if not collection.winners else (HELP[0], HELP[1].replace(" Фамилии детей не нужны.", ""))
    return [f"{title_of(collection)} · форма {collection.code}", FILLED_BY + due, *help_lines]


def title_of(collection: Collection) -> str:
    """What is collected, with its period."""
    if collection.first_day is None or collection.last_day is None:
        return collection.name
    return f"{collection.name}, {period_words(collection.first_day, collection.last_day)}"


def is_of_the_form(words: str) -> bool:
    """Whether these are words that every form has: they are nobody's answer."""
    folded = fold(words)
    known = (POINTER, FILLED_BY, LISTED, *HELP)
    return any(folded.startswith(fold(one)[:40]) for one in known) or bool(CODE.search(words))


def code_in(words: str) -> str:
    """The code of a form that stands in these words; "" for none."""
    match = CODE.search(words)
    return f"КД-{match[1] or match[2]}" if match else ""
