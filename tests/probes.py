"""Fixed names for scripts outside this repository: they call these, whatever the program's own names become."""

from __future__ import annotations

from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasting import pasted_items, pasted_tables, plan_targets
from cluster_desk.exchange.layout.grids import Grid

PLAN_ORDER = ("number", "title", "deadline", "responsible", "state")


def clipboard_rows(html: str = "", text: str = "") -> list[list[list[str]]]:
    """The tables of a clipboard as rows of cells; a cell's lines are parted by line ends, merged cells repeated."""
    grids = [block for block in read_clipboard(html, text).blocks if isinstance(block, Grid)]
    return [[["\n".join(cell.lines) for cell in row] for row in grid.rows] for grid in grids]


def clipboard_columns(html: str = "", text: str = "") -> list[list[tuple[str, str]]]:
    """Of each table pasted into a plan: the heading of every column and the field it goes to, "" for none."""
    pasted = pasted_tables(read_clipboard(html, text), plan_targets(), PLAN_ORDER)
    return [[(column.heading, column.key) for column in table.columns] for table in pasted.tables]


def clipboard_items(html: str = "", text: str = "") -> list[dict[str, object]]:
    """The plan items that a clipboard makes: section, words by field, and the steps' words."""
    pasted = pasted_tables(read_clipboard(html, text), plan_targets(), PLAN_ORDER)
    return [{"section": one.section, **one.words, "steps": one.steps} for one in pasted_items(pasted)]
