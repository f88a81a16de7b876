"""What is known on a day: states as entered, nothing from silence, nothing of what is to come."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanSection, PlanStep
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.data.queries.plan_table import PlanHead, PlanTable
from cluster_desk.desk import Desk
from cluster_desk.rules.states import MeetingStanding, Standing, event_state, meeting_standings, standing

HEAD = PlanHead(1, "План", dt.date(2026, 1, 1), dt.date(2026, 12, 31), 1)
P, U, D, M, C = ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.DONE, ItemState.MOVED, ItemState.CANCELLED


def known_of(item: PlanItem, on: dt.date, *events: ServingEvent) -> Standing:
    table = PlanTable(HEAD, [PlanSection(id=1, plan_id=1)], [item], serving={item.id or 0: [*events]})
    return standing(table, item, on)


def an_event(day: str, state: EventState = EventState.HELD) -> ServingEvent:
    return ServingEvent(1, "Семинар", state, day, day, "", "")


@pytest.mark.parametrize(
    ("deadline", "entered", "events", "on", "state", "is_ahead", "is_past"),
    [
        ("март", P, [], "2026-02-28", None, True, False),
        ("март", P, [], "2026-03-15", None, False, False),
        ("март", P, [], "2026-04-01", None, False, True),  # never «not done»
        ("март", D, [], "2026-04-01", D, False, False),
        ("март", D, [], "2026-02-01", None, True, False),  # nothing that is to come is past
        ("до 20 марта", D, [], "2026-02-01", D, False, False),  # a last day may be met before
        ("до 20 марта", D, [], "2025-12-01", None, True, False),  # not before the plan begins
        ("март", D, [an_event("2026-02-10")], "2026-02-20", D, False, False),  # the log tells it
        ("март", D, [an_event("2026-03-10")], "2026-03-05", None, False, False),
        ("март, май", D, [an_event("2026-03-10"), an_event("2026-05-10")], "2026-04-01", U, False, False),
        ("март", P, [an_event("2026-03-10")], "2026-04-01", U, False, True),
        ("март", P, [an_event("2026-03-10", EventState.PLANNED)], "2026-04-01", None, False, True),
        ("март", M, [], "2026-02-01", M, False, False),
        ("март", C, [], "2026-04-01", C, False, False),
        ("по графику", P, [], "2026-04-01", None, False, False),
        ("в течение года", U, [], "2026-04-01", U, False, False),
        ("еженедельно", D, [], "2025-12-31", None, True, False),
        ("", P, [], "2026-04-01", None, False, False),
        ("ежеквартально, до 5 числа", U, [an_event("2026-07-05")], "2026-10-06", U, False, True),
        ("ежеквартально, до 5 числа", U, [an_event("2026-10-05")], "2026-10-06", U, False, False),  # the log tells it
        ("ежеквартально, до 5 числа", U, [an_event("2026-10-05")], "2026-10-04", None, False, False),
        ("ежеквартально, до 5 числа", U, [an_event("2026-10-05", EventState.CANCELLED)], "2026-10-06", U, False, True),
    ],
)
def test_the_state_of_an_item_on_a_day(
    deadline: str,
    entered: ItemState,
    events: list[ServingEvent],
    on: str,
    state: ItemState | None,
    is_ahead: bool,
    is_past: bool,
) -> None:
    item = PlanItem(id=1, section_id=1, title="Семинар", deadline=deadline, state=entered)
    known = known_of(item, dt.date.fromisoformat(on), *events)
    assert (known.state, known.is_ahead, known.is_past) == (state, is_ahead, is_past)


def test_a_mark_before_its_time_is_remembered() -> None:
    item = PlanItem(id=1, section_id=1, title="Семинар", deadline="октябрь", state=D)
    assert known_of(item, dt.date(2026, 6, 1)).marked_early
    assert not known_of(item, dt.date(2026, 10, 1)).marked_early


def test_a_step_without_a_deadline_has_its_items() -> None:
    item = PlanItem(
        id=1, section_id=1, title="Семинар", deadline="октябрь", steps=[PlanStep(result="Сборник", state=D)]
    )
    table = PlanTable(HEAD, [PlanSection(id=1, plan_id=1)], [item])
    assert standing(table, item.steps[0], dt.date(2026, 6, 1), item).state is None
    assert standing(table, item.steps[0], dt.date(2026, 10, 5), item).state is D


def test_an_event_entered_as_held_is_planned_until_its_day() -> None:
    held = EventState.HELD
    assert event_state(held, "2026-05-10", dt.date(2026, 5, 9)) is EventState.PLANNED
    assert event_state(held, "2026-05-10", dt.date(2026, 5, 10)) is held
    assert event_state(held, "", dt.date(2026, 5, 9)) is held  # nobody can tell its day


def test_a_meeting_is_held_where_its_minutes_tell_something(desk: Desk) -> None:
    day = dt.date(2026, 3, 10)
    topics = (AgendaItem(topic="О плане"), AgendaItem(topic="О плане", heard="Доклад"))
    desk.change("Added", *(Meeting(day=day, number=n, agenda=[topic]) for n, topic in enumerate(topics, 1)))
    silent, told = ([kind[n] for kind in _known(desk, day)] for n in (1, 2))
    assert silent == [MeetingStanding.AHEAD, MeetingStanding.AHEAD, MeetingStanding.NOT_TOLD]
    assert told == [MeetingStanding.AHEAD, MeetingStanding.HELD, MeetingStanding.HELD]


def _known(desk: Desk, day: dt.date) -> list[dict[int, MeetingStanding]]:
    """What is known of each meeting by № the day before, on the day, the day after."""
    numbers = {one.id: one.number or 0 for one in desk.read.load_all(Meeting)}
    days = (day + dt.timedelta(by) for by in (-1, 0, 1))
    return [{numbers[row]: known for row, known in meeting_standings(desk.read, on).items()} for on in days]
