"""What was done, read from old reports: days, titles, tasks, how many took part. All names are invented."""

from pathlib import Path

import openpyxl
import pytest

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.events import Event
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import Merged, Numbered, Table, write_docx

TASKS = [
    "1. АНАЛИЗ РАБОТЫ опорной школы за 2031 год",
    "ПЕРВАЯ ЗАДАЧА, стоящая перед школой, – единое пространство.",
    "- 24 марта 2031 года – районная школа актива «Заря. Путь». Участники – активисты 5-10 классов, педагоги.",
    "-28-30 марта 2031 года организована экскурсия в институт (12 человек).",
    "С 20 по 31 января 2031 года в рамках плана лицея проведен окружной дистанционный конкурс «Снимаю. Науку».",
    "Ноябрь-декабрь – Участие в игре «Умники» (приняли участие более 70 школьников).",
    "31 октября – 2 ноября 2031 года - Интенсив для обучающихся 10 класса.",
    "Ежемесячно – посещение кружка «Школа вожатых».",
    "Мероприятия прошли хорошо, необходимо их продолжать.",
    "ВТОРАЯ ЗАДАЧА – методический центр.",
    "17.10.2031 – Областной семинар (47 педагогов).",
    "«Юный умелец» - всего 7 человек (учащиеся лицея).",
    "2. ПЛАНИРОВАНИЕ РАБОТЫ на 2032 год",
    "15 января 2032 года – совещание.",
]


def read(tmp_path: Path, *blocks: object) -> ParsedDocument:
    return read_document(write_docx(tmp_path / "d.docx", blocks))


def described(entry: Parsed[Event]) -> tuple[str, list[list[str]], list[tuple[str, int, str]]]:
    one = entry.to_json()
    return one["title"], one["dates"], [(each["kind"], each["number"], each["text"]) for each in one["counts"]]


def test_dated_lines_under_their_tasks(tmp_path: Path) -> None:
    content = read(tmp_path, *TASKS)
    first, second = "единое пространство", "методический центр"
    assert [entry.typed["task"] for entry in content.log] == [first] * 6 + [second] * 2
    assert [described(entry) for entry in content.log if len(entry.record.spans) < 3] == [
        ("районная школа актива «Заря. Путь»", [["2031-03-24", "2031-03-24"]], []),
        ("организована экскурсия в институт", [["2031-03-28", "2031-03-30"]], [("others", 12, "12 человек")]),
        ("окружной дистанционный конкурс «Снимаю. Науку»", [["2031-01-20", "2031-01-31"]], []),
        ("Участие в игре «Умники»", [["2031-11-01", "2031-12-31"]], [("pupils", 70, "более 70 школьников")]),
        ("Интенсив для обучающихся 10 класса", [["2031-10-31", "2031-11-02"]], []),
        ("Областной семинар", [["2031-10-17", "2031-10-17"]], [("teachers", 47, "47 педагогов")]),
        ("«Юный умелец» - всего 7 человек (учащиеся лицея)", [], [("pupils", 7, "всего 7 человек")]),
    ]
    monthly = content.log[5]
    assert (monthly.record.day_words, len(monthly.record.spans)) == ("Ежемесячно", 12)
    assert [(each["level"], each["mode"], each["form"]) for each in (entry.to_json() for entry in content.log[:3])] == [
        ("municipal", "", ""),
        ("", "", "экскурсия"),
        ("area", "remote", "конкурс"),
    ]
    assert content.log[0].record.audience == "активисты 5-10 классов, педагоги"


def test_a_title_too_long_ends_with_a_whole_part_of_its_sentence(tmp_path: Path) -> None:
    deed = "Окружной методический день «Модель работы, её этапы» в лицее"
    more = "проведен в рамках работы инновационной площадки " + "и сети школ района " * 20
    (entry,) = read(tmp_path, *TASKS[:2], f"- 24 марта 2031 года – {deed}, {more}.").log
    assert entry.record.name == deed
    endless = "Семинар " + "учителей " * 60
    (entry,) = read(tmp_path, *TASKS[:2], f"- 24 марта 2031 года – {endless.strip()}.").log
    assert entry.record.name.endswith(" учителей")
    assert len(entry.record.name) <= 400


