"""What became of a document's words: whatever no row read tells is left alone, with its place and its reason.

There is no second reading here. The rows that were read carry where they stood, and the words of each place are looked
for in the rows of that place: what is found there is taken, anything else has a home in `left_alone`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import Any

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import Accounting, LeftAlone, ParsedDocument, ParsedPeopleList, Reason
from cluster_desk.core.parsed_rows import NOWHERE, Doubt, ParsedRow, Source
from cluster_desk.core.records.fields import Kind, Record, fields_of, values_getter
from cluster_desk.core.records.plans import PlanText
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Block, Cell, Content, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.reading_order import ReadingOrder, Table, list_line

_NAME_SIGNS = 80
"""How many signs of what is left alone name it."""
_OWN_SIGNS = 12
"""From how many signs on a line told somewhere in the document is that line; shorter ones come by chance."""
_LONGEST_HEADING = 200
_NEAR = 12
"""How many blocks away a paragraph's words may have been taken to."""
_LAST_LINES = 8
"""How many lines at a document's end may be its signatures."""
_TOKEN = regex(r"[^\W_]+")
_NUMBER = regex(r"[\d\s.,)(№/-]*|[ivxlc]+[.)]?", re.IGNORECASE)
_LABEL = regex(
    r"(?:тем[аы]|мест[оа]|дат[аы]|время|времени|начало|день|дня|проведени[ея]|заседани[еяй]|совета|протокол|повестк[аи]|"
    r"цел[ьи]|задач[аи]|основные|приоритетные|председател[ья]|секретарь|докладчики?|выступающи[йе]|ответственны[йе]|отв|исп|сроки?|"
    r"координационн\w+|методическ\w+|педагогическ\w+|педсовета|совещани[ея]|образовательн\w+|кластера|"
    r"участники?|состав|члены|форма|вопросы?|план|направлени[ея]|продолжение|таблицы|приложение|слушали|выступили|"
    r"решили|присутствовали|приглашенные|г|гг|года?|в|во|на|и|с|со|по|от|до|для|час|часов|№)"
)


class _Told:
    """The words of all rows read: by the place where each stood, and all together."""

    def __init__(self, document: ParsedDocument) -> None:
        self.at: dict[tuple[int, int, int], set[str]] = {}
        self.rows: dict[tuple[int, int, int], ParsedRow] = {}
        self.tables: set[int] = set()
        self._names = [document.title or ""]
        self._tokens: dict[tuple[int, int, int], set[str]] = {}
        gathered: set[str] = {document.title or ""}
        last = NOWHERE
        for row in document.rows():
            if row is document or isinstance(row, ParsedPeopleList):
                continue
            if isinstance(row, Parsed) and isinstance(row.record, PlanText):
                continue
            # Parts without a place of their own stand where their row does.
            last = last if row.source == NOWHERE else row.source
            texts = _texts(row)
            gathered.update(texts)
            if not isinstance(row, Parsed):
                self._names += texts
            for source in (last, *getattr(row, "part_sources", ())):
                place = _place(source)
                self.at.setdefault(place, set()).update(texts)
                self.rows.setdefault(place, row)
                self.tables.add(source.table)
        self.tables.discard(0)
        self._texts = gathered

    @cached_property
    def _all(self) -> str:
        return "\n".join(map(fold, self._texts))

    @cached_property
    def _lines(self) -> set[str]:
        return {fold(line).strip(" .;:,") for text in self._texts for line in text.split("\n")}

    @cached_property
    def _known(self) -> set[str]:
        return set(_TOKEN.findall(self._all))

    @cached_property
    def _titles(self) -> str:
        return "\n".join(fold(text) for text in self._names)

    def tells(self, words: str, *, beside: bool) -> bool:
        """Whether the words stand in a row of any place; short ones only as a line of their own, `beside` a table."""
        folded = fold(words).strip(" .;:,")
        if len(folded) >= _OWN_SIGNS:
            if words in self._texts or folded in self._lines:  # as they stand: most words are told so
                return True
            return self._known.issuperset(_TOKEN.findall(folded)[1:-1]) and folded in self._all
        return beside and (folded in self._lines or bool(re.search(rf"\b{re.escape(folded)}\b", self._titles)))

    def missing(self, place: tuple[int, int, int], words: str) -> list[str]:
        """The words that the rows of that place do not tell."""
        if place not in self._tokens:
            self._tokens[place] = {token for text in self.at.get(place, ()) for token in _TOKEN.findall(fold(text))}
        known = self._tokens[place]
        return [word for word in _words(words) if not known.issuperset(_TOKEN.findall(fold(word)))]


