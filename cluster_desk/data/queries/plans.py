"""Plans as flat rows: their own facts, what stands around the table, and the table with steps and people in order.

A plan that shares another's table (`shares_id`) has no sections of its own: every function that tells of a table
follows that link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanKind
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

ITEMS_COUNT = Column(
    "items",
    N_("Items"),
    Kind.WHOLE,
    "(SELECT count(*) FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
    "WHERE s.plan_id = coalesce(t.shares_id, t.id))",
)
PLANS = Listing(Plan, [*field_columns(Plan), ITEMS_COUNT], order="t.period_start DESC, t.name COLLATE russian, t.id")
ITEMS = Listing(
    PlanItem,
    field_columns(PlanItem),
    order="(SELECT place FROM plan_sections WHERE id = t.section_id), t.section_id, t.place, t.id",
    where="t.section_id IN (SELECT s.id FROM plan_sections AS s JOIN plans AS p ON p.id = :plan "
    "WHERE s.plan_id = coalesce(p.shares_id, p.id))",
)


@dataclass(frozen=True)
class PlanFacts:
    """A plan's own fields; days are ISO text. `table_id` is the plan whose table it has: its own or a shared one."""

    id: int
    name: str
    kind: PlanKind
    period_start: str
    period_end: str
    heading: str
    number_header: str
    title_header: str
    deadline_header: str
    responsible_header: str
    result_header: str
    further_headers: str
    column_order: str
    table_id: int


_PLAN_COLUMNS = ", ".join(f"t.{each.name}" for each in fields(PlanFacts) if each.name not in ("kind", "table_id"))


def plans_told(read: Reader) -> list[PlanFacts]:
    """Every plan, the latest period first."""
    sql = f"SELECT t.kind, coalesce(t.shares_id, t.id), {_PLAN_COLUMNS} FROM plans AS t ORDER BY {PLANS.order}"
    found = []
    for kind, table, row, name, *rest in read.rows(sql):
        start, end, *words = rest
        found.append(PlanFacts(*(row, name, PlanKind.of(kind), start or "", end or "", *words, table)))
    return found


def plan_told(read: Reader, plan: int) -> PlanFacts | None:
    """The plan with that row number."""
    return next((one for one in plans_told(read) if one.id == plan), None)


class SectionFacts(NamedTuple):
    """A section in its place; `name` "" is a table without sections; days are ISO text or ""."""

    id: int
    name: str
    stage_start: str
    stage_end: str


def sections_told(read: Reader, plan: int) -> list[SectionFacts]:
    """The sections of a plan's table in their order."""
    sql = (
        "SELECT s.id, s.name, coalesce(s.stage_start, ''), coalesce(s.stage_end, '') FROM plan_sections AS s "
        "JOIN plans AS p ON p.id = ? WHERE s.plan_id = coalesce(p.shares_id, p.id) ORDER BY s.place, s.id"
    )
    return [SectionFacts(*row) for row in read.rows(sql, plan)]


class ResponsibleFacts(NamedTuple):
    """Who answers, as read in the words: a name with a post, or a role alone; and who that is."""

    name: str
    position: str
    person_id: int | None
    organization_id: int | None


class StepFacts(NamedTuple):
    """A further row of an item."""

    id: int
    result: str
    deadline: str
    responsible: str
    further: str
    state: ItemState
    moved_to: str
    reason: str
    deadline_day: str
    people: tuple[ResponsibleFacts, ...]


class ItemFacts(NamedTuple):
    """An item with its people and steps in their order; its own deadline and result are those of its first row."""

    id: int
    section_id: int
    number: str
    name: str
    deadline: str
    responsible: str
    result: str
    further: str
    state: ItemState
    moved_to: str
    reason: str
    money: int | None
    audience: str
    level: str
    funding: str
    task_id: int | None
    deadline_day: str
    people: tuple[ResponsibleFacts, ...]
    steps: tuple[StepFacts, ...]


_OF_PLAN = (
    "section_id IN (SELECT s.id FROM plan_sections AS s JOIN plans AS p ON p.id = :plan "
    "WHERE s.plan_id = coalesce(p.shares_id, p.id))"
)


