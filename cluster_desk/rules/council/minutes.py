"""What must hold of minutes: votes, decisions, and that confirmed minutes stay as they are until they are unlocked.

Below the rules stand the operations on minutes; each gives a changed copy and stores nothing. Who
carries a decision out and by when is understood from the words that were typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from cluster_desk.core.deadlines.counted import last_day
from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.records import council
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.minutes import DecisionFacts, Seated, is_confirmed, meeting_of_decision
from cluster_desk.data.queries.reader import Reader


def executors_in(words: str, before: Sequence[council.Executor] = ()) -> list[council.Executor]:
    """Those whom `words` name, in order; one that stood there `before` stays whoever it was taken for."""
    old = {fold(one.words): one for one in before}
    parts = read_people([tidy(line) for line in words.split(";")])
    named = [", ".join(filter(None, (part.name, part.position))) for part in parts]
    return [old[fold(text)].copy() if fold(text) in old else council.Executor(words=text) for text in named]


VOTES = ("votes_for", "votes_against", "votes_abstained")
_MINUTES_OWN = ("minutes_state", "confirmed_on", "unlockings")


def minutes_problems(meeting: council.Meeting, read: Reader) -> list[Problem]:
    """Votes within those present, decisions told apart and in time, confirmed minutes unchanged."""
    problems = _lock_problems(meeting, read)
    present = _present(meeting, read)
    for place, item in enumerate(meeting.agenda):
        problems += [Problem(one.field, one.text, (("agenda", place),)) for one in vote_problems(item, present)]
        problems += _item_problems(item, place, meeting.day)
    return problems


def vote_problems(item: council.AgendaItem, present: int | None) -> list[Problem]:
    """Votes are counts, and together no more than those `present` (None: the roll was not called)."""
    votes = [getattr(item, name) for name in VOTES]
    negative = [name for name, count in zip(VOTES, votes, strict=True) if count is not None and count < 0]
    if negative:
        return [Problem(negative[0], _("A number of votes is 0 or more."))]
    total = sum(count or 0 for count in votes)
    if present is None or total <= present:
        return []
    values = {"votes": total, "present": present}
    words = _("%(votes)d votes, but %(present)d present with a vote. Mend the votes or mark who is present.") % values
    # The last number typed is the likeliest slip.
    last = [name for name, count in zip(VOTES, votes, strict=True) if count][-1]
    return [Problem(last, words)]


def decision_problems(decision: council.Decision, day: dt.date | None) -> list[Problem]:
    """Days of a decision of the meeting on `day` are in order; one moved says where to."""
    problems = []
    for name in ("due", "fulfilled_on", "moved_to"):
        value = getattr(decision, name)
        if value and day and value < day:
            words = _("Earlier than the meeting (%(day)s).") % {"day": f"{day:%d.%m.%Y}"}
            problems.append(Problem("due_words" if name == "due" else name, words))
    if decision.state is council.DecisionState.MOVED and decision.moved_to is None:
        problems.append(Problem("moved_to", _("Say to which date it is moved, like 22.10.2026.")))
    return problems


def lone_decision_problems(decision: council.Decision, read: Reader) -> list[Problem]:
    """The same for a decision that is changed by itself, in the register."""
    meeting = meeting_of_decision(read, decision.id)
    day = read.value("SELECT day FROM meetings WHERE id = ?", meeting)
    problems = decision_problems(decision, dt.date.fromisoformat(day) if day else None)
    if is_confirmed(read, meeting):
        before = read.load(council.Decision, decision.id or 0)
        if before and _frozen(before) != _frozen(decision):
            problems.append(Problem("text", _locked_words()))
    return problems


def derive_due_days(meeting: council.Meeting, before: council.Meeting | None, read: Reader) -> None:
    """Understand the deadlines of a meeting's decisions where their words changed and nobody told the day."""
    stored = {one.uuid: one for item in before.agenda for one in item.decisions} if before else {}
    for item in meeting.agenda:
        for decision in item.decisions:
            _derive_due_day(decision, stored.get(decision.uuid), meeting.day, read)


