"""The events of a calendar file -> planned events; what the desk wrote comes back as itself, without a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import LeftAlone, Reason
from cluster_desk.core.records.events import Event, EventSpan, EventState
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow, match_rows
from cluster_desk.exchange.importing.matching import Match, MatchKey
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.proposal import Answer, ProposalPart, Question
from cluster_desk.rules.calendar.entries import Entry, calendar

_NAMES = ("uid",)
_FIELDS = ("name", "day_words", "time", "venue", "text", "links")
_Days = tuple[tuple[dt.date | None, dt.date | None], ...]


def calendar_part(
    entries: Sequence[Parsed[Event]], read: Reader, memory: ImportMemory
) -> tuple[ProposalPart, list[LeftAlone]]:
    """The rows of the events that a calendar tells, and what of it is this file's own."""
    own = _own_entries(read) if any(one.typed.get("own") for one in entries) else {}
    rows, left = [], []
    for entry in entries:
        kept = own.get((entry.typed.get("own", ""), entry.typed.get("place", 0)))
        if kept is None:
            rows.append(CalendarRow(entry))
        else:
            left.append(LeftAlone(entry.record.name, _is_same(entry, kept), source=entry.source))
    keys: list[tuple[str, _Days]] = [_key(row.draft) for row in rows]
    match_rows(rows, memory, "", _NAMES, _known(rows, read, memory), [MatchKey(keys, _key)])
    part = ProposalPart(
        "calendar",
        N_("Events of the calendar"),
        ((N_("When"), 3), (N_("Event"), 8), (N_("Venue"), 4)),
        ((N_("Days"), 4), (N_("Time"), 2)),
        list(rows),
    )
    return part, left


class CalendarRow(ComparedRow[Event]):
    """One event of the calendar."""

    kind = Event

    def __init__(self, entry: Parsed[Event]) -> None:
        super().__init__(entry)
        self.draft, self._uid = entry.record, str(entry.typed["uid"])
        self._cancelled = bool(entry.typed.get("cancelled"))

    def take_match(self, match: Match[Event]) -> None:
        """Compare with the file's event; a cancelled one that nobody knows is left out at first."""
        super().take_match(match)
        if self._cancelled and self.stored is None:
            self.skipped = True
            self.notes.append(_("cancelled in the calendar"))
        for doubt in self.row.doubts:
            self.questions.append(Question(doubt.sentence(), [Answer(_("Take it as read"), None)]))

    def words(self) -> dict[str, str]:
        words = {"uid": self._uid, **{name: getattr(self.draft, name) for name in _FIELDS}}
        words["day_words"] = words["day_words"] or "—"
        words["state"] = self.draft.state.value
        return words

    def words_of(self, record: Event) -> dict[str, str]:
        """The file's side; days that are the same are the same words, whatever the office writes."""
        words = {**self.words(), **{name: getattr(record, name) for name in _FIELDS}}
        if _days(record) == _days(self.draft) and self.draft.spans:
            words["day_words"] = self.words()["day_words"]
        for name in ("text", "links", "venue"):  # what the calendar does not tell is not taken away
            words[name] = words[name] if getattr(self.draft, name) else ""
        if self._cancelled or record.state is EventState.CANCELLED:  # what was held stays held
            words["state"] = record.state.value
        return words

    def said(self) -> tuple[str, ...]:
        """The calendar's words."""
        return self.draft.day_words, self.draft.name, self.draft.venue

    def interpretation(self) -> tuple[str, ...]:
        """Days and time, as they will be stored."""
        days = [one for one in self.draft.spans if one.first and one.last]
        told = f"{days[0].first:%d.%m.%Y}" if days else ""
        if len(days) > 1:
            told += f" … {days[-1].first:%d.%m.%Y} ({len(days)})"
        return told, self.draft.time

    def store(self, into: ImportBatch) -> None:
        """Bring the event in as a planned one, or change what the calendar changed of it."""
        self.store_record("", into)

    def added(self, into: ImportBatch) -> Event:
        words = self.words()
        values = {name: words[name] for name in _FIELDS}
        return into.add(Event, self, state=self.draft.state, **values, **self._understood())

    def complete(self, event: Event, into: ImportBatch) -> None:
        for name, words in self.changes().items():
            if name == "state":
                event.state = EventState.of(words)
            elif name != "uid":
                setattr(event, name, words)
        if "day_words" in self.changes():
            for name, value in self._understood().items():
                setattr(event, name, value)

    def _understood(self) -> dict[str, object]:
        """The days that stand beside the words."""
        spans = [EventSpan(first=one.first, last=one.last) for one in self.draft.spans]
        return {"spans": spans, "first_day": self.draft.first_day}


def _key(event: Event) -> tuple[str, _Days]:
    return fold(event.name), _days(event)


def _days(event: Event) -> _Days:
    return tuple((one.first, one.last) for one in event.spans)


def _known(rows: Sequence[CalendarRow], read: Reader, memory: ImportMemory) -> list[Event]:
    """The events of the file that the calendar may mean: by an earlier import, or by their names."""
    uuids = {one.record for one in memory.within(Event, "")}
    names = {fold(row.draft.name) for row in rows}
    found = read.rows("SELECT id, uuid, name FROM events") if rows else []
    return read.load_all(Event, [row for row, uuid, name in found if uuid in uuids or fold(name) in names])


def _own_entries(read: Reader) -> dict[tuple[str, int], Entry]:
    """What this file would write into a calendar, by the record and the place of its days."""
    return {(one.uuid, one.place): one for one in calendar(read, read.today()).entries if not one.struck}


def _is_same(entry: Parsed[Event], own: Entry) -> Reason:
    """Whether what was written comes back as it is."""
    days = [(span.first, span.last) for span in entry.record.spans]
    time = own.time if own.first == own.last else ""
    same = days == [(own.first, own.last)] and entry.record.time == time
    same = same and fold(entry.record.name) == fold(own.title)
    return Reason.OWN if same else Reason.OWN_CHANGED
