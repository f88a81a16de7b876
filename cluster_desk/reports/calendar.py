"""The calendar on paper: wall months with a list of what found no room, or the list alone.

The signs differ without colours: a frame is several days, a dashed one some day within them, hatching a vacation, a
bar one day, a flag a deadline, grey a day off; what was moved away is struck through.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian import capitalized
from cluster_desk.core.russian.months import MONTHS
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.days_off import days_off
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.calendar_weeks import Unplaced, month_grid, when_on_paper
from cluster_desk.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Page,
    PageBreak,
    Row,
    Sheet,
    Table,
    line,
)
from cluster_desk.reports.heads import of_cluster
from cluster_desk.reports.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.plans import PLAN
from cluster_desk.rules.calendar import Calendar, Entry, calendar

_EVERY = "all"
_FIND_PLAN = PLAN.find


def _plans(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(_EVERY, _("All plans")), *PLAN.choices(read)]


def _find(read: Reader, told: str) -> Sequence[str]:
    return [_EVERY] if told in ("", _EVERY) or _FIND_PLAN is None else _FIND_PLAN(read, told)


def _month_start(read: Reader) -> str:
    return read.today().replace(day=1).isoformat()


def _month_end(read: Reader) -> str:
    today = read.today()
    return today.replace(day=months.monthrange(today.year, today.month)[1]).isoformat()


OPTIONS = (
    Option("plan", N_("Plan"), OptionKind.CHOICE, default=lambda _read: _EVERY, choices=_plans, find=_find),
    Option("from", N_("From"), OptionKind.DAY, default=_month_start),
    Option("to", N_("To"), OptionKind.DAY, default=_month_end),
    Option(
        "form",
        N_("Form"),
        OptionKind.CHOICE,
        default=lambda _read: "wall",
        choices=lambda _read: (PaperChoice("wall", _("Wall calendar")), PaperChoice("list", _("List"))),
    ),
    Option(
        "sheet",
        N_("Sheet"),
        OptionKind.CHOICE,
        default=lambda _read: "A4",
        choices=lambda _read: (PaperChoice("A4", "A4"), PaperChoice("A3", "A3")),
    ),
)
_MOST_MONTHS = 36
_WALL = {size: Page(True, size, 15.0, 15.0, 12.0, 12.0, numbered=False) for size in ("A4", "A3")}
_LISTED = Page()


def build(read: Reader, options: Options) -> Document:
    """The calendar of the period. Raises UserError for a period that ends before it begins."""
    first, last = (dt.date.fromisoformat(options[name]) for name in ("from", "to"))
    if last < first or (last - first).days > _MOST_MONTHS * 31:
        raise UserError(
            _("The period of the calendar is not right: %(from)s – %(to)s.") % {"from": first, "to": last},
            do=_("Choose a first day before the last, three years at most."),
        )
    plans = None if options["plan"] == _EVERY else [int(options["plan"])]
    told = calendar(read, read.today(), plans)
    aside = ("Календарь мероприятий", capitalized(of_cluster(cluster_facts(read))))
    title = f"Календарь: {_period(first, last)}"
    sheets = (Sheet("Календарь", _table(told.within(first, last)), (title,)),)
    if options["form"] == "list":
        return Document(title, _list(told, first, last, aside), _LISTED, 12.0, sheets=sheets)
    page = _WALL[options["sheet"]]
    blocks: list[Block] = []
    off = days_off(read)
    for number, month in enumerate(_months(first, last)):
        grid, unplaced = month_grid(month, told.entries, off, aside, page)
        blocks += [PageBreak(page), grid] if number else [grid]
        if unplaced:
            blocks += _overleaf(month, unplaced, page)
    return Document(title, tuple(blocks), page, 11.0, sheets=sheets)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + dt.timedelta(31)).replace(day=1)
    return found


def _month_name(day: dt.date) -> str:
    return f"{capitalized(MONTHS[day.month - 1])} {day.year} года"


def _overleaf(month: dt.date, unplaced: Sequence[Unplaced], page: Page) -> list[Block]:
    """What found no room on the wall, and what has no day."""
    rows = tuple(Row((when, one.title, one.number, ", ".join(one.people))) for one, when in unplaced)
    columns = _columns(page.text_width)
    return [PageBreak(page), Heading(f"{_month_name(month)}: что не поместилось и что без точного дня", 2, "left",
                                     after=6), Table(columns, rows, size=11)]  # fmt: skip


def _columns(width: float) -> tuple[Column, ...]:
    return (
        Column("Когда", 46), Column("Что", width - 46 - 16 - 58), Column("Пункт", 16, "center"),
        Column("Ответственные", 58),
    )  # fmt: skip


def _list(told: Calendar, first: dt.date, last: dt.date, aside: Sequence[str]) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading("КАЛЕНДАРЬ МЕРОПРИЯТИЙ", after=2),
        line(aside[1], "center", after=2, keep_next=True),
        line(_period(first, last), "center", after=8, keep_next=True),
    ]
    for month in _months(first, last):
        begins, ends = max(month, first), min(month.replace(day=months.monthrange(month.year, month.month)[1]), last)
        found = [one for one in told.within(begins, ends) if not one.has_no_day and (one.first >= begins or
                 month <= first)]  # fmt: skip
        if found:
            blocks.append(Heading(_month_name(month), 2, "left", 13, before=8, after=4))
            blocks.append(_table(found))
    without = [one for one in told.within(first, last) if one.has_no_day]
    if without:
        blocks.append(Heading("Без точного дня", 2, "left", 13, before=8, after=4))
        blocks.append(_table(without))
    return tuple(blocks)


def _table(entries: Sequence[Entry]) -> Table:
    rows = tuple(Row((when_on_paper(one), _title(one), one.number, ", ".join(one.people[:6]))) for one in entries)
    return Table(_columns(_LISTED.text_width), rows, size=11)


def _title(one: Entry) -> str:
    state = {"done": " (выполнено)", "cancelled": " (отменено)"}.get(one.state, "")
    venue = f"; {one.venue}" if one.venue else ""
    return f"{one.title}{venue}{f' (перенесено на {one.moved_to})' if one.struck else state}"


def _period(first: dt.date, last: dt.date) -> str:
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"
