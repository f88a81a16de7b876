"""How high a row of a workbook must be for its words to be seen; what is too high for any row of Excel is parted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import cast

from cluster_desk.core.progress import check
from cluster_desk.reports.document import Cell, Content, Row, Table
from cluster_desk.reports.document.batches import Batch
from cluster_desk.reports.document.columns import PAD_X, Contents, widest_of
from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.text import Dated, Sum, display, plain
from cluster_desk.reports.document.typography import letter_widths
from cluster_desk.reports.document.words import BREAK, END

LINE_HEIGHT = 15.0  # points, of 11 pt text
HIGHEST = 409.0  # points: no row of Excel is higher
MOST_KEPT = 20_000
"""Contents of a column that are remembered: those of a log of years would fill the memory."""
_ONE_LINE = {int, float, Decimal, type(None), Sum, Dated, datetime.date, datetime.datetime}
_IN_WORDS = (str, tuple, type(None))
MOST_LINES = int(HIGHEST / LINE_HEIGHT) - 1
"""Lines that a row can hold."""
_SIZE = 11.0
_MM = 72 / 25.4
_SURE = 0.35  # letters a millimetre that find room in any words
_SHARE = 0.97  # of a column's width that words surely have, whatever program shows them


def lines_of_text(text: str, width: float, *, strong: bool = False, size: float = _SIZE) -> int:
    """How many lines words take in a column so many mm wide."""
    return _Ruler(width, strong, size).lines(text)


class _Ruler:
    """Counts the lines of words in a column so many mm wide."""

    def __init__(self, width: float, strong: bool, size: float = _SIZE) -> None:
        self._sure = width * _SURE  # fewer letters are one line
        self._room = max((width - PAD_X) * _MM * _SHARE * 1000 / size, 1.0)
        self._measure = letter_widths(strong)
        self._space = self._measure(" ")

    def lines(self, text: str) -> int:
        """How many lines words take, as typed."""
        if "\n" not in text:
            return 1 if len(text) < self._sure else self._lines(text)
        return sum(map(self._lines, text.split("\n")))

    def lines_of_many(self, texts: Sequence[str], widths: Iterable[float]) -> list[int]:
        """How many lines each text takes, by the widths of their words as `Words` tells them."""
        counts: list[int] = []
        parted: list[int] = []  # texts with a word that one line does not hold
        count, used, room = 1, 0.0, self._room + self._space
        for wide in widths:
            used += wide
            if used > room:
                if wide <= room:
                    count, used = count + 1, wide
                elif wide == END:
                    counts.append(count)
                    count, used = 1, 0.0
                elif wide == BREAK:
                    count, used = count + 1, 0.0
                else:
                    parted.append(len(counts))
        for at in parted:
            counts[at] = self.lines(texts[at])
        sure = self._sure
        return [
            1 if count > 1 and len(text) < sure and "\n" not in text else count
            for text, count in zip(texts, counts, strict=True)
        ]

    def _lines(self, typed: str) -> int:
        widths = list(map(self._measure, typed.split(" ")))
        room, space = self._room, self._space
        if sum(widths) + space * (len(widths) - 1) <= room:
            return 1
        count, used = 1, 0.0
        if max(widths) <= room:
            for wide in widths:
                used += wide
                if used > room:
                    count, used = count + 1, wide
                used += space
            return count
        for wide in widths:
            if used and used + space + wide > room:
                count, used = count + 1, 0.0
            used += (space if used else 0.0) + wide
            if used > room:
                further = int(used / room)
                count, used = count + further, used - further * room
        return count


def widened(table: Table, widths: Sequence[float], contents: Sequence[Contents]) -> list[float]:
    """The columns' widths in mm, wide enough for every word of the header and for numbers and dates: none wraps."""
    results = list(widths)
    bold = letter_widths(bold=True)
    for row in table.header_cells():
        for column, across, cell, _covered in row:
            if across == 1:
                words = plain(cell.text).replace(SOFT_HYPHEN, "").split()
                results[column] = max(results[column], _room_of(max(map(bold, words), default=0.0)))
    for at, by_kind in enumerate(contents):
        check()
        for (kind, _strong), values in by_kind.items():
            if kind in _IN_WORDS:
                continue
            for content in widest_of(kind, values):
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
    """How many lines rows of one value a column take; of what repeats each different content is counted once."""

    def __init__(self, widths: Sequence[float], *, strong: bool) -> None:
        self._known = [_LinesOf(width, strong) for width in widths]

    def of(self, batch: Batch, measured: Sequence[Sequence[Content]]) -> list[int]:
        """The lines of the highest cell of each row; `measured`: the batch's columns as they are measured."""
        columns = enumerate(zip(self._known, measured, batch.kinds, strict=True))
        counts: list[Iterable[int]] = [
            known.of_many(cast("Sequence[str]", values), batch.widths[at])
            if at in batch.widths
            else map(known.__getitem__, values)
            for at, (known, values, those) in columns
            if not those <= _ONE_LINE
        ]
        return [1] * len(batch.rows) if not counts else list(counts[0] if len(counts) == 1 else map(max, *counts))


class _LinesOf(dict[Content, int]):
    """The lines of a column's contents, as they are asked for."""

    def __init__(self, width: float, strong: bool) -> None:
        super().__init__()
        ruler = _Ruler(width, strong)
        self._lines, self.of_many = ruler.lines, ruler.lines_of_many

    def __missing__(self, content: Content) -> int:
        said = (content, False) if content.__class__ is str else _text_of(content)
        if len(self) >= MOST_KEPT:
            self.clear()
        lines = self[content] = self._lines(said[0]) if said else 1
        return lines


def parts_of_text(text: str, width: float, *, strong: bool = False, most: int = MOST_LINES) -> list[str]:
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
    if lines <= MOST_LINES:
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
