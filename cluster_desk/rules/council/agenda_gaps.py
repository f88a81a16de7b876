"""What an agenda leaves blank on paper: facts of the meeting, questions, their speakers, the secretary who signs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import MinutesState, SeatRole
from cluster_desk.data.queries.council import holder_of, seat_holders
from cluster_desk.data.queries.reader import Reader

_FACTS = (
    N_("No theme of the meeting is told."),
    N_("No venue of the meeting is told: a line is left for it on paper."),
    N_("No time of the meeting is told: a line is left for it on paper."),
)
_NO_SECRETARY = N_("The council has no secretary on that day: the signature on the agenda stays blank.")
_BODY_WITHOUT = N_("The body has no secretary on that day: the signature on the agenda stays blank.")


def agenda_gaps(read: Reader, meeting: int | None = None) -> dict[int, list[str]]:
    """Row numbers of meetings (or of `meeting` alone) and what their agendas lack, a sentence each.

    Meetings whose minutes are confirmed are left out: nothing can be added to them.
    """
    sql = (
        "SELECT id, coalesce(day, ''), trim(theme), trim(place), trim(time || time_words), body_id FROM meetings "
        "WHERE minutes_state <> :confirmed AND :meeting IN (0, id)"
    )
    rows = read.rows_named(sql, {"confirmed": MinutesState.CONFIRMED.value, "meeting": meeting or 0})
    without = _without_speaker(read)
    secretaries: dict[tuple[str, int | None], str] = {}
    gaps: dict[int, list[str]] = {}
    for row, day, *facts, body in rows:
        found = [_(text) for text, fact in zip(_FACTS, facts, strict=True) if not fact]
        questions = without.get(row)
        if questions is None:
            found.append(_("The agenda has no questions."))
        elif any(questions):
            listed = ", ".join(filter(None, questions))
            found.append(_("No speaker is told on questions: %(list)s.") % {"list": listed})
        if (day, body) not in secretaries:
            on = dt.date.fromisoformat(day) if day else read.today()
            secretaries[day, body] = holder_of(SeatRole.SECRETARY, seat_holders(read, on, body))
        if not secretaries[day, body]:
            found.append(_(_BODY_WITHOUT if body else _NO_SECRETARY))
        if found:
            gaps[row] = found
    return gaps


def _without_speaker(read: Reader) -> dict[int, list[str]]:
    """Each meeting with questions: the number of each that nobody speaks on, as on paper, "" for the others."""
    sql = (
        "SELECT a.meetings_id, a.number, EXISTS (SELECT 1 FROM speakers WHERE agenda_items_id = a.id) "
        "FROM agenda_items AS a ORDER BY a.meetings_id, a.place, a.id"
    )
    found: dict[int, list[str]] = defaultdict(list)
    for meeting, number, has_speaker in read.rows(sql):
        questions = found[meeting]
        questions.append("" if has_speaker else number.strip(" .") or str(len(questions) + 1))
    return found
