"""What became of the records of a file: every step, the life of one record, and what was deleted.

Read from the journal. A record's life is that of its row and of the rows of all its parts, those gone long ago too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import RECORD_OF_TABLE, owner_of, record_class
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.data.journal import DONE, SEALED, STEP_COLUMNS, Step
from cluster_desk.data.queries.reader import Reader

Rows = frozenset[tuple[str, int]]
"""Rows of the file: table and row number."""


@dataclass(frozen=True)
class Difference:
    """One thing that a step changed: of which record or part, which field (a msgid; "" for all of it), from, to."""

    record: str
    title: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Deleted:
    """A record in the bin: what it was, called how, and the step that deleted it."""

    record: type[Record]
    row: int
    title: str
    step: Step


def steps(read: Reader, limit: int, before: int | None = None) -> list[Step]:
    """The newest `limit` steps whatever their state, newest first; `before`: only those with a smaller number."""
    where = "WHERE id < ?" if before else "WHERE ? IS NULL"
    return [
        Step(*row)
        for row in read.rows(f"SELECT {STEP_COLUMNS} FROM steps {where} ORDER BY id DESC LIMIT ?", before, limit)
    ]


def differences(read: Reader, step: int, only: Rows | None = None) -> list[Difference]:
    """What a step changed, field by field, in the user's language; `only`: of these rows."""
    found: list[Difference] = []
    rows = read.rows("SELECT table_name, row_id, before, after FROM row_changes WHERE step_id = ? ORDER BY id", step)
    for table, row, before, after in rows:
        if only is None or (table, row) in only:
            found += _row_differences(read, table, json.loads(before or "null"), json.loads(after or "null"))
    return found


def rows_of(read: Reader, record: type[Record], row: int) -> Rows:
    """The row of a record and the rows of all parts that it has or ever had."""
    found = {(record.TABLE, row)}
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            part = record_class(field.target)
            for part_row in _part_rows(read, part, record.TABLE, row):
                found |= rows_of(read, part, part_row)
    return frozenset(found)


def steps_of(read: Reader, rows: Rows) -> list[Step]:
    """The steps in effect that changed any of these rows, newest first."""
    numbers = {
        number
        for table, row in rows
        for (number,) in read.rows("SELECT step_id FROM row_changes WHERE table_name = ? AND row_id = ?", table, row)
    }
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT {STEP_COLUMNS} FROM steps WHERE state IN ({DONE}, {SEALED}) AND id IN ({marks}) ORDER BY id DESC"
    return [Step(*row) for row in read.rows(sql, *numbers)]


def images_after(read: Reader, rows: Iterable[tuple[str, int]], step: int) -> dict[tuple[str, int], str | None]:
    """Each row as it was when `step` was done, as JSON; None for a row that was not there. Undone steps never were."""
    return {(table, row): _image_after(read, table, row, step) for table, row in rows}


def bin_of(read: Reader) -> list[Deleted]:
    """The records that were deleted and can be brought back, newest first. Parts come back with their record."""
    sql = (
        f"SELECT c.table_name, c.row_id, c.before, {', '.join('s.' + name for name in STEP_COLUMNS.split(', '))} "
        "FROM row_changes AS c JOIN steps AS s ON s.id = c.step_id "
        f"WHERE c.after IS NULL AND s.state IN ({DONE}, {SEALED}) ORDER BY c.id DESC"
    )
    found: list[Deleted] = []
    seen: set[tuple[str, int]] = set()
    for table, row, before, *step in read.rows(sql):
        record = RECORD_OF_TABLE.get(table)
        if record is None or owner_of(record) or (table, row) in seen:
            continue
        seen.add((table, row))
        if read.value(f'SELECT 1 FROM "{table}" WHERE id = ?', row) is None:
            title = str(json.loads(before).get(record.TITLE) or "")
            found.append(Deleted(record, row, title, Step(*step)))
    return found


def _image_after(read: Reader, table: str, row: int, step: int) -> str | None:
    changes = (
        "SELECT {image} FROM row_changes AS c JOIN steps AS s ON s.id = c.step_id WHERE c.table_name = ? "
        f"AND c.row_id = ? AND s.state IN ({DONE}, {SEALED}) AND s.id {{side}} ? ORDER BY c.id {{order}} LIMIT 1"
    )
    told = read.row(changes.format(image="c.after", side="<=", order="DESC"), table, row, step)
    told = told or read.row(changes.format(image="c.before", side=">", order="ASC"), table, row, step)
    if told is None:
        names = [name for (_number, name, *_rest) in read.rows(f'PRAGMA table_info("{table}")')]
        pairs = ", ".join(f"'{name}', \"{name}\"" for name in names)
        told = read.row(f'SELECT json_object({pairs}) FROM "{table}" WHERE id = ?', row)
    return told[0] if told else None


def _part_rows(read: Reader, part: type[Record], owner_table: str, owner: int) -> set[int]:
    key = f"{owner_table}_id"
    found = {row for (row,) in read.rows(f'SELECT id FROM {part.TABLE} WHERE "{key}" = ?', owner)}
    sql = (
        "SELECT DISTINCT row_id FROM row_changes WHERE table_name = ? "
        f"AND (json_extract(before, '$.{key}') = ? OR json_extract(after, '$.{key}') = ?)"
    )
    return found | {row for (row,) in read.rows(sql, part.TABLE, owner, owner)}


def _row_differences(
    read: Reader, table: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> list[Difference]:
    record = RECORD_OF_TABLE.get(table)
    if record is None:
        return []
    title = str((after or before or {}).get(record.TITLE) or "")
    label = _(record.LABEL)
    if before is None or after is None:
        return [Difference(label, title, "", title if after is None else "", title if before is None else "")]
    return [
        Difference(label, title, _(field.label), _shown(read, field, before[name]), _shown(read, field, after[name]))
        for name, field in fields_of(record).items()
        if field.kind is not Kind.PARTS and name in before and name in after and before[name] != after[name]
    ]


def _shown(read: Reader, field: Field, value: Any) -> str:
    """A value of the journal as a person reads it."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.LINK:
        target = record_class(field.target)
        title = read.value(f'SELECT "{target.TITLE}" FROM {target.TABLE} WHERE id = ?', value)
        return str(title or _("(deleted)"))
    if field.kind is Kind.DAY:
        return ".".join(reversed(str(value).split("-")))
    if field.kind is Kind.CHOICE and field.choices:
        return _(field.choices.of(str(value)).label)
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if field.kind is Kind.MONEY:
        return f"{value / 100:.2f}"
    return str(value)
