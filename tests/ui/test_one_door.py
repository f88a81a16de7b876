"""One door for writing: whichever way words come in, the file holds the same of them and understands the same.

Each door is tried with the same words; every name is invented.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from cluster_desk.cli import main
from cluster_desk.core.normalize import normalize, same_words
from cluster_desk.core.records.council import AgendaItem, Decision, Executor, Guest, Meeting, Speaker
from cluster_desk.core.records.events import Event, EventPerson, Participation
from cluster_desk.core.records.fields import Kind, Record
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep, Responsible
from cluster_desk.core.records.resources import Club
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.log.screen import LogScreen
from cluster_desk.ui.screens.plan.plan_model import RESPONSIBLE, TITLE
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.builders import a_cluster, an_organization
from tests.exchange.make_docx import Table, write_docx

TODAY = dt.date(2026, 10, 14)
TYPED = "\u00a0Кросс  «Осеннии\u0306\u00a0 забе\u200bг»\u00ad \u202a2026\ufeff "
STORED = "Кросс «Осенний забег» 2026"


@pytest.fixture(scope="module")
def _stored_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a plan of one item, a meeting with one decision, and two people who are known."""
    desk = Desk.create(tmp_path_factory.mktemp("stored") / "кластер.cdesk", a_cluster())
    desk.change(
        "Added",
        an_organization(id=1),
        Person(id=1, name="Иванова Ирина Ивановна", position="директор", organization_id=1),
        Person(id=2, name="Тихонов Андрей Викторович"),
        Plan(id=1, name="План на 2026 год", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31)),
        PlanSection(id=1, plan_id=1, place=1, name="Работа с детьми"),
        PlanItem(id=1, section_id=1, place=1, number="1", title="Форум", deadline="май", responsible="завуч"),
        Meeting(
            id=1,
            number=1,
            day=TODAY,
            theme="Итоги",
            agenda=[AgendaItem(topic="Итоги", decisions=[Decision(text="Обновить график")])],
        ),
    )
    desk.close()
    return desk.path


