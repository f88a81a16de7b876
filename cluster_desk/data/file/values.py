"""Whether every value of a file is of the kind that its column holds: what this program wrote always is.

SQLite takes any value in any column. A file that was spoilt, or written by another program, may hold bytes in the place
of words, a day that no calendar knows, a row number beyond counting; every list and paper would stumble over it in its
own way. So a file is asked once, in one statement, when it is opened: by the kinds of its columns, as its tables
declare them. `fits` asks the kind of the field, of what is salvaged page by page.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import lru_cache
from typing import Any

from cluster_desk.core.records.fields import EARLIEST_DAY, LATEST_DAY, Field, Kind
from cluster_desk.core.regex import regex

_LAST_ROW = (1 << 40) - 1  # the search index tells kind and row by one number
_UUID = regex(r"[0-9A-Za-z-]{8,64}")
_NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.FLAG)
_WORDS = {"name", "subject", "at", "user", "computer", "origin", "table_name", "digest"}
_COUNTED = {"state", "place"}
_NOT_OF_RECORDS = ("steps", "branches")
"""Tables whose rows have a uuid too."""
_questions: dict[tuple[str | None, ...], str] = {}
"""What was asked, by the tables: those of a version of the program, thus few."""


def unfit(connection: sqlite3.Connection) -> str:
    """The table of a value that cannot be what its column holds, "" when all are. Raises one of UNREADABLE."""
    row = connection.execute(_question(connection)).fetchone()
    return str(row[0]) if row else ""


def fits(table: str, column: str, value: Any) -> bool:
    """Whether a value read page by page can stand in a column; of tables that hold no records by its name."""
    return _measure(table, column)(value)


@lru_cache(maxsize=2048)
def _measure(table: str, column: str) -> Callable[[Any], bool]:
    """What tells it of a column: a file of ten years has a million values."""
    from cluster_desk.core.records.catalog import records_by_table
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.core.records.fields import columns_of

    record = records_by_table().get(table)
    if column == "id":
        return _is_row
    if column.endswith("_id"):
        return lambda value: value is None or _is_row(value)
    if column == "uuid":
        return _is_identity if record is Cluster else _is_text
    field = columns_of(record).get(column) if record else None
    return _measure_of(field) if field else _measure_of_other(column)


def _measure_of(field: Field) -> Callable[[Any], bool]:
    if field.kind is Kind.DAY:
        return lambda value: value is None or _is_day(value)
    if field.kind in _NUMBERS or field.kind is Kind.LINK:
        return lambda value: value is None or type(value) is int
    if field.kind is Kind.NUMBER:
        return lambda value: value is None or (isinstance(value, (int, float)) and abs(value) < 1e300)
    return _is_text


def _measure_of_other(column: str) -> Callable[[Any], bool]:
    """Of a part's place, and of the tables of history and of photos."""
    if column in _COUNTED:
        return lambda value: type(value) is int
    if column in ("before", "after"):
        return _is_image
    return _is_text if column in _WORDS else lambda _value: True


def _is_row(value: Any) -> bool:
    return type(value) is int and 0 < value <= _LAST_ROW


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_identity(value: Any) -> bool:
    return isinstance(value, str) and bool(_UUID.fullmatch(value))


def _is_image(value: Any) -> bool:
    """Whether it is a row of the history as the journal writes it."""
    with suppress(ValueError, TypeError, RecursionError):
        return value is None or isinstance(json.loads(value), dict)
    return False


def _is_day(value: Any) -> bool:
    with suppress(ValueError, TypeError):
        day = dt.date.fromisoformat(value)
        return EARLIEST_DAY <= day <= LATEST_DAY and str(day) == value
    return False


def _question(connection: sqlite3.Connection) -> str:
    """The statement that gives the first table with a value that does not fit; without a row all do.

    What a column holds is told by the file's own tables, which were seen to be those of its version: most files have
    the very tables of the one before, and are asked the same.
    """
    sql = "SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    tables = tuple(statement for (statement,) in connection.execute(sql))
    if tables not in _questions:
        _questions[tables] = _made(connection)
    return _questions[tables]


def _made(connection: sqlite3.Connection) -> str:
    questions = [
        "SELECT 'recording' WHERE (SELECT count(*) FROM recording) <> 1",
        f"SELECT 'sqlite_sequence' FROM sqlite_sequence WHERE typeof(seq) <> 'integer' OR seq > {_LAST_ROW}",
        "SELECT 'cluster' FROM cluster WHERE uuid GLOB '*[^0-9A-Za-z-]*' OR length(uuid) NOT BETWEEN 8 AND 64",
        "SELECT 'cluster' FROM cluster WHERE length(CAST(uuid AS BLOB)) <> length(uuid)",
    ]
    for table, columns in _columns(connection).items():
        if _is_of_records(table, columns):
            wrong = " OR ".join(_unfit_sql(name, kind, needed) for name, (kind, needed) in columns.items())
            questions.append(f"SELECT '{table}' FROM {table} WHERE {wrong}")
    return " UNION ALL ".join(questions) + " LIMIT 1"


def _columns(connection: sqlite3.Connection) -> dict[str, dict[str, tuple[str, bool]]]:
    """By table and column of which kind it is, as it was declared, and whether it must hold something.

    The search's own are left out: to ask them what they hold reads an index that may be spoilt, and is made anew then.
    """
    sql = """
        SELECT tables.name, columns.name, columns.type, columns."notnull"
        FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table' AND tables.name NOT GLOB 'search*'"""
    told: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, kind, needed in connection.execute(sql):
        told.setdefault(table, {})[column] = (kind, bool(needed))
    return told


def _is_of_records(table: str, columns: Collection[str]) -> bool:
    return "uuid" in columns and table not in _NOT_OF_RECORDS


def _unfit_sql(name: str, kind: str, needed: bool) -> str:
    """When a value is not what its column holds; a row number has bounds besides."""
    column = f'"{name}"'
    if name == "id":
        return f"id NOT BETWEEN 1 AND {_LAST_ROW}"
    if kind == "DATE":
        known = f"{column} BETWEEN '{EARLIEST_DAY}' AND '{LATEST_DAY}' AND date({column}, '+0 days') = {column}"
        return f"({column} IS NOT NULL AND ({known}) IS NOT TRUE)"
    if kind in ("INTEGER", "BOOLEAN"):
        return f"typeof({column}) <> 'integer'" if needed else f"typeof({column}) NOT IN ('integer', 'null')"
    if kind == "FLOAT":
        return f"(typeof({column}) NOT IN ('real', 'integer', 'null') OR abs({column}) >= 1e300)"
    return f"typeof({column}) <> 'text'"
