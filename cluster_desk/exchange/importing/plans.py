"""Plans of a document: their tables beside what was understood, matched with the plans of the file.

A plan's row heads those of its sections, items and steps and stores them all. What stands around the table (approvals,
goals, tasks, lists of events) has rows of its own in `plan_front`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from cluster_desk.core.deadlines.row_periods import RowWords, row_periods
from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeriod, ParsedPlan
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.plans import Plan, PlanItem, PlanKind, PlanSection
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.plan_table import list_items, list_sections
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow, match_rows
from cluster_desk.exchange.importing.matching import Match, MatchKey, RowMatching
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.plan_front import FrontRow, front_rows
from cluster_desk.exchange.importing.plan_items import ItemRow, LineRow, Period
from cluster_desk.exchange.importing.plan_matching import rows_apart
from cluster_desk.exchange.importing.proposal import Answer, ProposalPart, ProposedRow, Question
from cluster_desk.exchange.importing.responsible import DocumentLinks
from cluster_desk.exchange.parsers.plan_marks import mark_columns
from cluster_desk.rules.plan.numbering import OddNumber, odd_numbers

_KINDS = (
    ("муниципальн", PlanKind.MUNICIPAL),
    ("совместн", PlanKind.JOINT),
    ("опорн", PlanKind.SUPPORT_SCHOOL),
    ("кластер", PlanKind.CLUSTER),
    ("программ", PlanKind.JOINT),
)
_HEADERS = [name for name in fields_of(Plan) if name.endswith("_header")]
_BETWEEN = 100
"""Places are told with room between them, so that an item that comes later finds its own."""


def plans_parts(result: ParsedDocument, links: DocumentLinks, read: Reader, memory: ImportMemory) -> list[ProposalPart]:
    """The tabs «Plan» and «Around the plan» of a document."""
    table = ProposalPart(
        "plan",
        N_("Plan"),
        ((N_("№"), 1), (N_("Event in the document"), 9), (N_("Deadline"), 4), (N_("Responsible"), 6)),
        ((N_("Deadline"), 4), (N_("Responsible"), 6)),
        main="PlanItem",
    )
    around = ProposalPart(
        "front",
        N_("Around the plan"),
        ((N_("What"), 3), (N_("Words in the document"), 9)),
        ((N_("Understood"), 6),),
    )
    plans = [PlanRow(entry, result, read.today()) for entry in result.plans or _without_table(result)]
    for place, (plan, match) in enumerate(zip(plans, _matches(plans, read, memory), strict=True)):
        plan.take_match(match)
        plan.look_for_twins(plans[:place])
        plan.take_rows(links, read, memory)
        table.rows += plan.all_rows()
        around.rows += plan.front
    return [table, around]


def _matches(plans: Sequence[PlanRow], read: Reader, memory: ImportMemory) -> list[Match[Plan]]:
    """The plans of the file with these names and periods; where the period is not told, the only one of that name."""
    stored = read.load_all(Plan) if plans else []
    matching = RowMatching(memory, Plan, "", [plan.words() for plan in plans], ("name", "period"), stored)
    with_period = [(fold(one.name), one.period_words) for one in plans]
    without_period = [None if one.period_words else fold(one.name) for one in plans]
    return matching.matches([
        MatchKey(with_period, lambda one: (fold(one.name), _period_words(one))),
        MatchKey(without_period, lambda one: fold(one.name), alone=True),
    ])  # fmt: skip


def _without_table(result: ParsedDocument) -> list[ParsedPlan]:
    """The plan of a document that tells its aims but has no calendar table."""
    front = (result.approvals, result.goals, result.tasks, result.event_lists)
    if not result.title or not any(front):
        return []
    plan = ParsedPlan(result.title, source=result.source)
    plan.front.approvals, plan.front.goals, plan.front.tasks, plan.front.event_lists = front
    return [plan]


def guess_plan_kind(words: str) -> PlanKind:
    """Whose plan its title means."""
    folded = fold(words)
    return next((kind for sign, kind in _KINDS if sign in folded), PlanKind.OTHER)


class PlanRow(ComparedRow[Plan]):
    """One plan of the document."""

    is_heading: ClassVar[bool] = True
    kind = Plan

    def __init__(self, plan: ParsedPlan, result: ParsedDocument, today: dt.date) -> None:
        super().__init__(plan)
        self.plan, self._today = plan, today
        self.heading = tidy(plan.own_title or result.title or "")
        self.name = tidy(plan.name or result.title or "") or _("Plan")
        self.front: list[FrontRow] = []
        self.sections: list[SectionRow] = []
        self.mark_columns = [one for one in mark_columns(plan) if one.tells_states]
        period = plan.own_period or result.period
        self._period = _stated_period(period)
        self._which_period: Question | None = None
        self._share: Question | None = None
        if period is not None and period.doubts:
            self._ask_period(period.doubts[0].sentence())

    @property
    def plan_kind(self) -> PlanKind:
        """Whose plan it is: as its own name tells, else the document's title."""
        own = guess_plan_kind(self.name)
        return own if own is not PlanKind.OTHER else guess_plan_kind(self.heading)

    @property
    def period_words(self) -> str:
        """The period as the document tells it; "" where it does not."""
        return _period_text(*self._period) if self._period else ""

    def words(self) -> dict[str, str]:
        return {"name": self.name, "heading": self.heading, "period": self.period_words, **self._headers()}

    def words_of(self, record: Plan) -> dict[str, str]:
        """The file's side; the words over columns are compared only with those of an import."""
        headers = self._headers()
        if self.remembered:
            headers = {name: getattr(record, name) for name in headers}
        return {"name": record.name, "heading": record.heading, "period": _period_words(record), **headers}

    def _headers(self) -> dict[str, str]:
        """The words over the columns that the table has, and which columns those are."""
        roles, columns = self.plan.roles, self.plan.columns
        words = [(f"{role}_header", tidy(text)) for role, text in zip(roles, columns, strict=False)]
        values = {name: text for name, text in words if name in _HEADERS}
        # The words over a column for which the plan has no field of its own.
        further = [text for name, text in words if name not in _HEADERS]
        order = {"column_order": ",".join(role or "further" for role in roles)} if roles else {}
        return {**values, **order, **({"further_headers": "\n".join(further)} if further else {})}

    def take_match(self, match: Match[Plan]) -> None:
        """Compare with the plan of the file; of a new one ask the period that the document does not tell."""
        super().take_match(match)
        if self._period is None and self.stored is None:
            self._ask_period(_("The title tells no period. Which is it?"))

    def _ask_period(self, text: str) -> None:
        """Ask which period the plan has; the one that was read, if any, is the first answer."""
        year = self._period[0].year if self._period else self._today.year
        years = [Answer(_("the year %d") % each, _calendar_year(each)) for each in (year, year + 1, year - 1)]
        school = [
            Answer(
                _("the school year %(first)d/%(last)d") % {"first": each, "last": each + 1},
                (dt.date(each, 9, 1), dt.date(each + 1, 8, 31)),
            )
            for each in (year - 1, year)
        ]
        read = [Answer(_display(self._period), self._period)] if self._period else []
        others = [one for one in (*years, *school) if one.value != self._period]
        self._which_period = Question(text, [*read, *others], brief=_("what period?"))
        self.questions.append(self._which_period)

    def look_for_twins(self, others: Sequence[PlanRow]) -> None:
        """Offer to keep one table when another plan of the document has the same."""
        twin = next((one for one in others if rows_apart(one.plan, self.plan) is not None), None)
        if twin is None or self.stored is not None:
            return
        text = _("The table is the same as that of “%(name)s”.") % {"name": twin.name}
        if apart := rows_apart(twin.plan, self.plan):
            text += " " + _("Rows that differ in spelling: %d.") % apart
        answers = [
            Answer(_("Keep both tables"), None),
            Answer(_("Keep one table under both approvals"), twin),
        ]
        self._share = Question(text, answers, brief=_("the same table twice"))
        self.questions.append(self._share)

    @property
    def shares(self) -> PlanRow | None:
        """The plan whose table stands for this one's too, as the question was answered."""
        other = self._share.value if self._share else None
        return other if isinstance(other, PlanRow) and not other.skipped else None

    @property
    def is_shared(self) -> bool:
        """Whether another plan's table stands for this one's too."""
        return self.shares is not None

    @property
    def period(self) -> Period:
        """The days that the plan covers, as things stand."""
        chosen = self._which_period.value if self._which_period else None
        if self._period is not None:
            return chosen if isinstance(chosen, tuple) else self._period
        stored = self.stored
        if stored is not None and stored.period_start and stored.period_end:
            return stored.period_start, stored.period_end
        return chosen if isinstance(chosen, tuple) else _calendar_year(self._today.year)

    def take_rows(self, links: DocumentLinks, read: Reader, memory: ImportMemory) -> None:
        """Make the rows below this one, matched with what the file holds."""
        self.front = front_rows(self, self.plan.front, self.stored, memory)
        numbers = [[item.record.number for item in section.parts] for section in self.plan.sections]
        odd = iter(odd_numbers(numbers))
        self.sections = [SectionRow(section, self, odd) for section in self.plan.sections]
        if self.stored is not None:
            self._match_table(self.stored, read, memory)
        lines: list[LineRow[Any]] = []
        for item in self._items():
            lines += [item, *item.steps]
        words = [RowWords(line.draft.deadline, line.heading) for line in lines]
        for line, period in zip(lines, row_periods(words, *self.period), strict=True):
            line.period = period
        for section in self.sections:
            section.resolve(links)

    def _match_table(self, plan: Plan, read: Reader, memory: ImportMemory) -> None:
        """Match sections by their titles, items by section, title and number, wherever the office moved them."""
        assert plan.id is not None
        owner = plan.uuid if plan.shares_id is None else str(
            read.value("SELECT uuid FROM plans WHERE id = ?", plan.shares_id)
        )  # fmt: skip
        sections, items = list_sections(read, plan.id), list_items(read, plan.id)
        rows = self.sections
        keys: list[MatchKey[PlanSection]] = [
            MatchKey([fold(row.words()["name"]) for row in rows], lambda one: fold(one.name))
        ]
        match_rows(rows, memory, owner, ("name",), sections, keys)
        lines = self._items()
        match_rows(lines, memory, owner, ("title", "number"), items, _item_keys(rows))
        for item in lines:
            item.match_steps(memory)
        if only := len(items) - sum(one.stored is not None for one in lines):
            self.notes.append(_("only in the file: %d") % only)

    def _items(self) -> list[ItemRow]:
        return [item for section in self.sections for item in section.items]

    def all_rows(self) -> Iterator[ProposedRow]:
        """This row, its sections and all that is in them."""
        yield self
        for section in self.sections:
            if section.draft.name:
                yield section
            for item in section.items:
                yield item
                yield from item.steps

    def said(self) -> tuple[str, ...]:
        return "", self.name

    def interpretation(self) -> tuple[str, ...]:
        return _display(self.period), _(self.plan_kind.label)

    def matched(self) -> bool:
        inside: list[ProposedRow] = [*self.front, *self._items()]
        return super().matched() and all(row.skipped or row.matched() for row in inside)

    def store(self, into: ImportBatch) -> None:
        front = [row for row in self.front if not row.skipped]
        changes = self.changes()
        plan = self.stored
        if plan is None:
            plan = self._new_plan(into)
        else:
            assert plan.id is not None
            into.report.matched[Plan.__name__] += 1
            plan = into.change(Plan, plan.id) if changes or not all(row.matched() for row in front) else plan
        for name, words in changes.items():
            setattr(plan, name, words)
        self.remember(plan, "", into)
        for row in front:
            row.store_in(plan, into)
        if self.shares is None:
            for place, section in enumerate(self.sections, start=1):
                section.store_in(plan, place * _BETWEEN, into)

    def _new_plan(self, into: ImportBatch) -> Plan:
        start, end = self.period
        other = self.shares
        shared = into.made(other) if other else None
        return into.add(
            Plan,
            self,
            name=self.name,
            kind=self.plan_kind,
            period_start=start,
            period_end=end,
            heading=self.heading,
            shares_id=(shared.id if shared else other.stored.id if other.stored else None) if other else None,
            **self._headers(),
        )


