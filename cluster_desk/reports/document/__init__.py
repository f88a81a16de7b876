"""What a paper holds, said without any file format.

A builder turns stored rows into a `Document`; each writer turns the same `Document` into PDF, Word, Excel or HTML.
Lengths are millimetres, font sizes and the space before and after a block are points (as in Word), line spacing is a
multiple of the font's own line. Texts are plain: the writers tie words that belong together (see `typography`).

Every process that makes a paper declares all of this, so what can be is a named tuple: declared as frozen dataclasses,
which take four times as long, the blocks alone were 20 ms. What may stand where a tuple of runs may is no tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cluster_desk.reports.document.chart import Bars as Bars
from cluster_desk.reports.document.chart import Chart as Chart
from cluster_desk.reports.document.month_grid import MonthGrid
from cluster_desk.reports.document.text import Run, Text, Value, display, plain

if TYPE_CHECKING:
    from cluster_desk.core.records.members import Case

Align = Literal["left", "center", "right", "justify"]


class Page(NamedTuple):
    """A sheet. Margins in mm.

    `numbered`: the number stands top centre from page 2 on. `frame`: a certificate's double frame.
    """

    landscape: bool = False
    size: Literal["A4", "A3"] = "A4"
    left: float = 20.0
    right: float = 10.0
    top: float = 20.0
    bottom: float = 20.0
    numbered: bool = True
    frame: bool = False

    @property
    def width(self) -> float:
        """The sheet's width as it lies, mm."""
        return _SHEETS[self.size][1 if self.landscape else 0]

    @property
    def height(self) -> float:
        """The sheet's height as it lies, mm."""
        return _SHEETS[self.size][0 if self.landscape else 1]

    @property
    def text_width(self) -> float:
        """The width between the margins, mm."""
        return self.width - self.left - self.right


_SHEETS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
PORTRAIT = Page()
KEPT_FOR_YEARS = Page(left=30.0)  # minutes, extracts, plans, reports, analyses
LANDSCAPE = Page(landscape=True, left=20.0, right=20.0, top=30.0, bottom=10.0)


class Heading(NamedTuple):
    """A title, bold, never parted from what follows. Level 1 is the paper's own title; 2 and 3 its sections."""

    text: Text
    level: int = 1
    align: Align = "center"
    size: float = 14.0
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0


class Paragraph(NamedTuple):
    """Prose. Defaults are those of a minute's text; `indent` is the first line's; `size` None: the document's.

    `hyphenate` counts only for justified text; with `left`/`right` the whole paragraph is moved in.
    `together`: the paragraph is not broken over pages; `keep_next`: it stands on the page of the next block.
    """

    text: Text
    align: Align = "justify"
    size: float | None = None
    indent: float = 12.5
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float | None = None
    hyphenate: bool = True
    keep_next: bool = False
    together: bool = False


def line(
    text: Text,
    align: Align = "left",
    size: float | None = None,
    *,
    before: float = 0.0,
    after: float = 0.0,
    keep_next: bool = False,
) -> Paragraph:
    """A paragraph that is no prose: left or centred, no first-line indent, no hyphens."""
    return Paragraph(text, align, size, indent=0.0, before=before, after=after, hyphenate=False, keep_next=keep_next)


class Fact(NamedTuple):
    """«Тема:» and what it is, hanging at `width` mm. An empty text leaves the fact out with its label."""

    label: str
    text: Text
    width: float = 46.0
    size: float | None = None
    after: float = 4.0


class Sides(NamedTuple):
    """Date left and № right on one line; `center` stands between them."""

    left: Text = ""
    right: Text = ""
    center: Text = ""
    size: float | None = None
    after: float = 0.0


