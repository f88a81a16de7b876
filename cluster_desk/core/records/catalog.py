"""All kinds of records there are, and who links to whom. The file of a kind is imported when it is asked for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain

from cluster_desk.core.records.fields import Field, Kind, Record, fields_of

_FILES = {
    "Cluster": "cluster",
    "Organization": "members",
    "Person": "members",
    "NameForm": "members",
    "OrganizationSpelling": "members",
    "Body": "council",
    "CouncilSeat": "council",
    "Meeting": "council",
    "Plan": "plans",
    "PlanSection": "plans",
    "PlanItem": "plans",
    "Event": "events",
    "EventFolder": "participants",
    "Participant": "participants",
    "Resource": "resources",
    "Club": "resources",
    "Indicator": "indicators",
    "BudgetLine": "indicators",
    "DepartmentForm": "forms",
    "JudgedFine": "cluster",
    "ImportedRecord": "imports",
    "Template": "templates",
    "OfficePaper": "office_papers",
    "Collection": "collecting",
    "Publication": "publishing",
    "Consent": "consents",
    "IncomingPaper": "control",
    "Visit": "control",
}
"""The records that stand alone, by name, and their files in this folder; their parts are told by their fields."""
_FOLDER = "cluster_desk.core.records"


def _alone(name: str) -> type[Record]:
    kind: type[Record] = getattr(importlib.import_module(f"{_FOLDER}.{_FILES[name]}"), name)
    return kind


def part_class(record: type[Record], field: Field) -> type[Record]:
    """The kind of the parts that `field` of `record` holds: it stands in the same file."""
    kind: type[Record] = getattr(sys.modules[record.__module__], field.target)
    return kind


def _with_parts(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            yield from _with_parts(part_class(record, field))


@cache
def all_records() -> tuple[type[Record], ...]:
    """Every kind of record, each followed by its parts."""
    return tuple(each for name in _FILES for each in _with_parts(_alone(name)))


@cache
def records_by_table() -> dict[str, type[Record]]:
    """Every kind of record by its table."""
    return {record.TABLE: record for record in all_records()}


@cache
def kinds_with_bytes() -> tuple[type[Record], ...]:
    """The kinds that name bytes of the table `contents` by their field `digest`."""
    return tuple(record for record in all_records() if "digest" in fields_of(record))


def record_class(name: str) -> type[Record]:
    """The record class called `name`; KeyError for a name nobody has."""
    return _alone(name) if name in _FILES else _imported_part(name) or _part(name)


def _imported_part(name: str) -> type[Record] | None:
    """A part by its name, when the file that declares it is imported already."""
    for file in dict.fromkeys(_FILES.values()):
        part: type[Record] | None = getattr(sys.modules.get(f"{_FOLDER}.{file}"), name, None)
        if part is not None:
            return part
    return None


def _part(name: str) -> type[Record]:
    """A part by its name: file after file is imported until one declares it, for the rest may not be needed."""
    for record in chain.from_iterable(map(_with_parts, map(_alone, _FILES))):
        if record.__name__ == name:
            return record
    raise KeyError(name)


def owner_of(part: type[Record]) -> tuple[type[Record], Field] | None:
    """The class and field that hold `part` among their parts; None for a record that stands alone."""
    return _owners_in(part.__module__).get(part.__name__)


@cache
def _owners_in(module: str) -> dict[str, tuple[type[Record], Field]]:
    """Who holds each part that is declared in this file."""
    names = [name for name, file in _FILES.items() if module == f"{_FOLDER}.{file}"]
    return {
        field.target: (record, field)
        for name in names
        for record in _with_parts(_alone(name))
        for field in fields_of(record).values()
        if field.kind is Kind.PARTS
    }


def owner_column(part: type[Record]) -> str:
    """The column of a part's table that holds its owner's row number; "" for a record that stands alone."""
    owner = owner_of(part)
    return f"{owner[0].TABLE}_id" if owner else ""


def links_to(target: type[Record]) -> Iterator[tuple[type[Record], Field]]:
    """Every class and link field that may point at a `target`."""
    for record in all_records():
        for field in fields_of(record).values():
            if field.kind is Kind.LINK and field.target == target.__name__:
                yield record, field
