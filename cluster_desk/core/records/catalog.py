"""All kinds of records there are, and who links to whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from cluster_desk.core.records.cluster import Cluster, JudgedFine
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.core.records.forms import DepartmentForm
from cluster_desk.core.records.imports import ImportedRecord
from cluster_desk.core.records.indicators import BudgetLine, Indicator
from cluster_desk.core.records.members import NameForm, Organization, OrganizationSpelling, Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.core.records.templates import Template

_ALONE: tuple[type[Record], ...] = (
    *(Cluster, Organization, Person, NameForm, OrganizationSpelling, CouncilSeat, Meeting),
    *(Plan, PlanSection, PlanItem, Event, Resource, Club, Indicator, BudgetLine, DepartmentForm),
    *(JudgedFine, ImportedRecord, Template),
)
"""The records that stand alone; their parts are told by their fields."""


def _with_parts(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            yield from _with_parts(getattr(sys.modules[record.__module__], field.target))


RECORDS: tuple[type[Record], ...] = tuple(each for record in _ALONE for each in _with_parts(record))
"""Every kind of record, each followed by its parts, which stand in the same file."""

_BY_NAME = {record.__name__: record for record in RECORDS}
RECORD_OF_TABLE = {record.TABLE: record for record in RECORDS}
AREA_OF_TABLE = {record.TABLE: record.AREA for record in RECORDS}


def record_class(name: str) -> type[Record]:
    """The record class called `name`; KeyError for a name nobody has."""
    return _BY_NAME[name]


def owner_of(part: type[Record]) -> tuple[type[Record], Field] | None:
    """The class and field that hold `part` among their parts; None for a record that stands alone."""
    return _OWNERS.get(part.__name__)


def owner_column(part: type[Record]) -> str:
    """The column of a part's table that holds its owner's row number; "" for a record that stands alone."""
    owner = owner_of(part)
    return f"{owner[0].TABLE}_id" if owner else ""


_OWNERS: dict[str, tuple[type[Record], Field]] = {
    field.target: (record, field)
    for record in RECORDS
    for field in fields_of(record).values()
    if field.kind is Kind.PARTS
}


def links_to(target: type[Record]) -> Iterator[tuple[type[Record], Field]]:
    """Every class and link field that may point at a `target`."""
    for record in RECORDS:
        for field in fields_of(record).values():
            if field.kind is Kind.LINK and field.target == target.__name__:
                yield record, field
