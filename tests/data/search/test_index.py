"""The search everywhere: word forms, ё and е, initials; the index follows every change and is made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.records.events import Event, EventPerson
from cluster_desk.core.records.members import Person
from cluster_desk.data.queries.search_hits import search_everywhere
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def titles(desk: Desk, query: str) -> list[str]:
    return [hit.title for hit in search_everywhere(desk.read, query)]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.change("Added", an_organization())
    desk.change("Added", Person(name="Королёва Ирина Павловна", position="учитель химии"), Person(name="Соколов П. Е."))
    desk.change("Added", Person(name="Лебедев Игорь Павлович", phone="8 (49512) 2-00-13"))
    desk.change("Added", Person(name="Жданов Пётр", phone="8 (83300) 2-00-14"))
    desk.change("Added", a_meeting())
    people = [EventPerson(words="Берёзкин Артём", role="победитель")]
    desk.change(
        "Added",
        Event(name="Мастер-класс «Читаем вместе»", day_words="13 октября 2026", people=people),
        Event(name="Экологический рейд «Чистый берег»", day_words="15 сентября 2026", text="Собрано 40 мешков мусора"),
    )
    return desk


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("мастер-классы", "Мастер-класс «Читаем вместе»"),
        ("экологических рейдов", "Экологический рейд «Чистый берег»"),
        ("мешок мусора", "Экологический рейд «Чистый берег»"),
        ("Березкина Артема", "Мастер-класс «Читаем вместе»"),
        ("КОРОЛЕВОЙ", "Королёва Ирина Павловна"),
        ("Королёва И. П.", "Королёва Ирина Павловна"),
        ("учителя химии", "Королёва Ирина Павловна"),
        ("школа в Луговом", "МКОУ СОШ с. Луговое"),
        ("форуме первых шагов", "Итоги I четверти"),
        ("в малом зале", "Итоги I четверти"),
        ("что было в октябре для чтения", "Мастер-класс «Читаем вместе»"),
        ("чист", "Экологический рейд «Чистый берег»"),
        ("Лебедеву Игорю", "Лебедев Игорь Павлович"),
        ("Лебедевым", "Лебедев Игорь Павлович"),
        ("о Соколове", "Соколов П. Е."),
        ("20013", "Лебедев Игорь Павлович"),
        ("84951220013", "Лебедев Игорь Павлович"),
        ("2-00-13", "Лебедев Игорь Павлович"),
    ],
)
def test_other_forms_of_the_words_find_the_record(filled: Desk, query: str, title: str) -> None:
    assert title in titles(filled, query)[:2]


def test_nothing_asked_finds_nothing(filled: Desk) -> None:
    assert titles(filled, "") == titles(filled, "  «»") == []
    assert titles(filled, "Ъъъ") == []
    assert titles(filled, '" OR * ) NEAR(') == []


def test_the_index_follows_change_undo_redo_and_deletion(filled: Desk) -> None:
    event = filled.read.load_all(Event)[0].copy()
    event.name, event.people = "Семинар библиотекарей", []
    filled.change("Changed", event)
    assert titles(filled, "библиотекарь") == ["Семинар библиотекарей"]
    assert not titles(filled, "Берёзкин")
    filled.undo()
    assert titles(filled, "Берёзкин") == ["Мастер-класс «Читаем вместе»"]
    filled.redo()
    assert titles(filled, "семинары") == ["Семинар библиотекарей"]
    filled.change("Deleted", remove=[event])
    assert not titles(filled, "семинары")


def test_parts_found_by_themselves_and_parts_of_parts(filled: Desk) -> None:
    meeting = filled.read.load_all(Meeting)[0].copy()
    meeting.agenda.append(AgendaItem(topic="О горячем питании"))
    filled.change("Changed", meeting)
    assert [hit.kind for hit in search_everywhere(filled.read, "горячее питание")] == ["Meeting"]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_data WHERE id > 10",
        "UPDATE search_data SET block = x'00' WHERE id > 1",
        "DROP TABLE search_state",
        "DELETE FROM search_docsize",
        "DELETE FROM search_idx",
        "UPDATE search_data SET block = x'00' WHERE id = (SELECT max(id) FROM search_data)",
        "UPDATE search_data SET block = substr(block, 1, length(block) / 2)",
        "UPDATE search_state SET told = 'an older version'",
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_damaged_or_older_index_is_made_anew(filled: Desk, damage: str, read_only: bool) -> None:
    path = filled.path
    filled.close()
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    desk = Desk.open(path, read_only=read_only)
    try:
        assert titles(desk, "перпендикулярность") == []
        assert titles(desk, "рейды")[:1] == ["Экологический рейд «Чистый берег»"]
        if not read_only:
            desk.change("Added", Event(name="Ярмарка", day_words="1 мая"))
            assert titles(desk, "ярмарки") == ["Ярмарка"]
    finally:
        desk.close()


def test_a_change_mends_a_damaged_index(filled: Desk) -> None:
    path = filled.path
    filled.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE search_data SET block = x'00'")
    connection.close()
    desk = Desk.open(path)
    try:
        desk.change("Added", Event(name="Ярмарка ремёсел", day_words="1 мая"))
        assert titles(desk, "ярмарках") == ["Ярмарка ремёсел"]
    finally:
        desk.close()


def test_a_sample_can_be_searched_at_once(sample_file: Path) -> None:
    desk = Desk.open(sample_file, read_only=True)
    assert titles(desk, "заседания кластера") or titles(desk, "лицею")
    desk.close()


def test_a_file_that_is_only_read_is_searched_as_it_is_now_whatever_was_found_before(filled: Desk) -> None:
    with closing(Desk.open(filled.path, read_only=True)) as beside:
        assert titles(beside, "перпендикуляр") == []
        event = filled.read.load_all(Event)[0].copy()
        event.name = "Ярмарка ремёсел"
        filled.change("Changed", event)
        assert beside.look_again() == "changed"
        assert titles(beside, "ярмарки") == ["Ярмарка ремёсел"]
