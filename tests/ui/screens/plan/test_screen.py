"""The plan's screen: what is shown and filtered, plans made and deleted, the form, the narrow window."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event, ServedItem
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.plan.plan_dialogs import NewPlanDialog
from cluster_desk.ui.screens.plan.plan_model import COLUMNS, DEADLINE, NUMBER, RESPONSIBLE, STATE, STRIP, TITLE
from cluster_desk.ui.screens.plan.plan_tree import PlanTree
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.plan_builder import store_plan
from tests.ui.answering import answering, press

TODAY = dt.date(2026, 10, 14)


def show(qtbot: QtBot, desk: Desk, requests: Requests | None = None) -> PlanScreen:
    """The screen, on the day the pictures show."""
    screen = PlanScreen(desk, Settings(), requests, today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    store_plan(desk)
    return show(qtbot, desk)


def column(plan: PlanScreen, at: int) -> list[str]:
    """What stands in a column, from top to bottom."""
    model = plan.tree.plan
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def dialog() -> QDialog:
    """The dialog in front: the one opened last, whatever an earlier test has left open."""
    front = QApplication.activeModalWidget()
    assert isinstance(front, QDialog)
    return front


def test_the_table_says_what_the_plan_says(plan: PlanScreen) -> None:
    assert column(plan, NUMBER)[:8] == ["1", "1", "2", "3", "4", "4.1", "4.2", "2"]
    assert column(plan, TITLE)[4:8] == [
        "Заседания координационного совета",
        "Подготовка повестки и приглашений",
        "Размещение протокола на сайте школы",
        "Научно-методическая деятельность",
    ]
    assert column(plan, DEADLINE)[1:4] == ["к 15 января", "в течение года", "сентябрь"]
    states = ["1 из 4 выполнено", "Выполнено", "Выполняется", "Срок прошёл", "Выполняется", "Запланировано"]
    assert column(plan, STATE)[:6] == states
    assert plan.count_words.whole() == "11 пунктов, 2 шага, срок прошёл у 1"
    model = plan.tree.plan
    said = model.index(3, STATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Срок прошёл"
    assert model.index(6, STRIP).data() == "04.11.2026"
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_further_columns_are_shown_when_asked_for_and_remembered(qtbot: QtBot, desk: Desk) -> None:
    store_plan(desk)
    item = desk.read.load_all(PlanItem)[0]
    item.money, item.funding = 1_250_50, "бюджет района"
    desk.change("Plan item changed", item)
    plan = show(qtbot, desk)
    funding, money = COLUMNS.index("funding"), COLUMNS.index("money")
    assert plan.tree.isColumnHidden(funding)
    menu = plan.tree.columns_menu(plan)
    next(action for action in menu.actions() if action.text() == "Финансирование").trigger()
    next(action for action in menu.actions() if action.text() == "Срок").trigger()
    assert not plan.tree.isColumnHidden(funding)
    assert plan.tree.isColumnHidden(DEADLINE)
    assert (column(plan, funding)[1], column(plan, money)[1]) == ("бюджет района", "1\u00a0250,50")
    again = PlanTree(plan.tree.look)
    qtbot.addWidget(again)
    assert (again.isColumnHidden(funding), again.isColumnHidden(DEADLINE)) == (False, True)
    plan.filters.search.setText("бюджет")
    assert column(plan, TITLE)[1:] == ["Утверждение плана работы кластера"]
    plan.tree.choose([("item", item.id or 0)])
    plan.commands.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[4:] == ["Запланировано средств", "Финансирование", "Состояние"]
    assert lines[1].split("\t")[4:6] == ["1 250,50", "бюджет района"]


def test_filters_show_only_what_fits(plan: PlanScreen) -> None:
    plan.filters.search.setText("протокол")
    assert column(plan, NUMBER) == ["1", "4", "4.2"]
    plan.filters.clear()
    plan.filters.people.setCurrentText("Тихонов А. В.")
    assert column(plan, TITLE)[1:] == [
        "Организация подвоза детей",
        "Деятельность с обучающимися",
        "Форум «Первые шаги»",
        "Летняя школа",
    ]
    plan.filters.months.setCurrentText("Июнь")
    assert column(plan, TITLE)[-1] == "Летняя школа"
    plan.filters.clear()
    plan.filters.states.setCurrentText("Срок прошёл")
    assert column(plan, TITLE)[1:] == ["Соглашение с детским садом «Колосок»"]
    plan.filters.clear()
    plan.filters.sections.setCurrentIndex(2)
    assert column(plan, NUMBER) == ["2", "1", "2", "3"]


def test_a_filter_stays_when_something_else_changes(plan: PlanScreen, desk: Desk) -> None:
    plan.filters.people.setCurrentText("Зимина А. Р.")
    before = column(plan, TITLE)
    item = desk.read.load_all(PlanItem)[0]
    item.title = "Утверждение плана"
    desk.change("Plan item changed", item)
    assert plan.filters.people.currentText() == "Зимина А. Р."
    assert column(plan, TITLE) == before


def test_without_a_plan_the_screen_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    read: list[str] = []
    screen = show(qtbot, desk, Requests(None, lambda: read.append("asked")))
    assert screen.empty.title.text() == "Плана пока нет"
    assert not screen.chooser.isVisible()
    assert not screen.add_button.isVisible()
    screen.add()
    asked = dialog()
    assert isinstance(asked, NewPlanDialog)
    assert asked.name.text() == "План кластера на 2027 год"
    asked.period.setCurrentIndex(2)
    assert asked.start.text() == "01.09.2026"
    assert asked.name.text() == "План кластера на 2026/2027 учебный год"
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    assert screen.chooser.currentText() == "План кластера на 2026/2027 учебный год"
    assert screen.empty.title.text() == "«План кластера на 2026/2027 учебный год»: пунктов пока нет"
    screen.add()
    screen.new_item.setText("Первый пункт")
    QTest.keyClick(screen.new_item, Qt.Key.Key_Return)
    assert column(screen, NUMBER) == ["1"]
    assert column(screen, TITLE) == ["Первый пункт"]


def test_a_new_plan_needs_a_name_and_a_period_in_order(plan: PlanScreen, desk: Desk) -> None:
    asked = plan.commands.add_plan()
    assert asked is not None
    asked.name.clear()
    asked.take()
    assert asked.problem.text() == "Назовите план."
    asked.name.setText("План")
    asked.start.setText("31.12.2027")
    asked.end.setText("01.01.2027")
    asked.take()
    assert asked.problem.text() == "Период кончается раньше, чем начинается."
    asked.start.setText("когда-нибудь")
    asked.take()
    assert asked.problem.text().startswith("Пишите даты периода так")
    assert asked.isVisible()
    with answering(press("Не сохранять")):
        asked.reject()
    assert desk.read.value("SELECT count(*) FROM plans") == 1


def test_plans_stand_side_by_side_and_are_deleted(
    plan: PlanScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Plan(name="План на 2027 год", period_start=dt.date(2027, 1, 1), period_end=dt.date(2027, 12, 31))
    [row] = desk.change("Plan added", other)
    assert plan.chooser.count() == 2
    assert plan.chooser.currentText() == "План кластера на 2026 год"
    plan.go_to_plan(row)
    assert plan.empty.isVisible()
    plan.go_to_plan(plan.chooser.itemData(1))
    asked: list[str] = []

    def agree(*words: object, **_described: object) -> bool:
        asked.append(str(words[2]))
        return True

    monkeypatch.setattr(messages, "confirm", agree)
    plan.commands.delete_plan()
    assert asked == ["План кластера на 2026 год\nс 11 пунктами внутри"]
    assert desk.read.value("SELECT count(*) FROM plan_items") == 0
    assert plan.chooser.currentText() == "План на 2027 год"
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM plan_items") == 11


def test_the_form_follows_the_table_and_reads_people_anew(plan: PlanScreen, desk: Desk) -> None:
    tree = plan.tree
    tree.setFocus()
    tree.go_to(tree.plan.lines[3].key)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert plan.form_is_open
    assert plan.form.title.whole() == "Соглашение с детским садом «Колосок»"
    editor = plan.form.pane.editors["responsible"].inputs()[0]
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Зимина А. Р., методист")
    assert plan.form.save()
    item = desk.read.load(PlanItem, plan.tree.plan.lines[3].id)
    assert item is not None
    assert [(one.name, one.position) for one in item.people] == [("Зимина А. Р.", "методист")]
    tree.go_to(tree.plan.lines[5].key)
    QApplication.processEvents()
    assert plan.form.title.whole() == "Заседания координационного совета"
    QTest.keyClick(plan.form, Qt.Key.Key_Escape)
    assert not plan.form_is_open


def test_a_task_of_this_plan_is_offered(plan: PlanScreen) -> None:
    plan.open_item(plan.tree.plan.lines[1].key)
    box = plan.form.pane.editors["task_id"].inputs()[0]
    assert box.model().index(0, 0).data() == "Объединить ресурсы школ"  # type: ignore[attr-defined]


def test_a_narrow_window_leaves_out_the_people(plan: PlanScreen) -> None:
    plan.set_narrow(True)
    assert plan.tree.isColumnHidden(RESPONSIBLE)
    plan.set_narrow(False)
    assert not plan.tree.isColumnHidden(RESPONSIBLE)


def test_filters_without_room_are_folded_behind_a_button_and_come_back(qtbot: QtBot, plan: PlanScreen) -> None:
    row = plan.list_page.filters
    plan.resize(1170, 600)
    assert not row.more.isVisible()
    plan.resize(620, 600)
    qtbot.waitUntil(row.more.isVisible)
    assert not plan.filters.states.isVisible()
    row.more.click()
    assert plan.filters.states.isVisible()
    plan.filters.states.setCurrentIndex(plan.filters.states.findData(ItemState.DONE.value))
    assert {line.state for line in plan.tree.plan.lines if line.kind == "item"} == {ItemState.DONE.value}
    QTest.keyClick(row._popup, Qt.Key.Key_Escape)
    plan.resize(1170, 600)
    qtbot.waitUntil(plan.filters.states.isVisible)
    assert not row.more.isVisible()


def test_the_plan_shown_is_printed(qtbot: QtBot, desk: Desk) -> None:
    printed: list[tuple[str, object]] = []
    row = store_plan(desk)
    screen = show(qtbot, desk, Requests(lambda paper, options: printed.append((paper, options["plan"]))))
    assert screen.print_button is not None
    screen.print_button.click()
    assert printed == [("plan", row)]


def test_read_only_nothing_is_changed(qtbot: QtBot, desk: Desk) -> None:
    store_plan(desk)
    path = desk.path
    desk.close()
    opened = Desk.open(path, read_only=True)
    screen = show(qtbot, opened)
    screen.tree.setFocus()
    screen.tree.go_to(screen.tree.plan.lines[1].key)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Insert):
        QTest.keyClick(screen.tree, key)
    QTest.keyClick(screen.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert not screen.add_button.isEnabled()
    assert column(screen, TITLE)[1] == "Утверждение плана работы кластера"
    opened.close()


def test_of_several_events_of_an_item_a_menu_asks_which(qtbot: QtBot, desk: Desk) -> None:
    store_plan(desk)
    opened: list[int] = []
    plan = show(qtbot, desk, Requests(open_folder=opened.append))
    meetings = next(line for line in plan.tree.plan.lines if line.title == "Заседания координационного совета")
    plan.tree.setCurrentIndex(plan.tree.plan.index(plan.tree.plan.lines.index(meetings), TITLE))
    for day in ("3 марта 2026", "4 марта 2026"):
        desk.change("Event added", Event(name="Совет", day_words=day, items=[ServedItem(item_id=meetings.id)]))
    menu = plan.commands.open_folder()
    assert menu
    *held, _line, new = (action.text() for action in menu.actions())
    assert held == ["3 марта 2026: Совет", "4 марта 2026: Совет"]
    assert new.startswith("Новое мероприятие: ")
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert opened == [event.id for event in desk.read.load_all(Event)[::2]]
    assert len(desk.read.load_all(Event)) == 3
