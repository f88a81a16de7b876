"""Tables out through the clipboard, as TSV and HTML for Excel and Word; `exchange.clipboard` reads them in."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

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
