"""A made document as a file: typed in Word or in Excel, in different ways."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from tests.documents_check.made import Made
from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx


def write(made: Made, folder: Path, seed: int) -> Path:
    """The document as .docx, every third as .xlsx."""
    chance = random.Random(seed)
    if seed % 3 == 2:
        return _workbook(made, folder / f"{seed}.xlsx")
    blocks = made.blocks
    if chance.random() < 0.3:  # an empty line after each block, two spaces between words
        blocks = [part for block in blocks for part in (_spaced(block), "")]
    return write_docx(folder / f"{seed}.docx", blocks)


def _spaced(block: object) -> object:
    return block.replace(" ", "  ") if isinstance(block, str) else block


def _workbook(made: Made, path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    row, numbers = 1, 0
    for block in made.blocks:
        if not isinstance(block, Table):
            sheet.cell(row, 1, str(block))
            row += 1
            continue
        above: dict[int, int] = {}
        for cells in block.rows:
            column = 1
            for cell in cells:
                if isinstance(cell, Below):
                    sheet.merge_cells(start_row=row - 1, end_row=row, start_column=column, end_column=column)
                    column += 1
                    continue
                inner = cell.content if isinstance(cell, Merged) else cell
                if isinstance(inner, Numbered):  # a sheet has no numbers of its own
                    numbers += 1
                    inner = f"{numbers}."
                across = cell.across if isinstance(cell, Merged) else 1
                sheet.cell(row, column, str(inner) or None)
                if across > 1:
                    sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + across - 1)
                above[column] = row
                column += across
            row += 1
        row += 1
    book.save(path)
    return path


def words_of(made: Made) -> Iterator[str]:
    """The words of every text of the document, each as it is compared."""
    waiting = list(made.blocks)
    while waiting:
        block = waiting.pop()
        if isinstance(block, Table):
            waiting += [cell for cells in block.rows for cell in cells]
        elif isinstance(block, Merged):
            waiting.append(block.content)
        elif isinstance(block, str):
            # The number before a line of a list is its mark, not a word.
            yield from re.findall(r"[^\W_]+", re.sub(r"^\d+\.\s", "", block))
