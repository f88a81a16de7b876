"""A department's form filled in the window: a cell chosen, the file written, the mapping kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.language import _
from cluster_desk.core.records.forms import DepartmentForm
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.periods import Period
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.commands import Command, commands_for
from cluster_desk.ui.screens.commands import FORM_WORDS
from cluster_desk.ui.screens.papers.form_dialog import FormDialog
from cluster_desk.ui.screens.papers.screen import PapersScreen
from tests.department_forms import FORMS, no_list, saved, with_total
from tests.reports.papers.test_department_form import a_form

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def desk(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def choose(dialog: FormDialog, row: int, column: int, value: str, months: str = "whole") -> None:
    """Click a cell and choose what goes there."""
    dialog.table.setCurrentCell(row, column)
    for box, code in ((dialog.months, months), (dialog.value, value)):
        box.setCurrentIndex(box.findData(code))
        box.activated.emit(box.currentIndex())


def display(dialog: FormDialog, row: int, column: int) -> str:
    """What a cell shows."""
    item = dialog.table.item(row, column)
    return item.text() if item else ""


def test_a_chosen_cell_shows_its_number_and_is_filled(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = a_form(tmp_path / "форма 7.xlsx")
    dialog = FormDialog(desk, form, YEAR, parent)
    choose(dialog, 3, 2, "events")
    choose(dialog, 4, 1, "pupils", "1-3")
    held = desk.read.value("SELECT count(*) FROM events WHERE state = 'held'")
    assert display(dialog, 3, 2) == str(held)
    target = tmp_path / "filled.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.main.click()
    assert load_workbook(target)["Форма 7"]["C4"].value == held
    again = FormDialog(desk, form, YEAR, parent)
    assert display(again, 3, 2) == str(held), "the mapping is made once"
    assert len(desk.read.load_all(DepartmentForm)[0].cells) == 2


def test_a_formula_is_left_alone(qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path) -> None:
    dialog = FormDialog(desk, a_form(tmp_path / "form.xlsx"), YEAR, parent)
    choose(dialog, 3, 3, "events")
    assert dialog.record.cells == []
    assert "ормул" in dialog.note.text()


def test_that_no_number_was_chosen_is_said_while_a_cell_is_selected(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path
) -> None:
    dialog = FormDialog(desk, a_form(tmp_path / "form.xlsx"), YEAR, parent)
    dialog.table.setCurrentCell(3, 2)
    dialog.main.click()
    assert dialog.note.text() == "Ни для одной ячейки ещё не выбрано число: выберите его под таблицей."


def test_a_moved_form_is_told_and_nothing_is_kept(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = a_form(tmp_path / "form.xlsx")
    dialog = FormDialog(desk, form, YEAR, parent)
    choose(dialog, 3, 2, "events")
    a_form(form, shift=2)
    values = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, trouble: values.append(trouble.what))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.xlsx"), ""))
    dialog.main.click()
    assert "C4" in values[0]
    assert not (tmp_path / "x.xlsx").exists()
    assert desk.read.load_all(DepartmentForm) == []


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("за IV квартал 2026 года", "01.10.2026", "31.12.2026"),
        ("за март 2025 года", "01.03.2025", "31.03.2025"),
        ("за IV квартал", "01.01.2026", "31.12.2026"),
    ],
)
def test_the_form_begins_with_the_period_of_its_title(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, title: str, first: str, last: str
) -> None:
    """A title without a year leaves the period that is asked for."""
    book = with_total()
    tab = book.active
    assert tab is not None
    tab["A2"] = title
    book.save(tmp_path / "form.xlsx")
    dialog = FormDialog(desk, tmp_path / "form.xlsx", YEAR, parent)
    assert (dialog.start.text(), dialog.end.text()) == (first, last)


QUARTER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))


def test_a_list_is_shown_with_its_events_and_what_is_not_sure(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path
) -> None:
    dialog = FormDialog(desk, saved(tmp_path, FORMS["two rows of headings"]), QUARTER, parent)
    assert display(dialog, 2, 1) == "Мероприятие\n→ мероприятие"
    assert display(dialog, 2, 8) == "Примечание отдела\n→ останется пустой ?"
    assert display(dialog, 5, 0) == "1"
    assert display(dialog, 5, 1) == "Отчёт опорной школы за II квартал"
    assert display(dialog, 5 + 38, 1) == "ИТОГО:"
    notes = [dialog.notes.item(at).text() for at in range(dialog.notes.count())]
    assert "Графа «Примечание отдела» не понята и останется пустой" in notes
    dialog.quarters.buttons[0].click()
    assert display(dialog, 5, 1) == "Конкурс рисунков «Мой район»"
    assert dialog.start.text() == "01.01.2026"


@pytest.mark.parametrize("by_form", [True, False])
def test_the_sum_below_a_list_is_shown_as_the_file_will_count_it(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, by_form: bool
) -> None:
    book = with_total()
    if not by_form:
        book["Мероприятия"]["D10"] = None
    dialog = FormDialog(desk, saved(tmp_path, lambda: book), QUARTER, parent)
    total = next(row for row in range(dialog.table.rowCount()) if display(dialog, row, 1) == "Итого")
    rows = [display(dialog, row, 3) for row in range(3, total)]
    assert int(display(dialog, total, 3)) == sum(int(text) for text in rows if text) > 0


def test_a_heading_is_taken_otherwise_by_a_click_on_any_of_its_rows(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = saved(tmp_path, FORMS["with a total"])
    dialog = FormDialog(desk, form, QUARTER, parent)
    dialog.table.setCurrentCell(20, 4)
    assert dialog.value.currentText() == "в строках: ответственный по плану"
    dialog.value.setCurrentIndex(dialog.value.findData("row_venue"))
    dialog.value.activated.emit(dialog.value.currentIndex())
    assert display(dialog, 2, 4) == "Ответственный\n→ место проведения"
    target = tmp_path / "filled.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.main.click()
    assert load_workbook(target)["Мероприятия"]["B41"].value
    again = FormDialog(desk, saved(tmp_path, FORMS["with a total"], "через квартал.xlsx"), QUARTER, parent)
    assert display(again, 2, 4) == "Ответственный\n→ место проведения"
    assert not again.is_changed()


def test_a_heading_nobody_understood_is_told_by_hand(qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path) -> None:
    dialog = FormDialog(desk, saved(tmp_path, no_list), QUARTER, parent)
    choose(dialog, 0, 0, "row_name")
    assert display(dialog, 1, 0) == "Отчёт опорной школы за II квартал"
    choose(dialog, 30, 1, "row_results")
    assert [column.value for column in dialog.filled.lists[0].of.columns][:2] == ["row_name", "row_results"]


def test_the_form_itself_is_never_written_over(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = saved(tmp_path, FORMS["with a total"])
    before, told = form.read_bytes(), []
    monkeypatch.setattr(messages, "show_error", lambda _parent, trouble: told.append(trouble.what))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(form), ""))
    FormDialog(desk, form, QUARTER, parent).main.click()
    assert told == ["Это сам бланк: он должен остаться как есть."]
    assert form.read_bytes() == before


def test_the_form_used_last_is_at_hand(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    settings.folders["form of the department"] = str(saved(tmp_path, FORMS["with a total"]))
    screen = PapersScreen(desk, settings)
    qtbot.addWidget(screen)
    opened: list[str] = []
    monkeypatch.setattr(FormDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    screen.form_button.click()
    assert opened == ["Бланк отдела: бланк.xlsx"]


@pytest.mark.parametrize("words", ["бланк отдела", "таблица для управления", "заполнить таблицу", "форма отдела"])
def test_the_search_finds_it(words: str) -> None:
    title = _("Fill in the department's form…")
    command = Command(title, lambda: None, _(FORM_WORDS))
    assert commands_for([command], words) == [command]


def test_of_sheets_of_quarters_that_of_the_period_is_shown(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path
) -> None:
    dialog = FormDialog(desk, saved(tmp_path, FORMS["a sheet a quarter"]), QUARTER, parent)
    assert dialog.sheet.currentText() == "III квартал"
    assert display(dialog, 2, 1) == "Отчёт опорной школы за II квартал"


def test_a_form_that_was_filled_is_no_paper_to_keep(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    settings.folders["form of the department"] = str(saved(tmp_path, FORMS["with a total"]))
    screen = PapersScreen(desk, settings)
    qtbot.addWidget(screen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "заполнено.xlsx"), ""))
    monkeypatch.setattr(FormDialog, "exec", FormDialog.take)
    screen.form_button.click()
    assert (tmp_path / "заполнено.xlsx").exists()
    offered = [each.text() for each in screen.notice.findChildren(QPushButton)]
    assert "Открыть" in offered
    assert "Хранить" not in offered
