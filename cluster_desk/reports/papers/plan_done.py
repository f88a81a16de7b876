"""What is known of a plan's items on a day: done, moved, cancelled, and why; beside each the events of the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.events import ServingEvent
from cluster_desk.data.queries.plan_table import plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Block, Column, Document, Heading, Row, Section, Table, line
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, day_of
from cluster_desk.reports.shared.heads import signed_by_author
from cluster_desk.reports.shared.item_states import reason_words, state_words, totals_words
from cluster_desk.reports.shared.plans import PLAN, plan_of
from cluster_desk.rules.states import Standing, event_state, standings

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


def build(read: Reader, options: Options) -> Document:
    """What is known on the day asked for of every item of the plan that `options` name, with totals."""
    plan, day = plan_of(read, options), day_of(options)
    table = plan_table(read, plan.id or 0)
    if table is None or not table.items:
        raise UserError(_("The plan “%s” has no items yet.") % plan.name, do=_("Enter them in the area “Plan”."))
    items, serving, known = table.items, table.serving, standings(table, day)
    wanted = [item for item in items if not options[UNDONE.name] or known[item.uuid].state is not ItemState.DONE]
    rows: list[Row | Section] = []
    for section in table.sections:
        inside = [item for item in wanted if item.section_id == section.id]
        rows += [Section(tidy(section.name))] if inside and section.name else []
        rows += [_row(item, known, serving.get(item.id or 0, []), day) for item in inside]
    blocks: tuple[Block, ...] = (
        Heading("ВЫПОЛНЕНИЕ ПЛАНА", after=2),
        Heading(f"«{tidy(plan.name)}»", 0, size=13, after=2),
        line(f"по состоянию на {day_in_figures(day)}", "center", 12, after=10, keep_next=True),
        *([Table(_COLUMNS, tuple(rows), size=11)] if rows else [line("Таких пунктов нет.", size=12)]),
        line(totals_words([known[item.uuid] for item in items]), size=12, before=8, keep_next=True),
        *_early(items, known),
        signed_by_author(read, day),
    )
    return Document("Выполнение плана", blocks, LANDSCAPE, size=12)


def _row(item: PlanItem, known: Mapping[str, Standing], events: Sequence[ServingEvent], day: dt.date) -> Row:
    held = [one for one in events if event_state(one.state, one.first_day, day) is EventState.HELD]
    by = "\n".join(f"{event.day_words} — {event.name}" for event in held)
    state = state_words(known[item.uuid])
    if any(step.state is not ItemState.PLANNED for step in item.steps):
        done = sum(known[row.uuid].state is ItemState.DONE for row in item.rows())
        state += f" (этапов: {len(item.rows())}, выполнено: {done})"
    told = [(item.moved_to, item.reason)] if known[item.uuid].state in (ItemState.MOVED, ItemState.CANCELLED) else []
    told += [(event.moved_to, event.reason) for event in events if event not in held]
    why = [reason_words(*each) for each in told]
    return Row((item.number, item.title, item.deadline, state, by, "; ".join(dict.fromkeys(filter(None, why)))))


def _early(items: Sequence[PlanItem], known: Mapping[str, Standing]) -> list[Block]:
    """Which items bear a mark although their days are to come: named, and counted as planned."""
    names = [f"№ {item.number.rstrip('.')}" if item.number else item.title for item in items
             if known[item.uuid].marked_early]  # fmt: skip
    return [line(f"Отметка внесена раньше срока: {', '.join(names)}.", size=12, keep_next=True)] if names else []
