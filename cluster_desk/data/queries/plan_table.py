"""A plan's table as a whole, as its screen and operations on many of its rows read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cluster_desk.data.queries.members import Choosable
from cluster_desk.data.queries.plans import (
    ItemFacts,
    PlanFacts,
    ResponsibleFacts,
    SectionFacts,
    items_told,
    plans_told,
    sections_told,
    tasks_told,
)
from cluster_desk.data.queries.reader import Reader


class PlanHead(NamedTuple):
    """What a plan is called and the days it covers; `table_id` is the plan whose table it has."""

    id: int
    name: str
    start: dt.date | None
    end: dt.date | None
    table_id: int


@dataclass
class PlanTable:
    """The rows of one plan, and the titles of people and organizations by row number."""

    head: PlanHead
    sections: list[SectionFacts]
    items: list[ItemFacts]
    people: dict[int, str] = field(default_factory=dict)
    organizations: dict[int, str] = field(default_factory=dict)

    @cached_property
    def step_owners(self) -> dict[int, int]:
        """The item of each step, both by row number."""
        return {step.id: item.id for item in self.items for step in item.steps}

    def names(self, responsible: Sequence[ResponsibleFacts]) -> list[str]:
        """Whom these are: a person's or organization's title where one is known, else the name or post as read."""
        told = []
        for one in responsible:
            title = self.people.get(one.person_id or 0) or self.organizations.get(one.organization_id or 0)
            told.append(title or one.name or one.position)
        return [name for name in told if name]


def plan_heads(read: Reader) -> list[PlanHead]:
    """All plans, the latest period first."""
    return [_head(plan) for plan in plans_told(read)]


def plan_table(read: Reader, plan_id: int) -> PlanTable | None:
    """The whole table of a plan; None when there is no such plan."""
    head = next((head for head in plan_heads(read) if head.id == plan_id), None)
    if head is None:
        return None
    people = dict(read.rows("SELECT id, name FROM people"))
    organizations = dict(read.rows("SELECT id, short_name FROM organizations"))
    return PlanTable(head, sections_told(read, plan_id), items_told(read, plan_id), people, organizations)


def plan_tasks(read: Reader, plan_id: int) -> list[Choosable]:
    """The tasks of a plan, for an item to point at."""
    return [Choosable(task.id, task.text, "") for task in tasks_told(read, plan_id)]


def _head(plan: PlanFacts) -> PlanHead:
    return PlanHead(plan.id, plan.name, _day(plan.period_start), _day(plan.period_end), plan.table_id)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
