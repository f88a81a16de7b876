"""Tables pasted into a plan and into lists: what fits nowhere is shown, nothing shifts, nothing is lost unseen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.records.resources import Resource
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.lists.pasting import PasteDialog
from cluster_desk.ui.screens.members import MembersScreen
from cluster_desk.ui.screens.plan.plan_model import TITLE
from cluster_desk.ui.screens.plan.screen import PlanScreen
from cluster_desk.ui.screens.resources import ResourcesScreen
from tests.plan_builder import store_plan
from tests.ui.answering import answering, press
from tests.ui.screens.plan.test_screen import column, show


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    store_plan(desk)
    return show(qtbot, desk)


def _put(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def _items(desk: Desk, name: str) -> list[PlanItem]:
    return [item for item in desk.read.load_all(PlanItem) if item.title == name]


def test_a_pasted_column_that_fits_nowhere_is_shown_and_placed(plan: PlanScreen, desk: Desk) -> None:
    header = "№ п/п\tНаименование мероприятий\tЦвет папки\tКласс\tСроки выполнения\tОтветственные лица"
    _put(f"{header}\n7.\tДень науки\tсовещание\t5 А\t8 февраля\tИванова И. И.")
    seen: list[str] = []

    def place(asked: QDialog) -> None:
        assert isinstance(asked, PasteDialog)
        seen.extend(label.text() for label in asked.findChildren(QLabel))
        assert [choice.currentText() for choice in asked.choices] == ["Не брать", "Не брать"]
        asked.choices[0].setCurrentText("Результат")
        asked.take()

    with answering(place):
        plan.commands.paste()
    assert {"Столбец «Цвет папки»: совещание", "Столбец «Класс»: 5 А"} <= set(seen)
    [made] = _items(desk, "День науки")
    words = (made.number, made.deadline, made.responsible, made.result)
    assert words == ("7.", "8 февраля", "Иванова И. И.", "совещание")
    assert "Наименование мероприятий" not in column(plan, TITLE)


def test_a_table_of_word_is_pasted_line_by_line_with_steps_and_taken_back_at_once(plan: PlanScreen, desk: Desk) -> None:
    html = (
        "<p>Утверждено</p><table><tr><th>№<th>Содержание работы<th>Срок<th>Исполнители</tr>"
        "<tr><td rowspan=2>1<td rowspan=2>Форум <del>отцов</del><p>матерей</p><td>март<td>Иванова И. И.<br>совет</tr>"
        "<tr><td>до 15.03<br>до 20.09<td>Петров П. П.</tr></table>"
    )
    _put("не то", html)
    before = column(plan, TITLE)
    seen: list[str] = []
    with answering(press("Вставить", seen)):
        plan.commands.paste()
    assert "Вне таблицы, не вставляется: Утверждено" in seen
    [made] = _items(desk, "Форум\nматерей")
    assert (made.deadline, made.responsible) == ("март", "Иванова И. И.\nсовет")
    assert [(step.deadline, step.responsible) for step in made.steps] == [("до 15.03\nдо 20.09", "Петров П. П.")]
    assert [person.name or person.position for person in made.people] == ["Иванова И. И.", "совет"]
    desk.undo()
    assert column(plan, TITLE) == before


def test_a_paste_given_up_changes_nothing(plan: PlanScreen, desk: Desk) -> None:
    before = column(plan, TITLE)
    _put("Мероприятие\tСрок\tКласс\nДень науки\tмай\t5 А")
    with answering(press("Отмена")):
        plan.commands.paste()
    assert column(plan, TITLE) == before


def test_a_first_row_that_may_be_a_heading_is_asked_about(plan: PlanScreen) -> None:
    _put("Ответственные\tВедомство\nИванова И. И.\tДень науки")
    with answering(press("Это заголовок"), press("Отмена")):
        plan.commands.paste()
    assert "Ответственные" not in column(plan, TITLE)


def test_sections_and_states_copied_come_back(plan: PlanScreen, desk: Desk) -> None:
    titles = column(plan, TITLE)
    names = ("Научно-методическая деятельность", "Заседания координационного совета")
    plan.tree.choose([plan.tree.plan.lines[titles.index(name)].key for name in names])
    plan.commands.copy()
    plan.commands.paste()
    assert column(plan, TITLE).count(names[0]) == 1
    first, second = _items(desk, names[1])
    assert (first.deadline, first.responsible, first.state) == (second.deadline, second.responsible, second.state)


def test_an_unknown_column_of_a_list_is_shown_and_hidden_columns_take_no_place(qtbot: QtBot, desk: Desk) -> None:
    screen = MembersScreen(desk, Settings())
    qtbot.addWidget(screen)
    screen.organizations.table.show_column("kind", False)
    _put("МКОУ НОШ д. Ольховка\tБыстрова Лариса Кузьминична")
    screen.organizations.table.paste()
    [made], [head] = desk.read.load_all(Organization), desk.read.load_all(Person)
    assert (made.short_name, made.head_id) == ("МКОУ НОШ д. Ольховка", head.id)
    _put("Школа\tТелефон\tКод\nМКОУ ООШ с. Ключи\t2-11-05\t17")
    seen: list[str] = []
    with answering(press("Вставить", seen)):
        screen.organizations.table.paste()
    assert "Столбец «Код»: 17" in seen
    assert desk.read.value("SELECT phone FROM organizations WHERE short_name = 'МКОУ ООШ с. Ключи'") == "2-11-05"


def test_whom_a_name_may_mean_is_asked_before_the_rows_are_stored(qtbot: QtBot, desk: Desk) -> None:
    desk.change("Person added", Person(name="Тихонов Алексей Викторович"))
    screen = MembersScreen(desk, Settings())
    qtbot.addWidget(screen)
    _put("Школа\tДиректор\nМКОУ СОШ с. Луговое\tТихонов А.")
    with answering(press("Вставить")):
        screen.organizations.table.paste()
    assert [one.name for one in desk.read.load_all(Person)] == ["Тихонов Алексей Викторович", "Тихонов А."]


def test_every_list_with_a_form_takes_rows(qtbot: QtBot, desk: Desk) -> None:
    screen = ResourcesScreen(desk, Settings())
    qtbot.addWidget(screen)
    _put("Наименование\tВид\tЕд. изм.\nАтлас\tучебники\tшт.")
    result = screen.view("resources")
    assert isinstance(result, ListScreen)
    result.table.paste()
    assert [(one.name, one.unit) for one in desk.read.load_all(Resource)] == [("Атлас", "шт.")]
