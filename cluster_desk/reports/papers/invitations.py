"""Paper 2: invitations to a council meeting (приглашения), a letter each, with the agenda.

The support school writes them: to everybody on the council but those who invite, to speakers from outside and to the
invited.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting, SeatRole
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import clock_in_figures, day_in_words, weekday
from cluster_desk.core.russian.names import find_names, parse_name
from cluster_desk.core.russian.text import fold, quoted
from cluster_desk.data.queries.cluster import letter_facts, school_facts
from cluster_desk.data.queries.council import SeatHolder, list_bodies, seat_holders
from cluster_desk.data.queries.matching import PersonFacts, person_facts
from cluster_desk.data.queries.minutes import ItemMinutes, minutes_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.document.typography import NBSP
from cluster_desk.reports.papers import agenda
from cluster_desk.reports.shared import letters
from cluster_desk.reports.shared.bodies import body_words
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.cluster_name import named_cluster, of_cluster
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

_REPLY_DAYS = 2
_PRESIDES = regex(r"(?:председател|секретар)\w*\s+(?:координационного\s+совета|КС\b|совета\s+кластера)", re.IGNORECASE)
"""Posts of those who invite, where the council's seats are not entered."""
_INVITING = (SeatRole.CHAIR, SeatRole.SECRETARY)


def _to_whom(read: Reader) -> list[PaperChoice]:
    bodies = [None, *(row for row, _name in list_bodies(read))]
    seats = [seat for body in bodies for seat in seat_holders(read, read.today(), body) if seat.person_id]
    people = list(dict.fromkeys(PaperChoice(f"id={seat.person_id}", seat.name) for seat in seats))
    return [PaperChoice("all", _("All that are invited")), *people]


def _find_person(read: Reader, text: str) -> list[str]:
    """The codes of those whom `text` may mean."""
    wanted = parse_name(text)
    choices = _to_whom(read)
    exact = [each.code for each in choices if text in (each.code, each.title)]
    if exact or wanted is None:
        return exact
    names = [(each.code, parse_name(each.title)) for each in choices[1:]]
    return [code for code, name in names if name and name.may_be(wanted)]


TO = Option("to", N_("To whom"), OptionKind.CHOICE, default=lambda _read: "all", choices=_to_whom, find=_find_person)
LETTER_DAY = Option("day", N_("Date of the letter, by the school's journal"), OptionKind.DAY)
FIRST_NUMBER = Option("number", N_("№ of the first letter, by the school's journal"), OptionKind.TEXT)
REGISTRATION = Option("registration", N_("Registration from"), OptionKind.TEXT)
REPLY_BY = Option("reply", N_("Reply by"), OptionKind.DAY)
WITH_AGENDA = Option("agenda", N_("With the agenda"), OptionKind.FLAG, default=lambda _read: "1")
OPTIONS = (MEETING, TO, LETTER_DAY, FIRST_NUMBER, REGISTRATION, REPLY_BY, WITH_AGENDA)


@dataclass(frozen=True)
class Invited:
    """Whom a letter goes to; `speaks_on` are the questions of the agenda."""

    name: str
    post: str
    organization: str
    person_id: int | None
    speaks_on: tuple[ItemMinutes, ...] = ()


def build(read: Reader, options: Options) -> doc.Document:
    """A letter to everybody who is invited on the meeting's day, or to the one whom `options` name."""
    meeting = meeting_of(read, options)
    chosen = _chosen(read, meeting, options[TO.name])
    if not chosen:
        if meeting.body_id:
            raise UserError(_("The body has no members on that day."), do=_("Enter its members first."))
        raise UserError(_("Nobody sits on the council on that day."), do=_("Fill the council's seats first."))
    enclosure = agenda.build(read, {**options, agenda.REGISTRATION.name: options[REGISTRATION.name]})
    writing = _Letters(read, meeting, options, enclosure)
    blocks = letters.joined_letters([writing.letter(one, index) for index, one in enumerate(chosen)])
    title = f"Приглашения на заседание {meeting.day or meeting.day_words}"
    return doc.Document(title, blocks, size=14, spacing=1.15, doubts=writing.cases.doubts)


