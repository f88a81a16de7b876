"""Who is the same child in an event's list of participants, and how many children and schools a list holds.

A child in two nominations stands in two lines and is one: the log, papers and reviews of applications count by it.
"""

from __future__ import annotations

from collections.abc import Iterable

from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import fold

ChildKey = tuple[str, str]
"""By what a child is known in one list: the name and the school."""


def child_key(name: str, organization_id: int | None, organization_words: str) -> ChildKey:
    """The same for the same surname and first name of the same school, however that is written."""
    parsed = parse_name(name)
    called = " ".join(part for part in (parsed.surname, parsed.first) if part) if parsed else name
    return fold(called), school_key(organization_id, organization_words)


def school_key(organization_id: int | None, organization_words: str) -> str:
    """The same for the same school, "" for none told; one that the file does not know is known by its words."""
    return str(organization_id) if organization_id is not None else fold(organization_words)


def child_of(one: Participant) -> ChildKey:
    """Which child a line is about."""
    return child_key(one.name, one.organization_id, one.organization_words)


def count_children(lines: Iterable[Participant]) -> int:
    """How many children these lines are about."""
    return len({child_of(one) for one in lines})


def count_schools(lines: Iterable[Participant]) -> int:
    """How many schools these lines tell."""
    return len({school_key(one.organization_id, one.organization_words) for one in lines} - {""})
