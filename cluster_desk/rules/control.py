"""What is under control: papers that came in, decisions, what visits recommended, plan items; in one list, by day.

What holds of each is told by `states.under_control`, and of plan items as everywhere (`states.standing`).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.control import IncomingState
from cluster_desk.core.records.council import DecisionState
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.control import (
    IncomingFacts,
    RecommendationFacts,
    incoming_papers,
    recommendations,
)
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions
from cluster_desk.data.queries.plan_table import PlanHead, plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.deadlines import Haste
from cluster_desk.rules.plan.lines import Line, plan_lines
from cluster_desk.rules.states import under_control

ControlKind = Literal["incoming", "decision", "recommendation", "item"]
KINDS: dict[ControlKind, str] = {
    "incoming": N_("Incoming paper"),
    "decision": N_("Decision"),
    "recommendation": N_("Recommendation"),
    "item": N_("Plan item"),
}
"""What stands in the list (msgids)."""
AHEAD = dt.timedelta(days=31)
"""Plan items stand in the list so long before their day."""
_AFTER = dt.timedelta(days=31)
"""And so long after the end of their plan."""


class ControlLine(NamedTuple):
    """One thing under control. `row` is the record's; `visit` that of the visit a recommendation is of.

    `where` says what it is of («Вх. № 45 от 08.10.2026, Управление образования»), `due_words` the deadline as typed,
    `last` the day that holds now, moved to where it `is_moved`, `done` what is told of it.
    """

    kind: ControlKind
    row: int
    title: str
    where: str
    who: tuple[str, ...]
    due_words: str
    last: dt.date | None
    haste: Haste
    overdue_days: int
    state: str  # msgid
    is_open: bool
    done: str = ""
    visit: int = 0
    is_moved: bool = False


def control_lines(
    read: Reader, day: dt.date, *, settled: bool = False, say: Callable[[str], str] = _
) -> list[ControlLine]:
    """What is under control on a day, the longest due first, what has no day last.

    `settled`: what is no longer under control as well, but for plan items. `say` puts words into the language wanted.
    """
    lines = papers_and_recommendations(read, day, settled=settled, say=say)
    decisions = [_of_decision(one, day, say) for one in list_decisions(read, day)]
    lines += [one for one in decisions if one.is_open or settled]
    lines += _of_plans(read, day, say)
    return sorted(lines, key=_by_day)


def papers_and_recommendations(
    read: Reader, day: dt.date, *, settled: bool = False, say: Callable[[str], str] = _
) -> list[ControlLine]:
    """The papers that came in and what visits recommended, the longest due first."""
    lines = [_of_paper(one, day, say) for one in incoming_papers(read) if not one.day or one.day <= day.isoformat()]
    lines += [_of_recommendation(one, day, say) for one in recommendations(read) if one.day <= day.isoformat()]
    return sorted((one for one in lines if one.is_open or settled), key=_by_day)


def _by_day(one: ControlLine) -> tuple[dt.date, str, str]:
    return one.last or dt.date.max, one.where, one.title


def paper_name(one: IncomingFacts, say: Callable[[str], str] = _) -> str:
    """«Вх. № 45 от 08.10.2026, Управление образования»."""
    number = say(N_("Inc. №\u00a0%s")) % one.number if one.number else say(N_("Incoming paper"))
    day = say(N_(" of %s")) % show_day(dt.date.fromisoformat(one.day)) if one.day else ""
    return f"{number}{day}, {one.sender}"


def _of_paper(one: IncomingFacts, day: dt.date, say: Callable[[str], str]) -> ControlLine:
    known = under_control(one.due_facts, day)
    state = IncomingState.IN_WORK if known.is_open else IncomingState.of(one.state)
    return ControlLine(
        "incoming",
        one.id,
        " ".join(one.about.split()),
        paper_name(one, say),
        one.who,
        one.due_words,
        known.last,
        known.haste,
        known.overdue_days,
        state.label,
        known.is_open,
        _told(one.done, say(N_("answer №\u00a0%s")) % one.answer_number if one.answer_number else ""),
        is_moved=bool(one.extended_to),
    )


def _told(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _of_decision(one: DecisionFacts, day: dt.date, say: Callable[[str], str]) -> ControlLine:
    known = under_control(one.due_facts, day)
    number = one.meeting_number
    minutes = say(N_("Minutes №\u00a0%d")) % number if number else say(N_("Minutes|document")).partition("|")[0]
    of_day = say(N_(" of %s")) % show_day(dt.date.fromisoformat(one.meeting_day)) if one.meeting_day else ""
    return ControlLine(
        "decision",
        one.id,
        " ".join(one.text.split()),
        say(N_("%(minutes)s, item %(number)s")) % {"minutes": f"{minutes}{of_day}", "number": one.number}
        + (f", {one.body}" if one.body else ""),
        one.who,
        one.due_words,
        known.last,
        known.haste,
        known.overdue_days,
        one.state.label,
        known.is_open,
        one.done,
    )


def _of_recommendation(one: RecommendationFacts, day: dt.date, say: Callable[[str], str]) -> ControlLine:
    known = under_control(one.due_facts, day)
    entered = DecisionState.of(one.state)
    is_later = known.is_open and entered in (DecisionState.FULFILLED, DecisionState.DROPPED)
    values = {"day": show_day(dt.date.fromisoformat(one.day)), "school": one.school}
    return ControlLine(
        "recommendation",
        one.id,
        " ".join(one.text.split()),
        say(N_("Visit of %(day)s, %(school)s")) % values,
        (one.who,) if one.who else (),
        one.due_words,
        known.last,
        known.haste,
        known.overdue_days,
        (DecisionState.IN_WORK if is_later else entered).label,
        known.is_open,
        "" if is_later else one.done,
        one.visit_id,
        bool(one.moved_to),
    )


def _of_plans(read: Reader, day: dt.date, say: Callable[[str], str]) -> list[ControlLine]:
    """The items of the plans of a day that are late or due within a month; what is done is not under control."""
    lines = []
    for head in plan_heads(read):
        if not _is_told(head, day):
            continue
        table = plan_table(read, head)
        for line in plan_lines(table, day) if table else ():
            if line.kind == "item" and line.standing.state not in (ItemState.DONE, ItemState.CANCELLED):
                last = _due(line, day)
                if last is not None and last <= day + AHEAD:
                    assert table is not None
                    lines.append(_of_item(line, last, day, table.places.get(line.id, ""), say))
    return lines


def _is_told(head: PlanHead, day: dt.date) -> bool:
    is_known = head.start is not None and head.end is not None and head.table_id == head.id
    return is_known and head.start <= day <= head.end + _AFTER  # type: ignore[operator]


def _due(line: Line, day: dt.date) -> dt.date | None:
    """The next last day of a deadline from a day on that waits for an event, else its very last; None without one."""
    deadline = line.in_force
    if deadline is None or deadline.kind is Kind.THROUGHOUT:
        return None
    return next((span.last for span in line.open_spans if span.last >= day), deadline.last_day)


def _of_item(line: Line, last: dt.date, day: dt.date, number: str, say: Callable[[str], str]) -> ControlLine:
    left = (last - day).days
    return ControlLine(
        "item",
        line.id,
        " ".join(line.title.split()),
        say(N_("Plan, item %s")) % number if number and line.displayed_number.strip() else say(N_("Plan")),
        tuple(line.people),
        line.moved_to or line.deadline,
        last,
        line.haste,
        max(0, -left) if line.haste == "late" else 0,
        line.standing.state.label if line.standing.state else N_("not marked"),
        is_open=True,
    )


def executors(lines: Sequence[ControlLine]) -> dict[str, list[ControlLine]]:
    """The lines by those who are to do them, each under everybody named in it; "" for those that name nobody.

    «Громова Е. Н.» is «Громова Елена Николаевна», unless another Громова with these initials is named as well.
    """
    names = {who for line in lines for who in line.who}
    same = _fullest(names)
    found: dict[str, list[ControlLine]] = {}
    for line in lines:
        for who in dict.fromkeys(same[words] for words in line.who) or ("",):
            found.setdefault(who, []).append(line)
    return found


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Each of these words with the fullest of them that surely names the same person."""
    by_initials: dict[str, list[str]] = {}
    for words in names:
        parsed = parse_name(words.split(",")[0])
        by_initials.setdefault(fold(parsed.listed()) if parsed else fold(words), []).append(words)
    same: dict[str, str] = {}
    for alike in by_initials.values():
        whole = {fold(words.split(",")[0]): words for words in sorted(alike, key=len) if _is_whole(words)}
        only = next(iter(whole.values())) if len(whole) == 1 else ""
        for words in alike:
            same[words] = only or (words if whole else min(alike, key=len))
    return same


def _is_whole(words: str) -> bool:
    parsed = parse_name(words.split(",", maxsplit=1)[0])
    return parsed is not None and len(parsed.first) > 1
