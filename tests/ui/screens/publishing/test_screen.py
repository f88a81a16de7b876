"""Cards for the site in the window: begun of an event, copied from, photos allowed one by one, told as published."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Attachment, Event
from cluster_desk.core.records.publishing import PhotoUse, Publication
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.publishing.card_dialog import CardDialog
from cluster_desk.ui.screens.publishing.event_dialog import EventDialog
from cluster_desk.ui.screens.publishing.screen import PublishingScreen

DAY = dt.date(2026, 11, 20)


def a_photo() -> bytes:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> Iterator[PublishingScreen]:
    photo = a_photo()
    kept = Attachment(name="IMG_1.jpg", media_type="image/jpeg", size=len(photo), note="Палатки у реки")
    kept.digest = hashlib.sha256(photo).hexdigest()
    text = "Прошёл слёт. Победила Маша Кротова, 7 класс."
    desk.read.today = lambda: DAY
    desk.change(
        "Added",
        Event(name="Слёт юных краеведов", day_words="12.11.2026", text=text, attachments=[kept]),
        contents=[photo],
    )
    made = PublishingScreen(desk, Settings())
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.form.clear()


def test_an_event_of_long_ago_is_found_by_its_words(screen: PublishingScreen, desk: Desk) -> None:
    desk.change("Added", Event(name="Давний поход", day_words="12.05.2016"))
    desk.change("Added", *(Event(name=f"Кружок {n}", day_words="13.11.2026") for n in range(401)))
    screen.ask_for_event()
    events = screen.dialog
    assert isinstance(events, EventDialog)
    events.words.setText("поход")
    assert [events.list.item(n).text() for n in range(events.list.count())] == ["12.05.2016: Давний поход"]
    events.words.setText("кружок 2026")
    assert events.list.count() == 400
    assert events.more.text() == "Ещё 1: уточните слова"
    events.reject()


def test_from_an_event_to_the_site(screen: PublishingScreen, desk: Desk, tmp_path: Path) -> None:
    screen.ask_for_event()
    events = screen.dialog
    assert isinstance(events, EventDialog)
    events.words.setText("слёт")
    assert events.list.count() == 1
    QTest.keyClick(events.words, Qt.Key.Key_Return)
    assert screen.form.save()
    [card] = desk.read.load_all(Publication)
    assert [one.use for one in card.photos] == [PhotoUse.KEPT]
    screen.go_to(card.id or 0)
    screen.show_card()
    dialog = screen.dialog
    assert isinstance(dialog, CardDialog)
    assert "Маша" not in dialog.text.toPlainText()
    assert "обучающийся 7 класса" in dialog.text.toPlainText()
    assert "Маша Кротова" in dialog.doubts.text()
    assert not dialog.save.isEnabled()
    dialog.uses[0].setCurrentIndex(dialog.uses[0].findText("детей не видно"))
    dialog.uses[0].activated.emit(dialog.uses[0].currentIndex())
    assert desk.read.load_all(Publication)[0].photos[0].use is PhotoUse.NO_CHILDREN
    dialog.write_files(tmp_path / "снимки")
    assert [path.name for path in (tmp_path / "снимки").iterdir()] == ["Фото 1.jpg"]
    dialog._copy(dialog.heading.text)
    assert QGuiApplication.clipboard().text() == "Слёт юных краеведов"
    dialog.link.setText("school.example/slet")
    dialog.main.click()
    [card] = desk.read.load_all(Publication)
    assert (card.published_on, card.link) == (DAY, "school.example/slet")
    folder = tmp_path / "сайт"
    screen.write_folder(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["001.html", "index.html", "photos"]
