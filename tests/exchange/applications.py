"""Applications of nine invented schools in many layouts, made by script, each with what is to be read of it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx

ABOUT = "на участие в районном конкурсе исследовательских работ «Первые шаги»"


@dataclass(frozen=True)
class Child:
    """What an application says of a child."""

    name: str
    grade: str
    school: str
    mentor: str = ""
    nomination: str = ""
    work: str = ""


SCHOOLS = (
    "МКОУ СОШ с. Луговое", "МКОУ СОШ с. Берёзовка", "МКОУ ООШ с. Ключи", "МКОУ ООШ п. Сосновый", "МКОУ НОШ д. Ольховка",
    "МКОУ лицей пгт Заречный", "МКОУ СОШ № 1 пгт Заречный", "ГБОУ школа-интернат с. Озёрное", "МБОУ СОШ № 7",
)  # fmt: skip
_PEOPLE = (
    ("Лугов Иван Петрович", "7 «А»", "Громова О. И., учитель биологии", "Краеведение"),
    ("Белова Анна Сергеевна", "5", "Зорин Павел Ильич, учитель", "Техническое творчество"),
    ("Родникова Василиса", "9 «Б»", "Соснина О. П., педагог-организатор", "Естественные науки"),
)


def children(school: str) -> list[Child]:
    """The children of a school."""
    return [Child(name, grade, school, mentor, nomination) for name, grade, mentor, nomination in _PEOPLE]


Rows = list[list[object]]


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], merges: Sequence[str] = ()) -> Path:
    """A workbook of one sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for merged in merges:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def write_ods(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A sheet of LibreOffice."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Лист1">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def plain_word(folder: Path, school: str, told: list[Child]) -> Path:
    """A Word table with the school in a column."""
    rows: Rows = [
        ["№ п/п", "Фамилия, имя, отчество участника", "Класс", "ОО", "ФИО наставника, должность", "Номинация"]
    ]
    rows += [[str(n), c.name, c.grade, c.school, c.mentor, c.nomination] for n, c in enumerate(told, 1)]
    return write_docx(folder / "1.docx", [f"Заявка {ABOUT}", Table(rows), "Директор ____________ А. В. Тихонов"])


def merged_school(folder: Path, school: str, told: list[Child]) -> Path:
    """The school in one cell merged over all rows."""
    rows: Rows = [["№", "Образовательная организация", "ФИО участника", "Класс", "Руководитель"]]
    for n, c in enumerate(told, 1):
        cell: object = Below() if n > 1 else Merged(school, down=True)
        rows.append([str(n), cell, c.name, c.grade, c.mentor])
    return write_docx(folder / "2.docx", [f"ЗАЯВКА {ABOUT}", Table(rows)])


def school_in_heading(folder: Path, school: str, told: list[Child]) -> Path:
    """The school only in the heading."""
    rows: Rows = [["№", "ФИО обучающегося", "Класс", "Наставник", "Номинация"]]
    rows += [[str(n), c.name, c.grade, c.mentor, c.nomination] for n, c in enumerate(told, 1)]
    return write_docx(folder / "3.docx", ["ЗАЯВКА", f"{school} {ABOUT}", Table(rows)])


def labelled_school(folder: Path, school: str, told: list[Child]) -> Path:
    """Excel: titles above the header, the school after a label."""
    rows: Rows = [[f"Заявка {ABOUT}"], [f"Наименование ОО: {school}"], [], ["№", "Ф.И.О.", "Класс", "Педагог"]]
    rows += [[n, c.name, c.grade, c.mentor] for n, c in enumerate(told, 1)]
    return write_xlsx(folder / "4.xlsx", [*rows, ["", f"Итого: {len(told)}"]], ["A1:D1", "A2:D2"])


def three_columns(folder: Path, school: str, told: list[Child]) -> Path:
    """Surname, name and patronymic each in a column of their own; the mentor's post beside the mentor."""
    rows: Rows = [["Заявка"], ["№", "Фамилия", "Имя", "Отчество", "Класс", "Школа", "ФИО руководителя", "Должность"]]
    for n, c in enumerate(told, 1):
        surname, first, *middle = c.name.split()
        mentor, _comma, post = c.mentor.partition(", ")
        rows.append([n, surname, first, "".join(middle), c.grade, school, mentor, post])
    return write_xlsx(folder / "5.xlsx", rows)


def two_header_rows(folder: Path, school: str, told: list[Child]) -> Path:
    """A header of two rows: «Участник» over name and class, «Наставник» over name and post."""
    rows: Rows = [
        ["№", Merged("Участник", across=2), "Школа", Merged("Наставник", across=2)],
        ["", "ФИО", "класс", "", "ФИО", "должность"],
    ]
    for n, c in enumerate(told, 1):
        mentor, _comma, post = c.mentor.partition(", ")
        rows.append([str(n), c.name, c.grade, school, mentor, post])
    return write_docx(folder / "6.docx", [f"Заявка {ABOUT}", Table(rows)])


def sections_of_schools(folder: Path, school: str, told: list[Child]) -> Path:
    """The school and the nominations in rows over the whole width."""
    rows: Rows = [["№", "Участник", "Класс", "Наставник"], [Merged(school, across=4)]]
    for n, c in enumerate(told, 1):
        rows += [[Merged(f"Номинация «{c.nomination}»", across=4)], [str(n), c.name, c.grade, c.mentor]]
    return write_docx(folder / "7.docx", ["Заявка на конкурс", Table(rows)])


def numbered_prose(folder: Path, school: str, told: list[Child]) -> Path:
    """A numbered list in prose."""
    lines = [
        f"{n}. {c.name}, {c.grade} класс, номинация «{c.nomination}», руководитель {c.mentor};"
        for n, c in enumerate(told, 1)
    ]
    return write_docx(folder / "8.docx", ["Заявка", f"{school} направляет {ABOUT}:", *lines, "Директор Тихонов А. В."])


def plain_list(folder: Path, school: str, told: list[Child]) -> Path:
    """A plain list of Word with automatic numbers."""
    lines = [Numbered(f"{c.name} ({c.grade} класс) – наставник {c.mentor}") for c in told]
    return write_docx(folder / "9.docx", [f"Заявка от {school} {ABOUT}", "Список участников:", *lines])


def open_document(folder: Path, school: str, told: list[Child]) -> Path:
    """An .ods without titles but one."""
    rows: Rows = [["Заявка на участие", "", "", ""], ["ФИО ребёнка", "Класс", "Учреждение", "Учитель"]]
    return write_ods(folder / "10.ods", rows + [[c.name, c.grade, school, c.mentor] for c in told])


def no_headings(folder: Path, school: str, told: list[Child]) -> Path:
    """A table without headings."""
    rows: Rows = [[str(n), c.name, c.grade, school] for n, c in enumerate(told, 1)]
    return write_docx(folder / "11.docx", [f"Заявка {ABOUT}", Table(rows)])


def one_paragraph(folder: Path, school: str, told: list[Child]) -> Path:
    """One sentence that numbers the children."""
    said = ", ".join(f"{n}) {c.name} ({c.grade} кл.)" for n, c in enumerate(told, 1))
    return write_docx(folder / "12.docx", [f"Заявка. {school} {ABOUT}", f"Участники: {said}."])


def school_once(folder: Path, school: str, told: list[Child]) -> Path:
    """The school written only in the first row, not merged."""
    rows: Rows = [["Заявка"], ["ФИО участника", "Класс", "Школа"]]
    rows += [[c.name, c.grade, school if n == 0 else ""] for n, c in enumerate(told)]
    return write_xlsx(folder / "13.xlsx", rows)


def works_and_dates(folder: Path, school: str, told: list[Child]) -> Path:
    """Columns that are nobody's: date of birth, phone; the theme of the work."""
    rows: Rows = [["№", "ФИО участника", "Дата рождения", "Класс", "Школа", "Название работы", "Телефон"]]
    rows += [[str(n), c.name, "01.02.2013", c.grade, school, "Родники села", "89000000000"] for n, c in enumerate(told)]
    return write_docx(folder / "14.docx", ["Заявка", Table(rows)])


def many_in_a_cell(folder: Path, school: str, told: list[Child]) -> Path:
    """All children in one cell, line by line, their classes in the next."""
    names, grades = "\n".join(c.name for c in told), "\n".join(c.grade for c in told)
    rows: Rows = [["Школа", "Участники (ФИО)", "Класс"], [school, names, grades]]
    return write_docx(folder / "15.docx", ["Заявка", Table(rows)])


def delimited(folder: Path, school: str, told: list[Child]) -> Path:
    """A .csv as Excel saves it."""
    lines = [
        "Заявка;;;",
        "№;ФИО;Класс;Организация",
        *(f"{n};{c.name};{c.grade};{school}" for n, c in enumerate(told, 1)),
    ]
    path = folder / "16.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


Maker = Callable[[Path, str, list[Child]], Path]
LAYOUTS: dict[Maker, tuple[str, ...]] = {
    plain_word: ("mentor", "nomination"),
    merged_school: ("mentor",),
    school_in_heading: ("mentor", "nomination"),
    labelled_school: ("mentor",),
    three_columns: ("mentor",),
    two_header_rows: ("mentor",),
    sections_of_schools: ("mentor", "nomination"),
    numbered_prose: ("mentor", "nomination"),
    plain_list: ("mentor",),
    open_document: ("mentor",),
    no_headings: (),
    one_paragraph: (),
    school_once: (),
    works_and_dates: (),
    many_in_a_cell: (),
    delimited: (),
}
"""What each layout tells beside name, class and school."""


_SURNAMES = ("Лугов", "Белов", "Зорин", "Соснин", "Громов", "Озеров", "Рябинин", "Ключев", "Полевой", "Ветров")
_FIRST = ("Иван", "Пётр", "Артём", "Максим", "Егор", "Михаил", "Кирилл", "Роман", "Илья", "Тимофей", "Глеб", "Павел")


def nine_applications(folder: Path) -> list[Path]:
    """A hundred and twenty children of nine schools in nine layouts."""
    names = [f"{surname} {first} Петрович" for surname in _SURNAMES for first in _FIRST]
    paths = []
    for n, (make, school) in enumerate(zip(LAYOUTS, (*SCHOOLS[:8], "МКДОУ детский сад «Родничок»"), strict=False)):
        own = names[n::9]
        told = [
            Child(name, str(5 + at % 5), school, f"Родникова О. {n}.", "Краеведение") for at, name in enumerate(own)
        ]
        paths.append(make(folder, school, told))
    return paths
