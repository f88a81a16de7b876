"""What tests of the window stand on: the light look, put on once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.settings import Settings
from cluster_desk.ui.look import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not mind what Qt's plugin without a screen says of itself."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _icons_drawn(qapp: QApplication) -> Iterator[None]:
    """Every test begins in the light look and in Russian, Qt's own words included."""
    theme.start("light")
    theme.speak("ru")
    yield
    # Qt without a screen crashes at the end of the process when its clipboard still holds something.
    QGuiApplication.clipboard().clear()
    # No loop runs between tests: the windows of this one would stay, and every further change of the look dress them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.use("light")
    theme.speak("ru")


@pytest.fixture
def app(qtbot: QtBot, sample_file: Path) -> Iterator[App]:
    """The program with the sample open, its window on the screen."""
    made = App(Settings())
    qtbot.addWidget(made.window)
    assert made.open(sample_file)
    made.window.resize(1366, 698)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.finish()
