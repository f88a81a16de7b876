"""What a check finds: each thing that looks wrong, and how it is remembered once it was judged fine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cluster_desk.core.records.cluster import JudgedFine
from cluster_desk.core.records.fields import Record
from cluster_desk.core.russian.text import fold


class FindingKind(StrEnum):
    """What a finding is about; the codes are those of `check --json`."""

    YEAR = "year"
    OUTSIDE_PERIOD = "outside-period"
    DEADLINE = "deadline"
    DAY_OFF = "day-off"
    NUMBER = "number"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    THREE_PLACES = "three-places"
    BLANK = "blank"
    COPIED = "copied"
    REPEATED = "repeated"
    SUM = "sum"
    STATE = "state"
    MEMBER = "member"


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong: `where` is its place in words, `text` a sentence, `about` the words it is about."""

    kind: FindingKind
    record: type[Record]
    row: int
    where: str
    text: str
    about: str

    @property
    def key(self) -> str:
        """What it is remembered by once it was judged fine: it changes with the words."""
        words = "\n".join((self.kind, self.record.__name__, fold(self.where), fold(self.about)))
        return sha256(words.encode()).hexdigest()[:32]

    @property
    def sentence(self) -> str:
        """Where it is and what looks wrong, as one line."""
        return f"{self.where}: {self.text}"


def judged_fine(finding: Finding) -> JudgedFine:
    """The record that keeps `finding` quiet from now on."""
    return JudgedFine(finding=finding.key)
