"""The search index asked safely: made anew when it is missing, outdated or damaged, in memory for a file only read."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from cluster_desk.core.errors import UserError
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.search import index as search


class Finder:
    """Answers questions of one open file."""

    def __init__(
        self,
        connection: FileConnection,
        lock: threading.RLock,
        transaction: Callable[[], AbstractContextManager[None]],
    ) -> None:
        """`transaction` is one of the desk's; it raises UserError when the file may not be written."""
        self._connection = connection
        self._transaction = transaction
        self._lock = lock
        self._ready = False
        self._checked = False

    def find(self, query: str, limit: int) -> list[tuple[str, int]]:
        """Class name and row number of the records that fit `query` best; see `search.find`."""
        with self._lock:
            if not self._ready:
                if not search.ready(self._connection):
                    self._make_anew()
                self._ready = True
            try:
                hits = search.find(self._connection, query, limit)
            except sqlite3.DatabaseError:
                self._make_anew()
                return search.find(self._connection, query, limit)
            if not hits and not self._checked and query.strip():
                # Some damage shows only in that nothing is found: worth one look.
                self._checked = True
                if not search.is_sound(self._connection):
                    self._make_anew()
                    return search.find(self._connection, query, limit)
            return hits

    def build(self) -> None:
        """Make the index from the tables."""
        self._make_anew()

    def forget(self) -> None:
        """Look at the index anew before the next question."""
        self._ready = False

    def _make_anew(self) -> None:
        if self._connection.in_transaction:
            search.build_aside(self._connection)
            return
        try:
            with self._transaction():
                search.rebuild(self._connection)
        except (UserError, sqlite3.DatabaseError):
            search.build_aside(self._connection)