def test_the_keys_of_the_json(tmp_path: Path) -> None:
    entry = read(tmp_path, *TASKS).to_json()["log"][1]
    assert entry["dates"] == [["2031-03-28", "2031-03-30"]]
    assert entry["counts"] == [{"kind": "others", "number": 12, "text": "12 человек"}]
    assert entry["title"] == "организована экскурсия в институт"


def test_days_in_brackets_in_a_list(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "Анализ работы лицея за 2031 год",
        "Задача, направленная на дружбу школ, была решена.",
        Numbered("III районный слёт «Юность» (февраль). Приняло участие 8 команд и 46 первоклассников.", 2),
        Numbered("Объединение учителей (март, май).", 2),
        Numbered("Просто строка списка (без дня).", 2),
        "При реализации задачи - рост мастерства - многое сделано.",
        Numbered("Курсы по теме «Слово» (апрель). Прошли 27 педагогов.", 2),
        "Целью работы на 2032 год будет являться рост.",
        Numbered("Новый слёт (июнь).", 2),
    )
    assert [(entry.typed["task"], *described(entry)) for entry in content.log] == [
        (
            "дружбу школ",
            "III районный слёт «Юность»",
            [["2031-02-01", "2031-02-28"]],
            [("команд", 8, "8 команд"), ("pupils", 46, "46 первоклассников")],
        ),
        ("дружбу школ", "Объединение учителей", [["2031-03-01", "2031-03-31"], ["2031-05-01", "2031-05-31"]], []),
        (
            "рост мастерства",
            "Курсы по теме «Слово»",
            [["2031-04-01", "2031-04-30"]],
            [("teachers", 27, "27 педагогов")],
        ),
    ]


@pytest.mark.parametrize(
    ("line", "date_text", "dates"),
    [
        ("12 мая – слёт", "12 мая", [["2031-05-12", "2031-05-12"]]),
        ("5, 12 и 19 марта 2031 г. – занятия", "5, 12 и 19 марта 2031 г.",
         [["2031-03-05", "2031-03-05"], ["2031-03-12", "2031-03-12"], ["2031-03-19", "2031-03-19"]]),
        ("01-05.06.2031 – смена", "01-05.06.2031", [["2031-06-01", "2031-06-05"]]),
        ("В октябре был организован День дублёра", "В октябре", [["2031-10-01", "2031-10-31"]]),
        ("II квартал 2031 года – сбор работ", "II квартал 2031 года", [["2031-04-01", "2031-06-30"]]),
        ("28 октября 2031 год – День", "28 октября 2031 год", [["2031-10-28", "2031-10-28"]]),
    ],
)  # fmt: skip
def test_days_of_every_kind(line: str, date_text: str, dates: list[list[str]], tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "Отчёт о работе кластера за 2031 год", line).log
    assert (entry.record.day_words, entry.to_json()["dates"]) == (date_text, dates)


