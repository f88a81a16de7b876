"""Russian sentences with numbers: counts, verbs and cases that agree.

Numbers stand in figures, thousands parted; `reports.document.typography` ties them to their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import fold
from cluster_desk.reports.document.text import display


class Noun(NamedTuple):
    """A noun beside numbers: 1 педагог, 2 педагога, 5 педагогов; `gender` "n" or "f" where the verb needs it."""

    one: str
    few: str
    many: str
    gender: str = "m"


EVENT = Noun("мероприятие", "мероприятия", "мероприятий", "n")
ORGANIZATION = Noun("организация", "организации", "организаций", "f")
ITEM = Noun("пункт", "пункта", "пунктов")
PERSON = Noun("человек", "человека", "человек")
MEETING = Noun("заседание", "заседания", "заседаний", "n")
QUESTION = Noun("вопрос", "вопроса", "вопросов")
DECISION = Noun("решение", "решения", "решений", "n")
CHILD = Noun("обучающийся", "обучающихся", "обучающихся")
KINDS = {
    TakingPart.PUPILS: CHILD,
    TakingPart.TEACHERS: Noun("педагог", "педагога", "педагогов"),
    TakingPart.PARENTS: Noun("родитель", "родителя", "родителей"),
    TakingPart.PRESCHOOLERS: Noun("дошкольник", "дошкольника", "дошкольников"),
    TakingPart.OTHERS: Noun("участник", "участника", "участников"),
}
"""What people of each kind are called when counted."""
OTHERS = Noun(
    "участник другой или не указанной категории",
    "участника других или не указанных категорий",
    "участников других или не указанных категорий",
)
"""Beside other kinds."""


def figure(number: int) -> str:
    """«1 284», «0»."""
    return display(number) if number else "0"


def counted(number: int, noun: Noun) -> str:
    """«47 педагогов», «1 педагог», «22 мероприятия»."""
    return f"{figure(number)} {plural(number, noun.one, noun.few, noun.many)}"


def out_of(number: int, noun: Noun) -> str:
    """After «из»: «11 организаций», «21 организации», «1 организации»."""
    single = {"организация": "организации", "мероприятие": "мероприятия", "пункт": "пункта"}.get(noun.one, noun.few)
    return f"{figure(number)} {single if number % 10 == 1 and number % 100 != 11 else noun.many}"


def held(number: int) -> str:
    """«проведено 12 мероприятий», «проведено 1 мероприятие»."""
    return f"проведено {counted(number, EVENT)}"


def joined(words: Sequence[str]) -> str:
    """«а, б и в»."""
    return " и ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def people(counts: Sequence[tuple[TakingPart, int]]) -> str:
    """«512 обучающихся, 79 педагогов и 3 родителя»; kinds nobody came of are left out."""
    there = [(kind, number) for kind, number in counts if number]
    return joined(
        [
            counted(number, OTHERS if kind is TakingPart.OTHERS and len(there) > 1 else KINDS[kind])
            for kind, number in there
        ]
    )


def took_part(counts: Sequence[tuple[TakingPart, int]]) -> str:
    """«приняли участие 47 педагогов», «принял участие 1 обучающийся»; "" for nobody."""
    values = [(kind, number) for kind, number in counts if number]
    if not values:
        return ""
    alone = len(values) == 1 and values[0][1] % 10 == 1 and values[0][1] % 100 != 11
    return f"{'принял' if alone else 'приняли'} участие {people(values)}"


def as_typed(words: str, number: int | None, kind: TakingPart, unit: str) -> str:
    """A count as it was typed, with what was counted behind it: «более 70 обучающихся», «9 работ», «47 педагогов»."""
    said = words.strip()
    if unit:
        return said if fold(unit) in fold(said) else f"{said} {unit}"
    if said.isdecimal():
        return counted(int(said), KINDS[kind])
    if any(letter.isalpha() for letter in said.rpartition(" ")[2]):
        return said  # «более 70 школьников»: the noun is there
    return f"{said} {KINDS[kind].many}"


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    said = text.strip().rstrip(";,")
    return said if not said or said.endswith((".", "!", "?", "…", ":")) else f"{said}."
