"""What a document tells of the cluster itself, to be offered when a new file begins with it."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.russian.organizations import cluster_name_in, district_in


def parse_cluster(document: ParsedDocument) -> Cluster:
    """A draft of the cluster with what the document tells; whatever it does not tell is empty."""
    texts = list(_texts(document))
    name = cluster_name_in(texts)
    return Cluster(name=name, district=district_in(texts))


def _texts(document: ParsedDocument) -> Iterator[str]:
    """The texts that speak of the cluster, the surest first."""
    yield document.title or ""
    for approval in document.approvals:
        yield " ".join(approval.typed["lines"]) or approval.record.position
    for plan in document.plans:
        yield plan.name or ""
    for goal in document.goals:
        yield goal.record.text
    for member in document.members:
        yield member.record.full_name
    for seat in document.council:
        yield seat.record.position
    for meeting in document.meetings:
        yield meeting.record.place
