"""Documents full of addresses are read and taken in, and nobody is asked: a listener waits and hears nothing."""

from __future__ import annotations

import json
import socket
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook

from cluster_desk.cli import main
from cluster_desk.core.errors import UserError
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import Raw, Table, write_docx
from tests.no_connection import ATTEMPTS

HEADER = ["№ п/п", "Мероприятие", "Срок проведения", "Ответственные"]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who would hear a connection to this computer; what the test itself does to set it up is not counted."""
    with closing(socket.socket()) as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        ATTEMPTS.described()
        yield heard
        with pytest.raises(BlockingIOError):
            heard.accept()


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def a_word_document(path: Path, there: str) -> Path:
    """Pictures, a template, a sub-document, an OLE object, fields and a hyperlink, all of them elsewhere."""
    kinds = ("image", "attachedTemplate", "subDocument", "oleObject", "hyperlink", "aFChunk", "frame")
    relations = "".join(
        f'<Relationship Id="r{number}" Type="http://x/relationships/{kind}" Target="{there}/{kind}" '
        'TargetMode="External"/>'
        for number, kind in enumerate(kinds)
    )
    fields = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f'INCLUDEPICTURE "{there}/p.png" \\* MERGEFORMAT</w:instrText></w:r><w:r><w:instrText>'
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    table = Table([HEADER, ["1", f"Слёт {there}/x", "май", "совет"]])
    return write_docx(
        path,
        ["План работы на 2026 год", Raw(fields), table],
        **{"word/_rels/settings.xml.rels": f"<Relationships>{relations}</Relationships>", "word/vbaProject.bin": "x"},
    )


def a_workbook(path: Path, there: str) -> Path:
    """Formulas that would ask, and a link to another workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, ["1", "Слёт", "май", "совет"]):
        sheet.append(row)
    sheet.append(
        ["2", f'=WEBSERVICE("{there}/w")', f'=HYPERLINK("{there}/h","июнь")', "='//nowhere.example/[a.xlsx]b'!A1"]
    )
    sheet["B2"].hyperlink = f"{there}/link"
    book.save(path)
    return path


def a_sheet_of_libreoffice(path: Path, there: str) -> Path:
    content = (
        '<o:d xmlns:o="o" xmlns:table="t" xmlns:text="x" xmlns:xlink="l"><table:table table:name="План">'
        f'<table:table-source xlink:href="{there}/t.ods"/><table:table-row><table:table-cell><text:p>'
        f'<text:a xlink:href="{there}/a">План</text:a></text:p>'
        "</table:table-cell></table:table-row></table:table></o:d>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def a_text(path: Path, there: str) -> Path:
    rows = [";".join(HEADER), f'1;=WEBSERVICE("{there}");май;совет', "2;=cmd|' /C calc'!A0;июнь;совет"]
    path.write_text("\r\n".join(rows), encoding="utf-8")
    return path


def test_documents_full_of_addresses_ask_nobody(listener: socket.socket, tmp_path: Path, data_file: Path) -> None:
    there = address(listener)
    made = [
        a_word_document(tmp_path / "а.docx", there),
        a_workbook(tmp_path / "б.xlsx", there),
        a_sheet_of_libreoffice(tmp_path / "в.ods", there),
        a_text(tmp_path / "г.csv", there),
    ]
    for path in made:
        read_document(path)
    for path in made[:2]:
        assert main(["read", str(path), "--json"]) == 0
        assert main(["import", str(data_file), str(path)]) in (0, 1)
    assert ATTEMPTS.described() == []


@pytest.mark.parametrize("entity", ["SYSTEM 'http://127.0.0.1:{port}/e'", "PUBLIC 'x' 'http://127.0.0.1:{port}/e'"])
def test_an_entity_elsewhere_is_not_asked_for(listener: socket.socket, tmp_path: Path, entity: str) -> None:
    text = entity.format(port=listener.getsockname()[1])
    xml = f"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a {text}>]><w:document>&a;</w:document>"
    with pytest.raises(UserError):
        read_document(write_docx(tmp_path / "d.docx", [], document=xml))


def test_papers_of_words_full_of_addresses_ask_nobody(
    listener: socket.socket, tmp_path: Path, sample_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = address(listener)
    assert main(["log", str(sample_file), "add", "--date", "2026-03-01", "--title", f"<img src='{there}/i.png'>"]) == 0
    for suffix in (".pdf", ".docx", ".xlsx", ".html"):
        assert main(["print", str(sample_file), "activity", "--out", str(tmp_path / f"а{suffix}")]) == 0
    page = (tmp_path / "а.html").read_text(encoding="utf-8")
    assert "<img" not in page
    capsys.readouterr()
    assert main(["search", str(sample_file), "img", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_an_attempt_would_be_heard() -> None:
    with closing(socket.socket()) as tried:
        tried.settimeout(0.1)
        with pytest.raises(ConnectionRefusedError):
            tried.connect(("127.0.0.1", 1))
    assert len(ATTEMPTS.described()) == 1
