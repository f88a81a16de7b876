"""What must hold of a pair that is merged."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from cluster_desk.core.records.catalog import records_by_table
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.indicators import Indicator, IndicatorValue
from cluster_desk.data.merge.conflicts import About, Conflict
from cluster_desk.data.merge.merge import Merge
from cluster_desk.desk import Desk
from tests.merge_check.pairs import Bases, Pair, work
from tests.merge_check.rows import Key, State, state_of
from tests.torture.rows import HISTORY, rows_in

_DERIVED = {
    Event.TABLE: {"first_day", "last_day", "people_count"},
    Indicator.TABLE: {"target_value"},
    IndicatorValue.TABLE: {"value"},
    "participations": {"count"},
}
"""What is told anew of the whole record when both sides contributed to it."""
Row = dict[str, Any]
_NO_RECORDS = (*HISTORY, "contents")
_SHOWN = 400  # letters of what is wrong


def checked(folder: Path, pairs: int, seed: int, counts: Counter[str], each: int = 20) -> Iterator[str]:
    """Merge so many pairs, `each` of one file; gives what is wrong, a line each."""
    chance = random.Random(seed)
    bases = Bases(folder, chance, each)
    for number in range(pairs):
        pair = bases.pair(number, counts)
        for line in check(pair, chance, counts):
            yield f"pair {number} of seed {seed}: {line[:_SHOWN]}"
        for path in (pair.one, pair.other):
            shutil.rmtree(path.parent)


def check(pair: Pair, chance: random.Random, counts: Counter[str]) -> list[str]:
    """What is wrong with a pair's merges, a line each."""
    with closing(Desk.open(pair.other)) as other, closing(Desk.open(pair.one)) as one:
        first, second = state_of(one._file.connection), state_of(other._file.connection)
        merge = one.compare_with(other)
        counts["pairs"] += 1
        counts["three ways"] += merge.ancestor.reached
        for conflict in merge.conflicts:
            counts[f"conflicts: {conflict.about}"] += 1
        wrong = _as_chosen(one, merge, chance)
        rows = rows_in(one._file.connection, _NO_RECORDS)
        brought = one.merge("Merged", merge, {})
        result = state_of(one._file.connection)
        wrong += lost(pair.before, first, second, result, merge)
        wrong += _broken(one)
        wrong += _taken_back(one, rows, result)
        if one.merge("Merged", one.compare_with(other), {}):
            wrong.append("merging twice changes something")
        counts["rows brought"] += brought
        wrong += _other_way_round(one, other, result)
        wrong += _gone_on(one, other, pair, chance, counts)
    return wrong


def _other_way_round(one: Desk, other: Desk, result: State) -> list[str]:
    """What the other file becomes when it merges: before this one did, and after."""
    merged = (last := one.next_undo()) is not None and last.name == "Merged"
    if merged:
        one.undo()
    other.merge("Merged", other.compare_with(one), {})
    wrong = [f"the other way round: {line}" for line in _differences(result, state_of(other._file.connection))]
    if (last := other.next_undo()) and last.name == "Merged":
        other.undo()
    if merged:
        one.redo()
    other.merge("Merged", other.compare_with(one), {})
    wrong += [f"merged back: {line}" for line in _differences(result, state_of(other._file.connection))]
    if one.merge("Merged", one.compare_with(other), {}):
        wrong.append("merging back and again changes something")
    return wrong


def _as_chosen(one: Desk, merge: Merge, chance: random.Random) -> list[str]:
    """Answers drawn by lot: the fields asked about are as they were answered."""
    if not merge.conflicts:
        return []
    answers = {conflict.id: chance.choice(conflict.answers) for conflict in merge.conflicts}
    before = state_of(one._file.connection)
    one.merge("Merged", merge, answers)
    result = state_of(one._file.connection)
    wrong = _broken(one)
    for conflict in merge.conflicts:
        side = conflict.here if answers[conflict.id] == "here" else conflict.there
        row = result.rows.get(conflict.key)
        if conflict.about is About.FIELD and conflict.atom and side and row:
            name = conflict.atom.name
            if row[name] != side[name] and "_id" not in name:
                wrong.append(f"{conflict.id}: {row[name]!r}, though {side[name]!r} was chosen")
    while (last := one.next_undo()) and last.name == "Merged":
        one.undo()
    return wrong + [f"chosen, taken back: {line}" for line in _differences(before, state_of(one._file.connection))]


