"""A plan item with the events that serve it, as the file holds it and as it stands on a day."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.events import Event, EventState, ServedItem
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.desk import Desk
from cluster_desk.rules.states import Standing, standing


def an_event(desk: Desk, item: int, days: str, state: EventState = EventState.HELD, moved_to: str = "") -> Event:
    served = [ServedItem(item_id=item)]
    event = Event(name="Методсовет", day_words=days, state=state, moved_to=moved_to, items=served)
    [row] = desk.change("Event added", event)
    stored = desk.read.load(Event, row)
    assert stored
    return stored.copy()


def the_item(desk: Desk, row: int) -> PlanItem:
    item = desk.read.load(PlanItem, row)
    assert item
    return item.copy()


def known(desk: Desk, row: int, on: dt.date) -> Standing:
    table = plan_table(desk.read, plan_heads(desk.read)[0])
    assert table
    return standing(table, next(item for item in table.items if item.id == row), on)
