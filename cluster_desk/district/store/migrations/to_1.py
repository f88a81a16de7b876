"""The first version: the tables of the facts, of clusters and of deliveries."""

from __future__ import annotations

from sqlalchemy import Connection

from cluster_desk.district.store.tables import metadata, month_sums, organization_sums

NUMBER = 1
_LATER = (month_sums, organization_sums)


def migrate(connection: Connection) -> None:
    """Make the tables."""
    metadata.create_all(connection, tables=[one for one in metadata.sorted_tables if one not in _LATER])
