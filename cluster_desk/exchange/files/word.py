"""Word documents (.docx) read into paragraphs and tables.

Straight from the XML, because merged cells, automatic numbers, text boxes and tracked changes are told only there,
and because python-docx takes ten times as long. Words stand as Word shows them when every change is accepted: inserted
ones are kept, deleted, moved away and hidden ones are not, nor the prompts of fields that nobody filled. What stands
outside the body (headers, footers, notes, comments) is named as left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.parsed_document import Reason
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.packages import Package, damaged, too_deep, too_large
from cluster_desk.exchange.files.symbol_fonts import is_symbol_font, raised, shown_in
from cluster_desk.exchange.files.word_numbering import Numbering, child, local, value, whole
from cluster_desk.exchange.files.word_parts import Inside, words_outside
from cluster_desk.exchange.files.word_styles import OFF, Styles, is_heading
from cluster_desk.exchange.layout.grids import Block, Cell, Content, Grid, Paragraph, Unread

if TYPE_CHECKING:
    from lxml import etree

MAX_DEPTH = 60
"""Levels of tables, text boxes and content controls inside one another; Word itself has no use for ten."""
MAX_PARAGRAPHS = 30_000
"""Paragraphs in all, those in cells too: a plan of 2,000 rows has 15,000."""
MAX_PROSE = 6_000
"""Paragraphs outside tables: 300 pages."""
MAX_COLUMNS = 63
"""Word's own limit of columns in a table."""
MAX_PLACES = 400_000
"""Places in the rows of all tables, those that merged cells cover too."""
MAX_SIGNS = 1_500_000
"""Signs of all words: 500 pages."""
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "rt", "delInstrText"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_GONE = ("del", "moveFrom")
_MANNERS = frozenset(("b", "vanish", "webHidden", "rStyle", "strike", "dstrike", "vertAlign", "rFonts"))
"""What of a run's properties changes its words."""


class _Local(dict[object, str]):
    """Tags to their local names, each worked out once."""

    def __missing__(self, tag: object) -> str:
        name = self[tag] = local(tag)
        return name


_LOCAL = _Local()


