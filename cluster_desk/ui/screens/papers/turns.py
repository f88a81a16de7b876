"""Whose turn it is: of papers asked for one after another only the last is made to its end."""

from __future__ import annotations

from cluster_desk.core.errors import Cancelled


class Turn:
    """Counts what was asked for."""

    def __init__(self) -> None:
        self.number = 0

    def next(self) -> Asked:
        """Another paper is wanted, or none any more."""
        self.number += 1
        return Asked(self, self.number)


class Asked:
    """A paper asked for; as `Progress` it stops the work on a paper that nobody waits for any more."""

    def __init__(self, turn: Turn, number: int) -> None:
        self._turn, self._number = turn, number

    @property
    def is_over(self) -> bool:
        """Whether another was asked for since."""
        return self._number != self._turn.number

    def report(self, done: int, total: int, text: str = "") -> None:
        """Part of `Progress`."""
        if self.is_over:
            raise Cancelled