def _chosen(read: Reader, meeting: Meeting, to: str) -> list[Invited]:
    """Those whom letters go to: one of the council, or all but who signs, who presides and who keeps the minutes."""
    day = meeting.day or read.today()
    items = minutes_of(read, meeting.id or 0, read.today())
    council = [seat for seat in seat_holders(read, day, meeting.body_id) if seat.name]
    if to != "all":
        return [_of_council(seat, items) for seat in council if to == f"id={seat.person_id}"]
    signs = read.value("SELECT o.head_id FROM cluster AS c JOIN organizations AS o ON o.id = c.support_school_id")
    inviting = {seat.person_id for seat in council if seat.role in _INVITING} | {signs}
    members = [
        _of_council(seat, items) for seat in council if seat.role not in _INVITING and seat.person_id not in inviting
    ]
    return [*members, *_from_outside(read, meeting, items, council)]


def _of_council(seat: SeatHolder, items: Sequence[ItemMinutes]) -> Invited:
    spoken = tuple(item for item in items if _speaks(item, seat.name, seat.person_id))
    return Invited(seat.name, seat.position, seat.organization, seat.person_id, spoken)


def _from_outside(
    read: Reader, meeting: Meeting, items: Sequence[ItemMinutes], council: Sequence[SeatHolder]
) -> list[Invited]:
    """Speakers without a seat and the invited, each once."""
    people = {one.id: one for one in person_facts(read)}
    told = [(each.words, each.person_id) for item in items for each in item.record.speakers]
    told += [(guest.words, guest.person_id) for guest in meeting.guests]
    invited: list[Invited] = []
    for words, person in told:
        one = _outsider(words, people.get(person or 0), items)
        presides = bool(_PRESIDES.search(one.post))
        known = any(_is_one(one.name, one.person_id, seat.name, seat.person_id) for seat in council)
        again = any(_is_one(one.name, one.person_id, each.name, each.person_id) for each in invited)
        if not (presides or known or again):
            invited.append(one)
    return invited


def _outsider(words: str, person: PersonFacts | None, items: Sequence[ItemMinutes]) -> Invited:
    """A speaker or guest by their own words: «Тихонов А.В., старший инспектор …»; a body or a role has no name."""
    spots = find_names(words)
    name = spots[0].words if spots else ""
    rest = (words[: spots[0].start] + words[spots[0].end :]).strip(" ,;—–-") if spots else words.strip(" ,;")
    if person and not rest:
        rest, place = person.position, person.organization
    else:
        place = ""
    row = person.id if person else None
    spoken = tuple(item for item in items if any(_same_words(each.words, words) for each in item.record.speakers))
    return Invited(name, rest, place, row, spoken)


def _speaks(item: ItemMinutes, name: str, person: int | None) -> bool:
    return any(_is_one(each.words, each.person_id, name, person) for each in item.record.speakers)


def _same_words(one: str, other: str) -> bool:
    return fold(one).strip(" ,;.") == fold(other).strip(" ,;.")


def _is_one(words: str, person: int | None, name: str, row: int | None) -> bool:
    """Whether words that name somebody mean the one of a seat: by the link, else by the name."""
    if person is not None and row is not None:
        return person == row
    spots, known = find_names(words), parse_name(name)
    if not spots or known is None:
        return bool(words) and _same_words(words, name)
    return spots[0].name.may_be(known)


