"""The records mapped to tables; every column is derived from a field as it is told in core.

Importing this module imports SQLAlchemy, so only `store` and `schema` do, and late.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, Text, TypeDecorator
from sqlalchemy.orm import registry, relationship

from cluster_desk.core.records.catalog import RECORDS, owner_of, record_class
from cluster_desk.core.records.fields import Choice, Field, Kind, Record, fields_of

metadata = MetaData()
_registry = registry(metadata=metadata)


class _ChoiceText(TypeDecorator[Choice]):
    """A choice stored as its code; a code that a newer version wrote reads as the list's last member."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Choice | None, dialect: Any) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Any) -> Choice | None:
        return None if value is None else self.choices.of(value)


_TYPES = {
    Kind.TEXT: Text,
    Kind.PROSE: Text,
    Kind.CLOCK: Text,
    Kind.DAY: Date,
    Kind.WHOLE: Integer,
    Kind.MONEY: Integer,
    Kind.NUMBER: Float,
    Kind.FLAG: Boolean,
}


def _column(field: Field) -> Column[Any]:
    if field.kind is Kind.LINK:
        target = record_class(field.target).TABLE
        on_delete = "SET NULL" if field.cleared else "CASCADE" if field.follows else None
        return Column(field.name, Integer, ForeignKey(f"{target}.id", ondelete=on_delete))
    if field.kind is Kind.CHOICE and field.choices is not None:
        return Column(field.name, _ChoiceText(field.choices), nullable=False)
    empty_is_none = field.kind in (Kind.DAY, Kind.WHOLE, Kind.MONEY, Kind.NUMBER)
    return Column(field.name, _TYPES[field.kind], nullable=empty_is_none)


def owner_column(part: type[Record]) -> str:
    """The column of a part's table that holds its owner's row number; "" for a record that stands alone."""
    owner = owner_of(part)
    return f"{owner[0].TABLE}_id" if owner else ""


def _table(record: type[Record]) -> Table:
    columns: list[Any] = [Column("id", Integer, primary_key=True), Column("uuid", Text, nullable=False, unique=True)]
    owner = owner_of(record)
    if owner:
        key = ForeignKey(f"{owner[0].TABLE}.id", ondelete="CASCADE")
        columns += [
            Column(owner_column(record), Integer, key, nullable=False),
            Column("place", Integer, nullable=False),
        ]
    told = [field for field in fields_of(record).values() if field.kind is not Kind.PARTS]
    columns += [_column(field) for field in told]
    table = Table(record.TABLE, metadata, *columns, sqlite_autoincrement=True)
    indexed = [owner_column(record)] if owner else []
    indexed += [field.name for field in told if field.kind is Kind.LINK or field.indexed]
    for name in indexed:
        Index(f"ix_{record.TABLE}_{name}", table.c[name])
    return table


def _map(record: type[Record]) -> None:
    properties = {}
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            part = record_class(field.target)
            properties[field.name] = relationship(
                STORED[part],
                foreign_keys=_TABLES[part].c[owner_column(part)],
                order_by=_TABLES[part].c.place,
                cascade="all, delete-orphan",
                passive_deletes=True,
                lazy="raise",
            )
    _registry.map_imperatively(STORED[record], _TABLES[record], properties=properties)


_TABLES = {record: _table(record) for record in RECORDS}
# SQLAlchemy works on subclasses of its own, so that the records that the rest of the program holds stay plain.
STORED: dict[type[Record], type[Record]] = {record: type(record.__name__, (record,), {}) for record in RECORDS}
PLAIN = {stored: record for record, stored in STORED.items()}
for _record in RECORDS:
    _map(_record)
_registry.configure()
TABLES = tuple(_TABLES.values())
