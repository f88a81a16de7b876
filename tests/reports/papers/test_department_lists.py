"""The lists of a department's form filled with events: one row an event, the form's own look, nothing guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cluster_desk.core.errors import UserError
from cluster_desk.core.form_lists import beside
from cluster_desk.core.records.events import Event, EventState, Level, Participation, ServedItem, TakingPart
from cluster_desk.core.records.forms import FilledCell, FormValue
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.exchange.known_forms import lists_of_form
from cluster_desk.reports.shared.form_lists import FilledLists, rows_of_lists
from cluster_desk.reports.shared.periods import Period
from cluster_desk.reports.writers.excel.form import fill, fillings, read_form
from tests.builders import an_organization
from tests.department_forms import FORMS, no_list, saved, two_lists_and_numbers, with_total

TODAY = dt.date(2026, 11, 30)
AUTUMN = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30), TODAY)
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31), TODAY)


@pytest.fixture
def desk(data_file: Path) -> Iterator[Desk]:
    """Five events of a year, of one of which nobody told how many came; one ahead, one untold."""
    opened = Desk.open(data_file)
    [school] = opened.change("Added", an_organization())
    [plan] = opened.change(
        "Added", Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    )
    [section] = opened.change("Added", PlanSection(plan_id=plan, name="Работа с одарёнными детьми"))
    item = PlanItem(section_id=section, title="Чтения", deadline="сентябрь", responsible="Лугова П. К.\nТихонов А. В.")
    [item_id] = opened.change("Added", item)

    def held(name: str, day: str, **values: Any) -> Event:
        return Event(name=name, state=EventState.HELD, day_words=day, **values)

    def pupils(words: str) -> Participation:
        return Participation(organization_id=school, kind=TakingPart.PUPILS, count_words=words)

    both = [pupils("12"), Participation(kind=TakingPart.TEACHERS, count_words="3")]
    opened.change(
        "Added",
        held("Конкурс рисунков", "12.02.2026", participations=[pupils("40")], level=Level.MUNICIPAL),
        held("Слёт краеведов", "05.05.2026", participations=[pupils("25")], venue="Дом культуры"),
        held("Чтения «Живое слово» для школьников всех школ кластера и их наставников", "14.09.2026",
             participations=both, items=[ServedItem(item_id=item_id)], results="Диплом I степени — команда СОШ"),
        held("Семинар завучей", "21–22 сентября 2026 г.", organizer="Методический кабинет"),
        held("Турнир", "06.10.2026", participations=[pupils("18")]),
        Event(name="Поход", state=EventState.PLANNED, day_words="25.09.2026"),
    )  # fmt: skip
    yield opened
    opened.close()


def filled(desk: Desk, form: Path, period: Period, cells: list[FilledCell] | None = None) -> FilledLists:
    choices = lists_of_form(desk.read, read_form(form), cells or [])
    return rows_of_lists(desk.read, choices.lists, period)


def written(desk: Desk, form: Path, period: Period) -> tuple[FilledLists, Workbook]:
    result = filled(desk, form, period)
    target = form.with_name("заполнено.xlsx")
    fill(form, target, [], result.lists)
    return result, load_workbook(target)


def names_in(book: Workbook, sheet: str, column: str, first: int, last: int) -> list[Any]:
    return [book[sheet][f"{column}{row}"].value for row in range(first, last + 1)]


def test_events_stand_one_a_row_and_what_nobody_entered_stays_empty(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, with_total)
    before = form.read_bytes()
    result, book = written(desk, form, AUTUMN)
    tab = book["Мероприятия"]
    assert [tab.cell(4, at).value for at in range(1, 6)] == [
        1, "Чтения «Живое слово» для школьников всех школ кластера и их наставников", dt.datetime(2026, 9, 14), 15,
        "Лугова П. К.; Тихонов А. В."]  # fmt: skip
    assert tab["C4"].number_format == "dd.mm.yyyy"
    assert [tab.cell(5, at).value for at in range(1, 6)] == [2, "Семинар завучей", "21–22 сентября 2026 г.", None, None]
    assert [tab.cell(6, at).value for at in range(1, 6)] == [None] * 5
    assert tab["D10"].value == "=SUM(D4:D9)"
    assert form.read_bytes() == before
    notes = " / ".join(result.all_notes)
    assert "графа «Количество участников»: не записано у 1 мероприятия (Семинар завучей)" in notes
    assert "1 мероприятие без отметки о проведении не вписано: Поход" in notes


def test_rows_are_put_in_where_there_are_too_few(desk: Desk, tmp_path: Path) -> None:
    for n in range(300):
        words = [Participation(kind=TakingPart.PUPILS, count_words="2")]
        desk.change(
            "Added", Event(name=f"Встреча {n}", state=EventState.HELD, day_words="10.08.2026", participations=words)
        )
    form = saved(tmp_path, with_total)
    _result, book = written(desk, form, AUTUMN)
    tab = book["Мероприятия"]
    last = 3 + 302
    assert [tab[f"B{row}"].value for row in (4, last, last + 1, last + 3)] == [
        "Встреча 0", "Семинар завучей", "Итого", "Начальник отдела"]  # fmt: skip
    assert tab[f"A{last}"].value == 302
    assert tab[f"D{last + 1}"].value == f"=SUM(D4:D{last})"
    assert tab.print_area == f"'Мероприятия'!$A$1:$E${last + 3}"
    assert tab.print_title_rows == "$3:$3"
    assert [str(one.sqref) for one in tab.data_validations.dataValidation] == [f"E4:E{last}"]
    assert [str(one.sqref) for one in tab.conditional_formatting] == [f"D4:D{last}"]
    assert tab[f"D{last + 3}"].comment.text == "Сдать до 5 числа"
    own = load_workbook(form)["Мероприятия"]["B9"]
    assert [repr(x) for x in (tab[f"B{last}"].font, tab[f"B{last}"].border)] == [repr(own.font), repr(own.border)]


def test_formulas_of_rows_and_of_totals_go_on(desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS["two rows of headings"]), YEAR)
    tab = book["Отчёт"]
    assert [tab[f"G{row}"].value for row in (6, 8, 9, 10)] == ["=E6+F6", "=E8+F8", "=E9+F9", "=E10+F10"]
    assert [tab[f"{letter}11"].value for letter in "EFG"] == [f"=SUM({letter}6:{letter}10)" for letter in "EFG"]
    assert names_in(book, "Отчёт", "A", 6, 10) == [1, 2, 3, 4, 5]
    assert names_in(book, "Отчёт", "E", 6, 10) == [None, None, 3, None, None]
    assert "графа «Примечание отдела» не понята и останется пустой" in result.all_notes
    assert "графа «Количество участников: всего»: в ней формулы, она посчитается сама" in result.all_notes
    assert (
        "графа «Количество участников: всего»: её формула может показать 0 у 1 мероприятия, где число не записано"
        in (result.all_notes)
    )


def test_each_quarter_s_sheet_has_its_events_and_other_sheets_follow(desk: Desk, tmp_path: Path) -> None:
    for n in range(8):
        desk.change("Added", Event(name=f"Урок {n}", state=EventState.HELD, day_words=f"{n + 1}.03.2026"))
    result, book = written(desk, saved(tmp_path, FORMS["a sheet a quarter"]), YEAR)
    assert [len(one.rows) for one in result.lists] == [9, 1, 2, 1]
    assert book["I квартал"]["B12"].value == "Всего"
    assert book["I квартал"]["F12"].value == "=SUM(F3:F11)"
    assert book["Свод"]["B1"].value == "='I квартал'!F12+SUM('II квартал'!F3:F6)"
    assert book["I квартал"]["D3"].value == "муниципальный"
    assert book["III квартал"]["H3"].value == "Диплом I степени — команда СОШ"


def test_a_quarter_to_come_stays_empty(desk: Desk, tmp_path: Path) -> None:
    early = Period(YEAR.start, YEAR.end, dt.date(2026, 5, 31))
    result = filled(desk, saved(tmp_path, FORMS["a sheet a quarter"]), early)
    assert [len(one.rows) for one in result.lists] == [1, 1, 0, 0]
    assert any("2 списка: этот период ещё не наступил" in words for words in result.all_notes)


def test_parts_named_in_rows(desk: Desk, tmp_path: Path) -> None:
    for n in range(4):
        desk.change("Added", Event(name=f"Урок {n}", state=EventState.HELD, day_words=f"{n + 1}.06.2026"))
    _result, book = written(desk, saved(tmp_path, FORMS["parts in rows"]), YEAR)
    tab = book.worksheets[0]
    assert [tab[f"B{row}"].value for row in (3, 6, 10, 13, 15, 17)] == [
        "Конкурс рисунков", "Слёт краеведов", "Урок 3", "Семинар завучей", "Турнир", "Всего за год"]  # fmt: skip
    assert [tab[f"A{row}"].value for row in (2, 5, 11, 14)] == ["I квартал", "II квартал", "III квартал", "IV квартал"]
    totals = [cell.value for row in tab.iter_rows(min_row=17) for cell in row if cell.data_type == "f"]
    assert totals == ["=SUM(D3:D4)+SUM(D6:D10)+SUM(D12:D13)+SUM(D15:D16)"]


def test_numbers_beside_a_list_are_filled_as_before(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, two_lists_and_numbers)
    [sheet] = read_form(form)
    numbers = [
        FilledCell(sheet=sheet.name, cell=cell, beside=beside(sheet.rows, row, 1), value=value)
        for cell, row, value in (
            ("B3", 2, FormValue.EVENTS),
            ("B4", 3, FormValue.PUPILS),
            ("B18", 17, FormValue.MEETINGS),
        )
    ]
    result = filled(desk, form, YEAR, numbers)
    target = tmp_path / "заполнено.xlsx"
    fill(form, target, fillings(desk.read, numbers, YEAR), result.lists)
    tab = load_workbook(target).worksheets[0]
    assert [tab["B3"].value, tab["B4"].value] == [5, 95]
    assert tab["A15"].value == "3. Публикации"
    assert [tab["A24"].value, tab["B24"].value] == ["Заседаний совета", 0]


def test_the_same_list_again_is_not_filled_twice(desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS["same headings twice"]), AUTUMN)
    assert [len(one.rows) for one in result.lists] == [2, 0]
    assert any("такие же графы уже есть в строке 2" in words for words in result.all_notes)
    assert names_in(book, book.sheetnames[0], "B", 7, 9) == [None] * 3


def test_a_protected_sheet_takes_what_it_has_rows_for(desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS["protected"]), YEAR)
    assert [len(one.rows) for one in result.lists] == [3]
    assert "лист защищён: для 2 мероприятий нет строки, снимите защиту листа" in result.all_notes
    assert book.worksheets[0].protection.sheet
    assert book.worksheets[0]["B7"].value == "Итого"


def test_a_list_without_rows_takes_the_borders_of_its_headings(desk: Desk, tmp_path: Path) -> None:
    _result, book = written(desk, saved(tmp_path, FORMS["no place"]), AUTUMN)
    tab = book.worksheets[0]
    assert names_in(book, tab.title, "A", 2, 4) == [1, 2, "Начальник отдела"]
    assert tab["B2"].border.left.style == "thin"
    assert not tab["B2"].font.bold
    assert tab["B2"].alignment.wrap_text
    assert tab["D4"].value == "/подпись/"


def test_a_row_that_is_filled_stays(desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS["with an example"]), AUTUMN)
    assert names_in(book, "Мероприятия", "B", 4, 6)[0] == "Пример: конкурс чтецов"
    assert book["Мероприятия"]["B6"].value == "Семинар завучей"
    assert "1 строка уже заполнена: она остаётся, новые стоят ниже" in result.all_notes


def test_an_empty_total_gets_its_sum(desk: Desk, tmp_path: Path) -> None:
    _result, book = written(desk, saved(tmp_path, FORMS["no row, a total"]), AUTUMN)
    tab = book["Мероприятия"]
    assert [tab["B6"].value, tab["D6"].value] == ["Итого", "=SUM(D4:D5)"]


def test_joined_cells_and_heights(desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS["joined cells"]), YEAR)
    tab = book.worksheets[0]
    joined = {str(area) for area in tab.merged_cells.ranges}
    assert {"C5:D5", "C9:D9"} <= joined
    assert "A4:A9" in joined
    assert tab["C7"].value.startswith("Чтения")
    assert tab.row_dimensions[7].height > 15
    assert "графа «Ответственный, телефон»: спрашивают и другое: «телефон» не заполняется" in result.all_notes
    assert "графа «Участники»: заголовок можно понять и иначе" in result.all_notes


@pytest.mark.parametrize("name", FORMS)
def test_every_layout_holds_every_event_once_and_no_area_overlaps(name: str, desk: Desk, tmp_path: Path) -> None:
    result, book = written(desk, saved(tmp_path, FORMS[name]), YEAR)
    first = result.lists[0].of.sheet
    words = [str(cell.value) for tab in book for row in tab.iter_rows() for cell in row if cell.value is not None]
    if name != "protected":
        times = 2 if name == "two lists and numbers" else 1
        assert words.count("Слёт краеведов") == times
        assert words.count("Турнир") == times
    areas = [area.bounds for area in book[first].merged_cells.ranges]
    cells = [
        (x, y) for left, top, right, bottom in areas for x in range(left, right + 1) for y in range(top, bottom + 1)
    ]
    assert len(cells) == len(set(cells))


def test_no_list_is_no_list(desk: Desk, tmp_path: Path) -> None:
    assert filled(desk, saved(tmp_path, no_list), YEAR).lists == ()


def test_a_title_of_another_quarter_is_told(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, with_total)
    book = load_workbook(form)
    book.worksheets[0]["A1"] = "Мероприятия за II квартал 2026 года"
    book.save(form)
    notes = filled(desk, form, AUTUMN).all_notes
    assert any(
        "«Мероприятия за II квартал 2026 года» остаётся как есть, а список за III квартал 2026" in one for one in notes
    )


def test_a_form_changed_meanwhile_is_refused(desk: Desk, tmp_path: Path) -> None:
    form = saved(tmp_path, with_total)
    result = filled(desk, form, AUTUMN)
    book = load_workbook(form)
    book.worksheets[0].insert_rows(2)
    book.save(form)
    with pytest.raises(UserError, match="Бланк изменился"):
        fill(form, tmp_path / "x.xlsx", [], result.lists)
    assert not (tmp_path / "x.xlsx").exists()


def test_sheets_of_directions_and_what_fits_none_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", PlanSection(plan_id=1, name="Методическая работа"))

    def by_direction() -> Workbook:
        book = with_total(2)
        other = book.copy_worksheet(book.worksheets[0])
        book.worksheets[0].title, other.title = "Работа с одарёнными детьми", "Методическая работа"
        return book

    result = filled(desk, saved(tmp_path, by_direction), AUTUMN)
    assert [(one.of.direction, len(one.rows)) for one in result.lists] == [
        ("Работа с одарёнными детьми", 1), ("Методическая работа", 0)]  # fmt: skip
    assert "1 мероприятие не вошло ни в один список: Семинар завучей" in result.all_notes


def test_what_is_on_no_known_day_and_what_is_called_a_plan_are_told(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", Event(name="Уборка парка", state=EventState.HELD, day_words="когда сойдёт снег"))
    form = saved(tmp_path, with_total)
    book = load_workbook(form)
    book.worksheets[0]["A1"] = "План мероприятий"
    book.save(form)
    notes = filled(desk, form, AUTUMN).all_notes
    assert "1 мероприятие без понятной даты не вписано: Уборка парка" in notes
    assert "заголовок говорит о плане, а вписаны проведённые мероприятия" in notes
