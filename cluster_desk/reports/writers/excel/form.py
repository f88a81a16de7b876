"""A department's form read and filled in place: only the values of the cells chosen change, its look does not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.reports.shared.department_form import Filling
from cluster_desk.reports.writers.saving import save_book

os.environ.setdefault("OPENPYXL_LXML", "False")

_MOST_ROWS, _MOST_COLUMNS = 300, 60


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form as texts, row by row, as many as a form has at most."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_form(path: Path) -> list[FormSheet]:
    """The sheets of a form. Raises UserError for a file that is no workbook."""
    results = []
    for tab in _opened(path).worksheets:
        rows = tab.iter_rows(max_row=min(tab.max_row, _MOST_ROWS), max_col=min(tab.max_column, _MOST_COLUMNS))
        results.append(FormSheet(tab.title, tuple(tuple(_text(cell.value) for cell in row) for row in rows)))
    return results


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(path)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise UserError(
            _("“%s” cannot be read as an Excel form.") % path.name,
            do=_("Open it in Excel and save it as .xlsx, then choose it again."),
        ) from error


def _text(value: object) -> str:
    return "" if value is None else str(value)


def beside(rows: Sequence[Sequence[str]], row: int, column: int) -> str:
    """The nearest words left of a cell and above it, by which it is known again: «МКОУ СОШ | I квартал»."""
    left = next((tidy(text) for text in reversed(rows[row][:column]) if _is_words(text)), "")
    above = next((tidy(rows[at][column]) for at in range(row - 1, -1, -1) if _is_words(rows[at][column])), "")
    return " | ".join(part for part in (left, above) if part)


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not text.startswith("=")


def fill(form: Path, target: Path, fillings: Sequence[Filling]) -> None:
    """Write the form with `told` in its cells to `target`. Raises UserError where a cell is no longer the one chosen.

    Everything is checked before anything is written.
    """
    from openpyxl.cell.cell import MergedCell

    book = _opened(form)
    sheets = {sheet.name: sheet.rows for sheet in read_form(form)}
    for one in fillings:
        if one.sheet not in sheets:
            _moved(one, _("there is no such sheet"))
        tab = book[one.sheet]
        cell = tab[one.cell]
        rows = sheets[one.sheet]
        if cell.row > len(rows) or cell.column > len(rows[0]):
            _moved(one, _("the sheet has no such cell"))
        now = beside(rows, cell.row - 1, cell.column - 1)
        if fold(now) != fold(one.beside):
            _moved(one, _("beside it now stands “%(now)s”, not “%(then)s”") % {"now": now, "then": one.beside})
        if isinstance(cell, MergedCell) or (isinstance(cell.value, str) and cell.value.startswith("=")):
            _moved(one, _("it is joined with another or holds a formula"))
    for one in fillings:
        book[one.sheet][one.cell].value = one.value
    with whole_file(target, ".xlsx") as file:
        save_book(book, file)


def _moved(one: Filling, why: str) -> None:
    raise UserError(
        _("The form has changed: cell %(cell)s on the sheet “%(sheet)s” is not the one chosen: %(why)s.")
        % {"cell": one.cell, "sheet": one.sheet, "why": why},
        do=_("Choose the cell anew; nothing was filled."),
    )
