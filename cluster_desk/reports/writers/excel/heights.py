"""How high a row of a workbook must be for its words to be seen; what is too high for any row of Excel is parted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cluster_desk.reports.document import Cell, Content, Row, Table
from cluster_desk.reports.document.columns import PAD_X, contents_by_column
from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.text import Dated, Sum, display, plain
from cluster_desk.reports.document.typography import letter_widths

LINE_HEIGHT = 15.0  # points, of 11 pt text
HIGHEST = 409.0  # points: no row of Excel is higher
MOST_KEPT = 20_000
"""Contents of a column that are remembered: those of a log of years would fill the memory."""
_ONE_LINE = {int, float, Decimal, type(None), Sum, Dated, datetime.date, datetime.datetime}
_MOST_LINES = int(HIGHEST / LINE_HEIGHT) - 1
_SIZE = 11.0
_MM = 72 / 25.4
_SURE = 0.35  # letters a millimetre that find room in any words
_SHARE = 0.97  # of a column's width that words surely have, whatever program shows them


def lines_of_text(text: str, width: float, *, strong: bool = False, size: float = _SIZE) -> int:
    """How many lines words take in a column so many mm wide."""
    if "\n" not in text and len(text) < width * _SURE:
        return 1
    room = max((width - PAD_X) * _MM * _SHARE * 1000 / size, 1.0)
    measure = letter_widths(strong)
    space = measure(" ")
    count = 0
    for typed in text.split("\n"):
        count, used = count + 1, 0.0
        for word in typed.split(" "):
            wide = measure(word)
            if used and used + space + wide > room:
                count, used = count + 1, 0.0
            used += (space if used else 0.0) + wide
            if used > room:
                further = int(used / room)
                count, used = count + further, used - further * room
    return count


def widened(table: Table, widths: Sequence[float]) -> list[float]:
    """The columns' widths in mm, wide enough for every word of the header and for numbers and dates: none wraps."""
    results = list(widths)
    bold = letter_widths(bold=True)
    for row in table.header_cells():
        for column, across, cell, _covered in row:
            if across == 1:
                words = plain(cell.text).replace(SOFT_HYPHEN, "").split()
                results[column] = max(results[column], _room_of(max(map(bold, words), default=0.0)))
    for at, contents in enumerate(contents_by_column(table)):
        for content, _class, _strong in contents:
            value = content.content if isinstance(content, Cell) else content
            if value is not None and not isinstance(value, str | tuple):
                results[at] = max(results[at], _room_of(bold(display(value))))
    return results


def _room_of(units: float) -> float:
    """The width of a column in mm that holds so many units of the size."""
    return units * _SIZE / 1000 / _MM / _SHARE + PAD_X


def _text_of(content: Content) -> tuple[str, bool] | None:
    """A cell's words, and whether they are bold; None for a number, and where it covers further columns or rows."""
    strong = False
    if isinstance(content, Cell):
        if content.across > 1 or content.down > 1:
            return None
        strong, content = content.bold, content.content
    if isinstance(content, tuple):
        return plain(content), strong
    return (content, strong) if isinstance(content, str) else None


def lines_of_row(row: Row, widths: Sequence[float], *, strong: bool = False) -> int:
    """How many lines the row's highest cell takes; cells over several columns or rows do not count."""
    most, at, count = 1, 0, len(widths)
    for content in row.cells:
        if at >= count:
            break
        across = content.across if isinstance(content, Cell) else 1
        said = (content, False) if isinstance(content, str) else _text_of(content)
        if said and (len(said[0]) >= widths[at] * _SURE or "\n" in said[0]):
            most = max(most, lines_of_text(said[0], widths[at], strong=strong or said[1]))
        at += across
    return most


class LineCounts:
    """How many lines rows take, the same words of a column counted once."""

    def __init__(self, widths: Sequence[float]) -> None:
        self._widths = widths
        self._known = {strong: [_LinesOf(width, strong) for width in widths] for strong in (False, True)}

    def __call__(self, row: Row) -> int:
        """How many lines the row's highest cell takes."""
        if not row.is_plain(len(self._widths)):
            return lines_of_row(row, self._widths, strong=row.total)
        known = zip(self._known[row.total], row.cells, strict=True)
        return max([lines[content] for lines, content in known if content.__class__ not in _ONE_LINE], default=1)


class _LinesOf(dict[Content, int]):
    """The lines of a column's contents, as they are asked for."""

    def __init__(self, width: float, strong: bool) -> None:
        super().__init__()
        self._width, self._strong = width, strong

    def __missing__(self, content: Content) -> int:
        said = _text_of(content)
        lines = lines_of_text(said[0], self._width, strong=self._strong) if said else 1
        if len(self) >= MOST_KEPT:
            self.clear()
        self[content] = lines
        return lines


def parts_of_text(text: str, width: float, *, strong: bool = False, most: int = _MOST_LINES) -> list[str]:
    """Words in as many parts as rows are needed for them."""
    if lines_of_text(text, width, strong=strong) <= most:
        return [text]
    parts: list[str] = []
    current = ""
    for word in _words(text):
        if current and lines_of_text(current + word, width, strong=strong) > most:
            parts.append(current.strip())
            current = word.lstrip()
        else:
            current += word
    return [*parts, current.strip()]


def _words(text: str) -> Iterator[str]:
    """A text's words, each with what parts it from the one before; a very long one in pieces."""
    start = 0
    for at, sign in enumerate(text):
        if (sign in " \n" and at > start) or at - start > 200:
            yield text[start:at]
            start = at
    yield text[start:]


def parts_of_row(row: Row, widths: Sequence[float], lines: int) -> list[tuple[Row, int]]:
    """The row with its `lines`, or where it is too high for Excel the rows that it becomes: long cells go on below."""
    if lines <= _MOST_LINES:
        return [(row, lines)]
    cells = []
    for content, width in zip(row.cells, widths, strict=False):
        said = _text_of(content)
        cells.append([content] if said is None else list(parts_of_text(said[0], width, strong=row.total or said[1])))
    count = max(map(len, cells))
    parts = [
        Row(tuple(parts[n] if n < len(parts) else "" for parts in cells), total=row.total, middle=row.middle)
        for n in range(count)
    ]
    return [(part, lines_of_row(part, widths, strong=row.total)) for part in parts]
