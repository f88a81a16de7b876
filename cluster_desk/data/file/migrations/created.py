"""Tables added to an older file, as a new file has them: empty, with their indexes, watched by the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import journal


def add_tables(connection: FileConnection, tables: Mapping[str, str], indexed: Mapping[str, Sequence[str]]) -> None:
    """Create tables by their statements, inside a transaction; `indexed` tells columns with an index of their own."""
    for table, statement in tables.items():
        connection.execute(statement)
        for column in indexed.get(table, ()):
            connection.execute(f"CREATE INDEX ix_{table}_{column} ON {table} ({column})")
        journal.watch(connection, table)
