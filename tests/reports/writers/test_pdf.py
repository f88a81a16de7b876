"""Papers as PDF: what is read back from the file, and what stands on which page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.ttfonts import TTFontFace

from cluster_desk.core.progress import SILENT
from cluster_desk.reports.document import (
    LANDSCAPE,
    Block,
    Cell,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Row,
    Section,
    Signature,
    Table,
    line,
)
from cluster_desk.reports.document.text import plain
from cluster_desk.reports.document.typography import FACES, FONTS
from cluster_desk.reports.writers import pdf
from cluster_desk.reports.writers.pdf.fonts import Face
from tests.reports import samples


def pages(document: Document, folder: Path) -> list[str]:
    """The text of each page, white space made single spaces."""
    path = folder / "paper.pdf"
    pdf.write(document, path, SILENT)
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def rejoined(document: Document, folder: Path) -> str:
    """The whole text with words parted at line ends made whole."""
    path = folder / "paper.pdf"
    pdf.write(document, path)
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", text).split())


def test_agenda_holds_every_topic_and_speaker_whole(tmp_path: Path) -> None:
    (text,) = pages(samples.agenda(), tmp_path)
    table = next(block for block in samples.agenda().blocks if isinstance(block, Table))
    for row in table.rows:
        assert isinstance(row, Row)
        for cell in row.cells:
            assert " ".join(str(cell).split()) in text
    assert "«Итоги работы образовательного кластера в 2025 году и задачи на 2026 год»" in text
    assert "№" in text
    assert "доклад — до 10 минут" in text


def test_prose_is_whole_when_line_ends_are_joined(tmp_path: Path) -> None:
    text = rejoined(samples.minutes(), tmp_path)
    for block in samples.minutes().blocks:
        if isinstance(block, Paragraph):
            assert plain(block.text) in text
    assert "Приглашённые" not in text  # a fact that is not there is left out with its label


def test_fonts_are_tinos_embedded_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    pdf.write(samples.plan(), path)
    fonts = [font.get_object() for page in PdfReader(path).pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        assert "Tinos" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"].get_object()


def test_title_and_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        pdf.write(samples.report(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    reader = PdfReader(tmp_path / "a.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Отчёт за I квартал 2026 года"


def test_what_the_reader_of_the_file_shows(tmp_path: Path) -> None:
    pdf.write(samples.report(), tmp_path / "a.pdf")
    pack = Document("Материалы заседания", (line("Материалы"),), appended=(samples.agenda(), samples.report()))
    pdf.write(pack, tmp_path / "b.pdf")
    for name, title in (("a.pdf", "Отчёт за I квартал 2026 года"), ("b.pdf", "Материалы заседания")):
        reader = PdfReader(tmp_path / name)
        told = reader.metadata
        assert told is not None
        assert (told.title, told.subject) == (title, "Документы образовательного кластера")
        assert told.creation_date is not None
        assert told.creation_date.date() == dt.date.today()
        root: Any = reader.root_object
        assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
        assert str(root["/Lang"]) == "ru-RU"
        assert reader.pdf_header >= "%PDF-1.4"


def test_it_is_fit_for_archives_but_a_pack_of_other_peoples_pages_says_nothing_of_it(tmp_path: Path) -> None:
    pdf.write(samples.report()._replace(title="Отчёт <I> & II"), tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.count(b"\nendstream\n") == content.count(b"endstream") > 3
    reader = PdfReader(tmp_path / "a.pdf", strict=True)
    root: Any = reader.root_object
    described = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in described
    assert "Отчёт &lt;I&gt; &amp; II" in described
    assert f"<xmp:CreateDate>{dt.date.today()}T00:00:00Z" in described
    (intent,) = root["/OutputIntents"]
    profile = intent["/DestOutputProfile"].get_data()
    assert (int.from_bytes(profile[:4], "big"), profile[16:20], profile[36:40]) == (len(profile), b"GRAY", b"acsp")
    assert set(reader.metadata or {}) == {"/Title", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
    pack = Document("Материалы заседания", (line("Материалы"),), appended=(samples.agenda(),))
    pdf.write(pack, tmp_path / "b.pdf")
    assert b"pdfaid" not in (tmp_path / "b.pdf").read_bytes()


def test_signs_of_the_office_can_be_copied(tmp_path: Path) -> None:
    text = pages(samples.report(), tmp_path)[0]
    assert "1 500 ₽" in text
    assert "1 214" in text
    assert "14.03.2026" in text
    assert "«____» __________ 2026 г." in text


def test_plan_lies_on_portrait_then_landscape_and_is_numbered_from_page_two(tmp_path: Path) -> None:
    texts = pages(samples.plan(40), tmp_path)
    boxes = [page.mediabox for page in PdfReader(tmp_path / "paper.pdf").pages]
    assert [box.width < box.height for box in boxes[:3]] == [True, True, False]
    assert not texts[0].startswith("1 ")
    assert all(text.startswith(f"{n} ") for n, text in enumerate(texts[1:], 2))
    assert all("Наименование мероприятия" in text for text in texts[2:])


def filled(count: int, *more: Row | Section | Group) -> tuple[Row | Section | Group, ...]:
    return (*(Row((f"{n}.", "Мероприятие", "", "", "")) for n in range(1, count + 1)), *more)


@pytest.mark.parametrize("count", range(12, 26))
def test_section_is_never_last_and_signature_never_alone(count: int, tmp_path: Path) -> None:
    rows = filled(count, Section("Последний раздел"), Row((f"{count + 1}.", "Итоговое", "", "", "")))
    blocks: tuple[Block, ...] = (Table(samples.PLAN_COLUMNS, rows), Signature("Секретарь", "А.С. Ветрова"))
    texts = pages(Document("План", blocks, page=LANDSCAPE), tmp_path)
    assert not any(text.endswith("Последний раздел") for text in texts)
    assert "Итоговое" in texts[-1]


@pytest.mark.parametrize("count", range(10, 24))
def test_item_breaks_between_steps_and_is_told_again(count: int, tmp_path: Path) -> None:
    steps = tuple(Row(("77.", "Самооценка организаций", f"шаг {n}", "И.Н. Лаптев", "")) for n in range(1, 6))
    texts = pages(
        Document("План", (Table(samples.PLAN_COLUMNS, filled(count, Group(steps))),), page=LANDSCAPE), tmp_path
    )
    values = [text for text in texts if "шаг" in text]
    assert re.findall(r"шаг \d", " ".join(values)) == [f"шаг {n}" for n in range(1, 6)]
    assert "Самооценка организаций" in values[0]
    assert all("Самооценка организаций (продолжение)" in text for text in values[1:])
    assert "продолжение" not in values[0]


def test_heading_stays_with_what_follows(tmp_path: Path) -> None:
    for count in range(36, 48):
        blocks: tuple[Block, ...] = (
            *(line(f"строка {n}") for n in range(count)),
            Heading("Раздел", 2),
            Paragraph("Слова раздела. " * 30),
        )
        texts = pages(Document("Отчёт", blocks), tmp_path)
        page = next(text for text in texts if "Раздел" in text)
        assert "Слова раздела" in page


def test_row_higher_than_a_page_is_split_and_nothing_is_lost(tmp_path: Path) -> None:
    words = [f"слово{n}" for n in range(1500)]
    rows = (*filled(2), Row(("3.", " ".join(words), "", "", "")), *filled(1))
    texts = pages(Document("План", (Table(samples.PLAN_COLUMNS, rows),), page=LANDSCAPE), tmp_path)
    assert len(texts) > 2
    assert re.findall(r"слово\d+", " ".join(texts)) == words


def test_overwide_words_and_strange_letters_are_set(tmp_path: Path) -> None:
    strange = "".join(map(chr, range(0x391, 0x3A0))) + "".join(map(chr, range(0xC0, 0x17F)))
    table = Table(
        (Column("Ш" * 40, 20), Column("", 30)),
        (Row(("https://example.org/" + "a" * 60, "Щ" * 30)), Row((strange, "☐ да ✓"))),
    )
    text = "".join(pages(Document("Крайности", (table, Paragraph("ы" * 300), line(strange))), tmp_path)).replace(
        " ", ""
    )
    assert "Ш" * 40 in text
    assert "Щ" * 30 in text
    assert "ы" * 300 in text
    assert strange in text


def test_header_over_header(tmp_path: Path) -> None:
    header = (Row((Cell("Организация", down=2), Cell("Участники", across=2))), Row((Cell("дети"), Cell("взрослые"))))
    table = Table(
        (Column("", 60), Column("", 30, "right"), Column("", 30, "right")), (Row(("СШ", 12, 0)),), header=header
    )
    (text,) = pages(Document("Участие", (table,)), tmp_path)
    for word in ("Организация", "Участники", "дети", "взрослые", "СШ 12 —"):
        assert word in text


def test_empty_document_and_empty_table_are_papers_too(tmp_path: Path) -> None:
    assert pages(Document("Пусто", ()), tmp_path) == [""]
    (text,) = pages(Document("Пусто", (Table((Column("№", 10), Column("Тема", 90)), ()),)), tmp_path)
    assert "Тема" in text


def test_one_line_is_no_company_for_a_signature(tmp_path: Path) -> None:
    for count in range(34, 44):
        rows = tuple(Row((f"{n}.", "Участник")) for n in range(count))
        table = Table((Column("№", 20), Column("Кто", 90)), rows)
        blocks: tuple[Block, ...] = (table, line("Всего: много."), Signature("Директор", "М.В. Соколова"))
        last = pages(Document("Список", blocks), tmp_path)[-1]
        assert f"{count - 1}. Участник" in last
        assert "Всего: много. Директор" in last


@pytest.mark.parametrize("face", FACES.values())
def test_a_face_read_whole_is_the_face_that_reportlab_reads(face: str) -> None:
    ours, theirs = (kind(str(FONTS / f"Tinos-{face}.ttf")) for kind in (Face, TTFontFace))
    assert ours.charToGlyph == theirs.charToGlyph
    assert ours.hmetrics == theirs.hmetrics
    assert [*ours.glyphPos] == theirs.glyphPos
    letters = [*theirs.charToGlyph, 0x4E00]  # the last is none of its letters
    assert [*map(ours.getCharWidth, letters)] == [fp_str(theirs.getCharWidth(each)).encode() for each in letters]
    told = ("name", "flags", "ascent", "descent", "capHeight", "bbox", "italicAngle", "stemV", "defaultWidth")
    assert [getattr(ours, each) for each in told] == [getattr(theirs, each) for each in told]
