"""How wide the columns of a list are: measured by what stands in them; what is spare goes to those that are cut.

Nothing here goes through all the rows: a list of a hundred thousand is measured by some of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

SAMPLED = 240
"""Rows that a list is measured by."""
_LEAST = 104
_ENOUGH = 220
"""Beside a form a column is rather left out than others squeezed below this."""
_SLACK = 2  # what rounding and kerning may add to words measured one by one


class Need(NamedTuple):
    """Widths of a column.

    `least`: below it a column says little; `wrapped`: every cell fits into two lines; `whole`: each fits into one.
    """

    least: int
    wrapped: int
    whole: int

    @property
    def enough(self) -> int:
        """What it should have where columns may be left out."""
        return min(self.wrapped, max(self.least, _ENOUGH))


def need(texts: Iterable[str], measure: Callable[[str], int], padding: int, heading: int) -> Need:
    """The need of a column of these texts; `measure` tells how wide words are, `heading` the least for the heading."""
    whole = wrapped = 0
    known: dict[str, int] = {}
    for text in texts:
        width = measure(text)
        whole = max(whole, width)
        if width > wrapped:
            wrapped = max(wrapped, _in_two_lines(text, width, measure, known))
    whole, wrapped = (max(heading, width + padding + _SLACK) for width in (whole, wrapped))
    return Need(max(heading, min(wrapped, _LEAST)), wrapped, whole)


def fixed(width: int) -> Need:
    """The need of a column that the user gave a width."""
    return Need(width, width, width)


def shared(needs: Sequence[Need], room: int) -> list[int]:
    """The widths within `room`: first all words in two lines, then in one; those that lack little are served first."""
    widths = [each.least for each in needs]
    for goals in ([each.wrapped for each in needs], [each.whole for each in needs]):
        spare = room - sum(widths)
        lacking = sorted((goal - width, place) for place, (goal, width) in enumerate(zip(goals, widths, strict=True)))
        for served, (lack, place) in enumerate(lacking):
            given = max(0, min(lack, spare // (len(lacking) - served)))
            widths[place] += given
            spare -= given
    return widths


def without_room(needs: Sequence[Need], order: Sequence[int], room: int, *, enough: bool) -> set[int]:
    """The places that are left out, the first of `order` first, so that the rest have room: `enough` or the least."""
    result: set[int] = set()
    for place in order:
        if len(needs) - len(result) <= 2:
            break
        if sum((one.enough if enough else one.least) for at, one in enumerate(needs) if at not in result) <= room:
            break
        result.add(place)
    return result


def _in_two_lines(text: str, whole: int, measure: Callable[[str], int], known: dict[str, int]) -> int:
    """How wide the wider of two lines is where `text` breaks best."""
    lines = text.split("\n")
    if len(lines) > 1:
        return max(map(measure, lines)) if len(lines) == 2 else whole
    words = text.split(" ")
    if len(words) == 1:
        return whole
    before, best = 0, whole
    for word in words[:-1]:
        width = known.get(word)
        if width is None:
            width = known[word] = measure(f"{word} ")
        before += width
        best = min(best, max(before, whole - before))
        if before >= whole - before:  # the first line is the wider one from here on
            break
    return best
