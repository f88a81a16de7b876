"""Before and after of every change, kept in the file itself: history, undo and redo.

Triggers write the rows, so no way into a table can forget them. A *transaction* is one named change of the user, a row
of the table `steps`; while it is under way its number stands in `recording`. Undo puts the rows back as they were and
marks the transaction.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import records_by_table
from cluster_desk.core.records.fields import new_uuid
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.file.error_messages import corrupt_value
from cluster_desk.data.file.lock import computer_name, user_name
from cluster_desk.data.history.images import values_to_restore

DONE, UNDONE, DROPPED = 0, 1, 2  # dropped: undone, and a newer change stands in its place
IRREVERSIBLE = 3  # done, but what it changed is no longer kept, so it cannot be taken back
MERGED = "merge"
"""What the origin of a transaction begins with that merged another file; behind it the last transactions merged."""
TRANSACTIONS_KEPT = 100_000
IMAGES_KEPT = 200_000_000
"""Bounds of the history: so many transactions, so many bytes of rows before and after; older ones stay as lines."""
_LINES_KEPT = 10 * TRANSACTIONS_KEPT
_LOOKED_AT_EVERY = 500  # transactions; so many lie above the bound before the oldest go, all at once
RowChange = tuple[str, int, str | None, str | None]
"""Table, row, and the row before and after as JSON."""
TRANSACTION_COLUMNS = "id, uuid, name, subject, at, user, computer, origin, state"

_TABLES = """
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, origin TEXT NOT NULL, state INTEGER NOT NULL);
CREATE TABLE row_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
    table_name TEXT NOT NULL, row_id INTEGER NOT NULL, before TEXT, after TEXT);
CREATE INDEX ix_row_changes_step_id ON row_changes (step_id);
CREATE INDEX ix_row_changes_row ON row_changes (table_name, row_id);
CREATE INDEX ix_steps_undone ON steps (id) WHERE state = 1;
CREATE TABLE recording (step_id INTEGER, images INTEGER NOT NULL);
INSERT INTO recording VALUES (NULL, 0);
"""
"""`recording` has one row: the transaction under way, and how many bytes of rows before and after are kept in all."""
_SIZE = "coalesce(sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0)), 0)"


class Transaction(NamedTuple):
    """One named change: `name` is a msgid, `subject` what it was about, `at` UTC in ISO 8601."""

    id: int
    uuid: str
    name: str
    subject: str
    at: str
    user: str
    computer: str
    origin: str
    state: int

    def label(self) -> str:
        """The transaction in the user's language: «Изменено заседание: Итоги года»."""
        return f"{_(self.name)}: {self.subject}" if self.subject else _(self.name)

    def label_within(self) -> str:
        """The same inside a sentence: «изменено заседание: Итоги года»."""
        label = self.label()
        return label[:1].lower() + label[1:]


_EVENTS = ("INSERT", "UPDATE", "DELETE")