class SectionRow(ComparedRow[PlanSection]):
    """A section of a plan's table; it stores its items."""

    is_heading: ClassVar[bool] = True
    kind = PlanSection

    def __init__(self, section: Parsed[PlanSection], plan: PlanRow, odd: Iterator[OddNumber | None]) -> None:
        super().__init__(section, plan)
        self.draft = section.record
        self.items = [ItemRow(item, self, plan, next(odd), self.draft.name) for item in section.parts]

    def resolve(self, links: DocumentLinks) -> None:
        """Understand the deadlines of its items in their periods, and match their people."""
        above: LineRow[Any] | None = None
        for item in self.items:
            item.resolve(links, above)
            above = item.last

    def words(self) -> dict[str, str]:
        return {"name": self.draft.name}

    def said(self) -> tuple[str, ...]:
        return "", self.draft.name

    def interpretation(self) -> tuple[str, ...]:
        return (_("section"),)

    def added(self, into: ImportBatch) -> PlanSection:
        return into.add(PlanSection, self, plan_id=self._plan_id, place=self._place, **self.words())

    def store_in(self, plan: Plan, place: int, into: ImportBatch) -> None:
        """Store the section, if it is new, and what is new or changed in it."""
        items = [item for item in self.items if not item.skipped]
        if self.skipped or (not items and not self.draft.name):
            return
        self._plan_id, self._place = plan.id, place
        section = self.store_record(plan.uuid, into)
        for number, item in enumerate(items, start=1):
            item.store_in(plan.uuid, section.id, number * _BETWEEN, into)


