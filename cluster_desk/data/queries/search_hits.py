"""The search everywhere: what a question finds, with the words that a list of hits shows and those to be marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, forms
from cluster_desk.data.queries.reader import Reader


@dataclass  # not frozen: to make fifty that are would be a twentieth of a search
class Hit:
    """A record found: its class name and row number, title, a second line, and the area it belongs to.

    `day` is the ISO day it is listed with, "" without one. `marks` are the places (from, up to) of the words asked for
    in the title. `named`: the words asked for stand in its name, shown or whole.
    """

    kind: str
    id: int
    title: str
    detail: str
    day: str
    area: str
    marks: tuple[tuple[int, int], ...] = ()
    named: bool = False


_ROWS = {
    "Organization": "SELECT id, short_name, locality, '', full_name FROM organizations",
    "Person": "SELECT p.id, p.name, trim(p.position || ', ' || coalesce(o.short_name, ''), ', '), '', '' "
    "FROM people AS p LEFT JOIN organizations AS o ON o.id = p.organization_id",
    "Publication": "SELECT id, name, link, coalesce(published_on, ''), '' FROM publications",
    "Collection": "SELECT id, name, questions, coalesce(due, ''), '' FROM collections",
    "PlanItem": "SELECT i.id, i.name, i.deadline, '', '', p.name, p.period_start, p.period_end FROM plan_items AS i "
    "LEFT JOIN plan_sections AS s ON s.id = i.section_id LEFT JOIN plans AS p ON p.id = s.plan_id",
    "Event": "SELECT id, name, day_words, coalesce(first_day, ''), '' FROM events",
    "Participant": "SELECT p.id, p.name, trim(p.grade || ', ' || coalesce(o.short_name, p.organization_words), ', ') "
    "|| ': ' || e.name, coalesce(e.first_day, ''), '' FROM participants AS p JOIN events AS e ON e.id = p.event_id "
    "LEFT JOIN organizations AS o ON o.id = p.organization_id",
    "Meeting": "SELECT m.id, coalesce(nullif(m.theme, ''), '№ ' || m.number), coalesce(b.name, m.place), "
    "coalesce(m.day, ''), '' FROM meetings AS m LEFT JOIN bodies AS b ON b.id = m.body_id",
    "Decision": "SELECT d.id, d.text, d.due_words, coalesce(m.day, ''), '' FROM decisions AS d "
    "JOIN agenda_items AS a ON a.id = d.agenda_items_id JOIN meetings AS m ON m.id = a.meetings_id",
    "OfficePaper": "SELECT id, name, trim(iif(number = '', '', '№ ' || number) || ', ' || addressee, ', '), "
    "coalesce(day, made_on, ''), '' FROM office_papers",
    "IncomingPaper": "SELECT id, about, CASE WHEN number <> '' THEN '№ ' || number || ', ' ELSE '' END || sender, "
    "coalesce(day, ''), '' FROM incoming_papers",
    "Visit": "SELECT v.id, v.topic, coalesce(o.short_name, ''), coalesce(v.day, ''), '' FROM visits AS v "
    "LEFT JOIN organizations AS o ON o.id = v.organization_id",
    "Consent": "SELECT c.id, c.whose, trim(c.about || ', ' || coalesce(o.short_name, ''), ', '), "
    "coalesce(c.given_on, ''), '' FROM consents AS c LEFT JOIN organizations AS o ON o.id = c.organization_id",
}
_ID = {
    "Person": "p.id",
    "Participant": "p.id",
    "PlanItem": "i.id",
    "Decision": "d.id",
    "Meeting": "m.id",
    "Visit": "v.id",
    "Consent": "c.id",
}
GROUPS = tuple(_ROWS)
"""The areas that are found, in the order that a grouped list has them."""
_SHOWN_OF_KIND = 4
_MOST = 12
_WORD = regex(r"\w+")


def search_everywhere(read: Reader, query: str, limit: int = 50) -> list[Hit]:
    """What fits `query` best, the best first, at most `limit`; [] for an empty question."""
    found = read.search_spelled(query, limit)
    return _hits(read, found.rows, found.spelled)


def search_in_groups(read: Reader, query: str) -> list[Hit]:
    """What fits `query`, a few of each kind, areas together: first those with the words in a name.

    Among these organizations come first, then people. The best of all is there whatever its kind.
    """
    found = read.search_spelled(query, _MOST)
    rows = dict.fromkeys(found.rows)
    for kind in GROUPS if len(found.rows) == _MOST else ():  # else all records with the words are there
        if sum(one == kind for one, _row in rows) < _SHOWN_OF_KIND:
            rows |= dict.fromkeys((kind, row) for row in read.search_kind(query, record_class(kind), _SHOWN_OF_KIND))
    hits = _hits(read, list(rows), found.spelled)
    groups = [[hit for hit in hits if hit.kind == kind] for kind in GROUPS]
    groups = [sorted(group, key=lambda hit: not hit.named)[: 2 * _SHOWN_OF_KIND] for group in groups if group]
    groups.sort(key=lambda group: not group[0].named)
    most = _SHOWN_OF_KIND if len(groups) > 1 else _MOST
    return [hit for group in groups for hit in group[:most]][: 2 * _MOST]


def _hits(read: Reader, found: Sequence[tuple[str, int]], spelled: Sequence[str]) -> list[Hit]:
    asked = frozenset(spelled)
    rows: dict[str, list[str]] = {}
    for kind, row in found:
        rows.setdefault(kind, []).append(str(row))
    hits: dict[tuple[str, int], Hit] = {}
    for kind, numbers in rows.items():
        area = record_class(kind).AREA
        sql = f"{_ROWS[kind]} WHERE {_ID.get(kind, 'id')} IN ({', '.join(numbers)})"
        for row, title, detail, day, name, *plan in read.rows(sql):
            title, detail = str(title or ""), str(detail or "")
            if plan and (of_plan := _plan_words(*plan)):
                detail = f"{detail}, {of_plan}" if detail else of_plan
            marks = marked(title, asked)
            named = bool(marks) or bool(name and marked(name, asked))
            hits[kind, row] = Hit(kind, row, title, detail, day, area, marks, named)
    return [hits[one] for one in found if one in hits]


def _plan_words(name: str | None, start: str | None, end: str | None) -> str:
    """Which plan an item is of, in few words: by its year where it is one year's."""
    if not (name and start and end):
        return name or ""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return _("plan for %d") % first.year
    if last.year == first.year + 1 and (first.month, last.month) == (9, 8):
        return _("plan for %s") % f"{first.year}/{last.year}"
    return " ".join(name.split())


def marked(text: str, spelled: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in `text` that a question was found by: in any form, or begun by one of them."""
    return tuple([match.span() for match in _WORD.finditer(text) if _is_asked(match[0], spelled)])


@lru_cache(4096)  # a list of hits has the words asked for in every line, and others many times
def _is_asked(typed: str, spelled: frozenset[str]) -> bool:
    word = fold(typed)
    if word in spelled or not spelled.isdisjoint(forms(word)):
        return True
    return word.startswith(tuple(one for one in spelled if len(one) > 1))
