"""The window by keyboard: F6 round its parts, a letter for every line of a menu, all keys in one list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cluster_desk.app import App
from cluster_desk.ui.frame.keys_dialog import KeysDialog
from tools import tour


@pytest.fixture(scope="module")
def app(qapp: QApplication, sample_of_module: Path) -> Iterator[App]:
    with tour.opened(sample_of_module, QSize(1366, 698)) as made:
        yield made


def test_f6_goes_round_areas_list_form_and_search(app: App) -> None:
    tour.visit(app, tour.SCREENS["organization"])
    shell = app.window.shell
    assert shell
    screen = shell.screens["members"].currentWidget()  # type: ignore[attr-defined]
    parts = [shell.navigation, screen.list_page, screen.form, shell.strip]
    screen.table.setFocus()
    passed = []
    for _step in range(4):
        QTest.keyClick(app.window.focusWidget(), Qt.Key.Key_F6)
        now = app.window.focusWidget()
        passed.append(next(place for place, part in enumerate(parts) if part.isAncestorOf(now)))
    assert passed == [2, 3, 0, 1]
    QTest.keyClick(app.window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert shell.navigation.isAncestorOf(app.window.focusWidget())


@pytest.mark.parametrize("area", ["control", "members"])
def test_ctrl_n_begins_a_record_though_the_list_of_areas_has_the_keyboard(app: App, area: str) -> None:
    shell = app.window.shell
    assert shell
    shell.go(area)
    shell.navigation.list.setFocus()
    QTest.keyClick(shell.navigation.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = shell.screens[area].currentWidget().form  # type: ignore[attr-defined]
    assert form.isVisible()
    assert form.isAncestorOf(app.window.focusWidget())
    form.closed.emit()


def test_every_line_of_an_open_menu_has_a_letter_of_its_own(app: App) -> None:
    shell = app.window.shell
    assert shell
    for menu in shell.strip.menus.values():
        menu.aboutToShow.emit()
        lines = [line.text() for line in menu.actions() if line.text()]
        letters = [text[text.index("&") + 1].casefold() for text in lines if "&" in text]
        menu.aboutToHide.emit()
        assert len(letters) == len(set(letters)) == len(lines), lines
        assert not any("&" in line.text() for line in menu.actions())


def test_all_keys_stand_in_one_list(app: App) -> None:
    tour.visit(app, tour.SCREENS["organization"])
    shell = app.window.shell
    assert shell
    shell.strip.can_change("Добавлен член совета", "")
    shell.show_keys()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, KeysDialog) and each.isVisible()]
    rows = {row.keys: (row.what, row.where) for row in dialog.table.list_model.rows}
    assert rows["Ctrl+O"][1] == "меню «Файл»"
    assert rows["Ctrl+/"][0] == "Клавиши…"
    assert rows["Ctrl+S"] == ("Сохранить карточку", "этот экран")
    assert rows["F6"][0] == "К следующей части окна"
    assert rows["Ctrl+Z"][0] == "Отменить"
    shell.strip.can_change("", "")
    dialog.reject()
