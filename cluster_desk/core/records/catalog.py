"""All kinds of records there are, and who links to whom."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_desk.core.records.cluster import Cluster, JudgedFine, MovedDay, SchoolVacation
from cluster_desk.core.records.council import (
    AgendaItem,
    Attendee,
    CouncilSeat,
    Decision,
    DeclinedProposal,
    Executor,
    Guest,
    Meeting,
    Speaker,
    Unlocking,
)
from cluster_desk.core.records.events import Attachment, Event, EventPerson, EventSpan, Participation, ServedItem
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.core.records.forms import DepartmentForm, FilledCell
from cluster_desk.core.records.imports import ImportedRecord
from cluster_desk.core.records.indicators import BudgetLine, Expense, Indicator, IndicatorValue
from cluster_desk.core.records.members import (
    AdditionalAgreement,
    Agreement,
    FormerHead,
    Membership,
    NameForm,
    Organization,
    OrganizationSpelling,
    Person,
)
from cluster_desk.core.records.plans import (
    Approval,
    Direction,
    DirectionLine,
    EventList,
    Goal,
    ListedEvent,
    Plan,
    PlanItem,
    PlanSection,
    PlanStep,
    PlanText,
    Responsible,
    StepResponsible,
    Subtask,
    Task,
)
from cluster_desk.core.records.resources import Club, ClubSchool, Loan, Resource

RECORDS: tuple[type[Record], ...] = (
    Cluster,
    SchoolVacation,
    MovedDay,
    Organization,
    Agreement,
    AdditionalAgreement,
    Membership,
    FormerHead,
    Person,
    NameForm,
    OrganizationSpelling,
    CouncilSeat,
    Meeting,
    AgendaItem,
    Speaker,
    Decision,
    Executor,
    Attendee,
    Guest,
    Unlocking,
    DeclinedProposal,
    Plan,
    Approval,
    Goal,
    Task,
    Subtask,
    PlanText,
    Direction,
    DirectionLine,
    EventList,
    ListedEvent,
    PlanSection,
    PlanItem,
    Responsible,
    PlanStep,
    StepResponsible,
    Event,
    EventSpan,
    ServedItem,
    Participation,
    EventPerson,
    Attachment,
    Resource,
    Loan,
    Club,
    ClubSchool,
    Indicator,
    IndicatorValue,
    BudgetLine,
    Expense,
    DepartmentForm,
    FilledCell,
    JudgedFine,
    ImportedRecord,
)

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
