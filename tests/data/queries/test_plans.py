"""Plans as flat rows: the table in its order, steps and people in theirs, one table under two approvals."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import Problems
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep, Responsible, StepResponsible
from cluster_desk.data.queries.plan_table import list_items, list_plans, list_sections, plan_heads, plan_table
from cluster_desk.desk import Desk

YEAR = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 12, 31)}


def stored_plan(desk: Desk) -> Plan:
    plan = desk.draft(Plan, name="План кластера", **YEAR)
    second = desk.draft(PlanSection, plan_id=plan.id, place=2, name="2. Методическая работа")
    first = desk.draft(PlanSection, plan_id=plan.id, place=1, name="1. Организация")
    desk.change(
        "Added",
        plan,
        second,
        first,
        PlanItem(section_id=second.id, place=1, number="1", title="Семинар"),
        PlanItem(
            section_id=first.id,
            place=2,
            number="2.10",
            title="Совет",
            people=[Responsible(name="Тихонов А. В.", position="директор"), Responsible(position="завучи")],
            steps=[
                PlanStep(result="Протокол", deadline="май", people=[StepResponsible(name="Орлова В. С.")]),
                PlanStep(result="Анализ"),
            ],
        ),
        PlanItem(section_id=first.id, place=1, number="1", title="План"),
    )
    return plan


def test_items_come_in_the_order_of_sections_with_people_and_steps(desk: Desk) -> None:
    plan = stored_plan(desk)
    assert plan.id is not None
    assert [one.name for one in list_sections(desk.read, plan.id)] == ["1. Организация", "2. Методическая работа"]
    items = list_items(desk.read, plan.id)
    assert [(one.number, one.title) for one in items] == [("1", "План"), ("2.10", "Совет"), ("1", "Семинар")]
    council = items[1]
    assert [(one.name, one.position) for one in council.people] == [("Тихонов А. В.", "директор"), ("", "завучи")]
    assert [(one.result, one.deadline) for one in council.steps] == [("Протокол", "май"), ("Анализ", "")]
    assert council.steps[0].people[0].name == "Орлова В. С."


def test_a_plan_that_shares_a_table_shows_it(desk: Desk) -> None:
    plan = stored_plan(desk)
    other = desk.draft(Plan, name="План опорной школы", shares_id=plan.id, **YEAR)
    desk.change("Added", other)
    assert other.id is not None
    assert [one.title for one in list_items(desk.read, other.id)] == ["План", "Совет", "Семинар"]
    assert [(one.name, one.table_id) for one in plan_heads(desk.read)] == [
        ("План кластера", plan.id),
        ("План опорной школы", plan.id),
    ]
    assert [one.shares_id for one in list_plans(desk.read)] == [None, plan.id]
    assert plan_table(desk.read, 99) is None


def test_a_plan_with_a_table_of_its_own_shares_no_other(desk: Desk) -> None:
    plan, other = stored_plan(desk), desk.draft(Plan, name="Другой", **YEAR)
    desk.change("Added", other)
    plan.shares_id = other.id
    problems = desk.problems(plan)
    assert isinstance(problems, Problems)
    assert [one.field for one in problems.problems] == ["shares_id"]
    backwards = Plan(name="Наоборот", period_start=dt.date(2026, 2, 1), period_end=dt.date(2026, 1, 1))
    assert desk.problems(backwards) is not None
