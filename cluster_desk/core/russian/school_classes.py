"""Classes of a school: what words of a column «Класс» mean, and where a text names some.

A column tells a class with its letter, a group of a kindergarten, a year of a college.
Offices write «7 "А"», «7-а», «7А кл.», «VII», «1 курс», «подготовительная группа»; what is none of it («учитель», «15»,
«01.02.2013») is told as not understood.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import from_roman
from cluster_desk.core.russian.text import LOOK_ALIKE, cyrillic, fold, tidy

_LAST = 11
_MOST_LETTERS = 2
_QUOTES = "\"'«»“”„`’"
_NO_QUOTES = str.maketrans(_QUOTES, " " * len(_QUOTES))
_LATIN = regex(r"(?<=[\d\s.\-–/])[ABCEHKMOPTXYaceopxy](?=[\s.]|$)")
"""A Latin letter that looks like a Cyrillic one, behind the number."""
_ROMAN = {"VII", "VIII", "III", "II", "IV", "VI", "IX", "XI", "X", "V", "I"}
_CLASS = regex(
    r"(?P<number>\d{1,2}|[IVX]{1,4})\s*(?:-?\s*(?:й|ый|ой|ий)\b)?[\s.\-–_/]*(?:(?:кл|класс)\w*\.?)?[\s\-–]*"
    r"(?P<letter>[А-ЯЁа-яё]{1,2})?\.?\s*(?:(?:кл|класс)\w*\.?)?",
)
_GROUP = regex(
    r"\bгрупп|дошкол|^(?:ясельн|подготовит|старш|средн|младш)\w*$|^\d(?:-\d)? (?:год|лет)",
)
_WORD_FIRST = regex(r"^(?:кл|класс)\.?\s*(?=[\dIVX])", re.IGNORECASE)
_COURSE = regex(r"(?P<number>[1-5]|[ivx]{1,3})\s*(?:-?\s*й)?\s*курс")
_OF_SCHOOL = r"(?:1[01]|[1-9])(?!\d)"
_ONE = (
    rf"{_OF_SCHOOL}(?:\s?-?\s?(?:го|й|ый|ой|ий|му|м|х|е|ые|ых)(?![а-яё]))?"
    r"(?:\s?[-–]?\s?[«\"“]?[а-яё](?![а-яё])[»\"”]?)?"
)
CLASSES_IN_TEXT = rf"(?i:(?<![\d.]){_ONE}(?:\s?(?:[-–—,]|и)\s?{_ONE})*\s*-?(?:кл(?![а-яё])\.?|класс(?!н[ыоа])[а-яё]*))"
"""«7 «А» класс», «7-го класса», «5–7 классы», «5, 7 и 8 кл.» in a text; `classes_named` tells which these are."""
_EACH = regex(rf"(?P<through>[-–—]\s?)?(?<!\d)(?P<number>{_OF_SCHOOL})")
_SEVERAL = regex(r"(\d{1,2})\s*[-–—,]\s*(\d{1,2})\s*(?:кл\w*\.?)?")


class SchoolClass(NamedTuple):
    """A class understood: `number` 1 to 11 with `letter`; 0 for a group of a kindergarten or a year of a college.

    `called` is how a paper says it: «7 «А» класс», «подготовительная группа», «1 курс».
    """

    number: int
    letter: str
    called: str

    @property
    def is_pupil(self) -> bool:
        """Whether it is a class of a school."""
        return self.number > 0


@lru_cache(2048)
def read_class(words: str) -> SchoolClass | None:
    """What the words mean; None where they are no class."""
    bare = _WORD_FIRST.sub("", tidy(words.translate(_NO_QUOTES)))
    plain = _LATIN.sub(lambda letter: letter[0].translate(LOOK_ALIKE), cyrillic(bare))
    folded = fold(plain)
    if not folded:
        return None
    if course := _COURSE.search(folded):
        year = int(course["number"]) if course["number"].isdecimal() else from_roman(course["number"].upper())
        return SchoolClass(0, "", f"{year} курс")
    if several := _SEVERAL.fullmatch(folded):
        first, last = int(several[1]), int(several[2])
        return SchoolClass(first, "", f"{first}–{last} классы") if 0 < first < last <= _LAST else None
    if (roman := bare.upper().split()[0]) in _ROMAN:
        plain = " ".join([str(from_roman(roman)), *plain.split()[1:]])
    match = _CLASS.fullmatch(plain)
    if match is None:
        return SchoolClass(0, "", tidy(words).lower()) if _GROUP.search(folded) else None
    number = int(match["number"]) if match["number"].isdecimal() else 0
    letter = (match["letter"] or "").upper()
    letter = "" if letter in ("КЛ", "К") and len(letter) == _MOST_LETTERS else letter
    if not 0 < number <= _LAST or len(letter) > 1:
        return None
    return SchoolClass(number, letter, f"{number} «{letter}» класс" if letter else f"{number} класс")


def classes_named(words: str) -> tuple[int, ...]:
    """The numbers of the classes that words found by `CLASSES_IN_TEXT` name: 5, 6, 7 of «5–7 классы»."""
    numbers: list[int] = []
    for match in _EACH.finditer(words):
        number = int(match["number"])
        first = numbers[-1] + 1 if match["through"] and numbers else number
        numbers += range(first, number + 1) if first <= number else (number,)
    return tuple(dict.fromkeys(numbers))


def in_class(words: str) -> str:
    """«7 «А» класса», as after «обучающийся»; "" for words that are no class of a school."""
    known = read_class(words)
    if known is None or not known.is_pupil or "–" in known.called:
        return ""
    letter = f" «{known.letter}»" if known.letter else ""
    return f"{known.number}{letter} класса"
