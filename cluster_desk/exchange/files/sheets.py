"""Sheets of any spreadsheet as paragraphs and tables: what stands above, between and below the tables is text.

A sheet has no tables, only cells. A table begins at a row whose words are a header's; the rows above it that are no
table are paragraphs, side by side ones (approvals in columns) a table of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cluster_desk.core.cell_names import cell_name
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import n_
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.files.packages import too_large
from cluster_desk.exchange.layout.grids import Block, Cell, Grid, Paragraph, Unread, distinct
from cluster_desk.exchange.layout.headers import is_heading, role_of

MAX_CELLS = 30_000
"""Cells with words in a workbook; a plan of 2,000 rows has 10,000."""
MAX_COLUMNS = 400
MAX_SIGNS = 1_500_000
"""Signs of all cells as they come out: cells may share one text, and a file holds it once."""
MAX_PROSE = 6_000
"""Paragraphs outside tables."""
MAX_PLACES = 100_000
"""Places in the rows of a sheet, empty ones too."""
LONGEST_CELL = 32_767
"""Signs that a cell of Excel can hold."""
_LISTENS_EVERY = 500
"""Cells between two questions whether the user stopped."""
_MAX_COVERED = 200_000
"""Places that merged areas may cover in all, empty rows not counted."""
_DEFAULT_NAME = regex(r"^(?:лист|sheet|таблица|tabelle)\s?\d*$")
_ENDING = 3
"""How many lines of words below a table may be its signatures and notes."""


@dataclass(frozen=True)
class SheetCell:
    """A cell as it shows: its words, the day of a real date, whether it is a formula without a result.

    `struck` are those of its words that are struck through.
    """

    text: str
    day: str | None = None
    unknown: bool = False
    struck: str = ""


@dataclass
class Sheet:
    """A sheet's filled cells by row and column from 0, and its merged areas (top, left, bottom, right)."""

    name: str
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, cell: SheetCell) -> None:
        """Keep a cell that shows something."""
        if (cell.text.strip() or cell.unknown) and column < MAX_COLUMNS:
            self.rows.setdefault(row, {})[column] = cell


class Counter:
    """Counts what a workbook holds against its limits; now and then it hears whether the user stopped the reading.

    `at` is which sheet of how many is being read.
    """

    def __init__(self, document: str, progress: Progress = SILENT) -> None:
        self._document, self._progress = document, progress
        self.at = (0, 1)
        self.left = MAX_CELLS
        self._signs = 0

    def count(self, words: str = "") -> None:
        """One more cell with its words; raises UserError when there are too many."""
        self.left -= 1
        self._signs += len(words)
        if self.left % _LISTENS_EVERY == 0:
            self._progress.report(*self.at)
        if self.left < 0 or self._signs > MAX_SIGNS:
            raise self.trouble()

    def trouble(self) -> UserError:
        """The sentence for a workbook far larger than any office's."""
        return too_large(self._document)


def hidden_sheets(names: Iterable[str]) -> list[Unread]:
    """The sheets that nobody sees, to be named as left alone."""
    return [Unread(name, sheet=name) for name in names]


def without_hidden(sheets: Sequence[Sheet]) -> list[Unread]:
    """Take the cells of hidden rows and columns out of the sheets; what they held is to be named as left alone."""
    left = []
    for sheet in sheets:
        lines = []
        merged = {area[:2]: area for area in sheet.merged} if sheet.hidden_rows or sheet.hidden_columns else {}
        for row in sorted(sheet.rows) if sheet.hidden_rows or sheet.hidden_columns else ():
            cells = sheet.rows[row]
            unseen = [column for column in sorted(cells) if _is_unseen(sheet, row, column, merged)]
            words = " | ".join(cells.pop(column).text for column in unseen)
            lines += [words] if words.strip(" |") else []
            if not cells:
                del sheet.rows[row]
        if lines:
            name = n_("%d hidden row", "%d hidden rows", len(lines)) % len(lines)
            left.append(Unread(name, words="\n".join(lines), sheet=sheet.name))
    return left


def _is_unseen(
    sheet: Sheet, row: int, column: int, merged: Mapping[tuple[int, int], tuple[int, int, int, int]]
) -> bool:
    """Whether nothing of a cell is seen: a merged one shows in what is seen of its area."""
    if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
        return False
    top, left, bottom, right = merged.get((row, column), (row, column, row, column))
    rows = min(bottom - top + 1, len(sheet.hidden_rows) + 1)
    columns = min(right - left + 1, len(sheet.hidden_columns) + 1)
    return all(each in sheet.hidden_rows for each in range(top, top + rows)) or all(
        each in sheet.hidden_columns for each in range(left, left + columns)
    )


