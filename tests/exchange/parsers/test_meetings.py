"""Agendas in other offices' shapes: tables, paragraphs, plans of a year's meetings."""

from pathlib import Path

import pytest

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.council import Meeting
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import Below, Merged, Numbered, Table, write_docx


def read(tmp_path: Path, *blocks: object) -> ParsedDocument:
    return read_document(write_docx(tmp_path / "d.docx", blocks))


def agenda(meeting: Parsed[Meeting]) -> list[tuple[str | None, str, str | None]]:
    return [(item["number"], item["topic"], item["speaker"]) for item in meeting.to_json()["agenda"]]


def head(meeting: Parsed[Meeting]) -> tuple[str | None, ...]:
    return values(meeting, "theme", "place", "date", "time", "date_text", "time_text")


def values(meeting: Parsed[Meeting], *keys: str) -> tuple[str | None, ...]:
    return tuple(meeting.to_json().get(key) for key in keys)


def test_a_table_below_its_labels(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "ПЛАНЫ ЗАСЕДАНИЙ СОВЕТА на 2031 год",
        "Заседание", "координационного совета", "   Тема: Итоги года.", "", "Место  проведения: актовый зал. ",
        "Время проведения: 19.01.2031   с  10.00 ", "Повестка заседания:",
        Table([["№", "Тема выступления", "выступающий"], ["1.", "О плане", "П.К. Лугов, директор"],
               ["2.", "Разное", "Полева А.Б."]]),
        "Заседание", "координационного совета", "Тема: О лете.", "Дата: 3 марта 2031 г., время: 14:30", "Повестка:",
        Table([["Вопрос", "Докладчик", "№ п/п"], ["О лагере", "", Numbered()], ["О питании", "завхоз", Numbered()]]),
    )  # fmt: skip
    first, second = content.meetings
    assert head(first) == ("Итоги года.", "актовый зал.", "2031-01-19", "10:00", "19.01.2031", "10.00")
    assert agenda(first) == [("1.", "О плане", "П.К. Лугов, директор"), ("2.", "Разное", "Полева А.Б.")]
    assert head(second) == ("О лете.", None, "2031-03-03", "14:30", "3 марта 2031 г.", "14:30")
    assert agenda(second) == [("1.", "О лагере", ""), ("2.", "О питании", "завхоз")]
    assert content.all_doubts() == []
    assert first.parts[0].source.place()
    assert first.parts[0].source.words == "1. | О плане | П.К. Лугов, директор"


def test_a_plan_of_meetings_has_a_meeting_a_row(tmp_path: Path) -> None:
    table = Table(
        [
            ["Дата", "Рассматриваемые вопросы", "Ответственные"],
            [Merged("12.02.2031 в 11 часов", down=True), "Об олимпиаде", "Лугов П.К."],
            [Below(), "О питании", "Полева А.Б."],
            ["15.09.2031", "1. О плане\n2. О бюджете", "Лугов П.К.\nПолева А.Б."],
        ]
    )
    first, second = read(tmp_path, "План заседаний координационного совета", table).meetings
    assert values(first, "date", "time") == ("2031-02-12", "11:00")
    assert agenda(first) == [(None, "Об олимпиаде", "Лугов П.К."), (None, "О питании", "Полева А.Б.")]
    assert agenda(second) == [("1.", "О плане", "Лугов П.К."), ("2.", "О бюджете", "Полева А.Б.")]


def test_full_width_rows_open_meetings(tmp_path: Path) -> None:
    table = Table(
        [
            ["№", "Вопросы", "Выступающие"],
            [Merged("Заседание № 3 от 12.02.2031", 3)],
            ["1", "Об олимпиаде", "Лугов П.К."],
            [Merged("Заседание № 4 от 15.05.2031", 3)],
            ["1", "Итоги", "Полева А.Б."],
        ]
    )
    meetings = read(tmp_path, "Повестки заседаний", table).meetings
    assert [(*values(each, "number", "date"), len(each.parts)) for each in meetings] == [
        ("3", "2031-02-12", 1),
        ("4", "2031-05-15", 1),
    ]


def test_an_agenda_in_paragraphs(tmp_path: Path) -> None:
    (meeting,) = read(
        tmp_path,
        "Протокол № 7 заседания координационного совета", "от 12 апреля 2031 года", "Место проведения: лицей",
        "Повестка дня:", "1. Об олимпиаде (Лугов П.К., директор)", "2. О питании", "Докладчик: Полева А.Б., завуч",
        "3. Разное.", "Слушали: Лугова П.К.",
    ).meetings  # fmt: skip
    assert values(meeting, "number", "date", "place") == ("7", "2031-04-12", "лицей")
    assert agenda(meeting) == [
        ("1.", "Об олимпиаде", "Лугов П.К., директор"),
        ("2.", "О питании", "Полева А.Б., завуч"),
        ("3.", "Разное.", None),
    ]


def test_a_day_that_is_not_understood_is_doubted(tmp_path: Path) -> None:
    table = Table([["№", "Тема выступления", "Докладчик"], ["1", "О плане", "Лугов П.К."]])
    (meeting,) = read(tmp_path, "Заседание совета", "Дата проведения: после каникул", table).meetings
    assert values(meeting, "date", "date_text") == (None, "после каникул")
    assert [doubt.kind for doubt in meeting.doubts] == ["date"]


