"""Paper 2: invitations to a council meeting (приглашения), a letter each, with the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting, SeatRole
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import clock_in_figures, day_in_words, weekday
from cluster_desk.core.russian.inflection import Sex
from cluster_desk.core.russian.names import parse_name, signed_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts, letter_facts
from cluster_desk.data.queries.council import SeatHolder, seat_holders
from cluster_desk.data.queries.matching import declension
from cluster_desk.data.queries.minutes import ItemMinutes, minutes_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.papers import agenda
from cluster_desk.reports.shared.heads import of_cluster, signed_by_seat
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

_REPLY_DAYS = 2


def _to_whom(read: Reader) -> list[PaperChoice]:
    council = seat_holders(read, read.today())
    people = [PaperChoice(f"id={seat.person_id}", seat.name) for seat in council if seat.person_id]
    return [PaperChoice("all", _("All members")), *people]


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
LETTER_DAY = Option("day", N_("Date of the letter"), OptionKind.DAY, default=lambda read: read.today().isoformat())
FIRST_NUMBER = Option("number", N_("№ of the first letter"), OptionKind.TEXT)
REGISTRATION = Option("registration", N_("Registration from"), OptionKind.TEXT)
REPLY_BY = Option("reply", N_("Reply by"), OptionKind.DAY)
WITH_AGENDA = Option("agenda", N_("With the agenda"), OptionKind.FLAG, default=lambda _read: "1")
OPTIONS = (MEETING, TO, LETTER_DAY, FIRST_NUMBER, REGISTRATION, REPLY_BY, WITH_AGENDA)


def build(read: Reader, options: Options) -> doc.Document:
    """A letter to everybody on the council on the meeting's day, or to the one whom `options` name."""
    meeting = meeting_of(read, options)
    day = meeting.day or read.today()
    council = [seat for seat in seat_holders(read, day) if seat.name]
    chosen = [seat for seat in council if options[TO.name] in ("all", f"id={seat.person_id}")]
    if not chosen:
        raise UserError(_("Nobody sits on the council on that day."), do=_("Fill the council's seats first."))
    letters = _Letters(read, meeting, council, options)
    agenda_blocks = agenda.build(read, {**options, agenda.REGISTRATION.name: options[REGISTRATION.name]}).blocks
    blocks: list[doc.Block] = []
    for index, seat in enumerate(chosen):
        blocks += [doc.PageBreak()] if index else []
        blocks += letters.letter(seat, index)
        blocks += [doc.PageBreak(), *agenda_blocks] if options[WITH_AGENDA.name] else []
    return doc.Document(
        f"Приглашения на заседание {meeting.day or meeting.day_words}", tuple(blocks), size=14, spacing=1.15
    )


