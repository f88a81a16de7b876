"""What was done before, as a user reaches it: undo, the history of a record from every screen, the bin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.editors import pass_on_undo
from cluster_desk.ui.frame.help import HelpWindow
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.screens.calendar.screen import CalendarScreen
from cluster_desk.ui.screens.members import MembersScreen
from cluster_desk.ui.screens.plan.screen import PlanScreen
from cluster_desk.ui.screens.safety.history_dialog import HistoryDialog, RecordHistoryDialog
from cluster_desk.ui.screens.safety.kind_words import many
from cluster_desk.ui.screens.safety.trash_dialog import TrashDialog
from tests.builders import a_meeting, an_organization
from tests.ui.answering import answering, press


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _type_into_a_form(app: App, qtbot: QtBot) -> MembersScreen:
    assert app.window.shell
    assert app.window.shell.go("members")
    screen = app.window.shell.screens["members"]
    assert isinstance(screen, MembersScreen)
    form = screen.organizations.form
    screen.organizations.open(2)
    qtbot.waitUntil(form.isVisible)
    form.pane.editors["short_name"].set_value("Лицей, набранное")
    assert form.dirty
    return screen


def test_undo_takes_back_what_is_typed_before_what_is_saved(app: App, qtbot: QtBot) -> None:
    assert app.desk
    assert app.window.shell
    [row] = app.desk.change("Person added", Person(name="Тихонова Нина Ивановна"), subject="Тихонова Н. И.")
    screen = _type_into_a_form(app, qtbot)
    form = screen.organizations.form
    seen: list[str] = []
    with answering(press("Продолжить правку", seen)):
        app.undo()
    assert "не сохранена" in seen[0]
    with answering(press("Отменить набранное")):
        app.undo()
    assert not form.dirty
    assert form.record is not None
    assert form.pane.editors["short_name"].value() == form.record.display_name()
    assert app.desk.read.load(Person, row)
    assert app.window.shell.status.change.whole() == "Набранное отменено."
    app.undo()
    assert app.desk.read.load(Person, row) is None


def test_redo_in_a_field_hears_both_keys_that_people_know(qtbot: QtBot, parent: QWidget) -> None:
    field = QLineEdit(parent)
    pass_on_undo(field)
    parent.show()
    qtbot.waitExposed(parent)
    for keys in (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y), (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z,
    ):  # fmt: skip
        field.clear()
        field.insert("слово")
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == ""
        QTest.keyClick(field, keys[1], keys[0])
        assert field.text() == "слово"


def _history(app: App) -> RecordHistoryDialog:
    app.safety.show_record_history()
    [result] = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, RecordHistoryDialog) and one.isVisible()
    ]
    return result


@pytest.mark.parametrize(
    ("area", "kind"),
    [
        ("plan", "PlanSection"), ("calendar", "PlanItem"), ("council", "Meeting"), ("log", "Event"),
        ("members", "Organization"), ("resources", "Resource"), ("indicators", "Indicator"), ("cluster", "Cluster"),
    ],
)  # fmt: skip
def test_every_area_tells_which_record_the_user_is_at(app: App, area: str, kind: str) -> None:
    shell = app.window.shell
    assert shell
    shell.go(area)
    screen = shell.screens[area]
    if isinstance(screen, PlanScreen):
        screen.tree.setFocus()
    elif isinstance(screen, CalendarScreen):
        entry = next(one for one in screen.calendar_data.entries if one.kind == "item" and one.first.day > 1)
        screen.go_to(entry.first)
        screen.grid.go_to(entry.first)
        screen.grid.choose(entry)
    elif area != "council":
        for each in screen.findChildren(ListScreen):
            each.table.setFocus()
    result = shell.current_record()
    assert result
    assert result[0].__name__ == kind
    dialog = _history(app)
    assert dialog.windowTitle().startswith("История: ")
    assert dialog.note.text() == "Пока ничего не менялось."
    dialog.reject()


def test_nothing_chosen_is_told_and_opens_nothing(app: App) -> None:
    assert app.window.shell
    app.window.shell.go("papers")
    app.safety.show_record_history()
    assert app.window.shell.status.change.whole() == "Сначала выберите запись: тогда откроется её история."


def test_a_record_of_the_file_s_beginning_is_brought_back_as_it_was_before_its_first_change(
    app: App, qtbot: QtBot
) -> None:
    assert app.desk
    screen = _type_into_a_form(app, qtbot)
    assert screen.organizations.form.save()
    name = "МКОУ лицей пгт Заречный"
    dialog = _history(app)
    rows = dialog.table.list_model.rows
    assert [row[2] for row in rows][1:] == ["Как было до этих изменений"]
    assert not dialog.main.isEnabled()
    assert dialog.table.go_to(-1)
    assert dialog.main.isEnabled()
    dialog.take()
    assert app.desk.read.value("SELECT short_name FROM organizations WHERE id = 2") == name
    app.undo()
    assert app.desk.read.value("SELECT short_name FROM organizations WHERE id = 2") == "Лицей, набранное"


def test_what_is_typed_keeps_an_earlier_state_from_coming_over_it(app: App, qtbot: QtBot) -> None:
    form = _type_into_a_form(app, qtbot).organizations.form
    assert form.save()
    form.pane.editors["phone"].set_value("8 (00000) 2-00-77")
    dialog = _history(app)
    assert dialog.table.go_to(-1)
    assert not dialog.main.isEnabled()
    assert "Есть набранное и не сохранённое" in dialog.note.text()
    dialog.reject()
    form.clear()


def test_the_history_of_the_file_is_searched_and_leads_to_the_record(desk: Desk, parent: QWidget) -> None:
    desk.change("Meeting added", a_meeting(), subject="Заседание № 14")
    [row] = desk.change("Organization added", an_organization(short_name="Берёзовская школа"))
    dialog = HistoryDialog(desk, parent)
    dialog.field.setText("березов")
    assert dialog.table.list_model.rowCount() == 0  # what is searched is the subject of a change, told by its maker
    assert dialog.count.text() == "Ничего не найдено."
    dialog.field.setText("организация")
    assert [one[2] for one in dialog.table.list_model.rows] == ["Добавлена организация"]
    dialog.go_to_record()
    [result] = dialog.findChildren(RecordHistoryDialog)
    assert result.windowTitle() == "История: Берёзовская школа"
    fields = {one[2]: one[4] for one in result.changes.list_model.rows if one[1].startswith("Организация")}
    assert fields["Краткое"] == "Берёзовская школа"
    result.reject()
    organization = desk.read.load(Organization, row)
    assert organization
    desk.change("Organization deleted", remove=[organization])
    dialog.search()
    assert len(dialog.table.list_model.rows) == 2


def test_several_records_come_back_from_the_bin_at_once(desk: Desk, parent: QWidget) -> None:
    rows = desk.change("Added", *[Person(name=name) for name in ("Носов Кирилл", "Зимина Анна", "Орлова Вера")])
    desk.change("Person deleted", remove=desk.read.load_all(Person, rows))
    dialog = TrashDialog(desk, parent)
    dialog.field.setText("вера")
    assert dialog.table.list_model.rowCount() == 1
    dialog.field.setText("")
    dialog.table.selectAll()
    dialog.take()
    assert dialog.note.text() == "Корзина пуста."
    assert len(desk.read.load_all(Person, rows)) == 3
    desk.undo()
    assert desk.read.load_all(Person, rows) == []


def test_the_bin_asks_before_it_brings_back_what_else_is_needed(desk: Desk, parent: QWidget) -> None:
    [school] = desk.change("Added", an_organization(short_name="МКОУ ООШ д. Дальняя"))
    [person] = desk.change("Added", Person(name="Тихонов Андрей Викторович", organization_id=school))
    desk.change("Person deleted", remove=desk.read.load_all(Person, [person]))
    desk.change("Organization deleted", remove=desk.read.load_all(Organization, [school]))
    parent.show()
    dialog = TrashDialog(desk, parent)
    dialog.show()
    assert dialog.table.go_to(1)
    seen: list[str] = []
    with answering(press("Отмена", seen)):
        dialog.take()
    assert seen[0] == "«Тихонов Андрей Викторович» возвращается не в одиночку"
    assert "Организация: МКОУ ООШ д. Дальняя" in seen[1]
    assert desk.read.load(Person, person) is None
    with answering(press("Вернуть вместе")):
        dialog.take()
    assert desk.read.load(Person, person)
    assert desk.read.load(Organization, school)
    dialog.reject()


def test_an_emptied_bin_leaves_nothing_to_undo_and_no_name_in_sight(app: App) -> None:
    desk, shell = app.desk, app.window.shell
    assert desk
    assert shell
    [row] = desk.change("Person added", Person(name="Тихонова Нина Ивановна"), subject="Тихонова Нина Ивановна")
    desk.change("Person deleted", remove=desk.read.load_all(Person, [row]), subject="Тихонова Нина Ивановна")
    assert "Тихонова" in shell.strip.undo.text()
    desk.empty_trash()
    assert shell.strip.undo.text() == "Отменить"
    assert not shell.strip.undo.isEnabled()
    assert "Тихонова" not in shell.status.change.whole()


def test_dialogs_of_the_past_have_their_help_and_their_tabs_go_as_the_eye(
    desk: Desk, parent: QWidget, qtbot: QtBot
) -> None:
    parent.show()
    dialog = TrashDialog(desk, parent)
    dialog.show()
    qtbot.waitExposed(dialog)
    result = dialog.show_help()
    assert isinstance(result, HelpWindow)
    assert "Корзина" in result.text.toPlainText()
    result.close()
    feet: list[QWidget] = []
    following: QWidget | None = dialog.table
    while following is not None and len(feet) < 3:
        following = following.nextInFocusChain()
        if following in (dialog.empty, dialog.cancel, dialog.main):
            feet.append(following)
    assert feet == [dialog.empty, dialog.cancel, dialog.main]
    dialog.reject()


def test_in_a_narrow_window_no_menu_is_cut_off_and_the_age_of_the_copy_stays_in_sight(app: App, qtbot: QtBot) -> None:
    shell = app.window.shell
    assert shell
    shell.status.show_copy_age("Копия не сделана; последняя: вчера, 15:40", False)
    app.window.resize(911, 465)
    qtbot.waitUntil(lambda: shell.strip.bar.width() >= shell.strip.bar.sizeHint().width())
    assert shell.width() == 911
    status = shell.status
    qtbot.waitUntil(lambda: all(label.text() == label.whole() for label in (status.copy, status.saved)))


def test_in_the_plan_an_open_form_covers_no_button(app: App, qtbot: QtBot) -> None:
    shell = app.window.shell
    assert shell
    shell.go("plan")
    screen = shell.screens["plan"]
    assert isinstance(screen, PlanScreen)
    item = next(line for line in screen.lines if line.kind == "item")
    screen.open_item(item.key)
    qtbot.waitUntil(screen.form.isVisible)
    QApplication.processEvents()
    right = screen.chooser.mapTo(screen, screen.chooser.rect().topRight()).x()
    assert screen.checker.button.mapTo(screen, screen.checker.button.rect().topLeft()).x() > right


def test_questions_of_a_meeting_are_told_as_many() -> None:
    assert many(AgendaItem) == "Вопросы"