def read_word(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of a .docx in reading order; raises UserError for what is not one."""
    with Package(file, path.name) as package:
        reader = _Reader(package, progress)
        with no_garbage_search():
            content = Content(path.name, "docx", reader.document())
            content.left_alone = [*reader.unread, *words_outside(package, reader.main)]
            return content


@dataclass
class _Used:
    """How much of the limits a document has used."""

    paragraphs: int = 0
    places: int = 0
    signs: int = 0


class _Reader:
    """Walks the body once, in order, so that automatic numbers count as Word counts them."""

    def __init__(self, package: Package, progress: Progress = SILENT, inside_of: _Reader | None = None) -> None:
        name = package.name
        self.main = next((part for kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
        if not package.has(self.main):
            raise damaged(name)
        parts = dict(package.related(self.main))
        self._name = name
        self._numbering = Numbering(package.tree_of(parts.get("numbering")))
        self._styles = Styles(package.tree_of(parts.get("styles")))
        self._inside = Inside(package, self.main, None if inside_of else self._inner)
        self._used: _Used = inside_of._used if inside_of else _Used()
        self._progress = progress
        self.unread: list[Unread] = []
        self._tables = self._total = 0
        body = child(package.tree(self.main), "body")
        if body is None:
            raise damaged(name)
        self._body = body
        self._ascii = f"{body.tag.rpartition('}')[0]}}}ascii"
        self._struck: list[str] = []
        self._is_hidden = self._is_bold = False  # by the style of the paragraph
        self._bold: set[int] = set()  # which parts of the paragraph's text are bold
        self._chosen: tuple[str, int] | None = None

    def document(self) -> list[Block]:
        """The body's blocks, the paragraphs outside tables counted."""
        self._total = len(self._body)
        self.unread += _empty_prompts(self._body, self._styles)
        blocks = self._blocks(self._body, 0)
        for number, paragraph in enumerate((each for each in blocks if isinstance(each, Paragraph)), 1):
            paragraph.number = number
            if number > MAX_PROSE:
                raise too_large(self._name)
        return blocks

    def _blocks(self, parent: etree._Element, depth: int) -> list[Block]:
        if depth > MAX_DEPTH:
            raise too_deep(self._name)
        blocks: list[Block] = []
        before = ""  # words whose paragraph goes on with the next one: the mark between them is deleted
        for done, element in enumerate(parent):
            if depth == 0 and done % 200 == 0:
                self._progress.report(done, self._total)
            kind = _LOCAL[element.tag]
            if kind == "p":
                boxes: list[etree._Element] = []
                paragraph, before = self._paragraph(element, boxes, before)
                blocks += [paragraph] if paragraph is not None else []
                for box in boxes:
                    blocks += self._blocks(box, depth + 1)
            elif kind == "tbl":
                blocks += self._ended(before)
                before = ""
                table = self._table(element, depth + 1)
                blocks += [table] if table.rows else []
            elif kind == "altChunk":
                blocks += self._put_inside(element)
            elif kind and kind not in _SKIPPED:
                blocks += self._blocks(element, depth + 1)
        return blocks + self._ended(before)

    @staticmethod
    def _ended(before: str) -> list[Block]:
        """Words whose paragraph's end was deleted, but nothing follows that could go on with them."""
        return [Paragraph(before)] if before.strip() else []

    def _inner(self, file: BinaryIO) -> list[Block]:
        """The blocks of a document that is put inside this one; the limits hold for both together."""
        with Package(file, self._name) as package:
            reader = _Reader(package, inside_of=self)
            blocks = reader.document()
            self.unread += reader.unread
            return blocks

    def _put_inside(self, element: etree._Element) -> list[Block]:
        """The blocks of a document put inside this one; named as left alone where it cannot be read."""
        outcome = self._inside.blocks(element)
        if isinstance(outcome, Unread):
            self.unread.append(outcome)
            return []
        for block in outcome:
            if isinstance(block, Grid):
                self._tables += 1
                block.number = self._tables
        return outcome

    def _paragraph(
        self, element: etree._Element, boxes: list[etree._Element], before: str
    ) -> tuple[Paragraph | None, str]:
        """The paragraph, and the words that go over into the next one where its end is deleted."""
        self._used.paragraphs += 1
        if self._used.paragraphs > MAX_PARAGRAPHS:
            raise too_large(self._name)
        parts = [before] if before else []
        properties = _children(element[0]) if len(element) and _LOCAL[element[0].tag] == "pPr" else {}
        self._bold = set()
        if not properties:
            self._is_hidden = self._is_bold = False
            self._inline(element, parts, boxes, 0)
            return self._made(parts), ""
        style, numbers = properties.get("pStyle"), properties.get("numPr")
        style_id = "" if style is None else value(style)
        self._is_hidden = bool(self._styles.hidden) and self._styles.hides(style_id)
        self._is_bold = self._styles.is_bold(style_id)
        self._inline(element, parts, boxes, 0)
        mark_of = _children(properties["rPr"]) if "rPr" in properties else {}
        if any(each in mark_of for each in _GONE):
            return None, "".join(parts)
        if (self._is_hidden or _is_on(mark_of.get("vanish"))) and not "".join(parts).strip():
            return None, ""
        list_id, level, heading = self._styles.look(style_id)
        if numbers is not None:
            list_id = value(child(numbers, "numId")) or list_id
            level = whole(value(child(numbers, "ilvl")), level)
        heading = heading or is_heading(properties.get("outlineLvl"))
        mark = self._numbering.mark(list_id, level) if list_id and list_id != "0" else ""
        return self._made(parts, mark, level, heading=heading), ""

    def _made(self, parts: list[str], mark: str = "", level: int = 0, *, heading: bool = False) -> Paragraph:
        text = "".join(parts)
        self._used.signs += len(text)
        if self._used.signs > MAX_SIGNS:
            raise too_large(self._name)
        paragraph = Paragraph(text, mark, level, heading=heading)
        if self._bold:
            paragraph.marked = _with_bold(parts, self._bold)
        if self._struck:
            paragraph.struck = " ".join(self._struck)
            self._struck = []
        return paragraph

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
        manner: _Manner | None = None
        is_bold = self._is_bold
        if self._is_hidden and (not len(run) or _LOCAL[run[0].tag] != "rPr"):
            return
        for element in run:
            kind = _LOCAL[element.tag]
            if kind == "t":
                text = element.text or ""
                if is_bold:
                    self._bold.add(len(parts))
                parts.append(text if manner is None else self._shown(text, manner))
            elif kind == "rPr":
                manner = self._manner(element)
                if manner is not None:
                    if manner.hidden:
                        return
                    is_bold = is_bold if manner.bold is None else manner.bold
            elif kind in _BREAKS:
                parts.append(_BREAKS[kind])
            elif kind == "fldChar":
                self._field(element, parts)
            else:
                self._inline((element,), parts, boxes, depth + 1)

    def _manner(self, properties: etree._Element) -> _Manner | None:
        """How a run's words differ from words as they are; None for nearly every run."""
        manner: _Manner | None = _Manner(hidden=True) if self._is_hidden else None
        for each in properties:
            kind = _LOCAL[each.tag]
            if kind not in _MANNERS:
                continue
            if kind == "rFonts":
                if not (font := each.get(self._ascii, "")) or not is_symbol_font(font):
                    continue
                manner = manner or _Manner()
                manner.font = font
            elif kind == "rStyle":
                style = value(each)
                if self._styles.hidden and self._styles.hides(style):
                    manner = manner or _Manner()
                    manner.hidden = not self._is_hidden
                if self._styles.is_bold(style):
                    manner = manner or _Manner()
                    manner.bold = not self._is_bold  # bold within bold is plain, as Word shows it
            else:
                manner = manner or _Manner()
                manner.take(kind, each)
        return manner

    def _shown(self, text: str, manner: _Manner) -> str:
        """A run's words in their manner; those struck through are kept and noted."""
        if manner.font:
            text = shown_in(manner.font, text)
        if manner.raised:
            text = raised(text)
        if manner.struck and text.strip():
            self._struck.append(text.strip())
        return text

    def _field(self, element: etree._Element, parts: list[str]) -> None:
        """An old form's field shows what is chosen in it: a list its entry, a box its cross."""
        kind = value(element, "fldCharType")
        if kind == "begin" and (data := child(element, "ffData")) is not None:
            self._chosen = _chosen(data), len(parts)
        elif kind == "end" and self._chosen is not None:
            entry, begun = self._chosen
            parts += [entry] if entry and not "".join(parts[begun:]).strip() else []
            self._chosen = None

    def _table(self, element: etree._Element, depth: int) -> Grid:
        self._tables += 1
        grid = Grid(number=self._tables)
        above: dict[int, Cell] = {}
        for row in _own(element, "tr", 0):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            if _is_on(child(properties, "hidden")):
                self._note_hidden(row, depth)
                continue
            if child(properties, "tblHeader") is not None and len(grid.rows) == grid.repeated_header:
                grid.repeated_header += 1
            if cells := self._row(row, len(grid.rows), above, depth):
                grid.rows.append(cells)
        width = max((len(row) for row in grid.rows), default=0)
        self._used.places += width * len(grid.rows)
        if self._used.places > MAX_PLACES:
            raise too_large(self._name)
        for index, cells in enumerate(grid.rows):
            while len(cells) < width:
                cells.append(Cell(row=index, column=len(cells)))
        return grid

    def _note_hidden(self, row: etree._Element, depth: int) -> None:
        """A hidden row is not shown; its words are named."""
        cells = self._row(row, 0, {}, depth)
        words = " | ".join(cell.text for cell in cells if cell.text)
        if words:
            self.unread.append(Unread(words[:80], Reason.HIDDEN, words))

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
            if "cellDel" in properties:
                continue
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


def _with_bold(parts: Sequence[str], bold: set[int]) -> str:
    """The text with "**" around what is bold; "" where that is no word, or where the text has such signs itself."""
    if any("**" in part for part in parts):
        return ""
    marked = ""
    is_bold = False
    for place, part in enumerate(parts):
        now = place in bold if part.strip() else is_bold
        if now is not is_bold:
            kept = marked.rstrip()
            marked = f"{kept}**{marked[len(kept) :]}" if is_bold else f"{marked}{part[: -len(part.lstrip())]}**"
            part = part if is_bold else part.lstrip()
            is_bold = now
        marked += part
    kept = marked.rstrip()
    marked = f"{kept}**" if is_bold else marked
    pieces = marked.split("**")
    says = [place % 2 == 1 and any(map(str.isalnum, piece)) for place, piece in enumerate(pieces)]
    return (
        "".join(f"**{piece}**" if said else piece for piece, said in zip(pieces, says, strict=True))
        if any(says)
        else ""
    )


def _own(whole: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """A table's own rows ("tr") or a row's cells ("tc"), also those inside content controls and tracked changes."""
    for element in whole:
        kind = _LOCAL[element.tag]
        if kind == wanted:
            yield element
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml") and depth < MAX_DEPTH:
            yield from _own(element, wanted, depth + 1)


def _is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in OFF


@dataclass
class _Manner:
    """What makes a run's words other than they are typed."""

    hidden: bool = False
    bold: bool | None = None
    struck: bool = False
    raised: bool = False
    font: str = ""

    def take(self, kind: str, element: etree._Element) -> None:
        """Note a property of the run."""
        if kind in ("vanish", "webHidden"):
            self.hidden = _is_on(element)
        elif kind == "b":
            self.bold = _is_on(element)
        elif kind in ("strike", "dstrike"):
            self.struck = self.struck or _is_on(element)
        elif kind == "vertAlign":
            self.raised = value(element) == "superscript"


def _empty_prompts(body: etree._Element, styles: Styles) -> Iterator[Unread]:
    """Take away the prompts of content controls that nobody filled («Выберите элемент»), and name them.

    One that does not look like a prompt may have been filled by another program: its words are told as wanting.
    """
    space = body.tag.rpartition("}")[0] + "}"
    for prompt in body.iter(f"{space}showingPlcHdr"):
        properties = prompt.getparent()
        control = properties.getparent() if properties is not None and _is_on(prompt) else None
        if control is None:
            continue
        runs = control.iter(f"{space}rStyle")
        reason = Reason.LABEL if any(styles.is_prompt(value(each)) for each in runs) else Reason.UNKNOWN
        texts = [text for text in control.iter(f"{space}t") if text.text]
        words = " ".join(text.text or "" for text in texts).strip()
        for text in texts:
            text.text = None
        if words:
            yield Unread(words[:80], reason, words)


def _chosen(data: etree._Element) -> str:
    """What a field of an old form shows: the entry of its list, a cross for a box that is ticked."""
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        return "☒" if _is_on(state if state is not None else child(box, "default")) else ""
    choices = child(data, "ddList")
    if choices is None:
        return ""
    entries = [value(each) for each in choices if _LOCAL[each.tag] == "listEntry"]
    result = child(choices, "result")
    place = whole(value(result if result is not None else child(choices, "default")), 0)
    return entries[place] if 0 <= place < len(entries) else ""


def _children(element: etree._Element) -> dict[str, etree._Element]:
    """An element's children by their local names, all at once: one walk instead of one search for each."""
    return {_LOCAL[each.tag]: each for each in element}


def _symbol(element: etree._Element) -> str:
    """A sign told by its font and code."""
    try:
        number = int(value(element, "char"), 16)
    except ValueError:
        return ""
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    font = value(element, "font")
    return shown_in(font, chr(number)) if is_symbol_font(font) or 0xF000 <= number <= 0xF0FF else chr(number)
