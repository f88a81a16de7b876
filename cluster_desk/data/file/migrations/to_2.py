"""Version 2: a transaction of the history (`steps`) is known by its number alone, for nobody ever read its uuid.

What can be redone is found by an index, and how much the history holds is counted as it grows.
"""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection

TABLES_BEFORE = "07e7b67193f49709edddf4ec5d507baf"
COLUMNS_BEFORE = {
    "recording": ("step_id",),
    "steps": ("id", "uuid", "name", "subject", "at", "user", "computer", "origin", "state"),
}

_TABLE = """CREATE TABLE steps_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, subject TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, origin TEXT NOT NULL, state INTEGER NOT NULL)"""
_SIZE = "coalesce(sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0)), 0)"
_COLUMNS = "id, name, subject, at, user, computer, origin, state"


def apply(connection: FileConnection) -> None:
    """Make `steps` anew without the column; SQLite cannot drop one that is unique."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'steps'").fetchone()
    connection.execute(_TABLE)
    connection.execute(f"INSERT INTO steps_2 ({_COLUMNS}) SELECT {_COLUMNS} FROM steps")
    connection.execute("DROP TABLE steps")
    connection.execute("ALTER TABLE steps_2 RENAME TO steps")
    connection.execute("CREATE INDEX ix_steps_undone ON steps (id) WHERE state = 1")
    connection.execute("DROP TABLE recording")
    connection.execute("CREATE TABLE recording (step_id INTEGER, images INTEGER NOT NULL)")
    connection.execute(f"INSERT INTO recording SELECT NULL, {_SIZE} FROM row_changes")
    # A number is never given twice, even after the newest transaction was dropped.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'steps'")
    if last:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('steps', ?)", last)
