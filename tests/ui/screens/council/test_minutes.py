"""Minutes written at the meeting by keyboard alone: attendance, questions, decisions, votes, the lock, the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Meeting, MinutesState
from cluster_desk.data.queries.minutes import list_decisions, minutes_of, roll_of
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.council.decisions_table import TEXT
from cluster_desk.ui.screens.council.dialogs import StandInDialog
from cluster_desk.ui.screens.council.screen import CouncilScreen

TODAY = dt.date(2026, 10, 22)


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture
def council(qtbot: QtBot, sample: Desk) -> CouncilScreen:
    return _show(qtbot, sample)


def _show(qtbot: QtBot, desk: Desk) -> CouncilScreen:
    screen = CouncilScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    screen.meetings.go_to(_row(desk, 14))
    return screen


def _row(desk: Desk, number: int) -> int:
    return int(desk.read.value("SELECT id FROM meetings WHERE number = ?", number))


def _meeting(desk: Desk, number: int) -> Meeting:
    record = desk.read.load(Meeting, _row(desk, number))
    assert record is not None
    return record


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _type(text: str) -> None:
    """Letters to whoever has the keyboard; Qt's own test keys know Latin ones only."""
    for letter in text:
        widget = _focus()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))


def _awake() -> None:
    """Without a screen a list of names that was open leaves its window asleep."""
    popup = QApplication.activePopupWidget()
    if popup:
        popup.hide()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CouncilScreen) and one.isVisible())
    window.activateWindow()
    QApplication.processEvents()


def _press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focus(), key, modifier)
    QApplication.processEvents()


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _write_decision(qtbot: QtBot, text: str, who: str, due: str) -> None:
    _press(qtbot, Qt.Key.Key_D, CTRL)
    _type(text)
    _press(qtbot, Qt.Key.Key_Return)
    _type(who)
    _awake()
    _press(qtbot, Qt.Key.Key_Return)
    _type(due)
    _press(qtbot, Qt.Key.Key_Return)


def test_words_pasted_on_the_blank_row_begin_a_decision(qtbot: QtBot, sample: Desk) -> None:
    long = sample.draft(Meeting, number=17, day=TODAY, theme="Итоги", agenda=[AgendaItem(topic="Вопрос")])
    sample.change("Meeting added", long)
    screen = _show(qtbot, sample)
    screen.meetings.go_to(long.id or 0)
    screen.meetings.show_tab("minutes")
    table = screen.meetings.minutes.fields.table
    table.setFocus()
    table.setCurrentIndex(table.decisions.index(0, TEXT))
    QApplication.clipboard().setText("Провести форум")
    _press(qtbot, Qt.Key.Key_V, CTRL)
    _press(qtbot, Qt.Key.Key_Return)
    assert [one.text for one in _meeting(sample, 17).agenda[0].decisions] == ["Провести форум"]


def test_minutes_of_eight_questions_and_fifteen_decisions_without_the_mouse(qtbot: QtBot, sample: Desk) -> None:
    long = sample.draft(
        Meeting, number=17, day=TODAY, theme="Итоги", agenda=[AgendaItem(topic=f"Вопрос {n}") for n in range(1, 9)]
    )
    sample.change("Meeting added", long)
    screen = _show(qtbot, sample)
    screen.meetings.go_to(long.id or 0)
    screen.meetings.list.setFocus()
    _press(qtbot, Qt.Key.Key_2, ALT)
    for _seat in range(9):
        _press(qtbot, Qt.Key.Key_Space)
        _press(qtbot, Qt.Key.Key_Down)
    assert screen.meetings.attendance.quorum.words.text() == "Кворум есть: 9 из 10"
    _press(qtbot, Qt.Key.Key_3, ALT)
    for question in range(1, 9):
        _type(f"Лебедева И. П. о вопросе {question}.")
        _press(qtbot, Qt.Key.Key_Tab)
        _type("Громова Е. Н.: поддерживает.")
        for decision in range(1, 3 if question < 8 else 2):
            _write_decision(
                qtbot, f"Сделать дело {question}-{decision}", "Тихонов А. В., Савельева Т. И.", "до 30 ноября"
            )
        _press(qtbot, Qt.Key.Key_U, CTRL)
        _press(qtbot, Qt.Key.Key_PageDown, CTRL)
    result = minutes_of(sample.read, long.id or 0, TODAY)
    assert [item.record.heard for item in result] == [f"Лебедева И. П. о вопросе {n}." for n in range(1, 9)]
    assert {item.record.spoke for item in result} == {"Громова Е. Н.: поддерживает."}
    decisions = [one for item in result for one in item.decisions]
    assert len(decisions) == 15
    assert {one.who for one in decisions} == {("Тихонов А. В.", "Савельева Т. И.")}
    assert {one.due for one in decisions} == {"2026-11-30"}
    assert [one.number for one in decisions[:3]] == ["1.1", "1.2", "2.1"]
    assert all(item.record.unanimous and item.record.votes_for == 9 for item in result)
    executors = _meeting(sample, 17).agenda[0].decisions[0].executors
    assert all(one.person_id for one in executors)


