"""Records that both sides entered word for word (one letter imported at both desks): asked, both kept at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cluster_desk.core.records.catalog import owner_of, records_by_table
from cluster_desk.core.records.fields import title_column
from cluster_desk.data.merge.ancestor import Changes
from cluster_desk.data.merge.conflicts import BOTH, About, Answers, Conflict
from cluster_desk.data.merge.deletions import Three, targets
from cluster_desk.data.merge.shapes import shape_of
from cluster_desk.data.merge.sides import Key, Row, Which


def same_conflicts(rows: Mapping[Key, Three], changes: Mapping[Which, Changes]) -> list[Conflict]:
    """New records of both sides that say the same; what follows another such record goes with it."""
    said: dict[object, tuple[list[Key], list[Key]]] = {}
    for key, (before, here, there) in rows.items():
        row = here or there
        if before is None and row is not None and not (here and there) and _stands_alone(key, row, rows):
            said.setdefault(_words(key, row), ([], []))[0 if here else 1].append(key)
    return [
        Conflict(
            About.SAME,
            min(one, other),
            BOTH,
            here=rows[one][1],
            there=rows[other][2],
            when_here=changes["here"].last(one),
            when_there=changes["there"].last(other),
            changed=(one, other),
        )
        for mine, theirs in said.values()
        for one, other in zip(sorted(mine), sorted(theirs), strict=False)
    ]


def drop_same(rows: dict[Key, Row | None], conflicts: Sequence[Conflict], answers: Answers) -> None:
    """Let the record go that was not chosen; what led to it leads to the other."""
    instead: dict[Key, Key] = {}
    for one in conflicts:
        if one.about is About.SAME and answers.of(one) != BOTH:
            kept, dropped = one.changed if answers.of(one) == "here" else one.changed[::-1]
            instead[dropped] = kept
    if not instead:
        return
    for key, row in rows.items():
        follows = shape_of(key[0]).follows
        for column, target in targets(key[0], row) if row else ():
            if target in instead and column not in follows:
                row = {**(row or {}), column: instead[target][1]}
        rows[key] = None if key in instead else row


def _stands_alone(key: Key, row: Row, rows: Mapping[Key, Three]) -> bool:
    record, follows = records_by_table()[key[0]], shape_of(key[0]).follows
    if record.INTERNAL or owner_of(record) or not row.get(title_column(record)):
        return False
    above = (target for column, target in targets(key[0], row) if column in follows)
    return all(target not in rows or rows[target][0] is not None for target in above)


def _words(key: Key, row: Row) -> object:
    """What a record says, whatever its number, its place, and what it leads to but for what it belongs to."""
    shape = shape_of(key[0])
    aside = {*shape.aside, "uuid", *(name for name in shape.links if name not in shape.follows)}
    return key[0], tuple(sorted((name, repr(value)) for name, value in row.items() if name not in aside))
