"""LibreOffice's spreadsheets (.ods) read into paragraphs and tables: the words a cell shows stand in the file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.packages import Package
from cluster_desk.exchange.files.sheets import (
    MAX_COLUMNS,
    Counter,
    Sheet,
    SheetCell,
    blocks_of,
    hidden_sheets,
    without_hidden,
)
from cluster_desk.exchange.files.symbol_fonts import raised
from cluster_desk.exchange.layout.grids import Content

_MANIFEST = "META-INF/manifest.xml"
_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXT = b"application/vnd.oasis.opendocument.text"
_VISIBLE = "table:visibility"
_MOST = 2_000_000
"""Rows or columns that a repetition may skip: more than any program's sheet has."""
_REPEATED_ROWS = 1000
"""How often a filled row may be repeated: a shorter way to write equal rows, a longer one to do harm."""


def kind_of(package: Package) -> str:
    """Tell "sheet", "text" or "" as the package says it is an OpenDocument; raises UserError for a protected one."""
    if not package.has("mimetype") or not package.has("content.xml"):
        return ""
    text = b"".join(package.chunks("mimetype"))[:100].strip()
    if package.has(_MANIFEST) and b"encryption-data" in b"".join(package.chunks(_MANIFEST)):
        raise UserError(
            _("“%(name)s” is protected with a password.") % {"name": package.name},
            _("Open it, remove the password and save it again."),
        )
    return "sheet" if text.startswith(_SHEET) else "text" if text.startswith(_TEXT) else ""


def read_ods(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the sheets; raises UserError for a damaged file."""
    with Package(file, path.name) as package:
        reader = _Reader(package.name, progress)
        progress.report(0, 1)
        package.walk("content.xml", reader.begins, reader.ends, reader.text)
    hidden = [sheet for sheet in reader.sheets if sheet.name in reader.hidden]
    visible = [sheet for sheet in reader.sheets if sheet not in hidden] or reader.sheets
    left = hidden_sheets(sheet.name for sheet in hidden if sheet not in visible) + without_hidden(visible)
    return Content(path.name, "ods", blocks_of(visible, path.name), left)


class _Reader:
    """Reads the cells as their elements come; comments and drawings are no part of them."""

    def __init__(self, name: str, progress: Progress) -> None:
        self.sheets: list[Sheet] = []
        self.hidden: set[str] = set()
        self._style = ""
        self._hiding: set[str] = set()  # the styles of sheets that hide them
        self._raising: set[str] = set()  # the styles of words that raise them
        self._spans: list[bool] = []
        self._counter = Counter(name, progress)
        self._row = self._column = self._columns = 0
        self._hides_row = False
        self._repeats_row = self._repeats = 1
        self._cells: list[tuple[int, SheetCell]] = []
        self._attributes: dict[str, str] = {}
        self._lines: list[list[str]] = []
        self._inside = self._passed = 0
        self._area = (1, 1)

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._passed or name in ("annotation", "shapes", "tracked-changes", "frame"):
            self._passed += 1
        elif name in ("style", "table-properties", "text-properties"):
            self._take_style(name, attributes)
        elif name == "table":
            self.sheets.append(Sheet(attributes.get("table:name", "")))
            self._row = self._columns = 0
            if attributes.get("table:style-name") in self._hiding:
                self.hidden.add(self.sheets[-1].name)
        elif name == "table-column" and self.sheets:
            self._end_column(attributes)
        elif name == "table-row":
            self._repeats_row = _times(attributes, "table:number-rows-repeated")
            self._column = 0
            self._hides_row = attributes.get(_VISIBLE, "visible") != "visible"
            self._cells.clear()
        elif name == "span" and self._inside:
            self._spans.append(attributes.get("text:style-name") in self._raising)
        elif name in ("table-cell", "covered-table-cell"):
            self._attributes = attributes
            self._repeats = _times(attributes, "table:number-columns-repeated")
            self._area = (
                _times(attributes, "table:number-rows-spanned"),
                _times(attributes, "table:number-columns-spanned"),
            )
            self._lines.clear()
        elif name in ("p", "h"):
            self._inside += 1
            self._lines.append([])
        elif self._inside and name in ("s", "tab", "line-break"):
            signs = {"s": " " * min(_times(attributes, "text:c"), 100), "tab": "\t", "line-break": "\n"}
            self._lines[-1].append(signs[name])

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self._inside and not self._passed:
            self._lines[-1].append(raised(words) if self._spans and self._spans[-1] else words)

    def _take_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("style:name", "")
        elif attributes.get("table:display") == "false":
            self._hiding.add(self._style)
        elif attributes.get("style:text-position", "").startswith("super"):
            self._raising.add(self._style)

    def _end_column(self, attributes: dict[str, str]) -> None:
        times = _times(attributes, "table:number-columns-repeated")
        if attributes.get(_VISIBLE, "visible") != "visible":
            self.sheets[-1].hidden_columns.update(range(self._columns, min(self._columns + times, MAX_COLUMNS)))
        self._columns = min(self._columns + times, _MOST)

    def ends(self, name: str) -> None:
        """An element ends."""
        if self._passed:
            self._passed -= 1
        elif name in ("p", "h") and self._inside:
            self._inside -= 1
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell(name)
        elif name == "table-row":
            self._end_row()

    def _end_cell(self, name: str) -> None:
        text = "\n".join("".join(parts) for parts in self._lines)
        if text.strip() and name == "table-cell":
            day = self._attributes.get("office:date-value", "")[:10] or None
            for column in range(self._column, min(self._column + self._repeats, MAX_COLUMNS)):
                self._counter.count(text)
                self._cells.append((column, SheetCell(text, day)))
            if self._area != (1, 1) and self.sheets:
                bottom, right = self._row + self._area[0] - 1, self._column + self._area[1] - 1
                self.sheets[-1].merged.append((self._row, self._column, bottom, right))
        self._column = min(self._column + self._repeats, _MOST)

    def _end_row(self) -> None:
        if self._cells and self.sheets:
            for row in range(self._row, self._row + min(self._repeats_row, _REPEATED_ROWS)):
                if self._hides_row:
                    self.sheets[-1].hidden_rows.add(row)
                for column, cell in self._cells:
                    self._counter.count(cell.text)
                    self.sheets[-1].put(row, column, cell)
        self._row = min(self._row + self._repeats_row, _MOST)


def _times(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return max(1, min(int(value), _MOST)) if value.isascii() and value.isdigit() and len(value) < 10 else 1
