"""Numbers put into the cells of a workbook that somebody else made, in its XML: all the rest stays byte for byte.

A library that reads a workbook and writes it anew loses what it does not know: text boxes, lists of another sheet, a
cell half in bold. Here the bytes of the cells named are replaced, and nothing else; formulas are told to be counted
anew when the workbook is opened, for what they lean on has changed.
"""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from cluster_desk.core.cell_names import cell_name

MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_RELATION_ID = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_KIND = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_CALCULATION = re.compile(rb"<(?P<prefix>[A-Za-z_][\w.-]*:)?calcPr(?=[\s/>])[^>]*>")
_BEFORE_IT = re.compile(
    rb"<(?P<close>/)?(?P<prefix>[A-Za-z_][\w.-]*:)?(?:sheets|functionGroups|externalReferences|definedNames)\s*(?(close)|/)>"
)
_VALUE = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?v)(?:\s[^>]*)?(?:/>|>[^<]*</\1\s*>)")
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ANEW = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")

Number = int | float


def column_number(letters: str) -> int:
    """A column's letters as its number from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of «B2», from 1. Raises ValueError for anything else."""
    place = _CELL.fullmatch(cell)
    if place is None:
        raise ValueError(cell)
    return int(place[2]), column_number(place[1])


def put_numbers(
    source: Path | IO[bytes],
    target: IO[bytes],
    values: Mapping[tuple[str, str], Number],
    stale: Collection[tuple[str, str]] = (),
) -> None:
    """Copy the workbook `source` to `target` with numbers in the cells named by sheet and place.

    `stale`: cells whose formulas lean on those: the value that was counted before is taken out of them.
    Raises whatever a damaged file raises, KeyError for a sheet that is not there.
    """
    with zipfile.ZipFile(source) as old:
        book = book_part(old)
        sheets = sheet_parts(old, book)
        wanted: dict[str, dict[tuple[int, int], Number | None]] = {}
        for (sheet, cell), value in (dict.fromkeys(stale) | dict(values)).items():
            wanted.setdefault(sheets[sheet], {})[place_of(cell)] = value
        changed = {part: _filled(old.read(part), cells) for part, cells in wanted.items()}
        if stale:
            changed[book] = counted_anew(old.read(book))
        with zipfile.ZipFile(target, "w") as new:
            new.comment = old.comment
            for entry in old.infolist():
                new.writestr(entry, changed.get(entry.filename, old.read(entry)), entry.compress_type)


def counted_anew(book: bytes) -> bytes:
    """The workbook's part with the word that all formulas are to be counted when it is opened."""
    plain, encoding = _plain(book)
    found = _CALCULATION.search(plain)
    if found:
        tag = _ANEW.sub(b"", found[0])
        end = b"/>" if tag.endswith(b"/>") else b">"
        new = tag.removesuffix(end).rstrip() + b' fullCalcOnLoad="1"' + end
        return _encoded(plain[: found.start()] + new + plain[found.end() :], encoding)
    named = list(_BEFORE_IT.finditer(plain))
    if not named:
        return book
    element = b"<" + (named[-1]["prefix"] or b"") + b'calcPr fullCalcOnLoad="1"/>'
    return _encoded(plain[: named[-1].end()] + element + plain[named[-1].end() :], encoding)


def _plain(part: bytes) -> tuple[bytes, str]:
    """A part's XML in UTF-8 and the encoding it had."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if part.startswith(mark):
            return part.decode(encoding).encode(), encoding
    return part, "utf-8"


def _encoded(plain: bytes, encoding: str) -> bytes:
    return plain if encoding == "utf-8" else plain.decode().encode(encoding)


def part_called(package: zipfile.ZipFile, name: str) -> str:
    """A part by its name as other programs write it: any case, strokes of either kind."""
    wanted = name.replace("\\", "/").strip("/").casefold()
    for entry in package.namelist():
        if entry.replace("\\", "/").strip("/").casefold() == wanted:
            return entry
    raise KeyError(name)


def relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part leans on: by id the kind and the part's name."""
    at = PurePosixPath(part.replace("\\", "/"))
    name = part_called(package, str(at.parent / "_rels" / f"{at.name}.rels"))
    results = {}
    for element in ElementTree.fromstring(package.read(name)):
        told = element.get("Target", "").replace("\\", "/")
        whole = told if told.startswith("/") else str(at.parent / told)
        parts: list[str] = []
        for step in whole.split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step] if step not in ("", ".") else parts
        results[element.get("Id", "")] = (element.get("Type", ""), "/".join(parts))
    return results


def book_part(package: zipfile.ZipFile) -> str:
    """The part that names the sheets."""
    kinds = relations(package, "/").values()
    return part_called(package, next(name for kind, name in kinds if kind.endswith("/officeDocument")))


def sheet_parts(package: zipfile.ZipFile, book: str) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    known = relations(package, book)
    results = {}
    for element in ElementTree.fromstring(package.read(book)).iter():
        namespace, _, name = element.tag.rpartition("}")
        if name == "sheet" and namespace.lstrip("{") in MAIN:
            row = next((element.get(f"{{{space}}}id") for space in _RELATION_ID if element.get(f"{{{space}}}id")), "")
            if row in known and known[row][0].endswith("/worksheet"):
                results[element.get("name", "")] = part_called(package, known[row][1])
    return results


