"""Word files that people go on with: styles carry the look, lists are lists, a pack's contents count pages."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph as Written

from cluster_desk.exchange.files.word import read_word
from cluster_desk.exchange.layout.grids import BULLET
from cluster_desk.exchange.layout.grids import Paragraph as Read
from cluster_desk.reports.document import (
    Bars,
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
    line,
    titles,
)
from cluster_desk.reports.formats import write_paper
from tests.reports import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = {"agenda": samples.agenda, "members": samples.members, "minutes": samples.minutes, "letter": samples.letter,
          "plan": samples.plan, "report": samples.report}  # fmt: skip


def written(document: Document, folder: Path) -> docx.document.Document:
    write_paper(document, folder / "paper.docx")
    return docx.Document(str(folder / "paper.docx"))


def every_paragraph(paper: docx.document.Document) -> list[Written]:
    return [Written(element, paper) for element in paper.element.body.iter(f"{W}p")]


@pytest.mark.parametrize("name", PAPERS)
def test_the_look_comes_from_styles_that_lean_on_the_usual_one(name: str, tmp_path: Path) -> None:
    paper = written(PAPERS[name](), tmp_path)
    for paragraph in every_paragraph(paper):
        if not paragraph.text.strip():
            continue
        assert paragraph.style is not None
        assert paragraph.style.name != "Normal"
        base = paragraph.style
        while base.base_style is not None:
            base = base.base_style
        assert base.name == "Normal"
        properties = paragraph._p.pPr
        assert properties is not None
        assert not properties.findall(f"{W}jc") + properties.findall(f"{W}ind") + properties.findall(f"{W}tabs")
    sized = [run.text for paragraph in every_paragraph(paper) for run in paragraph.runs if run.font.size]
    assert sized in ([], ["(подпись)"])


def test_the_body_has_no_size_of_its_own(tmp_path: Path) -> None:
    paper = written(samples.minutes(), tmp_path)
    body = paper.styles["Body Text"]
    assert body.font.size is None
    assert body.font.name is None
    assert paper.styles["Normal"].font.size.pt == 13
    assert paper.styles["Heading 2"].font.bold
    said = {paragraph.style.name for paragraph in paper.paragraphs if paragraph.style and paragraph.text.strip()}
    assert {"Body Text", "List Number", "Heading 1", "Heading 2", "Signature"} <= said


def test_tables_have_a_table_style(tmp_path: Path) -> None:
    (table,) = written(samples.agenda(), tmp_path).tables
    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert table.rows[0].cells[0].paragraphs[0].style.name == "Заголовок таблицы"


LIST = ("1. Первый", "2. Второй:", "2.1. внутри", "2.2. ещё", "3. Третий", "Слова между ними.", "4. Четвёртый",
        "7. Седьмой", "– тире", "– ещё тире", "1) скобка", "2) другая", "1. Снова первый", "5.3. Далеко",
        "2026. Не список", "3.5 часа")  # fmt: skip


TYPED = ("7. Седьмой", "5.3. Далеко", "2026. Не список", "3.5 часа")


def test_lists_are_lists_and_say_what_was_typed(tmp_path: Path) -> None:
    paper = written(Document("Списки", tuple(map(Paragraph, LIST))), tmp_path)
    listed = [p for p in paper.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    typed = [text for text in LIST if re.match(r"[–\d][\d.)]{0,4} ", text) and text not in TYPED]
    assert [p.text for p in listed] == [re.sub(r"^\S+ ", "", text) for text in typed]
    assert {p.style.name for p in listed if p.style} == {"List Number", "List Bullet"}
    with (tmp_path / "paper.docx").open("rb") as file:
        content = read_word(file, tmp_path / "paper.docx")
    shown = [f"{one.mark} {one.text}".strip() for one in content.blocks if isinstance(one, Read)]
    assert [text.replace("\u00a0", " ") for text in shown] == [text.replace("– ", f"{BULLET} ") for text in LIST]


def test_numbers_with_a_hyphen_are_not_torn(tmp_path: Path) -> None:
    paper = written(Document("Приказ", (line("Приказ № 14-од, тел. 2-13-45, сине-белый"),)), tmp_path)
    (element,) = [p for p in paper.element.body.iter(f"{W}p") if p.findall(f"{W}r")]
    assert len(list(element.iter(f"{W}noBreakHyphen"))) == 3
    assert Written(element, paper).text.replace("\u00a0", " ") == "Приказ № 14-од, тел. 2-13-45, сине-белый"


def test_a_pack_counts_its_pages(tmp_path: Path) -> None:
    long = Document("Протокол", tuple(Paragraph("Слова протокола. " * 40) for _ in range(12)))
    table = Document("Реестр", (Table((Column("Что", 60),), (Row(("а",)),)),))
    pack = Document("Материалы", (*titles("МАТЕРИАЛЫ"),), appended=(Document("Повестка", (line("а"),)), long, table))
    paper = written(pack, tmp_path)
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert [row[2] for row in rows] == ["Стр.", "2", "3", "6"]
    body = paper.element.body
    fields = [element.text.split()[1] for element in body.iter(f"{W}instrText") if "PAGEREF" in (element.text or "")]
    assert fields == [element.get(f"{W}name") for element in body.iter(f"{W}bookmarkStart")]
    write_paper(pack, tmp_path / "pack.html")
    page = (tmp_path / "pack.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="#(part\d)">(\d)</a>', page) == [("part1", "2"), ("part2", "3"), ("part3", "6")]
    assert re.findall(r'<section id="(part\d)"', page) == ["part1", "part2", "part3"]
    assert "content:counter(page)" in page


def test_the_last_row_of_a_table_is_never_alone(tmp_path: Path) -> None:
    rows = (*(Row((f"{n}.", "а")) for n in range(1, 5)), Row(("", "Итого"), total=True))
    blocks: tuple[Block, ...] = (Heading("ИТОГИ"), Table((Column("№", 20), Column("Что", 90)), rows),
                                 Signature("Секретарь", "А.С. Ветрова"))  # fmt: skip
    (table,) = written(Document("Итоги", blocks), tmp_path).tables
    kept = [row._tr.find(f".//{W}keepNext") is not None for row in table.rows]
    assert kept[-4:] == [False, True, True, True]


def test_headers_of_a_web_table_tell_what_they_head(tmp_path: Path) -> None:
    write_paper(samples.plan(), tmp_path / "plan.html")
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert '<th scope="col">Ответственный</th>' in page
    assert '<th scope="rowgroup" colspan="5">' in page
    assert "<th>" not in page


def test_the_target_of_a_chart_is_a_line_through_its_bars_and_no_bar(tmp_path: Path) -> None:
    bars = (Bars("2025 год", (40.0,)), Bars("2026 год", (90.0,)))
    paper = written(Document("Показатели", (Chart("Рисунок 1", ("доля",), bars, target=60.0),)), tmp_path)
    (table,) = paper.tables
    drawn = [[bool(cell._tc.findall(f".//{W}shd")) for cell in row.cells] for row in table.rows]
    assert drawn == [[False, True, False, False], [False, True, True, False], [False] * 4]
    lines = [cell._tc.findall(f".//{W}tcBorders/{W}right") for cell in table.column_cells(1)]
    assert [[each.get(f"{W}val") for each in line] for line in lines] == [["dashed"]] * 3
    assert [cell.text.strip() for cell in table.rows[2].cells] == ["целевое значение (пунктир)", "", "", "60"]
