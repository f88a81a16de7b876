"""The rows in which two files differ, found by going through both at once: nothing but what differs is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_desk.core.records.catalog import all_records
from cluster_desk.data.merge.shapes import Shape, shape_of
from cluster_desk.data.merge.sides import Key, Row, Side

Pair = tuple[Row | None, Row | None]
"""A row as it is here and there; None where it is not."""


def differing(here: Side, there: Side) -> dict[Key, Pair]:
    """Every row that is not the same in both files, in the order of the catalog of records."""
    shapes = [shape_of(record.TABLE) for record in all_records()]
    apart = {shape.table: _numbers_apart(here, there, shape.table) for shape in shapes}
    pairs: dict[Key, Pair] = {}
    for shape in shapes:
        mine, theirs = _suspects(here, there, shape, apart)
        for uuid in dict.fromkeys((*mine, *theirs)):
            # A row of another number there may be the same: it is looked up by its uuid.
            key = (shape.table, uuid)
            one = mine.get(uuid) or here.find(key)
            other = theirs.get(uuid) or there.find(key)
            if not same(one, other):
                pairs[key] = (one, other)
    return pairs


def same(one: Row | None, other: Row | None) -> bool:
    """Whether two rows say the same, whatever their numbers."""
    if one is None or other is None:
        return one is other
    return all(one[name] == other.get(name) for name in one if name != "id")


def _numbers_apart(here: Side, there: Side, table: str) -> set[int]:
    """The numbers that rows of different uuids have, or that a row has in one of the files alone."""
    sql = f'SELECT id, uuid FROM "{table}" ORDER BY id'
    both = _side_by_side(iter(here.connection.execute(sql)), iter(there.connection.execute(sql)))
    return {number for number, one, other in both if one is None or other is None or one[1] != other[1]}


def _suspects(
    here: Side, there: Side, shape: Shape, apart: dict[str, set[int]]
) -> tuple[dict[str, Row], dict[str, Row]]:
    """The rows of a table, by uuid, that may not be the same in both files."""
    columns = here.columns(shape.table)
    links = [(columns.index(name), apart[target]) for name, target in shape.links.items() if apart[target]]
    mine: dict[str, Row] = {}
    theirs: dict[str, Row] = {}
    for _number, one, other in _side_by_side(here.rows(shape), there.rows(shape)):
        if one == other and one is not None and not any(one[at] in numbers for at, numbers in links):
            continue
        for side, row, rows in ((here, one, mine), (there, other, theirs)):
            if row is not None:
                told = side.told(shape.table, dict(zip(columns, row, strict=True)))
                rows[told["uuid"]] = told
    return mine, theirs


def _side_by_side(
    ones: Iterator[tuple[Any, ...]], others: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[int, tuple[Any, ...] | None, tuple[Any, ...] | None]]:
    """Rows of two files with the same number, both in the order of their numbers, which come first."""
    one, other = next(ones, None), next(others, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], one, None
            one = next(ones, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other
            other = next(others, None)
        else:
            yield one[0], one, other
            one, other = next(ones, None), next(others, None)
