"""The bytes of photos, papers and templates, each once, by the SHA-256 of what they are.

They are never changed, so the journal needs no image of them: undo brings a row back that names its digest, and the
bytes are still there. What nothing names any more goes when the file is compacted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from cluster_desk.core.records.catalog import kinds_with_bytes


def create(connection: sqlite3.Connection) -> None:
    """Create the table."""
    connection.execute("CREATE TABLE contents (digest TEXT PRIMARY KEY, data BLOB NOT NULL)")


def keep(connection: sqlite3.Connection, contents: Iterable[bytes]) -> None:
    """Put bytes in, in the transaction under way; those that are there already stay as they are."""
    import hashlib  # takes 10 ms of the start and is needed for the first photo only

    connection.executemany(
        "INSERT OR IGNORE INTO contents (digest, data) VALUES (?, ?)",
        ((hashlib.sha256(data).hexdigest(), data) for data in contents),
    )


def drop_unused(connection: sqlite3.Connection) -> int:
    """Delete the bytes that no record and no image of the journal names; gives how many were deleted."""
    named: set[str] = set()
    for table in (record.TABLE for record in kinds_with_bytes()):
        named |= {row[0] for row in connection.execute(f"SELECT DISTINCT digest FROM {table}")}
        images = f"FROM row_changes WHERE table_name = '{table}'"
        sql = (
            f"SELECT DISTINCT json_extract(image, '$.digest') FROM (SELECT before AS image {images} "
            f"UNION ALL SELECT after {images}) WHERE json_valid(image)"
        )
        named |= {row[0] for row in connection.execute(sql)}
    unused = [(digest,) for (digest,) in connection.execute("SELECT digest FROM contents") if digest not in named]
    connection.executemany("DELETE FROM contents WHERE digest = ?", unused)
    return len(unused)
