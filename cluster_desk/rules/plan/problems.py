"""What must hold of plans (a period in order, a table shared at first hand), and who answers by an item's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep, Responsible, StepResponsible
from cluster_desk.core.russian.people import read_people
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.fields import end_problems
from cluster_desk.rules.log.items_served import follow_deadline

_R = TypeVar("_R", bound=Responsible)


def plan_problems(plan: Plan, read: Reader) -> list[Problem]:
    """A plan ends after it begins; a plan that shares a table shares one that is nobody else's."""
    problems = end_problems("period_end", plan.period_start, plan.period_end)
    if plan.shares_id is not None:
        problems += _sharing_problems(plan, read)
    return problems


def _sharing_problems(plan: Plan, read: Reader) -> list[Problem]:
    if plan.shares_id == plan.id or read.value("SELECT shares_id FROM plans WHERE id = ?", plan.shares_id):
        return [Problem("shares_id", _("Choose a plan that has a table of its own."))]
    if read.value("SELECT 1 FROM plan_sections WHERE plan_id = ? LIMIT 1", plan.id):
        return [Problem("shares_id", _("This plan has a table of its own: delete its sections first."))]
    return []


def section_problems(section: PlanSection, read: Reader) -> list[Problem]:
    """A stage ends after it begins."""
    return end_problems("stage_end", section.stage_start, section.stage_end)


def item_problems(item: PlanItem, read: Reader) -> list[Problem]:
    """An item says what is to be done; a document's line that does not is kept for what else it says."""
    if not (item.title or item.deadline or item.responsible or item.result or item.steps):
        return [Problem("title", _("Fill in “%(field)s”.") % {"field": _("Event")})]
    return []


def derive_item(item: PlanItem, before: PlanItem | None, read: Reader) -> None:
    """Read who answers for an item and its steps where these words changed and nobody said it otherwise.

    Somebody named as before stays who they were taken for. What its events tell of its state goes by its deadline.
    """
    follow_deadline(item, before, read)
    if _is_to_read(item, before):
        item.people = _people_in(item.responsible, item.people, Responsible)
    stored = {step.uuid: step for step in before.steps} if before else {}
    for step in item.steps:
        if _is_to_read(step, stored.get(step.uuid)):
            step.people = _people_in(step.responsible, step.people, StepResponsible)


def _is_to_read(line: PlanItem | PlanStep, before: PlanItem | PlanStep | None) -> bool:
    old, words = (before.people, before.responsible) if before else ([], "")
    return line.responsible != words and [vars(one) for one in line.people] == [vars(one) for one in old]


def _people_in(words: str, known: Sequence[_R], kind: type[_R]) -> list[_R]:
    """Those whom `words` name; of the `known` whoever has the same name, or without one the same post, stays."""
    free, people = list(known), []
    for who in read_people(words):
        name, position = who.name or "", who.position or ""
        same = [one for one in free if one.name == name and (name or one.position == position)]
        one = next((one for one in same if one.position == position), same[0] if same else kind(name=name))
        if same:
            free.remove(one)
        one.position = position
        people.append(one)
    return people
