"""Forms as departments send them, made up: many layouts of a list of events, bad ones too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

HEADINGS = ("№", "Наименование мероприятия", "Дата", "Количество участников", "Ответственный")
_THIN, _THICK = Side(style="thin"), Side(style="medium")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
LETTERS = Font(name="Times New Roman", size=11)


def headings(tab: Any, row: int, words: Sequence[object], first: int = 1) -> None:
    """A row of headings: bold, coloured, in boxes."""
    for at, each in enumerate(words, first):
        cell = tab.cell(row, at, each)
        cell.border, cell.font = BOX, Font(name="Times New Roman", size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="D9E2F3")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")


def ready(tab: Any, first: int, count: int, width: int, *, numbers: bool = False) -> None:
    """Rows prepared to be filled."""
    for row in range(first, first + count):
        for column in range(1, width + 1):
            cell = tab.cell(row, column)
            cell.border, cell.font, cell.alignment = BOX, LETTERS, Alignment(wrap_text=True, vertical="top")
        if numbers:
            tab.cell(row, 1, row - first + 1)


def _tab(book: Workbook) -> Any:
    tab = book.active
    assert tab is not None
    for letter, width in zip("ABCDE", (6, 50, 16, 14, 34), strict=True):
        tab.column_dimensions[letter].width = width
    return tab


def with_total(rows: int = 6) -> Workbook:
    """A title, ready rows, a total, a signature; a print area, a list to choose from, a colour by rule, a note."""
    book = Workbook()
    tab = _tab(book)
    tab.title = "Мероприятия"
    tab["A1"] = "Сведения о мероприятиях образовательного кластера"
    tab.merge_cells("A1:E1")
    headings(tab, 3, HEADINGS)
    ready(tab, 4, rows + 1, 5)
    total = 4 + rows
    tab.cell(total, 2, "Итого")
    tab.cell(total, 4, f"=SUM(D4:D{total - 1})" if rows else None)
    tab.cell(total + 2, 2, "Начальник отдела")
    tab.cell(total + 2, 4, "подпись").comment = Comment("Сдать до 5 числа", "Отдел")
    tab.print_area = f"A1:E{total + 2}"
    tab.print_title_rows = "3:3"
    if rows:
        chosen = DataValidation(type="list", formula1='"Иванова,Петрова"')
        chosen.add(f"E4:E{total - 1}")
        tab.add_data_validation(chosen)
        rule = CellIsRule(operator="greaterThan", formula=["100"], font=Font(bold=True))  # type: ignore[no-untyped-call]  # openpyxl
        tab.conditional_formatting.add(f"D4:D{total - 1}", rule)
    return book


def two_rows_of_headings() -> Workbook:
    """Merged headings over two rows, a row that counts the columns, formulas in each row, a column unknown to us."""
    book = Workbook()
    tab = _tab(book)
    tab.title = "Отчёт"
    tab["A1"] = "Отчёт о проведённых мероприятиях"
    upper = ("№ п/п", "Мероприятие", "Сроки проведения", "Место проведения", "Количество участников", "", "")
    headings(tab, 3, (*upper, "Организатор", "Примечание отдела"))
    headings(tab, 4, ("", "", "", "", "педагоги", "обучающиеся", "всего", "", ""))
    for letter in "ABCDHI":
        tab.merge_cells(f"{letter}3:{letter}4")
    tab.merge_cells("E3:G3")
    headings(tab, 5, range(1, 10))
    ready(tab, 6, 4, 9, numbers=True)
    for row in range(6, 9):
        tab[f"G{row}"] = f"=E{row}+F{row}"
    tab["A9"], tab["B9"] = None, "ИТОГО:"
    for letter in "EFG":
        tab[f"{letter}9"] = f"=SUM({letter}6:{letter}8)"
    return book


def a_sheet_a_quarter() -> Workbook:
    """Four sheets, and one that sums them up."""
    book = Workbook()
    book.remove(book.worksheets[0])
    words = (
        "№",
        "Название",
        "Дата проведения",
        "Уровень",
        "Форма проведения",
        "Охват",
        "Количество учреждений",
        "Итог",
    )
    for quarter in ("I", "II", "III", "IV"):
        tab = book.create_sheet(f"{quarter} квартал")
        tab["A1"] = f"Мероприятия кластера, {quarter} квартал"
        headings(tab, 2, words)
        ready(tab, 3, 4, 8)
        tab["B7"] = "Всего"
        tab["F7"] = "=SUM(F3:F6)"
    sums = book.create_sheet("Свод")
    sums["B1"] = "='I квартал'!F7+SUM('II квартал'!F3:F6)"
    return book


def parts_in_rows() -> Workbook:
    """One list whose rows name its parts."""
    book = Workbook()
    tab = _tab(book)
    headings(tab, 1, HEADINGS)
    for n, quarter in enumerate(("I квартал", "II квартал", "III квартал", "IV квартал")):
        row = 2 + 3 * n
        ready(tab, row, 3, 5)
        tab.cell(row, 1, quarter)
        tab.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    ready(tab, 14, 1, 5)
    tab["B14"] = "Всего за год"
    tab["D14"] = "=SUM(D3:D4)+SUM(D6:D7)+SUM(D9:D10)+SUM(D12:D13)"
    return book


def two_lists_and_numbers() -> Workbook:
    """A table of numbers, a list, and another list on one sheet."""
    book = Workbook()
    tab = _tab(book)
    headings(tab, 2, ("Показатель", "Значение"))
    ready(tab, 3, 2, 2)
    tab["A1"], tab["A3"], tab["A4"] = "1. Показатели", "Проведено мероприятий", "Обучающихся"
    tab["A6"] = "2. Перечень мероприятий"
    headings(tab, 7, HEADINGS)
    ready(tab, 8, 2, 5)
    tab["A12"] = "3. Публикации"
    headings(tab, 13, ("№", "Мероприятие", "Ссылка на публикацию", "Уровень"))
    ready(tab, 14, 2, 4)
    tab["A18"] = "Заседаний совета"
    return book


def same_headings_twice() -> Workbook:
    """The same list begun anew, as on a second page."""
    book = Workbook()
    tab = _tab(book)
    tab["A1"] = "Мероприятия"
    for row in (2, 6):
        headings(tab, row, HEADINGS)
        ready(tab, row + 1, 3, 5)
    return book


def protected() -> Workbook:
    """Three rows on a protected sheet."""
    book = with_total(3)
    book.worksheets[0].protection.sheet = True
    return book


def no_place() -> Workbook:
    """No row for events: the signature stands right below the headings."""
    book = Workbook()
    tab = _tab(book)
    headings(tab, 1, HEADINGS)
    tab["A2"], tab["D2"] = "Начальник отдела", "/подпись/"
    return book


def with_an_example() -> Workbook:
    """The first row shows how to fill it in."""
    book = with_total(3)
    tab = book.worksheets[0]
    tab["B4"], tab["C4"], tab["D4"] = "Пример: конкурс чтецов", "12.03.2026", 45
    return book


def joined_cells() -> Workbook:
    """Each event's name in two joined cells, rows of a fixed height, words beside the list."""
    book = Workbook()
    tab = book.worksheets[0]
    tab["B2"] = "Форма № 3-К"
    words = ("№", "Наименование мероприятия", "", "Дата", "Участники", "Ответственный, телефон")
    headings(tab, 4, words, 2)
    for row in range(4, 8):
        tab.merge_cells(f"C{row}:D{row}")
        for column in range(2, 8):
            tab.cell(row, column).border = BOX
        if row > 4:
            tab.row_dimensions[row].height = 15
            tab.cell(row, 3).alignment = Alignment(wrap_text=True)
    tab.merge_cells("A4:A7")
    tab["A4"] = "Кластер"
    return book


def no_list() -> Workbook:
    """Headings that nobody understands."""
    book = Workbook()
    headings(book.worksheets[0], 1, ("Событие недели", "Чего достигли", "Зачем"))
    ready(book.worksheets[0], 2, 3, 3)
    return book


FORMS: dict[str, Callable[[], Workbook]] = {
    "with a total": with_total,
    "no row, a total": lambda: with_total(0),
    "one row, a total": lambda: with_total(1),
    "two rows of headings": two_rows_of_headings,
    "a sheet a quarter": a_sheet_a_quarter,
    "parts in rows": parts_in_rows,
    "two lists and numbers": two_lists_and_numbers,
    "same headings twice": same_headings_twice,
    "protected": protected,
    "no place": no_place,
    "with an example": with_an_example,
    "joined cells": joined_cells,
}
"""Those with a list, by what is special in them."""


def saved(folder: Path, make: Callable[[], Workbook], name: str = "бланк.xlsx") -> Path:
    """A form as a file."""
    path = folder / name
    make().save(path)
    return path
