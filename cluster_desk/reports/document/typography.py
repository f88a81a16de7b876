"""How Russian office text is set: which words stay together, where a word may be parted, how wide a word is.

Pure functions. A tie is a no-break space (U+00A0); the PDF writer stretches and draws it as any space, so
that the text copied out of a paper has ordinary spaces. Rules: GOST R 7.0.97 habits and Milchin's handbook, as far as
school papers need them. Words are measured by the tables of letters' widths beside the fonts, which
`tools/font_widths.py` makes of them. How wide a table's columns are: `columns.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cluster_desk.core import resources
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import GENITIVE, MONTHS
from cluster_desk.reports.document import signs
from cluster_desk.reports.document.signs import SHAPES, SOFT_HYPHEN

if TYPE_CHECKING:
    import pyphen


NBSP = "\u00a0"

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
_COUNTED = r"(?!(?:и|а|в|на|по|из|до|от|с|со|к|о|об|у|за|или|не|при|для|г|д|пгт|пос|ул)(?![а-яё]))[а-яё]"
"""What a small number may count: a word that joins nothing."""
_COUNT = "|".join(rf"(?<=[^\w№{NBSP}.,:/–-]{digits} )(?<!№ {digits} )" for digits in (r"\d", r"\d\d", r"\d\d\d"))
# Every alternative begins with the space, so that the search is quick; lookbehinds see the text with a space before it.
# Most words are small ones between small ones: what may be tied before a small letter asks for a figure first.
_TIE = regex(
    r" (?:(?=[а-яё])(?<=\d )(?:"
    rf"(?=(?:{_AFTER_NUMBER})(?![а-яё]))"
    rf"|(?:{_COUNT})(?={_COUNTED})"  # 29 обучающихся, (20 человек)
    r")|(?![а-яё])(?:"
    r"(?=[—%₽]|[–-] )"  # a dash never begins a line, nor does a sign after a number
    r"|(?<=№ )(?=\d)"
    r"|(?<=\d )(?=\d{3}(?!\d))"
    r"|(?<=[^А-Яа-яЁё][А-ЯЁ]\. )(?=[А-ЯЁ])"  # И.О. Фамилия
    r"|(?<=[а-яё] )(?=[А-ЯЁ]\. ?[А-ЯЁ]\.(?! ?[А-ЯЁ]))"  # Фамилия И.О.
    r"|(?:(?<=\W[гсдп]\. )(?<!\dг\. )(?<!\d г\. )|(?<=\Wул\. )|(?<=\W(?:пос|дер|стр|кор|каб|обл)\. )"
    r"|(?<=\W[Пп]гт ))(?=[А-ЯЁ«\d])))"
)
_LISTED = regex(r"(?<=[,;:] )([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) (?=[А-ЯЁ]\. ?[А-ЯЁ]\. [А-ЯЁ])")
"""The last name of a list, before a new sentence: «Юдин К.М., Чернов С.И. Кворум имеется»."""
_SHORT = regex(rf"(?<![\w{NBSP}-])({_SHORT_WORDS}) (?=\S)", re.IGNORECASE)
_BOUND = regex(rf"[^\s{NBSP}]*(?:{NBSP}[^\s{NBSP}]*)+")
LOOSE = regex(rf"(?<![\w-]){_SHORT_WORDS}({NBSP})", re.IGNORECASE)
"""A tie of a short word, which a line that would gape otherwise may give up."""


@lru_cache(maxsize=1024)
def tie(text: str, prose: bool = False) -> str:
    """`text` with spaces that must not be broken made no-break; `prose` ties short prepositions too."""
    if " " not in text:
        return text
    listed = _LISTED.sub(rf"\1{NBSP}", text) if ". " in text else text  # few cells hold a sentence's end
    tied = _TIE.sub(NBSP, " " + listed)[1:]
    return _SHORT.sub(rf"\1{NBSP}", tied) if prose else tied


def fitting(tied: str, room: float, width: WidthOf) -> str:
    """A tied text whose ties are loosened where what they hold is wider than `room` (1/1000 of the size).

    Word parts what is too wide between any two letters: «25 август|а».
    """
    if NBSP not in tied:
        return tied
    return _BOUND.sub(lambda met: met[0] if width(met[0]) <= room else met[0].replace(NBSP, " "), tied)


@cache
def _dictionary() -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang="ru_RU", left=2, right=3)


_WORD = regex(r"^([«„(\"]*)([а-яё]{6,})([»“)\",.;:!?…]*)$")


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


_OWN_HYPHEN = regex(r"(?<=[а-яё]{2}-)(?=[А-ЯЁа-яё]{3})")
_LINK = regex(r"(?<=[/_=&?])(?=\w)")


def breaks(word: str) -> tuple[tuple[int, str], ...]:
    """Where a word of prose may be parted, ascending, and what is set at the line's end there.

    After its own hyphen nothing is added; a soft hyphen that was typed says where a hyphen may stand; an address of the
    web is parted after its strokes.
    """
    if SOFT_HYPHEN in word:
        return tuple((at, "-") for at, sign in enumerate(word) if at and sign == SOFT_HYPHEN)
    if "-" in word:
        return tuple((found.end(), "") for found in _OWN_HYPHEN.finditer(word))
    if "/" in word and "." in word:
        return tuple((found.end(), "") for found in _LINK.finditer(word))
    return tuple((at, "-") for at in parts(word))


FONTS = resources.FOLDER / "fonts"
WIDTHS = FONTS / "widths"
"""A file a face: a paper is seldom set in more than two. A line of its letters, a line of their widths."""
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
"""The faces of Tinos, by bold and italic."""
_SHAPE_WIDTH = 850.0  # of a drawn ☐ or ✓, in font units

_SAME_FIGURES = bytes.maketrans(b"123456789", b"0" * 9)
_PARTS = "\0"  # stands in no text

WidthOf = Callable[[str], float]


class _Letters(dict[str, float]):
    """The widths of a face's letters; of a sign it has not, of what is set for it."""

    def __missing__(self, sign: str) -> float:
        self[sign] = sum(
            _widths_of(signs.SIGNS).get(letter, 0.0) if each.second else self[letter]
            for each in signs_of(sign)
            for letter in each.text
        )
        return self[sign]


