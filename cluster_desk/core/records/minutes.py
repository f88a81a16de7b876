"""Minutes of a meeting: what was decided, who does it by when, and whether the minutes are confirmed."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part


class MinutesState(Choice):
    """Confirmed minutes are locked."""

    DRAFT = "draft", N_("draft")
    CONFIRMED = "confirmed", N_("confirmed")


class DecisionState(Choice):
    """What has become of a decision; all but fulfilled and dropped ones are open."""

    IN_WORK = "in_work", N_("in work")
    FULFILLED = "fulfilled", N_("fulfilled")
    PARTLY = "partly", N_("fulfilled in part")
    MOVED = "moved", N_("moved to another date")
    DROPPED = "dropped", N_("dropped")


OPEN_STATES = (DecisionState.IN_WORK, DecisionState.PARTLY, DecisionState.MOVED)


class Executor(Part, area="council", table="executors", label=N_("Responsible"), title="words"):
    """Who carries a decision out: the words stand on the paper, person or organization is who we think they mean."""

    words: str = fields.text(N_("Responsible"), required=True, personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True)


class Decision(Part, area="council", table="decisions", label=N_("Decision"), title="text"):
    """A decision on a question: part of its meeting's minutes; what became of it is kept with it.

    `number` is "2.1" where it was typed, "" where it follows from its place. `due` is the last day that `due_words`
    are understood to mean.
    """

    number: str = fields.text(N_("№"), hint=N_("left empty: numbered by itself"), width=220)
    text: str = fields.prose(N_("Decided"), required=True, listed=True)
    executors: list[Executor] = fields.parts(N_("Responsible"), "Executor")
    due_words: str = fields.text(N_("Due"), hint=N_("till 30 October, 10–13 November, constantly"))
    due: dt.date | None = fields.day(N_("Due date"), listed=False)
    state: DecisionState = fields.choice(N_("State"), DecisionState.IN_WORK, section=N_("What became of it"))
    fulfilled_on: dt.date | None = fields.day(N_("Fulfilled on"), listed=False)
    moved_to: dt.date | None = fields.day(N_("Moved to"), listed=False)
    done: str = fields.prose(N_("What was done"))


PROGRESS = ("state", "fulfilled_on", "moved_to", "done")
"""Fields of a decision that go on changing after the minutes are confirmed."""


class Unlocking(Part, area="council", table="unlockings", label=N_("Unlocked"), title="reason"):
    """Confirmed minutes opened again: when and why."""

    day: dt.date | None = fields.day(N_("Date"), required=True)
    reason: str = fields.prose(N_("Reason"), required=True)


class DeclinedProposal(Part, area="council", table="declined_proposals", label=N_("Not proposed"), title="uuid"):
    """An unfulfilled decision that is not to be proposed for the agenda of this meeting."""

    decision_id: int | None = fields.link(N_("Decision"), "Decision", follows=True)
