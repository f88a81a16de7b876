"""Roman numerals, written and read: Latin letters, the Cyrillic ones typed in their place, and the single signs Ⅰ–Ⅿ."""

from __future__ import annotations

import re
import unicodedata

_VALUES = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_TYPED = str.maketrans("ІЇХУ", "IIXV")
_SIGNS = re.compile("[\u2160-\u217f]+")


def to_roman(number: int) -> str:
    """14 as «XIV»; a number that has no numeral (below 1, above 3999) in figures."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, letters in _VALUES:
        written += letters * (number // value)
        number %= value
    return written


def from_roman(text: str) -> int:
    """The number that `text` writes, in letters of either size; 0 for what is no numeral («у» is a preposition)."""
    letters = with_letters(text).upper().translate(_TYPED)
    if text in ("у", "У"):
        return 0
    rest, number = letters, 0
    for value, sign in _VALUES:
        while rest.startswith(sign):
            number, rest = number + value, rest[len(sign) :]
    return number if not rest and number and to_roman(number) == letters else 0


def with_letters(text: str) -> str:
    """`text` with «Ⅱ», one sign, written as «II»."""
    return _SIGNS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
