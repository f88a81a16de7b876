"""What brings a data file of an older version up to this one: `to_N.py` from version N - 1 to N.

A migration is frozen: it works on the tables as they were then, by plain SQL, and uses nothing of today's records.
It has

- `apply(connection)`, which runs inside the one transaction of the whole upgrade, foreign keys off;
- `TABLES_BEFORE`, the digest of all tables, indexes and triggers of version N - 1 (see `data.file.tables`): what was
  `_NEWEST_TABLES` until then;
- `COLUMNS_BEFORE`, the columns, in the order in which their values stand in the file, of the tables that it changes:
  what is salvaged from an older file is read by them. Or, where it only adds columns, `ADDED`, which `add_columns` of
  `columns.py` takes; a table of the new version that it creates (`add_tables` of `created.py`) has no
  columns before.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cluster_desk.data.file.connection import FileConnection

if TYPE_CHECKING:
    from cluster_desk.data.file.migrations.columns import Added

NEWEST = 12
"""The version of the files that this program makes."""
_NEWEST_TABLES = "ea7788f52ee2ef8c8c22c2213bed422d"
"""The digest of their tables, indexes and triggers; a test tells what it is to be."""


def _to(number: int) -> Any:
    """The migration to a version; imported when a file of an older one is met."""
    return importlib.import_module(f"{__name__}.to_{number}")


def apply(connection: FileConnection, version: int) -> None:
    """Bring the tables of a file from `version` up to the newest, inside a transaction, and write the new version."""
    for number in range(version + 1, NEWEST + 1):
        _to(number).apply(connection)
    connection.execute(f"PRAGMA user_version = {NEWEST}")


def tables_of(version: int) -> str:
    """The digest of all tables, indexes and triggers of a file of `version`; "" for a version that never was."""
    if version == NEWEST:
        return _NEWEST_TABLES
    return str(_to(version + 1).TABLES_BEFORE) if 1 <= version < NEWEST else ""


def columns_in(version: int, newest: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The columns of every table as a file of `version` holds them; `newest` tells those of today."""
    columns = dict(newest)
    for number in range(NEWEST, version, -1):
        before: Mapping[str, Sequence[str]] = getattr(_to(number), "COLUMNS_BEFORE", {})
        columns |= {table: names for table, names in before.items() if table in newest}
        for one in _added(number):
            columns[one.table] = [name for name in columns[one.table] if name != one.name]
    return columns


def added_since(version: int) -> list[Added]:
    """The columns that newer versions than `version` have added to tables."""
    return [one for number in range(version + 1, NEWEST + 1) for one in _added(number)]


def _added(number: int) -> Sequence[Added]:
    added: Sequence[Added] = getattr(_to(number), "ADDED", ())
    return added
