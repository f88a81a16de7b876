"""A cluster's facts of a period as its own desk tells them: by the queries and rules that screens and papers ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.council import OPEN_STATES
from cluster_desk.core.records.events import EventState, TakingPart
from cluster_desk.core.records.indicators import Computed, Indicator
from cluster_desk.core.records.members import Organization, OrganizationKind
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.numbers import show_number
from cluster_desk.data.queries.cluster import CLUSTER_ID, cluster_facts
from cluster_desk.data.queries.events import list_events
from cluster_desk.data.queries.indicators import list_budget, list_indicators
from cluster_desk.data.queries.members import member_facts, members_on
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.data.queries.plan_table import PlanTable, plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.district import facts
from cluster_desk.district.package.names import NameTaker, name_taker
from cluster_desk.reports.shared.log_entries import Entry, entries_of, entries_undated
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.checks.catalog import member_doubts
from cluster_desk.rules.indicators import computed_value, is_of_year, outcome
from cluster_desk.rules.plan.deadlines import deadline_in_force
from cluster_desk.rules.states import event_state, meeting_standings, standings, under_control

Row = tuple[Any, ...]


@dataclass(frozen=True)
class ClusterHead:
    """Whose delivery it is: the identity of the cluster, its names."""

    key: str
    name: str
    region: str
    district: str
    support_school: str


@dataclass
class Delivered:
    """What an office sends of a period: the rows of each fact, the office's own totals, what was left out.

    `doubts` are told to the office before it sends, and are not sent.
    """

    cluster: ClusterHead
    first: dt.date
    last: dt.date
    as_of: dt.date
    rows: dict[str, list[Row]] = field(default_factory=dict)
    totals: dict[str, int | None] = field(default_factory=dict)
    undated: int = 0
    named: int = 0
    doubts: list[str] = field(default_factory=list)


def deliver(read: Reader, first: dt.date, last: dt.date) -> Delivered:
    """The facts of a period. Raises UserError for one that has not begun, or a cluster that is not told apart."""
    period = Period(first, last, read.today())
    if last < first:
        raise UserError(
            _("The period ends before it begins: %(start)s – %(end)s.")
            % {"start": f"{first:%d.%m.%Y}", "end": f"{last:%d.%m.%Y}"},
            do=_("Choose the first day before the last one."),
        )
    if first > period.today:
        raise UserError(
            _("The period has not begun yet: there is nothing to report."), do=_("Choose a period that has begun.")
        )
    return _Maker(read, period).made()


class _Maker:
    """Makes the rows of one delivery."""

    def __init__(self, read: Reader, period: Period) -> None:
        self._read, self._period = read, period
        self._taker: NameTaker = name_taker(read)
        self._taken = 0

    def made(self) -> Delivered:
        """The delivery; every word that somebody typed is gone through for names."""
        period = self._period
        made = Delivered(self._head(), period.start, period.end, period.last)
        for fact in facts.FACTS:
            rows = getattr(self, f"_{fact.name}")()
            free = [at for at, column in enumerate(fact.columns) if column.free]
            made.rows[fact.name] = [self._cleaned(row, free) for row in rows] if free else list(rows)
        made.totals = self._totals()
        made.undated = len(entries_undated(self._read))
        made.named = self._taken
        made.doubts = member_doubts(self._read, [period.last])
        return made

    def _head(self) -> ClusterHead:
        names = cluster_facts(self._read)
        row = self._read.row("SELECT uuid, region, district FROM cluster WHERE id = ?", CLUSTER_ID)
        if not row or not names.name.strip():
            raise UserError(
                _("The cluster has no name yet, so nobody could tell whose report it is."),
                do=_("Enter the cluster's name in the area “Cluster”."),
            )
        key, region, district = row
        return ClusterHead(key, names.name, region, district, names.support_school)

    def _cleaned(self, row: Row, free: Sequence[int]) -> Row:
        values = list(row)
        for at in free:
            if values[at]:
                values[at] = self._taker.clean(values[at])[: facts.LONGEST_TEXT]
                self._taken += values[at] != " ".join(str(row[at]).split())
        return tuple(values)

    @cached_property
    def _entries(self) -> list[Entry]:
        return entries_of(self._read, self._period)

    def _organizations(self) -> Iterator[Row]:
        for one in self._read.load_all(Organization):
            public = one.inn if len(one.inn) == 10 else ""  # twelve figures are those of a person
            names = (one.short_name, one.full_name)
            if one.kind is OrganizationKind.OTHER:
                names = (self._taker.clean(one.short_name), self._taker.clean(one.full_name))
            words = [" ".join(words.split())[: facts.LONGEST_TEXT] for words in names]
            yield (one.id, one.uuid, *words, one.kind.value, public, one.locality, one.district)

    def _members(self) -> Iterator[Row]:
        last = self._period.last
        for row in members_on(self._read, last):
            since = self._read.value(
                "SELECT max(joined) FROM memberships WHERE organizations_id = ? AND joined <= ?", row, last.isoformat()
            )
            yield (row, since)

    def _agreements(self) -> Iterator[Row]:
        for one in member_facts(self._read, self._period.last):
            if one.has_agreement:
                until = one.added_until or one.valid_until
                yield (one.id, one.agreement, one.agreement_day or None, until or None)

    @cached_property
    def _tables(self) -> list[PlanTable]:
        period = self._period
        heads = [one for one in plan_heads(self._read) if one.table_id == one.id]
        tables = (plan_table(self._read, one) for one in heads if one.touches(period.start, period.end))
        return [table for table in tables if table]

    def _plans(self) -> Iterator[Row]:
        for table in self._tables:
            yield (table.head.id, table.head.name, _iso(table.head.start), _iso(table.head.end))

    @cached_property
    def _items(self) -> list[Row]:
        rows: list[Row] = []
        for table in self._tables:
            known = standings(table, self._period.last)
            for place, item in enumerate(table.items, 1):
                one = known[item.uuid]
                state = one.state.value if one.state else None
                days = _days(table, item)
                rows.append((table.head.id, place, item.number, item.title, *days, state, one.is_ahead, one.is_past))
        return rows

    def _plan_items(self) -> list[Row]:
        return self._items

    def _events(self) -> Iterator[Row]:
        period = self._period
        entries = {entry.event.id: entry for entry in self._entries}
        keys = dict(self._read.rows("SELECT id, uuid FROM events"))
        for one in list_events(self._read, period.start, period.end, states=EventState):
            entry = entries.get(one.id)
            people = [entry.number(kind) if entry else None for kind in TakingPart]
            whole = entry.people_told if entry else None
            state = event_state(one.state, one.first_day, period.last).value
            head = (one.id, keys[one.id], one.name, state, one.first_day, one.last_day or None)
            yield (*head, one.level.value, one.form, one.mode.value, *people, whole)

    def _participations(self) -> Iterator[Row]:
        """Who took part by organization; what was told beyond organizations, so that all adds up to the events."""
        for entry in self._entries:
            places = count(1)
            sums: dict[TakingPart, int] = {}
            for one in entry.participations:
                outside = one.organization if one.organization_id is None else ""
                if one.organization_id is None and not outside and not one.unit:
                    continue
                if not one.unit:
                    sums[one.kind] = sums.get(one.kind, 0) + (one.number or 0)
                row = (entry.event.id, next(places), one.organization_id, outside)
                yield (*row, one.kind.value, one.unit, one.number)
            for kind in TakingPart:
                rest = (entry.number(kind) or 0) - sums.get(kind, 0)
                if rest > 0:
                    yield (entry.event.id, next(places), None, "", kind.value, "", rest)

    def _meetings(self) -> Iterator[Row]:
        known = meeting_standings(self._read, self._period.last)
        sql = "SELECT id, number, day FROM meetings WHERE body_id IS NULL AND day BETWEEN ? AND ? ORDER BY day, id"
        for row, number, day in self._read.rows(sql, self._period.start.isoformat(), self._period.end.isoformat()):
            yield (row, number, day, known[row].value)

    def _decisions(self) -> Iterator[Row]:
        of_council = [one for one in list_decisions(self._read, self._period.last) if one.body_id is None]
        for place, one in enumerate(of_council, 1):
            known = under_control(one.due_facts, self._period.last)
            head = (place, one.meeting_number, one.meeting_day or None, one.number)
            yield (*head, _iso(known.last), one.state.value, known.overdue_days, one.fulfilled_on or None)

    @cached_property
    def _all_indicators(self) -> list[Indicator]:
        return list_indicators(self._read)

    def _indicators(self) -> Iterator[Row]:
        for one in self._all_indicators:
            yield (one.id, one.name, one.unit, one.target, one.target_value, one.computed.value)

    def _indicator_values(self) -> Iterator[Row]:
        for one in self._all_indicators:
            for place, value in enumerate(self._values_of(one), 1):
                yield (one.id, place, *value)

    def _values_of(self, one: Indicator) -> Iterator[Row]:
        """What was entered for periods that touch this one, and what the log and plans give for it and for its year."""
        period = self._period
        for value in one.values:
            begin, end = value.period_start, value.period_end
            if begin and end and begin <= period.last and end >= period.start:
                words = (begin.isoformat(), end.isoformat(), value.value_words, value.value)
                yield (value.organization_id, *words, False, self._verdict(one, value.value, begin, end))
        if one.computed is not Computed.TYPED:
            year = (dt.date(period.last.year, 1, 1), dt.date(period.last.year, 12, 31))
            for begin, end in dict.fromkeys(((period.start, period.end), year)):
                number = computed_value(self._read, one.computed, begin, min(end, period.last))
                if number is not None:
                    told = (begin.isoformat(), end.isoformat(), show_number(number), number)
                    yield (None, *told, True, self._verdict(one, number, begin, end))

    def _verdict(self, one: Indicator, value: float | None, begin: dt.date, end: dt.date) -> str | None:
        """How a year's value stands to the target, which is one of a year; None for one of a part of the year."""
        verdict = outcome(one.target, value, begin, end, self._period.last) if is_of_year(begin, end) else None
        return verdict.value if verdict else None

    @cached_property
    def _lines(self) -> list[Row]:
        period, rows = self._period, []
        for year in range(period.start.year, period.end.year + 1):
            for one in list_budget(self._read, year, period.last):
                planned = (one.first_quarter, one.second_quarter, one.third_quarter, one.fourth_quarter)
                spent: list[int | None] = [None] * 4
                for each in one.expenses:
                    at = (each.day.month - 1) // 3 if each.day else 0
                    spent[at] = (spent[at] or 0) + (each.amount or 0)
                rows.append((one.id, one.year, one.name, one.source, *planned, *spent))
        return rows

    def _money(self) -> list[Row]:
        return self._lines

    def _totals(self) -> dict[str, int | None]:
        """The office's own totals, as its papers tell them."""
        from cluster_desk.data.queries.participation import log_totals

        period = self._period
        log = next(iter(log_totals(self._read, period.start, period.last)), None)
        decisions = [one for one in list_decisions(self._read, period.last) if one.body_id is None]
        opened = sum(one.state in OPEN_STATES for one in decisions)
        budget = [
            one
            for year in range(period.start.year, period.end.year + 1)
            for one in list_budget(self._read, year, period.last)
        ]
        totals: dict[str, int | None] = {"events_held": log.events if log else 0}
        totals |= {kind: getattr(log, kind) if log else 0 for kind in (*facts.KINDS, "people")}
        totals["members"] = len(members_on(self._read, period.last))
        totals["planned"] = sum(one.planned for one in budget)
        totals["spent"] = sum(one.spent for one in budget)
        totals["open_decisions"] = opened
        totals["items_done"] = sum(row[6] == ItemState.DONE.value for row in self._items)
        return totals


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _days(table: PlanTable, item: PlanItem) -> tuple[str | None, str | None]:
    """The first and the last day that the item's deadline in force is understood to mean."""
    deadline = deadline_in_force(item, *table.period_of(item))
    if deadline is None or not deadline.spans:
        return None, None
    return _iso(min(span.first for span in deadline.spans)), _iso(deadline.last_day)
