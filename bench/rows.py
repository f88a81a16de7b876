"""A data file with many organizations, and the same rows as a workbook."""

from __future__ import annotations

import os
from pathlib import Path

from cluster_desk.core.language import N_
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.members import Organization
from cluster_desk.data.queries.members import ORGANIZATIONS
from cluster_desk.desk import Desk

COUNT = 1000


def make_files(data_file: Path, workbook: Path) -> None:
    """Make both files."""
    desk = Desk.create(data_file, Cluster(name="Заречный образовательный кластер"))
    organizations = [
        Organization(
            full_name=f"Муниципальное общеобразовательное учреждение средняя школа № {number} Заречного района",
            short_name=f"МКОУ СОШ № {number}",
            locality="с. Луговое",
            address=f"ул. Школьная, д. {number}",
        )
        for number in range(1, COUNT + 1)
    ]
    desk.change(N_("Organization changed"), *organizations)
    rows = ORGANIZATIONS.rows(desk.read)
    desk.close()
    os.environ["OPENPYXL_LXML"] = "False"
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Участники")
    sheet.append(["id", *(column.label for column in ORGANIZATIONS.columns)])
    for row in rows:
        sheet.append(row)
    book.save(workbook)
