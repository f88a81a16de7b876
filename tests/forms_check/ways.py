"""What is typed into the form and what must be read of it: a way of filling in each, good and bad."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Step = list[Any]
TABLE = 9
"""The first row of events on the form."""
DEPUTY = [
    ["text", "C47", "Лугова Мария Ивановна"],
    ["text", "C48", "8 (00000) 2-11-11"],
]
OWN = "own.xlsx"


@dataclass(frozen=True)
class Told:
    """An event that must be read: its day in ISO ("" for none), who took part as typed."""

    name: str
    day: str = ""
    pupils: str = ""
    teachers: str = ""
    parents: str = ""
    level: str = ""


@dataclass(frozen=True)
class Way:
    """One way: the file, the steps, whose answer it is ("" where that must be told), facts, and troubles by words.

    `troubles` are parts of sentences that the review must show, each with the cell it is about.
    """

    out: str
    steps: list[Step]
    events: tuple[Told, ...] = ()
    school: str = "МКОУ СОШ с. Луговое"
    answers: dict[str, str] = field(default_factory=dict)
    proposals: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    form: str = "form.xlsx"
    refused: str = ""
    has_code: bool = True


def row(number: int, day: str, name: str, level: str = "", *counts: str, kind: str = "type") -> list[Step]:
    """The steps that fill a row of events."""
    at = TABLE + number
    steps: list[Step] = [["text", f"B{at}", name]]
    steps += [[kind, f"A{at}", day]] if day else []
    steps += [["text", f"C{at}", level]] if level else []
    return steps + [["type", f"{column}{at}", words] for column, words in zip("DEF", counts, strict=False) if words]


LUGOVOE: Step = ["text", "A1", "МКОУ СОШ с. Луговое"]
CONTEST = Told("Районный конкурс чтецов", "2026-10-12", "12", "2", level="municipal")
SLET = Told("Слёт юных краеведов", "2026-11-05", "5", "1")
FILLED = [
    LUGOVOE,
    *row(0, "12.10.2026", "Районный конкурс чтецов", "муниципальный", "12", "2"),
    *row(1, "05.11.2026", "Слёт юных краеведов", "", "5", "1"),
]

WAYS = (
    Way("01-good.xlsx",
        [*FILLED, ["text", "B32", "Фестиваль «Родники»"], ["text", "A32", "март"], ["type", "D43", "87"],
         *DEPUTY, ["text", "B60", "Парты"], ["type", "C60", "12"], ["text", "D60", "кабинет физики"],
         ["text", "C68", "да, один"]],
        (CONTEST, SLET), proposals=("Фестиваль «Родники»",),
        answers={"Доля педагогов с курсами": "87", "head": "Лугова Мария Ивановна", "phone": "8 (00000) 2-11-11",
                 "Потребности": "Парты, 12, кабинет физики", "Есть ли автобус?": "да, один"},
        troubles=("Телефон школы",)),
    Way("02 ОТВЕТ (1) финал.xls", FILLED, (CONTEST, SLET)),
    Way("03.ods", FILLED, (CONTEST, SLET)),
    Way("04.docx",
        [["paragraph", "МКОУ СОШ с. Луговое"], ["paragraph", "Итоги квартала · форма {code}"],
         ["table", [["Дата", "Мероприятие", "Уровень", "Обучающихся", "Педагогов"],
                    ["12.10.2026", "Районный конкурс чтецов", "муниципальный", "12", "2"],
                    ["5 ноября", "Слёт юных краеведов", "", "5", "1"]]]],
        (CONTEST, SLET), form=""),
    Way("05-columns-shifted.xlsx",
        [*FILLED, ["insert_columns", 0, 2], ["insert_columns", 4, 1], ["text", "E8", "Класс"], ["text", "E9", "5–7"]],
        (CONTEST, SLET), troubles=("E8",), left=("5–7",)),
    Way("06-columns-renamed.xlsx",
        [*FILLED, ["text", "A8", "Когда"], ["text", "B8", "Что проводили"], ["text", "D8", "Кол-во детей"],
         ["text", "E8", "Учителя"], ["text", "F8", "Родители (законные представители)"]],
        (CONTEST, SLET)),
    Way("07-lists-overwritten.xlsx",
        [["text", "A1", "школа с.Луговое"], *row(0, "12.10.2026", "Районный конкурс чтецов", "районный", "12", "2"),
         *row(1, "05.11.2026", "Слёт юных краеведов", "кустовой", "5", "1")],
        (CONTEST, SLET), troubles=("C10",)),
    Way("08-days-as-words.xlsx",
        [LUGOVOE, *row(0, "12 октября", "Районный конкурс чтецов", "", "12", "2", kind="text"),
         *row(1, "с 5 по 7 ноября", "Слёт юных краеведов", "", "5", "1", kind="text"),
         *row(2, "декабрь", "Неделя математики", "", "40", kind="text"),
         *row(3, "когда выпал снег", "Лыжные гонки", "", "8", kind="text"),
         *row(4, "", "Субботник", "", "30")],
        (Told("Районный конкурс чтецов", "2026-10-12", "12", "2"), Told("Слёт юных краеведов", "2026-11-05", "5", "1"),
         Told("Неделя математики", "2026-12-01", "40"), Told("Лыжные гонки", "", "8"), Told("Субботник", "", "30")),
        troubles=("B12", "B13")),
    Way("09-counts-as-words.xlsx",
        [LUGOVOE, *row(0, "12.10.2026", "Районный конкурс чтецов", "", "более 70", "2 чел."),
         *row(1, "05.11.2026", "Слёт юных краеведов", "", "много", "-"),
         *row(2, "06.11.2026", "Турслёт", "", "12 детей и 2 педагога"),
         *row(3, "07.11.2026", "Форум", "", "~ 30", "около 4")],
        (Told("Районный конкурс чтецов", "2026-10-12", "более 70", "2"),
         Told("Слёт юных краеведов", "2026-11-05", "много"),
         Told("Турслёт", "2026-11-06", "12", "2"), Told("Форум", "2026-11-07", "~ 30", "около 4")),
        troubles=("D10",)),
    Way("10-second-of-one-school.xlsx",
        [LUGOVOE, *row(0, "12.10.2026", "Районный конкурс чтецов", "муниципальный", "14", "2"),
         *row(1, "05.11.2026", "Слёт юных краеведов", "", "5", "1")],
        (Told("Районный конкурс чтецов", "2026-10-12", "14", "2"), SLET)),
    Way("11-last-quarter.xlsx", [LUGOVOE, *row(0, "12.09.2026", "День здоровья", "", "90", "8")],
        (Told("День здоровья", "2026-09-12", "90", "8"),), form="last.xlsx"),
    Way("12-half-filled.xlsx",
        [LUGOVOE, ["text", "B9", "Районный конкурс чтецов"], ["type", "D11", "7"],
         ["text", "C48", "звоните после обеда"]],
        (Told("Районный конкурс чтецов"),), answers={"phone": "звоните после обеда"},
        troubles=("B9", "D11", "C48")),
    Way("13-no-school.xlsx", FILLED[1:], (CONTEST, SLET), school="", troubles=("первой ячейке",)),
    Way("14-headings-deleted.xlsx", [*FILLED, ["delete_rows", 7, 1]], (CONTEST, SLET), troubles=("A8",)),
    Way("15-rows-added.xlsx",
        [LUGOVOE, ["insert_rows", 12, 25], *(step for number in range(30) for step in row(
            number, f"{number % 28 + 1:02}.11.2026", f"Занятие кружка № {number + 1}", "", str(number + 1))),
         ["text", "B40", "Итого"], ["formula", "D40", "=SUM(D9:D38)"]],
        tuple(Told(f"Занятие кружка № {number + 1}", f"2026-11-{number % 28 + 1:02}", str(number + 1))
              for number in range(30)), left=("Итого",)),
    Way("16-formulas.xlsx",
        [LUGOVOE, *row(0, "12.10.2026", "Районный конкурс чтецов", "муниципальный"), ["formula", "D9", "=10+2"],
         ["formula", "E9", "=D9/6"], *row(1, "05.11.2026", "Слёт юных краеведов"), ["formula", "D10", "=D9-7"],
         ["formula", "E10", "=1/0"]],
        (CONTEST, Told("Слёт юных краеведов", "2026-11-05", "5", "#DIV/0!")), troubles=("E10",)),
    Way("17-hidden.xlsx",
        [*FILLED, *row(2, "06.11.2026", "Тайная встреча", "", "3"), ["hide_row", 10],
         ["sheet", "Черновик", "Тут считали сами"]],
        (CONTEST, SLET), left=("Тайная встреча", "Тут считали сами")),
    Way("18-hostile.xlsx",
        [LUGOVOE, *row(0, "12.10.2026", "=cmd|'/c calc'!A1", "", "12", kind="text"),
         ["formula", "B10", '=HYPERLINK("http://zlo.example/x";"Слёт юных краеведов")'], ["type", "A10", "05.11.2026"],
         ["type", "D10", "5"], ["type", "E10", "1"], ["text", "B11", "Ъ" * 3000], ["type", "A11", "06.11.2026"],
         ["type", "D11", "999999999"]],
        (Told("=cmd|'/c calc'!A1", "2026-10-12", "12"), SLET, Told("Ъ" * 3000, "2026-11-06", "999999999")),
        troubles=("D11",)),
    Way("19-no-code.xlsx", [*FILLED, ["delete_rows", 1, 1]], (CONTEST, SLET), has_code=False),
    Way("20-another-cluster.xlsx", FILLED, refused="КД-", form="foreign.xlsx"),
    Way("21-in-wrong-places.xlsx",
        [LUGOVOE, ["text", "E1", "Луговское сельское поселение"],
         *row(0, "12.10.2026", "Районный конкурс чтецов", "муниципальный", "12", "2"),
         ["merge", "A10:F10"], ["text", "A10", "Ответ готовила завуч Петрова, тел. 2-11-12"], ["type", "D11", "5"],
         ["text", "A11", "6 ноября"], ["text", "H9", "грамота"]],
        (CONTEST,), troubles=("A11",), left=("Ответ готовила завуч", "грамота")),
    Way("22-odd-days.xlsx",
        [LUGOVOE, *row(0, "12.10.2025", "Районный конкурс чтецов", "", "12", "2"),
         *row(1, "30–20 ноября", "Слёт юных краеведов", "", "5", "1", kind="text"),
         *row(2, "31.11.2026", "Турслёт", "", "4", kind="text"),
         *row(3, "07.11.2026", "Форум", "", "12.10.2026")],
        (Told("Районный конкурс чтецов", "2025-10-12", "12", "2"), Told("Слёт юных краеведов", "2026-11-20", "5", "1"),
         Told("Турслёт", "", "4"), Told("Форум", "2026-11-07", "12.10.2026")),
        troubles=("B9", "B10", "B11", "D12")),
    Way("23.csv", FILLED, (CONTEST, SLET)),
    Way("24-nothing-happened.xlsx", [LUGOVOE, ["text", "B9", "не участвовали"]]),
    Way("25-own-form.xlsx", [["type", "D11", "9"], ["text", "B11", "Турслёт"], ["type", "A11", "06.11.2026"]],
        (Told("Турслёт", "2026-11-06", "9"),), form=OWN,
        answers={"phone": "8 (00000) 2-11-10", "head": "Лугова Мария Ивановна"}),
)  # fmt: skip
