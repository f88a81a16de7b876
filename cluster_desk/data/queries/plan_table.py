"""A plan's table as a whole, as its screen and operations on many of its rows read it; plans as whole records.

A plan that shares another's table (`shares_id`) has no sections of its own: its table is that of the other.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep, Responsible, StepResponsible
from cluster_desk.data.queries.reader import Reader

if TYPE_CHECKING:
    from cluster_desk.core.deadlines.row_periods import RowPeriod
    from cluster_desk.data.changed_rows import Row
    from cluster_desk.data.queries.events import ServingEvent
    from cluster_desk.data.queries.members import Choosable

LATEST_FIRST = "t.period_start DESC, t.name COLLATE russian, t.id"
"""The order of plans, `t` being their table."""
_WORDS_OF = "{0}.deadline || ' ' || coalesce({0}.deadline_day, ''), {0}.moved_to"
_OF_PLAN = "s.plan_id = coalesce((SELECT shares_id FROM plans WHERE id = :plan), :plan)"


def list_plans(read: Reader) -> list[Plan]:
    """Every plan with what stands around its table, the latest period first."""
    return read.load_all(Plan, _ids(read, f"SELECT t.id FROM plans AS t ORDER BY {LATEST_FIRST}"))


def list_sections(read: Reader, plan: int) -> list[PlanSection]:
    """The sections of a plan's table in their order."""
    sql = f"SELECT s.id FROM plan_sections AS s WHERE {_OF_PLAN} ORDER BY s.place, s.id"
    return read.load_all(PlanSection, _ids(read, sql, plan))


def list_items(read: Reader, plan: int, *, people: bool = True) -> list[PlanItem]:
    """The items of a plan's table with their steps and people, in the order of its sections."""
    sql = (
        "SELECT i.id FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
        f"WHERE {_OF_PLAN} ORDER BY s.place, s.id, i.place, i.id"
    )
    return read.load_all(PlanItem, _ids(read, sql, plan), () if people else (Responsible, StepResponsible))


def _ids(read: Reader, sql: str, plan: int = 0) -> list[int]:
    return [row for (row,) in read.rows_named(sql, {"plan": plan})]


class PlanHead(NamedTuple):
    """What a plan is called and the days it covers; `table_id` is the plan whose table it has."""

    id: int
    name: str
    start: dt.date | None
    end: dt.date | None
    table_id: int

    def touches(self, start: dt.date, end: dt.date) -> bool:
        """Whether some day of the plan's period lies in this one."""
        return self.start is not None and self.end is not None and self.start <= end and self.end >= start


@dataclass
class PlanTable:
    """The sections and items of one plan, and the titles of people and organizations by row number.

    `serving`: the events that carry out each item, by its row number.
    """

    head: PlanHead
    sections: list[PlanSection]
    items: list[PlanItem]
    people: dict[int, str] = field(default_factory=dict)
    organizations: dict[int, str] = field(default_factory=dict)
    serving: dict[int, list[ServingEvent]] = field(default_factory=dict)

    @cached_property
    def step_owners(self) -> dict[int, int]:
        """The item of each step, both by row number."""
        return {step.id or 0: item.id or 0 for item in self.items for step in item.steps}

    @cached_property
    def places(self) -> dict[int | None, str]:
        """What each item is called: its number, «2.4» for № 4 of the second section where numbers begin anew in each.

        Without a number it is called by its title.
        """
        numbers = {item.id: item.number.strip().rstrip(".") for item in self.items}
        counted = Counter(numbers.values())
        sections = {section.id: place for place, section in enumerate(self.sections, 1)}
        called: dict[int | None, str] = {}
        for item in self.items:
            number = numbers[item.id]
            several = number if counted[number] < 2 else f"{sections[item.section_id]}.{number}"
            called[item.id] = several if number else f"«{item.title}»"
        return called

    @cached_property
    def _periods(self) -> dict[str, RowPeriod]:
        """The days that the deadline of each item and step is read in, by their uuid."""
        return self._periods_with({})

    def _periods_with(self, words: Mapping[str, str]) -> dict[str, RowPeriod]:
        """The days of every row, some of which have other words (by their uuid)."""
        from cluster_desk.core.deadlines.row_periods import RowWords, row_periods

        if self.head.start is None or self.head.end is None:
            return {}
        headings = {section.id: section.name for section in self.sections}
        rows = [(row, headings.get(item.section_id, "")) for item in self.items for row in item.rows()]
        told = [RowWords(words.get(row.uuid, row.deadline), heading) for row, heading in rows]
        periods = row_periods(told, self.head.start, self.head.end)
        return {row.uuid: period for (row, _heading), period in zip(rows, periods, strict=True)}

    def period_of(self, row: PlanItem | PlanStep) -> tuple[dt.date | None, dt.date | None]:
        """The days that a row's deadline is read in: the plan's, but for what the rows around it tell."""
        period = self._periods.get(row.uuid)
        return period.days if period else (self.head.start, self.head.end)

    def periods_with(
        self, words: Mapping[str, str]
    ) -> Callable[[PlanItem | PlanStep], tuple[dt.date | None, dt.date | None]]:
        """The days that a row's deadline would be read in if rows (by their uuid) had these words."""
        periods = self._periods_with(words)

        def period_of(row: PlanItem | PlanStep) -> tuple[dt.date | None, dt.date | None]:
            period = periods.get(row.uuid)
            return period.days if period else (self.head.start, self.head.end)

        return period_of

    def items_in(self, section: int | None) -> list[PlanItem]:
        """The items of the section with that row number, in their order."""
        return [item for item in self.items if item.section_id == section]

    def names(self, responsible: Sequence[Responsible]) -> list[str]:
        """Whom these are: a person's or organization's title where one is known, else the name or post as read."""
        names = []
        for one in responsible:
            title = self.people.get(one.person_id or 0) or self.organizations.get(one.organization_id or 0)
            names.append(title or one.name or one.position)
        return [name for name in names if name]


