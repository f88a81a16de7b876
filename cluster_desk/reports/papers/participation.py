"""The table of participation: organization by month, quarter or kind; whom the log does not name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from cluster_desk.core.language import N_, in_russian
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.numbers import to_roman
from cluster_desk.data.queries.participation import By, participation_matrix
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, Block, Column, Document, Heading, Row, Sheet, Table, line
from cluster_desk.reports.document.options import Options, one_of
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import signed_by_author
from cluster_desk.reports.shared.log_entries import (
    Entry,
    entries_of,
    entries_sheet,
    no_entries,
    refuse_empty_log,
    stated_numbers_sheet,
    unnamed,
)
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, month_title, period_of

BY = one_of("by", N_("Columns"), {"month": N_("months"), "quarter": N_("quarters"), "kind": N_("kinds of people")})
KIND = one_of(
    "kind", N_("Only people of one kind"), {"": N_("all kinds")} | {kind.value: kind.label for kind in TakingPart}
)
OPTIONS = (SINCE, UNTIL, BY, KIND)


def build(read: Reader, options: Options) -> Document:
    """The table over the period that `options` tell; its workbook lists the entries behind every number."""
    period = period_of(read, options)
    refuse_empty_log(read)
    kind = options[KIND.name]
    entries = entries_of(read, period)
    table = participation_table(read, period, cast("By", options[BY.name]), kind)
    who = f" ({in_russian(TakingPart.of(kind).label)})" if kind else ""
    words = _note(read, entries, period, table)
    blocks: tuple[Block, ...] = (
        Heading("УЧАСТИЕ ОБРАЗОВАТЕЛЬНЫХ ОРГАНИЗАЦИЙ", after=2),
        Heading(f"в мероприятиях {of_cluster(read)} {period.title}", 0, size=13, after=2),
        *as_of_lines(period),
        *((line(f"число участий, человек{who}", "center", 12, after=10, keep_next=True), table) if table else ()),
        *([line(words, size=12, before=8, keep_next=True)] if words else []),
        signed_by_author(read, period.last),
    )
    titles = (f"{period.titled('Участие в мероприятиях')}, человек{who}",)
    sheets = (
        (
            Sheet("Участие", table, titles, (words,)),
            entries_sheet(read, entries, period),
            stated_numbers_sheet(entries, period),
        )
        if table
        else None
    )
    return Document(f"Участие организаций {period.title}", blocks, LANDSCAPE, size=12, sheets=sheets)


def _note(read: Reader, entries: Sequence[Entry], period: Period, table: Table | None) -> str:
    """What the table cannot tell: that the log is silent, or of whom."""
    if not entries:
        return no_entries(period)
    silent = "" if table else "Число участников в журнале за период не указано. "
    return f"{silent}{unnamed(read, entries, period)}"


def participation_table(read: Reader, period: Period, by: By, kind: str = "") -> Table | None:
    """Organizations down, months (quarters, kinds) across; totals both ways are formulas in a workbook.

    Members that the log does not name have no row of zeros; None where it names no number at all.
    """
    matrix = [one for one in participation_matrix(read, period.start, period.last, by=by, kind=kind) if one.cells]
    if not matrix:
        return None
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
        cells = [row.cells.get(key) for key in keys]
        rows.append(Row((f"{n}.", name, *cells, Sum(row.total, (2, last)))))
    told = [[row.cells[key] for row in matrix if key in row.cells] for key in keys]
    whole = [Sum(sum(numbers)) if numbers else None for numbers in told]  # no zero for a month that is to come
    rows.append(Row(("", "Итого", *whole, Sum(sum(row.total for row in matrix))), total=True))
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
