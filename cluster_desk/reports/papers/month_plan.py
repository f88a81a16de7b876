"""The plan of work for a month (план работы на месяц), to be signed: the day, what, where, who answers."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.text import capitalized, fold
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Column, Document, Heading, Page, Row, Section, Table
from cluster_desk.reports.document.options import Option, OptionKind, Options
from cluster_desk.reports.papers.calendar import OPTIONS as CALENDAR_OPTIONS
from cluster_desk.reports.papers.calendar import when_on_paper
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import approved_by_head, signed_by_author
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.calendar.entries import Entry, Shape, calendar


def _next_month(read: Reader) -> str:
    """A month is planned before it begins: from its middle on the next one is meant."""
    today = read.today()
    begins = today.replace(day=1)
    return (begins if today.day <= 15 else (begins + dt.timedelta(31)).replace(day=1)).isoformat()


PLAN_ASKED = next(option for option in CALENDAR_OPTIONS if option.name == "plan")
MONTH = Option("month", N_("Month (any day of it)"), OptionKind.DAY, default=_next_month)
OPTIONS = (MONTH, PLAN_ASKED)
_COLUMNS = (
    Column("№ п/п", 11, "center"),
    Column("Дата", 32),
    Column("Мероприятие", 74),
    Column("Место проведения", 30),
    Column("Ответственный", 33),
)
_NOWHERE = (*_COLUMNS[:3], Column("Место проведения", 24), Column("Ответственный", 39))
"""The columns where no place is told: it is written in by hand."""


def build(read: Reader, options: Options) -> Document:
    """What plans, meetings and events put into the month that `options` tell. Raises UserError for none."""
    first = dt.date.fromisoformat(options[MONTH.name]).replace(day=1)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    period = Period(first, last)
    plans = None if options["plan"] == "all" else [int(options["plan"])]
    entries = [one for one in calendar(read, read.today(), plans).within(first, last) if _is_planned(one)]
    if not entries:
        raise UserError(
            _("Nothing is planned for this month."), do=_("Choose another month, or enter a plan or a meeting.")
        )
    when = period.title.replace("за ", "на ", 1)
    dated = _once([one for one in entries if not _is_undated(one)])
    undated = _once(_apart([one for one in entries if _is_undated(one)], dated))
    rows: list[Row | Section] = []
    for one in dated:
        rows.append(_row(sum(isinstance(row, Row) for row in rows) + 1, one))
    rows += [Section("В течение месяца и без точного дня")] if dated and undated else []
    for one in undated:
        rows.append(_row(sum(isinstance(row, Row) for row in rows) + 1, one))
    blocks = (
        approved_by_head(cluster_facts(read), first.year),
        Heading("ПЛАН РАБОТЫ", after=2),
        Heading(f"{of_cluster(read)} {when}", 0, size=13, after=12),
        Table(_COLUMNS if any(one.venue for one in entries) else _NOWHERE, tuple(rows), size=11),
        signed_by_author(read, read.today()),
    )
    return Document(f"План работы {when}", blocks, Page(left=20.0), size=12)


def _is_planned(one: Entry) -> bool:
    return not one.struck and one.state != ItemState.CANCELLED


_WHOLE_MONTH = 27
"""Days; a window as wide as a month tells no day of it."""


def _is_undated(one: Entry) -> bool:
    return one.has_no_day or (one.shape is Shape.BAND and (one.last - one.first).days >= _WHOLE_MONTH)


def _once(entries: Sequence[Entry]) -> list[Entry]:
    """Each but once: the plan of the school and that of the cluster often tell the same."""
    told: dict[tuple[object, ...], Entry] = {}
    for one in entries:
        told.setdefault((one.first, one.last, when_on_paper(one), fold(one.title), one.venue, tuple(one.people)), one)
    return list(told.values())


def _apart(undated: Sequence[Entry], dated: Sequence[Entry]) -> list[Entry]:
    """Each record once, and not where it has days in the month."""
    seen = {(one.kind, one.row) for one in dated}
    left = []
    for one in undated:
        if (one.kind, one.row) not in seen:
            seen.add((one.kind, one.row))
            left.append(one)
    return left


def _row(number: int, one: Entry) -> Row:
    who = "" if one.kind == "meeting" else ",\n".join(map(listed_name, one.people))
    return Row((f"{number}.", capitalized(when_on_paper(one)), one.title, one.venue, who))
