"""What a spreadsheet shows for a number: the number and its format code -> the words in the cell.

The codes are those of ISO/IEC 29500-1, 18.8.30 and 18.8.31; days and months are shown in Russian, a month beside its
day in the genitive. Where Excel follows the computer's region (decimal and group signs), a point and a space are
shown, so that "2.10" stays "2.10" on every computer. Pure functions, never raising.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import isfinite

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
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>[hms]+)\]'
    r"|\[[^\]]*\]|(?P<half>am/pm|a/p)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<general>general)"
    r"|(?P<number>[#0?][#0?,. ]*|\.[#0]+)|(?P<text>@)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_DAY = datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_466
"""31.12.9999, the last day a spreadsheet knows."""


@dataclass(frozen=True)
class DisplayedValue:
    """A cell's words and, where it is a day, the day as ISO text."""

    text: str
    day: str | None = None


@dataclass(frozen=True)
class _Code:
    """A format code in pieces: (kind, words)."""

    pieces: tuple[tuple[str, str], ...]
    is_date: bool
    unsigned: bool = False


def display(number: float, code: str, since_1904: bool = False) -> DisplayedValue:
    """What a cell with that number and format code shows."""
    result = _parse(code[:255], (number > 0) - (number < 0))
    if not result.is_date:
        return DisplayedValue(_number(abs(number) if result.unsigned else number, result))
    serial = number + (1462 if since_1904 else 0)
    if not 0 <= serial < _LAST_SERIAL:
        return DisplayedValue(_plain(number))
    # Excel counts a 29 February 1900 that never was: days before it are one off.
    moment = _FIRST_DAY + timedelta(days=serial + (serial < 60), microseconds=500)
    letters = {words[0] for kind, words in result.pieces if kind == "date"}
    has_day = bool(letters & {"d", "y"}) or letters == {"m"}
    return DisplayedValue(_moment(moment, result), moment.date().isoformat() if has_day and serial >= 1 else None)


@lru_cache(512)
def _parse(code: str, sign: int) -> _Code:
    parts = re.findall(r'(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])+', code, re.DOTALL) or ["General"]
    chosen = parts[1] if sign < 0 and len(parts) > 1 else parts[2] if sign == 0 and len(parts) > 2 else parts[0]
    pieces = []
    for match in _PIECE.finditer(chosen):
        kind = match.lastgroup or ""
        if kind:
            words = match[kind]
            pieces.append((kind, words.lower() if kind in ("date", "elapsed", "half") else words))
    is_date = any(kind in ("date", "elapsed") for kind, _words in pieces)
    return _Code(tuple(pieces), is_date, unsigned=sign < 0 and len(parts) > 1)


def _plain(number: float) -> str:
    """A number as the format "General" shows it: up to eleven signs, no needless zeros."""
    if number == int(number) and abs(number) < 1e11:
        return str(int(number))
    return f"{number:.10g}"


_LITERAL = frozenset({"quoted", "escaped", "sign", "plain"})


def _number(number: float, code: _Code) -> str:
    kinds = [kind for kind, _words in code.pieces]
    if not ({"number", "general", "text"} & set(kinds)):
        return "".join(words for kind, words in code.pieces if kind in _LITERAL) or _plain(number)
    percent = any(kind == "plain" and "%" in words for kind, words in code.pieces)
    if percent and not isfinite(number * 100):
        return _plain(number)
    done, parts = False, []
    for kind, words in code.pieces:
        if kind in _LITERAL:
            parts.append(words)
        elif not done:
            done = True
            parts.append(_digits(number * (100 if percent else 1), words) if kind == "number" else _plain(number))
    return "".join(parts)


def _digits(number: float, pattern: str) -> str:
    whole, _point, fraction = pattern.strip(" ").partition(".")
    needed, most = fraction.count("0"), len(re.sub(r"[^#0?]", "", fraction))
    text = f"{abs(number):.{min(most, 15)}f}"
    before, _point, after = text.partition(".")
    while len(after) > needed and after.endswith("0"):
        after = after[:-1]
    before = before.zfill(min(whole.count("0"), 30))
    if re.search(r"[#0?],[#0?]", whole):
        before = f"{int(before):,}".replace(",", " ")
    sign = "-" if number < 0 and (before.strip("0 ") or after.strip("0")) else ""
    return sign + before + (f".{after}" if after else "")


def _moment(moment: datetime, code: _Code) -> str:
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
            parts.append(_minutes(moment, words) if minutes else _part(moment, kind, words, has_day, halved))
        elif kind == "half":
            parts.append("AM" if moment.hour < 12 else "PM")
        elif kind in _LITERAL:
            parts.append(words)
    return "".join(parts)


def _minutes(moment: datetime, words: str) -> str:
    return f"{moment.minute:02d}" if len(words) > 1 else str(moment.minute)


def _part(moment: datetime, kind: str, words: str, has_day: bool, halved: bool) -> str:
    letter, length = words[0], len(words)
    if kind == "elapsed":
        whole = moment - _FIRST_DAY
        return str(int(whole.total_seconds() // {"h": 3600, "m": 60, "s": 1}[letter]))
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
