"""Records as a document tells them, each with where it stood and what the reader doubted: drafts of what is stored.

`read --json` tells them by one table of names, whatever the fields of a record are called.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from cluster_desk.core.parsed_rows import ParsedRow, Source
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting
from cluster_desk.core.records.events import Event, EventSpan, Participation
from cluster_desk.core.records.fields import Choice, Record
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import (
    Approval,
    Direction,
    DirectionLine,
    EventList,
    Goal,
    ListedEvent,
    PlanItem,
    PlanSection,
    PlanStep,
    Responsible,
    StepResponsible,
    Subtask,
    Task,
)

_R = TypeVar("_R", bound=Record)


class _Key(NamedTuple):
    """What stands under a key of JSON, and what an empty or missing one is.

    `field` is one of the draft's `typed`, its `parts`, or a field of its record.
    """

    field: str
    when_empty: str = ""
    when_absent: str = ""  # the document has no column for it
    is_lines: bool = False  # a list of the lines of its text


_NULL, _LEFT_OUT = "null", "left out"
_UNTOLD = "untold"  # the choice of what nothing tells


def _column(name: str, *, is_lines: bool = False, when_empty: str = "") -> _Key:
    """A field that is left out where the document has no such column."""
    return _Key(name, when_absent=_LEFT_OUT, is_lines=is_lines, when_empty=when_empty)


def _if_any(name: str) -> _Key:
    return _Key(name, when_empty=_NULL)


def _where_told(name: str) -> _Key:
    return _Key(name, when_empty=_LEFT_OUT)


_FURTHER = {"further": _Key("further", when_empty=_LEFT_OUT, when_absent=_LEFT_OUT, is_lines=True)}
_STEP = {
    "responsible": _column("responsible", is_lines=True),
    "responsible_people": _column("people"),
    "deadline_date": _where_told("deadline_day"),
    "deadline_means": _where_told("means"),
}
_PERSON = {"name": _if_any("name"), "position": _if_any("position")}
_JSON: Mapping[type[Record], Mapping[str, _Key] | tuple[str, ...] | str] = {
    Approval: {
        "kind": _Key("kind"),
        "position": _if_any("stated_position"),
        "name": _if_any("name"),
        "date": _if_any("day"),
        "order": _if_any("stated_order"),
        "date_text": _if_any("day_words"),
        "lines": _Key("lines"),
    },
    Goal: "text",
    Subtask: "text",
    Task: {"text": _Key("text"), "subtasks": _Key("subtasks")},
    EventList: {
        "title": _if_any("name"),
        "heading": _where_told("heading"),
        "audience": _if_any("audience"),
        "items": _Key("events"),
    },
    ListedEvent: {
        "title": _Key("name"),
        "number": _Key("number", when_absent=_NULL),
        "when": _Key("when_words", when_absent=_NULL),
    },
    PlanSection: {"title": _if_any("name"), "items": _Key("parts")},
    PlanItem: {
        "title": _Key("title"),
        "number": _column("number"),
        "deadline": _column("deadline", when_empty=_NULL),
        "result": _column("result", when_empty=_NULL),
        **_STEP,
        **_FURTHER,
        "steps": _Key("parts"),
    },
    PlanStep: {
        "result": _column("result", when_empty=_NULL),
        "deadline": _column("deadline", when_empty=_NULL),
        **_STEP,
        **_FURTHER,
    },
    Direction: {"title": _Key("title_words"), "lines": _Key("lines")},
    DirectionLine: "text",
    Organization: {
        "name": _Key("full_name"),
        **{
            name: _where_told(name)
            for name in ("number", "head", "address", "phone", "email", "site", "agreement", "agreement_date")
        },
    },
    CouncilSeat: {
        "name": _if_any("name"),
        "position": _if_any("position"),
        "role": _if_any("role_words"),
        "organization": _if_any("organization"),
    },
    Meeting: {
        "theme": _if_any("theme"),
        "place": _if_any("place"),
        "date": _if_any("day"),
        "time": _if_any("time"),
        "date_text": _if_any("day_words"),
        "time_text": _if_any("time_words"),
        "number": _where_told("number"),
        "agenda": _Key("parts"),
    },
    AgendaItem: {"number": _if_any("number"), "topic": _Key("topic"), "speaker": _Key("speaker")},
    Event: {
        "title": _Key("name"),
        "dates": _Key("spans"),
        "counts": _Key("parts"),
        "date_text": _Key("day_words"),
        "task": _where_told("task"),
        "level": _Key("level"),
        "mode": _Key("mode"),
        "form": _Key("form"),
        "audience": _where_told("audience"),
        "text": _Key("text"),
        "time": _where_told("time"),
        "place": _where_told("venue"),
        "cancelled": _where_told("cancelled"),
    },
    EventSpan: ("first", "last"),
    Participation: {
        "kind": _Key("unit_or_kind"),
        "number": _Key("count"),
        "text": _Key("text"),
        "organization": _where_told("organization_words"),
    },
    Responsible: _PERSON,
    StepResponsible: _PERSON,
}
"""What stands under each key in JSON, in the order of the keys; or the fields of one that is a text or a list there."""


@dataclass
class Parsed(ParsedRow, Generic[_R]):
    """A draft of a record, where it stood, where its parts stood, and what is doubted about it.

    `parts` are drafts that stand inside it with places and doubts of their own: a section's items, an item's
    steps, a meeting's questions, whom a log counts.
    `absent` are the fields, its own or of its parts, for which the document has no column; `inferred` are those whose
    words do not stand in its row (a time over a column); `typed` is what it tells beside the record's fields, by names
    of their own.
    """

    record: _R
    parts: list[Parsed[Any]] = field(default_factory=list)
    part_sources: list[Source] = field(default_factory=list)
    absent: frozenset[str] = frozenset()
    inferred: frozenset[str] = frozenset()
    typed: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> Any:
        """The draft with the keys of the truth files."""
        return self._json_of(self.record)

    def _json_of(self, record: Record) -> Any:
        keys = _JSON[type(record)]
        if isinstance(keys, str):
            return getattr(record, keys)
        if isinstance(keys, tuple):
            return [self._plain(getattr(record, name)) for name in keys]
        result: dict[str, Any] = {}
        for name, key in keys.items():
            value = self.parts if key.field == "parts" else self._value(record, key.field)
            otherwise = key.when_absent if key.field in self.absent else "" if value else key.when_empty
            if otherwise != _LEFT_OUT:
                result[name] = None if otherwise == _NULL else self._plain(value, is_lines=key.is_lines)
        return result

    def _value(self, record: Record, name: str) -> Any:
        is_typed = record is self.record and name in self.typed
        return self.typed[name] if is_typed else getattr(record, name, None)

    def _plain(self, value: Any, *, is_lines: bool = False) -> Any:
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        if isinstance(value, Record):
            return self._json_of(value)
        if isinstance(value, Parsed):
            return value.to_json()
        if is_lines:
            return value.split("\n") if value else []
        if isinstance(value, Choice):
            return "" if value.value == _UNTOLD else value.value
        return value.isoformat() if isinstance(value, dt.date) else value
