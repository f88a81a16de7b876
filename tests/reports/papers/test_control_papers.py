"""What is under control on paper: list, slips, how papers were fulfilled, visits, the register of consents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document, Fact, Section, Table, as_cell, rows_of
from cluster_desk.reports.document.text import plain


@pytest.fixture(scope="module")
def read(sample_of_module: Path) -> Iterator[Reader]:
    desk = Desk.open(sample_of_module, read_only=True)
    desk.read.today = lambda: dt.date(2026, 11, 24)
    yield desk.read
    desk.close()


def rows(document: Document) -> list[list[str]]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [
        [plain(as_cell(content).text) for content in row.cells]
        for table in tables
        for row in rows_of(table)
        if not isinstance(row, Section)
    ]


def test_the_list_tells_how_late_each_is(read: Reader) -> None:
    told = rows(paper("control").build(read, {"what": "incoming"}))
    assert [(row[1], row[2], row[5]) for row in told][:2] == [
        ("23.11.2026", "О представлении списка педагогов на курсы повышения квалификации", "ПРОСРОЧЕНО на 1 день"),
        ("30.11.2026", "О предоставлении зала для новогоднего концерта", "в работе"),
    ]
    with pytest.raises(UserError, match="ничего такого"):
        paper("control").build(read, {"person": "Никто"})


def test_each_executor_has_one_slip(read: Reader) -> None:
    document = paper("control-slips").build(read, {"what": "incoming"})
    names = [plain(block.text) for block in document.blocks if isinstance(block, Fact)]
    assert names == ["Воронцова М.С.", "Громова Е.Н.", "Лебедев И.П.", "Орлова В.С.", "Савельева Т.И."]


def test_how_papers_were_fulfilled_tells_late_answers(read: Reader) -> None:
    told = rows(paper("control-done").build(read, {}))
    assert [row[5] for row in told][:4] == [
        "Дан ответ № 204 от 09.10.2026. Сведения отправлены по электронной почте",
        "Исполнено 14.10.2026. Передано 12 экземпляров",
        "Дан ответ № 219 от 05.11.2026 (позже срока на 3 дня). Справка с таблицей по школам",
        "Принято к сведению",
    ]


def test_a_round_of_visits_as_a_schedule_and_as_a_report(read: Reader) -> None:
    schedule = rows(paper("visits").build(read, {"what": "schedule"}))
    assert [(row[1], row[2]) for row in schedule] == [
        ("15.10.2026", "МКОУ СОШ с. Луговое"),
        ("22.10.2026", "МКОУ СОШ с. Берёзовка"),
        ("03.12.2026", "МКОУ ООШ с. Ключи"),
    ]
    report = rows(paper("visits").build(read, {}))
    assert len(report) == 2  # the third is to come
    assert report[0][4].startswith("1. исполнено 30.10.2026: журнал предъявлен\n2. в работе")


def test_the_register_of_consents_tells_which_are_over(read: Reader) -> None:
    told = rows(paper("consents").build(read, {"state": "over"}))
    assert [(row[1], row[6]) for row in told] == [("Новикова Ева Денисовна", "отозвано 17.11.2026")]
    assert len(rows(paper("consents").build(read, {}))) == 6
