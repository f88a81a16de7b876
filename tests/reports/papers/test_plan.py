"""The plan on paper: whole, its table, its funded events; read back it is the same plan. All names are invented."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.data.queries.plan_table import list_plans
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Approvals, Document, Group, Section, Table
from cluster_desk.reports.formats import write_paper
from tests.exchange.make_docx import Below, Merged, Numbered, write_docx
from tests.exchange.make_docx import Table as WordTable

HEADER: list[object] = ["№ п/п", "Содержание работы", "Сроки", "Исполнители", "Результат"]
FACTS = ("title", "period", "approvals", "goals", "tasks", "plans", "event_lists")


@pytest.fixture
def empty(_prepared_file: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.open(Path(shutil.copy(_prepared_file, tmp_path / "пустой.cdesk")))
    yield desk
    desk.close()


def plan(desk: Desk, **options: str) -> Document:
    return paper("plan").build(desk.read, options)


def table_of(document: Document) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][-1]


def whole_plan() -> list[object]:
    """A plan with two approvals, steps, numbers that start anew, and a cell of two people."""
    stamps = [
        "СОГЛАСОВАНО\nНачальник управления\n______ И.Н. Лаптев",
        "УТВЕРЖДАЮ\nДиректор\n______ А.С. Ветрова\n22.01.2031",
    ]
    rows: list[list[object]] = [
        HEADER,
        [Merged("I. Организация", 5)],
        ["1", "План", "до 30.01", "Ветрова А.С., директор\nЗорин П.К., завуч", "приказ"],
        [Merged("2.10", down=True), Merged("Самооценка", down=True), "февраль", "директора школ", "карта"],
        [Below(), Below(), "до 3 апреля", "Зорин П.К.", "справка"],
        [Below(), Below(), "", "", "уточнённые планы"],
        [Merged("II. Учёба", 5)],
        ["1", "=Семинар", "+март", "-завуч", "@сайт"],
    ]
    return [
        WordTable([stamps]),
        "ПЛАН РАБОТЫ",
        "Липовского кластера на 2031 год",
        "Цели:",
        "единое пространство школ;",
        "поддержка педагогов",
        "Задачи:",
        Numbered("Вести подвоз", 3),
        Numbered("из дальних сёл", 3, 1),
        "Мероприятия, финансируемые министерством в 2031 году",
        "Мероприятия для педагогов:",
        WordTable([["№", "Название мероприятия", "Месяц проведения"], ["1.", "Форум учителей", "ноябрь"]]),
        "Мероприятия для обучающихся:",
        WordTable([["№", "Название мероприятия", "Месяц проведения"], ["1.", "Слёт", ""]]),
        "Календарный план кластера на 2031 год",
        WordTable(rows),
    ]


def plan_without_results() -> list[object]:
    header: list[object] = ["Месяц", "Мероприятие", "Ответственные"]
    return ["План мероприятий школы на 2031/2032 учебный год", WordTable([header, ["май", "Слёт", "завуч"]])]


def facts_of(path: Path) -> dict[str, Any]:
    result = read_document(path).to_json()
    for approval in result.get("approvals", []):
        approval.pop("lines", None)
    return {name: result.get(name) for name in FACTS}


@pytest.mark.parametrize("blocks", [whole_plan(), plan_without_results()], ids=["whole", "without results"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_plan_printed_and_read_again_is_the_same(
    empty: Desk, tmp_path: Path, blocks: list[object], suffix: str
) -> None:
    source = write_docx(tmp_path / "прошлый год.docx", blocks)
    import_document(empty, read_document(source))
    out = tmp_path / f"план.{suffix}"
    write_paper(plan(empty), out)
    assert facts_of(out) == facts_of(source)


def test_the_plan_of_the_sample_as_a_director_signs_it(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "план.pdf"
    write_paper(plan(desk), out)
    pages = [page.extract_text() for page in PdfReader(out).pages]
    assert "УТВЕРЖДАЮ" in pages[0]
    assert "пгт Заречный" in pages[0]
    assert "Анализ работы кластера за 2025 год" in pages[1]
    table = [page for page in pages if "Ожидаемый" in page]
    assert len(table) > 1  # the header comes again on every page
    last_lines = [page.strip().splitlines()[-1] for page in table]
    assert not any(line[:2] in ("1.", "2.", "3.", "4.") and "деятельность" in line for line in last_lines)


def test_steps_are_told_again_overleaf_in_the_pdf_only(empty: Desk, tmp_path: Path) -> None:
    long_plan(empty, steps=60)
    document = plan(empty)
    write_paper(document, tmp_path / "п.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "п.pdf").pages)
    assert "(продолжение)" in text
    write_paper(document, tmp_path / "п.docx")
    [read] = read_document(tmp_path / "п.docx").plans
    assert len(read.sections[0].parts) == 1
    assert len(read.sections[0].parts[0].parts) == 60


def long_plan(desk: Desk, steps: int) -> None:
    year = {"period_start": "2031-01-01", "period_end": "2031-12-31"}
    own = desk.draft(Plan, name="План", **{name: dt.date.fromisoformat(day) for name, day in year.items()})
    section = desk.draft(PlanSection, plan_id=own.id, name="1. Раздел")
    rows = [PlanStep(result=f"шаг {number}", deadline="май") for number in range(steps)]
    desk.change("Added", own, section, PlanItem(section_id=section.id, number="1", title="Самооценка", steps=rows))


def test_texts_that_look_like_formulas_stay_texts_in_excel(empty: Desk, tmp_path: Path) -> None:
    import_document(empty, read_document(write_docx(tmp_path / "д.docx", whole_plan())))
    write_paper(paper("plan-table").build(empty.read, {}), tmp_path / "т.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "т.xlsx").active
    assert sheet is not None
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for words in ("=Семинар", "+март", "-завуч", "@сайт"):
        assert (cells[words].data_type, cells[words].quotePrefix) == ("s", True)
    assert cells["2.10"].data_type == "s"  # a number is a text as typed


def test_sections_columns_and_states_are_chosen(desk: Desk) -> None:
    chosen = plan(desk, sections="2,контрольно", columns="title,Срок", **{"with-state": "1"})
    table = table_of(chosen)
    assert [column.title for column in table.columns] == ["Наименование мероприятия", "Срок", "Состояние"]
    assert [row.text[:2] for row in table.rows if isinstance(row, Section)] == ["2.", "4."]
    groups = [row for row in table.rows if isinstance(row, Group)]
    assert groups[0].merged == (0,)
    moved = table_of(plan(desk, sections="3", **{"with-state": "1"}))
    assert any("Перенесено на 13 марта: морозы" in str(row) for row in moved.rows)


def test_sums_and_audience_are_printed_when_asked_for(empty: Desk, tmp_path: Path) -> None:
    import_document(empty, read_document(write_docx(tmp_path / "д.docx", whole_plan())))
    usual = [column.title for column in table_of(plan(empty)).columns]
    item = next(one for one in empty.read.load_all(PlanItem) if one.title == "Самооценка")
    item.money, item.funding = 1_250_50, "бюджет района"
    empty.change("Plan item changed", item)
    assert [column.title for column in table_of(plan(empty)).columns] == usual
    table = table_of(plan(empty, **{"with-more": "1"}))
    assert [column.title for column in table.columns] == [*usual, "Сумма, руб.", "Финансирование"]
    [group] = [row for row in table.rows if isinstance(row, Group)]
    assert [str(row.cells[-2:]) for row in group.rows] == [
        "(Decimal('1250.5'), 'бюджет района')",
        "('', '')",
        "('', '')",
    ]
    assert group.merged == (0, 1, 5, 6)
    chosen = table_of(plan(empty, columns="title,funding"))
    assert [column.title for column in chosen.columns] == [usual[1], "Финансирование"]


def test_a_result_typed_into_a_plan_without_results_is_printed(empty: Desk, tmp_path: Path) -> None:
    table = WordTable([["№", "Мероприятие", "Срок"], ["1", "Слёт", "май"], ["2", "Бал", "июнь"]])
    import_document(empty, read_document(write_docx(tmp_path / "д.docx", ["План работы школы на 2031 год", table])))
    assert [column.title for column in table_of(plan(empty)).columns] == ["№", "Мероприятие", "Срок"]
    item = empty.read.load_all(PlanItem)[0]
    item.result = "протокол"
    empty.change("Plan item changed", item)
    assert [column.title for column in table_of(plan(empty)).columns][-1] == "Ожидаемый результат"


def test_what_is_not_there_is_said_with_what_is(desk: Desk) -> None:
    with pytest.raises(UserError, match="9"):
        plan(desk, sections="9")
    with pytest.raises(UserError):
        plan(desk, columns="цвет")
    with pytest.raises(UserError):
        plan(desk, plan="2019")


def test_a_plan_is_found_by_what_people_call_it(desk: Desk) -> None:
    own = list_plans(desk.read)[0]
    for entry in (str(own.id), own.name, "2026", "cluster", "календарный"):
        assert plan(desk, plan=entry).title == own.name


def test_four_approvals_stand_in_two_rows(empty: Desk, tmp_path: Path) -> None:
    stamps = [f"УТВЕРЖДАЮ\nДиректор школы № {number}\n____ П.К. Зорин" for number in range(1, 5)]
    table = WordTable([HEADER, ["1", "Слёт", "май", "завуч", ""]])
    import_document(
        empty, read_document(write_docx(tmp_path / "д.docx", [WordTable([stamps]), "План работы на 2031 год", table]))
    )
    blocks = [block for block in plan(empty).blocks if isinstance(block, Approvals)]
    assert [len(block.columns) for block in blocks] == [3, 1]


def test_funded_events_alone(desk: Desk, empty: Desk) -> None:
    document = paper("events-funded").build(desk.read, {})
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 2
    with pytest.raises(UserError):
        paper("events-funded").build(empty.read, {})


def test_a_real_date_of_a_workbook_stays_a_date(empty: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["План работы лицея на 2031 год"])
    sheet.append(["№", "Мероприятие", "Срок", "Ответственный"])
    forms = ("[$-419]mmmm", "dd.mm.yyyy", "d mmmm", "General")
    for number, form in enumerate(forms, 1):
        sheet.append([str(number), f"Дело {number}", dt.date(2031, 9, 1) if form != "General" else "сентябрь", "ИМЦ"])
        sheet.cell(sheet.max_row, 3).number_format = form
    book.save(tmp_path / "план.xlsx")
    document = read_document(tmp_path / "план.xlsx")
    import_document(empty, document)
    write_paper(plan(empty), tmp_path / "снова.xlsx")
    again = read_document(tmp_path / "снова.xlsx").plans[0].sections[0].parts
    assert [(item.record.deadline, item.to_json().get("deadline_date")) for item in again] == [
        ("сентябрь", "2031-09-01"),
        ("01.09.2031", "2031-09-01"),
        ("1 сентября", "2031-09-01"),
        ("сентябрь", None),
    ]
    item = empty.read.load_all(PlanItem)[1].copy()
    item.deadline = "до 5 октября"
    empty.change("Пункт изменён", item)
    write_paper(plan(empty), tmp_path / "изменён.xlsx")
    changed = read_document(tmp_path / "изменён.xlsx").plans[0].sections[0].parts[1].record
    assert (changed.deadline, changed.deadline_day) == ("до 5 октября", None)
