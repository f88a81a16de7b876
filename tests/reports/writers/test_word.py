"""Papers as Word: the parts of the file, its text, what Word is told to keep together."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
from lxml import etree

from cluster_desk.reports.document import Cell, Column, Document, Row, Table, line
from cluster_desk.reports.writers import word
from tests.reports import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(document: Document, folder: Path) -> dict[str, etree._Element]:
    """Every part of the written file, parsed."""
    path = folder / "paper.docx"
    word.write(document, path)
    with zipfile.ZipFile(path) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def body(document: Document, folder: Path) -> etree._Element:
    return parts(document, folder)["word/document.xml"]


def said(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t")).replace("\u00a0", " ")


def test_agenda_is_read_by_another_library(tmp_path: Path) -> None:
    path = tmp_path / "agenda.docx"
    word.write(samples.agenda(), path)
    paper = docx.Document(str(path))
    (table,) = paper.tables
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert rows[0] == ["№", "Тема выступления", "Выступающий"]
    assert rows[4][2] == "П.А. Громов, директор МКОУ СОШ с. Берёзовка;\nО.П. Зимина, директор МКОУ СОШ с. Каменный Лог"
    assert rows[6] == ["6.", "Разное", ""]
    assert paper.core_properties.title == "Повестка заседания координационного совета 22 января 2026 г."


def test_header_row_comes_again_and_rows_move_whole(tmp_path: Path) -> None:
    tables = list(body(samples.plan(), tmp_path).iter(f"{W}tbl"))
    rows = list(tables[-1].iter(f"{W}tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_item_and_title_are_merged_over_the_steps(tmp_path: Path) -> None:
    merges = [
        merge.get(f"{W}val") for merge in list(body(samples.plan(), tmp_path).iter(f"{W}tbl"))[-1].iter(f"{W}vMerge")
    ]
    assert merges == ["restart", "restart"] + [None] * 6


def test_landscape_section_and_number_from_page_two(tmp_path: Path) -> None:
    document = body(samples.plan(), tmp_path)
    sections = list(document.iter(f"{W}sectPr"))
    sheets = [section.find(f"{W}pgSz") for section in sections]
    assert [sheet is not None and sheet.get(f"{W}orient") for sheet in sheets] == [None, "landscape"]
    assert sections[0].find(f"{W}titlePg") is not None
    assert sections[1].find(f"{W}titlePg") is None
    assert "PAGE" in etree.tostring(parts(samples.plan(), tmp_path)["word/header.xml"]).decode()


def test_last_row_stays_with_the_signature(tmp_path: Path) -> None:
    rows = list(next(body(samples.agenda(), tmp_path).iter(f"{W}tbl")).iter(f"{W}tr"))
    assert rows[-1].find(f".//{W}keepNext") is not None  # over the one line between them
    assert rows[-2].find(f".//{W}keepNext") is not None  # no last page holds one row alone
    assert rows[-3].find(f".//{W}keepNext") is None
    table = Table((Column("№", 20), Column("Тема", 90)), (Row(("1.", "а")), Row(("2.", "б")), Row(("3.", "в"))))
    from cluster_desk.reports.document import Signature

    written = body(Document("Лист", (table, Signature("Секретарь", "А.С. Ветрова"))), tmp_path)
    rows = list(written.iter(f"{W}tr"))
    assert [row.find(f".//{W}keepNext") is not None for row in rows] == [True, False, True, True]


def test_language_is_russian_and_prose_alone_is_hyphenated(tmp_path: Path) -> None:
    written = parts(samples.minutes(), tmp_path)
    language = next(written["word/styles.xml"].iter(f"{W}lang"))
    assert language.get(f"{W}val") == "ru-RU"
    looks = {style.get(f"{W}styleId"): style.find(f"{W}pPr") for style in written["word/styles.xml"].iter(f"{W}style")}
    for paragraph in written["word/document.xml"].iter(f"{W}p"):
        if not said(paragraph):
            continue
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        assert own is not None
        look = looks[own.get(f"{W}val")]
        assert look is not None
        jc = look.find(f"{W}jc")
        assert look.find(f"{W}suppressAutoHyphens") is not None or (jc is not None and jc.get(f"{W}val") == "both")


def test_signs_of_xml_and_control_characters(tmp_path: Path) -> None:
    text = "<b>&\"\u0007 'конец'"
    table = Table((Column("А & Б", 60),), (Row((text,)), Row((Cell(12),))))
    document = body(Document("a < b & c", (line(text), table)), tmp_path)
    assert said(document).count("<b>&\" 'конец'") == 2
    assert "А & Б" in said(document)


def test_same_document_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        word.write(samples.letter(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_whole_text_of_the_minutes(tmp_path: Path) -> None:
    text = re.sub(r"\s+", " ", said(body(samples.minutes(), tmp_path)))
    assert "Из 46 запланированных мероприятий проведено 42, перенесено 3" in text
    assert "Голосовали: за — 10, против — 0, воздержались — 0. Принято единогласно." in text


def test_a_tie_that_finds_no_room_in_its_column_is_loosened(tmp_path: Path) -> None:
    """Word would part «25 августа» between letters."""
    columns = (Column("Дата", 19), Column("Мероприятие", 76), Column("Когда", 60))
    table = Table(columns, (Row(("25 августа", "Переданы учебники", "25 августа")),))
    tables = body(Document("Отчёт", (table,)), tmp_path).iter(f"{W}tbl")
    cells = ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in next(tables).iter(f"{W}tc")]
    assert cells[-1] == "25\u00a0августа"
    assert cells[-3] in ("25 августа", "25\u00a0августа")
