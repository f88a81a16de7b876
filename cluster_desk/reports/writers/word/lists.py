"""Lists of a Word file: what was typed as «1.», «1.1.», «1)» or «–» becomes a numbered or bulleted list of Word's own.

A list's number is counted by Word, from 1 on. A number that does not go on from the one before stays as it was typed,
as that of a decision does: others quote it, and it must not change with what is written above.
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.regex import regex
from cluster_desk.reports.document.text import Text

_TYPED = regex(r"(?:(?P<bullet>[–—•-])|(?P<numbers>\d{1,3}(?:\.\d{1,3}){0,2})(?P<end>[.)]))[ \u00a0](?=\S)")
_BULLETS = 1
"""The list of all typed with a dash."""


@dataclass
class _List:
    """A list that goes on: its id, what was last counted at each level."""

    row: int
    counts: list[int]


class Lists:
    """Makes list items of typed ones; knows all lists in the end.

    Every list has an abstract list of its own: lists of one count on in each other, as Word and others see it.
    """

    def __init__(self) -> None:
        self._abstract = [_abstract(_BULLETS, _level(0, "bullet", "–"))]
        self._open: dict[str, _List] = {}

    def item(self, text: Text) -> tuple[str, str, Text] | None:
        """For a typed item: its style's role, its place in a list as XML, the words without the number."""
        first = text if isinstance(text, str) else text[0].text if text else ""
        found = _TYPED.match(first)
        if found is None:
            return None
        rest: Text = first[found.end() :]
        if not isinstance(text, str):
            rest = (text[0]._replace(text=str(rest)), *text[1:])
        if found["bullet"]:
            return "ListBullet", _numbers(_BULLETS, 0), rest
        counts = [int(number) for number in found["numbers"].split(".")]
        row = self._counted(found["end"], counts)
        return ("ListNumber", _numbers(row, len(counts) - 1), rest) if row else None

    def close(self) -> None:
        """A heading ends every list: what is counted below it begins at 1 or stays as it was typed."""
        self._open.clear()

    def _counted(self, end: str, counts: list[int]) -> int:
        """The list that counts so next, a new one for its first number; 0 where the number follows nothing."""
        there = self._open.get(end)
        if there is not None and _following(there.counts, counts):
            there.counts = counts
            return there.row
        if counts != [1]:
            return 0
        row = len(self._abstract) + 1
        levels = (_level(n, "decimal", ".".join(f"%{k}" for k in range(1, n + 2)) + end) for n in range(3))
        self._abstract.append(_abstract(row, *levels))
        self._open[end] = _List(row, counts)
        return row

    def xml(self) -> str:
        """What stands in the part of the lists, without its root."""
        nums = (
            f'<w:num w:numId="{row}"><w:abstractNumId w:val="{row}"/></w:num>'
            for row in range(1, len(self._abstract) + 1)
        )
        return f"{''.join(self._abstract)}{''.join(nums)}"


def _following(before: list[int], counts: list[int]) -> bool:
    """Whether a list that last counted `before` counts `counts` next."""
    level = len(counts)
    if level <= len(before):
        return counts[:-1] == before[: level - 1] and counts[-1] == before[level - 1] + 1
    return level == len(before) + 1 and counts[:-1] == before and counts[-1] == 1


def _numbers(row: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{row}"/></w:numPr>'


def _level(level: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _abstract(row: int, *levels: str) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return f'<w:abstractNum w:abstractNumId="{row}"><w:multiLevelType w:val="{kind}"/>{"".join(levels)}</w:abstractNum>'
