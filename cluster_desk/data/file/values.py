"""Whether every value of a file is of the kind that its column holds: what this program wrote always is.

SQLite takes any value in any column. A file that was spoilt, or written by another program, may hold bytes in the place
of words, a day that no calendar knows, a row number beyond counting; every list and paper would stumble over it in its
own way. So a file is asked once, in one statement, when it is opened.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import suppress
from functools import cache
from typing import Any

from cluster_desk.core.records.catalog import all_records, owner_column, records_by_table
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.fields import EARLIEST_DAY, LATEST_DAY, Field, Kind, Record, columns_of
from cluster_desk.core.regex import regex

_LAST_ROW = (1 << 40) - 1  # the search index tells kind and row by one number
_UUID = regex(r"[0-9A-Za-z-]{8,64}")
_NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.FLAG)
_WORDS = {"name", "subject", "at", "user", "computer", "origin", "table_name", "digest"}
_COUNTED = {"state", "place"}


def unfit(connection: sqlite3.Connection, *, newest: bool) -> str:
    """The table of a value that cannot be what its column holds, "" when all are; a file of this version is `newest`.

    Raises one of UNREADABLE.
    """
    row = connection.execute(_question() if newest else _question_to(connection)).fetchone()
    return str(row[0]) if row else ""


def fits(table: str, column: str, value: Any) -> bool:
    """Whether a value read page by page can stand in a column; of tables that hold no records by its name."""
    record = records_by_table().get(table)
    if column == "id" or column.endswith("_id"):
        return (value is None and column != "id") or (type(value) is int and 0 < value <= _LAST_ROW)
    if column == "uuid":
        return isinstance(value, str) and (record is not Cluster or bool(_UUID.fullmatch(value)))
    field = columns_of(record).get(column) if record else None
    if field:
        return _fits(field, value)
    return _fits_other(column, value)


def _fits(field: Field, value: Any) -> bool:
    if field.kind is Kind.DAY:
        return value is None or _is_day(value)
    if field.kind in _NUMBERS or field.kind is Kind.LINK:
        return value is None or type(value) is int
    if field.kind is Kind.NUMBER:
        return value is None or (isinstance(value, (int, float)) and abs(value) < 1e300)
    return isinstance(value, str)


def _fits_other(column: str, value: Any) -> bool:
    """Of a part's place, and of the tables of history and of photos."""
    if column in _COUNTED:
        return type(value) is int
    if column in ("before", "after"):
        with suppress(ValueError, TypeError, RecursionError):
            return value is None or isinstance(json.loads(value), dict)
        return False
    return column not in _WORDS or isinstance(value, str)


def _is_day(value: Any) -> bool:
    with suppress(ValueError, TypeError):
        day = dt.date.fromisoformat(value)
        return EARLIEST_DAY <= day <= LATEST_DAY and str(day) == value
    return False


@cache
def _question() -> str:
    """The statement that gives the first table with a value that does not fit; without a row all do."""
    return _asked({record: list(columns_of(record)) for record in all_records()})


def _question_to(connection: sqlite3.Connection) -> str:
    """The same for a file of an older version, which has fewer tables and columns."""
    there = {
        record: {row[1] for row in connection.execute(f"PRAGMA table_info({record.TABLE})")} for record in all_records()
    }
    return _asked(
        {
            record: [name for name in columns_of(record) if name in columns]
            for record, columns in there.items()
            if columns
        }
    )


def _asked(columns: dict[type[Record], list[str]]) -> str:
    questions = [
        "SELECT 'recording' WHERE (SELECT count(*) FROM recording) <> 1",
        f"SELECT 'sqlite_sequence' FROM sqlite_sequence WHERE typeof(seq) <> 'integer' OR seq > {_LAST_ROW}",
        "SELECT 'cluster' FROM cluster WHERE uuid GLOB '*[^0-9A-Za-z-]*' OR length(uuid) NOT BETWEEN 8 AND 64",
        "SELECT 'cluster' FROM cluster WHERE length(CAST(uuid AS BLOB)) <> length(uuid)",
    ]
    for record, names in columns.items():
        fields = columns_of(record)
        own = [f"id NOT BETWEEN 1 AND {_LAST_ROW}", "typeof(uuid) <> 'text'"]
        own += ["typeof(place) <> 'integer'"] if owner_column(record) else []
        wrong = " OR ".join([*own, *(_unfit_sql(name, fields[name]) for name in names)])
        questions.append(f"SELECT '{record.TABLE}' FROM {record.TABLE} WHERE {wrong}")
    return " UNION ALL ".join(questions) + " LIMIT 1"


def _unfit_sql(name: str, field: Field) -> str:
    column = f'"{name}"'
    if field.kind is Kind.DAY:
        known = f"{column} BETWEEN '{EARLIEST_DAY}' AND '{LATEST_DAY}' AND date({column}, '+0 days') = {column}"
        return f"({column} IS NOT NULL AND ({known}) IS NOT TRUE)"
    if field.kind in _NUMBERS or field.kind is Kind.LINK:
        return f"typeof({column}) NOT IN ('integer', 'null')"
    if field.kind is Kind.NUMBER:
        return f"(typeof({column}) NOT IN ('real', 'integer', 'null') OR abs({column}) >= 1e300)"
    return f"typeof({column}) <> 'text'"