def test_other_tables_are_left_alone_and_named(tmp_path: Path) -> None:
    content = read(tmp_path, "Расписание", Table([["Кабинет 1", "8.00", "Лугова"], ["Кабинет 2", "8.30", "Полева"]]))
    assert content.is_empty()
    assert [(each.reason.value, each.name) for each in content.left_alone] == [
        ("heading", "Расписание"),
        ("table", "Кабинет 1 | 8.00 | Лугова"),
    ]
    assert content.left_alone[1].words == "Кабинет 1 | 8.00 | Лугова\nКабинет 2 | 8.30 | Полева"


def test_labels_in_a_table_of_their_own(tmp_path: Path) -> None:
    labels = Table(
        [["Дата", "19.01.2031"], ["Время", "14 ч. 30 мин."], ["Место проведения", "лицей"], ["Тема", "О лете"]]
    )
    table = Table([["№", "Вопрос", "Докладчик"], ["1", "О лагере", "Лугов П.К."]])
    (meeting,) = read(tmp_path, "Заседание координационного совета № 2", labels, table).meetings
    assert head(meeting) == ("О лете", "лицей", "2031-01-19", "14:30", "19.01.2031", "14 ч. 30 мин.")
    assert meeting.to_json()["number"] == "2"


def test_labels_without_a_colon(tmp_path: Path) -> None:
    table = Table([["№ п/п", "Рассматриваемый вопрос", "Ответственный"], ["1", "О лагере", "Лугов П.К., директор"]])
    (meeting,) = read(
        tmp_path, "ПОВЕСТКА", "заседания Координационного совета", "от 19 января 2031 года",
        "Место проведения лицей, 10-00", table,
    ).meetings  # fmt: skip
    assert values(meeting, "place", "date", "time") == ("лицей, 10-00", "2031-01-19", "10:00")


def test_a_row_above_the_header_opens_the_first_meeting(tmp_path: Path) -> None:
    table = Table(
        [
            [Merged("Заседание 1 (19.01.2031, 10.00)", 3)],
            ["№", "Вопросы", "Докладчик"],
            ["1", "О плане", "Лугов П.К."],
            [Merged("Заседание 2 (19.03.2031)", 3)],
            ["1", "О лете", "Полева А.Б."],
        ]
    )
    assert [values(each, "date", "time") for each in read(tmp_path, table).meetings] == [
        ("2031-01-19", "10:00"),
        ("2031-03-19", None),
    ]


def test_a_speaker_at_the_end_of_the_question(tmp_path: Path) -> None:
    (meeting,) = read(
        tmp_path, "Повестка дня заседания № 3 Координационного совета 12.03.2031, 10:00",
        "1. О летнем отдыхе. Лугов П.К., директор лицея.", "2. Об итогах. Докладчик Полева А.Б.", "3) Разное",
    ).meetings  # fmt: skip
    assert agenda(meeting) == [
        ("1.", "О летнем отдыхе.", "Лугов П.К., директор лицея"),
        ("2.", "Об итогах.", "Полева А.Б."),
        ("3)", "Разное", None),
    ]


def test_a_plan_of_meetings_by_months_keeps_the_words(tmp_path: Path) -> None:
    table = Table([["№", "Сроки", "Тема заседания", "Ответственный"], ["1", "февраль", "О лагере", "Лугов П.К."]])
    content = read(tmp_path, "План заседаний координационного совета на 2031 год", table)
    (meeting,) = content.meetings
    assert values(meeting, "theme", "date", "date_text") == ("О лагере", None, "февраль")
    assert [doubt.kind for doubt in content.all_doubts()] == ["date"]


@pytest.mark.parametrize("name", ["agenda_twice_labels", "agenda_twice_theme"])
def test_an_agenda_in_paragraphs_is_taken_once(name: str, tmp_path: Path) -> None:
    labelled = ["Заседание № 1", "Дата проведения: 22 октября 2031 года", "Место: актовый зал", "Повестка дня"]
    themed = ["Заседание № 1. О плане на год", "Повестка:"]
    opening = labelled if name.endswith("labels") else themed
    document = read(tmp_path, *opening, "1. О плане. Докладчик: Лугов П.К.", "2. Разное. Докладчик: Полева А.Б.")
    [meeting] = document.meetings
    assert meeting.typed["number"] == "1"
    assert [question.record.number for question in meeting.parts] == ["1.", "2."]
    assert meeting.record.theme == ("" if name.endswith("labels") else "О плане на год")


def test_two_posts_before_one_speaker_are_asked_about(tmp_path: Path) -> None:
    rows = Table([["№", "Вопрос", "Докладчик"], ["1", "О плане", "Директор, Зам. по УВР Лугов П.К."]])
    document = read(tmp_path, "Заседание совета № 1", "22.10.2031", rows)
    [question] = document.meetings[0].parts
    assert [doubt.kind for doubt in question.doubts] == ["posts"]


def test_minutes_as_a_table_are_one_meeting_whose_day_stands_above(tmp_path: Path) -> None:
    """The deadline of a decision was taken for the day of a meeting of its own, a row each."""
    table = Table(
        [
            ["№", "Вопрос", "Кто докладывал", "Решение", "Срок", "Ответственный"],
            ["1", "Подготовка к ВПР", "Лугов П.К.", "Провести пробные работы", "до 10.12.2031", "Руководители МО"],
            ["2", "О горячем питании", "Полева А.Б.", "Усилить контроль", "постоянно", "Классные руководители"],
        ]
    )
    content = read(tmp_path, "Протокол совещания при директоре", "№ 7 от 12.11.2031", table)
    [meeting] = content.meetings
    assert values(meeting, "number", "date") == ("7", "2031-11-12")
    assert agenda(meeting) == [("1", "Подготовка к ВПР", "Лугов П.К."), ("2", "О горячем питании", "Полева А.Б.")]
    assert "Усилить контроль" in str(content.to_json()["left_alone"])
