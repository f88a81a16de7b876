"""What goes wrong while minutes are kept is said where it is typed; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import AgendaItem, Decision, Meeting, Presence
from cluster_desk.data.queries.minutes import roll_of
from cluster_desk.desk import Desk
from cluster_desk.rules.council.minutes import with_presence
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.screens.council.decisions_table import DUE
from cluster_desk.ui.screens.council.dialogs import ask_before_printing
from cluster_desk.ui.screens.council.screen import CouncilScreen

TODAY = dt.date(2026, 10, 22)


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


def a_meeting(desk: Desk, present: int) -> Meeting:
    """A meeting of today with one decision, the first seats present."""
    item = AgendaItem(topic="О форуме", decisions=[Decision(text="Провести форум")])
    row = desk.change("Added", Meeting(number=40, day=TODAY, agenda=[item]))[0]
    meeting = desk.read.load(Meeting, row)
    assert meeting
    for place, seat in enumerate(roll_of(desk.read, row).seats):
        if seat.name:
            meeting = with_presence(meeting, seat, Presence.PRESENT if place < present else Presence.ABSENT)
    desk.change("Called", meeting)
    return meeting


@pytest.fixture
def council(qtbot: QtBot, sample: Desk) -> CouncilScreen:
    meeting = a_meeting(sample, 8)
    screen = CouncilScreen(sample, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    screen.show()
    qtbot.waitExposed(screen)
    assert meeting.id
    screen.meetings.go_to(meeting.id)
    screen.meetings.show_tab("minutes")
    return screen


def test_a_term_before_the_meeting_is_said_in_its_cell_and_stays_typed(council: CouncilScreen, sample: Desk) -> None:
    table = council.meetings.minutes.fields.table
    cell = table.decisions.index(0, DUE)
    high = table.rowHeight(0)
    table.decisions.setData(cell, "до 1 мая 2026 г.")
    assert cell.data() == "до 1 мая 2026 г."
    assert "22.10.2026" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert table.rowHeight(0) > high
    assert not council.meetings.minutes.fields.problem.isVisible()
    assert not council.meetings.may_leave()
    table.decisions.setData(cell, "до 1 декабря 2026 г.")
    assert cell.data(Qt.ItemDataRole.ToolTipRole) is None
    assert council.meetings.may_leave()
    assert sample.read.value("SELECT due FROM decisions WHERE text = 'Провести форум'") == "2026-12-01"


def test_esc_takes_back_what_could_not_be_stored(council: CouncilScreen) -> None:
    table = council.meetings.minutes.fields.table
    cell = table.decisions.index(0, DUE)
    table.decisions.setData(cell, "до 1 мая 2026 г.")
    table.setCurrentIndex(cell)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not cell.data()
    assert council.meetings.may_leave()


def test_in_a_narrow_window_the_segments_do_not_overlap_and_the_votes_have_room(council: CouncilScreen) -> None:
    council.set_narrow(True)
    inside = council.meetings.minutes.fields.widget()
    assert inside
    assert inside.minimumSizeHint().width() <= 640
    council.meetings.show_tab("agenda")
    side = council.meetings.widget(0)
    assert side
    views = side.findChild(Segments)
    assert isinstance(views, Segments)
    assert views.sizeHint().width() < side.minimumWidth() < 310
    council.meetings.show_tab("decisions")
    assert not council.meetings.list.isVisible()
    council.set_narrow(False)
    assert council.meetings.list.isVisible()


def test_the_tabs_of_a_meeting_stay_where_they_are_when_the_minutes_open(council: CouncilScreen) -> None:
    for narrow in (False, True):
        council.set_narrow(narrow)
        council.meetings.show_tab("agenda")
        before = council.meetings.tabs.mapTo(council, QPoint(0, 0))
        council.meetings.show_tab("minutes")
        QApplication.sendPostedEvents()
        assert council.meetings.tabs.mapTo(council, QPoint(0, 0)) == before
        assert (council.meetings.list.isVisible(), council.meetings.minutes.list.isVisible()) == (False, True)


def test_without_a_quorum_printing_the_minutes_is_asked_about(
    qtbot: QtBot, sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    meeting = a_meeting(sample, 3)
    asked: list[str] = []
    printed: list[str] = []

    def confirm(_parent: QWidget, title: str, words: str, _action: str, advice: str = "") -> bool:
        asked.append(f"{title} {advice or words}")
        return len(asked) > 1

    monkeypatch.setattr(messages, "confirm", confirm)
    for _time in range(2):
        ask_before_printing(sample, "minutes", meeting, TODAY, parent, lambda: printed.append("minutes"))
    gaps = "Протокол ещё не полон "
    assert [one.startswith("Кворума нет: 3 из 10") for one in asked] == [True, True, False]
    assert asked[2].startswith(gaps)
    assert "Не записаны голоса по вопросам: 1" in asked[2]
    assert printed == ["minutes"]
    ask_before_printing(sample, "agenda", meeting, TODAY, parent, lambda: printed.append("agenda"))
    assert asked[3].startswith("Повестка ещё не полна Не указана тема заседания.")
    assert "Не указан выступающий по вопросам: 1" in asked[3]
    ask_before_printing(sample, "attendance", meeting, TODAY, parent, lambda: printed.append("attendance"))
    assert printed == ["minutes", "agenda", "attendance"]


def test_what_the_paper_tells_as_heard_is_seen_in_the_empty_field(council: CouncilScreen, sample: Desk) -> None:
    heard = council.meetings.minutes.fields.texts["heard"].text
    assert heard.placeholderText() == "О форуме."
    meeting = council.meetings.meeting
    assert meeting
    changed = meeting.copy()
    changed.agenda[0].heard = "Ветрову А. С."
    sample.change("Changed", changed)
    assert (heard.placeholderText(), heard.toPlainText()) == ("", "Ветрову А. С.")
