"""Rows of a sheet as XML: openpyxl's own way makes and walks objects for every cell."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell._writer import etree_write_cell
from openpyxl.utils import get_column_letter
from openpyxl.xml import functions

_xml: Any = functions  # of lxml or of Python, as openpyxl was taken

LONGEST = 32_767
"""Letters that a cell of Excel holds."""
TEXT_END = "</t></is></c>"
_BEGINS = '<c r="A1"'


def row_xml(at: int, height: float | None, cells: str) -> str:
    """A row's XML; `height` in points."""
    return f'<row r="{at}"{height_xml(height)}>{cells}</row>'


def height_xml(height: float | None) -> str:
    """What tells a row's height, in points; of a usual one nothing."""
    return "" if height is None else f' ht="{height:.16g}" customHeight="1"'


def text_xml(style: int, text: str) -> str | None:
    """What follows a cell's address where it holds words; None for those that openpyxl looks at more closely."""
    if not text or text[0] == "#" or len(text) > LONGEST or text != text.strip():
        return None
    return f"{text_start(style)}{escape(text, quote=False)}{TEXT_END}"


def text_start(style: int) -> str:
    """What stands between a cell's address and its words."""
    return f' s="{style}" t="inlineStr"><is><t>'


def number_xml(style: int, number: object) -> str:
    """What follows a cell's address where it holds a number."""
    return f' s="{style}"><v>{number}</v></c>'


def formula_xml(style: int, formula: str) -> str:
    """What follows a cell's address where it holds a formula."""
    return f' s="{style}"><f>{escape(formula[1:], quote=False)}</f><v /></c>'


def cell_xml(cell: Any) -> str:
    """What follows the address of a cell that openpyxl writes."""
    cell.row = cell.column = 1
    written: list[str] = []
    etree_write_cell(_Written(written), cell.parent, cell, cell.has_style)
    return written[0].removeprefix(_BEGINS)


def cells_xml(tab: Any, at: int, values: Iterable[Any]) -> str:
    """Cells of row `at` from its first column on, told as openpyxl takes them."""
    cells = [
        (n, value if isinstance(value, Cell) else WriteOnlyCell(tab, value))
        for n, value in enumerate(values, 1)
        if value is not None
    ]
    return "".join([f'<c r="{get_column_letter(n)}{at}"{cell_xml(cell)}' for n, cell in cells])


class _Written:
    def __init__(self, parts: list[str]) -> None:
        self._parts = parts

    def write(self, element: Any) -> None:
        """Keep an element's XML."""
        self._parts.append(_xml.tostring(element, encoding="unicode"))
