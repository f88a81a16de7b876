"""A list from Excel, read or pasted: a line for each paper or for each row of a table."""

from __future__ import annotations

import re

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import parse_name
from cluster_desk.exchange.layout.grids import Content, Grid
from cluster_desk.exchange.layout.headers import field_named
from cluster_desk.exchange.layout.participant_columns import NAME_PARTS
from cluster_desk.exchange.templates.facts import Facts
from cluster_desk.exchange.templates.fields import COLUMN
from cluster_desk.exchange.templates.list_columns import by_headings

MOST_LINES = 5000
_CLASS = regex(r"\d{1,2}\s*[-«\"]?\s*[А-ЯЁа-яё]?\s*[»\"]?")


def listed_lines(content: Content) -> list[Facts]:
    """The lines of the first table that has any, by the fields that its headings name. Raises UserError for none."""
    for grid in content.grids():
        lines = _lines(grid)
        if len(lines) > MOST_LINES:
            raise UserError(
                _("The list has %(count)d lines; at most %(most)d are taken at once.")
                % {"count": len(lines), "most": MOST_LINES},
                do=_("Divide it into smaller ones."),
            )
        if lines:
            return lines
    raise UserError(
        _("No list was found in “%s”.") % content.name,
        do=_("A list is a table: a line for each, over it what the columns are called."),
    )


def _lines(grid: Grid) -> list[Facts]:
    rows = [[cell.typed for cell in row] for row in grid.rows]
    header = next((n for n, row in enumerate(rows[:10]) if _is_header(row)), None)
    below = [row for row in rows[(header + 1 if header is not None else 0) :] if any(row)]
    codes = by_headings(rows[header]) if header is not None else _guessed(below)
    parts = header is not None and sum(bool(field_named(words, NAME_PARTS)) for words in rows[header]) > 1
    lines: list[Facts] = []
    for row in below:
        facts: dict[str, object] = {}
        for code, words in zip(codes, row, strict=False):
            if code and code != "row.number" and words:
                is_further = code == "list.name" and parts and code in facts
                facts[code] = f"{facts[code]} {words}" if is_further else facts.get(code, words)
        if facts:
            lines.append(facts)
    return lines


def _is_header(row: list[str]) -> bool:
    told = [words for words in row if words]
    known = [code for code in by_headings(told) if not code.startswith(COLUMN)]
    return bool(known) and len(told) > 1 and not any(re.search(r"\d{3}", words) for words in told)


def _guessed(rows: list[list[str]]) -> list[str]:
    """What the columns of a list without headings hold, by most of their cells."""
    codes: list[str] = []
    for n in range(max(map(len, rows), default=0)):
        cells = [row[n] for row in rows if n < len(row) and row[n]]
        code = f"{COLUMN}{n + 1}"
        for known, fits in (("list.name", _is_name), ("list.class", _CLASS.fullmatch)):
            if cells and known not in codes and sum(bool(fits(words)) for words in cells) * 2 > len(cells):
                code = known
        if cells and all(words.strip(".").isdecimal() for words in cells) and n == 0:
            code = "row.number"
        codes.append(code)
    return codes


def _is_name(words: str) -> bool:
    name = parse_name(words)
    return name is not None and bool(name.first)
