"""Proposals of a school -> a section of their own, called by the school, in the plan of the year that they are for.

Where that plan is not begun yet they stay with the school's answers, and come into the plan when they are read again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_replies import ParsedAnswer
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.plans import PlanItem, PlanSection
from cluster_desk.core.russian.text import fold
from cluster_desk.core.school_forms import Block
from cluster_desk.data.queries.plan_table import PlanHead, plan_heads
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow
from cluster_desk.exchange.importing.matching import Match
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.rules.collecting import PROPOSALS
from cluster_desk.rules.matching import MatchedOrganization
from cluster_desk.rules.plan.order import STEP, last_section_place

_FIELDS = ("title", "deadline", "responsible", "result")


def proposal_rows(
    read: Reader,
    proposals: Sequence[Parsed[PlanItem]],
    collection: Collection,
    school: MatchedOrganization,
    memory: ImportMemory,
) -> tuple[list[ProposedItemRow], list[ParsedAnswer]]:
    """A row for each proposal; where there is no plan for their year, the proposals as one answer."""
    if not proposals:
        return [], []
    plan = _plan_of(read, collection)
    if plan is None:
        answer = ParsedAnswer(Block.QUESTIONS.value, PROPOSALS, "\n".join(_told(one.record) for one in proposals))
        answer.source = proposals[0].source
        return [], [answer]
    target = _Section(read, plan, school.title)
    known = target.items()
    deleted = {one.record for one in memory.within(PlanItem, "") if one.is_own} - {one.uuid for one in known}
    gone = {fold(one.words.get("title", "")) for uuid in deleted if (one := memory.of(uuid)) is not None}
    rows = []
    for proposal in proposals:
        row = ProposedItemRow(proposal, target)
        stored = next((one for one in known if fold(one.title) == fold(proposal.record.title)), None)
        is_deleted = stored is None and fold(proposal.record.title) in gone
        row.take_match(Match(stored, memory.of(stored.uuid) if stored else None, is_deleted))
        rows.append(row)
    return rows, []


def _plan_of(read: Reader, collection: Collection) -> PlanHead | None:
    """The plan of the year that is asked about: the one that begins in it, the latest of several."""
    year = collection.proposals_year
    plans = [one for one in plan_heads(read) if one.start is not None and one.table_id == one.id]
    fitting = [one for one in plans if year is not None and one.start is not None and one.start.year == year]
    return max(fitting, key=lambda one: (one.start or dt.date.min, one.id), default=None)


def _told(item: PlanItem) -> str:
    return " — ".join(" ".join(words.split()) for words in (item.title, item.deadline, item.responsible) if words)


class _Section:
    """The section of a plan that a school's proposals go to; made with the first of them."""

    def __init__(self, read: Reader, plan: PlanHead, school: str) -> None:
        self._read, self.plan, self.school = read, plan, school
        self.name = f"Предложения: {school}"
        rows = read.rows("SELECT id, name FROM plan_sections WHERE plan_id = ? ORDER BY place, id", plan.id)
        self.row = next((row for row, name in rows if fold(name) == fold(self.name)), None)

    def items(self) -> list[PlanItem]:
        """The items of the whole plan: a proposal that the office has put elsewhere is there too."""
        sql = "SELECT i.id FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id WHERE s.plan_id = ?"
        return self._read.load_all(PlanItem, [row for (row,) in self._read.rows(sql, self.plan.id)])

    def number(self, into: ImportBatch) -> int:
        """The row number of the section, made where there is none."""
        if self.row is not None:
            return int(self.row)
        made = into.made(self)
        if made is None:
            place = last_section_place(self._read, self.plan.id)
            made = into.add(PlanSection, self, plan_id=self.plan.id, name=self.name, place=place)
        assert made.id is not None
        return made.id


class ProposedItemRow(ComparedRow[PlanItem]):
    """One proposal for the plan."""

    kind = PlanItem
    is_in_many_documents = True

    def __init__(self, proposal: Parsed[PlanItem], target: _Section) -> None:
        super().__init__(proposal)
        self.draft, self._target = proposal.record, target

    def words(self) -> dict[str, str]:
        return {name: getattr(self.draft, name) for name in _FIELDS}

    def said(self) -> tuple[str, ...]:
        draft = self.draft
        return draft.deadline, draft.title, draft.responsible.replace("\n", "; ")

    def interpretation(self) -> tuple[str, ...]:
        return (f"{' '.join(self._target.plan.name.split())}: {self._target.name}",)

    def matched_words(self) -> str:
        return _("in the plan already")

    def store(self, into: ImportBatch) -> None:
        self.store_record("", into)

    def added(self, into: ImportBatch) -> PlanItem:
        section = self._target.number(into)
        top = into_top(self._target, into, section)
        values = {**self.words(), "audience": self.draft.audience, "level": self.draft.level}
        values["responsible"] = values["responsible"] or self._target.school
        return into.add(PlanItem, self, section_id=section, place=top, **values)


def into_top(target: _Section, into: ImportBatch, section: int) -> int:
    """A place behind the last item of a section, those that this import brings too."""
    stored = target._read.value("SELECT max(place) FROM plan_items WHERE section_id = ?", section) or 0
    brought = [one.place for one in into.records if isinstance(one, PlanItem) and one.section_id == section]
    return int(max([stored, *brought])) + STEP
