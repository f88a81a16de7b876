"""A meeting's minutes: who was present, what each question heard and decided, decisions through the years.

And whether enough of the council came for its decisions to hold.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records import council
from cluster_desk.core.records.cluster import QuorumRule
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.control import DueFacts
from cluster_desk.data.queries.council import SeatHolder, seat_holders
from cluster_desk.data.queries.listing import Column, Listing, field_column
from cluster_desk.data.queries.reader import Reader


class Quorum(NamedTuple):
    """How many of `seats` filled seats are present (stand-ins included) and how many are `needed`."""

    present: int
    seats: int
    needed: int

    @property
    def holds(self) -> bool:
        """Whether the council may decide; never for a council without seats."""
        return self.seats > 0 and self.present >= self.needed


def needed_for(rule: QuorumRule, number: int | None, seats: int) -> int:
    """How many of `seats` must be present: more than half, two thirds rounded up, or the number told.

    A rule that waits for its number is read as more than half.
    """
    if rule is QuorumRule.TWO_THIRDS:
        return -(-2 * seats // 3)
    if rule is QuorumRule.NUMBER and number:
        return number
    return seats // 2 + 1


class Seated(NamedTuple):
    """A seat at a meeting. `presence` is None until it was marked; `counts`: for the quorum and votes.

    `name` and `role` are as they were marked, else as the seat stands on the meeting's day; "" for an empty seat.
    """

    seat_id: int | None
    role: council.SeatRole
    name: str
    position: str
    organization: str
    person_id: int | None
    presence: council.Presence | None = None
    stand_in: str = ""
    stand_in_id: int | None = None
    reason: str = ""
    counts: bool = False

    @property
    def present(self) -> bool:
        """Whether the holder or a stand-in came."""
        return self.presence in (council.Presence.PRESENT, council.Presence.STAND_IN)

    @property
    def came(self) -> str:
        """The name of whoever sat there; "" for nobody."""
        return self.stand_in if self.presence is council.Presence.STAND_IN else self.name if self.present else ""


class Roll(NamedTuple):
    """Who was at a meeting: the seats in the order of papers, and the invited. `marked`: the roll was called."""

    seats: tuple[Seated, ...]
    guests: tuple[str, ...]
    quorum: Quorum

    @property
    def marked(self) -> bool:
        """Whether anybody's presence has been noted."""
        return any(seat.presence is not None for seat in self.seats)


_ROLES = {role: place for place, role in enumerate(council.SeatRole)}


def roll_of(read: Reader, meeting: int) -> Roll:
    """Who came to a meeting. In confirmed minutes only the seats that were written down then."""
    record = read.load(council.Meeting, meeting) or council.Meeting()
    counts_curator = bool(read.value("SELECT curator_counts FROM cluster"))
    marked = {one.seat_id: one for one in record.attendance if one.seat_id is not None}
    loose = [one for one in record.attendance if one.seat_id is None]
    results = []
    for seat in seat_holders(read, record.day or dt.date.max, record.body_id):
        if seat.seat_id in marked:
            results.append(_as_marked(marked.pop(seat.seat_id), seat))
        elif record.minutes_state is not council.MinutesState.CONFIRMED:
            results.append(_not_marked(seat))
    results += [_as_marked(one, None) for one in (*marked.values(), *loose)]
    seats = tuple(
        one._replace(counts=bool(one.name) and (counts_curator or one.role is not council.SeatRole.CURATOR))
        for one in sorted(results, key=lambda one: (_ROLES[one.role], not one.name))
    )
    return Roll(seats, tuple(guest.words for guest in record.guests), _quorum(read, seats, record.body_id))


def _as_marked(attendee: council.Attendee, seat: SeatHolder | None) -> Seated:
    """A seat as it was marked at the meeting; `seat` is how it stands on that day, if it does."""
    return Seated(
        seat_id=attendee.seat_id,
        role=attendee.role,
        name=attendee.words,
        position=seat.position if seat else "",
        organization=seat.organization if seat else "",
        person_id=attendee.person_id,
        presence=attendee.presence,
        stand_in=attendee.stand_in,
        stand_in_id=attendee.stand_in_id,
        reason=attendee.reason,
    )


def _not_marked(seat: SeatHolder) -> Seated:
    return Seated(seat.seat_id, seat.role, seat.name, seat.position, seat.organization, seat.person_id)


def _quorum(read: Reader, seats: tuple[Seated, ...], body: int | None) -> Quorum:
    """By the rule of the body, the council's in the settings of the cluster."""
    counting = [seat for seat in seats if seat.counts]
    row = read.row("SELECT quorum, quorum_number FROM bodies WHERE id = ?", body) if body else None
    rule, number = row or read.row("SELECT quorum, quorum_number FROM cluster") or (QuorumRule.HALF.value, None)
    needed = needed_for(QuorumRule.of(rule), number, len(counting))
    return Quorum(sum(seat.present for seat in counting), len(counting), needed)


