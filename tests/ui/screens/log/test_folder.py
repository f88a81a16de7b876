"""The folder of an event in the window: typed into, pasted, its steps and what they offer, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event, EventState, Participation, TakingPart
from cluster_desk.core.records.participants import Criterion, EventFolder, Participant, Points
from cluster_desk.data.queries.participants import folder_of, participants_of
from cluster_desk.desk import Desk
from cluster_desk.rules.log.participant_counts import counted
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.lists.grid_table import BESIDE_WORDS
from cluster_desk.ui.look.painting import wrapped
from cluster_desk.ui.screens.log.folder.page import FolderPage
from tests.builders import an_organization

Key = Qt.Key


@pytest.fixture(scope="module")
def opened(_prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One file for the module, each test with an event of its own."""
    path = tmp_path_factory.mktemp("folder") / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    desk.change("Added", an_organization())
    yield desk
    desk.close()


@pytest.fixture
def printed() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def page(qtbot: QtBot, opened: Desk, printed: list[tuple[str, Any]]) -> FolderPage:
    made = Event(name="Конкурс чтецов", state=EventState.HELD, day_words="12.03.2026")
    event = opened.change("Event added", made)[-1]
    requests = Requests(print_paper=lambda paper, options: printed.append((paper, dict(options))))
    result = FolderPage(opened, Settings(), requests, lambda: None)
    qtbot.addWidget(result)
    result.resize(1170, 640)
    result.show()
    qtbot.waitExposed(result)
    assert result.show_event(event)
    return result


def type_into(page: FolderPage, words: str, ends: Qt.Key) -> None:
    """Type into the cell that has the keyboard, as somebody at the keys."""
    if page.table.state() != page.table.State.EditingState:
        page.table.edit(page.table.currentIndex())
    editor = page.table.findChildren(QLineEdit)[-1]
    editor.setText(words)
    QTest.keyClick(editor, ends)
    QApplication.processEvents()  # Enter is taken when the editor is done with it


def cells(page: FolderPage) -> list[list[str]]:
    model = page.table.model_of
    return [[str(model.index(row, column).data()) for column in range(4)] for row in range(len(model.facts))]


def test_participants_are_typed_row_by_row_with_tab_and_enter(page: FolderPage) -> None:
    page.table.begin_new()
    type_into(page, "Лугов Иван Петрович", Key.Key_Tab)
    type_into(page, "7 «А»", Key.Key_Tab)
    type_into(page, "СОШ с. Луговое", Key.Key_Return)
    assert cells(page) == [["Лугов Иван Петрович", "7 «А»", "СОШ с. Луговое", ""]]
    page.table.begin_new()
    type_into(page, "Белова Анна", Key.Key_Return)
    assert [one[0] for one in cells(page)] == ["Лугов Иван Петрович", "Белова Анна"]
    assert page.table.currentIndex().row() == 2  # the next one begins there
    assert page.foot.text().startswith("2 участника")
    assert page.doubts_button.text() == "1 замечание"
    page.desk.undo()
    assert [one[0] for one in cells(page)] == ["Лугов Иван Петрович"]


