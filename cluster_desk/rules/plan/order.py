"""The order of sections and items: moving them changes as few records as can be.

Places are whole numbers with gaps between them, so that most moves give a new place to nothing but what is moved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cluster_desk.core.records.plans import PlanItem, PlanSection
from cluster_desk.data.queries.reader import Reader

STEP = 1024
"""The room left after what stands last."""


def new_places(places: Sequence[int | None]) -> list[int]:
    """Rising places for things in their new order, told by the places they had (None for what is new).

    As many as possible keep their place; the others get places between their neighbours.
    """
    kept = _most_kept(places)
    made: list[int] = []
    for at, old in enumerate(places):
        if at in kept and old is not None:
            made.append(old)
            continue
        after = next((n for n in range(at + 1, len(places)) if n in kept), None)
        end = None if after is None else places[after]
        if made and end is not None and after is not None:
            made.append(made[-1] + max(1, (end - made[-1]) // (after - at + 1)))
        elif made:
            made.append(made[-1] + STEP)
        elif end is not None and after is not None:
            made.append(end - STEP * (after - at))
        else:
            made.append(STEP)
    return made


def _most_kept(places: Sequence[int | None]) -> set[int]:
    """Which ones may keep their places so that whole numbers are left for all between them, as many as possible."""
    # With its own position taken off, a place must only not fall: then every one between has a number of its own.
    ends: list[int] = []
    ending: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        if place is None:
            continue
        offset = place - at
        length = bisect_right(ends, offset)
        if length:
            before[at] = ending[length - 1]
        if length == len(ends):
            ends.append(offset)
            ending.append(at)
        else:
            ends[length], ending[length] = offset, at
    kept: set[int] = set()
    at_last: int | None = ending[-1] if ending else None
    while at_last is not None:
        kept.add(at_last)
        at_last = before.get(at_last)
    return kept


def move_items(read: Reader, items: Sequence[int | None], section: int | None, before: int | None) -> list[PlanItem]:
    """Put items into a section, before the item `before` or at its end; the items to store.

    They keep their order among themselves. Nothing to store when all stand there already.
    """
    rows = read.rows("SELECT id, place FROM plan_items WHERE section_id = ? ORDER BY place, id", section)
    moving = [row or 0 for row in items]
    own = dict(rows)
    rest = [row for row, _place in rows if row not in set(moving)]
    at = rest.index(before) if before in rest else len(rest)
    order = [*rest[:at], *moving, *rest[at:]]
    if order == [row for row, _place in rows]:
        return []
    made = new_places([own.get(row) for row in order])
    changed = {row: place for row, place in zip(order, made, strict=True) if own.get(row) != place}
    records = read.load_all(PlanItem, list(changed))
    for record in records:
        assert record.id is not None
        record.place, record.section_id = changed[record.id], section
    return records


def insert_items(read: Reader, new: Sequence[PlanItem], section: int | None, after: int | None) -> list[PlanItem]:
    """Give new items their section and places behind the item `after` (None: at the section's end).

    The items to store: the new ones, and those that had to make room.
    """
    rows = read.rows("SELECT id, place FROM plan_items WHERE section_id = ? ORDER BY place, id", section)
    ids = [row for row, _place in rows]
    at = ids.index(after) + 1 if after in ids else len(ids)
    places: list[int | None] = [place for _row, place in rows]
    made = new_places([*places[:at], *[None] * len(new), *places[at:]])
    for item, place in zip(new, made[at : at + len(new)], strict=True):
        item.section_id, item.place = section, place
    kept = made[:at] + made[at + len(new) :]
    changed = {row: place for (row, old), place in zip(rows, kept, strict=True) if old != place}
    others = read.load_all(PlanItem, list(changed))
    for record in others:
        assert record.id is not None
        record.place = changed[record.id]
    return [*others, *new]


def move_section(read: Reader, section: int | None, by: int) -> list[PlanSection]:
    """Move a section up (-1) or down (1) among those of its plan; the sections to store."""
    plan = read.value("SELECT plan_id FROM plan_sections WHERE id = ?", section)
    rows = read.rows("SELECT id, place FROM plan_sections WHERE plan_id = ? ORDER BY place, id", plan)
    order = [row for row, _place in rows]
    at = order.index(section)
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    own = dict(rows)
    made = new_places([own[row] for row in order])
    changed = {row: place for row, place in zip(order, made, strict=True) if own[row] != place}
    records = read.load_all(PlanSection, list(changed))
    for record in records:
        assert record.id is not None
        record.place = changed[record.id]
    return records


def last_section_place(read: Reader, plan: int) -> int:
    """A place behind the last section of a plan."""
    return int(read.value("SELECT max(place) FROM plan_sections WHERE plan_id = ?", plan) or 0) + STEP
