"""Rows of a table taken together: a log of years has a hundred thousand, and little else.

What would be asked of every cell by itself (its class, how wide it is, whether its words are special) is asked of a
column of many rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from operator import attrgetter
from typing import cast

from cluster_desk.reports.document import Cell, Content, Group, Row, Section, TableRow
from cluster_desk.reports.document.typography import alike

_AT_ONCE = 500  # rows between two words of progress
_cells_of, _is_total = attrgetter("cells"), attrgetter("total")


@dataclass(slots=True, eq=False, repr=False)
class Batch:
    """Rows of one value a column that are alike in being totals; `kinds`: the classes that each column holds.

    `widths`: once they were measured, those of the words of columns that hold texts and nothing else, by column;
    not of columns whose texts repeat.
    """

    rows: list[Row]
    columns: list[tuple[Content, ...]]
    kinds: list[set[type]]
    widths: dict[int, list[float]] = field(default_factory=dict)

    def measured(self) -> list[Sequence[Content]]:
        """The columns as they are measured: of texts that repeat those that are alike are one."""
        return [
            alike(cast("Sequence[str]", values)) if kinds == {str} and at not in self.widths else values
            for at, (values, kinds) in enumerate(zip(self.columns, self.kinds, strict=True))
        ]

    @property
    def total(self) -> bool:
        """Whether they are totals."""
        return self.rows[0].total


Batched = Batch | Row | Section | Group


def batches_of(rows: Iterable[TableRow], columns: int) -> Iterator[Batched]:
    """Rows of so many columns: those of one value a column together, others one by one."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        for kind, run in [(True, some)] if _are_alike(some, columns) else groupby(some, partial(_kind, columns)):
            yield from _parted(cast("list[Row]", list(run)), columns) if kind is not None else run


def _are_alike(rows: Sequence[TableRow], columns: int) -> bool:
    """Whether rows have so many values each and are alike in being totals, which most of a long table are."""
    return (
        set(map(type, rows)) == {Row}
        and set(map(len, map(_cells_of, rows))) == {columns}
        and len(set(map(_is_total, rows))) == 1
    )


def _kind(columns: int, row: TableRow) -> bool | None:
    """Whether a row is a total; None where it has not so many values, or is no row."""
    return row.total if isinstance(row, Row) and len(row.cells) == columns else None


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
