"""Signs that Tinos has not: what means the same in letters it has, or a second font that draws them.

Nothing is left out that can be seen: a sign that neither font has is drawn as an empty square. Pure functions.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import NamedTuple

from cluster_desk.core.regex import regex

SIGNS = "PaperSigns-Regular"
"""The second font: arrows, stars, marks, faces; one face for all."""
SHAPES = "☐☑✓"  # drawn by the PDF writer as lines, level with the text
SOFT_HYPHEN = "\u00ad"
SQUARE = "□"
UNSEEN = regex(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef\ud800-\udfff\u20e3]"
)
"""Controls, soft hyphens, joiners, the choice of a sign's colour: what has no picture of its own."""
_USUAL = regex("[ -~\u00a0«»§°±·×А-яЁё–—‘’“”„…№]*")


class Piece(NamedTuple):
    """Letters of one font, side by side."""

    text: str
    second: bool  # of the second font


def is_usual(word: str) -> bool:
    """Whether every letter of a word is surely one of Tinos, so that nothing is to be looked up."""
    return _USUAL.fullmatch(word) is not None


@cache
def _of(sign: str, letters: frozenset[str]) -> str:
    """What is set for a sign, of `letters` where that can be: «Ⅳ» is IV, «③» is (3)."""
    if UNSEEN.match(sign):
        return ""
    if sign in letters or sign in SHAPES:
        return sign
    name = unicodedata.name(sign, "")
    simple = unicodedata.normalize("NFKC", sign)
    number = unicodedata.numeric(sign, None)
    if name.startswith("REGIONAL INDICATOR"):
        return name[-1]
    if "CIRCLED" in name and (simple != sign or number is not None):
        return f"({simple if simple != sign else f'{number:g}'})"
    if simple != sign and all(letter in letters for letter in simple):
        return simple
    return "\u00a0" if sign.isspace() else sign


def pieces(word: str, letters: frozenset[str], second: frozenset[str]) -> list[Piece]:
    """A word as it is set: `letters` are those of the first font, `second` those of the font that helps it out."""
    said = "".join(_of(sign, letters) for sign in word)
    values = [
        (sign, False) if sign in letters or sign in SHAPES else (sign if sign in second else SQUARE, True)
        for sign in said
    ]
    return [Piece("".join(sign for sign, _ in each), own) for own, each in groupby(values, key=lambda one: one[1])]
