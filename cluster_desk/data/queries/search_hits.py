"""The search everywhere: what a question finds, with the words that a list of hits shows."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.records.catalog import record_class
from cluster_desk.data.queries.reader import Reader


@dataclass(frozen=True)
class Hit:
    """A record found: its class name and row number, title, a second line, and the area it belongs to.

    `day` is the ISO day it is listed with, "" without one.
    """

    kind: str
    id: int
    title: str
    detail: str
    day: str
    area: str


_ROWS = {
    "Organization": "SELECT id, short_name, locality, '' FROM organizations",
    "Person": "SELECT p.id, p.name, trim(p.position || ', ' || coalesce(o.short_name, ''), ', '), '' FROM people AS p "
    "LEFT JOIN organizations AS o ON o.id = p.organization_id",
    "PlanItem": "SELECT i.id, i.name, trim(i.deadline || ', ' || s.name, ', '), '' FROM plan_items AS i "
    "LEFT JOIN plan_sections AS s ON s.id = i.section_id",
    "Event": "SELECT id, name, day_words, coalesce(first_day, '') FROM events",
    "Meeting": "SELECT id, coalesce(nullif(theme, ''), '№ ' || number), place, coalesce(day, '') FROM meetings",
    "Decision": "SELECT d.id, d.text, d.due_words, coalesce(m.day, '') FROM decisions AS d "
    "JOIN agenda_items AS a ON a.id = d.agenda_items_id JOIN meetings AS m ON m.id = a.meetings_id",
}
_ID = {"Person": "p.id", "PlanItem": "i.id", "Decision": "d.id"}


def search_everywhere(read: Reader, query: str, limit: int = 50) -> list[Hit]:
    """What fits `query` best, the best first, at most `limit`; [] for an empty question."""
    hits = read.search(query, limit)
    rows: dict[tuple[str, int], tuple[str, str, str]] = {}
    for kind in dict.fromkeys(kind for kind, _row in hits):
        ids = ", ".join(str(row) for one, row in hits if one == kind)
        for row, title, detail, day in read.rows(f"{_ROWS[kind]} WHERE {_ID.get(kind, 'id')} IN ({ids})"):
            rows[kind, row] = (str(title or ""), str(detail or ""), day)
    return [Hit(kind, row, *rows[kind, row], record_class(kind).AREA) for kind, row in hits if (kind, row) in rows]
