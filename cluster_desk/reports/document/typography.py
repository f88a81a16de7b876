"""How Russian office text is set: which words stay together, where a word may be parted, how large a table is.

Pure functions. A tie is a no-break space (U+00A0); the PDF writer stretches and draws it as any space, so
that the text copied out of a paper has ordinary spaces. Rules: GOST R 7.0.97 habits and Milchin's handbook, as far as
school papers need them.

And which font size a table gets: the largest of 12, 11, 10 pt at which every word fits into its column. Words are
measured by the table of letters' widths beside the fonts, which `tools/font_widths.py` makes of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cluster_desk.core import resources
from cluster_desk.core.russian.dates import GENITIVE, MONTHS
from cluster_desk.reports.document import Row, Table, as_cell, placed, rows_of
from cluster_desk.reports.document.text import plain

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


FONTS = resources.FOLDER / "fonts"
WIDTHS = FONTS / "widths.json"
PAD_X = 1.5  # mm at each side of a cell
SMALLEST = 10.0
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
"""The faces of Tinos, by bold and italic."""
SHAPE_WIDTH = 850.0  # of a drawn ☐ or ✓, in font units
_MM = 72 / 25.4

WidthOf = Callable[[str], float]


def column_widths(table: Table, room: float) -> list[float]:
    """The columns' widths in mm, brought down in proportion when the table is wider than `room` mm."""
    scale = min(1.0, room / table.width) if table.width else 1.0
    return [column.width * scale for column in table.columns]


def fitting_size(table: Table, widths: list[float]) -> float:
    """The size for a table of columns `widths` mm wide."""
    if table.size <= SMALLEST:
        return table.size
    words = _words(table)
    need = max(
        (
            max(map(letter_widths(strong), value)) / ((widths[at] - 2 * PAD_X) * _MM)
            for (at, strong), value in words.items()
            if value
        ),
        default=0.0,
    )
    size = table.size
    while size > SMALLEST and need * size > 1000:
        size -= 1
    return size


def _words(table: Table) -> dict[tuple[int, bool], set[str]]:
    """The different words of each column, plain and bold apart; cells over several columns left out."""
    texts: dict[tuple[int, bool], list[str]] = {
        (at, strong): [] for at in range(len(table.columns)) for strong in (False, True)
    }
    header = [(row, True) for row in table.header_rows]
    for row, strong in (*header, *((row, row.total) for row in rows_of(table) if isinstance(row, Row))):
        for at, content, across in placed(row, len(table.columns)):
            if isinstance(content, str):
                texts[at, strong].append(content)
            elif across == 1:
                cell = as_cell(content)
                texts[at, strong or cell.bold].append(plain(cell.text))
    return {key: set(" ".join(value).split()) for key, value in texts.items()}


class _Widths(dict[str, float]):
    """Words of one face with their widths in 1/1000 of the size, each measured when first asked for."""

    def __init__(self, letters: dict[str, float], other: float) -> None:
        super().__init__()
        self._letters, self._other = letters, other

    def __missing__(self, word: str) -> float:
        letters, other = self._letters, self._other
        width = self[word] = sum([SHAPE_WIDTH if c in SHAPES else letters.get(c, other) for c in word])
        return width


@cache
def letter_widths(bold: bool = False, italic: bool = False) -> WidthOf:
    """A function that measures words of a face of Tinos in 1/1000 of the size."""
    by_width = _every_face()[FACES[bold, italic]]
    letters = {letter: float(width) for width, letters in by_width.items() for letter in letters}
    return _Widths(letters, other=float(next(iter(by_width)))).__getitem__


@cache
def _every_face() -> dict[str, dict[str, str]]:
    values: dict[str, dict[str, str]] = json.loads(WIDTHS.read_text(encoding="ascii"))
    return values
