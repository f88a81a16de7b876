"""The body of a Word document: its paragraphs and tables, made while its XML comes by.

Nothing of the XML is kept: a paragraph, a cell, a row is finished where its element ends. What a context does not know
(hyperlinks, content controls, inserted words, drawings) is looked through; what Word does not show is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from cluster_desk.core.parsed_document import Reason
from cluster_desk.exchange.files.packages import too_deep, too_large
from cluster_desk.exchange.files.symbol_fonts import raised, shown_in
from cluster_desk.exchange.files.word_limits import MAX_COLUMNS, MAX_DEPTH, MAX_PARAGRAPHS, MAX_PLACES, MAX_SIGNS, Used
from cluster_desk.exchange.files.word_properties import (
    CellLook,
    Looks,
    Manner,
    Merge,
    ParagraphLook,
    RowLook,
    symbol,
    with_bold,
)
from cluster_desk.exchange.files.xml_events import Attributes, Begins, Closes, Context, Events, Key, told
from cluster_desk.exchange.layout.grids import Block, Cell, Grid, Paragraph, Unread

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from cluster_desk.exchange.files.word_numbering import Numbering
    from cluster_desk.exchange.files.word_parts import Inside
    from cluster_desk.exchange.files.word_styles import Styles

_SKIPPED = ("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "rt", "delInstrText")
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
_AROUND_ROWS = ("sdtContent", "ins", "moveTo", "customXml")
"""A table's own rows, and a row's cells, stand inside these too."""


_Shown = tuple[ParagraphLook, "Manner | None", bool]
_Words = tuple[list[str], set[int], list[str], "str | None"]
_Around = tuple[list[Block], str, list[Block]]
"""What goes on around a text box: how words are shown, the words of the paragraph, the blocks among which it stands."""


@dataclass(slots=True)
class _OpenTable:
    """A table that goes on, with its row and cell; `above` are the cells that may go on from the row above.

    `around` are the blocks among which it stands.
    """

    grid: Grid
    around: list[Block]
    above: dict[int, Cell] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    row: RowLook = RowLook()  # noqa: RUF009 - frozen
    cell: CellLook = CellLook()  # noqa: RUF009 - frozen


@dataclass(slots=True)
class _Prompt:
    """What a content control shows that nobody filled; `is_label`: it looks like a prompt. `depth` is the control's."""

    depth: int
    is_label: bool
    words: list[str] = field(default_factory=list)


_PLAIN, _PLAIN_ROW, _PLAIN_CELL = ParagraphLook(), RowLook(), CellLook()


_Closes = Closes["Body"]
_Begins = Begins["Body"]
_Context = Context["Body"]


