"""The check before printing: what looks wrong, each with the place to jump to. Nothing is blocked by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from cluster_desk.core.records.checks import JudgedFine
from cluster_desk.core.records.fields import Record
from cluster_desk.core.words import fold
from cluster_desk.data.queries.reader import Reader


class Doubt(StrEnum):
    """What a finding is about; the codes are those of `check --json`."""

    YEAR = "year"
    OUTSIDE_PERIOD = "outside-period"
    DEADLINE = "deadline"
    DAY_OFF = "day-off"
    NUMBER = "number"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    THREE_PLACES = "three-places"
    COPIED = "copied"
    REPEATED = "repeated"
    SUM = "sum"


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong: `where` is its place in words, `text` a sentence, `about` the words it is about."""

    doubt: Doubt
    record: type[Record]
    row: int
    where: str
    text: str
    about: str

    @property
    def key(self) -> str:
        """What it is remembered by once it was judged fine: it changes with the words."""
        words = "\n".join((self.doubt, self.record.__name__, fold(self.where), fold(self.about)))
        return sha256(words.encode()).hexdigest()[:32]


def check(read: Reader, plans: Iterable[int] | None = None) -> list[Finding]:
    """What looks wrong in these plans (all when None, and then in the council's meetings too), judged ones left out."""
    from cluster_desk.rules import check_meetings, check_plans

    wanted = list(plans) if plans is not None else [row for (row,) in read.rows("SELECT id FROM plans ORDER BY id")]
    found = [one for plan in wanted for one in check_plans.findings(read, plan)]
    found += check_plans.equal_tables(read, wanted)
    if plans is None:
        found += check_meetings.findings(read)
    return _not_judged(read, found)


def check_meetings_only(read: Reader, meeting: int | None = None) -> list[Finding]:
    """What looks wrong in the council's meetings, or in one of them, judged ones left out."""
    from cluster_desk.rules import check_meetings

    found = check_meetings.findings(read)
    return _not_judged(read, [one for one in found if meeting in (None, one.row)])


def _not_judged(read: Reader, found: list[Finding]) -> list[Finding]:
    quiet = {key for (key,) in read.rows("SELECT finding FROM judged_fine")}
    return [one for one in found if one.key not in quiet]


def judged_fine(finding: Finding) -> JudgedFine:
    """The record that keeps `finding` quiet from now on."""
    return JudgedFine(finding=finding.key)