def paste(page: FolderPage, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    page.paste()


def test_a_list_is_pasted_as_lines_and_a_block_of_points_into_cells(page: FolderPage) -> None:
    row = page.event_row
    page.desk.change("Folder", EventFolder(event_id=row, criteria=[Criterion(name="Дикция"), Criterion(name="Образ")]))
    paste(page, "Лугов Иван\t7\nБелова Анна\t5\n")
    assert [one.name for one in participants_of(page.desk.read, row)] == ["Лугов Иван", "Белова Анна"]
    columns = [column.heading for column in page.table.model_of.columns]
    page.table.setCurrentIndex(page.table.model_of.index(0, columns.index("Дикция")))
    paste(page, "5\t4\n3\t2,5\n")
    assert [[point.points for point in one.points] for one in participants_of(page.desk.read, row)] == [
        [5, 4],
        [3, 2.5],
    ]
    page.table.setCurrentIndex(page.table.model_of.index(1, columns.index("Образ")))
    QTest.keyClick(page.table, Key.Key_Delete)
    assert [len(one.points) for one in participants_of(page.desk.read, row)] == [2, 1]
    page.table.setCurrentIndex(page.table.model_of.index(0, 0))
    QTest.keyClick(page.table, Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [one.name for one in participants_of(page.desk.read, row)] == ["Белова Анна"]


def test_steps_lead_to_their_papers_by_enter(page: FolderPage, printed: list[tuple[str, Any]]) -> None:
    for step in ("registration", "jury", "awards"):
        page.way.choose(step)
        if step == "jury":
            folder = folder_of(page.desk.read, page.event_row)
            folder.criteria = [Criterion(name="Дикция")]
            page.desk.change("Folder", folder)
        QTest.keyClick(page.way.steps, Key.Key_Return)
    event = page.event_row
    assert printed == [
        ("attendance-event", {"event": event}),
        ("jury-minutes", {"event": event}),
        ("certificates", {"event": event, "who": "whole", "kind": "by-place"}),
    ]


def test_the_next_years_folder_opens_with_the_criteria(page: FolderPage) -> None:
    event = page.event_row
    page.desk.change("Folder", EventFolder(event_id=event, criteria=[Criterion(name="Дикция", most=5)]))
    page.does.next_year()
    assert page.event_row != event
    assert [one.name for one in folder_of(page.desk.read, page.event_row).criteria] == ["Дикция"]
    assert participants_of(page.desk.read, page.event_row) == []


def test_the_list_is_counted_into_the_log_and_typed_words_are_kept(page: FolderPage) -> None:
    school = page.desk.read.value("SELECT min(id) FROM organizations")
    other = Participation(organization_words="Школа соседей", count_words="около 5")
    event = Event(name="Конкурс", day_words="13.03.2026", participations=[other])
    row = page.desk.change("Event added", event)[-1]
    lines = [("Лугов Иван", "7"), ("Лугов Иван", "7"), ("Белова Анна", "5"), ("Зорин Пётр", "старшая группа")]
    people = [Participant(event_id=row, name=name, grade=grade, organization_id=school) for name, grade in lines]
    people.append(Participant(event_id=row, name="Сосед Олег", grade="5", organization_words="школа соседей"))
    stored = page.desk.read.load(Event, row)
    assert stored is not None
    result = counted(stored, people, page.desk.read)
    told = {
        (one.organization_id, one.organization_words, one.kind): one.count_words for one in result.event.participations
    }
    assert told == {
        (None, "Школа соседей", TakingPart.PUPILS): "около 5",
        (school, "", TakingPart.PUPILS): "2",
        (school, "", TakingPart.PRESCHOOLERS): "1",
    }
    assert [one.sentence() for one in result.differences] == [
        "школа соседей, обучающиеся: в журнале «около 5», по списку 1."
    ]
    over = counted(stored, people, page.desk.read, over=True)
    assert [one.count_words for one in over.event.participations] == ["1", "2", "1"]


def test_points_do_not_outlive_their_criterion(page: FolderPage) -> None:
    page.desk.change("Folder", EventFolder(event_id=page.event_row, criteria=[Criterion(name="Дикция")]))
    folder = folder_of(page.desk.read, page.event_row)
    person = Participant(
        event_id=page.event_row, name="Лугов Иван", points=[Points(criterion_id=folder.criteria[0].id, points=4)]
    )
    page.desk.change("Participant added", person)
    folder.criteria = []
    page.desk.change("Folder", folder)
    assert [one.points for one in participants_of(page.desk.read, page.event_row)] == [[]]


def test_no_button_of_a_step_is_cut(page: FolderPage) -> None:
    cut = []
    for step in [one.step.key for one in page.way.steps.items]:
        page.way.choose(step)
        QApplication.processEvents()
        shown = [one for one in page.way.findChildren(QPushButton) if one.isVisible()]
        assert shown, step
        cut += [one.text() for one in shown if one.sizeHint().width() > one.width()]
    assert cut == []


def test_the_keyboard_stays_in_the_way_when_the_buttons_of_a_step_change(page: FolderPage, qtbot: QtBot) -> None:
    page.way.choose("jury")
    QApplication.processEvents()
    button = next(one for one in page.way.findChildren(QPushButton) if one.isVisible())
    button.setFocus()
    page.desk.change("Folder", EventFolder(event_id=page.event_row, criteria=[Criterion(name="Дикция")]))
    qtbot.waitUntil(lambda: not button.isVisible())
    assert page.window().focusWidget() is page.way.steps


def test_an_empty_folder_says_in_a_sentence_what_to_do_first(page: FolderPage) -> None:
    said = "Начните с положения, первого шага слева; затем прочитайте заявки школ или вставьте список."
    assert page.foot.whole() == said


def test_no_name_is_cut_and_nothing_is_scrolled_sideways(page: FolderPage) -> None:
    name = "Новоселецкая-Верхотурова Мирослава Александровна"
    page.desk.change(
        "Participant added",
        Participant(event_id=page.event_row, name=name, mentor="Ромашина Е. Ю., библиотекарь", nomination="Поэзия"),
    )
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    metrics, room = table.fontMetrics(), table.columnWidth(0) - BESIDE_WORDS
    lines = wrapped(name, table.font(), metrics, room, 3)
    assert not lines[-1].endswith("…")
    assert table.rowHeight(0) >= len(lines) * metrics.lineSpacing()
