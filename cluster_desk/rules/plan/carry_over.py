"""A plan carried over to another year: every change proposed first, all of it stored as one change.

The answers to the proposals: taken, left as it was, own words, or not carried over at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from cluster_desk.core.deadlines.days_off import DaysOff, day_off_warnings
from cluster_desk.core.deadlines.meaning import OUTSIDE_PERIOD, parse_deadline
from cluster_desk.core.deadlines.meaning import Kind as DeadlineKind
from cluster_desk.core.deadlines.roll_forward import RollForward, roll_forward
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Kind, Record, fields_of, with_parts
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanText
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.plan_table import plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.plan.lines import step_number

_WITH_EDITIONS = ("name", "title", "text", "heading", "title_words")
_DEADLINES = ("deadline", "when_words")


class Drafts(Protocol):
    """Who gives new records their row numbers: the desk."""

    def __call__(self, record: type[Any], **values: Any) -> Any:
        """A new record with a row number."""


@dataclass(frozen=True)
class Proposed:
    """One change or question: where (in words), which field, before and after, why; `asked`: not sure.

    `not_marked` asks about an item that the old plan does not call done: it may stay behind.
    """

    record: Record
    field: str
    where: str
    before: str
    after: str
    why: str
    asked: bool = False
    not_marked: bool = False


@dataclass
class RolledPlan:
    """The new plan with its sections and items, not stored yet, and what was changed on the way."""

    plan: Plan
    sections: list[PlanSection] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)
    proposals: list[Proposed] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        """Everything to store."""
        return [self.plan, *self.sections, *self.items]

    def refuse(self, proposed: Proposed) -> None:
        """Put the old words back in one place."""
        setattr(proposed.record, proposed.field, proposed.before)
        self.proposals = [replace(one, after=one.before) if one is proposed else one for one in self.proposals]

    def answer(self, proposed: Proposed, words: str) -> None:
        """Put the user's own words in one place."""
        setattr(proposed.record, proposed.field, words)
        self.proposals = [replace(one, after=words, asked=False) if one is proposed else one for one in self.proposals]


def carry_over(read: Reader, draft: Drafts, plan_id: int, start: dt.date, end: dt.date) -> RolledPlan:
    """The plan `plan_id` for the period from `start` to `end`. What was not marked done stands first.

    Raises UserError when there is no such plan, or the new period is not a whole number of years away.
    """
    old = read.load(Plan, plan_id)
    if old is None or old.period_start is None or old.period_end is None:
        raise UserError(_("The plan is no longer in the file, or has no period."))
    years = _years_between(old.period_start, start)
    if end < start:
        raise UserError(_("The new period ends before it begins."))
    return _PlanRoller(read, draft, old, years, start, end).done()


def _years_between(old: dt.date, new: dt.date) -> int:
    if (old.month, old.day) != (new.month, new.day) or new.year == old.year:
        raise UserError(
            _("The new period must begin on %s of another year.") % f"{old:%d.%m}",
            do=_("Dates can only be moved by whole years; make a new plan for another kind of period."),
        )
    return new.year - old.year


