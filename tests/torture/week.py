"""A week of work in the sample: changes of all kinds, undone to the start and redone to the end."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.catalog import RECORDS, owner_of
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.data import history
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of

_HISTORY = ("steps", "row_changes", "recording", "contents")


def work_a_week(path: Path, changes: int, seed: int = 1) -> Counter[str]:
    """Change the sample `path` so many times, then undo all and redo all; the rows must be the same."""
    told = Counter[str]()
    start = rows_of(path, without=_HISTORY)
    desk = Desk.open(path)
    chance = random.Random(seed)
    while told["changes"] < changes:
        kind = _change(desk, chance)
        if kind:
            told["changes"] += 1
            told[kind] += 1
    end = _now(desk)
    while desk.undo():
        told["undone"] += 1
    assert _now(desk) == start, "not the rows of the start"
    while desk.redo():
        told["redone"] += 1
    assert _now(desk) == end, "not the rows of the end"
    assert desk.verify() == []
    desk.close()
    return told


def _now(desk: Desk) -> list[str]:
    return rows_of(desk.path, without=_HISTORY)


def _change(desk: Desk, chance: random.Random) -> str:
    """Change, delete, copy or bring back a record of any kind; "" when the rules refuse."""
    kind = chance.choice([record for record in RECORDS if owner_of(record) is None])
    rows = [row for (row,) in desk.read.rows(f"SELECT id FROM {kind.TABLE}")]
    deleted = history.bin_of(desk.read)
    try:
        if deleted and chance.random() < 0.1:
            one = chance.choice(deleted)
            parts = history.rows_of(desk.read, one.record, one.row)
            desk.put_back("Brought back", history.images_after(desk.read, parts, one.step.id - 1))
            return "brought back"
        record = desk.read.load(kind, chance.choice(rows)) if rows else None
        return _change_record(desk, record.copy(), chance) if record else ""
    except (Problems, UserError):
        return ""


def _change_record(desk: Desk, record: Record, chance: random.Random) -> str:
    what = chance.random()
    if what < 0.2:
        desk.change("Deleted", remove=[record])
        return "deleted"
    if what < 0.4 and any(field.kind is Kind.PARTS for field in fields_of(type(record)).values()):
        for field in fields_of(type(record)).values():
            if field.kind is Kind.PARTS and getattr(record, field.name):
                getattr(record, field.name).pop(0)
                desk.change("Part deleted", record)
                return "part deleted"
    for field in fields_of(type(record)).values():
        if field.kind in (Kind.TEXT, Kind.PROSE) and chance.random() < 0.4:
            setattr(record, field.name, f"{getattr(record, field.name) or ''} и ещё {chance.randrange(1000)}".strip())
    before = desk.next_undo()
    desk.change("Changed", record)
    after = desk.next_undo()
    return "changed" if after and (before is None or after.id != before.id) else ""
