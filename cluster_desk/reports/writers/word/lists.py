"""Lists of a Word file: what was typed as «1.», «1.1.», «1)» or «–» becomes a numbered or bulleted list of Word's own.

A list's number is counted by Word; where it does not go on from the paragraph before, it is told to begin anew with the
number that was typed, so that the paper says the same as on screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cluster_desk.reports.document.text import Text

_TYPED = re.compile(r"(?:(?P<bullet>[–—•-])|(?P<numbers>\d{1,3}(?:\.\d{1,3}){0,2})(?P<end>[.)]))[ \u00a0](?=\S)")
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
        self._open: dict[tuple[str, str], _List] = {}

    def item(self, text: Text) -> tuple[str, str, Text] | None:
        """For a typed item: its style's role, its place in a list as XML, the words without the number."""
        first = text if isinstance(text, str) else text[0].text if text else ""
        found = _TYPED.match(first)
        if found is None:
            return None
        rest: Text = first[found.end() :]
        if not isinstance(text, str):
            rest = (replace(text[0], text=str(rest)), *text[1:])
        if found["bullet"]:
            return "ListBullet", _numbers(_BULLETS, 0), rest
        counts = [int(number) for number in found["numbers"].split(".")]
        row, level = self._counted(found["end"], counts)
        return "ListNumber", _numbers(row, level), rest

    def _counted(self, end: str, counts: list[int]) -> tuple[int, int]:
        """The list and level that count so next; a list that begins so where none does."""
        whole = self._open.get((end, ""))
        if whole is not None and _following(whole.counts, counts):
            whole.counts = counts
            return whole.row, len(counts) - 1
        above = "".join(f"{count}." for count in counts[:-1])
        own = self._open.get((end, above)) if above else None
        if own is not None and own.counts[-1] + 1 == counts[-1]:
            own.counts = counts
            return own.row, 0
        row = len(self._abstract) + 1
        deeper = () if above else range(1, 3)
        self._abstract.append(
            _abstract(
                row,
                _level(0, "decimal", f"{above}%1{end}", counts[-1]),
                *(_level(n, "decimal", ".".join(f"%{k}" for k in range(1, n + 2)) + end) for n in deeper),
            )
        )
        self._open[end, above] = _List(row, counts)
        return row, 0

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


def _level(level: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _abstract(row: int, *levels: str) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return f'<w:abstractNum w:abstractNumId="{row}"><w:multiLevelType w:val="{kind}"/>{"".join(levels)}</w:abstractNum>'
