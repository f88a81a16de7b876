"""Rows put into somebody's sheet: whatever names a row below goes down with it, what ends right above grows."""

from __future__ import annotations

import io
import zipfile

import pytest

from cluster_desk.reports.writers.excel.inserted_rows import Book, Inserted, insert_rows
from tests.reports.writers.test_form_cells import CONTENT, MAIN, OFFICE, PARTS, RELATIONS, sheet

HERE = Inserted("Отчёт", 6, 3, 4)
"""Three rows behind row 5, the last of a list that begins in row 4."""


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("SUM(D4:D5)", "SUM(D4:D8)"),
        ("SUM(D1:D5)", "SUM(D1:D8)"),
        ("SUM(D4:D4)+D5", "SUM(D4:D4)+D5"),
        ("$A$6&B7", "$A$9&B10"),
        ("SUM(D4:D7)", "SUM(D4:D10)"),
        ("'Отчёт'!A6+Свод!A6", "'Отчёт'!A9+Свод!A6"),
        ('IF(A6>0,"A6","нет")', 'IF(A9>0,"A6","нет")'),
        ("SUM(A:A)+SUM(6:7)", "SUM(A:A)+SUM(9:10)"),
        ("SUM(Таблица1[Охват])", "SUM(Таблица1[Охват])"),
        ("LOG10(A1)", "LOG10(A1)"),
    ],
)
def test_formulas(words: str, moved: str) -> None:
    assert HERE.formula(words, "Отчёт") == moved
    assert HERE.formula(words, "Другой") == (moved if "'Отчёт'" in words else words)


def test_formulas_in_the_list_and_over_a_single_row() -> None:
    assert HERE.formula("COUNTA(B$4:B5)", "Отчёт", 5) == "COUNTA(B$4:B5)"
    assert HERE.formula("A5+A6", "Отчёт", 5) == "A5+A9"
    single = Inserted("Отчёт", 6, 3, 5)
    assert single.formula("SUM(D5)", "Отчёт", 6) == "SUM(D5:D8)"
    assert single.formula("SUM(D5)", "Отчёт", 5) == "SUM(D5)"
    assert single.formula("SUM(D5,E5)", "Отчёт", 6) == "SUM(D5,E5)"


@pytest.mark.parametrize(
    ("area", "of_list", "moved"),
    [
        ("A4:C5", True, "A4:C8"),
        ("A5", True, "A5:A8"),
        ("A1:C5", True, "A1:C5"),
        ("A1:C5", False, "A1:C8"),
        ("A6:C6", True, "A9:C9"),
        ("A2", True, "A2"),
    ],
)
def test_areas(area: str, of_list: bool, moved: str) -> None:
    assert HERE.area(area, of_list=of_list) == moved


ROWS = (
    '<row r="4"><c r="A4"><v>1</v></c><c r="B4"><f t="shared" ref="B4:B5" si="0">A4*2</f></c></row>'
    '<row r="5"><c r="A5"><v>2</v></c><c r="B5"><f t="shared" si="0"/></c></row>'
    '<row r="6"><c r="A6"><f>SUM(A4:A5)</f></c></row><row><c><v>7</v></c></row>'
)
TAIL = (
    '<mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="C4:C5"/><mergeCell ref="A7:B7"/></mergeCells>'
    '<dataValidations><dataValidation type="list" sqref="A4:A5 C7"><formula1>$A$6:$A$7</formula1></dataValidation>'
    '</dataValidations><hyperlinks><hyperlink ref="A7"/></hyperlinks><rowBreaks><brk id="7"/></rowBreaks>'
    '<drawing r:id="rId1"/>'
)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:row>6</xdr:row></xdr:from><xdr:to><xdr:row>8</xdr:row></xdr:to></xdr:twoCellAnchor></xdr:wsDr>"
)


def book() -> zipfile.ZipFile:
    """A workbook with a drawing, a name, an order of counting."""
    rows = sheet(ROWS, tail=TAIL).replace("<worksheet ", f'<worksheet xmlns:r="{OFFICE}" ')
    name = "<definedNames><definedName name=\"Итог\">'Отчёт'!$A$6</definedName></definedNames>"
    parts = {
        **PARTS,
        "[Content_Types].xml": PARTS["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
        ),
        "xl/workbook.xml": PARTS["xl/workbook.xml"].replace("</workbook>", f"{name}</workbook>"),
        "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>",
            f'<Relationship Id="c" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>',
        ),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A6" i="1"/></calcChain>',
        "xl/worksheets/sheet1.xml": rows,
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>',
        "xl/drawings/drawing1.xml": DRAWING,
    }
    assert CONTENT in parts["[Content_Types].xml"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return zipfile.ZipFile(made)


def test_everything_that_names_a_row() -> None:
    with book() as package:
        made = Book(package)
        insert_rows(made, HERE)
        target = io.BytesIO()
        made.write(target)
    with zipfile.ZipFile(target) as new:
        text = new.read("xl/worksheets/sheet1.xml").decode()
        for part in (
            '<row r="9"><c r="A9"><f>SUM(A4:A8)</f></c></row><row r="10"><c r="A10"><v>7</v></c></row>',
            "<f>A4*2</f>", "<f>A5*2</f>", '<mergeCell ref="A1:C1"/>', '<mergeCell ref="C4:C8"/>',
            '<mergeCell ref="A10:B10"/>', 'sqref="A4:A8 C10"', "<formula1>$A$9:$A$10</formula1>",
            '<hyperlink ref="A10"/>', '<brk id="10"/>',
        ):  # fmt: skip
            assert part in text
        assert "<xdr:row>9</xdr:row>" in new.read("xl/drawings/drawing1.xml").decode()
        assert "'Отчёт'!$A$9" in new.read("xl/workbook.xml").decode()
        assert "xl/calcChain.xml" not in new.namelist()
        assert b"calcChain" not in new.read("[Content_Types].xml") + new.read("xl/_rels/workbook.xml.rels")
        assert new.read("xl/media/image1.png") == PARTS["xl/media/image1.png"].encode()