@pytest.fixture
def stored(_stored_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of that file, open."""
    desk = Desk.open(Path(shutil.copy(_stored_file, tmp_path)))
    yield desk
    desk.close()


def _plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    screen = PlanScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    screen.show()
    screen.tree.go_to(("item", 1))
    return screen


def _item(desk: Desk) -> PlanItem:
    """The item typed last."""
    return desk.read.load_all(PlanItem)[-1]


Door = Callable[[QtBot, Desk, Path, str], str]


def by_change(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    desk.change("Added", PlanItem(section_id=1, title=words))
    return _item(desk).title


def by_form(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    screen = _plan(qtbot, desk)
    screen.open_item(("item", 1))
    editor = screen.form.pane.editors["title"].inputs()[0]
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(words)
    assert screen.form.save()
    return _item(desk).title


def by_cell(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    screen = _plan(qtbot, desk)
    screen.tree.plan.take(("item", 1), TITLE, words)
    return _item(desk).title


def by_new_line(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    screen = _plan(qtbot, desk)
    screen.new_item.setText(words)
    QTest.keyClick(screen.new_item, Qt.Key.Key_Return)
    return _item(desk).title


def by_quick_line(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    screen = LogScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.show()
    screen.entries.quick.what.setText(words)
    screen.entries.quick.when.setText("10 октября")
    screen.entries.quick.enter()
    return desk.read.load_all(Event)[-1].name


def by_paste(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    screen = _plan(qtbot, desk)
    QGuiApplication.clipboard().setText(f"Мероприятие\tСрок\n{words}\tмай")
    screen.commands.paste()
    return _item(desk).title


def by_import(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    header = ["№", "Мероприятие", "Срок", "Ответственный"]
    import_document(
        desk, read_document(write_docx(folder / "План.docx", [*_ABOVE, Table([header, ["1", words, "май", ""]])]))
    )
    return _item(desk).title


def by_command(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> str:
    path = desk.path
    desk.close()
    assert main(["log", str(path), "add", "--date", "10.10.2026", "--title", words]) == 0
    again = Desk.open(path)
    name = again.read.load_all(Event)[-1].name
    again.close()
    return name


_ABOVE = ["ПЛАН РАБОТЫ", "Заречного кластера на 2027 год"]
DOORS = [by_change, by_form, by_cell, by_new_line, by_quick_line, by_paste, by_import, by_command]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [(TYPED, STORED), ("Субботнии\u0306  день", "Субботний день"), ("Кон\u200bкурс\ufeff чтецов", "Конкурс чтецов")],
)
def test_words_are_stored_alike_by_every_door(
    qtbot: QtBot, stored: Desk, tmp_path: Path, door: Door, typed: str, kept: str
) -> None:
    assert door(qtbot, stored, tmp_path, typed) == kept


def by_changed_item(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    desk.change("Added", PlanItem(section_id=1, title="Ещё", responsible=words))
    return [one.person_id for one in _item(desk).people]


def by_people_cell(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    _plan(qtbot, desk).tree.plan.take(("item", 1), RESPONSIBLE, words)
    return [one.person_id for one in _item(desk).people]


def by_people_form(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    screen = _plan(qtbot, desk)
    screen.open_item(("item", 1))
    editor = screen.form.pane.editors["responsible"].inputs()[0]
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(words)
    assert screen.form.save()
    return [one.person_id for one in _item(desk).people]


def by_minutes(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    screen = CouncilScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.show()
    screen.meetings.go_to(1)
    screen.meetings.show_tab("minutes")
    screen.meetings.minutes._typed(0, "who", words)
    [decision] = desk.read.load_all(Meeting)[0].agenda[0].decisions
    return [one.person_id for one in decision.executors]


def by_people_paste(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    screen = _plan(qtbot, desk)
    QGuiApplication.clipboard().setText(f"Мероприятие\tСрок\tОтветственный\nСеминар\tмай\t{words}")
    screen.commands.paste()
    return [one.person_id for one in _item(desk).people]


def by_people_import(qtbot: QtBot, desk: Desk, folder: Path, words: str) -> list[int | None]:
    rows = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Семинар", "май", words]]
    import_document(desk, read_document(write_docx(folder / "План.docx", [*_ABOVE, Table(rows)])))
    return [one.person_id for one in _item(desk).people]


PEOPLE_DOORS = [by_changed_item, by_people_cell, by_people_form, by_minutes, by_people_paste, by_people_import]


@pytest.mark.parametrize("door", PEOPLE_DOORS)
@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("Иванова Ирина Ивановна", [1]),
        ("Иванова И. И.", [1]),
        ("И.И. Иванова, директор", [1]),
        ("Ивaнoва И.И", [1]),  # Latin a and o
        ("Тихонов A.B.", [2]),  # Latin initials
        ("Иванова П. П.", [None]),
        ("директора школ", [None]),
    ],
)
def test_people_are_linked_alike_by_every_door(
    qtbot: QtBot, stored: Desk, tmp_path: Path, door: Any, words: str, persons: list[int | None]
) -> None:
    assert door(qtbot, stored, tmp_path, words) == persons


def test_what_nobody_sees_goes_and_lines_stay() -> None:
    typed = "\n\u2060  до 15 марта\r\n\tи\u000b до\u00a020\u2009 сентября\u0007\ufffe \r\r"
    assert normalize(typed) == "до 15 марта\nи\nдо 20 сентября"
    assert normalize(typed, Kind.TEXT) == "до 15 марта и до 20 сентября"
    assert normalize("первый\n\nвторой абзац") == "первый\n\nвторой абзац"
    assert normalize("  первая  строка\nвторая  \n") == "первая строка\nвторая"
    assert normalize("и\u0306\nподпись \ufffc") == "й\nподпись"
    assert normalize("семья \ud83d из \U0001fffe двух") == "семья из двух"
    assert same_words("до 15 марта\nи позже ", "до\u00a015  марта и по\u00adзже")
    assert not same_words("до 15 марта", "до 15 мая")


def test_words_that_stand_in_a_file_are_left_until_they_are_changed(stored: Desk) -> None:
    typed = "Форум  «Первые\u00a0шаги» "
    stored._file.connection.execute("UPDATE plan_items SET name = ?, result = ? WHERE id = 1", (typed, " да  нет"))
    item = stored.read.load_all(PlanItem)[0]
    item.deadline = "июнь  и \nиюль"
    stored.change("Changed", item)
    again = stored.read.load_all(PlanItem)[0]
    assert (again.title, again.result, again.deadline) == (typed, " да  нет", "июнь и\nиюль")
    again.title = f"{typed}!"
    stored.change("Changed", again)
    assert _item(stored).title == "Форум «Первые шаги» !"
    stored.undo()
    assert _item(stored).title == typed
    stored.undo()
    assert (_item(stored).title, _item(stored).deadline) == (typed, "май")


def test_a_form_saves_words_that_nobody_touched_as_they_are(qtbot: QtBot, stored: Desk) -> None:
    typed = " Форум  «Первые\u00a0шаги» "
    stored._file.connection.execute("UPDATE plan_items SET name = ?, moved_to = ? WHERE id = 1", (typed, " май "))
    screen = _plan(qtbot, stored)
    screen.open_item(("item", 1))
    editor = screen.form.pane.editors["deadline"].inputs()[0]
    assert isinstance(editor, QPlainTextEdit)
    assert not screen.form.dirty
    editor.setPlainText("июнь")
    assert screen.form.save()
    assert (_item(stored).title, _item(stored).moved_to, _item(stored).deadline) == (typed, " май ", "июнь")


def _stored_anew(desk: Desk, record: Record) -> Any:
    [row] = desk.change("Added", record)
    return desk.read.load(type(record), row)


def test_every_record_links_whom_its_words_name(stored: Desk) -> None:
    who, school = "Тихонов А. В., методист", "МКОУ СОШ с. Луговое"
    meeting = _stored_anew(
        stored,
        Meeting(
            day=TODAY,
            agenda=[
                AgendaItem(
                    topic="О форуме",
                    speakers=[Speaker(words=who)],
                    decisions=[Decision(text="Провести", due_words="до 1 декабря", executors=[Executor(words=school)])],
                )
            ],
            guests=[Guest(words="А. В. Тихонов")],
        ),
    )
    [item] = meeting.agenda
    assert (item.speakers[0].person_id, meeting.guests[0].person_id) == (2, 2)
    assert item.decisions[0].executors[0].organization_id == 1
    assert item.decisions[0].due == dt.date(2026, 12, 1)
    event = _stored_anew(
        stored,
        Event(
            name="Кросс",
            day_words="10.10.2026",
            organizer=school,
            people=[EventPerson(words="Иванова И. И.")],
            participations=[Participation(organization_words=school, count_words="12")],
        ),
    )
    assert (event.organizer, event.organizer_id, event.people[0].person_id) == (school, 1, 1)
    assert (event.participations[0].organization_words, event.participations[0].organization_id) == (school, 1)
    assert _stored_anew(stored, Club(name="Шахматы", leader="Тихонов Андрей Викторович")).leader_id == 2
    steps = [PlanStep(result="Приказ", responsible=words) for words in ("Иванова И.И.", school)]
    person, body = _stored_anew(stored, PlanItem(section_id=1, title="Ещё", steps=steps)).steps
    assert [(one.person_id, one.organization_id) for one in (*person.people, *body.people)] == [(1, None), (None, 1)]


def test_a_link_chosen_by_hand_stays_while_its_words_do(stored: Desk) -> None:
    stored.change("Added", Person(id=3, name="Иванова Инна Игоревна"))
    item = _item(stored)
    item.responsible = "Иванова И. И."
    stored.change("Changed", item)
    [who] = _item(stored).people
    assert (who.name, who.person_id) == ("Иванова И. И.", None)  # two may be meant: nobody is sure
    item = _item(stored)
    item.people[0].person_id = 3
    stored.change("Changed", item)
    for words, person in (("Иванова И. И., завуч", 3), ("Иванова Ирина Ивановна", 1), ("Громов П. А.", None)):
        item = _item(stored)
        item.responsible = words
        stored.change("Changed", item)
        assert [one.person_id for one in _item(stored).people] == [person]
    item = _item(stored)
    item.people = [Responsible(name="Громов П. А.", person_id=2)]
    stored.change("Changed", item)
    item = _item(stored)
    item.responsible = "Громов П. А.\nТихонов А. В."
    stored.change("Changed", item)
    assert [one.person_id for one in _item(stored).people] == [2, 2]


def test_a_link_is_derived_for_people_that_come_with_the_words(tmp_path: Path) -> None:
    people = [Person(id=1, name="Лунина Анна Львовна"), Organization(id=1, full_name="Лицей", short_name="Лицей")]
    club = Club(name="Хор", leader="Лунина А.Л.")
    desk = Desk.create(tmp_path / "новый.cdesk", a_cluster(name="Заречный  кластер\u200b"), *people, club)
    assert desk.read.value("SELECT name FROM cluster") == "Заречный кластер"
    assert desk.read.load_all(Club)[0].leader_id == 1
    desk.close()


def test_whole_words_of_letters_that_look_cyrillic_are_asked_about(stored: Desk, tmp_path: Path) -> None:
    stored.change("Added", Person(id=4, name="Роса Анна Олеговна"))
    item = _item(stored)
    item.responsible = "Poca A. O."  # Latin letters only
    stored.change("Changed", item)
    assert [one.person_id for one in _item(stored).people] == [None]
    assert _item(stored).responsible == "Poca A. O."
    rows = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Семинар", "май", "Poca A. O."]]
    document = read_document(write_docx(tmp_path / "План.docx", [*_ABOVE, Table(rows)]))
    asked = [one.text for part in propose(stored.read, document).parts for row in part.rows for one in row.questions]
    assert "«Poca A. O.»: кто это?" in asked
