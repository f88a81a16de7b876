"""What somebody corrects in a document while looking through it: the words of a row, as if the document had them.

A correction changes the draft that was read, and everything that its words mean is read anew from it. Corrections are
kept by the place they belong to, so that they hold when the document is read once more with other columns.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import (
    ParsedDocument,
    ParsedParticipant,
    ParsedPeopleList,
    ParsedPeriod,
    ParsedPlan,
)
from cluster_desk.core.parsed_rows import ParsedRow
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.records.plans import (
    Approval,
    Direction,
    EventList,
    Goal,
    PlanItem,
    PlanSection,
    PlanStep,
    PlanText,
    Responsible,
    StepResponsible,
    Task,
)
from cluster_desk.core.russian.dates import find_day, find_time, read_day, show_day
from cluster_desk.core.russian.people import read_people
from cluster_desk.exchange.parsers.log import days_of

_FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    PlanSection: ("name",),
    PlanItem: ("number", "title", "deadline", "responsible", "result"),
    PlanStep: ("result", "deadline", "responsible"),
    Organization: ("number", "full_name", "head", "agreement", "address", "phone", "email", "site"),
    CouncilSeat: ("name", "position", "role_words", "organization"),
    Meeting: ("number", "theme", "place", "day_words", "time_words"),
    AgendaItem: ("number", "topic", "speaker"),
    Event: ("name", "day_words", "form", "audience"),
    Approval: ("kind", "position", "name", "order"),
    Goal: ("text",),
    Task: ("text",),
    PlanText: ("heading", "text"),
    Direction: ("title_words",),
    EventList: ("name", "heading"),
}
"""What can be corrected in a row of each kind; names that are no fields of the record stand in the draft's `typed`."""
_OF_PARTICIPANT = ("name", "grade", "organization", "mentor", "nomination", "work")
_LABELS = {
    "number": N_("№"),
    "head": N_("Head"),
    "agreement": N_("Agreement"),
    "name": N_("Name"),
    "organization": N_("Organization"),
    "speaker": N_("Speaker"),
    "day_words": N_("When"),
    "time_words": N_("Time"),
    "role_words": N_("Role"),
    "start": N_("The plan begins"),
    "end": N_("The plan ends"),
}


@dataclass(frozen=True)
class CorrectableField:
    """A field of a row as it is read now; `is_long` for words of several lines, `is_day` for a day."""

    name: str
    label: str
    words: str
    is_long: bool = False
    is_day: bool = False


def correctable(row: ParsedRow, document: ParsedDocument) -> list[CorrectableField]:
    """What of a row can be corrected."""
    if isinstance(row, ParsedPlan):
        period = row.own_period or document.period
        return [
            CorrectableField("name", _("Title"), row.name or document.title or ""),
            *(
                CorrectableField(name, _(_LABELS[name]), _shown(getattr(period, name, "")), is_day=True)
                for name in ("start", "end")
            ),
        ]
    if isinstance(row, ParsedPeopleList):
        return [
            CorrectableField("title", _("Title"), row.title, is_long=True),
            CorrectableField("day_words", _(_LABELS["day_words"]), row.day_words),
        ]
    if isinstance(row, ParsedParticipant):
        known = fields_of(Participant)
        labels = {
            name: known["organization_words" if name == "organization" else name].label for name in _OF_PARTICIPANT
        }
        return [CorrectableField(name, _(label), getattr(row, name)) for name, label in labels.items()]
    if not isinstance(row, Parsed):
        return []
    record = row.record
    known = fields_of(type(record))
    return [
        CorrectableField(
            name,
            _(_LABELS[name] if name in row.typed or name not in known else known[name].label),
            _words(row, name),
            is_long=name in known and known[name].kind is Kind.PROSE,
        )
        for name in _FIELDS.get(type(record), ())
    ]


def _shown(day: str) -> str:
    return show_day(dt.date.fromisoformat(day)) if day else ""


def _words(row: Parsed[Any], name: str) -> str:
    value = row.typed.get(name) if name in row.typed else getattr(row.record, name, "")
    return "\n".join(value) if isinstance(value, list) else str(value or "")


