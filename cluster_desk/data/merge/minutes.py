"""Minutes that one side confirmed while the other changed them: taken from one side as a whole, never mixed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cluster_desk.core.records.catalog import owner_column, owner_of, records_by_table
from cluster_desk.core.records.council import Meeting, MinutesState
from cluster_desk.data.merge.ancestor import Changes
from cluster_desk.data.merge.conflicts import About, Conflict, newer
from cluster_desk.data.merge.deletions import Three
from cluster_desk.data.merge.shapes import Atom
from cluster_desk.data.merge.sides import Key, Row, Side, Which


@dataclass(frozen=True)
class Locked:
    """What confirmed minutes hold fast: tables, and the columns of each that go on changing."""

    free: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_free(self, table: str, atom: Atom) -> bool:
        """Whether an atom goes on changing although its row is taken as a whole."""
        return not self.free.get(table, frozenset()).isdisjoint(atom.columns)


def minutes_conflicts(
    rows: Mapping[Key, Three],
    here: Side,
    there: Side,
    changes: Mapping[Which, Changes],
    locked: Locked,
    decided: Collection[Key],
) -> list[Conflict]:
    """The meetings whose minutes are confirmed on a side and that both sides changed otherwise."""
    meetings: dict[str, set[Key]] = {}
    for key in rows:
        if key[0] in locked.free and key not in decided:
            meeting = _meeting_of(key, rows, here, there)
            if meeting is not None:
                meetings.setdefault(meeting, set()).add(key)
    conflicts = []
    for meeting, keys in meetings.items():
        key = (Meeting.TABLE, meeting)
        three = rows.get(key) or (None, here.find(key), there.find(key))
        confirmed = [_is_confirmed(row) for row in three[1:]]
        both = all(any(_changed(each, rows[each], at, locked) for each in keys) for at in (1, 2))
        if three[1] is None or three[2] is None or not any(confirmed) or not both:
            continue
        one, other = (max(changes[which].last(each) for each in keys) for which in changes)
        answer = newer(one, other) if all(confirmed) else "here" if confirmed[0] else "there"
        conflicts.append(Conflict(About.MINUTES, key, answer, None, *three, one, other, frozenset(keys)))
    return conflicts


def _changed(key: Key, three: Three, at: int, locked: Locked) -> bool:
    before, row = three[0], three[at]
    if before is None or row is None:
        return before is not row
    free = locked.free[key[0]]
    return any(value != before.get(name) for name, value in row.items() if name not in free and name != "id")


def _is_confirmed(row: Row | None) -> bool:
    return row is not None and row["minutes_state"] == MinutesState.CONFIRMED.value


def _meeting_of(key: Key, rows: Mapping[Key, Three], here: Side, there: Side) -> str | None:
    """The meeting that a row belongs to, on any side."""
    while key[0] != Meeting.TABLE:
        record = records_by_table()[key[0]]
        owner = owner_of(record)
        three = rows.get(key) or (None, here.find(key), there.find(key))
        row = next((each for each in (three[1], three[2], three[0]) if each is not None), None)
        if owner is None or row is None:
            return None
        key = (owner[0].TABLE, str(row[owner_column(record)]))
    return key[1]
