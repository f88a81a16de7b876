"""Paper 9: the tables that the education department asks for, one workbook.

Numbers are numbers, dates are dates, totals are formulas, headers stay, filters are on, and each sheet fits the page's
width. The same tables can be printed.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.events import EventState, TakingPart
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.events import list_events
from cluster_desk.data.queries.indicators import list_budget
from cluster_desk.data.queries.members import member_facts
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Block, Column, Document, Heading, PageBreak, Row, Sheet, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import Sum, Value
from cluster_desk.reports.papers.expenses import budget_table, spent_table
from cluster_desk.reports.papers.indicators import indicator_table
from cluster_desk.reports.papers.participation import participation_table
from cluster_desk.reports.papers.plan_done import STATES
from cluster_desk.reports.shared.heads import of_cluster
from cluster_desk.reports.shared.log_entries import Entry, entries_of, level_words, stated_numbers_sheet, totals
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, period_of

OPTIONS = (SINCE, UNTIL)


def build(read: Reader, options: Options) -> Document:
    """Membership, plan, events, participation by month and kind, indicators, money over the period of `options`."""
    period = period_of(options)
    entries = entries_of(read, period)
    money = [line for year in range(period.start.year, period.end.year + 1) for line in list_budget(read, year)]
    values = (
        ("Участники", _members(read, period.end)),
        ("План", _plan(read, period)),
        ("Мероприятия", _events(read, period, entries)),
        ("Участие по месяцам", participation_table(read, period, "month")),
        ("Участие по видам", participation_table(read, period, "kind")),
        ("Показатели", indicator_table(read, period)),
        ("Смета", budget_table(money)),
        ("Расходы", spent_table(read, money)),
    )
    cluster = of_cluster(read)
    of_day = {"Участники": f"на {day_in_words(period.end)}"}
    sheets = [Sheet(name, table, (f"{name} {cluster} {of_day.get(name, period.title)}",)) for name, table in values]
    blocks: list[Block] = []
    for n, sheet in enumerate(sheets):
        blocks += [PageBreak()] if n else []
        blocks.append(Heading(sheet.titles[0], 2, size=13, after=8))
        blocks += [sheet.table] if sheet.table else []
    title = f"Таблицы для отдела образования {period.title}"
    return Document(title, tuple(blocks), LANDSCAPE, size=12, sheets=(*sheets, stated_numbers_sheet(entries)))


def _day(iso: str) -> Value:
    return dt.date.fromisoformat(iso) if iso else None


def _members(read: Reader, on: dt.date) -> Table:
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
        agreement = (one.agreement, _day(one.agreement_day), _day(one.valid_until))
        rows.append(Row((n, one.short_name, in_russian(one.kind.label), one.head, *agreement)))
    return Table(columns, tuple(rows), size=10)


def _plan(read: Reader, period: Period) -> Table:
    """The items of every plan whose period touches this one."""
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
        for item in table.items:
            where = (tidy(table.head.name), names.get(item.section_id, ""))
            who = tidy(item.responsible.replace("\n", "; "))
            rows.append(Row((*where, item.number, item.title, item.deadline, who, STATES[item.state])))
    return Table(columns, tuple(rows), size=10)


_STATES = {
    EventState.HELD: "проведено",
    EventState.PLANNED: "намечено",
    EventState.MOVED: "перенесено",
    EventState.CANCELLED: "отменено",
}


def _events(read: Reader, period: Period, entries: list[Entry]) -> Table:
    """Every event of the period with its state; people by kind, totals as formulas."""
    columns = (
        Column("№", 10, "center"),
        Column("Дата", 24, "center"),
        Column("Мероприятие", 78),
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
        counts = [entry.count(kind) if entry else 0 for kind in TakingPart]
        head = (n, _day(event.first_day), event.name, level_words(event.level), _STATES[event.state])
        rows.append(Row((*head, *counts, Sum(sum(counts), (first, last)))))
    result = totals(entries)
    whole = (*(Sum(result[kind]) for kind in TakingPart), Sum(sum(result.values())))
    rows.append(Row(("", "", "Итого", "", "", *whole), total=True))
    return Table(columns, tuple(rows), size=10)
