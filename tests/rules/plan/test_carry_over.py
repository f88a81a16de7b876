"""A plan carried over to the next year: every date, year and numeral right, or asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import FormerHead, Person
from cluster_desk.core.records.plans import (
    Approval,
    EventList,
    Goal,
    ItemState,
    ListedEvent,
    Plan,
    PlanItem,
    PlanSection,
    PlanStep,
    PlanText,
    Responsible,
)
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.carry_over import RolledPlan, carry_over
from tests.builders import an_organization

OLD = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 12, 31)}


def a_plan(desk: Desk) -> int:
    """A plan of 2026 with something of every kind."""
    plan = desk.draft(
        Plan,
        name="План работы опорной школы на 2026 год",
        **OLD,
        approvals=[
            Approval(
                kind="УТВЕРЖДАЮ", position="Директор", name="М. С. Воронцова", order="№ 2", day=dt.date(2026, 1, 12)
            )
        ],
        texts=[PlanText(heading="Анализ работы за 2025 год", text="24 марта 2025 года прошёл форум.")],
        goals=[Goal(text="Повышение качества образования")],
        event_lists=[
            EventList(name="Для педагогов", events=[ListedEvent(name="IV районный форум", when_words="ноябрь")])
        ],
    )
    section = desk.draft(PlanSection, plan_id=plan.id, name="1. Организация", stage_start=dt.date(2026, 2, 1))
    done = PlanItem(
        section_id=section.id,
        number="1",
        title="Анализ за 2025 год",
        deadline="К 09.01.2026",
        state=ItemState.DONE,
        steps=[
            PlanStep(
                result="Приказ от 10.01.2026 № 3", deadline="до 30.09.2026", state=ItemState.MOVED, moved_to="октябрь"
            )
        ],
    )
    waiting = PlanItem(section_id=section.id, place=1, number="2", title="VIII фестиваль", deadline="до 4 ноября")
    desk.change("Added", plan, section, done, waiting)
    assert plan.id
    return plan.id


def rolled(desk: Desk, plan: int) -> RolledPlan:
    return carry_over(desk.read, desk.draft, plan, dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def test_the_new_plan_line_by_line(desk: Desk) -> None:
    result = rolled(desk, a_plan(desk))
    assert result.plan.name == "План работы опорной школы на 2027 год"
    assert (result.plan.period_start, result.plan.period_end) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    [approval] = result.plan.approvals
    assert (approval.name, approval.order, approval.day) == ("М. С. Воронцова", "", None)
    assert result.plan.event_lists[0].events[0].name == "V районный форум"
    [text] = result.plan.texts
    assert (text.heading, text.text) == ("Анализ работы за 2026 год", "24 марта 2025 года прошёл форум.")
    assert result.sections[0].stage_start == dt.date(2027, 2, 1)
    first, second = result.items
    assert (first.title, first.deadline, first.state) == ("Анализ за 2026 год", "К 09.01.2027", ItemState.PLANNED)
    assert (first.steps[0].deadline, first.steps[0].moved_to) == ("до 30.09.2027", "")
    assert first.steps[0].result == "Приказ от 10.01.2026 № 3"
    assert (second.title, second.deadline) == ("IX фестиваль", "до 4 ноября")


def test_what_is_not_sure_is_asked_and_what_has_no_mark_comes_first(desk: Desk) -> None:
    result = rolled(desk, a_plan(desk))
    asked = [one.why for one in result.proposals if one.asked]
    assert asked[0] == "В прежнем плане отметки о выполнении нет."
    assert any("10.01.2026" in why for why in asked)
    assert any("Праздничный" in why or "единства" in why for why in asked)


def test_the_old_plans_own_word_is_told_and_nothing_is_made_of_silence(desk: Desk) -> None:
    plan = desk.draft(Plan, name="План", **OLD)
    section = desk.draft(PlanSection, plan_id=plan.id)
    states = (ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.MOVED, ItemState.DONE, ItemState.CANCELLED)
    items = [PlanItem(section_id=section.id, place=n, title="Дело", state=state) for n, state in enumerate(states)]
    desk.change("Added", plan, section, *items)
    assert plan.id
    assert [one.why for one in rolled(desk, plan.id).proposals if one.not_marked] == [
        "В прежнем плане отметки о выполнении нет.",
        "В прежнем плане — «выполняется».",
        "В прежнем плане — «перенесено».",
    ]


def test_a_question_about_moved_words_tells_what_the_old_plan_says(desk: Desk) -> None:
    plan = desk.draft(Plan, name="План", **OLD)
    section = desk.draft(PlanSection, plan_id=plan.id)
    item = PlanItem(section_id=section.id, title="Кружок", deadline="2025/2026 учебный год")
    desk.change("Added", plan, section, item)
    assert plan.id
    old, new = "2025/2026 учебный год", "2026/2027 учебный год"
    assert [(one.before, one.after, one.why) for one in rolled(desk, plan.id).proposals if one.field == "deadline"] == [
        (old, new, "год"),
        (old, new, "Срок выходит за период плана."),
    ]


def test_a_step_is_named_beside_its_item(desk: Desk) -> None:
    plan = desk.draft(Plan, name="План", **OLD)
    first, second = desk.draft(PlanSection, plan_id=plan.id), desk.draft(PlanSection, plan_id=plan.id, place=1)
    steps = [PlanStep(result="Справка", deadline="до 30.09.2026"), PlanStep(result="Отчёт", deadline="14 июня")]
    items = [
        PlanItem(section_id=first.id, number="1", title="Форум", deadline="май"),
        PlanItem(section_id=second.id, number="1", title="Совет", deadline="до 01.10.2026", steps=steps),
    ]
    desk.change("Added", plan, first, second, *items)
    assert plan.id
    told = [(one.where, one.before) for one in rolled(desk, plan.id).proposals if one.field == "deadline"]
    assert told == [
        ("П. 2.1: Срок", "до 01.10.2026"),
        ("П. 2.1, шаг 1.1: Срок", "до 30.09.2026"),
        ("П. 2.1, шаг 1.2: Срок", "14 июня"),
    ]


def test_it_is_stored_and_taken_back_as_one_change(desk: Desk) -> None:
    old = a_plan(desk)
    desk.change("Plan carried over", *rolled(desk, old).records)
    assert desk.read.value("SELECT count(*) FROM plans") == 2
    assert desk.read.value("SELECT count(*) FROM plan_items") == 4
    assert desk.verify() == []
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM plan_items") == 2
    assert desk.read.value("SELECT name FROM plans") == "План работы опорной школы на 2026 год"


def test_a_change_can_be_refused_and_a_question_answered(desk: Desk) -> None:
    result = rolled(desk, a_plan(desk))
    renamed = next(one for one in result.proposals if one.after == "IX фестиваль")
    result.refuse(renamed)
    assert result.items[1].title == "VIII фестиваль"
    holiday = next(one for one in result.proposals if one.before == "до 4 ноября")
    result.answer(holiday, "до 3 ноября")
    assert result.items[1].deadline == "до 3 ноября"


def test_a_head_who_left_is_told_with_who_is_head_now(desk: Desk) -> None:
    old, now = desk.draft(Person, name="Носов К. Е."), desk.draft(Person, name="Зимина А. Р.")
    school = an_organization(head_id=now.id, former_heads=[FormerHead(person_id=old.id, until=dt.date(2026, 5, 1))])
    desk.change("Added", old, now, school)
    plan = desk.draft(Plan, name="План", **OLD)
    section = desk.draft(PlanSection, plan_id=plan.id)
    people = [Responsible(name="Носов К. Е.", person_id=old.id)]
    desk.change("Added", plan, section, PlanItem(section_id=section.id, title="Кросс", deadline="май", people=people))
    assert plan.id
    assert any("Зимина А. Р." in one.why for one in rolled(desk, plan.id).proposals)


def test_a_period_that_is_not_whole_years_away_is_refused(desk: Desk) -> None:
    plan = a_plan(desk)
    with pytest.raises(UserError):
        carry_over(desk.read, desk.draft, plan, dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    with pytest.raises(UserError):
        carry_over(desk.read, desk.draft, plan, dt.date(2027, 1, 1), dt.date(2026, 12, 31))


def test_the_29th_of_february_is_asked_about(desk: Desk) -> None:
    days = {"period_start": dt.date(2028, 1, 1), "period_end": dt.date(2028, 12, 31)}
    plan = desk.draft(Plan, name="План на 2028 год", **days)
    section = desk.draft(PlanSection, plan_id=plan.id)
    desk.change("Added", plan, section, PlanItem(section_id=section.id, title="Слёт", deadline="29 февраля"))
    assert plan.id
    result = carry_over(desk.read, desk.draft, plan.id, dt.date(2029, 1, 1), dt.date(2029, 12, 31))
    assert [(one.before, one.after, one.asked) for one in result.proposals if one.field == "deadline"] == [
        ("29 февраля", "29 февраля", True)
    ]
