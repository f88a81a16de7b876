"""Headings and cells of schools' own making: what a column counts, totals beside kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.parsed_replies import ParsedReply
from cluster_desk.exchange.files.reader import read_content
from cluster_desk.exchange.layout.headers import reply_role
from cluster_desk.exchange.parsers.school_forms import read_school_form


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Мероприятие (название, уровень)", "name"),
        ("Число участников-детей", "pupils"),
        ("Наименование показателя", "question"),
        ("Где", "place"),
        ("Кол-во педагогов", "teachers"),
        ("Родителей (законных представителей)", "parents"),
        ("Всего участников", "amount"),
        ("Ответственный педагог", "responsible"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, role: str) -> None:
    assert reply_role(heading) == role


def test_a_column_of_names_counts_nobody() -> None:
    assert reply_role("Ф.И.О. педагога") not in ("teachers", "others")


def reply(path: Path, *rows: str) -> ParsedReply:
    path.write_text("\n".join(rows), encoding="utf-8")
    return read_school_form(read_content(path)).replies[0]


@pytest.mark.parametrize(
    ("first", "school"),
    [
        ("Школа-интернат с. Озёрное", "Школа-интернат с. Озёрное"),
        ("Полное наименование образовательной организации: СОШ Луговое", "СОШ Луговое"),
        ("Наша школа — СОШ Луговое", "СОШ Луговое"),
    ],
)
def test_the_school_stands_behind_its_label(tmp_path: Path, first: str, school: str) -> None:
    told = reply(tmp_path / "a.csv", f"{first};;;", "Дата;Мероприятие;Обучающихся;Педагогов", "12.10.2026;Слёт;12;2")
    assert told.school == [school]


def test_a_total_is_not_counted_beside_its_kinds(tmp_path: Path) -> None:
    told = reply(
        tmp_path / "a.csv",
        "Школа: СОШ Луговое;;;;",
        "Дата;Мероприятие;Обучающихся;Педагогов;Всего",
        "12.10.2026;Слёт;12;2;14",
        "13.10.2026;Форум;12;2;20",
        "14.10.2026;Поход;;;9",
    )
    counts = [[one.record.count for one in event.parts] for event in told.events]
    assert counts == [[12, 2], [12, 2], [9]]
    doubts = [[doubt.sentence() for doubt in event.doubts] for event in told.events]
    assert doubts == [[], ["Ячейка E4: всего указано 20, а по столбцам выходит 14."], []]
