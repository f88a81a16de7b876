"""A hard document in the review: rows corrected, columns told once and remembered, what is offered taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import Plan, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.reviewed import ReviewedDocument
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.importing.columns_dialog import ColumnsDialog
from cluster_desk.ui.screens.importing.correct_dialog import CorrectDialog
from cluster_desk.ui.screens.importing.review import ImportReview
from tests.exchange.make_docx import Table, write_docx

PLAN: list[object] = [
    "План работы совета на 2031 год",
    Table(
        [
            ["№", "Мероприятие", "Срок", "Ответственный", "Чем кончится"],
            ["1", "Слёт", "май", "Лугов П.К.", "приказ"],
            ["2", "Форум", "июнь", "Полева А.Б.", "справка"],
        ]
    ),
]
STRANGE: list[object] = [
    "План работы совета на 2031 год",
    Table(
        [
            ["Пункт", "Суть", "Пора", "Кому поручено"],
            ["1", "Провести слёт юных краеведов района", "май", "Лугов П.К."],
            ["2", "Подготовить форум педагогов сельских школ", "до 5 июня", "Полева А.Б."],
        ]
    ),
]


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Callable[..., ImportReview]:
    """Shows the review of a document, with columns that were told before."""

    def _show(blocks: list[object], columns: dict[str, str] | None = None) -> ImportReview:
        path = write_docx(tmp_path / "План.docx", blocks)
        review = ImportReview(path, lambda _document: desk, columns=columns)
        qtbot.addWidget(review, before_close_func=_leave)
        review.show_reviewed(ReviewedDocument.read(path, columns or {}))
        review.resize(1366, 768)
        with qtbot.waitActive(review):
            review.show()
        return review

    return _show


def _leave(review: QWidget) -> None:
    assert isinstance(review, QDialog)
    review.done(QDialog.DialogCode.Rejected)


def _fill(monkeypatch: pytest.MonkeyPatch, words: dict[str, str]) -> None:
    """Let whoever is asked to correct a row type these words and accept."""

    def typed(dialog: CorrectDialog) -> int:
        for name, text in words.items():
            editor = dialog.editors[name]
            editor.setText(text) if isinstance(editor, QLineEdit) else editor.setPlainText(text)
        dialog.take()
        return dialog.result()

    monkeypatch.setattr(CorrectDialog, "exec", typed)


def _store(review: ImportReview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "ask", lambda _parent, _message: "accept")
    with qtbot.waitSignal(review.stored):
        review.store()


def _rows(review: ImportReview) -> list[tuple[str, ...]]:
    return [row.said() for row in review.table.part.rows]


def test_a_row_that_is_clear_is_corrected(
    show: Callable[..., ImportReview], qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(PLAN)
    review.table.go_to(1)
    _fill(monkeypatch, {"title": "Слёт краеведов", "deadline": "до 5 мая", "responsible": "Громова Е.Н., завуч"})
    QTest.keyClick(review.table, Qt.Key.Key_F2)
    assert _rows(review)[1] == ("1", "Слёт краеведов", "до 5 мая", "Громова Е.Н., завуч")
    assert review.table.part.rows[1].remark() == "исправлено здесь"
    assert review.table.current_key() == 1
    _store(review, qtbot, monkeypatch)
    item = next(one for one in desk.read.load_all(PlanItem) if one.number == "1")
    assert (item.title, item.deadline) == ("Слёт краеведов", "до 5 мая")
    assert [(one.name, one.position) for one in item.people] == [("Громова Е.Н.", "завуч")]


def test_the_period_of_a_plan_is_corrected_by_its_days(
    show: Callable[..., ImportReview], qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(PLAN)
    review.table.go_to(0)
    _fill(monkeypatch, {"start": "01.09.2031", "end": "31.08.2032"})
    review.correct_row.click()
    assert review.table.part.rows[0].interpretation()[0] == "01.09.2031 – 31.08.2032"
    _store(review, qtbot, monkeypatch)
    [plan] = desk.read.load_all(Plan)
    assert (f"{plan.period_start}", f"{plan.period_end}") == ("2031-09-01", "2032-08-31")


def test_what_was_answered_stays_when_a_row_is_corrected(
    show: Callable[..., ImportReview], monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(PLAN)
    review.table.go_to(2)
    review.toggle_skip()
    review.table.go_to(1)
    _fill(monkeypatch, {"title": "Слёт краеведов"})
    review.correct()
    assert review.table.part.rows[2].skipped


def test_columns_of_a_plan_by_its_content_are_asked_for_and_remembered(
    show: Callable[..., ImportReview], qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(STRANGE)
    assert "прочитан как" in review.panel.title.whole()
    supposed: list[tuple[str, ...]] = []

    def told(dialog: ColumnsDialog) -> int:
        supposed.append(dialog.columns.roles)
        dialog.choose(3, 4)  # «Кому поручено» as the result, and back
        assert dialog.columns.roles[3] == "result"
        dialog.choose(3, 3)
        dialog.take()
        return dialog.result()

    monkeypatch.setattr(ColumnsDialog, "exec", told)
    QTest.keyClick(review.table, Qt.Key.Key_F4)
    assert supposed == [("number", "title", "deadline", "responsible")]
    assert not review.table.part.rows[0].questions
    remembered: list[dict[str, str]] = []
    review.columns_told.connect(remembered.append)
    _store(review, qtbot, monkeypatch)
    assert [(one.title, one.deadline) for one in desk.read.load_all(PlanItem)] == [
        ("Провести слёт юных краеведов района", "май"),
        ("Подготовить форум педагогов сельских школ", "до 5 июня"),
    ]
    [columns] = remembered
    assert columns["суть"] == "title"
    assert columns["кому поручено"] == "responsible"
    assert not show(STRANGE, columns).table.part.rows[0].questions


def test_escape_asks_before_a_correction_is_thrown_away(
    show: Callable[..., ImportReview], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def keep(_parent: QWidget | None, message: messages.Message) -> str:
        asked.append(message.title)
        return "keep"

    monkeypatch.setattr(messages, "ask", keep)
    review = show(PLAN)
    review.table.go_to(1)
    _fill(monkeypatch, {"title": "Слёт краеведов"})
    review.correct()
    QTest.keyClick(review, Qt.Key.Key_Escape)
    assert review.isVisible()
    assert len(asked) == 1


def test_people_are_created_by_one_button(
    show: Callable[..., ImportReview], qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(PLAN)
    place = next(place for place, table in enumerate(review.tables) if table.part.area == "people")
    review._show_tab(place)
    assert review.offered.text() == "Создать 2 человек"
    review.offered.click()
    assert not review.offered.isVisible()
    _store(review, qtbot, monkeypatch)
    assert sorted(one.name for one in desk.read.load_all(Person)) == ["Лугов П.К.", "Полева А.Б."]


def test_the_words_not_taken_are_counted_and_shown(show: Callable[..., ImportReview]) -> None:
    review = show([*PLAN, "Подписи", Table([["Директор", "________"], ["Секретарь", "________"]])])
    assert review.left.text() == "Из 26 слов документа не взято 3"
    review.left.click()
    assert review.table.part.area == "left"
    assert [words for _place, words in _rows(review)] == ["Подписи", "Директор | ________"]


def test_a_person_who_is_offered_is_corrected_too(
    show: Callable[..., ImportReview], qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = show(PLAN)
    place = next(place for place, table in enumerate(review.tables) if table.part.area == "people")
    review._show_tab(place)
    _fill(monkeypatch, {"position": "завуч"})
    review.correct()
    assert _rows(review)[0][:2] == ("Лугов П.К.", "завуч")
    review.toggle_skip()
    _store(review, qtbot, monkeypatch)
    assert [(one.name, one.position) for one in desk.read.load_all(Person)] == [("Лугов П.К.", "завуч")]
