"""Items and steps of a document's plan: their deadlines understood, their people matched, doubts asked one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol, TypeVar

from cluster_desk.core.deadlines.meaning import MISTYPED, OUTSIDE_PERIOD, REMARK, Kind, parse_deadline
from cluster_desk.core.deadlines.row_periods import RowPeriod
from cluster_desk.core.deadlines.time_words import within
from cluster_desk.core.deadlines.tokens import remarks
from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep, Responsible, StepResponsible
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow, PartRow, display, match_rows
from cluster_desk.exchange.importing.matching import MatchKey
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.plan_matching import cell_words
from cluster_desk.exchange.importing.proposal import Answer, ProposedRow, Question
from cluster_desk.exchange.importing.responsible import DocumentLinks, ResponsibleCell, is_as_above
from cluster_desk.exchange.parsers.deadlines import PASSED_OVER, doubtful
from cluster_desk.exchange.parsers.plan_marks import MarkColumn, marked_state
from cluster_desk.rules.plan.numbering import OddNumber, bare_number

Period = tuple[dt.date, dt.date]
_L = TypeVar("_L", PlanItem, PlanStep)


class Table(Protocol):
    """The plan's table that rows stand in, as a row of the proposal: left out or taken, its own or another plan's.

    `mark_columns`: those whose words may tell the state of a row.
    """

    mark_columns: list[MarkColumn]

    @property
    def is_shared(self) -> bool:
        """Whether another plan's table stands for this one, so that nothing of it is stored."""


class LineRow(ComparedRow[_L]):
    """What items and steps have in common: a deadline, people, and words that may differ from the file's."""

    who: ResponsibleCell
    responsible: type[Responsible]

    period: RowPeriod

    def __init__(self, parsed: Parsed[_L], parent: ProposedRow, table: Table, heading: str) -> None:
        super().__init__(parsed, parent)
        self.heading = heading
        self._about_deadline: list[Question] = []
        self.parsed: Parsed[_L] = parsed
        self.draft: _L = parsed.record
        self._table = table

    def resolve(self, links: DocumentLinks, above: LineRow[Any] | None) -> None:
        """Understand the deadline and match the people; `above` is the row before it in the document."""
        draft = self.draft
        self._as_above = above is not None and is_as_above(draft.responsible)
        own = ResponsibleCell(draft.people, links, draft.responsible)
        self.who = above.who if above is not None and self._as_above else own
        asked = {one.text for one in own.questions}
        self.questions = [one for one in self.questions if one.text not in asked]
        self.questions += [] if self._as_above else self.who.questions
        words = draft.deadline
        self._kind = parse_deadline(words, *self.period.days).kind if words.strip() else None
        self._about_deadline = deadline_doubts(words, self.period)
        self.questions += self._about_deadline
        self._note_state()

    def _note_state(self) -> None:
        """Tell the state that a mark of the document gives."""
        told = self.words() if self.stored is None else self.changes()
        if told.get("state"):
            self.notes.append(_("marked: %s") % self.display_value("state", told["state"]))

    def said(self) -> tuple[str, ...]:
        draft = self.draft
        return getattr(draft, "number", ""), draft.display_name(), draft.deadline, draft.responsible.replace("\n", "; ")

    def interpretation(self) -> tuple[str, ...]:
        who = self.who.display()
        return self.draft.deadline, _("%(who)s (as above)") % {"who": who} if self._as_above else who

    @property
    def sign(self) -> str:
        """How the deadline binds."""
        return self._kind.value if self._kind else ""

    @property
    def doubts_sign(self) -> bool:
        """Whether something about the deadline is not settled."""
        return any(not question.answered for question in self._about_deadline)

    def words(self) -> dict[str, str]:
        dated = next((question.value for question in self._about_deadline if question.value), None)
        marked = marked_state(self._table.mark_columns, self.draft)
        state = {"state": marked.value} if marked and marked is not ItemState.PLANNED else {}
        return cell_words(self.parsed) | ({"deadline": dated} if dated else {}) | state

    def words_of(self, record: Any) -> dict[str, str]:
        """The file's side; a state that nobody told is none."""
        words = super().words_of(record)
        return words | ({"state": ""} if "state" in words and record.state is ItemState.PLANNED else {})

    def matched(self) -> bool:
        return self._table.is_shared or super().matched()

    def _new_values(self, into: ImportBatch) -> dict[str, Any]:
        """The fields of a new record."""
        return {
            **_typed(self.words()),
            "people": self.who.parts(self.responsible, into),
            "deadline_day": self.draft.deadline_day,
        }

    def complete(self, record: Any, into: ImportBatch) -> None:
        super().complete(record, into)
        changes = self.changes()
        record.state = ItemState.of(record.state)  # where it was put there as a word
        if "responsible" in changes:
            record.people = self.who.parts(self.responsible, into)
        if "deadline" in changes:
            record.deadline_day = self.draft.deadline_day


