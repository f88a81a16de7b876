"""What became of the records of a file: every transaction, the life of one record, and what was deleted.

Read from the journal. A record's life is that of its row and of the rows of all its parts, those gone long ago too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.language import _, language
from cluster_desk.core.records.catalog import owner_column, owner_of, record_class, records_by_table
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, fields_of, title_column
from cluster_desk.core.russian.text import fold, words_to_find
from cluster_desk.data.history.images import is_readable, values_of
from cluster_desk.data.history.journal import DONE, IRREVERSIBLE, TRANSACTION_COLUMNS, Transaction
from cluster_desk.data.queries.reader import Reader

Rows = frozenset[tuple[str, int]]
"""Rows of the file: table and row number."""


@dataclass(frozen=True)
class Difference:
    """One thing that a transaction changed: record or part, field ("" for all of it), from, to, which row."""

    record: str
    title: str
    field: str
    before: str
    after: str
    row: tuple[str, int]


@dataclass(frozen=True)
class Deleted:
    """A record in the trash: what it was, called how, the row as it was, and the transaction that deleted it."""

    record: type[Record]
    row: int
    title: str
    transaction: Transaction
    image: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int]:
        """Table and row number."""
        return (self.record.TABLE, self.row)


def list_transactions(read: Reader, limit: int, before: int | None = None, words: str = "") -> list[Transaction]:
    """The newest `limit` transactions whatever their state, newest first; `before`: only those with a smaller number.

    `words`: only those in which each word stands: in the change's name, whom or what it was about, the day, the user.
    """
    where = ["id < ?"] if before else []
    values: list[Any] = [before] if before else []
    names = [(name, fold(_(name))) for (name,) in read.rows("SELECT DISTINCT name FROM steps")] if words else []
    sought = {word: [name for name, value in names if word in value] for word in words_to_find(words)}
    if sought:  # a page that was pasted into the field has more words than SQLite takes conditions
        searched = "fold(subject || ' ' || user || ' ' || computer) || strftime(' %d.%m.%Y', at, 'localtime')"
        where.append(
            "NOT EXISTS (SELECT 1 FROM json_each(?) AS sought WHERE NOT instr(" + searched + ", sought.key) "
            "AND steps.name NOT IN (SELECT value FROM json_each(sought.value)))"
        )
        values.append(json.dumps(sought, ensure_ascii=False))
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT {TRANSACTION_COLUMNS} FROM steps {condition} ORDER BY id DESC LIMIT ?"
    return [Transaction(*row) for row in read.rows(sql, *values, limit)]


def differences(read: Reader, transaction: int, only: Rows | None = None) -> list[Difference]:
    """What a transaction changed, field by field, in the user's language; `only`: of these rows, a new one whole."""
    results: list[Difference] = []
    rows = read.rows(
        "SELECT table_name, row_id, before, after FROM row_changes WHERE step_id = ? ORDER BY id", transaction
    )
    for table, row, before, after in rows:
        if only is None or (table, row) in only:
            if not (is_readable(before) and is_readable(after)):
                results.append(_unreadable(table, row))
                continue
            images = (values_of(image) if image else None for image in (before, after))
            results += _row_differences(read, (table, row), *images, whole=only is not None)
    return results


def whole_record(read: Reader, table: str, row: int) -> tuple[type[Record], int] | None:
    """The record that a row is, or that it is a part of; None for a row that tells no owner any more."""
    record = records_by_table().get(table)
    owner = owner_of(record) if record else None
    if record is None or owner is None:
        return (record, row) if record else None
    key = owner_column(record)
    result = read.value(
        f"SELECT coalesce({_extract('after', key)}, {_extract('before', key)}) FROM row_changes "
        "WHERE table_name = ? AND row_id = ? ORDER BY id DESC LIMIT 1", table, row,
    )  # fmt: skip
    return whole_record(read, owner[0].TABLE, result) if result is not None else None


def rows_of(read: Reader, record: type[Record], row: int) -> Rows:
    """The row of a record and the rows of all parts that it has or ever had."""
    rows = {(record.TABLE, row)}
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            part = record_class(field.target)
            for part_row in _part_rows(read, part, row):
                rows |= rows_of(read, part, part_row)
    return frozenset(rows)


def title_of(read: Reader, record: type[Record], row: int) -> str:
    """What people call a record, or called it last when it is deleted."""
    title = read.value(f'SELECT "{title_column(record)}" FROM {record.TABLE} WHERE id = ?', row)
    sql = "SELECT coalesce(after, before) FROM row_changes WHERE table_name = ? AND row_id = ? ORDER BY id DESC LIMIT 1"
    if title is None:
        title = values_of(read.value(sql, record.TABLE, row)).get(title_column(record))
    return str(title or "")


def transactions_of(read: Reader, rows: Rows) -> list[Transaction]:
    """The transactions in effect that changed any of these rows, newest first."""
    numbers = {
        number
        for table, row in rows
        for (number,) in read.rows("SELECT step_id FROM row_changes WHERE table_name = ? AND row_id = ?", table, row)
    }
    marks = ", ".join("?" * len(numbers))
    in_effect = f"state IN ({DONE}, {IRREVERSIBLE})"
    sql = f"SELECT {TRANSACTION_COLUMNS} FROM steps WHERE {in_effect} AND id IN ({marks}) ORDER BY id DESC"
    return [Transaction(*row) for row in read.rows(sql, *numbers)]


