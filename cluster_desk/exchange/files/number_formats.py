"""What a spreadsheet shows for a number: the number and its format code -> the words in the cell.

The codes are those of ISO/IEC 29500-1, 18.8.30 and 18.8.31; days and months are shown in Russian, a month beside its
day in the genitive. Where Excel follows the computer's region (decimal and group signs), a point and a space are
shown, so that "2.10" stays "2.10" on every computer. Pure functions, never raising.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import GENITIVE, MONTHS, SHORT, WEEKDAYS

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "dd.mm.yyyy", 15: "dd.mmm.yy", 16: "dd.mmm", 17: "mmm.yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
}  # fmt: skip
"""Formats known by their number alone, as a Russian computer shows them."""
for _asian in (*range(27, 32), 36, *range(50, 59)):
    BUILT_IN[_asian] = "dd.mm.yyyy"

_SHORT_DAYS = "Пн Вт Ср Чт Пт Сб Вс".split()
_PIECE = regex(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[(?P<condition>[<>=]{1,2}\s*-?[\d.]+)\]|\[[^\]]*\]|(?P<half>am/pm|a/p)|(?P<general>general)|(?P<exponent>e[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<digit>[#0?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)"
    r"|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = regex(r'((?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|\Z)', re.DOTALL)
_FIRST_DAY = datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_466
"""31.12.9999, the last day a spreadsheet knows."""


@dataclass(frozen=True)
class DisplayedValue:
    """A cell's words and, where it is a day, the day as ISO text."""

    text: str
    day: str | None = None


_Piece = tuple[str, str]


@dataclass(frozen=True)
class _Section:
    """One of a code's sections in pieces (kind, words); `condition` tells its numbers, "" where its place does."""

    pieces: tuple[_Piece, ...]
    condition: str = ""

    @property
    def is_date(self) -> bool:
        return any(kind in ("date", "elapsed") for kind, _words in self.pieces)


@dataclass(frozen=True)
class _Code:
    """A format code: its sections for numbers, and that for words, if it has one."""

    sections: tuple[_Section, ...]
    of_words: _Section | None = None


def display(number: float, code: str, since_1904: bool = False) -> DisplayedValue:
    """What a cell with that number and format code shows."""
    if not isfinite(number):
        return DisplayedValue("#NUM!")
    if code == "General":
        return DisplayedValue(_plain(number))
    section, unsigned = _chosen(_parse(code[:255]).sections, number)
    if section is None:
        return DisplayedValue("")
    if not section.is_date:
        return DisplayedValue(_number(abs(number) if unsigned else number, section))
    serial = number + (1462 if since_1904 else 0)
    if not 0 <= serial < _LAST_SERIAL:
        return DisplayedValue(_plain(number))
    # Excel counts a 29 February 1900 that never was: days before it are one off.
    moment = _FIRST_DAY + timedelta(days=serial + (serial < 60), microseconds=500)
    letters = {words[0] for kind, words in section.pieces if kind == "date"}
    has_day = bool(letters & {"d", "y"}) or letters == {"m"}
    day = moment.date().isoformat() if has_day and serial >= 1 else None
    return DisplayedValue(_moment(moment, section, number), day)


def display_words(words: str, code: str) -> str:
    """What a cell with that format code shows for words: mostly the words."""
    if code == "General" or ("@" not in code and ";" not in code):
        return words
    section = _parse(code[:255]).of_words
    if section is None:
        return words
    return "".join(words if kind == "text" else text for kind, text in section.pieces if kind in _LITERAL | {"text"})


@lru_cache(512)
def _parse(code: str) -> _Code:
    matches = list(_SECTIONS.finditer(code))
    parts = [match[1] for match in matches[: 1 + sum(match[0].endswith(";") for match in matches)]][:4]
    sections = [_section(part) for part in parts]
    last = sections[-1]
    tells_words = len(sections) == 4 or any(kind == "text" for kind, _words in last.pieces)
    numbers = sections[:-1] if tells_words else sections
    return _Code(tuple(numbers or [_section("General")]), last if tells_words else None)


def _section(code: str) -> _Section:
    pieces, condition = [], ""
    for match in _PIECE.finditer(code):
        kind = match.lastgroup or ""
        if kind == "condition":
            condition = match[kind]
        elif kind:
            words = match[kind]
            pieces.append((kind, words.lower() if kind in ("date", "elapsed", "half") else words))
    return _Section(tuple(pieces), condition)


_CONDITION = regex(r"([<>=]{1,2})\s*(-?[\d.]+)")


