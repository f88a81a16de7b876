"""Text of a Word file: runs and paragraphs as WordprocessingML strings."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from html import escape
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.reports.document import Align
from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.text import Run, Text
from cluster_desk.reports.document.typography import tie

TWIPS = 1440 / 25.4  # of a millimetre
_JC = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>", SOFT_HYPHEN: "<w:softHyphen/>"}
_ELSE = re.compile("[&<>\x00-\x1f\ufffe\uffff\u00ad-]").search  # what is not set as it is
_OF_A_NUMBER = regex(r"(?<=\d)-(?=[\dА-Яа-яЁё])")
# Signs that XML cannot hold at all; nobody types them, pasted text may bring them.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").search
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


def xml(text: str) -> str:
    """Text as it stands in XML."""
    return escape(text.translate(_FORBIDDEN), quote=False) if _SPECIAL(text) else text


def twips(mm: float) -> int:
    """Millimetres as Word's twentieths of a point."""
    return round(mm * TWIPS)


class Tab(NamedTuple):
    """A tab stop at `at` mm; `ruled`: a line to sign on leads to it."""

    at: float
    kind: str = "left"
    ruled: bool = False


class Shape(NamedTuple):
    """How a paragraph stands: mm for indents, points for gaps, a multiple of the font's line for `spacing`."""

    align: Align = "left"
    size: float = 13.0
    indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    keep_next: bool = False
    together: bool = False
    hyphenate: bool = False
    new_page: bool = False
    style: str = ""
    tabs: tuple[Tab, ...] = ()
    border: float = 0.0  # a rule below, points
    shade: str = ""  # Word's pattern behind the whole paragraph: "solid", "diagStripe", …
    exact: float = 0.0  # the line's height in points, whatever the font
    frame: str = ""
    numbers: str = ""  # its place in a list, as XML


