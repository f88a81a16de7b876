"""Meetings of a document: matched with those of the file by day and theme, their questions by topic."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import ClassVar

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, perhaps_cyrillic, split_outside, tidy, without_full_stop
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow, match_rows, value_words
from cluster_desk.exchange.importing.existing import KnownPeople, PersonLink
from cluster_desk.exchange.importing.matching import Match, MatchKey, RowMatching
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.proposal import Answer, ProposalPart, Question

_SKIP = object()
"""The answer that leaves a meeting out."""


def meetings_part(
    meetings: Sequence[Parsed[Meeting]], people: KnownPeople, read: Reader, memory: ImportMemory
) -> ProposalPart:
    """A row for each meeting that a document tells of, and below it one for each of its questions."""
    part = ProposalPart(
        "meetings",
        N_("Meetings"),
        ((N_("№"), 1), (N_("Topic in the document"), 8), (N_("Speaker"), 6)),
        ((N_("Day, place, speaker"), 6),),
    )
    stored = [one for one in read.load_all(Meeting) if one.body_id is None] if meetings else []
    taken = {one.number for one in stored}
    rows = [MeetingRow(meeting, stored, taken, people) for meeting in meetings]
    matching = RowMatching(memory, Meeting, "", [row.words() for row in rows], ("day", "theme"), stored)
    for row, match in zip(rows, matching.matches(()), strict=True):
        row.match(match, memory)
        part.rows += [row, *row.items]
    return part


class MeetingRow(ComparedRow[Meeting]):
    """One meeting of the document; it stores its questions too."""

    kind = Meeting
    is_heading: ClassVar[bool] = True

    def __init__(
        self, meeting: Parsed[Meeting], stored: Sequence[Meeting], taken: set[int | None], people: KnownPeople
    ) -> None:
        super().__init__(meeting)
        self.draft = meeting.record
        self._place, self._theme = without_full_stop(self.draft.place), without_full_stop(self.draft.theme)
        self._stated_number = meeting.typed.get("number") or ""
        self._all = stored
        self._which: Question | None = None
        self._undated: Question | None = None
        self._number = _free_number(self._stated_number, taken)
        self.items = [QuestionRow(item, self, people) for item in meeting.parts]

    def match(self, match: Match[Meeting], memory: ImportMemory) -> None:
        """Settle, or ask, which meeting of the file it is: as an import remembers it, else by its day and theme."""
        if match.stored is None and self.draft.day is None and not match.is_deleted:
            self._ask_day()
        elif match.stored is None:
            same_day = [one for one in self._all if self.draft.day is not None and one.day == self.draft.day]
            fitting = [one for one in same_day if self._has_theme_of(one)]
            if len(fitting) == 1:
                match = Match(fitting[0], memory.of(fitting[0].uuid))
            elif same_day and not match.is_deleted:
                self._ask_which(same_day)
        self.take_match(match)
        if self.stored is not None:
            key: MatchKey[AgendaItem] = MatchKey(
                [_topic_key(item.draft.topic) for item in self.items], lambda one: _topic_key(one.topic)
            )
            match_rows(self.items, memory, self.stored.uuid, ("topic",), self.stored.agenda, [key])

    def words(self) -> dict[str, str]:
        values = {"day": value_words(self.draft.day), "time": self.draft.time, "place": self._place}
        return {name: words for name, words in values.items() if words} | {"theme": self._theme}

    def _ask_day(self) -> None:
        words = self.draft.day_words
        text = (
            _("The day “%(words)s” was not understood.") % {"words": words} if words else _("The meeting has no day.")
        )
        self._undated = Question(text, [Answer(_("Leave this meeting out"), _SKIP)], takes_day=True)
        self.questions = [one for one in self.questions if one.text != text]
        self.questions.append(self._undated)

    def _ask_which(self, same_day: Sequence[Meeting]) -> None:
        answers = [Answer(_("It is “%(name)s”") % {"name": one.theme or f"№ {one.number}"}, one) for one in same_day]
        answers.append(Answer(_("Another meeting"), None))
        text = _("There is a meeting on this day already.")
        self._which = Question(text, answers, len(answers) - 1)
        self.questions.append(self._which)

    def _has_theme_of(self, other: Meeting) -> bool:
        theme = _topic_key(self.draft.theme)
        return _topic_key(other.theme) == theme or not (theme and other.theme)

    @property
    def day(self) -> dt.date | None:
        """The meeting's day as things stand."""
        if self._undated is not None:
            return self._undated.day
        return self.draft.day or (self.stored.day if self.stored else None)

    def meant(self) -> Meeting | None:
        """The meeting of the file that this row is taken to mean."""
        if self._undated is not None:
            return next((one for one in self._all if one.day == self.day and self._has_theme_of(one)), None)
        chosen = self._which.value if self._which else self.stored
        return chosen if isinstance(chosen, Meeting) else None

    def said(self) -> tuple[str, ...]:
        draft = self.draft
        when = " ".join(filter(None, [draft.day_words or value_words(draft.day), draft.time_words]))
        return self._stated_number, draft.theme, ", ".join(filter(None, [when, draft.place]))

    def interpretation(self) -> tuple[str, ...]:
        day = f"{self.day:%d.%m.%Y}" if self.day else _("no day")
        return (", ".join(filter(None, [day, self.draft.time, self._place])),)

    def matched(self) -> bool:
        existing = self.meant() is not None and not self.changes()
        return existing and all(item.skipped or item.matched() for item in self.items)

    def store(self, into: ImportBatch) -> None:
        if self.day is None:
            into.report.skipped += 1
            return
        items = [item for item in self.items if not item.skipped]
        new = [item for item in items if not item.matched()]
        into.report.matched.update(AgendaItem.__name__ for item in items if item.matched())
        meeting = self.store_record("", into)
        for item in new:
            item.put_into(meeting, into)
        for item in items:
            item.remember_in(meeting, into)

    def complete(self, record: Meeting, into: ImportBatch) -> None:
        for name, words in self.changes().items():
            setattr(record, name, dt.date.fromisoformat(words) if name == "day" and words else words)
            if name in ("day", "time"):
                setattr(record, f"{name}_words", getattr(self.draft, f"{name}_words"))

    def added(self, into: ImportBatch) -> Meeting:
        values = {name: getattr(self.draft, name) for name in ("time", "day_words", "time_words")}
        values |= {"place": self._place, "theme": self._theme}
        return into.add(Meeting, self, number=self._number, day=self.day, **values)


