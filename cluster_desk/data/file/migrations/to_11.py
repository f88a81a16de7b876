"""Version 11: consents, papers that came in, visits to schools, and bodies beside the council."""

from __future__ import annotations

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.migrations.columns import Added, add_columns
from cluster_desk.data.history import journal

TABLES_BEFORE = "6c56326f068b28603bced869250c5f3b"
COLUMNS_BEFORE: dict[str, tuple[str, ...]] = {
    "bodies": (),
    "consents": (),
    "consent_files": (),
    "incoming_papers": (),
    "incoming_executors": (),
    "incoming_files": (),
    "visits": (),
    "visit_people": (),
    "recommendations": (),
}
"""There are no such tables: no row of an older file can be one of theirs."""
_BODY = "FOREIGN KEY(body_id) REFERENCES bodies (id)"
ADDED = (
    Added("meetings", "body_id INTEGER", "number", None, key=_BODY),
    Added("council_seats", "body_id INTEGER", "role", None, key=_BODY),
)

_TABLES = (
    """CREATE TABLE bodies (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    "order" TEXT NOT NULL,
    quorum TEXT NOT NULL,
    quorum_number INTEGER,
    notes TEXT NOT NULL,
    UNIQUE (uuid)
)""",
    """CREATE TABLE consents (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    whose TEXT NOT NULL,
    person_id INTEGER,
    about TEXT NOT NULL,
    organization_id INTEGER,
    given_by TEXT NOT NULL,
    for_keeping BOOLEAN NOT NULL,
    for_name BOOLEAN NOT NULL,
    for_photo BOOLEAN NOT NULL,
    purpose TEXT NOT NULL,
    given_on DATE,
    until_words TEXT NOT NULL,
    until DATE,
    withdrawn_on DATE,
    notes TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL,
    FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE SET NULL
)""",
    """CREATE TABLE consent_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    consents_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER,
    digest TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(consents_id) REFERENCES consents (id) ON DELETE CASCADE
)""",
    """CREATE TABLE incoming_papers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    number TEXT NOT NULL,
    day DATE,
    sender TEXT NOT NULL,
    sender_id INTEGER,
    sender_number TEXT NOT NULL,
    sender_day DATE,
    about TEXT NOT NULL,
    due_words TEXT NOT NULL,
    due DATE,
    instruction TEXT NOT NULL,
    state TEXT NOT NULL,
    extended_to DATE,
    settled_on DATE,
    answer_number TEXT NOT NULL,
    done TEXT NOT NULL,
    notes TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(sender_id) REFERENCES organizations (id) ON DELETE SET NULL
)""",
    """CREATE TABLE incoming_executors (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    incoming_papers_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    words TEXT NOT NULL,
    person_id INTEGER,
    organization_id INTEGER,
    UNIQUE (uuid),
    FOREIGN KEY(incoming_papers_id) REFERENCES incoming_papers (id) ON DELETE CASCADE,
    FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL,
    FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE SET NULL
)""",
    """CREATE TABLE incoming_files (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    incoming_papers_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER,
    digest TEXT NOT NULL,
    note TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(incoming_papers_id) REFERENCES incoming_papers (id) ON DELETE CASCADE
)""",
    """CREATE TABLE visits (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    topic TEXT NOT NULL,
    organization_id INTEGER,
    day DATE,
    found TEXT NOT NULL,
    notes TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(organization_id) REFERENCES organizations (id)
)""",
    """CREATE TABLE visit_people (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    visits_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    words TEXT NOT NULL,
    person_id INTEGER,
    UNIQUE (uuid),
    FOREIGN KEY(visits_id) REFERENCES visits (id) ON DELETE CASCADE,
    FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL
)""",
    """CREATE TABLE recommendations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL,
    visits_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    who TEXT NOT NULL,
    person_id INTEGER,
    due_words TEXT NOT NULL,
    due DATE,
    state TEXT NOT NULL,
    fulfilled_on DATE,
    moved_to DATE,
    done TEXT NOT NULL,
    UNIQUE (uuid),
    FOREIGN KEY(visits_id) REFERENCES visits (id) ON DELETE CASCADE,
    FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL
)""",
)
_INDEXES = (
    ("consents", "organization_id"),
    ("consents", "person_id"),
    ("consent_files", "consents_id"),
    ("incoming_papers", "sender_id"),
    ("incoming_executors", "incoming_papers_id"),
    ("incoming_executors", "organization_id"),
    ("incoming_executors", "person_id"),
    ("incoming_files", "incoming_papers_id"),
    ("visits", "organization_id"),
    ("visit_people", "person_id"),
    ("visit_people", "visits_id"),
    ("recommendations", "person_id"),
    ("recommendations", "visits_id"),
    ("meetings", "body_id"),
    ("council_seats", "body_id"),
)


def apply(connection: FileConnection) -> None:
    """Add the tables, empty and watched by the journal; every meeting and seat there is stays the council's."""
    for sql in _TABLES:
        connection.execute(sql)
    for table in COLUMNS_BEFORE:
        journal.watch(connection, table)
    add_columns(connection, ADDED)
    for table, column in _INDEXES:
        connection.execute(f"CREATE INDEX ix_{table}_{column} ON {table} ({column})")
