"""What two files had in common when they parted, told by the transactions that both know.

A file knows its own transactions, and those of another file that it has merged: the transaction that merged them
names the last. From the last that both know, the history of the file that made it tells what its rows were then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.records.catalog import records_by_table
from cluster_desk.data.history.journal import IRREVERSIBLE
from cluster_desk.data.merge.sides import Key, Line, Row, Side

Stamp = tuple[str, str]
"""When something was changed last: the moment and the transaction, which settles what happened in one second."""
NEVER: Stamp = ("", "")


@dataclass
class Ancestor:
    """The state that both files came from: the rows that its teller changed since, as they were then.

    `line` is the last transaction in common, None where there was none. A row that is not in `before` is as it is in
    the file of `teller`. Without a teller the history does not reach back, and both are compared as they stand.
    """

    teller: Side | None = None
    line: Line | None = None
    before: dict[Key, Row | None] = field(default_factory=dict)

    @property
    def reached(self) -> bool:
        """Whether it is known what both had in common."""
        return self.teller is not None


@dataclass
class Changes:
    """When a side changed its rows since they parted, the columns of each too ("" for all of a row)."""

    lines: list[Line]
    taken_back: list[Line]  # of those in common: the other side has them still
    stamps: dict[tuple[Key, str], Stamp] = field(default_factory=dict)

    def last(self, key: Key, columns: Iterable[str] = ("",)) -> Stamp:
        """When these columns of a row were changed last; of a row that came or went, that."""
        found = max(self.stamps.get((key, column), NEVER) for column in columns)
        return found if found > NEVER else self.stamps.get((key, ""), NEVER)


def find_ancestor(here: Side, there: Side) -> Ancestor:
    """The last state that both files had in common."""
    for side, other in _tellers(here, there):
        told = _told_by(side, other)
        if told is not None:
            return told
    return Ancestor()


def changes_of(side: Side, other: Side) -> Changes:
    """What a side changed since the two parted."""
    at = _last_common(side, other)
    lines = [line for line in side.lines[at + 1 :] if line.in_effect]
    back = [line for line in side.lines[: at + 1] if not line.in_effect and _stands_in(other, line)]
    changes = Changes(lines, back)
    for line in (*back, *lines):
        stamp = (line.at, line.uuid)
        for table, number, before, after in _images(side, line):
            was, is_now = side.remember(table, number, before), side.remember(table, number, after)
            key = (table, side.uuids[table, number])
            old, new = was or {}, is_now or {}
            for column in old.keys() | new.keys():
                if old.get(column) != new.get(column):
                    changes.stamps[key, column] = stamp
            changes.stamps[key, ""] = stamp
    return changes


def _tellers(here: Side, there: Side) -> list[tuple[Side, Side]]:
    """Who is asked first: the side that made the later one of the last transactions known to both."""
    pairs = [(here, there), (there, here)]
    pairs.sort(key=lambda pair: pair[0].head)  # the same whichever file merges
    (one, other), _second = pairs
    first, second = _last_common(one, other), _last_common(other, one)
    if first >= 0 and second >= 0:
        mine, theirs = one.lines[first].uuid, other.lines[second].uuid
        if mine != theirs and mine in other.own:
            pairs.reverse()  # what the other made last came after this
    return pairs


def _last_common(side: Side, other: Side) -> int:
    """The place of the last of a side's transactions that the other knows; -1 for none."""
    for at in range(len(side.lines) - 1, -1, -1):
        line = side.lines[at]
        if line.uuid in other.own or (line.in_effect and line.uuid in other.merged):
            return at
    return -1


def _stands_in(other: Side, line: Line) -> bool:
    return line.uuid in other.own and other.own[line.uuid].in_effect


def _told_by(side: Side, other: Side) -> Ancestor | None:
    """The state in common as the history of one side tells it; None where it does not reach so far."""
    at = _last_common(side, other)
    if at < 0 and not (_begins(side) and _begins(other)):
        return None
    own = [line for line in side.lines[at + 1 :] if line.in_effect]
    again = [line for line in side.lines[: at + 1] if not line.in_effect and _stands_in(other, line)]
    needed = [line.id for line in (*own, *again)]
    sealed = max((line.id for line in side.lines if line.state == IRREVERSIBLE), default=0)
    if needed and min(needed) <= sealed:
        return None
    before: dict[tuple[str, int], dict[str, Any] | None] = {}
    for line in reversed(own):
        for table, number, was, is_now in reversed(_images(side, line)):
            side.remember(table, number, is_now)
            before[table, number] = side.remember(table, number, was)
    for line in again:
        for table, number, was, is_now in _images(side, line):
            side.remember(table, number, was)
            before[table, number] = side.remember(table, number, is_now)
    rows = {
        (table, side.uuids[table, number]): side.told(table, values) if values else None
        for (table, number), values in before.items()
    }
    return Ancestor(side, side.lines[at] if at >= 0 else None, rows)


def _begins(side: Side) -> bool:
    """Whether the history of a file goes back to its beginning."""
    return all(line.state != IRREVERSIBLE for line in side.lines) and (not side.lines or side.lines[0].id == 1)


def _images(side: Side, line: Line) -> list[tuple[str, int, str | None, str | None]]:
    sql = "SELECT table_name, row_id, before, after FROM row_changes WHERE step_id = ? ORDER BY id"
    known = records_by_table()
    return [row for row in side.connection.execute(sql, (line.id,)).fetchall() if row[0] in known]
