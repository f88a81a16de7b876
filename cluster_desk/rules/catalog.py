"""Which rules hold for which record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_desk.core.errors import Problem
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.minutes import Decision
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules import cluster, council, members, minutes, plans
from cluster_desk.rules.fields import field_problems

_RULES: dict[type[Record], Callable[[Any, Reader], list[Problem]]] = {
    Cluster: cluster.cluster_problems,
    Organization: members.organization_problems,
    CouncilSeat: council.seat_problems,
    Meeting: council.meeting_problems,
    Decision: minutes.lone_decision_problems,
    Plan: plans.plan_problems,
    PlanSection: plans.section_problems,
    PlanItem: plans.item_problems,
}


def problems_of(record: Record, read: Reader) -> list[Problem]:
    """Everything to mend in a record before it may be stored; its fields first, then the rules of its area."""
    found = field_problems(record)
    rule = _RULES.get(type(record))
    if rule and not found:
        found += rule(record, read)
    return found


def removal_trouble(record: Record, read: Reader) -> str:
    """Why a rule holds a record back from being deleted; "" when none does."""
    return minutes.removal_trouble(record, read)