def derive_own_due_day(decision: council.Decision, before: council.Decision | None, read: Reader) -> None:
    """The same for a decision that is changed by itself, in the register."""
    day = read.value("SELECT day FROM meetings WHERE id = ?", meeting_of_decision(read, decision.id))
    _derive_due_day(decision, before, dt.date.fromisoformat(day) if day else None, read)


def _derive_due_day(
    decision: council.Decision, before: council.Decision | None, held: dt.date | None, read: Reader
) -> None:
    was, day = (before.due_words, before.due) if before else ("", None)
    if held and decision.due_words != was and decision.due == day:
        decision.due = last_day(decision.due_words, held, days_off(read).is_off_work)


def _item_problems(item: council.AgendaItem, place: int, day: dt.date | None) -> list[Problem]:
    problems = []
    if item.no_speeches and item.spoke.strip():
        words = _("It is ticked that nobody spoke, but somebody's words stand here.")
        problems.append(Problem("spoke", words, (("agenda", place),)))
    seen: dict[str, int] = {}
    for index, decision in enumerate(item.decisions):
        path = (("agenda", place), ("decisions", index))
        problems += [Problem(one.field, one.text, path) for one in decision_problems(decision, day)]
        number = decision.number.strip().rstrip(".")
        if number and number in seen:
            words = _("Another decision already has №\u00a0%(number)s.") % {"number": number}
            problems.append(Problem("number", words, path))
        seen[number] = index
    return problems


def _present(meeting: council.Meeting, read: Reader) -> int | None:
    """How many of those present have a vote; None while nobody is marked."""
    if not meeting.attendance:
        return None
    # A file that is just being made has no cluster yet: the curator counts, as by default.
    curator_counts = read.value("SELECT curator_counts FROM cluster") in (None, 1)
    voting = [one for one in meeting.attendance if curator_counts or one.role is not council.SeatRole.CURATOR]
    return sum(one.presence is not council.Presence.ABSENT and bool(one.words) for one in voting)


def _lock_problems(meeting: council.Meeting, read: Reader) -> list[Problem]:
    if not is_confirmed(read, meeting.id):
        return _unready(meeting) if meeting.minutes_state is council.MinutesState.CONFIRMED else []
    before = read.load(council.Meeting, meeting.id or 0)
    assert before is not None
    if meeting.minutes_state is council.MinutesState.DRAFT and len(meeting.unlockings) <= len(before.unlockings):
        return [Problem("minutes_state", _("Say why the minutes are unlocked: the reason stays in the history."))]
    if _frozen(before) != _frozen(meeting):
        return [Problem("minutes_state", _locked_words())]
    return []


def _locked_words() -> str:
    return _("The minutes are confirmed and locked. Unlock them first, with a reason: Minutes, “Unlock…”.")


def _unready(meeting: council.Meeting) -> list[Problem]:
    """What minutes cannot be confirmed without."""
    if meeting.number is None:
        return [Problem("number", _("Minutes are confirmed under a number: fill in №\u00a0of the meeting."))]
    if not any(one.presence is not council.Presence.ABSENT for one in meeting.attendance):
        return [Problem("minutes_state", _("Mark first who was present."))]
    return []


def _frozen(record: Record) -> tuple[Any, ...]:
    """All that confirmed minutes hold fast of a record; what becomes of decisions is not of it."""
    free = free_fields(type(record))
    frozen: list[Any] = [record.uuid]
    for field in fields_of(type(record)).values():
        if field.name in free or field.name == "declined":
            continue
        value = getattr(record, field.name)
        if field.kind is Kind.LINK:
            continue  # the words stand; whom they mean may be settled later
        frozen.append(tuple(map(_frozen, value)) if field.kind is Kind.PARTS else value)
    return tuple(frozen)


def free_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields of a meeting's parts that go on changing after its minutes are confirmed, and those of the lock."""
    return council.PROGRESS if record is council.Decision else _MINUTES_OWN if record is council.Meeting else ()


def removal_problem(record: Record, read: Reader) -> str:
    """Why a record must not be deleted; "" when it may be."""
    meeting = record.id if isinstance(record, council.Meeting) else None
    if isinstance(record, council.Decision):
        meeting = meeting_of_decision(read, record.id)
    if is_confirmed(read, meeting):
        return _("The minutes of this meeting are confirmed.")
    return ""


