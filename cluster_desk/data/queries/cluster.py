"""The cluster's own facts as flat values; the file's first window needs them before anything heavy is imported."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.data.queries.reader import Reader

CLUSTER_ID = 1


@dataclass(frozen=True)
class ClusterNames:
    """What the window's navigation shows of the cluster."""

    name: str
    support_school: str


def cluster_names(read: Reader) -> ClusterNames:
    """The cluster's name and its support school's short name ("" when not chosen yet)."""
    sql = (
        "SELECT c.name, coalesce(o.short_name, '') FROM cluster AS c "
        "LEFT JOIN organizations AS o ON o.id = c.support_school_id WHERE c.id = ?"
    )
    row = read.row(sql, CLUSTER_ID)
    return ClusterNames(*row) if row else ClusterNames("", "")
