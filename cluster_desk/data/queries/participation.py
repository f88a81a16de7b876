"""Who took part: organization by month or by kind, totals of periods, and who never did.

People only, unless a `unit` is named. What is told for an event as a whole and by no organization stands in a row of
its own, so that every table adds up to the totals of the log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.organizations import name_key
from cluster_desk.data.queries.events import period_values
from cluster_desk.data.queries.members import ORGANIZATIONS, members_on
from cluster_desk.data.queries.reader import Reader

By = Literal["month", "kind", "quarter"]

_WHOLE = "p.organization_id IS NULL AND p.organization_words = ''"
_HELD = "t.state = 'held' AND t.first_day BETWEEN :start AND :end"
_EVENTS = (
    "(SELECT id, first_day, task_id FROM events WHERE state = 'held' AND id IN "
    "(SELECT id FROM events WHERE first_day BETWEEN :start AND :end)) AS t CROSS"
)
"""The events held, in the order in which they and what they count lie in the file: by their days every other row would
be looked for elsewhere. The index of days tells which; CROSS keeps the order."""
_COLUMNS: dict[By, str] = {
    "month": "substr(t.first_day, 1, 7)",
    "quarter": "substr(t.first_day, 1, 4) || '-Q' || ((CAST(substr(t.first_day, 6, 2) AS INTEGER) + 2) / 3)",
    "kind": "p.kind",
}


def _narrowed(kind: str, task: int | None) -> str:
    return (" AND p.kind = :kind" if kind else "") + (" AND t.task_id = :task" if task is not None else "")


@dataclass(frozen=True)
class MatrixRow:
    """A row of the table of participation: an organization and its numbers by column.

    `organization_id` is None for one outside the cluster; `name` is "" for what names no organization.
    """

    organization_id: int | None
    name: str
    cells: dict[str, int]

    @property
    def total(self) -> int:
        """The sum of the row."""
        return sum(self.cells.values())


def participation_matrix(
    read: Reader,
    start: dt.date | str | None,
    end: dt.date | str | None,
    *,
    by: By = "month",
    kind: str = "",
    task: int | None = None,
) -> list[MatrixRow]:
    """How many people took part, organization by organization, in the columns of `by`: "2026-03", "2026-Q1", "pupils".

    `kind` (a code of `TakingPart`) and `task` narrow it. Members that never took part have a row without cells; first
    come the organizations of the file, then those outside it, last what names no organization.
    """
    values = {**period_values(start, end), "kind": kind, "task": task}
    column, narrowed = _COLUMNS[by], _narrowed(kind, task)
    rows: dict[tuple[int | None, str], dict[str, int]] = {}
    sql = (
        f"SELECT p.organization_id, p.organization_words, {column}, sum(p.count) FROM {_EVENTS} "
        f"JOIN participations AS p ON p.events_id = t.id WHERE p.unit = '' AND NOT ({_WHOLE}){narrowed} "
        "GROUP BY 3, 1, 2 ORDER BY min(p.id)"  # sorted for it: two rows differ soonest in their months
    )
    spellings: dict[str, str] = {}  # an organization outside the cluster goes by the spelling entered first
    for organization, words, where, count in read.rows_named(sql, values):
        key = (organization, "" if organization else spellings.setdefault(name_key(words), words))
        cells = rows.setdefault(key, {})
        cells[where] = cells.get(where, 0) + (count or 0)
    for where, count in _untold(read, column, narrowed, values):
        rows.setdefault((None, ""), {})[where] = count
    return _in_order(read, rows)


def _untold(read: Reader, column: str, narrowed: str, values: Mapping[str, Any]) -> list[tuple[str, int]]:
    """What events tell as a whole beyond their organizations, by column."""
    sql = (
        f"SELECT place, sum(rest) FROM (SELECT {column} AS place, max(0, total(CASE WHEN {_WHOLE} THEN p.count END) - "
        f"total(CASE WHEN NOT ({_WHOLE}) THEN p.count END)) AS rest FROM events AS t "
        f"JOIN participations AS p ON p.events_id = t.id WHERE {_HELD} AND p.unit = ''{narrowed} "
        # Most events name organizations alone: an index finds the others at once.
        f"AND t.id IN (SELECT p.events_id FROM participations AS p WHERE {_WHOLE}) "
        "GROUP BY t.id, p.kind HAVING rest > 0) GROUP BY place"
    )
    return [(where, int(rest)) for where, rest in read.rows_named(sql, values)]


def _in_order(read: Reader, rows: dict[tuple[int | None, str], dict[str, int]]) -> list[MatrixRow]:
    titles = read.rows(f"SELECT t.id, t.short_name FROM organizations AS t ORDER BY {ORGANIZATIONS.order}")
    members = set(members_on(read, read.today()))
    ordered = [
        MatrixRow(row, name, rows.pop((row, ""), {})) for row, name in titles if row in members or (row, "") in rows
    ]
    outside = sorted((key for key in rows if key[1]), key=lambda key: key[1])
    ordered += [MatrixRow(None, words, rows[None, words]) for _none, words in outside]
    if (None, "") in rows:
        ordered.append(MatrixRow(None, "", rows[None, ""]))
    return ordered


class PeriodTotals(NamedTuple):
    """What the log adds up to over a period or a part of it; `key` is "2026-03", a task's row number, a level."""

    key: str
    events: int
    pupils: int
    teachers: int
    parents: int
    preschoolers: int
    others: int
    people: int
    uncounted: int  # events of which nobody knows how many came


