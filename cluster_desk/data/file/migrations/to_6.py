"""Version 6: a question of a meeting tells that nobody spoke on it."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.columns import Added, add_columns

TABLES_BEFORE = "bb2059ae87169cab68c547dca49bffe1"
ADDED = (Added("agenda_items", "no_speeches BOOLEAN NOT NULL", "votes_for", 0),)


def apply(connection: FileConnection) -> None:
    """Add the column: of no question it was told."""
    add_columns(connection, ADDED)