@pytest.mark.parametrize(
    "lines",
    [
        ("План работы на 2032 год", "15 января – совещание", "16 января – слёт"),
        ("Анализ за 2031 год", "В лицее 300 учеников.", "Школа основана в 1950 году."),
        ("Анализ за 2031 год", "5 кружков работают каждый день."),
    ],
)
def test_prose_and_plans_are_no_log(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert read(tmp_path, *lines).log == []


def test_a_table_of_what_was_held(tmp_path: Path) -> None:
    rows = [
        ["Дата", "Мероприятие", "Количество участников"],
        ["05.03.2031", "Слёт", "40"],
        ["май", "Сбор", "27 педагогов"],
    ]
    content = read(tmp_path, "Отчёт о мероприятиях за 2031 год", Table(rows))
    assert [described(entry) for entry in content.log] == [
        ("Слёт", [["2031-03-05", "2031-03-05"]], [("others", 40, "40")]),
        ("Сбор", [["2031-05-01", "2031-05-31"]], [("teachers", 27, "27 педагогов")]),
    ]
    assert (content.plans, [each for each in content.left_alone if each.is_wanting]) == ([], [])


LUZA, LALSK = "ООШ с. Луза", "СОШ с. Лальск"


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        ("СОШ – 15, ООШ с. Луза – 3", [("СОШ", "pupils", 15), (LUZA, "pupils", 3)]),
        ("СОШ с. Лальск (15), ООШ с. Луза (3)", [(LALSK, "pupils", 15), (LUZA, "pupils", 3)]),
        ("СОШ с. Лальск: 15\nООШ с. Луза: около 3\nВсего: 18", [(LALSK, "pupils", 15), (LUZA, "pupils", 3)]),
        (
            "СОШ с. Лальск - 12 обучающихся, 2 педагога; ООШ с. Луза - 3 чел.",
            [(LALSK, "pupils", 12), (LALSK, "teachers", 2), (LUZA, "pupils", 3)],
        ),
        ("около 40", [("", "pupils", 40)]),
        ("40 чел.", [("", "pupils", 40)]),
        ("12 детей: 5 класс – 7, 6 класс – 5", [("", "pupils", 12)]),
        ("обучающиеся 5-9 классов", []),
        ("—", []),
    ],
)
def test_a_cell_tells_school_by_school_who_came(tmp_path: Path, cell: str, counted: list[tuple[str, str, int]]) -> None:
    rows = [["Дата", "Мероприятие", "Количество обучающихся"], ["05.03.2031", "Слёт", cell]]
    [entry] = read(tmp_path, "Отчёт о мероприятиях за 2031 год", Table(rows)).log
    parts = [one.record for one in entry.parts]
    assert [(one.organization_words, one.kind.value, one.count) for one in parts] == counted
    told = [one.get("organization", "") for one in entry.to_json()["counts"]]
    assert told == [school for school, _kind, _number in counted]


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ("15+3", []),
        ("Школ: 5, учителей: 12", []),
        ("Луза – 15, Лальск – 3", []),
        ("СОШ с. Лальск – 15, ООШ с. Луза – 3, всего 20", []),
        ("12 педагогов, ДК – 4", [12]),
    ],
)
def test_a_number_in_a_cell_that_is_not_understood_stays_in_words(tmp_path: Path, cell: str, known: list[int]) -> None:
    """It was dropped without a word, or the others were added up as if they were all."""
    rows = [["Дата", "Мероприятие", "Участники"], ["05.03.2031", "Слёт", cell]]
    [entry] = read(tmp_path, "Отчёт о мероприятиях за 2031 год", Table(rows)).log
    told = [(one.record.count_words, one.record.count) for one in entry.parts]
    assert told == [*((str(number), number) for number in known), (cell, None)]


def test_a_workbook_of_what_was_held(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Журнал мероприятий за 2031 год"],
        ["№", "Дата", "Название мероприятия", "Количество участников"],
        [None, None, None, "обучающиеся", "педагоги"],
        [1, "5 марта", "Слёт", 40, 3],
    ):
        sheet.append(row)
    sheet.merge_cells("D2:E2")
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "d.xlsx")
    (entry,) = read_document(tmp_path / "d.xlsx").log
    assert described(entry) == ("Слёт", [["2031-03-05", "2031-03-05"]], [("pupils", 40, "40"), ("teachers", 3, "3")])


@pytest.mark.parametrize(
    "heading",
    [
        "Отчёт о работе образовательного кластера за 2031-2032 учебный год",
        "План работы на 2032-2033 учебный год",  # what it tells of is of the year before
    ],
)
def test_a_month_of_a_school_year_is_in_its_own_calendar_year(tmp_path: Path, heading: str) -> None:
    """«24 марта» of a report for 2031-2032 was read as of 2031, and behind a day of 2032 «12 октября» as of that."""
    lines = (
        "Первая задача: сетевое взаимодействие",
        "- 18 сентября – слёт «Школа безопасности», 37 обучающихся",
        "- 24 марта – районная школа актива, приняли участие 25 человек",
        "- 15 апреля 2032 года – конкурс чтецов, 30 участников",
        "- 12 октября – семинар для 18 педагогов",
    )
    entries = read(tmp_path, heading, *lines).log
    assert [entry.to_json()["dates"][0][0] for entry in entries] == [
        "2031-09-18",
        "2032-03-24",
        "2032-04-15",
        "2031-10-12",
    ]


