"""A plan's table as the lines of its screen: numbers, people, deadlines understood, what is late; what a filter shows.

Nothing here is stored or printed: numbers of steps like 4.1 are the screen's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from cluster_desk.core.deadlines import Deadline
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.sorting import sort_key, words_to_find
from cluster_desk.core.words import fold, split_outside
from cluster_desk.data.queries.plan_table import PlanTable
from cluster_desk.data.queries.plans import ItemFacts, SectionFacts, StepFacts
from cluster_desk.rules.lateness import Haste, deadline_in_force, haste, understood

LineKind = Literal["section", "item", "step"]
Key = tuple[LineKind, int]
"""Which record a line stands for, and its row number."""

LATE = "late"
"""The filter's word for what is late; the others are codes of ItemState."""


@dataclass(slots=True)
class Line:
    """One line of the screen.

    `section` counts sections from 1 and gives the colour. `parent` is the section's row number for an item, the item's
    for a step. `shown_number` is what stands under №. `planned` is what the deadline's words mean, `in_force` the date
    it was moved to where there is one. `done` and `total` count a section's items.
    """

    kind: LineKind
    id: int
    parent: int
    section: int
    shown_number: str
    title: str
    number: str = ""
    words: str = ""
    responsible: str = ""
    result: str = ""
    state: str = ""
    moved_to: str = ""
    reason: str = ""
    people: Sequence[str] = ()
    planned: Deadline | None = None
    in_force: Deadline | None = None
    haste: Haste = ""
    done: int = 0
    total: int = 0
    searched: str = field(default="", repr=False)

    @property
    def key(self) -> Key:
        """What the line is known by."""
        return self.kind, self.id


@dataclass(frozen=True)
class PlanFilter:
    """What is to be seen: words, a section's row number, a month (any day of it), a person, a state or `LATE`."""

    query: str = ""
    section: int | None = None
    month: dt.date | None = None
    person: str = ""
    state: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query.strip() or self.section or self.month or self.person or self.state)


@dataclass(frozen=True)
class Counts:
    """How many items, steps and late lines there are."""

    items: int
    steps: int
    late: int


def plan_lines(table: PlanTable, today: dt.date) -> list[Line]:
    """All lines of a plan in their order: each section, its items, each item's steps."""
    items: dict[int, list[ItemFacts]] = {}
    for item in table.items:
        items.setdefault(item.section_id, []).append(item)
    lines: list[Line] = []
    for number, section in enumerate(table.sections, start=1):
        own = items.get(section.id, [])
        lines.append(_section_line(section, number, own))
        for place, item in enumerate(own, start=1):
            lines.append(_item_line(table, item, number, today))
            shown = item.number.strip().rstrip(".)") or str(place)
            lines += [
                _step_line(table, step, item, number, f"{shown}.{at}", today)
                for at, step in enumerate(item.steps, start=1)
            ]
    return lines


def counts(lines: Iterable[Line]) -> Counts:
    """How many items, steps and late ones are among `lines`."""
    items = steps = late = 0
    for line in lines:
        items += line.kind == "item"
        steps += line.kind == "step"
        late += line.haste == "late"
    return Counts(items, steps, late)


def lines_shown(lines: Sequence[Line], wanted: PlanFilter) -> list[Line]:
    """The lines that a filter lets be seen.

    An item is seen when it or one of its steps fits, a section when one of its items is; without a filter all are,
    empty sections too. A table without named sections has no line for its only section.
    """
    sections = [line for line in lines if line.kind == "section"]
    bare = len(sections) == 1 and not sections[0].title
    if not wanted.active:
        return [line for line in lines if not (bare and line.kind == "section")]
    fits = _condition(wanted)
    shown: list[Line] = []
    waiting: list[Line] = []  # the headings above, not shown yet
    owner: Line | None = None
    for line in lines:
        if line.kind == "section":
            waiting, owner = ([] if bare else [line]), None
            if wanted == PlanFilter(section=line.id):
                shown, waiting = [*shown, *waiting], []
            continue
        if line.kind == "item":
            waiting, owner = [*(each for each in waiting if each.kind == "section"), line], line
        if owner is not None and fits(line, owner):
            shown += waiting if line is owner else [*waiting, line]
            waiting = []
    return shown


def people_of(lines: Iterable[Line]) -> list[str]:
    """Everybody who answers for something, in Russian order."""
    return sorted({name for line in lines for name in line.people}, key=sort_key)


def months_of(start: dt.date | None, end: dt.date | None) -> list[dt.date]:
    """The first days of the months of a period."""
    if start is None or end is None:
        return []
    months: list[dt.date] = []
    day = start.replace(day=1)
    while day <= end and len(months) < 120:
        months.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return months


def touches_month(deadline: Deadline | None, month: dt.date) -> bool:
    """Whether some day of the deadline lies in the month that begins on `month`."""
    if deadline is None:
        return False
    last = (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return any(first <= last and month <= until for first, until in deadline.spans)


def _condition(wanted: PlanFilter) -> Callable[[Line, Line], bool]:
    words = words_to_find(wanted.query)

    def fits(line: Line, owner: Line) -> bool:
        if wanted.section is not None and owner.parent != wanted.section:
            return False
        if wanted.person and wanted.person not in (line.people or owner.people):
            return False
        if wanted.state and wanted.state != ("late" if wanted.state == LATE and line.haste == "late" else line.state):
            return False
        dated = line if line.words or line.moved_to else owner
        if wanted.month and not touches_month(dated.in_force, wanted.month):
            return False
        text = line.searched if line is owner else f"{owner.searched} {line.searched}"
        return all(word in text for word in words)

    return fits


def _section_line(section: SectionFacts, number: int, items: Sequence[ItemFacts]) -> Line:
    done = sum(item.state == ItemState.DONE for item in items)
    return Line("section", section.id, 0, number, str(number), section.name, done=done, total=len(items))


def _item_line(table: PlanTable, item: ItemFacts, section: int, today: dt.date) -> Line:
    head = table.head
    in_force = deadline_in_force(item.deadline, item.state, item.moved_to, head.start, head.end)
    people = table.names(item.people) or split_outside(item.responsible.replace("\n", ";"))
    return Line(
        "item",
        item.id,
        item.section_id,
        section,
        item.number,
        item.name,
        item.number,
        item.deadline,
        item.responsible,
        item.result,
        item.state,
        item.moved_to,
        item.reason,
        people,
        _planned(item.deadline, head.start, head.end),
        in_force,
        haste(in_force, item.state, today),
        searched=fold(f"{item.number} {item.name} {item.deadline} {item.responsible} {item.result}"),
    )


def _step_line(table: PlanTable, step: StepFacts, item: ItemFacts, section: int, number: str, today: dt.date) -> Line:
    head = table.head
    in_force = deadline_in_force(step.deadline, step.state, step.moved_to, head.start, head.end)
    people = table.names(step.people) or split_outside(step.responsible.replace("\n", ";"))
    return Line(
        "step",
        step.id,
        item.id,
        section,
        number,
        step.result,
        "",
        step.deadline,
        step.responsible,
        step.result,
        step.state,
        step.moved_to,
        step.reason,
        people,
        _planned(step.deadline, head.start, head.end),
        in_force,
        haste(in_force, step.state, today),
        searched=fold(f"{step.result} {step.deadline} {step.responsible}"),
    )


def _planned(words: str, start: dt.date | None, end: dt.date | None) -> Deadline | None:
    return understood(words, start, end) if start and end and start <= end else None
