"""The table of an event's participants: its columns, what stands in a cell, and what typed words make of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.participants import EventFolder, Participant, Points
from cluster_desk.core.russian.numbers import read_number, show_number
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.participants import ParticipantFacts

POINTS = "points:"
"""What the key of a criterion's column begins with."""
TOTAL = "total"
TYPED = ("name", "grade", "organization_words", "mentor", "nomination", "work")
"""The fields that have a column before the points, in their order."""
PLACE = "place_words"


@dataclass(frozen=True)
class ParticipantColumn:
    """A column: its key, the words over it, whether its values stand at the right."""

    key: str
    heading: str
    right: bool = False

    @property
    def criterion(self) -> int | None:
        """The row number of its criterion; None for a column of another kind."""
        return int(self.key.removeprefix(POINTS)) if self.key.startswith(POINTS) else None


def columns_of(folder: EventFolder) -> list[ParticipantColumn]:
    """The columns: the fields, the criteria of the jury, their sum, the place."""
    known = fields_of(Participant)
    columns = [ParticipantColumn(key, _(known[key].label)) for key in TYPED]
    columns += [ParticipantColumn(f"{POINTS}{one.id}", _criterion(one.name, one.most), True) for one in folder.criteria]
    if len(folder.criteria) > 1:
        columns.append(ParticipantColumn(TOTAL, _(N_("Sum")), True))
    return [*columns, ParticipantColumn(PLACE, _(known[PLACE].label))]


def _criterion(name: str, most: float | None) -> str:
    return name if most is None else f"{name} ({show_number(most)})"


def shown(facts: ParticipantFacts, column: ParticipantColumn) -> str:
    """What stands in a cell."""
    if column.key == TOTAL:
        return "" if facts.standing.total is None else show_number(facts.standing.total)
    if column.key == PLACE:
        return facts.standing.words
    return typed(facts, column)


def typed(facts: ParticipantFacts, column: ParticipantColumn) -> str:
    """What is edited in a cell: the words as they are stored."""
    if column.criterion is not None:
        points = facts.points_by(column.criterion)
        return "" if points is None else show_number(points)
    return "" if column.key == TOTAL else str(getattr(facts.record, column.key))


def with_words(participant: Participant, column: ParticipantColumn, words: str) -> Participant:
    """A copy of a participant with other words in one cell. Raises UserError for points that are no number."""
    changed = participant.copy()
    if column.criterion is None:
        setattr(changed, column.key, words)
        return changed
    number = read_number(tidy(words)) if words.strip() else None
    if words.strip() and (number is None or number < 0):
        raise UserError(
            _("“%(words)s” is no number of points.") % {"words": tidy(words)},
            do=_("Type figures: 7, 8.5; leave the cell empty where no points were given."),
        )
    others = [one for one in changed.points if one.criterion_id != column.criterion]
    own = [one for one in changed.points if one.criterion_id == column.criterion] or [
        Points(criterion_id=column.criterion)
    ]
    own[0].points = number
    changed.points = [*others, *([own[0]] if number is not None else [])]
    return changed


def offered(column: ParticipantColumn, shown_now: Sequence[ParticipantFacts], event: Event | None,
            schools: Sequence[str]) -> list[str]:  # fmt: skip
    """Words to choose from while a cell is typed into: schools, nominations of the event, what others have there."""
    if column.key not in ("organization_words", "mentor", "nomination"):
        return []
    first = list(schools) if column.key == "organization_words" else []
    if column.key == "nomination" and event is not None:
        first = [line.strip(" ;,•-") for line in event.nominations.split("\n") if line.strip(" ;,•-")]
    used = sorted({str(getattr(one.record, column.key)) for one in shown_now}, key=fold)
    return [words for words in dict.fromkeys([*first, *used]) if words]
