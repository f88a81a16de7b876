"""What other programs put into the clipboard, read into the same paragraphs and tables as a document.

HTML is asked first: Word, Excel, LibreOffice and browsers tell merged cells, lines and deletions only there. Deleted
and hidden words are no part of what one sees and are not taken; rows that are hidden are named. Plain text is a table
whose cells are parted by tabs, a line break inside a cell only where the cell is quoted as Excel quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cluster_desk.core.language import _, n_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import tidy
from cluster_desk.exchange.files.packages import too_deep
from cluster_desk.exchange.files.sheets import MAX_COLUMNS, Counter
from cluster_desk.exchange.layout.grids import BULLET, Block, Cell, Content, Grid, Paragraph, Unread
from cluster_desk.exchange.layout.headers import find_header

if TYPE_CHECKING:
    from lxml import etree

_MAX_DEPTH = 150
"""Elements inside one another: a page in a browser has fifty."""
_MAX_ROWS = 65_536
_LEFT_OUT = frozenset(("del", "head", "style", "script", "title", "template", "noscript", "select", "textarea"))
_LINES = frozenset(
    "address blockquote dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre section article ul tr caption".split()
)
_UNSEEN = regex(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_UNSEEN_CLASS = regex(r"\.([\w-]+)\s*\{[^}]*(?:" + _UNSEEN.pattern + ")", re.IGNORECASE)
_LIST_MARK = regex(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WHITE = regex(r"[ \t\r\n\f]+")
_CELL = regex(r'(?:"((?:[^"\t]|"")*+)"(?=[\t\n]|\Z)|([^\t\n]*))(\t|\n|\Z)')
"""A cell with what ends it. Excel quotes one of several lines; in any other quotation marks are words as typed."""


def read_clipboard(html: str, text: str) -> Content:
    """The paragraphs and tables of the clipboard's `html`, or where that has no table the one of its `text`.

    Raises UserError for what is larger or deeper than any table of an office.
    """
    name = _("the clipboard")
    if re.search(r"<t[rdh\s>]", html, re.IGNORECASE) and "<table" not in html.casefold():
        html = f"<table>{html}</table>"
    page = _Page(name, html) if "<table" in html.casefold() else None
    blocks = page.blocks if page else []
    if not any(isinstance(block, Grid) for block in blocks):
        blocks = [_grid_of_text(text, Counter(name))] if text.strip() else blocks
    for number, grid in enumerate((each for each in blocks if isinstance(each, Grid)), 1):
        grid.number = number
    for number, paragraph in enumerate((each for each in blocks if isinstance(each, Paragraph)), 1):
        paragraph.number = number
    hidden = page.hidden_rows if page else 0
    left = [Unread(n_("%d hidden row", "%d hidden rows", hidden) % hidden)] if hidden else []
    return Content(name, "clipboard", blocks, left)


def blocks_of_page(name: str, html: str) -> list[Block]:
    """The paragraphs and tables of a page that a document called `name` holds."""
    return _Page(name, html).blocks


def _grid_of_text(text: str, counter: Counter) -> Grid:
    rows: list[list[Cell]] = []
    for row, words in enumerate(_rows_of_text(text)):
        rows.append([])
        for column, cell in enumerate(words[:MAX_COLUMNS]):
            counter.count()
            lines = [Paragraph(line) for line in cell.splitlines() if line.strip()]
            rows[-1].append(Cell(lines, [*lines], row, column))
    return _filled_up(Grid(rows))


def _rows_of_text(text: str) -> Iterator[list[str]]:
    """The rows of a text. A lone CR ends a row where nothing else does, else it is a line break inside a cell."""
    text = text.replace("\r\n", "\n").rstrip("\0\n\r")
    text = text if "\n" in text else text.replace("\r", "\n")
    row: list[str] = []
    for entry in _CELL.finditer(text):
        words, typed, end = entry.groups()
        if words is not None:
            typed = words.replace('""', '"') if len(words.splitlines()) > 1 else f'"{words}"'
        row.append(typed)
        if end != "\t":
            yield row
            row = []
        if not end:
            return


def _filled_up(grid: Grid) -> Grid:
    width = max((len(row) for row in grid.rows), default=0)
    for index, cells in enumerate(grid.rows):
        cells += [Cell(row=index, column=column) for column in range(len(cells), width)]
    return grid


class _Lines:
    """Gathers the paragraphs and tables of a page or a cell."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.mark = ""
        self._words: list[str] = []

    def add(self, words: str | None) -> None:
        self._words.append(words or "")

    def end(self) -> None:
        """End the line; one without words is none."""
        words = _WHITE.sub(" ", "".join(self._words)).strip(" ")
        self._words = []
        if tidy(words) or self.mark:
            self.blocks.append(Paragraph(words, self.mark))
            self.mark = ""


