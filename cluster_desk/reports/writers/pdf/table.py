"""A table's rows as boxes: cells wrapped once, rows moved whole, merged cells told again overleaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from cluster_desk.reports.document import Align, Cell, Content, Group, Row, Section, Table, TableRow, columns, placed
from cluster_desk.reports.document.text import Run, Value, display
from cluster_desk.reports.writers.pdf.flow import FIRST, HIGH, Box
from cluster_desk.reports.writers.pdf.page import MM, Frames, Pages
from cluster_desk.reports.writers.pdf.text import ASCENT, LINE, Line, Style, wrap

PAD_X = columns.PAD_X * MM
PAD_Y = 1.0 * MM
_KNOWN = 200  # different cells remembered with their lines
CONTINUED = " (продолжение)"
_MARKED = frozenset((Cell, tuple))
"""The classes of what says more than a value."""


@dataclass(slots=True, eq=False, repr=False)
class Laid:
    """A cell laid out: its place in the row (points), its lines, how they stand."""

    x: float
    width: float
    lines: list[Line]
    align: Align
    middle: bool = False
    ready: str | None = field(default=None, init=False)  # what draws its lines, since they were drawn first

    @property
    def style(self) -> Style:
        """The style of its lines where they are `ready`."""
        return self.lines[0].pieces[0].style


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class RowBox(Box):
    """One row of cells; split by lines only when it is higher than a page."""

    cells: list[Laid]
    size: float
    usual: Frames | None = None  # as `draw_cells` takes it

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw its cells."""
        draw_cells(pages, self.cells, x, y, self.height, self.size, self.usual)

    @property
    def least(self) -> float:
        """Some lines of a row that may be parted; else all of it."""
        return min(self.height, FIRST) if self.parts else self.height

    def split(self, room: float, whole: float) -> tuple[Box, Box] | None:
        """Where its text allows, if it is a high one: three lines here and two overleaf at least."""
        longest = max(self.cells, key=lambda cell: len(cell.lines), default=None)
        if not self.parts or longest is None:
            return None
        count = min(int((room - 2 * PAD_Y) / (self.size * LINE)), len(longest.lines) - 2)
        if count < 3:
            return None
        again = wrap((Run(CONTINUED.strip(), italic=True),), self.size, longest.width - 2 * PAD_X)
        first = [replace(cell, lines=cell.lines[:count], middle=False) for cell in self.cells]
        rest = [
            replace(cell, lines=[*(again if cell is longest else []), *cell.lines[count:]], middle=False)
            for cell in self.cells
        ]
        upper, lower = natural(first, self.size), natural(rest, self.size)
        return (
            replace(self, height=upper, cells=first, keep_next=False, parts=False),
            replace(self, height=lower, before=0.0, cells=rest, keep_previous=False),
        )


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class GroupBox(Box):
    """Rows under merged cells; broken only between the rows, the merged cells told again."""

    merged: list[Laid]
    again: list[Laid]  # the merged cells as they stand overleaf
    rows: list[RowBox]
    size: float

    @property
    def least(self) -> float:
        """The first row under its merged cells."""
        return max(self.rows[0].height, natural(self.merged, self.size))

    def split(self, room: float, whole: float) -> tuple[Box, Box] | None:
        """Where its text allows."""
        if natural(self.merged, self.size) > room:
            return None
        used, count = 0.0, 0
        for row in self.rows[:-1]:
            if used + row.height > room + 0.01:
                break
            used += row.height
            count += 1
        if count == 0:
            return None
        first = group_box(self.merged, self.again, self.rows[:count], self.size)
        rest = group_box(self.again, self.again, self.rows[count:], self.size)
        first.before, rest.keep_next = self.before, self.keep_next
        first.overleaf = rest.overleaf = self.overleaf
        return first, rest

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw its cells."""
        draw_cells(pages, self.merged, x, y, self.height, self.size)
        end = y + self.height
        for n, row in enumerate(self.rows):
            height = row.height if n < len(self.rows) - 1 else end - y
            draw_cells(pages, row.cells, x, y, height, self.size, row.usual)
            y += height


def group_box(merged: list[Laid], again: list[Laid], rows: list[RowBox], size: float) -> GroupBox:
    """Rows with their merged cells; the last row is stretched when the merged cells are higher than all rows."""
    height = max(sum(row.height for row in rows), natural(merged, size))
    return GroupBox(height=height, merged=merged, again=again, rows=rows, size=size)


def natural(cells: list[Laid], size: float) -> float:
    """The height of a row that holds these cells, in points."""
    return max([len(cell.lines) for cell in cells], default=1) * size * LINE + 2 * PAD_Y


def draw_cells(
    pages: Pages, cells: list[Laid], x: float, y: float, height: float, size: float, usual: Frames | None = None
) -> None:
    """Frames and texts of a row's cells; `usual`: the frames of cells that are all of one style, none in the middle."""
    leading, top = size * LINE, y + PAD_Y
    pages.frames(usual or Frames((cell.x, cell.width) for cell in cells), x, y, height)
    filled = [cell for cell in cells if cell.lines]
    for cell in filled:
        if cell.ready is None:
            cell.ready = pages.below_each_other(cell.lines, leading, cell.align, cell.width - 2 * PAD_X)
    ready = [(x + cell.x + PAD_X, cell.ready) for cell in filled if cell.ready] if usual else []
    if ready and len(ready) == len(filled):
        pages.draw_ready(ready, filled[0].style, top + size * ASCENT)
        return
    for cell in filled:
        left = x + cell.x + PAD_X
        base = (y + (height - len(cell.lines) * leading) / 2 if cell.middle else top) + size * ASCENT
        if cell.ready:
            pages.draw_ready([(left, cell.ready)], cell.style, base)
            continue
        for n, line in enumerate(cell.lines):
            pages.line(line, left, base + n * leading, cell.align, cell.width - 2 * PAD_X)


