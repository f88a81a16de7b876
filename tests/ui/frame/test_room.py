"""The room that screens ask for: one that needs more than the window is scrolled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.ui.frame.shell import _Screens


def test_only_a_screen_that_needs_more_than_the_window_is_scrolled_sideways(qtbot: QtBot) -> None:
    screens, wide = _Screens(), QWidget()
    wide.least_width = 836  # type: ignore[attr-defined]
    screens.addWidget(QWidget())
    screens.addWidget(wide)
    assert screens.minimumSizeHint().width() <= 615
    screens.setCurrentWidget(wide)
    assert screens.minimumSizeHint().width() == 836
