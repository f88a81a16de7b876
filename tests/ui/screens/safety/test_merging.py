"""«Объединить с другим файлом»: seen first, answered by keyboard, one change; a copy beside is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Event, EventPerson, Participation, TakingPart
from cluster_desk.core.records.members import Person
from cluster_desk.desk import Desk
from cluster_desk.ui.screens.safety import merging
from cluster_desk.ui.screens.safety.merge_dialog import MergeDialog
from cluster_desk.ui.screens.safety.package_dialog import PackageDialog
from tests.builders import a_meeting, an_organization

_NAMES = (
    "Кластер (конфликтующая копия).cdesk",
    "Кластер (ПК-2 - конфликтующая копия 2026-11-29).cdesk",
    "Кластер (Anna's conflicted copy 2026-11-29).cdesk",
    "Кластер_conflict-20261129-101500.cdesk",
    "Кластер (conflicted copy 2026-11-29 101500).cdesk",
    "Кластер-DESKTOP-7A.cdesk",
    "Кластер — копия.cdesk",
    "Кластер - копия (2).cdesk",
    "Кластер (1).cdesk",
    "Кластер - Copy.cdesk",
)
"""As Yandex, Dropbox, Nextcloud, OneDrive and Windows call them."""


@pytest.fixture
def both(data_file: Path) -> Iterator[tuple[Desk, Desk]]:
    desk = Desk.open(data_file)
    desk.change("Added", a_meeting())
    desk.close()
    copy = data_file.with_name(f"{data_file.stem} (конфликтующая копия).cdesk")
    sides = [Desk.open(path) for path in (data_file, Path(shutil.copy(data_file, copy)))]
    for side, theme in zip(sides, ("Итоги полугодия", "О наставничестве"), strict=True):
        meeting = side.read.load(Meeting, 1)
        assert meeting
        meeting.theme = theme
        side.change("Changed", meeting, Person(name=f"Громов {theme}"))
    yield sides[0], sides[1]
    for side in sides:
        side.close()


@pytest.mark.parametrize("name", _NAMES)
def test_copies_beside_the_file_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    for each in ("Кластер.cdesk", name, "Кластер 2027.cdesk", "Другой (конфликтующая копия).cdesk", "Кластер.docx"):
        (tmp_path / each).touch()
    assert [path.name for path in merging.copies_beside(tmp_path / "Кластер.cdesk")] == [name]


def test_a_copy_changed_apart_is_told_until_it_is_merged(both: tuple[Desk, Desk]) -> None:
    here, there = both
    assert merging.changed_apart(here) == there.path
    here.merge("Merged", here.compare_with(there), {})
    assert merging.changed_apart(here) is None


def test_the_answer_is_given_by_key_and_stands_in_the_end(both: tuple[Desk, Desk], qtbot: QtBot) -> None:
    here, there = both
    parent = QWidget()
    qtbot.addWidget(parent)
    merge = here.compare_with(there)
    dialog = MergeDialog(merge, there.path.name, parent)
    dialog.show()
    row = dialog.table.list_model.row(0)
    assert (row.record, row.what, row.here, row.there) == (
        f"Заседание: {row.here}",
        "Тема",
        "Итоги полугодия",
        "О наставничестве",
    )
    assert [one.text() for one in dialog.shown] == ["На просмотр: 1", "Придёт оттуда: 2", "Сделано здесь: 2"]
    for key, theme in ((Qt.Key.Key_1, "here"), (Qt.Key.Key_2, "there")):
        QTest.keyClick(dialog.table, key)
        assert list(dialog.answers.values()) == [theme]
    dialog.shown[1].click()
    assert dialog.table.list_model.rowCount() == 2
    dialog.main.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    here.merge("Merged", merge, dialog.answers)
    assert here.read.value("SELECT theme FROM meetings") == "О наставничестве"


def test_a_new_event_tells_its_schools_and_people(both: tuple[Desk, Desk], qtbot: QtBot) -> None:
    here, there = both
    [school] = there.change("Added", an_organization())
    taking_part = [
        Participation(organization_id=school, count_words="12"),
        Participation(organization_words="Клуб «Парус»", kind=TakingPart.TEACHERS, count_words="более 3"),
    ]
    people = [EventPerson(words="Соколов Артём", role="победитель")]
    there.change("Added", Event(name="Слёт", day_words="12.11.2026", participations=taking_part, people=people))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = MergeDialog(here.compare_with(there), there.path.name, parent)
    dialog.show()
    dialog.shown[1].click()
    [row] = [one for one in dialog.table.list_model.rows if one.record == "Мероприятие: Слёт"]
    dialog.table.go_to(row.id)
    lines = dialog.panel.words[0].toPlainText().split("\n")
    assert "Участие: МКОУ СОШ с. Луговое, обучающиеся, 12" in lines
    assert "Участие: Клуб «Парус», педагоги, более 3" in lines
    assert "Человек в мероприятии: Соколов Артём, победитель" in lines
    assert not [line for line in lines if line.startswith("Дни")]  # they follow from the words
    dialog.reject()


def test_a_package_is_written_where_both_passwords_agree(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    written: list[tuple[str, bool]] = []

    def write(password: str, changes: bool) -> bool:
        written.append((password, changes))
        return True

    dialog = PackageDialog(2, write, parent)
    assert "прочтёт любой" in dialog.note.text()
    dialog.password.setText("луговое семь")
    dialog.main.click()
    assert (written, dialog.note.text()) == ([], "Пароли различаются.")
    dialog.again.setText("луговое семь")
    dialog.changes.click()
    dialog.main.click()
    assert written == [("луговое семь", True)]
    assert dialog.result() == QDialog.DialogCode.Accepted
