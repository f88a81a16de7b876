"""Reminders come once a day, say what is due, and stop when they are switched off; a file opens as was chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.desk import Desk
from cluster_desk.rules.today import reminders, what_is_due
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.reminders import Reminders
from cluster_desk.ui.screens.today.choices import OpeningChoices
from tests.builders import a_meeting
from tests.rules.test_today import store_items


class Shown:
    """Stands for the notification area."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str]] = []
        self.closed = False

    def show_message(self, title: str, text: str) -> None:
        self.messages.append((title, text))

    def close(self) -> None:
        self.closed = True


def test_one_is_reminded_once_a_day_and_not_when_switched_off(qtbot: QtBot) -> None:
    days = [dt.date(2026, 10, 13)]
    settings, shown = Settings(), Shown()
    made = Reminders(settings, lambda: [f"Дело {n}" for n in range(6)], lambda: shown, lambda: days[-1])
    made.begin()
    made.look()
    assert shown.messages == [("Сегодня в кластере", "Дело 0\nДело 1\nДело 2\nДело 3\nи ещё 2")]
    days.append(dt.date(2026, 10, 14))
    made.look()
    assert len(shown.messages) == 2
    settings.reminders = False
    made.look()
    assert shown.closed
    made.end()


def test_where_the_system_has_no_notification_area_nothing_is_shown(qtbot: QtBot) -> None:
    settings = Settings()
    made = Reminders(settings, lambda: ["Дело"], lambda: None)
    made.begin()
    assert settings.reminded == ""
    made.end()


def test_a_day_reminds_of_what_ends_on_it_and_of_a_near_meeting(desk: Desk) -> None:
    store_items(
        desk, PlanItem(title="Отчёт", deadline="до 20 октября"), PlanItem(title="Потом", deadline="до 25 октября")
    )
    desk.change("Added", a_meeting())
    assert reminders(what_is_due(desk.read, dt.date(2026, 10, 20))) == [
        "Заседание №\u00a014: 22.10.2026, 10:00",
        "Отчёт (План)",
    ]
    assert reminders(what_is_due(desk.read, dt.date(2026, 10, 1))) == []


@pytest.fixture
def app(qtbot: QtBot, sample_file: Path) -> Iterator[App]:
    made = App(Settings())
    qtbot.addWidget(made.window)
    yield made
    made.finish()


def test_a_file_opens_with_today_or_where_it_was_left(app: App, sample_file: Path) -> None:
    assert app.open(sample_file)
    shell = app.window.shell
    assert shell
    assert shell.current == "today"
    assert next(iter(shell.areas)) == "today"
    shell.go("council")
    assert app.leave()
    choices = OpeningChoices(app.settings, lambda: None)
    choices.opens.setCurrentIndex(1)
    choices.opens.activated.emit(1)
    assert app.open(sample_file)
    assert app.window.shell
    assert app.window.shell.current == "council"
    assert app.leave()
    app.settings.area = "gone"
    assert app.open(sample_file)
    assert app.window.shell.current == "today"
