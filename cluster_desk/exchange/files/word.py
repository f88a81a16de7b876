"""Word documents (.docx) read into paragraphs and tables.

Straight from the XML, because merged cells, automatic numbers, text boxes and tracked changes are told only there,
and because python-docx takes ten times as long. Inserted text is kept, deleted and hidden text is not. Headers and
footers are no part of what an office plans and are not read.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.packages import Package, damaged, too_deep, too_large
from cluster_desk.exchange.files.word_numbering import Numbering, child, local, value, whole
from cluster_desk.exchange.layout.grids import Block, Cell, Content, Grid, Paragraph

if TYPE_CHECKING:
    from lxml import etree

MAX_DEPTH = 60
"""Levels of tables, text boxes and content controls inside one another; Word itself has no use for ten."""
MAX_PARAGRAPHS = 100_000
"""Paragraphs in all, those in cells too: a plan of 2,000 rows has 15,000."""
MAX_PROSE = 20_000
"""Paragraphs outside tables: 400 pages."""
MAX_COLUMNS = 63
"""Word's own limit of columns in a table."""
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "rt", "delInstrText"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = ("0", "false", "off")
_HIDDEN = ("vanish", "webHidden")


class _Local(dict[object, str]):
    """Tags to their local names, each worked out once."""

    def __missing__(self, tag: object) -> str:
        name = self[tag] = local(tag)
        return name


_LOCAL = _Local()


