"""Version 7: an office's own Word papers are kept as templates."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.created import add_tables

TABLES_BEFORE = "82ec32ead9c11c941b1d90c0fea73aeb"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {
    "templates": (),
    "template_places": (),
    "place_pieces": (),
    "template_rows": (),
}
"""There are no such tables: no row of an older file can be one of theirs."""

_TABLES = {
    "templates": """CREATE TABLE templates (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    whom TEXT NOT NULL,
    file_words TEXT NOT NULL,
    file_name TEXT NOT NULL,
    size INTEGER,
    digest TEXT NOT NULL,
    UNIQUE (uuid)
)""",
    "template_places": """CREATE TABLE template_places (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    templates_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER,
    words TEXT NOT NULL,
    told BOOLEAN NOT NULL,
    kept TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(templates_id) REFERENCES templates (id) ON DELETE CASCADE
)""",
    "place_pieces": """CREATE TABLE place_pieces (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    template_places_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    field TEXT NOT NULL,
    "case" TEXT NOT NULL,
    form TEXT NOT NULL,
    letters TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(template_places_id) REFERENCES template_places (id) ON DELETE CASCADE
)""",
    "template_rows": """CREATE TABLE template_rows (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    templates_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER,
    words TEXT NOT NULL,
    repeated TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(templates_id) REFERENCES templates (id) ON DELETE CASCADE
)""",
}
_OWNERS = {"template_places": "templates_id", "place_pieces": "template_places_id", "template_rows": "templates_id"}


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal."""
    add_tables(connection, _TABLES, {table: (owner,) for table, owner in _OWNERS.items()})
