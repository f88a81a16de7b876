"""What a person is asked when two files are merged, and which answer stands before they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cluster_desk.data.merge.ancestor import NEVER, Stamp
from cluster_desk.data.merge.shapes import Atom
from cluster_desk.data.merge.sides import Key, Row, Which


class About(StrEnum):
    """What a conflict is about."""

    FIELD = "field"  # both changed the same
    DELETED = "deleted"  # one deleted what the other changed
    MINUTES = "minutes"  # minutes confirmed here and changed there
    ORDER = "order"  # both moved rows of one list
    SAME = "same"  # both entered the same
    NUMBER = "number"  # two new records have one number


BOTH = "both"
"""The answer that leaves both records as they are."""


@dataclass(frozen=True)
class Conflict:
    """A question: `key` is the record it is about, `rows` those that the answer decides as a whole.

    `answer` stands before anybody is asked: the newer one, what was changed and not deleted, what was confirmed.
    """

    about: About
    key: Key
    answer: str
    atom: Atom | None = None
    base: Row | None = None
    here: Row | None = None
    there: Row | None = None
    when_here: Stamp = NEVER
    when_there: Stamp = NEVER
    rows: frozenset[Key] = frozenset()
    changed: tuple[Key, ...] = ()  # DELETED: what was changed or added in it; NUMBER, SAME: that here and that there
    table: str = ""  # ORDER: the table whose rows were moved

    @property
    def id(self) -> str:
        """What it is called in an answer."""
        what = self.table or (self.atom.name if self.atom else "")
        numbered = f":{max(self.changed)[1]}" if BOTH in self.answers else ""
        return ":".join(part for part in (self.about, *self.key, what) if part) + numbered

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be answered."""
        return ("here", "there", BOTH) if self.about in (About.NUMBER, About.SAME) else ("here", "there")


@dataclass(frozen=True)
class Answers:
    """The answers that were given, by the conflict's id; where none was, the one that stands before."""

    given: Mapping[str, str] = field(default_factory=dict)

    def of(self, conflict: Conflict) -> str:
        """The answer to a conflict."""
        given = self.given.get(conflict.id, "")
        return given if given in conflict.answers else conflict.answer

    def side(self, conflict: Conflict) -> Which:
        """The side that the answer takes."""
        return "there" if self.of(conflict) == "there" else "here"


def newer(here: Stamp, there: Stamp) -> Which:
    """The side that changed something last."""
    return "there" if there > here else "here"
