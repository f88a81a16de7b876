"""Counts as offices write them: «более 70 школьников», «около 40», «27 родителей, 2 педагога», «9 работ».

The words stay as typed; the number understood, who was counted and in what unit stand beside them. Pure functions,
never raising: what is not understood has no number, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cluster_desk.core.records.events import Participation, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS
from cluster_desk.core.russian.text import tidy


class Count(NamedTuple):
    """A number found in a text: `words` as typed («более 70»), what it counts, where it stood.

    `counted` is the word after it as typed («первоклассников»), "" where there is none. `unit` is empty for people;
    `kind` says who they are, OTHERS where that is not said.
    """

    number: int
    words: str
    counted: str
    kind: TakingPart
    unit: str
    start: int
    end: int

    @property
    def of_people(self) -> bool:
        """Whether people were counted."""
        return not self.unit


_ABOUT = (
    r"(?:более(?:\s+чем)?|ок\.|больше|свыше|около|примерно|порядка|почти|не\s+менее|не\s+более|менее|до|всего|~|>|≈)"
)
_FIGURES = r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d{1,7}"
_WRITTEN = {
    "один": 1, "одна": 1, "два": 2, "две": 2, "двое": 2, "три": 3, "трое": 3, "четыре": 4, "четверо": 4, "пять": 5,
    "пятеро": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12,
    "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40,
    "пятьдесят": 50, "сто": 100,
}  # fmt: skip
_NUMBER = rf"(?:{_FIGURES}|(?:{'|'.join(_WRITTEN)})(?![а-яё]))"
_COUNT = regex(
    rf"(?<![\w№.,:/-])(?P<words>(?:{_ABOUT}\s*)?(?P<number>{_NUMBER})(?:\s?[-–—]\s?(?P<upper>\d{{1,7}}))?\+?)"
    r"(?![.,:/]?\d|\s?%|\s?-\s?[йягме])(?:\s+(?P<one>[а-яё-]+\.?)(?:\s+(?P<two>[а-яё-]+))?(?:\s+(?P<three>[а-яё-]+))?)?",
    re.IGNORECASE,
)

_PEOPLE: tuple[tuple[str, TakingPart], ...] = (
    (r"дошкол|малыш", TakingPart.PRESCHOOLERS),
    (r"родител|мам(?:а|ы)?$|пап(?:а|ы)?$|законн\w+ представител|бабуш|дедуш", TakingPart.PARENTS),
    ((r"педаг|учител|преподавател|воспитател|методист|завуч|логопед|психолог|тренер|наставник|библиотекар|советник|"
     r"классн\w+ руководител|руководящ|руководител|директор|заместител|вожат"), TakingPart.TEACHERS),
    ((r"школьни|учени|учащ|обучающ|классни|дет(?:и|ей|ям|ьми|ях)$|реб[её]н|реб(?:я|ят)|воспитанник|гимназист|лицеист|"
     r"кадет|юнарм|выпускник|подрост|старшекласс|мальчик|девоч|юнош|девуш|чтец|читател"), TakingPart.PUPILS),
    ((r"участник|человек|чел\.?$|конкурсант|гост|зрител|жител|волонт|специалист|представител|слушател|студент|член|"
     r"выступающ|победител|приз[её]р|лауреат|спортсмен|семьян|люд|ветеран|пенсионер|персон|лиц(?:о|а)?$|взросл"),
     TakingPart.OTHERS),
)  # fmt: skip
_PEOPLE_RES = [(regex(rf"(?:{pattern})", re.IGNORECASE), kind) for pattern, kind in _PEOPLE]
_UNITS = regex(
    r"работ(?:а|ы)?$|команд|хор(?:а|ов)?$|коллектив|проект|школ(?:а|ы)?$|экз|учебник|урок|заняти|класс(?:а|ов)?$|групп|сем(?:ья|ьи|ей)$|"
    r"номер|выступлен|рисун|сочинен|мастер-класс|заявк|буклет|книг|учрежден|организаци|сад(?:а|ов)?$|район|ансамбл|"
    r"поделк|ролик|видеоролик|плакат|стать|эссе|исследован|номинаци|шт\.?$|комплект|посылк|открыт|концерт|экспонат|"
    r"отряд|экипаж|пар(?:а|ы)?$|доклад|презентаци|материал|кабинет|автобус|час(?:а|ов)?$",
    re.IGNORECASE,
)
_NO_COUNT = regex(
    rf"(?:{'|'.join(STEMS)}|год|г\.?$|лет|квартал|полугоди|"
    r"недел|месяц|дн(?:я|ей)|ден|минут|раз|место|мест|степен|тур|этап|руб|тыс|км|балл|процент|ст\.|статья)",
    re.IGNORECASE,
)  # fmt: skip
_ADJECTIVE = regex(r"(?:ых|их|ые|ие|ого|его|ая|ой|ый|ий|ое)$", re.IGNORECASE)


_OF_OTHERS = regex(r"^(?:друг|проч|ины[ех]|остальн)")
_OF_NAMES = regex(r"ф\.?\s?и\.?\s?о|фамили|имен[аи]\b")
_NO_PEOPLE = regex(r"^(?:директор|руководител|заместител|завуч|классн\w+ руководител)")


def kind_named(heading: str) -> TakingPart | None:
    """Whom a column of numbers counts («Обучающихся», «Кол-во детей», «Других»); None for a heading of another kind."""
    found: TakingPart | None = None
    words = re.findall(r"[а-яё]+", heading.lower())
    if not words or _NO_PEOPLE.match(words[0]) or _OF_NAMES.search(heading.lower()):
        return None
    for word in words:
        if _OF_OTHERS.match(word):
            return TakingPart.OTHERS
        kind = next((kind for pattern, kind in _PEOPLE_RES if pattern.match(word)), None)
        if kind is not None and kind is not TakingPart.OTHERS:
            return kind
        found = found or kind
    return found


def find_counts(text: str) -> list[Count]:
    """Every count of people or things in `text`, in order; days, classes, places and sums of money are none."""
    results = []
    for match in _COUNT.finditer(text):
        count = _read(match)
        if count:
            results.append(count)
    return results


def _read(match: re.Match[str]) -> Count | None:
    number = _value(match["number"])
    following = [word for word in (match["one"], match["two"], match["three"]) if word]
    if following and (_NO_COUNT.match(following[0]) or _names_classes(match)):
        return None
    for place, word in enumerate(following):
        result = _counted_by(" ".join(following[max(0, place - 1) : place + 1]), word)
        if result:
            place += place + 1 < len(following) and following[place + 1].lower().startswith("работник")
            end = match.end(("one", "two", "three")[place])
            return Count(number, tidy(match["words"]), " ".join(following[: place + 1]), *result, match.start(), end)
        if not _ADJECTIVE.search(word):
            break
    return None


def _names_classes(match: re.Match[str]) -> bool:
    """Whether the number says which classes («обучающиеся 5-9 классов»), not how many."""
    before = match.string[: match.start()].rstrip()
    of_people = re.search(r"(?:обуча|учащ|учени|школьни|дет)[а-яё]*$|(?:для|из|с|среди)$", before, re.IGNORECASE)
    return match["one"].lower().startswith("класс") and bool(match["upper"] or of_people)


def _counted_by(both: str, word: str) -> tuple[TakingPart, str] | None:
    """Who or what a word counts; None for a word that counts nothing we know."""
    for pattern, kind in _PEOPLE_RES:
        if pattern.match(word) or pattern.match(both) or ("классни" in word and kind is TakingPart.PUPILS):
            return kind, ""
    return (TakingPart.OTHERS, word) if _UNITS.match(word) else None


def _value(words: str) -> int:
    digits = re.sub(r"[\s\u00a0]", "", words)
    return int(digits) if digits.isdecimal() else _WRITTEN[words.lower()]


_BARE = regex(rf"(?:{_ABOUT}\s*)?(?P<number>{_NUMBER})(?:\s?[-–—]\s?\d+)?\+?(?:\s*(?:чел\.?|человек\w*))?", re.I)


def number_in(words: str) -> int | None:
    """The number that a cell of counts tells: «12», «более 70», «около 40 чел.»; None when it tells none or several."""
    text = tidy(words)
    match = _BARE.fullmatch(text)
    if match:
        return _value(match["number"])
    counts = find_counts(text)
    return (
        counts[0].number
        if len(counts) == 1 and counts[0].start == 0 and counts[0].end >= len(text.rstrip("."))
        else None
    )


def read_counts(text: str) -> tuple[list[Count], str]:
    """The counts that a whole field of them tells, and what of it was not understood ("" when all was).

    A number alone counts people of whom nothing is said.
    """
    words = tidy(text)
    if _BARE.fullmatch(words) and not find_counts(words):
        number = number_in(words)
        assert number is not None
        return [Count(number, words, "", TakingPart.OTHERS, "", 0, len(words))], ""
    counts = find_counts(words)
    rest, at = "", 0
    for count in counts:
        rest += words[at : count.start] + " "
        at = count.end
    rest += words[at:]
    return counts, re.sub(r"^(?:[\s,;.и+:]+)|(?:[\s,;.и+:]+)$", "", re.sub(r"[\s,;]+(?:и\s)?", " ", rest)).strip()


def people_in(participations: Iterable[Participation]) -> int | None:
    """How many people took part: for each kind the greater of the number for all and the sum over organizations.

    None where no number was given.
    """
    whole: dict[TakingPart, int] = {}
    shared: dict[TakingPart, int] = {}
    is_stated = False
    for one in participations:
        if one.unit or one.count is None:
            continue
        is_stated = True
        by = whole if one.organization_id is None and not one.organization_words else shared
        by[one.kind] = by.get(one.kind, 0) + one.count
    if not is_stated:
        return None
    return sum(max(whole.get(kind, 0), shared.get(kind, 0)) for kind in whole.keys() | shared.keys())
