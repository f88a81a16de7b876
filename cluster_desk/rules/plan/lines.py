"""A plan's table as the lines of its screen: numbers, people, deadlines understood, what is late; what a filter shows.

Nothing here is stored or printed: numbers of steps like 4.1 are the screen's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from cluster_desk.core.deadlines.meaning import Deadline, Span
from cluster_desk.core.records.fields import Kind, fields_of, table_columns
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanSection, PlanStep
from cluster_desk.core.russian.text import fold, sort_key, split_outside, words_to_find
from cluster_desk.data.queries.plan_table import PlanTable
from cluster_desk.rules.plan.deadlines import Haste, deadline_as_planned, deadline_in_force
from cluster_desk.rules.states import Standing, standing

LineKind = Literal["section", "item", "step"]
Key = tuple[LineKind, int]
"""Which record a line stands for, and its row number."""

LATE = "late"
"""The filter's word for what is late; the others are codes of ItemState."""


@dataclass(slots=True)
class Line:
    """One line of the screen: a record of the plan's table, and what the screen says of it beside its fields.

    `standing` is what is known of it today. `section` counts sections from 1 and gives the colour. `parent` is the
    section's row number for an item, the item's for a step. `displayed_number` is what stands under №. `period` is the
    days that its deadline is read in, `planned` what the deadline's words mean, `in_force` the date it was moved to
    where there is one. `done` and `total` count a section's items.
    """

    kind: LineKind
    record: PlanSection | PlanItem | PlanStep
    parent: int
    section: int
    displayed_number: str
    people: Sequence[str] = ()
    period: tuple[dt.date | None, dt.date | None] = (None, None)
    planned: Deadline | None = None
    in_force: Deadline | None = None
    standing: Standing = Standing(None)  # noqa: RUF009
    haste: Haste = ""
    done: int = 0
    total: int = 0
    searched: str = field(default="", repr=False)

    @property
    def id(self) -> int:
        """The record's row number."""
        return self.record.id or 0

    @property
    def key(self) -> Key:
        """What the line is known by."""
        return self.kind, self.id

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.record.display_name()

    def value(self, name: str) -> Any:
        """What the record has in a field; "" where its kind has no such field."""
        return getattr(self.record, name, "")

    @property
    def deadline(self) -> str:
        """The deadline as typed; "" for a section."""
        return str(self.value("deadline"))

    @property
    def responsible(self) -> str:
        """Who answers, as typed; "" for a section."""
        return str(self.value("responsible"))

    @property
    def open_spans(self) -> list[Span]:
        """The days of the deadline in force but for those of several terms in which an event was held."""
        return [span for span in (self.in_force.spans if self.in_force else ()) if span not in self.standing.met]

    @property
    def state(self) -> str:
        """The code of the state entered or told by the log, planned where nobody told any; "" for a section."""
        return "" if self.kind == "section" else str(self.standing.state or ItemState.PLANNED)

    @property
    def reason(self) -> str:
        """Why it was moved or cancelled; "" for a section."""
        return str(self.value("reason"))

    @property
    def moved_to(self) -> str:
        """To when it was moved; "" for a section."""
        return str(self.value("moved_to"))


class PlanFilter(NamedTuple):
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


class Counts(NamedTuple):
    """How many items, steps and late lines there are."""

    items: int
    steps: int
    late: int


