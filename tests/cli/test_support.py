"""What is collected for support helps and tells nothing about anybody."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cluster_desk import __version__
from cluster_desk.bug_report import write_report
from cluster_desk.cli import main
from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.support import anonymous_lines, write_support

LOG = r"""2026-11-21T09:12:44 Cluster Desk 0.1.0
Python 3.11.9, Windows-10-10.0.19045-SP0
Traceback (most recent call last):
  File "C:\Users\Тихонова\AppData\Local\Programs\ClusterDesk\app\cluster_desk\desk.py", line 130, in change
    self._store(records, remove)
  File "/home/anna/site-packages/sqlalchemy/engine/base.py", line 9, in execute
    cursor.execute(statement, parameters)
sqlalchemy.exc.IntegrityError: (sqlite3.IntegrityError) NOT NULL constraint failed: people.name
[SQL: INSERT INTO people (name, phone) VALUES (?, ?)]
[parameters: ('Тихонова Анна', '8 912 000-00-00')]
ValueError: Тихонова is no number
"""


def _read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_log_tells_kind_and_place_only() -> None:
    assert list(anonymous_lines(LOG)) == [
        "2026-11-21T09:12:44 Cluster Desk 0.1.0",
        "Python 3.11.9, Windows-10-10.0.19045-SP0",
        "Traceback (most recent call last):",
        '  File "cluster_desk/desk.py", line 130, in change',
        '  File "site-packages/sqlalchemy/engine/base.py", line 9, in execute',
        "sqlalchemy.exc.IntegrityError",
        "ValueError",
    ]


def test_zip_tells_versions_settings_and_the_file(sample_file: Path, tmp_path: Path) -> None:
    settings = Settings(language="en", theme="dark", folders={"files": "D:/Тихонова"})
    settings.remember_file("D:/Тихонова/Заречный.cdesk", "Заречный кластер")
    desk = Desk.open(sample_file)
    write_support(tmp_path / "out.zip", settings, desk, "1366x768 at 125%")
    desk.close()
    parts = _read(tmp_path / "out.zip")
    assert f"Cluster Desk: {__version__}" in parts["versions.txt"]
    assert "screen: 1366x768 at 125%" in parts["versions.txt"]
    assert '"theme": "dark"' in parts["settings.json"]
    assert "whole: yes" in parts["file.txt"]
    assert "organizations: 14 rows" in parts["file.txt"]
    everything = "\n".join(parts.values())
    for personal in ("Тихонова", "Заречный", str(tmp_path), "cdesk"):
        assert personal not in everything


def test_command_works_without_a_window_and_without_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(ValueError("Тихонова"))
    assert main(["support", str(tmp_path / "a.zip")]) == 0
    assert "Записано" in capsys.readouterr().out
    parts = _read(tmp_path / "a.zip")
    assert parts["file.txt"] == "No file was open.\n"
    assert "ValueError" in parts["errors.log"]
    assert "Тихонова" not in parts["errors.log"]


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Папки «.*» нет"):
        write_support(tmp_path / "nowhere" / "a.zip", Settings())
