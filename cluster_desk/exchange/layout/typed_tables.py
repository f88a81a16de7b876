"""Tables that were typed with tabs or many spaces: lines of as many parts, as the grid that they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.deadlines.time_words import names_time
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.exchange.layout.grids import Block, Cell, Grid, Paragraph
from cluster_desk.exchange.layout.headers import is_heading, role_of

_GAP = regex(r"[ \u00a0]*\t[ \u00a0]*|(?<=\S)[ \u00a0]{3,}(?=\S)")
_GAPS = regex(r"(?:[ \u00a0]*\t[ \u00a0]*)+|(?<=\S)[ \u00a0]{3,}(?=\S)")
_LONGEST_BETWEEN = 120
_ROLES = {"title", "deadline", "responsible", "number", "result", "topic", "time", "place"}
_MOST_COLUMNS = 10


def typed_table(first: Paragraph, waiting: list[Block]) -> Grid | None:
    """The table that begins with the line `first`, its lines taken from `waiting` (the next one last)."""
    text = first.text.strip()
    if ("\t" not in text and "   " not in text.replace("\u00a0", " ")) or not _GAP.search(text):
        return None
    lines = [first]
    for block in reversed(waiting):
        if not isinstance(block, Paragraph):
            break
        lines.append(block)
    header = _parts(first)
    is_headed = len(header) > 1 and sum(role_of(part) in _ROLES and is_heading(part, (), ()) for part in header) > 1
    numbered = is_headed and role_of(header[0]) == "number"
    count = _length(lines, len(header), numbered=numbered)
    rows = [_parts(line, len(header)) for line in lines[:count]]
    told = [row for row in rows if len(row) > 1]
    if all(row[0].endswith(":") for row in told):
        return None  # labels, each with what it tells: «Место проведения:», «Время проведения:»
    if len(header) > _MOST_COLUMNS or len(told) < 2 or (not is_headed and not _tells_times(told)):
        return None
    del waiting[len(waiting) - (count - 1) :]
    return _grid(rows, [line.number for line in lines[:count]], len(header))


def _parts(line: Paragraph, width: int = 0) -> list[str]:
    """The parts of a line; gaps of several tabs are one where the parts are too many otherwise."""
    text = line.text.replace("\n", " ").strip(" \u00a0").rstrip("\t")
    parts = [part.strip() for part in _GAP.split(text)]
    if not width or len(parts) > width:
        parts = [part.strip() for part in _GAPS.split(text.strip())]
    if line.mark and (not width or len(parts) < width):
        parts.insert(0, line.mark)
    return parts


def _length(lines: Sequence[Paragraph], width: int, *, numbered: bool) -> int:
    """How many lines belong together; a short line without a gap heads those below it, a signature ends them."""
    count = 0
    for place, line in enumerate(lines):
        parts = _parts(line, width)
        is_row = not place or (
            any(sign.isdigit() for sign in parts[0]) if numbered else not _is_signature(parts, width)
        )
        if 1 < len(parts) <= width and is_row:
            count = place + 1
        elif len(parts) > 1 or len(line.words) > _LONGEST_BETWEEN or place - count > 0:
            break
    return count


def _is_signature(parts: Sequence[str], width: int) -> bool:
    return len(parts) == 2 < width and bool(find_names(parts[1]))


def _tells_times(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column of lines without a header tells times, so that they are no signatures."""
    width = max(map(len, rows))
    named = [[row[column] for row in rows if column < len(row)] for column in range(width)]
    return any(
        len(words) == len(rows) and sum(map(names_time, words)) * 10 >= len(words) * 7 for words in named
    ) and not all(find_names(row[-1]) and "_" in " ".join(row) for row in rows)


def _grid(rows: Sequence[Sequence[str]], numbers: list[int], width: int) -> Grid:
    cells: list[list[Cell]] = []
    for index, row in enumerate(rows):
        if len(row) == 1:
            cells.append([_cell(row[0], index, 0, numbers[index], span=width)] * width)
            continue
        filled = [*row, *[""] * (width - len(row))]
        cells.append([_cell(part, index, column, numbers[index]) for column, part in enumerate(filled)])
    return Grid(cells, row_numbers=numbers, typed=True)


def _cell(words: str, row: int, column: int, number: int, span: int = 1) -> Cell:
    paragraphs = [Paragraph(words, number=number)] if words else []
    return Cell(paragraphs, list(paragraphs), row, column, span)
