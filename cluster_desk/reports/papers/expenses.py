"""Money: planned by quarters and spent, by line; every expense with its day and event."""

from __future__ import annotations

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.indicators import BudgetLine
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.indicators import list_budget
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import (
    LANDSCAPE,
    Bars,
    Block,
    Chart,
    Column,
    Content,
    Document,
    Heading,
    Row,
    Section,
    Signature,
    Table,
    line,
)
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.document.text import Sum, roubles
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import BLANK_NAME, approved_by_head


def _years(read: Reader) -> list[PaperChoice]:
    rows = read.rows("SELECT DISTINCT year FROM budget_lines WHERE year IS NOT NULL ORDER BY year DESC")
    return [*(PaperChoice(str(year), str(year)) for (year,) in rows), PaperChoice("", _("all years"))]


YEAR = Option("year", N_("Year"), OptionKind.CHOICE, default=lambda read: _years(read)[0].code, choices=_years)
OPTIONS = (YEAR,)

PLAN_COLUMNS = (
    Column("№", 10, "center"),
    Column("Статья", 70),
    Column("Источник", 30),
    *(Column(f"{quarter} кв.", 23, "right") for quarter in ("I", "II", "III", "IV")),
    Column("План, руб.", 26, "right"),
    Column("Израсходовано, руб.", 29, "right"),
)
_SPENT_COLUMNS = (
    Column("Дата", 26, "center"),
    Column("На что", 100),
    Column("Мероприятие", 95),
    Column("Сумма, руб.", 36, "right"),
)


def build(read: Reader, options: Options) -> Document:
    """The budget of the year that `options` name, and its expenses. Raises UserError where there is none."""
    year, today = options[YEAR.name], read.today()
    lines = list_budget(read, int(year) if year else None, today)
    if not lines:
        raise UserError(_("No money is planned yet."), do=_("Enter budget lines in the area “Indicators”."))
    when = f" на {year} год" if year else ""
    left = sum(one.planned - one.spent for one in lines)
    is_over = bool(year) and today.year > int(year)
    as_of = line(f"по состоянию на {day_in_figures(today)}", "center", 12, after=10, keep_next=True)
    spent: Block = line("Расходы не внесены.", size=12, before=8)
    if any(one.expenses for one in lines):
        spent = spent_table(read, lines, "Таблица 2 — Расходы")
    rest = f"{roubles(left):,.2f}".replace(",", " ").replace(".", ",")
    blocks: tuple[Block, ...] = (
        approved_by_head(cluster_facts(read), int(year) if year else today.year),
        Heading("СМЕТА И РАСХОДЫ", after=2),
        Heading(f"{of_cluster(read)}{when}", 0, size=13, after=10 if is_over else 2),
        *(() if is_over else (as_of,)),
        budget_table(lines, "Таблица 1 — Запланировано и израсходовано"),
        spent,
        line(f"Остаток: {rest} руб.", size=12, before=8, keep_next=True),
        *_spent_chart(lines),
        Signature("Составитель", BLANK_NAME),
    )
    return Document(f"Смета и расходы{when}", blocks, LANDSCAPE, size=12)


def budget_table(lines: list[BudgetLine], caption: str = "") -> Table:
    """The lines with their quarters; planned in the year is a formula in a workbook."""
    rows = []
    for n, one in enumerate(lines, 1):
        money: tuple[Content, ...] = (
            *(None if quarter is None else roubles(quarter) for quarter in _told(one)),
            Sum(roubles(one.planned), (3, 6)),
            roubles(one.spent) if one.expenses else None,
        )
        rows.append(Row((f"{n}.", one.name, one.source, *money)))
    quarters = [Sum(roubles(sum(one.quarters[at] for one in lines))) for at in range(4)]
    planned, spent = (roubles(sum(each)) for each in ((o.planned for o in lines), (o.spent for o in lines)))
    rows.append(Row(("", "Итого", "", *quarters, Sum(planned), Sum(spent)), total=True))
    return Table(PLAN_COLUMNS, tuple(rows), size=11, caption=caption)


def _spent_chart(lines: list[BudgetLine]) -> list[Block]:
    """What is planned and what is spent of each line, as the screen shows it."""
    told = [one for one in lines if one.planned or one.expenses]
    bars = tuple(Bars(one.name, (one.planned / 100, one.spent / 100 if one.expenses else None)) for one in told)
    series = ("запланировано", "израсходовано")
    return [Chart("Рисунок 1 — Запланировано и израсходовано, руб.", series, bars)] if bars else []


def _told(one: BudgetLine) -> tuple[int | None, ...]:
    """What was typed for each quarter; None where nothing was."""
    return one.first_quarter, one.second_quarter, one.third_quarter, one.fourth_quarter


def spent_table(read: Reader, lines: list[BudgetLine], caption: str = "") -> Table:
    """Every expense under its budget line."""
    events = titles(read, Event, (each.event_id for one in lines for each in one.expenses))
    rows: list[Row | Section] = []
    for one in lines:
        rows += [Section(one.name)] if one.expenses else []
        for each in one.expenses:
            rows.append(Row((each.day, each.name, events[each.event_id], roubles(each.amount or 0))))
    whole = Sum(roubles(sum(one.spent for one in lines)))
    rows.append(Row(("", "Итого", "", whole), total=True))
    return Table(_SPENT_COLUMNS, tuple(rows), size=11, caption=caption, before=12)
