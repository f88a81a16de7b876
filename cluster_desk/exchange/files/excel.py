"""Excel workbooks (.xlsx, .xlsm) read into paragraphs and tables, as they show on the screen.

Straight from the XML, piece by piece: what a cell shows is told by its number format, which table readers
leave out, and a sheet that declares a million rows costs no more than the cells it fills. Hidden sheets, rows and
columns are named and left alone; formulas are never worked out, only the results that the file holds are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import tidy
from cluster_desk.exchange.files.number_formats import BUILT_IN, display, display_words
from cluster_desk.exchange.files.packages import Package, damaged
from cluster_desk.exchange.files.sheets import (
    LONGEST_CELL,
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

_MAX_STRINGS = 500_000
_MAX_ROW = 1_048_576
_MAX_MERGED = 20_000
_PLACE = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = regex(
    rb'<row (?:[^<>]* )?r="\d+"[^<>/]*>\s*(?:<c [^<>]*/>\s*)*</row>|<(?:c|row) (?:[^<>]* )?r="[A-Z]{0,3}\d+"[^<>]*/>'
)
"""A cell or a row that holds nothing and says where it stands."""
_RELATION = regex(r"(?:^|:)id$")


def read_excel(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of a workbook's visible sheets; raises UserError for what is not one."""
    with Package(file, path.name) as package:
        main = next((part for kind, part in package.related("") if kind == "officeDocument"), "xl/workbook.xml")
        workbook = _Workbook(package, main, progress)
        content = Content(path.name, "xlsx", left_alone=hidden_sheets(workbook.hidden))
        sheets = []
        for done, (name, part) in enumerate(workbook.sheets):
            workbook.counter.at = (done, len(workbook.sheets))
            progress.report(*workbook.counter.at)
            sheet = Sheet(name)
            package_sheet = _SheetReader(workbook, sheet)
            package.walk(part, package_sheet.begins, package_sheet.ends, package_sheet.text, _EMPTY)
            sheets.append(sheet)
        content.left_alone += without_hidden(sheets)
        content.blocks = blocks_of(sheets, path.name)
        return content


@dataclass(frozen=True)
class _Look:
    """What a cell's style makes of its words: the format code, and whether they are struck through or raised."""

    code: str = "General"
    struck: bool = False
    raised: bool = False


_USUAL = _Look()


class _Workbook:
    """What the sheets of a workbook share: texts, formats, the day that counts as the first."""

    def __init__(self, package: Package, main: str, progress: Progress = SILENT) -> None:
        if not package.has(main):
            raise damaged(package.name)
        self.counter = Counter(package.name, progress)
        self.since_1904 = False
        self.sheets: list[tuple[str, str]] = []
        self.hidden: list[str] = []
        self.looks: list[_Look] = []
        self.strings: list[tuple[str, str]] = []
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
        fonts: list[_Look] = []
        inside: list[str] = []

        def begins(name: str, attributes: dict[str, str]) -> None:
            inside.append(name)
            if name == "numFmt":
                own[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "General")
            elif "fonts" in inside:
                if name == "font":
                    fonts.append(_USUAL)
                elif name == "strike" and fonts:
                    fonts[-1] = replace(fonts[-1], struck=attributes.get("val", "1") not in ("0", "false"))
                elif name == "vertAlign" and fonts:
                    fonts[-1] = replace(fonts[-1], raised=attributes.get("val") == "superscript")
            elif name == "xf" and "cellXfs" in inside:
                number, font = _whole(attributes.get("numFmtId", "0")), _whole(attributes.get("fontId", "0"))
                look = fonts[font] if font < len(fonts) else _USUAL
                code = own[number] if number in own else BUILT_IN.get(number, "General")
                self.looks.append(replace(look, code=code))

        package.walk(part, begins, lambda _name: inside.pop(), _nothing)

    def string(self, number: str) -> tuple[str, str]:
        """The shared text with that number and what is struck through in it; empty for one that is not there."""
        place = _whole(number, -1)
        return self.strings[place] if 0 <= place < len(self.strings) else ("", "")

    def look(self, style: str) -> _Look:
        """What a cell's style makes of its words."""
        place = _whole(style)
        return self.looks[place] if 0 <= place < len(self.looks) else _USUAL


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