class ItemRow(LineRow[PlanItem]):
    """An item of the plan; it stores its steps."""

    kind = PlanItem
    responsible = Responsible

    def __init__(
        self, item: Parsed[PlanItem], parent: ProposedRow, table: Table, odd: OddNumber | None, heading: str
    ) -> None:
        super().__init__(item, parent, table, heading)
        self.steps = [StepRow(step, self, table, heading) for step in item.parts]
        self._note_number(odd)

    def resolve(self, links: DocumentLinks, above: LineRow[Any] | None) -> None:
        """Understand the item and its steps."""
        super().resolve(links, above)
        last: LineRow[Any] = self
        for step in self.steps:
            step.resolve(links, last)
            last = step

    def match_steps(self, memory: ImportMemory) -> None:
        """Match the steps with those of the item in the file: by their words, else by their places."""
        if not self.steps or self.stored is None:
            return
        stored = self.stored.steps
        places = {step.uuid: place for place, step in enumerate(stored)}
        keys = [
            MatchKey([_step_key(step.draft) for step in self.steps], _step_key),
            MatchKey(range(len(self.steps)), lambda step: places[step.uuid]),
        ]
        match_rows(self.steps, memory, self.stored.uuid, ("result", "deadline"), stored, keys)

    @property
    def last(self) -> LineRow[Any]:
        """Its last row: the last step, else the item itself."""
        return self.steps[-1] if self.steps else self

    def _note_number(self, odd: OddNumber | None) -> None:
        if odd is None:
            return
        if odd.missing is not None:
            self.notes.append(_("no %(number)s before it") % {"number": f"№ {odd.missing_words}"})
            return
        number = {"number": bare_number(self.draft.number)}
        brief = _("№ %(number)s is told again") % number
        text = _("№ %(number)s stands at another item too. Numbers are kept as they are.") % number
        self.questions.append(Question(text, [Answer(_("Leave as in the document"), None)], brief=brief))

    def matched(self) -> bool:
        return super().matched() and all(step.skipped or step.matched() for step in self.steps)

    def matched_words(self) -> str:
        if self.stored is None:
            return _("in the table that both plans share")
        return super().matched_words()

    def added(self, into: ImportBatch) -> PlanItem:
        return into.add(PlanItem, self, section_id=self._section, place=self._place, **self._new_values(into))

    def store_in(self, plan: str, section: int | None, place: int, into: ImportBatch) -> None:
        """Store the item when it is new, or the words of it that differ; `plan` is the uuid of its plan."""
        self._section, self._place = section, place
        item = self.store_record(plan, into)
        for step in self.steps:
            if not step.skipped:
                step.store_in(item, into)


class StepRow(LineRow[PlanStep], PartRow[PlanStep]):
    """A further row of an item."""

    kind = PlanStep
    field = "steps"
    responsible = StepResponsible

    def __init__(self, step: Parsed[PlanStep], item: ItemRow, table: Table, heading: str) -> None:
        super().__init__(step, item, table, heading)
        self._of = _step_words(item.draft)

    def resolve(self, links: DocumentLinks, above: LineRow[Any] | None) -> None:
        """Understand the step, and tell of which item it is."""
        super().resolve(links, above)
        if self.stored is None:
            self.notes.append(self._of)

    def part(self, into: ImportBatch) -> PlanStep:
        return PlanStep(**self._new_values(into))


def _typed(words: dict[str, str]) -> dict[str, Any]:
    """The words of a row by field, its state as the record holds it."""
    return words | ({"state": ItemState.of(words["state"])} if "state" in words else {})


def _step_key(step: PlanStep) -> tuple[str, str]:
    return fold(step.result), fold(step.deadline)


_BRIEF = {
    Kind.UNKNOWN: N_("the deadline is not understood, its words stay"),
    MISTYPED: N_("a word of the deadline is mistyped"),
    OUTSIDE_PERIOD: N_("the deadline is outside the period"),
}


def _remark_as_deadline(words: str, period: RowPeriod) -> list[str]:
    """«2 раза в год (октябрь, апрель)» with the two changed round, «15-20 октября» of «октябрь (15-20)».

    [] where that would be no clearer.
    """
    bare, told = remarks(words)
    turned = [within(bare, told[0]) or f"{told[0]} ({bare})"] if len(told) == 1 else []
    return [each for each in turned if REMARK not in parse_deadline(each, *period.days).warnings]


def deadline_doubts(words: str, period: RowPeriod) -> list[Question]:
    """What is doubtful about a deadline; its words stay, get another year, or change places with those in brackets."""
    deadline = parse_deadline(words, *period.days)
    text = doubtful(deadline, period) if words.strip() else ""
    if not text:
        return []
    answers = [Answer(_("Leave as in the document"), None)]
    values = {"words": display(words), "start": f"{period.start:%d.%m.%Y}", "end": f"{period.end:%d.%m.%Y}"}
    reason = next((each for each in (deadline.kind, *deadline.warnings) if each in _BRIEF), None)
    brief = _(_BRIEF[reason]) if reason else _("the year is not clear")
    if text == PASSED_OVER:
        brief = _("the days in brackets are passed over")
        answers += [Answer(other, other) for other in _remark_as_deadline(words, period)]
    elif reason is None:
        year = deadline.spans[0].first.year
        values["year"] = str(year)
        answers += [
            Answer(dated, dated)
            for other in (year - 1, year, year + 1)
            for dated in [f"{words.strip()} {other}"]
            if OUTSIDE_PERIOD not in parse_deadline(dated, period.start - dt.timedelta(31), period.end).warnings
        ]
    return [Question(_(text) % values, answers, words=fold(words), brief=brief)]


def _step_words(item: PlanItem) -> str:
    return _("a step of item %(number)s") % {"number": item.number.rstrip(".")} if item.number else _("a step")
