"""A chart of horizontal bars, as every format draws it."""

from __future__ import annotations

from typing import NamedTuple

from cluster_desk.reports.document.text import display


class Bars(NamedTuple):
    """One line of a chart: whose, and a number for each series; None where there is none."""

    label: str
    values: tuple[float | None, ...]


class Chart(NamedTuple):
    """Horizontal bars, one series dark, the next hatched, the third light: they differ without colours.

    The numbers stand at the bars' ends as `display` writes them, `unit` behind. `target`: a dashed line at a value.
    """

    caption: str
    series: tuple[str, ...]
    bars: tuple[Bars, ...]
    unit: str = ""
    target: float | None = None
    before: float = 8.0
    after: float = 8.0

    @property
    def top(self) -> float:
        """The greatest value drawn; 1 when there is nothing."""
        values = [value or 0.0 for each in self.bars for value in each.values]
        return float(max([*values, self.target or 0.0])) or 1.0

    def value_words(self, value: float | None) -> str:
        """What stands at the end of a bar."""
        if value is None:
            return ""
        words = "0" if value == 0 else display(int(value) if float(value).is_integer() else value)
        return f"{words}{self.unit}"
