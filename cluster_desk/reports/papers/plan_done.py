"""What of a plan was done, moved and not done, and why; under each item the events that carried it out."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import N_
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.events import ServingEvent, events_serving
from cluster_desk.data.queries.plan_table import list_items, list_sections
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Row, Section, Table, line
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, day_of
from cluster_desk.reports.shared.heads import signed_by_secretary
from cluster_desk.reports.shared.plans import PLAN, plan_of
from cluster_desk.reports.shared.prose import ITEM, counted

UNDONE = Option("undone", N_("Only what is not done"), OptionKind.FLAG)
OPTIONS = (PLAN, UNDONE, ON_DAY)

_COLUMNS = (
    Column("№", 12, "center"),
    Column("Мероприятие плана", 74),
    Column("Срок", 32),
    Column("Состояние", 30),
    Column("Чем выполнено", 70),
    Column("Причина, новый срок", 39),
)
STATES = {
    ItemState.DONE: "выполнено",
    ItemState.MOVED: "перенесено",
    ItemState.CANCELLED: "отменено",
    ItemState.UNDER_WAY: "выполняется",
    ItemState.PLANNED: "не выполнено",
}


def build(read: Reader, options: Options) -> Document:
    """The state of every item of the plan that `options` name, with totals."""
    plan = plan_of(read, options)
    items = list_items(read, plan.id or 0)
    serving = events_serving(read, [item.id or 0 for item in items])
    wanted = [item for item in items if not options[UNDONE.name] or item.state is not ItemState.DONE]
    rows: list[Row | Section] = []
    for section in list_sections(read, plan.id or 0):
        inside = [item for item in wanted if item.section_id == section.id]
        rows += [Section(tidy(section.name))] if inside and section.name else []
        rows += [_row(item, serving.get(item.id or 0, [])) for item in inside]
    blocks = (
        Heading("ВЫПОЛНЕНИЕ ПЛАНА", after=2),
        Heading(f"«{tidy(plan.name)}»", 0, size=13, after=10),
        Table(_COLUMNS, tuple(rows), size=11),
        line(totals_words([state_of(item, serving.get(item.id or 0, [])) for item in items]), size=12, before=8),
        signed_by_secretary(read, day_of(options)),
    )
    return Document("Выполнение плана", blocks, LANDSCAPE, size=12)


def _row(item: PlanItem, events: Sequence[ServingEvent]) -> Row:
    held = "\n".join(f"{event.day_words} — {event.name}" for event in events if event.state is EventState.HELD)
    steps = [step for step in item.steps if step.state is not item.state]
    state = STATES[state_of(item, events)]
    if steps:
        state += f" (этапов выполнено: {sum(step.state is ItemState.DONE for step in item.steps)} из {len(item.steps)})"
    why = [item.reason, item.moved_to]
    if item.state is not ItemState.DONE:
        why += [part for event in events for part in (event.reason, event.moved_to)]
    text = "; ".join(dict.fromkeys(part for part in why if part))
    return Row((item.number, item.title, item.deadline, state, held, text))


def state_of(item: PlanItem, events: Sequence[ServingEvent]) -> ItemState:
    """The item's state; one that is only planned while the log already holds an event of it is under way."""
    begun = any(event.state is EventState.HELD for event in events)
    return ItemState.UNDER_WAY if item.state is ItemState.PLANNED and begun else item.state


def totals_words(states: Sequence[ItemState]) -> str:
    """«Всего: 22 пункта; выполнено — 18, перенесено — 2, не выполнено — 2 (82 %).»."""
    parts = []
    for state, words in STATES.items():
        number = states.count(state)
        parts += [f"{words} — {number}"] if number else []
    if not states:
        return "В плане нет пунктов."
    share = round(100 * states.count(ItemState.DONE) / len(states))
    return f"Всего: {counted(len(states), ITEM)}; {', '.join(parts)}. План выполнен на {share} %."