class _Page:
    """The words that a page shows: `blocks` in reading order, and how many rows of tables are hidden."""

    def __init__(self, name: str, html: str) -> None:
        from lxml import etree

        self._name, self._counter = name, Counter(name)
        self._unseen_classes = set(_UNSEEN_CLASS.findall(html))
        self.hidden_rows = 0
        # Told as text: the encoding that a page names in it is that of another time.
        parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
        root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
        lines = _Lines()
        if root is not None:
            self._take(root, lines, 0)
        lines.end()
        self.blocks = [part for block in lines.blocks for part in _laid_out(block)]

    def _take(self, element: etree._Element, lines: _Lines, depth: int) -> None:
        """Take the words of an element that is seen, without what stands behind it."""
        if depth > _MAX_DEPTH:
            raise too_deep(self._name)
        tag = element.tag
        if tag in _LEFT_OUT or self._is_unseen(element):
            return
        if tag == "table":
            lines.end()
            lines.blocks.append(self._table(element, depth))
            return
        if _LIST_MARK.search(element.get("style", "")):
            mark = tidy("".join(map(str, element.itertext())))
            lines.mark = mark if any(sign.isalnum() for sign in mark) else BULLET
            return
        ends = tag in _LINES or tag == "br"
        if ends:
            lines.end()
        parent = element.getparent()
        if tag == "li" and parent is not None:
            lines.mark = (
                f"{parent.index(element) + _number(parent, 'start', _MAX_ROWS)}." if parent.tag == "ol" else BULLET
            )
        self._take_inside(element, lines, depth)
        if ends:
            lines.end()

    def _take_inside(self, element: etree._Element, lines: _Lines, depth: int) -> None:
        lines.add(element.text)
        for each in element:
            self._take(each, lines, depth + 1)
            lines.add(each.tail)

    def _is_unseen(self, element: etree._Element) -> bool:
        attributes = element.attrib
        return bool(attributes) and (
            "hidden" in attributes
            or bool(_UNSEEN.search(str(attributes.get("style", ""))))
            or not self._unseen_classes.isdisjoint(str(attributes.get("class", "")).split())
        )

    def _table(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid()
        above: dict[int, tuple[Cell, int]] = {}
        for row in _rows(table):
            cells = self._row(row, len(grid.rows), above, depth)
            if self._is_unseen(row):
                self.hidden_rows += any(not cell.is_empty for cell in cells)
                continue
            for cell in {id(cell): cell for cell in cells}.values():
                cell.rows = len(grid.rows) - cell.row + 1
            grid.rows.append(cells)
        return _filled_up(grid)

    def _row(self, row: etree._Element, index: int, above: dict[int, tuple[Cell, int]], depth: int) -> list[Cell]:
        """The cells of a row; `above` holds those that reach down into it, with how many rows they still cover."""
        cells: list[Cell] = []
        own = [each for each in row if each.tag in ("td", "th") and not self._is_unseen(each)]
        while own or len(cells) in above:
            column = len(cells)
            if column in above:
                cell, left = above.pop(column)
                if left > 1:
                    above[column] = cell, left - 1
                cells.append(cell)
                continue
            self._counter.count()
            element = own.pop(0)
            cell = self._cell(element, index, column, depth)
            for covered in range(column, column + cell.span):
                if covered not in above:
                    cells.append(cell)
                    if (down := _number(element, "rowspan", _MAX_ROWS)) > 1:
                        above[covered] = cell, down - 1
        return cells

    def _cell(self, element: etree._Element, row: int, column: int, depth: int) -> Cell:
        lines = _Lines()
        self._take_inside(element, lines, depth)
        lines.end()
        paragraphs = [block for block in lines.blocks if isinstance(block, Paragraph)]
        span = max(1, min(_number(element, "colspan", MAX_COLUMNS), MAX_COLUMNS - column))
        return Cell(paragraphs, lines.blocks, row, column, span)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows, wherever they are grouped."""
    for element in table:
        if element.tag == "tr":
            yield element
        elif element.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(element)


def _number(element: etree._Element, name: str, most: int) -> int:
    value = element.get(name, "")
    return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _laid_out(block: Block) -> Iterator[Block]:
    """A table that only arranges other tables as what it holds; a table inside a cell of words as the cell's lines."""
    cells = [cell for row in block.rows for cell in row] if isinstance(block, Grid) else []
    inner = any(isinstance(part, Grid) for cell in cells for part in cell.blocks)
    if not isinstance(block, Grid) or not inner:
        yield block
        return
    own = list({id(cell): cell for cell in cells if not cell.is_empty}.values())
    if len(own) == 1 or (1 in (block.width, len(block.rows)) and find_header(block) is None):
        yield from (part for cell in own for each in cell.blocks for part in _laid_out(each))
        return
    for cell in own:
        cell.paragraphs = list(_flat(cell.blocks))
        cell.blocks = [*cell.paragraphs]
    yield block


def _flat(blocks: list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                yield from (line for cell in {id(cell): cell for cell in row}.values() for line in _flat(cell.blocks))
