"""Excel workbooks (.xlsx, .xlsm, and .xls of the old kind) read into paragraphs and tables, as they show on the screen.

The new kind straight from the XML, piece by piece: what a cell shows is told by its number format, which table readers
leave out, and a sheet that declares a million rows costs no more than the cells it fills. Hidden rows are read, hidden
sheets are named and left alone; formulas are never worked out, only the results that the file holds are read.
"""

from __future__ import annotations

import re
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.number_formats import BUILT_IN, display
from cluster_desk.exchange.files.packages import Package, damaged, too_large
from cluster_desk.exchange.files.sheets import MAX_COLUMNS, Counter, Sheet, SheetCell, blocks_of, hidden_sheets
from cluster_desk.exchange.layout.grids import Content

if TYPE_CHECKING:
    import xlrd


_MAX_STRINGS = 500_000
_MAX_ROW = 1_048_576
_MAX_MERGED = 20_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = re.compile(
    rb'<row (?:[^<>]* )?r="\d+"[^<>/]*>\s*(?:<c [^<>]*/>\s*)*</row>|<(?:c|row) (?:[^<>]* )?r="[A-Z]{0,3}\d+"[^<>]*/>'
)
"""A cell or a row that holds nothing and says where it stands."""
_RELATION = re.compile(r"(?:^|:)id$")


