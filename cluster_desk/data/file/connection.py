"""The one connection to a data file, with what our SQL needs registered on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cluster_desk.core.disk import sqlite_address
from cluster_desk.core.russian.text import fold, sort_key
from cluster_desk.data.file import foreign_journal

UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a spoilt file may raise: Python cannot even tell SQLite's error when it quotes spoilt letters."""


class FileConnection(sqlite3.Connection):
    """A connection to a data file, made ready by `prepare`; transactions are begun and ended by SQL.

    `last_read` is what `data.rows` read last and when, as counted by `total_changes`: what is changed was mostly read
    just before.
    """

    last_read: tuple[Any, Any] | None = None


def _compare(left: str, right: str) -> int:
    one, two = sort_key(left), sort_key(right)
    return (one > two) - (one < two)


def connect(path: Path, *, read_only: bool) -> FileConnection:
    """Connect to an existing data file: foreign keys on, synchronous extra, Russian order (collation `russian`).

    Raises one of UNREADABLE, UserError for a journal beside it that is not ours.
    """
    foreign_journal.put_aside(path)
    connection = sqlite3.connect(
        sqlite_address(path, mode="ro" if read_only else "rw"),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5,
        factory=FileConnection,
    )
    try:
        prepare(connection)
        if not read_only:
            connection.execute("PRAGMA journal_mode = DELETE")
        # Full leaves the deletion of the journal to the system: a power cut within seconds takes a change back then.
        connection.execute("PRAGMA synchronous = EXTRA")
    except UNREADABLE:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


@contextmanager
def looking_once(connection: sqlite3.Connection) -> Iterator[None]:
    """One look at the file for many questions, which all see the same state of it.

    A question alone is a look of its own: the lock taken, and the disk asked whether a journal lies beside the file.
    On a share, or where every call is watched, that takes longer than the answer.
    """
    within_another = connection.in_transaction
    if within_another:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # SQLite ends it by itself where the disk fails
            connection.execute("ROLLBACK")


def read_apart(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """Connect for a look at a data file, a copy say, beside whoever has it open; `immutable` takes no lock of it."""
    options = {"mode": "ro", "immutable": "1"} if immutable else {"mode": "ro"}
    return sqlite3.connect(sqlite_address(path, **options), uri=True)


def write_apart(draft: Path) -> sqlite3.Connection:
    """Connect to a file that nobody else has yet, to fill it."""
    return sqlite3.connect(sqlite_address(draft, mode="rwc"), uri=True)


def store(connection: sqlite3.Connection, sql: str = "COMMIT") -> None:
    """Do what writes the file: the end of a transaction, or a statement that is one itself. Raises sqlite3.Error.

    Where a disk does not sync folders all is done when that is found out: then full is all there is.
    """
    try:
        connection.execute(sql)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_IOERR_DIR_FSYNC:
            raise
        connection.execute("PRAGMA synchronous = FULL")


def prepare(connection: FileConnection) -> None:
    """Register what our SQL needs: Russian order, folding, links that are kept."""
    connection.create_collation("russian", _compare)
    connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
