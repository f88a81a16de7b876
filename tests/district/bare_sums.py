"""The sums that the store keeps, held against the bare facts: each is added up here once more, row by row.

Nothing of the code that counts them is used: the facts are read plainly and added up by Python.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Table, select

from cluster_desk.core.records.events import TakingPart
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.tables import SUMS, metadata

_KINDS = [kind.value for kind in TakingPart]
_Sums = dict[tuple[int, ...], dict[str, int | None]]


def wrong_sums(store: Store) -> list[str]:
    """What the store's sums tell otherwise than its facts; nothing where all is right."""
    with store.reading() as connection:
        rows = {table.name: _plain(connection, table) for table in metadata.sorted_tables}
    told = {table.name: _told(table, rows[table.name]) for table in SUMS}
    held, named = [one for one in rows["events"] if one.state == "held"], rows["participations"]
    expected = {
        "month_sums": _of_events(held, 7),
        "year_sums": _of_events(held, 4),
        "organization_sums": _of_people(named, 7),
        "organization_years": _of_people(named, 4),
        "plan_sums": _of_plans(rows["plan_items"]),
        "decision_sums": _of_decisions(rows["decisions"]),
    }
    return [
        f"{store.name}: {name} {key}: {told[name].get(key)} is not {sums.get(key)} of the bare facts"
        for name, sums in expected.items()
        for key in sorted({*sums, *told[name]})
        if told[name].get(key) != sums.get(key)
    ]


def _plain(connection: Connection, table: Table) -> list[Any]:
    """The rows, a column an attribute."""
    return [SimpleNamespace(**row) for row in connection.execute(select(table)).mappings()]


def _told(table: Table, rows: Iterable[Any]) -> _Sums:
    keys = [column.name for column in table.primary_key]
    values = [column.name for column in table.c if column.name not in (*keys, "cluster_id")]
    return {tuple(getattr(row, key) for key in keys): {name: getattr(row, name) for name in values} for row in rows}


def _part(day: Any, length: int) -> int:
    """202603 of a day, or its year."""
    return int(day.isoformat()[:length].replace("-", ""))


def _known(values: Iterable[int | None]) -> int | None:
    told = [value for value in values if value is not None]
    return sum(told) if told else None


def _of_events(held: list[Any], length: int) -> _Sums:
    groups = defaultdict(list)
    for one in held:
        groups[_part(one.first_day, length), one.cluster_id].append(one)
    found: _Sums = {}
    for key, own in groups.items():
        found[key] = {"events": len(own), "untold": sum(one.people is None for one in own)}
        found[key] |= {name: _known(getattr(one, name) for one in own) for name in (*_KINDS, "people")}
    return found


def _of_people(rows: list[Any], length: int) -> _Sums:
    groups = defaultdict(list)
    for one in rows:
        if one.organization_id is not None:
            groups[_part(one.first_day, length), one.cluster_id, one.organization_id].append(one)
    found: _Sums = {}
    for key, own in groups.items():
        people = [one for one in own if not one.unit]
        found[key] = {"events": len({one.event for one in own}), "people": _known(one.count for one in people)}
        found[key] |= {kind: _known(one.count for one in people if one.kind == kind) for kind in _KINDS}
    return found


def _of_plans(items: list[Any]) -> _Sums:
    found: dict[tuple[int, ...], Counter[str]] = defaultdict(Counter)
    for one in items:
        own = found[one.delivery_id, _part(one.last_day, 7) if one.last_day else 0]
        own["items"] += 1
        if one.state:
            own[one.state] += 1
        own["untold"] += one.state is None and not one.is_ahead
        own["ahead"] += one.is_ahead
    names = ("items", "done", "under_way", "moved", "cancelled", "untold", "ahead")
    return {key: {name: own[name] for name in names} for key, own in found.items()}


def _of_decisions(rows: list[Any]) -> _Sums:
    groups = defaultdict(list)
    for one in rows:
        groups[one.delivery_id,].append(one)
    found: _Sums = {}
    for key, own in groups.items():
        opened = [one for one in own if one.state in ("in_work", "partly", "moved")]
        found[key] = {
            "all": len(own),
            "fulfilled": sum(one.state == "fulfilled" for one in own),
            "open": len(opened),
            "overdue": sum(one.overdue_days > 0 for one in opened),
            "longest": max(one.overdue_days for one in own),
        }
    return found
