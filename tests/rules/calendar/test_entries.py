"""What plans, meetings and events put on which days; moving; double bookings."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Event, EventState, ServedItem
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.rules.calendar.entries import CalendarFilter, Entry, Shape, all_double_bookings, calendar
from cluster_desk.rules.calendar.moves import event_of, moved
from tests.builders import a_meeting
from tests.plan_builder import store_plan

TODAY = dt.date(2026, 10, 14)
OCTOBER = dt.date(2026, 10, 1), dt.date(2026, 10, 31)


def entries(desk: Desk) -> dict[str, Entry]:
    """October's entries by title; of several with one title the last."""
    return {one.title: one for one in calendar(desk.read, TODAY).within(*OCTOBER)}


def put(desk: Desk, entry: Entry, day: dt.date) -> Record:
    """Move an entry and store it."""
    record = moved(desk.read, entry, day)
    assert record is not None
    desk.change("Moved", record)
    return record


def test_a_period_read_alone_holds_what_the_whole_calendar_holds_of_it(sample_file: Path) -> None:
    with closing(Desk.open(sample_file, read_only=True)) as desk:
        whole = calendar(desk.read, TODAY)
        for month in range(1, 13):
            period = dt.date(2026, month, 1), dt.date(2026, month, 28)
            alone = calendar(desk.read, TODAY, period=period)
            assert alone.within(*period) == whole.within(*period)
            assert alone.plans == whole.plans


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("15 октября 2026 г.", {}),
        ("до 15.10.26", {}),
        ("15 октября", {"state": ItemState.MOVED, "moved_to": "16.10.2026"}),
        ("15 октября", {"deadline_day": dt.date(2026, 10, 15)}),
        ("20 марта", {"served": True}),
    ],
)
def test_what_a_plan_of_another_year_says_of_this_one_is_there(desk: Desk, words: str, more: dict[str, Any]) -> None:
    served = more.pop("served", False)
    for year in (2025, 2027):
        plan = desk.draft(Plan, name=f"План {year}", period_start=dt.date(year, 1, 1), period_end=dt.date(year, 12, 31))
        section = desk.draft(PlanSection, plan_id=plan.id, place=0, name="Раздел")
        item = desk.draft(PlanItem, section_id=section.id, place=0, title=f"Дело {year}", deadline=words, **more)
        desk.change("Added", plan, section, item)
        if served:
            event = Event(name=f"Дело {year}", day_words="15.10.2026", items=[ServedItem(item_id=item.id)])
            desk.change("Added", event)
    whole, alone = calendar(desk.read, TODAY), calendar(desk.read, TODAY, period=OCTOBER)
    assert alone.within(*OCTOBER) == whole.within(*OCTOBER)
    assert alone.sections == whole.sections
    assert not served or all(one.item for one in alone.within(*OCTOBER))


def test_each_kind_of_deadline_has_its_shape_on_its_days(desk: Desk) -> None:
    store_plan(desk)
    result = entries(desk)
    courses = result["Курсы повышения квалификации"]
    assert (courses.shape, courses.first.day, courses.last.day) == (Shape.BAR, 20, 24)
    groups = result["Работа районных объединений учителей"]
    assert (groups.shape, groups.first.day, groups.last.day) == (Shape.BAND, 1, 31)
    forms = result["Сбор заявок на курсы"]
    assert (forms.shape, forms.first, forms.section, forms.number) == (Shape.FLAG, dt.date(2026, 10, 16), 2, "3")
    assert result["Организация подвоза детей"].shape is Shape.ALL_YEAR
    assert result["Организация подвоза детей"].has_no_day
    assert result["Заседания координационного совета"].has_no_day, "a quarter says nothing of a day"
    assert not groups.has_no_day


def test_a_filter_leaves_what_it_names(desk: Desk) -> None:
    store_plan(desk)
    result = calendar(desk.read, TODAY)
    by_section = result.within(*OCTOBER, CalendarFilter(section=2))
    assert {one.section for one in by_section} == {2}
    by_person = result.within(*OCTOBER, CalendarFilter(person=result.people()[0]))
    assert by_person
    assert all(result.people()[0] in one.people for one in by_person)
    late = result.within(dt.date(2026, 1, 1), dt.date(2026, 12, 31), CalendarFilter(state="late"))
    assert [one.title for one in late] == ["Соглашение с детским садом «Колосок»"]


def test_moving_an_item_keeps_its_words_and_shows_where_it_was(desk: Desk) -> None:
    store_plan(desk)
    item = put(desk, entries(desk)["Курсы повышения квалификации"], dt.date(2026, 10, 26))
    assert isinstance(item, PlanItem)
    assert (item.deadline, item.moved_to) == ("20–24 октября", "26.10.2026 – 30.10.2026")
    both = [one for one in calendar(desk.read, TODAY).entries if one.title.startswith("Курсы")]
    assert [(one.first.day, one.struck) for one in both] == [(20, True), (26, False)]
    desk.undo()
    again = entries(desk)["Курсы повышения квалификации"]
    assert (again.first.day, again.state) == (20, ItemState.PLANNED)


def test_a_flag_stays_a_flag_and_a_window_comes_to_its_day(desk: Desk) -> None:
    store_plan(desk)
    put(desk, entries(desk)["Сбор заявок на курсы"], dt.date(2026, 10, 20))
    put(desk, entries(desk)["Работа районных объединений учителей"], dt.date(2026, 10, 29))
    result = entries(desk)
    assert (result["Сбор заявок на курсы"].shape, result["Сбор заявок на курсы"].last.day) == (Shape.FLAG, 20)
    groups = result["Работа районных объединений учителей"]
    assert (groups.shape, groups.first.day, groups.last.day) == (Shape.BAR, 29, 29)


