"""The plan of the council's meetings for a year: days, questions, who speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.council import AgendaItem, Meeting, SeatRole
from cluster_desk.core.russian.dates import clock_in_figures, day_in_words
from cluster_desk.core.russian.names import signed_name
from cluster_desk.data.queries.council import SeatHolder, list_meetings, seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import bold, rich
from cluster_desk.reports.shared.heads import BLANK_NAME, SIGNED_AS, of_cluster, signed_by_seat
from cluster_desk.reports.shared.periods import SINCE, UNTIL, period_of


def _year(read: Reader) -> int:
    """The year of the next meeting from today on, else of the last one, else this one."""
    today = read.today().isoformat()
    days = sorted(one.day for one in list_meetings(read) if one.day)
    return int(next((day for day in days if day >= today), days[-1] if days else today)[:4])


OPTIONS = (
    replace(SINCE, default=lambda read: dt.date(_year(read), 1, 1).isoformat()),
    replace(UNTIL, default=lambda read: dt.date(_year(read), 12, 31).isoformat()),
)
_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Дата, место", 38),
    doc.Column("Вопросы заседания", 76),
    doc.Column("Докладчик", 46),
)


def build(read: Reader, options: Options) -> doc.Document:
    """The plan of the meetings of the period that `options` tell. Raises UserError where there is none."""
    period = period_of(read, options)
    start, end = period.start.isoformat(), period.end.isoformat()
    ids = [one.id for one in reversed(list_meetings(read)) if start <= one.day <= end]
    if not ids:
        raise UserError(
            _("There are no meetings in this period."),
            do=_("Choose another period, or add meetings in the area “Council”."),
        )
    council = seat_holders(read, min(period.start, period.today) if period.is_over else period.today)
    rows = tuple(_rows(number, one) for number, one in enumerate(read.load_all(Meeting, ids), 1))
    when = period.title.replace("за ", "на ", 1)
    blocks: tuple[doc.Block, ...] = (
        doc.Approvals((_approval(council, period.start.year),)),
        *doc.titles("ПЛАН ЗАСЕДАНИЙ", "координационного совета", f"{of_cluster(read)} {when}", after=12),
        doc.Table(_COLUMNS, rows, size=11),
        signed_by_seat(SeatRole.SECRETARY, council),
    )
    return doc.Document(f"План заседаний координационного совета {when}", blocks, doc.KEPT_FOR_YEARS, size=12)


def _approval(council: Sequence[SeatHolder], year: int) -> doc.Approval:
    chair = next((seat.name for seat in council if seat.role is SeatRole.CHAIR and seat.name), "")
    name = signed_name(chair) if chair else BLANK_NAME
    return doc.Approval("УТВЕРЖДАЮ", SIGNED_AS[SeatRole.CHAIR], name, f"«____» ______________ {year} г.")


def _rows(number: int, meeting: Meeting) -> doc.Row | doc.Group:
    """A meeting: its day, time and place beside its questions, the theme above them."""
    when = day_in_words(meeting.day) if meeting.day else meeting.day_words
    time = f"в {clock_in_figures(meeting.time)}" if meeting.time else meeting.time_words
    where = "\n".join(part for part in (" ".join(filter(None, (when, time))), meeting.place) if part)
    lines: list[tuple[doc.Content, str]] = []
    if meeting.theme:
        lines.append((doc.Cell(rich(bold(meeting.theme))), ""))
    lines += [(_question(place, one), _speakers(one)) for place, one in enumerate(meeting.agenda, 1)]
    rows = tuple(doc.Row((f"{number}.", where, *line)) for line in lines or [("", "")])
    return doc.Group(rows, merged=(0, 1)) if len(rows) > 1 else rows[0]


def _question(place: int, item: AgendaItem) -> str:
    return f"{item.number.strip().rstrip('.') or place}. {item.topic}"


def _speakers(item: AgendaItem) -> str:
    return ";\n".join(each.words.strip(" ;") for each in item.speakers)
