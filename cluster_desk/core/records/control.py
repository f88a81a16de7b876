"""What is under control beside the council's decisions: papers that came in, and what visits to schools recommended."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.council import DecisionState
from cluster_desk.core.records.events import Attachment
from cluster_desk.core.records.fields import Choice, Part, Record


class IncomingState(Choice):
    """What has become of a paper that came in; only one in work is open."""

    IN_WORK = "in_work", N_("in work")
    ANSWERED = "answered", N_("answered")
    DONE = "done", N_("done, no answer needed")
    NOTED = "noted", N_("taken note of")
    DROPPED = "dropped", N_("taken off control")


class IncomingExecutor(Part, area="control", table="incoming_executors", label=N_("Executor"), title="words"):
    """Who answers a paper: the words stand on the slip, person or organization is who we think they mean."""

    words: str = fields.text(N_("Executor"), required=True, personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True)


class IncomingFile(Attachment, area="control", table="incoming_files", label=N_("Attachment")):
    """The paper itself, or what came with it."""


class IncomingPaper(Record, area="control", table="incoming_papers", label=N_("Incoming paper"), title="about"):
    """A paper that came in. `due` is the last day that `due_words` are understood to mean."""

    number: str = fields.text(N_("Incoming №"), row=N_("Registered"), width=52)
    day: dt.date | None = fields.day(N_("Date"), row=N_("Registered"), before=N_("of"), required=True)
    sender: str = fields.text(
        N_("From whom"), required=True, personal=True, hint=N_("who wrote: the department, a school, a citizen")
    )
    sender_id: int | None = fields.link(N_("Organization that wrote"), "Organization", cleared=True, listed=False)
    sender_number: str = fields.text(N_("Their №"), listed=False)
    sender_day: dt.date | None = fields.day(N_("Date of their paper"), listed=False)
    about: str = fields.prose(N_("What about"), required=True, listed=True)
    due_words: str = fields.text(N_("Due"), hint=N_("till 30 October, within 10 days, till the 5th of each month"))
    due: dt.date | None = fields.day(N_("Due date"), listed=False, hint=N_("as the words are understood"))
    executors: list[IncomingExecutor] = fields.parts(N_("Executors"), "IncomingExecutor")
    instruction: str = fields.prose(N_("Instruction"), hint=N_("what the head wrote: prepare an answer, attend …"))
    state: IncomingState = fields.choice(N_("State"), IncomingState.IN_WORK, section=N_("What became of it"))
    extended_to: dt.date | None = fields.day(N_("Extended to"), listed=False)
    settled_on: dt.date | None = fields.day(N_("Answered or done on"), listed=False)
    answer_number: str = fields.text(N_("№ of the answer"))
    done: str = fields.prose(N_("What was done"))
    notes: str = fields.prose(N_("Notes"))
    files: list[IncomingFile] = fields.parts(N_("Papers attached"), "IncomingFile")


class VisitPerson(Part, area="control", table="visit_people", label=N_("Visitor"), title="words"):
    """Who visited a school; the words stand on the paper."""

    words: str = fields.text(N_("Who visited"), required=True, personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)


class Recommendation(Part, area="control", table="recommendations", label=N_("Recommendation"), title="text"):
    """What a visit recommended: under control as a decision is. No words of `who`: the school that was visited."""

    text: str = fields.prose(N_("Recommended"), required=True, listed=True)
    who: str = fields.text(N_("Responsible"), personal=True, of="person_id", hint=N_("empty: the school visited"))
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    due_words: str = fields.text(N_("Due"), hint=N_("till 30 October, 10–13 November, constantly"))
    due: dt.date | None = fields.day(N_("Due date"), listed=False)
    state: DecisionState = fields.choice(N_("State"), DecisionState.IN_WORK)
    fulfilled_on: dt.date | None = fields.day(N_("Fulfilled on"), listed=False)
    moved_to: dt.date | None = fields.day(N_("Moved to"), listed=False)
    done: str = fields.prose(N_("What was done"))


class Visit(Record, area="control", table="visits", label=N_("Visit to a school"), title="topic"):
    """A visit of a round: who went where and when, what was found, what was recommended."""

    topic: str = fields.text(N_("Round of visits"), required=True, hint=N_("what is looked at in every school"))
    organization_id: int | None = fields.link(N_("Organization"), "Organization", required=True)
    day: dt.date | None = fields.day(N_("Date"), required=True)
    visitors: list[VisitPerson] = fields.parts(N_("Who visits"), "VisitPerson")
    found: str = fields.prose(N_("What was found"), personal=True)
    recommendations: list[Recommendation] = fields.parts(N_("Recommended"), "Recommendation")
    notes: str = fields.prose(N_("Notes"))
