"""What real plans hold beside their table: the plans of the council's meetings, the members with the council.

They are records of their own in the file, not words of the plan: they are printed with it where its document had them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting
from cluster_desk.core.records.plans import Plan
from cluster_desk.core.russian.dates import clock_in_figures, day_in_words
from cluster_desk.core.russian.names import listed_names
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.council import SeatHolder, list_meetings, seat_holders
from cluster_desk.data.queries.imports import came_with
from cluster_desk.data.queries.members import member_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.text import bold, rich
from cluster_desk.reports.shared.heads import role_words

_MEETING_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Дата, место", 38),
    doc.Column("Вопросы заседания", 76),
    doc.Column("Докладчик", 46),
)
_MEMBER_COLUMNS = (
    doc.Column("№ п/п", 12, "center"),
    doc.Column("Организация", 78),
    doc.Column("Член совета", 50),
    doc.Column("Роль в совете", 30),
)


def part_blocks(read: Reader, plan: Plan, wanted: str) -> list[doc.Block]:
    """The parts that are `wanted` (a code of PARTS), each under its heading; none where there is nothing to tell."""
    blocks: list[doc.Block] = []
    if _is_wanted(read, plan, wanted, Meeting) and (meetings := meetings_of(read, plan.period_start, plan.period_end)):
        blocks += [_heading("ПЛАН ЗАСЕДАНИЙ КООРДИНАЦИОННОГО СОВЕТА"), meetings_table(meetings)]
    if day := members_day(read, plan, wanted):
        members = _members_table(read, day)
        blocks += [_heading("СОСТАВ УЧАСТНИКОВ И КООРДИНАЦИОННОГО СОВЕТА"), members] if members.rows else []
    return blocks


def members_day(read: Reader, plan: Plan, wanted: str) -> dt.date | None:
    """Of which day the members are listed; None where they are not `wanted`."""
    return (plan.period_start or read.today()) if _is_wanted(read, plan, wanted, CouncilSeat) else None


def _is_wanted(read: Reader, plan: Plan, wanted: str, kind: type[Meeting | CouncilSeat]) -> bool:
    return wanted == "yes" or (wanted == "document" and came_with(read, plan.uuid, kind))


def _heading(text: str) -> doc.Heading:
    return doc.Heading(text, 2, before=14, after=6)


def meetings_of(read: Reader, start: dt.date | None, end: dt.date | None, body: int | None = None) -> list[Meeting]:
    """The council's meetings of a period, or a body's, in the order of their days."""
    if start is None or end is None:
        return []
    days = start.isoformat(), end.isoformat()
    return read.load_all(
        Meeting, [one.id for one in reversed(list_meetings(read, body)) if days[0] <= one.day <= days[1]]
    )


def meetings_table(meetings: Sequence[Meeting]) -> doc.Table:
    """Each meeting's day, time and place beside its questions, the theme above them."""
    return doc.Table(_MEETING_COLUMNS, tuple(_meeting(n, one) for n, one in enumerate(meetings, 1)), size=11)


def _meeting(number: int, meeting: Meeting) -> doc.Row | doc.Group:
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
    return ";\n".join(listed_names(each.words.strip(" ;")) for each in item.speakers)


def _members_table(read: Reader, day: dt.date) -> doc.Table:
    """Every member with who sits for it on the council; then those who sit for no member."""
    council = seat_holders(read, day)
    rows: list[tuple[str, Sequence[SeatHolder]]] = [
        (member.full_name, [seat for seat in council if seat.organization_id == member.id])
        for member in member_facts(read, day)
    ]
    listed = {seat.seat_id for _name, seats in rows for seat in seats}
    rows += [("", [seat]) for seat in council if seat.seat_id not in listed and seat.name]
    told = [
        (name, ";\n".join(map(_seated, seats)), capitalized("; ".join(role_words(seat.role) for seat in seats)))
        for name, seats in rows
    ]
    return doc.Table(_MEMBER_COLUMNS, tuple(doc.Row((f"{n}.", *each)) for n, each in enumerate(told, 1)), size=11)


def _seated(seat: SeatHolder) -> str:
    return ", ".join(filter(None, (seat.name, seat.position)))