def items_told(read: Reader, plan: int) -> list[ItemFacts]:
    """The items of a plan's table in the order of its sections; four queries, however many items."""
    values = {"plan": plan}
    of_items = f"plan_items_id IN (SELECT id FROM plan_items WHERE {_OF_PLAN})"
    people = _people(read, "responsible", "plan_items_id", of_items, values)
    of_steps = f"plan_steps_id IN (SELECT id FROM plan_steps WHERE {of_items})"
    of_step = _people(read, "step_responsible", "plan_steps_id", of_steps, values)
    steps: dict[int, list[StepFacts]] = {}
    sql = (
        "SELECT plan_items_id, id, result, deadline, responsible, further, state, moved_to, reason, "
        f"coalesce(deadline_day, '') FROM plan_steps WHERE {of_items} ORDER BY plan_items_id, place, id"
    )
    for item, row, result, deadline, responsible, further, state, *rest in read.rows_named(sql, values):
        who = tuple(of_step.get(row, ()))
        told = (row, result, deadline, responsible, further, ItemState.of(state), *rest, who)
        steps.setdefault(item, []).append(StepFacts(*told))
    sql = (
        "SELECT i.id, i.section_id, i.number, i.name, i.deadline, i.responsible, i.result, i.further, i.state, "
        "i.moved_to, i.reason, i.money, i.audience, i.level, i.funding, i.task_id, coalesce(i.deadline_day, '') "
        "FROM plan_items AS i JOIN plan_sections AS o ON o.id = i.section_id "
        f"WHERE i.{_OF_PLAN} ORDER BY o.place, o.id, i.place, i.id"
    )
    found = []
    for row in read.rows_named(sql, values):
        parts = tuple(people.get(row[0], ())), tuple(steps.get(row[0], ()))
        found.append(ItemFacts(*(*row[:8], ItemState.of(row[8]), *row[9:], *parts)))
    return found


def _people(
    read: Reader, table: str, owner: str, where: str, values: dict[str, int]
) -> dict[int, list[ResponsibleFacts]]:
    sql = f"SELECT {owner}, name, position, person_id, organization_id FROM {table} WHERE {where} ORDER BY place, id"
    found: dict[int, list[ResponsibleFacts]] = {}
    for row, *rest in read.rows_named(sql, values):
        found.setdefault(row, []).append(ResponsibleFacts(*rest))
    return found


class ApprovalFacts(NamedTuple):
    """A corner block; `day` is ISO text or ""."""

    kind: str
    position: str
    name: str
    order: str
    day: str


def approvals_told(read: Reader, plan: int) -> list[ApprovalFacts]:
    """The approvals of a plan in their order."""
    sql = (
        "SELECT kind, position, name, \"order\", coalesce(day, '') FROM approvals WHERE plans_id = ? ORDER BY place, id"
    )
    return [ApprovalFacts(*row) for row in read.rows(sql, plan)]


def goals_told(read: Reader, plan: int) -> list[str]:
    """The goals of a plan in their order."""
    return [row[0] for row in read.rows("SELECT text FROM goals WHERE plans_id = ? ORDER BY place, id", plan)]


class ListFacts(NamedTuple):
    """A line with lines below it: a task with its sub-tasks, a direction with its lines."""

    id: int
    text: str
    lines: tuple[str, ...]


def tasks_told(read: Reader, plan: int) -> list[ListFacts]:
    """The tasks of a plan with their sub-tasks."""
    return _lists(read, plan, ("tasks", "text", "subtasks"))


def directions_told(read: Reader, plan: int) -> list[ListFacts]:
    """The directions of a plan with their lines."""
    return _lists(read, plan, ("directions", "title_words", "direction_lines"))


def _lists(read: Reader, plan: int, names: Sequence[str]) -> list[ListFacts]:
    whole, words, part = names
    sql = (
        f"SELECT w.id, w.{words}, p.text FROM {whole} AS w LEFT JOIN {part} AS p ON p.{whole}_id = w.id "
        "WHERE w.plans_id = ? ORDER BY w.place, w.id, p.place, p.id"
    )
    found: dict[int, tuple[str, list[str]]] = {}
    for row, text, line in read.rows(sql, plan):
        lines = found.setdefault(row, (text, []))[1]
        if line is not None:
            lines.append(line)
    return [ListFacts(row, text, tuple(lines)) for row, (text, lines) in found.items()]


class TextFacts(NamedTuple):
    """Prose of a plan under a heading, before its table or behind it."""

    heading: str
    text: str
    before_table: bool


def texts_told(read: Reader, plan: int) -> list[TextFacts]:
    """The texts of a plan in their order."""
    sql = "SELECT heading, text, before_table FROM plan_texts WHERE plans_id = ? ORDER BY place, id"
    return [TextFacts(heading, text, bool(before)) for heading, text, before in read.rows(sql, plan)]


class ListedEventFacts(NamedTuple):
    """A line of an event list, as typed."""

    number: str
    name: str
    when_words: str


class EventListFacts(NamedTuple):
    """A list of funded events under its own title and a heading that several share."""

    id: int
    name: str
    heading: str
    audience: str
    events: tuple[ListedEventFacts, ...]


def event_lists_told(read: Reader, plan: int) -> list[EventListFacts]:
    """The event lists of a plan in their order."""
    events: dict[int, list[ListedEventFacts]] = {}
    sql = (
        "SELECT e.event_lists_id, e.number, e.name, e.when_words FROM listed_events AS e "
        "JOIN event_lists AS l ON l.id = e.event_lists_id WHERE l.plans_id = ? ORDER BY e.place, e.id"
    )
    for row, *words in read.rows(sql, plan):
        events.setdefault(row, []).append(ListedEventFacts(*words))
    sql = "SELECT id, name, heading, audience FROM event_lists WHERE plans_id = ? ORDER BY place, id"
    return [EventListFacts(*(*row, tuple(events.get(row[0], ())))) for row in read.rows(sql, plan)]
