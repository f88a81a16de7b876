"""New records written in one go: a statement for each table instead of one for each record.

A plan of 2,000 items is some 6,000 rows; the object mapper, which must compare what is stored with what is to be,
needs seconds for them. For a record that is not in the file yet there is nothing to compare.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.records.catalog import owner_of
from cluster_desk.core.records.fields import Choice, Kind, Record, fields_of, with_parts
from cluster_desk.data.connection import FileConnection

_ASKED_AT_ONCE = 500


def new_among(connection: FileConnection, records: Sequence[Record]) -> list[Record]:
    """Those of `records` that are not in the file yet, with all their parts."""
    stored: set[tuple[str, int]] = set()
    for table, rows in _rows_by_table(records).items():
        for start in range(0, len(rows), _ASKED_AT_ONCE):
            asked = rows[start : start + _ASKED_AT_ONCE]
            marks = ", ".join("?" * len(asked))
            found = connection.execute(f'SELECT id FROM "{table}" WHERE id IN ({marks})', asked)
            stored.update((table, row) for (row,) in found)
    return [
        record
        for record in records
        if all(part.id is None or (part.TABLE, part.id) not in stored for part in with_parts(record))
    ]


def add(connection: FileConnection, records: Sequence[Record]) -> dict[int, int]:
    """Write new records with their parts; gives their row numbers by the identity of the record."""
    numbers = _Numbers(connection, records)
    rows: dict[type[Record], list[tuple[Any, ...]]] = {}
    given = {}
    for record in records:
        given[id(record)] = _write_down(record, None, rows, numbers)
    for kind, values in rows.items():
        columns = _shape(kind).columns
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{kind.TABLE}" ({names}) VALUES ({marks})', values)
    return given


class _Numbers:
    """Row numbers for records that have none: after every number used before or told in this batch."""

    def __init__(self, connection: FileConnection, records: Sequence[Record]) -> None:
        self._last = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        for table, rows in _rows_by_table(records).items():
            self._last[table] = max(self._last.get(table, 0), *rows)

    def next(self, table: str) -> int:
        self._last[table] = self._last.get(table, 0) + 1
        return int(self._last[table])


def _rows_by_table(records: Sequence[Record]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for record in records:
        for part in with_parts(record):
            if part.id is not None:
                found.setdefault(part.TABLE, []).append(part.id)
    return found


def _write_down(
    record: Record, owner: tuple[int, int] | None, rows: dict[type[Record], list[tuple[Any, ...]]], numbers: _Numbers
) -> int:
    """Put the record's row, and those of its parts, among `rows`; `owner` is the owner's row and the part's place."""
    kind, shape = type(record), _shape(type(record))
    own = record.id if record.id is not None else numbers.next(kind.TABLE)
    told = [_plain(getattr(record, name)) for name in shape.plain]
    rows.setdefault(kind, []).append((own, record.uuid, *(owner or ()), *told))
    for name in shape.parts:
        for place, part in enumerate(getattr(record, name), start=1):
            _write_down(part, (own, place), rows, numbers)
    return own


def _plain(value: Any) -> Any:
    """A field's value as the file holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Choice) else value


@dataclass(frozen=True)
class _Shape:
    """What a kind of record is in the file: its columns in the order written, its told fields, its lists of parts."""

    columns: tuple[str, ...]
    plain: tuple[str, ...]
    parts: tuple[str, ...]


_SHAPES: dict[type[Record], _Shape] = {}


def _shape(kind: type[Record]) -> _Shape:
    if kind not in _SHAPES:
        fields, owner = fields_of(kind).values(), owner_of(kind)
        plain = tuple(field.name for field in fields if field.kind is not Kind.PARTS)
        parts = tuple(field.name for field in fields if field.kind is Kind.PARTS)
        own = ("id", "uuid", *((f"{owner[0].TABLE}_id", "place") if owner else ()))
        _SHAPES[kind] = _Shape((*own, *plain), plain, parts)
    return _SHAPES[kind]