def _item_keys(sections: Sequence[SectionRow]) -> list[MatchKey[PlanItem]]:
    """How an item is known in its section: by title and number, by its title, by a number that no other has."""
    within = [
        (section.stored.id if section.stored else None, fold(item.draft.title), fold(item.draft.number))
        for section in sections
        for item in section.items
    ]
    return [
        MatchKey(within, lambda one: (one.section_id, fold(one.title), fold(one.number))),
        MatchKey([(row, title) for row, title, _number in within], lambda one: (one.section_id, fold(one.title))),
        MatchKey(
            [(row, number) if number else None for row, _title, number in within],
            lambda one: (one.section_id, fold(one.number)) if one.number else None,
            alone=True,
        ),
    ]


def _display(period: Period) -> str:
    return f"{period[0]:%d.%m.%Y} – {period[1]:%d.%m.%Y}"


def _period_text(start: dt.date, end: dt.date) -> str:
    return f"{start.isoformat()} {end.isoformat()}"


def _period_words(plan: Plan) -> str:
    return _period_text(plan.period_start, plan.period_end) if plan.period_start and plan.period_end else ""


def _calendar_year(year: int) -> Period:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _stated_period(told: ParsedPeriod | None) -> Period | None:
    try:
        return (dt.date.fromisoformat(told.start), dt.date.fromisoformat(told.end)) if told else None
    except ValueError:
        return None
