"""The bytes of photos and papers, each once, by the SHA-256 of what they are.

They are never changed, so the journal needs no image of them: undo brings a row back that names its digest, and the
bytes are still there. What nothing names any more goes when the file is compacted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from cluster_desk.data.queries.reader import Reader


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


def read_content(read: Reader, digest: str) -> bytes | None:
    """The bytes with that digest; None when the file does not hold them."""
    data = read.value("SELECT data FROM contents WHERE digest = ?", digest)
    return bytes(data) if data is not None else None


def drop_unused(connection: sqlite3.Connection) -> int:
    """Delete the bytes that neither an attachment nor the journal names; gives how many were deleted."""
    named = {row[0] for row in connection.execute("SELECT DISTINCT digest FROM attachments")}
    sql = (
        "SELECT DISTINCT json_extract(image, '$.digest') FROM (SELECT before AS image FROM row_changes "
        "WHERE table_name = 'attachments' UNION ALL SELECT after FROM row_changes WHERE table_name = 'attachments') "
        "WHERE image IS NOT NULL"
    )
    named |= {row[0] for row in connection.execute(sql)}
    unused = [(digest,) for (digest,) in connection.execute("SELECT digest FROM contents") if digest not in named]
    connection.executemany("DELETE FROM contents WHERE digest = ?", unused)
    return len(unused)