class Column(NamedTuple):
    """A table's column: header, width in mm, how its cells stand."""

    title: Text
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says more than its value: faces, own alignment, columns it covers, in a header also rows."""

    content: Value | tuple[Run, ...] = ""
    align: Align | None = None
    bold: bool = False
    across: int = 1
    down: int = 1
    middle: bool = False
    grey: bool = False

    @property
    def text(self) -> Text:
        """What stands in the cell on paper."""
        return self.content if isinstance(self.content, tuple) else display(self.content)


Content = Value | tuple[Run, ...] | Cell


def as_cell(content: Content) -> Cell:
    """Any content as a cell."""
    return content if isinstance(content, Cell) else Cell(content)


class Row(NamedTuple):
    """One row; a short one ends in empty cells. Moves whole to the next page. `min_height` in mm."""

    cells: tuple[Content, ...]
    min_height: float = 0.0
    total: bool = False
    middle: bool = False

    def is_plain(self, columns: int) -> bool:
        """Whether it is one value a column and nothing more."""
        return len(self.cells) == columns and Cell not in map(type, self.cells)


class Section(NamedTuple):
    """A full-width bold row over those that follow; never last on a page."""

    text: str


class Group(NamedTuple):
    """Rows under common cells: a plan's item over its steps.

    Cells of the columns `merged` stand in the first row and cover all; those of the other rows are not shown.
    Pages break only between the rows; overleaf the PDF tells the merged cells again, column `repeated`
    with «(продолжение)».
    """

    rows: tuple[Row, ...]
    merged: tuple[int, ...] = (0, 1)
    repeated: int = 1


TableRow = Row | Section | Group


class HeaderCell(NamedTuple):
    """A cell of a table's header with its place; `covered`: it goes on here from a row above."""

    column: int
    across: int
    cell: Cell
    covered: bool


class Table(NamedTuple):
    """A ruled table. Its header (of the columns, or `header` rows with cells over cells) comes on every page.

    `size`: the largest font size tried; a word too wide for its cell brings the table down to 11 and 10 pt.
    `caption` stands above left («Таблица 1 — …»), `note` small below.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    header: tuple[Row, ...] | None = None
    size: float = 12.0
    caption: str = ""
    note: str = ""
    before: float = 0.0
    after: float = 0.0

    @property
    def header_rows(self) -> tuple[Row, ...]:
        """The rows that come on every page."""
        if self.header is not None:
            return self.header
        return (Row(tuple(Cell(c.title if isinstance(c.title, tuple) else str(c.title)) for c in self.columns)),)

    @property
    def has_header(self) -> bool:
        """Whether anything stands in its header."""
        return any(plain(as_cell(content).text) for row in self.header_rows for content in row.cells)

    @property
    def width(self) -> float:
        """All columns together, mm."""
        return sum(column.width for column in self.columns)

    def header_cells(self) -> list[list[HeaderCell]]:
        """The header row by row, each cell with its place, as in HTML; a short row ends in empty cells."""
        count = len(self.columns)
        reach: dict[int, tuple[int, Cell]] = {}  # by column: rows that the cell above still covers
        rows = []
        for row in self.header_rows:
            cells, at, waiting = [], 0, iter(row.cells)
            while at < count:
                left, cell = reach.get(at, (0, Cell()))
                if not left:
                    cell = as_cell(next(waiting, ""))
                across = min(cell.across, count - at)
                cells.append(HeaderCell(at, across, cell, covered=left > 0))
                reach[at] = ((left or cell.down) - 1, cell)
                at += across
            rows.append(cells)
        return rows


class Approval(NamedTuple):
    """РАССМОТРЕНО, СОГЛАСОВАНО or УТВЕРЖДАЮ. `name`: who signs on a line; `basis`: protocol, order or a date line."""

    word: str
    who: Text
    name: str = ""
    basis: str = ""


class Approvals(NamedTuple):
    """One to three approvals at the head of a paper, their lines level. One alone stands on the right."""

    columns: tuple[Approval, ...]
    size: float = 12.0
    after: float = 12.0


class Signature(NamedTuple):
    """Position, line, «И.О. Фамилия». Never alone on a page. `instead`: «(подпись)» in place of the line.

    `mark`: an empty place of `MARK_SIZE` instead, where the mark of an electronic signature will stand; None where
    there is none whatever is asked for the paper, as on what goes with a letter.
    """

    position: Text
    name: str
    instead: str = ""
    before: float = 24.0
    size: float | None = None
    mark: bool | None = False


MARK_SIZE = (75.0, 30.0)
"""Width and height, mm, of the place for an electronic signature's mark (GOST R 7.0.97)."""


class Letterhead(NamedTuple):
    """Who writes: over whom it stands small, names bold, address small, a rule below."""

    names: tuple[str, ...]
    address: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


class Side(NamedTuple):
    """One column of `Columns`: width in mm and its blocks."""

    width: float
    blocks: tuple[Block, ...]


class Columns(NamedTuple):
    """Blocks beside each other: a letter's number and its addressee; the last one ends at the right margin."""

    sides: tuple[Side, ...]
    after: float = 0.0


