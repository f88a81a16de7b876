"""Rows put into a sheet of a workbook that somebody else made: everything that names a row below goes down with it.

No library does it: openpyxl moves cells alone, and loses what it does not know when it writes. Here the XML of each
part is changed in place: cells, merged areas, formulas of every sheet, names (the print area too), conditional
formats, lists to choose from, filters, tables, notes, pictures, charts. Formulas are taken apart by openpyxl.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from cluster_desk.reports.writers.excel.cells import MAIN, book_part, column_number, part_called, relations, sheet_parts

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_ROW = re.compile(r"(\$?)(\d{1,7})")
_OF_ROWS = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
"""What is said of the rows of a list holds for further ones too."""
_PLACES = ("ref", "sqref", "activeCell", "topLeftCell")
_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
_RELATED = ("/comments", "/drawing", "/vmlDrawing", "/table", "/threadedComment")


@dataclass(frozen=True)
class Inserted:
    """`count` rows put in at the row `at` (from 1) of a sheet, behind rows that begin at `top`.

    What ends right above them grows, as it would have if they had been put in one row higher: the list that they
    belong to ends there. With `bare` there is no row of the list yet, only its headings.
    """

    sheet: str
    at: int
    count: int
    top: int
    bare: bool = False

    def row(self, number: int) -> int:
        """Where a row is now."""
        return number + self.count if number >= self.at else number

    def rows(self, first: int, last: int, *, of_list: bool = False, grows: bool = True) -> tuple[int, int]:
        """Where a stretch of rows is now; `of_list`: it grows only where it stands inside the list."""
        grows = grows and last == self.at - 1 and not (of_list and (self.bare or first < self.top))
        return self.row(first), last + self.count if grows else self.row(last)

    def area(self, words: str, *, of_list: bool = False, grows: bool = True) -> str:
        """An area («A1:B9», «5:9») or a cell as it is called now; other words stay."""
        first, colon, last = words.partition(":")
        ends = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if ends[0] and ends[1]:
            top, bottom = int(ends[0][4]), int(ends[1][4])
            if not colon and not of_list:
                return f"{ends[0][1]}{ends[0][2]}{ends[0][3]}{self.row(top)}"
            top, bottom = self.rows(top, bottom, of_list=of_list, grows=grows)
            begin = f"{ends[0][1]}{ends[0][2]}{ends[0][3]}{top}"
            return begin if not colon and top == bottom else f"{begin}:{ends[1][1]}{ends[1][2]}{ends[1][3]}{bottom}"
        rows = _ROW.fullmatch(first), _ROW.fullmatch(last)
        if rows[0] and rows[1]:
            top, bottom = self.rows(int(rows[0][2]), int(rows[1][2]), of_list=of_list, grows=grows)
            return f"{rows[0][1]}{top}:{rows[1][1]}{bottom}"
        return words

    def areas(self, words: str, *, of_list: bool = False) -> str:
        """Several areas, parted by spaces."""
        return " ".join(self.area(each, of_list=of_list) for each in words.split())

    def formula(self, words: str, sheet: str, row: int = 0) -> str:
        """A formula of a cell on `sheet` (in a `row`, if it has one) as it reads now; one not understood stays.

        Formulas in the list's own rows look back over it («=COUNTA(B$4:B9)»): those do not grow.
        """
        begins = words.startswith("=")
        tokens = Tokenizer(words if begins else f"={words}")
        if _joined(tokens) != (words if begins else f"={words}"):
            return words
        grows = sheet != self.sheet or not self.top <= row < self.at
        for at, token in enumerate(tokens.items):
            if token.type == "OPERAND" and token.subtype == "RANGE":
                name, mark, area = token.value.rpartition("!")
                if (name.strip("'").replace("''", "'") or sheet) == self.sheet:
                    alone = grows and self.top == self.at - 1 and _is_summed(tokens, at)
                    area = f"{area}:{area}" if alone and ":" not in area else area
                    moved = self.area(area, grows=grows)
                    token.value = f"{name}{mark}{moved}"
        changed = _joined(tokens)
        return changed if begins else changed[1:]


def _is_summed(tokens: Tokenizer, at: int) -> bool:
    """Whether an operand is all that a sum is over: «SUM(D4)» of a list of one row."""
    before, after = tokens.items[at - 1], tokens.items[at + 1 : at + 2]
    opens = before.type == "FUNC" and before.value.upper() in ("SUM(", "COUNT(", "COUNTA(", "AVERAGE(")
    return opens and bool(after) and after[0].subtype == "CLOSE"


def _joined(tokens: Tokenizer) -> str:
    return "=" + "".join(token.value for token in tokens.items)


def local(element: Any) -> str:
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass
class Book:
    """The parts of a workbook, those that change as trees."""

    package: zipfile.ZipFile
    trees: dict[str, Any] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.main = book_part(self.package)
        self.sheets = sheet_parts(self.package, self.main)

    def tree(self, part: str) -> Any:
        """A part's tree, read when it is asked for first; the same from then on."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.package.read(part), _PARSER)
        return self.trees[part]

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """The kind and the name of every part that one leans on."""
        try:
            known = relations(self.package, part)
        except KeyError:
            return
        for kind, name in known.values():
            try:
                yield kind, part_called(self.package, name)
            except KeyError:
                continue  # an address outside the workbook

    def write(self, target: Any) -> None:
        """Write the workbook with the trees as they are now; what did not change stays byte for byte."""
        with zipfile.ZipFile(target, "w") as new:
            new.comment = self.package.comment
            for entry in self.package.infolist():
                if entry.filename in self.dropped:
                    continue
                tree = self.trees.get(entry.filename)
                data = (
                    self.package.read(entry)
                    if tree is None
                    else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                new.writestr(entry, data, entry.compress_type)


def numbered_rows(sheet: Any) -> list[Any]:
    """The rows of a sheet's tree; each row and cell says where it stands, what only its order told before."""
    rows = [each for each in sheet.iter() if local(each) == "row"]
    last = 0
    for row in rows:
        last = int(row.get("r", last + 1))
        row.set("r", str(last))
        row.attrib.pop("spans", None)
        column = 0
        for cell in row:
            if local(cell) == "c":
                place = _CELL.fullmatch(cell.get("r", ""))
                column = column_number(place[2]) if place else column + 1
                cell.set("r", f"{get_column_letter(column)}{last}")
    return rows


def insert_rows(book: Book, inserted: Inserted) -> None:
    """Make room: nothing stands in the new rows yet."""
    own = book.sheets[inserted.sheet]
    for name, part in book.sheets.items():
        if part == own or b"!" in book.package.read(part):  # the mark between a sheet's name and a cell
            _without_shared_formulas(book.tree(part))
            _move_formulas(book.tree(part), inserted, name)
    sheet = book.tree(own)
    for row in numbered_rows(sheet):
        number = inserted.row(int(row.get("r")))
        if number != int(row.get("r")):
            row.set("r", str(number))
            for cell in row:
                if local(cell) == "c":
                    cell.set("r", re.sub(r"\d+$", str(number), cell.get("r")))
    _move_places(sheet, inserted)
    for element in book.tree(book.main).iter():
        if local(element) == "definedName" and element.text:
            element.text = inserted.formula(element.text, "")
    for kind, part in book.related(own):
        if kind.endswith(_RELATED):
            _move_related(book, part, inserted)
    _move_charts(book, inserted)
    _drop_order_of_counting(book)


def _without_shared_formulas(sheet: Any) -> None:
    """A formula that several cells share becomes each cell's own: they will not stand alike any more."""
    masters: dict[str, tuple[str, str]] = {}
    for cell in (each for each in sheet.iter() if local(each) == "c"):
        formula = next((each for each in cell if local(each) == "f"), None)
        if formula is None or formula.get("t") != "shared":
            continue
        key = formula.get("si", "")
        if formula.text:
            masters[key] = (formula.text, cell.get("r"))
        elif key in masters:
            text, origin = masters[key]
            formula.text = Translator(f"={text}", origin).translate_formula(cell.get("r"))[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def _move_formulas(tree: Any, inserted: Inserted, sheet: str) -> None:
    for element in tree.iter():
        if local(element) in _FORMULAS and element.text and element.text.strip():
            row = re.sub(r"\D", "", (element.getparent().get("r") or "") if local(element) == "f" else "")
            element.text = inserted.formula(element.text, sheet, int(row or 0))


def _move_places(sheet: Any, inserted: Inserted) -> None:
    """Everything of a sheet that names its places beside cells and formulas."""
    for element in sheet.iter():
        name = local(element)
        if name in ("row", "c", ""):
            continue
        if name == "brk" and element.getparent() is not None and local(element.getparent()) == "rowBreaks":
            element.set("id", str(inserted.row(int(element.get("id", "0")))))
        if name == "sqref" and element.text:
            element.text = inserted.areas(element.text, of_list=True)
        if name == "mergeCell":
            first, _colon, last = element.get("ref", "").partition(":")
            across_rows = re.sub(r"\D", "", first) != re.sub(r"\D", "", last)
            grows = across_rows and not inserted.bare
            element.set("ref", inserted.area(element.get("ref", "")) if grows else _moved(element.get("ref"), inserted))
            continue
        for place in _PLACES:
            if place in element.attrib:
                words = element.get(place)
                if name in _OF_ROWS:
                    element.set(place, inserted.areas(words, of_list=True))
                elif name in ("autoFilter", "dimension"):
                    element.set(place, inserted.area(words))
                else:
                    element.set(place, " ".join(_moved(each, inserted) for each in words.split()))
    for anchor in sheet.iter():  # of controls
        if local(anchor) in ("from", "to"):
            _move_anchor(anchor, inserted)


def _moved(area: str, inserted: Inserted) -> str:
    """An area that goes down with its rows and never grows."""
    return ":".join(inserted.area(each) for each in area.split(":"))


def _move_anchor(anchor: Any, inserted: Inserted) -> None:
    for each in anchor:
        if local(each) == "row" and each.text:
            each.text = str(inserted.row(int(each.text) + 1) - 1)


def _move_related(book: Book, part: str, inserted: Inserted) -> None:
    """Notes, pictures, tables of the sheet."""
    try:
        tree = book.tree(part)
    except etree.XMLSyntaxError:  # old drawings are not always XML: they stay where they are
        return
    for element in tree.iter():
        name = local(element)
        if name in ("from", "to"):
            _move_anchor(element, inserted)
        elif name in ("comment", "threadedComment", "table", "autoFilter", "sortState", "sortCondition"):
            element.set("ref", inserted.area(element.get("ref", "")))
        elif name == "Row" and element.text:
            element.text = str(inserted.row(int(element.text) + 1) - 1)
        elif name == "Anchor" and element.text:
            figures = [int(each) for each in element.text.split(",")]
            for at in (2, 6):
                figures[at] = inserted.row(figures[at] + 1) - 1
            element.text = ", ".join(map(str, figures))
        elif name in _FORMULAS and element.text:
            element.text = inserted.formula(element.text, inserted.sheet)


def _move_charts(book: Book, inserted: Inserted) -> None:
    for entry in book.package.namelist():
        if "/charts/chart" in entry and entry.endswith(".xml"):
            _move_formulas(book.tree(entry), inserted, "")


def _drop_order_of_counting(book: Book) -> None:
    """Excel makes the list of formulas anew; one that names cells elsewhere it calls damaged."""
    kinds = {kind.rpartition("/")[2]: part for kind, part in book.related(book.main)}
    chain = kinds.get("calcChain")
    if chain is None or chain in book.dropped:
        return
    book.dropped.add(chain)
    folder, _stroke, name = book.main.rpartition("/")
    told = part_called(book.package, f"{folder}/_rels/{name}.rels")
    for part, attribute in ((told, "Target"), (part_called(book.package, "[Content_Types].xml"), "PartName")):
        tree = book.tree(part)
        for element in list(tree):
            if element.get(attribute, "").endswith(chain.rpartition("/")[2]):
                tree.remove(element)


def main_name(sheet: Any) -> str:
    """The namespace of a sheet's elements, in braces."""
    space = sheet.tag.partition("}")[0].lstrip("{")
    return f"{{{space}}}" if space in MAIN else ""
