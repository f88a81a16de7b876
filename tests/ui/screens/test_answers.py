"""A caller's question in the window: from the search to the figure, to an event, to the page."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cluster_desk.app import App
from cluster_desk.core.language import set_language
from cluster_desk.core.records.events import Event
from cluster_desk.reports.catalog import paper
from cluster_desk.ui.frame.search_everywhere import SearchEverywhere
from cluster_desk.ui.screens.answers.dialog import AnswerDialog
from cluster_desk.ui.screens.papers.screen import PapersScreen
from tests.papers_check.words import lines


def dialog() -> AnswerDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, AnswerDialog) and one.isVisible())


def test_a_question_of_the_search_is_answered_opened_and_printed(app: App) -> None:
    shell, desk = app.window.shell, app.desk
    assert shell
    assert desk
    desk.read.today = lambda: dt.date(2026, 11, 24)
    [search] = app.window.findChildren(SearchEverywhere)
    search.field.setText("сколько детей из Лугового за 2026 год")
    QTest.keyClick(search.field, Qt.Key.Key_Return)  # 1: typed, 2: answered
    asked = dialog()
    assert asked.figure.text() == "439 участий · 28 мероприятий · не учтено 8"
    assert asked.options()["who"] == "children"
    QTest.keyClick(asked.table, Qt.Key.Key_Return)  # 3: the event behind the figure
    here = shell.current_record()
    assert shell.current == "log"
    assert here
    assert here[0] is Event

    again = app.ask_log({"school": "3"})
    assert isinstance(again, AnswerDialog)
    assert again.figure.text().startswith("548 участий")  # everybody of that school, through all the years
    again.take()
    papers = shell.screens["papers"]
    assert isinstance(papers, PapersScreen)
    assert papers.options.paper.id == "answer"
    assert papers.options.values()["school"] == "3"


def test_a_word_that_is_not_understood_is_told_and_a_field_answers(app: App) -> None:
    asked = app.ask_log("сколько детей из Марса за 2026 год")
    assert isinstance(asked, AnswerDialog)
    assert asked.figure.text() == "—"
    assert asked.trouble.text().startswith("Не понято: «марса».")
    assert not asked.main.isEnabled()
    asked.question.setText("сколько мероприятий в октябре 2026")
    asked.question.textEdited.emit("")
    asked.take()  # what was typed a moment ago is answered first
    assert asked.isVisible()
    assert asked.figure.text().startswith("8 мероприятий")
    asked.close()


@pytest.mark.parametrize(("words", "commands"), [("Луговое", 0), ("сколько педагогов в октябре", 1)])
def test_only_a_question_is_offered_to_be_answered(app: App, words: str, commands: int) -> None:
    [search] = app.window.findChildren(SearchEverywhere)
    search.field.setText(words)
    search.search()
    lines = [search.hits.item(row).text() for row in range(search.hits.count())]
    assert sum(line.startswith("Ответить:") for line in lines) == commands
    search.hits.hide()


def test_classes_stand_in_their_field_as_they_were_asked_for(app: App) -> None:
    for words, shown in {"7 «Б» класса": "7 «Б»", "5-7 классов": "5–7", "5 и 7 классов": "5, 7"}.items():
        asked = app.ask_log(f"сколько детей {words} за 2026 год")
        assert isinstance(asked, AnswerDialog)
        assert asked.options()["grade"] == shown
        assert asked.trouble.text() == ""
        asked.reject()
    asked = app.ask_log({"grade": "пятый"})
    assert isinstance(asked, AnswerDialog)
    assert "пятый" in asked.trouble.text()


def test_what_is_said_beside_the_figure_follows_the_language_of_the_window_and_the_paper_stays_russian(
    app: App,
) -> None:
    desk = app.desk
    assert desk
    set_language("en")
    try:
        asked = app.ask_log({"school": "3"})
        assert isinstance(asked, AnswerDialog)
        assert asked.answer
        why = {one.why for one in asked.answer.not_counted}
        assert "The log keeps how many took part, not their names" in asked.notes.text()
        assert "who took part is not written down" in why
        asked.reject()
        words = " ".join(lines(paper("answer").build(desk.read, {"school": "3"})))
    finally:
        set_language("ru")
    assert "Журнал хранит число участников, а не имена" in words
    assert "The log keeps" not in words