class BlankLine(NamedTuple):
    """A line to fill by hand: «Всего зарегистрировано: ____ чел.». `lines`: how many in all. Never in cells."""

    label: str = ""
    ending: str = ""
    lines: int = 1
    before: float = 4.0
    size: float | None = None


class Rule(NamedTuple):
    """A line over the whole width (or `width` mm, centred), `thickness` in points."""

    thickness: float = 0.5
    width: float | None = None
    after: float = 0.0


class Spacer(NamedTuple):
    """Empty height in mm; at the top of a page that follows a full one it is left out."""

    height: float


class Foot(NamedTuple):
    """Lines at the bottom of the page they are told on: a letter's author, a title page's town and year."""

    lines: tuple[str, ...]
    align: Align = "left"
    size: float = 10.0


class PageBreak(NamedTuple):
    """What follows begins a page; a `page` turns the sheet or changes its margins from there on.

    `anew`: pages are counted from 1 again, as in the next of several letters. `mark`: what `Run.page_of` names.
    """

    page: Page | None = None
    anew: bool = False
    mark: str = ""


Block = (
    Heading
    | Paragraph
    | Fact
    | Sides
    | Table
    | Approvals
    | Signature
    | Letterhead
    | Columns
    | BlankLine
    | Rule
    | Spacer
    | Foot
    | MonthGrid
    | Chart
    | PageBreak
)


class SheetLine(NamedTuple):
    """A line of a sheet beside its table, as wide as that. `faces`: its words in more faces than the line's own."""

    text: str
    bold: bool = False
    align: Align = "left"
    faces: tuple[Run, ...] = ()


class Sheet(NamedTuple):
    """One sheet of the workbook: its tab's name, the table (None: only lines), the lines above and below it.

    A title that is a plain string is bold where a table follows. `charts` stand below, each with its numbers.
    """

    name: str
    table: Table | None
    titles: tuple[str | SheetLine, ...] = ()
    foot: tuple[str | SheetLine, ...] = ()
    charts: tuple[Chart, ...] = ()


def method_for(writer: object, block: Block) -> Callable[..., Any]:
    """The method with which a writer makes `block`: it is called after the block's class, `_blank_line`."""
    method: Callable[..., Any] = getattr(writer, _method_name(type(block).__name__))
    return method


@cache
def _method_name(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)


class Enclosure(NamedTuple):
    """A PDF of somebody else's that goes into a pack: its title in the contents, where it lies."""

    title: str
    path: Path


class CaseDoubt(NamedTuple):
    """Words that stand in a case that no rule is sure of: what they are ("person", "post", "organization")."""

    kind: str
    words: str
    case: Case


class Document(NamedTuple):
    """A paper: its title (shown by the PDF reader), first page, blocks, prose size and spacing.

    `sheets`: what the workbook shows when it is not simply the tables of the blocks. `appended`: papers and PDFs that
    stand behind it in one file, with a table of contents at its end and page numbers through all. `doubts`: what the
    office should look at before it is signed.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = PORTRAIT
    size: float = 13.0
    spacing: float = 1.07
    sheets: tuple[Sheet, ...] | None = None
    appended: tuple[Document | Enclosure, ...] = ()
    doubts: tuple[CaseDoubt, ...] = ()


def titles(*lines: str, before: float = 0.0, after: float = 14.0) -> tuple[Heading, ...]:
    """A paper's title lines, centred 14 bold: «ПОВЕСТКА», «заседания …», «22 января 2026 г.»."""
    last = len(lines) - 1
    return tuple(
        Heading(text, 1 if i == 0 else 0, before=before if i == 0 else 0.0, after=after if i == last else 2.0)
        for i, text in enumerate(lines)
    )


def placed(row: Row, columns: int) -> Iterator[tuple[int, Content, int]]:
    """A row's contents, each with the column it begins at and how many it covers; a short row ends in empty cells."""
    at = 0
    for content in row.cells:
        if at >= columns:
            return
        across = min(content.across, columns - at) if isinstance(content, Cell) else 1
        yield at, content, across
        at += across
    for empty in range(at, columns):
        yield empty, "", 1


def rows_of(table: Table) -> Iterator[Row | Section]:
    """A table's rows one by one, groups opened."""
    for row in table.rows:
        yield from row.rows if isinstance(row, Group) else (row,)