class DecisionFacts(NamedTuple):
    """A decision as papers and the register tell it; days are ISO text, "" for none.

    `number` is given or follows from its place: question 2, second decision: "2.2". `body` is the name
    of the body that decided, "" for the council. When it is due and whether it is late, `under_control` of
    `rules.states` tells.
    """

    id: int
    meeting_id: int
    meeting_number: int | None
    meeting_day: str
    item_id: int
    number: str
    text: str
    who: tuple[str, ...]
    due_words: str
    due: str
    state: council.DecisionState
    fulfilled_on: str
    moved_to: str
    done: str
    body_id: int | None = None
    body: str = ""

    @property
    def due_facts(self) -> DueFacts:
        """What is under control of it is told from."""
        return DueFacts(self.state.value, self.due_words, self.due, self.moved_to, self.fulfilled_on, self.meeting_day)


class ItemMinutes(NamedTuple):
    """A question of the agenda, its number (as given, else its place) and what was decided on it."""

    record: council.AgendaItem
    number: str
    decisions: tuple[DecisionFacts, ...]


def minutes_of(read: Reader, meeting: int, today: dt.date) -> list[ItemMinutes]:
    """What was heard, said and decided at a meeting, question by question."""
    decisions = defaultdict(list)
    for one in list_decisions(read, today, meeting=meeting):
        decisions[one.item_id].append(one)
    numbers = dict(read.rows(f"SELECT a.id, {ITEM_NUMBER} FROM agenda_items AS a WHERE a.meetings_id = ?", meeting))
    record = read.load(council.Meeting, meeting)
    return [
        ItemMinutes(item, numbers[item.id], tuple(decisions[item.id or 0]))
        for item in (record.agenda if record else ())
    ]


ITEM_NUMBER = "coalesce(nullif(rtrim(a.number, '. '), ''), CAST(a.place AS TEXT))"
"""SQL: the number of the agenda item `a`: typed, else its place."""

_NUMBER = (
    f"coalesce(nullif(t.number, ''), (SELECT {ITEM_NUMBER} || '.' FROM agenda_items AS a "
    "WHERE a.id = t.agenda_items_id) || t.place)"
)
_HOLDS_DAY = "coalesce(t.moved_to, t.due)"
_ITEM_AND_MEETING = "agenda_items AS a JOIN meetings AS m ON m.id = a.meetings_id"
_OF_MEETING = f"(SELECT m.{{value}} FROM {_ITEM_AND_MEETING} WHERE a.id = t.agenda_items_id)"
_MINUTES = (
    "(SELECT trim(coalesce('№\u00a0' || m.number, '') || ' ' || coalesce(strftime('%d.%m.%Y', m.day), '')) "
    f"FROM {_ITEM_AND_MEETING} WHERE a.id = t.agenda_items_id)"
)
_WHO = (
    "(SELECT group_concat(e.words, '; ') FROM (SELECT words FROM executors WHERE decisions_id = t.id ORDER BY place) "
    "AS e)"
)

DECISIONS = Listing(
    council.Decision,
    [
        Column("meeting", N_("Minutes №"), Kind.TEXT, f"coalesce({_MINUTES}, '')"),
        Column("number", N_("№"), Kind.TEXT, _NUMBER),
        field_column(council.Decision, "text"),
        Column("who", N_("Responsible"), Kind.TEXT, f"coalesce({_WHO}, '')"),
        Column("due_words", N_("Due"), Kind.TEXT, "t.due_words"),
        Column("due", N_("Due date"), Kind.DAY, _HOLDS_DAY),
        field_column(council.Decision, "state"),
        field_column(council.Decision, "done"),
        field_column(council.Decision, "fulfilled_on"),
        Column("meeting_day", N_("Meeting of"), Kind.DAY, _OF_MEETING.format(value="day")),
        Column("meeting_id", N_("Meeting"), Kind.WHOLE, _OF_MEETING.format(value="id"), listed=False),
        Column("body_id", N_("Body"), Kind.WHOLE, _OF_MEETING.format(value="body_id"), listed=False),
    ],
    order=f"{_OF_MEETING.format(value='day')} DESC, {_OF_MEETING.format(value='id')} DESC, "
    "(SELECT place FROM agenda_items WHERE id = t.agenda_items_id), t.place",
)
"""The register: decisions of all meetings, the latest meeting first, in the order of its minutes."""


