"""Who carries a decision out and by when, understood from the words that were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.deadlines import Kind, parse_deadline
from cluster_desk.core.records.council import Executor
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, tidy


def executors_in(words: str, before: Sequence[Executor] = ()) -> list[Executor]:
    """Those whom `words` name, in order; one that stood there `before` stays whoever it was taken for."""
    old = {fold(one.words): one for one in before}
    parts = read_people([tidy(line) for line in words.split(";")])
    named = [", ".join(filter(None, (part.name, part.position))) for part in parts]
    return [old[fold(text)].copy() if fold(text) in old else Executor(words=text) for text in named]


def due_day(words: str, held: dt.date) -> dt.date | None:
    """The last day that a deadline's words mean for a decision of a meeting held on that day; None when none.

    A day without a year is the first such day from the meeting on: «до 30 января» said in November is next year's.
    What goes on all the time or waits for something else has no last day.
    """
    meant = parse_deadline(words, held, held + dt.timedelta(days=364))
    return max((span.last for span in meant.spans), default=None) if meant.kind in (Kind.FIXED, Kind.BY) else None
