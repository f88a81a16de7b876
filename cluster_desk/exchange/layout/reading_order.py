"""A document in reading order: its paragraphs and tables, and what stands above each table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.cell_items import with_items_apart
from cluster_desk.exchange.layout.cross_tables import of_times_beside, of_times_over
from cluster_desk.exchange.layout.grids import Block, Cell, Content, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import Headed, find_header
from cluster_desk.exchange.layout.heading_times import with_heading_times
from cluster_desk.exchange.layout.shared_column import with_times_apart
from cluster_desk.exchange.layout.time_columns import (
    time_columns,
    with_counted_times,
    with_days_of_months,
    with_marked_deadlines,
    with_stretches,
)
from cluster_desk.exchange.layout.typed_tables import typed_table

_TYPED_NUMBER = regex(r"^\(?(\d{1,3}(?:\.\d{1,3})*)\s?[.)]\s*(?=\S)|^(\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")
_TYPED_BULLET = regex(r"^[-–—•·*▪●○■□➢✓\uf0b7\uf02d]\s*(?=\S)")


@dataclass
class Table:
    """A table of the document: `headed` where its header was recognised, `above` the paragraphs since the last one.

    `original` is the table as it stands, `grid` as it is read: with its deadlines in a column, an item a row.
    """

    grid: Grid
    headed: Headed | None
    above: list[Paragraph]
    place: int
    original: Grid


class ReadingOrder:
    """The document's blocks with layout tables taken apart; `blocks` without the empty ones."""

    def __init__(self, content: Content) -> None:
        self.laid_out: list[Block] = list(_laid_out(content.blocks))
        self.blocks: list[Block] = [block for block in self.laid_out if not _is_blank(block)]
        self.tables = list(self._tables())

    def _tables(self) -> Iterator[Table]:
        above: list[Paragraph] = []
        for place, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                above.append(block)
            else:
                grid = _plain(block)
                headed = find_header(grid)
                above += lines_above_header(headed)
                if headed is not None and headed.has("title") and not headed.has("speaker"):
                    headed = with_heading_times(with_items_apart(headed), above)
                yield Table(headed.grid if headed else grid, headed, above, place, block)
                above = []

    def parts(self) -> Iterator[tuple[list[Paragraph], Table | None]]:
        """Each table with the paragraphs above it, then the paragraphs below the last one with None."""
        for table in self.tables:
            yield table.above, table
        after = self.tables[-1].place + 1 if self.tables else 0
        yield [block for block in self.blocks[after:] if isinstance(block, Paragraph)], None


def _plain(grid: Grid) -> Grid:
    """A table whose times stand over columns or beside directions, with a column of deadlines; others as they are."""
    if grid.told is not None:
        return grid
    if times := time_columns(grid):
        return with_marked_deadlines(grid, times) or of_times_over(grid, times) or grid
    grid = with_times_apart(with_counted_times(grid))
    return of_times_beside(grid) or with_days_of_months(with_stretches(grid))


def lines_above_header(headed: Headed | None) -> list[Paragraph]:
    """The words in the rows above a table's header: titles that stand inside the table's frame."""
    if headed is None:
        return []
    values = [cell for row in range(headed.header) for cell in [headed.grid.only_cell(row)] if cell is not None]
    return [paragraph for cell in values for paragraph in cell.paragraphs if paragraph.words]


