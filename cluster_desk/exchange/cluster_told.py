"""What a document tells of the cluster itself, to be offered when a new file begins with it."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_desk.core.cluster_names import cluster_name_in, district_in
from cluster_desk.core.found import Found
from cluster_desk.core.records.cluster import Cluster


def cluster_told(found: Found) -> Cluster:
    """A draft of the cluster with what the document tells; whatever it does not tell is empty."""
    texts = list(_texts(found))
    name = cluster_name_in(texts)
    return Cluster(name=name, district=district_in(texts))


def _texts(found: Found) -> Iterator[str]:
    """The texts that speak of the cluster, the surest first."""
    yield found.title or ""
    for approval in found.approvals:
        yield " ".join(approval.lines) or approval.position or ""
    for plan in found.plans:
        yield plan.name or ""
    for goal in found.goals:
        yield goal.record.text
    for member in found.members:
        yield member.name
    for seat in found.council:
        yield seat.position or ""
    for meeting in found.meetings:
        yield meeting.place or ""
