"""The plan edited as an office does it: in place, by keys and by mouse, many rows at once, each change taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.plan.plan_dialogs import (
    CancelledDialog,
    MovedDialog,
    NameDialog,
    ResponsibleDialog,
    ShiftDialog,
)
from cluster_desk.ui.screens.plan.plan_model import DEADLINE, NUMBER, RESPONSIBLE, STATE, TITLE
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.plan_builder import store_plan
from tests.ui.screens.plan.test_screen import column, dialog, show

_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    store_plan(desk)
    screen = show(qtbot, desk)
    screen.tree.setFocus()
    return screen


def _go(plan: PlanScreen, title: str, at: int = TITLE) -> None:
    place = column(plan, TITLE).index(title)
    plan.tree.go_to(plan.tree.plan.lines[place].key, at)


def _choose(plan: PlanScreen, *titles: str) -> None:
    places = [column(plan, TITLE).index(title) for title in titles]
    plan.tree.choose([plan.tree.plan.lines[place].key for place in places])


def _drop(plan: PlanScreen, title: str, below: str, part: float = 1.0) -> None:
    """Drag a line by the mouse and let it go on the lower edge of another, or at `part` of its height."""
    model, tree = plan.tree.plan, plan.tree
    titles = column(plan, TITLE)
    data: QMimeData = model.mimeData([model.index(titles.index(title), TITLE)])
    rect = tree.visualRect(model.index(titles.index(below), TITLE))
    spot = QPointF(rect.center().x(), rect.top() + (rect.height() - 2) * part)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tree.dropEvent(QDropEvent(spot, Qt.DropAction.MoveAction, data, buttons, keys))


def _editor(plan: PlanScreen) -> QPlainTextEdit | QLineEdit:
    result = QApplication.focusWidget()
    assert isinstance(result, QPlainTextEdit | QLineEdit)
    assert plan.tree.isAncestorOf(result)
    return result


def test_a_title_is_edited_in_place_and_taken_back(plan: PlanScreen, desk: Desk) -> None:
    _go(plan, "Летняя школа")
    QTest.keyClick(plan.tree, Qt.Key.Key_F2)
    editor = _editor(plan)
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Летняя школа «Росток»")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert column(plan, TITLE)[-1] == "Летняя школа «Росток»"
    assert plan.tree.hasFocus()
    step = desk.undo()
    assert step is not None
    assert step.label() == "Изменён пункт плана: Летняя школа «Росток»"
    assert column(plan, TITLE)[-1] == "Летняя школа"


def test_tab_goes_on_from_cell_to_cell_and_escape_keeps_the_words(plan: PlanScreen) -> None:
    _go(plan, "Летняя школа", NUMBER)
    QTest.keyClick(plan.tree, Qt.Key.Key_F2)
    number = _editor(plan)
    assert isinstance(number, QLineEdit)
    number.setText("4а")
    QTest.keyClick(number, Qt.Key.Key_Tab)
    title = _editor(plan)
    assert isinstance(title, QPlainTextEdit)
    assert title.toPlainText() == "Летняя школа"
    assert column(plan, NUMBER)[-1] == "4а"
    title.setPlainText("другое")
    QTest.keyClick(title, Qt.Key.Key_Escape)
    assert column(plan, TITLE)[-1] == "Летняя школа"


def test_typing_begins_to_edit(plan: PlanScreen) -> None:
    _go(plan, "Летняя школа", NUMBER)
    QTest.keyClick(plan.tree, Qt.Key.Key_7)
    number = _editor(plan)
    assert isinstance(number, QLineEdit)
    assert number.text() == "7"
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert column(plan, NUMBER)[-1] == "7"


def test_a_section_is_renamed_in_place(plan: PlanScreen) -> None:
    _go(plan, "Деятельность с обучающимися")
    QTest.keyClick(plan.tree, Qt.Key.Key_F2)
    editor = _editor(plan)
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Дети")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert "Дети" in column(plan, TITLE)


def test_items_are_moved_by_keys_within_and_between_sections(plan: PlanScreen, desk: Desk) -> None:
    before = column(plan, TITLE)
    _go(plan, "Работа районных объединений учителей")
    QTest.keyClick(plan.tree, Qt.Key.Key_Down, _ALT)
    titles = column(plan, TITLE)
    assert titles.index("Курсы повышения квалификации") < titles.index("Работа районных объединений учителей")
    assert plan.tree.current_line() is plan.tree.plan.lines[titles.index("Работа районных объединений учителей")]
    QTest.keyClick(plan.tree, Qt.Key.Key_Up, _ALT)
    QTest.keyClick(plan.tree, Qt.Key.Key_Up, _ALT)
    titles = column(plan, TITLE)
    assert titles.index("Работа районных объединений учителей") < titles.index("Научно-методическая деятельность")
    for _n in range(3):
        desk.undo()
    assert column(plan, TITLE) == before


def test_several_items_move_together(plan: PlanScreen) -> None:
    _choose(plan, "Неделя математики", "Форум «Первые шаги»")
    QTest.keyClick(plan.tree, Qt.Key.Key_Up, _ALT)
    assert column(plan, TITLE)[-4:] == [
        "Неделя математики",
        "Форум «Первые шаги»",
        "Школьный этап олимпиады",
        "Летняя школа",
    ]
    assert [line.title for line in plan.tree.chosen_lines()] == ["Неделя математики", "Форум «Первые шаги»"]


def test_sections_and_steps_are_moved_by_keys(plan: PlanScreen) -> None:
    _go(plan, "Форум «Первые шаги»")
    QTest.keyClick(plan.tree, Qt.Key.Key_Up, _ALT | _SHIFT)
    sections = [line.title for line in plan.tree.plan.lines if line.kind == "section"]
    assert sections[1:] == ["Деятельность с обучающимися", "Научно-методическая деятельность"]
    _go(plan, "Размещение протокола на сайте школы")
    QTest.keyClick(plan.tree, Qt.Key.Key_Up, _ALT)
    at = column(plan, TITLE).index("Размещение протокола на сайте школы")
    assert column(plan, NUMBER)[at] == "4.1"


def test_items_sections_and_steps_are_dragged(plan: PlanScreen) -> None:
    _drop(plan, "Летняя школа", "Организация подвоза детей")
    assert column(plan, TITLE)[2:4] == ["Организация подвоза детей", "Летняя школа"]
    _drop(plan, "Сбор заявок на курсы", "Деятельность с обучающимися")
    titles = column(plan, TITLE)
    assert titles[titles.index("Деятельность с обучающимися") + 1] == "Сбор заявок на курсы"
    _drop(plan, "Деятельность с обучающимися", "Организационно-координирующая деятельность")
    sections = [line.title for line in plan.tree.plan.lines if line.kind == "section"]
    assert sections[1] == "Деятельность с обучающимися"
    _drop(plan, "Подготовка повестки и приглашений", "Неделя математики")
    titles = column(plan, TITLE)
    assert titles[titles.index("Неделя математики") + 1] == "Подготовка повестки и приглашений"


def test_an_item_is_split_into_steps(plan: PlanScreen, desk: Desk) -> None:
    _go(plan, "Неделя математики")
    QTest.keyClick(plan.tree, Qt.Key.Key_Insert)
    editor = _editor(plan)
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Приказ")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(plan.tree, Qt.Key.Key_Return, _ALT)
    second = _editor(plan)
    assert isinstance(second, QPlainTextEdit)
    second.setPlainText("Отчёт")
    QTest.keyClick(second, Qt.Key.Key_Return)
    at = column(plan, TITLE).index("Приказ")
    assert column(plan, NUMBER)[at : at + 2] == ["2.1", "2.2"]
    assert column(plan, TITLE)[at + 1] == "Отчёт"
    assert plan.count_words.whole().startswith("11 пунктов, 4 шага")
    item = desk.read.load(PlanItem, plan.tree.plan.lines[at - 1].id)
    assert item is not None
    assert [step.result for step in item.steps] == ["Приказ", "Отчёт"]


def test_states_are_set_for_several_rows_at_once(plan: PlanScreen, desk: Desk) -> None:
    _choose(plan, "Соглашение с детским садом «Колосок»", "Размещение протокола на сайте школы")
    QTest.keyClick(plan.tree, Qt.Key.Key_F4)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    plan.commands.state_menu().actions()[2].trigger()
    assert column(plan, STATE)[3] == "Выполнено"
    assert column(plan, STATE)[6] == "Выполнено"
    assert "срок прошёл" not in plan.count_words.whole()
    step = desk.undo()
    assert step is not None
    assert step.label() == "Отмечено выполненным: 2 строки"
    assert column(plan, STATE)[3] == "Срок прошёл"


def test_moved_asks_to_when_and_the_words_stay(plan: PlanScreen, desk: Desk) -> None:
    _go(plan, "Соглашение с детским садом «Колосок»")
    plan.commands.set_state(ItemState.MOVED)
    asked = dialog()
    assert isinstance(asked, MovedDialog)
    asked.take()
    assert asked.isVisible()
    asked.when.setText("до 15 ноября")
    assert asked.interpretation.text() == "15.11.2026"
    asked.why.setText("ремонт")
    asked.take()
    assert column(plan, DEADLINE)[3] == "сентябрь → до 15 ноября"
    assert column(plan, STATE)[3] == "Перенесено"
    item = desk.read.load(PlanItem, plan.tree.plan.lines[3].id)
    assert item is not None
    assert (item.deadline, item.moved_to, item.reason) == ("сентябрь", "до 15 ноября", "ремонт")


def test_cancelled_asks_why(plan: PlanScreen) -> None:
    _go(plan, "Соглашение с детским садом «Колосок»")
    plan.commands.set_state(ItemState.CANCELLED)
    asked = dialog()
    assert isinstance(asked, CancelledDialog)
    asked.why.setText("сад закрыт")
    QTest.keyClick(asked.why, Qt.Key.Key_Return)
    said = plan.tree.plan.index(3, STATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Отменено, сад закрыт"


def test_many_rows_get_people_months_and_a_section(
    plan: PlanScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, title, *_more: texts.append(title))
    _choose(plan, "Курсы повышения квалификации", "Сбор заявок на курсы", "Организация подвоза детей")
    plan.commands.ask_responsible()
    who = dialog()
    assert isinstance(who, ResponsibleDialog)
    who.who.setEditText("Лесной П. П.")
    who.take()
    assert column(plan, RESPONSIBLE).count("Лесной П. П.") == 3
    plan.commands.ask_shift()
    shift = dialog()
    assert isinstance(shift, ShiftDialog)
    shift.take()
    assert "до 16 октября → до 16.11.2026" in column(plan, DEADLINE)
    assert "20–24 октября → 20.11.2026 – 24.11.2026" in column(plan, DEADLINE)
    assert texts == ["1 срок не перенесён"]
    assert plan.work.table is not None
    plan.commands._to_section(plan.commands.dated(), plan.work.table.sections[2].id or 0)
    assert column(plan, TITLE)[-3:] == [
        "Организация подвоза детей",
        "Курсы повышения квалификации",
        "Сбор заявок на курсы",
    ]
    for _n in range(3):
        desk.undo()
    assert "Лесной П. П." not in column(plan, RESPONSIBLE)


def test_items_are_numbered_anew_in_one_change(plan: PlanScreen, desk: Desk) -> None:
    plan.work.renumber("through")
    numbers = [line.displayed_number for line in plan.tree.plan.lines if line.kind == "item"]
    assert numbers == [str(number) for number in range(1, 12)]
    desk.undo()
    assert [line.displayed_number for line in plan.tree.plan.lines if line.kind == "item"][4:7] == ["1", "2", "3"]


def test_items_and_sections_are_added_by_typing(plan: PlanScreen) -> None:
    _go(plan, "Сбор заявок на курсы")
    plan.new_item.setText("Семинар по функциональной грамотности")
    QTest.keyClick(plan.new_item, Qt.Key.Key_Return)
    titles = column(plan, TITLE)
    at = titles.index("Семинар по функциональной грамотности")
    assert titles[at - 1] == "Сбор заявок на курсы"
    assert column(plan, NUMBER)[at] == "4"
    assert plan.new_item.hasFocus()
    plan.commands.ask_section()
    asked = dialog()
    assert isinstance(asked, NameDialog)
    asked.name.setText("Контроль")
    asked.take()
    assert column(plan, TITLE)[-1] == "Контроль"
    plan.new_item.setText("Справка")
    QTest.keyClick(plan.new_item, Qt.Key.Key_Return)
    assert column(plan, TITLE)[-2:] == ["Контроль", "Справка"]
    assert column(plan, NUMBER)[-1] == "1"


def test_rows_are_copied_and_pasted_as_a_table(plan: PlanScreen, desk: Desk) -> None:
    _choose(plan, "Заседания координационного совета", "Размещение протокола на сайте школы")
    plan.commands.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["№", "Мероприятие", "Срок", "Ответственные", "Состояние"]
    assert lines[2].split("\t")[:2] == ["", "Размещение протокола на сайте школы"]
    _go(plan, "Неделя математики")
    QGuiApplication.clipboard().setText("Мероприятие\tСрок\nДень науки\t8 февраля\nДень чтения\tмай")
    plan.commands.paste()
    titles = column(plan, TITLE)
    at = titles.index("Неделя математики")
    assert titles[at + 1 : at + 3] == ["День науки", "День чтения"]
    assert [line.title for line in plan.tree.chosen_lines()] == ["День науки", "День чтения"]
    step = desk.undo()
    assert step is not None
    assert step.label() == "Вставлены строки: 2 строки"
    assert column(plan, TITLE).count("День науки") == 0


def test_lines_are_deleted_and_come_back(plan: PlanScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = column(plan, TITLE)
    _go(plan, "Подготовка повестки и приглашений")
    QTest.keyClick(plan.tree, Qt.Key.Key_Delete)
    assert column(plan, TITLE)[5] == "Размещение протокола на сайте школы"
    asked: list[str] = []

    def agree(*words: object, **_described: object) -> bool:
        asked.append(str(words[1]))
        return True

    monkeypatch.setattr(messages, "confirm", agree)
    _go(plan, "Научно-методическая деятельность")
    QTest.keyClick(plan.tree, Qt.Key.Key_Delete)
    assert asked == ["Будут удалены 4 строки"]
    assert len(column(plan, TITLE)) == len(before) - 5
    desk.undo()
    desk.undo()
    assert column(plan, TITLE) == before


def test_the_keyboard_goes_across_a_row(plan: PlanScreen) -> None:
    _go(plan, "Летняя школа")
    for expected in (DEADLINE, RESPONSIBLE, STATE):
        QTest.keyClick(plan.tree, Qt.Key.Key_Right)
        assert plan.tree.currentIndex().column() == expected
    assert [line.title for line in plan.tree.chosen_lines()] == ["Летняя школа"]


def test_a_deadline_is_typed_and_understood_below_its_cell(plan: PlanScreen, desk: Desk) -> None:
    _go(plan, "Летняя школа")
    QTest.keyClick(plan.tree, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    key = plan.tree.current_key()
    assert key is not None
    editor = plan.commands.edit_deadline(key)
    assert editor is not None
    assert editor.field.text() == "июнь"
    editor.field.setText("до 25 июня")
    assert editor.summary.startswith("Не позднее 25")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    assert column(plan, DEADLINE)[-1] == "до 25 июня"
    desk.undo()
    assert column(plan, DEADLINE)[-1] == "июнь"


def test_typing_over_a_deadline_begins_anew_and_escape_leaves_it(plan: PlanScreen) -> None:
    _go(plan, "Летняя школа", DEADLINE)
    key = plan.tree.current_key()
    assert key is not None
    editor = plan.commands.edit_deadline(key, "м")
    assert editor is not None
    assert (editor.field.text(), editor.field.selectedText()) == ("м", "")
    QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert column(plan, DEADLINE)[-1] == "июнь"


def test_a_deadline_of_two_paragraphs_left_alone_stays(plan: PlanScreen, desk: Desk) -> None:
    item = desk.read.load_all(PlanItem)[-1]
    item.deadline = "июнь,\nиюль"
    desk.change("Plan item changed", item)
    _go(plan, "Летняя школа")
    key = plan.tree.current_key()
    assert key is not None
    editor = plan.commands.edit_deadline(key)
    assert editor is not None
    editor.accept()
    again = desk.read.load(PlanItem, item.id or 0)
    assert again is not None
    assert again.deadline == "июнь,\nиюль"


def test_a_section_dropped_on_the_upper_half_of_a_heading_takes_its_place(plan: PlanScreen) -> None:
    _choose(plan, "Научно-методическая деятельность")
    _drop(plan, "Научно-методическая деятельность", "Организационно-координирующая деятельность", 0.3)
    assert column(plan, TITLE)[0] == "Научно-методическая деятельность"


def test_a_deadline_too_long_for_a_line_stands_whole_in_its_chip(plan: PlanScreen) -> None:
    delegate, tree = plan.tree.delegate, plan.tree
    lines = delegate._chip_lines("не позднее 30 декабря текущего года", tree.columnWidth(DEADLINE))
    assert (len(lines), lines[-1].endswith("…")) == (2, False)
    assert delegate._chip_lines("сентябрь", tree.columnWidth(DEADLINE)) == ["сентябрь"]
