"""What real plans hold beside their table: meetings, members with the council, tables that are no plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.records.imports import ImportedRecord
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import Approval, Direction, Goal, Plan, PlanText, Task
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Approvals, Document, Paragraph, Table
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.document.text import Run
from tests.builders import a_meeting, an_organization
from tests.papers_check.words import lines
from tests.reports import texts

MEETINGS, MEMBERS = "ПЛАН ЗАСЕДАНИЙ КООРДИНАЦИОННОГО СОВЕТА", "СОСТАВ УЧАСТНИКОВ И КООРДИНАЦИОННОГО СОВЕТА"


@pytest.fixture
def planned(data_file: Path) -> Iterator[Desk]:
    """A plan of 2026 with texts, a meeting of that year and one of the next, a school with a seat on the council."""
    desk = Desk.open(data_file)
    rows = ("| Этап | Срок | Итог |", "| Подготовка | март | приказ |", "| Показ | май | |")
    table = "\n".join(("Работа по этапам", *rows, "Итоги подведены.", "- круг", "-- малый **круг**"))
    plan = Plan(
        name="План работы на 2026 год",
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 12, 31),
        goals=[Goal(text="доступность"), Goal(text="качество")],
        tasks=[Task(text="объединить школы")],
        texts=[PlanText(heading="Этапы", text=table)],
        directions=[Direction(title_words="методическая работа,")],
    )
    desk.change("Added", plan, a_meeting(), a_meeting(number=15, day=dt.date(2027, 1, 21)), an_organization())
    (school,) = desk.read.load_all(Organization)
    desk.change("Added", Person(name="Алова Анна Петровна", position="директор", organization_id=school.id))
    (person,) = desk.read.load_all(Person)
    desk.change("Added", CouncilSeat(role=SeatRole.CHAIR, person_id=person.id))
    yield desk
    desk.close()


def printed(desk: Desk, **options: str) -> Document:
    return paper("plan").build(
        desk.read, resolve_options(paper("plan").options, desk.read, {"plan": "2026", **options})
    )


def test_the_parts_are_printed_where_the_plans_document_had_them(planned: Desk) -> None:
    assert not {MEETINGS, MEMBERS} & set(texts.headings(printed(planned)))
    assert {MEETINGS, MEMBERS} <= set(texts.headings(printed(planned, parts="yes")))
    (plan,) = planned.read.load_all(Plan)
    planned.change(
        "Remembered",
        ImportedRecord(document="план.docx", kind="Plan", record=plan.uuid),
        ImportedRecord(document="план.docx", kind="Meeting", record="another"),
    )
    headings = texts.headings(printed(planned))
    assert MEETINGS in headings
    assert MEMBERS not in headings
    assert MEETINGS not in texts.headings(printed(planned, parts="no"))


def test_meetings_are_those_of_the_plans_own_period_and_members_sit_beside_their_school(planned: Desk) -> None:
    said = lines(printed(planned, parts="yes"))
    assert "1. | 22 октября 2026 г. в 10:00 Администрация района, малый зал | Итоги I четверти |" in said
    assert not any("2027" in line for line in said)
    full = planned.read.load_all(Organization)[0].full_name
    assert f"1. | {full} | Алова Анна Петровна, директор | Председатель" in said


def test_a_table_in_a_text_stays_a_table(planned: Desk) -> None:
    document = printed(planned)
    kept = next(block for block in document.blocks if isinstance(block, Table))
    assert [column.title for column in kept.columns] == ["Этап", "Срок", "Итог"]
    deeper = next(block for block in document.blocks if isinstance(block, Paragraph) and block.left)
    assert deeper.text == (Run("– малый "), Run("круг", bold=True))
    said = lines(document)
    assert said[said.index("Работа по этапам") : said.index("Итоги подведены.")][1:] == [
        "Подготовка | март | приказ",
        "Показ | май |",
    ]


def test_a_workbook_tells_what_stands_around_the_table_too(planned: Desk) -> None:
    sheets = printed(planned, parts="yes").sheets or ()
    assert any(sheet.table and sheet.table.columns[0].title == "Этап" for sheet in sheets)
    said = [line if isinstance(line, str) else line.text for sheet in sheets for line in (*sheet.titles, *sheet.foot)]
    assert {"Работа по этапам", "Итоги подведены.", MEETINGS, MEMBERS} <= set(said)


def test_what_an_order_approved_has_no_line_to_sign_on(planned: Desk) -> None:
    (plan,) = planned.read.load_all(Plan)
    changed = plan.copy()
    order = "Приказом МКУ «Управление образования»\nЗареченского ГО\nот «__» ____ 2026 г. № ___"
    changed.approvals = [
        Approval(kind="УТВЕРЖДЕН", order=order),
        Approval(kind="УТВЕРЖДАЮ", position="Директор школы"),
    ]
    planned.change("Approved", changed)
    (block,) = (each for each in printed(planned).blocks if isinstance(each, Approvals))
    by_order, by_hand = block.columns
    assert (by_order.who, by_order.name, by_order.basis) == ("", "", order)
    assert (by_hand.who, by_hand.name.strip(), bool(by_hand.name)) == ("Директор школы", "", True)


def test_headings_agree_with_what_stands_below(planned: Desk) -> None:
    assert "ЦЕЛИ И ЗАДАЧИ" in texts.headings(printed(planned))
    assert "1. Методическая работа" in texts.lines(printed(planned))
