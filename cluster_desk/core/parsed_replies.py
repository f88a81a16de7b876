"""What one school answered, as read from its form or from a message: nothing of it is stored until the user says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_rows import ParsedRow
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.plans import PlanItem


@dataclass
class ParsedAnswer(ParsedRow):
    """The words that answer one question; `block` is the part of the form that it stands in (`core.school_forms`)."""

    block: str
    question: str
    words: str


@dataclass
class ParsedReply(ParsedRow):
    """An answer of a school: the code of the form ("" where none stands), `school` the words that may name the school.

    The first of them that names one is meant; `way` is the code of how it came. `is_nothing`: the school says that
    there was nothing to tell.
    """

    code: str = ""
    school: list[str] = field(default_factory=list)
    way: str = "file"
    told: str = ""
    is_nothing: bool = False
    events: list[Parsed[Event]] = field(default_factory=list)
    proposals: list[Parsed[PlanItem]] = field(default_factory=list)
    answers: list[ParsedAnswer] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether it tells nothing at all: an empty form."""
        return not (self.events or self.proposals or self.answers or self.is_nothing)