def _is_blank(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.words
    return all(cell.is_empty for row in block.rows for cell in row)


def _laid_out(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, with tables that only arrange other tables or frame a text replaced by what they hold."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            if lines := _lines_of_approval(block):
                waiting += reversed(lines)
            elif side_by_side := _side_by_side(block, waiting):
                yield side_by_side
            elif typed := typed_table(block, waiting):
                yield typed
            else:
                yield from _lines_apart(block)
            continue
        cells = list(_own_cells(block))
        inner = [part for cell in cells for part in cell.blocks if isinstance(part, Grid)]
        if pairs := _labelled(block):
            yield from pairs
        elif len(cells) == 1 or (inner and find_header(block) is None):
            yield from _laid_out([part for cell in cells for part in cell.blocks])
        else:
            yield block
            yield from _laid_out(list(inner))


_GAP = regex(r"\s*\t\s*| {4,}")
APPROVAL_WORD = regex(
    r"^\s*[(«\"]?((?:утверждаю|утвержд[её]н[оаы]?|согласовываю|согласован[оаы]?|рассмотрен[оаы]?|принят[оаы]?|одобрен[оаы]?)"
    r"(?:\s+и\s+(?:утвержд[её]н|согласован|рассмотрен|принят|одобрен|рекомендован)[оаы]?)?)"
    r"\b[»\"]?\s*[:.]?\s*",
    re.IGNORECASE,
)
"""The word that an approval begins with; whether it is one, its place and its shape tell."""
_LABEL_WITHIN = regex(r"\s*(?:основные )?(?:цел[ьи]|задачи|повестка|тема|место|дата|время)\b[^:]{0,60}:", re.IGNORECASE)


def _side_by_side(first: Paragraph, waiting: list[Block]) -> Grid | None:
    """Approvals set side by side by tabs or spaces, as the table they stand for; takes its lines from `waiting`."""
    parts = _GAP.split(first.text.strip())
    begun = [part for part in parts if APPROVAL_WORD.match(part)]
    # One may stand beside the name of the office.
    if not begun or len(parts) < 2 or (len(begun) == 1 and APPROVAL_WORD.sub("", begun[0])):
        return None
    columns: list[list[Paragraph]] = [[] for _part in parts]
    line: Block | None = first
    while isinstance(line, Paragraph) and line.words:
        parts = _GAP.split(line.text.strip() if line is first else line.text.rstrip())
        if len(parts) != len(columns):
            break
        for column, part in zip(columns, parts, strict=True):
            column.append(Paragraph(part, number=line.number))
        if line is not first:
            waiting.pop()
        line = waiting[-1] if waiting else None
    return Grid([[Cell(lines, list(lines), column=place) for place, lines in enumerate(columns)]])


def _lines_of_approval(paragraph: Paragraph) -> list[Block]:
    """The lines of a paragraph that holds an approval between line breaks, each as a paragraph; none for any other."""
    lines = paragraph.text.split("\n")
    if paragraph.mark or len(lines) < 2 or not any(_is_bare(line, lines) for line in lines):
        return []
    return [Paragraph(line, number=paragraph.number, heading=paragraph.heading) for line in lines if line.strip()]


def _is_bare(line: str, lines: list[str]) -> bool:
    """Whether an approval's word is alone on its line, in capitals, or begins the paragraph."""
    word = APPROVAL_WORD.match(line)
    if word is None:
        return False
    return word[1].isupper() or not line[word.end() :].strip() or line is lines[0]


def _lines_apart(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph whose line breaks part labels from one another ("Цель: …", "Задачи:") as the paragraphs meant."""
    lines = paragraph.text.split("\n")
    if len(lines) < 2 or not any(_LABEL_WITHIN.match(line) for line in lines[1:]):
        yield paragraph
        return
    for place, line in enumerate(lines):
        mark = paragraph.mark if place == 0 else ""
        yield Paragraph(line, mark, paragraph.level, paragraph.number, paragraph.heading)


_LABELS = regex(
    r"^(?:тема|место|дата|время|председатель|секретарь|присутств|приглашен|форма|повестка|(?:основн\w+ )?цел[ьи]"
    r"|(?:основные )?задачи)\b.{0,40}$"
)


def _labelled(grid: Grid) -> list[Paragraph]:
    """A table of labels and what they are ("Дата | 19.01.2031"), as the paragraphs it could have been."""
    if grid.width != 2 or not all(_LABELS.match(fold(row[0].text)) and row[0] is not row[1] for row in grid.rows):
        return []
    paragraphs: list[Paragraph] = []
    for label, text in grid.rows:
        words = f"{label.text.rstrip(' :')}:"
        paragraphs += (
            [Paragraph(words), *text.paragraphs] if len(text.lines) > 1 else [Paragraph(f"{words} {text.text}")]
        )
    return paragraphs


def _own_cells(grid: Grid) -> Iterator[Cell]:
    for index, row in enumerate(grid.rows):
        yield from (cell for cell in distinct(row) if cell.row == index)


class ListLine(NamedTuple):
    """A paragraph as a line of a list: `mark` is its number or bullet, typed or automatic, "" for plain text."""

    mark: str
    text: str
    paragraph: Paragraph

    @property
    def is_bullet(self) -> bool:
        """Whether the mark is no number."""
        return bool(self.mark) and not any(sign.isalnum() for sign in self.mark)

    @property
    def is_numbered(self) -> bool:
        """Whether the mark is a number or a letter."""
        return any(sign.isalnum() for sign in self.mark)


def list_line(paragraph: Paragraph) -> ListLine:
    """The paragraph with its mark, automatic or typed, parted from its text."""
    words = paragraph.words
    if paragraph.mark:
        return ListLine(paragraph.mark, words, paragraph)
    for pattern in (_TYPED_NUMBER, _TYPED_BULLET):
        if (match := pattern.match(words)) and not re.match(r"\d{1,2}\.\d{1,2}\.\d{2,4}", words):
            return ListLine(match[0].strip(), words[match.end() :], paragraph)
    return ListLine("", words, paragraph)
