"""A month on the wall, said without any file format: weeks of days, what stands on them already broken into lines."""

from __future__ import annotations

from typing import Literal, NamedTuple

MarkKind = Literal["frame", "window", "hatch", "bar", "flag"]
"""Several days; some day within several; a vacation; one day; a deadline. They differ without colours."""
TEXT_SIZE = 9.0
LINE_HEIGHT = 10.6
"""Points from one line of a day to the next."""
DATE_HEIGHT = 17.0
"""Points of a day's own line."""
NOTE_SIZE = 8.0


class Mark(NamedTuple):
    """Something on the days `first` to `last` of a week (columns from 0), from line `line` on.

    `lines` fit the width; `label` is all of it. `struck` lines are those of something moved away, `after` follow them.
    `opens` and `closes`: whether it begins and ends in this week.
    """

    kind: MarkKind
    first: int
    last: int
    line: int
    lines: tuple[str, ...]
    label: str
    struck: bool = False
    after: tuple[str, ...] = ()
    opens: bool = True
    closes: bool = True


class DayCell(NamedTuple):
    """A day: its number or «1 апреля», its name, whether it is off or of another month, how many found no room.

    `note` are the lines of the name: beside the number, or where it is long, below it (`below`).
    """

    label: str
    note: tuple[str, ...] = ()
    off: bool = False
    outside: bool = False
    more: int = 0
    below: bool = False


class WeekRow(NamedTuple):
    """Seven days and what stands on them."""

    days: tuple[DayCell, ...]
    marks: tuple[Mark, ...]


class MonthGrid(NamedTuple):
    """A month that fills its page: title left, lines right, the weeks, what the signs mean.

    `margin`: the lines below the weeks, of what has a month but no days.
    """

    title: str
    aside: tuple[str, ...]
    weekdays: tuple[str, ...]
    weeks: tuple[WeekRow, ...]
    legend: tuple[tuple[MarkKind | Literal["off"], str], ...]
    note: str = ""
    margin: tuple[str, ...] = ()

    @property
    def margin_height(self) -> float:
        """Points that the margin takes."""
        return len(self.margin) * LINE_HEIGHT + 6 if self.margin else 0.0
