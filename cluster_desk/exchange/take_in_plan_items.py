"""Items and steps of a document's plan: their deadlines understood, their people matched, doubts asked one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from cluster_desk.core.deadlines import AMBIGUOUS_YEAR, OUTSIDE_PERIOD, Kind, understand
from cluster_desk.core.found import FoundItem, FoundStep
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import PlanItem, PlanStep, Responsible, StepResponsible
from cluster_desk.core.words import fold
from cluster_desk.exchange.numbers_in_order import OddNumber
from cluster_desk.exchange.plan_matching import differences, values_of
from cluster_desk.exchange.proposal import Answer, Question, Row
from cluster_desk.exchange.responsible import Links, WhoAnswers, is_as_above
from cluster_desk.exchange.storing import Storing

if TYPE_CHECKING:
    from cluster_desk.exchange.take_in_plans import SectionRow

Period = tuple[dt.date, dt.date]
_SHOWN = 60
"""Signs of the file's words that a remark tells."""


class LineRow(Row):
    """What items and steps have in common: a deadline, people, and words that may differ from the file's."""

    found: FoundItem | FoundStep
    who: WhoAnswers

    def take_in(self, found: FoundItem | FoundStep, period: Period, links: Links, above: LineRow | None = None) -> None:
        """Understand the deadline and match the people of `found`; `above` is the row before it in the document."""
        self.found = found
        self._as_above = above is not None and is_as_above(found.responsible)
        self.who = (
            above.who if above is not None and self._as_above else WhoAnswers(found.responsible_people or [], links)
        )
        self.questions += [] if self._as_above else self.who.questions
        words = found.deadline or ""
        self._kind = understand(words, *period).kind if words.strip() else None
        self._about_deadline = deadline_doubts(words, period)
        self.questions += self._about_deadline

    def said(self) -> tuple[str, ...]:
        number, title = "", ""
        if isinstance(self.found, FoundItem):
            number, title = self.found.number or "", self.found.title
        else:
            title = self.found.result or ""
        return number, title, self.found.deadline or "", "; ".join(self.found.responsible or [])

    def understood(self) -> tuple[str, ...]:
        shown = self.who.shown()
        return self.found.deadline or "", _("%(who)s (as above)") % {"who": shown} if self._as_above else shown

    @property
    def sign(self) -> str:
        """How the deadline binds."""
        return self._kind.value if self._kind else ""

    @property
    def doubts_sign(self) -> bool:
        """Whether something about the deadline is not settled."""
        return any(not question.settled for question in self._about_deadline)

    def tell_differences(self, changed: dict[str, str], stored: PlanItem | PlanStep) -> None:
        """Note what the file says where the document says something else."""
        for name in changed:
            words = getattr(stored, name).replace("\n", "; ")
            self.notes.append(_("in the file: %(words)s") % {"words": _cut(words) or "—"})


class ItemRow(LineRow):
    """An item of the plan; it stores its steps."""

    counts: ClassVar[str] = "PlanItem"

    def __init__(
        self,
        item: FoundItem,
        section: SectionRow,
        stored: PlanItem | None,
        links: Links,
        odd: OddNumber | None,
    ) -> None:
        super().__init__(item)
        self.item, self.section, self.stored = item, section, stored
        self.take_in(item, section.period, links, section.items[-1].last if section.items else None)
        steps: Sequence[PlanStep] = stored.steps if stored else ()
        self.steps: list[StepRow] = []
        for place, step in enumerate(item.steps):
            self.steps.append(StepRow(step, self, steps[place] if place < len(steps) else None, links))
        self.changed = differences(item, stored) if stored else {}
        if stored:
            self.tell_differences(self.changed, stored)
        self._tell_number(odd)

    @property
    def last(self) -> LineRow:
        """Its last row: the last step, else the item itself."""
        return self.steps[-1] if self.steps else self

    def _tell_number(self, odd: OddNumber | None) -> None:
        if odd is None:
            return
        if odd.missing is not None:
            first, last = odd.missing
            left_out = f"№ {first}" if first == last else f"№ {first}–{last}"
            self.notes.append(_("no %(number)s before it") % {"number": left_out})
            return
        brief = _("№ %(number)s is told again") % {"number": odd.repeated}
        text = _("№ %(number)s stands at another item too. Numbers are kept as they are.") % {"number": odd.repeated}
        self.questions.append(Question(text, [Answer(_("Leave as in the document"), None)], brief=brief))

    @property
    def skipped(self) -> bool:
        """Left out by itself, or with its section or plan."""
        return self._skipped or self.section.skipped

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._skipped = value

    def matched(self) -> bool:
        if self.section.plan.shares is not None:
            return True
        return self.stored is not None and not self.changed and all(step.matched() for step in self.steps)

    def matched_words(self) -> str:
        if self.stored is None:
            return _("in the table that both plans share")
        return super().matched_words()

    def store_in(self, section: int | None, place: int, into: Storing) -> None:
        """Store the item when it is new, or the words of it that differ."""
        if self.stored is None:
            people = self.who.parts(Responsible, into)
            steps = [step.record(into) for step in self.steps if not step.skipped]
            values = values_of(self.item)
            into.add(
                PlanItem,
                self,
                section_id=section,
                place=place,
                people=people,
                steps=steps,
                deadline_day=_day(self.item),
                **values,
            )
        elif self.matched():
            into.report.matched[PlanItem.__name__] += 1
            into.report.matched[PlanStep.__name__] += len(self.steps)
        else:
            self._complete(into.change(PlanItem, self.stored.id or 0), into)

    def _complete(self, item: PlanItem, into: Storing) -> None:
        for name, words in self.changed.items():
            setattr(item, name, words)
        if "responsible" in self.changed:
            item.people = self.who.parts(Responsible, into)
        if "deadline" in self.changed:
            item.deadline_day = _day(self.item)
        for place, step in enumerate(self.steps):
            if step.skipped:
                continue
            if place < len(item.steps):
                step.complete(item.steps[place], into)
            else:
                item.steps.append(step.record(into))
                into.report.added[PlanStep.__name__] += 1


