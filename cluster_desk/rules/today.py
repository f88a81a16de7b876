"""What is to be settled on a day: one truth for the opening screen, the reminders and the command line.

States are told as everywhere (`states.py`), and nothing is concluded from silence: what nobody wrote down is told as
not written down. Every group has its lines, and how many there are in all. What lies long behind is not told one by
one: a plan whose period is over is one sentence.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries import today as waiting
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions
from cluster_desk.data.queries.office_papers import PaperLine, not_sent
from cluster_desk.data.queries.plan_table import PlanHead, plan_heads
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.council.next_meeting import NextMeeting, meeting_name, next_meeting
from cluster_desk.rules.plan.deadlines import SOON_DAYS
from cluster_desk.rules.states import UnderControl, under_control
from cluster_desk.rules.today_collecting import answers_waiting
from cluster_desk.rules.today_control import (
    bodies_meeting,
    consents_waiting,
    papers_due,
    visits_ahead,
    visits_without_words,
)
from cluster_desk.rules.today_line import TodayLine, names_in_short
from cluster_desk.rules.today_plans import LatePlan, lines_of_plans
from cluster_desk.rules.today_publishing import cards_waiting

_LONG_PERIOD = dt.timedelta(days=31)
"""So long after its end a plan's items are told one by one, and so long a meeting or a publication is asked about."""
_FRESH = dt.timedelta(days=14)
"""So long after an event its numbers are asked about."""
_A_YEAR = dt.timedelta(days=365)
_DUE_SOON = dt.timedelta(days=30)
AGREEMENT_DAYS = 60
"""An agreement that ends within so many days is marked."""
_ENDED = (ItemState.DONE, ItemState.CANCELLED)


class GroupKey(StrEnum):
    """The groups of a day, in the order they are told."""

    LATE = "late"
    WEEK = "week"
    NO_OUTCOME = "no_outcome"
    UNPUBLISHED = "unpublished"
    UNSENT = "unsent"
    CONTROL = "control"
    DECISIONS = "decisions"
    CONSENTS = "consents"
    AGREEMENTS = "agreements"
    ANSWERS = "answers"
    SITE = "site"
    DOUBTS = "doubts"


GROUP_TITLES = {
    GroupKey.LATE: N_("Overdue|today"),
    GroupKey.WEEK: N_("This week"),
    GroupKey.NO_OUTCOME: N_("Over, outcome not written down"),
    GroupKey.UNPUBLISHED: N_("Held, no web address"),
    GroupKey.UNSENT: N_("Not sent"),
    GroupKey.CONTROL: N_("Papers and recommendations due"),
    GroupKey.DECISIONS: N_("Decisions not fulfilled"),
    GroupKey.CONSENTS: N_("Consents"),
    GroupKey.AGREEMENTS: N_("Agreements ending"),
    GroupKey.ANSWERS: N_("Schools have not answered"),
    GroupKey.SITE: N_("For the site"),
    GroupKey.DOUBTS: N_("To be made clear"),
}
"""What the groups are called (msgids)."""


class Group(NamedTuple):
    """Lines of one kind. `total` counts those there are in all, `earlier` those before the days that are told.

    What is late of plans is counted as in their lists; lines told with another (a step with its item, an item with its
    event that waits for its outcome) are not among the lines.
    """

    key: GroupKey
    lines: Sequence[TodayLine]
    total: int
    earlier: int = 0

    @property
    def is_told(self) -> bool:
        """Whether anything is to be said of it: decisions and what is late also where none has a line of its own."""
        return bool(self.lines or (self.total and self.key in (GroupKey.LATE, GroupKey.DECISIONS)))


class OldPlan(NamedTuple):
    """The latest plan, whose period is over, no other plan having followed: its items, and those without a mark."""

    row: int
    name: str
    end: dt.date
    items: int
    open_items: int


