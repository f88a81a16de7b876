"""The contacts of the members."""

from __future__ import annotations

from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from tests.reports import texts


def test_whom_to_ring_and_where_to_write(desk: Desk) -> None:
    rows = texts.cells(paper("contacts").build(desk.read, {"day": "2026-11-21"}))
    values = {row[1].split("\n")[0]: row[2:] for row in rows}
    assert len(values) == 14
    head, phones, addresses = values["МКОУ ООШ п. Сосновый"]
    assert head == "Дёмин П.А."
    assert "2-00-17" in phones
    assert "@" in addresses
