"""A department's form known again: what was chosen for its cells and headings when it was filled before.

A form is known by its file's name, else by its cells: each quarter the same one may come under another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cluster_desk.core.cell_names import cell_name
from cluster_desk.core.form_lists import FormList, FormSheet, beside
from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.layout.form_lists import lists_in, scoped
from cluster_desk.rules.matching import Matching

_ENOUGH = 3  # cells that another file must have alike


@dataclass
class FormChoices:
    """The lists of a form as they are understood now; `lost`: headings chosen before that are no longer there."""

    lists: list[FormList]
    lost: list[str] = field(default_factory=list)


def known_form(forms: Iterable[DepartmentForm], name: str, sheets: Sequence[FormSheet]) -> DepartmentForm | None:
    """The form filled before that this one is, by its name or by all its cells."""
    kept = list(forms)
    called = next((one for one in kept if fold(one.name) == fold(name)), None)
    return called or next((one for one in kept if len(one.cells) >= _ENOUGH and _is_same(one, sheets)), None)


def _is_same(form: DepartmentForm, sheets: Sequence[FormSheet]) -> bool:
    headings = _headings(lists_in(sheets))
    return all(_stands(cell, sheets, headings) for cell in form.cells)


def _headings(lists: Iterable[FormList]) -> dict[tuple[str, str], str]:
    """The words over each column by the cell that they stand in."""
    return {(one.sheet, column.cell): column.heading for one in lists for column in one.columns}


def _stands(cell: FilledCell, sheets: Sequence[FormSheet], headings: dict[tuple[str, str], str]) -> bool:
    """Whether a cell is where it was, by the words it is known by."""
    if cell.value.of_row:
        words = headings.get((cell.sheet, cell.cell)) or _text(cell.sheet, cell.cell, sheets)
        return bool(words) and fold(words) == fold(cell.beside)
    places = ((sheet, y, x) for sheet in sheets for y, row in enumerate(sheet.rows) for x in range(len(row)))
    return any(
        sheet.name == cell.sheet
        and cell_name(y, x) == cell.cell
        and fold(beside(sheet.rows, y, x)) == fold(cell.beside)
        for sheet, y, x in places
    )


def _text(sheet: str, cell: str, sheets: Sequence[FormSheet]) -> str:
    rows = next((one.rows for one in sheets if one.name == sheet), ())
    return next((tidy(t) for y, row in enumerate(rows) for x, t in enumerate(row) if cell_name(y, x) == cell), "")


def lists_of_form(read: Reader, sheets: Sequence[FormSheet], cells: Sequence[FilledCell]) -> FormChoices:
    """The lists of a form, with what was chosen for their headings before, and what of it is lost."""
    headings = _headings(lists_in(sheets))
    told: dict[tuple[str, str], FormValue] = {}
    chosen: dict[tuple[str, str], FilledCell] = {}
    lost: list[str] = []
    for cell in (one for one in cells if one.value.of_row):
        place = _place_now(cell, sheets, headings)
        if place is None:
            lost.append(cell.beside)
        else:
            told[place], chosen[place] = cell.value, cell
    lists = scoped(lists_in(sheets, told), _directions(read), _organizations(read, sheets))
    return FormChoices([_as_chosen(one, chosen) for one in lists], lost)


def _place_now(
    cell: FilledCell, sheets: Sequence[FormSheet], headings: dict[tuple[str, str], str]
) -> tuple[str, str] | None:
    """Where a heading chosen before stands: in its place, or where the same words are now."""
    if _stands(cell, sheets, headings):
        return cell.sheet, cell.cell
    same = [place for place, words in headings.items() if place[0] == cell.sheet and fold(words) == fold(cell.beside)]
    return same[0] if len(same) == 1 else None


def _as_chosen(one: FormList, chosen: dict[tuple[str, str], FilledCell]) -> FormList:
    """A list with the part of the year and the organization that were chosen for it."""
    cells = [chosen[one.sheet, column.cell] for column in one.columns if (one.sheet, column.cell) in chosen]
    months = next((cell.months for cell in cells if cell.months is not FormMonths.WHOLE), one.months)
    school = next((cell.organization_id for cell in cells if cell.organization_id), one.organization_id)
    return replace(one, months=months, organization_id=school)


def _directions(read: Reader) -> list[str]:
    return [tidy(name) for (name,) in read.rows("SELECT DISTINCT name FROM plan_sections WHERE name <> ''")]


def _organizations(read: Reader, sheets: Sequence[FormSheet]) -> dict[str, int]:
    """Whose sheets those are that are called like an organization."""
    if len(sheets) < 2:
        return {}
    known = Matching(read)
    found = {sheet.name: known.organization(sheet.name) for sheet in sheets}
    return {name: row for name, row in found.items() if row is not None}


def cells_to_keep(form: DepartmentForm, lists: Sequence[FormList]) -> list[FilledCell]:
    """What is remembered of a form that was filled: its numbers, and each heading that was understood or chosen.

    A heading that nobody understood is not: it is named the next time too.
    """
    kept = {(cell.sheet, cell.cell): cell for cell in form.cells}
    for one in lists:
        for column in one.columns:
            place = (one.sheet, column.cell)
            if one.twin_of is None and column.value is not None and place not in kept:
                kept[place] = FilledCell(sheet=one.sheet, cell=column.cell, beside=column.heading, value=column.value)
    return list(kept.values())
