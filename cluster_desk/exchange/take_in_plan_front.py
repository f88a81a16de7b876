"""What stands around a plan's table: approvals, goals, tasks, lists of events; a row each, stored with the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from cluster_desk.core import found_rows
from cluster_desk.core.found import FoundApproval, FoundEventList, FoundLine, FoundTask, PlanFront
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Approval, EventList, Goal, ListedEvent, Plan, Subtask, Task
from cluster_desk.core.words import fold, tidy
from cluster_desk.exchange.proposal import Row
from cluster_desk.exchange.storing import Storing

if TYPE_CHECKING:
    from cluster_desk.exchange.take_in_plans import PlanRow

_F = TypeVar("_F", bound=found_rows.Row)


def front_rows(plan: PlanRow, front: PlanFront, stored: Plan) -> list[FrontRow]:
    """The rows of what stands around `plan`, matched with the plan of the file (an empty one where there is none)."""
    lists = {(fold(one.name), fold(one.heading), len(one.events)) for one in stored.event_lists}
    approvals = {(fold(one.kind), fold(one.name), fold(one.position)) for one in stored.approvals}
    goals = {_key(one.text) for one in stored.goals}
    tasks = {(_key(one.text), tuple(_key(part.text) for part in one.subtasks)) for one in stored.tasks}
    rows: list[FrontRow] = []
    rows += [ApprovalRow(one, plan, _approval_key(one) in approvals) for one in _different(front.approvals)]
    rows += [GoalRow(one, plan, _key(one.text) in goals) for one in _once(front.goals, _goal_key)]
    rows += [TaskRow(one, plan, _task_key(one) in tasks) for one in _once(front.tasks, _task_words)]
    rows += [ListRow(one, plan, _list_key(one) in lists) for one in front.event_lists]
    return rows


def _key(words: str) -> str:
    return fold(words).rstrip(" .;:,")


def _goal_key(line: FoundLine) -> object:
    return _key(line.text)


def _task_words(task: FoundTask) -> object:
    return _key(task.text)


def _task_key(task: FoundTask) -> tuple[str, tuple[str, ...]]:
    return _key(task.text), tuple(_key(line.text) for line in task.subtasks)


def _approval_key(approval: FoundApproval) -> tuple[str, str, str]:
    return fold(approval.kind), fold(approval.name or ""), fold(approval.position or "")


def _list_key(told: FoundEventList) -> tuple[str, str, int]:
    return fold(told.title or ""), fold(told.heading or ""), len(told.items)


def _once(rows: Sequence[_F], key: Callable[[_F], object]) -> list[_F]:
    """The rows without those that the same plan tells again."""
    kept: dict[object, _F] = {}
    for row in rows:
        kept.setdefault(key(row), row)
    return list(kept.values())


def _different(approvals: Sequence[FoundApproval]) -> list[FoundApproval]:
    return _once(approvals, lambda one: (_approval_key(one), one.order, one.date_text))


class FrontRow(Row):
    """One thing that stands around a plan's table."""

    counts: ClassVar[str]

    def __init__(self, row: found_rows.Row, plan: PlanRow, matched: bool) -> None:
        super().__init__(row)
        self._plan = plan
        self._matched = matched

    @property
    def skipped(self) -> bool:
        """Left out by itself or with its plan."""
        return self._skipped or self._plan.skipped

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._skipped = value

    def matched(self) -> bool:
        return self._matched

    def put_into(self, plan: Plan, into: Storing) -> None:
        """Add it to `plan`, which is stored with the import."""
        raise NotImplementedError


class ApprovalRow(FrontRow):
    """A corner block of the plan's first sheet."""

    counts: ClassVar[str] = "Approval"

    def __init__(self, row: FoundApproval, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.approval = row

    def said(self) -> tuple[str, ...]:
        return self.approval.kind, "; ".join(self.approval.lines)

    def understood(self) -> tuple[str, ...]:
        told = (self.approval.position, self.approval.name, self.approval.order, self.approval.date_text)
        return ("; ".join(filter(None, told)),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        told = self.approval
        day = dt.date.fromisoformat(told.date) if told.date else None
        approval = Approval(
            kind=tidy(told.kind),
            position=tidy(told.position or ""),
            name=tidy(told.name or ""),
            order="\n".join(basis_lines(told)),
            day=day,
        )
        plan.approvals.append(approval)
        into.count(approval)


def basis_lines(approval: FoundApproval) -> list[str]:
    """The lines of an approval that tell neither who nor in what post: its order, its minutes, its date."""
    position, name = fold(approval.position or ""), fold(approval.name or "")
    return [
        line
        for line in map(tidy, approval.lines)
        if not (name and name in fold(line)) and not (fold(line).rstrip(" ,") and fold(line).rstrip(" ,") in position)
    ]


class GoalRow(FrontRow):
    """A goal of the plan."""

    counts: ClassVar[str] = "Goal"

    def __init__(self, row: FoundLine, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.goal = row

    def said(self) -> tuple[str, ...]:
        return _("Goal"), self.goal.text

    def understood(self) -> tuple[str, ...]:
        return (_("Goal"),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        goal = Goal(text=tidy(self.goal.text))
        plan.goals.append(goal)
        into.count(goal)


class TaskRow(FrontRow):
    """A task of the plan with its sub-tasks."""

    counts: ClassVar[str] = "Task"

    def __init__(self, row: FoundTask, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.task = row

    def said(self) -> tuple[str, ...]:
        return _("Task"), " ".join([self.task.text, *(line.text for line in self.task.subtasks)])

    def understood(self) -> tuple[str, ...]:
        count = len(self.task.subtasks)
        return (_("Task, sub-tasks: %d") % count if count else _("Task"),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        known = next((one for one in plan.tasks if _key(one.text) == _key(self.task.text)), None)
        lines = [Subtask(text=tidy(line.text)) for line in self.task.subtasks]
        if known is not None:
            # Sub-tasks of the same words stay the rows they were: others may lean on them.
            kept = {_key(one.text): one for one in known.subtasks}
            known.subtasks = [kept.get(_key(one.text), one) for one in lines]
            return
        task = Task(text=tidy(self.task.text), subtasks=lines)
        plan.tasks.append(task)
        into.count(task)


class ListRow(FrontRow):
    """A list of funded events."""

    counts: ClassVar[str] = "EventList"

    def __init__(self, row: FoundEventList, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.list = row

    def said(self) -> tuple[str, ...]:
        return self.list.title or self.list.heading or "", "; ".join(one.title for one in self.list.items)

    def understood(self) -> tuple[str, ...]:
        return (_("List of events: %d") % len(self.list.items),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        events = [
            ListedEvent(number=tidy(one.number or ""), name=tidy(one.title), when_words=tidy(one.when or ""))
            for one in self.list.items
        ]
        name, heading = tidy(self.list.title or ""), tidy(self.list.heading or "")
        known = next((one for one in plan.event_lists if (one.name, one.heading) == (name, heading)), None)
        if known is not None:
            kept = {_key(one.name) for one in known.events}
            known.events += [one for one in events if _key(one.name) not in kept]
            return
        told = EventList(name=name, heading=heading, audience=tidy(self.list.audience or ""), events=events)
        plan.event_lists.append(told)
        into.count(told)
