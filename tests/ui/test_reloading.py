"""Screens read the file again when they are seen, and one edit costs few questions to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.members import Organization
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.screens.members import MembersScreen
from cluster_desk.ui.screens.papers.screen import PapersScreen
from cluster_desk.ui.screens.plan.plan_model import TITLE
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.builders import an_organization
from tests.ui.screens.plan.test_screen import column

MOST_STATEMENTS = 27


@pytest.fixture
def shell(qtbot: QtBot, sample_file: Path) -> Iterator[Shell]:
    """The sample's window with every screen visited, the plan's in front."""
    made = App(Settings())
    qtbot.addWidget(made.window)
    assert made.open(sample_file)
    made.window.resize(1366, 698)
    made.window.show()
    qtbot.waitExposed(made.window)
    assert made.window.shell
    for key in (*made.window.shell.areas, "papers"):
        assert made.window.shell.go(key)
    papers = made.window.shell.screens["papers"]
    assert isinstance(papers, PapersScreen)
    papers.show_paper("members", {})
    qtbot.waitUntil(lambda: papers.document is not None, timeout=30_000)  # a thread of its own asks the file too
    assert made.window.shell.go("plan")
    yield made.window.shell
    made.finish()


def _plan(shell: Shell) -> PlanScreen:
    plan = shell.screens["plan"]
    assert isinstance(plan, PlanScreen)
    return plan


def test_an_edit_of_a_title_with_all_screens_visited_costs_few_statements(shell: Shell) -> None:
    plan = _plan(shell)
    plan.tree.go_to(plan.tree.plan.lines[2].key, TITLE)
    plan.tree.plan.setData(plan.tree.currentIndex(), "Первое изменение на этом месте")  # it begins a branch
    said: list[str] = []
    connection = plan._desk._file.connection
    connection.set_trace_callback(said.append)
    plan.tree.plan.setData(plan.tree.currentIndex(), "Другое название")
    connection.set_trace_callback(None)
    # A statement is told once more for every trigger that it starts; the index asks its own tables as 'main'.'…'.
    asked = [sql for sql, last in zip(said, ["", *said], strict=False) if sql != last and "'main'." not in sql]
    assert column(plan, TITLE)[2] == "Другое название"
    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)


def test_a_screen_that_is_not_seen_reads_again_when_it_is_shown(shell: Shell) -> None:
    members = shell.screens["members"]
    assert isinstance(members, MembersScreen)
    before = members.organizations.table.list_model.rowCount()
    desk = _plan(shell)._desk
    desk.change("Added", an_organization(full_name="Дом творчества", short_name="ДДТ"))
    assert members.organizations.table.list_model.rowCount() == before
    shell.go("members")
    assert members.organizations.table.list_model.rowCount() == before + 1
    desk.change("Deleted", remove=desk.read.load_all(Organization)[-1:])
    assert members.organizations.table.list_model.rowCount() == before
