"""The vocabulary of headings: the same for a document's table and for one that is pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph
from cluster_desk.exchange.layout.headers import find_header
from tests.probes import clipboard_columns, clipboard_items

_KNOWN = [
    (role, words)
    for line in (Path(__file__).parent / "headings.tsv").read_text("utf-8").splitlines()[1:]
    for role, words in [line.split("\t")]
]
_FURTHER = {
    "title": "Название события|Перечень мероприятий|Формы работы|Темы|Ключевые дела|Что планируется|Направление работы",
    "deadline": "Месяц проведения|Дата и время|Плановая дата|Дедлайн|Квартал|К какому сроку|Начало",
    "responsible": "Кто отвечает|Отв.|Отв. лица|ФИО ответственного|Учителя|Координатор|Должностное лицо|Кем проводится",
    "result": "Итоговый документ|Отчёт|Вид документа|Выполнение|Форма контроля|Что получим|Подтверждающие документы",
    "number": "№ пп|Номер по порядку|№ строки|Пункт|#|№№|п/п №|Порядковый номер",
}
_HEADINGS = [*_KNOWN, *((role, words) for role, each in _FURTHER.items() for words in each.split("|"))]
_OTHERS = {"number": "№", "title": "Мероприятие", "deadline": "Сроки", "responsible": "Ответственные"}


def _table(role: str, words: str) -> tuple[list[str], list[str]]:
    """A header with `words` among usual ones, and the keys that its columns have."""
    others = {key: each for key, each in _OTHERS.items() if key != role}
    return [*others.values(), words], [*others, role]


@pytest.mark.parametrize(("role", "words"), _HEADINGS)
def test_a_heading_pasted_is_understood_as_in_a_document(role: str, words: str) -> None:
    header, keys = _table(role, words)
    row = ["7" if key == "number" else f"Слёт {key}" for key in keys]
    assert clipboard_columns(text="\t".join(header) + "\n" + "\t".join(row)) == [list(zip(header, keys, strict=True))]
    assert clipboard_items(text="\t".join(header) + "\n" + "\t".join(row)) == [
        {"section": "", **dict(zip(keys, row, strict=True)), "steps": []}
    ]
    grid = Grid([[Cell([Paragraph(cell)]) for cell in line] for line in (header, row)])
    headed = find_header(grid)
    assert headed is not None
    assert headed.roles[role] == len(header) - 1


@pytest.mark.parametrize(
    "rows",
    [
        "Отчёт о работе\tмай\tдиректор школы",
        "Мероприятия по плану\tв течение года\tКузнецова О. Л.",
        "1\tСодержание работы кабинета\tсентябрь\tучитель",
    ],
)
def test_words_of_headings_in_a_row_make_no_header(rows: str) -> None:
    assert len(clipboard_items(text=f"{rows}\nСлёт\tиюнь\tЗимина А. Р.")) == 2


def test_rows_above_a_repeated_header_are_rows() -> None:
    text = "7\tСлёт\tмай\n№ п/п\tМероприятие\tСроки\n8\tФорум\tиюнь\n№ п/п\tМероприятие\tСроки\n9\tСбор\tиюль"
    assert [item["title"] for item in clipboard_items(text=text)] == ["Слёт", "Форум", "Сбор"]


def test_a_title_above_the_header_and_a_header_of_two_rows() -> None:
    html = (
        "<table><tr><td colspan=4>План на год</td></tr>"
        "<tr><th rowspan=2>№</th><th rowspan=2>Содержание работы</th><th colspan=2>Исполнение</th></tr>"
        "<tr><th>Срок</th><th>Ответственный</th></tr>"
        "<tr><td>1</td><td>Слёт</td><td>май</td><td>Зимина А. Р.</td></tr></table>"
    )
    words = {"number": "1", "title": "Слёт", "deadline": "май", "responsible": "Зимина А. Р."}
    assert clipboard_items(html=html) == [{"section": "", **words, "steps": []}]
    assert read_clipboard(html, "").left_alone == []
