"""Records as a document tells them, each with where it stood and what the reader doubted: drafts of what is stored.

`read --json` tells them by one table of names, whatever the fields of a record are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from cluster_desk.core.parsed_rows import Row, Source
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import EventList, Goal, ListedEvent, Subtask, Task

_R = TypeVar("_R", bound=Record)

_JSON_NAMES: Mapping[type[Record], Mapping[str, str] | str] = {
    Goal: "text",
    Subtask: "text",
    Task: {"text": "text", "subtasks": "subtasks"},
    EventList: {"title": "name", "heading": "heading", "audience": "audience", "items": "events"},
    ListedEvent: {"title": "name", "number": "number", "when": "when_words"},
}
"""The key of each field in JSON, in the order of the keys; a record that is a bare text there: the field."""
_NULL_WHEN_EMPTY = {(EventList, "title"), (EventList, "audience")}
_LEFT_OUT_WHEN_EMPTY = {(EventList, "heading")}


@dataclass
class Parsed(Row, Generic[_R]):
    """A draft of a record, where it stood, where its parts stood, and what is doubted about it.

    `absent` are the fields of its parts for which the document has no column: null in JSON.
    """

    record: _R
    part_sources: list[Source] = field(default_factory=list)
    absent: frozenset[str] = frozenset()

    def to_json(self) -> Any:
        """The draft with the keys of the truth files."""
        return _json_of(self.record, self.absent)


def _json_of(record: Record, absent: frozenset[str]) -> Any:
    names = _JSON_NAMES[type(record)]
    if isinstance(names, str):
        return getattr(record, names)
    values: dict[str, Any] = {}
    for key, name in names.items():
        value = getattr(record, name)
        if isinstance(value, list):
            values[key] = [_json_of(part, absent) for part in value]
        elif value or (type(record), key) not in _LEFT_OUT_WHEN_EMPTY:
            is_null = name in absent or (not value and (type(record), key) in _NULL_WHEN_EMPTY)
            values[key] = None if is_null else value
    return values
