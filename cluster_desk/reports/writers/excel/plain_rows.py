"""Rows of one value a column and nothing more, made by the column: a log of years has little else.

Usual words, whole numbers and days of a column are put into one form of the row as they are; of anything else the
cell is made once for each value. All of it as bytes: most of a row's XML is Latin, and would be twice as long in the
memory beside Russian words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, Protocol, cast

from openpyxl.utils.datetime import to_excel

from cluster_desk.reports.document import Align, Content
from cluster_desk.reports.document.text import Dated, Run, Sum, Value
from cluster_desk.reports.writers.excel.heights import MOST_KEPT
from cluster_desk.reports.writers.excel.rows import LONGEST, TEXT_END, number_xml, text_start

Look = tuple[Align, bool, bool]
"""How a cell's words lie, whether they are bold, whether in its middle."""
Single = Value | tuple[Run, ...]
_ROW = b"\0"  # stands for the row's number; no XML holds it
WHOLE_NUMBER = 10**15
_as_number: Any = to_excel  # which openpyxl tells no types of
_OWN_KEY = {str, int, type(None), Dated, datetime.date, datetime.datetime}
"""Kinds of values of which no two are equal, as 1 and 1.0 are."""
_PARTED = "\0"
_SPECIAL = re.compile("[&<>\x01-\x09\x0b-\x1f\xad\ud800-\udfff\ufffe\uffff]").search
_EDGES = re.compile(rf"{_PARTED}(?:[\s#=+@-]|(?<=\s{_PARTED})|\d{{0,5}}{_PARTED})").search
"""Where words begin or end so that they are to be looked at by themselves: an empty cell, a number, a formula."""


class CellMaker(Protocol):
    """The sheet, which makes what is not usual."""

    def rest(self, content: Single, look: Look) -> str:
        """What follows a cell's address."""

    def style_of(self, value: Value, look: Look) -> int:
        """The number of a value's style."""

    def sum_across(self, total: Sum, look: Look, row: str) -> str:
        """What follows the address of a total over columns of its own row."""


class Cells(NamedTuple):
    """Cells of a column: what follows their addresses, a form with a place for what differs, and that."""

    form: bytes
    values: Iterable[bytes]


def is_of_its_row(value: Content) -> bool:
    """Whether a value is told by its row alone, as no total of the rows above is."""
    return not isinstance(value, Sum) or (value.across is not None and value.across[0] <= value.across[1])


def _are_usual(texts: Collection[str]) -> bool:
    """Whether texts are words as they are, in need of no escape, no quote and no second look, in any figures."""
    joined = f"{_PARTED}{_PARTED.join(texts)}{_PARTED}"
    return (
        (len(joined) <= LONGEST or max(map(len, texts)) <= LONGEST)
        and joined.count(_PARTED) == len(texts) + 1
        and not _SPECIAL(joined)
        and not _EDGES(joined)
    )


def _are_short(numbers: Sequence[int]) -> bool:
    """Whether Excel holds whole numbers in all their figures."""
    return min(numbers) > -WHOLE_NUMBER and max(numbers) < WHOLE_NUMBER


class PlainColumn:
    """The cells of a column of one look."""

    def __init__(self, look: Look, sheet: CellMaker) -> None:
        self._look, self._sheet = look, sheet
        self._rests = _Rests(look, sheet)
        self._days = _Days()

    @cached_property
    def _words(self) -> bytes:
        return f"{text_start(self._sheet.style_of('', self._look))}%b{TEXT_END}".encode()

    def _number(self, value: Value) -> bytes:
        return number_xml(self._sheet.style_of(value, self._look), "%b").encode()

    def cells(
        self, values: Sequence[Content], measured: Sequence[Content], kinds: set[type], rows: Sequence[bytes]
    ) -> Cells:
        """The cells of rows with these numbers; `measured`: the values, of texts that are alike one in place of all."""
        if kinds == {str}:
            texts = cast("Sequence[str]", measured)
            if _are_usual(texts if measured is values else set(texts)):
                return Cells(self._words, _PARTED.join(cast("Sequence[str]", values)).encode().split(_PARTED.encode()))
        if kinds == {int} and _are_short(cast("Sequence[int]", values)):
            return Cells(self._number(0), in_figures(cast("Sequence[int]", values)))
        if kinds == {datetime.date}:
            days = cast("Sequence[datetime.date]", values)
            return Cells(self._number(days[0]), map(self._days.__getitem__, days))
        singles = cast("Sequence[Single]", values)
        if _OWN_KEY.issuperset(kinds):
            return Cells(b"%b", map(self._rests.__getitem__, singles))
        rests = map(self._rests.of, singles)
        return Cells(b"%b", [rest.replace(_ROW, row) for rest, row in zip(rests, rows, strict=True)])


class _Days(dict[datetime.date, bytes]):
    """Days as Excel counts them."""

    def __missing__(self, day: datetime.date) -> bytes:
        count = self[day] = b"%d" % int(_as_number(day))
        return count


class _Rests(dict[Single, bytes]):
    """What follows the addresses of cells, made once for each value."""

    def __init__(self, look: Look, sheet: CellMaker) -> None:
        super().__init__()
        self._look, self._sheet = look, sheet
        self._sums: dict[tuple[object, type], bytes] = {}

    def __missing__(self, value: Single) -> bytes:
        if len(self) >= MOST_KEPT:
            self.clear()
        rest = self[value] = self._sheet.rest(value, self._look).encode()
        return rest

    def of(self, value: Single) -> bytes:
        """That of any value; in a total over its own row the row's number is left open."""
        if isinstance(value, Sum):
            key = (value.across, value.value.__class__)
            if key not in self._sums:
                self._sums[key] = self._sheet.sum_across(value, self._look, _ROW.decode()).encode()
            return self._sums[key]
        return self[value] if value.__class__ in _OWN_KEY else self._sheet.rest(value, self._look).encode()


def in_figures(numbers: Iterable[int]) -> Iterable[bytes]:
    """Whole numbers as they are written."""
    return map(b"%d".__mod__, numbers)


def rows_xml(columns: Sequence[tuple[str, Cells]], rows: Sequence[bytes], heights: Iterable[bytes]) -> bytes:
    """The XML of rows with these numbers: the letter of each column with its cells, and what tells the heights."""
    form = b"".join([b'<c r="%b%%b"%b' % (letter.encode(), cells.form) for letter, cells in columns])
    fields = chain.from_iterable((rows, cells.values) for _letter, cells in columns)
    values = zip(rows, heights, *fields, strict=True)
    return b'<row r="%%b"%%b>%b</row>' % form * len(rows) % tuple(chain.from_iterable(values))