def create(connection: FileConnection, tables: Iterable[str]) -> None:
    """Create the journal's tables and, for every table named, the triggers that fill them."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    for table in tables:
        _add_triggers(connection, table)


def watch(connection: FileConnection, table: str) -> None:
    """Create the triggers that record every change of `table`; those it had are replaced."""
    for event in _EVENTS:
        connection.execute(f'DROP TRIGGER IF EXISTS "{_trigger(table, event)}"')
    _add_triggers(connection, table)


def _add_triggers(connection: FileConnection, table: str) -> None:
    names = _columns(connection, table)
    old, new = _as_json("OLD", names), _as_json("NEW", names)
    rows = (("NEW", "NULL", new), ("NEW", old, new), ("OLD", old, "NULL"))
    for event, (row, before, after) in zip(_EVENTS, rows, strict=True):
        changed = f" AND {old} <> {new}" if event == "UPDATE" else ""
        connection.execute(
            f'CREATE TRIGGER "{_trigger(table, event)}" AFTER {event} ON "{table}" '
            f"WHEN (SELECT step_id FROM recording) IS NOT NULL{changed} BEGIN "
            f"INSERT INTO row_changes (step_id, table_name, row_id, before, after) "
            f"SELECT step_id, '{table}', {row}.id, {before}, {after} FROM recording; END"
        )


def _trigger(table: str, event: str) -> str:
    return f"journal_{table}_{event.lower()}"


def _as_json(row: str, names: list[str]) -> str:
    """SQL for a row as a JSON object, its columns by name."""
    pairs = [f"'{name}', {row}.\"{name}\"" for name in names]
    return f"json_object({', '.join(pairs)})"


def _columns(connection: FileConnection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def begin(connection: FileConnection, name: str, subject: str, origin: str) -> int:
    """Begin to record a transaction; gives its number."""
    transaction = write(connection, name, subject, origin, DONE)
    connection.execute("UPDATE recording SET step_id = ?", (transaction,))
    return transaction


def write(connection: FileConnection, name: str, subject: str, origin: str, state: int) -> int:
    """Write the line of a transaction made now, here and by this user; gives its number."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    cursor = connection.execute(
        "INSERT INTO steps (uuid, name, subject, at, user, computer, origin, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (new_uuid(), name, subject, now, user_name(), computer_name(), origin, state),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def end(connection: FileConnection, transaction: int, *, keep: bool = False) -> list[RowChange]:
    """End the recording of a transaction and drop what could still be redone; gives what it changed.

    One that changed nothing leaves no line, unless it is to `keep` it. The oldest transactions go where
    there are too many by now.
    """
    size = f"(SELECT {_SIZE} FROM row_changes WHERE step_id = ?)"
    sql = f"UPDATE recording SET step_id = NULL, images = images + {size} RETURNING images"
    [(images,)] = connection.execute(sql, (transaction,)).fetchall()
    changes = rows_changed(connection, transaction)
    if changes or keep:
        connection.execute(f"UPDATE steps SET state = {DROPPED} WHERE state = {UNDONE}")
    else:
        connection.execute("DELETE FROM steps WHERE id = ?", (transaction,))
    if images > IMAGES_KEPT or transaction % _LOOKED_AT_EVERY == 0:
        limit_history(connection, transaction)
    return changes


def limit_history(
    connection: FileConnection, transaction: int, transactions: int = TRANSACTIONS_KEPT, images: int = IMAGES_KEPT
) -> None:
    """Let the oldest transactions go when there are too many, in the transaction of `transaction`."""
    oldest = 0 if transaction % _LOOKED_AT_EVERY else transaction - transactions
    if connection.execute("SELECT images FROM recording").fetchone()[0] > images:
        # Down to four fifths, so that this does not come again at once; the transaction under way is never touched.
        sql = (
            "SELECT step_id FROM (SELECT step_id, sum(size) OVER (ORDER BY step_id DESC) AS newer FROM "
            f"(SELECT step_id, {_SIZE} AS size FROM row_changes GROUP BY step_id)) "
            "WHERE newer > ? AND step_id < ? ORDER BY step_id DESC LIMIT 1"
        )
        over = connection.execute(sql, (images * 4 // 5, transaction)).fetchone()
        oldest = max(oldest, over[0] if over else 0)
    if oldest > 0:
        make_irreversible(connection, oldest)
        connection.execute("DELETE FROM row_changes WHERE step_id <= ?", (oldest,))
        connection.execute("DELETE FROM steps WHERE id <= ?", (transaction - _LINES_KEPT,))
        count_images(connection)


def count_images(connection: sqlite3.Connection) -> None:
    """Count anew how much is kept of rows before and after, when more than a transaction was added."""
    connection.execute(f"UPDATE recording SET images = (SELECT {_SIZE} FROM row_changes)")


def make_irreversible(connection: FileConnection, until: int) -> None:
    """Let no transaction up to `until` be taken back or brought back any more."""
    connection.execute("UPDATE steps SET state = ? WHERE id <= ? AND state = ?", (IRREVERSIBLE, until, DONE))
    connection.execute("UPDATE steps SET state = ? WHERE id <= ? AND state = ?", (DROPPED, until, UNDONE))


def last_irreversible(connection: FileConnection) -> Transaction | None:
    """The newest transaction that is in effect and can no longer be taken back."""
    return _one(connection, f"state = {IRREVERSIBLE} ORDER BY id DESC")


def forget_rows(connection: FileConnection, rows: Iterable[tuple[str, int]]) -> int:
    """Drop every image of these rows; what held one, and all before it, becomes irreversible. Gives how many."""
    gone = list(rows)
    numbers = {
        number
        for table, row in gone
        for (number,) in connection.execute(
            "SELECT step_id FROM row_changes WHERE table_name = ? AND row_id = ?", (table, row)
        )
    }
    connection.executemany("DELETE FROM row_changes WHERE table_name = ? AND row_id = ?", gone)
    if numbers:
        make_irreversible(connection, max(numbers))
        marks = ", ".join("?" * len(numbers))
        connection.execute(f"UPDATE steps SET subject = '' WHERE id IN ({marks})", tuple(numbers))
        count_images(connection)
    return len(numbers)


def rows_changed(connection: FileConnection, transaction: int) -> list[RowChange]:
    """Everything that a transaction changed, in the order in which it did."""
    sql = "SELECT table_name, row_id, before, after FROM row_changes WHERE step_id = ? ORDER BY id"
    return connection.execute(sql, (transaction,)).fetchall()


def next_undo(connection: FileConnection) -> Transaction | None:
    """The transaction that undo would take back."""
    return _one(connection, f"state = {DONE} ORDER BY id DESC")


def next_redo(connection: FileConnection) -> Transaction | None:
    """The transaction that redo would bring back."""
    return _one(connection, f"state = {UNDONE} ORDER BY id")


def next_transactions(connection: FileConnection) -> tuple[Transaction | None, Transaction | None]:
    """What `undo` would take back and what `redo` would bring back."""
    ways = (f"state = {DONE} ORDER BY id DESC", f"state = {UNDONE} ORDER BY id")
    sql = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {TRANSACTION_COLUMNS} FROM steps WHERE {way} LIMIT 1)" for way in ways
    )
    by_state = {one.state: one for one in (Transaction(*row) for row in connection.execute(sql).fetchall())}
    return by_state.get(DONE), by_state.get(UNDONE)


