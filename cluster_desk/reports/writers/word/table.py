"""A ruled table of a Word file: repeated header, rows that move whole, merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_desk.reports.document import Align, Cell, Column, Content, Group, Row, Section, Table, placed
from cluster_desk.reports.document.columns import PAD_X, laid
from cluster_desk.reports.document.text import Run, display
from cluster_desk.reports.document.typography import tie
from cluster_desk.reports.writers.word.text import run, twips, xml

_PAD_Y = 1.0  # mm
_LINE = 0.18  # mm: a row of a Word file is higher by its line, which is drawn over the padding elsewhere
_JC = {"left": "", "justify": "", "center": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}


class WordTable:
    """Writes one table; `keep_last`: its last row stays with what follows."""

    def __init__(self, table: Table, room: float, keep_last: bool) -> None:
        self._table = table
        widths, self.size = laid(table, room)
        self._twips = [twips(width) for width in widths]
        self._keep_last = keep_last
        points = round(self.size * 2)
        self._face = f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>'

    def xml(self) -> str:
        """The whole table."""
        parts = [self._properties()]
        if self._table.has_header:
            parts.extend(self._header())
        last = len(self._table.rows) - 1
        for n, row in enumerate(self._table.rows):
            keep = self._keep_last and n == last
            if isinstance(row, Section):
                parts.append(self._section(row, n < last or keep))
            elif isinstance(row, Row):
                parts.append(self._row(row, keep))
            else:
                parts.extend(self._group(row, keep))
        parts.append("</w:tbl>")
        return "".join(parts)

    def _properties(self) -> str:
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        pads = "".join(
            f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>'
            for side, pad in (("top", _PAD_Y - _LINE), ("left", PAD_X), ("bottom", _PAD_Y), ("right", PAD_X))
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._twips)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self._twips)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{pads}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _header(self) -> Iterator[str]:
        """Header rows; a cell over several rows goes on in the rows below it."""
        for row in self._table.header_cells():
            cells = [
                self._cell(Cell(), at, across, merge="<w:vMerge/>")
                if covered
                else self._cell(
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
        cell = self._cell(Cell(section.text), 0, count, strong=True, align="center", middle=True, keep=keep)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"

    def _group(self, group: Group, keep: bool) -> list[str]:
        if len(group.rows) == 1:
            return [self._row(group.rows[0], keep)]
        last = len(group.rows) - 1
        return [self._row(row, keep and n == last, group.merged, first=n == 0) for n, row in enumerate(group.rows)]

    def _row(self, row: Row, keep: bool, merged: tuple[int, ...] = (), first: bool = False) -> str:
        cells = []
        for at, content, across in placed(row, len(self._twips)):
            merge = ""
            if at in merged:
                merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
                content = content if first else ""
            cells.append(self._cell(content, at, across, merge, strong=row.total, middle=row.middle, keep=keep))
        height = f'<w:trHeight w:val="{twips(row.min_height)}" w:hRule="atLeast"/>' if row.min_height else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(
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
        inner = content
        own = align or self._columns[at].align
        if isinstance(content, Cell):
            inner = content.content
            strong, middle, own = strong or content.bold, middle or content.middle, align or content.align or own
        width = self._twips[at] if across == 1 else sum(self._twips[at : at + across])
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        centred = '<w:vAlign w:val="center"/>' if middle else ""
        airy = '<w:spacing w:before="28" w:after="28"/>' if strong and middle else ""
        head = f"{'<w:keepNext/>' if keep else ''}<w:suppressAutoHyphens/>{airy}{_JC[own]}"
        text = inner if isinstance(inner, tuple) else display(inner)  # type: ignore[arg-type]
        if isinstance(text, str):
            body = self._plain(text, head, strong)
        else:
            body = f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{head}</w:pPr>{self._rich(text, strong)}</w:p>'
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{centred}</w:tcPr>{body}</w:tc>'

    @property
    def _columns(self) -> tuple[Column, ...]:
        return self._table.columns

    def _plain(self, text: str, head: str, strong: bool) -> str:
        """Each typed line as a paragraph of the cell."""
        face = f"<w:b/>{self._face}" if strong else self._face
        opening = f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{head}<w:rPr>{face}</w:rPr></w:pPr>'
        if not text:
            return f"{opening}</w:p>"
        said = f'{opening}<w:r><w:rPr>{face}</w:rPr><w:t xml:space="preserve">'
        return "".join(f"{said}{xml(line)}</w:t></w:r></w:p>" for line in tie(text).split("\n"))

    def _rich(self, pieces: tuple[Run, ...], strong: bool) -> str:
        return "".join(run(piece, self.size, tie(piece.text), strong) for piece in pieces)
