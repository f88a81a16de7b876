"""Plans in every layout that offices use, put together at random: each fact right; and nothing wrong goes unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from cluster_desk.core.deadlines.time_words import own_day
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.facts import Row, compare
from tests.exchange.make_docx import Merged, Table, write_docx
from tests.exchange.plan_layouts import LAYOUTS, TITLE, Layout


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_fact_of_a_layout_is_read(layout: Callable[[Random], Layout], seed: int, tmp_path: Path) -> None:
    blocks, rows = layout(Random(seed))
    facts = compare(rows, read_document(write_docx(tmp_path / "plan.docx", blocks)))
    assert [fact for fact in facts if fact.verdict != "right"] == []


def test_what_may_be_wrong_is_doubted_at_its_place(tmp_path: Path) -> None:
    table = Table([
        ["Мероприятия", "Сроки", "Ответственные"],
        ["1. Смотр\n2. Обзор\n3. Совет", "май\nиюнь", "завуч"],
        ["Сбор", "как получится", "завуч"],
    ])  # fmt: skip
    wanted = [Row("Смотр", "май", "завуч"), Row("Сбор", "осень", "завуч")]
    facts = compare(wanted, read_document(write_docx(tmp_path / "plan.docx", [TITLE, table])))
    assert {fact.what for fact in facts if fact.verdict == "wrong"} == {"title", "deadline"}
    assert not [fact for fact in facts if fact.is_silent]


_WEEKS = [
    ["Направление", "1 неделя", "2 неделя", "3 неделя", "4 неделя"],
    ["Учебная работа", "Олимпиада (5-9 окт.)", "Срез знаний", "", "Педсовет 30.10"],
    ["Воспитательная работа", "День учителя", "Сбор к 8 ноября", "Осенний бал", "Кросс, 24 октября"],
]
_MONTHS = [
    ["№", "Мероприятие", "Ответственный"],
    ["", Merged("Ноябрь", across=2)],
    ["1", "Педсовет 30.10", "завуч"],
    ["2", "Сбор вожатых (12.11)", "вожатый"],
]


@pytest.mark.parametrize("rows", [_WEEKS, _MONTHS], ids=["times over columns", "months in rows"])
def test_a_title_with_days_that_its_time_does_not_have_is_doubted(rows: list[list[object]], tmp_path: Path) -> None:
    title = f"План работы школы на {'2026 год' if rows is _MONTHS else 'октябрь 2026 года'}"
    [plan] = read_document(write_docx(tmp_path / "plan.docx", [title, Table(rows)])).plans
    items = [item for section in plan.sections for item in section.parts]
    doubted = [item.record.title for item in items if any("“%(own)s”" in each.text for each in item.doubts)]
    assert doubted == ["Педсовет 30.10"]


@pytest.mark.parametrize(
    ("heading", "cells", "deadlines"),
    [
        ("Квартал", ["I", "ll", "Ш", "IУ"], ["I квартал", "ll квартал", "Ш квартал", "IУ квартал"]),
        ("Квартал", ["I-II", "3", "в течение года", "4"], ["I-II квартал", "3 квартал", "в течение года", "4 квартал"]),
        ("Месяц", ["IX", "10", "XI-XII", "I"], ["сентябрь", "октябрь", "ноябрь-декабрь", "январь"]),
        ("Срок", ["I", "II", "III", "IV"], ["I", "II", "III", "IV"]),
    ],
)
def test_a_numeral_below_what_it_counts_is_read_with_it(
    heading: str, cells: list[str], deadlines: list[str], tmp_path: Path
) -> None:
    titles = ["Смотр кабинетов", "Сбор вожатых", "Выставка рисунков", "Круглый стол"]
    rows = [[title, cell, "завуч"] for title, cell in zip(titles, cells, strict=True)]
    table = Table([["Мероприятие", heading, "Ответственный"], *rows])
    [plan] = read_document(write_docx(tmp_path / "plan.docx", [TITLE, table])).plans
    items = [item for section in plan.sections for item in section.parts]
    assert [item.record.deadline for item in items] == deadlines
    assert plan.columns == ["Мероприятие", heading, "Ответственный"]


@pytest.mark.parametrize("posts", ["кл. рук.|преп. ОБЖ", "соц. педагог|зам по УВР", "кл.рук., вожатые|физрук"])
def test_posts_cut_short_are_no_events(posts: str, tmp_path: Path) -> None:
    rows = [[title, "3 марта", post] for title, post in zip(["Беседы", "Сборы"], posts.split("|"), strict=True)]
    [plan] = read_document(write_docx(tmp_path / "plan.docx", [TITLE, Table(list(rows))])).plans
    items = [item for section in plan.sections for item in section.parts]
    assert [item.record.title for item in items] == ["Беседы", "Сборы"]
    assert [item.record.responsible for item in items] == posts.split("|")


def test_categories_of_teachers_are_no_times(tmp_path: Path) -> None:
    rows = [["Математика в селе", "первая"], ["Чтение с увлечением", "вторая"], ["Физика вокруг нас", "последняя"]]
    assert read_document(write_docx(tmp_path / "plan.docx", [TITLE, Table(list(rows))])).plans == []


def test_a_mistyped_word_of_a_deadline_is_asked_about(tmp_path: Path) -> None:
    table = Table([["Мероприятие", "Срок", "Ответственный"], ["Сбор вожатых", "октяьбрь", "завуч"]])
    [plan] = read_document(write_docx(tmp_path / "plan.docx", [TITLE, table])).plans
    [item] = plan.sections[0].parts
    assert (item.record.deadline, item.typed["means"]["spans"]) == ("октяьбрь", [["2031-10-01", "2031-10-31"]])
    assert any("mistyped" in doubt.text for doubt in item.doubts)


def test_days_of_a_title_stand_at_its_end_or_in_brackets() -> None:
    told = {"Педсовет 30.10": "30.10", "Смотр (5-9 окт.)": "5-9 окт.", "День знаний 1 сентября": "1 сентября"}
    none = ("Концерт к 8 марта", "Приказ от 30.10", "Выставка ко Дню 9 мая", "Отчёт за 2026 год", "Беседа «Нам 25»")
    assert {words: own_day(words) for words in (*told, *none)} == told | dict.fromkeys(none, "")


@pytest.mark.parametrize(
    ("years", "heading", "is_doubted"),
    [
        ("на 2025-2027 годы", "Срок (2026 г.)", True),
        ("на 2026/2027 учебный год", "Сроки 2026", True),
        ("на 2026/2027 учебный год", "Сроки, 2026/27", False),
        ("на 2026 год", "Сроки на 2026 год", False),
        ("на 2025-2027 годы", "Срок", False),
    ],
)
def test_a_year_over_the_deadlines_of_several_years_is_asked_about(
    years: str, heading: str, is_doubted: bool, tmp_path: Path
) -> None:
    table = Table([["№", "Мероприятие", heading, "Ответственный"], ["1", "Сбор вожатых", "с марта", "вожатый"]])
    [plan] = read_document(write_docx(tmp_path / "plan.docx", [f"План мероприятий {years}", table])).plans
    assert any("“%(heading)s” tells the year" in each.text for each in plan.doubts) is is_doubted
