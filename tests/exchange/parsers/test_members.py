"""Members and council in other offices' shapes: tables, lists, running prose."""

from pathlib import Path

import pytest

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import Numbered, Table, write_docx

SCHOOLS = ["МКОУ СОШ с. Ключи", "МКОУ ООШ д. Родники им. П.К. Лугова", "МКДОУ детский сад № 3 «Ёлочка»"]


def read(tmp_path: Path, *blocks: object) -> ParsedDocument:
    return read_document(write_docx(tmp_path / "d.docx", blocks))


def names(result: ParsedDocument) -> list[tuple[str, str | None]]:
    return [(one["name"], one.get("number")) for one in (member.to_json() for member in result.members)]


def test_in_running_prose(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        f"Заключены соглашения о взаимодействии с организациями района: {', '.join(SCHOOLS)}. На заседаниях решено.",
    )
    assert names(content) == [(school, None) for school in SCHOOLS]


def test_as_a_bulleted_list(tmp_path: Path) -> None:
    content = read(
        tmp_path, "В состав образовательного кластера входят:", *(Numbered(f"{each};", 2) for each in SCHOOLS), "Далее."
    )
    assert names(content) == [(school, None) for school in SCHOOLS]


def test_as_a_typed_numbered_list(tmp_path: Path) -> None:
    lines = [f"{number}. {each}" for number, each in enumerate(SCHOOLS, 1)]
    content = read(tmp_path, "Участники кластера", *lines, "Цель кластера: дружба.")
    assert names(content) == [(school, str(number)) for number, school in enumerate(SCHOOLS, 1)]


def test_textbooks_lent_to_schools_are_no_members(tmp_path: Path) -> None:
    assert read(tmp_path, f"Школы обеспечены учебниками: {' - 48, '.join(SCHOOLS)} - 12.").members == []


def test_a_table_with_heads_and_agreements(tmp_path: Path) -> None:
    table = Table(
        [
            ["№ п/п", "Наименование образовательной организации", "Ф.И.О. руководителя", "Телефон", "Соглашение"],
            ["1", SCHOOLS[0], "Лугов П.К.", "8-800-1", "№ 1 от 01.02.2031"],
            ["2", SCHOOLS[1], "", "", ""],
        ]
    )
    first, second = read(tmp_path, "Список участников кластера", table).members
    assert first.to_json() == {
        "name": SCHOOLS[0], "number": "1", "head": "Лугов П.К.", "phone": "8-800-1", "agreement": "№ 1 от 01.02.2031",
    }  # fmt: skip
    assert "head" not in second.to_json()


def test_members_and_council_in_one_table(tmp_path: Path) -> None:
    table = Table(
        [
            ["Образовательные организации, входящие в кластер", "Состав Координационного Совета"],
            ["", "Полева А.Б., начальник отдела, куратор образовательного кластера"],
            ["1." + SCHOOLS[0], "Лугов П.К., директор МКОУ СОШ с. Ключи, председатель Координационного Совета"],
            ["2. " + SCHOOLS[1], ""],
        ]
    )
    content = read(tmp_path, "Состав участников:", table)
    assert names(content) == [(SCHOOLS[0], "1"), (SCHOOLS[1], "2")]
    assert [tuple(seat.to_json().values()) for seat in content.council] == [
        ("Полева А.Б.", "начальник отдела", "куратор образовательного кластера", None),
        ("Лугов П.К.", "директор МКОУ СОШ с. Ключи", "председатель Координационного Совета", SCHOOLS[0]),
    ]


def test_a_council_table_with_columns_of_its_own(tmp_path: Path) -> None:
    table = Table(
        [
            ["ФИО", "Должность", "Роль в совете"],
            ["Лугов Пётр Кузьмич", "директор лицея", "председатель"],
            ["А.Б. Полева", "завуч", "секретарь"],
        ]
    )
    content = read(tmp_path, "Состав координационного совета", table)
    assert [tuple(seat.to_json().values())[:3] for seat in content.council] == [
        ("Лугов Пётр Кузьмич", "директор лицея", "председатель"),
        ("А.Б. Полева", "завуч", "секретарь"),
    ]


def test_a_council_as_a_list_under_roles(tmp_path: Path) -> None:
    content = read(
        tmp_path,
        "Состав координационного совета:", "Председатель совета – Лугов П.К., директор лицея;", "Члены совета:",
        "- Полева А.Б., завуч;", "- Ромашкина И.И., методист", "Цель: дружба.",
    )  # fmt: skip
    assert [tuple(seat.to_json().values())[:3] for seat in content.council] == [
        ("Лугов П.К.", "директор лицея", "Председатель совета"),
        ("Полева А.Б.", "завуч", "Члены совета"),
        ("Ромашкина И.И.", "методист", "Члены совета"),
    ]


def test_in_prose_without_a_colon(tmp_path: Path) -> None:
    content = read(tmp_path, f"В состав кластера входят {', '.join(SCHOOLS)} и МКОУ ООШ д. Холмы. Они дружат.")
    assert names(content) == [(school, None) for school in [*SCHOOLS, "МКОУ ООШ д. Холмы"]]


def test_the_same_members_told_twice_are_one(tmp_path: Path) -> None:
    content = read(tmp_path, *["Участники кластера:", *(Numbered(each, 2) for each in SCHOOLS), "Далее."] * 2)
    assert names(content) == [(school, None) for school in SCHOOLS]


