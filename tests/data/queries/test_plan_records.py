"""Plans keep their sections and items in records of their own, which go and come back with the plan."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep, StepResponsible
from cluster_desk.desk import Desk


def test_a_plan_goes_with_all_its_items_and_comes_back(desk: Desk) -> None:
    plan = desk.draft(Plan, name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    section = desk.draft(PlanSection, plan_id=plan.id, name="1. Раздел")
    steps = [PlanStep(result="Протокол", people=[StepResponsible(name="Тихонов А. В.")])]
    desk.change("Added", plan, section, PlanItem(section_id=section.id, title="Форум", steps=steps))
    desk.change("Deleted", remove=[plan])
    assert desk.read.value("SELECT count(*) FROM plan_items") == 0
    desk.undo()
    [item] = desk.read.load_all(PlanItem)
    assert item.steps[0].people[0].name == "Тихонов А. В."
    assert desk.verify() == []
