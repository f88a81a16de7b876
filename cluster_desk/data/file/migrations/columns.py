"""A column added to a table of an older file: in its place there, in every row, and in every image of the history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history import journal


class Added(NamedTuple):
    """`column` as a new file's table has it ("motto TEXT NOT NULL"), and the column that stands behind it there.

    `value` is what rows hold that were there before. `key`: the foreign key of a link that is the table's first.
    """

    table: str
    column: str
    next_column: str
    value: str | int | None = ""
    key: str = ""

    @property
    def name(self) -> str:
        """The column's name alone."""
        return self.column.split()[0]


def add_columns(connection: FileConnection, added: Sequence[Added]) -> None:
    """Make the tables anew with these columns, inside a transaction, foreign keys off; their numbers go on."""
    for one in added:
        old = [row[1] for row in connection.execute(f'PRAGMA table_info("{one.table}")')]
        wanted = "tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL"
        statements = connection.execute(f"SELECT type, sql FROM sqlite_master WHERE {wanted}", (one.table,)).fetchall()
        [table] = [sql for kind, sql in statements if kind == "table"]
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (one.table,)).fetchone()
        table = re.sub(rf'(?<=[(,])(\s*)(?="?{one.next_column}\b)', rf"\1{one.column},\1", table, count=1)
        if one.key:
            table = table.replace("UNIQUE (uuid)", f"UNIQUE (uuid), {one.key}", 1)
        connection.execute(re.sub(rf'^CREATE TABLE "?{one.table}"?', "CREATE TABLE made_anew", table))
        names = ", ".join(f'"{name}"' for name in old)
        sql = f'INSERT INTO made_anew ({names}, "{one.name}") SELECT {names}, ? FROM "{one.table}"'
        connection.execute(sql, (one.value,))
        connection.execute(f'DROP TABLE "{one.table}"')
        connection.execute(f'ALTER TABLE made_anew RENAME TO "{one.table}"')
        if last:
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (one.table,))
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (one.table, *last))
        for kind, index in statements:
            if kind == "index":
                connection.execute(index)
        journal.watch(connection, one.table)
    fill_images(connection, added)


def fill_images(connection: FileConnection, added: Sequence[Added]) -> None:
    """Let every image in the history have these columns, so that rows which it puts back have them too."""
    for one in added:
        images = "before = json_set(before, :key, :value), after = json_set(after, :key, :value)"
        of_table = {"key": f"$.{one.name}", "value": one.value, "table": one.table}
        connection.execute(f"UPDATE row_changes SET {images} WHERE table_name = :table", of_table)
    journal.count_images(connection)
