"""Whether enough of the council came for its decisions to hold."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.records.cluster import QuorumRule


@dataclass(frozen=True)
class Quorum:
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
