"""The second version: sums by month, so that a report over years need not read every participation."""

from __future__ import annotations

from sqlalchemy import Connection

from cluster_desk.district.store.sums import count_by_month
from cluster_desk.district.store.tables import metadata, month_sums, organization_sums

NUMBER = 2


def migrate(connection: Connection) -> None:
    """Make the tables of sums and count what is there."""
    metadata.create_all(connection, tables=[month_sums, organization_sums])
    count_by_month(connection)
