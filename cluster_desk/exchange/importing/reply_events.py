"""Events of a school's answer -> the log: a new entry, or the school's numbers in an entry that is there.

Ten schools tell of one contest in ten ways. An entry is surely meant when its days touch and its title says the same;
where that is not sure it is asked, and a new entry is made until somebody says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cluster_desk.core.deadlines.event_days import days_of, joined, tells_no_day
from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.events import Event, EventSpan, EventState, Participation, TakingPart
from cluster_desk.core.russian.text import fold, index_words
from cluster_desk.core.school_forms import period_words
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow
from cluster_desk.exchange.importing.matching import Match
from cluster_desk.exchange.importing.memory import ImportMemory, key_of
from cluster_desk.exchange.importing.proposal import Answer, Question

_AROUND = dt.timedelta(days=31)
_NEAR = dt.timedelta(days=3)
_SAME, _ALIKE = 0.8, 0.5
_MOST_ASKED = 4
_NAMES = ("name", "day_words")
_COMMON = frozenset(index_words(
    "район районный районная муниципальный муниципальная школьный школьная областной всероссийский этап конкурс "
    "участие межшкольный день неделя для дети педагог ученик школа кластер"
).split())  # fmt: skip
"""Words that many titles share: they tell no event apart."""
Days = list[tuple[dt.date, dt.date]]


@dataclass(frozen=True)
class _Known:
    """An entry of the log that may be meant."""

    id: int
    uuid: str
    name: str
    day_words: str
    first: dt.date
    last: dt.date
    words: frozenset[str]

    def label(self) -> str:
        return f"{self.name}, {self.day_words}"


def event_rows(
    read: Reader, entries: Sequence[Parsed[Event]], collection: Collection, school: int, memory: ImportMemory
) -> list[SchoolEventRow]:
    """A row for each event that a school tells of."""
    if not entries:
        return []
    log = _Log(read, collection, memory)
    rows: list[SchoolEventRow] = []
    told: dict[tuple[str, str], SchoolEventRow] = {}
    for entry in entries:
        row = SchoolEventRow(entry, read, collection, school)
        row.find(log)
        key = (fold(entry.record.name), fold(entry.record.day_words))
        if key in told:
            row.skipped = True
            row.notes.append(_("told twice in this answer: the first one counts"))
        told.setdefault(key, row)
        rows.append(row)
    return rows


class _Log:
    """The entries around the request's period, and what imports remember of them."""

    def __init__(self, read: Reader, collection: Collection, memory: ImportMemory) -> None:
        assert collection.first_day is not None
        assert collection.last_day is not None
        self.read, self.memory = read, memory
        first, last = collection.first_day - _AROUND, collection.last_day + _AROUND
        sql = (
            "SELECT id, uuid, name, day_words, first_day, coalesce(last_day, first_day) FROM events "
            "WHERE first_day BETWEEN ? AND ? AND state <> 'cancelled' ORDER BY first_day, id"
        )
        self.known = [
            _Known(
                row, uuid, " ".join(name.split()), days, dt.date.fromisoformat(start), dt.date.fromisoformat(end),
                frozenset(index_words(name).split()),
            )
            for row, uuid, name, days, start, end in read.rows(sql, first.isoformat(), last.isoformat())
        ]  # fmt: skip
        self._by_word: defaultdict[str, list[_Known]] = defaultdict(list)
        for one in self.known:
            for word in one.words:
                self._by_word[word].append(one)
        self._by_uuid = {one.uuid: one for one in self.known}
        self._own = [one for one in memory.within(Event, "") if one.is_own]

    def remembered(self, words: dict[str, str]) -> Match[Event] | None:
        """The entry that an earlier import made of the same words of this school; one that is gone was deleted."""
        wanted = key_of(words, _NAMES)
        one = next((one for one in self._own if one.key(_NAMES) == wanted), None)
        if one is None:
            return None
        row = self.read.value("SELECT id FROM events WHERE uuid = ?", one.record)
        stored = self.read.load(Event, row) if row is not None else None
        return Match(stored, one, stored is None)

    def alike(self, name: str, days: Days) -> list[tuple[float, _Known]]:
        """Entries whose title has much in common with `name`, near `days` where these are told, the likest first."""
        words = frozenset(index_words(name).split())
        near = {one.id: one for word in words for one in self._by_word.get(word, ())}
        results = []
        for one in near.values():
            if days and not any(first - _NEAR <= one.last and last + _NEAR >= one.first for first, last in days):
                continue
            share = _share(words, one.words)
            if share >= _ALIKE:
                results.append((share, one))
        return sorted(results, key=lambda pair: (-pair[0], pair[1].first, pair[1].id))


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """How much two titles have in common beyond what many have; words that all have count where there are no others."""
    mine, theirs = words - _COMMON or words, others - _COMMON or others
    common = len(mine & theirs)
    if not common:
        return 0.0
    return common / min(len(mine), len(theirs)) * (1.0 if common > 1 or len(mine) == len(theirs) == 1 else 0.75)


