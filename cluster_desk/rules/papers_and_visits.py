"""What holds of a paper that came in and of a visit: what follows from their words, what must be, what is doubted."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.deadlines.counted import last_day
from cluster_desk.core.deadlines.meaning import Kind, parse_deadline
from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.control import IncomingPaper, IncomingState, Visit
from cluster_desk.core.records.council import DecisionState
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.fields import end_problems
from cluster_desk.rules.log.attachments import files_problems


def derive_incoming(paper: IncomingPaper, before: IncomingPaper | None, read: Reader) -> None:
    """Understand the due words where they or the day changed and nobody told the due date."""
    was = (before.due_words, before.day, before.due) if before else ("", None, None)
    if paper.day and (paper.due_words, paper.day) != was[:2] and paper.due == was[2]:
        paper.due = last_day(paper.due_words, paper.day, days_off(read).is_off_work)


def incoming_problems(paper: IncomingPaper, read: Reader) -> list[Problem]:
    """A number stands once a year; what is settled was not before it came."""
    problems = []
    if paper.number.strip() and paper.day:
        other = read.value(
            "SELECT about FROM incoming_papers WHERE number = ? AND day LIKE ? AND id IS NOT ?",
            paper.number,
            f"{paper.day.year}-%",
            paper.id,
        )
        if other is not None:
            values = {"number": paper.number, "year": paper.day.year, "about": " ".join(str(other).split())[:60]}
            words = _("Incoming №\u00a0%(number)s of %(year)d is taken: %(about)s.") % values
            problems.append(Problem("number", words))
    for name in ("due", "extended_to", "settled_on"):
        field = "due_words" if name == "due" else name
        problems += end_problems(field, paper.day, getattr(paper, name))
    if paper.state is IncomingState.ANSWERED and not (paper.settled_on or paper.answer_number.strip()):
        problems.append(Problem("answer_number", _("Say when it was answered, or under which number.")))
    return problems + files_problems(paper, paper.files, read)


def incoming_doubts(paper: IncomingPaper) -> list[str]:
    """A deadline that no day is understood of."""
    if not paper.due_words.strip() or paper.due or paper.extended_to or paper.day is None:
        return []
    meant = parse_deadline(paper.due_words, paper.day, paper.day + dt.timedelta(days=364))
    if meant.kind in (Kind.RECURRING, Kind.THROUGHOUT):
        return []
    return [_("No day is understood of “%s”: tell the due date.") % paper.due_words]


def derive_visit(visit: Visit, before: Visit | None, read: Reader) -> None:
    """Understand the deadlines of what is recommended."""
    stored = {one.uuid: one for one in before.recommendations} if before else {}
    is_off = days_off(read).is_off_work
    for one in visit.recommendations:
        was = stored.get(one.uuid)
        words, due = (was.due_words, was.due) if was else ("", None)
        if visit.day and one.due_words != words and one.due == due:
            one.due = last_day(one.due_words, visit.day, is_off)


def visit_problems(visit: Visit, read: Reader) -> list[Problem]:
    """What is recommended is due and fulfilled after the visit; what is moved says where to."""
    problems = []
    for index, one in enumerate(visit.recommendations):
        here = (("recommendations", index),)
        for name in ("due", "fulfilled_on", "moved_to"):
            field = "due_words" if name == "due" else name
            problems += end_problems(field, visit.day, getattr(one, name), here)
        if one.state is DecisionState.MOVED and one.moved_to is None:
            problems.append(Problem("moved_to", _("Say to which date it is moved, like 22.10.2026."), here))
    return problems
