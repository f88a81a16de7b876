"""What every reader gives: a document's paragraphs and tables in order, whatever file they came from.

A table is a `Grid` of rows of equal width: a cell merged over columns or rows stands in each place it covers, as
the same `Cell` object, so that "is this row one cell" and "what stands above" are simple questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cluster_desk.core.parsed_document import Reason
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import UNSEEN, fold, tidy

BULLET = "•"
_NOTHING_SEEN = f"{UNSEEN} \t\n\u00a0"


@dataclass
class Paragraph:
    """A paragraph as it stood, its line breaks kept; `mark` is its automatic number or `BULLET`, not in `text`.

    `level` is the list level from 0 or the outline level; `number` counts the paragraphs outside tables from 1;
    `struck` are those of its words that are struck through; `marked` is the text with "**" around what is bold, empty
    where nothing is. `address` is its cell («B7») where it stands on a sheet. Marks that nobody sees are no text.
    """

    text: str
    mark: str = ""
    level: int = 0
    number: int = 0
    heading: bool = False
    struck: str = ""
    marked: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if self.text and not self.text.strip(_NOTHING_SEEN) and self.text.strip():
            self.text = self.marked = ""

    @cached_property
    def words(self) -> str:
        """The text with white space made single."""
        return tidy(self.text)

    @property
    def source(self) -> Source:
        """Where it stood."""
        return Source(paragraph=self.number, words=f"{self.mark} {self.words}".strip())


@dataclass
class Cell:
    """A cell: its paragraphs, the tables inside it, and how many columns and rows it covers.

    `day` is the ISO day of a cell that holds a real date (Excel); `unknown` marks a formula whose result the file
    does not hold. A cell that the reader made of others is `inferred`; `why` is the doubt about its words, `note` where
    they stand else, both msgids. `address` is where it stands on its sheet («B7»), "" in a document without sheets.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    row: int = 0
    column: int = 0
    span: int = 1
    rows: int = 1
    day: str | None = None
    unknown: bool = False
    inferred: bool = False
    why: str = ""
    note: str = ""
    address: str = ""

    @property
    def text(self) -> str:
        """The words of all paragraphs joined by spaces, without automatic numbers."""
        paragraphs = self.paragraphs
        return paragraphs[0].words if len(paragraphs) == 1 else self._joined

    @cached_property
    def _joined(self) -> str:
        return tidy(" ".join(paragraph.text for paragraph in self.paragraphs))

    @cached_property
    def lines(self) -> list[str]:
        """The lines that have words, those inside a paragraph too, each tidied."""
        if len(self.paragraphs) == 1 and "\n" not in self.paragraphs[0].text:
            return [self.text] if self.text else []
        lines = (tidy(line) for paragraph in self.paragraphs for line in paragraph.text.split("\n"))
        return [line for line in lines if line]

    @property
    def typed(self) -> str:
        """The words as they stand, line by line."""
        paragraphs = self.paragraphs
        if len(paragraphs) == 1 and "\n" not in paragraphs[0].text:
            return paragraphs[0].words
        return "\n".join(self.lines)

    @property
    def number(self) -> str:
        """The cell as a number column shows it: its automatic number where it has one, else its text."""
        paragraphs = self.paragraphs
        return paragraphs[0].words if len(paragraphs) == 1 and not paragraphs[0].mark else self._numbered

    @cached_property
    def _numbered(self) -> str:
        marks = [each.mark for each in self.paragraphs if each.mark and each.mark != BULLET]
        return tidy(f"{marks[0]} {self.text}") if marks else self.text

    @property
    def exact_day(self) -> str | None:
        """The day of a cell that shows it: a real date shown as a month alone tells no day."""
        shown = self.day and re.search(rf"(?<!\d)0?{int(self.day[8:10])}(?!\d)", self.text)
        return self.day if shown else None

    @property
    def is_empty(self) -> bool:
        """Nothing to read in it, not even an automatic number."""
        paragraphs = self.paragraphs
        if len(paragraphs) == 1 and paragraphs[0].words:
            return False
        return not (self.number or any(isinstance(block, Grid) for block in self.blocks))


@dataclass(frozen=True)
class TableColumns:
    """The columns of one table: the row of its heading (-1 where it has none), and the role of each column."""

    header: int
    roles: tuple[str, ...]


@dataclass
class Grid:
    """A table; `number` counts the tables of the document from 1, `sheet` is the Excel sheet's name.

    `row_numbers` are the numbers that the rows have on their sheet, empty where they count from 1; with `typed` the
    table stands in paragraphs, and they are theirs.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    number: int = 0
    sheet: str = ""
    row_numbers: list[int] = field(default_factory=list)
    repeated_header: int = 0
    told: TableColumns | None = None
    typed: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    def row_number(self, row: int) -> int:
        """The number that the row with the index `row` has on its sheet or in the table."""
        return self.row_numbers[row] if row < len(self.row_numbers) else row + 1

    def source(self, row: int) -> Source:
        """Where the row with the index `row` stands, with its words."""
        number = self.row_number(row)
        cells = self.rows[row] if row < len(self.rows) else []
        words = " | ".join([cell.number for cell in distinct(cells) if not cell.inferred])
        if self.typed:
            return Source(paragraph=number, words=words)
        return Source(table=self.number, row=number, sheet=self.sheet, words=words)

    def only_cell(self, row: int) -> Cell | None:
        """The cell that is the whole row: merged over all of it, or the only one with words and in the first column."""
        cells = first_filled(self.rows[row], 2)
        if len(cells) != 1:
            return None
        alone = cells[0]
        return alone if alone.span == self.width and alone.row == row else None


def distinct(cells: list[Cell]) -> Iterator[Cell]:
    """Each cell of a row once, however many columns it covers."""
    last = None
    for cell in cells:
        if cell is not last:
            yield cell
        last = cell


def first_filled(cells: list[Cell], most: int) -> list[Cell]:
    """The first cells of a row with something in them: where a few are asked for, no more are looked at."""
    filled: list[Cell] = []
    last = None
    for cell in cells:
        if cell is not last and not cell.is_empty:
            filled.append(cell)
            if len(filled) == most:
                break
        last = cell
    return filled


_TOTAL = regex(r"^(?:всего|итого)\b[^.!?]{0,60}$")
_SUM = regex(r"^[\d\s.,%/–—-]*$")


def is_total(cells: list[Cell]) -> bool:
    """Whether a row only adds up the numbers of those above it («Итого | | 95»)."""
    filled = [fold(cell.number) for cell in distinct(cells) if not cell.is_empty and not (cell.inferred or cell.why)]
    return bool(filled) and bool(_TOTAL.match(filled[0])) and all(map(_SUM.match, filled[1:]))


Block = Paragraph | Grid


@dataclass(frozen=True)
class Unread:
    """Something of a file that is no part of its body: a hidden sheet, a footnote; `name` is how it begins."""

    name: str
    reason: Reason = Reason.HIDDEN
    words: str = ""
    sheet: str = ""


@dataclass
class Content:
    """A document as read: `name` is the file's name, `kind` "docx", "xlsx", "csv" …; `blocks` in reading order.

    `left_alone` names what was not read: sheets that are hidden, what stands outside the body.
    """

    name: str
    kind: str
    blocks: list[Block] = field(default_factory=list)
    left_alone: list[Unread] = field(default_factory=list)

    def grids(self) -> list[Grid]:
        """Every table outside tables, in order."""
        return [block for block in self.blocks if isinstance(block, Grid)]