class QuestionRow(ComparedRow[AgendaItem]):
    """One question of a meeting's agenda; its meeting stores it."""

    kind = AgendaItem

    def __init__(self, item: Parsed[AgendaItem], meeting: MeetingRow, people: KnownPeople) -> None:
        super().__init__(item, meeting)
        self.draft = item.record
        self._who, self._meeting = item.typed.get("speaker") or "", meeting
        self.speakers = [_SpeakerWords(words, people) for words in speaker_words(self._who)]
        self.questions += [one.link.question for one in self.speakers if one.link and one.link.question]

    def said(self) -> tuple[str, ...]:
        return self.draft.number, self.draft.topic, self._who

    def interpretation(self) -> tuple[str, ...]:
        return ("; ".join(one.display() for one in self.speakers) or _("no speaker"),)

    def words(self) -> dict[str, str]:
        speakers = "\n".join(one.words for one in self.speakers)
        return {"number": self.draft.number, "topic": self.draft.topic, "speakers": speakers}

    def words_of(self, record: AgendaItem) -> dict[str, str]:
        """The file's side; a question without a number is numbered by itself."""
        is_stated = self.remembered and "number" in self.remembered.words
        number = record.number if is_stated else self.words()["number"]
        return {"number": number, "topic": record.topic, "speakers": "\n".join(one.words for one in record.speakers)}

    def _question_in(self, meeting: Meeting | None) -> AgendaItem | None:
        """The question of the file that is meant: as matched, else the one with this topic."""
        key = _topic_key(self.draft.topic)
        for one in meeting.agenda if meeting else ():
            if one.uuid == self.stored.uuid if self.stored else _topic_key(one.topic) == key:
                return one
        return None

    def matched(self) -> bool:
        if self.stored is not None:
            return super().matched()
        stored = self._question_in(self._meeting.meant())
        return stored is not None and bool(stored.speakers or not self.speakers)

    def put_into(self, meeting: Meeting, into: ImportBatch) -> None:
        """Add the question to its meeting, or change what the meeting has of it."""
        stored = self._question_in(meeting)
        if stored is None:
            words = self.words()
            made = AgendaItem(number=words["number"], topic=words["topic"], speakers=self._speakers(into))
            meeting.agenda.append(made)
            into.count(made)
            return
        changes = self.changes() if self.stored else {"speakers": ""}
        stored.number, stored.topic = changes.get("number", stored.number), changes.get("topic", stored.topic)
        if "speakers" in changes:
            stored.speakers = self._speakers(into)

    def remember_in(self, meeting: Meeting, into: ImportBatch) -> None:
        """Let the import remember what the document says of it."""
        stored = self._question_in(meeting)
        if stored is not None:
            self.remember(stored, meeting.uuid, into)

    def _speakers(self, into: ImportBatch) -> list[Speaker]:
        return [Speaker(words=one.words, person_id=one.row_number(into)) for one in self.speakers]


class _SpeakerWords:
    """The words of one speaker, and the person they are taken to mean."""

    def __init__(self, words: str, people: KnownPeople) -> None:
        self.words = words
        named = [one.name for one in read_people(words) if one.name]
        named = named or [part for part in split_outside(words) if find_names(perhaps_cyrillic(part))]
        self.link = PersonLink(named[0], people, brings=False) if len(named) == 1 and named[0] else None

    def display(self) -> str:
        """Who is meant, for the review; who is not known is told to stay in words only."""
        if self.link and (self.link.person or self.link.question):
            return self.link.display()
        return _("in words: %(words)s") % {"words": self.words}

    def row_number(self, into: ImportBatch) -> int | None:
        """The person's row number when somebody known is meant."""
        return self.link.row_number(into) if self.link else None


def speaker_words(cell: str) -> list[str]:
    """The words of a cell, a text for each speaker; put together again with spaces they are the cell, unchanged.

    Posts may stand before or after the names; a cell that ends with a name has them before.
    """
    words = tidy(cell)
    spots = find_names(words)
    if len(spots) < 2:
        return [words] if words else []
    posts_first = not words[spots[-1].end :].strip(" .,;") and bool(words[: spots[0].start].strip())
    cuts = [_after_mark(words, spot.end) for spot in spots[:-1]] if posts_first else [spot.start for spot in spots[1:]]
    pieces = [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    return [piece.strip() for piece in pieces if piece.strip()]


def _after_mark(words: str, place: int) -> int:
    """The place behind the comma or semicolon that follows a name."""
    mark = re.compile(r"\s?[,;]").match(words, place)
    return mark.end() if mark else place


def _topic_key(text: str) -> str:
    return fold(text).strip(" .;:")


def _free_number(text: str, taken: set[int | None]) -> int | None:
    """A meeting's number as told, when it is one and no other meeting has it; it is then taken."""
    number = int(text) if text.isascii() and text.isdigit() and int(text) > 0 else None
    if number in taken:
        return None
    taken.add(number)
    return number
