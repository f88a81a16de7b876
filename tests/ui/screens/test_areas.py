"""From anywhere to a record: its area, its list, the record itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.catalog import record_class
from cluster_desk.data.search.index import indexed
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.areas import go_to_record

AREAS = {
    "Event": "log",
    "Participant": "log",
    "PlanItem": "plan",
    "Decision": "council",
    "Meeting": "council",
    "Person": "members",
    "Organization": "members",
    "Club": "resources",
    "OfficePaper": "templates",
    "Consent": "members",
    "IncomingPaper": "control",
    "Visit": "control",
    "BudgetLine": "indicators",
    "Collection": "collecting",
    "Publication": "publishing",
}


@pytest.fixture
def app(qtbot: QtBot, sample_file: Path) -> Iterator[App]:
    made = App(Settings())
    qtbot.addWidget(made.window)
    assert made.open(sample_file)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.finish()


def test_a_record_is_gone_to_in_its_area_and_its_list(app: App) -> None:
    shell, desk = app.window.shell, app.desk
    assert shell
    assert desk
    assert {kind.__name__ for kind in indexed()} <= set(AREAS)
    for name, area in AREAS.items():
        kind = record_class(name)
        record = desk.read.load_all(kind)[-1]
        assert record.id
        go_to_record(shell, name, record.id)
        assert shell.current == area
        if name not in ("Decision", "Participant"):  # they are shown where they stand: at a meeting, in a folder
            assert shell.current_record() == (kind, record.id)


def test_a_file_that_is_closed_takes_what_its_areas_hold_ready_with_it(app: App) -> None:
    def strays() -> set[QWidget]:
        windows = [each for each in QApplication.topLevelWidgets() if each.parentWidget() is None]
        return {each for each in windows if not isinstance(each, QMainWindow | QMenu)}

    shell, before = app.window.shell, strays()
    assert shell
    for area in shell.areas:
        assert shell.go(area)
    app.close_file()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert strays() <= before