def list_decisions(
    read: Reader, today: dt.date, *, meeting: int | None = None, ids: tuple[int, ...] | None = None
) -> list[DecisionFacts]:
    """Decisions in the order of meetings and of their minutes: of one meeting, those with `ids`, or all.

    They are as they stand on `today`: what is fulfilled or dropped later is still in work, and of all meetings those
    that are to come have decided nothing yet.
    """
    who = defaultdict(list)
    for decision, words in read.rows("SELECT decisions_id, words FROM executors ORDER BY decisions_id, place, id"):
        who[decision].append(words)
    sql = (
        f"SELECT {', '.join(_DECISION_FACTS.values())} FROM decisions AS t JOIN agenda_items AS a "
        "ON a.id = t.agenda_items_id JOIN meetings AS m ON m.id = a.meetings_id "
        "WHERE m.id = :meeting OR (:meeting IS NULL AND coalesce(m.day, '') <= :today) "
        "ORDER BY coalesce(m.day, ''), m.number, m.id, a.place, t.place, t.id"
    )
    decisions = []
    for row in read.rows_named(sql, {"today": today.isoformat(), "meeting": meeting}):
        facts = dict(zip(_DECISION_FACTS, row, strict=True))
        if ids is None or facts["id"] in ids:
            facts |= {"who": tuple(who[facts["id"]]), "state": council.DecisionState.of(facts["state"])}
            decisions.append(DecisionFacts(**facts))
    return decisions


_SETTLED_LATER = "coalesce(t.fulfilled_on, '') > :today AND t.state IN ('fulfilled', 'dropped')"
_DECISION_FACTS = {
    "id": "t.id",
    "meeting_id": "m.id",
    "meeting_number": "m.number",
    "meeting_day": "coalesce(m.day, '')",
    "item_id": "a.id",
    "number": _NUMBER,
    "text": "t.text",
    "due_words": "t.due_words",
    "due": "coalesce(t.due, '')",
    "state": f"CASE WHEN {_SETTLED_LATER} THEN 'in_work' ELSE t.state END",
    "fulfilled_on": f"CASE WHEN {_SETTLED_LATER} THEN '' ELSE coalesce(t.fulfilled_on, '') END",
    "moved_to": "coalesce(t.moved_to, '')",
    "done": f"CASE WHEN {_SETTLED_LATER} THEN '' ELSE t.done END",
    "body_id": "m.body_id",
    "body": "coalesce((SELECT name FROM bodies WHERE id = m.body_id), '')",
}
"""SQL for what is shown of a decision."""


def proposals_for(read: Reader, meeting: int, today: dt.date) -> list[DecisionFacts]:
    """Open decisions of the body's earlier meetings that may be put on this meeting's agenda, the longest due first.

    Left out are those that the meeting has on its agenda already and those it was said not to propose.
    """
    day, body = read.row("SELECT coalesce(day, '9999'), body_id FROM meetings WHERE id = ?", meeting) or ("", None)
    taken = {
        row[0]
        for row in read.rows(
            "SELECT from_decision_id FROM agenda_items WHERE meetings_id = ?1 UNION "
            "SELECT decision_id FROM declined_proposals WHERE meetings_id = ?1",
            meeting,
        )
    }
    waiting = [
        one
        for one in list_decisions(read, today)
        if one.state in council.OPEN_STATES
        and one.body_id == body
        and one.meeting_id != meeting
        and one.meeting_day < day
        and one.id not in taken
    ]
    return sorted(waiting, key=lambda one: (one.moved_to or one.due or "9999", one.meeting_day, one.number))


HAS_MINUTES = (
    "m.minutes_state = 'confirmed' OR EXISTS (SELECT 1 FROM attendees WHERE meetings_id = m.id) "
    "OR EXISTS (SELECT 1 FROM agenda_items AS a WHERE a.meetings_id = m.id AND (a.heard <> '' OR a.spoke <> '' "
    "OR a.no_speeches OR coalesce(a.votes_for, a.votes_against, a.votes_abstained) IS NOT NULL "
    "OR EXISTS (SELECT 1 FROM decisions WHERE agenda_items_id = a.id)))"
)
"""SQL: whether the minutes of the meeting `m` tell anything: who came, what was heard, said, voted or decided."""


def is_confirmed(read: Reader, meeting: int | None) -> bool:
    """Whether a meeting's minutes are confirmed, and so locked."""
    if meeting is None:
        return False
    return bool(read.value("SELECT minutes_state = 'confirmed' FROM meetings WHERE id = ?", meeting))


def meeting_of_decision(read: Reader, decision: int | None) -> int | None:
    """The row number of the meeting that made a decision."""
    number: int | None = read.value(
        "SELECT a.meetings_id FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id WHERE d.id = ?",
        decision,
    )
    return number
