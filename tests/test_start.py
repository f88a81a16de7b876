"""What is imported before the start screen is painted: bench/ shows the seconds, this keeps the reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cluster_desk.settings import Settings, save

_AT_THE_WINDOW = """
import builtins, gc, sys
from PySide6.QtWidgets import QApplication
QApplication.exec = lambda *_: print({what}) or 0
from cluster_desk.cli import main
main({words})
print({what})
"""
_ONLY_FOR_A_FILE = (
    "cluster_desk.cli.commands",
    "cluster_desk.desk",
    "cluster_desk.core.records.catalog",
    "cluster_desk.rules.catalog",
    "cluster_desk.reports.catalog",
    "cluster_desk.ui.frame.shell",
    "cluster_desk.ui.frame.area",
    "cluster_desk.ui.frame.messages",
    "cluster_desk.ui.frame.page",
    "cluster_desk.ui.frame.recent_files",
    "cluster_desk.ui.screens.safety.actions",
    "cluster_desk.core.records.fields",
    "sqlite3",
    "sqlalchemy",
    "reportlab",
    "openpyxl",
    "lxml",
)


_ONLY_FOR_OTHER_SCREENS = (
    *("platform", "uuid"),
    "cluster_desk.core.deadlines.days_off",
    "cluster_desk.rules.papers_and_visits",
    "cluster_desk.ui.frame.dialog",
    "cluster_desk.cli.commands",
    *("sqlalchemy", "reportlab", "openpyxl", "lxml"),
    "cluster_desk.core.records.participants",
    "cluster_desk.core.records.templates",
    "cluster_desk.core.russian.organizations",
    "cluster_desk.data.history.views",
    "cluster_desk.data.queries.search_hits",
    "cluster_desk.data.schema",
    "cluster_desk.exchange",
    "cluster_desk.reports",
    "cluster_desk.rules.catalog",
    "cluster_desk.rules.matching",
    "cluster_desk.ui.forms.editors",
    "cluster_desk.ui.forms.fields_pane",
    "cluster_desk.ui.frame.found_list",
    "cluster_desk.ui.frame.notice",
    "cluster_desk.ui.frame.start_screen",
    "cluster_desk.ui.lists.pictures",
    "cluster_desk.ui.screens.consents",
    "cluster_desk.ui.screens.states_told",
    "html",
)


_AT_THE_END = """
import sys
from cluster_desk.cli import main
assert main({words}) == 0
print(*sys.modules)
"""
_NOT_FOR_THE_LOG = (
    *("PySide6", "sqlalchemy", "reportlab", "openpyxl", "lxml", "platform", "traceback", "uuid"),
    "cluster_desk.core.records.council",
    "cluster_desk.core.records.plans",
    "cluster_desk.core.records.templates",
    "cluster_desk.exchange",
    "cluster_desk.reports",
    "cluster_desk.rules",
)


def _at_the_window(what: str, home: Path, *words: str) -> list[str]:
    """What an expression gives while the window is about to be painted, and when the program has ended."""
    values = {**os.environ, "CLUSTER_DESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    program = _AT_THE_WINDOW.format(what=what, words=list(words))
    run = subprocess.run(
        [sys.executable, "-c", program], env=values, capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout.splitlines()


def test_the_start_screen_waits_for_nothing_that_only_a_file_needs(tmp_path: Path) -> None:
    modules = _at_the_window("' '.join(sys.modules)", tmp_path)[0].split()
    assert [name for name in _ONLY_FOR_A_FILE if name in modules] == []


@pytest.mark.parametrize("area", ["today", "members"])
def test_a_file_is_shown_without_what_other_screens_need(tmp_path: Path, data_file: Path, area: str) -> None:
    save(Settings(opens="left", area=area), tmp_path)
    modules = _at_the_window("' '.join(sys.modules)", tmp_path, str(data_file))[0].split()
    assert f"cluster_desk.ui.screens.{area}" in modules
    assert [name for name in _ONLY_FOR_OTHER_SCREENS if name in modules] == []


def test_a_start_reads_no_source_and_looks_for_no_garbage(tmp_path: Path) -> None:
    hooked = "builtins.__import__.__name__ == '__feature_import__', gc.isenabled()"
    assert _at_the_window(hooked, tmp_path) == ["False False", "False True"]


def test_a_command_waits_for_nothing_that_it_does_not_need(tmp_path: Path, data_file: Path) -> None:
    values = {**os.environ, "CLUSTER_DESK_HOME": str(tmp_path)}
    program = _AT_THE_END.format(words=["log", str(data_file), "list"])
    run = subprocess.run(
        [sys.executable, "-c", program], env=values, capture_output=True, text=True, check=True, timeout=60
    )
    modules = run.stdout.splitlines()[-1].split()
    assert [name for name in _NOT_FOR_THE_LOG if name in modules] == []
