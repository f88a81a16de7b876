"""Rows of a pasted table become items of a plan, organizations, people, entries of the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.core.records.resources import Club, Resource, ResourceKind
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasted_records import PastedList, targets_of
from cluster_desk.exchange.importing.pasting import pasted_items, pasted_tables, plan_targets
from tests.probes import PLAN_ORDER, clipboard_columns, clipboard_items

ORDER = ["short_name", "kind", "head_id", "agreement_number", "agreement_day", "valid_until"]


def _text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows)


def _paste(desk: Desk, record: type[Record], rows: Sequence[Sequence[str]], order: Sequence[str] = ORDER) -> PastedList:
    """The rows pasted and stored."""
    pasted = PastedList(desk, record, pasted_tables(read_clipboard("", _text(rows)), targets_of(record), order))
    desk.change("Rows pasted", *pasted.to_store()[0])
    return pasted


def test_columns_are_known_by_their_headings_in_any_order(desk: Desk) -> None:
    rows = [
        ["№ соглашения", "Наименование", "Директор", "Действует до"],
        ["7", "МКОУ НОШ д. Ольховка", "Быстрова Лариса Кузьминична", "10.12.2026"],
    ]
    pasted = _paste(desk, Organization, rows)
    assert pasted.bad == []
    [made] = desk.read.load_all(Organization)
    assert (made.short_name, made.kind) == ("МКОУ НОШ д. Ольховка", OrganizationKind.PRIMARY)
    assert (made.agreements[0].number, made.agreements[0].valid_until) == ("7", dt.date(2026, 12, 10))
    assert [(one.id, one.name) for one in desk.read.load_all(Person)] == [(made.head_id, "Быстрова Лариса Кузьминична")]


def test_without_a_heading_the_order_of_the_list_counts(desk: Desk) -> None:
    [person] = desk.change("Person added", Person(name="Тихонов Алексей Викторович"))
    rows = [["МКОУ СОШ с. Луговое", "СОШ", "Тихонов Алексей Викторович", "3", "14.09.2023", "14.09.2028"]]
    _paste(desk, Organization, rows)
    [made] = desk.read.load_all(Organization)
    assert (made.full_name, made.kind, made.head_id) == ("МКОУ СОШ с. Луговое", OrganizationKind.SECONDARY, person)
    assert len(desk.read.load_all(Person)) == 1


def test_bad_rows_are_told_and_the_others_stay(desk: Desk) -> None:
    rows = [
        ["МКОУ СОШ с. Луговое", "СОШ", "", "3", "скоро"],
        ["", "СОШ"],
        ["МКОУ ООШ с. Ключи"],
        ["мкоу оош с. ключи"],
    ]
    pasted = _paste(desk, Organization, rows)
    assert [one.short_name for one in desk.read.load_all(Organization)] == ["МКОУ ООШ с. Ключи"]
    assert pasted.bad == [
        (1, "«скоро» не читается как «Дата»."),
        (2, "Не заполнено «Краткое»."),
        (4, "«мкоу оош с. ключи» уже есть."),
    ]


def test_an_agreement_in_words_and_a_list_copied_from_the_screen(desk: Desk) -> None:
    rows = [["Организация", "Вид", "Руководитель", "Соглашение"], ["Школа № 1", "лицей", "", "№ 6 от 12.10.2026"]]
    _paste(desk, Organization, rows)
    [made] = desk.read.load_all(Organization)
    assert (made.kind, made.agreements[0].number) == (OrganizationKind.LYCEUM, "6")
    assert made.agreements[0].day == dt.date(2026, 10, 12)


def test_who_may_be_meant_is_asked_about(desk: Desk) -> None:
    [person] = desk.change("Person added", Person(name="Тихонов Алексей Викторович"))
    text = "Школа\tДиректор\nМКОУ СОШ с. Луговое\tТихонов А."
    pasted = PastedList(desk, Organization, pasted_tables(read_clipboard("", text), targets_of(Organization), ORDER))
    assert pasted.bad == []
    [question] = pasted.questions
    assert question.text == "«Тихонов А.»: кто это?"
    question.answer(0)
    desk.change("Rows pasted", *pasted.to_store()[0])
    assert [one.head_id for one in desk.read.load_all(Organization)] == [person]
    assert len(desk.read.load_all(Person)) == 1


def test_people_entries_of_the_log_resources_and_clubs(desk: Desk) -> None:
    _paste(desk, Person, [["№", "ФИО", "Должность", "Школа"], ["1", "Орлова Ида Юрьевна", "директор", "СОШ № 9"]])
    [person], [school] = desk.read.load_all(Person), desk.read.load_all(Organization)
    assert (person.name, person.position, person.organization_id) == ("Орлова Ида Юрьевна", "директор", school.id)
    rows = [["Дата", "Название мероприятия", "Кол-во участников"], ["12.10.2026", "Слёт", "35"]]
    _paste(desk, Event, rows)
    [event] = desk.read.load_all(Event)
    assert (event.name, event.day_words, event.people_count) == ("Слёт", "12.10.2026", 35)
    _paste(desk, Resource, [["Наименование", "Вид", "Период", "Ед. изм."], ["Атлас", "учебники", "2026", "шт."]])
    [resource] = desk.read.load_all(Resource)
    assert (resource.kind, resource.period, resource.unit) == (ResourceKind.TEXTBOOKS, "2026", "шт.")
    _paste(desk, Club, [["Название кружка", "Руководитель", "Количество детей"], ["Робот", "Орлова И. Ю.", "12"]])
    [club] = desk.read.load_all(Club)
    assert (club.name, club.leader, club.children) == ("Робот", "Орлова И. Ю.", 12)
    rows = [["ФИО", "Должность", "Место работы", "Роль"], ["Орлова Ида Юрьевна", "директор", "СОШ № 9", "секретарь"]]
    _paste(desk, CouncilSeat, [*rows, ["Быстрова Лариса Кузьминична", "директор", "СОШ № 9", ""]])
    first, second = desk.read.load_all(CouncilSeat)
    assert (first.person_id, first.organization_id, first.role) == (person.id, school.id, SeatRole.SECRETARY)
    assert (second.position, second.role) == ("директор", SeatRole.MEMBER)


def test_a_row_over_all_columns_of_a_list_is_told(desk: Desk) -> None:
    html = "<table><tr><th>Школа<th>Телефон<tr><td colspan=2>Район<tr><td>Школа № 1<td>2-11-05</table>"
    pasted = PastedList(desk, Organization, pasted_tables(read_clipboard(html, ""), targets_of(Organization), ORDER))
    assert pasted.bad == [(2, "«Район» стоит над всеми столбцами.")]
    assert [record.display_name() for record in pasted.to_store()[0]] == ["Школа № 1"]


def test_columns_are_known_by_their_heading() -> None:
    rows = [
        ["Сроки проведения", "Мероприятие", "№ п/п", "Исполнители"],
        ["март", "Неделя наук", "1", "Иванова И. И.\nПетров П. П."],
    ]
    words = {"deadline": "март", "title": "Неделя наук", "number": "1", "responsible": "Иванова И. И.\nПетров П. П."}
    assert clipboard_items(text=_text(rows)) == [{"section": "", **words, "steps": []}]


def test_without_a_heading_the_usual_order_holds() -> None:
    with_numbers = clipboard_items(text="1.\tФорум\t21 октября\tТихонов А. В.\n2.\tСлёт\tмай\t")
    assert [item["title"] for item in with_numbers] == ["Форум", "Слёт"]
    assert with_numbers[0]["number"] == "1."
    plain = clipboard_items(text="Форум\t21 октября\nСлёт\tмай")
    assert plain[1] == {"section": "", "title": "Слёт", "deadline": "май", "steps": []}
    assert [item["title"] for item in clipboard_items(text="Форум\nСлёт")] == ["Форум", "Слёт"]
    assert [item["title"] for item in clipboard_items(text="Мероприятие\nСлёт")] == ["Слёт"]


def test_sections_steps_and_repeated_headings_among_the_rows() -> None:
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственные", "Результат"],
        ["Раздел 1. Дети", "", "", "", ""],
        ["1", "Олимпиада", "сентябрь", "Зимина А. Р.", "приказ"],
        ["", "", "октябрь", "Зимина А. Р.", "протокол"],
        ["№", "Мероприятие", "Срок", "Ответственные", "Результат"],
        ["2", "Форум", "май", "", ""],
    ]
    first, second = clipboard_items(text=_text(rows))
    assert (first["section"], second["section"]) == ("Раздел 1. Дети", "Раздел 1. Дети")
    assert first["steps"] == [{"deadline": "октябрь", "responsible": "Зимина А. Р.", "result": "протокол"}]
    assert second == {"section": "Раздел 1. Дети", "number": "2", "title": "Форум", "deadline": "май", "steps": []}


def test_columns_that_fit_nowhere_are_named_and_nothing_shifts() -> None:
    text = "№ п/п\tМероприятие\tКласс\tСроки\n1\tСлёт\t5 А\tмай"
    keys = [("№ п/п", "number"), ("Мероприятие", "title"), ("Класс", ""), ("Сроки", "deadline")]
    assert clipboard_columns(text=text) == [keys]
    [table] = pasted_tables(read_clipboard("", text), plan_targets(), PLAN_ORDER).tables
    assert [(column.heading, column.words) for column in table.unknown] == [("Класс", ["5 А"])]
    wide = "1\tСлёт\tмай\tЗимина А. Р.\tприказ\n2\tСбор\tиюнь\tЗимина А. Р.\tотчёт"
    [table] = pasted_tables(read_clipboard("", wide), plan_targets(), PLAN_ORDER).tables
    assert [column.words for column in table.unknown] == [["приказ", "отчёт"]]


def test_sections_stand_above_tables_and_other_words_are_left_out_by_name() -> None:
    table = "<table><tr><th>Мероприятие<th>Срок<tr><td>{}<td>май</table>"
    html = (
        f"<p>План работы</p><p>1. Дети</p>{table.format('Слёт')}<p>2. Учителя</p>{table.format('Форум')}<p>Подпись</p>"
    )
    pasted = pasted_tables(read_clipboard(html, ""), plan_targets(), PLAN_ORDER)
    assert [(item.section, item.words["title"]) for item in pasted_items(pasted)] == [
        ("1. Дети", "Слёт"),
        ("2. Учителя", "Форум"),
    ]
    assert pasted.left_out == ["План работы", "Подпись"]
