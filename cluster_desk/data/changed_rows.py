"""Which rows the latest changes touched: who has read the file before reads only these anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from cluster_desk.data.history.journal import RowChange

Row = tuple[str, int]
"""A table and the number of a row."""

_CHANGES_KEPT, _ROWS_KEPT = 100, 1_000


class ChangedRows:
    """The rows of the latest changes, each change with a number. Only a few are kept: one may have missed more."""

    def __init__(self) -> None:
        self._last = 0
        self._rows: deque[frozenset[Row]] = deque(maxlen=_CHANGES_KEPT)

    def mark(self) -> int:
        """The number of the last change; asked before the file is read."""
        return self._last

    def note(self, changes: Iterable[RowChange]) -> set[str]:
        """Remember what a change touched, after it was made; gives the tables."""
        touched = frozenset((table, row) for table, row, *_images in changes)
        if len(touched) > _ROWS_KEPT:
            self.forget()
        else:
            self._rows.append(touched)
            self._last += 1
        return {table for table, _row in touched}

    def forget(self) -> None:
        """Whatever was read before may be another now."""
        self._rows.clear()
        self._last += 1

    def since(self, mark: int) -> frozenset[Row] | None:
        """The rows touched since `mark`; None when that is not known any more."""
        missed = self._last - mark
        if missed > len(self._rows):
            return None
        return frozenset().union(*list(self._rows)[len(self._rows) - missed :])
