"""Version 2: a step of the history is known by its number alone; nobody ever read its uuid."""

from __future__ import annotations

from cluster_desk.data.connection import FileConnection

COLUMNS_BEFORE = {"steps": ("id", "uuid", "name", "subject", "at", "user", "computer", "origin", "state")}

_TABLE = """CREATE TABLE steps_2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, subject TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, origin TEXT NOT NULL, state INTEGER NOT NULL)"""
_COLUMNS = "id, name, subject, at, user, computer, origin, state"


def apply(connection: FileConnection) -> None:
    """Make `steps` anew without the column; SQLite cannot drop one that is unique."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'steps'").fetchone()
    connection.execute(_TABLE)
    connection.execute(f"INSERT INTO steps_2 ({_COLUMNS}) SELECT {_COLUMNS} FROM steps")
    connection.execute("DROP TABLE steps")
    connection.execute("ALTER TABLE steps_2 RENAME TO steps")
    # A number is never given twice, even after the newest step was dropped.
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'steps'")
    if last:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('steps', ?)", last)