def test_votes_above_those_present_are_told_beside_the_field(qtbot: QtBot, council: CouncilScreen) -> None:
    meetings = council.meetings
    meetings.show_tab("attendance")
    for _seat in range(6):
        _press(qtbot, Qt.Key.Key_Space)
        _press(qtbot, Qt.Key.Key_Down)
    meetings.show_tab("minutes")
    fields = meetings.minutes.fields
    fields.votes["votes_for"].setFocus()
    fields.votes["votes_for"].selectAll()
    _type("9")
    _press(qtbot, Qt.Key.Key_Tab)
    said = fields.vote_problem.words.text()
    assert said.startswith("Голосов 9, а присутствуют с правом голоса 6.")
    assert fields.vote_problem.isVisible()
    assert not meetings.may_leave()
    fields.votes["votes_for"].setValue(6)
    assert meetings.may_leave()
    assert not fields.vote_problem.isVisible()


def test_nobody_spoke_is_ticked_and_taken_back(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    council.meetings.show_tab("minutes")
    view = council.meetings.minutes
    view.fields.texts["spoke"].text.setFocus()
    _press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view.fields.nobody_spoke
    _press(qtbot, Qt.Key.Key_Space)
    assert _meeting(sample, 14).agenda[0].no_speeches
    view.fields.texts["spoke"].text.setFocus()
    _type("Громова Е. Н.: против.")
    assert council.meetings.may_leave()
    assert not _meeting(sample, 14).agenda[0].no_speeches
    assert not view.fields.nobody_spoke.isEnabled()


def test_a_stand_in_is_told_by_enter_and_makes_the_quorum(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    meetings = council.meetings
    meetings.show_tab("attendance")
    view = meetings.attendance
    view.table.go_to(0)
    for place in (0, 1, 2, 4, 5):
        view.toggle(place)
    assert view.quorum.words.text() == "Кворума нет: 5 из 10"
    view.table.go_to(6)
    _press(qtbot, Qt.Key.Key_Return)
    results = [one for one in QApplication.topLevelWidgets() if isinstance(one, StandInDialog) and one.isVisible()]
    results[-1].stand_in.setText("Крюкова Л. Б., заместитель директора")
    results[-1].take()
    assert view.quorum.words.text() == "Кворум есть: 6 из 10"
    assert "Крюкова Л. Б., заместитель директора" in [
        seat.came for seat in roll_of(sample.read, _row(sample, 14)).seats
    ]


def test_speakers_without_a_seat_are_invited(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    council.meetings.go_to(_row(sample, 15))
    council.meetings.show_tab("attendance")
    council.meetings.attendance.invite_speakers()
    assert [one.words for one in _meeting(sample, 15).guests] == [
        "Лаптева О. Д., заместитель директора опорной школы",
        "руководители районных методических объединений",
    ]
    button = next(
        each for each in council.meetings.attendance.findChildren(QPushButton) if "не из совета" in each.text()
    )
    assert (button.isEnabled(), button.toolTip()) == (False, "Все выступающие — в совете или уже приглашены")


def test_a_name_is_chosen_by_ctrl_space_in_the_right_case(qtbot: QtBot, council: CouncilScreen) -> None:
    council.meetings.show_tab("minutes")
    fields = council.meetings.minutes.fields
    text = fields.texts["heard"].text
    text.setFocus()
    _type("Ворон")
    _press(qtbot, Qt.Key.Key_Space, CTRL)
    names = fields.names[0]
    assert names.completer.currentCompletion() == "Воронцова М. С."
    names.put("Воронцова М. С.")
    assert text.toPlainText() == "Воронцову М. С. "
    assert council.meetings.may_leave()


def test_confirmed_minutes_cannot_be_typed_into_until_unlocked(council: CouncilScreen, sample: Desk) -> None:
    meetings = council.meetings
    meetings.go_to(_row(sample, 13))
    meetings.show_tab("minutes")
    view = meetings.minutes
    assert view.state.text().startswith("Подтверждён 31")
    assert view.fields.texts["heard"].text.isReadOnly()
    assert view.fields.table.decisions.rowCount() == 1
    dialog = meetings.unlock_minutes()
    assert dialog is not None
    dialog.take()
    assert dialog.problem.words.text() == "Заполните «Причина»."
    dialog.reason.setPlainText("Ошибка в фамилии")
    dialog.take()
    assert not view.fields.texts["heard"].text.isReadOnly()
    assert [one.reason for one in _meeting(sample, 13).unlockings] == ["Ошибка в фамилии"]
    again = meetings.confirm_minutes()
    assert again is not None
    again.take()
    assert _meeting(sample, 13).minutes_state is MinutesState.CONFIRMED
    assert meetings.list.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("Протокол подтверждён")


def test_an_unfulfilled_decision_is_proposed_taken_and_left(council: CouncilScreen, sample: Desk) -> None:
    bar = council.meetings.agenda_view.proposal
    assert bar.isVisible()
    assert bar.words.whole().startswith("Не выполнено решение 2.1 протокола №\u00a012 «Составить общий график")
    assert bar.words.whole().endswith("срок: до 15 мая")
    bar.take.click()
    assert _meeting(sample, 14).agenda[-1].topic.startswith("О выполнении решения 2.1 протокола № 12")
    assert bar.words.whole().startswith("Не выполнено решение 2.1 протокола №\u00a013")
    bar.leave.click()
    assert not bar.words.whole().startswith("Не выполнено решение 2.1 протокола №\u00a013")
    assert len(_meeting(sample, 14).declined) == 1


def test_the_register_tells_late_ones_and_takes_what_was_done(council: CouncilScreen, sample: Desk) -> None:
    council.show_view("decisions")
    register = council.decisions
    register.list_page.filters.choose_chip("late")
    model = register.table.list_model
    assert model.rowCount() == 2
    key = model.key(0)
    decision = sample.read.load(Decision, key)
    assert decision is not None
    register.go_to(key)
    register.open(key)
    pane = register.form.pane
    pane.editors["state"].set_value(DecisionState.FULFILLED)
    pane.editors["fulfilled_on"].set_value(dt.date(1926, 10, 20))
    assert not register.form.save()
    pane.editors["fulfilled_on"].set_value(dt.date(2026, 10, 20))
    assert register.form.save()
    value = next(one for one in list_decisions(sample.read, TODAY) if one.id == key)
    assert (value.state, value.fulfilled_on) == (DecisionState.FULFILLED, "2026-10-20")
    assert "Просроченные 1" in [chip.text() for chip, _text in register.list_page.filters._chips.values()]


def test_the_decisions_of_one_meeting(council: CouncilScreen, sample: Desk) -> None:
    council.meetings.go_to(_row(sample, 13))
    council.meetings.show_tab("decisions")
    assert council.meetings.decisions.table.list_model.rowCount() == 6


def test_decisions_are_typed_moved_and_deleted(qtbot: QtBot, council: CouncilScreen, sample: Desk) -> None:
    council.meetings.show_tab("minutes")
    table = council.meetings.minutes.fields.table
    QAbstractItemModelTester(table.decisions, QAbstractItemModelTester.FailureReportingMode.Fatal)
    _write_decision(qtbot, "Первое", "", "")
    _write_decision(qtbot, "Второе", "руководители РМО", "постоянно")
    table.setFocus()
    table.setCurrentIndex(table.decisions.index(1, TEXT))
    _press(qtbot, Qt.Key.Key_Up, ALT)
    item = _meeting(sample, 14).agenda[0]
    assert [one.text for one in item.decisions] == ["Второе", "Первое"]
    assert (item.decisions[0].due_words, item.decisions[0].due) == ("постоянно", None)
    table.setCurrentIndex(table.decisions.index(0, TEXT))
    _press(qtbot, Qt.Key.Key_Delete)
    assert [one.text for one in _meeting(sample, 14).agenda[0].decisions] == ["Первое"]
    sample.undo()
    assert len(_meeting(sample, 14).agenda[0].decisions) == 2
