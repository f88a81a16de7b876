"""How the sheet of a list lies, and its columns with it."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.reports.document import LANDSCAPE, PORTRAIT, Column, Page
from cluster_desk.reports.document.options import SHEET, Options


def page_of(options: Options) -> Page:
    """The page of `SHEET`."""
    return LANDSCAPE if options[SHEET.name] == "landscape" else PORTRAIT


def fitted(columns: Sequence[Column], page: Page, narrow: Sequence[int] = (0,)) -> tuple[Column, ...]:
    """Columns told for a portrait sheet, widened to `page`; those in `narrow` (numbers) keep their width."""
    spare = page.text_width - sum(column.width for column in columns)
    grows = sum(column.width for n, column in enumerate(columns) if n not in narrow)
    return tuple(
        column if n in narrow else Column(column.title, column.width * (1 + spare / grows), column.align)
        for n, column in enumerate(columns)
    )
