"""After an old plan was taken in, the window offers the plan for the next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.screens.importing.old_plan import offer_next_year
from cluster_desk.ui.screens.plan.next_year import NextYearDialog


@pytest.fixture
def app(qtbot: QtBot, sample_file: Path) -> Iterator[App]:
    made = App(Settings())
    qtbot.addWidget(made.window)
    assert made.open(sample_file)
    made.window.show()
    yield made
    made.finish()


def _shell(app: App) -> Shell:
    assert app.window.shell is not None
    return app.window.shell


def test_a_plan_that_has_ended_leads_to_the_next_one(app: App) -> None:
    assert app.desk is not None
    bar = offer_next_year(_shell(app), app.desk, dt.date(2031, 1, 1))
    assert bar is not None
    assert "закончился" in bar.words.whole()
    bar.make.click()
    assert not bar.isVisible()
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, NextYearDialog) and one.isVisible()]
    dialog.reject()


def test_a_plan_that_goes_on_is_left_alone(app: App) -> None:
    assert app.desk is not None
    assert offer_next_year(_shell(app), app.desk, dt.date(2026, 3, 1)) is None
