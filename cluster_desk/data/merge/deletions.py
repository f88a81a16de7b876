"""What one side deleted while the other changed it, or added something to it: kept or deleted as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cluster_desk.data.merge.shapes import shape_of
from cluster_desk.data.merge.sides import Key, Row, Which

Three = tuple[Row | None, Row | None, Row | None]
"""A row as it was, as it is here, as it is there."""


@dataclass
class Deletion:
    """A record that one side deleted with all that belonged to it, and what the other side changed or added in it."""

    root: Key
    by: Which
    rows: set[Key] = field(default_factory=set)
    changed: list[Key] = field(default_factory=list)


def targets(table: str, row: Row) -> Iterator[tuple[str, Key]]:
    """The links of a row that are not empty, by column."""
    for column, target in shape_of(table).links.items():
        if row.get(column) is not None:
            yield column, (target, row[column])


def deletions(rows: Mapping[Key, Three], by: Which) -> list[Deletion]:
    """What one side deleted and the other changed; what was deleted and left alone is none of it."""
    gone = {key for key, three in rows.items() if three[0] is not None and _side(three, by) is None}
    gone = {key for key in gone if _other(rows[key], by) is not None}
    roots = {key: _root(key, rows, gone) for key in gone}
    found: dict[Key, Deletion] = {}
    for key, root in roots.items():
        deletion = found.setdefault(root, Deletion(root, by))
        deletion.rows.add(key)
        before, now = rows[key][0], _other(rows[key], by)
        assert before is not None
        assert now is not None
        aside = shape_of(key[0]).aside
        if any(now[name] != before.get(name) for name in now if name not in aside):
            deletion.changed.append(key)
    for key, three in rows.items():
        now = _other(three, by)
        if key in gone or now is None:
            continue
        for column, target in targets(key[0], now):
            led = three[0].get(column) if three[0] else None
            if target in gone and led != target[1]:
                found[roots[target]].changed.append(key)
    return [deletion for deletion in found.values() if deletion.changed]


def not_emptied(rows: Mapping[Key, Three]) -> dict[Key, Three]:
    """The rows as if no link had been emptied because what it led to was deleted: that follows from the deletion."""
    told = dict(rows)
    for key, (before, here, there) in rows.items():
        if before is not None and (here is not None or there is not None):
            leading = dict(targets(key[0], before))
            sides = [
                _filled(row, {column: target for column, target in leading.items() if _is_gone(rows, target, which)})
                for which, row in (("here", here), ("there", there))
            ]
            told[key] = (before, sides[0], sides[1])
    return told


def _filled(row: Row | None, leading: Mapping[str, Key]) -> Row | None:
    if row is None:
        return None
    again = {column: target[1] for column, target in leading.items() if row.get(column) is None}
    return {**row, **again} if again else row


def _is_gone(rows: Mapping[Key, Three], key: Key, which: str) -> bool:
    return key in rows and rows[key][1 if which == "here" else 2] is None


def _side(three: Three, which: Which) -> Row | None:
    return three[1 if which == "here" else 2]


def _other(three: Three, which: Which) -> Row | None:
    return three[2 if which == "here" else 1]


def _root(key: Key, rows: Mapping[Key, Three], gone: set[Key]) -> Key:
    """The record with which a row was deleted: above it nothing is gone."""
    seen = {key}
    while True:
        row = rows[key][0]
        assert row is not None
        follows = shape_of(key[0]).follows
        above = [target for column, target in targets(key[0], row) if column in follows and target in gone]
        above = [target for target in above if target not in seen]
        if not above:
            return key
        key = above[0]
        seen.add(key)
