"""A department's form filled through a mapping: its look stays, and a cell that moved is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side

from cluster_desk.core.errors import UserError
from cluster_desk.core.form_lists import beside
from cluster_desk.core.language import N_
from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.periods import Period
from cluster_desk.reports.writers.excel.form import fill, fillings, read_form
from tests.reports.papers.test_reports import by_hand

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
CHANGED = N_("Form of the department mapped")


def a_form(path: Path, *, shift: int = 0) -> Path:
    """A form with colours, joined cells, a formula and its own widths."""
    book = Workbook()
    tab = book.active
    assert tab is not None
    tab.title = "Форма 7"
    tab.merge_cells("A1:D1")
    tab["A1"] = "Сведения о работе кластера"
    tab["A1"].font = Font(name="Arial", size=16, bold=True, color="FF0000")
    for column, title in zip("BCD", ("I квартал", "Год", "Всего"), strict=True):
        tab[f"{column}3"] = title
        tab[f"{column}3"].fill = PatternFill("solid", fgColor="DDEEFF")
    for row, title in enumerate(("Мероприятия", "Обучающиеся"), 4 + shift):
        tab[f"A{row}"] = title
        tab[f"D{row}"] = f"=B{row}+C{row}"
        tab[f"B{row}"].border = Border(bottom=Side(style="double"))
    tab.column_dimensions["A"].width = 47
    book.save(path)
    return path


def mapping(path: Path) -> DepartmentForm:
    """Quarter and year of events and pupils."""
    (sheet,) = read_form(path)
    cells = []
    for row, value in ((4, FormValue.EVENTS), (5, FormValue.PUPILS)):
        for column, months in ((2, FormMonths.FIRST_QUARTER), (3, FormMonths.WHOLE)):
            words = beside(sheet.rows, row - 1, column - 1)
            cells.append(
                FilledCell(sheet=sheet.name, cell=f"{'ABC'[column - 1]}{row}", beside=words, value=value, months=months)
            )
    return DepartmentForm(name=path.name, cells=cells)


def test_a_form_is_filled_with_the_program_s_totals_and_keeps_its_look(desk: Desk, tmp_path: Path) -> None:
    form = a_form(tmp_path / "form.xlsx")
    desk.change(CHANGED, mapping(form))
    (stored,) = desk.read.load_all(DepartmentForm)
    fill(form, tmp_path / "filled.xlsx", fillings(desk.read, stored.cells, YEAR))
    before, after = load_workbook(form)["Форма 7"], load_workbook(tmp_path / "filled.xlsx")["Форма 7"]
    assert after["B5"].value == by_hand(desk, "2026-01-01", "2026-03-31")["pupils"]
    assert after["C5"].value == by_hand(desk, "2026-01-01", "2026-12-31")["pupils"]
    assert after["C4"].value == desk.read.value("SELECT count(*) FROM events WHERE state = 'held'")
    assert after["D5"].value == "=B5+C5"
    for row in before.iter_rows():
        for cell in row:
            same = after[cell.coordinate]
            assert [repr(x) for x in (cell.font, cell.fill, cell.border)] == [
                repr(x) for x in (same.font, same.fill, same.border)
            ]
            assert cell.number_format == same.number_format
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.column_dimensions["A"].width == 47


def test_a_form_whose_cells_moved_is_told_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    cells = mapping(a_form(tmp_path / "form.xlsx")).cells
    moved = a_form(tmp_path / "moved.xlsx", shift=1)
    with pytest.raises(UserError) as raised:
        fill(moved, tmp_path / "filled.xlsx", fillings(desk.read, cells, YEAR))
    assert "B4" in raised.value.what
    assert "Мероприятия" in raised.value.what
    assert not (tmp_path / "filled.xlsx").exists()


def test_a_file_that_is_no_form_is_told(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(UserError):
        read_form(path)
