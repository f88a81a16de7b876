"""Version 5: an organization's founder and numbers, for the letterhead of the support school."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.columns import Added, add_columns

TABLES_BEFORE = "14b400094d1a88fe589d4d1ac4235c03"
ADDED = (
    Added("organizations", "founder TEXT NOT NULL", "inn"),
    Added("organizations", "kpp TEXT NOT NULL", "learners"),
    Added("organizations", "ogrn TEXT NOT NULL", "learners"),
    Added("organizations", "okpo TEXT NOT NULL", "learners"),
)


def apply(connection: FileConnection) -> None:
    """Add the columns, empty."""
    add_columns(connection, ADDED)
