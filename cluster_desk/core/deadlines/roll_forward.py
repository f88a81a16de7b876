"""A text of one year's plan said for another year: its dates, its years, its edition numerals. Pure.

Only what belongs to the plan's own time moves; a year or date that is far from it ("с 2014 года", "приказ от
12.10.2018") stays, and is told as doubtful where it is near enough to be meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import existing_day, whole_year
from cluster_desk.core.russian.numbers import from_roman, to_roman


class RollForward(StrEnum):
    """What was changed in a text, or is asked about."""

    DATE = "date"
    YEAR = "year"
    EDITION = "edition"
    LEFT = "left"  # not changed: the user says whether it should be


@dataclass(frozen=True)
class Piece:
    """One place of a text: the words before and after; equal where nothing was changed and a question is asked."""

    kind: RollForward
    before: str
    after: str


@dataclass(frozen=True)
class RolledText:
    """A text carried over, with every place that was changed or is doubtful."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def doubtful(self) -> bool:
        """Whether something in it is asked about."""
        return any(piece.kind is RollForward.LEFT for piece in self.pieces)


_DATE = regex(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d|\d\d)(?![\d.]\d)")
_SCHOOL_YEAR = regex(r"((?:19|20)\d\d)(\s*[-–—/]\s*)((?:19|20)\d\d|\d\d)(?=\D|$)")
_YEAR = regex(r"(?<![\d.,№/-])((?:19|20)\d\d)(?!\d|[.,]\d)")
_EDITION = regex(
    r"(?<![\w-])(?P<roman>[IVXІХ\u2160-\u216f]{1,7})(?P<ending>-[а-яё]{1,3})?(?=\s+(?:[а-яё]+[а-яё-]*(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)\s+){0,5}"
    r"(?P<what>[а-яё-]+))",
    re.IGNORECASE,
)
_NUMBERED = regex(
    r"(?<![\w.-])(?P<number>\d{1,3})(?P<ending>-(?:й|я|е|ый|ая|ое|ий|ья))(?=\s+(?:[а-яё]+[а-яё-]*(?:ый|ий|ой|ая|яя|ое|ее)\s+){0,5}"
    r"(?P<what>[а-яё-]+))",
    re.IGNORECASE,
)
_REPEATED_EVENTS = (
    "конкурс", "олимпиад", "фестивал", "конференц", "чтени", "форум", "слёт", "слет", "соревнован", "спартакиад",
    "чемпионат", "турнир", "марафон", "выставк", "ярмарк", "школ", "семинар", "неделя", "недели", "декад", "кросс",
    "игр", "смотр", "парад", "бал", "съезд", "форсайт", "хакатон", "квест", "фотокросс", "эстафет", "научно-практическ",
)  # fmt: skip
_BASED_ON = regex(
    r"(?:приказ|закон|постановлени|распоряжени|письм|договор|соглашени|протокол|устав)\w*[^.;]{0,40}$", re.IGNORECASE
)
_HELD = regex("\0(\\d+)\0")
_SINCE = regex(r"(?:\bс|\bот|основан\w*\s+в|созда\w+\s+в)\s*$", re.IGNORECASE)


def roll_forward(text: str, start: dt.date, end: dt.date, years: int, *, editions: bool = False) -> RolledText:
    """`text` of a plan from `start` to `end`, said `years` later; `editions`: numerals of repeated events go up too."""
    return _TextRoller(range(start.year - 1, end.year + 2), years).rolled(text, editions=editions)


class _TextRoller:
    """Goes through one text; what is done already is held aside so that no later rule sees it again."""

    def __init__(self, near: range, years: int) -> None:
        self._near, self._years = near, years
        self._pieces: list[Piece] = []
        self._held: list[str] = []

    def rolled(self, text: str, *, editions: bool) -> RolledText:
        """The text carried over."""
        words = self._hold(_DATE, self._date, text.replace("\0", ""))  # the sign that holds a place is never meant
        words = self._hold(_SCHOOL_YEAR, self._school_year, words)
        words = self._hold(_YEAR, self._year, words)
        if editions:
            words = _NUMBERED.sub(self._numbered, _EDITION.sub(self._roman, words))
        words = _HELD.sub(lambda match: self._held[int(match[1])], words)
        return RolledText(words, tuple(self._pieces))

    def _hold(self, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], words: str) -> str:
        def keep(match: re.Match[str]) -> str:
            self._held.append(change(match))
            return f"\0{len(self._held) - 1}\0"

        return pattern.sub(keep, words)

    def _moved(self, match: re.Match[str], after: str, year: int, kind: RollForward) -> str:
        before = match.string[: match.start()]
        if year not in self._near or before.rstrip().endswith("№"):
            return match[0]
        left = bool(_BASED_ON.search(before) or _SINCE.search(before))
        self._pieces.append(Piece(RollForward.LEFT if left else kind, match[0], match[0] if left else after))
        return match[0] if left else after

    def _date(self, match: re.Match[str]) -> str:
        day, month, value = int(match[1]), int(match[2]), match[3]
        year = whole_year(value)
        if not existing_day(year, month, day):
            return match[0]
        if not existing_day(year + self._years, month, day):  # 29 February
            self._pieces.append(Piece(RollForward.LEFT, match[0], match[0]))
            return match[0]
        return self._moved(match, f"{match[1]}.{match[2]}.{self._later(value)}", year, RollForward.DATE)

    def _school_year(self, match: re.Match[str]) -> str:
        after = f"{self._later(match[1])}{match[2]}{self._later(match[3])}"
        return self._moved(match, after, int(match[1]), RollForward.YEAR)

    def _year(self, match: re.Match[str]) -> str:
        return self._moved(match, self._later(match[1]), int(match[1]), RollForward.YEAR)

    def _later(self, year: str) -> str:
        """A year of four figures or two, some years later."""
        return str(int(year) + self._years) if len(year) == 4 else f"{(int(year) + self._years) % 100:02}"

    def _roman(self, match: re.Match[str]) -> str:
        value = from_roman(match["roman"])
        if not value or not match["what"].lower().startswith(_REPEATED_EVENTS):
            return match[0]
        return self._edition(match[0], to_roman(value + self._years) + (match["ending"] or ""))

    def _numbered(self, match: re.Match[str]) -> str:
        if not match["what"].lower().startswith(_REPEATED_EVENTS):
            return match[0]
        return self._edition(match[0], f"{int(match['number']) + self._years}{match['ending']}")

    def _edition(self, before: str, after: str) -> str:
        self._pieces.append(Piece(RollForward.EDITION, before, after))
        return after