class Today(NamedTuple):
    """All that a day asks for. `is_empty`: the file holds no plan, no event, no meeting and no member yet."""

    day: dt.date
    until: dt.date
    groups: Mapping[GroupKey, Group]
    meeting: NextMeeting | None = None
    old_plan: OldPlan | None = None
    late_plans: Sequence[LatePlan] = ()
    is_empty: bool = False
    has_plan: bool = True

    @property
    def urgent(self) -> int:
        """How many things are late: items of plans, decisions, papers and recommendations."""
        return sum(self._overdue())

    def urgent_words(self) -> list[str]:
        """What `urgent` counts, a line for each kind of thing."""
        items, decisions, papers = self._overdue()
        of_plans = n_("%d line of the plan is overdue", "%d lines of the plan are overdue", items)
        return [*([of_plans % items] if items else []), *_overdue_words(decisions, papers)]

    def overdue_papers(self) -> list[str]:
        """How many decisions and papers under control are late, a line each."""
        return _overdue_words(*self._overdue()[1:])

    def _overdue(self) -> tuple[int, int, int]:
        """How many lines of plans, decisions, and papers and recommendations are late."""
        decisions, papers = (
            sum(one.haste == "late" for one in self.groups[key].lines) for key in (GroupKey.DECISIONS, GroupKey.CONTROL)
        )
        return self.groups[GroupKey.LATE].total, decisions, papers


def what_is_due(read: Reader, day: dt.date, printed: Mapping[str, str] | None = None) -> Today:
    """What is to be settled on `day`; `printed` tells when papers of a meeting were made (see `printed_key`)."""
    with read.at_once():
        heads = plan_heads(read)
        until = end_of_week(day)
        late, week, late_plans = lines_of_plans(read, [one for one in heads if _is_told(one, day)], day, until)
        events = waiting.events_ahead(read, day.isoformat(), until.isoformat())
        no_outcome = _no_outcome(read, day)
        served = waiting.items_served(read, [*(one.id for one in events), *_events_in(no_outcome.lines)])
        ahead = {one.id for one in events}
        held_items = {item for item, event in served if event in ahead}
        week = [one for one in week if one.item not in held_items] + [_event_line(one, day) for one in events]
        week += visits_ahead(read, day, until) + bodies_meeting(read, day, until)
        week.sort(key=lambda one: (one.last or day, one.first or day, one.title))
        groups = [
            Group(
                GroupKey.LATE,
                _without_events_of_theirs(served, late, no_outcome.lines),
                sum(one.late for one in late_plans),
            ),
            Group(GroupKey.WEEK, week, len(week)),
            no_outcome,
            _unpublished(read, day),
            _unsent(read, day),
            Group(GroupKey.CONTROL, *papers_due(read, day)),
            _decisions(read, day),
            Group(GroupKey.CONSENTS, *consents_waiting(read, day)),
            _agreements(read, day),
            Group(GroupKey.ANSWERS, *answers_waiting(read, day)),
            Group(GroupKey.SITE, *cards_waiting(read, day)),
            _doubts(read, day),
        ]
        return Today(
            day,
            until,
            {one.key: one for one in groups},
            next_meeting(read, day, printed or {}),
            _old_plan(read, heads, day),
            late_plans,
            is_empty=not read.value(_ANYTHING),
            has_plan=bool(heads),
        )


def _overdue_words(decisions: int, papers: int) -> list[str]:
    counted = [
        (decisions, n_("%d decision is overdue", "%d decisions are overdue", decisions)),
        (papers, n_("%d paper under control is overdue", "%d papers under control are overdue", papers)),
    ]
    return [words % number for number, words in counted if number]


def reminders(due: Today) -> list[str]:
    """What one is reminded of on a day, a line each: what ends on it, late decisions, a meeting within three days."""
    lines = [
        f"{one.title} ({one.where})" if one.where else one.title
        for one in due.groups[GroupKey.WEEK].lines
        if one.last == due.day
    ]
    lines += due.overdue_papers()
    meeting = due.meeting
    if meeting and meeting.days_left <= SOON_DAYS:
        when = f"{show_day(meeting.day)}, {meeting.time}" if meeting.time else show_day(meeting.day)
        lines.insert(0, f"{meeting_name(meeting.number, '')}: {when}")
    return lines


_ANYTHING = (
    "SELECT EXISTS (SELECT 1 FROM plan_items) OR EXISTS (SELECT 1 FROM events) OR EXISTS (SELECT 1 FROM meetings) "
    "OR EXISTS (SELECT 1 FROM plans) OR (SELECT count(*) FROM organizations) > 1"
)
"""A new file has the support school."""


def end_of_week(day: dt.date) -> dt.date:
    """The Sunday of the week; told on a Friday or later, that of the next week: there is time to do something yet."""
    sunday = day + dt.timedelta(days=6 - day.weekday())
    return sunday + dt.timedelta(days=7) if day.weekday() >= 4 else sunday


