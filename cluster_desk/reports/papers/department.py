"""Paper 9: the tables that the education department asks for, one workbook.

Numbers are numbers, dates are dates, totals are formulas, headers stay, filters are on, and each sheet fits the page's
width. The same tables can be printed.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, in_russian
from cluster_desk.core.records.events import EventState, TakingPart
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.events import list_events
from cluster_desk.data.queries.indicators import list_budget, list_indicators
from cluster_desk.data.queries.members import member_facts
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Block, Column, Document, Heading, PageBreak, Row, Sheet, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import Sum, Value
from cluster_desk.reports.papers.expenses import budget_table, spent_table
from cluster_desk.reports.papers.indicators import indicator_table
from cluster_desk.reports.papers.members import CONCLUDED
from cluster_desk.reports.papers.participation import participation_table
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.item_states import state_words
from cluster_desk.reports.shared.log_entries import (
    Entry,
    entries_of,
    event_words,
    level_words,
    stated_numbers_sheet,
    totals,
    when_told,
)
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, period_of
from cluster_desk.rules.states import standings

OPTIONS = (SINCE, UNTIL)


def build(read: Reader, options: Options) -> Document:
    """Membership, plan, events, participation by month and kind, indicators, money over the period of `options`.

    What nothing is known of has no sheet. Raises UserError where nothing is known at all.
    """
    period = period_of(read, options)
    entries = entries_of(read, period)
    money = [
        line for year in range(period.start.year, period.end.year + 1) for line in list_budget(read, year, period.today)
    ]
    tables = (
        ("Участники", _members(read, period.last)),
        ("План", _plan(read, period)),
        ("Мероприятия", _events(read, period, entries)),
        ("Участие по месяцам", participation_table(read, period, "month")),
        ("Участие по видам участников", participation_table(read, period, "kind")),
        ("Показатели", indicator_table(read, period) if list_indicators(read) else None),
        ("Смета", budget_table(money) if money else None),
        ("Расходы", spent_table(read, money) if any(one.expenses for one in money) else None),
    )
    values = [(name, table) for name, table in tables if table is not None]
    if not values:
        raise UserError(
            _("The file holds nothing yet that the department asks for."),
            do=_("Enter the members, the plan and what was held."),
        )
    cluster = of_cluster(read)
    of_day = {"Участники": f"на {day_in_words(period.last)}"}
    as_of = f" ({period.as_of})" if period.as_of else ""
    sheets = [
        Sheet(name, table, (f"{name} {cluster} {of_day.get(name, f'{period.title}{as_of}')}",))
        for name, table in values
    ]
    blocks: list[Block] = []
    for n, sheet in enumerate(sheets):
        blocks += [PageBreak()] if n else []
        blocks += [Heading(title, 2, size=13, after=8) for title in sheet.titles if isinstance(title, str)]
        blocks += [sheet.table] if sheet.table else []
    title = f"Таблицы для отдела образования {period.title}"
    if entries:
        sheets.append(stated_numbers_sheet(entries, period))
    return Document(title, tuple(blocks), LANDSCAPE, size=12, sheets=tuple(sheets))


def _day(iso: str) -> Value:
    return dt.date.fromisoformat(iso) if iso else None


def _members(read: Reader, on: dt.date) -> Table | None:
    columns = (
        Column("№", 10, "center"),
        Column("Организация", 78),
        Column("Вид", 35),
        Column("Руководитель", 50),
        Column("№ соглашения", 26, "center"),
        Column("Дата", 26, "center"),
        Column("Действует до", 32, "center"),
    )
    rows = []
    for n, one in enumerate(member_facts(read, on), 1):
        number = one.agreement or (CONCLUDED if one.has_agreement and not one.agreement_day else "")
        agreement = (number, _day(one.agreement_day), _day(one.valid_until))
        rows.append(Row((n, one.short_name, in_russian(one.kind.label), one.head, *agreement)))
    return Table(columns, tuple(rows), size=10) if rows else None


def _plan(read: Reader, period: Period) -> Table | None:
    """The items of every plan whose period touches this one, with what is known of each."""
    columns = (
        Column("План", 44),
        Column("Раздел", 44),
        Column("№", 12, "center"),
        Column("Мероприятие", 70),
        Column("Срок", 32),
        Column("Ответственный", 35),
        Column("Состояние", 20),
    )
    rows = []
    own = [head for head in plan_heads(read) if head.table_id == head.id and head.touches(period.start, period.end)]
    for table in filter(None, (plan_table(read, head) for head in own)):
        names = {section.id: tidy(section.name) for section in table.sections}
        known = standings(table, period.last)
        for item in table.items:
            where = (tidy(table.head.name), names.get(item.section_id, ""))
            who = tidy(item.responsible.replace("\n", "; "))
            state = state_words(known[item.uuid])
            rows.append(Row((*where, item.number, item.title, item.deadline, who, state)))
    return Table(columns, tuple(rows), size=10) if rows else None


def _events(read: Reader, period: Period, entries: list[Entry]) -> Table | None:
    """Every event of the period with its state; people by kind, totals as formulas."""
    columns = (
        Column("№", 10, "center"),
        Column("Дата", 30, "center"),
        Column("Мероприятие", 72),
        Column("Уровень", 27),
        Column("Состояние", 24),
        *(Column(in_russian(kind.label), 16, "right") for kind in TakingPart),
        Column("всего", 14, "right"),
    )
    first = 5
    last = first + len(TakingPart) - 1
    held = {entry.event.id: entry for entry in entries}
    rows = []
    for n, event in enumerate(list_events(read, period.start, period.end, states=EventState), 1):
        entry = held.get(event.id)
        counts = [entry.number(kind) if entry else None for kind in TakingPart]
        head = (n, when_told(event), event.name, level_words(event.level), event_words(event, period.last))
        whole = Sum(sum(filter(None, counts)), (first, last)) if entry and entry.people_told is not None else None
        rows.append(Row((*head, *counts, whole)))
    if not rows:
        return None
    result = totals(entries)
    sums = (*(Sum(result[kind]) if result[kind] else None for kind in TakingPart), Sum(sum(result.values())))
    rows.append(Row(("", "", "Итого", "", "", *sums), total=True))
    return Table(columns, tuple(rows), size=10)
