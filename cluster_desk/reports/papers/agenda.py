"""Papers 1 and 6: a council meeting's agenda (повестка) and its attendance sheet (лист регистрации).

The sheet has blank lines for those not known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem, Meeting, SeatRole
from cluster_desk.core.russian.dates import BLANK_DAY, clock_in_figures, day_in_words, weekday
from cluster_desk.core.russian.names import find_names, signed_name
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts
from cluster_desk.data.queries.minutes import Roll, roll_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import Option, OptionKind, Options
from cluster_desk.reports.shared.heads import BLANK_NAME, council_head, of_cluster, signed_by_secretary
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

REGISTRATION = Option("registration", N_("Registration"), OptionKind.TEXT)

OPTIONS = (MEETING, REGISTRATION)

_RULED = "_" * 55
"""A line to write a fact on, as wide as the facts are."""

_COLUMNS = (doc.Column("№", 12, "center"), doc.Column("Тема выступления", 98), doc.Column("Выступающий", 70))
_REGULATION = "доклад — до 10 минут, выступление — до 5 минут."


def build(read: Reader, options: Options) -> doc.Document:
    """The agenda of the meeting that `options` name. Raises UserError when the meeting is gone."""
    meeting = meeting_of(read, options)
    cluster = cluster_facts(read)
    day = meeting.day
    stated_day = day_in_words(day) if day else meeting.day_words or BLANK_DAY
    blocks: tuple[doc.Block, ...] = (
        *council_head(read),
        *titles("ПОВЕСТКА", "заседания координационного совета", stated_day, after=22),
        doc.Fact("Тема:", meeting.theme, after=6),
        doc.Fact("Место проведения:", meeting.place or _RULED, after=6),
        doc.Fact("Время проведения:", _when(meeting, day, stated_day), after=6),
        doc.Fact("Регистрация:", options.get(REGISTRATION.name, ""), after=0),
        doc.Table(_COLUMNS, _rows(meeting.agenda), before=14),
        line(_regulation(cluster), before=22, keep_next=True),
        signed_by_secretary(read, day or read.today(), before=36),
    )
    return doc.Document(f"Повестка заседания {stated_day}", blocks)


def _when(meeting: Meeting, day: dt.date | None, stated_day: str) -> str:
    """«22 января 2026 г. (четверг), начало в 10:00»; a line where the time is not known."""
    time = clock_in_figures(meeting.time) or meeting.time_words or "________"
    return f"{stated_day} ({weekday(day)}), начало в {time}" if day else f"{stated_day}, начало в {time}"


def _rows(questions: Sequence[AgendaItem]) -> tuple[doc.Row, ...]:
    """A row a question: the number as typed, else its place; each speaker on a new line."""
    rows = []
    for place, question in enumerate(questions, 1):
        speakers = _speakers([speaker.words for speaker in question.speakers])
        rows.append(doc.Row((question.number or f"{place}.", question.topic, speakers)))
    return tuple(rows)


def _speakers(words: Sequence[str]) -> str:
    """Speakers one below another, parted by «;» unless the words end with a mark of their own."""
    *others, last = words or ("",)
    return "\n".join([*(each if each.endswith((";", ",", ".")) else f"{each};" for each in others), last])


def _regulation(cluster: ClusterFacts) -> str:
    """The time limits that the cluster told, else the usual ones."""
    words = cluster.regulation or _REGULATION
    words = words if words.lower().startswith("регламент") else f"Регламент: {words}"
    return words if words.endswith((".", "!", "…")) else f"{words}."


BLANK = Option("blank", N_("Blank lines"), OptionKind.TEXT, default=lambda _read: "8")
ATTENDANCE_OPTIONS = (MEETING, BLANK)

_ROW_HEIGHT = 9.5
_MOST_BLANK = 200
_ATTENDANCE_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Фамилия, имя, отчество", 56),
    doc.Column("Организация", 52),
    doc.Column("Должность", 32),
    doc.Column("Подпись", 30),
)


def build_attendance(read: Reader, options: Options) -> doc.Document:
    """The council's members and the invited of the meeting that `options` name, then numbered blanks."""
    meeting = meeting_of(read, options)
    roll = roll_of(read, meeting.id or 0)
    people = _people(roll)
    rows = [*people, *[("", "", "")] * _blank_lines(options)]
    secretary = next((seat.name for seat in roll.seats if seat.role is SeatRole.SECRETARY and seat.name), "")
    blocks: tuple[doc.Block, ...] = (
        *titles(
            "ЛИСТ РЕГИСТРАЦИИ",
            "участников заседания координационного совета",
            of_cluster(read),
            after=10,
        ),
        doc.Sides(_day_and_time(meeting), meeting.place, after=6),
        doc.Table(
            _ATTENDANCE_COLUMNS,
            tuple(
                doc.Row((f"{n}.", *cells, ""), min_height=_ROW_HEIGHT, middle=True) for n, cells in enumerate(rows, 1)
            ),
            size=11,
        ),
        doc.BlankLine("Всего зарегистрировано:", "чел.", before=10, size=12),
        doc.Signature("Секретарь", signed_name(secretary) if secretary else BLANK_NAME, before=10, size=12),
    )
    return doc.Document(f"Лист регистрации {_day_and_time(meeting)}", blocks, size=12)


def _people(roll: Roll) -> list[tuple[str, str, str]]:
    seats = [(seat.name, seat.organization, seat.position) for seat in roll.seats if seat.name]
    return [*sorted(seats), *(_guest(words) for words in roll.guests)]


def _guest(words: str) -> tuple[str, str, str]:
    """«Тихонов А. В., старший инспектор …» into its name and the rest."""
    names = find_names(words)
    if not names:
        return words, "", ""
    rest = (words[: names[0].start] + words[names[0].end :]).strip(" ,;—-")
    return names[0].words, "", rest


def _day_and_time(meeting: Meeting) -> str:
    day = day_in_words(meeting.day) if meeting.day else meeting.day_words or BLANK_DAY
    time = clock_in_figures(meeting.time)
    return f"{day}, {time}" if time else day


def _blank_lines(options: Options) -> int:
    text = options[BLANK.name].strip() or "0"
    if not text.isdecimal() or int(text) > _MOST_BLANK:
        raise UserError(
            _("Blank lines: a number from 0 to %(most)d, not “%(told)s”.") % {"most": _MOST_BLANK, "told": text}
        )
    return int(text)
