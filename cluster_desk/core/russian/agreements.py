"""What stands where a list has its members' agreements: a number, or a word for there being one or none."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import Spotted, find_day
from cluster_desk.core.russian.text import fold, tidy

_CONCLUDED = regex(
    r"(?:(?:соглашение |договор )?(?:заключен|подписан)[аоы]?|имеется|есть|да|\+|б/?н|без (?:№|номера)|concluded)"
    r"(?:, (?:без (?:№|номера)|no №))?"
)
_NONE = regex(r"не (?:заключен|подписан)[аоы]?|не имеется|нет(?: соглашения)?|отсутствует|no(?:ne)?|[-–—]*")


def agreement_told(words: str) -> tuple[bool, str]:
    """Whether a cell tells of an agreement, and the number that it gives: "" for «заключено», «имеется», «б/н»."""
    number = tidy(words).lstrip("№").strip()
    folded = fold(number).strip(" .")
    if _NONE.fullmatch(folded):
        return False, ""
    return True, "" if _CONCLUDED.fullmatch(folded) else number


class AgreementParts(NamedTuple):
    """An agreement told in words, taken apart: its number, its day and the last one on which it holds."""

    number: str
    day: dt.date | None = None
    until: dt.date | None = None


_KIND = regex(r"^(?:соглашение|договор)\b(?: о [а-яё ]{3,60}?(?=\s*(?:№|от\b|б/?н)))?[\s,:]*", re.IGNORECASE)
_UNTIL = regex(r"[\s,;(]*(?:действу\w+\s+|действительн\w+\s+|срок\w*\s+)?(?:до|по)\s*$", re.IGNORECASE)
_FROM = regex(r"(?:^|[\s,;(])(?:от|с|of|дата:?)\s*$", re.IGNORECASE)
_END = regex(r"^\s*(?:года|г\.?)?(?=$|[\s,;)])", re.IGNORECASE)
_NUMBER = regex(r"[\w./\\-]{0,24}")
_UNNUMBERED = regex(r"б/?н|без (?:№|номера)", re.IGNORECASE)


def agreement_parts(words: str) -> AgreementParts:
    """«№ 4 от 12.11.2025», «12.11.2025 № 4», «договор № 15-К от 1 сентября 2024 г. до 31.08.2027», taken apart.

    Where anything else is said beside these, all of it stays the number, as it is told.
    """
    whole = agreement_told(words)[1]
    rest = _KIND.sub("", tidy(words))
    until = day = None
    while spot := find_day(rest):
        before, after = rest[: spot.start], _END.sub("", rest[spot.end :])
        told = _day_of(spot)
        if told is None or not rest:
            return AgreementParts(whole)
        if match := _UNTIL.search(before):
            until, before = until or told, before[: match.start()]
        else:
            day, before = day or told, _FROM.sub(" ", before)
        rest = f"{before} {after}".strip()
    number = tidy(_UNNUMBERED.sub("", rest)).strip(" ,;()").removeprefix("№").strip()
    return AgreementParts(number, day, until) if day and _NUMBER.fullmatch(number) else AgreementParts(whole)


def _day_of(spot: Spotted) -> dt.date | None:
    return dt.date.fromisoformat(spot.value) if spot.value else None
