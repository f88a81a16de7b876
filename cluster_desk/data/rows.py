"""Whole records in and out of the file: read a level at a time, and of what is stored only what differs is written.

Reading is plain SQL. The statements that write come from `schema`, which is imported by the first change. Transactions
are not begun or ended here: the desk does that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar, cast

from cluster_desk.core.records.catalog import owner_column, owner_of, part_class
from cluster_desk.core.records.fields import (
    Choice,
    Field,
    Kind,
    Record,
    columns_of,
    fields_of,
    values_getter,
    with_parts,
)
from cluster_desk.data.file.connection import FileConnection

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")
_Row = tuple[Any, ...]
_Held = dict[type[Record], dict[int, _Row]]
"""Rows as the file holds them, by kind and row number."""
_ASKED_AT_ONCE = 500
_ADDED_AT_ONCE = 50


def load(
    connection: FileConnection, record: type[_R], ids: Sequence[int] | None, without: Collection[type[Record]] = ()
) -> list[_R]:
    """Records with all their parts: those with `ids` in that order, or all in the order of row numbers.

    Parts of the kinds `without` are not read: such records are to be looked at only.
    Raises ValueError or TypeError for a value that cannot be what its field holds.
    """
    held = _read(connection, record, "id", ids, without)
    if ids is not None and not without and not connection.in_transaction:
        connection.last_read = (record, list(ids), connection.total_changes), held
    read = cast("dict[int, _R]", _records(record, held))
    return list(read.values()) if ids is None else [read[row] for row in dict.fromkeys(ids) if row in read]


def load_linked(connection: FileConnection, record: type[_R], link: str, rows: Sequence[int]) -> list[_R]:
    """Records with all their parts whose column `link` leads to one of `rows`, in the order of row numbers."""
    return list(cast("dict[int, _R]", _records(record, _read(connection, record, link, rows))).values())


class Stored:
    """What the file holds of some records, so that what is to be stored can be set beside it.

    Read once, before a change, and handed on: `of` tells what stood there of a record or of any part.
    """

    def __init__(self, connection: FileConnection, records: Iterable[Record] = ()) -> None:
        """Read what the file holds of `records` and of all their parts; those that are new have nothing there."""
        self._connection = connection
        self.held: _Held = {}
        self._asked: set[tuple[type[Record], int]] = set()
        self.add(records)

    def add(self, records: Iterable[Record]) -> None:
        """Read what the file holds of these too; what is known already is not asked for again."""
        whole = list(records)
        self._ask(whole)
        # A part that has come from another record is found by its own number.
        self._ask([part for record in whole for part in with_parts(record)[1:]])

    def of(self, record: Record) -> Record | None:
        """The record or part as it is in the file, with all its parts; None when it is not there."""
        return self._records.get(type(record), {}).get(record.id or 0)

    def _ask(self, records: Iterable[Record]) -> None:
        wanted: dict[type[Record], list[int]] = {}
        for record in records:
            kind, row = type(record), record.id
            if row is not None and (kind, row) not in self._asked and row not in self.held.get(kind, ()):
                self._asked.add((kind, row))
                wanted.setdefault(kind, []).append(row)
        for kind, ids in wanted.items():
            last = self._connection.last_read
            known = last[1] if last and last[0] == (kind, ids, self._connection.total_changes) else None
            for each, rows in (known or _read(self._connection, kind, "id", ids)).items():
                self.held.setdefault(each, {}).update(rows)
            self.__dict__.pop("_records", None)

    @cached_property
    def _records(self) -> dict[type[Record], dict[int, Record]]:
        made: dict[type[Record], dict[int, Record]] = {}
        for kind in self.held:
            _records(kind, self.held, made)
        return made


def save(connection: FileConnection, records: Sequence[Record], stored: Stored | None = None) -> list[int]:
    """Store records with their parts, new and changed alike; gives row numbers.

    Of what is stored only the columns that differ are written, and parts that are no longer there are deleted. Of a
    record given twice the last counts. `stored` is what is known already of what the file holds of them.
    """
    stored = stored or Stored(connection)
    stored.add(records)
    last_given = {_identity(record): record for record in records}
    numbers = _Numbers(connection, last_given.values())
    wanted: _Held = {}
    given = {key: _write_down(record, (), wanted, numbers, stored.held) for key, record in last_given.items()}
    _write(connection, wanted, stored.held)
    return [given[_identity(record)] for record in records]


def delete(connection: FileConnection, records: Iterable[Record]) -> None:
    """Delete records; their parts go with them."""
    from cluster_desk.data import schema

    for record in records:
        connection.execute(schema.delete(record.TABLE), (record.id,))


class _Layout:
    """How a kind of record lies in its table: `keys` are the columns before those of the fields."""

    def __init__(self, kind: type[Record]) -> None:
        columns = columns_of(kind)
        self.kind = kind
        self.keys = ("id", "uuid", *((column, "place") if (column := owner_column(kind)) else ()))
        """Of a part also its owner's row number and its place."""
        self.fields = tuple(columns.values())
        self.columns = (*self.keys, *columns)
        lists = [field for field in fields_of(kind).values() if field.kind is Kind.PARTS]
        self.parts = tuple((field.name, part_class(kind, field)) for field in lists)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def plain(self) -> Callable[[Record], _Row]:
        """What a record holds in its fields, as the file holds it, in their order."""
        of = values_getter(self._names)
        unlike = [place for place, field in enumerate(self.fields) if field.kind in (Kind.CHOICE, Kind.DAY)]

        def plain(record: Record) -> _Row:
            values = list(of(record))
            for place in unlike:
                values[place] = _plain(values[place])
            return tuple(values)

        return plain

    @cached_property
    def _unlike(self) -> tuple[tuple[Field, dict[Any, Any]], ...]:
        """The fields that the file holds in another way than the record, each with what was read of it so far.

        A plan's table has thousands of rows, and the same few states and days.
        """
        return tuple((field, {}) for field in self.fields if field.kind in (Kind.CHOICE, Kind.DAY, Kind.FLAG))

    def record(self, row: _Row) -> Record:
        """A row as a record, its lists of parts empty."""
        values = dict(zip(self._names, row[len(self.keys) :], strict=True))
        for field, known in self._unlike:
            held = values[field.name]
            if held not in known:
                known[held] = _value(field, held)
            values[field.name] = known[held]
        return self.kind(id=row[0], uuid=row[1], **values)

    def differing(self, row: _Row, before: _Row) -> tuple[str, ...]:
        """The columns in which a row is to be another than it is."""
        return tuple(
            column
            for place, (column, new, old) in enumerate(zip(self.columns, row, before, strict=True))
            if new != old and not self._means(place, new, old)
        )

    def _means(self, place: int, new: Any, old: Any) -> bool:
        """Whether both say the same: a choice that only a newer version knows stays as it is in the file."""
        field = self.fields[place - len(self.keys)] if place >= len(self.keys) else None
        return field is not None and field.kind is Kind.CHOICE and bool(_value(field, new) == _value(field, old))


