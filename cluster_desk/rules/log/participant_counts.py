"""How many took part from each school, counted from the list of participants into the entry of the log.

What somebody typed there is not written over: where the list says another number, the words stay until the office
decides, and the difference is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.children import ChildKey, child_of
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event, Participation, TakingPart
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader

_School = tuple[int | None, str]


@dataclass(frozen=True)
class Difference:
    """Where the log says otherwise than the list: of which school, whom, the log's words, the list's number."""

    school: str
    kind: TakingPart
    words: str
    count: int

    def sentence(self) -> str:
        """The difference in the user's language."""
        values = {"school": self.school, "kind": _(self.kind.label), "words": self.words, "count": self.count}
        return _("%(school)s, %(kind)s: in the log “%(words)s”, by the list %(count)d.") % values


@dataclass
class Counted:
    """An entry with the list counted into it, not stored yet; how many lines are new, which were left as typed."""

    event: Event
    added: int
    differences: list[Difference]


def kind_of(participant: Participant) -> TakingPart:
    """Whom a line counts as: a class of a school, a group of a kindergarten, anybody else."""
    known = read_class(participant.grade)
    if known is None:
        return TakingPart.OTHERS if participant.grade else TakingPart.PUPILS
    is_group = not known.is_pupil and "курс" not in known.called
    return TakingPart.PRESCHOOLERS if is_group else TakingPart.PUPILS


def counts_of(participants: Sequence[Participant]) -> dict[tuple[_School, TakingPart], int]:
    """How many children by school and kind; one who stands in two lines is one."""
    children: defaultdict[tuple[_School, TakingPart], set[ChildKey]] = defaultdict(set)
    for one in participants:
        known = one.organization_id is not None
        school = (one.organization_id, "" if known else one.organization_words)
        children[school, kind_of(one)].add(child_of(one))
    return {key: len(some) for key, some in children.items()}


def counted(event: Event, participants: Sequence[Participant], read: Reader, *, over: bool = False) -> Counted:
    """The entry with the list's numbers: what is missing is added, what differs stays unless `over` says otherwise."""
    result = event.copy()
    names = dict(read.rows("SELECT id, short_name FROM organizations"))
    there = {
        (one.organization_id, fold(one.organization_words) if one.organization_id is None else "", one.kind): one
        for one in result.participations
        if not one.unit
    }
    added, differences = 0, []
    for ((row, words), kind), count in counts_of(participants).items():
        if row is None and not words:
            continue  # whose school is not told is counted for none
        old = there.get((row, fold(words), kind))
        if old is None:
            part = Participation(organization_id=row, organization_words=words, kind=kind, count_words=str(count))
            result.participations.append(part)
            added += 1
        elif old.count_words != str(count):
            if over:
                old.count_words = str(count)
            else:
                differences.append(Difference(names.get(row, words), kind, old.count_words, count))
    return Counted(result, added, differences)
