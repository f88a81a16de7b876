"""The notice below the screens: whole, over nothing, and the row one works on stays in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.ui.frame.notice import Notice


def test_a_long_notice_is_whole_and_covers_nothing(qtbot: QtBot) -> None:
    window, rows, notice = QWidget(), QListWidget(), Notice()
    rows.addItems([f"Строка {number}" for number in range(100)])
    layout = QVBoxLayout(window)
    layout.addWidget(rows, 1)
    layout.addWidget(notice)
    qtbot.addWidget(window)
    window.resize(420, 300)
    window.show()
    rows.setFocus(Qt.FocusReason.OtherFocusReason)
    rows.setCurrentRow(40)
    rows.scrollToItem(rows.item(40), QListWidget.ScrollHint.PositionAtBottom)
    qtbot.waitUntil(rows.hasFocus)
    text = "Сохранено: /home/документы/кластер/Повестка заседания координационного совета 17 декабря 2026 г.pdf"
    notice.say(text, [("Открыть", notice.hide)])
    qtbot.waitUntil(lambda: notice.geometry().top() > rows.geometry().bottom())
    QApplication.processEvents()
    assert notice.said() == text
    assert notice.words.height() >= notice.words.heightForWidth(notice.words.width())
    assert rows.viewport().rect().contains(rows.visualItemRect(rows.item(40)))
    rows.verticalScrollBar().setValue(0)
    notice.say("Удалено мероприятие")
    QApplication.processEvents()
    assert rows.verticalScrollBar().value() == 0, "what the user scrolled away from is left there"
