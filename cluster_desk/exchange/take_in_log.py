"""The entries of a log that a document holds -> events that were held, under the tasks that they stand under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from cluster_desk.core.event_days import joined
from cluster_desk.core.found import FoundEntry
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event, EventSpan, EventState, Level, Mode, Participation, TakingPart
from cluster_desk.core.records.plans import Plan, Task
from cluster_desk.core.search_words import index_words
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.log import tasks_to_choose
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.proposal import Part, Row
from cluster_desk.exchange.storing import Storing

_LONGEST_LINE = 2_000
_ALIKE = 0.6
"""Share of common words from which a heading in the report is taken for a task of the plan."""


def log_part(entries: Sequence[FoundEntry], read: Reader) -> Part:
    """The rows of the entries that a document tells."""
    known = {(fold(name), words): row for row, name, words in read.rows("SELECT id, name, day_words FROM events")}
    return Part(
        "log",
        N_("Log"),
        ((N_("When"), 3), (N_("What was done"), 8), (N_("How many"), 4)),
        ((N_("Days"), 3), (N_("Level"), 3), (N_("Participants"), 3)),
        [EntryRow(entry, known, read) for entry in entries],
    )


class EntryRow(Row):
    """One entry of the document."""

    counts: ClassVar[str] = "Event"

    def __init__(self, entry: FoundEntry, known: dict[tuple[str, str], int], read: Reader) -> None:
        super().__init__(entry)
        self.entry = entry
        self._read = read
        self._known = (fold(_name(entry)), _day_words(entry)) in known
        if not entry.dates:
            self.notes.append(_("no day is told"))

    def said(self) -> tuple[str, ...]:
        """The document's words."""
        return self.entry.date_text, self.entry.title, ", ".join(count.text for count in self.entry.counts)

    def understood(self) -> tuple[str, ...]:
        """Days, level, people."""
        days = ", ".join(_shown(first, last) for first, last in _runs(self.entry))
        level = Level.of(self.entry.level or Level.UNTOLD.value)
        people = ", ".join(f"{_(TakingPart.of(one.kind).label)} {one.number}" if _is_person(one.kind)
                           else f"{one.number} {one.kind}" for one in self.entry.counts)  # fmt: skip
        return days, _(level.label), people

    def matched(self) -> bool:
        """An entry with the same words and the same days stands in the file already."""
        return self._known

    def store(self, into: Storing) -> None:
        """Bring the entry in as an event that was held."""
        if self.matched():
            into.report.matched[Event.__name__] += 1
            return
        entry = self.entry
        runs = _runs(entry)
        event = into.add(
            Event,
            self,
            name=_name(entry),
            state=EventState.HELD,
            day_words=_day_words(entry),
            first_day=min((first for first, _last in runs), default=None),
            level=Level.of(entry.level or Level.UNTOLD.value),
            mode=Mode.of(entry.mode or Mode.UNTOLD.value),
            form=tidy(entry.form),
            audience=tidy(entry.audience or "")[:_LONGEST_LINE],
            text=entry.text,
            task_id=_task_row(entry.task, into, self._read),
            spans=[EventSpan(first=first, last=last) for first, last in runs],
        )
        event.participations = [
            Participation(
                kind=TakingPart.of(count.kind) if _is_person(count.kind) else TakingPart.OTHERS,
                unit="" if _is_person(count.kind) else count.kind,
                count_words=str(count.number) if not count.text else _number_words(count.text, count.number),
            )
            for count in entry.counts
        ]


def _name(entry: FoundEntry) -> str:
    return tidy(entry.title) or tidy(entry.text)[:200]


def _day_words(entry: FoundEntry) -> str:
    """The words of the date; of an entry without any, what is said of it instead, since nothing is guessed."""
    words = tidy(entry.date_text)
    if words:
        return words[:_LONGEST_LINE]
    runs = _runs(entry)
    return ", ".join(_shown(first, last) for first, last in runs) or "—"


def _runs(entry: FoundEntry) -> list[tuple[dt.date, dt.date]]:
    days = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in entry.dates]
    return joined([(min(pair), max(pair)) for pair in days])


def _shown(first: dt.date, last: dt.date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


def _is_person(kind: str) -> bool:
    return kind in {one.value for one in TakingPart}


def _number_words(text: str, number: int) -> str:
    """The words of the number without what was counted: «более 70» of «более 70 школьников»."""
    from cluster_desk.core.counts import find_counts, number_in

    counts = [one for one in find_counts(text) if one.number == number]
    if counts:
        return counts[0].words
    return text if number_in(text) == number else str(number)


def _task_row(words: str | None, into: Storing, read: Reader) -> int | None:
    """The task that an entry stands under: one that the same document brings, else one of the file; None if neither."""
    if not words:
        return None
    brought = [task for plan in into.records if isinstance(plan, Plan) for task in plan.tasks]
    best = max(brought, key=lambda task: _alike(words, task.text), default=None)
    if best is not None and _alike(words, best.text) >= _ALIKE:
        for task in brought:  # all of them, so that numbers told and numbers given by the file do not meet
            task.id = into.number_of(Task) if task.id is None else task.id
        return best.id
    known = tasks_to_choose(read)
    row, text = max(known, key=lambda task: _alike(words, task[1]), default=(None, ""))
    return row if text and _alike(words, text) >= _ALIKE else None


def _alike(one: str, other: str) -> float:
    mine, theirs = set(index_words(one).split()), set(index_words(other).split())
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))
