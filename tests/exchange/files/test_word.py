"""What stands in a Word document is read as its reader sees it."""

from pathlib import Path

import pytest

from cluster_desk.core.errors import Cancelled
from cluster_desk.exchange.files.reader import read_content, read_document
from cluster_desk.exchange.layout.grids import BULLET, Content, Grid, Paragraph
from tests.exchange.make_docx import Below, Merged, Numbered, Raw, Table, document_xml, write_docx


def read(tmp_path: Path, *blocks: object) -> Content:
    return read_content(write_docx(tmp_path / "d.docx", blocks))


def described(content: Content) -> list[str]:
    return [f"{each.mark} {each.words}".strip() for each in content.blocks if isinstance(each, Paragraph)]


def grid(content: Content) -> Grid:
    return content.grids()[0]


def test_paragraphs_come_in_order_with_breaks_and_tabs(tmp_path: Path) -> None:
    content = read(tmp_path, "Первый", "Второй\vв две строки\tи таб")
    assert [each.text for each in content.blocks if isinstance(each, Paragraph)] == [
        "Первый",
        "Второй\nв две строки\tи таб",
    ]
    assert described(content) == ["Первый", "Второй в две строки и таб"]


def test_automatic_numbers_count_as_word_shows_them(tmp_path: Path) -> None:
    content = read(
        tmp_path, Numbered("а"), Numbered("б"), Numbered("вложено", 1, 1), Numbered("в"),
        Numbered("вложено снова", 1, 1),
        Numbered("точка", 2), Numbered("раздел", 3), Numbered("пункт", 3, 1),
        Numbered("пункт", 3, 1), Numbered("рим", 4),
        Numbered("с начала", 5), Numbered("дальше", 5),
    )  # fmt: skip
    assert described(content) == [
        "1. а", "2. б", "а) вложено", "3. в", "а) вложено снова", f"{BULLET} точка", "1. раздел", "1.1. пункт",
        "1.2. пункт", "I) рим", "1. с начала", "2. дальше",
    ]  # fmt: skip


def test_a_style_may_bring_the_number(tmp_path: Path) -> None:
    styled = Raw('<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>по стилю</w:t></w:r></w:p>')
    assert described(read(tmp_path, styled, styled)) == ["1. по стилю", "2. по стилю"]


def test_merged_cells_stand_in_every_place_they_cover(tmp_path: Path) -> None:
    table = Table([[Merged("Раздел", 3)], [Merged("1", down=True), "а", "б"], [Below(), "в"]])
    rows = grid(read(tmp_path, table)).rows
    assert [[cell.text for cell in row] for row in rows] == [["Раздел"] * 3, ["1", "а", "б"], ["1", "в", ""]]
    assert rows[1][0] is rows[2][0]
    assert rows[1][0].rows == 2
    assert rows[0][0].span == 3


def test_automatic_numbers_in_cells_are_the_number(tmp_path: Path) -> None:
    table = Table([["№", "Дело"], [Numbered(), "первое"], [Numbered(), "второе"]])
    assert [row[0].number for row in grid(read(tmp_path, table)).rows] == ["№", "1.", "2."]


def test_tables_and_texts_inside_cells_and_boxes_are_seen(tmp_path: Path) -> None:
    box = Raw(
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>В рамке</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    content = read(tmp_path, Table([[[Table([["внутри"]]), "рядом"]]]), box)
    cell = grid(content).rows[0][0]
    assert [type(part).__name__ for part in cell.blocks] == ["Grid", "Paragraph"]
    assert cell.text == "рядом"
    assert "В рамке" in described(content)


def test_deleted_and_hidden_text_is_not_read_inserted_is(tmp_path: Path) -> None:
    xml = (
        "<w:p><w:ins><w:r><w:t>вставлено </w:t></w:r></w:ins><w:del><w:r><w:delText>удалено</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink></w:p>"
    )
    assert described(read(tmp_path, Raw(xml))) == ["вставлено ссылка"]


def test_content_controls_hold_rows_and_paragraphs(tmp_path: Path) -> None:
    control = Raw("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>в поле</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    table = Raw(
        "<w:tbl><w:sdt><w:sdtContent><w:tr>"
        "<w:tc><w:p><w:r><w:t>строка</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    content = read(tmp_path, control, table)
    assert described(content) == ["в поле"]
    assert grid(content).rows[0][0].text == "строка"


@pytest.mark.parametrize("seen", ["", "\u200b", "\u200b \ufeff", Numbered()], ids=["empty", "mark", "marks", "number"])
def test_a_term_that_says_nothing_is_empty_and_no_doubt(tmp_path: Path, seen: object) -> None:
    rows: list[list[object]] = [
        ["№", "Мероприятие", "Срок"],
        ["1", "Семинар", "май"],
        ["2", "Круглый стол", seen],
        ["3", "Слёт", ""],
    ]
    document = read_document(write_docx(tmp_path / "д.docx", ["План работы на 2026 год", Table(rows)]))
    items = [item.record for section in document.plans[0].sections for item in section.parts]
    assert [item.title for item in items] == ["Семинар", "Круглый стол", "Слёт"]
    assert not items[1].deadline.strip()


def test_a_box_counts_and_stands_behind_the_paragraph_that_it_hangs_on(tmp_path: Path) -> None:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    boxed = f"<w:pict><w:txbxContent><w:p>{number}<w:r><w:t>в рамке</w:t></w:r></w:p></w:txbxContent></w:pict>"
    around = f"<w:p>{number}<w:r><w:t>до </w:t>{boxed}<w:t>после</w:t></w:r></w:p>"
    assert described(read(tmp_path, Raw(around), Numbered("дальше"))) == ["1. до после", "2. в рамке", "3. дальше"]


def test_a_document_whose_main_namespace_has_no_prefix(tmp_path: Path) -> None:
    xml = document_xml([Numbered("пункт"), Table([[Merged("шапка", 2)], ["а", "б"]])])
    for of_element in ("<", "</"):
        xml = xml.replace(f"{of_element}w:", of_element)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = xml.replace("<document", f'<document xmlns="{space}"', 1)
    content = read_content(write_docx(tmp_path / "d.docx", [], document=xml))
    assert described(content) == ["1. пункт"]
    assert [[cell.text for cell in row] for row in grid(content).rows] == [["шапка", "шапка"], ["а", "б"]]


def test_a_long_document_can_be_stopped(tmp_path: Path) -> None:
    class Stops:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    path = write_docx(tmp_path / "d.docx", ["Текст"] * 100)
    with pytest.raises(Cancelled):
        read_content(path, Stops())
