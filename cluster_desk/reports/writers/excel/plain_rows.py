"""Rows of one value a column as XML, many at once and column by column: a log of years has little else.

What would be asked of every cell by itself (its class, its look, whether its words are special) is asked of a column,
and what is known of a value is looked up.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count
from typing import Protocol, cast

from cluster_desk.reports.document import Align, Content, Group, Row, Section, Table
from cluster_desk.reports.document.text import Dated, Run, Sum, Value
from cluster_desk.reports.writers.excel.heights import MOST_KEPT
from cluster_desk.reports.writers.excel.rows import LONGEST, TEXT_END, number_xml, row_xml, text_start

Look = tuple[Align, bool, bool]
"""How a cell's words lie, whether they are bold, whether in its middle."""
Single = Value | tuple[Run, ...]
_AT_ONCE = 500  # rows between two words of progress
_ROW = "\0"  # stands for the row's number; no XML holds it
WHOLE_NUMBER = 10**15
_OWN_KEY = {str, int, type(None), Dated, datetime.date, datetime.datetime}
"""Kinds of values of which no two are equal, as 1 and 1.0 are."""
_SPECIAL = re.compile("[&<>\x00-\x1f\xad\ud800-\udfff\ufffe\uffff]").search
_BEGINS_SPECIAL = re.compile(r"[\s#=+@-]|(?:0|[1-9]\d{0,4})$").match


def runs_of(table: Table) -> Iterator[list[Row] | Row | Section | Group]:
    """The rows of a table: those of one value a column that are alike in being totals together, others one by one."""
    columns = len(table.columns)
    run: list[Row] = []
    for row in table.rows:
        if isinstance(row, Row) and row.cells and row.is_plain(columns):
            if run and (len(run) == _AT_ONCE or row.total != run[0].total):
                yield run
                run = []
            run.append(row)
            continue
        if run:
            yield run
            run = []
        yield row
    if run:
        yield run


class CellMaker(Protocol):
    """The sheet, which makes what is not usual."""

    def rest(self, content: Single, look: Look) -> str:
        """What follows a cell's address."""

    def style_of(self, value: Value, look: Look) -> int:
        """The number of a value's style."""

    def sum_across(self, total: Sum, look: Look, row: str) -> str:
        """What follows the address of a total over columns of its own row."""


def is_of_its_row(value: Content) -> bool:
    """Whether a value is told by its row alone, as no total of the rows above is."""
    return not isinstance(value, Sum) or (value.across is not None and value.across[0] <= value.across[1])


class PlainColumn(dict[Single, str]):
    """The cells of a column of one look, each value's made once."""

    def __init__(self, letter: str, look: Look, sheet: CellMaker) -> None:
        super().__init__()
        self._address, self._look, self._sheet = f'<c r="{letter}{_ROW}"', look, sheet
        self._sums: dict[tuple[object, type], str] = {}

    @cached_property
    def _words(self) -> str:
        """What stands before usual words."""
        return f"{self._address}{text_start(self._sheet.style_of('', self._look))}"

    @cached_property
    def _number(self) -> int:
        """The style of whole numbers."""
        return self._sheet.style_of(0, self._look)

    def cells(self, values: Sequence[Content]) -> Iterable[str]:
        """The cells of rows, their numbers left open."""
        singles = cast("Sequence[Single]", values)
        if _OWN_KEY.issuperset(map(type, values)):
            return map(self.__getitem__, singles)
        return [self[value] if value.__class__ in _OWN_KEY else self._made(value) for value in singles]

    def __missing__(self, value: Single) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        made = self[value] = self._made(value)
        return made

    def _made(self, value: Single) -> str:
        if value.__class__ is str:
            if value and not (_SPECIAL(value) or _BEGINS_SPECIAL(value) or value[-1].isspace() or len(value) > LONGEST):
                return f"{self._words}{value}{TEXT_END}"
        elif value.__class__ is int and abs(value) < WHOLE_NUMBER:
            return f"{self._address}{number_xml(self._number, value)}"
        elif isinstance(value, Sum):
            return self._sum(value)
        return f"{self._address}{self._sheet.rest(value, self._look)}"

    def _sum(self, total: Sum) -> str:
        """A total over columns of its own row: one formula for all of them."""
        key = (total.across, total.value.__class__)
        if key not in self._sums:
            self._sums[key] = f"{self._address}{self._sheet.sum_across(total, self._look, _ROW)}"
        return self._sums[key]


def rows_xml(first: int, columns: Iterable[Iterable[str]], heights: Iterable[float | None]) -> str:
    """The XML of rows from row `first` on, of their cells column by column."""
    rows = zip(count(first), zip(*columns, strict=True), heights, strict=False)
    return "".join([row_xml(at, height, "".join(cells).replace(_ROW, str(at))) for at, cells, height in rows])
