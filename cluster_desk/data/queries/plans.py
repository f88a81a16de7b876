"""Plans as whole records, and the sections and items of a plan's table in their order.

A plan that shares another's table (`shares_id`) has no sections of its own: its table is that of the other.
"""

from __future__ import annotations

from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.data.queries.reader import Reader

LATEST_FIRST = "t.period_start DESC, t.name COLLATE russian, t.id"
"""The order of plans, `t` being their table."""
_OF_PLAN = "s.plan_id = coalesce((SELECT shares_id FROM plans WHERE id = :plan), :plan)"


def list_plans(read: Reader) -> list[Plan]:
    """Every plan with what stands around its table, the latest period first."""
    return read.load_all(Plan, _ids(read, f"SELECT t.id FROM plans AS t ORDER BY {LATEST_FIRST}"))


def list_sections(read: Reader, plan: int) -> list[PlanSection]:
    """The sections of a plan's table in their order."""
    sql = f"SELECT s.id FROM plan_sections AS s WHERE {_OF_PLAN} ORDER BY s.place, s.id"
    return read.load_all(PlanSection, _ids(read, sql, plan))


def list_items(read: Reader, plan: int) -> list[PlanItem]:
    """The items of a plan's table with their steps and people, in the order of its sections."""
    sql = (
        "SELECT i.id FROM plan_items AS i JOIN plan_sections AS s ON s.id = i.section_id "
        f"WHERE {_OF_PLAN} ORDER BY s.place, s.id, i.place, i.id"
    )
    return read.load_all(PlanItem, _ids(read, sql, plan))


def _ids(read: Reader, sql: str, plan: int = 0) -> list[int]:
    return [row for (row,) in read.rows_named(sql, {"plan": plan})]
