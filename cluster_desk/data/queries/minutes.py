"""A meeting's minutes as facts: who was present, what each question heard and decided, decisions through the years.

Papers and screens read them from here; whole records are loaded only to be changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.language import N_
from cluster_desk.core.quorum import Quorum, needed_for
from cluster_desk.core.records.cluster import QuorumRule
from cluster_desk.core.records.council import Presence, SeatRole
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.minutes import OPEN_STATES, Decision, DecisionState, MinutesState
from cluster_desk.data.queries.listing import Column, Listing, field_column
from cluster_desk.data.queries.reader import Reader


@dataclass(frozen=True)
class Seated:
    """A seat at a meeting. `presence` is None until it was marked; `counts`: for the quorum and votes.

    `name` and `role` are as they were marked, else as the seat stands on the meeting's day; "" for an empty seat.
    """

    seat_id: int | None
    role: SeatRole
    name: str
    position: str
    organization: str
    person_id: int | None
    presence: Presence | None
    stand_in: str
    stand_in_id: int | None
    reason: str
    counts: bool

    @property
    def present(self) -> bool:
        """Whether the holder or a stand-in came."""
        return self.presence in (Presence.PRESENT, Presence.STAND_IN)

    @property
    def came(self) -> str:
        """The name of whoever sat there; "" for nobody."""
        return self.stand_in if self.presence is Presence.STAND_IN else self.name if self.present else ""


@dataclass(frozen=True)
class Roll:
    """Who was at a meeting: the seats in the order of papers, and the invited. `marked`: the roll was called."""

    seats: tuple[Seated, ...]
    guests: tuple[str, ...]
    quorum: Quorum

    @property
    def marked(self) -> bool:
        """Whether anybody's presence has been noted."""
        return any(seat.presence is not None for seat in self.seats)


_ROLES = {role: place for place, role in enumerate(SeatRole)}


def roll_of(read: Reader, meeting: int) -> Roll:
    """Who came to a meeting. In confirmed minutes only the seats that were written down then."""
    facts = read.row("SELECT coalesce(day, ''), minutes_state FROM meetings WHERE id = ?", meeting)
    day, state = facts or ("", MinutesState.DRAFT.value)
    curator_counts = bool(read.value("SELECT curator_counts FROM cluster"))
    marked = {row[0]: row for row in _marked(read, meeting) if row[0] is not None}
    loose = [row for row in _marked(read, meeting) if row[0] is None]
    found = []
    for seat, role, name, position, organization, person in _seats(read, day):
        if seat in marked:
            _seat, role, name, person, *how = marked.pop(seat)
        elif state == MinutesState.CONFIRMED.value:
            continue
        else:
            how = [None, "", None, ""]
        found.append(_seated((seat, role, name, position, organization, person, *how), curator_counts))
    for _seat, role, name, person, *how in [*marked.values(), *loose]:
        found.append(_seated((_seat, role, name, "", "", person, *how), curator_counts))
    guests = read.rows("SELECT words FROM guests WHERE meetings_id = ? ORDER BY place, id", meeting)
    seats = tuple(sorted(found, key=lambda one: (_ROLES[one.role], not one.name)))
    return Roll(seats, tuple(row[0] for row in guests), _quorum(read, seats))


def _seated(row: tuple[object, ...], curator_counts: bool) -> Seated:
    seat, role_code, name, position, organization, person, presence_code, stand_in, stand_in_id, reason = row
    role = SeatRole.of(str(role_code))
    counts = bool(name) and (curator_counts or role is not SeatRole.CURATOR)
    presence = Presence.of(str(presence_code)) if presence_code else None
    return Seated(
        seat if isinstance(seat, int) else None,
        role,
        str(name or ""),
        str(position or ""),
        str(organization or ""),
        person if isinstance(person, int) else None,
        presence,
        str(stand_in or ""),
        stand_in_id if isinstance(stand_in_id, int) else None,
        str(reason or ""),
        counts,
    )


