"""The entries of a log that a document holds -> events that were held, under the tasks that they stand under."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.deadlines.event_days import days_of, joined, tells_no_day
from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.events import Event, EventSpan, EventState, Level, Mode, Participation, TakingPart
from cluster_desk.core.records.plans import Plan, Task
from cluster_desk.core.russian.text import fold, index_words, tidy
from cluster_desk.data.queries.log import tasks_to_choose
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow, match_rows
from cluster_desk.exchange.importing.matching import Match, MatchKey
from cluster_desk.exchange.importing.memory import ImportMemory, key_of
from cluster_desk.exchange.importing.proposal import Answer, ProposalPart, Question
from cluster_desk.rules.log.events import derive_event, not_understood

_LONGEST_LINE = 2_000
_NAMES = ("name", "day_words")
_UNTOLD = {"level": Level.UNTOLD.value, "mode": Mode.UNTOLD.value}
_ALIKE = 0.6
"""Share of common words from which a heading in the report is taken for a task of the plan."""


def log_part(entries: Sequence[Parsed[Event]], read: Reader, memory: ImportMemory) -> ProposalPart:
    """The rows of the entries that a document tells."""
    rows = [EntryRow(entry, read) for entry in entries]
    keys = [_key(_name(row.draft), _day_words(row.draft)) for row in rows]
    key: MatchKey[Event] = MatchKey(keys, lambda one: _key(one.name, one.day_words))
    match_rows(rows, memory, "", _NAMES, _known(rows, read, memory), [key])
    return ProposalPart(
        "log",
        N_("Log"),
        ((N_("When"), 3), (N_("What was done"), 8), (N_("How many"), 4)),
        ((N_("Days"), 3), (N_("Level"), 3), (N_("Participants"), 3)),
        list(rows),
    )


def _key(name: str, days: str) -> tuple[str, str]:
    return fold(name), fold(days)


def _known(rows: Sequence[EntryRow], read: Reader, memory: ImportMemory) -> list[Event]:
    """The entries of the file that the document may mean, by their own words or by those of an import."""
    wanted = {key_of(row.words(), _NAMES) for row in rows}
    uuids = {one.record for one in memory.within(Event, "") if one.key(_NAMES) in wanted}
    ids = [
        row
        for row, uuid, name, days in (read.rows("SELECT id, uuid, name, day_words FROM events") if rows else ())
        if uuid in uuids or _key(name, days) in wanted
    ]
    return read.load_all(Event, ids)


class EntryRow(ComparedRow[Event]):
    """One entry of the document."""

    kind = Event

    def __init__(self, entry: Parsed[Event], read: Reader) -> None:
        super().__init__(entry)
        self.draft, self._task = entry.record, entry.typed.get("task")
        self._counts = entry.parts
        self._read = read
        if tells_no_day(_day_words(self.draft)):
            self.notes.append(_("no day is told"))

    def take_match(self, match: Match[Event]) -> None:
        """Compare with the file's entry; what the file would call not understood afterwards is doubted here already."""
        super().take_match(match)
        event = self.stored or self._as_stored()
        doubts = not_understood(event) + self._year_doubts(event)
        self.questions += [Question(words, [Answer(_("Take it as read"), None)]) for words in doubts]

    def _year_doubts(self, event: Event) -> list[str]:
        """What is said of days whose year neither their words nor the document tell: they are taken as this year's."""
        words = _day_words(self.draft)
        if self.stored is not None or _runs(self.draft) or not event.first_day:
            return []
        year = event.first_day.year
        if days_of(words, year) == days_of(words, year - 1):
            return []
        told = {"words": words, "year": year}
        return [_("“%(words)s” names no year: %(year)d is taken. If it was another, correct the days.") % told]

    def _as_stored(self) -> Event:
        spans = [EventSpan(first=first, last=last) for first, last in _runs(self.draft)]
        event = Event(day_words=_day_words(self.draft), spans=spans, participations=self._participations())
        derive_event(event, None, self._read)
        return event

    def words(self) -> dict[str, str]:
        draft = self.draft
        return {
            **_choices(draft),
            "name": _name(draft),
            "day_words": _day_words(draft),
            "form": draft.form,
            "audience": draft.audience[:_LONGEST_LINE],
            "text": draft.text,
            "participations": "\n".join(_taking_part_words(one.record) for one in self._counts),
        }

    def words_of(self, record: Event) -> dict[str, str]:
        """The file's side."""
        taking_part = "\n".join(map(_taking_part_words, record.participations))
        return {**super().words_of(record), **_choices(record), "participations": taking_part}

    def display_value(self, name: str, words: str) -> str:
        if name != "participations":
            return super().display_value(name, words)
        return ", ".join(_taking_part_told(line) for line in words.split("\n") if line)

    def said(self) -> tuple[str, ...]:
        """The document's words."""
        return self.draft.day_words, self.draft.name, ", ".join(one.typed["text"] for one in self._counts)

    def interpretation(self) -> tuple[str, ...]:
        """Days, level, people, as they will be stored."""
        days = ", ".join(_display(first, last) for first, last in _runs(self._as_stored()))
        people = ", ".join(_understood(one) for one in self._participations())
        return days, _(self.draft.level.label), people

    def store(self, into: ImportBatch) -> None:
        """Bring the entry in as an event that was held, or change what the document changed of it."""
        self.store_record("", into)

    def added(self, into: ImportBatch) -> Event:
        draft, words = self.draft, self.words()
        runs = _runs(draft)
        event = into.add(
            Event,
            self,
            name=words["name"],
            state=EventState.HELD,
            day_words=words["day_words"],
            first_day=min((first for first, _last in runs), default=None),
            level=draft.level,
            mode=draft.mode,
            form=words["form"],
            audience=words["audience"],
            text=words["text"],
            task_id=_task_row(self._task, into, self._read),
            spans=[EventSpan(first=first, last=last) for first, last in runs],
        )
        event.participations = self._participations()
        return event

    def _participations(self) -> list[Participation]:
        """New records of who took part: what is read once may be imported more than once."""
        names = ("kind", "unit", "organization_words", "count_words", "count")
        return [Participation(**{name: getattr(one.record, name) for name in names}) for one in self._counts]

    def complete(self, event: Event, into: ImportBatch) -> None:
        for name, words in self.changes().items():
            if name == "participations":
                event.participations = self._participations()
            elif name in _UNTOLD:
                setattr(event, name, {"level": Level, "mode": Mode}[name].of(words or _UNTOLD[name]))
            else:
                setattr(event, name, words)


