"""Where files are kept until the user says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.settings import Settings


def test_the_sample_opens_on_a_computer_without_a_documents_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path / "home" / "Documents"))
    app = App(Settings())
    qtbot.addWidget(app.window)
    app.open_sample()
    assert app.desk is not None
    assert app.desk.path.is_file()
    assert app.leave()
