"""Version 12: what goes to the school's site, with its photos and papers."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.created import add_tables

TABLES_BEFORE = "eb82b672f53fd759b9d6f08b0be27a77"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {"publications": (), "published_photos": (), "published_papers": ()}
"""There are no such tables: no row of an older file can be one of theirs."""

_HEAD = "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL"
_OWNER = "publications_id INTEGER NOT NULL, place INTEGER NOT NULL"
_OF_OWNER = "FOREIGN KEY(publications_id) REFERENCES publications (id) ON DELETE CASCADE"
_TABLES = {
    "publications": f"""CREATE TABLE publications (
        {_HEAD}, name TEXT NOT NULL, place TEXT NOT NULL, event_id INTEGER, text TEXT NOT NULL, published_on DATE,
        link TEXT NOT NULL, take_down_on DATE, taken_down_on DATE, UNIQUE (uuid),
        FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE SET NULL
        )""",
    "published_photos": f"""CREATE TABLE published_photos (
        {_HEAD}, {_OWNER}, attachment_id INTEGER, use TEXT NOT NULL, caption TEXT NOT NULL, UNIQUE (uuid), {_OF_OWNER},
        FOREIGN KEY(attachment_id) REFERENCES attachments (id) ON DELETE CASCADE
        )""",
    "published_papers": f"""CREATE TABLE published_papers (
        {_HEAD}, {_OWNER}, paper_id INTEGER, name TEXT NOT NULL, minutes BOOLEAN NOT NULL, UNIQUE (uuid), {_OF_OWNER},
        FOREIGN KEY(paper_id) REFERENCES office_papers (id) ON DELETE CASCADE
        )""",
}
_INDEXED = {
    "publications": ("event_id",),
    "published_photos": ("publications_id", "attachment_id"),
    "published_papers": ("publications_id", "paper_id"),
}


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal."""
    add_tables(connection, _TABLES, _INDEXED)
