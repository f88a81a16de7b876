"""Collecting from schools in the window: taken by files and words, typed while telephoning, who is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import Event
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.collecting.answers_dialog import AnswersDialog
from cluster_desk.ui.screens.collecting.chat_dialog import ChatDialog
from cluster_desk.ui.screens.collecting.screen import CollectingScreen
from cluster_desk.ui.screens.collecting.summary_dialog import SummaryDialog
from tests.forms_check.made import FILES, asking_file, requests


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = asking_file(tmp_path_factory.mktemp("asking") / "Заречный кластер.cdesk")
    yield desk
    desk.close()


@pytest.fixture
def screen(asking: Desk, qtbot: QtBot) -> Iterator[CollectingScreen]:
    before = asking.next_undo()
    made = CollectingScreen(asking, Settings())
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.go_to(requests(asking)[0].id or 0)
    qtbot.waitUntil(lambda: made.form.record is not None)
    yield made
    if made.dialog is not None:
        made.dialog.close()
    while asking.next_undo() != before:
        asking.undo()


def words(dialog: AnswersDialog) -> list[list[str]]:
    table = dialog.table
    return [[table.item(row, place).text() for place in range(1, 6)] for row in range(table.rowCount())]  # type: ignore[union-attr]


def test_answers_are_taken_one_by_one_or_all_that_are_clear(screen: CollectingScreen, qtbot: QtBot) -> None:
    names = ("03.ods", "20-another-cluster.xlsx", "13-no-school.xlsx")
    screen.take_answers([FILES / name for name in names], requests(screen.desk)[0])
    dialog = screen.dialog
    assert isinstance(dialog, AnswersDialog)
    assert words(dialog) == [
        ["МКОУ СОШ с. Луговое", "3", "", "", "понятно"],
        ["", "", "", "", "не читается"],
        ["", "", "", "", "чей ответ?"],
    ]
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert "КД-" in dialog.note.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.review is None
    assert "чей это ответ" in dialog.note.text()
    dialog.school.setCurrentIndex(dialog.school.findText("МКОУ ООШ с. Боровка"))
    dialog.school.activated.emit(dialog.school.currentIndex())
    assert words(dialog)[2][0] == "МКОУ ООШ с. Боровка"
    dialog.main.click()
    assert "Принят" in dialog.note.text()
    assert words(dialog)[0][4] == "принят"
    assert len(screen.desk.read.load_all(Event)) == 2
    reply = requests(screen.desk)[0].replies[0]
    assert reply.source == "03.ods"


def test_two_files_of_one_school_are_told_and_the_second_is_not_taken_unasked(screen: CollectingScreen) -> None:
    names = ("03.ods", "10-second-of-one-school.xlsx")
    screen.take_answers([FILES / name for name in names], requests(screen.desk)[0])
    dialog = screen.dialog
    assert isinstance(dialog, AnswersDialog)
    assert "10-second-of-one-school.xlsx" in dialog.note.text()
    dialog.main.click()
    assert [row[1:] for row in words(dialog)] == [["", "", "", "принят"], ["", "1", "", "нужно проверить"]]


def test_an_answer_is_reviewed_and_accepted_by_keyboard(screen: CollectingScreen, qtbot: QtBot) -> None:
    screen.take_answers([FILES / "12-half-filled.xlsx"], requests(screen.desk)[0])
    dialog = screen.dialog
    assert isinstance(dialog, AnswersDialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    review = dialog.review
    assert review is not None
    assert [table.part.area for table in review.tables][:2] == ["collecting", "log"]
    assert "D11" in review.panel.question.text if review.panel.question else False
    for row in review.proposal.rows() if review.proposal else ():
        for question in row.questions:
            question.answer(question.chosen)
    with qtbot.waitSignal(review.stored):
        review.store()
    assert dialog.answers[0].is_stored
    [event] = screen.desk.read.load_all(Event)
    assert event.name == "Районный конкурс чтецов"


def test_words_of_a_chat_become_answers(screen: CollectingScreen, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("Луговое: олимпиада 12 детей 2 педагога, слёт 5")
    screen.show_chat()
    dialog = screen.dialog
    assert isinstance(dialog, ChatDialog)
    assert "Луговое" in dialog.words.toPlainText()
    dialog.words.setPlainText("Когда сдавать?")
    dialog.take()
    assert "Начните со школы" in dialog.note.text()
    dialog.words.setPlainText("Луговое: олимпиада 12 детей 2 педагога")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answers = screen.dialog
    assert isinstance(answers, AnswersDialog)
    assert words(answers)[0][:2] == ["МКОУ СОШ с. Луговое", "2"]
    answers.open_review()
    assert answers.review
    assert answers.review.summary.whole() == "Прочитано: 2 строки"
    answers.close()
    QGuiApplication.clipboard().setText("Берёзовка: слёт 5 детей")
    screen.show_chat()
    dialog = screen.dialog
    assert isinstance(dialog, ChatDialog)
    assert dialog.words.toPlainText().splitlines() == [
        "Луговое: олимпиада 12 детей 2 педагога", "Берёзовка: слёт 5 детей",
    ]  # fmt: skip


def test_the_summary_is_typed_while_telephoning(screen: CollectingScreen) -> None:
    screen.show_summary()
    dialog = screen.dialog
    assert isinstance(dialog, SummaryDialog)
    model = dialog.model
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    bus, percent = heads.index("Есть ли автобус?"), heads.index("Доля педагогов с курсами, %")
    assert "Ещё не ответили (5)" in dialog.note.text()
    assert model.setData(model.index(1, bus), "нет")
    assert model.setData(model.index(1, percent), "60")
    assert model.setData(model.index(1, heads.index("Мероприятия")), "олимпиада 12 детей, слёт 5 детей")
    assert not model.index(1, heads.index("педагоги")).flags() & Qt.ItemFlag.ItemIsEditable
    assert "Ещё не ответили (4)" in dialog.note.text()
    assert model.words(1, 1).endswith("по телефону")
    dialog.copy_reminder()
    text = QGuiApplication.clipboard().text()
    assert "МКОУ СОШ с. Луговое" in text
    assert "Боровка" not in text
    dialog.put_into_log()
    answers = screen.dialog
    assert isinstance(answers, AnswersDialog)
    answers.main.click()
    assert {event.name for event in screen.desk.read.load_all(Event)} == {"Олимпиада", "Слёт"}
    collection = screen.desk.read.load(Collection, requests(screen.desk)[0].id or 0)
    assert collection
    assert [one.words for one in collection.replies[0].answers] == ["нет"]


def test_enter_goes_down_and_the_keyboard_stays_in_the_grid(screen: CollectingScreen, qtbot: QtBot) -> None:
    screen.show_summary()
    dialog = screen.dialog
    assert isinstance(dialog, SummaryDialog)
    qtbot.waitExposed(dialog)
    last = dialog.model.columnCount() - 1
    dialog.grid.setCurrentIndex(dialog.model.index(0, last))
    for words in ("31", "42"):
        QTest.keyClicks(dialog.grid, words[0])
        editor = dialog.grid.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, words[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.grid.state() != dialog.grid.State.EditingState)
    assert dialog.isVisible()
    assert [dialog.model.words(row, last) for row in range(3)] == ["31", "42", ""]
    assert dialog.grid.currentIndex().row() == 2


def test_a_new_request_asks_all_schools_about_the_quarter(screen: CollectingScreen) -> None:
    screen.add()
    record = screen.form.record
    assert isinstance(record, Collection)
    assert (str(record.first_day), str(record.last_day)) == ("2026-10-01", "2026-12-31")
    assert len(record.schools) == 6
    screen.form.clear()
