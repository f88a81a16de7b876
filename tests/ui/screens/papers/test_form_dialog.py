"""A department's form filled in the window: a cell chosen, the file written, the mapping kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.forms import DepartmentForm
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.periods import Period
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.papers.form_dialog import FormDialog
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
