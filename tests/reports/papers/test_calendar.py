"""The calendar on paper: wall months, what overflows them, the list, other formats, the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from cluster_desk import cli
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.cluster import Cluster, SchoolVacation
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document.month_grid import Mark, MonthGrid
from cluster_desk.reports.formats import write_paper
from tests.builders import a_meeting
from tests.plan_builder import store_plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


@pytest.fixture
def filled(data_file: Path) -> Iterator[Desk]:
    desk = Desk.open(data_file)
    store_plan(desk)
    desk.change("Meeting added", a_meeting())
    cluster = desk.read.load_all(Cluster)[0]
    cluster.vacations = [
        SchoolVacation(name="Осенние каникулы", first_day=dt.date(2026, 10, 26), last_day=dt.date(2026, 11, 1))
    ]
    item = next(one for one in desk.read.load_all(PlanItem) if one.title == "Форум «Первые шаги»")
    item.state, item.moved_to = ItemState.MOVED, "28 октября"
    desk.change("Changed", cluster, item)
    yield desk
    desk.close()


def grid(desk: Desk, **options: str) -> MonthGrid:
    """The first month of the paper."""
    block = paper("calendar").build(desk.read, {**OCTOBER, **options}).blocks[0]
    assert isinstance(block, MonthGrid)
    return block


def marks(month: MonthGrid) -> dict[str, Mark]:
    """What stands on the month by its first words; of several weeks the first."""
    values: dict[str, Mark] = {}
    for week in month.weeks:
        for mark in week.marks:
            values.setdefault(mark.label, mark)
    return values


def test_each_kind_has_its_own_sign_without_colours(filled: Desk) -> None:
    result = marks(grid(filled))
    assert result["Курсы повышения квалификации"].kind == "frame"
    assert "Работа районных объединений учителей (октябрь)" in " ".join(grid(filled).margin)
    assert result["Срок: Сбор заявок на курсы"].kind == "flag"
    assert result["Осенние каникулы"].kind == "hatch"
    assert result["10:00 Заседание №\u00a014. Итоги I четверти"].kind == "bar"
    struck = [mark for week in grid(filled).weeks for mark in week.marks if mark.struck]
    moved = ("Форум «Первые шаги»", ("перенесено на", "28\u00a0октября"))
    assert [(mark.label, mark.after) for mark in struck] == [moved]


def test_days_off_are_grey_and_no_text_leaves_its_days(filled: Desk) -> None:
    month = grid(filled)
    assert month.title == "ОКТЯБРЬ 2026 ГОДА"
    assert [day.off for day in month.weeks[1].days] == [False] * 5 + [True] * 2
    assert month.weeks[0].days[0].label == "28 сентября"
    for week in month.weeks:
        for mark in week.marks:
            assert mark.line >= 0
            assert all(lines for lines in mark.lines)
    november = grid(filled, **{"from": "2026-11-01", "to": "2026-11-30"})
    holiday = november.weeks[1].days[2]
    assert (holiday.label, holiday.off, " ".join(holiday.note)) == ("4", True, "День народного единства")


def test_what_finds_no_room_is_counted_and_listed_overleaf(filled: Desk, tmp_path: Path) -> None:
    for number in range(9):
        filled.change("Event added", Event(name=f"Кружок {number}", day_words="8.10.2026", state=EventState.PLANNED))
    document = paper("calendar").build(filled.read, OCTOBER)
    write_paper(document, tmp_path / "k.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "k.pdf").pages]
    day = grid(filled).weeks[1].days[3]
    assert day.more > 0
    assert f"ещё {day.more}" in pages[0]
    for number in range(9):
        assert f"Кружок {number}" in pages[0] + pages[1]
    assert "Организация подвоза детей" in pages[1], "what has no day stands in the list"


@pytest.mark.parametrize(("sheet", "width"), [("A4", 842), ("A3", 1191)])
def test_the_wall_fills_its_sheet(filled: Desk, tmp_path: Path, sheet: str, width: int) -> None:
    write_paper(paper("calendar").build(filled.read, {**OCTOBER, "sheet": sheet}), tmp_path / "k.pdf")
    page = PdfReader(tmp_path / "k.pdf").pages[0]
    assert round(float(page.mediabox.width)) == width
    text = page.extract_text()
    for words in ("ОКТЯБРЬ 2026 ГОДА", "Понедельник", "нерабочий день", "каникулы", "Срок: Сбор"):
        assert words in text


def test_word_and_web_page_tell_every_entry_too(filled: Desk, tmp_path: Path) -> None:
    document = paper("calendar").build(filled.read, OCTOBER)
    for name in ("k.docx", "k.html", "k.xlsx"):
        write_paper(document, tmp_path / name)
    page = (tmp_path / "k.html").read_text(encoding="utf-8")
    assert "Курсы повышения квалификации" in page
    assert "<s>" in page
    assert "срок: " in page


def test_the_list_goes_month_by_month(filled: Desk, tmp_path: Path) -> None:
    document = paper("calendar").build(filled.read, {**OCTOBER, "to": "2026-11-30", "form": "list"})
    write_paper(document, tmp_path / "k.pdf")
    text = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / "k.pdf").pages).split())
    assert "Октябрь 2026 года" in text
    assert "до 16 октября" in text
    assert "20–24 октября" in text
    assert "Без точного дня" in text


def test_a_period_that_ends_before_it_begins_is_told(filled: Desk) -> None:
    with pytest.raises(UserError, match="Период календаря"):
        paper("calendar").build(filled.read, {"from": "2026-10-31", "to": "2026-10-01"})


def test_the_command_writes_what_another_parser_reads(filled: Desk, tmp_path: Path) -> None:
    source = filled.path
    filled.close()
    out = tmp_path / "год.ics"
    assert cli.main(["calendar", str(source), "--out", str(out)]) == 0
    events: list[Any] = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    values = {str(one["summary"]): one for one in events}
    assert values["Сбор заявок на курсы"]["dtstart"].dt == dt.date(2026, 10, 16)
    quarters = [one for one in events if str(one["summary"]) == "Заседания координационного совета"]
    assert [one["dtstart"].dt.month for one in quarters] == [1, 4, 7, 10]
    assert cli.main(["calendar", str(source), "--out", str(tmp_path / "нет" / "x.ics")]) == 1


def test_any_words_come_back_from_the_calendar_file(tmp_path: Path) -> None:
    path, out = tmp_path / "a.cdesk", tmp_path / "a.ics"
    words = "Сбор; заявок, «курсы»\\семинары: " + "очень длинное название " * 9 + "🎓"
    with closing(Desk.create(path, Cluster(name="Кластер"))) as desk:
        desk.change("", Event(name=words, day_words="12 мая 2026", venue="с. Луговое, ул. Школьная; вход 2"))
    assert cli.main(["calendar", str(path), "--out", str(out)]) == 0
    data = out.read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    event: Any
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert str(event["summary"]) == words
    assert str(event["location"]) == "с. Луговое, ул. Школьная; вход 2"
    assert event["dtend"].dt == dt.date(2026, 5, 13)


def an_event(name: str, days: str) -> Event:
    return Event(name=name, day_words=days, state=EventState.PLANNED)


def test_a_cell_is_filled_before_anything_is_left_out(filled: Desk) -> None:
    words = "Районный конкурс исследовательских работ обучающихся общеобразовательных организаций «Открытие»"
    filled.change("Event added", an_event(words, "8.10.2026"))
    week = grid(filled).weeks[1]
    (mark,) = (mark for mark in week.marks if mark.label == words)
    assert " ".join(mark.lines).replace("\u00a0", " ") == words
    assert week.days[3].more == 0
    for n in range(3):
        filled.change("Event added", an_event(f"Кружок {n}", "8.10.2026"))
    week = grid(filled).weeks[1]
    assert week.days[3].more == 0
    assert {mark.label for mark in week.marks if mark.first == 3} >= {words, "Кружок 0", "Кружок 1", "Кружок 2"}


def test_no_two_marks_of_a_day_lie_on_one_line(filled: Desk) -> None:
    for n in range(30):
        filled.change("Event added", an_event(f"Занятие кружка технического творчества {n}", f"{n % 28 + 1}.10.2026"))
        filled.change("Event added", an_event(f"Сбор {n}", f"{n % 20 + 1}–{n % 20 + 3}.10.2026"))
    for week in grid(filled).weeks:
        lines = [(day, mark.line + n) for mark in week.marks for day in range(mark.first, mark.last + 1)
                 for n in range(len(mark.lines) + len(mark.after))]  # fmt: skip
        assert len(lines) == len(set(lines))


def test_what_lasts_for_weeks_stands_once_below_the_month(filled: Desk) -> None:
    filled.change("Event added", an_event("Месячник безопасности", "1–31.10.2026"))
    month = grid(filled)
    assert not any("Месячник" in mark.label for week in month.weeks for mark in week.marks)
    assert " ".join(month.margin).count("Месячник безопасности (1–31\u00a0октября)") == 1


def test_a_feast_keeps_its_name_on_a_full_day(filled: Desk) -> None:
    for n in range(12):
        filled.change("Event added", an_event(f"Концерт {n}", "23.02.2026"))
    day = grid(filled, **{"from": "2026-02-01", "to": "2026-02-28"}).weeks[4].days[0]
    assert day.more > 0
    assert " ".join(day.note) == "День защитника Отечества"


def test_two_equal_plans_tell_everything_once(filled: Desk) -> None:
    store_plan(filled)
    for week in grid(filled).weeks:
        told = [(mark.label, mark.first, mark.struck) for mark in week.marks]
        assert len(told) == len(set(told))


def test_what_has_no_day_is_listed_once_a_year(filled: Desk, tmp_path: Path) -> None:
    document = paper("calendar").build(filled.read, {"from": "2026-01-01", "to": "2026-12-31"})
    write_paper(document, tmp_path / "k.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "k.pdf").pages)
    assert text.count("Организация подвоза детей") == 1


def test_word_and_web_page_are_walls_too(filled: Desk, tmp_path: Path) -> None:
    document = paper("calendar").build(filled.read, OCTOBER)
    write_paper(document, tmp_path / "k.docx")
    table = docx.Document(str(tmp_path / "k.docx")).tables[0]
    spans = [int(span.get(f"{W}val") or 1) for span in table._tbl.iter(f"{W}gridSpan")]
    assert 5 in spans, "a vacation or an event is one bar over its days"
    assert len(list(table._tbl.iter(f"{W}shd"))) > 8, "days off are grey"
    write_paper(document, tmp_path / "k.html")
    page = (tmp_path / "k.html").read_text(encoding="utf-8")
    assert 'colspan="5"' in page
    assert "background:#e0e0e0" in page
