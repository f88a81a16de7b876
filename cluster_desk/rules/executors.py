"""Who carries a decision out and by when, understood from the words that were typed."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence

from cluster_desk.core.deadlines import Kind, understand
from cluster_desk.core.names import parse_name
from cluster_desk.core.people import read_people
from cluster_desk.core.records.minutes import Executor
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.matching import organization_names, person_facts
from cluster_desk.data.queries.reader import Reader


class KnownExecutors:
    """The people and organizations of the file, by the ways in which they are typed."""

    def __init__(self, read: Reader) -> None:
        self._people: dict[str, set[int]] = defaultdict(set)
        for one in person_facts(read):
            name = parse_name(one.name)
            for words in (one.name, name.surname_first() if name else "", name.initials_first() if name else ""):
                self._people[_bare(words)].add(one.id)
        self._bodies: dict[str, set[int]] = defaultdict(set)
        for body in organization_names(read):
            for words in (body.short_name, body.full_name):
                self._bodies[fold(words)].add(body.id)

    def read(self, words: str, before: Sequence[Executor] = ()) -> list[Executor]:
        """Those whom `words` name, in order; one that stood there `before` keeps whom it was taken to mean."""
        old = {fold(one.words): one for one in before}
        found = []
        for part in read_people([tidy(line) for line in words.split(";")]):
            text = ", ".join(filter(None, (part.name, part.position)))
            if fold(text) in old:
                found.append(old[fold(text)].copy())
                continue
            person = _only(self._people.get(_bare(part.name or ""), set())) if part.name else None
            body = _only(self._bodies.get(fold(text), set())) if part.name is None else None
            found.append(Executor(words=text, person_id=person, organization_id=body))
        return found


def _bare(words: str) -> str:
    """A name without dots and spaces, so that «Иванова И. И.» and «Иванова И.И» are alike."""
    return re.sub(r"[.\s]", "", fold(words))


def _only(found: set[int]) -> int | None:
    return next(iter(found)) if len(found) == 1 else None


def due_day(words: str, held: dt.date) -> dt.date | None:
    """The last day that a deadline's words mean for a decision of a meeting held on that day; None when none.

    A day without a year is the first such day from the meeting on: «до 30 января» said in November is next year's.
    What goes on all the time or waits for something else has no last day.
    """
    meant = understand(words, held, held + dt.timedelta(days=364))
    return max((span.last for span in meant.spans), default=None) if meant.kind in (Kind.FIXED, Kind.BY) else None
