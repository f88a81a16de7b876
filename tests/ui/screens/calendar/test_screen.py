"""The calendar's screen: what stands on the days, moving by keyboard and mouse, other views, saving."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.calendar.entry_actions import add_entry_actions, ask_day
from cluster_desk.ui.screens.calendar.entry_painting import is_long
from cluster_desk.ui.screens.calendar.legend import short_section
from cluster_desk.ui.screens.calendar.month_grid import entry_mime
from cluster_desk.ui.screens.calendar.screen import CalendarScreen
from cluster_desk.ui.screens.log.event_form import EventDialog
from tests.builders import a_meeting
from tests.plan_builder import store_plan

TODAY = dt.date(2026, 10, 14)
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def went() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, went: list[tuple[str, int]]) -> CalendarScreen:
    store_plan(desk)
    desk.change("Meeting added", a_meeting())
    requests = Requests(None, None, lambda kind, row: went.append((kind, row)))
    made = CalendarScreen(desk, Settings(), requests, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1170, 660)
    made.show()
    qtbot.waitExposed(made)
    return made


def described(screen: CalendarScreen, day: int) -> str:
    """What a screen reader says of a day of October."""
    index = screen.grid.days.index_of(dt.date(2026, 10, day))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_day_tells_all_that_is_painted_on_it(screen: CalendarScreen) -> None:
    assert screen.period.text() == "Октябрь 2026"
    assert described(screen, 16).startswith("16 октября 2026 г., пятница")
    assert "Сбор заявок на курсы" in described(screen, 16)
    assert "до 16 октября" in described(screen, 16)
    assert "раздел 2" in described(screen, 16)
    assert "Воскресенье, выходной" in described(screen, 18)
    assert "10:00" in described(screen, 22)
    assert screen.grid.day == TODAY
    QAbstractItemModelTester(screen.grid.days, QAbstractItemModelTester.FailureReportingMode.Fatal)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("1. Организационно-координирующая деятельность", "Организационно-координирующая"),
        ("III. Деятельность с обучающимися", "С обучающимися"),
        ("Деятельность", "Деятельность"),
        ("Совместная деятельность школ", "Совместная деятельность школ"),
    ],
)
def test_the_legend_calls_a_section_short(name: str, short: str) -> None:
    assert short_section(name) == short


def test_a_free_weekend_keeps_the_names_of_its_days_whole(screen: CalendarScreen) -> None:
    screen.show_view("week")
    header = screen.week.horizontalHeader()
    widths = [header.sectionSize(day) for day in range(header.count())]
    assert widths[6] < widths[0]
    assert all(width >= header.sectionSizeHint(day) for day, width in enumerate(widths))
    assert sum(widths) == screen.week.viewport().width()


def test_alt_and_an_arrow_move_an_item_and_undo_takes_it_back(screen: CalendarScreen, desk: Desk) -> None:
    screen.grid.go_to(dt.date(2026, 10, 21))
    while screen.grid.entry is None or screen.grid.entry.title != "Форум «Первые шаги»":
        QTest.keyClick(screen.grid, Qt.Key.Key_Space)
    QTest.keyClick(screen.grid, Qt.Key.Key_Right, _ALT)
    assert screen.grid.day == dt.date(2026, 10, 22)
    QTest.keyClick(screen.grid, Qt.Key.Key_Down, _ALT)
    item = next(one for one in desk.read.load_all(PlanItem) if one.title == "Форум «Первые шаги»")
    assert (item.deadline, item.moved_to) == ("21 октября", "29.10.2026")
    assert "перенесено на 29 октября 2026" in screen.foot.whole()
    assert "перенесено на 29.10.2026" in described(screen, 21)
    desk.undo()
    desk.undo()
    assert "перенесено" not in described(screen, 21)


def test_what_has_no_day_is_dropped_on_one(screen: CalendarScreen, desk: Desk) -> None:
    entry = next(one for one in screen.calendar_data.entries if one.title == "Организация подвоза детей")
    days = screen.grid.days
    days.dropMimeData(entry_mime(entry, 0), Qt.DropAction.MoveAction, -1, -1, days.index_of(dt.date(2026, 10, 28)))
    item = next(one for one in desk.read.load_all(PlanItem) if one.id == entry.item)
    assert (item.deadline, item.moved_to) == ("в течение года", "28.10.2026")
    assert "Организация подвоза детей" in described(screen, 28)


def test_the_mouse_may_drop_an_entry_on_a_day(screen: CalendarScreen, desk: Desk) -> None:
    entry = next(one for one in screen.calendar_data.entries if one.title == "Форум «Первые шаги»")
    data, viewport = entry_mime(entry, 0), screen.grid.viewport()
    place = screen.grid.visualRect(screen.grid.days.index_of(dt.date(2026, 10, 23))).center()
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(place, *how), QDragMoveEvent(place, *how), QDropEvent(place, *how)):
        QApplication.sendEvent(viewport, event)
        # A system that hears no to a move brings no drop.
        assert event.isAccepted(), type(event).__name__
    item = next(one for one in desk.read.load_all(PlanItem) if one.id == entry.item)
    assert item.moved_to == "23.10.2026"


def test_what_was_said_of_a_move_goes_when_it_is_taken_back(screen: CalendarScreen, desk: Desk) -> None:
    entry = next(one for one in screen.calendar_data.entries if one.title == "Форум «Первые шаги»")
    screen.put(entry, dt.date(2026, 10, 23))
    assert "Ctrl+Z" in screen.foot.whole()
    desk.undo()
    assert "Ctrl+Z" not in screen.foot.whole()


def test_enter_opens_and_insert_plans_an_event(screen: CalendarScreen, desk: Desk, went: list[tuple[str, int]]) -> None:
    screen.grid.go_to(dt.date(2026, 10, 16))
    while screen.grid.entry is None or screen.grid.entry.title != "Сбор заявок на курсы":
        QTest.keyClick(screen.grid, Qt.Key.Key_Space)
    row = screen.grid.entry.row
    QTest.keyClick(screen.grid, Qt.Key.Key_Return)
    assert went == [("PlanItem", row)]
    QTest.keyClick(screen.grid, Qt.Key.Key_Insert)
    event = desk.read.load_all(Event)[0]
    assert (event.name, event.first_day, event.items[0].item_id) == (
        "Сбор заявок на курсы", dt.date(2026, 10, 16), row,
    )  # fmt: skip


def test_periods_go_by_keys_and_views(screen: CalendarScreen) -> None:
    screen.grid.setFocus()
    screen.go_by(1)
    assert screen.period.text() == "Ноябрь 2026"
    screen.go_to(TODAY)
    screen.show_view("week")
    assert screen.period.text() == "12–18 октября 2026 г."
    screen.show_view("year")
    assert screen.period.text() == "2026 год"
    assert screen.year.current_month == 10
    october = screen.year.year.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Сбор заявок на курсы" in str(october)
    QTest.keyClick(screen.year, Qt.Key.Key_Return)
    assert screen.view == "month"
    screen.show_view("list")
    assert "до 16 октября" in {screen.list.list_model.index(row, 0).data() for row in range(
        screen.list.list_model.rowCount())}  # fmt: skip


@pytest.mark.parametrize("size", [(855, 380), (904, 440), (1170, 605), (1730, 940)])
def test_every_view_fits_the_window(screen: CalendarScreen, size: tuple[int, int]) -> None:
    screen.resize(*size)
    for view in ("month", "week", "year", "list"):
        screen.show_view(view)
        QApplication.processEvents()
        assert screen.fits_in_header(), view
    assert all(screen.year.rowHeight(row) >= 160 for row in range(3)), "weeks of a month lie upon each other"


def test_what_goes_on_all_the_year_is_told_once(screen: CalendarScreen) -> None:
    screen.show_view("year")
    lasting = {one.title for one in screen.year.year.all_year}
    assert "Организация подвоза детей" in lasting
    assert "Организация подвоза детей" in screen.year_page.titles.whole()
    months = {one.title for month in screen.year.year.months for one in month}
    assert months
    assert not lasting & months


def test_a_week_shows_every_entry_whole_and_none_upon_another(screen: CalendarScreen) -> None:
    screen.show_view("week")
    screen.go_to(dt.date(2026, 10, 22))
    week = screen.week.days.weeks[0]
    assert not any(week.hidden)
    boxes = {one.entry.title: screen.week.box_of(0, one) for one in week.placed}
    for title, box in boxes.items():
        assert not any(box.intersects(other) for name, other in boxes.items() if name != title), title
    shown = screen.week.words_of(next(one.entry for one in week.placed if one.entry.kind == "meeting"))
    assert shown[0] == "10:00"
    assert "Администрациярайона,малыйзал" in "".join(shown).replace(" ", "")


def test_exact_days_win_over_bands(screen: CalendarScreen) -> None:
    screen.resize(855, 300)
    screen.show_view("month")
    for row, week in enumerate(screen.grid.days.weeks):
        for column in range(7):
            hidden = week.hidden[column]
            if any(not is_long(one) for one in hidden):
                on_top = [one.entry for one in screen.grid.days.weeks[row].on(column)]
                assert not any(is_long(one) for one in on_top), (week.monday, column)


def test_a_filter_narrows_every_view(screen: CalendarScreen) -> None:
    screen.choices.sections.setCurrentIndex(screen.choices.sections.findData(3))
    assert "Сбор заявок" not in described(screen, 16)
    screen.choices.clear()
    assert "Сбор заявок" in described(screen, 16)


def test_colour_by_state_is_told_by_signs_too(screen: CalendarScreen) -> None:
    screen.side.colours.setCurrentIndex(1)
    assert screen.grid.painter.by_state
    screen.grid.grab()
    screen.year.grab()


def test_a_hall_taken_at_the_time_typed_is_told_at_once(screen: CalendarScreen, desk: Desk, qtbot: QtBot) -> None:
    dialog = EventDialog(desk, dt.date(2026, 10, 22), screen)
    dialog.show()
    editors = dialog.form.pane.editors
    editors["time"].set_value("10:30")
    editors["venue"].set_value("Администрация района, малый зал")
    dialog.form.warn_of_bookings()
    assert "занято 22.10 в 10:00" in dialog.form.whole.words.text()
    dialog.form.clear()
    dialog.close()


def test_the_file_saved_says_the_same_days_and_moving_changes_the_same_entry(
    screen: CalendarScreen, tmp_path: Path
) -> None:
    path = tmp_path / "план.ics"
    screen.save_calendar(path)
    before = read_back(path)
    courses = before["Курсы повышения квалификации"]
    assert (courses["dtstart"].dt, courses["dtend"].dt) == (dt.date(2026, 10, 20), dt.date(2026, 10, 25))
    meeting = next(one for title, one in before.items() if title.startswith("Заседание"))
    assert meeting["dtstart"].dt == dt.datetime(2026, 10, 22, 10, 0)
    entry = next(one for one in screen.calendar_data.entries if one.title == "Курсы повышения квалификации")
    screen.put(entry, dt.date(2026, 10, 26))
    screen.save_calendar(path)
    after = read_back(path)["Курсы повышения квалификации"]
    assert after["uid"] == courses["uid"]
    assert after["sequence"] > courses["sequence"]
    assert (after["dtstart"].dt, after["dtend"].dt) == (dt.date(2026, 10, 26), dt.date(2026, 10, 31))


def read_back(path: Path) -> dict[str, Any]:
    """The entries of a file by their titles; every one has an identity of its own."""
    events: list[Any] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(events)
    return {str(one["summary"]): one for one in events}


def test_the_menu_moves_to_any_date_and_deletes(screen: CalendarScreen, desk: Desk) -> None:
    [row] = desk.change("Event added", Event(name="Слёт", day_words="14.10.2026"))
    entry = next(one for one in screen.grid.days.on(screen.grid.days.index_of(TODAY)) if one.title == "Слёт")
    menu = QMenu()
    add_entry_actions(menu, desk, entry, screen.put, screen)
    assert [action.text() for action in menu.actions()] == ["Перенести на дату…", "Удалить"]
    dialog = ask_day(entry, screen.put, screen)
    dialog.editor.line.setText("32.12.2026")
    dialog.take()
    assert dialog.problem.words.text().startswith("Такой даты нет")
    dialog.editor.line.setText("03.12.2026")
    dialog.take()
    assert desk.read.value("SELECT first_day FROM events WHERE id = ?", row) == "2026-12-03"
    assert screen.period.text() == "Декабрь 2026"
    menu.actions()[1].trigger()
    assert desk.read.value("SELECT count(*) FROM events") == 0


def test_a_new_event_is_seen_in_its_month(screen: CalendarScreen) -> None:
    screen.plan_event(None, TODAY)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, EventDialog) and one.isVisible())
    dialog.form.pane.editors["name"].set_value("Форум")
    dialog.form.pane.editors["day_words"].set_value("5.02.2027")
    assert dialog.form.save()
    assert screen.period.text() == "Февраль 2027"
