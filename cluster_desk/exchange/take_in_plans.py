"""Plans of a document: their tables beside what was understood, matched with the plans of the file.

A plan's row heads those of its sections, items and steps and stores them all. What stands around the table (approvals,
goals, tasks, lists of events) has rows of its own in `take_in_plan_front`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import ClassVar

from cluster_desk.core.found import Found, FoundPlan, FoundSection
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.plans import Plan, PlanKind, PlanSection
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.plans import list_items, list_plans, list_sections
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.numbers_in_order import OddNumber, odd_numbers
from cluster_desk.exchange.plan_matching import StoredSection, StoredTable, plan_like, rows_apart
from cluster_desk.exchange.proposal import Answer, Part, Question, Row
from cluster_desk.exchange.responsible import Links
from cluster_desk.exchange.storing import Storing
from cluster_desk.exchange.take_in_plan_front import FrontRow, front_rows
from cluster_desk.exchange.take_in_plan_items import ItemRow, Period
from cluster_desk.exchange.take_in_plan_texts import text_rows

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


def plans_parts(found: Found, links: Links, read: Reader) -> list[Part]:
    """The tabs «Plan» and «Around the plan» of a document."""
    table = Part(
        "plan",
        N_("Plan"),
        ((N_("№"), 1), (N_("Event in the document"), 9), (N_("Deadline"), 4), (N_("Responsible"), 6)),
        ((N_("Deadline"), 4), (N_("Responsible"), 6)),
        main="PlanItem",
    )
    around = Part(
        "front",
        N_("Around the plan"),
        ((N_("What"), 3), (N_("Words in the document"), 9)),
        ((N_("Understood"), 6),),
    )
    known = list_plans(read)
    plans: list[PlanRow] = []
    for told in found.plans or _without_table(found):
        plan = PlanRow(told, found, known, read)
        plan.look_for_twins(plans)
        plans.append(plan)
        plan.take_rows(links, read)
        table.rows += plan.all_rows()
        around.rows += plan.front
    return [table, around]


def _without_table(found: Found) -> list[FoundPlan]:
    """The plan of a document that tells its aims but has no calendar table."""
    front = (found.approvals, found.goals, found.tasks, found.event_lists)
    if not found.title or not any(front):
        return []
    plan = FoundPlan(found.title, source=found.source)
    plan.front.approvals, plan.front.goals, plan.front.tasks, plan.front.event_lists = front
    return [plan]


def guess_kind(words: str) -> PlanKind:
    """Whose plan its title means."""
    folded = fold(words)
    return next((kind for sign, kind in _KINDS if sign in folded), PlanKind.OTHER)


class PlanRow(Row):
    """One plan of the document."""

    is_heading: ClassVar[bool] = True
    counts: ClassVar[str] = "Plan"

    def __init__(self, plan: FoundPlan, found: Found, known: Sequence[Plan], read: Reader) -> None:
        super().__init__(plan)
        self.plan = plan
        self.title = tidy(plan.own_title or found.title or "")
        self.name = tidy(plan.name or found.title or "") or _("Plan")
        self.front: list[FrontRow] = []
        self.sections: list[SectionRow] = []
        self._period = _period_told(found)
        self._which_period: Question | None = None
        self._share: Question | None = None
        self.existing = plan_like(self.name, self._period, known)
        if found.period is not None:
            self.questions += Row(found.period).questions
        if self._period is None and self.existing is None:
            self._ask_period()

    def _ask_period(self) -> None:
        year = dt.date.today().year
        years = [Answer(_("the year %d") % each, _calendar_year(each)) for each in (year, year + 1, year - 1)]
        school = [
            Answer(
                _("the school year %(first)d/%(last)d") % {"first": each, "last": each + 1},
                (dt.date(each, 9, 1), dt.date(each + 1, 8, 31)),
            )
            for each in (year - 1, year)
        ]
        text = _("The title tells no period. Which is it?")
        self._which_period = Question(text, [*years, *school], brief=_("what period?"))
        self.questions.append(self._which_period)

    def look_for_twins(self, others: Sequence[PlanRow]) -> None:
        """Offer to keep one table when another plan of the document has the same."""
        twin = next((one for one in others if rows_apart(one.plan, self.plan) is not None), None)
        if twin is None or self.existing is not None:
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
    def period(self) -> Period:
        """The days that the plan covers, as things stand."""
        if self._period is not None:
            return self._period
        if self.existing is not None and self.existing.period_start and self.existing.period_end:
            return self.existing.period_start, self.existing.period_end
        chosen = self._which_period.value if self._which_period else None
        return chosen if isinstance(chosen, tuple) else _calendar_year(dt.date.today().year)

    def take_rows(self, links: Links, read: Reader) -> None:
        """Make the rows below this one, matched with what the file holds."""
        row = (self.existing.id or 0) if self.existing else 0
        front, stored_plan = self.plan.front, self.existing or Plan()
        self.front = [*front_rows(self, front, stored_plan), *text_rows(self, front, stored_plan)]
        stored = StoredTable(list_sections(read, row), list_items(read, row)) if row else StoredTable([], [])
        odd = odd_numbers(self.plan.sections)
        self.sections = [
            SectionRow(section, self, stored.take_section(tidy(section.title or ""))) for section in self.plan.sections
        ]
        for section in self.sections:
            section.take_items(links, odd)
        if stored.left_over():
            self.notes.append(_("only in the file: %d") % stored.left_over())

    def all_rows(self) -> Iterator[Row]:
        """This row, its sections and all that is in them."""
        yield self
        for section in self.sections:
            if section.section.title:
                yield section
            for item in section.items:
                yield item
                yield from item.steps

    def said(self) -> tuple[str, ...]:
        return "", self.name

    def understood(self) -> tuple[str, ...]:
        start, end = self.period
        return f"{start:%d.%m.%Y} – {end:%d.%m.%Y}", _(guess_kind(f"{self.name} {self.title}").label)

    def matched(self) -> bool:
        if self.existing is None:
            return False
        inside = [*self.front, *(item for section in self.sections for item in section.items)]
        return all(row.skipped or row.matched() for row in inside)

    def store(self, into: Storing) -> None:
        parts = [row for row in self.front if not row.skipped and not row.matched()]
        into.report.matched.update(row.counts for row in self.front if not row.skipped and row.matched())
        if self.existing is None:
            plan = self._new_plan(into)
            number = plan.id
        else:
            into.report.matched[Plan.__name__] += 1
            number = self.existing.id or 0
            plan = into.change(Plan, number) if parts else Plan(id=number)
        for row in parts:
            row.put_into(plan, into)
        if self.shares is None:
            for place, section in enumerate(self.sections, start=1):
                section.store_in(number, place * _BETWEEN, into)

    def _new_plan(self, into: Storing) -> Plan:
        start, end = self.period
        other = self.shares
        shared = into.made(other) if other else None
        roles, columns = self.plan.roles, self.plan.columns
        words = {role: tidy(text) for role, text in zip(roles, columns, strict=False) if role}
        # The words over a column for which the plan has no field of its own.
        further = [tidy(text) for role, text in zip(roles, columns, strict=False) if f"{role}_header" not in _HEADERS]
        return into.add(
            Plan,
            self,
            name=self.name,
            kind=guess_kind(self.name) if guess_kind(self.name) is not PlanKind.OTHER else guess_kind(self.title),
            period_start=start,
            period_end=end,
            heading=self.title,
            column_order=",".join(role or "further" for role in roles),
            further_headers="\n".join(further),
            shares_id=(shared.id if shared else other.existing.id if other.existing else None) if other else None,
            **{header: words.get(header.removesuffix("_header"), "") for header in _HEADERS},
        )


class SectionRow(Row):
    """A section of a plan's table; it stores its items."""

    is_heading: ClassVar[bool] = True
    counts: ClassVar[str] = "PlanSection"

    def __init__(self, section: FoundSection, plan: PlanRow, stored: StoredSection | None) -> None:
        super().__init__(section)
        self.section = section
        self.plan = plan
        self.stored = stored
        self.items: list[ItemRow] = []

    def take_items(self, links: Links, odd: dict[int, OddNumber]) -> None:
        """Make the rows of its items: those of the same title are matched first, then those of the same number."""
        pairs = [(item, self.stored.take(item) if self.stored else None) for item in self.section.items]
        for item, stored in pairs:
            if stored is None and self.stored is not None:
                stored = self.stored.take_numbered(item)
            self.items.append(ItemRow(item, self, stored, links, odd.get(id(item))))

    @property
    def period(self) -> Period:
        """The days in which its deadlines are understood."""
        return self.plan.period

    @property
    def skipped(self) -> bool:
        """Left out by itself or with its plan."""
        return self._skipped or self.plan.skipped

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._skipped = value

    def said(self) -> tuple[str, ...]:
        return "", self.section.title or ""

    def understood(self) -> tuple[str, ...]:
        return (_("section"),)

    def matched(self) -> bool:
        return self.stored is not None

    def store_in(self, plan: int | None, place: int, into: Storing) -> None:
        """Store the section, if it is new, and what is new or changed in it."""
        items = [item for item in self.items if not item.skipped]
        if self.skipped or (not items and not self.section.title):
            return
        if self.stored is None:
            name = tidy(self.section.title or "")
            row = into.add(PlanSection, self, plan_id=plan, place=place, name=name).id
        else:
            row = self.stored.facts.id
            into.report.matched[PlanSection.__name__] += 1
        for number, item in enumerate(items, start=1):
            item.store_in(row, number * _BETWEEN, into)


def _calendar_year(year: int) -> Period:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _period_told(found: Found) -> Period | None:
    try:
        return (
            (dt.date.fromisoformat(found.period.start), dt.date.fromisoformat(found.period.end))
            if found.period
            else None
        )
    except ValueError:
        return None
