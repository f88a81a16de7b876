"""Meetings of a document: matched with those of the file by day and theme, their questions by topic."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import ClassVar

from cluster_desk.core.found import FoundAgendaItem, FoundMeeting
from cluster_desk.core.language import N_, _
from cluster_desk.core.names import find_names
from cluster_desk.core.people import read_people
from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.known import KnownPeople, PersonLink
from cluster_desk.exchange.proposal import Answer, Part, Question, Row
from cluster_desk.exchange.storing import Storing

_SKIP = object()
"""The answer that leaves a meeting out."""


def meetings_part(meetings: Sequence[FoundMeeting], people: KnownPeople, read: Reader) -> Part:
    """A row for each meeting that a document tells of, and below it one for each of its questions."""
    part = Part(
        "meetings",
        N_("Meetings"),
        ((N_("№"), 1), (N_("Topic in the document"), 8), (N_("Speaker"), 6)),
        ((N_("Day, place, speaker"), 6),),
    )
    stored = read.load_all(Meeting) if meetings else []
    taken = {one.number for one in stored}
    for told in meetings:
        meeting = MeetingRow(told, stored, taken)
        part.rows.append(meeting)
        meeting.items = [QuestionRow(item, meeting, people) for item in told.agenda]
        part.rows += meeting.items
    return part


class MeetingRow(Row):
    """One meeting of the document; it stores its questions too."""

    counts: ClassVar[str] = "Meeting"
    is_heading: ClassVar[bool] = True

    def __init__(self, meeting: FoundMeeting, stored: Sequence[Meeting], taken: set[int | None]) -> None:
        super().__init__(meeting)
        self.meeting = meeting
        self.items: list[QuestionRow] = []
        self._day = _day(meeting.date)
        self._stored: Meeting | None = None
        self._all = stored
        self._which: Question | None = None
        self._undated: Question | None = None
        self._number = _free_number(meeting.number, taken)
        if self._day is None:
            self._ask_day()
        else:
            self._match([one for one in stored if one.day == self._day])

    def _ask_day(self) -> None:
        words = self.meeting.date_text or ""
        text = (
            _("The day “%(words)s” was not understood.") % {"words": words} if words else _("The meeting has no day.")
        )
        self._undated = Question(text, [Answer(_("Leave this meeting out"), _SKIP)], takes_day=True)
        self.questions = [one for one in self.questions if one.text != text]
        self.questions.append(self._undated)

    def _match(self, same_day: Sequence[Meeting]) -> None:
        fitting = [one for one in same_day if self._has_theme_of(one)]
        if len(fitting) == 1:
            self._stored = fitting[0]
        elif same_day:
            answers = [
                Answer(_("It is “%(name)s”") % {"name": one.theme or f"№ {one.number}"}, one) for one in same_day
            ]
            answers.append(Answer(_("Another meeting"), None))
            text = _("There is a meeting on this day already.")
            self._which = Question(text, answers, len(answers) - 1)
            self.questions.append(self._which)

    def _has_theme_of(self, other: Meeting) -> bool:
        theme = _topic_key(self.meeting.theme or "")
        return _topic_key(other.theme) == theme or not (theme and other.theme)

    @property
    def day(self) -> dt.date | None:
        """The meeting's day as things stand."""
        if self._undated is not None:
            return self._undated.day
        return self._day

    @property
    def existing(self) -> Meeting | None:
        """The meeting of the file that this row is taken to mean."""
        if self._undated is not None:
            return next((one for one in self._all if one.day == self.day and self._has_theme_of(one)), None)
        chosen = self._which.value if self._which else self._stored
        return chosen if isinstance(chosen, Meeting) else None

    def said(self) -> tuple[str, ...]:
        meeting = self.meeting
        when = " ".join(filter(None, [meeting.date_text or meeting.date, meeting.time_text]))
        return meeting.number or "", meeting.theme or "", ", ".join(filter(None, [when, meeting.place]))

    def understood(self) -> tuple[str, ...]:
        day = f"{self.day:%d.%m.%Y}" if self.day else _("no day")
        return (", ".join(filter(None, [day, self.meeting.time, self.meeting.place])),)

    def matched(self) -> bool:
        return self.existing is not None and all(item.skipped or item.matched() for item in self.items)

    def store(self, into: Storing) -> None:
        if self.day is None:
            into.report.skipped += 1
            return
        new = [item for item in self.items if not item.skipped and not item.matched()]
        into.report.matched.update(AgendaItem.__name__ for item in self.items if not item.skipped and item.matched())
        agenda = [item.record(into) for item in new if item.stored() is None]
        existing = self.existing
        if existing is None:
            self._add(into, agenda)
        elif new:
            assert existing.id is not None
            record = into.change(Meeting, existing.id)
            record.agenda += agenda
            into.report.added[AgendaItem.__name__] += len(agenda)
            for item in new:
                item.complete(record, into)
        else:
            into.report.matched[Meeting.__name__] += 1

    def _add(self, into: Storing, agenda: list[AgendaItem]) -> None:
        meeting = self.meeting
        into.add(
            Meeting,
            self,
            number=self._number,
            day=self.day,
            time=meeting.time or "",
            place=tidy(meeting.place or ""),
            theme=tidy(meeting.theme or ""),
            agenda=agenda,
            day_words=tidy(meeting.date_text or ""),
            time_words=tidy(meeting.time_text or ""),
        )