def read_excel(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of a workbook's visible sheets; raises UserError for what is not one."""
    with Package(file, path.name) as package:
        main = next((part for kind, part in package.related("") if kind == "officeDocument"), "xl/workbook.xml")
        workbook = _Workbook(package, main)
        content = Content(path.name, "xlsx", left_alone=hidden_sheets(workbook.hidden))
        sheets = []
        for done, (name, part) in enumerate(workbook.sheets):
            progress.report(done, len(workbook.sheets))
            sheet = Sheet(name)
            package_sheet = _SheetReader(workbook, sheet)
            package.walk(part, package_sheet.begins, package_sheet.ends, package_sheet.text, _EMPTY)
            sheets.append(sheet)
        content.blocks = blocks_of(sheets)
        return content


class _Workbook:
    """What the sheets of a workbook share: texts, formats, the day that counts as the first."""

    def __init__(self, package: Package, main: str) -> None:
        if not package.has(main):
            raise damaged(package.name)
        self.counter = Counter(package.name)
        self.since_1904 = False
        self.sheets: list[tuple[str, str]] = []
        self.hidden: list[str] = []
        self.codes: list[str] = []
        self.strings: list[str] = []
        self._listed: list[tuple[str, str, bool]] = []
        package.walk(main, self._of_workbook, _nothing, _nothing)
        targets = package.relation_targets(main)
        visible = [each for each in self._listed if not each[2]] or self._listed
        self.sheets = [(name, targets[key]) for name, key, _hidden in visible if package.has(targets.get(key, ""))]
        self.hidden = [each[0] for each in self._listed if each not in visible]
        parts = dict(package.related(main))
        if package.has(styles := parts.get("styles", "")):
            self._read_styles(package, styles)
        if package.has(strings := parts.get("sharedStrings", "")):
            reader = _Strings(self)
            package.walk(strings, reader.begins, reader.ends, reader.text)

    def _of_workbook(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            key = next((value for each, value in attributes.items() if _RELATION.search(each)), "")
            hidden = attributes.get("state", "visible") in ("hidden", "veryHidden")
            self._listed.append((attributes.get("name", ""), key, hidden))

    def _read_styles(self, package: Package, part: str) -> None:
        own: dict[int, str] = {}
        inside: list[str] = []

        def begins(name: str, attributes: dict[str, str]) -> None:
            inside.append(name)
            if name == "numFmt":
                own[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "General")
            elif name == "xf" and "cellXfs" in inside:
                number = _whole(attributes.get("numFmtId", "0"))
                self.codes.append(own.get(number) or BUILT_IN.get(number, "General"))

        package.walk(part, begins, lambda _name: inside.pop(), _nothing)

    def string(self, number: str) -> str:
        """The shared text with that number; empty for one that is not there."""
        place = _whole(number, -1)
        return self.strings[place] if 0 <= place < len(self.strings) else ""

    def code(self, style: str) -> str:
        """The format code of a cell's style."""
        place = _whole(style)
        return self.codes[place] if 0 <= place < len(self.codes) else "General"


def _nothing(*_described: object) -> None:
    """For what a walk passes over."""


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _unescaped(text: str) -> str:
    """Signs that XML cannot hold are written _x000D_; a carriage return before a line break is one break."""
    if "_x" in text:
        text = _ESCAPED.sub(
            lambda match: chr(int(match[1], 16)) if not 0xD800 <= int(match[1], 16) < 0xE000 else "", text
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Strings:
    """Reads the texts that the sheets share; readings written above the words (rPh) are no part of them."""

    def __init__(self, workbook: _Workbook) -> None:
        self._workbook = workbook
        self._parts: list[str] = []
        self._in_text = self._beside = False

    def begins(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self._in_text = not self._beside
        elif name == "rPh":
            self._beside = True

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self._in_text:
            self._parts.append(words)

    def ends(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._beside = False
        elif name == "si":
            self._workbook.strings.append(_unescaped("".join(self._parts)))
            self._parts.clear()
            if len(self._workbook.strings) > _MAX_STRINGS:
                raise self._workbook.counter.trouble()


class _SheetReader:
    """Reads one sheet's cells and merged areas."""

    def __init__(self, workbook: _Workbook, sheet: Sheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._row = self._column = -1
        self._kind = self._style = ""
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._listens = self._beside = self._formula = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            # Most cells of a wide sheet are empty: where one stands is worked out only when it holds something.
            self._cell = attributes
            self._column += 1
            self._formula = False
            self._parts.clear()
        elif name == "row":
            self._row = _whole(attributes.get("r", ""), self._row + 2) - 1
            self._column = -1
        elif name in ("v", "t"):
            self._listens = not self._beside
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._beside = True
        elif name == "mergeCell" and len(self._sheet.merged) < _MAX_MERGED:
            self._merge(attributes.get("ref", ""))

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self._listens:
            self._parts.append(words)

    def ends(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            if self._parts or self._formula:
                self._end_cell()
        elif name in ("v", "t"):
            self._listens = False
        elif name == "rPh":
            self._beside = False

    def _end_cell(self) -> None:
        if place := _PLACE.fullmatch(self._cell.get("r", "")):
            self._column, self._row = _column(place[1]), int(place[2]) - 1
        self._kind, self._style = self._cell.get("t", "n"), self._cell.get("s", "0")
        if 0 <= self._row < _MAX_ROW:
            self._workbook.counter.count()
            self._sheet.put(self._row, self._column, self._held("".join(self._parts)))

    def _held(self, text: str) -> SheetCell:
        if self._kind == "s":
            return SheetCell(self._workbook.string(text))
        if self._kind == "b":
            return SheetCell("ИСТИНА" if text.strip() == "1" else "ЛОЖЬ")
        if self._kind == "d":
            return _iso(text)
        if self._kind in ("str", "inlineStr", "e"):
            return SheetCell(_unescaped(text), unknown=not text and self._formula)
        try:
            number = float(text)
        except ValueError:
            return SheetCell(text, unknown=not text.strip() and self._formula)
        if not isfinite(number):
            return SheetCell(text)
        result = display(number, self._workbook.code(self._style), self._workbook.since_1904)
        return SheetCell(result.text, result.day)

    def _merge(self, area: str) -> None:
        first, _colon, last = area.partition(":")
        top, bottom = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
        if top and bottom:
            self._sheet.merged.append((int(top[2]) - 1, _column(top[1]), int(bottom[2]) - 1, _column(bottom[1])))


def _iso(text: str) -> SheetCell:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return SheetCell(text)
    return SheetCell(f"{moment:%d.%m.%Y}", moment.date().isoformat())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


MAX_FILE = 30 * 2**20
"""Bytes of an old workbook: a year's plan has 100 KB."""
_NO_CELL, _WORDS, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_xls(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the visible sheets; raises UserError for a protected or damaged file."""
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise too_large(path.name)
    book = _opened(data, path.name)
    counter = Counter(path.name)
    content = Content(path.name, "xls")
    sheets = []
    visible = [sheet for sheet in book.sheets() if not sheet.visibility] or book.sheets()
    content.left_alone = hidden_sheets(sheet.name for sheet in book.sheets() if sheet not in visible)
    for done, each in enumerate(visible):
        progress.report(done, len(visible))
        sheet = Sheet(each.name, merged=[(top, left, end - 1, last - 1) for top, end, left, last in each.merged_cells])
        for row in range(each.nrows):
            for column, cell in enumerate(each.row(row)[:MAX_COLUMNS]):
                if cell.ctype not in (_NO_CELL, _BLANK):
                    counter.count()
                    sheet.put(row, column, _held(book, cell))
        sheets.append(sheet)
    content.blocks = blocks_of(sheets)
    return content


def _opened(content: bytes, name: str) -> xlrd.Book:
    import os

    import xlrd

    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=nowhere)
    except MemoryError:
        raise
    except Exception as error:  # the library tells of a damaged file in every way that Python has
        if "encrypted" in str(error).lower():
            raise UserError(
                _("“%(name)s” is protected with a password.") % {"name": name},
                _("Open it, remove the password and save it again."),
            ) from error
        raise damaged(name) from error


def _held(book: xlrd.Book, cell: Any) -> SheetCell:
    if cell.ctype in (_NUMBER, _DATE):
        number = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
        value = book.format_map.get(number)
        # Formats known by their number are kept with American words; they show as the computer's region wants.
        code = BUILT_IN.get(number) or (value.format_str if value else "General")
        result = display(float(cell.value), code, bool(book.datemode))
        return SheetCell(result.text, result.day)
    if cell.ctype == _TRUTH:
        return SheetCell("ИСТИНА" if cell.value else "ЛОЖЬ")
    if cell.ctype == _ERROR:
        return SheetCell(_ERRORS.get(cell.value, "#N/A"))
    return SheetCell(str(cell.value).replace("\r\n", "\n").replace("\r", "\n"))
