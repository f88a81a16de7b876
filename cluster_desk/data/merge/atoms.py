"""Rows that both sides hold, merged by their atoms; what both changed otherwise is a conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from cluster_desk.core.records.catalog import owner_column, records_by_table
from cluster_desk.data.merge.ancestor import Changes
from cluster_desk.data.merge.conflicts import About, Conflict, newer
from cluster_desk.data.merge.deletions import Three
from cluster_desk.data.merge.minutes import Locked
from cluster_desk.data.merge.shapes import Atom, shape_of
from cluster_desk.data.merge.sides import Key, Row, Which

_SIDES: tuple[Which, Which] = ("here", "there")


def atom_conflicts(
    rows: Mapping[Key, Three],
    changes: Mapping[Which, Changes],
    decided: Collection[Key],
    locked: Locked,
    first: Which,
) -> tuple[list[Conflict], dict[Key, Which]]:
    """What both sides changed otherwise, and the rows to be taken from one side because both say the same.

    Rows that are `decided` as a whole are left out but for what locked minutes leave free.
    """
    parts = _by_owner(rows)
    conflicts: list[Conflict] = []
    alike: dict[Key, Which] = {}
    for key, three in rows.items():
        before, here, there = three
        if here is None or there is None:
            continue
        for atom in shape_of(key[0]).atoms:
            if atom.summed or (key in decided and not locked.is_free(key[0], atom)):
                continue
            # What was understood of words goes with them where they changed; else its rows are merged by themselves.
            with_words = atom.lists and _words_changed(atom, three)
            lists = [each for table in atom.lists for each in parts.get((table, key[1]), ())] if with_words else []
            if not all(_touched(atom, three, lists, rows, at) for at in (1, 2)):
                continue
            if not _differs(atom, here, there) and _say_the_same(lists, rows):
                alike |= dict.fromkeys(lists, first)
                continue
            one, other = (_last(changes[which], key, atom, lists) for which in _SIDES)
            taken = frozenset(lists)
            answer = newer(one, other)
            conflicts.append(Conflict(About.FIELD, key, answer, atom, before, here, there, one, other, taken))
    return conflicts, alike


def merged_row(key: Key, three: Three, side: Which | None, asked: Mapping[str, Which], locked: Locked) -> Row | None:
    """A row as it is to be: from one side where that is decided, else by what each side changed."""
    before, here, there = three
    whole = None if side is None else here if side == "here" else there
    if here is None or there is None:
        if side is not None:
            return whole
        return None if before is not None else here or there
    result = dict(whole or here)
    for atom in shape_of(key[0]).atoms:
        if side is not None and not locked.is_free(key[0], atom):
            continue
        result |= _atom_of(atom, three, asked)
    return result


def _atom_of(atom: Atom, three: Three, asked: Mapping[str, Which]) -> dict[str, object]:
    before, here, there = three
    assert here is not None
    assert there is not None
    side = asked.get(atom.name)
    if side is None:
        side = "there" if before is not None and not _differs(atom, before, here) else "here"
    row = there if side == "there" else here
    return {column: row[column] for column in atom.columns}


def _by_owner(rows: Mapping[Key, Three]) -> dict[tuple[str, str], list[Key]]:
    """The rows of each table of parts by the uuid of their owner."""
    parts: dict[tuple[str, str], list[Key]] = {}
    for key, three in rows.items():
        owner = owner_column(records_by_table()[key[0]])
        if owner:
            row = next(each for each in (three[1], three[2], three[0]) if each is not None)
            parts.setdefault((key[0], str(row[owner])), []).append(key)
    return parts


def _differs(atom: Atom, one: Row, other: Row) -> bool:
    return any(one[column] != other.get(column) for column in atom.columns)


def _touched(atom: Atom, three: Three, lists: Iterable[Key], rows: Mapping[Key, Three], at: int) -> bool:
    """Whether a side changed an atom; without what it was before, both did."""
    before, row = three[0], three[at]
    if before is None or row is None or _differs(atom, before, row):
        return True
    return any(_plain(rows[key][0]) != _plain(rows[key][at]) for key in lists)


def _words_changed(atom: Atom, three: Three) -> bool:
    """Whether the words themselves changed on any side: then what follows from them is taken with them."""
    before, here, there = three
    return before is None or any(row is not None and row[atom.name] != before[atom.name] for row in (here, there))


def _say_the_same(keys: Collection[Key], rows: Mapping[Key, Three]) -> bool:
    told = [sorted(repr(_plain(rows[key][at])) for key in keys if rows[key][at] is not None) for at in (1, 2)]
    return told[0] == told[1]


def _plain(row: Row | None) -> list[tuple[str, object]]:
    """What a row says, whatever its number and uuid."""
    return sorted((name, value) for name, value in (row or {}).items() if name not in ("id", "uuid"))


def _last(changes: Changes, key: Key, atom: Atom, parts: Iterable[Key]) -> tuple[str, str]:
    return max([changes.last(key, atom.columns), *(changes.last(each) for each in parts)])
