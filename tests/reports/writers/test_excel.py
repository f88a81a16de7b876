"""Papers as a workbook: real numbers and dates, texts that stay texts."""

from __future__ import annotations

import datetime
import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from cluster_desk.reports.document import Column, Document, Row, Sheet, Table
from cluster_desk.reports.writers import excel
from tests.reports import samples


def sheets(document: Document, folder: Path) -> list[Worksheet]:
    """The sheets of the written workbook, read by openpyxl."""
    path = folder / "paper.xlsx"
    excel.write(document, path)
    return list(load_workbook(path).worksheets)


def grid(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_numbers_and_dates_are_real(tmp_path: Path) -> None:
    (sheet,) = sheets(samples.report(), tmp_path)
    row = next(row for row in grid(sheet) if row[0] == "1.")
    assert row == ["1.", "ОГОБУ СШ пгт Заречный", 11, 1214, datetime.datetime(2026, 3, 14), 1225]
    date = next(cell for cells in sheet.iter_rows() for cell in cells if isinstance(cell, Cell) and cell.is_date)
    assert date.number_format == "DD.MM.YYYY"


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    texts = ("=1+1", "+7 900", "-5", "@имя", "обычный")
    table = Table((Column("Текст", 60),), tuple(Row((text,)) for text in texts))
    (sheet,) = sheets(Document("Тексты", (table,)), tmp_path)
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(texts)
    assert all(cell.data_type == "s" for cell in cells)
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * 4 + [False]


def test_what_no_xml_may_hold_is_left_out_and_the_words_stay(tmp_path: Path) -> None:
    texts = ("а\ufffeб", "а\uffffб", "а\ud800б", "а\x0bб", "а\ufeffб😀")
    table = Table((Column("Те\uffffкст", 60),), tuple(Row((text,)) for text in texts))
    (sheet,) = sheets(Document("Тек\uffffсты", (table,)), tmp_path)
    assert [row[0] for row in grid(sheet)][-5:] == ["аб", "аб", "аб", "аб", "а\ufeffб😀"]
    for part in zipfile.ZipFile(tmp_path / "paper.xlsx").infolist():
        if part.filename.endswith(".xml"):
            etree.fromstring(zipfile.ZipFile(tmp_path / "paper.xlsx").read(part))


def test_header_frozen_filtered_and_fit_to_width(tmp_path: Path) -> None:
    sheet = sheets(samples.plan(), tmp_path)[-1]
    header = next(n for n, row in enumerate(grid(sheet), 1) if row[0] == "№ п/п")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert str(sheet.auto_filter.ref).startswith(f"A{header}:E")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert widths[1] == max(widths)


def test_plan_s_sections_and_steps(tmp_path: Path) -> None:
    sheet = sheets(samples.plan(), tmp_path)[-1]
    rows = grid(sheet)
    at = next(n for n, row in enumerate(rows) if row[0] == "6.")
    assert rows[at + 1][:3] == [None, None, "10 февраля — 20 марта"]
    merged = {str(merged) for merged in sheet.merged_cells.ranges}
    assert f"A{at + 1}:A{at + 4}" in merged
    assert f"B{at + 1}:B{at + 4}" in merged
    section = next(n for n, row in enumerate(rows, 1) if str(row[0]).startswith("1. Научно"))
    assert f"A{section}:E{section}" in merged


def test_words_around_the_table_are_not_lost(tmp_path: Path) -> None:
    (sheet,) = sheets(samples.agenda(), tmp_path)
    column = [row[0] for row in grid(sheet)]
    assert "Место проведения: ОГОБУ СШ пгт Заречный, актовый зал (ул. Школьная, д. 14)" in column
    assert "Регламент: доклад — до 10 минут, выступление — до 5 минут." in column
    (prose,) = sheets(samples.minutes(), tmp_path)
    assert any("Из 46 запланированных" in str(row[0]) for row in grid(prose))


def test_tab_names_fit_and_differ(tmp_path: Path) -> None:
    table = Table((Column("А", 20),), (Row(("\u0007звонок",)),))
    name = "Участие: школы/сады [все] за очень длинный период"
    written = sheets(Document("x", (), sheets=(Sheet(name, table), Sheet(name.upper(), table))), tmp_path)
    names = [sheet.title for sheet in written]
    assert len({name.casefold() for name in names}) == 2
    assert all(len(name) <= 31 for name in names)
    assert grid(written[0])[1] == ["звонок"]


def test_cyrillic_is_written_as_letters() -> None:
    """With lxml openpyxl would write numeric references: the writer turns that off before the import."""
    asked = "from cluster_desk.reports.writers import excel; from openpyxl.xml import LXML; print(LXML)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
