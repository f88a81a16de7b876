"""Documents to spoil: papers of the sample in every format that is read back, and data files."""

from __future__ import annotations

import shutil
from pathlib import Path

from cluster_desk.desk import Desk
from cluster_desk.reports import formats
from cluster_desk.reports.catalog import PAPERS
from cluster_desk.reports.options import settle


def make_samples(folder: Path, empty: Path, sample: Path) -> list[Path]:
    """Word and Excel files of a few papers, a CSV file, an empty data file."""
    made = [Path(shutil.copy(empty, folder / "пустой.cdesk"))]
    desk = Desk.open(sample, read_only=True)
    for paper in PAPERS:
        if paper.id in ("members", "council"):
            for suffix in (".docx", ".xlsx"):
                target = folder / f"{paper.id}{suffix}"
                formats.write_paper(paper.build(desk.read, settle(paper.options, desk.read, {})), target)
                made.append(target)
    rows = desk.read.rows("SELECT short_name, full_name, kind, address FROM organizations")
    desk.close()
    table = folder / "школы.csv"
    lines = ["Краткое название;Полное название;Вид;Адрес", *(";".join(map(str, row)) for row in rows)]
    table.write_bytes("\r\n".join(lines).encode("cp1251", "replace"))
    return [*made, table]
