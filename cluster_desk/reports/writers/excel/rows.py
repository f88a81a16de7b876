"""Rows of a sheet as XML straight into openpyxl's stream: its own way makes and walks objects for every cell."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell._writer import etree_write_cell
from openpyxl.xml import functions

_xml: Any = functions  # of lxml or of Python, as openpyxl was taken

LONGEST = 32_767
"""Letters that a cell of Excel holds."""
TEXT_END = "</t></is></c>"
_ROW = "<row "
_BEGINS = '<c r="A1"'


def send(tab: Any, rows: Any) -> None:
    """Append to a sheet being written the XML of rows, or a row as openpyxl takes it itself."""
    if tab._rows is None:
        tab._get_writer()
        tab._rows = _stream(tab)
        next(tab._rows)
    tab._rows.send(rows)


def _stream(tab: Any) -> Generator[None, Any, None]:
    xf = tab._writer.xf.send(True)
    write = getattr(xf, "_file", None) or _parsed(xf)
    at = 1
    with xf.element("sheetData"), suppress(GeneratorExit):
        while True:
            rows = yield
            if isinstance(rows, str):
                write(rows)
                at += rows.count(_ROW)
            else:
                tab._writer.write_row(xf, tab._values_to_row(rows, at), at)
                at += 1
    tab._writer.xf.send(None)


def _parsed(xf: Any) -> Callable[[str], None]:
    """The way where somebody took openpyxl with lxml before us: its stream takes elements alone."""

    def write(rows: str) -> None:
        for row in _xml.fromstring(f"<rows>{rows}</rows>"):
            xf.write(row)

    return write


def row_xml(at: int, height: float | None, cells: str) -> str:
    """A row's XML; `height` in points."""
    told = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
    return f'{_ROW}r="{at}"{told}>{cells}</row>'


def text_xml(style: int, text: str) -> str | None:
    """What follows a cell's address where it holds words; None for those that openpyxl looks at more closely."""
    if not text or text[0] == "#" or len(text) > LONGEST or text != text.strip():
        return None
    return f"{text_start(style)}{escape(text)}{TEXT_END}"


def text_start(style: int) -> str:
    """What stands between a cell's address and its words."""
    return f' s="{style}" t="inlineStr"><is><t>'


def number_xml(style: int, number: int) -> str:
    """What follows a cell's address where it holds a whole number."""
    return f' s="{style}" t="n"><v>{number}</v></c>'


def formula_xml(style: int, formula: str) -> str:
    """What follows a cell's address where it holds a formula."""
    return f' s="{style}"><f>{escape(formula[1:])}</f><v /></c>'


def cell_xml(cell: Any) -> str:
    """What follows the address of a cell that openpyxl writes."""
    cell.row = cell.column = 1
    written: list[str] = []
    etree_write_cell(_Written(written), cell.parent, cell, True)
    return written[0].removeprefix(_BEGINS)


class _Written:
    def __init__(self, parts: list[str]) -> None:
        self._parts = parts

    def write(self, element: Any) -> None:
        """Keep an element's XML."""
        self._parts.append(_xml.tostring(element, encoding="unicode"))
