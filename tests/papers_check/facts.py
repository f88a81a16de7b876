"""What the bare rows tell, by statements of its own: neither the queries nor the rules of papers are asked."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.russian.dates import GENITIVE
from cluster_desk.data.queries.reader import Reader
from tests.papers_check.words import cleaned

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?:\.(?:\d{4}|\d\d))?(?![\d.]*\d)")
_NAMED = re.compile(rf"(?<![\d–-])(\d{{1,2}})\s({'|'.join(GENITIVE)})")
_DERIVED = {("events", "first_day"), ("events", "last_day"), ("decisions", "due"), ("event_spans", "first"),
            ("event_spans", "last"), ("plan_items", "deadline_day"), ("plan_steps", "deadline_day")}  # fmt: skip
"""Days that were understood of words, not typed."""

Day = tuple[int, int]
"""Day and month."""


def days_in(text: str) -> set[Day]:
    """The days told in a text, in figures with a year or in words."""
    said = cleaned(text)
    told = {(int(day), int(month)) for day, month in _WITH_YEAR.findall(said)}
    return told | {(int(day), GENITIVE.index(month) + 1) for day, month in _NAMED.findall(said)}


_WITH_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)\.\d{4}(?!\d)")


@lru_cache(maxsize=1)  # the file is open for reading only: what was typed is the same for every paper of it
def days_typed(read: Reader) -> frozenset[Day]:
    """Every day that anybody typed, anywhere in the file."""
    typed: set[Day] = set()
    for (table,) in read.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        if table in ("steps", "row_changes") or table.startswith("search"):
            continue
        columns = [name for _at, name, *_rest in read.rows(f"PRAGMA table_info({table})")]
        for row in read.rows(f"SELECT * FROM {table}"):
            for column, value in zip(columns, row, strict=True):
                if not isinstance(value, str):
                    continue
                iso = _ISO.fullmatch(value)
                if iso and (table, column) not in _DERIVED:
                    typed.add((int(iso[3]), int(iso[2])))
                if not iso:
                    typed |= days_in(value) | {(int(d), int(m)) for d, m in _FIGURES.findall(cleaned(value))}
    return frozenset(typed)


@dataclass(frozen=True)
class Happening:
    """An event as entered."""

    name: str
    state: str
    first: str
    task: int | None


def happenings(read: Reader) -> list[Happening]:
    """Every event."""
    sql = "SELECT name, state, coalesce(first_day, ''), task_id FROM events"
    return [Happening(cleaned(name), *rest) for name, *rest in read.rows(sql)]


def held(read: Reader, start: dt.date, last: dt.date) -> list[Happening]:
    """The events held in a period, as far as they are past."""
    span = start.isoformat(), last.isoformat()
    return [one for one in happenings(read) if one.state == "held" and span[0] <= one.first <= span[1]]


def people(read: Reader, start: dt.date, last: dt.date) -> dict[str, int]:
    """How many took part by kind: of each event the greater of the number for all and the sum over organizations."""
    sql = (
        "SELECT e.id, p.kind, p.organization_id IS NOT NULL OR p.organization_words <> '', coalesce(p.count, 0) "
        "FROM events AS e JOIN participations AS p ON p.events_id = e.id "
        "WHERE e.state = 'held' AND p.unit = '' AND e.first_day BETWEEN ? AND ?"
    )
    told: dict[tuple[int, str], list[int]] = {}
    for event, kind, has_organization, count in read.rows(sql, start.isoformat(), last.isoformat()):
        told.setdefault((event, kind), [0, 0])[bool(has_organization)] += count
    whole: Counter[str] = Counter()
    for (_event, kind), both in told.items():
        whole[kind] += max(both)
    return whole


def item_states(read: Reader, on: dt.date) -> dict[str, str]:
    """What may be said of each plan item on a day, by title; of items of one title and several states nothing."""
    sql = (
        "SELECT i.id, i.name, i.deadline, i.state, p.period_start, p.period_end FROM plan_items AS i "
        "JOIN plan_sections AS s ON s.id = i.section_id JOIN plans AS p ON p.id = s.plan_id"
    )
    served = "SELECT e.state, coalesce(e.first_day, '') FROM served_items AS s JOIN events AS e ON e.id = s.events_id "
    states: dict[str, set[str]] = {}
    for row, title, deadline, state, start, end in read.rows(sql):
        events = read.rows(f"{served} WHERE s.item_id = ?", row)
        came = any(kind == "held" and day <= on.isoformat() for kind, day in events)
        to_come = any(kind == "held" and day > on.isoformat() for kind, day in events)
        begins, kind = _begins(deadline, start, end)
        ahead = start > on.isoformat() or begins > on.isoformat()
        early = start <= on.isoformat() and kind == "by"
        said = _said(state, came=came, to_come=to_come, ahead=ahead, early=early)
        states.setdefault(cleaned(title), set()).add(said)
    return {title: said.pop() for title, said in states.items() if len(said) == 1}


def _begins(words: str, start: str, end: str) -> tuple[str, str]:
    deadline = parse_deadline(words, dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    return min((span.first.isoformat() for span in deadline.spans), default=""), deadline.kind.value


def _said(state: str, *, came: bool, to_come: bool, ahead: bool, early: bool) -> str:
    if state in ("moved", "cancelled"):
        return {"moved": "перенесено", "cancelled": "отменено"}[state]
    known = {"done": "выполнено", "under_way": "выполняется"}.get(state, "")
    if not known or to_come:
        known = "выполняется" if came else ""
    elif ahead and not (came or early):
        known = ""
    return known or ("запланировано" if ahead else "отметки о выполнении нет")
