"""The check before printing in the window: the list, its jumps, what is judged fine, and the notes beside a paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.plans import Plan, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.checks.check_window import CheckWindow
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.papers.screen import PapersScreen
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.builders import a_meeting, an_organization
from tests.plan_builder import store_plan
from tests.ui.screens.plan.test_screen import show

_TITLE = "Сбор заявок на курсы"


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    """The plan with one item of another year that nobody answers for."""
    store_plan(desk)
    for item in desk.read.load_all(PlanItem):
        draft = item.copy()
        if draft.title == _TITLE:
            draft.title, draft.responsible, draft.people = f"{_TITLE} 2024 года", "", []
            desk.change("Plan item changed", draft)
    return show(qtbot, desk)


def _open(qtbot: QtBot, screen: PlanScreen | CouncilScreen) -> CheckWindow:
    screen.checker.show()
    window = screen.checker.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.table.findings))
    return window


def _texts(window: CheckWindow) -> list[str]:
    return [f"{one.where}: {one.text}" for one in window.table.findings.values()]


def test_the_list_leads_to_the_item(qtbot: QtBot, plan: PlanScreen) -> None:
    window = _open(qtbot, plan)
    texts = _texts(window)
    assert texts.index("П. 2.3: В тексте 2024 год, а план на другой год.") + 1 == texts.index(
        "П. 2.3: Никто не назначен ответственным."
    )
    assert window.count.text() == f"Проверка: {len(texts)} замечания"
    plan.filters.search.setText("олимпиады")
    window.table.go_to(window.table.list_model.key(texts.index("П. 2.3: Никто не назначен ответственным.")))
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    line = plan.tree.current_line()
    assert line is not None
    assert line.title == f"{_TITLE} 2024 года"
    assert window.isVisible()


def test_what_is_judged_fine_stays_quiet_until_it_is_taken_back(qtbot: QtBot, plan: PlanScreen, desk: Desk) -> None:
    window = _open(qtbot, plan)
    before = _texts(window)
    window.table.go_to(window.table.list_model.key(0))
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _texts(window) == before[1:])
    assert window.table.current_key() is not None
    step = desk.undo()
    assert step is not None
    assert step.label().startswith("Признано верным: П. ")
    qtbot.waitUntil(lambda: _texts(window) == before)


def test_a_change_of_the_plan_is_followed(qtbot: QtBot, plan: PlanScreen) -> None:
    window = _open(qtbot, plan)
    line = next(line for line in plan.lines if line.title == f"{_TITLE} 2024 года")
    plan.work.edit(line.key, "title", _TITLE)
    qtbot.waitUntil(lambda: not any("2024" in text for text in _texts(window)))
    plan.work.edit(line.key, "responsible", "Зимина А. Р.")
    qtbot.waitUntil(lambda: not any("Никто" in text for text in _texts(window)))


def test_a_plan_without_findings_says_so(qtbot: QtBot, desk: Desk) -> None:
    desk.change("Plan added", Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31)))
    screen = show(qtbot, desk)
    screen.checker.show()
    window = screen.checker.window
    assert window is not None
    qtbot.waitUntil(window.empty.isVisible)
    assert window.empty.title.text() == "Замечаний нет"
    assert not window.go.isEnabled()


def test_the_council_checks_its_meetings(qtbot: QtBot, desk: Desk) -> None:
    old = a_meeting(number=1, day=dt.date(2026, 5, 20), theme="Итоги работы за 2023 год")
    desk.change("Meeting added", old)
    screen = CouncilScreen(desk, Settings())
    qtbot.addWidget(screen)
    screen.show()
    action = next(each for each in screen.meetings.menu.actions() if each.text().startswith("Проверить заседания…"))
    action.trigger()
    window = screen.checker.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.table.findings))
    assert _texts(window)[0] == "Заседание 20.05.2026: В теме остался 2023 год: «Итоги работы за 2023 год»."
    window.go_to_chosen()
    assert screen.meetings.meeting is not None
    assert screen.meetings.meeting.theme == "Итоги работы за 2023 год"


@pytest.fixture
def gone_to() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def papers(qtbot: QtBot, desk: Desk, gone_to: list[tuple[str, int]]) -> Iterator[PapersScreen]:
    store_plan(desk)
    made = PapersScreen(desk, Settings(), Requests(go_to=lambda kind, row: gone_to.append((kind, row))))
    made.resize(1170, 700)
    qtbot.addWidget(made)
    yield made
    made.end()


def test_a_plan_on_paper_tells_what_looks_wrong_and_prints_all_the_same(
    qtbot: QtBot, papers: PapersScreen, desk: Desk, gone_to: list[tuple[str, int]]
) -> None:
    with qtbot.waitSignal(papers.preview.sheets.drawn):
        papers.show_paper("plan")
        papers.show()
    assert papers.checks.title.text().startswith("Проверка: ")
    assert papers.checks.foot.text().endswith("ечать возможна и с замечаниями")
    assert papers.print_button.isEnabled()
    go = next(each for each in papers.checks.findChildren(QPushButton))
    assert go.accessibleName().startswith("Перейти: П. ")
    go.click()
    kind, row = gone_to[0]
    assert kind == "PlanItem"
    assert desk.read.load(PlanItem, row) is not None


def test_other_papers_are_not_checked_and_an_agenda_is(qtbot: QtBot, papers: PapersScreen, desk: Desk) -> None:
    desk.change("Organization added", an_organization())
    (row,) = desk.change("Meeting added", a_meeting(number=1, day=dt.date(2026, 5, 20), theme="Итоги 2023 года"))
    assert desk.read.load(Meeting, row) is not None
    with qtbot.waitSignal(papers.preview.sheets.drawn):
        papers.show_paper("agenda", {"meeting": row})
        papers.show()
    assert papers.checks.title.text() == "Проверка: 3 замечания"
    assert papers.window().focusWidget() is papers.preview.sheets
    with qtbot.waitSignal(papers.preview.sheets.drawn):
        papers.show_paper("members")
    assert not papers.checks.isVisible()
