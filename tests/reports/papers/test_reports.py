"""The reports on the log: their sentences, and every total against a sum made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from pypdf import PdfReader

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.core.records.events import Event, TakingPart
from cluster_desk.core.records.indicators import Indicator, IndicatorValue
from cluster_desk.core.records.plans import Plan
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import PAPERS, paper
from cluster_desk.reports.document import BlankLine, Chart, Document, Row, Table
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.document.text import Sum, plain
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.shared import prose
from cluster_desk.reports.shared.periods import Period
from tests.builders import a_meeting, an_organization
from tests.reports import texts

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


def by_hand(desk: Desk, start: str, end: str) -> dict[str, int]:
    """People of a period by kind, added up event by event from the bare rows."""
    sql = (
        "SELECT e.id, p.kind, p.organization_id, p.organization_words, p.count FROM events AS e "
        "JOIN participations AS p ON p.events_id = e.id WHERE e.state = 'held' AND p.unit = '' "
        "AND e.first_day >= ? AND e.first_day <= ?"
    )
    by_key: dict[tuple[int, str], list[int]] = {}
    for event, kind, organization, words, count in desk.read.rows(sql, start, end):
        both = by_key.setdefault((event, kind), [0, 0])
        both[bool(organization or words)] += count or 0
    values: dict[str, int] = dict.fromkeys((kind.value for kind in TakingPart), 0)
    for (_event, kind), both in by_key.items():
        values[kind] += max(both)
    return values


def last_row(table: Table) -> list[object]:
    """The totals of a table as numbers."""
    row = table.rows[-1]
    assert isinstance(row, Row)
    return [cell.value if isinstance(cell, Sum) else cell for cell in row.cells]


def tables(document: Document) -> list[Table]:
    """Every table of a paper."""
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("by", ["task", "direction", "month"])
def test_the_activity_report_adds_up_however_it_is_grouped(desk: Desk, by: str) -> None:
    document = paper("activity").build(desk.read, {"from": "2026-01-01", "to": "2026-03-31", "by": by})
    hand = by_hand(desk, "2026-01-01", "2026-03-31")
    done, taking = tables(document)[:2]
    whole = [hand["pupils"], hand["teachers"], sum(hand.values())]
    assert last_row(done)[3:] == whole
    assert last_row(taking)[3:] == whole
    assert sum(row.cells[5] for row in taking.rows[:-1] if isinstance(row, Row)) == whole[-1]  # type: ignore[misc]
    count = desk.read.value(
        "SELECT count(*) FROM events WHERE state = 'held' AND first_day BETWEEN '2026-01-01' AND '2026-03-31'"
    )
    assert last_row(taking)[2] == count
    assert f"проведено {prose.counted(count, prose.EVENT)}" in texts.lines(document)[0]
    assert texts.headings(document)[2] == "за I квартал 2026 года"


def test_the_table_of_participation_equals_the_log(desk: Desk) -> None:
    hand = by_hand(desk, *YEAR.values())
    for by, column in (("month", 13), ("quarter", 5), ("kind", 6)):
        document = paper("participation").build(desk.read, {**YEAR, "by": by})
        assert last_row(texts.table(document))[column + 1] == sum(hand.values()), by
    pupils = paper("participation").build(desk.read, {**YEAR, "kind": "pupils"})
    assert last_row(texts.table(pupils))[-1] == hand["pupils"]


def test_the_analysis_names_every_entry_under_its_task(desk: Desk) -> None:
    document = paper("analysis").build(desk.read, YEAR)
    said = "\n".join(texts.lines(document))
    rows = desk.read.rows("SELECT name FROM events WHERE state = 'held'")
    assert [name for (name,) in rows if name.rstrip(".;") not in said] == []
    hand = by_hand(desk, *YEAR.values())
    assert prose.took_part([(kind, hand[kind.value]) for kind in TakingPart]) in "\n".join(texts.lines(document)[:2])
    headings = texts.headings(document)
    tasks = desk.read.value("SELECT count(*) FROM tasks")
    assert sum(text.startswith("Задача ") for text in headings) == tasks
    assert "Вопросы координационного совета" in headings
    assert "Проблемы, над которыми предстоит работать" in headings
    assert sum(line.startswith("Вывод:") for line in texts.lines(document)) == tasks
    assert any(isinstance(block, BlankLine) for block in document.blocks)


def test_what_of_the_plan_was_done_is_counted_from_its_items(desk: Desk) -> None:
    document = paper("plan-done").build(desk.read, {"day": "2026-11-21"})
    plan = desk.read.value("SELECT max(id) FROM plans")
    assert plan is not None
    states = [str(row[3]) for row in texts.cells(document)]
    total = texts.lines(document)[-1]
    assert total.startswith(f"Всего: {prose.counted(len(states), prose.ITEM)};")
    assert f"выполнено — {sum(state.startswith('выполнено') for state in states)}" in total


def test_the_workbook_of_the_department_computes_what_the_program_shows(desk: Desk, tmp_path: Path) -> None:
    document = paper("department").build(desk.read, YEAR)
    path = tmp_path / "department.xlsx"
    write_paper(document, path)
    book = load_workbook(path)
    hand = by_hand(desk, *YEAR.values())
    events = book["Мероприятия"]
    computed = [added(events, cell.value) for cell in events[events.max_row][5:11]]
    assert computed == [*hand.values(), sum(hand.values())]
    months = book["Участие по месяцам"]
    assert added(months, months.cell(months.max_row, 15).value) == sum(hand.values())
    money = book["Смета"]
    spent = desk.read.value("SELECT sum(amount) FROM expenses")
    assert added(money, money.cell(money.max_row, 9).value) == pytest.approx(spent / 100)
    for sheet in book.worksheets:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref, sheet.title
        assert sheet.page_setup.fitToHeight == 0, sheet.title
    days = [row[1].value for row in events.iter_rows(min_row=2)]
    assert any(isinstance(day, dt.datetime) for day in days)
    assert "12 января – 29 мая" in days  # as told


def added(sheet, formula) -> float:  # type: ignore[no-untyped-def]
    """What a cell adds up to: SUM formulas worked out down to the numbers."""
    if not isinstance(formula, str):
        return formula or 0
    assert formula.startswith("=SUM(")
    return sum(added(sheet, cell.value) for row in sheet[formula[5:-1]] for cell in row)


@pytest.mark.parametrize("name", ["resources", "clubs", "indicators", "expenses", "activity", "analysis"])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".html"])
def test_each_report_is_written_in_each_format(desk: Desk, tmp_path: Path, name: str, suffix: str) -> None:
    path = tmp_path / f"{name}{suffix}"
    write_paper(paper(name).build(desk.read, {} if name == "expenses" else YEAR), path)
    assert path.stat().st_size > 1_000


def test_totals_of_resources_and_clubs(desk: Desk) -> None:
    resources = paper("resources").build(desk.read, YEAR)
    lent = sum(
        row.cells[1]
        for row in texts.table(resources).rows
        if isinstance(row, Row) and row.total and isinstance(row.cells[1], int)
    )
    assert lent == desk.read.value("SELECT sum(l.count) FROM loans AS l")
    clubs = paper("clubs").build(desk.read, YEAR)
    assert last_row(texts.table(clubs))[-1] == desk.read.value(
        "SELECT sum(coalesce(c.children, (SELECT sum(count) FROM club_schools WHERE clubs_id = c.id))) FROM clubs AS c"
    )


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2025-10-01", "2025-12-31", "IV квартал 2025"),
        ("2025-07-01", "2025-12-31", "II полугодие 2025"),
        ("2025-01-01", "2025-12-31", "2025 год"),
        ("2024-09-01", "2025-08-31", "2024/2025 учебный год"),
        ("2025-03-01", "2025-03-31", "март 2025"),
    ],
)
def test_an_indicators_period_is_called_by_name(desk: Desk, since: str, until: str, words: str) -> None:
    first, last = dt.date.fromisoformat(since), dt.date.fromisoformat(until)
    value = IndicatorValue(period_start=first, period_end=last, value=5, value_words="5")
    desk.change("Added", Indicator(name="Доля школ", values=[value]))
    rows = texts.table(paper("indicators").build(desk.read, YEAR)).rows
    assert [row.cells[3] for row in rows if isinstance(row, Row) and row.cells[1] == "Доля школ"] == [words]


def test_charts_are_vectors_with_their_numbers(desk: Desk, tmp_path: Path) -> None:
    document = paper("indicators").build(desk.read, YEAR)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert charts
    path = tmp_path / "indicators.pdf"
    write_paper(document, path)
    reader = PdfReader(path)
    said = "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    assert all(
        chart.value_words(bar.values[0]).replace("\u00a0", " ") in said for chart in charts for bar in chart.bars
    )
    assert not any(page.images for page in reader.pages)


def test_certificates_tell_no_gender_and_shrink_long_names(desk: Desk) -> None:
    event = desk.read.value("SELECT events_id FROM event_people GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    for layout in ("certificate", "diploma"):
        document = paper("certificates").build(desk.read, {"event": str(event), "layout": layout, "first": "17"})
        assert document.page.frame
        said = texts.lines(document)
        named = desk.read.rows("SELECT words FROM event_people WHERE events_id = ?", event)
        assert all(name in said for (name,) in named)
        assert any(line.startswith("является ") for line in said) or "награждается" in said
    from cluster_desk.reports.papers.certificates import name_size

    assert name_size("Зимина Алиса Олеговна", 197) == 30
    assert name_size("Константинопольская-Преображенская Александра Станиславовна Владимировна", 197) == 20


def test_a_certificate_stays_one_sheet_however_long_its_words(desk: Desk, tmp_path: Path) -> None:
    event = desk.read.value("SELECT events_id FROM event_people GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    people = desk.read.value("SELECT count(*) FROM event_people WHERE events_id = ?", event)
    record = desk.read.load(Event, event)
    assert record is not None
    changed = record.copy()
    changed.name = "Межрегиональная научно-практическая конференция обучающихся и педагогов " * 3
    changed.people[0].words = "Константинопольская-Преображенская Александра Станиславовна"
    desk.change(N_("Event changed"), changed)
    for layout in ("certificate", "diploma"):
        path = tmp_path / f"{layout}.pdf"
        write_paper(paper("certificates").build(desk.read, {"event": str(event), "layout": layout}), path)
        assert len(PdfReader(path).pages) == people, layout


def test_sentences_agree_with_their_numbers() -> None:
    people = TakingPart
    assert prose.took_part([(people.TEACHERS, 47)]) == "приняли участие 47 педагогов"
    assert prose.took_part([(people.TEACHERS, 1)]) == "принял участие 1 педагог"
    assert prose.took_part([(people.PUPILS, 22), (people.TEACHERS, 1)]) == "приняли участие 22 обучающихся и 1 педагог"
    assert prose.out_of(11, prose.ORGANIZATION) == "11 организаций"
    assert prose.out_of(21, prose.ORGANIZATION) == "21 организации"
    assert prose.held(3) == "проведено 3 мероприятия"
    assert prose.as_typed("более 70", 70, people.PUPILS, "") == "более 70 обучающихся"
    assert prose.as_typed("более 70 школьников", 70, people.PUPILS, "") == "более 70 школьников"
    assert prose.as_typed("9", 9, people.OTHERS, "работ") == "9 работ"


def test_periods_are_named() -> None:
    def words(*days: str) -> str:
        return Period(*map(dt.date.fromisoformat, days)).title

    assert words("2026-01-01", "2026-12-31") == "за 2026 год"
    assert words("2026-04-01", "2026-06-30") == "за II квартал 2026 года"
    assert words("2026-07-01", "2026-12-31") == "за II полугодие 2026 года"
    assert words("2026-03-01", "2026-03-31") == "за март 2026 года"
    assert words("2025-09-01", "2026-08-31") == "за 2025/2026 учебный год"
    assert words("2026-01-05", "2026-02-03") == "за период с 5 января 2026 г. по 3 февраля 2026 г."
    assert Period(dt.date(2026, 7, 1), dt.date(2026, 12, 31)).inside == "Во II полугодии 2026 года"


def test_a_period_that_ends_before_it_begins_is_told(desk: Desk) -> None:
    with pytest.raises(UserError):
        paper("activity").build(desk.read, {"from": "2026-05-01", "to": "2026-01-01"})


def test_every_entry_behind_the_numbers_is_in_the_workbook(desk: Desk) -> None:
    document = paper("activity").build(desk.read, YEAR)
    sheets = {sheet.name: sheet.table for sheet in document.sheets or ()}
    entries = sheets["Записи журнала"]
    assert entries is not None
    assert last_row(entries)[-1] == sum(by_hand(desk, *YEAR.values()).values())
    assert plain("Участие по записям") in sheets


@pytest.mark.parametrize("name", ["activity", "analysis", "participation", "indicators", "department"])
def test_every_cell_of_a_workbook_stands_under_its_header(name: str, desk: Desk) -> None:
    for sheet in paper(name).build(desk.read, YEAR).sheets or ():
        for row in sheet.table.rows if sheet.table else ():
            if isinstance(row, Row):
                assert sheet.table is not None
                assert len(row.cells) == len(sheet.table.columns), sheet.name


@pytest.fixture
def empty_clusters(data_file: Path) -> Iterator[list[Desk]]:
    """A cluster of which nothing is known, and one with a school, a plan and a meeting with nothing in them."""
    desks = [Desk.open(data_file), Desk.open(Path(shutil.copy(data_file, data_file.with_name("2.cdesk"))))]
    plan = Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    desks[1].change("Added", an_organization(), a_meeting(), plan)
    yield desks
    for desk in desks:
        desk.close()


@pytest.mark.parametrize("name", [paper.id for paper in PAPERS])
def test_no_total_of_a_workbook_holds_itself(name: str, empty_clusters: list[Desk], tmp_path: Path) -> None:
    for number, each in enumerate(empty_clusters):
        try:
            document = paper(name).build(each.read, resolve_options(paper(name).options, each.read, {}))
        except UserError:  # told that there is nothing to print
            continue
        path = tmp_path / f"{number}.xlsx"
        write_paper(document, path)
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                        text = cell.value.removeprefix("=SUM(").removesuffix(")")
                        columns = [column_index_from_string(part.rstrip("0123456789")) for part in text.split(":")]
                        rows = [int(part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for part in text.split(":")]
                        assert columns == sorted(columns), f"{sheet.title}!{cell.coordinate} {cell.value}"
                        assert rows == sorted(rows), f"{sheet.title}!{cell.coordinate} {cell.value}"
                        inside = columns[0] <= cell.column <= columns[1] and rows[0] <= cell.row <= rows[1]
                        assert not inside, f"{sheet.title}!{cell.coordinate} {cell.value}"