class StepRow(LineRow):
    """A further row of an item."""

    counts: ClassVar[str] = "PlanStep"

    def __init__(self, step: FoundStep, item: ItemRow, stored: PlanStep | None, links: Links) -> None:
        super().__init__(step)
        self.item, self.stored = item, stored
        self.take_in(step, item.section.period, links, item.last)
        self.changed = differences(step, stored) if stored else {}
        if stored:
            self.tell_differences(self.changed, stored)
        else:
            self.notes.append(_step_words(item.item))

    @property
    def skipped(self) -> bool:
        """Left out by itself or with its item."""
        return self._skipped or self.item.skipped

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._skipped = value

    def matched(self) -> bool:
        if self.item.section.plan.shares is not None:
            return True
        return self.skipped or (self.stored is not None and not self.changed)

    def record(self, into: Storing) -> PlanStep:
        """The step as a new part of its item."""
        words: dict[str, Any] = dict(values_of(self.found))
        return PlanStep(people=self.who.parts(StepResponsible, into), deadline_day=_day(self.found), **words)

    def complete(self, step: PlanStep, into: Storing) -> None:
        """Put the document's words where they differ."""
        for name, words in self.changed.items():
            setattr(step, name, words)
        if "responsible" in self.changed:
            step.people = self.who.parts(StepResponsible, into)
        if "deadline" in self.changed:
            step.deadline_day = _day(self.found)


def _day(found: FoundItem | FoundStep) -> dt.date | None:
    return dt.date.fromisoformat(found.deadline_date) if found.deadline_date else None


def deadline_doubts(words: str, period: Period) -> list[Question]:
    """What is doubtful about a deadline; its words are kept whatever is answered."""
    if not words.strip():
        return []
    deadline = understand(words, *period)
    keep = [Answer(_("Leave as in the document"), None)]
    values = {"words": _cut(words), "start": f"{period[0]:%d.%m.%Y}", "end": f"{period[1]:%d.%m.%Y}"}
    if deadline.kind is Kind.UNKNOWN:
        text = _("The deadline “%(words)s” was not understood; its words are kept.") % values
        return [Question(text, keep, words=fold(words), brief=_("the deadline is not understood, its words stay"))]
    if OUTSIDE_PERIOD in deadline.warnings:
        text = _("The deadline “%(words)s” is outside the plan's period, %(start)s to %(end)s.") % values
        return [Question(text, keep, words=fold(words), brief=_("the deadline is outside the period"))]
    if AMBIGUOUS_YEAR in deadline.warnings and deadline.spans:
        text = _("“%(words)s” fits twice into the plan's period; the first was taken.") % values
        return [Question(text, keep, words=fold(words), brief=_("the year is not clear"))]
    return []


def _step_words(item: FoundItem) -> str:
    return _("a step of item %(number)s") % {"number": item.number.rstrip(".")} if item.number else _("a step")


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