def test_what_is_done_is_not_moved(desk: Desk) -> None:
    store_plan(desk)
    done = next(one for one in calendar(desk.read, TODAY).entries if one.state == ItemState.DONE)
    with pytest.raises(UserError, match="переносить нечего"):
        moved(desk.read, done, dt.date(2026, 10, 5))


def test_meetings_and_events_move_by_their_date(desk: Desk) -> None:
    desk.change("Meeting added", a_meeting())
    desk.change("Event added", Event(name="Слёт", day_words="5–6 октября 2026", state=EventState.PLANNED))
    result = calendar(desk.read, TODAY).within(*OCTOBER)
    for one in result:
        put(desk, one, one.first + dt.timedelta(1))
    meeting, event = desk.read.load_all(Meeting)[0], desk.read.load_all(Event)[0]
    assert meeting.day == dt.date(2026, 10, 23)
    assert (event.day_words, event.first_day, event.last_day) == (
        "06.10.2026–07.10.2026", dt.date(2026, 10, 6), dt.date(2026, 10, 7),
    )  # fmt: skip


def test_an_event_of_an_item_takes_its_place(desk: Desk) -> None:
    store_plan(desk)
    event = event_of(desk.read, entries(desk)["Форум «Первые шаги»"])
    assert event is not None
    desk.change("Event planned", event)
    results = [one for one in calendar(desk.read, TODAY).within(*OCTOBER) if one.title == "Форум «Первые шаги»"]
    assert [(one.kind, one.first.day, one.section) for one in results] == [("event", 21, 3)]
    assert isinstance(event.items[0], ServedItem)


def test_the_day_that_an_event_of_an_item_was_moved_from_is_struck(desk: Desk) -> None:
    store_plan(desk)
    item = entries(desk)["Форум «Первые шаги»"]
    event, serving = event_of(desk.read, item), event_of(desk.read, item)
    assert event is not None
    assert serving is not None
    desk.change("Event planned", event)
    stored = desk.read.load_all(Event)[0].copy()
    stored.day_words, stored.spans = "23.10.2026", []
    desk.change("Event moved", stored)
    results = [one for one in calendar(desk.read, TODAY).within(*OCTOBER) if one.title == "Форум «Первые шаги»"]
    assert [(one.kind, one.first.day, one.struck, one.moved_to) for one in results] == [
        ("item", 21, True, "23.10.2026"), ("event", 23, False, ""),
    ]  # fmt: skip
    desk.undo()
    desk.undo()
    serving.name, serving.day_words, serving.spans = "Репетиция форума", "19.10.2026", []
    desk.change("Event planned", serving)
    results = [one for one in calendar(desk.read, TODAY).within(*OCTOBER) if one.title == "Форум «Первые шаги»"]
    assert [(one.kind, one.first.day, one.struck) for one in results] == [("item", 21, False)]


def test_an_event_of_a_window_is_planned_on_one_day(desk: Desk) -> None:
    store_plan(desk)
    wide = next(one for one in calendar(desk.read, TODAY).entries if one.kind == "item" and one.shape is Shape.BAND)
    event = event_of(desk.read, wide, dt.date(2026, 10, 19))
    assert event is not None
    assert (event.day_words, event.first_day) == ("19.10.2026", dt.date(2026, 10, 19))


def test_a_hall_taken_twice_at_a_time_is_told(desk: Desk) -> None:
    desk.change("Meeting added", a_meeting(place="Актовый зал"))
    early = Event(name="Утренник", day_words="22.10.2026", time="08:00", venue="Актовый зал", state=EventState.PLANNED)
    same = Event(name="Репетиция", day_words="22.10.2026", time="10:30", venue="актовый зал", state=EventState.PLANNED)
    desk.change("Event added", early)
    assert all_double_bookings(calendar(desk.read, TODAY).entries) == {}
    desk.change("Event added", same)
    result = all_double_bookings(calendar(desk.read, TODAY).entries)
    assert set(result) == {("meeting", 1), ("event", 2)}
    assert "Репетиция" in result["meeting", 1][0]


def test_a_term_in_which_an_event_was_held_is_done_and_the_others_wait(desk: Desk) -> None:
    plan = desk.draft(Plan, name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    section = desk.draft(PlanSection, plan_id=plan.id)
    item = desk.draft(PlanItem, section_id=section.id, title="Методсовет", deadline="февраль, сентябрь, до 5 декабря")
    desk.change("Added", plan, section, item)
    served = [ServedItem(item_id=item.id)]
    desk.change("Added", Event(name="О наставничестве", day_words="12.02.2026, 03.12.2026", items=served))
    states = [one.state for one in calendar(desk.read, TODAY).entries if one.kind == "item"]
    assert states == [ItemState.DONE, ItemState.UNDER_WAY, ItemState.UNDER_WAY]


def test_the_days_to_come_of_an_event_are_not_held_yet(desk: Desk) -> None:
    desk.change("Added", Event(name="Семинар", day_words="5 октября и 5 ноября 2026"))
    states = [one.state for one in calendar(desk.read, TODAY).entries]
    assert states == [ItemState.DONE, ItemState.PLANNED]
