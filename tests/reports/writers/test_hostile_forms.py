"""A department's form made to take all memory is refused in a sentence, soon; an ordinary one is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from cluster_desk.core.errors import UserError
from cluster_desk.reports.writers.excel.form import read_form

SHEET = "xl/worksheets/sheet1.xml"


def form(path: Path, add: str, code: str = "utf-8") -> Path:
    """A form whose sheet holds `add` behind its cells."""
    book = Workbook()
    book.worksheets[0]["A1"] = "Показатель"
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == SHEET:
                words = text.decode().replace("</sheetData>", f"</sheetData>{add}")
                text = f"<?xml version='1.0' encoding='{code}'?>{words.partition('?>')[2] or words}".encode(code)
            new.writestr(name, text)
    return path


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "add",
    [
        merged("A1:D1048576"),
        merged("A1:XFD1048576"),
        merged(*(f"A{row}:XFD{row}" for row in range(1, 20))),
        "<x>" + "а" * 45_000_000 + "</x>",
        "<x/>" * 600_000,
    ],
    ids=["columns", "all", "rows", "words", "elements"],
)
def test_a_form_that_would_take_all_memory_is_refused(tmp_path: Path, add: str, code: str) -> None:
    with pytest.raises(UserError, match="намного больше"):
        read_form(form(tmp_path / "форма.xlsx", add, code))


def test_an_ordinary_form_with_merged_cells_is_read(tmp_path: Path) -> None:
    [sheet] = read_form(form(tmp_path / "форма.xlsx", merged("A1:F1", "A2:A40")))
    assert sheet.rows[0][0] == "Показатель"
