"""What a document holds, as read: nothing of it is stored until the user says so.

Its rows are drafts of records (`Parsed`), but for what no record is: a period, a plan's table, a table left alone. Each
carries where it stood (`source`) and what the reader was not sure of (`doubts`). Texts are NFC with single spaces,
otherwise as typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_rows import KEPT_INSIDE, Doubt, ParsedRow, plain
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import Approval, Direction, EventList, Goal, PlanSection, PlanText, Task


@dataclass
class ParsedPeriod(ParsedRow):
    """The first and the last day of the plan's period, both included, ISO 8601."""

    start: str
    end: str


@dataclass
class PlanFront:
    """What stands around one plan's table; of a document with several plans each has its own, repeated or not."""

    approvals: list[Parsed[Approval]] = field(default_factory=list)
    goals: list[Parsed[Goal]] = field(default_factory=list)
    tasks: list[Parsed[Task]] = field(default_factory=list)
    event_lists: list[Parsed[EventList]] = field(default_factory=list)
    texts: list[Parsed[PlanText]] = field(default_factory=list)
    directions: list[Parsed[Direction]] = field(default_factory=list)


@dataclass
class ParsedPlan(ParsedRow):
    """A plan's table; `columns` are its header cells as typed.

    Not in JSON: `roles`, what each column holds ("" where it is none of ours), `front`, what stands around it,
    `own_title`, that of a further plan of the document (None where the document's title is its own), `first_heading`,
    what stood above its first table: the title of a section only if tables of further sections follow.
    """

    name: str | None
    columns: list[str] = field(default_factory=list)
    sections: list[Parsed[PlanSection]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    front: PlanFront = field(default_factory=PlanFront)
    own_title: str | None = None
    first_heading: str = ""


@dataclass
class LeftAlone(ParsedRow):
    """A table that is none of ours: how it begins, so that the user knows what was not taken."""

    name: str


@dataclass
class ParsedDocument(ParsedRow):
    """Everything read in one document. `document` is the file's name, `file_kind` "docx" or another."""

    document: str = ""
    file_kind: str = ""
    title: str | None = None
    period: ParsedPeriod | None = None
    approvals: list[Parsed[Approval]] = field(default_factory=list)
    goals: list[Parsed[Goal]] = field(default_factory=list)
    tasks: list[Parsed[Task]] = field(default_factory=list)
    plans: list[ParsedPlan] = field(default_factory=list)
    event_lists: list[Parsed[EventList]] = field(default_factory=list)
    texts: list[Parsed[PlanText]] = field(default_factory=list)
    directions: list[Parsed[Direction]] = field(default_factory=list)
    members: list[Parsed[Organization]] = field(default_factory=list)
    council: list[Parsed[CouncilSeat]] = field(default_factory=list)
    meetings: list[Parsed[Meeting]] = field(default_factory=list)
    log: list[Parsed[Event]] = field(default_factory=list)
    left_alone: list[LeftAlone] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Nothing that could be stored was read (a title alone is nothing to store)."""
        return not any(
            getattr(self, name)
            for name in ("approvals", "goals", "tasks", "plans", "event_lists", "members", "council", "meetings", "log")
        )

    def all_doubts(self) -> list[Doubt]:
        """Every doubt of every row, in the order of the document's parts."""
        return [doubt for row in self.rows() for doubt in row.doubts]

    def to_json(self) -> dict[str, Any]:
        """The truth files' keys, each only where the document has it; `doubts` and `left_alone` where there are any."""
        result = {
            each.name: plain(getattr(self, each.name))
            for each in fields(self)
            if each.name not in KEPT_INSIDE | {"document", "file_kind", "left_alone", "texts", "directions"}
            and getattr(self, each.name)
        }
        if self.left_alone:
            result["left_alone"] = [{"name": each.name, "place": each.source.place()} for each in self.left_alone]
        doubts = [
            {"kind": each.kind, "text": each.sentence(), "place": each.source.place(), "words": each.source.words}
            for each in self.all_doubts()
        ]
        return result | ({"doubts": doubts} if doubts else {})
