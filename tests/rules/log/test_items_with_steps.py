"""A plan item whose steps have terms of their own, or which goes on all the year: no single event makes it done."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.item_states import totals_words
from cluster_desk.rules.checks.catalog import check
from cluster_desk.rules.plan.changes import set_state
from tests.rules.log.served_items import an_event, known, the_item

YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
P, U, D, M, C = ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.DONE, ItemState.MOVED, ItemState.CANCELLED


def an_item(desk: Desk, deadline: str, *steps: str) -> int:
    plan = desk.draft(Plan, name="План", period_start=YEAR[0], period_end=YEAR[1])
    part = desk.draft(PlanSection, plan_id=plan.id)
    rows = [PlanStep(result=f"Справка {n}", deadline=words) for n, words in enumerate(steps, 1)]
    item = PlanItem(section_id=part.id, title="Самообследование", deadline=deadline, responsible="Методист", steps=rows)
    return desk.change("Added", plan, part, item)[-1]


def mark_step(desk: Desk, row: int, at: int, to: ItemState, moved_to: str = "") -> None:
    item = the_item(desk, row)
    assert set_state(to, moved_to)(item.steps[at])
    desk.change("Marked", item)


@pytest.mark.parametrize(
    ("deadline", "steps", "held", "expected"),
    [
        ("август", ["сентябрь", "ноябрь"], ["20.08.2026"], U),
        ("август", ["сентябрь", "ноябрь"], ["20.08.2026", "05.09.2026"], U),
        ("август", ["сентябрь", "ноябрь"], ["20.08.2026", "05.09.2026", "03.11.2026"], D),
        ("август", ["до 1 ноября"], ["20.08.2026"], U),
        ("август", ["до 1 ноября"], ["20.08.2026", "25.10.2026"], D),
        ("август", ["по мере поступления"], ["20.08.2026"], U),  # nobody can tell that it was all
        ("август", ["в течение года"], ["20.08.2026"], U),
        ("", ["сентябрь", "ноябрь"], ["05.09.2026"], U),
        ("август", ["август"], ["20.08.2026"], D),  # one term for both rows
        ("август", ["", ""], ["20.08.2026"], D),  # only further results of the same term
        ("август", ["сентябрь"], ["20.09.2026"], U),  # the first row's days had no event
    ],
)
def test_it_is_done_when_each_row_had_its_event(
    desk: Desk, deadline: str, steps: list[str], held: list[str], expected: ItemState
) -> None:
    item = an_item(desk, deadline, *steps)
    for days in held:
        an_event(desk, item, days)
    assert the_item(desk, item).state is expected


def test_a_step_marked_by_hand_needs_no_event(desk: Desk) -> None:
    item = an_item(desk, "август", "сентябрь", "ноябрь")
    mark_step(desk, item, 0, D)
    an_event(desk, item, "20.08.2026")
    assert the_item(desk, item).state is U
    mark_step(desk, item, 1, C)
    assert the_item(desk, item).state is D  # all rows are settled
    desk.undo()
    assert the_item(desk, item).state is U
    mark_step(desk, item, 1, M, "декабрь")
    assert the_item(desk, item).state is U
    an_event(desk, item, "03.12.2026")
    assert the_item(desk, item).state is D


def test_another_deadline_of_a_step_tells_the_state_anew(desk: Desk) -> None:
    item = an_item(desk, "август", "август")
    an_event(desk, item, "20.08.2026")
    assert the_item(desk, item).state is D
    changed = the_item(desk, item)
    changed.steps[0].deadline = "ноябрь"
    desk.change("Changed", changed)
    assert the_item(desk, item).state is U


def test_the_first_row_is_not_overdue_once_it_had_its_event(desk: Desk) -> None:
    item = an_item(desk, "август", "ноябрь")
    an_event(desk, item, "20.08.2026")
    on = known(desk, item, dt.date(2026, 10, 1))
    assert (on.state, on.is_past) == (U, False)
    assert totals_words([on]) == "Всего: 1 пункт; выполняется — 1."


def test_on_a_day_only_the_rows_that_have_come_are_met(desk: Desk) -> None:
    item = an_item(desk, "август", "ноябрь")
    an_event(desk, item, "20.08.2026")
    an_event(desk, item, "03.11.2026")
    assert the_item(desk, item).state is D
    assert known(desk, item, dt.date(2026, 9, 1)).state is U
    assert known(desk, item, dt.date(2026, 11, 3)).state is D


def test_what_goes_on_all_the_year_stays_under_way_until_it_is_marked(desk: Desk) -> None:
    item = an_item(desk, "в течение года")
    an_event(desk, item, "12.02.2026")
    assert known(desk, item, dt.date(2026, 3, 1)).state is U
    after = known(desk, item, dt.date(2027, 1, 10))
    assert (after.state, after.is_past) == (U, False)  # the log tells of it, and not that it was all
    marked = the_item(desk, item)
    assert set_state(D)(marked)
    desk.change("Marked", marked)
    an_event(desk, item, "12.03.2026")
    assert the_item(desk, item).state is D


def test_what_goes_on_all_the_year_is_overdue_when_the_log_tells_nothing(desk: Desk) -> None:
    item = an_item(desk, "в течение года")
    assert known(desk, item, dt.date(2027, 1, 10)).is_past
    an_event(desk, item, "12.02.2026", EventState.CANCELLED)
    assert known(desk, item, dt.date(2027, 1, 10)).is_past


def test_the_check_tells_of_a_file_of_before(desk: Desk) -> None:
    """One event made them done in earlier versions."""
    item = an_item(desk, "август", "ноябрь")
    an_event(desk, item, "20.08.2026")
    marked = the_item(desk, item)
    assert set_state(D)(marked)
    desk.change("Marked", marked)
    [found] = [one for one in check(desk.read) if one.kind == "state"]
    assert found.text == "Стоит «выполнено», а по журналу исполнено сроков: 1 из 2 («август; ноябрь»)."


def test_the_check_tells_of_a_mark_that_the_rows_do_not_bear(desk: Desk) -> None:
    item = an_item(desk, "август", "сентябрь", "ноябрь")
    marked = the_item(desk, item)
    assert set_state(D)(marked)
    assert set_state(D)(marked.steps[0])
    desk.change("Marked", marked)
    [found] = [one for one in check(desk.read) if one.kind == "state"]
    assert found.text == "Стоит «выполнено», а шагов без отметки: 1 из 2 («август; сентябрь; ноябрь»)."
    mark_step(desk, item, 1, D)
    assert not [one for one in check(desk.read) if one.kind == "state"]


def test_the_check_tells_of_a_year_that_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    item = an_item(desk, "в течение года")
    an_event(desk, item, "12.02.2026")
    marked = the_item(desk, item)
    assert set_state(D)(marked)
    desk.change("Marked", marked)
    for day, expected in ((dt.date(2026, 12, 31), ["Стоит «выполнено», а срок ещё идёт («в течение года»)."]),
                          (dt.date(2027, 1, 1), [])):  # fmt: skip
        monkeypatch.setattr(desk.read, "today", lambda day=day: day)
        assert [one.text for one in check(desk.read) if one.kind == "state"] == expected
