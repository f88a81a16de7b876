"""How wide the words of many texts are: each different word is measured once, and all that is asked of widths is told.

A log of years holds millions of words. Which column is to be how wide is known when all of them were measured; how many
lines they take is counted after that, from the same widths.
"""

from __future__ import annotations

from collections.abc import Collection

from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.typography import letter_widths, same_figures

BREAK, END = 1e12, 2e12
"""What stands among the widths of words where a line was ended by hand, and behind each text: no word is so wide."""
_END = "\0"


class Words(dict[str, float]):
    """Words of one face with their widths in 1/1000 of the size, the space behind them included."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__({"\n": BREAK, _END: END})
        self._measure = letter_widths(bold)
        self._space = self._measure(" ")
        self._hyphen = self._measure("-")
        self.widest, self._most = "", 0.0
        """The widest that is never parted: not at any white space, nor at a soft hyphen."""

    def __missing__(self, word: str) -> float:
        width = self._measure(word)
        if width + self._hyphen > self._most:  # a part before a soft hyphen bears a hyphen that the word does not
            self.widest = max("", self.widest, *word.replace(SOFT_HYPHEN, "- ").split(), key=self._measure)
            self._most = self._measure(self.widest)
        self[word] = width = width + self._space
        return width

    def of(self, texts: Collection[str]) -> list[float]:
        """The widths of all words of the texts in their order, with `BREAK` and `END` between them."""
        joined = same_figures(f"{f' {_END} '.join(texts)} {_END}")
        if joined.count(_END) != len(texts):
            return self.of([text.replace(_END, "") for text in texts])
        return list(map(self.__getitem__, joined.replace("\n", " \n ").split(" ")))