def _chosen(sections: tuple[_Section, ...], number: float) -> tuple[_Section | None, bool]:
    """The section for that number, and whether it shows the number without its sign."""
    if not any(each.condition for each in sections[:2]):
        place = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
        return sections[place], place == 1
    for place, section in enumerate(sections[:2]):
        if section.condition:
            fits = _fits(number, section.condition)
        else:
            fits = (number > 0 and len(sections) > 2) if place == 0 else (number < 0 or len(sections) == 2)
        if fits:
            # A section that only negative numbers have tells by its own words that they are.
            own = _fits(-number, section.condition) if section.condition else len(sections) == 2
            return section, number < 0 and not own
    # A number that no condition fits and no further section shows is drawn as a row of #.
    return (sections[2] if len(sections) > 2 else _section("General")), False


def _fits(number: float, condition: str) -> bool:
    match = _CONDITION.fullmatch(condition)
    try:
        bound = float(match[2]) if match else 0.0
    except ValueError:
        return False
    sign = match[1] if match else ""
    return (
        ("<" in sign and number < bound and sign != "<>")
        or (">" in sign and number > bound and sign != "<>")
        or ("=" in sign and number == bound)
        or (sign == "<>" and number != bound)
    )


def _plain(number: float) -> str:
    """A number as the format "General" shows it: up to eleven signs, no needless zeros."""
    if number == int(number) and abs(number) < 1e11:
        return str(int(number))
    return f"{number:.10g}"


_LITERAL = frozenset({"quoted", "escaped", "sign", "plain"})
_BOUND = 1e15
"""Numbers beyond it have no figures of their own any more."""


def _number(number: float, section: _Section) -> str:
    pieces = section.pieces
    kinds = [kind for kind, _words in pieces]
    if "digit" not in kinds:
        shown = "general" in kinds or "text" in kinds
        sign = "-" if number < 0 and not shown else ""
        texts = (_plain(number) if kind in ("general", "text") else _literal(kind, words) for kind, words in pieces)
        return sign + "".join(texts)
    percent = kinds.count("percent")
    if not isfinite(number * 100.0**percent) or abs(number) > _BOUND:
        return _plain(number)
    value = Decimal(repr(number)).scaleb(2 * percent)
    if "exponent" in kinds:
        return _scientific(value, pieces)
    if (bar := _fraction_bar(pieces)) is not None:
        return _fraction(value, pieces, bar)
    return _digits(value, pieces)


def _literal(kind: str, words: str) -> str:
    return words if kind in _LITERAL or kind in ("percent", "slash", "point") else ""


def _digits(value: Decimal, pieces: Sequence[_Piece]) -> str:
    """A number in a mask: every figure in its place, the words between them kept."""
    places = [place for place, (kind, _words) in enumerate(pieces) if kind == "digit"]
    points = [place for place, (kind, _words) in enumerate(pieces) if kind == "point"]
    point = points[0] if points else len(pieces)
    whole = [place for place in places if place < point]
    part = [place for place in places if place > point]
    commas = [place for place, (kind, _words) in enumerate(pieces) if kind == "comma"]
    last = whole[-1] if whole else -1
    grouped = bool(whole) and any(whole[0] < comma < last for comma in commas)
    # Commas behind the last figure divide by a thousand each.
    value = value.scaleb(-3 * sum(last < comma and not any(comma < place for place in part) for comma in commas))
    rounded = abs(value).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    before, _point, after = f"{rounded:f}".partition(".")
    shown = _filled_whole(before.lstrip("0"), whole, pieces, grouped) | _filled_part(after, part, pieces)
    texts = []
    for place, (kind, words) in enumerate(pieces):
        if kind == "digit":
            texts.append(shown[place])
        elif kind == "point":
            texts.append(".")
        else:
            texts.append(_literal(kind, words))
    if not whole and before.strip("0"):
        texts.insert(0, before)
    return ("-" if value < 0 and rounded else "") + "".join(texts)


def _filled_whole(figures: str, places: list[int], pieces: Sequence[_Piece], grouped: bool) -> dict[int, str]:
    """The figures before the point, from the right; those that find no place stand in the first one."""
    shown: dict[int, str] = {}
    for count, place in enumerate(reversed(places)):
        figure = figures[-1:] if place != places[0] else figures
        figures = figures[: len(figures) - len(figure)]
        figure = figure or {"0": "0", "?": " "}.get(pieces[place][1], "")
        shown[place] = _grouped(figure, count) if grouped else figure
    return shown


def _grouped(figures: str, count: int) -> str:
    """Figures with a space behind every thousand; `count` figures stand to the right of them."""
    parts = []
    for right, figure in enumerate(reversed(figures), count):
        parts.append(f"{figure} " if right and right % 3 == 0 and figure.isdigit() else figure)
    return "".join(reversed(parts))


