"""The settings' screen: the cluster's facts at the left, this computer's choices at the right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.desk import Desk
from cluster_desk.ui.screens.cluster import ClusterScreen


@pytest.fixture
def settings(qtbot: QtBot, sample_file: Path) -> Iterator[ClusterScreen]:
    desk = Desk.open(sample_file)
    screen = ClusterScreen(desk, lambda code: None, lambda look: None)
    qtbot.addWidget(screen)
    screen.resize(627, 300)
    screen.show()
    qtbot.waitExposed(screen)
    yield screen
    desk.close()


def _after(widget: QWidget) -> QWidget | None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    return QApplication.focusWidget()


def test_tab_goes_through_the_form_before_this_computers_choices(settings: ClusterScreen) -> None:
    editors = settings.form.pane.editors
    name, genitive = (editors[each].inputs()[0] for each in ("name", "name_genitive"))
    settings.form.save_button.setEnabled(True)
    assert _after(name) is genitive
    assert _after(settings.form.save_button) is settings.language
    assert _after(settings.language) is settings.look
    [history] = settings.form.past
    assert _after(settings.look) is history
    after = _after(history)
    while after in settings.form.head_buttons:
        after = _after(after)
    assert after is name


def test_fields_are_whole_in_a_narrow_window(settings: ClusterScreen) -> None:
    settings.set_narrow(True)
    assert settings.form.pane.minimumSizeHint().width() <= settings.form.width() - 18 - 8 - 12


def test_in_a_narrow_window_both_parts_stand_below_each_other(qtbot: QtBot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = ClusterScreen(desk, lambda _code: None, lambda _key: None)
    screen.setParent(window)
    screen.resize(900, 500)
    window.resize(900, 700)
    window.show()
    assert screen.form.geometry().right() < screen._aside.geometry().left()
    low = screen.least_height
    screen.resize(612, 700)
    qtbot.waitUntil(lambda: screen._aside.geometry().top() > screen.form.geometry().bottom())
    assert screen.least_height > low
