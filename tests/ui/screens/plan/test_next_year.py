"""The wizard of next year's plan in the window, by keyboard: period, changes and questions, one change to take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.plans import Plan, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.ui.screens.plan.next_year import NextYearDialog
from cluster_desk.ui.screens.plan.plan_model import TITLE
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.plan_builder import store_plan
from tests.ui.answering import answering, press
from tests.ui.screens.plan.test_screen import column, show


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    store_plan(desk)
    return show(qtbot, desk)


@pytest.fixture
def wizard(plan: PlanScreen) -> NextYearDialog:
    menu = QMenu(plan)
    plan.commands.fill_menu(menu)
    next(each for each in menu.actions() if each.text() == "План на следующий год…").trigger()
    (result,) = (each for each in plan.window().findChildren(NextYearDialog) if each.isVisible())
    return result


def _row(wizard: NextYearDialog, where: str) -> list[str]:
    """The cells of the row at `where`, which then has the keyboard."""
    model = wizard.table.list_model
    place = next(place for place in range(model.rowCount()) if model.index(place, 0).data() == where)
    wizard.table.go_to(model.key(place))
    return [str(model.index(place, at).data()) for at in range(4)]


def test_a_year_later_is_proposed_and_every_change_is_shown(wizard: NextYearDialog) -> None:
    assert (wizard.start.text(), wizard.end.text()) == ("01.01.2027", "31.12.2027")
    QTest.keyClick(wizard.start, Qt.Key.Key_Return)
    assert _row(wizard, "План: Название") == [
        "План: Название",
        "План кластера на 2026 год",
        "План кластера на 2027 год",
        "год",
    ]
    assert _row(wizard, "П. 1.2") == [
        "П. 1.2",
        "Организация подвоза детей",
        "без изменений",
        "В прежнем плане — «выполняется».",
    ]
    first = wizard.table.list_model.index(0, 3).data()
    assert first == "В прежнем плане — «выполняется»."
    assert "без ответа" in wizard.left.text()


def test_a_wrong_period_says_why(wizard: NextYearDialog) -> None:
    wizard.start.setText("01.03.2027")
    wizard.go_on()
    assert wizard.problem.text().startswith("Новый период должен начинаться 01.01")
    assert wizard.pages.currentIndex() == 0
    wizard.start.setText("когда-нибудь")
    wizard.go_on()
    assert "01.01.2027" in wizard.problem.text()


def test_the_new_plan_is_made_by_keyboard_and_taken_back_at_once(
    wizard: NextYearDialog, plan: PlanScreen, desk: Desk
) -> None:
    QTest.keyClick(wizard.start, Qt.Key.Key_Return)
    _row(wizard, "План: Название")
    QTest.keyClick(wizard.table, Qt.Key.Key_3)
    assert wizard.panel.words.hasFocus()
    wizard.panel.words.setPlainText("План 2027")
    QTest.keyClick(wizard.panel.words, Qt.Key.Key_Return)
    assert wizard.table.hasFocus()
    _row(wizard, "П. 1.2")
    QTest.keyClick(wizard.table, Qt.Key.Key_3)
    assert _row(wizard, "П. 1.2")[2] == "не переносится"
    QTest.keyClick(wizard.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert plan.chooser.currentText() == "План 2027"
    assert "Организация подвоза детей" not in column(plan, TITLE)
    assert "Летняя школа" in column(plan, TITLE)
    assert len(desk.read.load_all(Plan)) == 2
    step = desk.undo()
    assert step is not None
    assert step.label() == "Создан план на новый период: План 2027"
    assert [one.name for one in desk.read.load_all(Plan)] == ["План кластера на 2026 год"]
    assert len(desk.read.load_all(PlanItem)) == 11


def test_answers_are_not_lost_without_asking(wizard: NextYearDialog) -> None:
    wizard.go_on()
    QTest.keyClick(wizard.table, Qt.Key.Key_1)
    with answering(press("Остаться")):
        wizard.reject()
    assert wizard.isVisible()
    with answering(press("Не сохранять")):
        wizard.reject()
    assert not wizard.isVisible()


def test_chips_narrow_to_questions_or_changes(wizard: NextYearDialog) -> None:
    wizard.go_on()
    assert wizard.answers is not None
    total = len(wizard.answers.rows)
    wizard.filters.choose_chip("changes")
    changes = wizard.table.list_model.rowCount()
    wizard.filters.choose_chip("not_marked")
    not_marked = wizard.table.list_model.rowCount()
    wizard.filters.choose_chip("questions")
    assert changes + not_marked + wizard.table.list_model.rowCount() == total
    assert wizard.panel.row is not None
    assert wizard.panel.row.proposed.asked
