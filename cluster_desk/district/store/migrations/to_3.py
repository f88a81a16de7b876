"""The third version: sums by year, and those of plans and decisions by delivery."""

from __future__ import annotations

from sqlalchemy import Connection

from cluster_desk.district.store.sums import count_by_year_and_delivery
from cluster_desk.district.store.tables import decision_sums, metadata, organization_years, plan_sums, year_sums

NUMBER = 3


def migrate(connection: Connection) -> None:
    """Make the tables of sums and count what is there."""
    metadata.create_all(connection, tables=[year_sums, organization_years, plan_sums, decision_sums])
    count_by_year_and_delivery(connection)
