"""The tables, indexes and triggers of a data file: made in a new one, and looked through in one that is opened.

Triggers and views are programs that SQLite runs at the next change or question. Only this program makes them, so a file
that holds anything else than what a version of it makes is refused before any of it can run.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from typing import Any

from cluster_desk.data import blobs
from cluster_desk.data.file import migrations
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import branches, journal
from cluster_desk.data.search import index as search

try:
    from _blake2 import blake2b  # as `hashlib` has it, which loads OpenSSL besides: 2 ms and 3 MB of every command
except ImportError:
    from hashlib import blake2b

_Tables = dict[str, list[str]]
"""By name what a file's own list says: type, table, statement."""
_Row = tuple[Any, Any, Any, Any]
"""Of that list: name, type, table, statement."""
_own: set[tuple[int, tuple[_Row, ...]]] = set()
"""Versions and lists that are this program's own: nearly every file says one of them. What is foreign may be large."""
_OWN_OF_SQLITE = {
    "sqlite_sequence": "name,seq",
    "sqlite_stat1": "tbl,idx,stat",
    "sqlite_stat4": "tbl,idx,neq,nlt,ndlt,sample",
}
_SECONDS = 20.0
"""A file is opened with less work than this takes on any computer."""
_STEPS_AT_ONCE = 100_000  # of SQLite's machine, between two looks at the clock


def create(connection: FileConnection) -> None:
    """Create every table, index and journal trigger of this version in an empty file, inside a transaction.

    The bytes of attachments and the search index have tables of their own, which the journal does not watch.
    """
    from cluster_desk.data import schema

    journal.create(connection, schema.create(connection))
    connection.execute(branches.TABLE)
    blobs.create(connection)
    search.create(connection)


def foreign(connection: sqlite3.Connection) -> list[str]:
    """The names of what this program did not make in an open file, or made otherwise, or that is missing.

    [] for a file of this version or an earlier one. Raises one of UNREADABLE. It takes a few ms; only where something
    differs in a file of this version is it set beside a new one, for which SQLAlchemy is imported.
    """
    wrong = _foreign(connection)
    # Until then nothing in the file may call a function that can do harm; SQLite 3.40 takes json_object for one.
    connection.execute(f"PRAGMA trusted_schema = {'OFF' if wrong else 'ON'}")
    return wrong


def _foreign(connection: sqlite3.Connection) -> list[str]:
    connection.execute("PRAGMA trusted_schema = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    said = (version, _rows(connection))
    if said in _own:
        return []
    wrong = _wrong(*said)
    if not wrong:
        _own.add(said)
    return wrong


def _wrong(version: int, rows: tuple[_Row, ...]) -> list[str]:
    there = _listed(rows)
    index = {name: there.pop(name) for name in list(there) if name in search.TABLES}
    wrong = [name for name, row in index.items() if row != ["table", name, search.TABLES[name]]]
    if digest(there) == migrations.tables_of(version):
        return wrong
    if version != migrations.NEWEST:
        return [*wrong, *(there or [""])]
    known = _newest()
    return wrong + sorted(name for name in {**there, **known} if there.get(name) != known.get(name))


def digest(listed: _Tables) -> str:
    """A short word for all that a file's own list says, however its statements are spaced.

    How many entries it has is told too: a text with a zero in it could stand for several.
    """
    words = [str(len(listed)), *(word for name, row in sorted(listed.items()) for word in (name, *row))]
    return blake2b("\0".join(words).encode(), digest_size=16).hexdigest()


@contextmanager
def within_time(connection: sqlite3.Connection) -> Iterator[None]:
    """Whatever is asked meanwhile and takes too much work is broken off with an sqlite3.OperationalError.

    Work is counted, not waiting: a slow disk breaks nothing off.
    """
    until = time.thread_time() + _SECONDS
    connection.set_progress_handler(lambda: time.thread_time() > until, _STEPS_AT_ONCE)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@cache
def _newest() -> _Tables:
    with closing(sqlite3.connect(":memory:", isolation_level=None, factory=FileConnection)) as memory:
        create(memory)
        return {name: row for name, row in _listed(_rows(memory)).items() if name not in search.TABLES}


def _rows(connection: sqlite3.Connection) -> tuple[_Row, ...]:
    """A file's own list of what is in it."""
    return tuple(connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master").fetchall())


def _listed(rows: tuple[_Row, ...]) -> _Tables:
    return {
        str(name): [str(kind), str(table), str(text) if kind == "trigger" else _plain(str(text or ""))]
        for name, kind, table, text in rows
        if kind != "table" or text != f"CREATE TABLE {name}({_OWN_OF_SQLITE.get(name)})"
    }


def _plain(text: str) -> str:
    """A statement without what renaming a table leaves in it: quotation marks around names, other blanks."""
    if "'" in text:
        return text
    words = " ".join((re.sub(r'"(\w+)"', r"\1", text) if '"' in text else text).split())
    for mark in "(),":
        words = words.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return words
