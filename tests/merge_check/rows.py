"""What a data file holds, told alike in every copy: rows by uuid, links by uuid, lists in their order."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.records.catalog import all_records, owner_column, owner_of, record_class
from cluster_desk.core.records.fields import Kind, columns_of

Key = tuple[str, str]


@dataclass
class State:
    """Rows by table and uuid, and lists of uuids by table and the uuid of what they stand in."""

    rows: dict[Key, dict[str, Any]] = field(default_factory=dict)
    lists: dict[Key, list[str]] = field(default_factory=dict)


def state_of(connection: sqlite3.Connection) -> State:
    """Everything that the records of an open file say."""
    uuids = {
        record.TABLE: dict(connection.execute(f"SELECT id, uuid FROM {record.TABLE}").fetchall())
        for record in all_records()
    }
    state = State()
    for record in all_records():
        owner, links = owner_of(record), _links(record)
        within = owner_column(record) or ("plan_id" if record.TABLE == "plan_sections" else "")
        within = within or ("section_id" if record.TABLE == "plan_items" else "")
        order = "place, id" if within else "id"
        cursor = connection.execute(f"SELECT * FROM {record.TABLE} ORDER BY {order}")
        names = [column[0] for column in cursor.description]
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            for column, target in links.items():
                if row[column] is not None:
                    row[column] = uuids[target].get(row[column], f"no row {row[column]}")
            del row["id"]
            if within:
                del row["place"]
                state.lists.setdefault((record.TABLE, row[within]), []).append(row["uuid"])
            state.rows[record.TABLE, row["uuid"]] = row
        assert owner is None or within
    return state


def _links(record: Any) -> dict[str, str]:
    owner = owner_of(record)
    links = {owner_column(record): owner[0].TABLE} if owner else {}
    for column, field_ in columns_of(record).items():
        if field_.kind is Kind.LINK:
            links[column] = record_class(field_.target).TABLE
    return links
