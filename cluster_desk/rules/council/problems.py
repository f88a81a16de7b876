"""What must hold of the council's seats and meetings, and how meetings are repeated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.cluster import QuorumRule
from cluster_desk.core.records.council import AgendaItem, Body, CouncilSeat, Meeting, Speaker
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.council.minutes import minutes_problems
from cluster_desk.rules.fields import end_problems


def body_problems(body: Body, read: Reader) -> list[Problem]:
    """A body has a name of its own; a quorum by number has the number."""
    same = read.value("SELECT count(*) FROM bodies WHERE name = ? AND id IS NOT ?", body.name, body.id)
    problems = [Problem("name", _("Another body already has this name."))] if same else []
    if body.quorum is QuorumRule.NUMBER and not body.quorum_number:
        problems.append(Problem("quorum_number", _("Say how many must be present.")))
    return problems


def seat_problems(seat: CouncilSeat, read: Reader) -> list[Problem]:
    """A seat ends after it begins."""
    return end_problems("until", seat.since, seat.until)


def meeting_problems(meeting: Meeting, read: Reader) -> list[Problem]:
    """A meeting's number is its own, through the years of its body, and positive; its minutes are in order."""
    return _number_problems(meeting, read) + minutes_problems(meeting, read)


def _number_problems(meeting: Meeting, read: Reader) -> list[Problem]:
    if meeting.number is None:
        return []
    if meeting.number < 1:
        return [Problem("number", _("A meeting's number is 1 or more."))]
    other = read.value(
        "SELECT day FROM meetings WHERE number = ? AND body_id IS ? AND id IS NOT ?",
        meeting.number,
        meeting.body_id,
        meeting.id,
    )
    if other:
        day = ".".join(reversed(str(other).split("-")))
        words = _("The meeting of %(day)s already has № %(number)d.") % {"day": day, "number": meeting.number}
        return [Problem("number", words)]
    return []


def day_next_time(day: dt.date, year: int) -> dt.date:
    """The day of `year` nearest to the same date that falls on the same day of the week, still within that year."""
    same = dt.date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    ahead = (day.weekday() - same.weekday()) % 7
    nearest = same + dt.timedelta(days=ahead if ahead <= 3 else ahead - 7)
    if nearest.year != year:
        nearest += dt.timedelta(days=7 if nearest.year < year else -7)
    return nearest


def repeat_meetings(meetings: Sequence[tuple[Meeting, dt.date]], first_number: int) -> list[Meeting]:
    """New meetings like the given ones on the days given with them: place, time, theme and agendas kept.

    They are numbered from `first_number` in the order of their days.
    """
    return [
        Meeting(
            body_id=meeting.body_id,
            number=first_number + place,
            day=day,
            time=meeting.time,
            place=meeting.place,
            theme=meeting.theme,
            agenda=[_repeated(item) for item in meeting.agenda],
        )
        for place, (meeting, day) in enumerate(sorted(meetings, key=lambda pair: pair[1]))
    ]


def _repeated(item: AgendaItem) -> AgendaItem:
    """The question as a new one, with its speakers."""
    speakers = [Speaker(words=one.words, person_id=one.person_id) for one in item.speakers]
    return AgendaItem(number=item.number, topic=item.topic, minutes=item.minutes, speakers=speakers)