class _Letters:
    """Writes the letters of one meeting."""

    def __init__(self, read: Reader, meeting: Meeting, council: Sequence[SeatHolder], options: Options) -> None:
        self._meeting, self._council, self._options = meeting, council, options
        self._cluster: ClusterFacts = cluster_facts(read)
        self._of_cluster = of_cluster(read)
        self._head = letter_facts(read)
        self._declension = declension(read)
        self._items = minutes_of(read, meeting.id or 0, read.today())

    def letter(self, seat: SeatHolder, index: int) -> list[doc.Block]:
        """One letter."""
        return [
            doc.Letterhead((self._cluster.name, "Координационный совет"), self._head.lines),
            doc.Columns((doc.Side(75, self._left(index)), doc.Side(75, self._addressee(seat))), after=30),
            line(self._greeting(seat), "center", after=12),
            doc.Paragraph(self._invitation()),
            doc.Paragraph(self._when()),
            *self._asked_to_speak(seat),
            doc.Paragraph(self._reply()),
            *self._enclosed(),
            signed_by_seat(SeatRole.CHAIR, self._council, before=50),
            *self._author(),
        ]

    def _left(self, index: int) -> tuple[doc.Block, ...]:
        day = day_in_words(dt.date.fromisoformat(self._options[LETTER_DAY.name]))
        text = self._options[FIRST_NUMBER.name].strip()
        number = str(int(text) + index) if text.isdecimal() else text or "____"
        return (line(f"{day} № {number}", after=8), line("О приглашении на заседание координационного совета"))

    def _addressee(self, seat: SeatHolder) -> tuple[doc.Block, ...]:
        post = self._declension.post(seat.position, Case.DATIVE).words if seat.position else ""
        place = seat.organization
        if place and place.split()[-1].lower() in seat.position.lower():
            place = ""
        if place:
            place = self._declension.organization(place, Case.GENITIVE).words
        name = _surname_first(self._declension.person(seat.name, Case.DATIVE).words, seat.name)
        lines = [words for words in (capitalized(post), place) if words]
        return (*(line(words) for words in lines), line(name, before=4))

    def _greeting(self, seat: SeatHolder) -> str:
        """«Уважаемый Павел Андреевич!»; where the name does not tell, the greeting that suits everybody."""
        name, sex = parse_name(seat.name), self._declension.sex(seat.name)
        if name is None or sex is None or len(name.first) < 2 or len(name.middle) < 2:
            return "Уважаемый коллега!"
        return f"{'Уважаемая' if sex is Sex.FEMALE else 'Уважаемый'} {name.first} {name.middle}!"

    def _invitation(self) -> str:
        theme = f" по теме «{self._meeting.theme}»" if self._meeting.theme else ""
        cluster = self._of_cluster
        return f"Приглашаем Вас принять участие в заседании координационного совета {cluster}{theme}."

    def _when(self) -> str:
        if self._meeting.day:
            words = f"Заседание состоится {day_in_words(self._meeting.day)} ({weekday(self._meeting.day)})"
        else:
            words = f"Заседание состоится {self._meeting.day_words or '____________'}"
        time = clock_in_figures(self._meeting.time) or self._meeting.time_words
        words += f" в {time}." if time else "."
        words += f" Место проведения: {self._meeting.place.rstrip('.')}." if self._meeting.place else ""
        registration = self._options[REGISTRATION.name].strip()
        return words + (f" Регистрация участников — {registration}." if registration else "")

    def _asked_to_speak(self, seat: SeatHolder) -> tuple[doc.Block, ...]:
        return tuple(
            doc.Paragraph(_speak(item))
            for item in self._items
            if any(speaker.person_id == seat.person_id is not None for speaker in item.record.speakers)
        )

    def _reply(self) -> str:
        value = self._options[REPLY_BY.name]
        by = dt.date.fromisoformat(value) if value else None
        if by is None and self._meeting.day:
            by = self._meeting.day - dt.timedelta(days=_REPLY_DAYS)
        until = f" до {day_in_words(by)}" if by else ""
        phone = f" по телефону {self._head.phone}" if self._head.phone else ""
        return (
            "Если Вы не сможете присутствовать, просим сообщить об этом и назвать лицо, "
            f"которое Вас заменит,{until}{phone}."
        ).replace("заменит,.", "заменит.")

    def _enclosed(self) -> tuple[doc.Block, ...]:
        if not self._options[WITH_AGENDA.name]:
            return ()
        return (doc.Spacer(6), line("Приложение: повестка заседания на 1 л. в 1 экз."))

    def _author(self) -> tuple[doc.Block, ...]:
        secretary = next((seat.name for seat in self._council if seat.role is SeatRole.SECRETARY), "")
        lines = tuple(words for words in (secretary, self._head.phone) if words)
        return (doc.Foot(lines),) if lines else ()


def _speak(item: ItemMinutes) -> str:
    return f"Просим Вас выступить по вопросу {item.number} повестки «{item.record.topic.rstrip('. ;')}»."


def _surname_first(declined: str, name: str) -> str:
    """«Громову П.А.»: the declined surname with the initials of `name`; what is no such name as it is declined."""
    initials, _space, surname = signed_name(name).partition(" ")
    result = declined.split()
    count = len(surname.split())
    return f"{' '.join(result[:count])} {initials}" if "." in initials and len(result) > count else declined
