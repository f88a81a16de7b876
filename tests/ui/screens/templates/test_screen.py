"""The office's own papers in the window: one taken in, its places told, papers made for many, a list pasted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.templates import ForWhom, Kept, Template
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.templates.fill_dialog import FillDialog
from cluster_desk.ui.screens.templates.places_dialog import PlacesDialog
from cluster_desk.ui.screens.templates.screen import TemplatesScreen
from cluster_desk.ui.screens.templates.starter_dialog import StarterDialog
from tests.exchange.make_docx import Table, write_docx
from tests.exchange.templates.test_places import MADE, paragraph, run, yellow_row


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_of_module)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk) -> TemplatesScreen:
    made = TemplatesScreen(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def taken_in(qtbot: QtBot, screen: TemplatesScreen, path: Path) -> PlacesDialog:
    """The dialog that asks of the places of a paper just taken in."""
    before = screen.dialog
    screen.take_in(path)
    qtbot.waitUntil(lambda: screen.dialog is not before, timeout=20_000)
    dialog = screen.dialog
    assert isinstance(dialog, PlacesDialog)
    return dialog


def choose(dialog: PlacesDialog, words: str) -> None:
    """Choose what begins so for the place that has the keyboard."""
    texts = [dialog.choices.item(n).text() for n in range(dialog.choices.count())]
    dialog.choices.setCurrentRow(next(n for n, text in enumerate(texts) if words in text))


def test_a_paper_is_taken_in_told_and_made_for_all(
    qtbot: QtBot, screen: TemplatesScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = taken_in(qtbot, screen, MADE)
    assert dialog.made_for() is ForWhom.ORGANIZATION
    assert dialog.question.text().startswith("Что здесь: «Детский сад соблюдает режим дня")
    assert dialog.note.text() == "Жёлтым останется 1 место."
    dialog.kept.setCurrentIndex(dialog.kept.findData(Kept.KINDERGARTEN.value))
    dialog.kept.activated.emit(dialog.kept.currentIndex())
    assert dialog.note.text() == "Обо всех местах сказано, что там стоит."
    dialog.name.setText("Соглашение")
    dialog.main.click()
    [template] = desk.read.load_all(Template)
    assert screen.table.current_key() == template.id
    screen.fill_current()
    filling = screen.dialog
    assert isinstance(filling, FillDialog)
    assert not filling.main.isEnabled()  # nobody is ticked
    filling.search.setText("сош с.")
    filling._tick(True)
    assert filling.main.isEnabled()
    assert [one.title for one in filling.chosen()] == ["МКОУ СОШ с. Берёзовка", "МКОУ СОШ с. Луговое"]
    filling.show_preview()
    assert "в лице директора" in filling.preview.toPlainText()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    told: list[messages.Message] = []

    def ask(_parent: object, message: messages.Message) -> str:
        told.append(message)
        return "close"

    monkeypatch.setattr(messages, "ask", ask)
    filling.main.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].title == "Записано 2 файла"
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["agreement МКОУ СОШ с. Берёзовка.docx", "agreement МКОУ СОШ с. Луговое.docx"]
    texts = [one.text for one in docx.Document(str(tmp_path / names[0])).paragraphs]
    assert not any("Детский сад" in text for text in texts)


def test_a_place_takes_another_fact_and_another_form(
    qtbot: QtBot, screen: TemplatesScreen, desk: Desk, tmp_path: Path
) -> None:
    path = write_docx(tmp_path / "Письмо.docx", [paragraph(run("МКОУ СОШ с. Луговое")), paragraph(run("прочее"))])
    dialog = taken_in(qtbot, screen, path)
    assert dialog.places.currentRow() == 1
    choose(dialog, "участник: руководитель")
    forms = [dialog.written.itemText(n) for n in range(dialog.written.count())]
    assert {"Тихонову Алексею Викторовичу", "А. В. Тихоновым"} <= set(forms)
    dialog.written.setCurrentIndex(forms.index("Тихонову Алексею Викторовичу"))
    dialog.written.activated.emit(dialog.written.currentIndex())
    dialog.main.click()
    stored = next(one for one in desk.read.load_all(Template) if one.name == "Письмо")
    assert [piece.case.value for piece in stored.places[1].pieces] == ["dative"]
    desk.undo()
    assert "Письмо" not in [one.name for one in desk.read.load_all(Template)]


def test_what_is_asked_each_time_is_called_as_the_office_says(
    qtbot: QtBot, screen: TemplatesScreen, desk: Desk, tmp_path: Path
) -> None:
    path = write_docx(tmp_path / "Письмо.docx", [paragraph(run("МКОУ СОШ с. Луговое")), paragraph(run("прочее"))])
    dialog = taken_in(qtbot, screen, path)
    assert not dialog.asked.isVisible()
    choose(dialog, "спрашивать")
    assert dialog.asked.isVisible()
    assert dialog.asked.text() == "прочее"
    dialog.asked.setText("Тема")
    dialog.asked.textEdited.emit("Тема")
    dialog.places.setCurrentRow(0)
    dialog.places.setCurrentRow(1)
    assert dialog.asked.text() == "Тема"
    assert "спрашивать" in dialog.choices.currentItem().text()
    dialog.main.click()
    screen.fill_current()
    filling = screen.dialog
    assert isinstance(filling, FillDialog)
    assert [line.accessibleName() for line in filling.asked.values()] == ["Тема"]


def test_a_list_pasted_from_excel_makes_papers(
    qtbot: QtBot, screen: TemplatesScreen, desk: Desk, tmp_path: Path
) -> None:
    table = Table([["№", "ФИО", "Класс"], yellow_row("1", "Лугов Иван Петрович", "5")])
    dialog = taken_in(qtbot, screen, write_docx(tmp_path / "Перечень.docx", [table]))
    dialog.main.click()
    screen.fill_current()
    filling = screen.dialog
    assert isinstance(filling, FillDialog)
    data = QMimeData()
    data.setText("ФИО\tКласс\nГромова Анна Петровна\t7\nЛугов Пётр Ильич\t8\n")
    QGuiApplication.clipboard().setMimeData(data)
    filling.paste_list()
    filling._tick(True)
    filling.show_preview()
    assert "Лугов Пётр Ильич" in filling.preview.toPlainText()
    filling.reject()


def test_a_paper_that_cannot_be_read_is_told(
    qtbot: QtBot, screen: TemplatesScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Бумага.docx"
    path.write_bytes(b"nothing")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_any", lambda _parent, error: told.append(str(error)))
    screen.take_in(path)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "не документ Word" in told[0]
    assert screen.dialog is None


def test_ready_papers_are_taken_as_one_change(qtbot: QtBot, screen: TemplatesScreen, desk: Desk) -> None:
    before = len(desk.read.load_all(Template))
    screen.show_ready()
    dialog = screen.dialog
    assert isinstance(dialog, StarterDialog)
    dialog.main.click()
    assert dialog.note.text() == "Отметьте бумаги, которые нужны."
    dialog.tick(Qt.CheckState.Checked)
    dialog.main.click()
    assert len(desk.read.load_all(Template)) == before + 21
    desk.undo()
    assert len(desk.read.load_all(Template)) == before