@pytest.mark.parametrize("year", ["2031/2032 уч. год", "I полугодие 2031-2032 уч. года", "2031 год"])
def test_a_table_of_what_was_held_reads_days_in_its_own_period(tmp_path: Path, year: str) -> None:
    rows = [["Дата", "Мероприятие", "Количество участников"], ["18 сентября", "Слёт", "37"]]
    [entry] = read(tmp_path, f"Журнал проведённых мероприятий за {year}", Table(rows)).log
    assert entry.to_json()["dates"] == [["2031-09-18", "2031-09-18"]]


def test_what_is_counted_beside_people_is_none_of_them(tmp_path: Path) -> None:
    """Five schools were five people, and «всего» was added to its parts."""
    header: list[object] = ["Дата", "Название", Merged("Количество участников", across=3), "Кол-во школ"]
    rows: list[list[object]] = [
        header,
        ["", "", "всего", "педагогов", "обучающихся", ""],
        ["17.01", "Олимпиада", "24", "4", "20", "5"],
        ["12.02", "Слёт", "40", "", "", "7"],
        ["13.02", "Форум", "30", "4", "", ""],
        ["14.02", "Игра", "10", "4", "8", ""],
    ]
    content = read(tmp_path, "Журнал проведённых мероприятий за 2031 год", Table(rows))
    told = [[(kind, number) for kind, number, _text in described(entry)[2]] for entry in content.log]
    assert told == [
        [("teachers", 4), ("pupils", 20), ("школ", 5)],
        [("школ", 7), ("others", 40)],
        [("teachers", 4), ("others", 26)],
        [("teachers", 4), ("pupils", 8)],
    ]
    assert [doubt.sentence() for doubt in content.all_doubts() if doubt.kind == "count"] == [
        "«30» всего, по столбцам рядом 4: кто остальные, не сказано (26).",
        "«10» всего, по столбцам рядом 12: кто остальные, не сказано (0).",
    ]


def test_a_journal_with_those_responsible_is_no_plan(tmp_path: Path) -> None:
    """It was a plan, and its «Итого» a step; the place of what was held was left alone."""
    header: list[object] = ["Дата", "Мероприятие", "Место", Merged("Участники", across=2), "Ответственный"]
    rows: list[list[object]] = [
        header,
        ["", "", "", "дети", "педагоги", ""],
        ["05.09.2031", "Слёт", "с. Луговое", "120", "14", "Полева А.Б."],
        ["18.09.2031", "Игра", "1 место", "64", "", "Лугов П.К."],
        ["Итого", "", "", "184", "14", ""],
        ["", "Всего за месяц", "", "184", "14", ""],
    ]
    content = read(tmp_path, "Журнал мероприятий кластера за 2031-2032 учебный год", Table(rows))
    assert [(*described(entry), entry.record.venue) for entry in content.log] == [
        ("Слёт", [["2031-09-05", "2031-09-05"]], [("pupils", 120, "120"), ("teachers", 14, "14")], "с. Луговое"),
        ("Игра", [["2031-09-18", "2031-09-18"]], [("pupils", 64, "64")], ""),
    ]
    assert not content.plans
    assert {"Полева А.Б.", "1 место"} <= {each.name for each in content.left_alone}


def test_a_plan_with_numbers_below_words_of_what_was_held_stays_a_plan(tmp_path: Path) -> None:
    rows = [["№", "Мероприятие", "Срок", "Ответственный", "Кол-во участников"], ["1", "Слёт", "май", "завуч", "40"]]
    for title in ("План работы кластера на 2031 год", "Отчёт о выполнении плана за 2031 год"):
        content = read(tmp_path, "Анализ проведённых мероприятий", title, Table(rows))
        assert (len(content.plans), content.log) == (1, [])
