"""What must hold of the council's seats and meetings."""

from __future__ import annotations

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.data.queries.reader import Reader


def seat_problems(seat: CouncilSeat, read: Reader) -> list[Problem]:
    """A seat ends after it begins."""
    if seat.since and seat.until and seat.until < seat.since:
        return [Problem("until", _("Earlier than its beginning (%(start)s).") % {"start": f"{seat.since:%d.%m.%Y}"})]
    return []


def meeting_problems(meeting: Meeting, read: Reader) -> list[Problem]:
    """A meeting's number is its own, through the years, and positive."""
    if meeting.number is None:
        return []
    if meeting.number < 1:
        return [Problem("number", _("A meeting's number is 1 or more."))]
    other = read.value("SELECT day FROM meetings WHERE number = ? AND id IS NOT ?", meeting.number, meeting.id)
    if other:
        day = ".".join(reversed(str(other).split("-")))
        words = _("The meeting of %(day)s already has № %(number)d.") % {"day": day, "number": meeting.number}
        return [Problem("number", words)]
    return []
