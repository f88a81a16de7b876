"""The table of participation: organization by month, quarter or kind; who never took part."""

from __future__ import annotations

from typing import cast

from cluster_desk.core.language import N_, in_russian
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.numbers import to_roman
from cluster_desk.data.queries.participation import By, never_took_part, participation_matrix
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Row, Sheet, Table, line
from cluster_desk.reports.document.options import Options, one_of
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared.heads import of_cluster, signed_by_secretary
from cluster_desk.reports.shared.log_entries import entries_of, entries_sheet, stated_numbers_sheet
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, month_title, period_of

BY = one_of(
    "by", N_("By organization and"), {"month": N_("months"), "quarter": N_("quarters"), "kind": N_("kinds of people")}
)
KIND = one_of(
    "kind", N_("Only people of one kind"), {"": N_("all kinds")} | {kind.value: kind.label for kind in TakingPart}
)
OPTIONS = (SINCE, UNTIL, BY, KIND)


def build(read: Reader, options: Options) -> Document:
    """The table over the period that `options` tell; its workbook lists the entries behind every number."""
    period = period_of(options)
    kind = options[KIND.name]
    table = participation_table(read, period, cast("By", options[BY.name]), kind)
    missing = [name for _row, name in never_took_part(read, period.start, period.end)]
    who = f" ({in_russian(TakingPart.of(kind).label)})" if kind else ""
    never = (
        f"Не участвовали ни в одном мероприятии: {', '.join(missing)}." if missing else "Участвовали все организации."
    )
    blocks = (
        Heading("УЧАСТИЕ ОБРАЗОВАТЕЛЬНЫХ ОРГАНИЗАЦИЙ", after=2),
        Heading(f"в мероприятиях {of_cluster(read)} {period.title}", 0, size=13, after=2),
        line(f"число участий, человек{who}", "center", 12, after=10, keep_next=True),
        table,
        line(never, size=12, before=8),
        signed_by_secretary(read, period.end),
    )
    entries = entries_of(read, period)
    titles = (f"Участие в мероприятиях {period.title}, человек{who}",)
    sheets = (
        Sheet("Участие", table, titles, (never,)),
        entries_sheet(read, entries),
        stated_numbers_sheet(entries),
    )
    return Document(f"Участие организаций {period.title}", blocks, LANDSCAPE, size=12, sheets=sheets)


def participation_table(read: Reader, period: Period, by: By, kind: str = "") -> Table:
    """Organizations down, months (quarters, kinds) across; totals both ways are formulas in a workbook."""
    matrix = participation_matrix(read, period.start, period.end, by=by, kind=kind)
    keys = _keys(period, by)
    years = period.start.year != period.end.year
    narrow = len(keys) > 12
    columns = (
        Column("№ п/п", 11, "center"),
        Column("Организация", 60 if narrow else 67),
        *(Column(_title(key, by, years), (257 - 92) / len(keys), "right") for key in keys),
        Column("Всего", 14, "right"),
    )
    last = len(keys) + 1
    rows = []
    for n, row in enumerate(matrix, 1):
        name = row.name or "Организация не указана"
        cells = [row.cells.get(key, 0) for key in keys]
        rows.append(Row((f"{n}.", name, *cells, Sum(sum(cells), (2, last)))))
    whole = [sum(row.cells.get(key, 0) for row in matrix) for key in keys]
    rows.append(Row(("", "Итого", *map(Sum, whole), Sum(sum(whole))), total=True))
    return Table(columns, tuple(rows), size=11 if len(keys) <= 6 else 10)


def _keys(period: Period, by: By) -> list[str]:
    if by == "kind":
        return [kind.value for kind in TakingPart]
    if by == "month":
        return period.months
    return list(dict.fromkeys(f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in period.months))


def _title(key: str, by: By, years: bool) -> str:
    if by == "kind":
        return in_russian(TakingPart.of(key).label)
    if by == "month":
        return month_title(key, years)[:3] + (f" {key[2:4]}" if years else "")
    return f"{to_roman(int(key[-1]))} кв." + (f" {key[:4]}" if years else "")
