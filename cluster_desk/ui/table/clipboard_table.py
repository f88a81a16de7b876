"""Tables through the clipboard: out as TSV and HTML for Excel and Word, in from either."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

_TOO_MANY_CELLS = 1_000_000
_FORMULA_SIGNS = ("=", "+", "-", "@")


def table_data(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """A table for the clipboard: plain text with tabs, and HTML that Word and Excel paste as a table.

    A text that begins like a formula is told to be a text, else Excel would reckon it.
    """
    data = QMimeData()
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (heading, *rows)]
    data.setText("\n".join(lines))
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heading)
    body = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in rows)
    data.setHtml(f'<meta charset="utf-8"><table border="1"><tr>{head}</tr>{body}</table>')
    return data


def _html_cell(cell: str) -> str:
    form = """ style='mso-number-format:"\\@"'""" if cell.lstrip().startswith(_FORMULA_SIGNS) else ""
    return f"<td{form}>{html.escape(cell).replace(chr(10), '<br>')}</td>"


def rows_in(data: QMimeData | None) -> list[list[str]]:
    """The rows of the table in `data`, cells tidied, empty rows left out; [] when there is none.

    HTML is asked first, since Word tells its tables whole only there; text without a tab is one column.
    """
    rows: list[list[str]] = []
    if data is None:
        return rows
    if data.hasHtml() and "<t" in data.html().casefold():
        rows = _rows_of_html(data.html())
    if not rows and data.hasText():
        # Excel quotes a cell that holds a line end, as csv does.
        rows = list(csv.reader(io.StringIO(data.text()), dialect="excel-tab"))
    tidy = [["\n".join(" ".join(line.split()) for line in cell.splitlines()).strip() for cell in row] for row in rows]
    return [row for row in tidy if any(row)]


def _rows_of_html(text: str) -> list[list[str]]:
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return reader.rows


class _Tables(HTMLParser):
    """Gathers the cells of every table; a table inside a cell becomes lines of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._span = 1
        self._cells = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row, a cell or a line."""
        if tag == "table":
            self._depth += 1
        elif tag in ("style", "script"):
            self._unseen += 1
        elif self._depth == 1 and tag == "tr":
            self._close_cell()
            self.rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._close_cell()
            self._cell, self._span = [], _span(dict(attrs).get("colspan"))
        elif self._cell is not None and tag in ("br", "p", "div", "tr", "li"):
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a table."""
        if tag in ("style", "script"):
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table":
            if self._depth == 1:
                self._close_cell()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        """Take the words of a cell; a line end in HTML is only a space."""
        if self._cell is not None and not self._unseen:
            self._cell.append(data.replace("\n", " ").replace("\r", " "))

    def _close_cell(self) -> None:
        if self._cell is not None and self._cells < _TOO_MANY_CELLS:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].extend(["".join(self._cell), *[""] * (self._span - 1)])
            self._cells += self._span
        self._cell = None


def _span(told: str | None) -> int:
    return min(int(told), 100) if told and told.isascii() and told.isdigit() and int(told) else 1
