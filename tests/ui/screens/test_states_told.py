"""What is said of plan items after a change: what changed along with an event, and marks that the log contradicts."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluster_desk.core.language import N_
from cluster_desk.core.records.events import Event, EventState, ServedItem
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.changes import STATE_CHANGES, set_state
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Area
from cluster_desk.ui.frame.main_window import MainWindow
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.screens.change_notices import ChangeNotices
from cluster_desk.ui.screens.states_told import states_told


def told(desk: Desk) -> str:
    last = desk.next_transactions()[0]
    assert last
    return states_told(desk.read, last)


def items(desk: Desk, deadline: str, *numbers: str) -> list[int]:
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    plan = desk.draft(Plan, name="План", period_start=year[0], period_end=year[1])
    part = desk.draft(PlanSection, plan_id=plan.id)
    made = [PlanItem(section_id=part.id, number=n, title="Заседание", deadline=deadline) for n in numbers]
    return desk.change("Added", plan, part, *made)[2:]


def hold(desk: Desk, *rows: int, state: EventState = EventState.HELD) -> Event:
    served = [ServedItem(item_id=row) for row in rows]
    [row] = desk.change("Event added", Event(name="Совет", day_words="12.03.2026", state=state, items=served))
    event = desk.read.load(Event, row)
    assert event
    return event.copy()


def mark(desk: Desk, row: int, state: ItemState) -> None:
    item = desk.read.load(PlanItem, row)
    assert item
    draft = item.copy()
    assert set_state(state)(draft)
    desk.change(STATE_CHANGES[state], draft)


def test_an_event_that_changes_a_mark_is_told(desk: Desk) -> None:
    [row] = items(desk, "март", "3.")
    mark(desk, row, ItemState.CANCELLED)
    assert told(desk) == ""
    event = hold(desk, row)
    assert told(desk) == "Пункт плана 3: по журналу «Выполнено» (было «Отменено»)"
    event.venue = "Актовый зал"
    desk.change("Event changed", event)
    assert told(desk) == ""
    desk.change("Event deleted", remove=[event])
    assert told(desk) == "Пункт плана 3: по журналу «Запланировано» (было «Выполнено»)"


def test_of_many_items_the_first_are_told(desk: Desk) -> None:
    hold(desk, *items(desk, "март", "1", "2", "", "4", "5"))
    each = ("Пункт плана 1", "Пункт плана 2", "Пункт плана «Заседание»")
    assert (
        told(desk) == "; ".join(f"{one}: по журналу «Выполнено» (было «Запланировано»)" for one in each) + "; и ещё 2"
    )


def test_a_mark_that_the_log_contradicts_is_told(desk: Desk) -> None:
    [row] = items(desk, "март, май", "3")
    hold(desk, row)
    mark(desk, row, ItemState.CANCELLED)
    assert told(desk) == "Пункт плана 3: по журналу «Выполняется», отметка вручную остаётся"
    mark(desk, row, ItemState.UNDER_WAY)
    assert told(desk) == ""
    [goes_on] = items(desk, "в течение года", "4")
    hold(desk, goes_on)
    mark(desk, goes_on, ItemState.DONE)
    assert told(desk) == ""  # nothing else tells that it is done


def test_another_period_of_the_plan_is_told(desk: Desk) -> None:
    [row] = items(desk, "март, май", "3")
    hold(desk, row)
    [plan] = [one.copy() for one in desk.read.load_all(Plan)]
    plan.period_end = dt.date(2026, 4, 30)
    desk.change("Changed", plan)
    assert told(desk) == "Пункт плана 3: по журналу «Выполнено» (было «Выполняется»)"


def test_the_window_says_it_below_the_screen_and_offers_to_take_it_back(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(Settings(), lambda code: None)
    qtbot.addWidget(window)
    shell = Shell([Area("members", N_("Help"), "people_team", lambda: Page("Участники", QLabel()))], *[desk.undo] * 2)
    window.show_shell(shell, "Кластер")
    notices = ChangeNotices(shell, desk, desk.undo, desk.redo)
    [row] = items(desk, "март", "3.")
    hold(desk, row)
    notices.changed(desk.next_transactions()[0])
    assert notices.notice.said() == "Пункт плана 3: по журналу «Выполнено» (было «Запланировано»)"
    notices.settled("Записан итог: Совет")
    assert notices.notice.said().startswith("Записан итог: Совет\nПункт плана 3: по журналу «Выполнено»")