def undo(connection: FileConnection, transaction: Transaction) -> list[RowChange]:
    """Put every row of a transaction back as it was before it; gives what the transaction had changed."""
    changes = rows_changed(connection, transaction.id)
    for table, row, before, after in reversed(changes):
        _put(connection, table, row, expected=after, wanted=before)
    connection.execute("UPDATE steps SET state = ? WHERE id = ?", (UNDONE, transaction.id))
    return changes


def redo(connection: FileConnection, transaction: Transaction) -> list[RowChange]:
    """Put every row of an undone transaction as it was after it; gives what the transaction changed."""
    changes = rows_changed(connection, transaction.id)
    for table, row, before, after in changes:
        _put(connection, table, row, expected=before, wanted=after)
    connection.execute("UPDATE steps SET state = ? WHERE id = ?", (DONE, transaction.id))
    return changes


def put_back(connection: FileConnection, table: str, row: int, image: str | None) -> None:
    """Make a row what `image` (JSON) says, whatever it is now; None deletes it. Part of the transaction under way."""
    _put(connection, table, row, expected=image_now(connection, table, row), wanted=image)


def _one(connection: FileConnection, where: str) -> Transaction | None:
    # The state stands in the text, not as a value: only so SQLite uses the index of transactions that were undone.
    row = connection.execute(f"SELECT {TRANSACTION_COLUMNS} FROM steps WHERE {where} LIMIT 1").fetchone()
    return Transaction(*row) if row else None


def _put(connection: FileConnection, table: str, row: int, expected: str | None, wanted: str | None) -> None:
    """Make a row what `wanted` says, provided it still is what `expected` says (None: no such row).

    Raises UserError, ValueError for images that cannot be read.
    """
    if _read(image_now(connection, table, row)) != _read(expected):
        raise UserError(
            _("This change cannot be taken back: what it changed has been changed again since."),
            kept=_("Nothing was changed."),
        )
    if wanted is None and expected is None:
        return
    if table not in records_by_table():  # the file names the table: no other is written
        raise corrupt_value()
    if wanted is None:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return
    values = values_to_restore(wanted)
    if not all(name.isidentifier() for name in values):
        raise corrupt_value()
    if expected is None:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
    else:
        pairs = ", ".join(f'"{name}" = ?' for name in values)
        connection.execute(f'UPDATE "{table}" SET {pairs} WHERE id = ?', (*values.values(), row))


def image_now(connection: FileConnection, table: str, row: int) -> str | None:
    """A row as it stands in the file, as JSON like that of the triggers; None when it is not there."""
    image = _as_json(f'"{table}"', _columns(connection, table))
    stored = connection.execute(f'SELECT {image} FROM "{table}" WHERE id = ?', (row,)).fetchone()
    return str(stored[0]) if stored else None


def _read(image: str | None) -> Any:
    """An image to be compared: SQLite's JSON keeps 15 figures of a number, another SQLite's may keep more."""
    try:
        return None if image is None else json.loads(image, parse_float=lambda number: f"{float(number):.15g}")
    except RecursionError as error:
        raise corrupt_value() from error
