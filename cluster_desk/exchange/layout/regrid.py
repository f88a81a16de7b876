"""Grids made of grids: a column put in, rows made anew. Nothing of the document is lost, and places stay its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph


def cell_of(words: str, *, why: str = "", note: str = "") -> Cell:
    """A cell that says `words` and stands nowhere in the document; `why` is the doubt, `note` the remark about them."""
    paragraphs = [Paragraph(line) for line in words.split("\n")] if words else []
    return Cell(paragraphs, list(paragraphs), inferred=True, why=why, note=note)


def with_column(grid: Grid, at: int, column: Sequence[Cell]) -> Grid:
    """The grid with a further column before the column `at`; a cell over both sides of it is over it too."""
    rows = [
        [*row[:at], row[at] if 0 < at < len(row) and row[at - 1] is row[at] else cell, *row[at:]]
        for row, cell in zip(grid.rows, column, strict=True)
    ]
    if rows and at == grid.width:
        rows = [[*row[:-1], row[0] if _is_over_all(row[:-1]) else row[-1]] for row in rows]
    return replace(grid, rows=rearranged(rows))


def _is_over_all(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and all(cell is row[0] for cell in row)


def rearranged(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """`rows` with cells that know their places in them, those merged over rows and columns still one."""
    copies: dict[int, Cell] = {}
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if id(cell) in copies:
                copy = copies[id(cell)]
                copy.span = max(copy.span, column - copy.column + 1)
                copy.rows = max(copy.rows, index - copy.row + 1)
            else:
                copies[id(cell)] = replace(cell, row=index, column=column, span=1, rows=1)
    return [[copies[id(cell)] for cell in row] for row in rows]


def numbers_of(grid: Grid) -> list[int]:
    """The numbers that the rows of `grid` have in the document."""
    return [grid.row_number(index) for index in range(len(grid.rows))]
