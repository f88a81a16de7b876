"""Version 9: what the office asks of schools, and who answered."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.created import add_tables

TABLES_BEFORE = "9bea1d66f28a27f8acdd00c33f0c248d"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {
    "collections": (),
    "asked_indicators": (),
    "asked_schools": (),
    "school_replies": (),
    "reply_words": (),
}
"""There are no such tables: no row of an older file can be one of theirs."""

_HEAD = "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL"
_TABLES = {
    "collections": f"""CREATE TABLE collections (
        {_HEAD}, name TEXT NOT NULL, first_day DATE, last_day DATE, due DATE,
        events BOOLEAN NOT NULL, pupils BOOLEAN NOT NULL, teachers BOOLEAN NOT NULL, parents BOOLEAN NOT NULL,
        preschoolers BOOLEAN NOT NULL, others BOOLEAN NOT NULL, winners BOOLEAN NOT NULL, proposals BOOLEAN NOT NULL,
        proposals_year INTEGER, contacts BOOLEAN NOT NULL, needs BOOLEAN NOT NULL, questions TEXT NOT NULL,
        UNIQUE (uuid)
        )""",
    "asked_indicators": f"""CREATE TABLE asked_indicators (
        {_HEAD}, collections_id INTEGER NOT NULL,
        place INTEGER NOT NULL, indicator_id INTEGER, UNIQUE (uuid),
        FOREIGN KEY(collections_id) REFERENCES collections (id) ON DELETE CASCADE,
        FOREIGN KEY(indicator_id) REFERENCES indicators (id) ON DELETE CASCADE
        )""",
    "asked_schools": f"""CREATE TABLE asked_schools (
        {_HEAD}, collections_id INTEGER NOT NULL,
        place INTEGER NOT NULL, organization_id INTEGER, UNIQUE (uuid),
        FOREIGN KEY(collections_id) REFERENCES collections (id) ON DELETE CASCADE,
        FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        )""",
    "school_replies": f"""CREATE TABLE school_replies (
        {_HEAD}, collections_id INTEGER NOT NULL,
        place INTEGER NOT NULL, organization_id INTEGER, day DATE, way TEXT NOT NULL, source TEXT NOT NULL,
        UNIQUE (uuid), FOREIGN KEY(collections_id) REFERENCES collections (id) ON DELETE CASCADE,
        FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
        )""",
    "reply_words": f"""CREATE TABLE reply_words (
        {_HEAD}, school_replies_id INTEGER NOT NULL,
        place INTEGER NOT NULL, question TEXT NOT NULL, words TEXT NOT NULL, UNIQUE (uuid),
        FOREIGN KEY(school_replies_id) REFERENCES school_replies (id) ON DELETE CASCADE
        )""",
}
_INDEXED = {
    "asked_indicators": ("collections_id", "indicator_id"),
    "asked_schools": ("collections_id", "organization_id"),
    "school_replies": ("collections_id", "organization_id"),
    "reply_words": ("school_replies_id",),
}


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal."""
    add_tables(connection, _TABLES, _INDEXED)
