"""The tables of a data file as they stand in this version, and the statements that write them, by SQLAlchemy Core.

Every column is derived from a field as core declares it. Importing this module imports SQLAlchemy: only making a file
and changing one do, never opening or reading. What is peculiar to one kind of database is said here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, Text, bindparam
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from cluster_desk.core.records.catalog import all_records, owner_column, owner_of, record_class
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of
from cluster_desk.data.file.connection import FileConnection

_DIALECT = dialect()
_TYPES = {
    Kind.TEXT: Text,
    Kind.PROSE: Text,
    Kind.CLOCK: Text,
    Kind.CHOICE: Text,
    Kind.DAY: Date,
    Kind.WHOLE: Integer,
    Kind.MONEY: Integer,
    Kind.NUMBER: Float,
    Kind.FLAG: Boolean,
}
_MAY_BE_NULL = (Kind.DAY, Kind.WHOLE, Kind.MONEY, Kind.NUMBER)

metadata = MetaData()


def _column(field: Field) -> Column[Any]:
    if field.kind is Kind.LINK:
        target = record_class(field.target).TABLE
        on_delete = "SET NULL" if field.cleared else "CASCADE" if field.follows else None
        return Column(field.column, Integer, ForeignKey(f"{target}.id", ondelete=on_delete))
    return Column(field.column, _TYPES[field.kind], nullable=field.kind in _MAY_BE_NULL)


def _add_table(record: type[Record]) -> None:
    columns: list[Any] = [Column("id", Integer, primary_key=True), Column("uuid", Text, nullable=False, unique=True)]
    owner = owner_of(record)
    if owner:
        key = ForeignKey(f"{owner[0].TABLE}.id", ondelete="CASCADE")
        columns += [
            Column(owner_column(record), Integer, key, nullable=False),
            Column("place", Integer, nullable=False),
        ]
    stored = columns_of(record)
    columns += [_column(field) for field in stored.values()]
    table = Table(record.TABLE, metadata, *columns, sqlite_autoincrement=True)
    indexed = [owner_column(record)] if owner else []
    indexed += [name for name, field in stored.items() if field.kind is Kind.LINK or field.indexed]
    for name in indexed:
        Index(f"ix_{record.TABLE}_{name}", table.c[name])


for _record in all_records():
    _add_table(_record)


def create(connection: FileConnection) -> list[str]:
    """Create the tables of the records and their indexes in an empty file; gives the tables' names."""
    for statement in _statements():
        connection.execute(statement)
    return list(metadata.tables)


@cache
def _statements() -> tuple[str, ...]:
    """What creates every table, and its indexes behind it."""
    created: list[str] = []
    for table in metadata.tables.values():
        created.append(str(CreateTable(table).compile(dialect=_DIALECT)))
        indexes = sorted(table.indexes, key=lambda one: one.name or "")
        created += [str(CreateIndex(index).compile(dialect=_DIALECT)) for index in indexes]
    return tuple(created)


@cache
def insert(table: str, rows: int = 1) -> str:
    """The statement that adds so many rows: it takes the values of all columns in the table's order, row by row."""
    of_one = str(metadata.tables[table].insert().compile(dialect=_DIALECT))
    marks = of_one[of_one.rindex("(") :]
    return ", ".join([of_one, *[marks] * (rows - 1)])


@cache
def update(table: str, columns: Sequence[str]) -> str:
    """The statement that writes `columns` (a tuple in the table's order) of a row: it takes their values and the id."""
    stored = metadata.tables[table]
    statement = stored.update().where(stored.c.id == bindparam("row"))
    return str(statement.compile(dialect=_DIALECT, column_keys=[*columns, "row"]))


@cache
def delete(table: str) -> str:
    """The statement that deletes a row by its id; what belongs to it goes with it, as the tables say."""
    stored = metadata.tables[table]
    return str(stored.delete().where(stored.c.id == bindparam("row")).compile(dialect=_DIALECT))


def last_numbers(connection: FileConnection) -> dict[str, int]:
    """By table the highest row number ever given, also to rows that are gone; a table without one is not there."""
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
