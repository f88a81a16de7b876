"""Paper 6: the attendance sheet of a meeting (лист регистрации), with blank lines for those not known."""

from __future__ import annotations

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting, SeatRole
from cluster_desk.core.russian import BLANK_DAY, clock_in_figures, day_in_words, signed_name
from cluster_desk.core.russian.names import find_names
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.minutes import Roll, roll_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import BlankLine, Block, Column, Document, Row, Sides, Signature, Table, titles
from cluster_desk.reports.document.options import Option, OptionKind, Options
from cluster_desk.reports.shared.heads import BLANK_NAME, of_cluster
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

BLANK = Option("blank", N_("Blank lines"), OptionKind.TEXT, default=lambda _read: "8")
OPTIONS = (MEETING, BLANK)

_ROW_HEIGHT = 9.5
_MOST_BLANK = 200
_COLUMNS = (
    Column("№", 10, "center"),
    Column("Фамилия, имя, отчество", 56),
    Column("Организация", 52),
    Column("Должность", 32),
    Column("Подпись", 30),
)


def build(read: Reader, options: Options) -> Document:
    """The council's members and the invited of the meeting that `options` name, then numbered blanks."""
    meeting = meeting_of(read, options)
    roll = roll_of(read, meeting.id or 0)
    people = _people(roll)
    rows = [*people, *[("", "", "")] * _blank_lines(options)]
    secretary = next((seat.name for seat in roll.seats if seat.role is SeatRole.SECRETARY and seat.name), "")
    blocks: tuple[Block, ...] = (
        *titles(
            "ЛИСТ РЕГИСТРАЦИИ",
            "участников заседания координационного совета",
            of_cluster(cluster_facts(read)),
            after=10,
        ),
        Sides(_when(meeting), meeting.place, after=6),
        Table(
            _COLUMNS,
            tuple(Row((f"{n}.", *cells, ""), min_height=_ROW_HEIGHT, middle=True) for n, cells in enumerate(rows, 1)),
            size=11,
        ),
        BlankLine("Всего зарегистрировано:", "чел.", before=10, size=12),
        Signature("Секретарь", signed_name(secretary) if secretary else BLANK_NAME, before=10, size=12),
    )
    return Document(f"Лист регистрации {_when(meeting)}", blocks, size=12)


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


def _when(meeting: Meeting) -> str:
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
