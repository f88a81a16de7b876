"""One of two files that are merged: its transactions, its rows with links told by uuids, what its history remembers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from cluster_desk.data.file.connection import FileConnection
from cluster_desk.data.history.journal import DONE, IRREVERSIBLE, MERGED
from cluster_desk.data.merge.shapes import Shape, shape_of

Which = Literal["here", "there"]
Key = tuple[str, str]
"""A row of both files: table and uuid."""
Row = Mapping[str, Any]
"""A row by its columns; links and the owner are told by uuids, `id` is the number in that file."""


@dataclass(frozen=True)
class Line:
    """A transaction as a line of a file's history."""

    id: int
    uuid: str
    name: str
    at: str
    origin: str
    state: int

    @property
    def in_effect(self) -> bool:
        """Whether what it did stands."""
        return self.state in (DONE, IRREVERSIBLE)


@dataclass
class Side:
    """A file that is merged. `uuids` remembers of rows met so far, those long gone too, which uuid they had."""

    which: Which
    connection: FileConnection
    uuids: dict[tuple[str, int], str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[Line]:
        """All transactions, the oldest first."""
        sql = "SELECT id, uuid, name, at, origin, state FROM steps ORDER BY id"
        return [Line(*row) for row in self.connection.execute(sql).fetchall()]

    @cached_property
    def own(self) -> dict[str, Line]:
        """The lines by uuid."""
        return {line.uuid: line for line in self.lines}

    @cached_property
    def merged(self) -> frozenset[str]:
        """The transactions of other files up to which these were merged into this one."""
        marks = (line.origin.split()[1:] for line in self.lines if line.in_effect and line.origin.startswith(MERGED))
        return frozenset(mark for each in marks for mark in each)

    @cached_property
    def head(self) -> str:
        """The uuid of the last transaction in effect; "" where nothing was changed yet."""
        return next((line.uuid for line in reversed(self.lines) if line.in_effect), "")

    def marks(self) -> list[str]:
        """What a file that merges this one is to remember of it."""
        return [mark for mark in (self.head, *sorted(self.merged)) if mark]

    def columns(self, table: str) -> list[str]:
        """The columns of a table in their order."""
        return [row[1] for row in self.connection.execute(f'PRAGMA table_info("{table}")')]

    def rows(self, shape: Shape) -> Iterator[tuple[Any, ...]]:
        """All rows of a table as they stand in the file, by their numbers."""
        return iter(self.connection.execute(f'SELECT * FROM "{shape.table}" ORDER BY id'))

    def row(self, table: str, number: int) -> Row | None:
        """A row by its number."""
        found = self.connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (number,)).fetchone()
        return self.told(table, dict(zip(self.columns(table), found, strict=True))) if found else None

    def told(self, table: str, values: dict[str, Any]) -> Row:
        """A row as the file or its history holds it, its links told by uuids."""
        links = shape_of(table).links
        row = {name: _plain(value) for name, value in values.items()}
        for column, target in links.items():
            if row.get(column) is not None:
                row[column] = self.uuid_of(target, row[column])
        return row

    def uuid_of(self, table: str, number: int) -> str:
        """The uuid of a row, also of one that is gone, as far as the history that was read remembers it."""
        key = (table, number)
        if key not in self.uuids:
            found = self.connection.execute(f'SELECT uuid FROM "{table}" WHERE id = ?', (number,)).fetchone()
            self.uuids[key] = str(found[0]) if found else f"#{number}"
        return self.uuids[key]

    def number_of(self, key: Key) -> int | None:
        """The number of a row in this file, None where it is not there."""
        found = self.connection.execute(f'SELECT id FROM "{key[0]}" WHERE uuid = ?', (key[1],)).fetchone()
        return int(found[0]) if found else None

    def find(self, key: Key) -> Row | None:
        """A row by its uuid."""
        found = self.connection.execute(f'SELECT * FROM "{key[0]}" WHERE uuid = ?', (key[1],)).fetchone()
        return self.told(key[0], dict(zip(self.columns(key[0]), found, strict=True))) if found else None

    def remember(self, table: str, number: int, image: str | None) -> dict[str, Any] | None:
        """The values of an image of the history; which uuid its row had is remembered."""
        values: dict[str, Any] | None = json.loads(image) if image else None
        if values:
            self.uuids.setdefault((table, number), str(values["uuid"]))
        return values


def _plain(value: Any) -> Any:
    """A value to be compared: the history keeps 15 figures of a number."""
    return float(f"{value:.15g}") if isinstance(value, float) else value
