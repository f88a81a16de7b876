"""The sample cluster: an invented one, lifelike enough to try everything on.

Its records lie in `resources/sample/<area>.json`: lists by record class, fields by their names, days in ISO 8601,
choices as codes. A link names the other record by its title. They enter by the desk's own door, so the rules hold.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

from cluster_desk.core import resources
from cluster_desk.core.records.catalog import all_records, record_class
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.core.russian.inflection import cluster_genitive
from cluster_desk.desk import Desk

FOLDER = resources.FOLDER / "sample"
_Titles = dict[tuple[str, str], int]
"""Row numbers by record class and title."""


def create_sample(path: Path, name: str = "") -> None:
    """Create a data file with the sample cluster at `path`, with nothing to undo. Raises UserError when it cannot.

    It is called `name` where one is given.
    """
    result = _sample_records()
    titles: _Titles = {
        (name, row.get(record_class(name).TITLE, "")): number
        for name, rows in result.items()
        for number, row in enumerate(rows, start=1)
    }
    titles |= _titles_of_parts(result)
    cluster, *records = (
        _record(record_class(name), row, titles, number)
        for name in (record.__name__ for record in all_records() if record.__name__ in result)
        for number, row in enumerate(result[name], start=1)
    )
    assert isinstance(cluster, Cluster)
    if name:
        cluster.name, cluster.name_genitive = name, cluster_genitive(name)
    Desk.create(path, cluster, *records, origin="sample").close()


def _titles_of_parts(values: dict[str, list[dict[str, Any]]]) -> _Titles:
    """The row numbers that parts will have: they are numbered one after another as they are written."""
    titles: _Titles = {}
    counted: Counter[str] = Counter()

    def walk(kind: type[Record], row: dict[str, Any]) -> None:
        for field in fields_of(kind).values():
            if field.kind is Kind.PARTS:
                for part in row.get(field.name, ()):
                    counted[field.target] += 1
                    title = part.get(record_class(field.target).TITLE, "")
                    titles.setdefault((field.target, title), counted[field.target])
                    walk(record_class(field.target), part)

    for name in (record.__name__ for record in all_records() if record.__name__ in values):
        for row in values[name]:
            walk(record_class(name), row)
    return titles


def _sample_records() -> dict[str, list[dict[str, Any]]]:
    """Every record of every area's file, by class name."""
    values: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        values |= json.loads(path.read_text(encoding="utf-8"))
    return values


def _record(kind: type[Record], row: dict[str, Any], titles: _Titles, number: int | None = None) -> Record:
    fields = fields_of(kind)
    return kind(id=number, **{name: _value(fields[name], value, titles) for name, value in row.items()})


def _value(field: Field, value: Any, titles: _Titles) -> Any:
    """What stands in the JSON as the field holds it."""
    if field.kind is Kind.PARTS:
        return [_record(record_class(field.target), part, titles) for part in value]
    if field.kind is Kind.LINK:
        return titles[field.target, value]
    if field.kind is Kind.DAY:
        return dt.date.fromisoformat(value)
    return field.choices.of(value) if field.choices else value