def confirmation_doubts(meeting: council.Meeting, *, quorum: bool) -> list[str]:
    """What is worth a look before minutes are confirmed, a sentence each."""
    doubts = [] if quorum else [_("There is no quorum: the decisions may be disputed.")]
    unheard = [str(place) for place, item in enumerate(meeting.agenda, 1) if not item.heard.strip()]
    if unheard:
        doubts.append(_("Nothing is written down as heard on questions: %(list)s.") % {"list": ", ".join(unheard)})
    undecided = [str(place) for place, item in enumerate(meeting.agenda, 1) if not item.decisions]
    if undecided:
        doubts.append(_("No decision is written down on questions: %(list)s.") % {"list": ", ".join(undecided)})
    unvoted = [str(place) for place, item in enumerate(meeting.agenda, 1) if item.decisions and item.votes_for is None]
    if unvoted:
        doubts.append(_("No votes are written down on questions: %(list)s.") % {"list": ", ".join(unvoted)})
    return doubts


def confirmed(meeting: council.Meeting, seats: Sequence[Seated], today: dt.date) -> council.Meeting:
    """The meeting with its minutes confirmed; every seat is written down, whoever was not marked as absent."""
    draft = meeting.copy()
    for seat in seats:
        if seat.name and seat.presence is None:
            _mark(draft, seat, council.Presence.ABSENT)
    draft.minutes_state, draft.confirmed_on = council.MinutesState.CONFIRMED, today
    return draft


def unlocked(meeting: council.Meeting, reason: str, today: dt.date) -> council.Meeting:
    """The meeting with its minutes open again, and why."""
    draft = meeting.copy()
    draft.unlockings.append(council.Unlocking(day=today, reason=reason.strip()))
    draft.minutes_state, draft.confirmed_on = council.MinutesState.DRAFT, None
    return draft


def with_presence(
    meeting: council.Meeting,
    seat: Seated,
    presence: council.Presence,
    *,
    stand_in: str = "",
    stand_in_id: int | None = None,
    reason: str = "",
) -> council.Meeting:
    """The meeting with a seat marked; `stand_in` names who came for its holder, `reason` why the holder did not."""
    draft = meeting.copy()
    _mark(draft, seat, presence, stand_in, stand_in_id, reason)
    return draft


def _mark(
    draft: council.Meeting,
    seat: Seated,
    presence: council.Presence,
    stand_in: str = "",
    stand_in_id: int | None = None,
    reason: str = "",
) -> None:
    match = next((one for one in draft.attendance if _is_of(one, seat)), None)
    if match is None:
        match = council.Attendee(seat_id=seat.seat_id, words=seat.name, person_id=seat.person_id, role=seat.role)
        draft.attendance.append(match)
    match.presence = presence
    match.stand_in, match.stand_in_id, match.reason = stand_in, stand_in_id, reason


def _is_of(one: council.Attendee, seat: Seated) -> bool:
    return one.seat_id == seat.seat_id if seat.seat_id is not None else one.words == seat.name


def question_from(decision: DecisionFacts) -> council.AgendaItem:
    """The question that puts an unfulfilled decision on an agenda; its words are for papers, so Russian."""
    number = f"{decision.meeting_number}" if decision.meeting_number else decision.meeting_day
    values = {"meeting": number, "number": decision.number, "text": decision.text.rstrip(". ")}
    topic = in_russian(N_("On the fulfilment of decision %(number)s of minutes №\u00a0%(meeting)s “%(text)s”")) % values
    return council.AgendaItem(topic=topic, from_decision_id=decision.id)


def proposed(meeting: council.Meeting, decision: DecisionFacts) -> council.Meeting:
    """The meeting with an unfulfilled decision put on its agenda."""
    draft = meeting.copy()
    draft.agenda.append(question_from(decision))
    return draft


def declined(meeting: council.Meeting, decision: DecisionFacts) -> council.Meeting:
    """The meeting that a decision is not proposed for any more."""
    draft = meeting.copy()
    draft.declined.append(council.DeclinedProposal(decision_id=decision.id))
    return draft
