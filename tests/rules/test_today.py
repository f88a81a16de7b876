"""What a day asks for: what is late and due, outcomes missing, the next meeting, decisions, agreements, an old plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core.records.council import (
    AgendaItem,
    CouncilSeat,
    Decision,
    DecisionState,
    Executor,
    Meeting,
    Speaker,
)
from cluster_desk.core.records.events import Event, EventSpan, EventState, ServedItem
from cluster_desk.core.records.members import Agreement, Organization, Person
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.desk import Desk
from cluster_desk.rules.control import control_lines
from cluster_desk.rules.council.next_meeting import PRINTED, printed_key
from cluster_desk.rules.plan.lines import counts, plan_lines
from cluster_desk.rules.today import GroupKey, Today, end_of_week, what_is_due
from tests.builders import a_meeting, an_organization

DAY = dt.date(2026, 10, 13)


def store_items(desk: Desk, *items: PlanItem, year: int = 2026) -> list[int]:
    plan = desk.draft(
        Plan, name=f"План на {year} год", period_start=dt.date(year, 1, 1), period_end=dt.date(year, 12, 31)
    )
    section = desk.draft(PlanSection, plan_id=plan.id, name="Дела")
    for item in items:
        item.section_id = section.id
    return desk.change("Added", plan, section, *items)[2:]


def told(due: Today, key: GroupKey) -> list[str]:
    return [line.title for line in due.groups[key].lines]


@pytest.mark.parametrize(
    ("deadline", "state", "moved_to", "group"),
    [
        ("до 9 октября", ItemState.PLANNED, "", "late"),
        ("до 9 октября", ItemState.UNDER_WAY, "", "late"),
        ("до 9 октября", ItemState.DONE, "", ""),
        ("до 9 октября", ItemState.CANCELLED, "", ""),
        ("до 9 октября", ItemState.MOVED, "до 16 октября", "week"),
        ("до 9 октября", ItemState.MOVED, "ноябрь", ""),
        ("12–16 октября", ItemState.PLANNED, "", "week"),
        ("до 18 октября", ItemState.PLANNED, "", "week"),
        ("до 19 октября", ItemState.PLANNED, "", ""),
        ("октябрь", ItemState.PLANNED, "", ""),
        ("сентябрь", ItemState.PLANNED, "", "late"),
        ("в течение года", ItemState.PLANNED, "", ""),
        ("по мере необходимости", ItemState.PLANNED, "", ""),
        ("", ItemState.PLANNED, "", ""),
    ],
)
def test_an_item_of_the_plan_is_late_due_or_neither(
    desk: Desk, deadline: str, state: ItemState, moved_to: str, group: str
) -> None:
    store_items(desk, PlanItem(title="Дело", number="3", deadline=deadline, state=state, moved_to=moved_to))
    due = what_is_due(desk.read, DAY)
    assert [key.value for key in GroupKey if told(due, key)] == ([group] if group else [])
    if group:
        [line] = due.groups[GroupKey(group)].lines
        assert line.where == "План, п.\u00a03"
        assert line.days == (moved_to or deadline)


def test_a_step_is_told_by_itself_where_it_has_a_deadline_of_its_own(desk: Desk) -> None:
    steps = [PlanStep(result="Сборник", deadline="до 9 октября"), PlanStep(result="Отчёт")]
    store_items(desk, PlanItem(title="Конкурс", deadline="ноябрь", steps=steps))
    assert told(what_is_due(desk.read, DAY), GroupKey.LATE) == ["Конкурс: Сборник"]


def test_an_item_that_an_event_carries_out_this_week_is_told_once(desk: Desk) -> None:
    [item] = store_items(desk, PlanItem(title="Кросс", deadline="15 октября"))
    desk.change("Added", Event(name="Кросс школ", day_words="15 октября 2026", state=EventState.PLANNED,
                               items=[ServedItem(item_id=item)]))  # fmt: skip
    assert told(what_is_due(desk.read, DAY), GroupKey.WEEK) == ["Кросс школ"]


def test_a_late_item_whose_event_waits_for_its_outcome_is_told_once(desk: Desk) -> None:
    over, other = store_items(
        desk, PlanItem(title="Форум", deadline="10 октября"), PlanItem(title="Слёт", deadline="9 октября")
    )
    event = an_event("Форум", dt.date(2026, 10, 10), state=EventState.PLANNED, items=[ServedItem(item_id=over)])
    serves = an_event("Репетиция", dt.date(2026, 10, 9), state=EventState.PLANNED, items=[ServedItem(item_id=other)])
    desk.change("Added", event, serves)
    due = what_is_due(desk.read, DAY)
    assert told(due, GroupKey.LATE) == ["Слёт"]
    assert told(due, GroupKey.NO_OUTCOME) == ["Форум", "Репетиция"]
    plan = plan_table(desk.read, plan_heads(desk.read)[0])
    assert plan
    assert due.groups[GroupKey.LATE].total == counts(plan_lines(plan, DAY)).late == 2  # as the plan that it leads to
    assert due.urgent_words() == ["Просрочены 2 строки плана"]


@pytest.mark.parametrize(
    ("day", "until"), [("2026-10-12", "2026-10-18"), ("2026-10-15", "2026-10-18"), ("2026-10-16", "2026-10-25")]
)
def test_from_a_friday_on_the_next_week_is_told_too(day: str, until: str) -> None:
    assert end_of_week(dt.date.fromisoformat(day)).isoformat() == until


def an_event(name: str, day: dt.date, **values: Any) -> Event:
    return Event(**{"name": name, "day_words": f"{day:%d.%m.%Y}", "spans": [EventSpan(first=day, last=day)], **values})


def test_what_is_over_and_has_no_outcome_is_asked_about(desk: Desk) -> None:
    planned, held = EventState.PLANNED, EventState.HELD
    desk.change(
        "Added",
        an_event("Прошло", DAY - dt.timedelta(3), state=planned),
        an_event("Давно", DAY - dt.timedelta(500), state=planned),
        an_event("Сегодня", DAY, state=planned),
        an_event("Молчат", DAY - dt.timedelta(2), state=held),
        an_event("Есть итог", DAY - dt.timedelta(2), state=held, text="Прошло хорошо"),
        an_event("Отменено", DAY - dt.timedelta(2), state=EventState.CANCELLED),
        a_meeting(day=DAY - dt.timedelta(5), theme="Без протокола"),
    )
    due = what_is_due(desk.read, DAY)
    group = due.groups[GroupKey.NO_OUTCOME]
    assert told(due, GroupKey.NO_OUTCOME) == ["Молчат", "Прошло", "Заседание №\u00a014. Без протокола"]
    assert (group.total, group.earlier) == (3, 1)
    assert told(due, GroupKey.WEEK) == ["Сегодня"]


def test_a_web_address_is_missed_only_where_addresses_are_told(desk: Desk) -> None:
    silent = an_event("Без ссылки", DAY - dt.timedelta(2), text="Прошло")
    desk.change("Added", silent)
    assert told(what_is_due(desk.read, DAY), GroupKey.UNPUBLISHED) == []
    desk.change("Added", an_event("Со ссылкой", DAY - dt.timedelta(3), text="Прошло", links="https://school.example"))
    assert told(what_is_due(desk.read, DAY), GroupKey.UNPUBLISHED) == ["Без ссылки"]


def test_the_next_meeting_says_what_is_not_ready(desk: Desk) -> None:
    person = desk.draft(Person, name="Тихонов Андрей Викторович")
    seat = CouncilSeat(person_id=person.id)
    agenda = [AgendaItem(topic="О плане", speakers=[Speaker(words="Тихонов А. В.")]), AgendaItem(topic="О форуме")]
    desk.change(
        "Added", person, seat, a_meeting(agenda=agenda, place=""), a_meeting(number=15, day=dt.date(2026, 12, 1))
    )
    meeting = what_is_due(desk.read, DAY).meeting
    assert meeting
    assert (meeting.number, meeting.days_left) == (14, 9)
    assert {one.key: one.done for one in meeting.checks} == {
        "agenda": True, "speakers": False, "place": False, "invitations": None, "papers": None
    }  # fmt: skip
    [uuid] = desk.read.rows("SELECT uuid FROM meetings WHERE number = 14")
    printed = {printed_key("invitations", uuid[0]): "2026-10-12T10:00"}
    again = what_is_due(desk.read, DAY, printed).meeting
    assert again
    assert {one.key: one.done for one in again.checks}["invitations"] is True
    papers = printed_key("agenda", uuid[0])
    for way, words in {
        "": "Повестка напечатана или сохранена 12.10.2026",
        f" {PRINTED}": "Повестка напечатана 12.10.2026",
        " PDF": "Повестка сохранена в PDF 12.10.2026",
    }.items():
        told = what_is_due(desk.read, DAY, {papers: f"2026-10-12T10:00{way}"}).meeting
        assert told
        assert (told.checks[-1].text, told.checks[-1].done) == (words, True)
    assert what_is_due(desk.read, dt.date(2027, 1, 1)).meeting is None


def test_open_decisions_are_told_when_late_or_due_within_a_month(desk: Desk) -> None:
    def decided(text: str, due: str, **values: Any) -> Decision:
        return Decision(text=text, due_words=due, executors=[Executor(words="Тихонов А. В.")], **values)

    decisions = [
        decided("Поздно", "до 1 октября 2026"),
        decided("Скоро", "до 30 октября 2026"),
        decided("Нескоро", "до 1 июня 2027"),
        decided("Всегда", "постоянно"),
        decided("Сделано", "до 1 октября 2026", state=DecisionState.FULFILLED),
    ]
    desk.change(
        "Added", Meeting(number=3, day=dt.date(2026, 9, 1), agenda=[AgendaItem(topic="О", decisions=decisions)])
    )
    due = what_is_due(desk.read, DAY)
    assert [(line.title, line.haste) for line in due.groups[GroupKey.DECISIONS].lines] == [
        ("Поздно", "late"),
        ("Скоро", ""),
    ]
    assert due.groups[GroupKey.DECISIONS].total == 4
    assert due.urgent == 1


def test_a_decision_that_repeats_is_due_on_the_day_that_control_tells(desk: Desk) -> None:
    decided = Decision(text="Сдавать сведения", due_words="ежемесячно", executors=[Executor(words="Тихонов А. В.")])
    agenda = [AgendaItem(topic="О", decisions=[decided])]
    desk.change("Added", Meeting(number=3, day=dt.date(2026, 9, 1), agenda=agenda))
    [line] = what_is_due(desk.read, DAY).groups[GroupKey.DECISIONS].lines
    [controlled] = control_lines(desk.read, DAY)
    assert line.last is not None
    assert (line.title, line.last, line.haste) == (controlled.title, controlled.last, controlled.haste)


def test_agreements_that_end_are_told_the_last_one_of_each_organization(desk: Desk) -> None:
    def agreed(name: str, *until: dt.date) -> Organization:
        parts = [Agreement(number=str(n), day=dt.date(2020 + n, 1, 1), valid_until=day) for n, day in enumerate(until)]
        return an_organization(short_name=name, full_name=name, agreements=parts)

    desk.change(
        "Added",
        agreed("Кончается", dt.date(2026, 12, 10)),
        agreed("Истекло", dt.date(2026, 9, 1)),
        agreed("Продлено", dt.date(2026, 9, 1), dt.date(2029, 9, 1)),
        agreed("Нескоро", dt.date(2027, 5, 1)),
    )
    lines = what_is_due(desk.read, DAY).groups[GroupKey.AGREEMENTS].lines
    assert [(line.title, line.haste) for line in lines] == [("Истекло", "late"), ("Кончается", "soon")]


def test_what_is_late_of_two_plans_is_told_of_each(desk: Desk) -> None:
    store_items(desk, PlanItem(title="Слёт", deadline="ноябрь"), PlanItem(title="Сбор", deadline="декабрь"), year=2026)
    store_items(desk, PlanItem(title="Смотр", deadline="до 10 января"), year=2027)
    due = what_is_due(desk.read, dt.date(2027, 1, 20))
    assert [(one.name, one.late) for one in due.late_plans] == [("План на 2027 год", 1), ("План на 2026 год", 2)]
    assert due.groups[GroupKey.LATE].total == 3
    assert {one.title: one.where for one in due.groups[GroupKey.LATE].lines} == {
        "Слёт": "План на\u00a02026", "Сбор": "План на\u00a02026", "Смотр": "План на\u00a02027"
    }  # fmt: skip


def test_an_old_plan_is_one_sentence_and_no_wall_of_red(desk: Desk) -> None:
    store_items(desk, *(PlanItem(title=f"Дело {n}", deadline="март") for n in range(26)), year=2023)
    due = what_is_due(desk.read, DAY)
    assert told(due, GroupKey.LATE) == []
    assert due.old_plan
    assert (due.old_plan.name, due.old_plan.items, due.old_plan.open_items) == ("План на 2023 год", 26, 26)
    store_items(desk, PlanItem(title="Новое", deadline="март"))
    assert what_is_due(desk.read, DAY).old_plan is None
    assert told(what_is_due(desk.read, dt.date(2027, 1, 20)), GroupKey.LATE) == ["Новое"]  # not long over
    assert told(what_is_due(desk.read, dt.date(2027, 3, 1)), GroupKey.LATE) == []


def test_marks_left_open_in_an_ended_plan_and_words_not_understood_are_told(desk: Desk) -> None:
    store_items(desk, PlanItem(title="Дело", deadline="март", state=ItemState.UNDER_WAY), year=2024)
    store_items(desk, PlanItem(title="Новое", deadline="декабрь"))
    desk.change("Added", Event(name="Когда-то", day_words="как получится"))
    assert told(what_is_due(desk.read, DAY), GroupKey.DOUBTS) == [
        "1 запись журнала: дата не понята",
        "1 пункт ещё выполняется или перенесён: План на 2024 год",
    ]


def test_a_new_file_is_empty_and_nothing_is_said_of_it(desk: Desk) -> None:
    due = what_is_due(desk.read, DAY)
    assert due.is_empty
    assert due.urgent == 0
    assert all(not group.lines for group in due.groups.values())


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    with closing(Desk.open(sample_file, read_only=True)) as opened:
        yield opened


def test_the_sample_has_something_of_everything_and_costs_few_questions(sample: Desk) -> None:
    said: list[str] = []
    what_is_due(sample.read, DAY)
    sample._file.connection.set_trace_callback(said.append)
    due = what_is_due(sample.read, DAY)
    sample._file.connection.set_trace_callback(None)
    assert {key.value for key in GroupKey if due.groups[key].lines} >= {
        "late",
        "week",
        "no_outcome",
        "decisions",
        "agreements",
    }
    assert due.meeting
    assert due.meeting.number == 14
    assert (said[0], said[-1]) == ("BEGIN", "ROLLBACK")  # one look at the file
    assert len(said[1:-1]) <= 34