class _PlanRoller:
    """Carries one plan over."""

    def __init__(self, read: Reader, draft: Drafts, old: Plan, years: int, start: dt.date, end: dt.date) -> None:
        assert old.period_start is not None
        assert old.period_end is not None
        self._draft, self._old, self._years = draft, old, years
        self._was = (old.period_start, old.period_end)
        self._period = (start, end)
        self._free: DaysOff = days_off(read)
        self._gone = _heads_gone(read)
        table = plan_table(read, old.id or 0)
        assert table is not None
        self._table = table
        self._result = RolledPlan(self._new(draft(Plan, name=old.name), old))
        self._steps: dict[str, str] = {}  # where each step of the new plan stands, in words, by uuid, and its parts

    def done(self) -> RolledPlan:
        """The whole plan carried over."""
        rolled = self._result
        rolled.plan.period_start, rolled.plan.period_end = self._period
        self._blank_approvals(rolled.plan)
        self._roll_record(rolled.plan, _("The plan"))
        for section in self._table.sections:
            self._section(section)
        rolled.proposals.sort(key=lambda one: not one.not_marked)
        return rolled

    def _section(self, old: PlanSection) -> None:
        new = self._new(self._draft(PlanSection), old)
        new.plan_id = self._result.plan.id
        for name in ("stage_start", "stage_end"):
            day = getattr(new, name)
            setattr(new, name, _later(day, self._years) if day else None)
        self._roll_record(new, _("Section"))
        self._result.sections.append(new)
        for place, item in enumerate(self._table.items_in(old.id), 1):
            self._item(item, new, place)

    def _item(self, old: PlanItem, section: PlanSection, place: int) -> None:
        new = self._new(self._draft(PlanItem), old)
        new.section_id, new.task_id = section.id, None
        where = _("At item %s") % self._table.places[old.id]
        for at, step in enumerate(new.steps, 1):
            values = {"item": self._table.places[old.id], "step": step_number(old, place, at)}
            called = _("At item %(item)s, step %(step)s") % values
            self._steps |= {part.uuid: called for part in with_parts(step)}
        why = _unmarked(old.state)
        if why and self._was_kept():
            asked = Proposed(new, new.TITLE, where, new.title, new.title, why, asked=True, not_marked=True)
            self._result.proposals.append(asked)
        for line in new.rows():
            line.state, line.moved_to, line.reason = ItemState.PLANNED, "", ""
        self._roll_record(new, where)
        self._people_gone(new, where)
        self._result.items.append(new)

    def _was_kept(self) -> bool:
        """Whether states were kept in the old plan at all; else that one has none says nothing."""
        return any(item.state is not ItemState.PLANNED for item in self._table.items)

    @staticmethod
    def _new(new: Any, old: Record) -> Any:
        """`new` with copies of everything that `old` says; parts are new too."""
        copied = old.copy()
        for part in with_parts(copied)[1:]:
            part.id = None
            part.uuid = type(new)().uuid
        for name in fields_of(type(old)):
            setattr(new, name, getattr(copied, name))
        return new

    def _blank_approvals(self, plan: Plan) -> None:
        """New papers are approved anew: names stay, dates and numbers of orders go."""
        for approval in plan.approvals:
            day = f"{approval.day:%d.%m.%Y}" if approval.day else ""
            text = approval.order if day in approval.order else f"{approval.order} {day}".strip()
            approval.day, approval.order = None, ""
            if text:
                self._propose(approval, "order", approval.kind, text, "", _("A new plan is approved anew."))

    def _roll_record(self, record: Record, where: str) -> None:
        """Every text of a record and its parts said for the new period."""
        for part in with_parts(record):
            for name, each in fields_of(type(part)).items():
                if each.kind not in (Kind.TEXT, Kind.PROSE) or each.personal:
                    continue
                if isinstance(part, PlanText) and name == "text":
                    self._ask_about_prose(part, where)
                else:
                    self._roll_text(part, name, f"{self._steps.get(part.uuid, where)}: {_(each.label)}")

    def _ask_about_prose(self, text: PlanText, where: str) -> None:
        """Prose tells what was: its days and years must not move, so it stays as written and is asked about."""
        if roll_forward(text.text, *self._was, self._years).pieces:
            why = _("The text tells of the old year: write it anew, or draft it from the log.")
            self._ask(text, "text", f"{where}: {text.heading}", text.text, text.text, why)

    def _roll_text(self, record: Record, name: str, where: str) -> None:
        words = str(getattr(record, name) or "")
        rolled = roll_forward(words, *self._was, self._years, editions=name in _WITH_EDITIONS)
        if name in _DEADLINES and rolled.text != words and self._has_no_such_day(words, rolled.text):
            self._ask(record, name, where, words, words, _("The new period has no such day."))
            return
        if rolled.text != words:
            setattr(record, name, rolled.text)
            self._propose(record, name, where, words, rolled.text, _why(piece.kind for piece in rolled.pieces))
        for piece in rolled.pieces:
            if piece.kind is RollForward.LEFT:
                why = _("“%s” was left as it is: should it move too?") % piece.before
                self._ask(record, name, where, words, rolled.text, why)
        if name in _DEADLINES and rolled.text:
            self._check_deadline(record, name, where, words, rolled.text)

    def _check_deadline(self, record: Record, name: str, where: str, before: str, words: str) -> None:
        deadline = parse_deadline(words, *self._period)
        if self._has_no_such_day(before, words):
            self._ask(record, name, where, before, words, _("The new period has no such day."))
        for warning in day_off_warnings(deadline, self._free):
            self._ask(record, name, where, before, words, warning.text)
        if OUTSIDE_PERIOD in deadline.warnings:
            self._ask(record, name, where, before, words, _("This is not within the plan's period."))

    def _has_no_such_day(self, before: str, words: str) -> bool:
        """Whether words whose day was understood mean none in the new period: 29 February."""
        was, deadline = parse_deadline(before, *self._was), parse_deadline(words, *self._period)
        return deadline.kind is DeadlineKind.UNKNOWN and was.kind is not DeadlineKind.UNKNOWN

    def _people_gone(self, item: PlanItem, where: str) -> None:
        """Heads who have left: who heads the organization now is proposed, by asking."""
        for line in item.rows():
            for one in line.people:
                if one.person_id in self._gone:
                    now = self._gone[one.person_id]
                    why = _("%(name)s has left; the head is now %(now)s.") % {"name": one.name, "now": now}
                    self._ask(
                        line, "responsible", self._steps.get(line.uuid, where), line.responsible, line.responsible, why
                    )

    def _propose(self, record: Record, name: str, where: str, before: str, after: str, why: str) -> None:
        self._result.proposals.append(Proposed(record, name, where, before, after, why))

    def _ask(self, record: Record, name: str, where: str, before: str, after: str, why: str) -> None:
        """A question about the words `after`, which the old plan told as `before`."""
        self._result.proposals.append(Proposed(record, name, where, before, after, why, asked=True))


