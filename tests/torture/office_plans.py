"""What the office changes in plans and in the calendar; see `office_changes`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cluster_desk.core.records.plans import ItemState, Plan, PlanItem
from cluster_desk.data.queries.plan_table import PlanTable, plan_heads, plan_table
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasting import pasted_items, pasted_tables, plan_targets
from cluster_desk.rules.calendar import moves as calendar_moves
from cluster_desk.rules.calendar.entries import Entry, calendar
from cluster_desk.rules.plan import changes as plan_changes
from cluster_desk.rules.plan import order as plan_order
from cluster_desk.rules.plan.carry_over import carry_over
from tests.torture.office_changes import TODAY, Office


def rolled_over(office: Office) -> None:
    """Next year's plan made of a plan."""
    plan = office.any(Plan, "period_start IS NOT NULL AND period_end IS NOT NULL")
    if plan and plan.period_start and plan.period_end:
        begin, end = (day.replace(year=day.year + 1) for day in (plan.period_start, plan.period_end))
        rolled = carry_over(office.desk.read, office.desk.draft, plan.id or 0, begin, end)
        office.desk.change("Plan carried over", *rolled.records, subject=rolled.plan.name)


def plan_rows_moved(office: Office) -> None:
    """Some items put before another, perhaps in another section."""
    table = _any_plan(office)
    if table and table.items:
        moving = office.chance.sample([item.id for item in table.items], min(3, len(table.items)))
        target = office.chance.choice(table.items)
        before = None if target.id in moving else target.id
        office.desk.change(
            "Plan items moved", *plan_order.move_items(office.desk.read, moving, target.section_id, before)
        )


def plan_rows_pasted(office: Office) -> None:
    """Rows of a table from the clipboard, one of them with a step."""
    table = _any_plan(office)
    if table and table.sections:
        text = f"1\t{office.name()}\tдо 10 ноября\tдиректор\n\t\tмай\tсовет\n2\t{office.name()}\t\t"
        order = ("number", "title", "deadline", "responsible")
        items = []
        for pasted_item in pasted_items(pasted_tables(read_clipboard("", text), plan_targets(), order)):
            item = office.desk.draft(PlanItem)
            for key, words in pasted_item.words.items():
                plan_changes.set_words(key, words)(item)
            item.steps = plan_changes.with_step(item)[0].steps if pasted_item.steps else []
            items.append(item)
        section = office.chance.choice(table.sections).id
        office.desk.change("Rows pasted", *plan_order.insert_items(office.desk.read, items, section, None))


def plan_section_moved(office: Office) -> None:
    """A section up or down."""
    table = _any_plan(office)
    if table and len(table.sections) > 1:
        section = office.chance.choice(table.sections).id
        office.desk.change(
            "Section moved", *plan_order.move_section(office.desk.read, section, office.chance.choice((-1, 1)))
        )


def plan_renumbered(office: Office) -> None:
    """All items of a plan numbered anew."""
    table = _any_plan(office)
    if table:
        how: plan_changes.Numbering = "through" if office.chance.random() < 0.5 else "sections"
        office.desk.change("Items renumbered", *plan_changes.renumbered(table, how))


def plan_states_set(office: Office) -> None:
    """The state of several items, and who answers for them."""
    table = _any_plan(office)
    if table and table.items:
        chosen = [item.id for item in office.chance.sample(table.items, min(4, len(table.items)))]
        change = office.chance.choice(
            (
                plan_changes.set_state(ItemState.UNDER_WAY),
                plan_changes.set_words("responsible", f"Громов П. А., {office.name()}"),
            )
        )
        office.desk.change("State changed", *plan_changes.changed_lines(table, chosen, (), change))


def dragged(kind: str) -> Callable[[Office], None]:
    """An entry of the calendar put on another day."""

    def change(office: Office) -> None:
        entries = [one for one in calendar(office.desk.read, TODAY).entries if one.kind == kind]
        entry: Entry | None = office.chance.choice(entries) if entries else None
        day = TODAY + dt.timedelta(days=office.chance.randrange(60))
        record = calendar_moves.moved(office.desk.read, entry, day) if entry else None
        if entry and record:
            office.desk.change(calendar_moves.MOVED[entry.kind], record, subject=entry.title)

    return change


def event_planned(office: Office) -> None:
    """An event made of a plan item in the calendar; the item's state follows."""
    entries = [one for one in calendar(office.desk.read, TODAY).entries if one.kind == "item"]
    event = calendar_moves.event_of(office.desk.read, office.chance.choice(entries)) if entries else None
    if event:
        office.desk.change("Event planned from an item", event, subject=event.display_name())


def _any_plan(office: Office) -> PlanTable | None:
    """The table of a plan, drawn by lot."""
    heads = plan_heads(office.desk.read)
    return plan_table(office.desk.read, office.chance.choice(heads).id) if heads else None