def blocks_of(sheets: Sequence[Sheet], document: str) -> list[Block]:
    """The sheets' paragraphs and tables in order; numbers of paragraphs and tables count through the workbook.

    Raises UserError for more than any office's `document` holds.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    blocks: list[Block] = []
    for sheet in filled:
        if len(sheet.rows) * len({column for cells in sheet.rows.values() for column in cells}) > MAX_PLACES:
            raise too_large(document)
        own = list(_blocks(sheet))
        nameless = _DEFAULT_NAME.match(fold(sheet.name)) or (own and isinstance(own[0], Paragraph))
        if len(filled) > 1 and not nameless:
            own.insert(0, Paragraph(sheet.name, heading=True))
        blocks += own
    for number, paragraph in enumerate((each for each in blocks if isinstance(each, Paragraph)), 1):
        paragraph.number = number
        if number > MAX_PROSE:
            raise too_large(document)
    for number, grid in enumerate((each for each in blocks if isinstance(each, Grid)), 1):
        grid.number = number
    return blocks


@dataclass
class _Line:
    """A row of a sheet: its number there and its cells, merged ones in each place they cover."""

    number: int
    cells: list[Cell]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in distinct(self.cells) if not cell.is_empty]

    @property
    def own(self) -> list[Cell]:
        return [cell for cell in self.filled if cell.row == self.number]


def _blocks(sheet: Sheet) -> Iterator[Block]:
    lines = _lines(sheet)
    starts = [place for place, line in enumerate(lines) if _is_header(line)]
    tables: list[tuple[int, int]] = []
    for start in starts:
        if tables and not _begins_another(lines, tables[-1][0], start):
            continue
        if tables:
            tables[-1] = (tables[-1][0], _backed(lines, tables[-1][0], start))
        tables.append((start, len(lines)))
    if not tables:
        yield from _without_header(sheet, lines)
        return
    tables[-1] = (tables[-1][0], _without_ending(lines, *tables[-1]))
    done = 0
    for start, end in tables:
        yield from _words_between(sheet, lines[done:start])
        yield _grid(sheet, lines[start:end])
        done = end
    yield from _words_between(sheet, lines[done:])


def _lines(sheet: Sheet) -> list[_Line]:
    """The rows with words; of the columns those that hold something in any row."""
    used = sorted({column for cells in sheet.rows.values() for column in cells})
    covers = _covers(sheet, used)
    made: dict[tuple[int, int], Cell] = {}
    lines = []
    for number in sorted(sheet.rows):
        cells = []
        for column in used:
            merged = covers.get((number, column))
            place = (number, column) if merged is None else merged[:2]
            if place not in made:
                made[place] = _cell(sheet, place, merged, used)
            cells.append(made[place])
        lines.append(_Line(number, cells))
    return lines


def _covers(sheet: Sheet, used: Sequence[int]) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """The merged area of each place that one covers, in the rows and columns that hold something."""
    covers: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    filled = sorted(sheet.rows)
    left = _MAX_COVERED
    for area in sheet.merged:
        top, first, bottom, last = area
        columns = used[bisect_left(used, first) : bisect_right(used, last)]
        rows = filled[bisect_left(filled, top) : bisect_right(filled, bottom)]
        left -= len(rows) * max(len(columns), 1)
        if left < 0:
            return covers
        covers |= {(row, column): area for row in rows for column in columns}
    return covers


def _cell(sheet: Sheet, place: tuple[int, int], area: tuple[int, int, int, int] | None, used: Sequence[int]) -> Cell:
    row, column = place
    held = sheet.rows.get(row, {}).get(column, _BLANK)
    address = cell_name(row, column)
    paragraphs = [Paragraph(line, address=address) for line in held.text.split("\n") if line.strip()]
    if held.struck and paragraphs:
        paragraphs[0].struck = held.struck
    cell = Cell(paragraphs, list(paragraphs), row, column, day=held.day, unknown=held.unknown, address=address)
    if area is not None:
        cell.span = bisect_right(used, area[3]) - bisect_left(used, area[1])
        cell.rows = area[2] - area[0] + 1
    return cell


_BLANK = SheetCell("")


def _is_header(line: _Line) -> bool:
    own = line.own
    if any(cell.day for cell in own):
        return False
    roles: set[str] = set()
    for seen, cell in enumerate(own):
        roles |= {role_of(cell.text)} - {""}
        if 2 * (len(roles) + len(own) - seen - 1) < len(own):
            return False  # nearly every row of a sheet: too few are left to make it a header
    return len(roles) >= 2 and len(roles) * 2 >= len(own)


def _begins_another(lines: Sequence[_Line], first: int, start: int) -> bool:
    """Whether a row of headings' words below a table begins another one: nothing but headings stand in it.

    The same headings again go on with the table, unless a line of its own stands above them.
    """
    if start == first + 1:
        return False
    if [cell.text for cell in lines[start].cells] == [cell.text for cell in lines[first].cells]:
        return len(lines[start - 1].filled) == 1 and lines[start].number - lines[start - 1].number == 1
    return all(is_heading(cell.text, (), ()) for cell in lines[start].own)


def _backed(lines: Sequence[_Line], start: int, following: int) -> int:
    """The end of a table before the next header: the single lines right above that header are its own title."""
    end = following
    while end - 1 > start and len(lines[end - 1].filled) == 1:
        end -= 1
    return end


def _without_ending(lines: Sequence[_Line], start: int, end: int) -> int:
    """The end of the last table: signatures and notes below an empty row are no rows of it."""
    for place in range(end - 1, max(start, end - 1 - _ENDING), -1):
        if lines[place].number - lines[place - 1].number > 1 and place > start + 1:
            below = lines[place:end]
            if all(len(line.filled) <= 2 and not _begins_with_figure(line) for line in below):
                return place
    return end


def _begins_with_figure(line: _Line) -> bool:
    """Whether a row's first words do; a row may hold nothing but a formula without a result."""
    return bool(line.filled) and line.filled[0].number[:1].isdigit()