@dataclass
class _Element:
    """A row or a cell: its number and where its bytes begin and end, its start tag too."""

    number: int
    begin: int
    opened: int = 0
    end: int = 0
    cells: list[_Element] = field(default_factory=list)


class _Places:
    """Where the rows and cells of a sheet lie in its bytes."""

    def __init__(self, data: bytes) -> None:
        self.rows: list[_Element] = []
        self.area = _Element(0, 0)  # sheetData
        self._data = data
        self._parser = expat.ParserCreate("utf-8", namespace_separator="}")
        self._parser.StartElementHandler = self._begins
        self._parser.EndElementHandler = self._ends
        self._depth: list[str] = []
        self._parser.Parse(data, True)

    def _begins(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("}")
        local = local if namespace in MAIN else ""
        self._depth.append(local)
        at = self._parser.CurrentByteIndex
        match self._depth[1:]:
            case ["sheetData"]:
                self.area = _Element(0, at, self._tag_end(at))
            case ["sheetData", "row"]:
                last = self.rows[-1].number if self.rows else 0
                self.rows.append(_Element(int(attributes.get("r", last + 1)), at, self._tag_end(at)))
            case ["sheetData", "row", "c"]:
                cells = self.rows[-1].cells
                place = _CELL.fullmatch(attributes.get("r", ""))
                number = column_number(place[1]) if place else (cells[-1].number if cells else 0) + 1
                cells.append(_Element(number, at, self._tag_end(at)))

    def _ends(self, name: str) -> None:
        match self._depth[1:]:
            case ["sheetData"]:
                self.area.end = self._element_end(self.area)
            case ["sheetData", "row"]:
                self.rows[-1].end = self._element_end(self.rows[-1])
            case ["sheetData", "row", "c"]:
                self.rows[-1].cells[-1].end = self._element_end(self.rows[-1].cells[-1])
        self._depth.pop()

    def _tag_end(self, begin: int) -> int:
        """Behind the start tag that begins there; a stroke inside quotes does not close it."""
        tag = _TAG.match(self._data, begin)
        return tag.end() if tag else len(self._data)

    def _element_end(self, element: _Element) -> int:
        if self._data.endswith(b"/>", 0, element.opened):
            return element.opened
        return self._data.index(b">", self._parser.CurrentByteIndex) + 1


def _filled(part: bytes, cells: Mapping[tuple[int, int], Number | None]) -> bytes:
    """A sheet's part with these numbers by row and column; None: a formula's value is taken out."""
    data, encoding = _plain(part)
    for (row, column), value in cells.items():
        data = _with(data, row, column, value)
    return _encoded(data, encoding)


def _with(data: bytes, row: int, column: int, value: Number | None) -> bytes:
    places = _Places(data)
    prefix = re.match(rb"<([A-Za-z_][\w.-]*:)?", data[places.area.begin :])
    lead = (prefix[1] or b"") if prefix else b""
    there = next((one for one in places.rows if one.number == row), None)
    cell = next((one for one in there.cells if one.number == column), None) if there else None
    if value is None:
        return data if cell is None else _uncounted(data, cell)
    number = b"<" + lead + b"v>" + repr(value).encode() + b"</" + lead + b"v>"
    name = cell_name(row - 1, column - 1).encode()
    inner = b"<" + lead + b'c r="' + name + b'">' + number + b"</" + lead + b"c>"
    if there is None:
        whole = b"<" + lead + b'row r="' + str(row).encode() + b'">' + inner + b"</" + lead + b"row>"
        return _inserted(data, places.area, places.rows, row, whole, lead + b"sheetData")
    if cell is None:
        return _inserted(data, there, there.cells, column, inner, lead + b"row")
    tag = data[cell.begin : cell.opened]
    opening = _KIND.sub(b"", tag.removesuffix(b">").removesuffix(b"/").rstrip())
    return data[: cell.begin] + opening + b">" + number + b"</" + lead + b"c>" + data[cell.end :]


def _uncounted(data: bytes, cell: _Element) -> bytes:
    """A cell with a formula without the value that was counted for it."""
    tag, inner = data[cell.begin : cell.opened], data[cell.opened : cell.end]
    return data[: cell.begin] + _KIND.sub(b"", tag) + _VALUE.sub(b"", inner) + data[cell.end :]


def _inserted(data: bytes, parent: _Element, there: list[_Element], number: int, new: bytes, name: bytes) -> bytes:
    """`new` among the elements of a parent, by its number; the parent may be an empty tag."""
    if data.endswith(b"/>", 0, parent.opened):
        tag = data[parent.begin : parent.opened].removesuffix(b"/>").rstrip() + b">"
        return data[: parent.begin] + tag + new + b"</" + name + b">" + data[parent.opened :]
    after = [one.end for one in there if one.number < number]
    at = max(after, default=parent.opened)
    return data[:at] + new + data[at:]