class SchoolEventRow(ComparedRow[Event]):
    """One event that a school tells of."""

    kind = Event
    is_in_many_documents = True

    def __init__(self, entry: Parsed[Event], read: Reader, collection: Collection, school: int) -> None:
        super().__init__(entry)
        self.draft, self._school, self._read = entry.record, school, read
        self._collection = collection
        self._counts = [one.record for one in entry.parts]
        self.days, self._day_words = self._understood(entry.typed.get("day"))
        self._meant: Question | None = None

    def _understood(self, exact: str | None) -> tuple[Days, str]:
        """The days that are meant, and the words they are written down in: the period's where none are told."""
        first, last = self._collection.first_day, self._collection.last_day
        assert first is not None
        assert last is not None
        words = self.draft.day_words
        if tells_no_day(words):
            period = period_words(first, last).removeprefix("за ")
            self.notes.append(_("written down as “%s”") % period)
            return [(first, last)], period
        if exact:
            day = dt.date.fromisoformat(exact)
            days = [(day, day)]
        else:
            days = _within(words, first, last)
        if not days:
            self._doubt(_("The days are not understood: “%(words)s”.") % {"words": words})
        elif not any(start <= last and end >= first for start, end in days):
            self._doubt(_("“%(words)s” is not within the period that was asked about.") % {"words": words})
        elif any(end < start for start, end in days):
            self._doubt(_("The days stand backwards: “%(words)s”.") % {"words": words})
            days = [(min(pair), max(pair)) for pair in days]
        return joined(sorted(days)), words

    def _doubt(self, text: str) -> None:
        place = self.place()
        words = f"{place[:1].upper()}{place[1:]}: {text[:1].lower()}{text[1:]}" if place else text
        self.questions.append(Question(words, [Answer(_("Take it as read"), None)]))

    def take_match(self, match: Match[Event]) -> None:
        """Compare with the entry; a second answer is no version of the first one: what differs is asked."""
        before = replace(match.remembered, is_own=False) if match.remembered else None
        super().take_match(Match(match.stored, before, match.is_deleted))

    def find(self, log: _Log) -> None:
        """Match the event with an entry of the log, or ask."""
        match = log.remembered(self.words())
        if match is not None:
            self.take_match(match)
            return
        told = not tells_no_day(self.draft.day_words)
        alike = log.alike(self.draft.name, self.days if told else [])
        sure = [one for share, one in alike if share >= _SAME]
        same = [one for one in sure if fold(one.name) == fold(self.draft.name)]
        chosen = same if len(same) == 1 else sure
        if len(chosen) == 1 and (told or same):
            self._take(log, chosen[0])
        elif alike:
            self._ask([one for _share_, one in alike[:_MOST_ASKED]])

    def _take(self, log: _Log, one: _Known) -> None:
        stored = self._read.load(Event, one.id)
        assert stored is not None
        self.notes.append(_("in the log: %(words)s") % {"words": one.label()})
        self.take_match(Match(stored, log.memory.of(stored.uuid)))

    def _ask(self, known: Sequence[_Known]) -> None:
        answers = [Answer(_("A new entry of the log"), None)]
        answers += [Answer(_("It is “%(words)s”") % {"words": self._told_of(one)}, one.id) for one in known]
        self._meant = Question(
            _("Is “%(name)s” one of the events of the log?") % {"name": self.draft.name},
            answers,
            words=f"{fold(self.draft.name)} {fold(self.draft.day_words)}",
            brief=_("is it one of the log?"),
        )
        self.questions.append(self._meant)

    def _told_of(self, one: _Known) -> str:
        """What an entry is called, with the school's numbers that stand there and would be replaced."""
        event = self._read.load(Event, one.id)
        counts = (
            ", ".join(f"{_(each.kind.label)} {each.count_words}" for each in self._of_school(event)) if event else ""
        )
        return f"{one.label()} ({counts})" if counts else one.label()

    def _of_school(self, event: Event) -> list[Participation]:
        return [one for one in event.participations if one.organization_id == self._school and not one.unit]

    def words(self) -> dict[str, str]:
        return {"name": self.draft.name, "day_words": self.draft.day_words, **self._by_kind(self._counts)}

    def words_of(self, record: Event) -> dict[str, str]:
        """The file's side: the school's own numbers; what the event is called there is not this school's to tell."""
        now = self._by_kind(self._of_school(record))
        return {name: words if name in _NAMES else now.get(name, "") for name, words in self.words().items()}

    def _by_kind(self, counts: Sequence[Participation]) -> dict[str, str]:
        result: dict[str, str] = {}
        for one in counts:
            result[one.kind.value] = ", ".join(filter(None, (result.get(one.kind.value), one.count_words)))
        return result

    def label_of(self, name: str) -> str:
        kinds = {kind.value: kind for kind in TakingPart}
        return _(kinds[name].label) if name in kinds else super().label_of(name)

    def said(self) -> tuple[str, ...]:
        return self.draft.day_words, self.draft.name, self._counts_told(self._counts)

    def interpretation(self) -> tuple[str, ...]:
        target = self.meant()
        where = f"{target.name}, {target.day_words}" if target is not None else _("a new entry")
        return " ".join(where.split()), self._counts_told(self._counts)

    @staticmethod
    def _counts_told(counts: Sequence[Participation]) -> str:
        return ", ".join(f"{_(one.kind.label)} {one.count_words}" for one in counts)

    def meant(self) -> Event | None:
        """The entry of the log that is meant, as the question was answered."""
        if self._meant is not None and self._meant.value is not None:
            return self._read.load(Event, self._meant.value)
        return self.stored

    def changes(self) -> dict[str, str]:
        if self._meant is not None and self._meant.value is not None:
            target = self.meant()
            now = self._by_kind(self._of_school(target)) if target is not None else {}
            return {name: words for name, words in self._by_kind(self._counts).items() if now.get(name) != words}
        return {name: words for name, words in super().changes().items() if name not in _NAMES}

    def matched(self) -> bool:
        return self.meant() is not None and not self.changes()

    def store(self, into: ImportBatch) -> None:
        self.store_record("", into)

    def to_change(self, record: Event, into: ImportBatch) -> Event:
        assert record.id is not None
        return into.change(Event, record.id)

    def complete(self, record: Event, into: ImportBatch) -> None:
        """Put the school's numbers of the kinds that changed in the place of those that stand there."""
        kinds = set(self.changes())
        new = [one for one in self._new_counts() if one.kind.value in kinds]
        counts: list[Participation] = []
        for one in record.participations:
            if one.organization_id != self._school or one.unit or one.kind.value not in kinds:
                counts.append(one)
                continue
            counts += [each for each in new if each.kind is one.kind]
            new = [each for each in new if each.kind is not one.kind]
        record.participations = [*counts, *new]

    def _new_counts(self) -> list[Participation]:
        return [
            Participation(organization_id=self._school, kind=one.kind, count_words=one.count_words, count=one.count)
            for one in self._counts
        ]

    def added(self, into: ImportBatch) -> Event:
        draft = self.draft
        first = min((day for day, _last in self.days), default=None)
        event = into.add(
            Event,
            self,
            name=draft.name,
            state=EventState.PLANNED if first and first > self._read.today() else EventState.HELD,
            day_words=self._day_words,
            first_day=first,
            level=draft.level,
            venue=draft.venue,
            organizer=draft.organizer,
            results=draft.results,
            text=draft.text,
            spans=[EventSpan(first=start, last=end) for start, end in self.days],
        )
        event.participations = self._new_counts()
        return event


def _within(words: str, first: dt.date, last: dt.date) -> Days:
    """The days that words mean, of a year in which they fall into the period; else of its first year."""
    results: Days = []
    for year in dict.fromkeys((first.year, last.year)):
        days = days_of(words, year)
        if any(start <= last and end >= first for start, end in days):
            return days
        results = results or days
    return results