class _Letters:
    """Writes the letters of one meeting."""

    def __init__(self, read: Reader, meeting: Meeting, options: Options, enclosure: doc.Document) -> None:
        self.cases = Cases(read)
        self._meeting, self._options = meeting, options
        # The letter is signed electronically, what goes with it is not.
        self._enclosure = [
            block._replace(mark=None) if isinstance(block, doc.Signature) else block for block in enclosure.blocks
        ]
        self._cluster, self._of_cluster = named_cluster(read), of_cluster(read)
        self._letter, self._school = letter_facts(read), school_facts(read)
        self._body = body_words(read, meeting.body_id, self.cases)
        self._council = seat_holders(read, meeting.day or read.today(), meeting.body_id)
        self._secretary = next((seat.name for seat in self._council if seat.role is SeatRole.SECRETARY), "")
        with_agenda = bool(options[WITH_AGENDA.name])
        self._enclosed = letters.enclosed("повестка заседания", enclosure) if with_agenda else ""

    def letter(self, to: Invited, index: int) -> tuple[doc.Block, ...]:
        """One letter and what goes with it."""
        enclosed = (doc.Spacer(6), line(self._enclosed)) if self._enclosed else ()
        sides = (
            doc.Side(75, self._left(index)),
            doc.Side(75, letters.addressee(self.cases, to.name, to.post, to.organization)),
        )
        return (
            *letters.letterhead(self._school, self._letter),
            doc.Columns(sides, after=30),
            line(letters.greeting(self.cases, to.name), "center", after=12),
            doc.Paragraph(self._invitation()),
            doc.Paragraph(self._when()),
            *(doc.Paragraph(_speak(item)) for item in to.speaks_on),
            doc.Paragraph(self._reply()),
            *enclosed,
            letters.signed_on_letterhead(self._cluster, self._council),
            *letters.author(self._secretary, self._letter.phone),
            *((doc.PageBreak(), *self._enclosure) if self._enclosed else ()),
        )

    def _left(self, index: int) -> tuple[doc.Block, ...]:
        text = self._options[FIRST_NUMBER.name].strip()
        number = str(int(text) + index) if text.isdecimal() else text
        numbered = letters.number_line(self._options[LETTER_DAY.name], number)
        return (numbered, line(f"О приглашении на заседание {self._body.of}"))

    def _invitation(self) -> str:
        theme = f" по теме {quoted(self._meeting.theme)}" if self._meeting.theme else ""
        whose = f"{self._body.of} {self._of_cluster}" if self._body.is_council else self._body.of
        return f"Приглашаем Вас принять участие в заседании {whose}{theme}."

    def _when(self) -> str:
        if self._meeting.day:
            words = f"Заседание состоится {day_in_words(self._meeting.day)} ({weekday(self._meeting.day)})"
        else:
            words = f"Заседание состоится {self._meeting.day_words or '____________'}"
        time = clock_in_figures(self._meeting.time) or self._meeting.time_words
        words = _closed(f"{words} в {time}" if time else words)
        words += f" Место проведения: {_closed(self._meeting.place)}" if self._meeting.place else ""
        registration = self._options[REGISTRATION.name].strip()
        return words + (f" Регистрация участников — {_closed(registration)}" if registration else "")

    def _reply(self) -> str:
        value = self._options[REPLY_BY.name]
        by = dt.date.fromisoformat(value) if value else None
        if by is None and self._meeting.day:
            by = self._meeting.day - dt.timedelta(days=_REPLY_DAYS)
        asked = "Если Вы не сможете присутствовать, просим сообщить об этом"
        asked += f" по телефону {self._letter.phone.replace(' ', NBSP)}" if self._letter.phone else ""
        if by is None:
            return f"{asked} и назвать лицо, которое Вас заменит."
        return _closed(f"{asked} до {day_in_words(by)} и назвать лицо, которое Вас заменит")


def _speak(item: ItemMinutes) -> str:
    return f"Просим Вас выступить по вопросу {item.number} повестки {quoted(item.record.topic)}."


def _closed(text: str) -> str:
    """The words with one full stop at their end: «… 2026 г.» has its own."""
    words = text.rstrip(" ;,")
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