def _is_told(head: PlanHead, day: dt.date) -> bool:
    """Whether a plan's items are told one by one: its days have come and are not long over."""
    is_known = head.start is not None and head.end is not None and head.table_id == head.id
    return is_known and head.start <= day <= head.end + _LONG_PERIOD  # type: ignore[operator]


def _events_in(lines: Sequence[TodayLine]) -> dict[int, TodayLine]:
    return {one.row: one for one in lines if one.kind == "event"}


def _without_events_of_theirs(
    served: Sequence[tuple[int, int]], late: Sequence[TodayLine], no_outcome: Sequence[TodayLine]
) -> list[TodayLine]:
    """The late lines but for items whose own event waits for its outcome: the event's line settles both."""
    over = _events_in(no_outcome)
    told = {(item, fold(over[event].title)): over[event].last for item, event in served if event in over}
    lasts = [told.get((one.item, fold(one.title))) if one.kind == "item" else None for one in late]
    return [one for one, last in zip(late, lasts, strict=True) if not (last and one.first and last >= one.first)]


def _event_line(one: waiting.EventDue, day: dt.date, note: str = "") -> TodayLine:
    first, last = _day(one.first), _day(one.last)
    is_soon = last is not None and day <= last <= day + dt.timedelta(days=SOON_DAYS)
    return TodayLine(
        kind="event",
        row=one.id,
        title=" ".join(one.name.split()),
        days=" ".join(one.day_words.split()),
        deadline=Kind.FIXED.value,
        first=first,
        last=last,
        haste="soon" if is_soon else "",
        where=_("Event"),
        who=", ".join(part for part in (one.venue, one.time) if part),
        note=note,
    )


def _no_outcome(read: Reader, day: dt.date) -> Group:
    """Events and meetings that are over and of which nobody wrote down what came of them."""
    since = (day - _A_YEAR).isoformat()
    planned, count = waiting.events_without_outcome(read, since, day.isoformat())
    lines = [_event_line(one, day, _("The outcome is not written down")) for one in planned]
    silent = waiting.events_without_numbers(read, (day - _FRESH).isoformat(), day.isoformat())
    for one in silent:
        missing = (
            _("Only the number of participants is missing") if one.results else _("No participants, no winners yet")
        )
        lines.append(_event_line(one, day, missing))
    meetings = waiting.meetings_without_minutes(read, (day - _LONG_PERIOD).isoformat(), day.isoformat())
    for meeting in meetings:
        held = _day(meeting.day)
        lines.append(
            TodayLine(
                kind="meeting",
                row=meeting.id,
                title=meeting_name(meeting.number, meeting.theme, meeting.body),
                days=show_day(held) if held else "",
                deadline=Kind.FIXED.value,
                first=held,
                last=held,
                where=meeting.body or _("Council"),
                note=_("The minutes are not filled in"),
            )
        )
    visited = visits_without_words(read, day)
    lines += visited
    lines.sort(key=lambda one: one.last or day, reverse=True)
    return Group(
        GroupKey.NO_OUTCOME,
        lines,
        count + len(silent) + len(meetings) + len(visited),
        waiting.count_without_outcome(read, day.isoformat()) - count,
    )


def _unpublished(read: Reader, day: dt.date) -> Group:
    """Results without a web address, where addresses are kept at all."""
    events, count = waiting.events_without_address(read, (day - _LONG_PERIOD).isoformat(), day.isoformat())
    return Group(GroupKey.UNPUBLISHED, [_event_line(one, day, _("There is no web address")) for one in events], count)


def _unsent(read: Reader, day: dt.date) -> Group:
    """Papers that are to be sent and are not; one letter to many is one line."""
    papers = not_sent(read, day)
    letters: dict[tuple[str, str, str], list[PaperLine]] = {}
    for one in papers:
        letters.setdefault((one.name, one.number, one.day), []).append(one)
    return Group(GroupKey.UNSENT, [_unsent_line(each) for each in letters.values()], len(papers))


def _unsent_line(papers: Sequence[PaperLine]) -> TodayLine:
    first = papers[0]
    made = _day(first.day or first.made_on)
    more = n_("and %d more|addressee", "and %d more|addressees", len(papers) - 1).partition("|")[0] % (len(papers) - 1)
    return TodayLine(
        kind="paper",
        row=first.id,
        title=" ".join(first.name.split()),
        days=show_day(made) if made else "",
        deadline=Kind.FIXED.value,
        first=made,
        last=made,
        where=f"№\u00a0{first.number}" if first.number else "",
        who=" ".join(filter(None, (first.addressee, more if len(papers) > 1 else ""))),
        rows=tuple(one.id for one in papers),
    )


