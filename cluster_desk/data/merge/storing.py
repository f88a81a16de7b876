"""What a merge makes of the file it is stored in: rows as the history keeps them, with that file's own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.records.catalog import records_by_table
from cluster_desk.core.records.fields import Record
from cluster_desk.data.history.images import values_of
from cluster_desk.data.merge.conflicts import Answers
from cluster_desk.data.merge.differing import same
from cluster_desk.data.merge.merge import Merge, Merged, merged
from cluster_desk.data.merge.orders import places
from cluster_desk.data.merge.shapes import PLACE, shape_of
from cluster_desk.data.merge.sides import Key, Row, Side


@dataclass(frozen=True)
class Images:
    """Rows to be put into the file, by table and number, None for one that goes; and the bytes that they name.

    `mixed` are the records to which both files contributed.
    """

    rows: dict[tuple[str, int], str | None]
    contents: Iterator[bytes]
    mixed: list[tuple[type[Record], int]]


def images_of(merge: Merge, answers: Mapping[str, str]) -> Images:
    """The rows of the file here that are to be others than they are, under these answers."""
    wanted = _with_places(merge, merged(merge, Answers(answers)))
    now = {key: merge.here.find(key) for key in wanted}
    changed = {key: row for key, row in wanted.items() if not same(row, now[key])}
    numbers = _Numbers(merge, now)
    rows = {}
    for key, row in changed.items():
        image = None if row is None else json.dumps(_stored(numbers, key, row), ensure_ascii=False)
        rows[key[0], numbers.of(key)] = image
    both = [key for key in merge.mixed() if wanted.get(key, now) is not None]
    return Images(rows, _contents(merge, changed), [(records_by_table()[key[0]], numbers.of(key)) for key in both])


def _with_places(merge: Merge, merged: Merged) -> dict[Key, Row | None]:
    """The rows as they are to be, with their places in their lists."""
    wanted: dict[Key, Row | None] = {}
    for key, row in merged.rows.items():
        here = merge.here.find(key) if shape_of(key[0]).within else None
        # Another place alone is none: lists are put in order below.
        wanted[key] = {**row, PLACE: here[PLACE]} if row and here else row
    for (table, within), order in merged.orders.items():
        column = shape_of(table).within
        rows = {uuid: merge.here.find((table, uuid)) for uuid in order}
        now = {uuid: row[PLACE] for uuid, row in rows.items() if row and row[column] == within}
        for uuid, place in places(order, now).items():
            row = wanted.get((table, uuid), rows[uuid])
            assert row is not None
            if now.get(uuid) != place:
                wanted[table, uuid] = {**row, PLACE: place}
    return wanted


class _Numbers:
    """The numbers of rows in the file here: those they have or had once, new ones behind all that were ever given."""

    def __init__(self, merge: Merge, now: dict[Key, Row | None]) -> None:
        self._here = merge.here
        self._known = {key: int(row["id"]) for key, row in now.items() if row}
        for (table, number), uuid in merge.here.uuids.items():
            self._known.setdefault((table, uuid), number)
        last = merge.here.connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        self._last: dict[str, int] = dict(last)
        gone = {key for key, row in now.items() if row is None and key not in self._known}
        self._known |= _numbers_once(merge.here, gone)
        new = [key for key in gone if key not in self._known]
        new.sort(key=lambda key: (key[0], merge.there.number_of(key) or 0))
        for key in new:
            self._last[key[0]] = self._known[key] = self._last.get(key[0], 0) + 1

    def of(self, key: Key) -> int:
        """The number of a row."""
        if key not in self._known:
            found = self._here.number_of(key)
            assert found is not None
            self._known[key] = found
        return self._known[key]


def _numbers_once(here: Side, keys: set[Key]) -> dict[Key, int]:
    """The numbers that rows had when they were deleted, long before the files parted perhaps: the trash knows them."""
    numbers = {}
    for table in {table for table, _uuid in keys}:
        sql = "SELECT row_id, before FROM row_changes WHERE table_name = ? AND after IS NULL"
        for number, image in here.connection.execute(sql, (table,)):
            key = (table, values_of(image).get("uuid", ""))
            if key in keys:
                numbers[key] = int(number)
    return numbers


def _stored(numbers: _Numbers, key: Key, row: Row) -> dict[str, Any]:
    """A row as the file holds it."""
    links = shape_of(key[0]).links
    values = {**row, "id": numbers.of(key)}
    for column, target in links.items():
        if values[column] is not None:
            values[column] = numbers.of((target, values[column]))
    return values


def _contents(merge: Merge, rows: dict[Key, Row | None]) -> Iterator[bytes]:
    """The bytes that these rows name, of the other file, where this one has them not."""
    digests = {str(row["digest"]) for key, row in rows.items() if row and row.get("digest")}
    for digest in sorted(digests):
        asked = "SELECT {} FROM contents WHERE digest = ?"
        if not merge.here.connection.execute(asked.format(1), (digest,)).fetchone():
            found = merge.there.connection.execute(asked.format("data"), (digest,)).fetchone()
            if found:
                yield bytes(found[0])
