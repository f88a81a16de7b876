"""Version 10: the participants of an event, one by one, and its folder."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.created import add_tables

TABLES_BEFORE = "92f85a628859d64c120b403b04cfacf7"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {
    "event_folders": (),
    "criteria": (),
    "printed_papers": (),
    "participants": (),
    "points": (),
}
"""There are no such tables: no row of an older file can be one of theirs."""

_TABLES = {
    "event_folders": """CREATE TABLE event_folders (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    event_id INTEGER,
    ranking TEXT NOT NULL,
    ties TEXT NOT NULL,
    prizes INTEGER,
    order_number TEXT NOT NULL,
    order_day DATE,
    UNIQUE (uuid),
    FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE
)""",
    "criteria": """CREATE TABLE criteria (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    event_folders_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    most FLOAT,
    UNIQUE (uuid),
    FOREIGN KEY(event_folders_id) REFERENCES event_folders (id) ON DELETE CASCADE
)""",
    "printed_papers": """CREATE TABLE printed_papers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    event_folders_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    paper TEXT NOT NULL,
    day DATE,
    UNIQUE (uuid),
    FOREIGN KEY(event_folders_id) REFERENCES event_folders (id) ON DELETE CASCADE
)""",
    "participants": """CREATE TABLE participants (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    event_id INTEGER,
    name TEXT NOT NULL,
    grade TEXT NOT NULL,
    organization_words TEXT NOT NULL,
    organization_id INTEGER,
    mentor TEXT NOT NULL,
    nomination TEXT NOT NULL,
    work TEXT NOT NULL,
    place_words TEXT NOT NULL,
    notes TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
    FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE SET NULL
)""",
    "points": """CREATE TABLE points (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    participants_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    criterion_id INTEGER,
    points FLOAT,
    UNIQUE (uuid),
    FOREIGN KEY(participants_id) REFERENCES participants (id) ON DELETE CASCADE,
    FOREIGN KEY(criterion_id) REFERENCES criteria (id) ON DELETE CASCADE
)""",
}
_INDEXED = {
    "event_folders": ("event_id",),
    "criteria": ("event_folders_id",),
    "printed_papers": ("event_folders_id",),
    "participants": (
        "event_id",
        "organization_id",
    ),
    "points": (
        "participants_id",
        "criterion_id",
    ),
}


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal."""
    add_tables(connection, _TABLES, _INDEXED)
