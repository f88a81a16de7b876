"""Numbers and sums as people type them into a field, as they are shown again, and the words that go with them.

Roman numerals too: Latin letters, the Cyrillic ones typed in their place, and the single signs Ⅰ–Ⅿ.

Every reading gives None for what it does not understand; it never raises and never guesses.
"""

from __future__ import annotations

import re
import unicodedata

from cluster_desk.core.regex import regex

MINUS = "\u2212"


def read_whole(text: str) -> int | None:
    """The whole number that `text` tells; spaces may part its thousands, «№» and «мин» around it are left out."""
    bare = _bare(text).lstrip("№").removesuffix(".").removesuffix("мин")
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else None


def read_number(text: str) -> float | None:
    """The number that `text` tells, with a comma or a point before its fraction: 15 figures, as the journal keeps."""
    bare = _bare(text).replace(",", ".")
    return float(f"{float(bare):.15g}") if re.fullmatch(r"-?\d{1,15}(\.\d{0,9})?", bare) else None


def read_money(text: str) -> int | None:
    """The sum that `text` tells in roubles («1 250,50», «1250 ₽», «1250 руб.»), in kopecks."""
    bare = re.sub(r"(₽|руб(?:лей|ля|ль|\.)?|р\.)$", "", _bare(text)).replace(",", ".")
    match = re.fullmatch(r"(-?)(\d{1,13})(?:\.(\d{1,2}))?", bare)
    if not match:
        return None
    kopecks = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    return -kopecks if match[1] else kopecks


def _bare(text: str) -> str:
    """Without spaces, a minus sign as the hyphen that is typed."""
    return re.sub(r"[\s\u00a0]", "", text).replace(MINUS, "-")


def show_number(number: float) -> str:
    """With a comma and no needless zeros."""
    return f"{number:.9f}".rstrip("0").rstrip(".").replace(".", ",")


def show_money(kopecks: int) -> str:
    """«1 250,50»: roubles, thousands parted by no-break spaces; whole roubles without a fraction."""
    roubles, rest = divmod(abs(kopecks), 100)
    text = group_thousands(roubles) + (f",{rest:02}" if rest else "")
    return f"{MINUS}{text}" if kopecks < 0 else text


def group_thousands(number: float) -> str:
    """«3 813», «26,9»: as a number is read, thousands parted by no-break spaces."""
    whole, comma, rest = show_number(abs(number)).partition(",")
    return (MINUS if number < 0 else "") + f"{int(whole):,}".replace(",", "\u00a0") + comma + rest


def plural(count: int, one: str, few: str, many: str) -> str:
    """The word that goes with `count`: 1 организация, 2 организации, 5 организаций."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else many


_VALUES = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_TYPED = str.maketrans("ІЇХУ", "IIXV")
_SIGNS = regex("[\u2160-\u217f]+")


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


_TYPED_FOR = str.maketrans({
    "1": "I", "L": "I", "|": "I", "І": "I", "Ї": "I", "У": "V", "Y": "V", "Х": "X", "П": "II", "Ш": "III",
})  # fmt: skip
_MOST_COUNTED = 12


def typed_numeral(text: str) -> int:
    """The numeral up to twelve that an office means by what it types: «ll», «1У», «Ш» too; 0 for none, and for figures.

    Where a month or a quarter is counted only: elsewhere «L» is fifty and «П» a letter.
    """
    letters = with_letters(text).upper()
    if letters.isdigit() or letters in ("У", "Y"):
        return 0
    number = from_roman(letters.translate(_TYPED_FOR))
    return number if number <= _MOST_COUNTED else 0


def with_letters(text: str) -> str:
    """`text` with «Ⅱ», one sign, written as «II»."""
    return _SIGNS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
