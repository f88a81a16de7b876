"""A column for when and for something else is read as two; what cannot be parted without doubt stays whole, told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.layout.shared_column import roles_named, time_and
from tests.exchange.make_docx import Table, write_docx


def a_plan(tmp_path: Path, heading: list[object], *rows: list[object]) -> ParsedDocument:
    title = "План работы Липовского образовательного кластера на 2026-2027 учебный год"
    return read_document(write_docx(tmp_path / "План.docx", [title, Table([heading, *rows])]))


def items(read: ParsedDocument) -> list[tuple[str, str, str]]:
    return [
        (row.record.title, row.record.deadline, row.record.responsible)
        for section in read.plans[0].sections
        for row in section.parts
    ]


def doubts(read: ParsedDocument) -> list[str]:
    return [one["text"] for one in read.to_json().get("doubts", [])]


def test_times_and_people_of_one_column(tmp_path: Path) -> None:
    read = a_plan(
        tmp_path,
        ["№", "Мероприятие", "Сроки, ответственные"],
        ["1", "Семинар", "Октябрь, Ветрова А.С."],
        ["2", "Мониторинг", "до 15 декабря\nруководители РМО"],
        ["3", "Смотр", "май"],
        ["4", "Отчёт", "Лаптев И.Н."],
        ["5", "Педсовет", "Администрация, в течение года"],
    )
    assert items(read) == [
        ("Семинар", "Октябрь", "Ветрова А.С."),
        ("Мониторинг", "до 15 декабря", "руководители РМО"),
        ("Смотр", "май", ""),
        ("Отчёт", "", "Лаптев И.Н."),
        ("Педсовет", "в течение года", "Администрация"),
    ]
    assert doubts(read) == []


def test_the_place_beside_a_time_is_a_further_column(tmp_path: Path) -> None:
    read = a_plan(
        tmp_path,
        ["№", "Мероприятие", "Дата и место проведения", "Ответственный"],
        ["1", "Семинар", "15 октября, СОШ с. Липовка", "завуч"],
        ["2", "Круглый стол", "ноябрь, ДК", "завуч"],
    )
    assert [deadline for _title, deadline, _who in items(read)] == ["15 октября", "ноябрь"]
    rows = [row.record for section in read.plans[0].sections for row in section.parts]
    assert [row.further for row in rows] == ["СОШ с. Липовка", "ДК"]


def test_what_is_done_and_when_in_one_column(tmp_path: Path) -> None:
    read = a_plan(
        tmp_path,
        ["№", "Мероприятие, сроки", "Ответственный"],
        ["1", "Семинар учителей, октябрь", "завуч"],
        ["2", "Круглый стол (ноябрь)", "завуч"],
        ["3", "Педсовет\n20.12.2026", "завуч"],
        ["4", "Подготовка к 1 сентября", "завуч"],
    )
    assert [(title, deadline) for title, deadline, _who in items(read)] == [
        ("Семинар учителей", "октябрь"),
        ("Круглый стол", "ноябрь"),
        ("Педсовет", "20.12.2026"),
        ("Подготовка к 1 сентября", ""),
    ]
    assert doubts(read) == ["Что делается и когда, стоит в одной ячейке; разделить не удалось."]


@pytest.mark.parametrize("heading", ["Ответственный, результат", "Ответственный / итоговый документ"])
def test_a_heading_of_several_things_that_is_not_parted_is_doubted(tmp_path: Path, heading: str) -> None:
    read = a_plan(tmp_path, ["Мероприятие", "Сроки", heading], ["Семинар", "Октябрь", "Ветрова А.С., справка"])
    assert f"«{heading}» называет сразу несколько сведений; ячейки под этим заголовком не разделены." in doubts(read)


def test_a_heading_says_what_it_names() -> None:
    assert roles_named("Сроки, ответственные") == {"deadline": "Сроки", "responsible": "ответственные"}
    assert roles_named("Дата и время проведения") == {"deadline": "Дата"}
    assert list(roles_named("Ответственные (сроки)")) == ["responsible", "deadline"]


@pytest.mark.parametrize(
    ("role", "words", "parted"),
    [
        ("responsible", "Октябрь (Ветрова А.С.)", ("Октябрь", "Ветрова А.С.")),
        ("responsible", "март, апрель, директора школ", ("март, апрель", "директора школ")),
        ("responsible", "Ветрова А.С.\nЛаптев И.Н.\nмай", ("май", "Ветрова А.С.\nЛаптев И.Н.")),
        ("responsible", "до 01.10.2026 Ветрова А.С.", ("до 01.10.2026", "Ветрова А.С.")),
        ("responsible", "в течение года директор", ("в течение года", "директор")),
        ("responsible", "По плану, завуч", ("По плану", "завуч")),
        ("responsible", "2 раза в год (октябрь, апрель), завуч", ("2 раза в год (октябрь, апрель)", "завуч")),
        ("responsible", "2 раза в год (октябрь, апрель)", ("2 раза в год (октябрь, апрель)", "")),
        ("responsible", "завуч (по УВР), май", ("май", "завуч (по УВР)")),
        ("responsible", "октябрь (по графику)", ("октябрь (по графику)", "")),
        ("responsible", "15.10.2026, Ветрова А.С., 16.10.2026, Лаптев И.Н.", None),
        ("place", "15.10.2026, 14.00, актовый зал", ("15.10.2026, 14.00", "актовый зал")),
        ("place", "15 октября в 10:00 СОШ № 5", ("15 октября в 10:00", "СОШ № 5")),
        ("title", "День знаний, 1 сентября", None),
        ("title", "Конкурс «Осень, октябрь»", None),
    ],
)
def test_a_cell_is_parted(role: str, words: str, parted: tuple[str, str] | None) -> None:
    assert time_and(role, words) == parted


@pytest.mark.parametrize(
    ("role", "words", "parted"),
    [
        ("title", "Отчёт за 2026 год", None),
        ("title", "Подведение итогов 1 четверти", None),
        ("title", "Неделя 8-12 февраля: физика", None),
        ("title", "Игра «Заря» (февраль), лицей", None),
        ("title", "Линейка 1 сентября", ("1 сентября", "Линейка")),
        ("place", "школа № 3, 5 мая", ("5 мая", "школа № 3")),
        ("place", "5 мая школа № 3", None),
        ("place", "каб. 5.12", None),
        ("responsible", "Ветрова А.С., май", ("май", "Ветрова А.С.")),
        ("responsible", "Лаптев И.Н., Ветрова А.С. – до 15 октября", ("до 15 октября", "Лаптев И.Н., Ветрова А.С.")),
        ("responsible", "сентябрь Ветрова А.С.\nмай Лаптев И.Н.", None),
        ("responsible", "до 1.10 Ветрова А.С., до 1.12 Лаптев И.Н.", None),
        ("responsible", "1 неделя Ветрова А.С.", None),
    ],
)
def test_a_time_is_parted_only_where_it_is_one_and_the_only_one(
    role: str, words: str, parted: tuple[str, str] | None
) -> None:
    """«Отчёт за» was of 2026, «школа №» of «3, 5 мая»; the second of two with times of their own had none."""
    assert time_and(role, words) == parted


@pytest.mark.parametrize("heading", ["Ответственный, место проведения", "Место проведения, ответственный"])
def test_who_answers_beside_a_place_is_not_passed_over_in_silence(tmp_path: Path, heading: str) -> None:
    read = a_plan(tmp_path, ["Мероприятие", "Сроки", heading], ["Семинар", "Октябрь", "Ветрова А.С., лицей"])
    assert f"«{heading}» называет сразу несколько сведений; ячейки под этим заголовком не разделены." in doubts(read)
