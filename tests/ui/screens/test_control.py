"""What is under control in the window: the slips of executors are at hand where a paper is registered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.control.screen import ControlScreen


def test_slips_are_printed_from_the_list_of_incoming_papers(desk: Desk, qtbot: QtBot) -> None:
    printed: list[tuple[str, Any]] = []
    screen = ControlScreen(
        desk, Settings(), Requests(print_paper=lambda paper, options: printed.append((paper, options)))
    )
    qtbot.addWidget(screen)
    menu = QMenu(screen)
    screen.incoming.table.rows_menu.emit(menu, [1])
    next(line for line in menu.actions() if line.text() == "Карточки исполнителей").trigger()
    assert printed == [("control-slips", {"what": "incoming"})]


def test_in_a_narrow_window_an_incoming_paper_keeps_its_deadline_and_its_state(sample_file: Path, qtbot: QtBot) -> None:
    opened = Desk.open(sample_file)
    screen = ControlScreen(opened, Settings(), Requests())
    qtbot.addWidget(screen)
    screen.resize(855, 465)  # beside the narrow list of areas at 150 %
    screen.show()
    screen.show_view("incoming")
    table = screen.incoming.table
    shown = {column.key for place, column in enumerate(table.columns) if not table.isColumnHidden(place)}
    assert {"number", "about", "due_words", "state"} <= shown
    opened.close()