def _heads_gone(read: Reader) -> dict[int, str]:
    """People who headed an organization once and head none now, with the name of who does."""
    sql = (
        "SELECT f.person_id, p.name FROM former_heads AS f JOIN organizations AS o ON o.id = f.organizations_id "
        "JOIN people AS p ON p.id = o.head_id WHERE f.person_id IS NOT NULL "
        "AND f.person_id NOT IN (SELECT head_id FROM organizations WHERE head_id IS NOT NULL)"
    )
    return dict(read.rows(sql))


def _unmarked(state: ItemState) -> str:
    """What the old plan says of an item that it calls neither done nor called off; no mark does not mean not done."""
    words: dict[ItemState, Callable[[], str]] = {
        ItemState.PLANNED: lambda: _("The old plan has no mark that it was done."),
        ItemState.UNDER_WAY: lambda: _("Under way in the old plan."),
        ItemState.MOVED: lambda: _("Moved in the old plan."),
    }
    return words[state]() if state in words else ""


def _why(kinds: Iterable[RollForward]) -> str:
    words: dict[RollForward, Callable[[], str]] = {
        RollForward.DATE: lambda: _("date"),
        RollForward.YEAR: lambda: _("year"),
        RollForward.EDITION: lambda: _("edition"),
    }
    reasons = list(dict.fromkeys(words[kind]() for kind in kinds if kind in words))
    return ", ".join(reasons)


def _later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class Answer(StrEnum):
    """What was answered to one proposal."""

    TAKE = "take"
    LEAVE = "leave"
    OWN = "own"
    OUT = "out"  # the item is not carried over


@dataclass
class Answered:
    """A proposal and the answer that holds; `answered` once the user gave one himself."""

    proposed: Proposed
    answer: Answer
    answered: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is a question that the user has not answered; it then stays as it is."""
        return self.proposed.asked and not self.answered

    @property
    def answers(self) -> list[Answer]:
        """What can be answered, the proposed answer first."""
        if not self.proposed.asked:
            return [Answer.TAKE, Answer.LEAVE, Answer.OWN]
        return [Answer.LEAVE, Answer.OWN, *([Answer.OUT] if self.proposed.not_marked else [])]

    @property
    def now(self) -> str:
        """The words that the new plan will say in this place."""
        return str(getattr(self.proposed.record, self.proposed.field) or "")


class Answers:
    """All proposals of `rolled` with their answers; the records of the new plan follow at once."""

    def __init__(self, rolled: RolledPlan) -> None:
        self.rolled = rolled
        self.rows = [Answered(one, Answer.LEAVE if one.asked else Answer.TAKE) for one in rolled.proposals]

    @property
    def touched(self) -> bool:
        """Whether the user answered anything."""
        return any(row.answered for row in self.rows)

    def give(self, row: Answered, answer: Answer, words: str = "") -> None:
        """Answer one proposal; others about the same words follow."""
        proposed = row.proposed
        group = [one for one in self.rows if self._same_place(one.proposed, proposed)]
        if answer is Answer.OWN:
            setattr(proposed.record, proposed.field, words)
        elif answer is Answer.LEAVE and not proposed.asked:
            setattr(proposed.record, proposed.field, proposed.before)
        elif answer in (Answer.TAKE, Answer.LEAVE):
            setattr(proposed.record, proposed.field, self._proposed_words(group, proposed))
        for one in group:
            if one is not row and one.answer is not Answer.OUT:
                default = Answer.LEAVE if one.proposed.asked else Answer.TAKE
                one.answer = Answer.OWN if answer is Answer.OWN else default
                if answer is Answer.LEAVE and not proposed.asked and not one.proposed.asked:
                    one.answer = Answer.LEAVE
        row.answer, row.answered = answer, True

    def records(self) -> list[Record]:
        """What is to be stored: the new plan without the items left out."""
        out = {id(row.proposed.record) for row in self.rows if row.answer is Answer.OUT}
        return [one for one in self.rolled.records if not (isinstance(one, PlanItem) and id(one) in out)]

    @staticmethod
    def _same_place(one: Proposed, other: Proposed) -> bool:
        return one.record is other.record and one.field == other.field

    @staticmethod
    def _proposed_words(group: list[Answered], proposed: Proposed) -> str:
        """What carrying over made of the words: the change proposed where there is one."""
        return next((one.proposed.after for one in group if not one.proposed.asked), proposed.after)