def plan_heads(read: Reader) -> list[PlanHead]:
    """All plans, the latest period first."""
    sql = "SELECT t.id, t.name, t.period_start, t.period_end, coalesce(t.shares_id, t.id) FROM plans AS t ORDER BY "
    rows = read.rows(sql + LATEST_FIRST)
    return [PlanHead(row, name, _day(start), _day(end), table) for row, name, start, end, table in rows]


def plan_table(read: Reader, plan: int | PlanHead) -> PlanTable | None:
    """The whole table of a plan, asked for by its head or row number; None when there is no such plan."""
    head = plan if isinstance(plan, PlanHead) else next((one for one in plan_heads(read) if one.id == plan), None)
    if head is None:
        return None
    people: dict[int, str] = {}
    organizations: dict[int, str] = {}
    sql = "SELECT 1, id, name FROM people UNION ALL SELECT 0, id, short_name FROM organizations"
    for is_person, row, name in read.rows(sql):
        (people if is_person else organizations)[row] = name
    sections = read.load_linked(PlanSection, "plan_id", [head.table_id])
    sections.sort(key=lambda one: (one.place, one.id))
    items = _ordered(read.load_linked(PlanItem, "section_id", [section.id or 0 for section in sections]), sections)
    from cluster_desk.data.queries.events import events_serving  # what a plan's paper has no need of

    serving = events_serving(read, [item.id or 0 for item in items])
    return PlanTable(head, sections, items, people, organizations, serving)


def table_after(read: Reader, table: PlanTable, rows: Collection[Row]) -> PlanTable | None:
    """The table after these rows have changed, with all else as it was read; None where more of it is to be read anew.

    An item is read whole with its steps and people. Its place among the others may be another, and its section.
    """
    if any(name != PlanItem.TABLE for name, _row in rows):
        return None
    changed = {row for _name, row in rows}
    sections = {section.id for section in table.sections}
    items = [item for item in table.items if item.id not in changed]
    items += [item for item in read.load_all(PlanItem, sorted(changed)) if item.section_id in sections]
    return replace(table, items=_ordered(items, table.sections))


def _ordered(items: Sequence[PlanItem], sections: Sequence[PlanSection]) -> list[PlanItem]:
    """Items in the order of their sections and of their places there."""
    order = {section.id: place for place, section in enumerate(sections)}
    return sorted(items, key=lambda one: (order[one.section_id], one.place, one.id))


def section_names(read: Reader, plan: PlanHead) -> list[str]:
    """What the sections of a plan's table are called, in their order; "" for one without a name."""
    sql = "SELECT name FROM plan_sections WHERE plan_id = ? ORDER BY place, id"
    return [name for (name,) in read.rows(sql, plan.table_id)]


def deadline_words(read: Reader, plan: PlanHead) -> list[tuple[str, str]]:
    """What is told of the time of each item, step and section of a plan: its words, and where it was moved to."""
    items = "plan_sections AS s JOIN plan_items AS i ON i.section_id = s.id"
    ways = (
        ("s.name, ''", "plan_sections AS s"),
        (_WORDS_OF.format("i"), items),
        (_WORDS_OF.format("p"), f"{items} JOIN plan_steps AS p ON p.plan_items_id = i.id"),
    )
    sql = " UNION ".join(f"SELECT {columns} FROM {tables} WHERE s.plan_id = :plan" for columns, tables in ways)
    return [(words, moved) for words, moved in read.rows_named(sql, {"plan": plan.table_id})]


def tables_served(read: Reader, first: str, last: str) -> set[int]:
    """The plans whose tables hold an item that an event of the period (ISO) serves."""
    sql = (
        "SELECT DISTINCT s.plan_id FROM event_spans AS e JOIN served_items AS v ON v.events_id = e.events_id "
        "JOIN plan_items AS i ON i.id = v.item_id JOIN plan_sections AS s ON s.id = i.section_id "
        "WHERE e.first <= ? AND e.last >= ?"
    )
    return {plan for (plan,) in read.rows(sql, last, first)}


def plan_tasks(read: Reader, plan_id: int) -> list[Choosable]:
    """The tasks of a plan, for an item to point at."""
    from cluster_desk.data.queries.members import Choosable

    rows = read.rows("SELECT id, text FROM tasks WHERE plans_id = ? ORDER BY place, id", plan_id)
    return [Choosable(row, text, "") for row, text in rows]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