def images_after(read: Reader, rows: Iterable[tuple[str, int]], transaction: int) -> dict[tuple[str, int], str | None]:
    """Each row as it was when `transaction` was done, as JSON; None for a row that was not there.

    Undone transactions never were.
    """
    return {(table, row): _image_after(read, table, row, transaction) for table, row in rows}


def image_now(read: Reader, table: str, row: int) -> str | None:
    """A row as it stands in the file, as JSON; None when it is not there."""
    names = [name for (_number, name, *_rest) in read.rows(f'PRAGMA table_info("{table}")')]
    pairs = ", ".join(f"'{name}', \"{name}\"" for name in names)
    image: str | None = read.value(f'SELECT json_object({pairs}) FROM "{table}" WHERE id = ?', row)
    return image


def trash_of(read: Reader) -> list[Deleted]:
    """The records that were deleted and can be brought back, newest first. Parts come back with their record."""
    columns = ", ".join(f"s.{name}" for name in TRANSACTION_COLUMNS.split(", "))
    sql = (
        f"SELECT c.table_name, c.row_id, c.before, {columns} "
        "FROM row_changes AS c JOIN steps AS s ON s.id = c.step_id "
        f"WHERE c.after IS NULL AND s.state IN ({DONE}, {IRREVERSIBLE}) ORDER BY c.id DESC"
    )
    deleted: list[Deleted] = []
    seen: set[tuple[str, int]] = set()
    for table, row, before, *transaction in read.rows(sql):
        record = records_by_table().get(table)
        if record is None or record.INTERNAL or owner_of(record) or (table, row) in seen:
            continue
        seen.add((table, row))
        if read.value(f'SELECT 1 FROM "{table}" WHERE id = ?', row) is None:
            image = values_of(before)
            title = str(image.get(title_column(record)) or "") if image else _("(cannot be read)")
            deleted.append(Deleted(record, row, title, Transaction(*transaction), image))
    return deleted


def _image_after(read: Reader, table: str, row: int, transaction: int) -> str | None:
    changes = (
        "SELECT {image} FROM row_changes AS c JOIN steps AS s ON s.id = c.step_id WHERE c.table_name = ? "
        f"AND c.row_id = ? AND s.state IN ({DONE}, {IRREVERSIBLE}) AND s.id {{side}} ? ORDER BY c.id {{order}} LIMIT 1"
    )
    stored = read.row(changes.format(image="c.after", side="<=", order="DESC"), table, row, transaction)
    stored = stored or read.row(changes.format(image="c.before", side=">", order="ASC"), table, row, transaction)
    return stored[0] if stored else image_now(read, table, row)


def _part_rows(read: Reader, part: type[Record], owner: int) -> set[int]:
    key = owner_column(part)
    rows = {row for (row,) in read.rows(f'SELECT id FROM {part.TABLE} WHERE "{key}" = ?', owner)}
    sql = (
        "SELECT DISTINCT row_id FROM row_changes WHERE table_name = ? "
        f"AND ({_extract('before', key)} = ? OR {_extract('after', key)} = ?)"
    )
    return rows | {row for (row,) in read.rows(sql, part.TABLE, owner, owner)}


def _extract(image: str, key: str) -> str:
    """What SQL takes out of an image, nothing of one that cannot be read."""
    return f"iif(json_valid({image}), json_extract({image}, '$.{key}'), NULL)"


def _unreadable(table: str, row: int) -> Difference:
    record = records_by_table().get(table)
    words = _("What was changed here cannot be read: the file's history is damaged.")
    return Difference(_(record.LABEL) if record else table, "", "", "", words, (table, row))


def _row_differences(
    read: Reader, row: tuple[str, int], before: dict[str, Any] | None, after: dict[str, Any] | None, *, whole: bool
) -> list[Difference]:
    record = records_by_table().get(row[0])
    if record is None or record.INTERNAL:
        return []
    title = str((after or before or {}).get(title_column(record)) or "")
    label = _(record.LABEL)
    if (before is None or after is None) and not whole:
        values = (title if after is None else "", title if before is None else "")
        return [Difference(label, title, "", *values, row)]
    old, new = before or {}, after or {}
    differing = []
    for name, field in columns_of(record).items():
        there = name in (old or new) and name in (new or old)
        if there and old.get(name) != new.get(name):
            was, became = (_display(read, field, image.get(name)) for image in (old, new))
            if was or became:
                differing.append(Difference(label, title, _(field.label), was, became, row))
    return differing


def _display(read: Reader, field: Field, value: Any) -> str:
    """A value of the journal as a person reads it."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.LINK:
        target = record_class(field.target)
        title = read.value(f'SELECT "{title_column(target)}" FROM {target.TABLE} WHERE id = ?', value)
        return str(title or _("(deleted)"))
    return display_value(field, value)


def display_value(field: Field, value: Any) -> str:
    """A value as the file holds it, of any field but a link, as a person reads it."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.DAY:
        return ".".join(reversed(str(value).split("-")))
    if field.kind is Kind.CHOICE and field.choices:
        return _(field.choices.of(str(value)).label)
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        number = f"{value / 100:.2f}" if field.kind is Kind.MONEY else f"{value:g}"
        return number.replace(".", ",") if language() == "ru" else number
    return str(value)
