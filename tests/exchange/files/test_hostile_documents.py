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
