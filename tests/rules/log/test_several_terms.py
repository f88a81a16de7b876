"""A plan item of several terms: done by its events only when one was held in each; what somebody marked stays."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.reports.shared.item_states import totals_words
from cluster_desk.rules.checks.catalog import check
from cluster_desk.rules.control import control_lines
from cluster_desk.rules.log.events import events_of_item
from cluster_desk.rules.plan.changes import set_state
from cluster_desk.rules.plan.deadlines import deadline_as_planned
from cluster_desk.rules.plan.terms import several_terms
from cluster_desk.rules.today import GroupKey, what_is_due
from tests.rules.log.served_items import an_event, known, the_item

YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
P, U, D, M, C = ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.DONE, ItemState.MOVED, ItemState.CANCELLED
THRICE = "февраль, сентябрь, декабрь"


def an_item(desk: Desk, deadline: str, start: dt.date = YEAR[0], end: dt.date = YEAR[1], section: str = "") -> int:
    plan = desk.draft(Plan, name="План", period_start=start, period_end=end)
    part = desk.draft(PlanSection, plan_id=plan.id, name=section)
    item = PlanItem(section_id=part.id, title="Заседание методсовета", deadline=deadline, responsible="Методист")
    return desk.change("Added", plan, part, item)[-1]


def state(desk: Desk, row: int) -> ItemState:
    return the_item(desk, row).state


def mark(desk: Desk, row: int, to: ItemState, moved_to: str = "") -> None:
    item = the_item(desk, row)
    assert set_state(to, moved_to)(item)
    desk.change("Marked", item)


@pytest.mark.parametrize(
    ("deadline", "held", "expected"),
    [
        (THRICE, ["12.02.2026"], U),
        (THRICE, ["12.02.2026", "10.09.2026"], U),
        (THRICE, ["12.02.2026", "10.09.2026", "03.12.2026"], D),
        (THRICE, ["12.02.2026", "14.02.2026", "20.02.2026"], U),  # three times in one term
        (THRICE, ["12.02.2026", "05.10.2026", "03.12.2026"], U),  # outside every term
        (THRICE, ["12 февраля, 10 сентября и 3 декабря 2026"], D),  # one event that covers all
        ("февраль, март", ["27 февраля – 3 марта 2026"], D),
        ("2 и 3 марта", ["2 марта 2026"], U),
        ("2 и 3 марта", ["2-3 марта 2026"], D),
        ("1 раз в квартал", ["12.02.2026"], U),
        ("1 раз в квартал", ["12.02.2026", "12.05.2026", "12.08.2026", "12.11.2026"], D),
        (
            "ежеквартально, до 5 числа",
            ["28.12.2025", "03.04.2026", "05.07.2026", "15.09.2026"],
            D,
        ),  # each before its day
        ("ежеквартально, до 5 числа", ["28.12.2025", "03.04.2026", "05.07.2026", "07.10.2026"], U),
        ("до 1 марта, до 1 сентября", ["20.02.2026"], U),
        ("до 1 марта, до 1 сентября", ["20.02.2026", "25.08.2026"], D),
        ("ежемесячно", ["15.01.2026"], U),
        ("ежемесячно", ["январь – декабрь 2026"], D),
        ("еженедельно", ["15.01.2026"], U),
        (THRICE, ["после уборочной"], U),  # nobody knows which
        ("ноябрь", ["12.11.2026"], D),
        ("ноябрь", ["12.12.2026"], D),  # one term stays as it was
        ("февраль–май", ["12.02.2026"], D),
        ("в течение года", ["12.02.2026"], U),  # nobody says that it was all
        ("постоянно", ["12.02.2026", "12.12.2026"], U),
        ("3 раза в год", ["12.02.2026", "12.05.2026"], U),
        ("3 раза в год", ["12.02.2026", "12.05.2026", "13.05.2026"], D),
        ("2 раза в квартал", ["12.02.2026", "12.05.2026", "12.08.2026", "12.11.2026"], U),
        ("после уборочной", ["12.02.2026"], D),
        ("", ["12.02.2026"], D),
    ],
)
def test_it_is_done_when_an_event_was_held_in_each_term(
    desk: Desk, deadline: str, held: list[str], expected: ItemState
) -> None:
    item = an_item(desk, deadline)
    for days in held:
        an_event(desk, item, days)
    assert state(desk, item) is expected


def test_only_terms_within_the_plan_s_period_count(desk: Desk) -> None:
    item = an_item(desk, "ежеквартально", dt.date(2026, 9, 1), dt.date(2027, 5, 31))
    for days in ("10.09.2026", "10.11.2026", "10.02.2027"):
        an_event(desk, item, days)
    assert state(desk, item) is U
    an_event(desk, item, "10.04.2027")
    assert state(desk, item) is D


def test_the_heading_of_a_month_tells_the_terms(desk: Desk) -> None:
    item = an_item(desk, "5, 12 и 19", section="Март")
    an_event(desk, item, "05.03.2026")
    assert state(desk, item) is U
    an_event(desk, item, "12.03.2026")
    an_event(desk, item, "19.03.2026")
    assert state(desk, item) is D


def test_undo_and_redo_bring_the_state_along(desk: Desk) -> None:
    item = an_item(desk, "февраль, сентябрь")
    an_event(desk, item, "12.02.2026")
    last = an_event(desk, item, "10.09.2026")
    assert state(desk, item) is D
    desk.undo()
    assert state(desk, item) is U
    desk.redo()
    assert state(desk, item) is D
    desk.change("Deleted", remove=[last])
    assert state(desk, item) is U


def test_one_term_cancelled_or_moved_is_not_the_whole_item(desk: Desk) -> None:
    item = an_item(desk, "февраль, сентябрь")
    first = an_event(desk, item, "12.02.2026", EventState.CANCELLED)
    assert state(desk, item) is P
    second = an_event(desk, item, "10.09.2026", EventState.MOVED, "12.10.2026")
    assert (state(desk, item), the_item(desk, item).moved_to) == (M, "12.10.2026")
    desk.change("Deleted", remove=[first])
    assert state(desk, item) is P
    first = an_event(desk, item, "12.02.2026")
    assert state(desk, item) is U
    second.state, second.day_words, second.moved_to = EventState.HELD, "12.10.2026", ""
    desk.change("Changed", second)
    assert state(desk, item) is U  # held outside the terms that the plan names: nobody said it is all


@pytest.mark.parametrize("deadline", ["ноябрь", THRICE])
def test_what_somebody_marked_as_done_stays(desk: Desk, deadline: str) -> None:
    item = an_item(desk, deadline)
    mark(desk, item, D)
    event = an_event(desk, item, "12.02.2026", EventState.PLANNED)
    assert state(desk, item) is D
    event.state = EventState.HELD
    desk.change("Changed", event)
    assert state(desk, item) is D
    an_event(desk, item, "13.02.2026", EventState.CANCELLED)
    assert state(desk, item) is D


def test_done_by_hand_stays_when_a_further_event_is_entered(desk: Desk) -> None:
    item = an_item(desk, THRICE)
    an_event(desk, item, "12.02.2026")
    mark(desk, item, D)
    event = an_event(desk, item, "10.09.2026")
    assert state(desk, item) is D
    desk.change("Deleted", remove=[event])
    assert state(desk, item) is D


@pytest.mark.parametrize("marked", [P, U, M, C])
def test_another_mark_gives_way_only_to_what_was_held_since(desk: Desk, marked: ItemState) -> None:
    item = an_item(desk, "ноябрь")
    event = an_event(desk, item, "12.11.2026", EventState.PLANNED)
    if marked is not P:
        mark(desk, item, marked, "декабрь" if marked is M else "")
    event.venue = "Актовый зал"
    desk.change("Changed", event)
    an_event(desk, item, "13.11.2026", EventState.CANCELLED)
    assert state(desk, item) is marked
    event.state = EventState.HELD
    desk.change("Changed", event)
    assert state(desk, item) is D


def test_a_mark_taken_back_stays_taken_back(desk: Desk) -> None:
    item = an_item(desk, "ноябрь")
    event = an_event(desk, item, "12.11.2026")
    mark(desk, item, P)
    event.venue = "Актовый зал"
    desk.change("Changed", event)
    assert state(desk, item) is P


def test_what_is_moved_to_several_terms_stays_moved_until_all_are_met(desk: Desk) -> None:
    item = an_item(desk, "февраль, сентябрь")
    mark(desk, item, M, "март, октябрь")
    an_event(desk, item, "12.03.2026")
    assert state(desk, item) is M
    an_event(desk, item, "12.10.2026")
    assert state(desk, item) is D


def test_one_of_several_terms_moved_by_hand_is_not_all_of_them(desk: Desk) -> None:
    item = an_item(desk, "февраль, сентябрь")
    mark(desk, item, M, "12 октября")
    an_event(desk, item, "12.10.2026")
    assert state(desk, item) is U


def test_another_deadline_tells_the_state_anew(desk: Desk) -> None:
    item = an_item(desk, "февраль")
    an_event(desk, item, "12.02.2026")
    assert state(desk, item) is D
    changed = the_item(desk, item)
    changed.deadline = THRICE
    desk.change("Changed", changed)
    assert state(desk, item) is U
    desk.undo()
    assert state(desk, item) is D
    mark(desk, item, U)  # somebody's own word
    changed = the_item(desk, item)
    changed.deadline = "февраль 2026"
    desk.change("Changed", changed)
    assert state(desk, item) is U


def test_on_a_day_only_the_terms_that_have_come_are_met(desk: Desk) -> None:
    item = an_item(desk, "февраль, сентябрь")
    an_event(desk, item, "12 февраля, 10 сентября 2026")
    assert state(desk, item) is D
    assert known(desk, item, dt.date(2026, 3, 1)).state is U
    assert known(desk, item, dt.date(2026, 9, 10)).state is D


def test_a_term_that_was_met_is_no_longer_due(desk: Desk) -> None:
    item = an_item(desk, "ежемесячно")
    day = dt.date(2026, 10, 30)
    due = [line.title for line in what_is_due(desk.read, day).groups[GroupKey.WEEK].lines]
    assert due == ["Заседание методсовета"]
    an_event(desk, item, "05.10.2026")
    assert not what_is_due(desk.read, day).groups[GroupKey.WEEK].lines
    assert [one.last for one in control_lines(desk.read, day)] == [dt.date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("deadline", "held", "is_past"),
    [
        (THRICE, "12.02.2026", True),
        (THRICE, "05.10.2026", True),
        (THRICE, "03.12.2026", False),
        ("ежеквартально, до 5 числа", "05.10.2026", False),
    ],
)
def test_it_is_overdue_while_its_last_term_is_not_met(desk: Desk, deadline: str, held: str, is_past: bool) -> None:
    item = an_item(desk, deadline)
    an_event(desk, item, held)
    assert known(desk, item, dt.date(2027, 1, 1)).is_past is is_past


def test_a_file_of_before_is_left_alone_and_the_check_tells_of_it(desk: Desk) -> None:
    item = an_item(desk, THRICE)
    an_event(desk, item, "12.02.2026")
    assert not [one for one in check(desk.read) if one.kind == "state"]
    mark(desk, item, D)  # as the program once did by one event
    [found] = [one for one in check(desk.read) if one.kind == "state"]
    assert found.text == "Стоит «выполнено», а по журналу исполнено сроков: 1 из 3 («февраль, сентябрь, декабрь»)."
    assert state(desk, item) is D


def test_papers_count_it_as_under_way(desk: Desk) -> None:
    item = an_item(desk, THRICE)
    an_event(desk, item, "12.02.2026")
    assert totals_words([known(desk, item, dt.date(2026, 3, 1))]) == "Всего: 1 пункт; выполняется — 1."


def test_terms_are_told_with_the_days_that_meet_them() -> None:
    deadline = deadline_as_planned("до 1 марта, сентябрь", *YEAR)
    assert [(term.since, term.span.last) for term in several_terms(deadline, *YEAR)] == [
        (dt.date.min, dt.date(2026, 3, 1)),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
    ]
    assert several_terms(deadline_as_planned("март", *YEAR), *YEAR) == ()
    assert several_terms(None, *YEAR) == ()


def test_another_period_of_the_plan_tells_the_states_anew(desk: Desk) -> None:
    item = an_item(desk, "ежеквартально", dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    by_hand = desk.change("Added", PlanItem(section_id=the_item(desk, item).section_id, title="Акт", state=D))[0]
    for days in ("10.02.2026", "10.05.2026"):
        an_event(desk, item, days)
    assert state(desk, item) is D
    [plan] = [one.copy() for one in desk.read.load_all(Plan)]
    plan.period_end = dt.date(2026, 12, 31)
    desk.change("Changed", plan)
    assert (state(desk, item), state(desk, by_hand)) == (U, D)
    plan.name = "План кластера"
    desk.change("Changed", plan)
    assert state(desk, item) is U
    desk.undo()
    desk.undo()
    assert state(desk, item) is D


def test_another_month_above_an_item_tells_its_state_anew(desk: Desk) -> None:
    item = an_item(desk, "5 и 12", section="Март")
    an_event(desk, item, "5 и 12 апреля 2026")
    assert state(desk, item) is U
    [section] = [one.copy() for one in desk.read.load_all(PlanSection)]
    section.name = "Апрель"
    desk.change("Changed", section)
    assert state(desk, item) is D


def test_a_further_event_of_an_item_is_for_its_next_term(desk: Desk) -> None:
    """Made of the words of the deadline, one event of «ежемесячно», held, would have met all months."""
    item = an_item(desk, "ежеквартально")
    first = events_of_item(desk.read, item)
    assert first.planned
    assert (first.events, first.planned.day_words, first.is_asked) == ((), "январь 2026 – март 2026", False)
    an_event(desk, item, "10.02.2026")
    then = events_of_item(desk.read, item)
    assert then.planned
    assert (len(then.events), then.planned.day_words, then.is_asked) == (1, "апрель 2026 – июнь 2026", True)
    desk.change("Event added", then.planned)
    assert state(desk, item) is U
    once = an_item(desk, "ноябрь")
    an_event(desk, once, "10.11.2026")
    assert not events_of_item(desk.read, once).is_asked
    an_event(desk, once, "12.11.2026")
    assert events_of_item(desk.read, once).is_asked
