"""The plan of the council's meetings, the plan for a month, what became of a meeting's decisions."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document, Fact, Group, PageBreak, Row, Section, Table
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.document.text import plain
from tests.reports import texts


def built(desk: Desk, name: str, **options: str) -> Document:
    """The paper as it was on 29 November 2026."""
    desk.read.today = lambda: dt.date(2026, 11, 29)
    return paper(name).build(desk.read, options)


def test_the_plan_of_meetings_lists_the_questions_of_each(desk: Desk) -> None:
    document = built(desk, "council-plan")  # the year of the next meeting
    groups = [row for row in texts.table(document).rows if isinstance(row, Group)]
    year = "body_id IS NULL AND day BETWEEN '2026-01-01' AND '2026-12-31'"
    assert len(groups) == desk.read.value(f"SELECT count(*) FROM meetings WHERE {year}")
    first = groups[0].rows
    assert str(first[0].cells[1]).startswith("20 января 2026 г. в 10:00\n")
    assert first[1].cells[2:] == (
        "1. Об итогах работы образовательного кластера за 2025 год",
        "Воронцова М.С., председатель координационного совета",
    )
    assert texts.headings(document)[-1] == "Заречного образовательного кластера на 2026 год"
    assert len(built(desk, "council-plan", **{"from": "2027-01-01", "to": "2027-12-31"}).blocks) == len(document.blocks)
    with pytest.raises(UserError, match="нет заседаний"):
        built(desk, "council-plan", **{"from": "2031-01-01", "to": "2031-12-31"})


def test_the_plan_for_a_month_tells_day_place_and_who_answers(desk: Desk) -> None:
    document = built(desk, "month-plan")  # from the middle of a month on the next is planned
    table = texts.table(document)
    assert [column.title for column in table.columns][1:] == [
        "Дата",
        "Мероприятие",
        "Место проведения",
        "Ответственный",
    ]
    rows = texts.cells(document)
    assert ("17 декабря, 10:00", "СОШ № 1 пгт Заречный, актовый зал") in {(row[1], row[3]) for row in rows}
    assert [row[0] for row in rows] == [f"{n}." for n in range(1, len(rows) + 1)]
    (undated,) = (at for at, row in enumerate(table.rows) if isinstance(row, Section))
    months = [str(row.cells[1]) for row in table.rows[undated + 1 :] if isinstance(row, Row)]
    assert {"Декабрь", "1 раз в месяц", "По заявкам школ"} <= set(months)  # as told, no day that nobody typed
    _tell_again(desk, "1 раз в месяц")
    assert texts.cells(built(desk, "month-plan")) == rows, "what two plans tell alike stands once"
    with pytest.raises(UserError, match="ничего не запланировано"):
        built(desk, "month-plan", month="2031-05-01")


def _tell_again(desk: Desk, deadline: str) -> None:
    """Let another plan have an item that the first one has."""
    item = next(one for one in desk.read.load_all(PlanItem) if one.deadline == deadline)
    days = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 12, 31)}
    plan = desk.draft(Plan, name="План кластера", **days)
    section = desk.draft(PlanSection, plan_id=plan.id, name="Раздел")
    again = PlanItem(section_id=section.id, title=item.title, deadline=deadline, responsible=item.responsible)
    desk.change("Добавлено", plan, section, again)


def test_what_became_of_decisions_comes_with_a_slip_for_each_executor(desk: Desk) -> None:
    desk.read.today = lambda: dt.date(2026, 11, 29)
    document = built(desk, "fulfilment", **resolve_options(paper("fulfilment").options, desk.read, {"meeting": "13"}))
    assert "об исполнении решений протокола от 27 августа 2026 г. № 13" in texts.headings(document)
    assert "Всего: 6 решений; исполнено — 2, на контроле — 4." in texts.lines(document)
    executors = [plain(block.text) for block in document.blocks if isinstance(block, Fact)]
    assert executors[:2] == ["Савельева Т.И.", "Родионова Н.В."]
    assert len(executors) == sum(isinstance(block, PageBreak) for block in document.blocks) == 9
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert sum(len(table.rows) for table in tables[1:]) == 9
    one = built(desk, "fulfilment", meeting="2026-08-27", person="тихонов", day="2026-11-29")
    assert sum(isinstance(block, Table) for block in one.blocks) == 2