def _taking_part_words(one: Participation) -> str:
    """Who took part and how many, as a text that can be compared."""
    school = f"\t{one.organization_words}" if one.organization_words else ""
    return f"{one.kind.value}; {one.unit}; {one.count_words}{school}"


def _taking_part_told(line: str) -> str:
    told, _tab, school = line.partition("\t")
    kind, unit, words = told.split("; ", 2)
    who = f"{words} {unit}" if unit else f"{_(TakingPart.of(kind).label)} {words}"
    return f"{school}: {who}" if school else who


def _understood(one: Participation) -> str:
    number = f"«{one.count_words}»" if one.count is None else one.count
    who = f"{number} {one.unit}" if one.unit else f"{_(one.kind.label)} {number}"
    return f"{one.organization_words}: {who}" if one.organization_words else who


def _choices(event: Event) -> dict[str, str]:
    """The words of an event's choices; one that tells nothing is no words."""
    return {name: "" if getattr(event, name) == none else getattr(event, name).value for name, none in _UNTOLD.items()}


def _name(event: Event) -> str:
    return event.name or tidy(event.text)[:200]


def _day_words(event: Event) -> str:
    """The words of the date; of an entry without any, what is said of it instead, since nothing is guessed."""
    words = event.day_words
    if words:
        return words[:_LONGEST_LINE]
    runs = _runs(event)
    return ", ".join(_display(first, last) for first, last in runs) or "—"


def _runs(event: Event) -> list[tuple[dt.date, dt.date]]:
    days = [(span.first, span.last) for span in event.spans if span.first and span.last]
    return joined([(min(pair), max(pair)) for pair in days])


def _display(first: dt.date, last: dt.date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"


def _task_row(words: str | None, into: ImportBatch, read: Reader) -> int | None:
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
