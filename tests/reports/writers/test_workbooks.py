"""Workbooks that people go on with: readable, printable, counted right."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from cluster_desk.reports.document import (
    Bars,
    Block,
    Chart,
    Column,
    Document,
    Group,
    Heading,
    Paragraph,
    Row,
    Section,
    Sheet,
    Table,
    titles,
)
from cluster_desk.reports.document.sheets import shortened
from cluster_desk.reports.document.text import Sum, bold, italic, rich
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.writers.excel.heights import HIGHEST, lines_of_text

WORDS = "Проведение мониторинга предварительного трудоустройства обучающихся образовательных организаций. "


def sheets(document: Document, folder: Path) -> list[Worksheet]:
    write_paper(document, folder / "paper.xlsx")
    return list(load_workbook(folder / "paper.xlsx").worksheets)


def test_prose_is_wrapped_as_high_as_it_is_bold_and_centred_like_the_paper(tmp_path: Path) -> None:
    blocks: tuple[Block, ...] = (*titles("ПРОТОКОЛ"), Paragraph(WORDS * 6), Heading("Решили:", 2, "left"))
    (sheet,) = sheets(Document("Протокол", blocks), tmp_path)
    head, prose, mark = (sheet.cell(row, 1) for row in (1, 2, 3))
    assert (head.font.b, head.alignment.horizontal) == (True, "center")
    assert (mark.font.b, mark.alignment.horizontal) == (True, "left")
    assert prose.alignment.wrap_text
    assert not prose.font.b
    assert (sheet.row_dimensions[2].height or 0) > 80
    assert sheet.column_dimensions["A"].width < 98
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "&P"
    assert sheet.HeaderFooter.differentFirst


def test_lines_beside_a_table_are_as_wide_as_the_table(tmp_path: Path) -> None:
    table = Table((Column("№", 12), Column("Что", 90), Column("Кто", 60)), (Row((1, "а", "б")),), note=WORDS * 3)
    (sheet,) = sheets(Document("Список", (*titles("СПИСОК"), Paragraph(WORDS * 3), table)), tmp_path)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:C1", "A2:C2"} <= merged
    assert (sheet.row_dimensions[2].height or 0) > 30


def test_merged_rows_are_as_high_as_their_words(tmp_path: Path) -> None:
    steps = tuple(Row((WORDS * 3, f"этап {n}")) for n in range(3))
    table = Table((Column("Что", 60), Column("Этап", 60)), (Section(WORDS * 3), Group(steps, (0,), 0)))
    (sheet,) = sheets(Document("План", (table,)), tmp_path)
    assert (sheet.row_dimensions[2].height or 0) > 30
    heights = [sheet.row_dimensions[row].height or 15 for row in (3, 4, 5)]
    assert sum(heights) >= 15 * lines_of_text(WORDS * 3, sheet.column_dimensions["A"].width / 0.54) * 0.9
    assert max(heights) - min(heights) < 1


def test_a_cell_too_high_for_excel_goes_on_in_the_next_row(tmp_path: Path) -> None:
    words = [f"слово{n}" for n in range(1500)]
    table = Table((Column("№", 12), Column("Что", 90)), (Row((1, " ".join(words))), Row((2, "дальше"))))
    (sheet,) = sheets(Document("План", (table,)), tmp_path)
    rows = [(a.value, b.value) for a, b in sheet.iter_rows(min_row=2)]
    assert " ".join(str(text) for _, text in rows[:-1]).split() == words
    assert [number for number, _ in rows] == [1, *[None] * (len(rows) - 2), 2]
    assert all((one.height or 0) <= HIGHEST for one in sheet.row_dimensions.values())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Протокол заседания координационного совета № 13", "Протокол заседания"),
        ("Приглашения на заседание 27 августа 2026 г.", "Приглашения на заседание"),
        ("Ресурсы опорной школы за 2026 год", "Ресурсы опорной школы"),
        ("Список участников", "Список участников"),
        ("Решили:", "Решили"),
        ("Превысокомногорассмотрительствующий", "Превысокомногорассмотрительству"),
    ],
)
def test_a_tab_s_name_is_cut_between_words(name: str, short: str) -> None:
    assert shortened(name, 31) == short


def test_a_table_is_called_after_its_caption_or_heading(tmp_path: Path) -> None:
    def table(caption: str = "") -> Table:
        return Table((Column("Что", 60),), (Row(("а",)),), caption=caption)

    blocks: tuple[Block, ...] = (
        *titles("ОТЧЁТ"), table(), Heading("СВЕДЕНИЯ ОБ УЧАСТИИ", 2), table("Таблица 2 — Участие школ"),
        Heading("3. Выводы:", 2), Paragraph(WORDS), table(),
    )  # fmt: skip
    assert [sheet.title for sheet in sheets(Document("Отчёт за год", blocks), tmp_path)] == [
        "Отчёт за год", "Участие школ", "Отчёт за год (2)",
    ]  # fmt: skip


def test_numbers_and_dates_are_values_and_fit_their_columns(tmp_path: Path) -> None:
    table = Table((Column("№", 12), Column("Обучаю\u00adщихся", 12), Column("Дата", 8)),
                  (Row(("1", 1_234_567, dt.date(2026, 9, 22))), Row(("007", "2.", "2.10"))))  # fmt: skip
    (sheet,) = sheets(Document("Итоги", (table,)), tmp_path)
    assert [cell.value for cell in sheet[2]] == [1, 1_234_567, dt.datetime(2026, 9, 22)]
    assert [cell.value for cell in sheet[3]] == ["007", "2.", "2.10"]
    assert sheet["B1"].value == "Обучающихся"
    assert sheet.column_dimensions["B"].width > 11
    assert sheet.column_dimensions["C"].width > 9


def test_charts_are_charts(tmp_path: Path) -> None:
    charts = tuple(
        Chart(f"Рисунок {n}", ("доля",), (Bars("2025 год", (1.5,)), Bars("2026 год", (2.0,))), target=3.0)
        for n in range(3)
    )
    table = Table((Column("Что", 60),), (Row(("а",)),))
    _first, second = sheets(Document("Показатели", (table, *charts)), tmp_path)
    assert second.title == "Диаграммы"
    assert len(second._charts) == 3  # type: ignore[attr-defined]
    assert all(isinstance(one, BarChart) for one in second._charts)  # type: ignore[attr-defined]
    assert [cell.value for cell in second[3]][:3] == ["2025 год", 1.5, 3]


def test_the_contents_of_a_pack_name_its_sheets(tmp_path: Path) -> None:
    table = Table((Column("Что", 60),), (Row(("а",)),))
    pack = Document("Материалы", (*titles("МАТЕРИАЛЫ"),), appended=(
        Document("Повестка заседания", (table,)), Document("Протокол заседания", (Paragraph(WORDS),)),
    ))  # fmt: skip
    first, *others = sheets(pack, tmp_path)
    assert [sheet.title for sheet in others] == ["Повестка заседания", "Протокол заседания"]
    said = [[cell.value for cell in row] for row in first.iter_rows()]
    assert [1, "Повестка заседания", "Повестка заседания"] in said
    assert ["№", "Документ", "Лист"] in said


def test_a_sum_over_nothing_is_no_circle(tmp_path: Path) -> None:
    table = Table((Column("Что", 60), Column("Сколько", 30)), (Row(("Итого", Sum(0)), total=True),))
    (sheet,) = sheets(Document("Итоги", (), sheets=(Sheet("Итоги", table),)), tmp_path)
    assert sheet["B2"].value == 0


def test_words_are_kept_as_typed_whatever_excel_or_xml_would_make_of_them(tmp_path: Path) -> None:
    words = ["<a> & «b»", " с отступом", "\u00ad=1+1", "=1+1", "#N/A", "#1", "две\nстроки", "007", "]]>"]
    table = Table((Column("Что", 60), Column("Ещё", 60)), tuple(Row((word, word)) for word in words))
    (sheet,) = sheets(Document("Список", (), sheets=(Sheet("Список", table),)), tmp_path)
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert read == [[word.replace("\u00ad", "")] * 2 for word in words]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_numbers_that_are_equal_keep_each_its_form(tmp_path: Path) -> None:
    table = Table((Column("Сколько", 60),), tuple(Row((value,)) for value in (1, Decimal("1.00"), None, 0, 0.0)))
    (sheet,) = sheets(Document("Числа", (), sheets=(Sheet("Числа", table),)), tmp_path)
    forms = [sheet.cell(row, 1).number_format.partition(";")[0] for row in range(2, 7)]
    assert forms == ["#,##0", "#,##0.00", "General", "#,##0", "#,##0.00"]


def test_words_in_other_faces_keep_them_in_prose_and_in_cells(tmp_path: Path) -> None:
    words = [f" слово{n}" for n in range(900)]
    long = rich(bold("=ПЕРВАЯ"), *words, bold(" КОНЕЦ"))
    rows = (Row((1, rich(bold("Срок:"), " май"))), Row((2, rich(bold("Итог")))))
    table = Table((Column("№", 12), Column("Что", 90)), rows)
    blocks = (Paragraph(rich(bold("Цель:"), " рост\nи ", italic("опыт"))), Paragraph(long), table)
    write_paper(Document("План", blocks), tmp_path / "paper.xlsx")
    (sheet,) = load_workbook(tmp_path / "paper.xlsx", rich_text=True).worksheets
    found = [cell.value for row in sheet.iter_rows() for cell in row]
    rich_ones = [value for value in found if isinstance(value, CellRichText)]
    parts = [one for value in rich_ones for one in value if isinstance(one, TextBlock)]
    marked = [(str(one), one.font.b, one.font.i) for one in parts if one.font.b or one.font.i]
    bolds = [("Цель:", True, False), ("=ПЕРВАЯ", True, False), (" КОНЕЦ", True, False), ("Срок:", True, False)]
    assert marked == [bolds[0], ("опыт", False, True), *bolds[1:]]
    texts = [str(cell.value) for row in sheet.iter_rows(max_col=1) for cell in row if cell.value]
    assert "Цель: рост" in texts
    assert " ".join(texts).split()[3:-3] == ["опыт", "=ПЕРВАЯ", *"".join(words).split(), "КОНЕЦ"]
    total = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Итог")
    assert total.font.b


def test_a_long_log_keeps_what_is_not_usual_among_what_is(tmp_path: Path) -> None:
    day = dt.date(2026, 9, 1)
    usual = [(n, day, f"Турнир № {n}") for n in range(1, 1200)]
    unusual = {300: (0, None, "=2+2"), 600: (-5, day, "а < б & в"), 650: (1.5, day, ""), 900: (10**16, day, " край")}
    rows = tuple(Row(unusual.get(n, row)) for n, row in enumerate(usual, 1))
    table = Table((Column("№", 14), Column("Дата", 26), Column("Что", 80)), rows)
    (sheet,) = sheets(Document("Журнал", (table,)), tmp_path)
    read = list(sheet.iter_rows(min_row=2, values_only=True))
    as_read = {day: dt.datetime(2026, 9, 1), "": None}
    assert read == [tuple(as_read.get(value, value) for value in row.cells) for row in rows]
    assert sheet["C301"].data_type == "s"