_GROUPS = {
    "": "''",
    "month": "substr(t.first_day, 1, 7)",
    "task": "coalesce(t.task_id, '')",
    "level": "t.level",
    "form": "t.form",
}


def log_totals(
    read: Reader,
    start: dt.date | str | None,
    end: dt.date | str | None,
    by: Literal["", "month", "task", "level", "form"] = "",
) -> list[PeriodTotals]:
    """Events held in a period and the people in them, grouped; one row with the key "" when `by` is left out."""
    values = period_values(start, end)
    kinds = ", ".join(f"total(CASE WHEN k.kind = '{kind.value}' THEN k.count END)" for kind in TakingPart)
    sql = (
        f"WITH k AS (SELECT t.id AS event, p.kind AS kind, max(total(CASE WHEN {_WHOLE} THEN p.count END), "
        f"total(CASE WHEN NOT ({_WHOLE}) THEN p.count END)) AS count FROM events AS t "
        f"JOIN participations AS p ON p.events_id = t.id WHERE {_HELD} AND p.unit = '' GROUP BY t.id, p.kind) "
        f"SELECT CAST({_GROUPS[by]} AS TEXT), count(DISTINCT t.id), {kinds}, total(k.count), "
        "count(DISTINCT t.id) - count(DISTINCT CASE WHEN k.count > 0 THEN t.id END) FROM events AS t "
        f"LEFT JOIN k ON k.event = t.id WHERE {_HELD} GROUP BY 1 ORDER BY 1"
    )
    return [PeriodTotals(str(key), *map(int, counts)) for key, *counts in read.rows_named(sql, values)]


def never_took_part(read: Reader, start: dt.date, end: dt.date) -> list[tuple[int, str]]:
    """Members on the period's last day (row number, short name) that no event held in it names."""
    sql = (
        "SELECT DISTINCT p.organization_id FROM participations AS p JOIN events AS t ON t.id = p.events_id "
        f"WHERE {_HELD} AND p.organization_id IS NOT NULL"
    )
    took = {row[0] for row in read.rows_named(sql, period_values(start, end))}
    rows = [row for row in members_on(read, end) if row not in took]
    return [(row, read.value("SELECT short_name FROM organizations WHERE id = ?", row)) for row in rows]


def entries_behind(
    read: Reader, start: dt.date | str, end: dt.date | str, organization: int | None, kind: str = ""
) -> list[int]:
    """The events that a number of the table of participation is made of, the latest first."""
    sql = (
        "SELECT DISTINCT t.id FROM events AS t JOIN participations AS p ON p.events_id = t.id "
        f"WHERE {_HELD} AND p.unit = '' AND p.organization_id IS :organization{_narrowed(kind, None)} "
        "ORDER BY t.first_day DESC, t.id DESC"
    )
    values = {**period_values(start, end), "organization": organization, "kind": kind}
    return [row[0] for row in read.rows_named(sql, values)]
