"""What is opened in other programs is marked as come from elsewhere where the system knows such a mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cluster_desk import program
from cluster_desk.ui.frame import opening


@pytest.mark.parametrize("marks", [True, False])
def test_an_attachment_carries_the_mark_of_the_web(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, marks: bool) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_file", lambda path, _parent: opened.append(path))
    monkeypatch.setattr(opening, "_MARKS_FILES", marks)
    parent = QWidget()
    qtbot.addWidget(parent)
    opening.open_attached("Грамота.doc", b"words", parent)
    assert opened[0].read_bytes() == b"words"
    mark = Path(f"{opened[0]}:Zone.Identifier")
    assert mark.exists() == marks
    assert not marks or "ZoneId=3" in mark.read_text(encoding="ascii")


def test_the_window_does_not_work_in_the_folder_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "дом"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    program._leave_folder()
    assert Path.cwd().samefile(home)