class Body:
    """Takes the body once and in order, so that automatic numbers count as Word counts them."""

    def __init__(self, name: str, numbering: Numbering, styles: Styles, inside: Inside, used: Used) -> None:
        self._read: list[Block] | None = None
        self.unread: list[Unread] = []
        self.prompts: list[Unread] = []
        self._name, self._numbering, self._inside, self._used = name, numbering, inside, used
        self._blocks: list[Block] = []
        self._before = ""  # words whose paragraph goes on with the next one: the mark between them is deleted
        self._struck: list[str] = []
        self._chosen: tuple[str, int] | None = None
        self._prompt: _Prompt | None = None
        self._parts: list[str] = []  # of the paragraph that goes on
        self._look = _PLAIN
        self._bold_parts: set[int] = set()
        self._boxes: list[Block] = []  # what its text boxes hold
        self._early_mark: str | None = None  # its number, where that had to be counted before its end
        self._manner: Manner | None = None  # of the run that goes on
        self._is_bold = False
        self._tables = self._depth = 0
        self._table = _OpenTable(Grid(), self._blocks)
        self._outer_tables: list[_OpenTable] = []
        self._outer_manners: list[tuple[Manner | None, bool]] = []
        self._outer_boxes: list[tuple[_Shown, _Words, _Around, _Context]] = []
        self._events = Events(self, _BEFORE_DOCUMENT, partial(too_deep, name))
        self._words = self._events.words
        self._looks = Looks(styles, self._events.element)

    def take(self, feed: Callable[[XMLParserType], object]) -> list[Block] | None:
        """The blocks of the body that `feed` gives to a parser; None where there is none."""
        try:
            feed(self._events.parser)
        finally:
            self._events.end()
        return self._read

    def _begin_document(self, attributes: Attributes) -> None:
        self._events.declare(attributes)
        self._events.context = _IN_DOCUMENT

    def _begin_body(self, attributes: Attributes) -> _Closes:
        if self._read is not None:
            return self._events.pass_over()
        self._events.declare(attributes)
        self._read = self._blocks
        self._events.context = _IN_BLOCKS
        return Body._end_body

    def _end_body(self) -> None:
        self._end_before()
        self._events.context = _IN_DOCUMENT

    def _pass_over(self, _attributes: Attributes) -> _Closes:
        return self._events.pass_over()

    def _look_through(self, _attributes: Attributes) -> None:
        self._events.go_deeper()

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise too_deep(self._name)

    # Blocks

    def _begin_container(self, _attributes: Attributes) -> _Closes:
        """Something that holds blocks: a paragraph that goes on outside of it does not go on in it."""
        self._go_deeper()
        before, self._before = self._before, ""
        self._events.context = _IN_BLOCKS
        return partial(Body._end_container, before=before)

    def _end_container(self, before: str) -> None:
        self._end_before()
        self._before = before
        self._depth -= 1
        self._end_control()

    def _end_before(self) -> None:
        """Keep words whose paragraph's end was deleted, but nothing follows that could go on with them."""
        if self._before.strip():
            self._blocks.append(Paragraph(self._before))
        self._before = ""

    def _put_inside(self, attributes: Attributes) -> _Closes:
        """The blocks of a document put inside this one; named as left alone where it cannot be read."""
        outcome = self._inside.blocks(told(attributes, "id"))
        if isinstance(outcome, Unread):
            self.unread.append(outcome)
            return self._events.pass_over()
        for block in outcome:
            if isinstance(block, Grid):
                self._tables += 1
                block.number = self._tables
        self._blocks += outcome
        return self._events.pass_over()

    # Paragraphs

    def _begin_paragraph(self, _attributes: Attributes) -> _Closes:
        self._parts = [self._before] if self._before else []
        self._before = ""
        self._look = _PLAIN
        self._events.context = _IN_NEW_PARAGRAPH
        return Body._end_paragraph

    def _begin_paragraph_properties(self, _attributes: Attributes) -> _Closes:
        return self._events.gather(Body._end_paragraph_properties)

    def _end_paragraph_properties(self, key: Key) -> None:
        self._look = self._looks.paragraphs[key]
        self._events.context = _IN_LINE

    def _end_paragraph(self) -> None:
        self._events.context = _IN_BLOCKS
        parts, look, used = self._parts, self._look, self._used
        text = parts[0] if len(parts) == 1 else "".join(parts)
        used.paragraphs += 1
        used.signs += len(text)
        if used.paragraphs > MAX_PARAGRAPHS or used.signs > MAX_SIGNS:
            raise too_large(self._name)
        if look.is_gone:
            self._before = text
        elif not look.is_mark_hidden or text.strip():
            mark = self._mark() if look.list_id or self._early_mark is not None else ""
            paragraph = Paragraph(text, mark, look.level, heading=look.heading)
            if self._bold_parts:
                paragraph.marked = with_bold(parts, self._bold_parts)
            if self._struck:
                paragraph.struck = " ".join(self._struck)
                self._struck = []
            self._blocks.append(paragraph)
        if self._bold_parts:
            self._bold_parts = set()
        if self._boxes:
            self._blocks += self._boxes
            self._boxes = []

    def _mark(self) -> str:
        """The number of the paragraph that goes on, or what was counted for it before its end."""
        mark, self._early_mark = self._early_mark, None
        if mark is None:
            look = self._look
            mark = self._numbering.mark(look.list_id, look.level) if look.list_id else ""
        return mark

    # Words

    def _begin_run(self, _attributes: Attributes) -> _Closes:
        look = self._look
        self._is_bold = look.is_bold
        self._events.context = _IN_NEW_HIDDEN_RUN if look.is_hidden else _IN_RUN
        return Body._end_run

    def _end_run(self) -> None:
        self._manner = None
        self._is_bold = False
        self._events.context = _IN_LINE

    def _begin_run_inside(self, attributes: Attributes) -> _Closes:
        self._begin_inside_run(attributes)
        self._begin_run(attributes)
        return Body._end_inside_run

    def _begin_inside_run(self, _attributes: Attributes) -> _Closes:
        """What stands in a run and is no word of it, a drawing for one: its words have their own manner."""
        self._events.go_deeper()
        self._outer_manners.append((self._manner, self._is_bold))
        self._manner, self._is_bold = None, False
        self._events.context = _IN_LINE
        return Body._end_inside_run

    def _end_inside_run(self) -> None:
        self._manner, self._is_bold = self._outer_manners.pop()
        self._events.context = _IN_RUN
        self._end_control()

    def _begin_run_properties(self, _attributes: Attributes) -> _Closes:
        return self._events.gather(Body._end_run_properties)

    def _end_run_properties(self, key: Key) -> None:
        self._manner = manner = self._looks.manners(self._look)[key]
        self._events.context = _IN_RUN
        if manner is not None:
            if manner.hidden:
                self._events.context = _IN_NOTHING
            if manner.bold is not None:
                self._is_bold = manner.bold
        if self._prompt is not None and self._looks.is_label[key]:
            self._prompt.is_label = True

    def _hide_run(self, attributes: Attributes) -> _Closes:
        """A run of a hidden paragraph that does not begin with properties of its own is not shown."""
        self._events.context = _IN_NOTHING
        return self._events.pass_over()

    def _begin_text(self, _attributes: Attributes) -> _Closes:
        self._words.clear()
        return Body._end_text

    def _end_text(self) -> None:
        words = self._words
        text = words[0] if len(words) == 1 else "".join(words)
        if self._prompt is not None:
            self._prompt.words.append(text)
            return
        if self._is_bold:
            self._bold_parts.add(len(self._parts))
        self._parts.append(text if self._manner is None else self._shown(text, self._manner))

    def _shown(self, text: str, manner: Manner) -> str:
        """A run's words in their manner; those struck through are kept and noted."""
        if manner.font:
            text = shown_in(manner.font, text)
        if manner.raised:
            text = raised(text)
        if manner.struck and text.strip():
            self._struck.append(text.strip())
        return text

    def _break(self, _attributes: Attributes, sign: str) -> None:
        self._parts.append(sign)

    def _symbol(self, attributes: Attributes) -> None:
        self._parts.append(symbol(told(attributes, "char"), told(attributes, "font")))

    def _begin_field(self, attributes: Attributes) -> _Closes:
        return self._events.gather(partial(Body._end_field, kind=told(attributes, "fldCharType")))

    def _end_field(self, key: Key, kind: str) -> None:
        """An old form's field shows what is chosen in it: a list its entry, a box its cross."""
        parts = self._parts
        if kind == "begin":
            entry = self._looks.entries[key]
            self._chosen = self._chosen if entry is None else (entry, len(parts))
        elif kind == "end" and self._chosen is not None:
            entry, begun = self._chosen
            parts += [entry] if entry and not "".join(parts[begun:]).strip() else []
            self._chosen = None

    def _begin_box(self, _attributes: Attributes) -> _Closes:
        """A text box: what it holds stands behind the paragraph that it hangs on, and counts behind it."""
        self._go_deeper()
        if not self._look.is_gone and not self._look.is_mark_hidden:
            self._early_mark = self._mark()
        shown = (self._look, self._manner, self._is_bold)
        words = (self._parts, self._bold_parts, self._struck, self._early_mark)
        self._outer_boxes.append((shown, words, (self._blocks, self._before, self._boxes), self._events.context))
        self._manner, self._is_bold = None, False
        self._bold_parts, self._struck, self._early_mark = set(), [], None
        self._blocks, self._before, self._boxes = [], "", []
        self._events.context = _IN_BLOCKS
        return Body._end_box

    def _end_box(self) -> None:
        self._end_before()
        held = self._blocks
        shown, words, (self._blocks, self._before, boxes), self._events.context = self._outer_boxes.pop()
        self._look, self._manner, self._is_bold = shown
        self._parts, self._bold_parts, self._struck, self._early_mark = words
        self._boxes = [*boxes, *held]
        self._depth -= 1

    # Content controls

    def _begin_control(self, _attributes: Attributes) -> _Closes:
        self._events.go_deeper()
        return Body._end_control

    def _begin_control_properties(self, _attributes: Attributes) -> _Closes:
        return self._events.gather(Body._end_control_properties)

    def _end_control_properties(self, key: Key) -> None:
        """Leave out the prompts of controls that nobody filled («Выберите элемент»)."""
        is_prompt, is_label = self._looks.controls[key]
        if is_prompt and self._prompt is None:
            self._prompt = _Prompt(self._events.depth() - 1, is_label)

    def _end_control(self) -> None:
        """Name a prompt that was left out.

        One that does not look like a prompt may have been filled by another program: its words are told as wanting.
        """
        prompt = self._prompt
        if prompt is not None and prompt.depth == self._events.depth():
            self._prompt = None
            words = " ".join(filter(None, prompt.words)).strip()
            if words:
                self.prompts.append(Unread(words[:80], Reason.LABEL if prompt.is_label else Reason.UNKNOWN, words))

    # Tables

    def _begin_table(self, _attributes: Attributes) -> _Closes:
        self._go_deeper()
        self._end_before()
        self._tables += 1
        self._outer_tables.append(self._table)
        self._table = _OpenTable(Grid(number=self._tables), self._blocks)
        self._events.context = _IN_TABLE
        return Body._end_table

    def _end_table(self) -> None:
        grid, self._blocks = self._table.grid, self._table.around
        self._table = self._outer_tables.pop()
        self._depth -= 1
        self._events.context = _IN_BLOCKS
        width = max((len(row) for row in grid.rows), default=0)
        self._used.places += width * len(grid.rows)
        if self._used.places > MAX_PLACES:
            raise too_large(self._name)
        for index, cells in enumerate(grid.rows):
            while len(cells) < width:
                cells.append(Cell(row=index, column=len(cells)))
        if grid.rows:
            self._blocks.append(grid)

    def _begin_row(self, _attributes: Attributes) -> _Closes:
        self._table.cells, self._table.row = [], _PLAIN_ROW
        self._events.context = _IN_ROW
        return Body._end_row

    def _begin_row_properties(self, _attributes: Attributes) -> _Closes:
        return self._events.gather(Body._end_row_properties)

    def _end_row_properties(self, key: Key) -> None:
        table = self._table
        table.row = look = self._looks.rows[key]
        if look.is_deleted:
            self._events.context = _IN_NOTHING
        elif look.is_header and not look.is_hidden and len(table.grid.rows) == table.grid.repeated_header:
            table.grid.repeated_header += 1
        for column in range(look.skipped):
            table.cells.append(Cell(row=len(table.grid.rows), column=column))

    def _end_row(self) -> None:
        self._events.context = _IN_TABLE
        cells, look = self._table.cells, self._table.row
        if look.is_hidden:
            words = " | ".join(cell.text for cell in cells if cell.text)
            if words and not look.is_deleted:
                self.unread.append(Unread(words[:80], Reason.HIDDEN, words))
        elif cells and not look.is_deleted:
            self._table.grid.rows.append(cells)

    def _begin_cell(self, attributes: Attributes) -> _Closes:
        if len(self._table.cells) >= MAX_COLUMNS:
            return self._events.pass_over()
        self._table.cell = _PLAIN_CELL
        self._blocks = []
        self._events.context = _IN_NEW_CELL
        return Body._end_cell

    def _begin_cell_properties(self, _attributes: Attributes) -> _Closes:
        return self._events.gather(Body._end_cell_properties)

    def _end_cell_properties(self, key: Key) -> None:
        self._table.cell = look = self._looks.cells[key]
        self._events.context = _IN_NOTHING if look.is_deleted else _IN_BLOCKS

    def _end_cell(self) -> None:
        self._events.context = _IN_ROW
        table, look = self._table, self._table.cell
        if look.is_deleted:
            return
        if self._before:
            self._end_before()
        cells, row, column = table.cells, len(table.grid.rows), len(table.cells)
        span = 1 if look.span == 1 else max(1, min(look.span, MAX_COLUMNS - column))
        # A hidden row is only named, and nothing goes on in it.
        above = {} if table.row.is_hidden else table.above
        cell = above.get(column) if look.merge is Merge.GOES_ON else None
        if cell is not None and cell.span == span:
            cell.rows = row - cell.row + 1
        else:
            blocks = self._blocks
            cell = Cell([each for each in blocks if type(each) is Paragraph], blocks, row, column, span)
        if look.merge is not Merge.NONE:
            above[column] = cell
        elif above:
            above.pop(column, None)
        cells += [cell] * span


