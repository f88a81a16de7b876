"""What stands around a plan keeps its look into the paper: headings, bold words, lists, tables that are no plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.records.plans import Plan
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.reports import document as doc
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.document.text import Run
from tests.exchange.make_docx import Below, Merged, Numbered, Raw, Table, paragraph, write_docx
from tests.papers_check.words import lines

HEADING, PLAIN = '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="9"/>'
HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]


def runs(*pieces: str) -> Raw:
    """A paragraph whose pieces in capitals stand in bold."""
    said = [
        f'<w:r><w:rPr>{"<w:b/>" if piece.isupper() else ""}</w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
        for piece in pieces
    ]
    return Raw(f"<w:p>{''.join(said)}</w:p>")


@pytest.fixture
def desk(data_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A programme: prose under headings, a list, its staff, the plan, criteria behind it, lines to sign on."""
    result = read_document(
        write_docx(
            tmp_path / "программа.docx",
            [
                "ПРОГРАММА «Истоки» на 2031 год",
                Raw(paragraph("Актуальность", HEADING)),
                Raw(paragraph("Школ в районе мало.", PLAIN)),
                runs("ПЕРВАЯ ЗАДАЧА ", "решена", " ", "НЕ ВСЯ", ": осталось"),
                Numbered("семинары", 2),
                "Кадровое обеспечение программы",
                Table(
                    [
                        ["Фамилия, имя, отчество", "Образование", "Нагрузка"],
                        [Merged("Методисты", 3)],
                        ["Лугова А. П.", Merged("высшее|второе", 1, down=True), "9 ч"],
                        ["Полева И. И.", Below(), "6 ч\nв неделю"],
                    ]
                ),
                "Календарный план",
                Table([HEADER, ["1", "Слёт", "май", "завуч"], ["2", "Форум", "июнь", "завуч"]]),
                Raw(paragraph("Критерии", HEADING)),
                Table([["Критерий", "Было", "Стало"], ["Школ", "2", "9"]]),
                Table([["Директор", "________"], ["Завуч", "________"]]),
            ],
        )
    )
    opened = Desk.open(data_file)
    import_document(opened, result)
    assert [each.name for each in result.left_alone if each.is_wanting] == ["Директор | ________"]
    yield opened
    opened.close()


def test_headings_bold_words_lists_and_tables_are_told_in_the_texts(desk: Desk) -> None:
    (plan,) = desk.read.load_all(Plan)
    assert [(one.heading, one.text.split("\n"), one.before_table) for one in plan.texts] == [
        (
            "Актуальность",
            [
                "Школ в районе мало.",
                "**ПЕРВАЯ ЗАДАЧА** решена **НЕ ВСЯ**: осталось",
                "- семинары",
            ],
            True,
        ),
        (
            "Кадровое обеспечение программы",
            [
                "| Фамилия, имя, отчество | Образование | Нагрузка |",
                "| Методисты |",
                "| Лугова А. П. | высшее/второе | 9 ч |",
                "| Полева И. И. | | 6 ч ⏎ в неделю |",
            ],
            True,
        ),
        ("Критерии", ["| Критерий | Было | Стало |", "| Школ | 2 | 9 |"], False),
    ]


def test_the_paper_shows_them_as_they_looked(desk: Desk) -> None:
    printed = paper("plan").build(desk.read, resolve_options(paper("plan").options, desk.read, {"plan": "2031"}))
    said = [block for block in printed.blocks if isinstance(block, doc.Paragraph)]
    task = next(block for block in said if isinstance(block.text, tuple) and block.text[0].text == "ПЕРВАЯ ЗАДАЧА")
    assert [run for run in task.text if isinstance(run, Run) and run.bold] == [
        Run("ПЕРВАЯ ЗАДАЧА", bold=True),
        Run("НЕ ВСЯ", bold=True),
    ]
    staff, _plan, criteria = (block for block in printed.blocks if isinstance(block, doc.Table))
    assert staff.rows[0] == doc.Section("Методисты")
    assert doc.Row(("Полева И. И.", "", "6 ч\nв неделю")) in staff.rows
    assert [column.title for column in criteria.columns] == ["Критерий", "Было", "Стало"]
    assert "Директор | ________" not in lines(printed)
