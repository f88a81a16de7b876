"""A department's form keeps everything that its filling does not touch, whatever made it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cluster_desk.core.form_lists import beside
from cluster_desk.reports.writers.excel.form import Filling, fill, read_form

CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{CONTENT}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Отчёт" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/drawings/drawing1.xml": "<any>Сдать до 5 числа</any>",
    "xl/media/image1.png": "\x89PNG не картинка",
}
WORDS = '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Пока</t></r><r><t>затель</t></r></is></c></row>'
LIST = '<extLst><ext xmlns:x14="urn:x14" uri="u"><x14:dataValidation type="list"/></ext></extLst>'


def sheet(rows: str, *, lead: str = "", tail: str = "") -> str:
    prefix, close = (f":{lead[:-1]}", lead) if lead else ("", "")
    text = (
        f'<{close}worksheet xmlns{prefix}="{MAIN}"><{close}sheetData>{rows}</{close}sheetData>{tail}</{close}worksheet>'
    )
    return text if rows else text.replace(f"<{close}sheetData></{close}sheetData>", f"<{close}sheetData />")


def form(folder: Path, rows: str, *, lead: str = "", tail: str = LIST, code: str = "utf-8") -> Path:
    path = folder / "форма.xlsx"
    parts = {**PARTS, "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="{code}"?>'
             + sheet(rows, lead=lead, tail=tail)}  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode(code if name.endswith("sheet1.xml") else "utf-8"))
    return path


def filled(path: Path, cell: str, value: float) -> Path:
    target = path.with_name("сдать.xlsx")
    rows = read_form(path)[0].rows
    row, column = int(cell[1:]) - 1, ord(cell[0]) - 65
    words = beside(rows, row, column) if row < len(rows) and column < len(rows[0]) else ""
    fill(path, target, [Filling("Отчёт", cell, words, value)])
    return target


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


CELLS = {
    "there": (
        WORDS + '<row r="2"><c r="A2"/><c r="B2" s="0" t="inlineStr"><is><t>старое</t></is></c></row>', "B2"),
    "an empty tag": (WORDS + '<row r="2"><c r="B2" s="0"/><c r="C2"><v>1</v></c></row>', "B2"),
    "not there": (WORDS + '<row r="2"><c r="A2"/><c r="C2"><v>1</v></c></row>', "B2"),
    "in an empty row": (WORDS + '<row r="2" ht="20" customHeight="1"/><row r="3"><c r="B3"><v>1</v></c></row>', "B2"),
    "in a row not there": (WORDS + '<row r="3"><c r="B3"><v>1</v></c></row>', "B2"),
    "rows that tell no place": (
        "<row><c/><c/></row><row><c><v>3</v></c><c><v>1</v></c><c><v>2</v></c></row>", "B2"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl's, of the list that must stay
@pytest.mark.parametrize("case", CELLS)
def test_only_the_cell_chosen_changes(case: str, tmp_path: Path) -> None:
    rows, cell = CELLS[case]
    source = form(tmp_path, rows)
    target = filled(source, cell, 7)
    before, after = parts(source), parts(target)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}
    tab, was = load_workbook(target).worksheets[0], load_workbook(source).worksheets[0]
    assert tab[cell].value == 7
    for row in was.iter_rows():
        for one in row:
            assert one.coordinate == cell or tab[one.coordinate].value == one.value
    text = after["xl/worksheets/sheet1.xml"].decode()
    assert LIST in text
    assert ("<rPr><b/></rPr>" in text) == ("<rPr><b/></rPr>" in rows)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_other_programs_ways_to_write_a_sheet(tmp_path: Path) -> None:
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" note="a&gt;b>" t=\'n\'><x:v>2</x:v></x:c></x:row>'
    target = filled(form(tmp_path, rows.replace('note="a&gt;b>" ', ""), lead="x:", tail=""), "B1", 2.5)
    assert load_workbook(target).worksheets[0]["B1"].value == 2.5
    wide = form(tmp_path, WORDS + '<row r="2"><c r="A2"><v>4</v></c><c r="B2"/></row>', code="utf-16")
    assert load_workbook(filled(wide, "B2", 9)).worksheets[0]["B2"].value == 9


def test_what_leans_on_a_filled_cell_is_counted_anew_and_nothing_else(tmp_path: Path) -> None:
    rows = (
        WORDS + '<row r="2"><c r="A2"/><c r="B2"/><c r="C2"><v>5</v></c></row>'
        '<row r="3"><c r="B3"><f>SUM(B1:B2)</f><v>0</v></c><c r="C3" t="str"><f>IF(B3,"да","нет")</f><v>нет</v></c>'
        '<c r="D3"><f>C2*2</f><v>10</v></c></row>'
    )
    target = filled(form(tmp_path, rows), "B2", 7)
    text = parts(target)["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="B3"><f>SUM(B1:B2)</f></c>' in text
    assert '<c r="C3"><f>IF(B3,"да","нет")</f></c>' in text
    assert '<c r="D3"><f>C2*2</f><v>10</v></c>' in text
    assert b'<calcPr fullCalcOnLoad="1"/></workbook>' in parts(target)["xl/workbook.xml"]
