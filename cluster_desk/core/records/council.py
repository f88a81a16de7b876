"""The coordination council: its seats, its meetings with their agendas, who came, and the minutes.

Minutes tell what was decided, who does it by when, and whether they are confirmed.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.cluster import QuorumRule
from cluster_desk.core.records.fields import Choice, Part, Record


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
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True, read_from="words")


class Decision(Part, area="council", table="decisions", label=N_("Decision"), title="text"):
    """A decision on a question: part of its meeting's minutes; what became of it is kept with it.

    `number` is "2.1" where it was typed, "" where it follows from its place. `due` is the last day that `due_words`
    are understood to mean.
    """

    number: str = fields.text(N_("№"), hint=N_("left empty: numbered by itself"), width=220)
    text: str = fields.prose(N_("Decided"), required=True, listed=True)
    executors: list[Executor] = fields.parts(N_("Responsible"), "Executor")
    due_words: str = fields.text(N_("Due"), hint=N_("till 30 October, 10–13 November, constantly"))
    due: dt.date | None = fields.day(N_("Due date"), listed=False, read_from="due_words")
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


class BodyKind(Choice):
    """What a body beside the council is."""

    ASSOCIATION = "association", N_("methodical association")
    COMMITTEE = "committee", N_("organizing committee")
    JURY = "jury", N_("jury")
    PEDAGOGICAL = "pedagogical", N_("pedagogical council")
    GROUP = "group", N_("working group")
    OTHER = "other", N_("another body")


class Body(Record, area="council", table="bodies", label=N_("Body"), title="name"):
    """A body beside the council that meets, decides and has members of its own; its meetings have their own numbers.

    What belongs to no body is the council's.
    """

    name: str = fields.text(
        N_("Name of the body"),
        required=True,
        hint=N_("methodical association of teachers of mathematics, jury of the contest …"),
    )
    kind: BodyKind = fields.choice(N_("Kind"), BodyKind.ASSOCIATION)
    order: str = fields.text(N_("By which order"), hint=N_("№ and date of the order that made it"))
    quorum: QuorumRule = fields.choice(N_("Quorum"), QuorumRule.HALF)
    quorum_number: int | None = fields.whole(N_("Members for a quorum"), listed=False)
    notes: str = fields.prose(N_("Notes"))


class SeatRole(Choice):
    """The part a seat plays; the order is the order on papers."""

    CHAIR = "chair", N_("chair")
    DEPUTY = "deputy", N_("deputy chair")
    SECRETARY = "secretary", N_("secretary")
    MEMBER = "member", N_("member of the council")
    CURATOR = "curator", N_("curator")


class CouncilSeat(Record, area="council", table="council_seats", label=N_("Seat on the council"), title="position"):
    """A seat on the council, or among the members of another body (`body_id`); it may be empty."""

    body_id: int | None = fields.link(N_("Body"), "Body", hidden=True)
    role: SeatRole = fields.choice(N_("Role"), SeatRole.MEMBER)
    person_id: int | None = fields.link(N_("Person"), "Person", personal=True, roles="person head staff council")
    position: str = fields.text(N_("Post"), hint=N_("as the order names it"), personal=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", roles="organization")
    since: dt.date | None = fields.day(N_("Since"), personal=True)
    until: dt.date | None = fields.day(N_("Until"), personal=True)
    order: str = fields.text(N_("By which order"), personal=True)
    role_words: str = fields.text(N_("Role as written"), hidden=True)


class Speaker(Part, area="council", table="speakers", label=N_("Speaker"), title="words"):
    """Somebody who speaks on an agenda item: the words stand on the paper, the person is who we think it is."""

    words: str = fields.text(N_("Speaker"), required=True, personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)


class AgendaItem(Part, area="council", table="agenda_items", label=N_("Question"), title="topic"):
    """A question of a meeting."""

    number: str = fields.text(N_("№"), hint=N_("left empty: numbered by itself"), width=52)
    topic: str = fields.prose(N_("Topic"), required=True)
    minutes: int | None = fields.whole(N_("Minutes"))
    speakers: list[Speaker] = fields.parts(N_("Speakers"), "Speaker")
    from_decision_id: int | None = fields.link(N_("Raised by the decision"), "Decision", cleared=True, hidden=True)
    heard: str = fields.prose(
        N_("Heard"), hint=N_("whom and about what; a name can be chosen: Ctrl+Space"), personal=True
    )
    spoke: str = fields.prose(N_("Spoke"), hint=N_("each on a new line"), personal=True)
    no_speeches: bool = fields.flag(N_("Nobody spoke"), False)
    decisions: list[Decision] = fields.parts(N_("Decided"), "Decision")
    votes_for: int | None = fields.whole(N_("For"))
    votes_against: int | None = fields.whole(N_("Against"))
    votes_abstained: int | None = fields.whole(N_("Abstained"))

    @property
    def unanimous(self) -> bool:
        """Whether somebody voted for and nobody otherwise."""
        return bool(self.votes_for) and not self.votes_against and not self.votes_abstained


class Presence(Choice):
    """Whether the holder of a seat came to a meeting."""

    PRESENT = "present", N_("present")
    STAND_IN = "stand_in", N_("a stand-in came")
    ABSENT = "absent", N_("absent")


class Attendee(Part, area="council", table="attendees", label=N_("Attendance"), title="words"):
    """A seat at a meeting: its holder as on that day, whether they came or who stood in for them.

    A seat without an attendee has not been marked yet. Role and words stay as they were when minutes are confirmed,
    whatever becomes of the seat.
    """

    seat_id: int | None = fields.link(N_("Seat on the council"), "CouncilSeat", cleared=True)
    words: str = fields.text(N_("Surname, name, patronymic"), personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    role: SeatRole = fields.choice(N_("Role"), SeatRole.MEMBER)
    presence: Presence = fields.choice(N_("Attendance"), Presence.PRESENT, personal=True)
    stand_in: str = fields.text(N_("Who stands in"), personal=True, of="stand_in_id")
    stand_in_id: int | None = fields.link(N_("Person who stands in"), "Person", cleared=True, personal=True)
    reason: str = fields.text(N_("Why absent"), personal=True, of="person_id")


class Guest(Part, area="council", table="guests", label=N_("Invited"), title="words"):
    """Somebody invited to a meeting who has no seat; the words stand on the paper."""

    words: str = fields.text(N_("Invited"), required=True, personal=True, of="person_id")
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)


class Meeting(Record, area="council", table="meetings", label=N_("Meeting"), title="theme"):
    """A meeting of the council, or of another body (`body_id`); each numbers its own through the years."""

    body_id: int | None = fields.link(N_("Body"), "Body", hidden=True)
    number: int | None = fields.whole(N_("№"))
    day: dt.date | None = fields.day(N_("Date"), required=True)
    time: str = fields.clock(N_("Time"))
    place: str = fields.text(N_("Venue"))
    theme: str = fields.text(N_("Theme"))
    agenda: list[AgendaItem] = fields.parts(N_("Agenda"), "AgendaItem")
    day_words: str = fields.text(N_("Date as written"), hidden=True)
    time_words: str = fields.text(N_("Time as written"), hidden=True)
    attendance: list[Attendee] = fields.parts(N_("Attendance"), "Attendee")
    guests: list[Guest] = fields.parts(N_("Invited"), "Guest")
    minutes_state: MinutesState = fields.choice(N_("State of the minutes"), MinutesState.DRAFT)
    confirmed_on: dt.date | None = fields.day(N_("Minutes confirmed on"), listed=False)
    unlockings: list[Unlocking] = fields.parts(N_("Unlocked"), "Unlocking")
    declined: list[DeclinedProposal] = fields.parts(N_("Not proposed"), "DeclinedProposal")
