"""The plan of the council's meetings for a year: days, questions, who speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.russian.names import signed_name
from cluster_desk.data.queries.council import SeatHolder, list_meetings, seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.shared.bodies import BODY, BodyWords, body_of, body_words
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import BLANK_NAME, signed_by_seat
from cluster_desk.reports.shared.periods import SINCE, UNTIL, period_of
from cluster_desk.reports.shared.plan_parts import meetings_of, meetings_table


def _year(read: Reader) -> int:
    """The year of the next meeting from today on, else of the last one, else this one."""
    today = read.today().isoformat()
    days = sorted(one.day for one in list_meetings(read) if one.day)
    return int(next((day for day in days if day >= today), days[-1] if days else today)[:4])


OPTIONS = (
    SINCE._replace(default=lambda read: dt.date(_year(read), 1, 1).isoformat()),
    UNTIL._replace(default=lambda read: dt.date(_year(read), 12, 31).isoformat()),
    BODY,
)


def build(read: Reader, options: Options) -> doc.Document:
    """The plan of the meetings of the period that `options` tell. Raises UserError where there is none."""
    period = period_of(read, options)
    body = body_words(read, body_of(options))
    meetings = meetings_of(read, period.start, period.end, body.row)
    if not meetings:
        raise UserError(
            _("There are no meetings in this period."),
            do=_("Choose another period, or add meetings in the area “Council”."),
        )
    council = seat_holders(read, min(period.start, period.today) if period.is_over else period.today, body.row)
    when = period.title.replace("за ", "на ", 1)
    blocks: tuple[doc.Block, ...] = (
        doc.Approvals((_approval(council, period.start.year, body),)),
        *doc.titles("ПЛАН ЗАСЕДАНИЙ", body.of, f"{of_cluster(read)} {when}", after=12),
        meetings_table(meetings),
        signed_by_seat(SeatRole.SECRETARY, council, body=body),
    )
    return doc.Document(f"План заседаний {body.of} {when}", blocks, doc.KEPT_FOR_YEARS, size=12)


def _approval(council: Sequence[SeatHolder], year: int, body: BodyWords) -> doc.Approval:
    chair = next((seat.name for seat in council if seat.role is SeatRole.CHAIR and seat.name), "")
    name = signed_name(chair) if chair else BLANK_NAME
    return doc.Approval("УТВЕРЖДАЮ", body.signed_as(SeatRole.CHAIR), name, f"«____» ______________ {year} г.")
