"""How Russian office text is set: which words stay together and where a word may be parted.

Pure functions. A tie is a no-break space (U+00A0); the PDF writer stretches and draws it as any space, so
that the text copied out of a paper has ordinary spaces. Rules: GOST R 7.0.97 habits and Milchin's handbook, as far as
school papers need them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cluster_desk.core.russian.dates import GENITIVE, MONTHS

if TYPE_CHECKING:
    import pyphen

NBSP = "\u00a0"
SHAPES = "☐☑✓"  # drawn by the PDF writer: the font has none of them

_MONTH_NAMES = {*MONTHS, *GENITIVE}
_AFTER_NUMBER = "|".join(
    (
        *GENITIVE,
        r"г\.",
        "гг\\.",
        "год",
        "года",
        "году",
        "годы",
        r"ч\.",
        "ч",
        "мин",
        "км",
        "м",
        "кг",
        "руб",
        "чел",
        "экз",
        "шт",
        "л",
        "с",
        "тыс",
        "млн",
        "класс",
        "класса",
        "классов",
    )
)
_SHORT_WORDS = r"(?:в|к|с|о|у|и|а|на|по|за|из|от|до|не|ни|но|об|ко|со|во)"
# Every alternative begins with the space, so that the search is quick; lookbehinds see the text with a space before it.
_TIE = re.compile(
    r" (?:(?=[—%₽])"  # a dash never begins a line, nor does a sign after a number
    r"|(?<=№ )(?=\d)"
    rf"|(?<=\d )(?=(?:{_AFTER_NUMBER})(?![а-яё])|\d{{3}}(?!\d))"
    r"|(?<=[^А-Яа-яЁё][А-ЯЁ]\. )(?=[А-ЯЁ])"  # И.О. Фамилия
    r"|(?<=[а-яё] )(?=[А-ЯЁ]\. ?[А-ЯЁ]\.(?! ?[А-ЯЁ]))"  # Фамилия И.О.
    r"|(?:(?<=\W[гсдп]\. )(?<!\dг\. )(?<!\d г\. )|(?<=\Wул\. )|(?<=\W(?:пос|дер|стр|кор|каб|обл)\. )"
    r"|(?<=\W[Пп]гт ))(?=[А-ЯЁ«\d]))"
)
_SHORT = re.compile(rf"(?<![\w{NBSP}-])({_SHORT_WORDS}) (?=\S)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def tie(text: str, prose: bool = False) -> str:
    """`text` with spaces that must not be broken made no-break; `prose` ties short prepositions too."""
    if " " not in text:
        return text
    tied = _TIE.sub(NBSP, " " + text)[1:]
    return _SHORT.sub(rf"\1{NBSP}", tied) if prose else tied


@cache
def _dictionary() -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang="ru_RU", left=2, right=3)


_WORD = re.compile(r"^([«„(\"]*)([а-яё]{6,})([»“)\",.;:!?…]*)$")


@lru_cache(maxsize=8192)
def parts(word: str) -> tuple[int, ...]:
    """Where a word of prose may be parted, ascending: at least 2 letters before, 3 after.

    Only lower-case words of six letters and more; never names, capitals, months, words with digits or hyphens.
    """
    match = _WORD.match(word)
    if match is None or match[2] in _MONTH_NAMES:
        return ()
    start = len(match[1])
    return tuple(start + at for at in _dictionary().positions(match[2]))
