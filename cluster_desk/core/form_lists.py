"""What is seen in a department's form beside single cells: its lists, whose rows are to be filled with events.

Rows and columns count from 0, as in the texts of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_desk.core.records.forms import FormMonths, FormValue
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import MONTHS
from cluster_desk.core.russian.numbers import from_roman
from cluster_desk.core.russian.text import fold, tidy

Area = tuple[int, int, int, int]
"""Top, left, bottom, right of a merged area, all included."""


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form as texts, row by row, as many as a form has at most.

    `bordered` are the rows in which a cell has a border: prepared to be filled. `is_locked`: the sheet is protected;
    `is_hidden`: nobody sees it.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    bordered: frozenset[int] = frozenset()
    is_locked: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: where it begins and ends, the words over it and the cell they stand in («B5»).

    `value` is what its rows take, None where the words are not understood; `doubt` (a sentence) what to look at.
    `by_formula`: what its rows tell by formulas of the form's own.
    """

    first: int
    last: int
    heading: str
    cell: str
    value: FormValue | None = None
    doubt: str = ""
    by_formula: FormValue | None = None


@dataclass(frozen=True)
class FormList:
    """A list of events in a form: the rows of its headings, the rows that are free, its row of totals.

    `kept` are rows that hold words already: they stay, new ones go below. `end` is the last row of all that, behind
    which further rows may be put in. `title` are the words above it. It may tell of a part of the year, of one
    organization or of one direction of the plan alone. `twin_of` is the row of headings of an earlier list that asks
    the same: this one is then left empty.
    """

    sheet: str
    header: int
    header_end: int
    columns: tuple[ListColumn, ...]
    free: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    end: int = 0
    total: int | None = None
    title: str = ""
    months: FormMonths = FormMonths.WHOLE
    organization_id: int | None = None
    direction: str = ""
    twin_of: int | None = None
    is_locked: bool = False

    def column(self, value: FormValue) -> ListColumn | None:
        """The column that takes this."""
        return next((one for one in self.columns if one.value is value), None)

    @property
    def taking(self) -> Iterator[ListColumn]:
        """The columns that are filled."""
        return (one for one in self.columns if one.value not in (None, FormValue.ROW_EMPTY))


_QUARTER = regex(r"(?<![\w-])(?P<n>[1-4]|i{1,3}|iv|перв\w+|втор\w+|трет\w+|четверт\w+)(?:-\w{1,2})?\s*(?:квартал|кв\b)")
_HALF = regex(r"(?<![\w-])(?P<n>[12]|i{1,2}|перв\w+|втор\w+)(?:-\w{1,2})?\s*(?:полугоди|п/г)")
_ORDER = {"перв": 1, "втор": 2, "трет": 3, "четв": 4}


def months_named(words: str) -> FormMonths | None:
    """The part of the year that words name: «I квартал», «Октябрь»; None for none or several."""
    folded = fold(words)
    found = set()
    for match in _QUARTER.finditer(folded):
        last = 3 * _number(match["n"])
        found.add(FormMonths.of(f"{last - 2}-{last}"))
    for match in _HALF.finditer(folded):
        last = 6 * _number(match["n"])
        found.add(FormMonths.of(f"{last - 5}-{last}"))
    if not found:
        words_of = re.findall(r"\w+", folded)
        found = {FormMonths.of(f"{n}-{n}") for n, name in enumerate(MONTHS, 1) if name in words_of}
    return found.pop() if len(found) == 1 else None


def _number(words: str) -> int:
    # `fold` makes Latin letters beside Cyrillic ones those that they look like; a Roman number stands by itself.
    return int(words) if words.isdecimal() else _ORDER.get(words[:4]) or from_roman(words.upper())


def beside(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    """The nearest words left of a cell and above it, by which it is known again: «МКОУ СОШ | I квартал»."""
    left = next((tidy(text) for text in reversed(rows[row][:column]) if _is_words(text)), "")
    above = next((tidy(rows[at][column]) for at in range(row - 1, -1, -1) if _is_words(rows[at][column])), "")
    return " | ".join(part for part in (left, above) if part)


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text.startswith("=")
