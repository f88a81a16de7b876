"""Which font size a table gets: the largest of 12, 11, 10 pt at which every word fits into its column.

The PDF measures with its fonts; the Word writer, which has none, with `letter_widths` read straight from the font file.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cluster_desk.reports.document import Row, Table, as_cell, placed, rows_of
from cluster_desk.reports.text import plain
from cluster_desk.reports.typography import SHAPES

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
PAD_X = 1.5  # mm at each side of a cell
SMALLEST = 10.0
SHAPE_WIDTH = 850.0  # of a drawn ☐ or ✓, in font units
_MM = 72 / 25.4

WidthOf = Callable[[str], float]


def column_widths(table: Table, room: float) -> list[float]:
    """The columns' widths in mm, brought down in proportion when the table is wider than `room` mm."""
    scale = min(1.0, room / table.width) if table.width else 1.0
    return [column.width * scale for column in table.columns]


def fitting_size(table: Table, widths: list[float], measure: Callable[[bool], WidthOf]) -> float:
    """The size for a table of columns `widths` mm wide; `measure(bold)` tells a word's width in 1/1000 of the size."""
    if table.size <= SMALLEST:
        return table.size
    words = _words(table)
    need = max(
        (
            max(map(measure(strong), found)) / ((widths[at] - 2 * PAD_X) * _MM)
            for (at, strong), found in words.items()
            if found
        ),
        default=0.0,
    )
    size = table.size
    while size > SMALLEST and need * size > 1000:
        size -= 1
    return size


def _words(table: Table) -> dict[tuple[int, bool], set[str]]:
    """The different words of each column, plain and bold apart; cells over several columns left out."""
    texts: dict[tuple[int, bool], list[str]] = {
        (at, strong): [] for at in range(len(table.columns)) for strong in (False, True)
    }
    header = [(row, True) for row in table.header_rows]
    for row, strong in (*header, *((row, row.total) for row in rows_of(table) if isinstance(row, Row))):
        for at, content, across in placed(row, len(table.columns)):
            if isinstance(content, str):
                texts[at, strong].append(content)
            elif across == 1:
                cell = as_cell(content)
                texts[at, strong or cell.bold].append(plain(cell.text))
    return {key: set(" ".join(found).split()) for key, found in texts.items()}


@cache
def letter_widths(strong: bool) -> WidthOf:
    """A function that measures words of Tinos, or of bold Tinos, in 1/1000 of the size."""
    advances = _advances((FONTS / f"Tinos-{'Bold' if strong else 'Regular'}.ttf").read_bytes())

    def width(word: str) -> float:
        return math.fsum(SHAPE_WIDTH if letter in SHAPES else advances.get(ord(letter), 500.0) for letter in word)

    return width


def _advances(font: bytes) -> dict[int, float]:
    """Letter -> advance width in 1/1000 em, from a TrueType font's `cmap` (format 4) and `hmtx` tables."""
    count = struct.unpack(">H", font[4:6])[0]
    tables = {}
    for i in range(count):
        tag, _, offset, _ = struct.unpack(">4sLLL", font[12 + 16 * i : 28 + 16 * i])
        tables[tag] = offset
    per_em: int = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    long_metrics = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]
    hmtx = tables[b"hmtx"]

    def advance(glyph: int) -> float:
        units: int = struct.unpack_from(">H", font, hmtx + 4 * min(glyph, long_metrics - 1))[0]
        return units * 1000 / per_em

    return {code: advance(glyph) for code, glyph in _glyphs(font, tables[b"cmap"]).items()}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """Letter -> glyph of the font's Windows Unicode table (platform 3, encoding 1, format 4)."""
    start = 0
    for i in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * i)
        if (platform, encoding) == (3, 1):
            start = cmap + offset
    doubled = struct.unpack_from(">H", font, start + 6)[0]
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", font, start + 14)
    starts = struct.unpack_from(f">{segments}H", font, start + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}h", font, start + 16 + 2 * doubled)
    ranges_at = start + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", font, ranges_at)
    glyphs = {}
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if ranges[i] == 0:
                glyphs[code] = (code + deltas[i]) & 0xFFFF
            else:
                at = ranges_at + 2 * i + ranges[i] + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, at)[0]
                glyphs[code] = (glyph + deltas[i]) & 0xFFFF if glyph else 0
    return glyphs
