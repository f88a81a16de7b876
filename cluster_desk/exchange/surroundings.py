"""A document as a story: its blocks in reading order, and what stands around each table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cluster_desk.core.words import fold
from cluster_desk.exchange.grids import Block, Cell, Content, Grid, Paragraph, distinct
from cluster_desk.exchange.headers import Headed, look_at

_TYPED_NUMBER = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,3})*)\s?[.)]\s*(?=\S)|^(\d{1,3}(?:\.\d{1,3})+)\s+(?=\S)")
_TYPED_BULLET = re.compile(r"^[-–—•·*▪●○■□➢✓\uf0b7\uf02d]\s*(?=\S)")


@dataclass
class Table:
    """A table of the story: `headed` where its header was recognised, `above` the paragraphs since the last table."""

    grid: Grid
    headed: Headed | None
    above: list[Paragraph]
    place: int


class Story:
    """The document's blocks with layout tables taken apart, empty paragraphs dropped."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.blocks: list[Block] = [block for block in _laid_out(content.blocks) if not _is_blank(block)]
        self.tables = list(self._tables())

    def _tables(self) -> Iterator[Table]:
        above: list[Paragraph] = []
        for place, block in enumerate(self.blocks):
            if isinstance(block, Paragraph):
                above.append(block)
            else:
                yield Table(block, look_at(block), above, place)
                above = []

    def parts(self) -> Iterator[tuple[list[Paragraph], Table | None]]:
        """Each table with the paragraphs above it, then the paragraphs below the last one with None."""
        for table in self.tables:
            yield table.above, table
        after = self.tables[-1].place + 1 if self.tables else 0
        yield [block for block in self.blocks[after:] if isinstance(block, Paragraph)], None


def _is_blank(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.words
    return all(cell.is_empty for row in block.rows for cell in row)


def _laid_out(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, with tables that only arrange other tables or frame a text replaced by what they hold."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        cells = list(_own_cells(block))
        inner = [part for cell in cells for part in cell.blocks if isinstance(part, Grid)]
        if pairs := _labelled(block):
            yield from pairs
        elif len(cells) == 1 or (inner and look_at(block) is None):
            yield from _laid_out([part for cell in cells for part in cell.blocks])
        else:
            yield block
            yield from _laid_out(list(inner))


_LABELS = re.compile(r"^(?:тема|место|дата|время|председатель|секретарь|присутств|приглашен|форма|повестка)\b.{0,40}$")


def _labelled(grid: Grid) -> list[Paragraph]:
    """A table of labels and what they are ("Дата | 19.01.2031"), as the paragraphs it could have been."""
    if grid.width != 2 or not all(_LABELS.match(fold(row[0].text)) and row[0] is not row[1] for row in grid.rows):
        return []
    return [Paragraph(f"{row[0].text.rstrip(' :')}: {row[1].text}") for row in grid.rows]


def _own_cells(grid: Grid) -> Iterator[Cell]:
    for index, row in enumerate(grid.rows):
        yield from (cell for cell in distinct(row) if cell.row == index)


@dataclass(frozen=True)
class ListLine:
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