def _marked(read: Reader, meeting: int) -> list[tuple[object, ...]]:
    return read.rows(
        "SELECT seat_id, role, words, person_id, presence, stand_in, stand_in_id, reason FROM attendees "
        "WHERE meetings_id = ? ORDER BY place, id",
        meeting,
    )


def _seats(read: Reader, day: str) -> list[tuple[object, ...]]:
    """The council's seats on a day (all open ones without a day), by name."""
    sql = (
        "SELECT t.id, t.role, coalesce(p.name, ''), coalesce(nullif(t.position, ''), p.position, ''), "
        "coalesce(o.short_name, ''), t.person_id FROM council_seats AS t LEFT JOIN people AS p ON p.id = t.person_id "
        "LEFT JOIN organizations AS o ON o.id = coalesce(t.organization_id, p.organization_id) "
        "WHERE coalesce(t.since, '') <= :day AND coalesce(t.until, '9999') >= :day "
        "ORDER BY p.name COLLATE russian, t.id"
    )
    return read.rows_named(sql, {"day": day or dt.date.max.isoformat()})


def _quorum(read: Reader, seats: tuple[Seated, ...]) -> Quorum:
    counting = [seat for seat in seats if seat.counts]
    rule, number = read.row("SELECT quorum, quorum_number FROM cluster") or (QuorumRule.HALF.value, None)
    needed = needed_for(QuorumRule.of(rule), number, len(counting))
    return Quorum(sum(seat.present for seat in counting), len(counting), needed)


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as papers and the register tell it; days are ISO text, "" for none.

    `number` is told or follows from its place: question 2, second decision: "2.2". `overdue_days` counts from the day
    that holds now (moved to, else due) to the day asked about; 0 when it is not late.
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
    state: DecisionState
    fulfilled_on: str
    moved_to: str
    done: str
    overdue_days: int


@dataclass(frozen=True)
class ItemMinutes:
    """What the minutes hold of one question, in the order of the agenda. `number` is told or its place."""

    id: int
    number: str
    topic: str
    speakers: tuple[str, ...]
    heard: str
    spoke: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    decisions: tuple[DecisionFacts, ...]

    @property
    def unanimous(self) -> bool:
        """Whether somebody voted for and nobody otherwise."""
        return bool(self.votes_for) and not self.votes_against and not self.votes_abstained


def minutes_of(read: Reader, meeting: int, today: dt.date) -> list[ItemMinutes]:
    """What was heard, said and decided at a meeting, question by question."""
    decisions = defaultdict(list)
    for one in decisions_told(read, today, meeting=meeting):
        decisions[one.item_id].append(one)
    speakers = defaultdict(list)
    for item, words in read.rows(
        "SELECT s.agenda_items_id, s.words FROM speakers AS s JOIN agenda_items AS a ON a.id = s.agenda_items_id "
        "WHERE a.meetings_id = ? ORDER BY s.place, s.id",
        meeting,
    ):
        speakers[item].append(words)
    rows = read.rows(
        f"SELECT a.id, {ITEM_NUMBER}, a.topic, a.heard, a.spoke, a.votes_for, a.votes_against, a.votes_abstained "
        "FROM agenda_items AS a WHERE a.meetings_id = ? ORDER BY a.place, a.id",
        meeting,
    )
    found = []
    for row in rows:
        told: list[Any] = [*row[:3], tuple(speakers[row[0]]), *row[3:8], tuple(decisions[row[0]])]
        found.append(ItemMinutes(*told))
    return found


ITEM_NUMBER = "coalesce(nullif(rtrim(a.number, '. '), ''), CAST(a.place AS TEXT))"
"""SQL: the number of the agenda item `a`: typed, else its place."""