def plan_lines(table: PlanTable, today: dt.date, before: Sequence[Line] = ()) -> list[Line]:
    """All lines of a plan in their order: each section, its items, each item's steps.

    `before`: its lines of the same day, when since then only items were read anew (`table_after`). Those of the others
    are the same lines where nothing around them tells otherwise.
    """
    items: dict[int | None, list[PlanItem]] = {}
    for item in table.items:
        items.setdefault(item.section_id, []).append(item)
    known = {id(line.record): line for line in before}
    lines: list[Line] = []
    for number, section in enumerate(table.sections, start=1):
        own = items.get(section.id, [])
        heading = Line("section", section, 0, number, str(number), total=len(own))
        lines.append(heading)
        for place, item in enumerate(own, start=1):
            former = known.get(id(item))
            line = _row_line(table, item, section.id, number, item.number, today, before=former)
            lines.append(line)
            heading.done += line.standing.state is ItemState.DONE
            for at, step in enumerate(item.steps, start=1):
                # A step without a deadline of its own has that of its item.
                former_step = known.get(id(step)) if line is former else None
                of_item = step_number(item, place, at)
                lines.append(_row_line(table, step, item.id, number, of_item, today, item, former_step))
    return lines


def step_number(item: PlanItem, place: int, at: int) -> str:
    """What stands under № of the step `at` of an item, which is the one at `place` in its section; both from 1."""
    above = item.number.strip().rstrip(".)") or str(place)
    return f"{above}.{at}"


def counts(lines: Iterable[Line]) -> Counts:
    """How many items, steps and late ones are among `lines`."""
    items = steps = late = 0
    for line in lines:
        items += line.kind == "item"
        steps += line.kind == "step"
        late += line.haste == "late"
    return Counts(items, steps, late)


def visible_lines(lines: Sequence[Line], wanted: PlanFilter) -> list[Line]:
    """The lines that a filter lets be seen.

    An item is seen when it or one of its steps fits, a section when one of its items is; without a filter all are,
    empty sections too. A table without named sections has no line for its only section.
    """
    sections = [line for line in lines if line.kind == "section"]
    bare = len(sections) == 1 and not sections[0].title
    if not wanted.active:
        return [line for line in lines if not (bare and line.kind == "section")]
    fits = _condition(wanted)
    visible: list[Line] = []
    waiting: list[Line] = []  # the headings above, not shown yet
    owner: Line | None = None
    for line in lines:
        if line.kind == "section":
            waiting, owner = ([] if bare else [line]), None
            if wanted == PlanFilter(section=line.id):
                visible, waiting = [*visible, *waiting], []
            continue
        if line.kind == "item":
            waiting, owner = [*(each for each in waiting if each.kind == "section"), line], line
        if owner is not None and fits(line, owner):
            visible += waiting if line is owner else [*waiting, line]
            waiting = []
    return visible


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
        dated = line if line.deadline or line.moved_to else owner
        if wanted.month and not touches_month(dated.in_force, wanted.month):
            return False
        text = line.searched if line is owner else f"{owner.searched} {line.searched}"
        return all(word in text for word in words)

    return fits


def _row_line(
    table: PlanTable,
    row: PlanItem | PlanStep,
    parent: int | None,
    section: int,
    number: str,
    today: dt.date,
    item: PlanItem | None = None,
    before: Line | None = None,
) -> Line:
    """The line of an item, or of a step of `item`; `before`, if that is the same."""
    period = start, end = table.period_of(row)
    stands = (parent or 0, section, number, period)
    if before and (before.parent, before.section, before.displayed_number, before.period) == stands:
        return before
    in_force = deadline_in_force(row, start, end)
    known = standing(table, row, today, item)
    return Line(
        "item" if isinstance(row, PlanItem) else "step",
        row,
        parent or 0,
        section,
        number,
        people=table.names(row.people) or split_outside(row.responsible.replace("\n", ";")),
        period=period,
        planned=deadline_as_planned(row.deadline, start, end),
        in_force=in_force,
        standing=known,
        haste=known.haste,
        searched=fold(" ".join(str(getattr(row, name)) for name in _SEARCHED[type(row)])),
    )


_SEARCHED = {
    kind: [name for name in table_columns(kind) if fields_of(kind)[name].kind in (Kind.TEXT, Kind.PROSE)]
    for kind in (PlanItem, PlanStep)
}
"""The words of a line that a filter looks into: those that stand in columns."""