def _filled_part(figures: str, places: list[int], pieces: Sequence[_Piece]) -> dict[int, str]:
    """The figures behind the point; zeros at the end show only where the mask wants them."""
    shown, ends = {}, True
    for place, figure in reversed(list(zip(places, figures.ljust(len(places), "0"), strict=False))):
        ends = ends and figure == "0" and pieces[place][1] != "0"
        shown[place] = {"?": " "}.get(pieces[place][1], "") if ends else figure
    return shown


def _scientific(value: Decimal, pieces: Sequence[_Piece]) -> str:
    place = next(place for place, (kind, _words) in enumerate(pieces) if kind == "exponent")
    power = value.adjusted() if value else 0
    mantissa = _digits(value.scaleb(-power), pieces[:place])
    sign = "-" if power < 0 else "+" if "+" in pieces[place][1] else ""
    return f"{mantissa}E{sign}{_digits(Decimal(abs(power)), pieces[place + 1 :])}"


def _fraction_bar(pieces: Sequence[_Piece]) -> int | None:
    """Where the bar of a fraction stands: between figures."""
    for place, (kind, _words) in enumerate(pieces):
        if kind == "slash" and 0 < place < len(pieces) - 1:
            after = pieces[place + 1]
            return place if pieces[place - 1][0] == "digit" and (after[0] == "digit" or after[1].isdigit()) else None
    return None


def _fraction(value: Decimal, pieces: Sequence[_Piece], bar: int) -> str:
    """A number as a fraction: "1 1/2" where the mask has figures for wholes, else "3/2"."""
    begins = bar
    while begins and pieces[begins - 1][0] == "digit":
        begins -= 1
    ends = bar + 1
    while ends < len(pieces) and (pieces[ends][0] == "digit" or pieces[ends][1].isdigit()):
        ends += 1
    below = "".join(words for _kind, words in pieces[bar + 1 : ends])
    with_whole = any(kind == "digit" for kind, _words in pieces[:begins])
    exact = Fraction(abs(value))
    whole = int(exact) if with_whole else 0
    rest = exact - whole
    if below.strip("#0?"):
        fixed = int(below.translate(str.maketrans("#?", "00"))) or 1
        top, bottom = int(rest * fixed + Fraction(1, 2)), fixed
    else:
        near = rest.limit_denominator(10 ** min(len(below), 6) - 1)
        top, bottom = near.numerator, near.denominator
    if with_whole and top == bottom:
        whole, top = whole + 1, 0
    parts = [_digits(Decimal(whole), pieces[:begins])] if with_whole else []
    if top or not with_whole:
        parts.append(f"{top}/{bottom}")
    elif not whole:
        parts = ["0"]
    tail = "".join(_literal(kind, words) for kind, words in pieces[ends:])
    return ("-" if value < 0 and exact else "") + " ".join(part.strip() for part in parts if part.strip()) + tail


def _moment(moment: datetime, code: _Section, number: float) -> str:
    has_day = any(kind == "date" and words in ("d", "dd") for kind, words in code.pieces)
    halved = any(kind == "half" for kind, _words in code.pieces)
    times = [words[0] for kind, words in code.pieces if kind in ("date", "elapsed")]
    parts, place = [], 0
    for kind, words in code.pieces:
        if kind in ("date", "elapsed"):
            # "m" after hours or before seconds is minutes.
            minutes = words[0] == "m" and (
                (place and times[place - 1] == "h") or (place + 1 < len(times) and times[place + 1] == "s")
            )
            place += 1
            if kind == "elapsed":
                parts.append(_elapsed(number, words))
            else:
                parts.append(_minutes(moment, words) if minutes else _part(moment, words, has_day, halved))
        elif kind == "half":
            parts.append("AM" if moment.hour < 12 else "PM")
        elif kind not in ("text", "general"):
            parts.append(words)
    return "".join(parts)


def _minutes(moment: datetime, words: str) -> str:
    return f"{moment.minute:02d}" if len(words) > 1 else str(moment.minute)


def _elapsed(number: float, words: str) -> str:
    """Hours, minutes or seconds in all: more than a day has."""
    whole = int((number * 86_400 + 0.0005) // {"h": 3600, "m": 60, "s": 1}[words[0]])
    return f"{whole:0{len(words)}d}"


def _part(moment: datetime, words: str, has_day: bool, halved: bool) -> str:
    letter, length = words[0], len(words)
    if letter == "y":
        return f"{moment.year % 100:02d}" if length < 3 else f"{moment.year:04d}"
    if letter == "m" and length > 2:
        names = SHORT if length == 3 else GENITIVE if has_day else MONTHS
        return names[moment.month - 1] if length < 5 else MONTHS[moment.month - 1][0].upper()
    if letter == "d" and length > 2:
        return (_SHORT_DAYS if length == 3 else WEEKDAYS)[moment.weekday()]
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    value = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    return f"{value:02d}" if length > 1 else str(value)