class _Cells(dict[str, Laid]):
    """The cells of a column that hold one value each, of one face: laid when their words are first met."""

    def __init__(self, tabling: Tabling, at: int, align: Align, strong: bool) -> None:
        super().__init__()
        self._tabling, self._at, self._align, self._strong = tabling, at, align, strong

    def __missing__(self, words: str) -> Laid:
        if len(self) >= _KNOWN:
            self.clear()
        laid = self[words] = self._tabling.laid_cell(words, self._at, 1, self._align, strong=self._strong, middle=False)
        return laid


class Tabling:
    """Lays one table out: chooses its font size, wraps its cells (equal ones once), makes its boxes."""

    def __init__(self, table: Table, room: float, whole: float) -> None:
        """`room`: the width there is; `whole`: the height of an empty page; points."""
        self.table = table
        self._whole = whole
        widths, self.size = columns.laid(table, room / MM)
        self._widths = [width * MM for width in widths]
        self._starts = [sum(self._widths[:i]) for i in range(len(self._widths))]
        self._frames: dict[tuple[int, ...], Frames] = {}
        self._usual = {
            strong: [_Cells(self, at, column.align, strong) for at, column in enumerate(table.columns)]
            for strong in (False, True)
        }

    @property
    def width(self) -> float:
        """The table's width as laid, points."""
        return sum(self._widths)

    def boxes(self) -> Iterator[Box]:
        """The header and every row, each carrying the header for overleaf."""
        header = HeaderBox.of(self)
        if header:
            yield header
        for n, row in enumerate(self.table.rows):
            followed = n + 1 < len(self.table.rows)
            for box in self._row_boxes(row, followed):
                box.overleaf = header
                box.keep_next = box.keep_next or columns.stays_with_next(self.table, n)
                yield box

    def _row_boxes(self, row: TableRow, followed: bool) -> list[Box]:
        if isinstance(row, Section):
            cell = self.laid_cell(row.text, 0, len(self._widths), "center", strong=True, middle=True)
            height = natural([cell], self.size) + PAD_Y
            return [
                RowBox(
                    height=height, cells=[cell], size=self.size, keep_next=followed, parts=height > self._whole * HIGH
                )
            ]
        if isinstance(row, Row):
            return [self._row_box(row)]
        return self._group_boxes(row)

    def _row_box(self, row: Row, leave: tuple[int, ...] = ()) -> RowBox:
        usual = None
        if self._is_usual(row):
            cells = self._usual_cells(row)
            if leave:
                cells = [cell for at, cell in enumerate(cells) if at not in leave]
            usual = self._frames_without(leave)
        else:
            cells = [cell for at, cell in self._laid(row) if at not in leave]
        height = max(natural(cells, self.size), row.min_height * MM)
        return RowBox(height=height, cells=cells, size=self.size, usual=usual, parts=height > self._whole * HIGH)

    def _frames_without(self, leave: tuple[int, ...]) -> Frames:
        """The frames of a row of usual cells, some columns left out."""
        frames = self._frames.get(leave)
        if frames is None:
            places = enumerate(zip(self._starts, self._widths, strict=True))
            frames = self._frames[leave] = Frames(place for at, place in places if at not in leave)
        return frames

    def _group_boxes(self, group: Group) -> list[Box]:
        if len(group.rows) == 1:
            return [self._row_box(group.rows[0])]
        first = dict(self._laid(group.rows[0]))
        merged = [first[n] for n in group.merged]
        rows = [self._row_box(row, leave=group.merged) for row in group.rows]
        limit = self._whole * HIGH
        if natural(merged, self.size) > limit or any(row.height > limit for row in rows):
            blank = tuple("" if n in group.merged else None for n in range(len(self._widths)))
            others = [
                row._replace(cells=tuple(c if b is None else b for c, b in zip(row.cells, blank, strict=False)))
                for row in group.rows[1:]
            ]
            return [self._row_box(row) for row in (group.rows[0], *others)]
        again = [self._again(group, n, first[n]) for n in group.merged]
        return [group_box(merged, again, rows, self.size)]

    def _again(self, group: Group, column: int, laid: Laid) -> Laid:
        if column != group.repeated:
            return laid
        content = group.rows[0].cells[column]
        inner = content.content if isinstance(content, Cell) else content
        result = inner if isinstance(inner, tuple) else (Run(display(inner)),)
        return replace(laid, lines=wrap((*result, Run(CONTINUED, italic=True)), self.size, laid.width - 2 * PAD_X))

    def _is_usual(self, row: Row) -> bool:
        """Whether it is one value a column, all in one face and none in the middle."""
        return not row.middle and len(row.cells) == len(self._widths) and _MARKED.isdisjoint(map(type, row.cells))

    def _usual_cells(self, row: Row) -> list[Laid]:
        usual = zip(self._usual[row.total], row.cells, strict=True)
        return [
            known[content if isinstance(content, str) else display(cast("Value", content))] for known, content in usual
        ]

    def _laid(self, row: Row) -> list[tuple[int, Laid]]:
        """A row's cells with the column each begins at; a short row ends in empty cells."""
        if self._is_usual(row):
            return list(enumerate(self._usual_cells(row)))
        result = []
        of_table = self.table.columns
        for at, content, across in placed(row, len(of_table)):
            own, middle, emphatic = of_table[at].align, row.middle, row.total
            if isinstance(content, Cell):
                own, middle = content.align or own, middle or content.middle
                emphatic = emphatic or content.bold
            result.append((at, self.laid_cell(content, at, across, own, strong=emphatic, middle=middle)))
        return result

    def laid_cell(self, content: Content, at: int, across: int, align: Align, *, strong: bool, middle: bool) -> Laid:
        """One cell over `across` columns from `at` on."""
        inner = content.content if isinstance(content, Cell) else content
        text = inner if isinstance(inner, tuple) else display(inner)
        width = self._widths[at] if across == 1 else sum(self._widths[at : at + across])
        lines = wrap(text, self.size, width - 2 * PAD_X, strong=strong) if text else []
        return Laid(self._starts[at], width, lines, align, middle)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class HeaderBox(Box):
    """The header's rows: bold, centred both ways, cells over cells and beside several rows."""

    cells: list[tuple[float, float, Laid]]  # top and height of each cell, points
    size: float

    @staticmethod
    def of(table: Tabling) -> HeaderBox | None:
        """The table's header laid out; None when all its cells are empty."""
        if not table.table.has_header:
            return None
        rows = table.table.header_cells()
        heights = [0.0] * len(rows)
        laid = []
        for row, cells_of_row in enumerate(rows):
            for column, across, cell, covered in cells_of_row:
                if covered:
                    continue
                result = table.laid_cell(cell, column, across, cell.align or "center", strong=True, middle=True)
                laid.append((row, cell.down, result))
                if cell.down == 1:
                    heights[row] = max(heights[row], natural([result], table.size) + PAD_Y)
        for row, down, result in laid:
            lack = natural([result], table.size) + PAD_Y - sum(heights[row : row + down])
            heights[row + down - 1] += max(0.0, lack)
        cells = [(sum(heights[:row]), sum(heights[row : row + down]), result) for row, down, result in laid]
        return HeaderBox(height=sum(heights), keep_next=True, cells=cells, size=table.size)

    def draw(self, pages: Pages, x: float, y: float) -> None:
        """Draw its cells."""
        for top, height, cell in self.cells:
            draw_cells(pages, [cell], x, y + top, height, self.size)
