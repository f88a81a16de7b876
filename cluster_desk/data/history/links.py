"""Links that lead nowhere: looked for after rows were put back, emptied so that the history can still be taken back.

While rows are put back as they were, SQLite's own cascades are off; here is looked at both sides: where the rows put
back lead, and who leads to those that are gone.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import (
    all_records,
    links_to,
    owner_column,
    owner_of,
    record_class,
    records_by_table,
)
from cluster_desk.core.records.fields import Kind, Record, columns_of, title_column
from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import journal
from cluster_desk.data.history.journal import DONE, IRREVERSIBLE

_IN_EFFECT = f"s.state IN ({DONE}, {IRREVERSIBLE})"
_CHANGES = "FROM row_changes AS c JOIN steps AS s ON s.id = c.step_id WHERE c.table_name = ? AND c.row_id = ?"


class DeadLink(NamedTuple):
    """A column of a row and the row of another table that it leads to, which is not there."""

    table: str
    row: int
    column: str
    target_table: str
    target: int


def dead_links(connection: FileConnection) -> list[DeadLink]:
    """Every link of the file that leads nowhere."""
    dead = []
    for table, row, target_table, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
        column = next(link[3] for link in links if link[0] == number)
        [target] = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)).fetchone()
        dead.append(DeadLink(table, row, column, target_table, target))
    return dead


def dead_links_of(connection: FileConnection, rows: Iterable[tuple[str, int]]) -> list[DeadLink]:
    """The links of these rows that lead nowhere, and those of any row that lead to one of these that is gone."""
    links: list[DeadLink] = []
    for table, row in dict.fromkeys(rows):
        record, image = records_by_table().get(table), journal.image_now(connection, table, row)
        if record is None:
            continue
        if image is None:
            for holder, column in _columns_to(record):
                sql = f'SELECT id FROM "{holder.TABLE}" WHERE "{column}" = ?'
                links += [DeadLink(holder.TABLE, one, column, table, row) for (one,) in connection.execute(sql, (row,))]
            continue
        image_values = json.loads(image)
        for column, target in _columns_of(record):
            there = f'SELECT 1 FROM "{target.TABLE}" WHERE id = ?'
            if image_values[column] is not None and not connection.execute(there, (image_values[column],)).fetchone():
                links.append(DeadLink(table, row, column, target.TABLE, image_values[column]))
    return links


def mend(connection: FileConnection, dead: Sequence[DeadLink]) -> list[str]:
    """Empty these links, in the history too, inside a transaction; gives each as «Person: Petrova A. (Organization)».

    The transaction that deleted what a link led to is recorded as having emptied it, as it should have: taking it back
    fills the link again, and no transaction is refused because of it. A part without its owner goes for good.
    """
    if not dead:
        return []
    emptied = []
    waiting = list(dead)
    while waiting:
        one = waiting.pop()
        record = records_by_table().get(one.table)
        if record is None:  # a line of the history whose transaction is gone
            connection.execute(f'DELETE FROM "{one.table}" WHERE rowid = ?', (one.row,))
            continue
        image = journal.image_now(connection, one.table, one.row)
        if image is None or json.loads(image)[one.column] != one.target:
            continue
        field = columns_of(record).get(one.column)
        title = f"{_(record.LABEL)}: {json.loads(image).get(title_column(record)) or ''}".rstrip(": ")
        if field is None:
            connection.execute(f'DELETE FROM "{one.table}" WHERE id = ?', (one.row,))
            journal.forget_rows(connection, [(one.table, one.row)])
            waiting += dead_links_of(connection, [(one.table, one.row)])
        else:
            connection.execute(f'UPDATE "{one.table}" SET "{one.column}" = NULL WHERE id = ?', (one.row,))
            _empty_in_history(connection, one, image)
        emptied.append(f"{title} ({_(field.label)})" if field else title)
    journal.count_images(connection)
    return emptied


def _empty_in_history(connection: FileConnection, one: DeadLink, image: str) -> None:
    """As if the target's deletion had emptied the link; `image` is the row before it was emptied now."""
    deletion = f"SELECT c.step_id, c.after {_CHANGES} AND {_IN_EFFECT} ORDER BY c.id DESC LIMIT 1"
    last = connection.execute(deletion, (one.target_table, one.target)).fetchone()
    transaction = last[0] if last and last[1] is None else 0
    if transaction:
        later = f"SELECT c.before {_CHANGES} AND {_IN_EFFECT} AND c.step_id > ? ORDER BY c.id LIMIT 1"
        changed = connection.execute(later, (one.table, one.row, transaction)).fetchone()
        before = changed[0] if changed else image
        values: dict[str, Any] = json.loads(before or "{}")
        if values.get(one.column) == one.target:
            connection.execute(
                "INSERT INTO row_changes (step_id, table_name, row_id, before, after) "
                f"VALUES (?, ?, ?, ?, json_set(?, '$.{one.column}', NULL))",
                (transaction, one.table, one.row, before, before),
            )
    for side in ("before", "after"):
        connection.execute(
            f"UPDATE row_changes SET {side} = json_set({side}, '$.{one.column}', NULL) "
            f"WHERE table_name = ? AND row_id = ? AND step_id > ? AND json_extract({side}, '$.{one.column}') = ?",
            (one.table, one.row, transaction, one.target),
        )


def _columns_of(record: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """The columns of a table that hold links, that of a part's owner too, and where they lead."""
    for column, field in columns_of(record).items():
        if field.kind is Kind.LINK:
            yield column, record_class(field.target)
    owner = owner_of(record)
    if owner:
        yield owner_column(record), owner[0]


def _columns_to(target: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """Every table and column that may lead to a `target`."""
    for holder, field in links_to(target):
        yield holder, field.column
    for part in all_records():
        owner = owner_of(part)
        if owner and owner[0] is target:
            yield part, owner_column(part)
