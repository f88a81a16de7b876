"""Two files merged: every row in which they differ set beside what both came from, and what follows from the answers.

`compare` changes nothing and asks nothing: it gives a `Merge` with its conflicts, each answered beforehand. `merged`
tells what the rows are to be under given answers; it is the same whichever of the two files asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import owner_column, owner_of, records_by_table
from cluster_desk.core.records.fields import Kind, fields_of
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history.journal import MERGED
from cluster_desk.data.merge import deletions as gone
from cluster_desk.data.merge.ancestor import Ancestor, Changes, changes_of, find_ancestor
from cluster_desk.data.merge.atoms import atom_conflicts, merged_row
from cluster_desk.data.merge.conflicts import BOTH, About, Answers, Conflict, newer
from cluster_desk.data.merge.deletions import Three
from cluster_desk.data.merge.differing import differing
from cluster_desk.data.merge.minutes import Locked, minutes_conflicts
from cluster_desk.data.merge.orders import List, Orders, merged_order, orders_of
from cluster_desk.data.merge.same_records import drop_same, same_conflicts
from cluster_desk.data.merge.shapes import PLACE, shape_of
from cluster_desk.data.merge.sides import Key, Row, Side, Which

NUMBER = "number"


@dataclass
class Merge:
    """What two files have in common and in what they differ. `rows`: as they were, as here, as there."""

    here: Side
    there: Side
    ancestor: Ancestor
    changes: dict[Which, Changes]
    rows: dict[Key, Three]
    conflicts: list[Conflict] = field(default_factory=list)
    decided: dict[Key, Which] = field(default_factory=dict)  # rows that say the same under other uuids: from one side
    lists: dict[List, Orders] = field(default_factory=dict)
    locked: Locked = field(default_factory=Locked)

    @property
    def first(self) -> Which:
        """The side whose order stands where nothing tells another: the same whichever file merges."""
        return "here" if (self.here.head, "") <= (self.there.head, "") else "there"

    @cached_property
    def touched(self) -> dict[Key, frozenset[Which]]:
        """Which side changed each row."""
        touched: dict[Key, frozenset[Which]] = {}
        for key, (before, here, there) in self.rows.items():
            sides: tuple[tuple[Which, Row | None], ...] = (("here", here), ("there", there))
            aside = shape_of(key[0]).aside
            touched[key] = frozenset(which for which, row in sides if _row_differs(before, row, aside))
        return touched

    @property
    def marks(self) -> list[str]:
        """The last transactions of the other file, and of those that it merged, that this one does not know yet."""
        return [mark for mark in self.there.marks() if mark not in self.here.own and mark not in self.here.merged]

    @property
    def origin(self) -> str:
        """What the transaction that merges them remembers: they are in common from then on."""
        return " ".join((MERGED, *self.marks))

    @property
    def is_new(self) -> bool:
        """Whether there is something to remember although no row changes: what both did alike is in common from now on.

        A merge there that changed nothing is nothing new: else two files would tell each other of it for ever.
        """
        empty = "SELECT NOT EXISTS (SELECT 1 FROM row_changes WHERE step_id = ?)"
        lines = self.changes["there"].lines
        return bool(self.marks) and any(
            not line.origin.startswith(MERGED) or not self.there.connection.execute(empty, (line.id,)).fetchone()[0]
            for line in lines
        )

    def missing(self, digests: Iterable[str]) -> int:
        """How many of these photos and papers neither file holds."""
        asked = "SELECT 1 FROM contents WHERE digest = ?"
        sides = (self.here.connection, self.there.connection)
        return sum(not any(one.execute(asked, (digest,)).fetchone() for one in sides) for digest in digests)

    @property
    def brings(self) -> bool:
        """Whether the other file holds anything that was done there and is not here."""
        return any("there" in touched for touched in self.touched.values()) or bool(self.conflicts)

    def record_of(self, key: Key) -> Key:
        """The whole record that a row is or is part of."""
        while True:
            record = records_by_table()[key[0]]
            owner = owner_of(record)
            row = self.row(key)
            if owner is None or row is None:
                return key
            key = (owner[0].TABLE, str(row[owner_column(record)]))

    def row(self, key: Key) -> Row | None:
        """A row as it is on any side, or was."""
        three = self.rows.get(key) or (None, self.here.find(key), self.there.find(key))
        return next((each for each in (three[1], three[2], three[0]) if each is not None), None)

    def mixed(self) -> set[Key]:
        """The records to which both sides contributed."""
        sides: dict[Key, set[Which]] = {}
        for key, touched in self.touched.items():
            sides.setdefault(self.record_of(key), set()).update(touched)
        return {key for key, both in sides.items() if len(both) == 2}


@dataclass(frozen=True)
class Merged:
    """What the rows are to be: those in which the files differ, and the places of rows whose list is another."""

    rows: dict[Key, Row | None]
    orders: dict[List, list[str]]


def _row_differs(one: Row | None, other: Row | None, aside: tuple[str, ...]) -> bool:
    if one is None or other is None:
        return one is not other
    return any(one.get(name) != value for name, value in other.items() if name not in aside)


def compare(one: FileConnection, other: FileConnection, free: Mapping[str, frozenset[str]]) -> Merge:
    """Set a file and another beside what they have in common; `free` is what `Locked` knows of confirmed minutes.

    Raises UserError for files of different clusters.
    """
    clusters = [connection.execute("SELECT uuid FROM cluster").fetchall() for connection in (one, other)]
    if clusters[0] != clusters[1]:
        raise UserError(
            _("This file is of another cluster."),
            do=_("Two copies of one file can be merged. Choose another file."),
            kept=_("Nothing was changed."),
        )
    here, there, locked = Side("here", one), Side("there", other), Locked(free)
    ancestor = find_ancestor(here, there)
    changes: dict[Which, Changes] = {"here": changes_of(here, there), "there": changes_of(there, here)}
    pairs = differing(here, there)
    rows = {key: (_before(ancestor, key, pair), *pair) for key, pair in pairs.items()}
    merge = Merge(here, there, ancestor, changes, gone.not_emptied(rows), locked=locked)
    merge.conflicts += _deletion_conflicts(merge)
    kept = {key for conflict in merge.conflicts for key in conflict.rows}
    merge.conflicts += minutes_conflicts(merge.rows, here, there, changes, locked, kept)
    kept |= {key for conflict in merge.conflicts for key in conflict.rows}
    found, merge.decided = atom_conflicts(merge.rows, changes, kept, locked, merge.first)
    merge.conflicts += found
    merge.lists = _lists(merge)
    merge.conflicts += _order_conflicts(merge)
    merge.conflicts += same_conflicts(merge.rows, changes)
    merge.conflicts += _number_conflicts(merge)
    return merge


def merged(merge: Merge, answers: Answers) -> Merged:
    """The rows as they are to be under these answers."""
    whole = {key: answers.side(one) for one in merge.conflicts for key in one.rows}
    asked: dict[Key, dict[str, Which]] = {}
    for one in merge.conflicts:
        if one.atom:
            asked.setdefault(one.key, {})[one.atom.name] = answers.side(one)
    rows: dict[Key, Row | None] = {}
    for key, three in merge.rows.items():
        side = merge.decided.get(key, whole.get(key))
        rows[key] = merged_row(key, three, side, asked.get(key, {}), merge.locked)
    drop_same(rows, merge.conflicts, answers)
    _let_go(merge, rows)
    _renumber(merge, rows, answers)
    return Merged(rows, {each: _order_of(merge, each, rows, answers) for each in merge.lists})


def _before(ancestor: Ancestor, key: Key, pair: tuple[Row | None, Row | None]) -> Row | None:
    """A row as it was when the files parted, with what newer versions added to it."""
    if ancestor.teller is None:
        return None
    if key not in ancestor.before:
        return pair[0 if ancestor.teller.which == "here" else 1]
    row = ancestor.before[key]
    if row is None:
        return None
    added = {name: value for each in pair if each for name, value in each.items() if name not in row}
    return {**added, **row}


def _deletion_conflicts(merge: Merge) -> list[Conflict]:
    conflicts = []
    sides: tuple[tuple[Which, Which], ...] = (("here", "there"), ("there", "here"))
    for by, other in sides:
        for one in gone.deletions(merge.rows, by):
            before, here, there = merge.rows[one.root]
            stamps = {
                by: merge.changes[by].last(one.root),
                other: max(merge.changes[other].last(key) for key in one.changed),
            }
            conflicts.append(
                Conflict(
                    About.DELETED,
                    one.root,
                    other,
                    None,
                    before,
                    here,
                    there,
                    stamps["here"],
                    stamps["there"],
                    frozenset(one.rows),
                    tuple(one.changed),
                )
            )
    return conflicts


def _lists(merge: Merge) -> dict[List, Orders]:
    """The lists in which a row came, went or was moved."""
    lists: dict[List, Orders] = {}
    for key, three in merge.rows.items():
        within = shape_of(key[0]).within
        for row in three if within else ():
            each = (key[0], row[within]) if row and row[within] is not None else None
            if each and each not in lists:
                lists[each] = orders_of(*each, merge.here, merge.there, merge.ancestor)
    return lists


def _order_conflicts(merge: Merge) -> list[Conflict]:
    conflicts = []
    for (table, within), orders in merge.lists.items():
        rows = [(table, uuid) for uuid in {*orders.here, *orders.there}]
        if orders.in_conflict() and not _whole_lists(merge).keys() & set(rows):
            shape = shape_of(table)
            here, there = (max(merge.changes[side].last(key, (PLACE,)) for key in rows) for side in merge.changes)
            key = (shape.links[shape.within], within)
            conflicts.append(
                Conflict(About.ORDER, key, newer(here, there), when_here=here, when_there=there, table=table)
            )
    return conflicts


def _whole_lists(merge: Merge) -> dict[Key, Conflict]:
    """The rows whose whole list is taken from one side."""
    return {key: one for one in merge.conflicts if one.about in (About.MINUTES, About.FIELD) for key in one.rows}


def _order_of(merge: Merge, each: List, rows: Mapping[Key, Row | None], answers: Answers) -> list[str]:
    """A list as it is to be."""
    (table, within), orders = each, merge.lists[each]
    column = shape_of(table).within
    members = {uuid for uuid in {*orders.here, *orders.there} if (table, uuid) not in rows}
    for (other, uuid), row in rows.items():
        if other == table and row is not None and row[column] == within:
            members.add(uuid)
    chosen = [one for one in merge.conflicts if one.about is About.ORDER and (one.table, one.key[1]) == each]
    whole = _whole_lists(merge)
    chosen += [whole[table, uuid] for uuid in sorted(members) if (table, uuid) in whole]
    here, there = orders.moved()
    side = answers.side(chosen[0]) if chosen else merge.first
    if not chosen and here != there:
        side = "here" if here else "there"
    return merged_order(orders, side, members)


def _let_go(merge: Merge, rows: dict[Key, Row | None]) -> None:
    """What belonged to a row that goes goes with it; other links to it are emptied."""
    waiting = True
    while waiting:
        waiting = False
        for key, row in rows.items():
            if row is None:
                continue
            follows = shape_of(key[0]).follows
            for column, target in gone.targets(key[0], row):
                if rows.get(target, row) is not None:
                    continue
                waiting = True
                elsewhere = _elsewhere(merge, key, column, row, rows)
                if elsewhere is None and column in follows:
                    rows[key] = None
                    break
                row = {**row, column: elsewhere}
                rows[key] = row


def _elsewhere(merge: Merge, key: Key, column: str, row: Row, rows: Mapping[Key, Row | None]) -> str | None:
    """Where else a row stands, on the other side, when what it stood in goes."""
    target_table = shape_of(key[0]).links[column]
    for side in merge.rows[key][1:]:
        other = side[column] if side else None
        if other is not None and other != row[column] and rows.get((target_table, other), side) is not None:
            return str(other)
    return None


def _number_conflicts(merge: Merge) -> list[Conflict]:
    """Numbers that here and there were given to different records of one list."""
    given: dict[tuple[str, str, object], dict[Which, list[Key]]] = {}
    for key, (before, here, there) in merge.rows.items():
        record = records_by_table()[key[0]]
        if NUMBER not in fields_of(record):
            continue
        within = shape_of(key[0]).within
        sides: tuple[tuple[Which, Row | None], ...] = (("here", here), ("there", there))
        for which, row in sides:
            if row is None or row.get(NUMBER) in (None, "") or (before and before.get(NUMBER) == row[NUMBER]):
                continue
            place = (key[0], str(row[within]) if within else "", row[NUMBER])
            given.setdefault(place, {}).setdefault(which, []).append(key)
    return [
        _number_conflict(merge, one, other)
        for each in given.values()
        for one in each.get("here", ())
        for other in each.get("there", ())
        if one[1] != other[1] and other not in each["here"] and one not in each["there"]
    ]


def _number_conflict(merge: Merge, one: Key, other: Key) -> Conflict:
    return Conflict(
        About.NUMBER, min(one, other), BOTH, None, None, merge.rows[one][1], merge.rows[other][2],
        merge.changes["here"].last(one), merge.changes["there"].last(other), changed=(one, other),
    )  # fmt: skip


def _renumber(merge: Merge, rows: dict[Key, Row | None], answers: Answers) -> None:
    """Give the next free number to the record whose side does not keep it."""
    for one in merge.conflicts:
        answer = answers.of(one)
        record = records_by_table()[one.key[0]]
        if one.about is not About.NUMBER or answer == BOTH or fields_of(record)[NUMBER].kind is not Kind.WHOLE:
            continue
        loser = one.changed[1 if answer == "here" else 0]
        row = rows[loser]
        if row is not None:
            rows[loser] = {**row, NUMBER: _next_number(merge, one.key[0], rows)}


def _next_number(merge: Merge, table: str, rows: Mapping[Key, Row | None]) -> int:
    sql = f'SELECT coalesce(max("{NUMBER}"), 0) FROM "{table}"'
    known = [side.connection.execute(sql).fetchone()[0] for side in (merge.here, merge.there)]
    given = [row[NUMBER] or 0 for key, row in rows.items() if key[0] == table and row is not None]
    return int(max([*known, *given])) + 1
