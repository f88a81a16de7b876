"""Applications in their review: columns told with F4, further files dropped on it and on the event's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event
from cluster_desk.data.queries.participants import participants_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.reviewed import ReviewedDocument
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.importing.columns_dialog import ColumnsDialog
from cluster_desk.ui.screens.importing.review import ImportReview
from cluster_desk.ui.screens.log.folder.page import FolderPage
from tests.exchange.applications import write_xlsx

STRANGE = [
    ["Заявка школы с. Луговое"],
    ["Кто едет", "Сколько", "Откуда", "Кто готовил"],
    ["Лугов Иван Петрович", "7", "СОШ с. Луговое", "Орлова Вера Степановна"],
    ["Белова Анна Ильинична", "8", "СОШ с. Луговое", "Орлова Вера Степановна"],
]
PLAIN = [["Заявка"], ["ФИО", "Класс", "Школа"], ["Титов Максим Олегович", "9", "СОШ с. Ключи"]]


def drop_on(widget: QWidget, paths: list[Path]) -> bool:
    """Drop files as a file manager does; whether the widget takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, *held)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *held))
    return enter.isAccepted()


@pytest.fixture
def event(desk: Desk) -> int:
    [row] = desk.change("Added", Event(name="Конкурс чтецов", day_words="12.11.2026"))
    return row


@pytest.fixture
def review(qtbot: QtBot, desk: Desk, event: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportReview:
    monkeypatch.setattr(messages, "ask", lambda _parent, _message: "accept")  # doubts as they are
    path = write_xlsx(tmp_path / "Луговое.xlsx", STRANGE)
    made = ImportReview(path, lambda _document: desk)
    qtbot.addWidget(made, before_close_func=lambda one: one.done(QDialog.DialogCode.Rejected))
    made.show_reviewed(ReviewedDocument.read_applications([path], event))
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.table.setFocus()
    return made


def names_and_mentors(review: ImportReview) -> list[tuple[str, str]]:
    [part] = [one.part for one in review.tables if one.part.area == "participants"]
    return [(row.said()[0], row.said()[3]) for row in part.rows if not row.is_heading]


def test_f4_tells_what_the_columns_of_an_application_hold(
    review: ImportReview, desk: Desk, event: int, qtbot: QtBot
) -> None:
    assert names_and_mentors(review)[0] == ("Лугов Иван Петрович", "")
    review.table.go_to(1)
    assert review.columns_of_table.isEnabled()

    def tell() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ColumnsDialog)
        assert dialog.columns.roles == ("name", "grade", "organization", "")
        dialog.choose(3, [*dialog._keys].index("mentor"))
        dialog.take()

    QTimer.singleShot(0, tell)
    QTest.keyClick(review, Qt.Key.Key_F4)
    assert names_and_mentors(review)[0] == ("Лугов Иван Петрович", "Орлова Вера Степановна")
    with qtbot.waitSignal(review.stored):
        review.store()
    assert [one.mentor for one in participants_of(desk.read, event)] == ["Орлова Вера Степановна"] * 2


def test_a_further_application_is_dropped_on_the_review(
    review: ImportReview, desk: Desk, event: int, tmp_path: Path, qtbot: QtBot
) -> None:
    review._reviewed.correct(review.table.part.rows[1], {"name": "Луговой Иван Петрович"})  # type: ignore[union-attr]
    (tmp_path / "б").mkdir()
    further = [write_xlsx(tmp_path / "Ключи.xlsx", PLAIN), write_xlsx(tmp_path / "б" / "Луговое.xlsx", PLAIN)]
    assert not drop_on(review, [tmp_path / "снимок.jpg"])
    assert drop_on(review, further)
    qtbot.waitUntil(lambda: len(names_and_mentors(review)) == 4)
    assert [name for name, _mentor in names_and_mentors(review)] == [
        "Луговой Иван Петрович",
        "Белова Анна Ильинична",
        "Титов Максим Олегович",
        "Титов Максим Олегович",
    ]
    with qtbot.waitSignal(review.stored):
        review.store()
    assert len(participants_of(desk.read, event)) == 3  # the same child once


def test_applications_are_dropped_on_the_folder_of_their_event(
    qtbot: QtBot, desk: Desk, event: int, tmp_path: Path
) -> None:
    read: list[tuple[int, list[Path]]] = []

    def take(row: int, paths: Sequence[Path]) -> None:
        read.append((row, [*paths]))

    page = FolderPage(desk, Settings(), Requests(read_applications=take), lambda: None)
    qtbot.addWidget(page)
    page.show_event(event)
    page.show()
    paths = [tmp_path / "а.docx", tmp_path / "б.xlsx"]
    assert drop_on(page, paths)
    qtbot.waitUntil(lambda: bool(read))
    assert read == [(event, paths)]
