"""What each engine does in a way of its own: many rows at once (COPY on PostgreSQL), a row unless it is there."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Date, Table
from sqlalchemy.exc import DBAPIError

_AT_ONCE = 2_000


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows` as they come; no more of them than a piece is held in memory."""
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', rows)
        return
    statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(columns))})'
    days = [at for at, name in enumerate(columns) if isinstance(table.c[name].type, Date)]
    waiting = iter(rows)
    while piece := [_plain(row, days) for row in islice(waiting, _AT_ONCE)]:
        connection.exec_driver_sql(statement, piece)


def insert_once(connection: Connection, table: Table, key: str, values: Mapping[str, Any]) -> None:
    """Insert a row, unless there is one with its key: whoever else inserts it is waited for."""
    # Each engine's own: a program built without the server has no part of SQLAlchemy for it.
    dialect: Any = importlib.import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    connection.execute(dialect.insert(table).values(values).on_conflict_do_nothing(index_elements=[key]))


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    raw: Any = connection.connection.dbapi_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors as error:  # as SQLAlchemy would have told it
        raise DBAPIError.instance(statement, None, error, errors) from error


def _plain(row: Sequence[Any], days: Sequence[int]) -> tuple[Any, ...]:
    """A row with its days as SQLite keeps them."""
    if not days:
        return tuple(row)
    values = list(row)
    for at in days:
        if values[at] is not None:
            values[at] = values[at].isoformat()
    return tuple(values)