def account(order: ReadingOrder, content: Content, result: ParsedDocument) -> None:
    """Name in `result.left_alone` everything that no row of `result` tells, in the order of the document."""
    walk = _Walk(order, result)
    walk.doubt_struck(result)
    result.left_alone = [*walk.left()]
    result.left_alone += [
        LeftAlone(each.name, each.reason, each.words, _count(each.words), source=Source(sheet=each.sheet))
        for each in content.left_alone
    ]
    total = sum(_count(block.words) for block in order.blocks if isinstance(block, Paragraph))
    total += sum(_count_of_table(table.original) for table in order.tables)
    structure = sum(each.count for each in result.left_alone if each.reason.is_structure)
    not_taken = sum(each.count for each in result.left_alone if each.is_wanting and not each.reason.is_apart)
    result.accounting = Accounting(total, total - structure - not_taken, structure, not_taken)


_NOT_TOLD = frozenset(("source", "doubts", "front", "first_heading"))
"""Fields of a row that tell nothing by themselves: a line above a table is told where it heads a section."""


def _texts(row: ParsedRow) -> list[str]:
    """The words of a row, those of the rows inside it not."""
    texts: list[str] = []
    values: list[Any] = (
        [row.record, *row.typed.values()]
        if isinstance(row, Parsed)
        else [getattr(row, each.name) for each in fields(row) if each.name not in _NOT_TOLD]
    )
    while values:
        value = values.pop()
        if not value:
            continue
        kind = type(value)
        if kind is str:
            texts.append(value)
        elif kind is list or kind is tuple:
            values += value
        elif kind is dict:
            values += value.values()
        elif isinstance(value, Record):
            values += filter(None, _telling(kind)(value))
    return texts


_TELLING = (Kind.TEXT, Kind.PROSE, Kind.CLOCK, Kind.PARTS)
_GETTERS: dict[type[Record], Callable[[Record], tuple[Any, ...]]] = {}


def _telling(kind: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    """What gives the words of a kind of record, and its parts."""
    if kind not in _GETTERS:
        _GETTERS[kind] = values_getter([name for name, one in fields_of(kind).items() if one.kind in _TELLING])
    return _GETTERS[kind]


def _place(source: Source) -> tuple[int, int, int]:
    return source.paragraph, source.table, source.row


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word[0].isalnum() or _TOKEN.search(word)]


@lru_cache(4096)
def _count(text: str) -> int:
    return len(_words(text))


def _own_cells(grid: Grid, row: int) -> Iterator[Cell]:
    """The cells that begin in a row, each once."""
    return (cell for cell in distinct(grid.rows[row]) if cell.row == row)


def _count_of_table(grid: Grid) -> int:
    return sum([_count(cell.text) for row in range(len(grid.rows)) for cell in _own_cells(grid, row)])


def _whole_table(grid: Grid, reason: Reason) -> Iterator[LeftAlone]:
    """A table of which nothing was read, or that is kept as a text."""
    rows = list(filter(None, (grid.source(row).words for row in range(len(grid.rows)))))
    count = _count_of_table(grid)
    if count:
        count = 0 if reason is Reason.TEXT else count
        yield LeftAlone(rows[0][:_NAME_SIGNS], reason, "\n".join(rows), count, source=grid.source(0))


