"""Everything a data file holds, row by row, to be compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from cluster_desk.data.file.connection import read_apart

_NO_RECORDS = ("search", "sqlite_")

HISTORY = ("steps", "row_changes", "recording", "branches")
"""The tables that tell what was done; the others tell what is so."""


def rows_of(path: Path, without: Collection[str] = ()) -> list[str]:
    """Every row of every table but the search index (made anew when it is asked), and those in `without`."""
    with closing(read_apart(path)) as connection:
        return rows_in(connection, without)


def rows_in(connection: sqlite3.Connection, without: Collection[str] = ()) -> list[str]:
    """What `rows_of` gives, of a file that is open."""
    results = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        if not table.startswith(_NO_RECORDS) and table not in without:
            results += [f"{table}: {row!r}" for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')]
    return results
