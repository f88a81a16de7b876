"""A ruled table of a Word file: repeated header, rows that move whole, merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports.document import Align, Cell, Column, Content, Group, Row, Section, Table, placed
from cluster_desk.reports.document.columns import PAD_X, laid, stays_with_next
from cluster_desk.reports.document.text import Run, display
from cluster_desk.reports.document.typography import NBSP, fitting, letter_widths, tie
from cluster_desk.reports.writers.word.styles import Styles
from cluster_desk.reports.writers.word.text import inside, run, twips

_LINE = "\n"
_KNOWN = 500  # different cells of a column remembered
_LISTENS_EVERY = 100
"""Rows between two questions whether the user stopped."""


class _Cells(dict[str, str]):
    """The cells of a column that hold words and nothing more, made when the words are first met."""

    def __init__(self, table: WordTable, at: int, strong: bool, keep: bool) -> None:
        super().__init__()
        self._table, self._at, self._strong, self._keep = table, at, strong, keep

    def __missing__(self, words: str) -> str:
        if len(self) >= _KNOWN:
            self.clear()
        made = self[words] = self._shell.holding(words)
        return made

    @cached_property
    def _shell(self) -> _Shell:
        return self._table.usual(self._at, strong=self._strong, keep=self._keep)

    def of(self, content: Content) -> str:
        """The cell of any value."""
        return self._table.cell(content, self._at, strong=self._strong, keep=self._keep)


class _Shell(NamedTuple):
    """A cell without its words: what stands before them, and before each typed line of them."""

    cell: str
    paragraph: str
    room: float  # for words, in 1/1000 of the size
    strong: bool  # its words are bold,
    marked: bool  # by themselves and not by their style

    def holding(self, words: str) -> str:
        """The cell with these words, each typed line a paragraph."""
        tied = self._tied(words, self.strong)
        if not tied:
            return f"{self.cell}{self.paragraph}</w:p></w:tc>"
        opening = f"{self.paragraph}<w:r>{'<w:rPr><w:b/></w:rPr>' if self.marked else ''}"
        return f"{self.cell}{''.join([f'{opening}{inside(line)}</w:r></w:p>' for line in tied.split(_LINE)])}</w:tc>"

    def holding_runs(self, pieces: tuple[Run, ...], size: float) -> str:
        """The cell with words in several faces, a paragraph."""
        told = [piece._replace(bold=piece.bold or self.marked) for piece in pieces]
        said = "".join([run(piece, size, self._tied(piece.text, piece.bold)) for piece in told])
        return f"{self.cell}{self.paragraph}{said}</w:p></w:tc>"

    def _tied(self, words: str, bold: bool) -> str:
        """Words tied where what is tied finds room in the cell."""
        tied = tie(words)
        return fitting(tied, self.room, letter_widths(bold)) if NBSP in tied else tied


class WordTable:
    """Writes one table; `keep_last`: its last row stays with what follows."""

    def __init__(self, table: Table, room: float, styles: Styles, keep_last: bool) -> None:
        self._table = table
        self._styles = styles
        widths, self.size = laid(table, room)
        self._twips = [twips(width) for width in widths]
        self._keep_last = keep_last
        self._usual = {
            (strong, keep): [_Cells(self, at, strong, keep) for at in range(len(widths))]
            for strong in (False, True)
            for keep in (False, True)
        }

    def xml(self, progress: Progress = SILENT) -> str:
        """The whole table; now and then it hears whether the user stopped."""
        parts = [self._properties()]
        if self._table.has_header:
            parts.extend(self._header())
        last = len(self._table.rows) - 1
        for n, row in enumerate(self._table.rows):
            if n % _LISTENS_EVERY == 0:
                progress.report(n, last + 1)
            keep = stays_with_next(self._table, n) if n < last else self._keep_last
            if isinstance(row, Section):
                parts.append(self._section(row, n < last or keep))
            elif isinstance(row, Row):
                parts.append(self._row(row, keep))
            else:
                parts.extend(self._group(row, keep))
        parts.append("</w:tbl>")
        return "".join(parts)

    def _properties(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._twips)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(self._twips)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _header(self) -> Iterator[str]:
        """Header rows; a cell over several rows goes on in the rows below it."""
        for row in self._table.header_cells():
            cells = [
                self.cell(Cell(), at, across, merge="<w:vMerge/>")
                if covered
                else self.cell(
                    cell,
                    at,
                    across,
                    '<w:vMerge w:val="restart"/>' if cell.down > 1 else "",
                    strong=True,
                    align="center",
                    middle=True,
                    keep=True,
                )
                for at, across, cell, covered in row
            ]
            yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _section(self, section: Section, keep: bool) -> str:
        count = len(self._twips)
        cell = self.cell(Cell(section.text), 0, count, strong=True, align="center", middle=True, keep=keep)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"

    def _group(self, group: Group, keep: bool) -> list[str]:
        if len(group.rows) == 1:
            return [self._row(group.rows[0], keep)]
        last = len(group.rows) - 1
        return [self._row(row, keep and n == last, group.merged, first=n == 0) for n, row in enumerate(group.rows)]

    def _row(self, row: Row, keep: bool, merged: tuple[int, ...] = (), first: bool = False) -> str:
        if not (merged or row.middle) and row.is_plain(len(self._twips)):
            usual = zip(self._usual[row.total, keep], row.cells, strict=True)
            cells = [known[content] if content.__class__ is str else known.of(content) for known, content in usual]
        else:
            cells = self._placed(row, keep, merged, first)
        height = f'<w:trHeight w:val="{twips(row.min_height)}" w:hRule="atLeast"/>' if row.min_height else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"

    def _placed(self, row: Row, keep: bool, merged: tuple[int, ...], first: bool) -> list[str]:
        cells = []
        for at, content, across in placed(row, len(self._twips)):
            merge = ""
            if at in merged:
                merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
                content = content if first else ""
            cells.append(self.cell(content, at, across, merge, strong=row.total, middle=row.middle, keep=keep))
        return cells

    def cell(
        self,
        content: Content,
        at: int,
        across: int = 1,
        merge: str = "",
        *,
        strong: bool = False,
        align: Align | None = None,
        middle: bool = False,
        keep: bool = False,
    ) -> str:
        """A cell over `across` columns from `at` on."""
        inner = content
        own = align or self._columns[at].align
        grey = False
        if isinstance(content, Cell):
            inner, grey = content.content, content.grey
            strong, middle, own = strong or content.bold, middle or content.middle, align or content.align or own
        shell = self._shell(at, across, merge, strong=strong, align=own, middle=middle, keep=keep, grey=grey)
        if isinstance(inner, tuple):
            return shell.holding_runs(inner, self.size)
        return shell.holding(display(inner))  # type: ignore[arg-type]

    def usual(self, at: int, *, strong: bool, keep: bool) -> _Shell:
        """What is around the words of a column's cells that say nothing of themselves."""
        return self._shell(at, 1, "", strong=strong, align=self._columns[at].align, middle=False, keep=keep, grey=False)

    def _shell(
        self, at: int, across: int, merge: str, *, strong: bool, align: Align, middle: bool, keep: bool, grey: bool
    ) -> _Shell:
        width = self._twips[at] if across == 1 else sum(self._twips[at : at + across])
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E0E0E0"/>' if grey else ""
        centred = '<w:vAlign w:val="center"/>' if middle else ""
        style = self._styles.cell(self.size, align, head=strong and middle)
        return _Shell(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}{centred}</w:tcPr>',
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}</w:pPr>',
            (width - 2 * twips(PAD_X)) / 20 * 1000 / self.size,
            strong,
            strong and not middle,
        )

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self._table.columns
