"""The tables of a data file as they stand in this version."""

from __future__ import annotations

from sqlalchemy.schema import CreateIndex, CreateTable

from cluster_desk.data import contents, journal, search
from cluster_desk.data.connection import FileConnection
from cluster_desk.data.tables import TABLES


def create(connection: FileConnection, version: int) -> None:
    """Create every table, index and journal trigger in an empty file, in one transaction, and write the version.

    The bytes of attachments and the search index have tables of their own, which the journal does not watch.
    """
    from sqlalchemy.dialects.sqlite import dialect

    sqlite = dialect()
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        connection.execute(str(CreateTable(table).compile(dialect=sqlite)))
        for index in sorted(table.indexes, key=lambda one: one.name or ""):
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite)))
    journal.create(connection, [table.name for table in TABLES])
    contents.create(connection)
    search.create(connection)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