@dataclass(frozen=True)
class _Place:
    """Where a row stands: its kind and source, and which of the rows there it is."""

    kind: str
    document: str
    table: int
    row: int
    paragraph: int
    sheet: str
    count: int


@dataclass
class Corrections:
    """What was corrected in one document, by place and field."""

    made: dict[_Place, dict[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.made)

    def correct(self, document: ParsedDocument, row: ParsedRow, words: Mapping[str, str]) -> None:
        """Put other words into the fields of a row of `document`, now and whenever it is read again."""
        place = next((place for place, one in _places(document) if one is row), None)
        if place is not None:
            self.made.setdefault(place, {}).update(words)
        _put(row, words)

    def rows(self, document: ParsedDocument) -> set[int]:
        """The rows of `document` of which something was corrected, by their identity."""
        return {id(row) for place, row in _places(document) if place in self.made} if self.made else set()

    def apply(self, document: ParsedDocument) -> None:
        """Put everything that was corrected into `document`, which was read anew."""
        for place, row in list(_places(document)) if self.made else ():
            if place in self.made:
                _put(row, self.made[place])


def _places(document: ParsedDocument) -> Iterator[tuple[_Place, ParsedRow]]:
    counts: Counter[tuple[object, ...]] = Counter()
    for row in document.rows():
        if not isinstance(row, Parsed | ParsedPlan | ParsedPeopleList | ParsedParticipant):
            continue
        source = row.source
        kind = type(row.record).__name__ if isinstance(row, Parsed) else type(row).__name__
        key = (kind, source.document, source.table, source.row, source.paragraph, source.sheet)
        counts[key] += 1
        yield _Place(*key, count=counts[key]), row


def _put(row: ParsedRow, words: Mapping[str, str]) -> None:
    """Put words into a draft, and read again what they mean; a doubt about them is settled by that."""
    row.doubts = [doubt for doubt in row.doubts if doubt.field not in words]
    if isinstance(row, ParsedPlan):
        _put_plan(row, words)
    elif isinstance(row, ParsedPeopleList):
        row.title, row.day_words = words.get("title", row.title), words.get("day_words", row.day_words)
        day = find_day(row.day_words)
        row.day = (day.value or "") if day else ""
    elif isinstance(row, ParsedParticipant):
        for name, text in words.items():
            setattr(row, name, text)
    elif isinstance(row, Parsed):
        for name, text in words.items():
            if name in row.typed or name not in fields_of(type(row.record)):
                row.typed[name] = text
            else:
                setattr(row.record, name, text)
            row.absent -= {name}
        _read_again(row, words)


def _put_plan(plan: ParsedPlan, words: Mapping[str, str]) -> None:
    plan.name = words.get("name", plan.name)
    start, end = (read_day(words.get(name, "")) for name in ("start", "end"))
    if start and end and start <= end:
        plan.own_period = ParsedPeriod(start.isoformat(), end.isoformat(), source=plan.source)


def _read_again(row: Parsed[Any], words: Mapping[str, str]) -> None:
    record = row.record
    if isinstance(record, PlanItem | PlanStep):
        record.deadline_day = None if "deadline" in words else record.deadline_day
        if "responsible" in words:
            kind: type[Responsible] = StepResponsible if isinstance(record, PlanStep) else Responsible
            people = read_people(record.responsible.split("\n"))
            record.people = [kind(name=one.name or "", position=one.position or "") for one in people]
            row.absent -= {"people"}
    elif isinstance(record, Meeting):
        day, time = find_day(record.day_words), find_time(record.time_words)
        if "day_words" in words:
            record.day = dt.date.fromisoformat(day.value) if day and day.value else None
            row.doubts = [doubt for doubt in row.doubts if doubt.field != "date"]
        if "time_words" in words:
            record.time = (time.value if time else "") or ""
    elif isinstance(record, Event) and "day_words" in words:
        years = [span.first.year for span in record.spans if span.first]
        record.spans = days_of(record.day_words, next(iter(years), None))
    elif isinstance(record, Approval):
        row.typed["lines"] = [
            line for text in (record.position, record.name, record.order) for line in text.split("\n")
        ]