_LAYOUTS: dict[type[Record], _Layout] = {}


def _layout(kind: type[Record]) -> _Layout:
    if kind not in _LAYOUTS:
        _LAYOUTS[kind] = _Layout(kind)
    return _LAYOUTS[kind]


def _value(field: Field, value: Any) -> Any:
    """What the file holds as what the field holds."""
    if field.kind is Kind.CHOICE and field.choices:
        return field.choices.of(value)
    if field.kind is Kind.DAY:
        return None if value is None else dt.date.fromisoformat(value)
    return bool(value) if field.kind is Kind.FLAG else value


def _plain(value: Any) -> Any:
    """A field's value as the file holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Choice) else value


def _read(
    connection: FileConnection,
    kind: type[Record],
    key: str,
    among: Sequence[int] | None,
    without: Collection[type[Record]] = (),
) -> _Held:
    """The rows of a kind whose column `key` is among these numbers, or all, and the rows of all their parts."""
    layout = _layout(kind)
    names = ", ".join(f'"{name}"' for name in layout.columns)
    select = f'SELECT {names} FROM "{kind.TABLE}"'
    rows: dict[int, _Row] = {}
    if among is None:
        rows.update((row[0], row) for row in connection.execute(f"{select} ORDER BY id").fetchall())
    for asked in _batches(among or (), _ASKED_AT_ONCE):
        marks = ", ".join("?" * len(asked))
        results = connection.execute(f'{select} WHERE "{key}" IN ({marks}) ORDER BY id', asked).fetchall()
        rows.update((row[0], row) for row in results)
    held = {kind: rows}
    for _name, part in layout.parts:
        if rows and part not in without:
            held |= _read(connection, part, owner_column(part), None if among is None else list(rows), without)
    return held


def _batches(values: Sequence[_T], size: int) -> Iterable[Sequence[_T]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _records(
    kind: type[Record], held: _Held, made: dict[type[Record], dict[int, Record]] | None = None
) -> dict[int, Record]:
    """The rows of a kind as records with their parts, by row number; `made` takes and keeps those of every kind."""
    made = {} if made is None else made
    if kind not in made:
        layout = _layout(kind)
        made[kind] = records = {number: layout.record(row) for number, row in held.get(kind, {}).items()}
        for name, part in layout.parts:
            parts = _records(part, held, made)
            for number, owner, _place in sorted(_places(held.get(part, {})), key=itemgetter(2)):
                if owner in records:
                    getattr(records[owner], name).append(parts[number])
    return made[kind]


def _places(parts: dict[int, _Row]) -> Iterable[tuple[int, int, int]]:
    """Of each part its row number, its owner's, and its place there."""
    return ((number, row[2], row[3]) for number, row in parts.items())


