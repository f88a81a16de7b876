"""Paper 6: the attendance sheet (лист регистрации) of a council meeting or of any event, with blank lines.

Those who are known stand on it: the council and the invited of a meeting, the people named in an event.
"""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting, SeatRole
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import BLANK_DAY, clock_in_figures, day_in_words
from cluster_desk.core.russian.names import find_names, listed_names, signed_name
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.events import EventFacts, event_people, get_event
from cluster_desk.data.queries.minutes import Roll, roll_of
from cluster_desk.data.queries.participants import ParticipantFacts, participant_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import titles
from cluster_desk.reports.document.options import Option, OptionKind, Options, one_of
from cluster_desk.reports.shared.blank_rows import blank_rows
from cluster_desk.reports.shared.bodies import body_words
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.events import EVENT, event_in, when_in_words
from cluster_desk.reports.shared.heads import BLANK_NAME, head_position
from cluster_desk.reports.shared.meetings import MEETING, meeting_of
from cluster_desk.reports.shared.participants import by_school

BLANK = Option("blank", N_("Blank lines"), OptionKind.TEXT, default=lambda _read: "8")
OPTIONS = (MEETING, BLANK)

_ROW_HEIGHT = 9.5
_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Фамилия, имя, отчество", 56),
    doc.Column("Организация", 52),
    doc.Column("Должность", 32),
    doc.Column("Подпись", 30),
)


def build(read: Reader, options: Options) -> doc.Document:
    """The council's members and the invited of the meeting that `options` name, then numbered blanks."""
    meeting = meeting_of(read, options)
    roll, body = roll_of(read, meeting.id or 0), body_words(read, meeting.body_id)
    people = _people(roll)
    rows = [*people, *blank_rows(options[BLANK.name], 3)]
    secretary = next((seat.name for seat in roll.seats if seat.role is SeatRole.SECRETARY and seat.name), "")
    blocks: tuple[doc.Block, ...] = (
        *titles("ЛИСТ РЕГИСТРАЦИИ", f"участников заседания {body.of}", of_cluster(read), after=10),
        doc.Sides(_day_and_time(meeting), meeting.place, after=6),
        *_sheet(rows, _COLUMNS),
        doc.Signature("Секретарь", signed_name(secretary) if secretary else BLANK_NAME, before=10, size=12),
    )
    return doc.Document(f"Лист регистрации {_day_and_time(meeting)}", blocks, size=12)


def _sheet(
    rows: Sequence[tuple[str, ...]], columns: Sequence[doc.Column], before: Sequence[str | tuple[str, ...]] = ()
) -> tuple[doc.Block, ...]:
    """The numbered rows to sign in, and a line for their count; of those `before` a text is the heading of others."""
    numbered: list[doc.TableRow] = []
    number = 0
    for cells in (*before, *rows):
        if isinstance(cells, str):
            numbered.append(doc.Section(cells))
            continue
        number += 1
        numbered.append(doc.Row((f"{number}.", *cells, ""), min_height=_ROW_HEIGHT, middle=True))
    return (
        doc.Table(tuple(columns), tuple(numbered), size=11),
        doc.BlankLine("Всего зарегистрировано:", "чел.", before=10, size=12),
    )


_OF_SCHOOLS = (doc.Column("Фамилия, имя, отчество", 106), doc.Column("Класс", 24), doc.Column("Подпись", 40))
_PUPILS = ("обуч", "учащ", "школьн", "учени", "дошкольн", "воспитанн")
FOR = one_of(
    "for",
    N_("Who signs in"),
    {
        "audience": N_("as the event's audience tells"),
        "adults": N_("adults: post"),
        "pupils": N_("pupils: class"),
    },
)
EVENT_BLANK = Option("blank", N_("Blank lines"), OptionKind.TEXT, default=lambda _read: "15")
EVENT_OPTIONS = (EVENT, FOR, EVENT_BLANK)


def build_event(read: Reader, options: Options) -> doc.Document:
    """The participants of the event that `options` name, or the people named in it, then numbered blanks."""
    event = get_event(read, int(options[EVENT.name]))
    if event is None:
        raise UserError(_("The event is no longer in the file."))
    pupils = options[FOR.name] == "pupils" or (
        options[FOR.name] == "audience" and any(mark in event.audience.lower() for mark in _PUPILS)
    )
    listed = participant_facts(read, event.id)
    pupils = pupils or (options[FOR.name] == "audience" and any(one.school_class for one in listed))
    last = doc.Column("Класс" if pupils else "Должность", _COLUMNS[3].width)
    columns = [*_COLUMNS[:3], last, _COLUMNS[4]] if not listed else [_COLUMNS[0], *_OF_SCHOOLS]
    known = [(one.name, one.organization, "") for one in event_people(read, event.id)] if not listed else []
    blanks = blank_rows(options[BLANK.name], len(columns) - 2)
    before = _by_school(listed) if blanks else _by_school(listed)[:-1]
    when = _event_days(event)
    cluster = cluster_facts(read)
    name = signed_name(cluster.head) if cluster.head else BLANK_NAME
    signed = doc.Signature(head_position(cluster), name, before=10, size=12) if cluster.support_school else None
    blocks: tuple[doc.Block, ...] = (
        *titles("ЛИСТ РЕГИСТРАЦИИ", f"участников {event_in(Cases(read), event.name, Case.GENITIVE)}", after=10),
        doc.Sides(when, event.venue, after=6),
        *_sheet([*known, *blanks], columns, before),
        *((signed,) if signed else ()),
    )
    return doc.Document(f"Лист регистрации: {tidy(event.name)}, {when}", blocks, size=12)


def _by_school(listed: Sequence[ParticipantFacts]) -> list[str | tuple[str, ...]]:
    """The participants of the event under their schools, each child once, and what stands over the blank lines."""
    rows: list[str | tuple[str, ...]] = []
    for school, children in by_school(listed):
        rows.append(school or "Организация не указана")
        rows += dict.fromkeys((one.name, one.record.grade) for one in children)
    return [*rows, *(["Прибывшие сверх заявки (имя, организация)"] if rows else [])]


def _event_days(event: EventFacts) -> str:
    """«24 марта 2026 г., 10:00»; the words of a date that is no plain day."""
    told, time = when_in_words(event) or BLANK_DAY, clock_in_figures(event.time)
    return f"{told}, {time}" if time else told


def _people(roll: Roll) -> list[tuple[str, str, str]]:
    seats = [(seat.name, seat.organization, seat.position) for seat in roll.seats if seat.name]
    return [*sorted(seats), *(_guest(words) for words in roll.guests)]


def _guest(words: str) -> tuple[str, str, str]:
    """«Тихонов А. В., старший инспектор …» into its name and the rest."""
    names = find_names(words)
    if not names:
        return words, "", ""
    rest = (words[: names[0].start] + words[names[0].end :]).strip(" ,;—-")
    return listed_names(names[0].words), "", rest


def _day_and_time(meeting: Meeting) -> str:
    day = day_in_words(meeting.day) if meeting.day else meeting.day_words or BLANK_DAY
    time = clock_in_figures(meeting.time)
    return f"{day}, {time}" if time else day