def _kept_paragraphs(result: ParsedDocument) -> str:
    """What is kept as prose: with the plan, where there is one."""
    texts = (text.record for text in result.texts if result.plans)
    return "\n".join(fold(words).replace("**", "") for text in texts for words in (text.heading, text.text))


class _Walk:
    """Goes through a document once more and looks for the words of each place in what was read."""

    def __init__(self, order: ReadingOrder, result: ParsedDocument) -> None:
        self._told = _Told(result)
        self._kept = _kept_paragraphs(result)
        self._kept_tables = {_place(text.source) for text in result.texts if result.plans and text.source.table}
        self._blocks = order.blocks
        self._tables = {table.place: table for table in order.tables}

    def doubt_struck(self, result: ParsedDocument) -> None:
        """Doubt words that are struck through, beside the row that tells them: they may have been called off."""
        for block in self._blocks:
            for source, words in _struck(block):
                text = N_("Struck through in the document: “%(words)s”.")
                doubt = Doubt(text, "struck", values=(("words", words),), source=source)
                self._told.rows.get(_place(source), result).doubts.append(doubt)

    def left(self) -> Iterator[LeftAlone]:
        """Everything that no row tells, in order."""
        for place in range(len(self._blocks)):
            yield from self._of_table(self._tables[place]) if place in self._tables else self._of_paragraph(place)

    def _of_table(self, table: Table) -> Iterator[LeftAlone]:
        grid = table.original
        of_rows = any(_row_place(grid, row) in self._told.at for row in range(len(grid.rows)))
        if grid.number not in self._told.tables and not of_rows:
            kept = Reason.TEXT if _row_place(grid, 0) in self._kept_tables else Reason.TABLE
            yield from _whole_table(grid, kept)
            return
        heads, head = _headings_of(table), _head(table)
        for row in range(len(grid.rows)):
            gathered: dict[Reason, list[str]] = {}
            counts: Counter[Reason] = Counter()
            place = _row_place(grid, row)
            here: set[str] = self._told.at.get(place, set())
            for cell in _own_cells(grid, row):
                text = cell.text
                if not text or text in here or cell.typed in here or cell.number in here:
                    continue
                if missing := self._missing_of_cell(place, head, cell):
                    reason = _reason_of_cell(cell, missing, heads)
                    gathered.setdefault(reason, []).append(cell.text)
                    counts[reason] += len(missing)
            for reason, words in gathered.items():
                yield _left(grid.source(row), reason, " | ".join(words), counts[reason])

    def _missing_of_cell(self, place: tuple[int, int, int], head: tuple[int, int, int], cell: Cell) -> list[str]:
        told = self._told
        missing = told.missing(place, cell.text)
        if not missing or told.tells(cell.text, beside=False):
            return []
        # A row read that stands at the table's head stands for all of it.
        return self._fewest(cell.text, missing, head)

    def _of_paragraph(self, place: int) -> Iterator[LeftAlone]:
        paragraph = self._blocks[place]
        assert isinstance(paragraph, Paragraph)
        words, source = paragraph.words, paragraph.source
        if self._tells(paragraph):
            return
        if self._kept and fold(list_line(paragraph).text) in self._kept:
            yield _left(source, Reason.TEXT, words, 0)
            return
        label, _colon, value = words.partition(": ")
        words = label if value and self._told.tells(value, beside=True) else words
        missing = self._fewest(words, self._told.missing(_place(source), words), *self._beside(place))
        if missing:
            reason = self._reason(place, paragraph, missing)
            yield _left(source, reason, paragraph.words, len(missing))

    def _tells(self, paragraph: Paragraph) -> bool:
        return self._told.tells(list_line(paragraph).text, beside=True)

    def _reason(self, place: int, paragraph: Paragraph, missing: Sequence[str]) -> Reason:
        following = self._blocks[place + 1] if place + 1 < len(self._blocks) else None
        if paragraph.words.endswith(":") and isinstance(following, Paragraph) and self._tells(following):
            return Reason.LABEL
        ends = place >= max(len(self._blocks) - _LAST_LINES, len(self._blocks) // 2)
        return _reason_of_paragraph(paragraph, missing, ends=ends)

    def _beside(self, place: int) -> Iterator[tuple[int, int, int]]:
        """The places that a paragraph's words may have been taken to: the row read last above it, the table below."""
        for above in range(place - 1, max(-1, place - _NEAR), -1):
            block = self._blocks[above]
            if isinstance(block, Paragraph) and _place(block.source) in self._told.at:
                yield _place(block.source)
                break
        for below in range(place + 1, min(len(self._blocks), place + _NEAR)):
            if below in self._tables:
                yield _head(self._tables[below])
                break

    def _fewest(self, words: str, missing: list[str], *places: tuple[int, int, int]) -> list[str]:
        """What is wanting of the words where the fewest are; single words of other places do not count as told."""
        for place in places:
            if missing and place in self._told.at and len(other := self._told.missing(place, words)) < len(missing):
                missing = other
        return missing


def _struck(block: Block) -> Iterator[tuple[Source, str]]:
    """The words of a block that are struck through, each with its place."""
    if isinstance(block, Paragraph):
        if block.struck:
            yield block.source, block.struck
        return
    for row, cells in enumerate(block.rows):
        if any(each.struck for cell in cells for each in cell.paragraphs):  # which nearly no row has
            for cell in _own_cells(block, row):
                if words := " ".join([each.struck for each in cell.paragraphs if each.struck]):
                    yield block.source(row), words


def _left(source: Source, reason: Reason, words: str, count: int) -> LeftAlone:
    return LeftAlone(words[:_NAME_SIGNS], reason, words, count, source=source)


def _head(table: Table) -> tuple[int, int, int]:
    return _row_place(table.grid, table.headed.header if table.headed else 0)


def _row_place(grid: Grid, row: int) -> tuple[int, int, int]:
    """The place of a row as `_place` tells it of the row's source, without its words."""
    return (grid.row_number(row), 0, 0) if grid.typed else (0, grid.number, grid.row_number(row))


def _headings_of(table: Table) -> set[str]:
    """The folded words of the cells that head the table's columns."""
    headed = table.headed
    if headed is None:
        return set()
    first, last = (table.grid.row_number(row) for row in (headed.header, max(headed.body - 1, headed.header)))
    rows = [row for index, row in enumerate(table.original.rows) if first <= table.original.row_number(index) <= last]
    return {fold(cell.text) for row in rows for cell in row}


def _reason_of_cell(cell: Cell, missing: Sequence[str], heads: set[str]) -> Reason:
    folded = fold(cell.text)
    if folded in heads:
        return Reason.COLUMNS
    if _NUMBER.fullmatch(folded):
        return Reason.NUMBER
    return Reason.LABEL if _only_labels(missing) else Reason.UNKNOWN


def _only_labels(words: Sequence[str]) -> bool:
    return all(_LABEL.fullmatch(token) or token.isdigit() for word in words for token in _TOKEN.findall(fold(word)))


def _reason_of_paragraph(paragraph: Paragraph, missing: Sequence[str], *, ends: bool) -> Reason:
    words = paragraph.words
    if _NUMBER.fullmatch(words):
        return Reason.NUMBER
    if _only_labels(missing):
        return Reason.LABEL
    short = len(words) < _LONGEST_HEADING
    if ends and short and not list_line(paragraph).mark and (find_names(words) or "___" in words):
        return Reason.SIGNATURE
    listed = bool(list_line(paragraph).mark) or words[0].isdigit()
    headed = words.endswith(":") or not words.endswith((".", ";", ",", "!", "?"))
    if paragraph.heading or (short and headed and (not listed or words.isupper())):
        return Reason.HEADING
    return Reason.UNKNOWN
