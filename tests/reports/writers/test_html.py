"""Papers as a web page: one file, Russian, escaped."""

from __future__ import annotations

from pathlib import Path

from lxml import html as parser

from cluster_desk.reports.document import Column, Document, Row, Table, line
from cluster_desk.reports.writers import html
from tests.reports import samples


def page(document: Document, folder: Path) -> parser.HtmlElement:
    """The written page, parsed."""
    path = folder / "paper.html"
    html.write(document, path)
    return parser.fromstring(path.read_text("utf-8"))


def test_page_is_russian_self_contained_and_titled(tmp_path: Path) -> None:
    tree = page(samples.plan(), tmp_path)
    assert tree.get("lang") == "ru"
    assert tree.findtext("head/title") == "План работы Заречного образовательного кластера на 2026 год"
    assert not tree.xpath("//@src | //@href | //script")


def test_table_has_header_sections_and_merged_cells(tmp_path: Path) -> None:
    table = page(samples.plan(), tmp_path).xpath("//table")[-1]
    assert len(table.xpath("thead/tr")) == 1
    assert table.xpath("tbody/tr/th/@colspan") == ["5", "5"]
    assert table.xpath("tbody/tr/td/@rowspan") == ["4", "4"]


def test_what_people_typed_is_escaped(tmp_path: Path) -> None:
    typed = "<script>alert('x')</script> & \"кавычки\""
    tree = page(Document(typed, (line(typed), Table((Column(typed, 80),), (Row((typed,)),)))), tmp_path)
    assert not tree.xpath("//script")
    assert tree.text_content().count(typed) == 4  # title, paragraph, header, cell


def test_every_sample_is_told_whole(tmp_path: Path) -> None:
    text = " ".join(page(samples.minutes(), tmp_path).text_content().replace("\u00a0", " ").split())
    assert "Л.Д. Щукина — предложила помощь института развития образования" in text
    assert "Приглашённые" not in text
