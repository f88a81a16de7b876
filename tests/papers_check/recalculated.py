"""Workbooks recalculated by LibreOffice: no formula of them may give an error, and each gives a value."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl

from cluster_desk.exchange.files.conversion import find_libreoffice

_AT_ONCE = 60
"""Workbooks given to LibreOffice in one call."""


def wrong_formulas(workbooks: Sequence[Path]) -> Iterator[str]:
    """What is wrong with the formulas of workbooks, a sentence each; says so where no LibreOffice is there to ask."""
    office = find_libreoffice()
    if office is None:
        print("LibreOffice is not installed: no workbook was recalculated")
        return
    with tempfile.TemporaryDirectory(prefix="recalculated-") as folder:
        home = f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}"
        for start in range(0, len(workbooks), _AT_ONCE):
            some = workbooks[start : start + _AT_ONCE]
            command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", folder, *map(str, some)]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
            for path in some:
                yield from _wrong(path, Path(folder) / path.name)


def _wrong(path: Path, recalculated: Path) -> Iterator[str]:
    if not recalculated.exists():
        yield f"{path.stem}: LibreOffice does not open it"
        return
    asked, given = openpyxl.load_workbook(path), openpyxl.load_workbook(recalculated, data_only=True)
    for tab, values in zip(asked.worksheets, given.worksheets, strict=True):
        for row in tab.iter_rows():
            for cell in row:
                value = values[cell.coordinate].value
                is_formula = isinstance(cell.value, str) and cell.value.startswith("=")
                if is_formula and (value is None or str(value).startswith(("#", "Err:"))):
                    yield f"{path.stem}: {tab.title}!{cell.coordinate} {cell.value} gives {value}"
