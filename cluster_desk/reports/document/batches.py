"""Rows of a table taken together: a log of years has a hundred thousand, and little else.

What would be asked of every cell by itself (its class, how wide it is, whether its words are special) is asked of a
column of many rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, cast

from cluster_desk.reports.document import Cell, Content, Group, Row, Section, TableRow
from cluster_desk.reports.document.typography import alike

_AT_ONCE = 500  # rows between two words of progress


class Batch(NamedTuple):
    """Rows of one value a column that are alike in being totals; `kinds`: the classes that each column holds."""

    rows: list[Row]
    columns: list[tuple[Content, ...]]
    kinds: list[set[type]]

    def measured(self) -> list[Sequence[Content]]:
        """The columns as they are measured: of texts those that are alike are one."""
        return [
            alike(cast("Sequence[str]", values)) if kinds == {str} else values
            for values, kinds in zip(self.columns, self.kinds, strict=True)
        ]

    @property
    def total(self) -> bool:
        """Whether they are totals."""
        return self.rows[0].total


Batched = Batch | Row | Section | Group


def batches_of(rows: Iterable[TableRow], columns: int) -> Iterator[Batched]:
    """Rows of so many columns: those of one value a column together, others one by one."""
    run: list[Row] = []
    for row in rows:
        if isinstance(row, Row) and len(row.cells) == columns:
            if run and (row.total is not run[0].total or len(run) == _AT_ONCE):
                yield from _parted(run, columns)
                run = []
            run.append(row)
            continue
        yield from _parted(run, columns)
        run = []
        yield row
    yield from _parted(run, columns)


def _parted(run: list[Row], columns: int) -> Iterator[Batch | Row]:
    """The run as a batch; where some of its rows say more than their values, what is between them."""
    if not run or not columns:
        yield from run
        return
    batch = _batch(run)
    if not any(Cell in kinds for kinds in batch.kinds):
        yield batch
        return
    for plain, rows in groupby(run, lambda row: row.is_plain(columns)):
        if plain:
            yield _batch(list(rows))
        else:
            yield from rows


def _batch(rows: list[Row]) -> Batch:
    values = list(zip(*[row.cells for row in rows], strict=True))
    return Batch(rows, values, [set(map(type, each)) for each in values])
