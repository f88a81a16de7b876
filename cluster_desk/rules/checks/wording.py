"""What can be seen to be wrong in a text alone: years that do not fit, sums that do not add up. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from cluster_desk.core.regex import regex

_YEAR = regex(r"(?<![\d.,/№-])(?:19|20)\d\d(?![\d/]|-\d)")
_SCHOOL_YEAR = regex(r"(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)\b")
_LOOKS_BACK = regex(
    r"итог|анализ|отч[её]т|результат|мониторинг|прошл|предыдущ|прошедш|истекш|\bс\s*$|\bот\s*$", re.IGNORECASE
)
_LOOKS_AHEAD = regex(r"план|проект|подготовк|задач|перспектив|\bна\s*$|\bдо\s*$|график|програм", re.IGNORECASE)
_TOTAL = regex(
    r"(?:итого|всего|в\s+общей\s+сложности|общ(?:ее|им)\s+(?:количеств\w+|число\w*))\D{0,40}?(\d[\d\s\u00a0]*)",
    re.IGNORECASE,
)
_NUMBER = regex(r"(?<![\d.,:№/-])\d{1,3}(?:[\s\u00a0]\d{3})*(?![\d.:/]|,\d|-\w|\s*(?:год|г\.|класс|кл\.|%))")
_SENTENCE_END = regex(r"(?<=[\w»)]{3}[.!?])\s+(?=[А-ЯЁ])")  # «с. Ключи» ends no sentence
_FEWEST = 3


def odd_years(text: str, years: Collection[int]) -> list[int]:
    """Years named in a text that do not fit a plan of `years`.

    The year before fits in words that look back ("итоги 2021 года"), the year after in words that look ahead.
    """
    odd = []
    plain = _SCHOOL_YEAR.sub(lambda match: " " * len(match[0]), text)
    for match in _YEAR.finditer(plain):
        year = int(match[0])
        before = plain[: match.start()]
        fits = (
            year in years
            or (year == min(years) - 1 and _LOOKS_BACK.search(before))
            or (year == max(years) + 1 and _LOOKS_AHEAD.search(before))
            or re.search(r"(?:от|№)\s*[\d.]*\s*$", before)
        )
        if not fits:
            odd.append(year)
    return odd


@dataclass(frozen=True)
class WrongSum:
    """An enumeration with a total that is not its sum."""

    parts: tuple[int, ...]
    stated: int
    words: str

    @property
    def computed(self) -> int:
        """What the parts really add up to."""
        return sum(self.parts)


def wrong_sums(text: str) -> list[WrongSum]:
    """Totals told in prose ("48, 125, 153, 37 … итого 363") that the three or more numbers before them do not give."""
    wrong = []
    for paragraph in text.split("\n"):
        start = 0
        for match in _TOTAL.finditer(paragraph):
            before = paragraph[start : match.start()]
            sentence = _SENTENCE_END.split(before.rstrip(" —–-:;,.("))[-1]
            parts = tuple(_whole(number[0]) for number in _NUMBER.finditer(sentence))
            stated = _whole(match[1])
            if len(parts) >= _FEWEST and sum(parts) != stated:
                wrong.append(WrongSum(parts, stated, f"{sentence.strip()} {match[0].strip()}".strip()))
            start = match.end()
    return wrong


def _whole(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))
