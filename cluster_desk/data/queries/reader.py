"""Reading an open data file: flat rows by SQL at once, whole records when they are needed."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, TypeVar

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.progress import check
from cluster_desk.core.records.fields import Record
from cluster_desk.data import rows
from cluster_desk.data.file.connection import FileConnection, looking_once
from cluster_desk.data.file.error_messages import corrupt_value, reading
from cluster_desk.data.rows import Stored
from cluster_desk.data.search.finding import Found

_R = TypeVar("_R", bound=Record)
_T = TypeVar("_T")


_AT_ONCE = 20_000  # rows between two moments in which a long query can be stopped
_STEPS = 200_000  # of SQLite's machine between two such moments before the first row: some hundredths of a second


class Reader:
    """What queries, papers and screens read the file through. Rows come as tuples, dates as ISO text.

    Raises UserError when the disk or the file refuses.
    """

    def __init__(
        self,
        connection: FileConnection,
        lock: threading.RLock,
        find: Callable[[str, int], Found],
        find_kind: Callable[[str, type[Record], int], list[int]],
    ) -> None:
        self._connection = connection
        connection.set_progress_handler(_is_stopped, _STEPS)  # after what was looked at on opening under one of its own
        self._lock = lock
        self._find, self._find_kind = find, find_kind
        self.today: Callable[[], dt.date] = dt.date.today  # the day that rules and papers count from
        self.is_open = True  # False once the desk has closed the file: what was to be read a moment later is not

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Many questions by one look at the file, for what asks dozens together; nothing is changed within."""
        with self._lock, reading(), looking_once(self._connection):
            yield

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a SELECT."""
        check()
        with self._lock, reading():
            return _fetched(self._connection.execute(sql, values))

    def rows_named(self, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of a SELECT whose values are named in it as `:name`."""
        check()
        with self._lock, reading():
            return _fetched(self._connection.execute(sql, dict(values)))

    @contextmanager
    def streamed(self, sql: str, values: Mapping[str, Any]) -> Iterator[Iterator[tuple[Any, ...]]]:
        """The rows of a SELECT as they come: those of a log of years are never there all at once."""
        with self._lock, reading(), closing(self._connection.execute(sql, dict(values))) as cursor:
            yield cursor

    def rows_made(self, make: Callable[[tuple[Any, ...]], _T], sql: str, values: Mapping[str, Any]) -> list[_T]:
        """What is made of each row of a SELECT as it comes."""
        with self.streamed(sql, values) as rows:
            return [make(row) for row in rows]

    def row(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row of a SELECT, or None."""
        check()
        with self._lock, reading():
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
            return row

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row of a SELECT, or None."""
        row = self.row(sql, *values)
        return row[0] if row else None

    def search(self, query: str, limit: int) -> list[tuple[str, int]]:
        """Class name and row number of the records that a question finds, the best first."""
        return self.search_spelled(query, limit).rows

    def search_spelled(self, query: str, limit: int) -> Found:
        """The same, with the words that the records were found by."""
        with reading():
            return self._find(query, limit)

    def search_kind(self, query: str, kind: type[Record], limit: int) -> list[int]:
        """The row numbers of the records of one kind that have all words of a question, the best first."""
        with reading():
            return self._find_kind(query, kind, limit)

    def load(self, record: type[_R], row: int) -> _R | None:
        """The whole record with all its parts, or None when there is none with that row number."""
        records = self.load_all(record, [row])
        return records[0] if records else None

    def load_all(
        self, record: type[_R], ids: Sequence[int] | None = None, without: Collection[type[Record]] = ()
    ) -> list[_R]:
        """Whole records: those with `ids`, in that order (missing ones left out), or all of them.

        `without`: kinds of parts that are not needed where the records are only looked at.
        """
        check()
        with self._lock, reading():
            try:
                return rows.load(self._connection, record, ids, without)
            except (ValueError, TypeError) as error:
                raise corrupt_value() from error

    def load_linked(self, record: type[_R], link: str, ids: Sequence[int]) -> list[_R]:
        """Whole records whose `link` leads to one of `ids`, in the order of row numbers."""
        with self._lock, reading():
            try:
                return rows.load_linked(self._connection, record, link, ids)
            except (ValueError, TypeError) as error:
                raise corrupt_value() from error

    def stored(self, records: Sequence[Record]) -> Stored:
        """What the file holds of `records`, to be set beside what they are to be."""
        with self._lock, reading():
            try:
                stored = Stored(self._connection, records)
                for record in records[:1]:
                    stored.of(record)  # a value that cannot be read is reported here
            except (ValueError, TypeError) as error:
                raise corrupt_value() from error
            return stored


def _is_stopped() -> bool:
    """Whether the work that asked the query was stopped; SQLite ends the query then."""
    try:
        check()
    except Cancelled:
        return True
    return False


def _fetched(cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    """All rows, in parts of many. The query ends with it: an error that is still told would hold the file locked."""
    with closing(cursor):
        rows: list[tuple[Any, ...]] = cursor.fetchmany(_AT_ONCE)
        while rows and len(rows) % _AT_ONCE == 0 and (further := cursor.fetchmany(_AT_ONCE)):
            check()
            rows += further
    check()
    return rows
