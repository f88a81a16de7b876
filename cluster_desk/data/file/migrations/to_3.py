"""Version 3: what documents said of the records that were imported from them is remembered."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import journal

TABLES_BEFORE = "14ec273e883f5b72e932c6fd2c55e00f"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {"imported_records": ()}
"""There is no such table: no row of an older file can be one of its."""

_TABLE = """CREATE TABLE imported_records (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    document TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    owner TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (uuid)
)"""


def apply(connection: FileConnection) -> None:
    """Add the table, empty and watched by the journal."""
    connection.execute(_TABLE)
    connection.execute("CREATE INDEX ix_imported_records_record ON imported_records (record)")
    journal.watch(connection, "imported_records")
