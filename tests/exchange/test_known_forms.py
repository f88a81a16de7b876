"""A department's form known again: nothing that was chosen is chosen twice."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.desk import Desk
from cluster_desk.exchange.known_forms import cells_to_keep, known_form, lists_of_form
from cluster_desk.reports.writers.excel.form import read_form
from tests.department_forms import FORMS, saved, two_lists_and_numbers, with_total


def kept(desk: Desk, form: Path, *cells: FilledCell) -> DepartmentForm:
    record = DepartmentForm(name=form.name, cells=list(cells))
    record.cells = cells_to_keep(record, lists_of_form(desk.read, read_form(form), record.cells).lists)
    return record


def test_under_another_name_it_is_known_by_its_cells(desk: Desk, tmp_path: Path) -> None:
    record = kept(desk, saved(tmp_path, with_total, "за III квартал.xlsx"))
    again = read_form(saved(tmp_path, with_total, "за IV квартал.xlsx"))
    assert known_form([record], "за IV квартал.xlsx", again) is record
    other = read_form(saved(tmp_path, two_lists_and_numbers, "другой.xlsx"))
    assert known_form([record], "другой.xlsx", other) is None


def test_a_heading_that_moved_is_found_and_one_that_went_is_named(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, with_total)
    chosen = FilledCell(sheet="Мероприятия", cell="E3", beside="Ответственный", value=FormValue.ROW_ORGANIZER)
    record = kept(desk, form, chosen)
    book = load_workbook(form)
    book.worksheets[0].insert_rows(2)
    book.worksheets[0]["D4"] = "Охват"
    book.save(form)
    choices = lists_of_form(desk.read, read_form(form), record.cells)
    [one] = choices.lists
    assert {column.heading: column.value for column in one.columns}["Ответственный"] is FormValue.ROW_ORGANIZER
    assert choices.lost == ["Количество участников"]


def test_what_nobody_understood_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    record = kept(desk, saved(tmp_path, FORMS["two rows of headings"]))
    assert "Примечание отдела" not in [cell.beside for cell in record.cells]
    assert [cell.value for cell in record.cells if cell.cell == "E4"] == [FormValue.ROW_TEACHERS]


def test_a_list_s_part_of_the_year_is_kept(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, with_total)
    name = FilledCell(sheet="Мероприятия", cell="B3", beside="Наименование мероприятия", value=FormValue.ROW_NAME,
                      months=FormMonths.MARCH)  # fmt: skip
    assert [one.months for one in lists_of_form(desk.read, read_form(form), [name]).lists] == [FormMonths.MARCH]