def run(piece: Run, size: float, text: str | None = None) -> str:
    """One run of a paragraph whose letters are `size`; tabs and line breaks inside its text become Word's own."""
    marks = []
    if piece.bold:
        marks.append("<w:b/>")
    if piece.italic:
        marks.append("<w:i/>")
    if piece.struck:
        marks.append("<w:strike/>")
    if piece.spaced:
        marks.append(f'<w:spacing w:val="{round(piece.spaced * 20)}"/>')
    if piece.size and piece.size != size:
        points = round(piece.size * 2)
        marks.append(f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>')
    face = f"<w:rPr>{''.join(marks)}</w:rPr>" if marks else ""
    if piece.page_of:
        return _page_number(piece, face)
    return f"<w:r>{face}{inside(piece.text if text is None else text)}</w:r>"


def _page_number(piece: Run, face: str) -> str:
    """A field: the page where a bookmark stands, as it was counted until Word counts itself."""
    before, after = (f'<w:r>{face}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return (
        f'{before}<w:r>{face}<w:instrText xml:space="preserve"> PAGEREF {piece.page_of} \\h </w:instrText></w:r>'
        f'<w:r>{face}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{face}{inside(piece.text)}</w:r>{after}'
    )


def inside(text: str) -> str:
    """The text of a run; tabs, line breaks, soft hyphens and hyphens of numbers become Word's own."""
    if not _ELSE(text):
        return f'<w:t xml:space="preserve">{text}</w:t>'
    said = f'<w:t xml:space="preserve">{xml(text)}</w:t>'
    for sign, element in _ELEMENTS.items():
        said = said.replace(sign, f'</w:t>{element}<w:t xml:space="preserve">')
    return _OF_A_NUMBER.sub('</w:t><w:noBreakHyphen/><w:t xml:space="preserve">', said)


def runs(text: Text, size: float, prose: bool = False) -> str:
    """All runs of a text, tied as one."""
    if isinstance(text, str):
        return run(Run(tie(text, prose)), size) if text else ""
    tied = tie("".join(piece.text for piece in text), prose)
    said, at = [], 0
    for piece in text:
        said.append(run(piece, size, tied[at : at + len(piece.text)]))
        at += len(piece.text)
    return "".join(said)


def paragraph(inside: str, shape: Shape) -> str:
    """A paragraph around its runs."""
    points = round(shape.size * 2)
    return f'<w:p><w:pPr>{properties(shape)}<w:rPr><w:sz w:val="{points}"/></w:rPr></w:pPr>{inside}</w:p>'


def properties(shape: Shape) -> str:
    """A paragraph's properties, in the order that the schema wants."""
    parts = [
        f'<w:pStyle w:val="{shape.style}"/>' if shape.style else "",
        "<w:keepNext/>" if shape.keep_next else "",
        "<w:keepLines/>" if shape.together else "",
        "<w:pageBreakBefore/>" if shape.new_page else "",
        shape.frame,
    ]
    if shape.border:
        parts.append(
            f'<w:pBdr><w:bottom w:val="single" w:sz="{round(shape.border * 8)}" w:space="1" w:color="auto"/></w:pBdr>'
        )
    if shape.shade:
        parts.append(f'<w:shd w:val="{shape.shade}" w:color="505050" w:fill="FFFFFF"/>')
    return "".join(parts) + layout(shape)


def layout(shape: Shape, usual: float | None = None) -> str:
    """Tabs, hyphens, gaps, indents, sides; a line as high as the `usual` one is not told again."""
    parts = []
    if shape.tabs:
        parts.append(f"<w:tabs>{''.join(map(_tab, shape.tabs))}</w:tabs>")
    if not shape.hyphenate:
        parts.append("<w:suppressAutoHyphens/>")
    parts.append(_spacing(shape, usual))
    if shape.indent or shape.left or shape.right:
        first = f'w:firstLine="{twips(shape.indent)}"' if shape.indent >= 0 else f'w:hanging="{twips(-shape.indent)}"'
        parts.append(f'<w:ind w:left="{twips(shape.left)}" w:right="{twips(shape.right)}" {first}/>')
    parts.append(f'<w:jc w:val="{_JC[shape.align]}"/>')
    return "".join(parts)


def _spacing(shape: Shape, usual: float | None) -> str:
    line = ""
    if shape.exact:
        line = f' w:line="{max(20, round(shape.exact * 20))}" w:lineRule="exact"'
    elif shape.spacing != usual:
        line = f' w:line="{round(shape.spacing * 240)}" w:lineRule="auto"'
    return f'<w:spacing w:before="{round(shape.before * 20)}" w:after="{round(shape.after * 20)}"{line}/>'


def _tab(tab: Tab) -> str:
    leader = ' w:leader="underscore"' if tab.ruled else ""
    return f'<w:tab w:val="{tab.kind}"{leader} w:pos="{twips(tab.at)}"/>'


_DASHED = '<w:tcBorders><w:right w:val="dashed" w:sz="8" w:space="0" w:color="auto"/></w:tcBorders>'


def bare_table(
    widths: Sequence[float], rows: Sequence[Sequence[str]], merged: Collection[int] = (), dashed: Collection[int] = ()
) -> str:
    """A table without lines that only places things: widths in mm, the paragraphs of each cell.

    In the columns `merged` the cell of the second row goes on through the rows below; `dashed` ones have a dashed line
    at their right.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    said = []
    for n, row in enumerate(rows):
        cells = []
        for column, (width, cell) in enumerate(zip(widths, row, strict=True)):
            merge = ""
            if column in merged and n:
                merge = '<w:vMerge w:val="restart"/>' if n == 1 else "<w:vMerge/>"
            width_of = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
            border = _DASHED if column in dashed else ""
            cells.append(f"<w:tc><w:tcPr>{width_of}{merge}{border}</w:tcPr>{cell}</w:tc>")
        said.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(said)}</w:tbl>"
    )
