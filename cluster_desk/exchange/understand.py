"""From paragraphs and tables to what they mean: the entry, and which reader takes which table.

Nothing is guessed silently: what could be read in two ways becomes a doubt beside its row, and tables that are none
of ours are named as left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TypeVar

from cluster_desk.core.found import Found, LeftAlone, PlanFront
from cluster_desk.core.found_rows import Row, Source
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.words import fold
from cluster_desk.exchange import (
    understand_aims,
    understand_events,
    understand_front,
    understand_log,
    understand_meetings,
    understand_members,
    understand_plans,
    understand_prose,
)
from cluster_desk.exchange.grids import Content, Grid, Paragraph
from cluster_desk.exchange.surroundings import Story, Table

_Row = TypeVar("_Row", bound=Row)
_NAME_WORDS = 80
"""How many signs of a table's first words name it when it is left alone."""


def understand(content: Content, progress: Progress = SILENT) -> Found:
    """What the document holds; pure, raises only Cancelled."""
    found = Found(document=content.name, file_kind=content.kind)
    story = Story(content)
    understand_front.read_title(content.blocks, found)
    ends: list[PlanFront] = []
    since_plan: list[Paragraph] = []
    for done, (above, table) in enumerate(story.parts()):
        progress.step(done, len(story.tables) + 1)
        since_plan += above
        for read_stretch in _STRETCH_READERS:
            read_stretch(above, found)
        if table is not None and not any(read(table, found) for read in _TABLE_READERS):
            found.left_alone.append(_left_alone(table))
        understand_prose.read_stretch(above, table, found)
        if len(found.plans) > len(ends):
            if ends:
                found.plans[-1].own_title = understand_front.own_title(since_plan) or found.plans[-1].name
            ends.append(_so_far(found))
            since_plan = []
    understand_log.read_log(story.blocks, found)
    _share_out(found, ends)
    found.left_alone += [LeftAlone(name, source=Source(sheet=name)) for name in content.left_alone]
    found.goals = _once(found.goals, lambda goal: goal.record.text)
    found.tasks = _once(found.tasks, lambda task: task.record.text)
    found.members = _once(found.members, lambda member: member.name)
    return found


def _so_far(found: Found) -> PlanFront:
    """What was found around plans up to here."""
    return PlanFront(*(list(getattr(found, each.name)) for each in fields(PlanFront)))


def _share_out(found: Found, ends: Sequence[PlanFront]) -> None:
    """Give each plan what stands between the one before it and its own table; the last also what follows it."""
    for number, plan in enumerate(found.plans):
        begins = ends[number - 1] if number else PlanFront()
        closes = _so_far(found) if plan is found.plans[-1] else ends[number]
        for each in fields(PlanFront):
            rows = getattr(closes, each.name)[len(getattr(begins, each.name)) :]
            setattr(plan.front, each.name, rows)
    for text in found.texts[len(ends[-1].texts) :] if ends else ():
        text.record.before_table = False


def _once(rows: Sequence[_Row], words: Callable[[_Row], str]) -> list[_Row]:
    """The rows without those that the document tells again (two plans in one file have the same goals)."""
    kept: dict[str, _Row] = {}
    for row in rows:
        kept.setdefault(fold(words(row)).rstrip(" .;:,"), row)
    return list(kept.values())


_TABLE_READERS = (
    understand_front.read_table,
    understand_meetings.read_table,
    understand_members.read_table,
    understand_log.read_table,
    understand_events.read_table,
    understand_plans.read_table,
)
"""Each takes a table that is its own and says so; the first one that does ends the search."""

_STRETCH_READERS = (
    understand_front.read_stretch,
    understand_aims.read_stretch,
    understand_meetings.read_stretch,
    understand_members.read_stretch,
)


def _left_alone(table: Table) -> LeftAlone:
    grid: Grid = table.grid
    first = next((grid.source(row).words for row in range(len(grid.rows)) if grid.source(row).words), "")
    return LeftAlone(first[:_NAME_WORDS], len(grid.rows), source=grid.source(0))