class QuestionRow(Row):
    """One question of a meeting's agenda; its meeting stores it."""

    counts: ClassVar[str] = "AgendaItem"

    def __init__(self, item: FoundAgendaItem, meeting: MeetingRow, people: KnownPeople) -> None:
        super().__init__(item)
        self.item = item
        self._meeting = meeting
        self.speakers = [_SpeakerWords(words, people) for words in speaker_words(item.speaker or "")]
        self.questions += [one.link.question for one in self.speakers if one.link and one.link.question]

    def said(self) -> tuple[str, ...]:
        return self.item.number or "", self.item.topic, self.item.speaker or ""

    def understood(self) -> tuple[str, ...]:
        return ("; ".join(one.shown() for one in self.speakers) or _("no speaker"),)

    def stored(self) -> AgendaItem | None:
        """The question of the file's meeting that has this topic."""
        existing = self._meeting.existing
        key = _topic_key(self.item.topic)
        return next((one for one in existing.agenda if _topic_key(one.topic) == key), None) if existing else None

    def matched(self) -> bool:
        stored = self.stored()
        return stored is not None and bool(stored.speakers or not self.speakers)

    @property
    def skipped(self) -> bool:
        """Left out by itself or with its meeting."""
        return self._skipped or self._meeting.skipped

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._skipped = value

    def record(self, into: Storing) -> AgendaItem:
        """The question as a new part of a meeting."""
        return AgendaItem(
            number=tidy(self.item.number or ""), topic=tidy(self.item.topic), speakers=self._speakers(into)
        )

    def complete(self, meeting: Meeting, into: Storing) -> None:
        """Put the speakers to the question of the file that has none."""
        key = _topic_key(self.item.topic)
        for one in meeting.agenda:
            if _topic_key(one.topic) == key and not one.speakers:
                one.speakers = self._speakers(into)

    def _speakers(self, into: Storing) -> list[Speaker]:
        return [Speaker(words=one.words, person_id=one.row_number(into)) for one in self.speakers]


class _SpeakerWords:
    """The words of one speaker, and the person they are taken to mean."""

    def __init__(self, words: str, people: KnownPeople) -> None:
        self.words = words
        named = [one.name for one in read_people(words) if one.name]
        self.link = PersonLink(named[0], people, brings=False) if len(named) == 1 and named[0] else None

    def shown(self) -> str:
        """Who is meant, for the review; who is not known is told to stay in words only."""
        if self.link and (self.link.person or self.link.question):
            return self.link.shown()
        return _("in words: %(words)s") % {"words": self.words}

    def row_number(self, into: Storing) -> int | None:
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


def _free_number(text: str | None, taken: set[int | None]) -> int | None:
    """A meeting's number as told, when it is one and no other meeting has it; it is then taken."""
    number = int(text) if text and text.isascii() and text.isdigit() and int(text) > 0 else None
    if number in taken:
        return None
    taken.add(number)
    return number


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None