def test_a_council_under_a_heading_in_two_lines(tmp_path: Path) -> None:
    table = Table([["№", "ФИО", "Должность"], ["1", "Лугов П.К.", "директор лицея"]])
    (seat,) = read(tmp_path, "СОСТАВ", "координационного совета кластера", table).council
    assert tuple(seat.to_json().values())[:3] == ("Лугов П.К.", "директор лицея", None)


def test_a_register_of_agreements_lists_members(tmp_path: Path) -> None:
    """Its «дата и номер соглашения» was a deadline, and the register a plan."""
    rows = [
        ["№ п/п", "Наименование ОО", "Дата и номер соглашения", "Срок действия", "Предмет"],
        ["1", "МКОУ СОШ с. Луговое", "12.11.2031 № 7", "до 31.12.2032", "Сетевые классы"],
    ]
    content = read(tmp_path, "Реестр соглашений о сетевом взаимодействии", Table(rows))
    assert not content.plans
    assert [(one.to_json()["name"], one.to_json()["agreement"]) for one in content.members] == [
        ("МКОУ СОШ с. Луговое", "12.11.2031 № 7")
    ]
    assert "до 31.12.2032" in str(content.to_json()["left_alone"])


@pytest.mark.parametrize(
    ("number", "day"),
    [("Номер соглашения", "Дата заключения"), ("№ соглашения", "Дата соглашения"), ("№ договора", "Дата подписания")],
)
def test_the_day_of_an_agreement_in_a_column_of_its_own(number: str, day: str, tmp_path: Path) -> None:
    """With «Дата заключения» the whole table was left alone."""
    for header, cells in (
        ([number, day], ["5-К", "3 сентября 2031 г."]),
        ([day, "Срок действия", number], ["03.09.2031", "бессрочно", "5-К"]),
    ):
        rows = [["№", "Полное наименование", *header], ["1", "МКОУ СОШ с. Луговое", *cells]]
        content = read(tmp_path, "Список школ – участников кластера", Table(rows))
        (member,) = (one.to_json() for one in content.members)
        assert (member["name"], member["agreement"], member["agreement_date"]) == (
            "МКОУ СОШ с. Луговое",
            "5-К",
            "2031-09-03",
        )
        assert not content.plans


def test_the_people_of_an_event_are_no_members(tmp_path: Path) -> None:
    """The school of each was a member, and the teacher's phone that of the school."""
    rows = [["№", "ФИО", "Должность", "ОО", "Телефон"], ["1", "Лугов П.К.", "директор", "СОШ с. Луговое", "2-11-11"]]
    content = read(tmp_path, "Список участников районного семинара «Наставник» 25.11.2031", Table(rows))
    assert not content.members
    assert [one.name for one in content.people_lists[0].people] == ["Лугов П.К."]
    assert read(tmp_path, "Список участников образовательного кластера", Table(rows)).members


def test_several_contacts_of_one_column_stand_where_they_belong(tmp_path: Path) -> None:
    """The head was the phone, a telephone the e-mail; with «Соглашение (№, дата)» nothing was read."""
    rows = [
        ["№", "Наименование ОО", "Руководитель (ФИО, телефон)", "Соглашение (№, дата)", "Сайт, e-mail"],
        ["1", "МКОУ СОШ с. Луговое", "Лугов П.К., тел. 2-11-11", "№ 3 от 10.09.2031", "lug.example.ru, a@example.ru"],
        ["2", "МКОУ ООШ д. Ключи", "Полева А.Б.", "№ 4 от 11.09.2031", "https://kl.example.ru/about"],
        ["3", "МКДОУ д/с «Мак»", "2-22-22, 2-33-33", "-", "b@example.ru"],
    ]
    members = [one.to_json() for one in read(tmp_path, "Сведения об участниках кластера", Table(rows)).members]
    told = [[one.get(name) or "" for name in ("head", "phone", "email", "site", "agreement")] for one in members]
    assert told == [
        ["Лугов П.К.", "2-11-11", "a@example.ru", "lug.example.ru", "№ 3 от 10.09.2031"],
        ["Полева А.Б.", "", "", "https://kl.example.ru/about", "№ 4 от 11.09.2031"],
        ["", "2-22-22, 2-33-33", "b@example.ru", "", "-"],
    ]


def test_questions_of_an_agenda_about_the_council_list_nobody(tmp_path: Path) -> None:
    """Who spoke on the question below «О составе совета» got a seat, with the question as the post."""
    for first in ("О составе координационного совета", "Утверждение состава координационного совета"):
        lines = ["Заседание № 1. 15.01.2031", f"1. {first}. Докладчик Лугов П.К.", "2. О плане работы. Полева А.Б."]
        content = read(tmp_path, *lines)
        assert (content.council, len(content.meetings)) == ([], 1)
    seats = read(
        tmp_path, "2. Состав координационного совета:", "1. Лугов П.К., директор", "2. Полева А.Б., завуч"
    ).council
    assert [seat.typed["name"] for seat in seats] == ["Лугов П.К.", "Полева А.Б."]


def test_a_register_with_short_names_and_a_bare_date_is_no_plan(tmp_path: Path) -> None:
    rows = [
        ["№", "Наименование", "Краткое наименование", "Директор", "№ соглашения", "Дата"],
        ["1", "МКОУ СОШ с. Луговое", "СОШ Луговое", "Лугов П.К.", "4", "01.09.2031"],
    ]
    content = read(tmp_path, "Реестр участников кластера", Table(rows))
    (member,) = (one.to_json() for one in content.members)
    told = [member.get(name) for name in ("name", "head", "agreement", "agreement_date")]
    assert (told, content.plans) == (["МКОУ СОШ с. Луговое", "Лугов П.К.", "4", "2031-09-01"], [])