def read_word(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of a .docx in reading order; raises UserError for what is not one."""
    with Package(file, path.name) as package:
        main = next((part for kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
        if not package.has(main):
            raise damaged(path.name)
        parts = dict(package.related(main))
        numbering = Numbering(_part(package, parts.get("numbering")))
        styles = _Styles(_part(package, parts.get("styles")))
        body = child(package.tree(main), "body")
        if body is None:
            raise damaged(path.name)
        reader = _Reader(path.name, numbering, styles, progress)
        with no_garbage_search():
            return Content(path.name, "docx", reader.document(body))


@contextmanager
def no_garbage_search() -> Iterator[None]:
    """Thousands of small objects that all stay: searching them for garbage costs a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _part(package: Package, part: str | None) -> etree._Element | None:
    return package.tree(part) if part and package.has(part) else None


class _Styles:
    """What paragraph styles say about lists and headings, with what they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = (
            {} if root is None else {value(each, "styleId"): each for each in root if local(each.tag) == "style"}
        )
        self._known: dict[str, tuple[str, int, bool]] = {"": ("", 0, False)}

    def look(self, style: str) -> tuple[str, int, bool]:
        """(list id, level, is a heading) of a paragraph style."""
        if style not in self._known:
            self._known[style] = self._worked_out(style)
        return self._known[style]

    def _worked_out(self, style: str) -> tuple[str, int, bool]:
        list_id, depth, heading, seen = "", -1, False, 0
        element = self._elements.get(style)
        while element is not None and seen < LONGEST_CHAIN:
            properties = child(element, "pPr")
            numbers = child(properties, "numPr")
            list_id = list_id or value(child(numbers, "numId"))
            if depth < 0 and (result := value(child(numbers, "ilvl"))):
                depth = whole(result)
            heading = heading or child(properties, "outlineLvl") is not None
            element, seen = self._elements.get(value(child(element, "basedOn"))), seen + 1
        return list_id, max(depth, 0), heading


LONGEST_CHAIN = 20
"""Styles based on styles: a circle in a damaged file must end."""


class _Reader:
    """Walks the body once, in order, so that automatic numbers count as Word counts them."""

    def __init__(self, name: str, numbering: Numbering, styles: _Styles, progress: Progress) -> None:
        self._name = name
        self._numbering = numbering
        self._styles = styles
        self._progress = progress
        self._tables = self._paragraphs = self._total = 0

    def document(self, body: etree._Element) -> list[Block]:
        """The body's blocks, the paragraphs outside tables counted."""
        self._total = len(body)
        blocks = self._blocks(body, 0)
        for number, paragraph in enumerate((each for each in blocks if isinstance(each, Paragraph)), 1):
            paragraph.number = number
            if number > MAX_PROSE:
                raise too_large(self._name)
        return blocks

    def _blocks(self, parent: etree._Element, depth: int) -> list[Block]:
        if depth > MAX_DEPTH:
            raise too_deep(self._name)
        blocks: list[Block] = []
        joins = False
        for done, element in enumerate(parent):
            if depth == 0 and done % 200 == 0:
                self._progress.report(done, self._total)
            kind = _LOCAL[element.tag]
            if kind == "p":
                boxes: list[etree._Element] = []
                paragraph, mark_deleted = self._paragraph(element, boxes)
                if joins and blocks and isinstance(blocks[-1], Paragraph):
                    blocks[-1] = Paragraph(blocks[-1].text + paragraph.text, blocks[-1].mark, blocks[-1].level)
                else:
                    blocks.append(paragraph)
                joins = mark_deleted
                for box in boxes:
                    blocks += self._blocks(box, depth + 1)
            elif kind == "tbl":
                blocks.append(self._table(element, depth + 1))
            elif kind and kind not in _SKIPPED:
                blocks += self._blocks(element, depth + 1)
        return blocks

    def _paragraph(self, element: etree._Element, boxes: list[etree._Element]) -> tuple[Paragraph, bool]:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise too_large(self._name)
        parts: list[str] = []
        self._inline(element, parts, boxes, 0)
        properties = _children(element[0]) if len(element) and _LOCAL[element[0].tag] == "pPr" else {}
        if not properties:
            return Paragraph("".join(parts)), False
        style, numbers = properties.get("pStyle"), properties.get("numPr")
        list_id, level, heading = self._styles.look("" if style is None else value(style))
        if numbers is not None:
            list_id = value(child(numbers, "numId")) or list_id
            level = whole(value(child(numbers, "ilvl")), level)
        heading = heading or "outlineLvl" in properties
        mark_deleted = "rPr" in properties and child(properties["rPr"], "del") is not None
        mark = self._numbering.mark(list_id, level) if list_id and list_id != "0" else ""
        return Paragraph("".join(parts), mark, level, heading=heading), mark_deleted

    def _inline(
        self, parent: Iterable[etree._Element], parts: list[str], boxes: list[etree._Element], depth: int
    ) -> None:
        if depth > MAX_DEPTH:
            raise too_deep(self._name)
        for element in parent:
            kind = _LOCAL[element.tag]
            if kind == "r":
                self._run(element, parts, boxes, depth)
            elif kind == "t":
                parts.append(element.text or "")
            elif kind in _BREAKS:
                parts.append(_BREAKS[kind])
            elif kind == "sym":
                parts.append(_symbol(element))
            elif kind == "txbxContent":
                boxes.append(element)
            elif kind and kind not in _SKIPPED:
                self._inline(element, parts, boxes, depth + 1)

    def _run(self, run: etree._Element, parts: list[str], boxes: list[etree._Element], depth: int) -> None:
        """The words of a run; nearly every one holds just properties and a text."""
        for element in run:
            kind = _LOCAL[element.tag]
            if kind == "t":
                parts.append(element.text or "")
            elif kind == "rPr":
                if _is_hidden(element):
                    return
            elif kind in _BREAKS:
                parts.append(_BREAKS[kind])
            else:
                self._inline((element,), parts, boxes, depth + 1)

    def _table(self, element: etree._Element, depth: int) -> Grid:
        self._tables += 1
        grid = Grid(number=self._tables)
        above: dict[int, Cell] = {}
        for row in _own(element, "tr", 0):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            if child(properties, "tblHeader") is not None and len(grid.rows) == grid.repeated_header:
                grid.repeated_header += 1
            grid.rows.append(self._row(row, len(grid.rows), above, depth))
        width = max((len(row) for row in grid.rows), default=0)
        for index, cells in enumerate(grid.rows):
            while len(cells) < width:
                cells.append(Cell(row=index, column=len(cells)))
        return grid

    def _row(self, element: etree._Element, index: int, above: dict[int, Cell], depth: int) -> list[Cell]:
        cells: list[Cell] = []
        before = child(child(element, "trPr"), "gridBefore")
        skipped = 0 if before is None else min(whole(value(before)), MAX_COLUMNS)
        for _each in range(skipped):
            cells.append(Cell(row=index, column=len(cells)))
        for part in _own(element, "tc", 0):
            if len(cells) >= MAX_COLUMNS:
                break
            properties = _children(part[0]) if len(part) and _LOCAL[part[0].tag] == "tcPr" else {}
            wide, merge = properties.get("gridSpan"), properties.get("vMerge")
            span = 1 if wide is None else max(1, min(whole(value(wide), 1), MAX_COLUMNS - len(cells)))
            column = len(cells)
            cell = above.get(column) if merge is not None and value(merge) != "restart" else None
            if cell is not None and cell.span == span:
                cell.rows = index - cell.row + 1
                self._blocks(part, depth)  # its empty paragraphs may count in a list
            else:
                cell = self._cell(part, index, column, span, depth)
            if merge is None:
                above.pop(column, None)
            else:
                above[column] = cell
            cells += [cell] * span
        return cells

    def _cell(self, element: etree._Element, row: int, column: int, span: int, depth: int) -> Cell:
        blocks = self._blocks(element, depth)
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        return Cell(paragraphs, blocks, row, column, span)


def _own(whole: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """A table's own rows ("tr") or a row's cells ("tc"), also those inside content controls and tracked changes."""
    for element in whole:
        kind = _LOCAL[element.tag]
        if kind == wanted:
            yield element
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml") and depth < MAX_DEPTH:
            yield from _own(element, wanted, depth + 1)


def _is_hidden(properties: etree._Element) -> bool:
    return any(_LOCAL[each.tag] in _HIDDEN and value(each) not in _OFF for each in properties)


def _children(element: etree._Element) -> dict[str, etree._Element]:
    """An element's children by their local names, all at once: one walk instead of one search for each."""
    return {_LOCAL[each.tag]: each for each in element}


def _symbol(element: etree._Element) -> str:
    code = value(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # The private range of Symbol and Wingdings: mostly bullets and ticks, never letters.
    return "" if 0xF000 <= number <= 0xF0FF or not 0 < number < 0x110000 or 0xD800 <= number < 0xE000 else chr(number)