class _RichText:
    """Gathers the words of a text whose runs may be raised or struck through; readings above it (rPh) are no part."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._struck: list[str] = []
        self._beside = self._raises = self._strikes = False
        self.listens = False

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element inside a text begins."""
        if name in ("t", "v"):
            self.listens = not self._beside
        elif name == "r":
            self._raises = self._strikes = False
        elif name == "vertAlign":
            self._raises = attributes.get("val") == "superscript"
        elif name == "strike":
            self._strikes = attributes.get("val", "1") not in ("0", "false")
        elif name == "rPh":
            self._beside = True

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self.listens:
            self.parts.append(raised(words) if self._raises else words)
            if self._strikes:
                self._struck.append(words)

    def ends(self, name: str) -> None:
        """An element inside a text ends."""
        if name in ("t", "v"):
            self.listens = False
        elif name == "rPh":
            self._beside = False
        elif name == "r":
            self._raises = self._strikes = False

    def taken(self) -> tuple[str, str]:
        """The words gathered and those of them that are struck through; another text begins."""
        result = _unescaped("".join(self.parts))[:LONGEST_CELL], tidy("".join(self._struck))
        self.clear()
        return result

    def clear(self) -> None:
        """Another text begins."""
        self.parts.clear()
        if self._struck:
            self._struck.clear()


class _Strings(_RichText):
    """Reads the texts that the sheets share."""

    def __init__(self, workbook: _Workbook) -> None:
        super().__init__()
        self._workbook = workbook

    def ends(self, name: str) -> None:
        """An element ends."""
        super().ends(name)
        if name == "si":
            self._workbook.strings.append(self.taken())
            if len(self._workbook.strings) > _MAX_STRINGS:
                raise self._workbook.counter.trouble()


class _SheetReader:
    """Reads one sheet's cells, merged areas and what of it is hidden."""

    def __init__(self, workbook: _Workbook, sheet: Sheet) -> None:
        self._workbook, self._sheet = workbook, sheet
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._rich = _RichText()
        self._parts = self._rich.parts
        self._formula = False
        self._shows_zeros = True

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            # Most cells of a wide sheet are empty: where one stands is worked out only when it holds something.
            self._cell = attributes
            self._column += 1
            self._formula = False
            self._rich.clear()
        elif name == "row":
            self._row = _whole(attributes.get("r", ""), self._row + 2) - 1
            self._column = -1
            if "hidden" in attributes and attributes["hidden"] in ("1", "true"):
                self._sheet.hidden_rows.add(self._row)
        elif name == "v":
            self._rich.listens = True
        elif name == "f":
            self._formula = True
        elif name == "mergeCell":
            if len(self._sheet.merged) < _MAX_MERGED:
                self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._note_column(attributes)
        elif name == "sheetView":
            self._shows_zeros = attributes.get("showZeros", "1") not in ("0", "false")
        else:
            self._rich.begins(name, attributes)

    def text(self, words: str) -> None:
        """Words inside an element."""
        if self._rich.listens:
            self._rich.text(words)

    def ends(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            if self._parts or self._formula:
                self._end_cell()
        elif name == "v":
            self._rich.listens = False
        else:
            self._rich.ends(name)

    def _note_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
            first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
            self._sheet.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _end_cell(self) -> None:
        if place := _PLACE.fullmatch(self._cell.get("r", "")):
            self._column, self._row = _column(place[1]), int(place[2]) - 1
        if 0 <= self._row < _MAX_ROW:
            cell = self._held(self._cell.get("t", "n"), self._workbook.look(self._cell.get("s", "0")))
            self._workbook.counter.count(cell.text)
            self._sheet.put(self._row, self._column, cell)

    def _held(self, kind: str, look: _Look) -> SheetCell:
        text, struck = self._rich.taken()
        if kind == "s":
            text, struck = self._workbook.string(text)
        if kind in ("s", "str", "inlineStr"):
            cell = SheetCell(display_words(text, look.code), unknown=not text and self._formula, struck=struck)
        elif kind == "e":
            cell = SheetCell(text, unknown=not text and self._formula)
        elif kind == "b":
            cell = SheetCell("ИСТИНА" if text.strip() == "1" else "ЛОЖЬ")
        elif kind == "d":
            cell = _iso(text)
        else:
            cell = self._number(text, look)
        if look.struck or look.raised:
            words = raised(cell.text) if look.raised else cell.text
            cell = replace(cell, text=words, struck=tidy(words) if look.struck else cell.struck)
        return cell

    def _number(self, text: str, look: _Look) -> SheetCell:
        try:
            number = float(text)
        except ValueError:
            return SheetCell(text, unknown=not text.strip() and self._formula)
        if not isfinite(number):
            return SheetCell(text)
        if number == 0 and not self._shows_zeros:
            return SheetCell("")
        result = display(number, look.code, self._workbook.since_1904)
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
