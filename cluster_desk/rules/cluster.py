"""What must hold of the cluster's own settings."""

from __future__ import annotations

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.cluster import Cluster, QuorumRule
from cluster_desk.data.queries.reader import Reader


def cluster_problems(cluster: Cluster, read: Reader) -> list[Problem]:
    """A quorum that is a number has one, 1 or more; a vacation does not end before it begins."""
    problems = []
    if cluster.quorum is QuorumRule.NUMBER and (cluster.quorum_number or 0) < 1:
        problems.append(Problem("quorum_number", _("Say how many must be present, 1 or more.")))
    for place, vacation in enumerate(cluster.vacations):
        if vacation.first_day and vacation.last_day and vacation.last_day < vacation.first_day:
            problems.append(Problem("last_day", _("The vacation ends before it begins."), (("vacations", place),)))
    return problems
