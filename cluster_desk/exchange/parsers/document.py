"""From paragraphs and tables to what they mean: the entry, and which reader takes which table.

Nothing is guessed silently: what could be read in two ways becomes a doubt beside its row, and tables that are none
of ours are named as left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan, PlanFront, Reason
from cluster_desk.core.parsed_rows import ParsedRow
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Content, Paragraph
from cluster_desk.exchange.layout.reading_order import ReadingOrder
from cluster_desk.exchange.layout.told_columns import seems_plan
from cluster_desk.exchange.parsers import (
    aims,
    approvals,
    event_lists,
    listed_items,
    people_lists,
    periods,
    prose,
    school_forms,
    titles,
)
from cluster_desk.exchange.parsers import log as parse_log
from cluster_desk.exchange.parsers import meetings as parse_meetings
from cluster_desk.exchange.parsers import members as parse_members
from cluster_desk.exchange.parsers import plans as parse_plans
from cluster_desk.exchange.parsers.accounting import account
from cluster_desk.exchange.parsers.applications import is_application, parse_applications
from cluster_desk.exchange.parsers.deadlines import read_deadlines
from cluster_desk.exchange.parsers.plan_marks import read_marks

_Row = TypeVar("_Row", bound=ParsedRow)


def parse_document(content: Content, progress: Progress = SILENT) -> ParsedDocument:
    """What the document holds; pure, raises only Cancelled."""
    with no_garbage_search():
        if school_forms.is_school_form(content):
            return school_forms.read_school_form(content)
        return _parsed(content, progress)


def _parsed(content: Content, progress: Progress) -> ParsedDocument:
    result = ParsedDocument(document=content.name, file_kind=content.kind)
    order = ReadingOrder(content)
    titles.read_title(order.laid_out, result)
    ends: list[PlanFront] = []
    since_plan: list[Paragraph] = []
    count = len(order.tables) + 1
    for done, (above, table) in enumerate(order.parts()):
        progress.report(done, count)
        since_plan += above
        for read_stretch in _STRETCH_READERS:
            read_stretch(above, result)
        taken = False
        if table is not None:
            table.above = _unclaimed(table.above, result)
            readers = (parse_plans.read_table,) if table.original.told else _TABLE_READERS
            for read in readers:
                progress.report(done, count)
                if taken := read(table, result):
                    break
        further = len(result.plans) > len(ends)
        if further and ends:
            _tell_apart(result, since_plan)
        prose.read_stretch(above, result, above=table, taken=taken)
        if further:
            ends.append(_so_far(result))
            since_plan = []
    progress.report(count - 1, count)
    listed_items.read_list(order, result)
    if result.period is None:
        paragraphs = [block for block in order.blocks if isinstance(block, Paragraph)]
        result.period = periods.told_elsewhere(paragraphs, result)
    periods.widened_by_rows(result)
    progress.report(count - 1, count)
    parse_log.read_log(order.blocks, result)
    _share_out(result, ends)
    read_deadlines(result)
    read_marks(result)
    result.goals = _once(result.goals, lambda goal: goal.record.text)
    result.tasks = _once(result.tasks, lambda task: task.record.text)
    result.members = _once(result.members, lambda member: member.record.full_name)
    _title_chapter(result)
    progress.report(count - 1, count)
    account(order, content, result)
    progress.report(count - 1, count)
    _ask_for_columns(order, result)
    if result.is_empty() or _only_lists(result):
        return parse_applications(content) if is_application(content) else result
    return result


def _title_chapter(result: ParsedDocument) -> None:
    """Give a chapter of a larger plan, which has no title, the words above its table."""
    if result.title is None and result.plans and result.plans[0].first_heading:
        result.title = result.plans[0].first_heading
        result.period = result.period or periods.period_of(result.title, result.plans[0].source)


def _only_lists(result: ParsedDocument) -> bool:
    """Whether nothing but a list of people was found: it may be a school's application."""
    kinds = ("plans", "members", "council", "meetings", "log", "goals", "tasks", "event_lists", "replies")
    return not any(getattr(result, name) for name in kinds)


def _ask_for_columns(order: ReadingOrder, result: ParsedDocument) -> None:
    """Note of the tables left alone which are plans by what stands in them: their columns are asked for."""
    tables = {table.original.number: table.original for table in order.tables}
    for left in result.left_alone:
        grid = tables.get(left.source.table)
        if left.reason is Reason.TABLE and grid is not None and seems_plan(grid):
            left.doubt(N_("This table seems to be a plan: what its columns hold is not told."), "columns")


def _unclaimed(above: list[Paragraph], result: ParsedDocument) -> list[Paragraph]:
    """The paragraphs right above a table, below the last goal, task or approval: those lines head no table."""
    told: list[Parsed[Any]] = [*result.goals, *result.tasks, *result.approvals]
    claimed = {source for row in told for source in (row.source, *row.part_sources)}
    last = max((place for place, one in enumerate(above) if one.source in claimed), default=-1)
    return above[last + 1 :]


def _so_far(result: ParsedDocument) -> PlanFront:
    """What was found around plans up to here."""
    return PlanFront(*(list(getattr(result, each.name)) for each in fields(PlanFront)))


def _tell_apart(result: ParsedDocument, above: Sequence[Paragraph]) -> None:
    """Give a further plan its own title and period; one that has the name of another goes by the whole of its title."""
    plan = result.plans[-1]
    plan.own_title = titles.own_title(above) or plan.name
    plan.own_period = periods.period_of(plan.own_title or "", plan.source)
    bare = fold(plan.name or "")
    alike = [one for one in result.plans[:-1] if bare and fold(one.name or "").startswith(bare)]
    for one in (one for one in alike if fold(one.name or "") == bare):
        one.name = _whole_name(one, one.own_title or result.title)
    plan.name = _whole_name(plan, plan.own_title) if alike else plan.name


def _whole_name(plan: ParsedPlan, title: str | None) -> str | None:
    """A plan's name with what its title tells further, or the line above its table."""
    if title and plan.name and fold(title).startswith(fold(plan.name)) and len(title) > len(plan.name):
        return title
    return tidy(f"{plan.name or ''} {plan.first_heading}") or plan.name


def _share_out(result: ParsedDocument, ends: Sequence[PlanFront]) -> None:
    """Give each plan what stands between the one before it and its own table; the last also what follows it."""
    for number, plan in enumerate(result.plans):
        begins = ends[number - 1] if number else PlanFront()
        closes = _so_far(result) if plan is result.plans[-1] else ends[number]
        for each in fields(PlanFront):
            rows = getattr(closes, each.name)[len(getattr(begins, each.name)) :]
            setattr(plan.front, each.name, rows)
    for text in result.texts[len(ends[-1].texts) :] if ends else ():
        text.record.before_table = False


def _once(rows: Sequence[_Row], words: Callable[[_Row], str]) -> list[_Row]:
    """The rows without those that the document tells again (two plans in one file have the same goals)."""
    kept: dict[str, _Row] = {}
    for row in rows:
        kept.setdefault(fold(words(row)).rstrip(" .;:,"), row)
    return list(kept.values())


_TABLE_READERS = (
    approvals.read_table,
    parse_meetings.read_table,
    parse_members.read_table,
    parse_log.read_table,
    people_lists.read_table,
    event_lists.read_table,
    parse_plans.read_table,
)
"""Each takes a table that is its own and says so; the first one that does ends the search."""

_STRETCH_READERS = (
    approvals.read_stretch,
    aims.read_stretch,
    parse_meetings.read_stretch,
    parse_members.read_stretch,
)