def _words_between(sheet: Sheet, lines: Sequence[_Line]) -> Iterator[Block]:
    """Rows that are no table: paragraphs, or a table where words stand side by side."""
    for band in _bands(lines):
        if (
            all(len(line.filled) <= 1 for line in band)
            and len({line.filled[0].column for line in band if line.filled}) == 1
        ):
            for line in band:
                for cell in line.own:
                    yield from _paragraphs(cell)
        else:
            yield _grid(sheet, band)


def _bands(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Stretches of rows without an empty row between them; a wide or a lonely line is a stretch of its own."""
    band: list[_Line] = []
    for line in lines:
        wide = len(line.filled) == 1 and line.filled[0].span > max(len(line.cells) // 2, 1)
        if band and (wide or line.number - band[-1].number > 1):
            yield band
            band = []
        band.append(line)
        if wide:
            yield band
            band = []
    if band:
        yield band


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    yield from cell.paragraphs


def _without_header(sheet: Sheet, lines: list[_Line]) -> Iterator[Block]:
    """A sheet without a header: the single lines at its head are paragraphs, the rest is a table, unless most are."""
    if 2 * sum(len(line.filled) > 1 for line in lines) < len(lines):
        yield from _words_between(sheet, lines)
        return
    start = next((place for place, line in enumerate(lines) if len(line.filled) > 1), len(lines))
    yield from _words_between(sheet, lines[:start])
    if lines[start:]:
        yield _grid(sheet, lines[start:])


def _grid(sheet: Sheet, lines: Sequence[_Line]) -> Grid:
    """The rows as a table without its empty columns; cells count their rows from the table's first."""
    used = [place for place in range(len(lines[0].cells)) if any(_fills(line, place) for line in lines)]
    index = {line.number: place for place, line in enumerate(lines)}
    moved: dict[int, Cell] = {}
    rows = []
    for place, line in enumerate(lines):
        row: list[Cell] = []
        for column in used:
            cell = line.cells[column]
            if id(cell) not in moved:
                merged = cell.span > 1 or cell.rows > 1
                covered = sum(line.cells[other] is cell for other in used) if merged else 1
                height = _height(lines, place, column) if merged else 1
                top = index.get(cell.row, place)
                moved[id(cell)] = Cell(
                    cell.paragraphs, cell.blocks, top, len(row), covered, height, cell.day, cell.unknown
                )
                moved[id(cell)].address = cell.address
            row.append(moved[id(cell)])
        rows.append(row)
    return Grid(rows, sheet=sheet.name, row_numbers=[line.number + 1 for line in lines])


def _height(lines: Sequence[_Line], place: int, column: int) -> int:
    """How many of the lines from `place` the cell there covers."""
    end = place + 1
    while end < len(lines) and lines[end].cells[column] is lines[place].cells[column]:
        end += 1
    return end - place


def _fills(line: _Line, column: int) -> bool:
    """Whether the column is needed for a cell of the row: one with words that is its own or begins there."""
    cell = line.cells[column]
    return not cell.is_empty and (column == 0 or line.cells[column - 1] is not cell)
