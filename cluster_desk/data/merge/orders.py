"""The order of rows in their lists (items of a section, questions of an agenda), merged; both may have moved some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cluster_desk.data.merge.ancestor import Ancestor
from cluster_desk.data.merge.shapes import PLACE, shape_of
from cluster_desk.data.merge.sides import Side, Which

List = tuple[str, str]
"""A list of rows: their table and the uuid of what they stand in."""


@dataclass(frozen=True)
class Orders:
    """A list as it was (None where that is not known), here and there: uuids in their order."""

    before: tuple[str, ...] | None
    here: tuple[str, ...]
    there: tuple[str, ...]

    def _common(self) -> list[tuple[str, ...]]:
        lists = [each for each in (self.before, self.here, self.there) if each is not None]
        common = set(lists[0]).intersection(*lists[1:])
        return [tuple(one for one in each if one in common) for each in lists]

    def moved(self) -> tuple[bool, bool]:
        """Whether here and there rows were moved that both have; by the one or the other where that is not known."""
        if self.before is None:
            here, there = self._common()
            return here != there, here != there
        before, here, there = self._common()
        return here != before, there != before

    def in_conflict(self) -> bool:
        """Whether both moved rows, and not alike."""
        *_before, here, there = self._common()
        return self.moved() == (True, True) and here != there


def orders_of(table: str, within: str, here: Side, there: Side, ancestor: Ancestor) -> Orders:
    """A list as both files and their ancestor have it."""
    lists = {side.which: _list_in(side, table, within) for side in (here, there)}
    before = None
    if ancestor.teller is not None:
        shape = shape_of(table)
        changed = {key[1]: row for key, row in ancestor.before.items() if key[0] == table}
        was = [one for one in lists[ancestor.teller.which] if one[2] not in changed]
        was += [
            (row[PLACE], row["id"], uuid)
            for uuid, row in changed.items()
            if row is not None and row.get(shape.within) == within
        ]
        before = tuple(uuid for _place, _number, uuid in sorted(was))
    one, other = (tuple(uuid for *_at, uuid in lists[which]) for which in ("here", "there"))
    return Orders(before, one, other)


def merged_order(orders: Orders, first: Which, members: Collection[str]) -> list[str]:
    """The list as one side has it, with what only the other has put behind what stands before it there."""
    one, other = (orders.here, orders.there) if first == "here" else (orders.there, orders.here)
    merged = [uuid for uuid in one if uuid in members]
    there = set(merged)
    behind = -1
    for uuid in other:
        if uuid in there:
            behind = merged.index(uuid)
        elif uuid in members:
            behind += 1
            merged.insert(behind, uuid)
            there.add(uuid)
    return merged + sorted(set(members) - there)


def places(merged: Sequence[str], now: dict[str, int]) -> dict[str, int]:
    """The places of a merged list: those that rows have now stay as far as they rise."""
    given: dict[str, int] = {}
    last: int | None = None
    for uuid in merged:
        place = now.get(uuid)
        if place is None or (last is not None and place <= last):
            place = 1 if last is None else last + 1
        given[uuid] = last = place
    return given


def _list_in(side: Side, table: str, within: str) -> list[tuple[int, int, str]]:
    """Place, number and uuid of the rows of a list."""
    shape = shape_of(table)
    number = side.number_of((shape.links[shape.within], within))
    sql = f'SELECT "{PLACE}", id, uuid FROM "{table}" WHERE "{shape.within}" = ? ORDER BY 1, 2'
    return side.connection.execute(sql, (number,)).fetchall()
