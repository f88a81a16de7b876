"""The council's screen: meetings, agendas by keyboard and mouse, speakers, repeating a year, seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.council import Meeting
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.link_editor import NewRecord
from cluster_desk.ui.screens.cluster import ClusterScreen
from cluster_desk.ui.screens.council.agenda_table import SPEAKERS, TOPIC
from cluster_desk.ui.screens.council.dialogs import RepeatDialog, SpeakersDialog
from cluster_desk.ui.screens.council.meetings_list import meeting_lines
from cluster_desk.ui.screens.council.screen import CouncilScreen
from tests.ui.answering import answering, press

TODAY = dt.date(2026, 10, 13)


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


def _show(qtbot: QtBot, desk: Desk) -> CouncilScreen:
    screen = CouncilScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


@pytest.fixture
def council(qtbot: QtBot, sample: Desk) -> CouncilScreen:
    return _show(qtbot, sample)


def _topics(council: CouncilScreen) -> list[str]:
    return [item.topic for item in council.meetings.agenda.agenda.items]


def _dialog() -> QDialog:
    dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isModal()]
    results = [each for each in dialogs if each.isVisible()]
    return results[-1]


def test_the_next_meeting_is_shown_first(council: CouncilScreen) -> None:
    meetings = council.meetings
    assert meetings.page.title.text() == "Заседание №\u00a014"
    assert meetings.page.subtitle.whole() == "четверг, 22\u00a0октября\u00a02026 г., 10:00"
    said = meetings.list.model().index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "№\u00a011\u200320\u00a0января\u00a02026, Итоги 2025 года и план на 2026 год, Протокол подтверждён"
    QAbstractItemModelTester(meetings.agenda.agenda, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_field_is_stored_when_it_is_left_and_taken_back(council: CouncilScreen, sample: Desk) -> None:
    meetings = council.meetings
    time = meetings.header.editors["time"].inputs()[0]
    assert isinstance(time, QLineEdit)
    time.setFocus()
    time.selectAll()
    QTest.keyClicks(time, "14.30")
    QTest.keyClick(time, Qt.Key.Key_Tab)
    assert meetings.page.subtitle.whole().endswith("14:30")
    step = sample.undo()
    assert step is not None
    assert step.label() == "Изменено заседание: Заседание №\u00a014"
    assert time.text() == "10:00"


def test_a_date_that_is_none_stays_typed_and_keeps_the_meeting(council: CouncilScreen, sample: Desk) -> None:
    day = council.meetings.header.editors["day"].inputs()[0]
    assert isinstance(day, QLineEdit)
    day.setFocus()
    day.selectAll()
    QTest.keyClicks(day, "31.02.2026")
    QTest.keyClick(day, Qt.Key.Key_Tab)
    assert council.meetings.header.problem.words.text() == "Дата: Такой даты нет. Пишите так: 22.10.2026."
    assert not council.may_leave()
    assert sample.next_undo() is None


def test_questions_are_moved_by_keys_and_by_mouse(council: CouncilScreen, sample: Desk) -> None:
    table = council.meetings.agenda
    before = _topics(council)
    table.setFocus()
    table.go_to(1)
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _topics(council) == [before[1], before[0], *before[2:]]
    assert table.current_place() == 0
    dragged: QMimeData = table.agenda.mimeData([table.agenda.index(0, TOPIC)])
    table.agenda.dropMimeData(dragged, Qt.DropAction.MoveAction, 5, 0, QModelIndex())
    assert _topics(council) == [before[0], *before[2:], before[1]]
    sample.undo()
    sample.undo()
    assert _topics(council) == before


def test_a_question_is_edited_in_place(council: CouncilScreen, sample: Desk) -> None:
    table = council.meetings.agenda
    table.setFocus()
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    editor.selectAll()
    editor.insertPlainText("Об итогах четверти")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert _topics(council)[0] == "Об итогах четверти"
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert "Об итогах четверти" not in _topics(council)


def test_a_cell_half_typed_is_stored_when_the_area_is_left(qtbot: QtBot, sample_file: Path) -> None:
    app = App(Settings())
    qtbot.addWidget(app.window)
    assert app.open(sample_file)
    with qtbot.waitActive(app.window):
        app.window.show()
    shell = app.window.shell
    assert shell is not None
    shell.go("council")
    council = shell.screens["council"]
    assert isinstance(council, CouncilScreen)
    table = council.meetings.agenda
    table.setFocus()
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Начатое")
    assert shell.may_leave()
    assert _topics(council)[0] == "Начатое"
    app.finish()


def test_a_new_question_is_typed_and_entered(council: CouncilScreen) -> None:
    field = council.meetings.new_topic
    field.setText("О подвозе обучающихся")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _topics(council)[-1] == "О подвозе обучающихся"
    assert field.text() == ""
    last = council.meetings.agenda.agenda.index(len(_topics(council)) - 1, SPEAKERS)
    assert last.data() == "выступающий не указан"


def test_a_new_question_takes_its_speaker_and_is_not_lost(council: CouncilScreen, sample: Desk) -> None:
    meetings = council.meetings
    meetings.new_topic.setText("О питании")
    meetings.agenda_view.new_speaker.setText("Воронцова М. С., председатель")
    QTest.keyClick(meetings.agenda_view.new_speaker, Qt.Key.Key_Return)
    meeting = meetings.meeting
    assert meeting is not None
    speaker = meeting.agenda[-1].speakers[0]
    assert (speaker.words, speaker.person_id is not None) == ("Воронцова М. С., председатель", True)
    before = len(meeting.agenda)
    for answer, leaves, added in (("Остаться", False, 0), ("Сохранить", True, 1), ("Не сохранять", True, 0)):
        count = len(_topics(council))
        meetings.new_topic.setText("О подвозе")
        with answering(press(answer)):
            assert council.may_leave() is leaves
        assert len(_topics(council)) == count + added
        meetings.new_topic.clear()
    assert len(_topics(council)) == before + 1


def test_one_meeting_is_repeated(council: CouncilScreen, sample: Desk) -> None:
    council.meetings.repeat_this()
    dialog = _dialog()
    assert isinstance(dialog, RepeatDialog)
    assert dialog.main.text() == "Создать 1 заседание"
    dialog.main.click()
    assert council.meetings.meeting is not None
    assert council.meetings.meeting.day is not None
    assert council.meetings.meeting.day.year == 2027


def test_names_typed_before_are_offered(council: CouncilScreen, sample: Desk) -> None:
    field = council.meetings.agenda_view.new_speaker
    council.meetings.new_topic.setText("О питании")
    field.setText("Гость Г. Г., поселковый совет")
    QTest.keyClick(field, Qt.Key.Key_Return)
    model = field.completer().model()
    offered = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert "Гость Г. Г., поселковый совет" in offered


def test_each_person_is_offered_once(council: CouncilScreen, sample: Desk) -> None:
    field = council.meetings.agenda_view.new_speaker
    for words in (
        "Гостев Г. Г., поселковый совет",
        "Г.Г. Гостев, председатель совета",
        "Г.Г. Гостев, председатель совета",
    ):
        council.meetings.new_topic.setText("О питании")
        field.setText(words)
        QTest.keyClick(field, Qt.Key.Key_Return)
    model = field.completer().model()
    offered = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert [words for words in offered if "Гостев" in words] == ["Г.Г. Гостев, председатель совета"]
    assert len([words for words in offered if words.startswith("Воронцова")]) == 1


def test_a_meeting_that_is_over_is_not_offered_decisions(council: CouncilScreen, sample: Desk) -> None:
    meetings = council.meetings
    shown = {}
    for line in meeting_lines(sample.read, TODAY):
        meetings.go_to(line.id)
        shown[line.day is not None and line.day < TODAY] = meetings.agenda_view.proposal.isVisible()
    assert shown == {True: False, False: True}


def test_what_a_narrow_window_cuts_of_a_proposal_ends_in_dots_and_stands_in_a_tip(council: CouncilScreen) -> None:
    council.resize(620, 480)
    line = council.meetings.agenda_view.proposal.more
    assert line.text().endswith("…")
    assert "Его можно вынести на это заседание" in line.toolTip()


def _open_names(field: QLineEdit, typed: str) -> QAbstractItemView:
    """The list of names below `field` after `typed`."""
    field.setText(typed)
    completer = field.completer()
    completer.setCompletionPrefix(typed)
    completer.complete()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_enter_in_the_open_list_of_names_takes_what_is_typed(council: CouncilScreen, sample: Desk) -> None:
    """What Enter stores shows the meeting anew: the list that handles the key must outlive it."""
    meetings = council.meetings
    before = len(_topics(council))
    meetings.new_topic.setText("О питании")
    for tab, field in (("", meetings.agenda_view.new_speaker), ("attendance", meetings.attendance.new_guest)):
        if tab:
            meetings.show_tab(tab)
        offered = field.completer()
        popup = _open_names(field, "Ворон")
        QTest.keyClick(popup, Qt.Key.Key_Return)
        assert field.completer() is offered
        assert (field.text(), popup.isVisible()) == ("", False)
    assert meetings.meeting is not None
    assert len(_topics(council)) == before + 1
    assert [each.words for each in meetings.meeting.agenda[-1].speakers] == ["Ворон"]
    assert [each.words for each in meetings.meeting.guests][-1] == "Ворон"


def test_enter_on_a_name_offered_writes_it_and_adds_nothing_yet(council: CouncilScreen, sample: Desk) -> None:
    field, before = council.meetings.agenda_view.new_speaker, len(_topics(council))
    council.meetings.new_topic.setText("О питании")
    popup = _open_names(field, "Воронц")
    popup.setCurrentIndex(popup.model().index(0, 0))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (field.text(), len(_topics(council))) == ("Воронцова М. С., председатель", before)
    QTest.keyClick(field, Qt.Key.Key_Return)
    meeting = council.meetings.meeting
    assert meeting is not None
    assert [each.words for each in meeting.agenda[-1].speakers] == ["Воронцова М. С., председатель"]
    assert field.text() == ""


def test_speakers_are_chosen_typed_and_removed(council: CouncilScreen, sample: Desk) -> None:
    dialog = council.meetings.edit_speakers(1)
    assert isinstance(dialog, SpeakersDialog)
    completer = dialog.field.completer()
    offered = [completer.model().index(row, 0).data() for row in range(3)]
    assert offered[0] == "Воронцова М. С., председатель"
    dialog.list.setCurrentRow(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    dialog.field.setText(offered[0])
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    dialog.field.setText("представитель родителей")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    meeting = council.meetings.meeting
    assert meeting is not None
    speakers = meeting.agenda[1].speakers
    assert [one.words for one in speakers][1:] == ["Воронцова М. С., председатель", "представитель родителей"]
    assert (speakers[1].person_id is not None, speakers[2].person_id) == (True, None)
    sample.undo()
    assert len(council.meetings.agenda.agenda.items[1].speakers) == 2


def test_last_year_is_repeated_as_one_change(council: CouncilScreen, sample: Desk) -> None:
    before = sample.read.value("SELECT count(*) FROM meetings")
    council.meetings.repeat()
    dialog = _dialog()
    assert isinstance(dialog, RepeatDialog)
    assert dialog.year.currentText() == "2026"
    assert dialog.main.text() == "Создать 5 заседаний"
    first = dialog.lines[0]
    assert (first.day.value(), first.week_day.text()) == (dt.date(2027, 1, 19), "вторник")
    first.box.setChecked(False)
    dialog.main.click()
    assert sample.read.value("SELECT count(*) FROM meetings") == before + 4
    made = sample.read.load_all(Meeting)[-4:]
    assert [one.number for one in made] == [17, 18, 19, 20]
    assert all(one.agenda for one in made)
    sample.undo()
    assert sample.read.value("SELECT count(*) FROM meetings") == before


def test_a_first_meeting_begins_with_the_next_number(qtbot: QtBot, desk: Desk) -> None:
    screen = _show(qtbot, desk)
    screen.meetings.add()
    form = _dialog().findChild(RecordForm)
    assert isinstance(form, RecordForm)
    assert form.pane.editors["number"].value() == 1
    assert not form.save()
    assert form.pane._lines["day"].words.text() == "Заполните «Дата»."
    form.pane.editors["day"].set_value(dt.date(2026, 10, 22))
    assert form.save()
    assert screen.meetings.page.title.text() == "Заседание №\u00a01"


def test_closing_the_window_of_a_new_meeting_asks_about_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    _show(qtbot, desk).meetings.add()
    dialog = _dialog()
    form = dialog.findChild(RecordForm)
    assert isinstance(form, RecordForm)
    form.pane.editors["theme"].set_value("Итоги года")
    with answering(press("Остаться")):
        dialog.close()
    assert dialog.isVisible()
    form.clear()
    dialog.close()
    assert not dialog.isVisible()


def test_a_person_is_told_once(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    council.show_view("seats")
    seats = council.seats
    seats.add()
    editors = seats.form.pane.editors
    known = sample.read.row("SELECT id, position, organization_id FROM people WHERE position <> '' LIMIT 1")
    assert known
    editors["person_id"].set_value(known[0])
    editors["person_id"].left.emit()
    assert (editors["position"].value(), editors["organization_id"].value()) == (known[1], known[2])
    assert seats.form.title.whole() == sample.read.value("SELECT name FROM people WHERE id = ?", known[0])
    seats.form.clear()
    seats.add()
    editors["person_id"].set_value(NewRecord("Новая Анна Ивановна"))
    editors["position"].set_value("методист")
    editors["organization_id"].set_value(known[2])
    assert seats.form.save()
    row = sample.read.row("SELECT position, organization_id FROM people WHERE name = 'Новая Анна Ивановна'")
    assert row == ("методист", known[2])


def test_a_seat_is_changed_in_its_form(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    council.show_view("seats")
    seats = council.seats
    assert seats.list_page.foot.whole() == "11 мест"
    seats.table.go_to(seats.table.list_model.key(0))
    qtbot.waitUntil(lambda: seats.form.record is not None)
    seats.form.pane.editors["until"].set_value(dt.date(2020, 1, 1))
    assert not seats.form.save()
    assert seats.form.pane._lines["until"].words.text().startswith("Раньше начала")


def test_settings_change_the_cluster_and_this_computer(qtbot: QtBot, sample: Desk) -> None:
    chosen: list[str] = []
    screen = ClusterScreen(sample, chosen.append, chosen.append)
    qtbot.addWidget(screen)
    screen.show()
    name = screen.form.pane.editors["district"].inputs()[0]
    assert isinstance(name, QLineEdit)
    name.setText("Заречный округ")
    assert screen.form.save()
    assert sample.read.value("SELECT district FROM cluster") == "Заречный округ"
    screen.language.activated.emit(1)
    qtbot.waitUntil(lambda: chosen == ["en"])


def test_an_empty_seat_is_told_as_a_vacancy(council: CouncilScreen) -> None:
    council.show_view("seats")
    model = council.seats.table.list_model
    place = [column.key for column in council.seats.table.columns].index("person_id")
    shown = [model.index(row, place).data() for row in range(model.rowCount())]
    assert shown.count("вакансия") == 1