def _identity(record: Record) -> tuple[type[Record], int]:
    return type(record), -id(record) if record.id is None else record.id


class _Numbers:
    """Row numbers for records that have none: after every number used before or given in this batch."""

    def __init__(self, connection: FileConnection, records: Iterable[Record]) -> None:
        self._connection = connection
        self._records = records

    @cached_property
    def _last(self) -> dict[str, int]:
        from cluster_desk.data import schema

        last = schema.last_numbers(self._connection)
        for record in self._records:
            for part in with_parts(record):
                last[part.TABLE] = max(last.get(part.TABLE, 0), part.id or 0)
        return last

    def next(self, table: str) -> int:
        """The next row number of a table."""
        self._last[table] = self._last.get(table, 0) + 1
        return self._last[table]


def _write_down(record: Record, owner: tuple[int, ...], wanted: _Held, numbers: _Numbers, held: _Held) -> int:
    """Put the record's row, and those of its parts, among `wanted`; `owner` is the owner's row and the part's place."""
    kind, layout = type(record), _layout(type(record))
    own = record.id if record.id is not None else numbers.next(kind.TABLE)
    if not owner and len(layout.keys) > 2:  # a part by itself stays where it is
        owner = held[kind][own][2:4]
    row = (own, record.uuid, *owner, *layout.plain(record))
    wanted.setdefault(kind, {})[own] = row
    for name, _part in layout.parts:
        for place, part in enumerate(getattr(record, name), start=1):
            _write_down(part, (own, place), wanted, numbers, held)
    return own


def _write(connection: FileConnection, wanted: _Held, held: _Held) -> None:
    """Make the rows of the file what they are to be; a part that moves does so before its former owner is deleted."""
    from cluster_desk.data import schema

    for kind, rows in wanted.items():
        before = held.get(kind, {})
        new = [row for number, row in rows.items() if number not in before]
        _add(connection, kind.TABLE, new)
        layout = _layout(kind)
        changed: dict[tuple[str, ...], list[_Row]] = {}
        for number, row in rows.items():
            columns = layout.differing(row, before[number]) if number in before else ()
            if columns:
                by_column = dict(zip(layout.columns, row, strict=True))
                changed.setdefault(columns, []).append((*(by_column[name] for name in columns), number))
        for columns, rows_changed in changed.items():
            connection.executemany(schema.update(kind.TABLE, columns), rows_changed)
    for kind in held:
        gone = [(number,) for number in _left_out(kind, wanted, held)]
        if gone:
            connection.executemany(schema.delete(kind.TABLE), gone)


def _add(connection: FileConnection, table: str, rows: Sequence[_Row]) -> None:
    """Add rows to a table, many by one statement.

    By each statement SQLite looks up what numbers the table and the journal gave last: by a row each, that takes as
    long as the rest of a document's thousands of rows.
    """
    from cluster_desk.data import schema

    whole = len(rows) - len(rows) % _ADDED_AT_ONCE
    together = [tuple(chain.from_iterable(batch)) for batch in _batches(rows[:whole], _ADDED_AT_ONCE)]
    for count, values in ((_ADDED_AT_ONCE, together), (1, rows[whole:])):
        if values:
            connection.executemany(schema.insert(table, count), values)


def _left_out(kind: type[Record], wanted: _Held, held: _Held) -> set[int]:
    """The parts of this kind that the file holds of what is stored now, and that are no longer wanted."""
    owner = owner_of(kind)
    if owner is None:
        return set()
    stored = wanted.get(owner[0], {}).keys() | _left_out(owner[0], wanted, held)
    parts = held.get(kind, {})
    return {number for number, row in parts.items() if row[2] in stored and number not in wanted.get(kind, ())}
