"""Deadlines as people write them: words -> days within a plan's period, the words kept (docs/deadlines.md).

vocabulary, tokens -> named, recurrence, waiting -> grammar (what is said) -> meaning (days in the period);
sentences and proposals are for those who type.
"""

from cluster_desk.core.deadlines.meaning import (
    AMBIGUOUS_YEAR,
    OUTSIDE_PERIOD,
    REVERSED,
    Deadline,
    Kind,
    Span,
    parse_deadline,
)
from cluster_desk.core.deadlines.proposals import proposals
from cluster_desk.core.deadlines.sentences import doubts, sentence

__all__ = [
    "AMBIGUOUS_YEAR",
    "OUTSIDE_PERIOD",
    "REVERSED",
    "Deadline",
    "Kind",
    "Span",
    "doubts",
    "parse_deadline",
    "proposals",
    "sentence",
]
