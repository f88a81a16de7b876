"""The participants of an event as papers and screens need them: with their school, class and place; its folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cluster_desk.core.records.participants import EventFolder, Participant
from cluster_desk.core.russian.school_classes import SchoolClass, read_class
from cluster_desk.core.standings import Standing, standings
from cluster_desk.data.queries.reader import Reader


@dataclass(frozen=True)
class ParticipantFacts:
    """A participant; `organization` is the school's short name, or as it was written where it is not known."""

    record: Participant
    organization: str
    standing: Standing

    @property
    def name(self) -> str:
        """The name as typed."""
        return self.record.name

    @cached_property
    def school_class(self) -> SchoolClass | None:
        """The class understood."""
        return read_class(self.record.grade)

    def points_by(self, criterion: int | None) -> float | None:
        """The points by one criterion."""
        return next((one.points for one in self.record.points if one.criterion_id == criterion), None)


def participants_of(read: Reader, event: int) -> list[Participant]:
    """The participants of an event, whole, in the order entered."""
    return read.load_linked(Participant, "event_id", [event])


def folder_of(read: Reader, event: int) -> EventFolder:
    """The folder of an event; a new one, not stored, where it has none."""
    folders = read.load_linked(EventFolder, "event_id", [event])
    return folders[0] if folders else EventFolder(event_id=event)


def participant_facts(
    read: Reader, event: int, participants: Sequence[Participant] | None = None
) -> list[ParticipantFacts]:
    """The participants of an event with school and place, in the order entered; `participants`: read already."""
    records = participants_of(read, event) if participants is None else participants
    folder = folder_of(read, event)
    stands = standings(records, folder.ranking, folder.ties, folder.prizes)
    names = dict(read.rows("SELECT id, short_name FROM organizations"))
    return [
        ParticipantFacts(one, names.get(one.organization_id) or one.organization_words, stands[one.id or 0])
        for one in records
    ]


def participants_count(read: Reader, event: int) -> int:
    """How many lines the list of participants of an event has."""
    return int(read.value("SELECT count(*) FROM participants WHERE event_id = ?", event) or 0)


class NamedParticipant(NamedTuple):
    """A line of an event's list as questions ask for it; `organization` as `ParticipantFacts` tells it."""

    event_id: int
    name: str
    grade: str
    mentor: str
    nomination: str
    place_words: str
    organization_id: int | None
    organization: str


def named_participants(read: Reader, start: str, end: str) -> list[NamedParticipant]:
    """The participants of the events held in a period, in the order of the events' days."""
    sql = (
        "SELECT p.event_id, p.name, p.grade, p.mentor, p.nomination, p.place_words, p.organization_id, "
        "coalesce(o.short_name, p.organization_words) FROM participants AS p JOIN events AS t ON t.id = p.event_id "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id "
        "WHERE t.state = 'held' AND t.first_day BETWEEN ? AND ? ORDER BY t.first_day, t.id, p.id"
    )
    return [NamedParticipant(*row) for row in read.rows(sql, start, end)]
