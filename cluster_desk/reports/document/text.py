"""Text and values as they stand on paper: faces, numbers, dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Run(NamedTuple):
    """A piece of text in one face. `size` in points; None: the block's own. `spaced`: points between letters.

    `page_of`: the text is the number of the page where what a `PageBreak` marks so begins.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    size: float | None = None
    spaced: float = 0.0
    page_of: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total: its value on paper; in a workbook a formula over the column's rows above, or over `across` columns.

    `across`: the first and the last column (from 0) of the same row that it adds up.
    """

    value: int | float | Decimal
    across: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """Words that a workbook's cell shows of a day by a number format; on paper the words."""

    words: str
    day: datetime.date
    form: str


# A text is a plain string or runs; "\n" starts a new line inside the same paragraph.
Text = str | tuple[Run, ...]
Value = str | int | float | Decimal | datetime.date | Sum | Dated | None


def bold(text: str, size: float | None = None) -> Run:
    """The text in bold."""
    return Run(text, bold=True, size=size)


def italic(text: str, size: float | None = None) -> Run:
    """The text in italics."""
    return Run(text, italic=True, size=size)


def rich(*parts: str | Run) -> tuple[Run, ...]:
    """One text of plain and marked parts: `rich(bold("Цель:"), " обеспечить …")`."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def runs_of(text: Text) -> tuple[Run, ...]:
    """Any text as runs."""
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """Any text without its faces."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def display(value: Value) -> str:
    """A value as it stands on paper: 1 284, «—» for zero, 2,5, 19.01.2026; None is blank."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Sum):
        return display(value.value)
    if isinstance(value, Dated):
        return value.words
    if isinstance(value, datetime.datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    if value == 0:
        return "—"
    text = f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace(",", "\u00a0").replace(".", ",")


def roubles(kopecks: int) -> Decimal:
    """A stored sum as roubles."""
    return Decimal(kopecks) / 100
