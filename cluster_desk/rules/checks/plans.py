"""What looks wrong in a plan: years, deadlines, numbers, people, repetitions, sums."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from cluster_desk.core.deadlines.days_off import DaysOff, day_off_warnings
from cluster_desk.core.deadlines.meaning import OUTSIDE_PERIOD, Deadline, Kind
from cluster_desk.core.language import _
from cluster_desk.core.records.events import EventState
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanStep
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.plan_table import PlanTable, plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.checks.wording import odd_years, wrong_sums
from cluster_desk.rules.findings import Finding, FindingKind
from cluster_desk.rules.plan.deadlines import deadline_as_planned, deadline_in_force
from cluster_desk.rules.plan.numbering import bare_number, odd_numbers
from cluster_desk.rules.plan.terms import SETTLED, has_own_term, met_terms, terms_of

_LONG_ENOUGH = 25
"""Shorter titles ("РМО", "Совещание") may well stand several times."""
_PLACES = 3


def findings(read: Reader, plan: int) -> list[Finding]:
    """Everything that looks wrong in one plan, in the order of its table."""
    table = plan_table(read, plan)
    if table is None:
        return []
    free = days_off(read)
    years = _years(table, read.today().year)
    results = [one for item in table.items for one in _of_item(table, item, free, years, read.today())]
    results += _numbers(table)
    whole = read.load(Plan, plan)
    assert whole is not None
    results += _results(whole, table)
    results += _repeated(table)
    results += _three_places(table)
    results += _prose(whole, table, years)
    return results


def equal_tables(read: Reader, plans: Iterable[int]) -> list[Finding]:
    """Plans whose tables say the same, word for word, without being told to share one."""
    seen: dict[tuple[tuple[str, str], ...], str] = {}
    results = []
    heads = {head.id: head for head in plan_heads(read) if head.table_id == head.id}
    for table in filter(None, (plan_table(read, heads[plan]) for plan in plans if plan in heads)):
        words = tuple((fold(item.title), fold(item.deadline)) for item in table.items)
        if words and words in seen:
            text = _("The table repeats that of “%s” word for word.") % seen[words]
            results.append(Finding(FindingKind.REPEATED, Plan, table.head.id, table.head.name, text, seen[words]))
        seen.setdefault(words, table.head.name)
    return results


def _of_item(table: PlanTable, item: PlanItem, free: DaysOff, years: list[int], today: dt.date) -> Iterator[Finding]:
    for year in odd_years(f"{item.title}\n{item.result}", years):
        yield _at(table, item, FindingKind.YEAR, _("The text says %d, the plan is of another year.") % year, str(year))
    lines = item.rows()
    for line in lines:
        yield from _of_deadline(table, item, line, free)
    if not any(line.responsible.strip() for line in lines):
        yield _at(table, item, FindingKind.RESPONSIBLE, _("Nobody is responsible."), item.title)
    yield from _of_state(table, item, today)


def _of_state(table: PlanTable, item: PlanItem, today: dt.date) -> Iterator[Finding]:
    """What is marked as done although neither the log nor the marks of its rows tell of all its terms."""
    if item.state is not ItemState.DONE:
        return
    steps = [step for step in item.steps if has_own_term(step)]
    words = "; ".join(filter(None, [item.deadline.strip(), *(step.deadline.strip() for step in steps)]))
    events = [one for one in table.serving.get(item.id or 0, ()) if one.state is EventState.HELD]
    terms = terms_of(item, table.period_of).terms
    met, unmarked = len(met_terms(terms, events)), sum(step.state not in SETTLED for step in steps)
    if events and met < len(terms):
        text = _("It stands as done, but the log has no event held for each term: %(met)d of %(all)d (“%(words)s”).")
        told = text % {"met": met, "all": len(terms), "words": words}
    elif unmarked and not events:
        text = _("It stands as done, but rows of it bear no mark: %(open)d of %(all)d (“%(words)s”).")
        told = text % {"open": unmarked, "all": len(steps), "words": words}
    elif events and _goes_on(table, item, today):
        told = _("It stands as done, but its term goes on (“%s”).") % words
    else:
        return
    yield _at(table, item, FindingKind.STATE, told, f"{words} {met}")


def _goes_on(table: PlanTable, item: PlanItem, today: dt.date) -> bool:
    """Whether it is to be done all the year, and the year is not over."""
    deadline = deadline_in_force(item, *table.period_of(item))
    last = deadline.last_day if deadline and deadline.kind is Kind.THROUGHOUT else None
    return last is not None and last >= today


def _of_deadline(table: PlanTable, item: PlanItem, line: PlanItem | PlanStep, free: DaysOff) -> Iterator[Finding]:
    deadline, words = _interpreted(table, line), line.deadline
    if deadline is None:
        return
    if not words.strip():
        yield _at(table, item, FindingKind.DEADLINE, _("There is no deadline."), item.title)
    elif deadline.kind is Kind.UNKNOWN:
        yield _at(table, item, FindingKind.DEADLINE, _("The deadline “%s” is not understood.") % words, words)
    elif OUTSIDE_PERIOD in deadline.warnings:
        text = _("The deadline “%s” is not within the plan's period.") % words
        yield _at(table, item, FindingKind.OUTSIDE_PERIOD, text, words)
    else:
        for warning in day_off_warnings(deadline, free):
            yield _at(table, item, FindingKind.DAY_OFF, f"«{words}»: {warning.text}", words)


def _numbers(table: PlanTable) -> Iterator[Finding]:
    """Repeated and missing numbers; where they begin anew in each section, one may have none at all."""
    sections = [list(items) for _section, items in groupby(table.items, key=lambda item: item.section_id)]
    odd = iter(odd_numbers([[item.number for item in items] for items in sections]))
    begin_anew = sum(bare_number(items[0].number) == "1" for items in sections) > 1
    for items in sections:
        is_numbered = any(item.number.strip() for item in (items if begin_anew else table.items))
        for item, found in zip(items, odd, strict=False):
            number = bare_number(item.number)
            if is_numbered and not number:
                yield _at(table, item, FindingKind.NUMBER, _("The number is missing."), item.title)
            elif found is not None and found.repeats is not None:
                values = {"number": number, "title": table.items[found.repeats].title}
                text = _("№ %(number)s stands twice, also at “%(title)s”.") % values
                yield _at(table, item, FindingKind.NUMBER, text, number)
            elif found is not None:
                text = _("№ %s is missing before it.") % found.missing_words
                yield _at(table, item, FindingKind.NUMBER, text, f"{found.missing_words} {number}")


def _results(plan: Plan, table: PlanTable) -> Iterator[Finding]:
    """Items without a result, in a plan that tells results at all."""
    without = [item for item in table.items if not any(line.result.strip() for line in item.rows())]
    if plan.result_header and len(without) * 2 < len(table.items):
        for item in without:
            yield _at(table, item, FindingKind.RESULT, _("No result is told."), item.title)


def _repeated(table: PlanTable) -> Iterator[Finding]:
    seen: dict[str, PlanItem] = {}
    for item in table.items:
        words = " ".join(fold(item.title).split()).rstrip(" .;,")
        if len(words) < _LONG_ENOUGH:
            continue
        other = seen.setdefault(words, item)
        if other is not item and fold(other.deadline) == fold(item.deadline):
            text = _("The text and the deadline repeat item %s.") % table.places[other.id]
            yield _at(table, item, FindingKind.REPEATED, text, item.title)


def _three_places(table: PlanTable) -> Iterator[Finding]:
    """Somebody who is named in three items or more on one and the same day."""
    days: dict[tuple[str, dt.date], list[PlanItem]] = defaultdict(list)
    for item in table.items:
        for line in item.rows():
            deadline = _interpreted(table, line)
            exact = deadline.spans if deadline and deadline.kind is Kind.FIXED else ()
            for name in {one.name for one in line.people if one.name}:
                for span in exact:
                    if span.first == span.last:
                        days[name, span.first].append(item)
    for (name, day), items in days.items():
        if len({item.id for item in items}) >= _PLACES:
            text = _("%(name)s is in %(count)d places on %(day)s.")
            words = text % {"name": name, "count": len(items), "day": f"{day:%d.%m.%Y}"}
            yield _at(table, items[0], FindingKind.THREE_PLACES, words, f"{name} {day}")


def _prose(plan: Plan, table: PlanTable, years: list[int]) -> Iterator[Finding]:
    """Sums and years in the texts around the table."""
    head = table.head
    texts = [(one.heading or _("Text of the plan"), one.text) for one in plan.texts]
    for place, text in texts:
        for wrong in wrong_sums(text):
            words = _("The numbers add up to %(sum)d, the text says %(told)d: “%(words)s”.")
            values = {"sum": wrong.computed, "told": wrong.stated, "words": wrong.words}
            yield Finding(FindingKind.SUM, Plan, head.id, place, words % values, wrong.words)
    aims = [*(one.text for one in plan.goals), *(one.text for one in plan.tasks)]
    for year, count in Counter(year for text in aims for year in odd_years(text, years)).items():
        words = _("Goals and tasks say %(year)d, the plan is of another year.") % {"year": year}
        yield Finding(FindingKind.YEAR, Plan, head.id, head.name, words, f"{year} {count}")


def _interpreted(table: PlanTable, line: PlanItem | PlanStep) -> Deadline | None:
    return deadline_as_planned(line.deadline, *table.period_of(line))


def _years(table: PlanTable, this_year: int) -> list[int]:
    start, end = table.head.start, table.head.end
    return list(range(start.year, end.year + 1)) if start and end else [this_year]


def _at(table: PlanTable, item: PlanItem, kind: FindingKind, text: str, about: str) -> Finding:
    where = _("At item %s") % table.places[item.id]
    return Finding(kind, PlanItem, item.id or 0, where, text, about)
