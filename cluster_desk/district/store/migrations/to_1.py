"""The first version: the tables of the facts, of clusters and of deliveries."""

from __future__ import annotations

from sqlalchemy import Connection

from cluster_desk.district.store.tables import SUMS, metadata

NUMBER = 1


def migrate(connection: Connection) -> None:
    """Make the tables."""
    metadata.create_all(connection, tables=[one for one in metadata.sorted_tables if one not in SUMS])
