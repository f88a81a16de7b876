"""Version 4: each transaction has a uuid, and each place where the file is worked on a branch.

Copies of one file that are brought up apart give their common transactions the same uuids: these are made of what the
history says of each.
"""

from __future__ import annotations

import uuid

from cluster_desk.data.file.connection import FileConnection

TABLES_BEFORE = "ad052c3d335843ff60b9be07f4b92260"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {
    "steps": ("id", "name", "subject", "at", "user", "computer", "origin", "state"),
    "branches": (),
}

_STEPS = """CREATE TABLE steps_4 (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, origin TEXT NOT NULL, state INTEGER NOT NULL)"""
_BRANCHES = """CREATE TABLE branches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, place TEXT NOT NULL, since INTEGER NOT NULL)"""
_COLUMNS = "name, subject, at, user, computer, origin, state"
_NAMESPACE = uuid.UUID("5f1c7c0e-7c0b-4b7e-9d3b-2f6f0c1d8a44")


def apply(connection: FileConnection) -> None:
    """Make `steps` anew with the uuids; the table of branches is empty until the next change."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'steps'").fetchone()
    cluster = str(connection.execute("SELECT uuid FROM cluster").fetchone()[0])
    connection.create_function("transaction_uuid", -1, lambda *words: _uuid(cluster, *words), deterministic=True)
    connection.execute(_STEPS)
    connection.execute(
        f"INSERT INTO steps_4 (id, uuid, {_COLUMNS}) "
        f"SELECT id, transaction_uuid(id, name, at, user, computer, origin), {_COLUMNS} FROM steps"
    )
    connection.create_function("transaction_uuid", -1, None)
    connection.execute("DROP TABLE steps")
    connection.execute("ALTER TABLE steps_4 RENAME TO steps")
    connection.execute("CREATE INDEX ix_steps_undone ON steps (id) WHERE state = 1")
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'steps'")
    if last:  # a number is never given twice, even after the newest transaction was dropped
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('steps', ?)", last)
    connection.execute(_BRANCHES)


def _uuid(cluster: str, *words: object) -> str:
    return str(uuid.uuid5(_NAMESPACE, "\0".join(str(word) for word in (cluster, *words))))