def _and(first: Mapping[str, _Begins], **further: _Begins) -> dict[str, _Begins]:
    return {**first, **further}


# What is done where an element begins, by where it stands.
_IGNORED: dict[str, _Begins] = dict.fromkeys(_SKIPPED, Body._pass_over)
_CONTROL: dict[str, _Begins] = {"sdt": Body._begin_control, "sdtPr": Body._begin_control_properties}
_OF_BLOCKS = _and(
    _IGNORED,
    p=Body._begin_paragraph,
    tbl=Body._begin_table,
    altChunk=Body._put_inside,
    sdtPr=Body._begin_control_properties,
)
_WORDS: dict[str, _Begins] = {kind: partial(Body._break, sign=sign) for kind, sign in _BREAKS.items()}
_WORDS |= {"t": Body._begin_text, "sym": Body._symbol, "txbxContent": Body._begin_box}
_OF_LINE = _and({**_IGNORED, **_WORDS, **_CONTROL}, r=Body._begin_run)
_OF_RUN = {**_IGNORED, **_WORDS, "r": Body._begin_run_inside, "fldChar": Body._begin_field}
_RUN_PROPERTIES: dict[str, _Begins] = {"rPr": Body._begin_run_properties}
_AROUND: dict[str, _Begins] = {**_CONTROL, **dict.fromkeys(_AROUND_ROWS, Body._look_through)}
_BEFORE_DOCUMENT = _Context({}, Body._begin_document)
_IN_DOCUMENT = _Context({"body": Body._begin_body}, Body._pass_over)
_IN_BLOCKS = _Context(_OF_BLOCKS, Body._begin_container)
_IN_NEW_CELL = _Context(_and(_OF_BLOCKS, tcPr=Body._begin_cell_properties), Body._begin_container)
_IN_LINE = _Context(_OF_LINE, Body._look_through)
_IN_NEW_PARAGRAPH = _Context(_and(_OF_LINE, pPr=Body._begin_paragraph_properties), Body._look_through)
_IN_RUN = _Context({**_OF_RUN, **_RUN_PROPERTIES}, Body._begin_inside_run)
_IN_NEW_HIDDEN_RUN = _Context(_RUN_PROPERTIES, Body._hide_run)
_IN_TABLE = _Context(_and(_AROUND, tr=Body._begin_row), Body._pass_over)
_IN_ROW = _Context(_and(_AROUND, tc=Body._begin_cell, trPr=Body._begin_row_properties), Body._pass_over)
_IN_NOTHING = _Context({}, Body._pass_over)
