"""Lists of events in a department's form: which rows they are, what each heading asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from cluster_desk.core.form_lists import FormList, months_named
from cluster_desk.core.records.forms import FormMonths, FormValue
from cluster_desk.exchange.layout.form_headings import below, first_of_several, list_value
from cluster_desk.exchange.layout.form_lists import lists_in, scoped
from cluster_desk.reports.writers.excel.form import read_form
from tests.department_forms import FORMS, saved

V = FormValue
HEADINGS = {
    V.ROW_NUMBER: ["№", "№ п/п"],
    V.ROW_NAME: ["Наименование мероприятия", "Мероприятие", "Название", "Тема мероприятия", "Содержание"],
    V.ROW_DAY: ["Дата", "Дата проведения", "Сроки", "Срок исполнения"],
    V.ROW_FIRST_DAY: ["Дата начала"],
    V.ROW_LAST_DAY: ["Дата окончания"],
    V.ROW_MONTH: ["Месяц"],
    V.ROW_PEOPLE: ["Количество участников", "Охват", "Охват участников", "Число участников, чел.", "Всего участников"],
    V.ROW_PUPILS: ["Количество обучающихся", "Охват детей", "Кол-во школьников"],
    V.ROW_TEACHERS: ["Количество педагогов", "в том числе педагогов"],
    V.ROW_ORGANIZATIONS: ["Количество учреждений", "Кол-во ОО", "Число школ, принявших участие"],
    V.ROW_ORGANIZATION_NAMES: ["Организации-участники", "Образовательная организация"],
    V.ROW_RESPONSIBLE: ["Ответственный", "Ответственный (ФИО, должность)"],
    V.ROW_ORGANIZER: ["Организатор", "Кто проводит"],
    V.ROW_VENUE: ["Место проведения", "Место"],
    V.ROW_LEVEL: ["Уровень", "Уровень мероприятия"],
    V.ROW_FORM: ["Форма проведения", "Вид мероприятия"],
    V.ROW_MODE: ["Формат", "Форма (очно/дистанционно)"],
    V.ROW_RESULTS: ["Результат", "Итоги", "Победители и призёры"],
    V.ROW_LINKS: ["Ссылка на публикацию"],
    V.ROW_DIRECTION: ["Направление"],
    V.ROW_AUDIENCE: ["Целевая аудитория", "Категория участников"],
    None: ["Примечание", "Количество мероприятий", "Количество победителей", "Квартал", "Финансирование", "Телефон"],
}


@pytest.mark.parametrize(("value", "words"), [(value, one) for value, several in HEADINGS.items() for one in several])
def test_what_a_heading_asks(value: FormValue | None, words: str) -> None:
    assert list_value(words) is value
    assert list_value(words.upper()) is value


def test_a_heading_of_two_rows_and_one_of_several_things() -> None:
    assert below("Количество участников", "педагоги") == ("Количество участников: педагоги", V.ROW_TEACHERS)
    assert below("Количество участников", "всего")[1] is V.ROW_PEOPLE
    assert below("Количество", "ОО")[1] is V.ROW_ORGANIZATIONS
    assert below("Сроки", "начало")[1] is V.ROW_FIRST_DAY
    assert below("Количество участников", "гости из района")[1] is not V.ROW_PEOPLE
    assert first_of_several("Дата, место проведения") == (V.ROW_DAY, "место проведения")


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("Мероприятия, I квартал", "1-3"),
        ("3 кв. 2026", "7-9"),
        ("за третий квартал", "7-9"),
        ("IV квартал", "10-12"),
        ("2 полугодие", "7-12"),
        ("Октябрь", "10-10"),
        ("I и II кварталы, I квартал, II квартал", None),
        ("Перечень", None),
    ],
)
def test_the_part_of_a_year_that_words_name(words: str, months: str | None) -> None:
    assert months_named(words) == (FormMonths.of(months) if months else None)


def of(tmp_path: Path, name: str) -> list[FormList]:
    return lists_in(read_form(saved(tmp_path, FORMS[name])))


def test_rows_of_lists(tmp_path: Path) -> None:
    [plain] = of(tmp_path, "with a total")
    assert (plain.header, plain.free, plain.total, plain.title) == (
        2, (3, 4, 5, 6, 7, 8), 9, "Сведения о мероприятиях образовательного кластера")  # fmt: skip
    [two] = of(tmp_path, "two rows of headings")
    assert (two.header, two.header_end, two.free, two.total) == (2, 3, (5, 6, 7), 8)
    [crowded] = of(tmp_path, "no place")
    assert (crowded.free, crowded.kept, crowded.end) == ((), (), 0)
    [example] = of(tmp_path, "with an example")
    assert (example.kept, example.free) == ((3,), (4, 5))
    [joined] = of(tmp_path, "joined cells")
    assert (joined.header_end, joined.free) == (3, (4, 5, 6))
    parts = of(tmp_path, "parts in rows")
    assert [(one.title, one.months.value, one.free) for one in parts] == [
        ("I квартал", "1-3", (2, 3)), ("II квартал", "4-6", (5, 6)), ("III квартал", "7-9", (8, 9)),
        ("IV квартал", "10-12", (11, 12))]  # fmt: skip


def test_one_quarter_in_a_title_is_no_part_of_a_form(tmp_path: Path) -> None:
    """The title of last quarter's form: what is filled is the period that was chosen."""
    lists = of(tmp_path, "a sheet a quarter")
    assert [one.months.value for one in lists] == ["1-3", "4-6", "7-9", "10-12"]
    sheets = read_form(saved(tmp_path, FORMS["a sheet a quarter"]))
    assert lists_in(sheets[:1])[0].months is FormMonths.WHOLE


def test_directions_and_organizations_of_sheets(tmp_path: Path) -> None:
    first, second = of(tmp_path, "a sheet a quarter")[:2]
    names = {"I квартал": 7, "II квартал": 8}
    assert [one.organization_id for one in scoped([first, second], (), names)] == [7, 8]
    assert [one.organization_id for one in scoped([first], (), names)] == [None]
    parts = of(tmp_path, "parts in rows")[:2]
    assert [one.direction for one in scoped(parts, ["I квартал", "II квартал"], {})] == ["I квартал", "II квартал"]


def test_what_somebody_told_goes_before_the_words(tmp_path: Path) -> None:
    sheets = read_form(saved(tmp_path, FORMS["two rows of headings"]))
    [told] = lists_in(sheets, {("Отчёт", "I3"): V.ROW_RESULTS, ("Отчёт", "D3"): V.ROW_EMPTY})
    assert [one.value for one in told.columns if one.cell in ("I3", "D3")] == [V.ROW_EMPTY, V.ROW_RESULTS]


def test_a_hidden_sheet_is_left_alone(tmp_path: Path) -> None:
    def hidden() -> Workbook:
        book = FORMS["a sheet a quarter"]()
        book.worksheets[0].sheet_state = "hidden"
        return book

    assert [one.sheet for one in lists_in(read_form(saved(tmp_path, hidden)))] == [
        "II квартал", "III квартал", "IV квартал"]  # fmt: skip
