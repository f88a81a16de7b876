"""Broken, foreign and hostile documents: one clear sentence, nothing read, no harm."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import set_language
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import document_xml, write_docx


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("cluster_desk.exchange.files.conversion.find_libreoffice", lambda: None)
    set_language("en")
    yield
    set_language("ru")


def trouble(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_document(path)
    assert caught.value.do
    return caught.value.what


def written(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "d.docx"
        path.write_bytes(content)
        return path

    return write


def truncated(folder: Path) -> Path:
    path = write_docx(folder / "d.docx", ["Текст"] * 500)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def broken_stream(folder: Path) -> Path:
    path = write_docx(folder / "d.docx", [f"Текст {number}" for number in range(3000)])
    content = bytearray(path.read_bytes())
    start = content.index(b"word/document.xml") + 200
    content[start : start + 300] = b"\xff" * 300
    path.write_bytes(content)
    return path


def bomb(folder: Path) -> Path:
    return write_docx(
        folder / "d.docx", [], document=document_xml([]).replace("</w:body>", "0" * 90_000_000 + "</w:body>")
    )


def many_elements(folder: Path) -> Path:
    elements = "".join(f'<w:p x="{number * 7919}"/>' for number in range(450_000))
    return write_docx(folder / "d.docx", [], document=document_xml([]).replace("</w:body>", elements + "</w:body>"))


def with_doctype(inside: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        xml = document_xml(["&a;"]).replace("<w:document", f"<!DOCTYPE w [{inside}]><w:document", 1)
        return write_docx(folder / "d.docx", [], document=xml.replace("&amp;a;", "&a;"))

    return write


def nested_tables(folder: Path) -> Path:
    opens, closes = "<w:tbl><w:tr><w:tc>" * 400, "<w:p/></w:tc></w:tr></w:tbl>" * 400
    return write_docx(
        folder / "d.docx", [], document=document_xml([]).replace("</w:body>", opens + closes + "</w:body>")
    )


def outside(folder: Path) -> Path:
    return write_docx(folder / "d.docx", ["Текст"], **{"../outside.txt": "нет"})


def not_xml(folder: Path) -> Path:
    return write_docx(folder / "d.docx", [], document="<w:document")


def no_main_part(folder: Path) -> Path:
    path = folder / "d.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", "нет")
    return path


def binary_workbook(folder: Path) -> Path:
    relation = '<Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/>'
    path = folder / "d.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
    return path


def presentation(folder: Path) -> Path:
    path = folder / "d.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("ppt/presentation.xml", "<presentation/>")
    return path


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (written(b""), "“d.docx” is empty: not a single byte."),
        (written(b"just a text, no document"), "“d.docx” is neither a document nor a table that can be read."),
        (written(bytes(range(256)) * 40), "“d.docx” is neither a document nor a table that can be read."),
        (written(b"%PDF-1.7 ..."), "“d.docx” is a PDF: the tables in it are only drawn, not told."),
        (written(b"{\\rtf1 ...}"), "“d.docx” is an RTF text, not a .docx document."),
        (written(_OLE), "“d.docx” is damaged: it is cut short or is not a document."),
        (written(_OLE + _stream("Workbook")), "“d.docx” is damaged: it is cut short or is not a document."),
        (
            written(_OLE + _stream("WordDocument")),
            "“d.docx” is a Word document of the old kind (.doc), whatever its name says.",
        ),
        (written(_OLE + _stream("EncryptedPackage")), "“d.docx” is protected with a password."),
        (written(b"PK\x03\x04" + b"\0" * 100), "“d.docx” is damaged: it is cut short or is not a document."),
        (truncated, "“d.docx” is damaged: it is cut short or is not a document."),
        (broken_stream, "“d.docx” is damaged: it is cut short or is not a document."),
        (not_xml, "“d.docx” is damaged: it is cut short or is not a document."),
        (no_main_part, "“d.docx” is damaged: it is cut short or is not a document."),
        (binary_workbook, "“d.docx” is a binary Excel workbook (.xlsb)."),
        (presentation, "“d.docx” is a presentation, neither a document nor a table."),
        (bomb, "“d.docx” was not read: it unpacks to far more than a document needs."),
        (many_elements, "“d.docx” was not read: it is far larger than a document an office makes."),
        (
            with_doctype('<!ENTITY a SYSTEM "file:///etc/hostname">'),
            "“d.docx” was not read: it names things outside the document.",
        ),
        (with_doctype('<!ENTITY a "aaaa">'), "“d.docx” was not read: it names things outside the document."),
        (nested_tables, "“d.docx” was not read: tables lie too deep inside one another."),
        (outside, "“d.docx” was not read: a part of it points outside the document."),
    ],
)
def test_each_is_told_in_a_sentence(make: Callable[[Path], Path], sentence: str, tmp_path: Path) -> None:
    assert trouble(make(tmp_path)) == sentence
    assert [each.name for each in tmp_path.iterdir()] == ["d.docx"]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert trouble(tmp_path / "no.docx").startswith("There is no file")
    assert trouble(tmp_path).endswith("is a folder, not a document.")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert trouble(tmp_path / "pipe") == "“pipe” is not a document."


def test_a_document_without_anything_is_read_as_empty(tmp_path: Path) -> None:
    document = read_document(write_docx(tmp_path / "d.docx", []))
    assert document.is_empty()
    assert document.to_json() == {}


def test_a_declared_million_of_columns_costs_nothing(tmp_path: Path) -> None:
    xml = document_xml([]).replace(
        "</w:body>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body>',
    )
    assert read_document(write_docx(tmp_path / "d.docx", [], document=xml)).is_empty()


LARGER = "“%s” was not read: it is far larger than a document an office makes."


def _words(signs: int) -> str:
    """Words that no packing makes very small."""
    return " ".join(f"{number * 7919:x}" for number in range(signs // 6))[:signs]


def workbook(path: Path, rows: str, shared: str = "", merged: str = "") -> Path:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="%s" Type="{kind}/%s" Target="%s"/>'
    sheet = relation % ("r1", "worksheet", "s.xml") + relation % ("r2", "sharedStrings", "t.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        main = relation % ("r1", "officeDocument", "xl/workbook.xml")
        package.writestr("_rels/.rels", f"<Relationships>{main}</Relationships>")
        package.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>')
        package.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{sheet}</Relationships>")
        package.writestr("xl/t.xml", f"<sst><si><t>{shared}</t></si></sst>")
        package.writestr("xl/s.xml", f"<worksheet><sheetData>{rows}</sheetData>{merged}</worksheet>")
    return path


def test_many_cells_of_one_long_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", '<row><c t="s"><v>0</v></c></row>' * 5_000, _words(500_000))
    assert trouble(path) == LARGER % "a.xlsx"


def test_more_cells_than_an_office_fills(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", "<row>" + "<c><v>1</v></c>" * 10 + "</row>" + "<row><c><v>1</v></c></row>" * 30_000
    )
    assert trouble(path) == LARGER % "a.xlsx"


def test_rows_that_are_wide_and_nearly_empty(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="{_letters(row % 390)}{row}"><v>1</v></c></row>' for row in range(1, 2_000))
    assert trouble(workbook(tmp_path / "a.xlsx", rows)) == LARGER % "a.xlsx"
    one = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    assert read_document(workbook(tmp_path / "b.xlsx", one)).is_empty()


def _letters(number: int) -> str:
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + chr(65 + number % 26)


def test_merged_areas_that_cover_everything(tmp_path: Path) -> None:
    areas = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 20_000))
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 3_000
    path = workbook(tmp_path / "a.xlsx", rows, merged=f"<mergeCells>{areas}</mergeCells>")
    assert read_document(path).accounting.words > 0


def test_more_words_than_an_office_writes(tmp_path: Path) -> None:
    assert trouble(write_docx(tmp_path / "a.docx", [_words(800_000)] * 2)) == LARGER % "a.docx"
    assert trouble(write_docx(tmp_path / "b.docx", ["Строка"] * 7_000)) == LARGER % "b.docx"
