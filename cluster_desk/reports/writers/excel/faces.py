"""The words of a cell: without what a workbook cannot hold, and in their faces where these differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.text import Run, plain

FACE = "Times New Roman"
_NO_XML = re.compile(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str | None:
    """Text without what a workbook, being XML, cannot hold, and without soft hyphens; an empty cell stays empty."""
    return _NO_XML.sub("", text.replace(SOFT_HYPHEN, "")) or None


def in_faces(runs: Sequence[Run], size: float, *, strong: bool = False) -> CellRichText | str:
    """Words of a cell that is set in `size`, bold where it is `strong`; plain where all of them look like the cell."""
    if all((run.bold or strong, run.italic, run.struck) == (strong, False, False) for run in runs):
        return plain(tuple(runs))
    blocks = []
    for run in runs:
        font = InlineFont(rFont=FACE, sz=size, b=run.bold or strong, i=run.italic, strike=run.struck)
        if words := clean(run.text):
            blocks.append(TextBlock(font, words))
    return CellRichText(blocks)


def cut(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """What stands from one letter to another."""
    parts, at = [], 0
    for run in runs:
        words = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if words:
            parts.append(run._replace(text=words))
    return tuple(parts)
