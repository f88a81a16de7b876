"""Version 8: papers that the office made are kept, with their files, states and numbers."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.created import add_tables

TABLES_BEFORE = "0ccf01081fdaedefb5044cfd342971ff"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {"office_papers": (), "paper_files": ()}
"""There are no such tables: no row of an older file can be one of theirs."""

_TABLES = {
    "office_papers": """CREATE TABLE office_papers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    issuer TEXT NOT NULL,
    number TEXT NOT NULL,
    day DATE,
    addressee TEXT NOT NULL,
    state TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    to_send BOOLEAN NOT NULL,
    sent_on DATE,
    sent_by TEXT NOT NULL,
    published_on DATE,
    published_at TEXT NOT NULL,
    organization_id INTEGER,
    person_id INTEGER,
    event_id INTEGER,
    meeting_id INTEGER,
    plan_id INTEGER,
    keeping TEXT NOT NULL,
    note TEXT NOT NULL,
    made_on DATE,
    UNIQUE (uuid),
    FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE SET NULL,
    FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL,
    FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE SET NULL,
    FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE SET NULL,
    FOREIGN KEY(plan_id) REFERENCES plans (id) ON DELETE SET NULL
)""",
    "paper_files": """CREATE TABLE paper_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    office_papers_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER,
    digest TEXT NOT NULL,
    attached_on DATE,
    UNIQUE (uuid),
    FOREIGN KEY(office_papers_id) REFERENCES office_papers (id) ON DELETE CASCADE
)""",
}
_LINKS = {
    "office_papers": ("event_id", "meeting_id", "organization_id", "person_id", "plan_id"),
    "paper_files": ("office_papers_id",),
}


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal."""
    add_tables(connection, _TABLES, _LINKS)