_NUMBER = (
    f"coalesce(nullif(t.number, ''), (SELECT {ITEM_NUMBER} || '.' FROM agenda_items AS a "
    "WHERE a.id = t.agenda_items_id) || t.place)"
)
_HOLDS_DAY = "coalesce(t.moved_to, t.due)"
_OPEN = "t.state IN (" + ", ".join(f"'{state.value}'" for state in OPEN_STATES) + ")"
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
    Decision,
    [
        Column("meeting", N_("Of the minutes"), Kind.TEXT, f"coalesce({_MINUTES}, '')"),
        Column("number", N_("№"), Kind.TEXT, _NUMBER),
        field_column(Decision, "text"),
        Column("who", N_("Responsible"), Kind.TEXT, f"coalesce({_WHO}, '')"),
        Column("due_words", N_("Due"), Kind.TEXT, "t.due_words"),
        Column("due", N_("Due date"), Kind.DAY, _HOLDS_DAY),
        field_column(Decision, "state"),
        field_column(Decision, "done"),
        field_column(Decision, "fulfilled_on"),
        Column("meeting_day", N_("Meeting of"), Kind.DAY, _OF_MEETING.format(value="day")),
        Column("meeting_id", N_("Meeting"), Kind.WHOLE, _OF_MEETING.format(value="id"), listed=False),
    ],
    order=f"{_OF_MEETING.format(value='day')} DESC, {_OF_MEETING.format(value='id')} DESC, "
    "(SELECT place FROM agenda_items WHERE id = t.agenda_items_id), t.place",
)
"""The register: decisions of all meetings, the latest meeting first, in the order of its minutes."""


def decisions_told(
    read: Reader, today: dt.date, *, meeting: int | None = None, ids: tuple[int, ...] | None = None
) -> list[DecisionFacts]:
    """Decisions in the order of meetings and of their minutes: of one meeting, those with `ids`, or all."""
    who = defaultdict(list)
    for decision, words in read.rows("SELECT decisions_id, words FROM executors ORDER BY decisions_id, place, id"):
        who[decision].append(words)
    sql = (
        f"SELECT t.id, m.id, m.number, coalesce(m.day, ''), a.id, {_NUMBER}, t.text, t.due_words, coalesce(t.due, ''), "
        "t.state, coalesce(t.fulfilled_on, ''), coalesce(t.moved_to, ''), t.done, "
        f"CASE WHEN {_OPEN} AND {_HOLDS_DAY} < :today THEN julianday(:today) - julianday({_HOLDS_DAY}) ELSE 0 END "
        "FROM decisions AS t JOIN agenda_items AS a ON a.id = t.agenda_items_id JOIN meetings AS m "
        "ON m.id = a.meetings_id WHERE :meeting IS NULL OR m.id = :meeting "
        "ORDER BY coalesce(m.day, ''), m.number, m.id, a.place, t.place, t.id"
    )
    rows = read.rows_named(sql, {"today": today.isoformat(), "meeting": meeting})
    found = [_decision_facts(row, tuple(who[row[0]])) for row in rows]
    return found if ids is None else [one for one in found if one.id in set(ids)]


def _decision_facts(row: tuple[Any, ...], who: tuple[str, ...]) -> DecisionFacts:
    told: list[Any] = [*row[:7], who, *row[7:9], DecisionState.of(row[9]), *row[10:13], int(row[13])]
    return DecisionFacts(*told)


def proposals_for(read: Reader, meeting: int, today: dt.date) -> list[DecisionFacts]:
    """Open decisions of earlier meetings that may be put on this meeting's agenda, the longest due first.

    Left out are those that the meeting has on its agenda already and those it was said not to propose.
    """
    day = str(read.value("SELECT coalesce(day, '9999') FROM meetings WHERE id = ?", meeting) or "")
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
        for one in decisions_told(read, today)
        if one.state in OPEN_STATES and one.meeting_id != meeting and one.meeting_day < day and one.id not in taken
    ]
    return sorted(waiting, key=lambda one: (one.moved_to or one.due or "9999", one.meeting_day, one.number))


def is_confirmed(read: Reader, meeting: int | None) -> bool:
    """Whether a meeting's minutes are confirmed, and so locked."""
    if meeting is None:
        return False
    return bool(read.value("SELECT minutes_state = 'confirmed' FROM meetings WHERE id = ?", meeting))


def meeting_of_decision(read: Reader, decision: int | None) -> int | None:
    """The row number of the meeting that made a decision."""
    found: int | None = read.value(
        "SELECT a.meetings_id FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id WHERE d.id = ?",
        decision,
    )
    return found
