"""What the columns of a list from Excel hold, told by the words over them."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.headers import field_named, role_of
from cluster_desk.exchange.layout.participant_columns import NAME_PARTS, participant_field
from cluster_desk.exchange.templates.fields import COLUMN

_LISTED = {"name": "list.name", "grade": "list.class", "organization": "list.org", "post": "list.post"}
_ALONE = regex(r"(?:педагог|учитель|преподаватель|воспитатель|сотрудник|работник)")
"""Those of whom a list is, where nothing but that stands over the column; «ФИО педагога» is beside a child's name."""


def by_headings(headings: Sequence[str]) -> list[str]:
    """The fields of a list from Excel by what stands over its columns, "" where nothing does.

    «ФИО педагога» is a mentor's beside the name of a child, and whom the list is of where no other name stands.
    """
    codes = [_by_heading(heading) if heading.strip() else "" for heading in headings]
    if "list.name" not in codes:
        named = [n for n, code in enumerate(codes) if code.startswith(COLUMN) and _NAMES.search(_folded(headings[n]))]
        codes = [*codes[: named[0]], "list.name", *codes[named[0] + 1 :]] if named else codes
    return codes


_NAMES = regex(r"фамили|\bф\W?и\W?о\b")


def _folded(heading: str) -> str:
    return fold(heading.replace("_", " ")).strip(" .:*")


def _by_heading(heading: str) -> str:
    words = _folded(heading)
    if role_of(words) == "number":
        return "row.number"
    if field_named(words, NAME_PARTS) or _ALONE.fullmatch(words):
        return "list.name"
    if field_named(words, ("organization_id",)) and "должност" not in words:
        return "list.org"
    if code := _LISTED.get(participant_field(words)) or ("list.class" if field_named(words, ("age",)) else ""):
        return code
    return "list.result" if field_named(words, ("place_words", "score")) else f"{COLUMN}{' '.join(heading.split())}"
