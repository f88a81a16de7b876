"""Tables of a plan's document that are no plan (staff, stages, criteria): kept with its texts, row by row.

A row is a line «| a | b |», the first one the header; a row of one cell over the whole width is «| a |». A header
without words stands where the table has none.
"""

from __future__ import annotations

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import LINE_BREAK, PlanText
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import BULLET, Cell, Grid
from cluster_desk.exchange.layout.reading_order import Table
from cluster_desk.exchange.layout.told_columns import header_row, seems_plan
from cluster_desk.exchange.parsers.plans import is_passport

_SIGNED = regex(r"_{3,}|\(?подпись\)?|\bм\. ?п\.")


def may_be_kept(table: Table) -> bool:
    """Whether a table that no reader took is kept: not a plan whose columns are asked for, not lines to sign on."""
    grid = table.original
    filled = [row for row in grid.rows if any(cell.text for cell in row)]
    if grid.told or len(filled) < 2 or grid.width < 2 or seems_plan(grid):
        return False
    return not any(_SIGNED.search(fold(cell.text)) for row in filled for cell in row)


def keep(table: Table, heading: str, result: ParsedDocument) -> None:
    """Add the table to the texts, under the words that stood above it."""
    grid = table.original
    rows = [_row(grid, index) for index in range(len(grid.rows))]
    lines = [f"| {' | '.join(cells)} |" for cells in rows if any(cells)]
    if is_passport(grid) or header_row(grid) < 0:
        lines.insert(0, "| " + " | " * (grid.width - 1) + " |")
    text = PlanText(heading=heading.rstrip(" :"), text="\n".join(lines))
    result.texts.append(Parsed(text, source=grid.source(0)))


def _row(grid: Grid, index: int) -> list[str]:
    """The words of a row's cells; a cell over several columns or rows tells them in its first place alone."""
    cells = grid.rows[index]
    alone = grid.only_cell(index)
    if alone is not None:
        return [_words(alone)]
    begins = [at == 0 or cells[at - 1] is not cell for at, cell in enumerate(cells)]
    return [_words(cell) if first and cell.row == index else "" for first, cell in zip(begins, cells, strict=True)]


def _words(cell: Cell) -> str:
    marks = [("–" if each.mark == BULLET else each.mark, each.words) for each in cell.paragraphs]
    return LINE_BREAK.join(" ".join(filter(None, each)) for each in marks if any(each)).replace("|", "/")
