"""What stands where a list has its members' agreements: a number, or a word for there being one or none."""

from __future__ import annotations

from cluster_desk.core.regex import regex
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
