"""What is remembered of imported documents, forgotten together with the records that it is about."""

from __future__ import annotations

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.imports import ImportedRecord
from cluster_desk.data.file.connection import FileConnection


def forget_gone(connection: FileConnection) -> set[tuple[str, int]]:
    """Delete what documents said of records that are not in the file any more, inside a transaction.

    Gives table and row number of each, so that history can forget them too.
    """
    table = ImportedRecord.TABLE
    gone: list[int] = []
    for (kind,) in connection.execute(f"SELECT DISTINCT kind FROM {table}").fetchall():
        there = f"SELECT uuid FROM {record_class(kind).TABLE}"
        rows = connection.execute(f"SELECT id FROM {table} WHERE kind = ? AND record NOT IN ({there})", (kind,))
        gone += [row for (row,) in rows]
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(row,) for row in gone])
    return {(table, row) for row in gone}
