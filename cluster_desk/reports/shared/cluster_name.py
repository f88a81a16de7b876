"""Whose a paper is: the cluster's name as papers say it, and what is asked where nobody has told it."""

from __future__ import annotations

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts, is_named, told_of_cluster
from cluster_desk.data.queries.reader import Reader


class ClusterNameMissing(UserError):  # noqa: N818 - what is missing, not an error of ours
    """A paper is to say whose it is, and nobody has told the cluster's name, or its genitive, yet.

    `name` is what the file has, else what the documents in it tell, to be looked at.
    """

    def __init__(self, what: str, name: str, *, only_genitive: bool = False) -> None:
        self.name, self.only_genitive = name, only_genitive
        super().__init__(what, do=_("Tell it once in the settings of the cluster; papers say it from then on."))


def named_cluster(read: Reader) -> ClusterFacts:
    """The cluster, with a name that may stand on a paper. Raises ClusterNameMissing where nobody has told it."""
    cluster = cluster_facts(read)
    if not is_named(read, cluster):
        raise ClusterNameMissing(_("The cluster has no name yet."), told_of_cluster(read)[0])
    return cluster


def of_cluster(read: Reader) -> str:
    """The cluster's name in the genitive. Raises ClusterNameMissing where neither the office nor the rules tell it."""
    cluster = named_cluster(read)
    words = cluster.name_genitive or _declined(cluster.name)
    if not words:
        what = _("How papers say “of %s” is not known yet.") % cluster.name
        raise ClusterNameMissing(what, cluster.name, only_genitive=True)
    return words


def _declined(name: str) -> str:
    """The name in the genitive by the rules of the language, which take long to load; "" if they are unsure."""
    from cluster_desk.core.russian.inflection import cluster_genitive

    return cluster_genitive(name)
