"""What a document holds, as read: nothing of it is stored until the user says so.

Its rows are drafts of records (`Parsed`), but for what no record is: a period, a plan's table, a table left alone. Each
carries where it stood (`source`) and what the reader was not sure of (`doubts`). Texts are NFC with single spaces,
otherwise as typed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_replies import ParsedReply
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
    `own_title` and `own_period`, those of a further plan of the document (None where the document's are its own),
    `first_heading`, what stood above its first table: the title of a section only if tables of further sections follow.
    """

    name: str | None
    columns: list[str] = field(default_factory=list)
    sections: list[Parsed[PlanSection]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    front: PlanFront = field(default_factory=PlanFront)
    own_title: str | None = None
    own_period: ParsedPeriod | None = None
    first_heading: str = ""


@dataclass
class ListedPerson:
    """Somebody in a list of the people of an event, with post and organization as typed."""

    name: str
    position: str = ""
    organization: str = ""


@dataclass
class ParsedPeopleList(ParsedRow):
    """A list of the people of an event: it stays in the document, and is offered for the log."""

    title: str
    people: list[ListedPerson]
    day_words: str = ""
    day: str = ""
    are_pupils: bool = False

    def to_json(self) -> dict[str, Any]:
        """The list as `read --json` tells it."""
        people = [asdict(one) for one in self.people]
        return {"title": self.title, "date_text": self.day_words or None, "date": self.day or None, "people": people}


@dataclass
class ParsedParticipant(ParsedRow):
    """A line of an application: somebody in one nomination, every word as typed."""

    name: str
    grade: str = ""
    organization: str = ""
    mentor: str = ""
    nomination: str = ""
    work: str = ""
    sentence: str = ""  # of a list in prose, whole: what of it went nowhere is doubted


@dataclass
class ParsedHeading(ParsedRow):
    """A row over others that names their school or nomination."""

    words: str


@dataclass
class ParsedApplication(ParsedRow):
    """What a school applies with: the words above its list, the school that they name, its participants."""

    title: str
    school: str = ""
    people: list[ParsedParticipant] = field(default_factory=list)
    headings: list[ParsedHeading] = field(default_factory=list)


class Reason(StrEnum):
    """Why words of a document are left alone, as `read --json` tells it."""

    TABLE = "table"
    UNKNOWN = "unknown"
    HEADING = "heading"
    SIGNATURE = "signature"
    TEXT = "text"
    COLUMNS = "columns"
    NUMBER = "number"
    LABEL = "label"
    HIDDEN = "hidden"
    MARGIN = "margin"
    NOTE = "note"
    COMMENT = "comment"
    OWN = "own"
    OWN_CHANGED = "own changed"

    @property
    def is_structure(self) -> bool:
        """Whether such words only hold others: nobody misses them."""
        return self in (Reason.COLUMNS, Reason.NUMBER, Reason.LABEL, Reason.OWN)

    @property
    def is_apart(self) -> bool:
        """Whether such words stand outside the document's body."""
        return self in (Reason.HIDDEN, Reason.MARGIN, Reason.NOTE, Reason.COMMENT)

    def sentence(self) -> str:
        """The reason in the user's language."""
        return _(_REASONS[self])


_REASONS = {
    Reason.TABLE: N_("a table of another kind"),
    Reason.UNKNOWN: N_("not understood"),
    Reason.HEADING: N_("a heading"),
    Reason.SIGNATURE: N_("a signature"),
    Reason.TEXT: N_("kept as text"),
    Reason.COLUMNS: N_("headings of columns"),
    Reason.NUMBER: N_("a number"),
    Reason.LABEL: N_("a label"),
    Reason.HIDDEN: N_("hidden"),
    Reason.MARGIN: N_("a header or footer of the pages"),
    Reason.NOTE: N_("a footnote"),
    Reason.COMMENT: N_("a comment"),
    Reason.OWN: N_("this file's own, unchanged"),
    Reason.OWN_CHANGED: N_("this file's own, changed in the other program: change it here by hand"),
}


@dataclass
class LeftAlone(ParsedRow):
    """Something that no record tells: how it begins, why it is left alone, all its words, and how many are wanting.

    What is told in part stands here whole; `count` counts the words that are in no record.
    """

    name: str
    reason: Reason = Reason.TABLE
    words: str = ""
    count: int = 0

    @property
    def is_wanting(self) -> bool:
        """Whether somebody may miss it: it is in no record and no mere heading of a column."""
        return not self.reason.is_structure and self.reason is not Reason.TEXT


@dataclass(frozen=True)
class Accounting:
    """What became of the words of a document's body: in records, headings and numbers of its tables, not taken."""

    words: int = 0
    taken: int = 0
    structure: int = 0
    not_taken: int = 0

    def sentence(self) -> str:
        """The count in the user's language."""
        values = {"words": self.words, "not_taken": self.not_taken}
        return _("Of the document's words (%(words)d) not taken: %(not_taken)d") % values


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
    calendar: list[Parsed[Event]] = field(default_factory=list)
    people_lists: list[ParsedPeopleList] = field(default_factory=list)
    replies: list[ParsedReply] = field(default_factory=list)
    applications: list[ParsedApplication] = field(default_factory=list)
    left_alone: list[LeftAlone] = field(default_factory=list)
    accounting: Accounting = field(default=Accounting(), compare=False)

    def is_empty(self) -> bool:
        """Nothing that could be stored was read (a title alone is nothing to store)."""
        return not any(
            getattr(self, name)
            for name in (
                "approvals",
                "goals",
                "tasks",
                "plans",
                "event_lists",
                "members",
                "council",
                "meetings",
                "log",
                "calendar",
                "people_lists",
                "replies",
                "applications",
            )
        )

    def all_doubts(self) -> list[Doubt]:
        """Every doubt of every row, in the order of the document's parts."""
        return [doubt for row in self.rows() for doubt in row.doubts]

    def to_json(self) -> dict[str, Any]:
        """The truth files' keys, each only where the document has it; `doubts` and `left_alone` where there are any.

        `words` counts the words of the document: all, those in records, headings and numbers, not taken.
        """
        result = {
            each.name: plain(getattr(self, each.name))
            for each in fields(self)
            if each.name not in KEPT_INSIDE | {"document", "file_kind", "left_alone", "accounting", "texts"}
            and getattr(self, each.name)
        }
        if self.left_alone:
            result["left_alone"] = [
                {
                    "name": each.name,
                    "place": each.source.place(),
                    "reason": each.reason.value,
                    "words": each.words,
                    "not_taken": each.count,
                }
                for each in self.left_alone
            ]
        doubts = [
            {
                "kind": each.kind,
                "field": each.field,
                "text": each.sentence(),
                "place": each.source.place(),
                "words": each.source.words,
            }
            for each in self.all_doubts()
        ]
        result |= {"words": asdict(self.accounting)} if self.accounting.words else {}
        return result | ({"doubts": doubts} if doubts else {})
