"""Applications of schools in sixteen layouts: every participant right, or doubted beside the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.files.reader import read_content
from cluster_desk.exchange.parsers.applications import is_application, parse_applications
from tests.exchange.applications import LAYOUTS, SCHOOLS, Maker, children, write_xlsx
from tests.exchange.make_docx import Table, write_docx

_MAKERS = list(LAYOUTS)


@pytest.mark.parametrize("number", range(len(_MAKERS)), ids=[make.__name__ for make in _MAKERS])
def test_every_participant_is_right_whatever_the_layout(number: int, tmp_path: Path) -> None:
    make: Maker = _MAKERS[number]
    school = SCHOOLS[number % len(SCHOOLS)]
    told = children(school)
    content = read_content(make(tmp_path, school, told))
    assert is_application(content)
    result = parse_applications(content)
    [application] = result.applications
    assert [one.name for one in application.people] == [one.name for one in told]
    for read, wanted in zip(application.people, told, strict=True):
        assert read_class(read.grade) == read_class(wanted.grade)
        assert fold(read.organization) == fold(school)
        for name in LAYOUTS[make]:
            assert fold(getattr(read, name)).replace('"', "") == fold(getattr(wanted, name)), name


def test_what_no_participant_tells_is_named(tmp_path: Path) -> None:
    path = next(make for make in _MAKERS if make.__name__ == "works_and_dates")(
        tmp_path, SCHOOLS[0], children(SCHOOLS[0])
    )
    result = parse_applications(read_content(path))
    left = " ".join(one.words for one in result.left_alone)
    assert "01.02.2013" in left
    assert "89000000000" in left
    assert [one.work for one in result.applications[0].people] == ["Родники села"] * 3


def test_two_nominations_in_a_cell_are_two_lines_or_a_doubt(tmp_path: Path) -> None:
    head = ["ФИО участника", "Класс", "Школа", "Номинация"]
    rows = [
        head,
        ["Лугов Иван", "7", "СОШ № 1", "Поэзия\nПроза"],
        ["Белова Анна", "7", "СОШ № 1", "Художественное\nслово"],
        ["Зорин Пётр", "7", "СОШ № 1", "«Поэзия»; «Проза»"],
        ["Соснина Ольга", "7", "СОШ № 1", "Поэзия, проза"],
    ]
    result = parse_applications(read_content(write_docx(tmp_path / "a.docx", ["Заявка", Table(rows)])))
    people = result.applications[0].people
    assert [(one.name.split()[0], one.nomination) for one in people] == [
        ("Лугов", "Поэзия"),
        ("Лугов", "Проза"),
        ("Белова", "Художественное слово"),
        ("Зорин", "Поэзия"),
        ("Зорин", "Проза"),
        ("Соснина", "Поэзия, проза"),
    ]
    assert [doubt.sentence() for doubt in people[-1].doubts] == ["Возможно, номинаций несколько: «Поэзия, проза»."]


def test_what_may_be_wrong_is_doubted_beside_its_row(tmp_path: Path) -> None:
    rows = [
        ["Заявка"],
        ["ФИО участника", "Класс", "Школа"],
        ["Лугов Иван", "учитель", "СОШ № 1"],
        ["Команда «Родничок»", "7", "СОШ № 1"],
        ["Белова Анна", "", ""],
    ]
    result = parse_applications(read_content(write_xlsx(tmp_path / "a.xlsx", rows)))
    told = {one.name: [doubt.sentence() for doubt in one.doubts] for one in result.applications[0].people}
    assert told == {
        "Лугов Иван": ["«учитель» — не класс."],
        "Команда «Родничок»": ["«Команда «Родничок»» — вряд ли это имя."],
        "Белова Анна": ["Школа в этой строке не указана: взята из строки выше.", "Класс не указан."],
    }
