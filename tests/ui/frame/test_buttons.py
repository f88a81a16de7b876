"""Buttons as people press them: a segment by a click, whatever has the keyboard by Enter."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.giving_row import GivingRow
from cluster_desk.ui.frame.messages import Answer, Message, MessageBox
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.members import MembersScreen


def test_a_click_on_a_segment_shows_the_other_view(desk: Desk, qtbot: QtBot) -> None:
    members = MembersScreen(desk, Settings(), today=lambda: dt.date(2026, 10, 13))
    qtbot.addWidget(members)
    switch = members.organizations.list_page.findChild(Segments)
    assert isinstance(switch, Segments)
    switch.buttons["people"].click()
    current = members.currentWidget()
    assert isinstance(current, ListScreen)
    assert current is not members.organizations
    back = current.list_page.findChild(Segments)
    assert isinstance(back, Segments)
    back.buttons["organizations"].click()
    assert members.currentWidget() is members.organizations
    assert switch.buttons["organizations"].isChecked()


@pytest.mark.parametrize(("tabs", "answer"), [(0, "save"), (1, "drop"), (2, "stay"), (3, "save")])
def test_enter_gives_the_answer_that_has_the_keyboard(qtbot: QtBot, tabs: int, answer: str) -> None:
    answers = (Answer("drop", "Не сохранять"), Answer("stay", "Остаться"), Answer("save", "Сохранить"))
    box = MessageBox(Message("Запись изменена и не сохранена", answers=answers))
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    for _tab in range(tabs):
        QTest.keyClick(box.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Return)
    assert box.answer == answer


def test_enter_presses_a_button_and_an_icon_as_a_space_does(qtbot: QtBot) -> None:
    pressed: list[str] = []
    page = QWidget()
    qtbot.addWidget(page)
    row = widgets.row()
    buttons = (
        widgets.button("Печать…", lambda: pressed.append("words")),
        widgets.icon_button("history", "История записи…", lambda: pressed.append("icon")),
    )
    for button in buttons:
        row.addWidget(button)
    page.setLayout(row)
    for button in buttons:
        QTest.keyClick(button, Qt.Key.Key_Return)
        QTest.keyClick(button, Qt.Key.Key_Enter)
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == ["words"] * 3 + ["icon"] * 3


def test_tab_comes_to_the_view_shown_from_the_start(qtbot: QtBot) -> None:
    switch = Segments([("one", "Первый"), ("two", "Второй"), ("three", "Третий")], "two", lambda _key: None)
    qtbot.addWidget(switch)

    def by_tab() -> list[str]:
        return [key for key, each in switch.buttons.items() if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert by_tab() == ["two"]
    switch.choose("three")
    assert by_tab() == ["three"]


def test_a_header_gives_up_as_few_words_as_it_must_and_its_title_before_its_main_button(qtbot: QtBot) -> None:
    title = widgets.label("Приказы и письма", "title")
    buttons = [
        widgets.button(words, lambda: None, look=look, icon="print")
        for words, look in (("Готовые бумаги…", ""), ("Сделать бумаги…", ""), ("Взять бумагу…", "primary"))
    ]
    row = GivingRow(widgets.row(of=(title, widgets.GAP, *buttons)))
    row.title = title
    window = QWidget()
    qtbot.addWidget(window)
    row.setParent(window)
    row.resize(1000, 40)
    window.resize(1000, 60)
    window.show()
    qtbot.waitExposed(window)

    def at(width: int) -> tuple[bool, list[str]]:
        row.resize(width, 40)
        row.show()
        QApplication.sendPostedEvents()
        return title.isVisible(), [button.text().strip() for button in buttons]

    whole = row.need()
    assert at(whole) == (True, ["Готовые бумаги…", "Сделать бумаги…", "Взять бумагу…"])
    assert at(whole - 10) == (True, ["", "Сделать бумаги…", "Взять бумагу…"])
    less = row.need()
    assert at(less - 1) == (True, ["", "", "Взять бумагу…"])
    assert at(row.need() - 1) == (False, ["", "Сделать бумаги…", "Взять бумагу…"])
    assert at(170) == (False, ["", "", ""])
    assert "Готовые бумаги…" in buttons[0].toolTip()
    assert at(whole) == (True, ["Готовые бумаги…", "Сделать бумаги…", "Взять бумагу…"])
    assert buttons[0].toolTip() == ""


def test_the_foot_of_a_dialog_gives_up_words_only_where_the_screen_is_narrower(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Dialog("Ответы школ", "", QWidget(), "Принять все без сомнений", parent)
    aside = [widgets.button("Проверить ответ…", icon="eye"), widgets.button("Ещё файлы…", icon="add")]
    for button in aside:
        dialog.add_aside(button)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert [button.text().strip() for button in aside] == ["Проверить ответ…", "Ещё файлы…"]
    narrow = QSize(dialog.minimumSizeHint().width() - 20, 300)
    dialog.scroll_body(narrow)
    dialog.resize(narrow)
    qtbot.waitUntil(lambda: not aside[1].text())
    assert dialog.width() == narrow.width()
    assert [each.toolTip() for each in aside if not each.text()]
    assert dialog.main.text().strip() == "Принять все без сомнений"


def test_a_title_may_go_last_of_all(qtbot: QtBot) -> None:
    page = Page("Несколько кластеров", QWidget())
    qtbot.addWidget(page)
    page.let_title_go()
    main = widgets.button("Свод в Excel…", look="primary", icon="table")
    page.add_action(main)
    page.resize(1000, 400)
    page.show()
    qtbot.waitExposed(page)
    assert (page.title.isVisible(), bool(main.text())) == (True, True)
    seen = []
    for width in range(500, 150, -10):
        page.resize(width, 400)
        QApplication.processEvents()
        seen.append((page.title.isVisible(), bool(main.text())))
    assert list(dict.fromkeys(seen))[:2] == [(True, True), (True, False)]
    assert not seen[-1][0]


def test_a_button_without_room_for_its_words_says_them_with_its_keys(qtbot: QtBot) -> None:
    paste = widgets.button("Вставить из Excel", icon="clipboard_paste")
    paste.setToolTip("Ctrl+V")
    row = GivingRow(widgets.row(of=(paste, widgets.GAP)))
    qtbot.addWidget(row)
    row.resize(60, 40)
    row.show()
    qtbot.waitUntil(lambda: not paste.text())
    assert paste.toolTip() == "Вставить из Excel\nCtrl+V"
    row.resize(600, 40)
    qtbot.waitUntil(lambda: bool(paste.text()))
    assert paste.toolTip() == "Ctrl+V"