class _Widths(dict[str, float]):
    """Words of one face with their widths in 1/1000 of the size, each measured when first asked for."""

    def __init__(self, letters: dict[str, float]) -> None:
        super().__init__()
        self._letters = _Letters(letters)
        self._letters.update(dict.fromkeys(SHAPES, _SHAPE_WIDTH))
        self._letters[SOFT_HYPHEN] = 0.0

    def __missing__(self, word: str) -> float:
        width = self[word] = sum(map(self._letters.__getitem__, word))
        return width


def letter_widths(bold: bool = False, italic: bool = False) -> WidthOf:
    """A function that measures words of a face of Tinos in 1/1000 of the size, whoever asks with one memory."""
    return _measuring(FACES[bold, italic])


@cache
def _measuring(face: str) -> WidthOf:
    return _Widths(_widths_of(face)).__getitem__


def same_figures(text: str) -> str:
    """A text as it is measured: figures are all as wide, so those that differ in them alone become one."""
    return text.encode("utf-8", "surrogatepass").translate(_SAME_FIGURES).decode("utf-8", "surrogatepass")


def alike(texts: Collection[str]) -> list[str]:
    """Texts as they are measured, each by itself."""
    measured = same_figures(_PARTS.join(texts)).split(_PARTS)
    return measured if len(measured) == len(texts) else list(texts)


def signs_of(word: str) -> list[signs.Piece]:
    """A word as it is set, what Tinos has apart from what the second font draws."""
    return signs.pieces(word, _letters_of(FACES[False, False]), _letters_of(signs.SIGNS))


@cache
def _letters_of(face: str) -> frozenset[str]:
    return frozenset(_widths_of(face))


@cache
def _widths_of(face: str) -> dict[str, float]:
    letters, widths = (WIDTHS / f"{face}.txt").read_text(encoding="utf-8").split("\n")
    return dict(zip(letters, map(float, widths.split()), strict=True))
