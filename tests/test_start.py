"""What is imported before the start screen is painted: bench/ shows the seconds, this keeps the reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PRINT_MODULES = """
import sys
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: print("\\n".join(sys.modules)) or 0
from cluster_desk.cli import main
main([])
"""
_ONLY_FOR_A_FILE = (
    "cluster_desk.desk",
    "cluster_desk.core.records.catalog",
    "cluster_desk.rules.catalog",
    "cluster_desk.reports.catalog",
    "cluster_desk.ui.frame.shell",
    "sqlite3",
    "sqlalchemy",
    "reportlab",
    "openpyxl",
    "lxml",
)


def test_the_start_screen_waits_for_nothing_that_only_a_file_needs(tmp_path: Path) -> None:
    values = {**os.environ, "CLUSTER_DESK_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", _PRINT_MODULES], env=values, capture_output=True, text=True, check=True, timeout=60
    )
    assert [name for name in _ONLY_FOR_A_FILE if name in run.stdout.splitlines()] == []
