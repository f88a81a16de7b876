"""A list of records as flat rows, its columns taken from the fields as core declares them."""

from collections import namedtuple
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Choice, Field, Kind, Record, fields_of, title_column
from cluster_desk.data.queries.reader import Reader


class Column(NamedTuple):
    """A column of a list: `sql` gives its value, with the record's own table named `t`.

    `label` is a msgid. A DAY comes as ISO text, a CHOICE as its code, a LINK as the other record's title.
    """

    key: str
    label: str
    kind: Kind
    sql: str
    listed: bool = True
    choices: type[Choice] | None = None
    target: str = ""  # LINK: the class name of the other record; `sql` is its row number then

    def shown_sql(self) -> str:
        """SQL for what the list shows. The other record's file is imported now: most lists declared are never asked."""
        return title_sql(record_class(self.target), self.sql) if self.target else self.sql


class Listing:
    """A list of one kind of record: `order` is the SQL order, `where` an SQL condition that uses `:name` values."""

    def __init__(self, record: type[Record], columns: Sequence[Column], order: str, where: str = "") -> None:
        self.record, self.columns = record, columns
        self.order, self.where = order, where

    @cached_property
    def row(self) -> Any:
        """The class of a row, a named tuple: `id`, then a value named after each column."""
        return row_class(["id", *(column.key for column in self.columns)])

    def rows(self, read: Reader, **values: Any) -> list[Any]:
        """The rows, each by its `row`: read by name, and as plain as a tuple."""
        columns = ", ".join(["t.id", *(column.shown_sql() for column in self.columns)])
        where = f" WHERE {self.where}" if self.where else ""
        sql = f"SELECT {columns} FROM {self.record.TABLE} AS t{where} ORDER BY {self.order}"
        return list(map(self.row._make, read.rows_named(sql, values)))

    def records(self, read: Reader) -> list[Any]:
        """All records of the list's kind, whole, in its order."""
        rows = read.rows(f"SELECT t.id FROM {self.record.TABLE} AS t ORDER BY {self.order}")
        return read.load_all(self.record, [row for (row,) in rows])


def row_class(keys: Sequence[str]) -> Any:
    """A class of named tuples with a value for each of `keys`."""
    return namedtuple("ListRow", keys)


def field_column(record: type[Record], name: str) -> Column:
    """The column of a declared field."""
    return _column_of(fields_of(record)[name])


def field_columns(record: type[Record], *, without: Sequence[str] = ()) -> list[Column]:
    """A column for every field of `record` that a list can hold, except those named."""
    return [
        _column_of(field)
        for field in fields_of(record).values()
        if field.kind is not Kind.PARTS and not field.hidden and field.name not in without
    ]


def choice_order(column: str, choices: type[Choice]) -> str:
    """SQL that orders by a choice as its members are told."""
    return f"CASE {column} " + " ".join(f"WHEN '{one.value}' THEN {n}" for n, one in enumerate(choices)) + " END"


def title_sql(record: type[Record], row: str) -> str:
    """SQL for the title of the record whose row number the SQL `row` gives."""
    return f'(SELECT "{title_column(record)}" FROM {record.TABLE} WHERE id = {row})'


def titles(read: Reader, record: type[Record], ids: Iterable[int | None]) -> dict[int | None, str]:
    """What the records of a kind are called, by row number; None is called ""."""
    wanted = ", ".join(str(row) for row in set(ids) if row is not None)
    sql = f'SELECT id, "{title_column(record)}" FROM {record.TABLE} WHERE id IN ({wanted})'
    return {None: "", **{row: str(title) for row, title in read.rows(sql)}}


def _column_of(field: Field) -> Column:
    sql = f't."{field.column}"'
    return Column(field.name, field.label, field.kind, sql, field.listed, field.choices, field.target)