def _decisions(read: Reader, day: dt.date) -> Group:
    """Open decisions that are late or due within a month; the others are counted."""
    open_ones = [
        (one, known) for one in list_decisions(read, day) if (known := under_control(one.due_facts, day)).is_open
    ]
    until = day + _DUE_SOON
    due = [(known.last, one, known) for one, known in open_ones if known.last is not None and known.last <= until]
    due.sort(key=lambda each: (each[0], each[1].meeting_day, each[1].number))
    return Group(GroupKey.DECISIONS, [_decision_line(one, known) for _last, one, known in due], len(open_ones))


def _decision_line(one: DecisionFacts, known: UnderControl) -> TodayLine:
    number = one.meeting_number
    return TodayLine(
        kind="decision",
        row=one.id,
        title=" ".join(one.text.split()),
        days=show_day(known.last) if one.moved_to and known.last else one.due_words,
        deadline=Kind.BY.value,
        first=known.last,
        last=known.last,
        haste=known.haste,
        where=(_("Minutes №\u00a0%d") % number if number else _("Minutes|document").partition("|")[0])
        + (f", {one.body}" if one.body else ""),
        who=names_in_short(one.who),
        number=f"{number}, {one.number}" if number else one.number,
    )


def _agreements(read: Reader, day: dt.date) -> Group:
    until = (day + dt.timedelta(days=AGREEMENT_DAYS)).isoformat()
    lines = []
    for one in waiting.agreements_ending(read, day.isoformat(), until):
        last = _day(one.until)
        has_ended = last is not None and last < day
        shown = show_day(last) if last else ""
        lines.append(
            TodayLine(
                kind="organization",
                row=one.id,
                title=one.name,
                days=shown,
                deadline=Kind.BY.value,
                first=last,
                last=last,
                haste="late" if has_ended else "soon",
                where=_("Agreement №\u00a0%s") % one.number if one.number else _("Agreement"),
                note=_("has ended") if has_ended else _("ends soon"),
            )
        )
    return Group(GroupKey.AGREEMENTS, lines, len(lines))


def _doubts(read: Reader, day: dt.date) -> Group:
    """What was taken in and is not understood, and marks that an ended plan left open."""
    undated, uncounted = waiting.events_in_doubt(read)
    lines = []
    if undated:
        text = n_(
            "%d entry of the log: the days are not understood",
            "%d entries of the log: the days are not understood",
            len(undated),
        )
        lines.append(TodayLine("log", 0, text % len(undated), rows=tuple(undated)))
    if uncounted:
        text = n_(
            "%d entry of the log: a number is not understood",
            "%d entries of the log: a number is not understood",
            len(uncounted),
        )
        lines.append(TodayLine("log", 0, text % len(uncounted), rows=tuple(uncounted)))
    for plan in waiting.plans_with_open_marks(read, (day - _LONG_PERIOD).isoformat()):
        text = n_(
            "%(count)d item is still marked as under way or moved: %(plan)s",
            "%(count)d items are still marked as under way or moved: %(plan)s",
            plan.items,
        )
        lines.append(TodayLine("plan", plan.id, text % {"count": plan.items, "plan": " ".join(plan.name.split())}))
    return Group(GroupKey.DOUBTS, lines, len(lines))


def _old_plan(read: Reader, heads: Sequence[PlanHead], day: dt.date) -> OldPlan | None:
    """The latest plan where its period is over and none followed it."""
    ends = [head.end for head in heads if head.end]
    latest = next((head for head in heads if head.end and head.end == max(ends)), None)
    if latest is None or latest.end is None or latest.end >= day or latest.table_id != latest.id:
        return None
    ended = ", ".join(f"'{state.value}'" for state in _ENDED)
    sql = (
        f"SELECT count(*), count(CASE WHEN i.state NOT IN ({ended}) THEN 1 END) FROM plan_items AS i "
        "JOIN plan_sections AS s ON s.id = i.section_id WHERE s.plan_id = ?"
    )
    counted, unfinished = read.row(sql, latest.id) or (0, 0)
    return OldPlan(latest.id, " ".join(latest.name.split()), latest.end, counted, unfinished)


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