def lost(before: State, one: State, other: State, result: State, merge: Merge) -> list[str]:
    """What a side changed that is not in the result and was not shown as a conflict."""
    shown = {key for conflict in merge.conflicts for key in _rows_of(conflict)}
    fields = {
        (conflict.key, column)
        for conflict in merge.conflicts
        if conflict.atom and conflict.about is About.FIELD
        for column in conflict.atom.columns
    }
    numbers = {key for conflict in merge.conflicts if conflict.about is About.NUMBER for key in conflict.changed}
    wrong = []
    for side in (one, other):
        for key in side.rows.keys() | before.rows.keys():
            was, now, becomes = before.rows.get(key), side.rows.get(key), result.rows.get(key)
            if now in (was, becomes) or key in shown or _goes_with(key, side, before, shown):
                continue
            if becomes is None and now is not None and _said_otherwise(key, was, now, side, result):
                continue
            if now is None or becomes is None:
                wrong.append(f"{key} is {becomes and 'there'}, not {now and 'there'}")
                continue
            free = _DERIVED.get(key[0], set()) | ({"number"} if key in numbers else set())
            for column, value in now.items():
                old = was.get(column) if was else None
                asked = (key, column) in fields or column in free or {value, old} & {uuid for _table, uuid in shown}
                if value not in (old, becomes[column]) and not asked:
                    wrong.append(f"{key} {column}: {old!r} → {value!r}, but {becomes[column]!r}")
    return wrong


def _said_otherwise(key: Key, was: Row | None, now: Row, side: State, result: State) -> bool:
    """Whether a row says the same under another uuid, or differs only by links whose target went."""
    if was is not None:
        uuids = {uuid for _table, uuid in side.rows}
        return all(now[name] is None and was[name] not in uuids for name in now if now[name] != was[name])
    plain = {**now, "uuid": ""}
    return any(table == key[0] and {**row, "uuid": ""} == plain for (table, _uuid), row in result.rows.items())


def _goes_with(key: Key, side: State, before: State, shown: set[Key]) -> bool:
    """Whether a row belongs to one about which a conflict asks."""
    row = side.rows.get(key) or before.rows.get(key) or {}
    uuids = {uuid for _table, uuid in shown}
    return any(value in uuids for column, value in row.items() if column.endswith("_id"))


def _rows_of(conflict: Conflict) -> Iterator[Key]:
    yield from conflict.rows
    if conflict.about is About.DELETED:
        yield from conflict.changed
        yield conflict.key


def _broken(desk: Desk) -> list[str]:
    dead = desk.read.rows("PRAGMA foreign_key_check")
    unread = [kind.TABLE for kind in records_by_table().values() if None in desk.read.load_all(kind) and kind.TABLE]
    return [f"leads nowhere: {row}" for row in dead] + unread


def _taken_back(desk: Desk, rows: list[str], result: State) -> list[str]:
    """Undo gives the rows of the first file exactly, redo those that were merged."""
    if (last := desk.next_undo()) is None or last.name != "Merged":
        return []
    desk.undo()
    wrong = [] if rows_in(desk._file.connection, _NO_RECORDS) == rows else ["undo does not give the rows back"]
    desk.redo()
    return wrong + [f"redone: {line}" for line in _differences(result, state_of(desk._file.connection))]


def _gone_on(one: Desk, other: Desk, pair: Pair, chance: random.Random, counts: Counter[str]) -> list[str]:
    """Both equal files are worked on once more, and merged."""
    before = state_of(one._file.connection)
    for desk in (one, other):
        work(desk, chance, pair.documents, chance.randint(0, 3), counts, undo=False)
    first, second = state_of(one._file.connection), state_of(other._file.connection)
    merge = one.compare_with(other)
    one.merge("Merged", merge, {})
    wrong = lost(before, first, second, state_of(one._file.connection), merge)
    return [f"gone on: {line}" for line in wrong]


def _differences(one: State, other: State) -> list[str]:
    lines = [
        f"{key}: {one.rows.get(key)} / {other.rows.get(key)}"
        for key in one.rows.keys() | other.rows.keys()
        if one.rows.get(key) != other.rows.get(key)
    ]
    return lines + [
        f"order of {key}: {one.lists.get(key)} / {other.lists.get(key)}"
        for key in one.lists.keys() | other.lists.keys()
        if one.lists.get(key) != other.lists.get(key)
    ]
