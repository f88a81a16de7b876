"""What must hold of plans: a period in order, and a table that is shared at first hand only."""

from __future__ import annotations

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.data.queries.reader import Reader


def plan_problems(plan: Plan, read: Reader) -> list[Problem]:
    """A plan ends after it begins; a plan that shares a table shares one that is nobody else's."""
    found = []
    if plan.period_start and plan.period_end and plan.period_end < plan.period_start:
        words = _("Earlier than its beginning (%(start)s).") % {"start": f"{plan.period_start:%d.%m.%Y}"}
        found.append(Problem("period_end", words))
    if plan.shares_id is not None:
        found += _sharing_problems(plan, read)
    return found


def _sharing_problems(plan: Plan, read: Reader) -> list[Problem]:
    if plan.shares_id == plan.id or read.value("SELECT shares_id FROM plans WHERE id = ?", plan.shares_id):
        return [Problem("shares_id", _("Choose a plan that has a table of its own."))]
    if read.value("SELECT 1 FROM plan_sections WHERE plan_id = ? LIMIT 1", plan.id):
        return [Problem("shares_id", _("This plan has a table of its own: delete its sections first."))]
    return []


def section_problems(section: PlanSection, read: Reader) -> list[Problem]:
    """A stage ends after it begins."""
    if section.stage_start and section.stage_end and section.stage_end < section.stage_start:
        words = _("Earlier than its beginning (%(start)s).") % {"start": f"{section.stage_start:%d.%m.%Y}"}
        return [Problem("stage_end", words)]
    return []


def item_problems(item: PlanItem, read: Reader) -> list[Problem]:
    """An item says what is to be done; a document's line that does not is kept for what else it says."""
    if not (item.title or item.deadline or item.responsible or item.result or item.steps):
        return [Problem("title", _("Fill in “%(field)s”.") % {"field": _("Event")})]
    return []
