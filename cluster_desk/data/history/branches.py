"""Where a file was worked on: copies that were changed at different places are told apart by their branches.

A row of `branches` is written by the first change at another place than the one before: another folder, name or
computer. Its uuid is the file's branch from then on, and `since` the number of the first transaction that may be of it.
Together with the uuid of each transaction it tells what two copies of one file have in common.
"""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.records.fields import new_uuid
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.lock import computer_name

TABLE = """CREATE TABLE branches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, place TEXT NOT NULL, since INTEGER NOT NULL)"""
_LAST = "(SELECT max(id) FROM branches)"


def go_on(connection: FileConnection, path: Path) -> None:
    """Begin a branch where the file was changed elsewhere before; part of the transaction under way."""
    place = place_of(path)
    sql = f"SELECT place FROM branches WHERE id = {_LAST}"
    last = connection.execute(sql).fetchone()
    if last is None or last[0] != place:
        sql = "INSERT INTO branches (uuid, place, since) SELECT ?, ?, coalesce(max(id), 0) + 1 FROM steps"
        connection.execute(sql, (new_uuid(), place))


def place_of(path: Path) -> str:
    """A place by a word that tells nobody where it is: 16 hexadecimal figures."""
    import hashlib  # with OpenSSL: for changes alone

    return hashlib.sha256(f"{computer_name()}\0{path}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def branch_of(connection: FileConnection) -> str:
    """The uuid of the branch that the file is on, "" where nothing was changed yet."""
    row = connection.execute(f"SELECT uuid FROM branches WHERE id = {_LAST}").fetchone()
    return str(row[0]) if row else ""
